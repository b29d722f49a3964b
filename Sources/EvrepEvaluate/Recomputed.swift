import EvrepCheck
import EvrepModel
import EvrepUnits

/// A number that a reader can work out from the printed figures.
struct Recomputed {
  /// What the digits give.
  var number: Number
  /// What the exact values may give.
  var interval: Interval
  /// The figures that it was worked out from: the first of them, as many as a message shows.
  private(set) var figures: [Int] = []
  /// True where `round` has a part in one of them all.
  private(set) var isRounded = false

  /// How many figures are kept. All of them would be without bound: of sums of sums there are twice as many at each step.
  private static let figureLimit = 6

  /// A number that no figure has a part in.
  init(_ number: Number) { (self.number, interval) = (number, Interval(number)) }

  /// What a figure prints.
  init(_ number: Number, _ interval: Interval, figure: Int, isRounded: Bool) {
    (self.number, self.interval, self.isRounded) = (number, interval, isRounded)
    figures = [figure]
  }

  private init(_ number: Number, _ interval: Interval, of left: Recomputed, and right: Recomputed) {
    (self.number, self.interval, isRounded) = (number, interval, left.isRounded || right.isRounded)
    figures = left.figures
    if figures.count < Self.figureLimit { figures += right.figures.prefix(Self.figureLimit - figures.count) }
  }

  func adding(_ other: Recomputed) throws(ArithmeticError) -> Recomputed {
    Recomputed(try number.adding(other.number), try interval.adding(other.interval), of: self, and: other)
  }

  func subtracting(_ other: Recomputed) throws(ArithmeticError) -> Recomputed {
    Recomputed(try number.subtracting(other.number), try interval.subtracting(other.interval), of: self, and: other)
  }

  func multiplied(by other: Recomputed) throws(ArithmeticError) -> Recomputed {
    Recomputed(
      try number.multiplied(by: other.number), try interval.multiplied(by: other.interval), of: self, and: other)
  }

  func divided(by other: Recomputed) throws(ArithmeticError) -> Recomputed {
    Recomputed(try number.divided(by: other.number), try interval.divided(by: other.interval), of: self, and: other)
  }
}

extension Agreement {
  /// How figures count whose digits are all that there are: 12.3 printed of a cell that says 12.3.
  enum Reading {
    /// As exact.
    case asPrinted
    /// As rounded by whoever published them.
    case asPublished
  }

  /// A value that is worked out from printed figures as they are, or as published ones.
  struct Asked: InternKey {
    let identity: Identity
    let reading: Reading
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
    return Recomputed(number.number, interval, figure: figure, isRounded: keys[figure].isRounded)
  }

  /// What an expression is by the printed figures: printed itself, or made of what is; nil where they do not tell.
  mutating func recompute(
    _ expression: Expression, _ context: Int, _ reading: Reading, _ evaluator: Evaluator
  ) -> Recomputed? {
    if case .constant(.number(let number)) = expression.operation {
      return Recomputed(number)
    }
    guard case .quantity = expression.type else { return nil }
    let identity = identities.identity(expression, context, evaluator).identity
    let (number, isNew) = asked.intern(Asked(identity: identity, reading: reading))
    guard isNew else { return recomputed[number] }
    recomputed.append(nil)
    if let figure = finest(identity, evaluator) {
      recomputed[number] = printed(figure, reading, evaluator)
    } else {
      recomputed[number] = derive(expression, context, reading, evaluator)
    }
    return recomputed[number]
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
        let quotient = try? above.divided(by: below)
      else { return nil }
      return isGrowth ? try? quotient.subtracting(Recomputed(.one)) : quotient
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
        switch (isSum, operand.isInverse) {
        case (true, false): try? before.adding(next)
        case (true, true): try? before.subtracting(next)
        case (false, false): try? before.multiplied(by: next)
        case (false, true): try? before.divided(by: next)
        }
      guard let combined else { return nil }
      result = combined
    }
    return result
  }
}
