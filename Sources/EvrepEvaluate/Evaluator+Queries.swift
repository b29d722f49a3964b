import EvrepCheck
import EvrepModel
import EvrepSource
import EvrepUnits

extension Evaluator {
  /// A base value with another selection of its rows.
  private static func replacing(_ value: Value, _ rows: Rows) -> Value {
    switch value {
    case .table(let selection): .table(Selection(schema: selection.schema, rows: rows))
    case .group(let group):
      .group(Group(key: group.key, selection: Selection(schema: group.selection.schema, rows: rows)))
    case .column(let selection, let field, let skipping):
      .column(Selection(schema: selection.schema, rows: rows), field: field, skipping: skipping)
    default: .poison
    }
  }

  static func selection(_ value: Value) -> Selection? {
    switch value {
    case .table(let selection): selection
    case .group(let group): group.selection
    case .column(let selection, _, _): selection
    default: nil
    }
  }

  // MARK: where

  mutating func filter(_ base: Expression, _ condition: Expression, _ level: Int) -> Value {
    let whole = value(base)
    if case .groups(let groups) = whole { return filter(groups, condition, level) }
    guard let selection = Self.selection(whole) else { return .poison }
    guard step(selection.rows.count / 8, at: condition.place) else { return .poison }
    let outer = enter(level, .row(selection.schema, 0))
    defer { leave(outer) }
    var kept: [Int32] = []
    if let mask = mask(condition, selection, level) {
      for index in mask.indices where mask[index] { kept.append(Int32(truncatingIfNeeded: selection.rows[index])) }
      return Self.replacing(whole, .some(kept))
    }
    var failed = false
    for index in 0..<selection.rows.count {
      let row = selection.rows[index]
      rows[level] = .row(selection.schema, row)
      switch truth(condition) {
      case true: kept.append(Int32(truncatingIfNeeded: row))
      case false: break
      case nil: failed = true
      }
      if isExhausted { break }
    }
    return failed ? .poison : Self.replacing(whole, .some(kept))
  }

  private mutating func filter(_ groups: [Group], _ condition: Expression, _ level: Int) -> Value {
    guard let first = groups.first else { return .groups([]) }
    let outer = enter(level, .group(first))
    defer { leave(outer) }
    var kept: [Group] = []
    for group in groups {
      rows[level] = .group(group)
      guard let truth = truth(condition) else { return .poison }
      if truth { kept.append(group) }
    }
    return .groups(kept)
  }

  /// Begins a row scope at `level`, so that the scopes inside it have the levels that they were checked with, wherever
  /// the expression is evaluated: the scopes around it that it does not look at may not be there. Returns what `leave`
  /// goes back to.
  private mutating func enter(_ level: Int, _ context: RowContext) -> Int {
    let outer = rows.count
    while rows.count <= level { rows.append(context) }
    return outer
  }

  private mutating func leave(_ outer: Int) { rows.removeLast(rows.count - outer) }

  // MARK: by

  /// Groups in the order of the key: an enumeration's as its cases are declared, others ascending.
  mutating func grouping(_ base: Expression, _ field: Int) -> Value {
    guard let selection = Self.selection(value(base)), let table = tables[selection.schema.index],
      table.isReadable(field)
    else { return .poison }
    guard step(selection.rows.count / 8, at: base.place) else { return .poison }
    let type = program.schemas[selection.schema.index].fields[field].type
    if case .integers(let keys) = table.columns[field], let buckets = Self.buckets(keys, selection.rows) {
      return .groups(
        buckets.map { group(table.scalar(row: Int($0[0]), field: field, type: type), selection.schema, $0) })
    }
    var members: [Scalar: [Int32]] = [:]
    for index in 0..<selection.rows.count {
      let row = selection.rows[index]
      members[table.scalar(row: row, field: field, type: type), default: []].append(Int32(truncatingIfNeeded: row))
    }
    return .groups(
      members.sorted { Self.precedes($0.key, $1.key) }.map { group($0.key, selection.schema, $0.value) })
  }

  /// The rows of each key, ascending by key; nil where the keys are spread too widely for an array of them.
  private static func buckets(_ keys: [Int32], _ rows: Rows) -> [[Int32]]? {
    var low = Int32.max
    var high = Int32.min
    for index in 0..<rows.count {
      low = min(low, keys[rows[index]])
      high = max(high, keys[rows[index]])
    }
    guard low <= high else { return [] }
    let span = Int(high) - Int(low) + 1
    guard span <= rows.count + 1024 else { return nil }
    var buckets: [[Int32]] = Array(repeating: [], count: span)
    for index in 0..<rows.count {
      let row = rows[index]
      buckets[Int(keys[row]) - Int(low)].append(Int32(truncatingIfNeeded: row))
    }
    return buckets.filter { !$0.isEmpty }
  }

  private func group(_ key: Scalar, _ schema: SchemaID, _ rows: [Int32]) -> Group {
    Group(key: key, selection: Selection(schema: schema, rows: .some(rows)))
  }

  // MARK: top

  mutating func taking(_ base: Expression, _ count: Expression, _ expression: Expression) -> Value {
    let whole = value(base)
    guard let number = number(count), whole != .poison else { return .poison }
    guard let wanted = number.integer, wanted >= 0 else {
      report(.outOfRange, count.place, en: "‘top’ takes a whole number from 0 up", zh: "“前”后应为不小于 0 的整数")
      return .poison
    }
    noteTie(base, whole, cut: wanted, expression.place, ("top", "前"))
    if case .groups(let groups) = whole { return .groups(Array(groups.prefix(wanted))) }
    guard let selection = Self.selection(whole) else { return .poison }
    let rows = (0..<min(wanted, selection.rows.count)).map { Int32(truncatingIfNeeded: selection.rows[$0]) }
    return Self.replacing(whole, .some(rows))
  }

  // MARK: order by

  mutating func ordering(_ base: Expression, _ key: Expression, _ level: Int, _ descending: Bool) -> Value {
    let whole = value(base)
    if case .groups(let groups) = whole {
      guard let keys = keys(groups.map { RowContext.group($0) }, key, level) else { return .poison }
      return .groups(Self.sorted(keys, descending).map { groups[$0] })
    }
    guard let selection = Self.selection(whole) else { return .poison }
    let contexts = (0..<selection.rows.count).map { RowContext.row(selection.schema, selection.rows[$0]) }
    guard let keys = keys(contexts, key, level) else { return .poison }
    let order = Self.sorted(keys, descending)
    return Self.replacing(whole, .some(order.map { Int32(truncatingIfNeeded: selection.rows[$0]) }))
  }

  /// The key of each row or group; nil where one has none.
  mutating func keys(_ contexts: [RowContext], _ key: Expression, _ level: Int) -> [Scalar]? {
    guard let first = contexts.first else { return [] }
    let outer = enter(level, first)
    defer { leave(outer) }
    var keys: [Scalar] = []
    for context in contexts {
      rows[level] = context
      guard case .scalar(let scalar) = value(key) else { return nil }
      keys.append(scalar)
    }
    return keys
  }

  /// Indices in the order of their keys; equal keys stay in the table's order.
  private static func sorted(_ keys: [Scalar], _ descending: Bool) -> [Int] {
    keys.indices.sorted { left, right in
      let (a, b) = descending ? (keys[right], keys[left]) : (keys[left], keys[right])
      if precedes(a, b) { return true }
      return precedes(b, a) ? false : left < right
    }
  }
}
