import EvrepUnits

/// An exact decimal as it was read from a cell.
enum Decimal: Equatable {
  case small(SmallDecimal)
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
      self = .small(SmallDecimal(mantissa: isNegative ? -mantissa : mantissa, decimals: decimals))
      return
    }
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + whole
    let point = decimals == 0 ? "" : "." + padded.suffix(decimals)
    guard padded.utf8.count <= Self.digitLimit,
      let number = Number(decimal: (isNegative ? "-" : "") + padded.dropLast(decimals) + point)
    else { return nil }
    self = .big(number)
  }
}
