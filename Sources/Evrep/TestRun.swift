package import EvrepSource

/// What came of one scenario.
package struct ScenarioResult: Sendable {
  package let name: String
  /// Why it failed; empty for one that passed.
  package let failures: [Diagnostic]

  package var hasPassed: Bool { failures.isEmpty }
}

/// What came of a report's scenarios.
package struct TestRun: Sendable {
  /// The report's path.
  package let path: String
  /// The findings before any scenario is run, and the files that messages show. With errors none is run.
  package let compilation: Compilation
  /// How many scenarios the report has, run or not.
  package let scenarioCount: Int
  /// The scenarios that were run, in the order of the source.
  package let results: [ScenarioResult]

  package var failureCount: Int { results.count { !$0.hasPassed } }

  /// The findings of the report and, behind them, why scenarios failed; what several failed for stands there once.
  package var findings: Findings {
    var seen: Set<Statement> = []
    let failures = results.flatMap(\.failures).filter { seen.insert($0.statement).inserted }
    return Findings(compilation.diagnostics + failures, compilation.sources, compilation.outline)
  }

  /// Why a scenario failed, as text for a terminal.
  ///
  /// - Parameter shown: what has been said of scenarios before, which is given in one line then; added to.
  package func messages(
    _ result: ScenarioResult, language: MessageLanguage, isColored: Bool = false, shown: inout Set<Statement>
  ) -> String {
    var emitter = TerminalEmitter(
      sources: compilation.sources, outline: compilation.outline, language: language, isColored: isColored)
    let (old, new) = (
      result.failures.filter { shown.contains($0.statement) }, result.failures.filter { !shown.contains($0.statement) }
    )
    shown.formUnion(new.map(\.statement))
    let above = language == .english ? "as above" : "同上"
    return old.map { "    \($0.code.rawValue) \(above): \($0.message[language])\n" }.joined() + emitter.render(new)
  }
}

extension [TestRun] {
  /// For a terminal: a line a scenario, why those that failed did, and a count. Reports with errors are left out, which
  /// `Compilation.messages` tells of; empty where there is no other.
  ///
  /// - Parameter showsFailures: false where the failures are printed elsewhere.
  package func report(language: MessageLanguage, isColored: Bool = false, showsFailures: Bool = true) -> String {
    let runs = filter { !$0.compilation.hasErrors }
    guard !runs.isEmpty else { return "" }
    let paint = Paint(isColored: isColored)
    var text = ""
    for run in runs {
      text += run.path + "\n"
      var shown: Set<Statement> = []
      if run.scenarioCount == 0 { text += language == .english ? "  no scenarios\n" : "  没有情景\n" }
      for result in run.results {
        text += "  " + (result.hasPassed ? paint("✓", .green) : paint("✗", .boldRed)) + " " + result.name + "\n"
        if showsFailures { text += run.messages(result, language: language, isColored: isColored, shown: &shown) }
      }
    }
    let failed = runs.reduce(0) { $0 + $1.failureCount }
    let passed = runs.reduce(0) { $0 + $1.results.count } - failed
    switch language {
    case .english: return text + "\(passed) passed, \(failed) failed\n"
    case .chinese: return text + "通过 \(passed) 个，失败 \(failed) 个\n"
    }
  }
}
