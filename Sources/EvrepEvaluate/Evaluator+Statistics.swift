import EvrepCheck
import EvrepModel
import EvrepSource
import EvrepUnits

extension Evaluator {
  // MARK: Two columns

  /// The cells of two columns of the same rows, without the rows that either column skips.
  private mutating func pairs(_ builtin: Builtin, _ arguments: [Expression], _ expression: Expression)
    -> (first: [Number], second: [Number])?
  {
    guard case .column(let selection, let first, _) = value(arguments[0]),
      case .column(let other, let second, _) = value(arguments[1]), let table = tables[selection.schema.index],
      step(selection.rows.count / 4, at: expression.place)
    else { return nil }
    guard selection == other else {
      report(
        .wrongArguments, expression.place, en: "‘\(builtin.rawValue)’ needs two columns of the same rows",
        zh: "“\(builtin.chinese)”要同一批行的两列")
      return nil
    }
    let (left, right) = (table.columns[first], table.columns[second])
    var result: (first: [Number], second: [Number]) = ([], [])
    result.first.reserveCapacity(selection.rows.count)
    result.second.reserveCapacity(selection.rows.count)
    for index in 0..<selection.rows.count {
      guard let one = left.number(selection.rows[index]), let other = right.number(selection.rows[index]) else {
        continue
      }
      result.first.append(one)
      result.second.append(other)
    }
    return result
  }

  /// Σ(xᵢ·wᵢ) / Σwᵢ, exactly.
  mutating func weightedMean(_ arguments: [Expression], _ expression: Expression) -> Value {
    guard let (values, weights) = pairs(.average, arguments, expression) else { return .poison }
    guard !values.isEmpty else { return noRows(.average, expression) }
    guard weights.allSatisfy({ $0.signum >= 0 }), weights.contains(where: { $0.signum > 0 }) else {
      report(
        .divisionByZero, arguments[1].place, en: "a weighted mean needs weights from zero up that are not all zero",
        zh: "加权平均的权重不得为负，也不得全为零")
      return .poison
    }
    return result(at: expression) { () throws(ArithmeticError) in
      var total = Number.zero
      var weight = Number.zero
      for (value, share) in zip(values, weights) {
        total = try total.adding(value.multiplied(by: share))
        weight = try weight.adding(share)
      }
      return try total.divided(by: weight)
    }
  }

  mutating func variation(_ arguments: [Expression], _ expression: Expression) -> Value {
    guard let (resources, heads) = pairs(.variation, arguments, expression) else { return .poison }
    var result: Number?
    do throws(ArithmeticError) {
      result = try Number.weightedVariation(resources: resources, heads: heads)
    } catch {
      _ = attempt(at: expression.place) { () throws(ArithmeticError) in throw error }
      return .poison
    }
    guard let result else {
      reportWant(
        Diagnostic(
          .divisionByZero, at: expression.place,
          Message(
            en: "a coefficient of variation needs rows, pupils above zero in each, and a total that is not zero",
            zh: "计算差异系数须有行，每行的学生数大于零，且合计不为零")),
        of: expression)
      return .poison
    }
    return .scalar(.number(result))
  }

  // MARK: Order

  /// The value below which a part of the cells lies: definition 7 of Hyndman and Fan, “Sample Quantiles in Statistical
  /// Packages”, The American Statistician 50 (1996), which is linear between the cells at whole multiples of 1/(n − 1).
  mutating func quantile(_ arguments: [Expression], _ expression: Expression) -> Value {
    guard var numbers = numbers(arguments[0]), let part = number(arguments[1]) else { return .poison }
    guard part.signum >= 0, part <= .one else {
      report(
        .outOfRange, arguments[1].place, en: "the part of a quantile lies between 0 and 1, as 25% does",
        zh: "分位数的位置应在 0 与 1 之间，例如 25%")
      return .poison
    }
    guard !numbers.isEmpty else { return noRows(.quantile, expression) }
    numbers.sort()
    return result(at: expression) { () throws(ArithmeticError) in
      let position = try part.multiplied(by: Number(numbers.count - 1))
      let below = min(position.rounded(decimals: 0, rule: .down).integer ?? 0, numbers.count - 1)
      let above = min(below + 1, numbers.count - 1)
      let step = try numbers[above].subtracting(numbers[below])
      return try numbers[below].adding(position.subtracting(Number(below)).multiplied(by: step))
    }
  }

  /// One more than the cells that are greater: equal values share the better rank, and the next one is left out.
  mutating func rank(_ arguments: [Expression]) -> Value {
    guard let subject = number(arguments[0]), case .column(let selection, _, _) = value(arguments[1]) else {
      return .poison
    }
    let sorted: [Number]
    if let known = columnFindings.numbers(of: arguments[1], selection) {
      sorted = known
    } else {
      guard let numbers = numbers(arguments[1]) else { return .poison }
      sorted = numbers.sorted { $0 > $1 }
      columnFindings.remember(numbers: sorted, of: arguments[1], selection)
    }
    return .scalar(.number(Number(ColumnFindings.firstIndex(sorted.count) { sorted[$0] <= subject } + 1)))
  }

  /// The total of a column from its first row to the given one, in the column's order.
  mutating func cumulative(_ arguments: [Expression], _ expression: Expression) -> Value {
    guard case .column(let selection, let field, _) = value(arguments[0]),
      case .record(_, let row) = value(arguments[1]),
      let table = tables[selection.schema.index]
    else { return .poison }
    if columnFindings.totals(of: arguments[0], selection) == nil {
      guard step(selection.rows.count / 8, at: expression.place) else { return .poison }
      let type = program.schemas[selection.schema.index].fields[field].type
      var totals: [Number] = []
      var positions = Array(repeating: Int32(-1), count: table.rowCount)
      var total = Number.zero
      for index in 0..<selection.rows.count {
        if case .number(let cell) = table.scalar(row: selection.rows[index], field: field, type: type) {
          guard let next = attempt(at: expression.place, { () throws(ArithmeticError) in try total.adding(cell) })
          else {
            return .poison
          }
          total = next
        }
        positions[selection.rows[index]] = Int32(truncatingIfNeeded: index)
        totals.append(total)
      }
      columnFindings.remember(
        totals: ColumnFindings.RunningTotals(totals: totals, positions: positions), of: arguments[0], selection)
    }
    guard let known = columnFindings.totals(of: arguments[0], selection), known.positions[row] >= 0 else {
      report(
        .notOfThoseRows, arguments[1].place, en: "this row is not among those that are added up",
        zh: "这一行不在累计的各行之中", labels: place(of: table, row))
      return .poison
    }
    return .scalar(.number(known.totals[Int(known.positions[row])]))
  }

  private func place(of table: Table, _ row: Int) -> [Label] {
    table.source.map { [Label($0.place(row: row, field: 0), Message(en: "it is this row", zh: "即这一行"))] } ?? []
  }

  // MARK: Years

  /// The growth of a cell over that of the row of the year before; missing where there is no such row, or either is
  /// missing.
  mutating func yearOnYear(_ argument: Expression, _ expression: Expression) -> Value {
    let cell = argument.resolved(in: program)
    let position: (schema: SchemaID, row: Int, field: Int)
    switch cell.operation {
    case .field(let base, let field):
      guard case .record(let schema, let row) = value(base) else { return .poison }
      position = (schema, row, field)
    case .rowField(let level, let field):
      guard case .row(let schema, let row)? = context(level) else { return .poison }
      position = (schema, row, field)
    default: return .poison
    }
    guard let table = tables[position.schema.index], let key = program.schemas[position.schema.index].yearKey,
      case .year(let year) = scalar(position.schema, position.row, key)
    else { return .poison }
    guard let earlier = columnFindings.row(of: year - 1, in: table, key: key),
      case .number(let now) = scalar(position.schema, position.row, position.field),
      case .number(let before) = scalar(position.schema, earlier, position.field)
    else { return .scalar(.missing) }
    guard before.signum > 0 else {
      let base = table.source?.place(row: earlier, field: position.field)
      report(
        .growthBase, expression.place, en: "growth needs a base above zero", zh: "增长率的基数必须大于零",
        labels: base.map { [cameFrom($0, position.schema)] } ?? [])
      return .poison
    }
    return result(at: expression) { () throws(ArithmeticError) in try now.subtracting(before).divided(by: before) }
  }
}
