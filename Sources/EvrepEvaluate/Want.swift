import EvrepCheck
import EvrepModel
import EvrepSource

/// What a figure has no rows for. Figures that want the same rows fail for one reason, which is said once.
enum Want: Hashable {
  /// What these parameters ask for is nowhere in the data.
  case parameters([Int])
  /// No row has this value.
  case cell(SchemaID, field: Int, Scalar)
  /// No row meets the condition that is spelled so.
  case condition(SchemaID, [UInt8])
  /// The table has no row at all.
  case anyRow(SchemaID)
  /// No row of standards is in force.
  case standards(year: Int)
}

extension Evaluator {
  /// How many more places that want the same rows are shown.
  private static let placeLimit = 3

  /// Reports that `expression` has no value because it has no rows to be made from.
  mutating func reportWant(_ diagnostic: Diagnostic, of expression: Expression) {
    // What a row or an element of an outer scope looks for changes with it.
    guard rows.isEmpty, let filter = aside({ $0.emptyFilter(in: expression) }) else { return report(diagnostic) }
    let (want, notes) = aside { ($0.want(of: filter), $0.lookedFor(filter)) }
    var diagnostic = diagnostic
    diagnostic.notes += notes
    reportOnce(diagnostic, of: want)
  }

  /// Reports what is wanted and is not there, or, where it has been reported, notes the place.
  mutating func reportOnce(
    _ diagnostic: Diagnostic, of want: Want,
    again: Message = Message(en: "this wants the same rows", zh: "这里要的也是这些行")
  ) {
    if let first = reportedWants[want], diagnostics.indices.contains(first) {
      if let place = diagnostic.place, diagnostics[first].labels.count < Self.placeLimit {
        diagnostics[first].labels.append(Label(place, again))
      }
      return
    }
    reportedWants[want] = diagnostics.count
    report(diagnostic)
  }

  /// Leaves out what comes of parameters whose values are nowhere in the data: checks that fail with them, and that no
  /// standard is in force in their year.
  mutating func dropDoingsOfParameters() {
    let wanted = reportedWants.keys.flatMap { want -> [Int] in
      if case .parameters(let indices) = want { indices } else { [] }
    }
    guard !wanted.isEmpty else { return }
    let years = wanted.compactMap { index -> Int? in
      if case .scalar(.year(let year)) = parameters[index] { year } else { nil }
    }
    var dropped = Set(failures.filter { $0.parameters.contains(where: wanted.contains) }.map(\.finding))
    for (want, finding) in reportedWants {
      if case .standards(let year) = want, years.contains(year) { dropped.insert(finding) }
    }
    diagnostics = diagnostics.enumerated().filter { !dropped.contains($0.offset) }.map(\.element)
  }

  /// The first filter in an expression that leaves no rows of some, or table that has none.
  private mutating func emptyFilter(in expression: Expression) -> Expression? {
    switch expression.operation {
    case .definition(let index):
      if let known = emptyFilters[index] { return known }
      let found = emptyFilter(in: program.definitions[index].expression)
      emptyFilters[index] = .some(found)
      return found
    case .table:
      return Self.selection(value(expression))?.rows.count == 0 ? expression : nil
    case .filter(let base, _, _):
      if let whole = Self.selection(value(base)), whole.rows.count > 0 {
        return Self.selection(value(expression))?.rows.count == 0 ? expression : nil
      }
    default: break
    }
    for part in expression.outerParts {
      if let found = emptyFilter(in: part) { return found }
    }
    return nil
  }

  private mutating func want(of filter: Expression) -> Want {
    if case .table(let schema) = filter.operation { return .anyRow(schema) }
    for (selection, field, wanted, value) in unmet(filter) {
      let parameters = inputs(of: wanted).parameters
      return parameters.isEmpty ? .cell(selection.schema, field: field, value) : .parameters(parameters)
    }
    guard case .filter(let base, let condition, _) = filter.operation, let selection = Self.selection(value(base))
    else {
      return .condition(Program.problemsSchema, [])
    }
    let bytes = program.bytes(of: condition.place.file)
    return .condition(selection.schema, bytes.map { Array($0[condition.place.range]) } ?? [])
  }
}
