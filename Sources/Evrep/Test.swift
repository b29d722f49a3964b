import EvrepCheck
import EvrepEvaluate
import EvrepMarkdown
import EvrepModel
package import EvrepSource

/// Runs the scenarios of the report at `path`. Its data is read once.
///
/// - Parameter filter: what the names of the scenarios that are run have in them; nil for all.
package func test(
  _ path: String, source: [UInt8]?, filter: String?, options: CompileOptions, world: any World
) -> TestRun {
  var compiler = Compiler(path: path, options: options, world: world)
  return compiler.test(source: source, filter: filter)
}

extension Compiler {
  fileprivate mutating func test(source: [UInt8]?, filter: String?) -> TestRun {
    func isAsked(_ name: String) -> Bool {
      filter.map { PlainText.contains(Array(name.utf8), Array($0.utf8)) } ?? true
    }
    func run(_ compilation: Compilation, _ count: Int = 0, _ results: [ScenarioResult] = []) -> TestRun {
      TestRun(path: path, compilation: compilation, scenarioCount: count, results: results)
    }
    guard let program = program(source) else { return run(finish()) }
    let style = loadStyle(program)
    let tables = loadTables(program)
    var compilation = finish()
    let count = program.scenarios.count
    guard !compilation.hasErrors else { return run(compilation, count) }
    var results: [ScenarioResult] = []
    for scenario in program.scenarios where isAsked(scenario.name) {
      options.onStep?(.testing(scenario.name))
      let outcome = evaluate(scenario, of: program, tables: tables, sources: sources)
      let failures = outcome.failures + (outcome.isJudged ? sentenceFailures(scenario, outcome.document, style) : [])
      results.append(ScenarioResult(name: scenario.name, failures: failures.sortedAndUnique()))
    }
    if results.contains(where: { !$0.hasPassed }) { compilation.outline = outline() }
    return run(compilation, count, results)
  }

  /// The expectations about sentences that do not hold; of a report with errors, which says nothing, too.
  private func sentenceFailures(_ scenario: Scenario, _ document: ResolvedDocument?, _ style: Style) -> [Diagnostic] {
    let sentences = scenario.expectations.compactMap { expectation in
      if case .sentence(let sentence) = expectation.kind { return (expectation, sentence) }
      return nil
    }
    guard !sentences.isEmpty else { return [] }
    var text: [UInt8] = []
    if let document {
      let rendered = render(document, style: style, options: RenderOptions(fragment: true))
      let errors = rendered.diagnostics.filter { $0.severity == .error }
      guard errors.isEmpty else { return errors }
      text = PlainText.of(title: document.title ?? [], fragment: rendered.html ?? [])
    }
    return sentences.compactMap { expectation, sentence in
      let isThere = PlainText.contains(text, PlainText.of(sentence))
      if isThere != expectation.isNegated { return nil }
      return .sentence(sentence, isThere: isThere, hasText: document != nil, at: expectation.place)
    }
  }
}

extension Diagnostic {
  fileprivate static func sentence(_ sentence: String, isThere: Bool, hasText: Bool, at place: Place) -> Diagnostic {
    Diagnostic(
      .expectationFailed, at: place,
      isThere
        ? Message(en: "the report says ‘\(sentence)’", zh: "报告中有“\(sentence)”")
        : Message(en: "the report does not say ‘\(sentence)’", zh: "报告中没有“\(sentence)”"),
      notes: hasText ? [] : [Message(en: "with errors it says nothing at all", zh: "有错误时，报告没有任何文字")])
  }
}
