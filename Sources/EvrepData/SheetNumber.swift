import EvrepModel

/// A number as a sheet writes it, in decimal: what its digits say and no binary floating point can change.
///
/// Spreadsheets reckon in binary and write up to 17 digits, but promise and show 15: 0.1 + 0.2 is written
/// 0.30000000000000004 and is 0.3 to everyone who looks. So a number with a fraction or an exponent that has more than 15
/// significant digits is rounded, half up, to 15; a whole number written out is taken digit by digit.
struct SheetNumber: Equatable {
  let isNegative: Bool
  /// ASCII digits, neither end a zero; empty for 0.
  private(set) var digits: [UInt8]
  /// The value is `0.digits · 10^point`.
  private(set) var point: Int

  private static let significant = 15
  /// More zeros than this are not written out.
  private static let zeroLimit = 400

  /// Reads `12`, `-0.28000000000000003`, `1.2E-3`; nil for anything else.
  ///
  /// - Parameter rounds: false where every digit counts.
  init?(_ text: Span<UInt8>, rounds: Bool = true) {
    var offset = 0
    func byte() -> UInt8 { offset < text.count ? text[offset] : 0 }
    func isDigit() -> Bool { byte() >= UInt8(ascii: "0") && byte() <= UInt8(ascii: "9") }
    isNegative = byte() == UInt8(ascii: "-")
    if isNegative || byte() == UInt8(ascii: "+") { offset += 1 }
    var digits: [UInt8] = []
    while isDigit() {
      digits.append(byte())
      offset += 1
    }
    var point = digits.count
    var isWhole = true
    if byte() == UInt8(ascii: ".") {
      isWhole = false
      offset += 1
      while isDigit() {
        digits.append(byte())
        offset += 1
      }
    }
    guard !digits.isEmpty else { return nil }
    if byte() | 0x20 == UInt8(ascii: "e") {
      isWhole = false
      offset += 1
      let isDown = byte() == UInt8(ascii: "-")
      if isDown || byte() == UInt8(ascii: "+") { offset += 1 }
      guard isDigit() else { return nil }
      var exponent = 0
      while isDigit() {
        exponent = min(exponent * 10 + Int(byte() & 0x0F), 1 << 20)
        offset += 1
      }
      point += isDown ? -exponent : exponent
    }
    guard offset == text.count else { return nil }
    self.digits = digits
    self.point = point
    trim()
    if rounds, !isWhole { round() }
  }

  private mutating func trim() {
    let zero = UInt8(ascii: "0")
    let leading = digits.prefix { $0 == zero }.count
    digits.removeFirst(leading)
    point -= leading
    while digits.last == zero { digits.removeLast() }
    if digits.isEmpty { point = 0 }
  }

  private mutating func round() {
    guard digits.count > Self.significant else { return }
    let isUp = digits[Self.significant] >= UInt8(ascii: "5")
    digits.removeSubrange(Self.significant...)
    if isUp {
      var index = digits.count - 1
      while index >= 0, digits[index] == UInt8(ascii: "9") {
        digits[index] = UInt8(ascii: "0")
        index -= 1
      }
      if index >= 0 {
        digits[index] += 1
      } else {
        digits.insert(UInt8(ascii: "1"), at: 0)
        point += 1
      }
    }
    trim()
  }

  var isWhole: Bool { point >= digits.count }

  /// The whole part, or nil where it is beyond what a day can be.
  var whole: Int? {
    guard point <= 9 else { return nil }
    var value = 0
    for index in 0..<max(point, 0) { value = value * 10 + (index < digits.count ? Int(digits[index] & 0x0F) : 0) }
    return isNegative ? -value : value
  }

  /// The seconds of the day that the fraction stands for, rounded, but to no next day.
  var secondOfDay: Int {
    // Ten decimals hold a microsecond.
    var value = 0
    for place in 0..<10 {
      let index = point + place
      value = value * 10 + (index >= 0 && index < digits.count ? Int(digits[index] & 0x0F) : 0)
    }
    return min((value * 86_400 + 5_000_000_000) / 10_000_000_000, 86_399)
  }

  /// The number times `10^shift`, written out as a plain decimal; nil where that takes too many zeros.
  func text(shiftedBy shift: Int = 0) -> [UInt8]? {
    let zero = UInt8(ascii: "0")
    let point = point + shift
    guard point >= -Self.zeroLimit, point <= Self.zeroLimit else { return nil }
    guard !digits.isEmpty else { return [zero] }
    var text: [UInt8] = isNegative ? [UInt8(ascii: "-")] : []
    if point <= 0 {
      text += [zero, UInt8(ascii: ".")] + [UInt8](repeating: zero, count: -point) + digits
    } else if point >= digits.count {
      text += digits + [UInt8](repeating: zero, count: point - digits.count)
    } else {
      text += digits[..<point] + [UInt8(ascii: ".")] + digits[point...]
    }
    return text
  }
}
