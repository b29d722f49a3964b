import BigInt

/// What becomes of the part that is not printed.
package enum RoundingRule: String, Sendable, Hashable {
  /// 四舍五入: a half goes away from zero.
  case halfUp
  /// GB/T 8170: a half goes to the even neighbour.
  case halfEven
  /// Towards minus infinity.
  case down
  /// Towards plus infinity.
  case up
}

extension Number {
  /// The nearest multiple of 10^-`decimals`; `decimals` may be negative, at most ±400.
  package func rounded(decimals: Int, rule: RoundingRule = .halfUp) -> Number {
    if case .small(let above, let below) = storage, let power = Number.smallPower(abs(decimals)) {
      return decimals >= 0
        ? Number.reduced(Number.rounded(Int128(above) * power, Int128(below), rule), power)
        : Number.reduced(Number.rounded(Int128(above), Int128(below) * power, rule) * power, 1)
    }
    let scaled = scaledInteger(decimals: decimals, rule: rule)
    return decimals >= 0
      ? Number.reduced(scaled, BigInt(10).power(decimals)) : Number.reduced(scaled * BigInt(10).power(-decimals), 1)
  }

  /// How many decimals print the number in full, or nil if more than `limit` are needed.
  package func decimalsNeeded(limit: Int) -> Int? {
    guard case .small(_, let below) = storage else {
      for decimals in 0...limit where rounded(decimals: decimals) == self { return decimals }
      return nil
    }
    for decimals in 0...min(limit, 18) where Number.powersOfTen[decimals] % below == 0 { return decimals }
    return nil
  }

  /// Which decimal is the first that is not zero, from 1; for a number between -1 and 1 that is not zero.
  package var leadingDecimal: Int {
    let (above, below) = fraction
    var decimals = 1
    var scaled = above.magnitude * 10
    while scaled < below.magnitude, scaled > 0 {
      scaled *= 10
      decimals += 1
    }
    return decimals
  }

  /// Decimal notation with exactly `decimals` decimals, rounded once: `-0.50`. Never `-0`.
  package func formatted(decimals: Int, rule: RoundingRule = .halfUp) -> String {
    if let digits = smallDigits(decimals: decimals, rule: rule) { return digits }
    let scaled = scaledInteger(decimals: decimals, rule: rule)
    return Number.placingPoint(String(scaled.magnitude), decimals: decimals, negative: scaled.signum() < 0)
  }

  /// Decimal notation with at most `significant` digits that count, rounded once: 12987 with two is `13000`. Zeros behind
  /// the point are dropped.
  package func formatted(significant: Int, rule: RoundingRule = .halfUp) -> String {
    guard signum != 0, significant > 0 else { return "0" }
    let whole = magnitude.formatted(decimals: 0, rule: .down)
    var decimals = whole == "0" ? leadingDecimal - 1 + significant : significant - whole.utf8.count
    let rounded = rounded(decimals: decimals, rule: rule)
    // 9.96 is 10 with two digits, not 10.0.
    decimals = max(0, rounded.decimalsNeeded(limit: max(0, decimals)) ?? decimals)
    return rounded.formatted(decimals: decimals)
  }

  /// 10^`exponent`, by which a machine word can be multiplied; nil for greater ones.
  private static func smallPower(_ exponent: Int) -> Int128? {
    exponent < powersOfTen.count ? Int128(powersOfTen[exponent]) : nil
  }

  /// The fast way for numbers of one machine word, which nearly all figures are.
  private func smallDigits(decimals: Int, rule: RoundingRule) -> String? {
    guard case .small(let above, let below) = storage, decimals >= 0, let power = Number.smallPower(decimals) else {
      return nil
    }
    let quotient = Number.rounded(Int128(above) * power, Int128(below), rule)
    return Number.placingPoint(String(quotient.magnitude), decimals: decimals, negative: quotient < 0)
  }

  private static func placingPoint(_ digits: String, decimals: Int, negative: Bool) -> String {
    var text = negative ? "-" : ""
    guard decimals > 0 else { return text + digits }
    let missing = decimals + 1 - digits.utf8.count
    let padded = missing > 0 ? String(repeating: "0", count: missing) + digits : digits
    let point = padded.utf8.index(padded.endIndex, offsetBy: -decimals)
    text += padded[..<point]
    text += "."
    text += padded[point...]
    return text
  }

  /// The integer next to `self · 10^decimals`.
  private func scaledInteger(decimals: Int, rule: RoundingRule) -> BigInt {
    let (above, below) = fraction
    return decimals >= 0
      ? Number.rounded(above * BigInt(10).power(decimals), below, rule)
      : Number.rounded(above, below * BigInt(10).power(-decimals), rule)
  }

  private static func rounded<Integer: SignedInteger>(_ above: Integer, _ below: Integer, _ rule: RoundingRule)
    -> Integer
  {
    let (quotient, remainder) = above.quotientAndRemainder(dividingBy: below)
    guard remainder != 0 else { return quotient }
    let away: Integer = above < 0 ? -1 : 1
    let twice = (remainder < 0 ? -remainder : remainder) * 2
    switch rule {
    case .halfUp: return twice >= below ? quotient + away : quotient
    case .halfEven:
      if twice == below { return quotient % 2 == 0 ? quotient : quotient + away }
      return twice > below ? quotient + away : quotient
    case .down: return above < 0 ? quotient - 1 : quotient
    case .up: return above < 0 ? quotient : quotient + 1
    }
  }
}
