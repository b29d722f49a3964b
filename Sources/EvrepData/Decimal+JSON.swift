extension Decimal {
  /// The value of a number token of RFC 8259, exponent included, exactly; nil above the digit limit.
  init?(json token: Span<UInt8>) {
    var digits: [UInt8] = []
    var decimals = 0
    var seenPoint = false
    var offset = 0
    var isNegative = false
    scan: while offset < token.count {
      let byte = token[offset]
      offset += 1
      switch byte {
      case UInt8(ascii: "-"): isNegative = true
      case UInt8(ascii: "."): seenPoint = true
      case UInt8(ascii: "e"), UInt8(ascii: "E"): break scan
      default:
        digits.append(byte)
        if seenPoint { decimals += 1 }
      }
    }
    decimals -= Decimal.exponent(token, from: offset)
    self.init(isNegative: isNegative, digits: digits, decimals: decimals)
  }

  /// The exponent behind the `e`, held within what any number of limited length can need; 0 where there is none.
  private static func exponent(_ token: Span<UInt8>, from start: Int) -> Int {
    var value = 0
    var isNegative = false
    for offset in start..<max(start, token.count) {
      switch token[offset] {
      case UInt8(ascii: "-"): isNegative = true
      case UInt8(ascii: "+"): break
      default: value = min(value * 10 + Int(token[offset] & 0x0F), 1 << 40)
      }
    }
    return isNegative ? -value : value
  }
}
