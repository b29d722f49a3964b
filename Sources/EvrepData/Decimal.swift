import EvrepUnits

/// An exact decimal as it was read from a cell.
enum Decimal: Equatable {
  /// `mantissa / 10^decimals`; the mantissa is never `Int64.min`, `decimals` is in 0...18.
  case small(mantissa: Int64, decimals: Int)
  /// A number that does not fit.
  case big(Number)

  /// The most digits that are read.
  static let digitLimit = 400

  /// The value of `digits`, ASCII, with the last `decimals` of them after the point; nil above `digitLimit`.
  ///
  /// Zeros that say nothing are dropped first, so `1.50` has one decimal and `0e999` is 0. O(digits).
  init?(isNegative: Bool, digits: [UInt8], decimals: Int) {
    let zero = UInt8(ascii: "0")
    var digits = digits.drop { $0 == zero }
    var decimals = digits.isEmpty ? 0 : decimals
    while decimals > 0, digits.last == zero {
      digits.removeLast()
      decimals -= 1
    }
    guard decimals <= Self.digitLimit, digits.count - min(decimals, 0) <= Self.digitLimit else { return nil }
    if decimals < 0 {
      digits.append(contentsOf: repeatElement(zero, count: -decimals))
      decimals = 0
    }
    if digits.isEmpty { digits = [zero] }
    let whole = String(decoding: digits, as: UTF8.self)
    if decimals <= 18, let mantissa = Int64(whole) {
      self = .small(mantissa: isNegative ? -mantissa : mantissa, decimals: decimals)
      return
    }
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + whole
    let point = decimals == 0 ? "" : "." + padded.suffix(decimals)
    guard padded.utf8.count <= Self.digitLimit,
      let number = Number(decimal: (isNegative ? "-" : "") + padded.dropLast(decimals) + point)
    else { return nil }
    self = .big(number)
  }

  /// Reads `12`, `-3.50`, `+7`: ASCII, at most 18 digits.
  ///
  /// Nil for anything else, which may be a number all the same.
  @inline(__always)
  init?(plain bytes: Span<UInt8>) {
    var offset = 0
    var isNegative = false
    if bytes.count > 0, bytes[0] == UInt8(ascii: "-") || bytes[0] == UInt8(ascii: "+") {
      isNegative = bytes[0] == UInt8(ascii: "-")
      offset = 1
    }
    guard offset < bytes.count, bytes.count - offset <= 18 else { return nil }
    var mantissa: Int64 = 0
    var pointAt = -1
    let first = offset
    while offset < bytes.count {
      let digit = bytes[offset] &- UInt8(ascii: "0")
      if digit <= 9 {
        // Eighteen digits stay below 2⁶³.
        mantissa = mantissa &* 10 &+ Int64(digit)
      } else if bytes[offset] == UInt8(ascii: "."), pointAt < 0, offset > first {
        pointAt = offset
      } else {
        return nil
      }
      offset += 1
    }
    guard pointAt != bytes.count - 1 else { return nil }
    self = .small(mantissa: isNegative ? -mantissa : mantissa, decimals: pointAt < 0 ? 0 : bytes.count - 1 - pointAt)
  }
}
