package import EvrepCheck
package import EvrepModel
package import EvrepSource

/// What came of a scenario.
package struct ScenarioOutcome: Sendable {
  /// The report under the scenario's settings; nil where an error leaves it without one.
  package let document: ResolvedDocument?
  /// Unexpected errors, or the expectations that do not hold; those about sentences are not yet judged.
  package let failures: [Diagnostic]
  /// False where unexpected errors leave nothing to judge.
  package let isJudged: Bool
}

/// Evaluates a checked program as a scenario asks, and judges all that it expects but sentences, which the renderer knows.
///
/// - Parameter tables: as for `evaluate`.
package func evaluate(_ scenario: Scenario, of program: Program, tables: [Table?], sources: SourceSet? = nil)
  -> ScenarioOutcome
{
  var failures: [Diagnostic] = []
  guard var evaluator = Evaluator(running: scenario, of: program, tables: tables, sources: sources, &failures) else {
    return ScenarioOutcome(document: nil, failures: failures, isJudged: false)
  }
  evaluator.run()
  return evaluator.outcome(of: scenario)
}

extension Evaluator {
  // MARK: Settings

  /// An evaluator that is set as a scenario asks; nil where a setting has no value, for the reasons in `failures`.
  init?(
    running scenario: Scenario, of program: Program, tables: [Table?], sources: SourceSet? = nil,
    _ failures: inout [Diagnostic]
  ) {
    var settings = EvaluationSettings()
    settings.sources = sources
    settings.isScenario = true
    var usual = Evaluator(program: program, tables: tables, settings: settings)
    usual.setParameters()
    self.init(program: program, tables: tables, settings: settings)
    for setting in scenario.settings where !apply(setting, in: &usual) {
      failures = usual.diagnostics
      return nil
    }
  }

  /// Sets one value; false where it has none in the report as it is, which `usual` reports.
  private mutating func apply(_ setting: Scenario.Setting, in usual: inout Evaluator) -> Bool {
    let value = usual.value(setting.value)
    guard value != .poison else { return false }
    switch setting.target {
    case .parameter(let index): givenParameters[index] = value
    case .definition(let index):
      definitions[index] = value
      givenDefinitions.insert(index)
    case .cell(let schema, let field, let key):
      guard case .scalar(let scalar) = value, let table = tables[schema.index],
        let row = usual.row(of: schema, key), usual.keepsKeys(schema, row, field, scalar, setting)
      else { return false }
      let type = program.schemas[schema.index].fields[field].type
      tables[schema.index] = table.setting(row: row, field: field, type: type, to: scalar, at: setting.place)
    }
    return true
  }

  /// The row that a cell stands in; nil, reported, where the table has none with this key.
  private mutating func row(of schema: SchemaID, _ key: (field: Int, value: Expression)?) -> Int? {
    guard let key else { return 0 }
    guard case .scalar(let wanted) = value(key.value), let table = tables[schema.index] else { return nil }
    if let row = (0..<table.rowCount).first(where: { scalar(schema, $0, key.field) == wanted }) { return row }
    if table.rowCount == 0, reportEmptyTable(schema, at: key.value.place) { return nil }
    let (name, field) = (program.schemas[schema.index].name, program.schemas[schema.index].fields[key.field].name)
    report(
      .noRows, key.value.place, en: "no row of ‘\(name)’ has this ‘\(field)’", zh: "“\(name)”没有“\(field)”为此值的一行")
    return nil
  }

  /// False, reported, where the setting gives a row the key of another one.
  private mutating func keepsKeys(
    _ schema: SchemaID, _ row: Int, _ field: Int, _ scalar: Scalar, _ setting: Scenario.Setting
  ) -> Bool {
    guard program.schemas[schema.index].fields[field].isKey, let table = tables[schema.index],
      let other = (0..<table.rowCount).first(where: { $0 != row && self.scalar(schema, $0, field) == scalar })
    else { return true }
    let place = table.source?.place(row: other, field: field)
    report(
      .duplicateKey, setting.place, en: "another row has this key", zh: "另一行已有这个主键的值",
      labels: place.map { [Label($0, Message(en: "it is this one", zh: "就是这一行"))] } ?? [])
    return false
  }

  // MARK: Expectations

  /// What has come of the run.
  fileprivate mutating func outcome(of scenario: Scenario) -> ScenarioOutcome {
    let expected = scenario.expectedFailures
    let given = diagnostics.filter { $0.severity == .error }
    let unexpected = given.filter { !expected.contains($0.code) }
    guard unexpected.isEmpty else { return ScenarioOutcome(document: nil, failures: unexpected, isJudged: false) }
    // What has been said of the run says nothing of the expectations.
    (diagnostics, reportedWants) = ([], [:])
    for expectation in scenario.expectations { judge(expectation, given: given.map(\.code)) }
    return ScenarioOutcome(document: given.isEmpty ? document : nil, failures: diagnostics, isJudged: true)
  }

  private mutating func judge(_ expectation: Scenario.Expectation, given codes: [DiagnosticCode]) {
    let wanted = !expectation.isNegated
    switch expectation.kind {
    case .problem(let name):
      let isKept = document.problems.contains { $0.name == name && $0.number != nil }
      if isKept != wanted { reportProblem(name, isKept, expectation) }
    case .condition(let condition):
      let before = diagnostics.count
      guard let truth = truth(condition) else { return reportNoValue(expectation, before) }
      guard truth != wanted else { return }
      fail(
        expectation, en: truth ? "this holds" : "this does not hold", zh: truth ? "这里成立" : "这里不成立",
        comparedCells(condition), reasons(condition))
    case .printed(let hole, let prefix, let suffix, let text):
      let before = diagnostics.count
      guard let printed = print(hole) else { return reportNoValue(expectation, before) }
      let found = prefix + printed.text + printed.suffix + suffix
      guard found.isSpelled(like: text) != wanted else { return }
      let labels = cells(of: hole.expression)
      fail(
        expectation, en: wanted ? "this prints ‘\(found)’, not ‘\(text)’" : "this prints ‘\(found)’",
        zh: wanted ? "印出来是“\(found)”，不是“\(text)”" : "印出来是“\(found)”", labels, reasons(hole.expression))
    case .failure(let code):
      guard codes.contains(code) != wanted else { return }
      fail(
        expectation,
        en: wanted ? "the report gives no error \(code.rawValue)" : "the report gives the error \(code.rawValue)",
        zh: wanted ? "报告没有给出错误 \(code.rawValue)" : "报告给出了错误 \(code.rawValue)")
    case .sentence: break
    }
  }

  private mutating func fail(
    _ expectation: Scenario.Expectation, en: String, zh: String, _ labels: [Label] = [], _ notes: [Message] = []
  ) {
    report(.expectationFailed, expectation.place, en: en, zh: zh, labels: labels, notes: notes)
  }

  /// A value that an expected error took away fails its expectation too.
  private mutating func reportNoValue(_ expectation: Scenario.Expectation, _ before: Int) {
    guard diagnostics.count == before else { return }
    fail(expectation, en: "this has no value: an error took it away", zh: "这里没有值：因错误而无法得出")
  }

  private mutating func reportProblem(_ name: String, _ isKept: Bool, _ expectation: Scenario.Expectation) {
    var labels: [Label] = []
    var notes: [Message] = []
    if let condition = Self.condition(of: name, in: program.items, program.problems) {
      labels = [Label(condition.place, Message(en: "its condition", zh: "它的条件"))] + comparedCells(condition)
      notes = reasons(condition)
    }
    fail(
      expectation, en: "the problem ‘\(name)’ \(isKept ? "holds" : "does not hold")",
      zh: "问题“\(name)”\(isKept ? "成立" : "不成立")", labels, notes)
  }

  /// The condition of the problem, wherever it stands outside `each`.
  private static func condition(of name: String, in items: [Item], _ problems: [Problem]) -> Expression? {
    for item in items {
      switch item {
      case .problem(let index, let condition, _, _) where problems[index].name == name: return condition
      case .when(let branches):
        for branch in branches {
          if let found = condition(of: name, in: branch.items, problems) { return found }
        }
      case .series(let inner, _): if let found = condition(of: name, in: inner, problems) { return found }
      default: break
      }
    }
    return nil
  }
}
