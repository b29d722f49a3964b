import EvrepCheck
import EvrepModel
import EvrepSource
import EvrepUnits

extension Evaluator {
  mutating func call(_ builtin: Builtin, _ arguments: [Expression], _ expression: Expression) -> Value {
    switch builtin {
    case .count: return count(arguments[0])
    case .average where arguments.count == 2: return weightedMean(arguments, expression)
    case .sum, .average, .median: return aggregate(builtin, arguments[0], expression)
    case .quantile: return quantile(arguments, expression)
    case .rank: return rank(arguments)
    case .cumulative: return cumulative(arguments, expression)
    case .yearOnYear: return yearOnYear(arguments[0], expression)
    case .gap: return .poison
    case .min, .max: return extreme(builtin, arguments, expression)
    case .range: return range(arguments, expression)
    case .share, .growth: return ratio(builtin, arguments, expression)
    case .variation: return variation(arguments, expression)
    case .only, .first, .last: return row(builtin, arguments[0], expression)
    case .list: return list(arguments[0])
    case .round:
      guard let number = number(arguments[0]), let decimals = self.number(arguments[1])?.integer else { return .poison }
      return rounded(number, decimals, arguments[0])
    case .abs:
      guard let number = number(arguments[0]) else { return .poison }
      return .scalar(.number(number.magnitude))
    case .year, .month, .day:
      guard case .scalar(.date(let days)) = value(arguments[0]) else { return .poison }
      let date = CalendarDate(days: days)
      switch builtin {
      case .year: return .scalar(.year(date.year))
      case .month: return .scalar(.number(Number(date.month)))
      default: return .scalar(.number(Number(date.day)))
      }
    case .length:
      guard case .scalar(.text(let text)) = value(arguments[0]) else { return .poison }
      return .scalar(.number(Number(text.unicodeScalars.count)))
    case .contains:
      guard case .scalar(.text(let text)) = value(arguments[0]), case .scalar(.text(let part)) = value(arguments[1])
      else { return .poison }
      return .scalar(.bool(text.holds(part)))
    }
  }

  private mutating func count(_ argument: Expression) -> Value {
    switch value(argument) {
    case .table(let selection): return .scalar(.number(Number(selection.rows.count)))
    case .group(let group): return .scalar(.number(Number(group.selection.rows.count)))
    case .groups(let groups): return .scalar(.number(Number(groups.count)))
    case .list(let scalars): return .scalar(.number(Number(scalars.count)))
    case .column(let selection, let field, let skipping):
      guard skipping else { return .scalar(.number(Number(selection.rows.count))) }
      let present = (0..<selection.rows.count).count { scalar(selection.schema, selection.rows[$0], field) != .missing }
      return .scalar(.number(Number(present)))
    default: return .poison
    }
  }

  // MARK: Columns

  /// The cells of a column, missing ones left out where it skips them.
  mutating func cells(_ argument: Expression) -> [Scalar]? {
    guard case .column(let selection, let field, let skipping) = value(argument),
      let table = tables[selection.schema.index], step(selection.rows.count / 8, at: argument.place)
    else { return nil }
    let type = program.schemas[selection.schema.index].fields[field].type
    let all = (0..<selection.rows.count).map { table.scalar(row: selection.rows[$0], field: field, type: type) }
    return skipping ? all.filter { $0 != .missing } : all
  }

  /// The numbers of a column without its missing cells.
  mutating func numbers(_ argument: Expression) -> [Number]? {
    guard case .column(let selection, let field, _) = value(argument), let table = tables[selection.schema.index],
      step(selection.rows.count / 8, at: argument.place)
    else { return nil }
    return (0..<selection.rows.count).compactMap { table.columns[field].number(selection.rows[$0]) }
  }

  private mutating func aggregate(_ builtin: Builtin, _ argument: Expression, _ expression: Expression) -> Value {
    guard case .column(let selection, let field, _) = value(argument), let table = tables[selection.schema.index],
      step(selection.rows.count / 8, at: argument.place)
    else { return .poison }
    if builtin != .median, case .decimals(let cells, let unit) = table.columns[field],
      let (total, count) = Self.total(cells, selection.rows)
    {
      return totalled(builtin, total, count, unit, expression)
    }
    guard var numbers = numbers(argument) else { return .poison }
    if builtin == .median {
      guard !numbers.isEmpty else { return noRows(builtin, expression) }
      numbers.sort()
      let middle = numbers.count / 2
      if numbers.count % 2 == 1 { return .scalar(.number(numbers[middle])) }
      return result(at: expression) { () throws(ArithmeticError) in
        try numbers[middle - 1].adding(numbers[middle]).divided(by: Number(2))
      }
    }
    if builtin == .average && numbers.isEmpty { return noRows(builtin, expression) }
    return result(at: expression) { () throws(ArithmeticError) in
      var total = Number.zero
      for number in numbers { total = try total.adding(number) }
      return builtin == .average ? try total.divided(by: Number(numbers.count)) : total
    }
  }

  /// The sum of the mantissas that are not missing, and how many there are; nil on overflow.
  private static func total(_ cells: [Int64], _ rows: Rows) -> (Int64, Int)? {
    var total: Int64 = 0
    var count = 0
    for index in 0..<rows.count {
      let cell = cells[rows[index]]
      guard cell != Column.missingDecimal else { continue }
      let (sum, overflow) = total.addingReportingOverflow(cell)
      if overflow { return nil }
      total = sum
      count += 1
    }
    return (total, count)
  }

  private mutating func totalled(
    _ builtin: Builtin, _ total: Int64, _ count: Int, _ unit: Number, _ expression: Expression
  ) -> Value {
    if builtin == .average && count == 0 { return noRows(builtin, expression) }
    return result(at: expression) { () throws(ArithmeticError) in
      let sum = try Number(Int(total)).multiplied(by: unit)
      return builtin == .average ? try sum.divided(by: Number(count)) : sum
    }
  }

  mutating func result(at expression: Expression, _ body: () throws(ArithmeticError) -> Number) -> Value {
    attempt(at: expression.place, body).map { .scalar(.number($0)) } ?? .poison
  }

  /// - Parameter caller: the function that asks, where it is another.
  private mutating func extreme(
    _ builtin: Builtin, _ arguments: [Expression], _ expression: Expression, for caller: Builtin? = nil
  ) -> Value {
    var candidates: [Scalar] = []
    if arguments.count == 1 {
      guard let cells = cells(arguments[0]) else { return .poison }
      candidates = cells
    } else {
      for argument in arguments {
        guard case .scalar(let scalar) = value(argument) else { return .poison }
        candidates.append(scalar)
      }
    }
    guard var best = candidates.first else { return noRows(caller ?? builtin, expression) }
    for candidate in candidates
    where builtin == .min ? Self.precedes(candidate, best) : Self.precedes(best, candidate) { best = candidate }
    return .scalar(best)
  }

  /// The least and the greatest.
  private mutating func range(_ arguments: [Expression], _ expression: Expression) -> Value {
    guard case .scalar(let least) = extreme(.min, arguments, expression, for: .range),
      case .scalar(let greatest) = extreme(.max, arguments, expression, for: .range)
    else { return .poison }
    return .list([least, greatest])
  }

  mutating func noRows(_ builtin: Builtin, _ expression: Expression) -> Value {
    report(
      .noRows, expression.place, en: "‘\(builtin.rawValue)’ has no rows to work on",
      zh: "“\(builtin.chinese)”没有可用的行")
    return .poison
  }

  private mutating func list(_ argument: Expression) -> Value {
    cells(argument).map { .list($0) } ?? .poison
  }

  // MARK: Ratios

  private mutating func ratio(_ builtin: Builtin, _ arguments: [Expression], _ expression: Expression) -> Value {
    guard let above = number(arguments[0]), let below = number(arguments[1]) else { return .poison }
    if builtin == .growth {
      guard below.signum > 0 else {
        report(
          .growthBase, arguments[1].place, en: "growth needs a base above zero", zh: "增长率的基数必须大于零",
          labels: cells(of: arguments[1]))
        return .poison
      }
    }
    let labels = below.signum == 0 ? cells(of: arguments[1]) : []
    let quotient = attempt(at: arguments[1].place, labels: labels) { () throws(ArithmeticError) in
      builtin == .growth ? try above.subtracting(below).divided(by: below) : try above.divided(by: below)
    }
    return quotient.map { .scalar(.number($0)) } ?? .poison
  }

  private mutating func rounded(_ number: Number, _ decimals: Int, _ argument: Expression) -> Value {
    // Decimals count in the unit that the value was declared in, or in percent for a ratio and in percentage points.
    var factor = Number.one
    if case .quantity(let kind, let unit) = argument.type {
      factor = unit?.factor ?? (kind == .ratio || kind == .points ? Number(mantissa: 1, decimals: 2) : .one)
    }
    return result(at: argument) { () throws(ArithmeticError) in
      try number.divided(by: factor).rounded(decimals: decimals).multiplied(by: factor)
    }
  }

  // MARK: Rows

  private mutating func row(_ builtin: Builtin, _ argument: Expression, _ expression: Expression) -> Value {
    let selection: Selection
    let whole = value(argument)
    if builtin != .only {
      let count = if case .groups(let groups) = whole { groups.count } else { Self.selection(whole)?.rows.count ?? 0 }
      let word = builtin == .last ? ("last", "末项") : ("first", "首项")
      noteTie(argument, whole, cut: builtin == .last ? count - 1 : 1, expression.place, word)
    }
    switch whole {
    case .table(let rows): selection = rows
    case .group(let group): selection = group.selection
    case .groups(let groups):
      guard let group = builtin == .last ? groups.last : groups.first, builtin != .only || groups.count == 1 else {
        return notOne(builtin, groups.count, expression)
      }
      return .group(group)
    default: return .poison
    }
    let count = selection.rows.count
    guard count > 0, builtin != .only || count == 1 else {
      return notOne(
        builtin, count, expression, labels: count > 1 ? foundRows(selection) : [],
        notes: count == 0 && builtin == .only ? lookedFor(argument) : [])
    }
    return .record(selection.schema, row: selection.rows[builtin == .last ? count - 1 : 0])
  }

  private mutating func notOne(
    _ builtin: Builtin, _ count: Int, _ expression: Expression, labels: [Label] = [], notes: [Message] = []
  ) -> Value {
    if builtin == .only {
      report(
        .notExactlyOne, expression.place, en: "‘only’ needs exactly one row, found \(count)",
        zh: "“唯一”要求恰好一行，却有 \(count) 行", labels: labels, notes: notes)
      return .poison
    }
    return noRows(builtin, expression)
  }
}
