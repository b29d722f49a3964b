/// Where a link may lead.
enum Address {
  /// True for http, https and mailto addresses, relative paths, `?…` and `#…`.
  ///
  /// `url` is the address after substitution and percent-encoding of values: what stands in it is what a browser reads.
  static func isAllowed(_ url: Bytes) -> Bool {
    for byte in url where byte < 0x20 || byte == 0x7F { return false }
    if url.byte(0) == UInt8(ascii: "/"), url.byte(1) == UInt8(ascii: "/") { return false }
    guard let length = schemeLength(url) else { return true }
    for scheme in ["http", "https", "mailto"] as [StaticString] where length == scheme.utf8CodeUnitCount {
      if (0..<length).allSatisfy({ url[$0] | 0x20 == scheme.utf8Start[$0] }) { return true }
    }
    return false
  }

  /// True for a picture that lies beside the report: a relative path without a scheme.
  static func isAllowedImage(_ url: Bytes) -> Bool { schemeLength(url) == nil && isAllowed(url) }

  /// The length of what stands before the first `:`, nil where `/`, `?` or `#` comes first or there is no `:`.
  private static func schemeLength(_ url: Bytes) -> Int? {
    for (index, byte) in url.enumerated() {
      switch byte {
      case UInt8(ascii: ":"): return index
      case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"): return nil
      default: continue
      }
    }
    return nil
  }

  /// Appends `url` as cmark writes an `href`, without the escape of `&` and `'` for HTML.
  static func appendEncoded(_ url: Bytes, to out: inout [UInt8]) {
    for byte in url { if isSafe(byte) { out.append(byte) } else { appendPercent(byte, to: &out) } }
  }

  /// Appends a value as a part of an address: all but letters, digits and `-._~` percent-encoded.
  static func appendComponent(_ value: Bytes, to out: inout [UInt8]) {
    for byte in value {
      switch byte {
      case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): out.append(byte)
      default:
        if ASCII.isLetter(byte) || ASCII.isDigit(byte) { out.append(byte) } else { appendPercent(byte, to: &out) }
      }
    }
  }

  private static func appendPercent(_ byte: UInt8, to out: inout [UInt8]) {
    func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x37 + value }
    out.append(UInt8(ascii: "%"))
    out.append(digit(byte >> 4))
    out.append(digit(byte & 15))
  }

  private static func isSafe(_ byte: UInt8) -> Bool {
    if ASCII.isLetter(byte) || ASCII.isDigit(byte) { return true }
    switch byte {
    case 0x21, 0x23, 0x24, 0x25, 0x26, 0x27, 0x28, 0x29, 0x2A, 0x2B, 0x2C, 0x2D, 0x2E, 0x2F: return true
    case 0x3A, 0x3B, 0x3D, 0x3F, 0x40, 0x5F, 0x7E: return true
    default: return false
    }
  }
}
