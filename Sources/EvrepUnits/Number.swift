import BigInt

/// Why arithmetic has no exact result.
package enum ArithmeticError: Error, Hashable, Sendable {
  case divisionByZero
  /// A numerator or denominator has more than `Number.bitLimit` bits.
  case overflow
}

/// An exact rational number in lowest terms.
///
/// Almost every figure of a report fits two machine words; what does not goes on, exactly, in big integers up to
/// `bitLimit`, so that a weighted variance over hundreds of schools is still exact.
package struct Number: Sendable, Hashable {
  /// The most bits of a numerator or denominator: about 9,800 decimal digits.
  package static let bitLimit = 32_768

  enum Storage: Sendable, Hashable {
    /// `numerator / denominator`, lowest terms, `denominator > 0`, `numerator > Int64.min`.
    case small(Int64, Int64)
    /// The same in big integers, only where `small` cannot hold it.
    indirect case big(BigInt, BigInt)
  }

  let storage: Storage

  init(storage: Storage) { self.storage = storage }

  package static let zero = Number(0)
  package static let one = Number(1)

  package init(_ value: Int) {
    storage = value == Int.min ? .big(BigInt(value), 1) : .small(Int64(value), 1)
  }

  /// `mantissa / 10^decimals`; `decimals` in 0...18.
  package init(mantissa: Int64, decimals: Int) {
    self = Number.reduced(Int128(mantissa), Int128(Number.powersOfTen[min(max(decimals, 0), 18)]))
  }

  /// 10⁰ … 10¹⁸.
  package static let powersOfTen: [Int64] = {
    var powers: [Int64] = [1]
    for _ in 0..<18 { powers.append(powers[powers.count - 1] * 10) }
    return powers
  }()

  /// Reads `12`, `-3.50` and the like in ASCII digits; nil for anything else or more than 400 digits.
  package init?(decimal text: String) {
    var digits = 0
    var decimals = 0
    var seenPoint = false
    var negative = false
    /// What the digits come to; nil beyond a machine word.
    var mantissa: Int64? = 0
    var isFirst = true
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "-") where isFirst: negative = true
      case UInt8(ascii: "+") where isFirst: break
      case UInt8(ascii: ".") where !seenPoint: seenPoint = true
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        digits += 1
        if seenPoint { decimals += 1 }
        if let before = mantissa {
          let (shifted, isTooLong) = before.multipliedReportingOverflow(by: 10)
          let (sum, isTooGreat) = shifted.addingReportingOverflow(Int64(byte - UInt8(ascii: "0")))
          mantissa = isTooLong || isTooGreat ? nil : sum
        }
      default: return nil
      }
      isFirst = false
    }
    guard digits > 0, digits <= 400, !(seenPoint && decimals == 0) else { return nil }
    if let mantissa, decimals <= 18 {
      self.init(mantissa: negative ? -mantissa : mantissa, decimals: decimals)
    } else {
      guard let mantissa = BigInt(String(text.unicodeScalars.filter { ("0"..."9").contains($0) })) else { return nil }
      self = Number.reduced(negative ? -mantissa : mantissa, BigInt(10).power(decimals))
    }
  }

  /// Lowest terms of `numerator / denominator`; `denominator > 0`.
  static func reduced(_ numerator: Int128, _ denominator: Int128) -> Number {
    var (numerator, denominator) = (numerator, denominator)
    if denominator != 1 {
      let divisor = greatestCommonDivisor(numerator.magnitude, denominator.magnitude)
      if divisor > 1 {
        numerator /= Int128(divisor)
        denominator /= Int128(divisor)
      }
    }
    if let small = Int64(exactly: numerator), let below = Int64(exactly: denominator), small != Int64.min {
      return Number(storage: .small(small, below))
    }
    return Number(storage: .big(BigInt(numerator), BigInt(denominator)))
  }

  /// Lowest terms of `numerator / denominator`; `denominator > 0`.
  static func reduced(_ numerator: BigInt, _ denominator: BigInt) -> Number {
    let divisor = numerator.greatestCommonDivisor(with: denominator)
    let (above, below) = divisor > 1 ? (numerator / divisor, denominator / divisor) : (numerator, denominator)
    if let small = Int64(exactly: above), let smallBelow = Int64(exactly: below), small != Int64.min {
      return Number(storage: .small(small, smallBelow))
    }
    return Number(storage: .big(above, below))
  }

  private static func greatestCommonDivisor(_ left: UInt128, _ right: UInt128) -> UInt128 {
    var (left, right) = (left, right)
    while right > UInt128(UInt64.max) || left > UInt128(UInt64.max) {
      if right == 0 { return left }
      (left, right) = (right, left % right)
    }
    var (low, high) = (UInt64(left), UInt64(right))
    while high != 0 { (low, high) = (high, low % high) }
    return UInt128(low)
  }

  /// Numerator and denominator as big integers.
  var fraction: (BigInt, BigInt) {
    switch storage {
    case .small(let above, let below): (BigInt(above), BigInt(below))
    case .big(let above, let below): (above, below)
    }
  }

  /// -1, 0 or 1.
  package var signum: Int {
    switch storage {
    case .small(let above, _): Int(above.signum())
    case .big(let above, _): Int(above.signum())
    }
  }

  /// The value as a machine integer, or nil if it is none.
  package var integer: Int? {
    guard case .small(let above, 1) = storage else { return nil }
    return Int(above)
  }
}

extension Number: Comparable {
  package static func < (left: Number, right: Number) -> Bool {
    if case .small(let a, let b) = left.storage, case .small(let c, let d) = right.storage {
      return Int128(a) * Int128(d) < Int128(c) * Int128(b)
    }
    let ((a, b), (c, d)) = (left.fraction, right.fraction)
    return a * d < c * b
  }
}
