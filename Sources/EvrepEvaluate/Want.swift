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
    let filter = aside { $0.emptyFilter(in: expression) }
    if let filter, case .table(let schema) = filter.operation, reportEmptyTable(schema, at: diagnostic.place) { return }
    // What a row or an element of an outer scope looks for changes with it.
    guard rows.isEmpty, let filter else { return report(diagnostic) }
    let (want, notes) = aside { ($0.want(of: filter), $0.lookedFor(filter)) }
    var diagnostic = diagnostic
    diagnostic.notes += notes
    reportOnce(diagnostic, of: want)
  }

  /// Reports that the table of a file has no rows, which a figure or check at `place` needs; false for a table of no file.
  mutating func reportEmptyTable(_ id: SchemaID, at place: Place?) -> Bool {
    let schema = program.schemas[id.index]
    guard id != Program.problemsSchema, !schema.path.isEmpty, let place else { return false }
    if reportedWants[.anyRow(id)] != nil {
      reportOnce(Diagnostic(.noRows, at: place, Message(en: "", zh: "")), of: .anyRow(id))
      return true
    }
    reportOnce(
      Diagnostic(
        .noRows, at: schema.pathPlace,
        Message(en: "‘\(schema.name)’ has no rows", zh: "“\(schema.name)”没有任何行"),
        labels: [Label(place, Message(en: "this needs some", zh: "此处要用到它的行"))],
        notes: [
          Message(
            en:
              "where it may have none, say what the report says then: {when count(\(schema.name)) > 0}…{otherwise}…{end}",
            zh: "如果确实可能没有，请写明此时怎么说：{当 count(\(schema.name)) > 0}…{否则}…{结束}")
        ]), of: .anyRow(id))
    return true
  }

  /// Reports a check that fails as all tables that it looks at are empty; false for any other.
  mutating func reportCheckOfNothing(_ condition: Expression) -> Bool {
    let tables = tables(in: condition)
    guard let first = tables.first, tables.allSatisfy({ self.tables[$0.index]?.rowCount == 0 }) else { return false }
    return reportEmptyTable(first, at: condition.place)
  }

  /// The findings, less what comes of others: checks that fail where it has been said that one of their tables is empty, or
  /// that no row has what a parameter of theirs asks for, standards that are not in force in such a parameter's year, years
  /// that it leads to and that there are not, and warnings about figures of an empty table.
  mutating func withoutConsequences() -> [Diagnostic] {
    guard !reportedWants.isEmpty else { return diagnostics }
    let parameters = reportedWants.keys.flatMap { want -> [Int] in
      if case .parameters(let indices) = want { indices } else { [] }
    }
    let years = parameters.compactMap { index -> Int? in
      if case .scalar(.year(let year)) = self.parameters[index] { year } else { nil }
    }
    let standards = years.compactMap { reportedWants[.standards(year: $0)] }
    var failures: Set<Place> = []
    for index in failedChecks {
      let condition = program.checks[index].condition
      if tables(in: condition).contains(where: { reportedWants[.anyRow($0)] != nil })
        || !parameters.isEmpty
          && aside({ $0.inputs(of: condition) }).parameters.contains(where: parameters.contains)
      {
        failures.insert(condition.place)
      }
    }
    let figures = figuresOfNothing()
    let sites = parameters.isEmpty || !diagnostics.contains { $0.code == .outOfRange } ? [] : program.sites
    return diagnostics.enumerated().filter { index, finding in
      if finding.severity == .warning {
        let places = [finding.place].compactMap(\.self) + finding.labels.map(\.place)
        return !places.contains { place in figures.contains { $0.contains(place) } }
      }
      switch finding.code {
      case .checkFailed: return !(finding.place.map(failures.contains) ?? false)
      case .notInForce: return !standards.contains(index)
      case .outOfRange: return !(finding.place.map { restsOn(parameters, $0, sites) } ?? false)
      default: return true
      }
    }.map(\.element)
  }

  /// True for a place in an expression that one of the parameters stands in, be it by way of definitions.
  private mutating func restsOn(_ parameters: [Int], _ place: Place, _ sites: [Site]) -> Bool {
    guard let site = sites.last(where: { $0.place.contains(place) || $0.expression.place.contains(place) })
    else { return false }
    return aside { $0.inputs(of: site.expression) }.parameters.contains(where: parameters.contains)
  }

  /// The holes and conditions that look at tables of which it has been said that they are empty. O(report).
  private func figuresOfNothing() -> [Place] {
    guard reportedWants.keys.contains(where: { if case .anyRow = $0 { true } else { false } }) else { return [] }
    return program.sites.filter { site in
      tables(in: site.expression).contains { reportedWants[.anyRow($0)] != nil }
    }.map(\.place)
  }

  /// The tables that an expression looks at, each once, in their order. O(definitions and their parts).
  func tables(in expression: Expression) -> [SchemaID] {
    var (found, definitions, rest) = ([SchemaID](), Set<Int>(), [expression])
    while let next = rest.popLast() {
      switch next.operation {
      case .table(let schema): if !found.contains(schema) { found.append(schema) }
      case .definition(let index):
        if definitions.insert(index).inserted { rest.append(program.definitions[index].expression) }
      default: rest += next.outerParts.reversed()
      }
    }
    return found
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
