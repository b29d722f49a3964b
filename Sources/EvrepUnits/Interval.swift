/// The numbers between two ends, each of which belongs to it or not: what an exact value may be of which only a rounded
/// form is known.
package struct Interval: Hashable, Sendable {
  package struct End: Hashable, Sendable {
    package let value: Number
    /// True where the value itself does not belong to the interval.
    package let isOpen: Bool
  }

  package let low: End
  package let high: End

  private init(low: End, high: End) {
    self.low = low
    self.high = high
  }

  package init(_ low: Number, _ high: Number, isOpenBelow: Bool = false, isOpenAbove: Bool = false) {
    self.init(low: End(value: low, isOpen: isOpenBelow), high: End(value: high, isOpen: isOpenAbove))
  }

  /// The interval of one number.
  package init(_ number: Number) { self.init(number, number) }

  /// What prints as `printed` when it is rounded to multiples of `step`, which is positive.
  package init(printed: Number, step: Number, rule: RoundingRule) throws(ArithmeticError) {
    let half = try step.divided(by: Number(2))
    let isNegative = printed.signum < 0
    switch rule {
    case .down: self.init(printed, try printed.adding(step), isOpenAbove: true)
    case .up: self.init(try printed.subtracting(step), printed, isOpenBelow: true)
    case .halfUp:
      // A half goes away from zero, so the end nearer to zero belongs to the interval.
      self.init(
        try printed.subtracting(half), try printed.adding(half), isOpenBelow: printed.signum <= 0,
        isOpenAbove: !isNegative)
    case .halfEven:
      let isEven = try printed.divided(by: step).divided(by: Number(2)).decimalsNeeded(limit: 0) != nil
      self.init(try printed.subtracting(half), try printed.adding(half), isOpenBelow: !isEven, isOpenAbove: !isEven)
    }
  }

  /// True where some number belongs to both.
  package func meets(_ other: Interval) -> Bool { !(precedes(other) || other.precedes(self)) }

  /// True where every number of this one is below every number of the other.
  package func precedes(_ other: Interval) -> Bool {
    if high.value == other.low.value { return high.isOpen || other.low.isOpen }
    return high.value < other.low.value
  }
}

extension Interval {
  package func adding(_ other: Interval) throws(ArithmeticError) -> Interval {
    Interval(low: try Self.sum(low, other.low), high: try Self.sum(high, other.high))
  }

  private static func sum(_ left: End, _ right: End) throws(ArithmeticError) -> End {
    End(value: try left.value.adding(right.value), isOpen: left.isOpen || right.isOpen)
  }

  package var negated: Interval {
    Interval(
      low: End(value: high.value.negated, isOpen: high.isOpen), high: End(value: low.value.negated, isOpen: low.isOpen))
  }

  package func subtracting(_ other: Interval) throws(ArithmeticError) -> Interval { try adding(other.negated) }

  package func multiplied(by other: Interval) throws(ArithmeticError) -> Interval {
    var corners: [End] = []
    for left in [low, high] {
      for right in [other.low, other.high] {
        let value = try left.value.multiplied(by: right.value)
        // A product of zero is reached in more ways than by its ends.
        corners.append(End(value: value, isOpen: value.signum != 0 && (left.isOpen || right.isOpen)))
      }
    }
    return Self.hull(corners)
  }

  /// The quotient; `divisionByZero` where the divisor may be zero.
  package func divided(by other: Interval) throws(ArithmeticError) -> Interval {
    guard other.low.value.signum * other.high.value.signum > 0 else { throw .divisionByZero }
    let low = End(value: try other.high.value.reciprocal(), isOpen: other.high.isOpen)
    let high = End(value: try other.low.value.reciprocal(), isOpen: other.low.isOpen)
    return try multiplied(by: Interval(low: low, high: high))
  }

  package var magnitude: Interval {
    if low.value.signum >= 0 { return self }
    if high.value.signum <= 0 { return negated }
    return Interval(low: End(value: .zero, isOpen: false), high: Self.hull([negated.high, high]).high)
  }

  /// The interval from the least of some ends to the greatest; of equal ones a closed one counts.
  private static func hull(_ ends: [End]) -> Interval {
    var (low, high) = (ends[0], ends[0])
    for end in ends.dropFirst() {
      if end.value < low.value || (end.value == low.value && !end.isOpen) { low = end }
      if end.value > high.value || (end.value == high.value && !end.isOpen) { high = end }
    }
    return Interval(low: low, high: high)
  }

  /// The least and the greatest that `min` or `max` of the two may be.
  package func extreme(_ other: Interval, isGreatest: Bool) -> Interval {
    func pick(_ left: End, _ right: End) -> End {
      if left.value == right.value { return End(value: left.value, isOpen: left.isOpen && right.isOpen) }
      return (left.value > right.value) == isGreatest ? left : right
    }
    return Interval(low: pick(low, other.low), high: pick(high, other.high))
  }
}
