import EvrepSource
import EvrepSyntax

extension Compiler {
  /// The findings without those that are the doing of others: one small change of the report would mend them all.
  func withoutConsequences(_ findings: [Diagnostic]) -> [Diagnostic] {
    // The standard library comes first.
    let report = FileID(1)
    guard options.searchesRepairs, sources.files.count > 1, findings.count <= RepairSearch.findingLimit,
      sources[report].bytes.count <= RepairSearch.sizeLimit,
      findings.contains(where: { $0.code.severity == .error }),
      !findings.contains(where: { $0.code == .mergeConflict })
    else { return findings }
    func checked(_ bytes: [UInt8], _ untyped: Place?) -> [Diagnostic] {
      var compiler = trialCompiler
      compiler.untyped = untyped
      _ = compiler.program(bytes)
      return compiler.settled
    }
    let trial = RepairSearch.Trial(
      parse: { parse(report, $0).diagnostics }, check: checked,
      evaluate: readsData
        ? { bytes in
          var compiler = trialCompiler
          return compiler.run(source: bytes, checksOnly: false).diagnostics
        } : nil, dataSize: sources.files.reduce(0) { $0 + $1.bytes.count })
    var search = RepairSearch(
      findings, report: report, bytes: sources[report].bytes, header: headers.first { $0.file == report }, trial: trial)
    return search.run()
  }

  /// A compiler of the same report that nobody watches.
  private var trialCompiler: Compiler {
    var options = options
    options.onStep = nil
    options.searchesRepairs = false
    options.html = false
    return Compiler(path: path, options: options, world: world)
  }
}
