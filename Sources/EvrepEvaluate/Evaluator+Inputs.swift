import EvrepCheck
import EvrepModel
import EvrepSource

/// What a walk over an expression has found it to be computed from.
private struct InputLog {
  struct Key: Hashable {
    let schema: SchemaID
    /// Nil for whole rows.
    let field: Int?
    let role: CellSpan.Role
  }

  /// In the order in which they were found.
  var keys: [Key] = []
  var rows: [Key: [Rows]] = [:]
  var definitions: Set<Int> = []
  var parameters: Set<Int> = []
  /// The definitions that have been walked, for either role.
  var walked: Set<[Int]> = []
  /// Cells that chose the rows of enclosing `each`es.
  var outer: [CellSpan] = []
  /// What `where` and `order by` look at, outermost first.
  var levels: [Selection] = []

  mutating func add(_ selection: Selection, _ field: Int?, _ role: CellSpan.Role) {
    let key = Key(schema: selection.schema, field: field, role: role)
    if rows[key] == nil { keys.append(key) }
    rows[key, default: []].append(selection.rows)
  }
}

extension Evaluator {
  /// Cells that choose rows are listed by up to so many ranges; beyond, by the one range that spans them.
  private static let selectionRangeLimit = 64

  /// The named values, parameters and cells that an expression's value was computed from, as things stand now.
  ///
  /// A walk over the expression that evaluates its parts again. Cells that an untaken branch reads are left out.
  mutating func inputs(of expression: Expression) -> TracedInputs {
    var log = InputLog()
    consume(expression, .value, &log)
    if recorder != nil {
      for key in log.keys { if let field = key.field { recorder?.fields.insert([key.schema.index, field]) } }
    }
    var inputs = TracedInputs()
    inputs.definitions = log.definitions.sorted()
    inputs.parameters = log.parameters.sorted()
    inputs.cells = log.keys.compactMap { span($0.schema, $0.field, $0.role, log.rows[$0] ?? []) }
    for span in log.outer where !inputs.cells.contains(span) { inputs.cells.append(span) }
    return inputs
  }

  /// The cells of a column's rows, or the rows, as their file counts them; nil for a table without a data file.
  func span(_ schema: SchemaID, _ field: Int?, _ role: CellSpan.Role, _ selections: [Rows]) -> CellSpan? {
    guard let source = tables[schema.index]?.source, !program.schemas[schema.index].isStandard else { return nil }
    var rows = selections.flatMap { rows in (0..<rows.count).map { rows[$0] } }
    if selections.count > 1 || !rows.indices.dropFirst().allSatisfy({ rows[$0 - 1] < rows[$0] }) {
      rows.sort()
      rows = rows.indices.filter { $0 == 0 || rows[$0] != rows[$0 - 1] }.map { rows[$0] }
    }
    guard let first = rows.first else { return nil }
    var ranges = source.ranges(of: rows, field: field ?? 0)
    if role == .selection, ranges.count > Self.selectionRangeLimit, let low = ranges.first, let high = ranges.last {
      ranges = [low.lowerBound...high.upperBound]
    }
    let declared = program.schemas[schema.index]
    let cell = field.flatMap { source.placeInFile(row: first, field: $0).cell }
    let paths = recorder?.request.paths ?? []
    return CellSpan(
      file: schema.index < paths.count ? paths[schema.index] : declared.path, table: declared.name,
      header: field.map { cell?.header ?? declared.fields[$0].header }, column: field.map { cell?.column ?? $0 + 1 },
      rows: ranges, role: role, addressing: Self.addressing(declared.path),
      container: source.placeInFile(row: first, field: field ?? 0).cell?.container)
  }

  private static func addressing(_ path: String) -> CellSpan.Addressing {
    switch DataFormat(path: path) {
    case .csv, .tsv, .xlsx: .grid
    case .json, .yaml, .toml, .sqlite, nil: .records
    }
  }

  // MARK: The walk

  /// Walks an expression whose value is reckoned with: of a column its cells, of a table its rows.
  private mutating func consume(_ expression: Expression, _ role: CellSpan.Role, _ log: inout InputLog) {
    switch expression.type.settled {
    case .column, .table, .group, .groups:
      if isRowDependent(expression, log) { break }
      switch value(expression) {
      case .column(let selection, let field, _): log.add(selection, field, role)
      case .table(let selection) where role == .value: log.add(selection, nil, role)
      case .group(let group) where role == .value: log.add(group.selection, nil, role)
      default: break
      }
    default: break
    }
    walk(expression, role, &log)
  }

  /// True where a value changes with the row that an enclosing `where` looks at, so that it has no one value here.
  private func isRowDependent(_ expression: Expression, _ log: InputLog) -> Bool {
    log.levels.indices.contains { dependsOnRow(expression, $0) }
  }

  private mutating func walk(_ expression: Expression, _ role: CellSpan.Role, _ log: inout InputLog) {
    guard step(at: expression.place) else { return }
    switch expression.operation {
    case .constant, .table, .poison: break
    case .parameter(let index): log.parameters.insert(index)
    case .definition(let index):
      log.definitions.insert(index)
      guard !givenDefinitions.contains(index), log.walked.insert([index, role == .value ? 0 : 1]).inserted else {
        return
      }
      let levels = log.levels
      log.levels = []
      walk(program.definitions[index].expression, role, &log)
      log.levels = levels
    case .local(let slot): log.outer += recorder?.collections[slot] ?? []
    case .rowField(let level, let field), .scopeColumn(let level, let field):
      if log.levels.indices.contains(level) { log.add(log.levels[level], field, role) }
    case .scopeKey(let level):
      if log.levels.indices.contains(level) { log.add(log.levels[level], nil, role) }
    case .field(let base, let field):
      if isRowDependent(base, log) {
        if case .record(let schema) = base.type, let count = tables[schema.index]?.rowCount {
          log.add(Selection(schema: schema, rows: .all(count)), field, role)
        }
      } else if case .record(let schema, let row) = value(base) {
        log.add(Selection(schema: schema, rows: .some([Int32(truncatingIfNeeded: row)])), field, role)
      }
      walk(base, .selection, &log)
    case .groupKey(let base):
      if case .group(_, let key) = base.type, !isRowDependent(base, log), case .group(let group) = value(base) {
        log.add(group.selection, key, role)
      }
      walk(base, .selection, &log)
    case .column(let base, _), .skippingMissing(let base): walk(base, .selection, &log)
    case .grouping(let base, let field):
      if !isRowDependent(base, log), let selection = Self.selection(value(base)) {
        log.add(selection, field, .selection)
      }
      walk(base, .selection, &log)
    case .filter(let base, let condition, _): walkRows(of: base, condition, &log)
    case .ordering(let base, let key, _, _): walkRows(of: base, key, &log)
    case .taking(let base, let count):
      walk(base, .selection, &log)
      walk(count, .selection, &log)
    case .inForce(_, let stage, let year):
      for argument in [stage, year].compactMap(\.self) { walk(argument, .selection, &log) }
    case .list(let items): for item in items { walk(item, role, &log) }
    case .call(_, let arguments): for argument in arguments { consume(argument, role, &log) }
    case .apply(let slots, let arguments, let body):
      for argument in arguments { walk(argument, role, &log) }
      if isRowDependent(expression, log) {
        // It has another value in each row, so that what its body does with the arguments is not looked into.
        for slot in slots { self.slots[slot] = .poison }
      } else {
        // The slots are set by evaluating the call.
        _ = value(expression)
      }
      let levels = log.levels
      log.levels = []
      walk(body, role, &log)
      log.levels = levels
    case .conditional(let condition, let first, let second):
      walk(condition, .selection, &log)
      let truth = isRowDependent(condition, log) ? nil : truth(condition)
      if truth != false { walk(first, role, &log) }
      if truth != true { walk(second, role, &log) }
    case .sum(let operands), .product(let operands): for operand in operands { walk(operand.expression, role, &log) }
    case .comparison(let operands, _), .coalescing(let operands), .and(let operands), .or(let operands):
      for operand in operands { walk(operand, role, &log) }
    case .membership(let subject, let choices): for operand in [subject] + choices { walk(operand, role, &log) }
    case .negation(let inner), .not(let inner), .isMissing(let inner, _): walk(inner, role, &log)
    case .interpolation(let pieces):
      for case .hole(let hole) in pieces { walk(hole.expression, role, &log) }
    }
  }

  /// Walks a table or column, then the condition or key that looks at its rows.
  private mutating func walkRows(of base: Expression, _ inner: Expression, _ log: inout InputLog) {
    walk(base, .selection, &log)
    let outer = log.levels
    var rows: Selection?
    if !isRowDependent(base, log) {
      let whole = value(base)
      rows = Self.selection(whole)
      if case .groups(let groups) = whole, let schema = groups.first?.selection.schema {
        let all = groups.flatMap { group in
          (0..<group.selection.rows.count).map { Int32(truncatingIfNeeded: group.selection.rows[$0]) }
        }
        rows = Selection(schema: schema, rows: .some(all.sorted()))
      }
    }
    guard let rows else { return }
    log.levels.append(rows)
    walk(inner, .selection, &log)
    log.levels = outer
  }
}
