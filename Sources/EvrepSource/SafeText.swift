/// Text of sources and data as a terminal may be shown it.
package enum SafeText {
  /// The text with control and bidirectional characters and noncharacters as `\u{…}`, so that data can neither steer a
  /// terminal nor turn text round.
  package static func of(_ text: some StringProtocol) -> String {
    guard text.unicodeScalars.contains(where: { isUnsafe($0.value) }) else { return String(text) }
    return text.unicodeScalars.reduce(into: "") { $0 += of($1) }
  }

  private static func of(_ scalar: Unicode.Scalar) -> String {
    isUnsafe(scalar.value) ? "\\u{" + String(scalar.value, radix: 16) + "}" : String(scalar)
  }

  private static func isUnsafe(_ value: UInt32) -> Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFDD0...0xFDEF, 0xFEFF: true
    default: false
    }
  }
}
