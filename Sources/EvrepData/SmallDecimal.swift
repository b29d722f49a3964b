/// `mantissa / 10^decimals` in a machine word, which nearly every cell's number is.
struct SmallDecimal: Equatable {
  /// Never `Int64.min`.
  let mantissa: Int64
  /// In 0...18.
  let decimals: Int

  init(mantissa: Int64, decimals: Int) {
    self.mantissa = mantissa
    self.decimals = decimals
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
    self.mantissa = isNegative ? -mantissa : mantissa
    decimals = pointAt < 0 ? 0 : bytes.count - 1 - pointAt
  }
}
