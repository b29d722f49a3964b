import EvrepCheck
import EvrepModel
import EvrepSource
import EvrepUnits

/// The state of a traced evaluation.
struct Recorder {
  let request: TraceRequest
  var trace = Trace()
  /// What holes with a cache were computed from.
  var known: [Int: TracedInputs] = [:]
  /// The fields that figures were computed from.
  var fields: Set<[Int]> = []
  /// For the slots of `each`, the cells that chose what it repeats over.
  var collections: [Int: [CellSpan]] = [:]

  init(_ request: TraceRequest) { self.request = request }
}

extension Evaluator {
  /// Runs a walk that evaluates: what it costs and what it finds wrong is no part of the report.
  mutating func aside<Result>(_ walk: (inout Evaluator) -> Result) -> Result {
    let (steps, isExhausted, diagnostics, rows) = (steps, isExhausted, diagnostics, rows)
    let wants = reportedWants
    self.steps = 0
    self.isExhausted = false
    self.rows = []
    let result = walk(&self)
    (self.steps, self.isExhausted, self.diagnostics, self.rows) = (steps, isExhausted, diagnostics, rows)
    reportedWants = wants
    return result
  }

  // MARK: Figures

  /// Notes what a hole printed; `insertion` is its number in the document, nil in the title.
  mutating func record(_ hole: Hole, _ printed: Printed, insertion: Int?) {
    answer(hole.place, printed)
    guard recorder?.request.isLedger == true else { return }
    let kind: LedgerEntry.Kind
    switch hole.expression.type.settled {
    case .quantity: kind = .number
    case .date, .year: kind = .date
    default: kind = .text
    }
    let inputs: TracedInputs
    if isHidden(hole.expression) {
      inputs = TracedInputs()
    } else if let cache = hole.cache, let known = recorder?.known[cache] {
      inputs = known
    } else {
      inputs = aside { $0.inputs(of: hole.expression) }
      if let cache = hole.cache { recorder?.known[cache] = inputs }
    }
    let figure = TracedFigure(
      place: hole.place, insertion: insertion, kind: kind, printed: printed.text, value: printed.figure?.value,
      unit: printed.figure?.unit, formula: spelling(of: hole.expression), inputs: inputs)
    recorder?.trace.figures.append(figure)
  }

  /// Notes the cells that choose what `each` repeats over.
  mutating func recordCollection(_ slot: Int, _ collection: Expression) {
    guard recorder?.request.isLedger == true else { return }
    let cells = aside { $0.inputs(of: collection).cells.filter { $0.role == .selection } }
    recorder?.collections[slot] = cells
  }

  // MARK: Conditions

  /// Notes what a problem's condition came to.
  mutating func recordProblem(_ condition: Expression?) {
    if let condition { answer(condition.place) }
    guard recorder?.request.isLedger == true else { return }
    let problem = condition.map { traced($0) }
    recorder?.trace.problems.append(problem)
  }

  mutating func recordCheck(_ check: Check) {
    answer(check.condition.place)
    guard recorder?.request.isLedger == true else { return }
    let condition = traced(check.condition)
    recorder?.trace.checks.append(condition)
  }

  private mutating func traced(_ condition: Expression) -> TracedCondition {
    aside { evaluator in
      TracedCondition(truth: evaluator.truth(condition), explanation: evaluator.explanation(of: condition))
    }
  }

  // MARK: What is asked for

  /// Explains the targets at a place that the evaluation has come to; the first time, for `each` may repeat it.
  mutating func answer(_ site: Place, _ printed: Printed? = nil) {
    guard let targets = recorder?.request.targets, !targets.isEmpty else { return }
    for index in targets.indices where targets[index].site == site {
      if let known = recorder?.trace.answers.firstIndex(where: { $0.target == index }) {
        recorder?.trace.answers[known].count += 1
      } else {
        let explanation = aside { $0.explanation(of: targets[index].expression) }
        let text = printed.map { printed in
          printed.figure.map { self.printed(printed.text, printed.suffix, $0.unit) } ?? printed.text
        }
        recorder?.trace.answers.append(TracedAnswer(target: index, explanation: explanation, printed: text, count: 1))
      }
    }
  }

  /// A figure with its unit behind it, as the prose has it; a currency sign before it.
  private func printed(_ text: String, _ suffix: String, _ unit: Unit) -> String {
    // 62.2 offences per 1,000 people: the words behind the hole's own are part of the unit.
    if !suffix.isEmpty, !suffix.contains("/"), let slash = unit.plural.firstIndex(of: "/") {
      let divisor = plural(unit.plural[unit.plural.index(after: slash)...])
      return text + suffix + (divisor.utf8.first.map { $0 < 0x80 } ?? false ? " per " : "/") + divisor
    }
    guard suffix.isEmpty, !text.hasSuffix(unit.name), !text.hasSuffix(unit.plural) else { return text + suffix }
    return Unit.phrase(text, unit.plural)
  }

  /// What a rate is per, in the plural where a number stands in it: 1,000 people.
  private func plural(_ divisor: Substring) -> String {
    let words = divisor.split(separator: " ", maxSplits: 1)
    guard words.count == 2, divisor.utf8.first.map({ $0 &- 0x30 < 10 }) ?? false,
      let unit = program.registry.unit(named: String(words[1]))
    else { return String(divisor) }
    return words[0] + " " + unit.plural
  }

  /// Explains what the evaluation has not come to: named values, and what stands where the data does not lead.
  mutating func recordRest() {
    guard let request = recorder?.request else { return }
    for index in request.targets.indices {
      guard recorder?.trace.answers.contains(where: { $0.target == index }) == false else { continue }
      let explanation = aside { $0.explanation(of: request.targets[index].expression) }
      recorder?.trace.answers.append(TracedAnswer(target: index, explanation: explanation, printed: nil, count: 0))
    }
    recorder?.trace.answers.sort { $0.target < $1.target }
    guard request.isLedger else { return }
    recordColumns()
    for definition in program.definitions {
      let value = aside { evaluator in
        let reading = evaluator.reading(evaluator.value(definition.expression), definition.expression.type)
        var result = Explanation(
          formula: evaluator.spelling(of: definition.expression), place: definition.place, reading: reading.text)
        result.exact = reading.exact
        if evaluator.hides(definition.expression) { result.conceal() }
        return result
      }
      recorder?.trace.values.append(value)
    }
    for (index, parameter) in program.parameters.enumerated() {
      let reading = reading(parameters[index], parameter.type)
      var result = Explanation(
        formula: parameter.fallback.map { spelling(of: $0) } ?? "", place: parameter.place, reading: reading.text)
      result.exact = reading.exact
      if parameter.isPrivate, settings.isRedacted || settings.hidesPrivate {
        result.formula = ""
        result.conceal()
      }
      recorder?.trace.values.append(result)
    }
  }

  /// Notes what stands in the columns that figures were computed from.
  private mutating func recordColumns() {
    for key in (recorder?.fields ?? []).sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      let (schema, field) = (SchemaID(key[0]), key[1])
      if settings.isRedacted || settings.hidesPrivate, program.schemas[key[0]].fields[field].isPrivate { continue }
      guard let table = tables[schema.index], let source = table.source,
        let span = span(schema, field, .value, [.all(table.rowCount)]), let column = span.column
      else { continue }
      var contents: [String]?
      if table.rowCount <= Self.contentLimit {
        contents = (0..<table.rowCount).map { source.place(row: $0, field: field).cell?.content ?? "" }
      }
      recorder?.trace.columns.append(
        LedgerColumn(
          file: span.file, header: span.header ?? "", column: column, rows: span.rows, contents: contents))
    }
  }

  /// Columns of more rows than these are not noted cell by cell.
  private static let contentLimit = 10_000
}
