import EvrepCheck
import EvrepModel
import EvrepUnits

extension Evaluator {
  /// The rows of a selection for which a condition holds, column by column; nil where the condition is not of a kind
  /// that columns can answer, so that it is evaluated row by row.
  ///
  /// Comparisons of a field with a value that does not depend on the row, and `and`, `or`, `not`, `is missing` of such.
  mutating func mask(_ condition: Expression, _ selection: Selection, _ level: Int) -> [Bool]? {
    guard let table = tables[selection.schema.index] else { return nil }
    switch condition.operation {
    case .and(let operands): return combined(operands, selection, level) { $0 && $1 }
    case .or(let operands): return combined(operands, selection, level) { $0 || $1 }
    case .not(let inner): return mask(inner, selection, level)?.map { !$0 }
    case .isMissing(let inner, let negated):
      guard case .rowField(level, let field) = inner.operation, table.isReadable(field) else { return nil }
      return Self.missing(table.columns[field], selection.rows).map { $0 != negated }
    case .comparison(let operands, let operators):
      guard operands.count == 2, let comparison = operators.first else { return nil }
      if case .rowField(level, let field) = operands[0].operation {
        return mask(table.columns[field], selection.rows, comparison, operands[1], level)
      }
      guard case .rowField(level, let field) = operands[1].operation else { return nil }
      return mask(table.columns[field], selection.rows, Self.mirrored(comparison), operands[0], level)
    case .membership(let subject, let choices):
      guard case .rowField(level, let field) = subject.operation else { return nil }
      var result = Array(repeating: false, count: selection.rows.count)
      for choice in choices {
        guard let mask = mask(table.columns[field], selection.rows, .equal, choice, level) else { return nil }
        for index in result.indices where mask[index] { result[index] = true }
      }
      return result
    default: return nil
    }
  }

  private mutating func combined(
    _ operands: [Expression], _ selection: Selection, _ level: Int, _ combine: (Bool, Bool) -> Bool
  ) -> [Bool]? {
    var result: [Bool]?
    for operand in operands {
      guard let mask = mask(operand, selection, level) else { return nil }
      guard var whole = result else {
        result = mask
        continue
      }
      for index in whole.indices { whole[index] = combine(whole[index], mask[index]) }
      result = whole
    }
    return result
  }

  /// The comparison with its sides exchanged.
  static func mirrored(_ comparison: ComparisonOperator) -> ComparisonOperator {
    switch comparison {
    case .less: .greater
    case .lessEqual: .greaterEqual
    case .greater: .less
    case .greaterEqual: .lessEqual
    case .equal, .notEqual, .withinRounding: comparison
    }
  }

  private static func missing(_ column: Column, _ rows: Rows) -> [Bool] {
    (0..<rows.count).map { index in
      let row = rows[index]
      switch column {
      case .integers(let cells): return cells[row] == Column.missingInteger
      case .decimals(let cells, _): return cells[row] == Column.missingDecimal
      case .numbers(let cells): return cells[row] == nil
      case .texts(let texts): return texts.range(row) == nil
      case .unreadable: return true
      }
    }
  }

  /// The rows whose cell compares so with `other`, which must not depend on the row.
  private mutating func mask(
    _ column: Column, _ rows: Rows, _ comparison: ComparisonOperator, _ other: Expression, _ level: Int
  ) -> [Bool]? {
    guard comparison != .withinRounding, !dependsOnRow(other, level), case .scalar(let scalar) = value(other) else {
      return nil
    }
    switch (column, scalar) {
    case (.integers(let cells), .enumeration(let constant)), (.integers(let cells), .year(let constant)),
      (.integers(let cells), .date(let constant)):
      return Self.compare(rows, comparison) {
        Int64(cells[$0])
      } with: {
        Int64(constant)
      }
    case (.integers(let cells), .bool(let constant)):
      return Self.compare(rows, comparison) {
        Int64(cells[$0])
      } with: {
        constant ? 1 : 0
      }
    case (.decimals(let cells, let unit), .number(let number)):
      // m · unit < c where m < c / unit: compared with whole mantissas, exactly.
      guard let bound = try? number.divided(by: unit) else { return nil }
      let isWhole = bound.decimalsNeeded(limit: 0) == 0
      if !isWhole && (comparison == .equal || comparison == .notEqual) {
        return Array(repeating: comparison == .notEqual, count: rows.count)
      }
      // Between two mantissas, < and <= ask the same of the one below, > and >= of the one above.
      let isUpper = comparison == .less || comparison == .greaterEqual
      guard let whole = bound.rounded(decimals: 0, rule: isUpper ? .up : .down).integer else { return nil }
      return Self.compare(rows, comparison) {
        cells[$0]
      } with: {
        Int64(whole)
      }
    case (.texts(let texts), .text(let text)) where comparison == .equal || comparison == .notEqual:
      let bytes = Array(text.utf8)
      return (0..<rows.count).map { index in
        let isEqual = texts.range(rows[index]).map { texts.bytes[$0].elementsEqual(bytes) } ?? false
        return isEqual == (comparison == .equal)
      }
    default: return nil
    }
  }

  @inline(__always)
  private static func compare(
    _ rows: Rows, _ comparison: ComparisonOperator, _ cell: (Int) -> Int64, with constant: () -> Int64
  ) -> [Bool] {
    let constant = constant()
    let count = rows.count
    switch comparison {
    case .equal, .withinRounding: return (0..<count).map { cell(rows[$0]) == constant }
    case .notEqual: return (0..<count).map { cell(rows[$0]) != constant }
    case .less: return (0..<count).map { cell(rows[$0]) < constant }
    case .lessEqual: return (0..<count).map { cell(rows[$0]) <= constant }
    case .greater: return (0..<count).map { cell(rows[$0]) > constant }
    case .greaterEqual: return (0..<count).map { cell(rows[$0]) >= constant }
    }
  }

  /// True where the value changes with the row of scope `level`. Rows of outer scopes stand still meanwhile, and inner
  /// scopes have levels of their own.
  func dependsOnRow(_ expression: Expression, _ level: Int) -> Bool {
    switch expression.operation {
    case .constant, .parameter, .definition, .table, .local, .poison: false
    case .rowField(let other, _), .scopeKey(let other), .scopeColumn(let other, _): other == level
    case .field(let base, _), .groupKey(let base), .negation(let base), .column(let base, _), .not(let base),
      .isMissing(let base, _), .grouping(let base, _), .skippingMissing(let base):
      dependsOnRow(base, level)
    case .sum(let operands), .product(let operands): operands.contains { dependsOnRow($0.expression, level) }
    case .comparison(let operands, _), .coalescing(let operands), .and(let operands), .or(let operands),
      .call(_, let operands), .list(let operands):
      operands.contains { dependsOnRow($0, level) }
    case .taking(let base, let count): dependsOnRow(base, level) || dependsOnRow(count, level)
    case .inForce(_, let stage, let year):
      dependsOnRow(year, level) || (stage.map { dependsOnRow($0, level) } ?? false)
    case .membership(let subject, let choices): ([subject] + choices).contains { dependsOnRow($0, level) }
    case .conditional(let condition, let first, let second):
      [condition, first, second].contains { dependsOnRow($0, level) }
    case .filter(let base, let condition, _): dependsOnRow(base, level) || dependsOnRow(condition, level)
    case .ordering(let base, let key, _, _): dependsOnRow(base, level) || dependsOnRow(key, level)
    // A function's arguments are what it sees of the row; its body has scopes of its own, from level 0 on.
    case .apply(_, let arguments, _): arguments.contains { dependsOnRow($0, level) }
    case .interpolation: true
    }
  }
}
