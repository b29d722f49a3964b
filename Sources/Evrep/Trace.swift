import EvrepCheck
import EvrepData
import EvrepEvaluate
import EvrepMarkdown
package import EvrepModel
package import EvrepReview
package import EvrepSource
import EvrepUnits

/// Compiles the report at `path` and keeps the ledger of it: where every figure comes from. The ledger is nil where the
/// report has errors.
package func trace(_ path: String, source: [UInt8]?, options: CompileOptions, world: any World)
  -> (compilation: Compilation, ledger: Ledger?)
{
  var compiler = Compiler(path: path, options: options, world: world)
  return compiler.trace(source)
}

extension Compiler {
  fileprivate mutating func trace(_ source: [UInt8]?) -> (Compilation, Ledger?) {
    guard let program = program(source), !settled.hasErrors else { return (finish(), nil) }
    let style = loadStyle(program)
    let tables = loadTables(program)
    guard !diagnostics.hasErrors else { return (finish(), nil) }
    var request = TraceRequest()
    request.isLedger = true
    request.paths = paths(program)
    let (document, trace, findings) = EvrepEvaluate.trace(
      program, tables: tables, settings: evaluationSettings, request: request)
    diagnostics += findings
    guard !settled.hasErrors else { return (finish(), nil) }
    var rendering = RenderOptions(fragment: true)
    rendering.marksLabels = true
    let rendered = render(document.signed(), style: style, options: rendering)
    diagnostics += rendered.diagnostics
    guard !settled.hasErrors else { return (finish(), nil) }
    var maker = LedgerMaker(compiler: self, program: program, document: document, trace: trace)
    maker.contexts = document.contexts(in: rendered.html ?? [])
    return (finish(document), maker.make(source))
  }

  /// The path of each schema's file, as seen from the report's folder.
  func paths(_ program: Program) -> [String] {
    program.schemas.map { schema in
      guard !schema.path.isEmpty else { return "" }
      return relative(Path.join(Path.folder(of: sources[schema.place.file].path), schema.path))
    }
  }

  /// A path as seen from the report's folder, where it lies in it.
  func relative(_ path: String) -> String {
    let folder = Path.folder(of: self.path)
    let whole = Path.normalised(path)
    let prefix = Path.normalised(folder) + "/"
    return folder != "." && whole.hasPrefix(prefix) ? String(whole.dropFirst(prefix.count)) : whole
  }
}

/// Compares a ledger that was kept as JSON with the ledger of the report as it is; nil where the bytes are no ledger.
package func verify(_ kept: [UInt8], against ledger: Ledger) -> LedgerComparison? {
  guard let kept = JSONTree(json: kept), let now = JSONTree(json: ledger.json()) else { return nil }
  return LedgerComparison(kept: kept, now: now)
}
