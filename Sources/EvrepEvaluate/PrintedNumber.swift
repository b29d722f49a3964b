import EvrepCheck
import EvrepUnits

/// A number as its reader sees it: the digits, and what the exact value may be that was rounded to them.
struct PrintedNumber: Hashable, Sendable {
  /// What the digits say, in base units.
  let number: Number
  /// What one is worth of the last digit that is printed, in base units.
  let step: Number
  /// What the exact value may be, in base units; the number alone where it is printed in full.
  let interval: Interval

  /// How a stated number and one that was worked out from others agree.
  enum Verdict: Hashable, Sendable {
    /// The printed digits give the stated ones.
    case exact
    /// They do not, but some values do of which all of them are the rounded forms.
    case compatible
    /// No such values do.
    case contradiction
  }

  /// The verdict on this number as a statement of what `recomputed`, from the printed digits, and `range`, from the
  /// intervals, make it.
  func verdict(recomputed: Number, range: Interval) -> Verdict {
    guard range.meets(interval) else { return .contradiction }
    if interval.low == interval.high { return recomputed == number ? .exact : .compatible }
    guard let half = try? step.divided(by: Number(2)), let low = try? number.subtracting(half),
      let high = try? number.adding(half)
    else { return .compatible }
    return Interval(low, high).meets(Interval(recomputed)) ? .exact : .compatible
  }
}

extension PrintedNumber {
  /// A figure that a hole prints; nil where its number overflows.
  ///
  /// - Parameters:
  ///   - value: the exact value in base units.
  ///   - isRounded: true where the value has been rounded before, so that it is nowhere printed in full.
  init?(_ value: Number, _ unit: Unit, _ form: PrintedForm, isRounded: Bool) {
    var plain = form
    plain.grouped = false
    guard let exact = try? value.divided(by: unit.factor) else { return nil }
    let digits = Evaluator.digits(form.words == nil ? exact : exact.magnitude, plain)
    guard let magnitude = Number(decimal: digits) else { return nil }
    let shown = form.words != nil && exact.signum < 0 ? magnitude.negated : magnitude
    // Without its sign a number is rounded as its magnitude is.
    let rule: RoundingRule =
      switch (form.words != nil && exact.signum < 0, form.rounding) {
      case (true, .down): .up
      case (true, .up): .down
      default: form.rounding
      }
    self.init(
      shown, decimals: Self.decimals(digits, form), unit, rule: isRounded ? nil : rule,
      isPoint: shown == exact && !isRounded)
  }

  /// A number in `unit` that is known to so many decimals, each end of its interval included: a published figure.
  init?(published number: Number, decimals: Int, _ unit: Unit) {
    self.init(number, decimals: decimals, unit, rule: nil, isPoint: false)
  }

  /// - Parameter rule: nil where it is not known, so that both ends count.
  private init?(_ shown: Number, decimals: Int, _ unit: Unit, rule: RoundingRule?, isPoint: Bool) {
    guard decimals <= 400, decimals >= -400, let number = try? shown.multiplied(by: unit.factor),
      let step = try? unit.factor.divided(by: Self.power(decimals)),
      let half = try? step.divided(by: Number(2))
    else { return nil }
    self.number = number
    self.step = step
    if isPoint {
      interval = Interval(number)
    } else if let rule {
      guard let interval = try? Interval(printed: number, step: step, rule: rule) else { return nil }
      self.interval = interval
    } else {
      guard let low = try? number.subtracting(half), let high = try? number.adding(half) else { return nil }
      interval = Interval(low, high)
    }
  }

  /// Ten to the power of `decimals`.
  private static func power(_ decimals: Int) -> Number {
    if decimals < 0 { return (try? power(-decimals).reciprocal()) ?? .one }
    if decimals <= 18 { return Number(Int(Number.powersOfTen[max(decimals, 0)])) }
    return Number(decimal: "1" + String(repeating: "0", count: decimals)) ?? .one
  }

  /// Which decimal the number is rounded to: below zero where zeros before the point stand for digits that are not asked
  /// for.
  private static func decimals(_ digits: String, _ form: PrintedForm) -> Int {
    guard let significant = form.significant else { return decimals(digits) }
    let whole = digits.utf8.prefix { $0 != UInt8(ascii: ".") }.drop {
      $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "0")
    }
    return whole.isEmpty ? decimals(digits) : min(decimals(digits), significant - whole.count)
  }

  /// How many digits stand behind the point.
  static func decimals(_ digits: String) -> Int {
    guard let point = digits.utf8.firstIndex(of: UInt8(ascii: ".")) else { return 0 }
    return digits.utf8.distance(from: point, to: digits.utf8.endIndex) - 1
  }
}
