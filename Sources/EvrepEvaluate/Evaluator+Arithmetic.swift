import EvrepCheck
import EvrepModel
import EvrepSource
import EvrepUnits

extension Evaluator {
  /// The number of a quantity; nil where it has none.
  mutating func number(_ expression: Expression) -> Number? {
    guard case .scalar(.number(let number)) = value(expression) else { return nil }
    return number
  }

  /// Runs arithmetic; a failure is reported at `place`, nil.
  ///
  /// - Parameter divisor: what is divided by, whose rows and cells a division by zero names.
  mutating func attempt(
    at place: Place, by divisor: Expression? = nil, _ body: () throws(ArithmeticError) -> Number
  ) -> Number? {
    do throws(ArithmeticError) { return try body() } catch {
      switch error {
      case .overflow:
        report(.overflow, place, en: "this number has become too large to be exact", zh: "这个数太大，无法精确计算")
      case .divisionByZero:
        let labels = divisor.map { cells(of: $0) } ?? []
        let finding = Diagnostic(
          .divisionByZero, at: place, Message(en: "division by zero", zh: "除数为零"), labels: labels)
        if let divisor { reportWant(finding, of: divisor) } else { report(finding) }
      }
      return nil
    }
  }

  /// A chain of `+` and `-`: numbers, or a year or date and how far from it.
  mutating func sum(_ operands: [Operand], _ expression: Expression) -> Value {
    var values: [Scalar] = []
    for operand in operands {
      guard case .scalar(let scalar) = value(operand.expression) else { return .poison }
      values.append(scalar)
    }
    guard var result = values.first else { return .poison }
    for index in operands.indices.dropFirst() {
      guard let next = combine(result, values[index], operands[index], expression) else { return .poison }
      result = next
    }
    return .scalar(result)
  }

  private mutating func combine(_ left: Scalar, _ right: Scalar, _ operand: Operand, _ whole: Expression) -> Scalar? {
    switch (left, right) {
    case (.number(let a), .number(let b)):
      let sum = attempt(at: whole.place) { () throws(ArithmeticError) in
        operand.isInverse ? try a.subtracting(b) : try a.adding(b)
      }
      return sum.map(Scalar.number)
    case (.year(let a), .year(let b)): return .number(Number(a - b))
    case (.date(let a), .date(let b)): return .number(Number(a - b))
    case (.year(let a), .number(let b)):
      guard let years = b.integer, abs(years) < 10_000 else { return outOfRange(operand.expression) }
      let year = operand.isInverse ? a - years : a + years
      return (1...9999).contains(year) ? .year(year) : outOfRange(whole)
    case (.date(let a), .number(let b)):
      guard let days = b.integer, abs(days) < 4_000_000 else { return outOfRange(operand.expression) }
      let date = operand.isInverse ? a - days : a + days
      return (1...9999).contains(CalendarDate(days: date).year) ? .date(date) : outOfRange(whole)
    default: return nil
    }
  }

  private mutating func outOfRange(_ expression: Expression) -> Scalar? {
    report(
      .outOfRange, expression.place,
      en: "a year or a date moves by whole numbers, and stays within the years 1 to 9999",
      zh: "年份或日期只能加减整数，且须在公元 1 年至 9999 年之内")
    return nil
  }

  mutating func product(_ operands: [Operand], _ expression: Expression) -> Value {
    var result: Number?
    for operand in operands {
      guard let factor = number(operand.expression) else { return .poison }
      guard let left = result else {
        result = factor
        continue
      }
      let place = operand.isInverse ? operand.expression.place : expression.place
      guard
        let next = attempt(
          at: place, by: operand.isInverse ? operand.expression : nil,
          { () throws(ArithmeticError) in
            operand.isInverse ? try left.divided(by: factor) : try left.multiplied(by: factor)
          })
      else { return .poison }
      result = next
    }
    return result.map { .scalar(.number($0)) } ?? .poison
  }

  // MARK: Cells

  /// A label at the cell that a value was read from; none where it was computed.
  mutating func cells(of expression: Expression) -> [Label] {
    switch expression.operation {
    case .definition(let index): return cells(of: program.definitions[index].expression)
    case .field(let base, let field):
      guard case .record(let schema, let row) = value(base) else { return [] }
      return cell(schema, row, field)
    case .rowField(let level, let field):
      guard case .row(let schema, let row)? = context(level) else { return [] }
      return cell(schema, row, field)
    default: return []
    }
  }

  private func cell(_ schema: SchemaID, _ row: Int, _ field: Int) -> [Label] {
    guard let place = tables[schema.index]?.source?.place(row: row, field: field) else { return [] }
    return [cameFrom(place, schema)]
  }

  /// A label at the cell, or at the line of a standard or the step of a scenario, that a value was read from.
  func cameFrom(_ place: Place, _ schema: SchemaID) -> Label {
    if program.schemas[schema.index].isStandard {
      return Label(place, Message(en: "the value comes from this line", zh: "这个值取自标准的这一行"))
    }
    return Label(
      place,
      place.cell == nil
        ? Message(en: "the value comes from here", zh: "这个值取自此处")
        : Message(en: "the value comes from this cell", zh: "这个值取自该单元格"))
  }
}
