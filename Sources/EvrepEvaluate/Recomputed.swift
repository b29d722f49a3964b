import EvrepCheck
import EvrepModel
import EvrepUnits

/// A number that a reader can work out from the printed figures.
struct Recomputed {
  /// What the digits give.
  var number: Number
  /// What the exact values may give.
  var interval: Interval
  /// The figures that it was worked out from.
  var figures: [Int] = []
}

extension Agreement {
  /// How figures count whose digits are all that there are: 12.3 printed of a cell that says 12.3.
  enum Reading: Int {
    /// As exact.
    case asPrinted
    /// As rounded by whoever published them.
    case asPublished
  }

  /// The number that a figure prints.
  mutating func printed(_ figure: Int, _ reading: Reading, _ evaluator: Evaluator) -> Recomputed? {
    guard let number = number(figure, evaluator) else { return nil }
    var interval = number.interval
    if reading == .asPublished, interval.low == interval.high, let half = try? number.step.divided(by: Number(2)),
      let low = try? number.number.subtracting(half), let high = try? number.number.adding(half)
    {
      interval = Interval(low, high)
    }
    return Recomputed(number: number.number, interval: interval, figures: [figure])
  }

  /// What an expression is by the printed figures: printed itself, or made of what is; nil where they do not tell.
  mutating func recompute(
    _ expression: Expression, _ context: Int, _ reading: Reading, _ evaluator: Evaluator
  ) -> Recomputed? {
    if case .constant(.number(let number)) = expression.operation {
      return Recomputed(number: number, interval: Interval(number))
    }
    guard case .quantity = expression.type else { return nil }
    let identity = identities.identity(expression, context, evaluator).identity
    let index = Int(identity.index)
    while recomputed[reading.rawValue].count <= index { recomputed[reading.rawValue].append(nil) }
    if let known = recomputed[reading.rawValue][index] { return known }
    let result: Recomputed?
    if let figure = finest(identity, evaluator) {
      result = printed(figure, reading, evaluator)
    } else {
      result = derive(expression, context, reading, evaluator)
    }
    recomputed[reading.rawValue][index] = .some(result)
    return result
  }

  /// What an expression is by its operands, as they are printed.
  mutating func derive(
    _ expression: Expression, _ context: Int, _ reading: Reading, _ evaluator: Evaluator
  ) -> Recomputed? {
    switch expression.operation {
    case .definition(let index):
      return derive(evaluator.program.definitions[index].expression, -1, reading, evaluator)
    case .negation(let inner):
      guard var result = recompute(inner, context, reading, evaluator) else { return nil }
      result.number = result.number.negated
      result.interval = result.interval.negated
      return result
    case .call(.abs, let arguments):
      guard var result = recompute(arguments[0], context, reading, evaluator) else { return nil }
      result.number = result.number.magnitude
      result.interval = result.interval.magnitude
      return result
    case .call(.round, let arguments): return derive(arguments[0], context, reading, evaluator)
    case .call(.share, let arguments), .call(.growth, let arguments):
      let isGrowth = if case .call(.growth, _) = expression.operation { true } else { false }
      guard let above = recompute(arguments[0], context, reading, evaluator),
        let below = recompute(arguments[1], context, reading, evaluator),
        let quotient = try? Self.quotient(above, below)
      else { return nil }
      return isGrowth
        ? try? Self.sum(quotient, Recomputed(number: .one, interval: Interval(.one)), isInverse: true) : quotient
    case .sum(let operands): return combine(operands, context, reading, evaluator, isSum: true)
    case .product(let operands): return combine(operands, context, reading, evaluator, isSum: false)
    default: return nil
    }
  }

  private mutating func combine(
    _ operands: [Operand], _ context: Int, _ reading: Reading, _ evaluator: Evaluator, isSum: Bool
  ) -> Recomputed? {
    var result: Recomputed?
    for operand in operands {
      guard let next = recompute(operand.expression, context, reading, evaluator) else { return nil }
      guard let before = result else {
        // Only a leading divisor is not what it says: 1 / x begins with the 1.
        guard !operand.isInverse else { return nil }
        result = next
        continue
      }
      let combined =
        isSum
        ? try? Self.sum(before, next, isInverse: operand.isInverse)
        : operand.isInverse ? try? Self.quotient(before, next) : try? Self.product(before, next)
      guard let combined else { return nil }
      result = combined
    }
    return result
  }

  static func sum(_ left: Recomputed, _ right: Recomputed, isInverse: Bool = false) throws(ArithmeticError)
    -> Recomputed
  {
    Recomputed(
      number: isInverse ? try left.number.subtracting(right.number) : try left.number.adding(right.number),
      interval: isInverse ? try left.interval.subtracting(right.interval) : try left.interval.adding(right.interval),
      figures: left.figures + right.figures)
  }

  private static func product(_ left: Recomputed, _ right: Recomputed) throws(ArithmeticError) -> Recomputed {
    Recomputed(
      number: try left.number.multiplied(by: right.number), interval: try left.interval.multiplied(by: right.interval),
      figures: left.figures + right.figures)
  }

  private static func quotient(_ left: Recomputed, _ right: Recomputed) throws(ArithmeticError) -> Recomputed {
    Recomputed(
      number: try left.number.divided(by: right.number), interval: try left.interval.divided(by: right.interval),
      figures: left.figures + right.figures)
  }
}
