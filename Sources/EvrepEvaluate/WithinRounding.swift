import EvrepCheck
import EvrepModel
import EvrepSource
import EvrepUnits

/// `a ≈ b`: equal for some values that are written, rounded, as the cells of data are.
///
/// A cell is known to the decimals that it is written with: `4144.05` stands for what lies between 4144.045 and 4144.055,
/// both ends included, since nobody says how it was rounded. Literals, parameters and counts are exact. The ranges follow
/// from those of the cells by interval arithmetic, so they are never too narrow: what `≈` refuses is wrong.
extension Evaluator {
  mutating func isWithinRounding(_ left: Expression, _ right: Expression) -> Bool {
    guard let left = range(left), let right = range(right) else { return false }
    return left.meets(right)
  }

  /// A side of `≈` that fails: its value, and what it may be.
  mutating func rangeLabels(_ expression: Expression) -> [Label] {
    guard !isHidden(expression) else { return [] }
    guard let range = range(expression), let number = number(expression), range.low != range.high else { return [] }
    let (low, high) = (range.low.value, range.high.value)
    let texts = [number, low, high].map { described(.number($0), expression.type) }
    let message = Message(
      en: "this is \(texts[0]), or what rounds to it: \(texts[1]) to \(texts[2])",
      zh: "这是 \(texts[0])，舍入前在 \(texts[1]) 至 \(texts[2]) 之间")
    return [Label(expression.place, message)]
  }

  /// A value with its unit, for a message.
  private func described(_ scalar: Scalar, _ type: Type) -> String {
    guard case .number(let number) = scalar, case .quantity(let kind, let declared) = type.settled else {
      return text(scalar, type)
    }
    let standard = kind == .ratio ? "%" : kind == .points ? "百分点" : nil
    let unit =
      declared ?? standard.flatMap { program.registry.unit(named: $0) } ?? program.registry.baseUnit(of: kind)
      ?? .number
    var form = PrintedForm()
    form.decimalLimit = 6
    guard let scaled = try? number.divided(by: unit.factor) else { return "…" }
    return withUnit(scaled, form, unit)
  }

  /// What a quantity may be; nil where it has no value or its range has no bounds.
  private mutating func range(_ expression: Expression) -> Interval? {
    guard step(at: expression.place) else { return nil }
    switch expression.operation {
    case .definition(let index): return definitionRange(index)
    case .field(let base, let field):
      guard case .record(let schema, let row) = value(base) else { return nil }
      return cellRange(schema, row, field)
    case .rowField(let level, let field):
      guard case .row(let schema, let row) = rows[level] else { return nil }
      return cellRange(schema, row, field)
    case .local(let slot): return argumentRanges[slot] ?? point(expression)
    case .negation(let inner): return range(inner)?.negated
    case .sum(let operands): return combine(operands, isSum: true)
    case .product(let operands): return combine(operands, isSum: false)
    case .conditional(let condition, let first, let second):
      guard let truth = truth(condition) else { return nil }
      return range(truth ? first : second)
    case .coalescing(let operands):
      for operand in operands where value(operand) != .scalar(.missing) { return range(operand) }
      return nil
    case .call(let builtin, let arguments): return callRange(builtin, arguments, expression)
    case .apply(let slots, let arguments, let body):
      let values = arguments.map { value($0) }
      let ranges = arguments.map { if case .quantity = $0.type { range($0) } else { nil as Interval? } }
      guard !values.contains(.poison) else { return nil }
      for (index, slot) in slots.enumerated() {
        self.slots[slot] = values[index]
        argumentRanges[slot] = ranges[index]
      }
      return range(body)
    default: return point(expression)
    }
  }

  private mutating func point(_ expression: Expression) -> Interval? { number(expression).map { Interval($0) } }

  private mutating func definitionRange(_ index: Int) -> Interval? {
    if let known = ranges[index] { return known }
    let outer = rows
    rows = []
    let expression = program.definitions[index].expression
    let result = givenDefinitions.contains(index) ? given(index) : range(expression)
    rows = outer
    ranges[index] = .some(result)
    return result
  }

  /// What a scenario sets is exact.
  private func given(_ index: Int) -> Interval? {
    guard case .scalar(.number(let number))? = definitions[index] else { return nil }
    return Interval(number)
  }

  private mutating func combine(_ operands: [Operand], isSum: Bool) -> Interval? {
    var result = Interval(isSum ? .zero : .one)
    for operand in operands {
      guard let next = range(operand.expression) else { return nil }
      let combined =
        isSum
        ? try? operand.isInverse ? result.subtracting(next) : result.adding(next)
        : try? operand.isInverse ? result.divided(by: next) : result.multiplied(by: next)
      guard let combined else { return nil }
      result = combined
    }
    return result
  }

  private mutating func callRange(_ builtin: Builtin, _ arguments: [Expression], _ expression: Expression) -> Interval?
  {
    switch builtin {
    case .share, .growth:
      guard let above = range(arguments[0]), let below = range(arguments[1]),
        let quotient = try? above.divided(by: below)
      else { return nil }
      return builtin == .share ? quotient : try? quotient.subtracting(Interval(.one))
    case .abs: return range(arguments[0])?.magnitude
    case .sum, .average: return columnRange(builtin, arguments[0])
    case .min, .max:
      guard arguments.count > 1 else { return columnRange(builtin, arguments[0]) }
      var result: Interval?
      for argument in arguments {
        guard let next = range(argument) else { return nil }
        result = result?.extreme(next, isGreatest: builtin == .max) ?? next
      }
      return result
    default: return point(expression)
    }
  }

  /// What the total, the mean or an extreme of a column may be.
  private mutating func columnRange(_ builtin: Builtin, _ column: Expression) -> Interval? {
    guard case .column(let selection, let field, let skipping) = value(column),
      step(selection.rows.count, at: column.place)
    else { return nil }
    var result: Interval?
    var count = 0
    for index in 0..<selection.rows.count {
      let row = selection.rows[index]
      if skipping, scalar(selection.schema, row, field) == .missing { continue }
      guard let cell = cellRange(selection.schema, row, field) else { return nil }
      count += 1
      guard let before = result else {
        result = cell
        continue
      }
      let isExtreme = builtin == .min || builtin == .max
      guard let next = isExtreme ? before.extreme(cell, isGreatest: builtin == .max) : try? before.adding(cell) else {
        return nil
      }
      result = next
    }
    guard let total = result else { return builtin == .sum ? Interval(.zero) : nil }
    return builtin == .average ? try? total.divided(by: Interval(Number(count))) : total
  }

  // MARK: Cells

  private func cellRange(_ schema: SchemaID, _ row: Int, _ field: Int) -> Interval? {
    guard case .number(let value) = scalar(schema, row, field),
      case .quantity(_, let declared) = program.schemas[schema.index].fields[field].type.settled
    else { return nil }
    let unit = declared ?? .number
    guard let written = try? value.divided(by: unit.factor) else { return nil }
    let decimals = writtenDecimals(schema, row, field, written) ?? written.decimalsNeeded(limit: 18)
    guard let decimals else { return Interval(value) }
    return PrintedNumber(published: written, decimals: decimals, unit)?.interval
  }

  /// How many decimals a cell is written with, zeros at the end included; nil where its file does not show it.
  private func writtenDecimals(_ schema: SchemaID, _ row: Int, _ field: Int, _ number: Number) -> Int? {
    guard let sources = settings.sources, let place = tables[schema.index]?.source?.place(row: row, field: field),
      sources.files.indices.contains(place.file.index)
    else { return nil }
    let digits = sources[place.file].text(place.range).filter { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "-") }
    // An exponent, a serial number or a value that a scenario sets says nothing of decimals.
    guard Number(decimal: digits) == number else { return nil }
    return PrintedNumber.decimals(digits)
  }
}
