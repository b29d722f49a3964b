import EvrepCheck
import EvrepData
import EvrepEvaluate
import EvrepMarkdown
package import EvrepModel
package import EvrepReview
package import EvrepSource

/// Compiles the report at `path` and keeps the ledger of it: where every figure comes from. The ledger is nil where the
/// report has errors.
package func trace(_ path: String, source: [UInt8]?, options: CompileOptions, world: any World)
  -> (compilation: Compilation, ledger: Ledger?)
{
  var compiler = Compiler(path: path, options: options, world: world)
  let (compilation, traced) = compiler.trace(source)
  return (compilation, traced?.ledger)
}

/// Compiles the report at `path` for a comparison; nil where it has errors.
///
/// - Parameter name: what the user calls it.
package func review(
  _ path: String, name: String, source: [UInt8]?, options: CompileOptions, world: any World
) -> (compilation: Compilation, report: ReviewedReport?) {
  var compiler = Compiler(path: path, options: options, world: world)
  let (compilation, traced) = compiler.trace(source, toleratesFailedChecks: true)
  let report = traced.map { traced in
    ReviewedReport(name: name, ledger: traced.ledger, passages: PassageReader.passages(of: traced.fragment))
  }
  return (compilation, report)
}

extension Compiler {
  /// The ledger, and the report's HTML with the signs of `ResolvedDocument.signed`.
  ///
  /// - Parameter toleratesFailedChecks: a check that fails is a warning: the ledger says so too.
  fileprivate mutating func trace(_ source: [UInt8]?, toleratesFailedChecks: Bool = false) -> (
    Compilation, (ledger: Ledger, fragment: [UInt8])?
  ) {
    guard let program = program(source) else { return (finish(), nil) }
    let style = loadStyle(program)
    let tables = loadTables(program)
    guard !settled.hasErrors else { return (finish(), nil) }
    var request = TraceRequest()
    request.isLedger = true
    request.paths = paths(program)
    let (document, trace, findings) = EvrepEvaluate.trace(
      program, tables: tables, settings: evaluationSettings, request: request)
    diagnostics += findings
    if toleratesFailedChecks {
      for index in diagnostics.indices where diagnostics[index].code == .checkFailed {
        diagnostics[index].severity = .warning
      }
    }
    guard !settled.hasErrors else { return (finish(), nil) }
    var rendering = RenderOptions(fragment: true)
    rendering.marksLabels = true
    let rendered = render(document.signed(), style: style, options: rendering)
    diagnostics += rendered.diagnostics
    guard !settled.hasErrors else { return (finish(), nil) }
    var maker = LedgerMaker(compiler: self, program: program, document: document, trace: trace)
    let fragment = rendered.html ?? []
    maker.contexts = document.contexts(in: fragment)
    return (finish(document), (maker.make(source), fragment))
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
  guard let kept = JSONValue(json: kept), let now = JSONValue(json: ledger.json()) else { return nil }
  return LedgerComparison(kept: kept, now: now)
}
