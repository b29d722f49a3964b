import EvrepCheck
import EvrepModel
import EvrepSource
import EvrepUnits

extension Evaluator {
  /// Evaluates every check; one that fails is an error that shows the values on both sides.
  mutating func runChecks() {
    for (index, check) in program.checks.enumerated() {
      if recorder != nil { recordCheck(check) }
      guard truth(check.condition) == false else { continue }
      failedChecks.insert(index)
      if reportCheckOfNothing(check.condition) { continue }
      if !settings.incomplete.isDisjoint(with: tables(in: check.condition)) { continue }
      let columns = decisiveColumns(check.condition)
      var message = ""
      for piece in check.message {
        switch piece {
        case .text(let text): message += text
        case .hole(let hole): message += print(hole)?.text ?? ""
        }
      }
      let notes = reasons(check.condition) + (message.isEmpty ? [] : [Message(en: message, zh: message)])
      if let first = failures.first(where: { !$0.columns.isDisjoint(with: columns) }) {
        // One number may well be wrong for both.
        let name = Message(en: "the check ‘\(check.name)’ fails too", zh: "核验“\(check.name)”也不成立")
        let places = Set(diagnostics[first.finding].labels.map(\.place))
        diagnostics[first.finding].labels +=
          [Label(check.condition.place, name)]
          + comparedCells(check.condition).filter { !places.contains($0.place) }
        diagnostics[first.finding].notes += [name] + notes
        continue
      }
      let count = diagnostics.count
      report(
        .checkFailed, check.condition.place, en: "the check ‘\(check.name)’ fails", zh: "核验“\(check.name)”不成立",
        labels: comparedCells(check.condition), notes: notes)
      if diagnostics.count > count { failures.append((columns, count)) }
    }
  }

  /// A column of a table.
  struct ColumnKey: Hashable {
    let schema: SchemaID
    let field: Int
  }

  /// The columns that the comparisons look at by which a condition does not hold.
  private mutating func decisiveColumns(_ condition: Expression) -> Set<ColumnKey> {
    switch condition.operation {
    case .and(let operands):
      reached(operands, decisive: false).reduce(into: []) { $0.formUnion(decisiveColumns($1)) }
    case .or(let operands): reached(operands, decisive: true).reduce(into: []) { $0.formUnion(decisiveColumns($1)) }
    case .not(let inner): decisiveColumns(inner)
    default: columns(in: condition)
    }
  }

  /// The columns that an expression looks at. O(definitions and their parts).
  private func columns(in expression: Expression) -> Set<ColumnKey> {
    var (found, definitions) = (Set<ColumnKey>(), Set<Int>())
    // With the tables whose rows the conditions around go through, by their levels.
    var rest: [(Expression, rows: [Int: SchemaID])] = [(expression, [:])]
    while let (next, rows) = rest.popLast() {
      var rows = rows
      switch next.operation {
      case .definition(let index):
        if definitions.insert(index).inserted { rest.append((program.definitions[index].expression, rows)) }
      case .column(_, let field):
        if case .column(let schema, _) = next.type { found.insert(ColumnKey(schema: schema, field: field)) }
      case .field(let base, let field):
        if case .record(let schema) = base.type { found.insert(ColumnKey(schema: schema, field: field)) }
      case .rowField(let level, let field):
        if let schema = rows[level] { found.insert(ColumnKey(schema: schema, field: field)) }
      case .filter(let base, _, let level):
        if case .table(let schema) = base.type { rows[level] = schema }
      default: break
      }
      rest += next.parts.map { ($0, rows) }
    }
    return found
  }

  /// Why an expression is what it is, for a message: what it comes to, then its parts as a tree, a note a line. What it
  /// is itself, the source line above the notes shows.
  mutating func reasons(_ expression: Expression) -> [Message] {
    let explanation = aside { $0.explanation(of: expression) }
    guard !explanation.parts.isEmpty else { return [] }
    let english = ExplanationLayout(language: .english, width: Self.noteWidth).notes(of: explanation)
    let chinese = ExplanationLayout(language: .chinese, width: Self.noteWidth).notes(of: explanation)
    return zip(english, chinese).map { Message(en: $0, zh: $1) }
  }

  /// Terminal cells of a note's line: those of a usual terminal less the margin.
  private static let noteWidth = 92

  /// The operands of `and` or `or` up to the one that decides.
  private mutating func reached(_ operands: [Expression], decisive: Bool) -> [Expression] {
    let first = operands.indices.first { truth(operands[$0]) == decisive }
    return Array(operands.prefix(first.map { $0 + 1 } ?? operands.count))
  }

  /// Labels at the cells that a condition compares, up to what decides it.
  mutating func comparedCells(_ condition: Expression) -> [Label] {
    switch condition.operation {
    case .and(let operands): reached(operands, decisive: false).flatMap { comparedCells($0) }
    case .or(let operands): reached(operands, decisive: true).flatMap { comparedCells($0) }
    case .not(let inner): comparedCells(inner)
    case .comparison(let operands, let operators):
      operands.indices.flatMap { index -> [Label] in
        if hides(operands[index]) { return [] }
        let isRounded = [index - 1, index].contains {
          operators.indices.contains($0) && operators[$0] == .withinRounding
        }
        return (isRounded ? rangeLabels(operands[index]) : []) + cells(of: operands[index])
      }
    default: []
    }
  }
}
