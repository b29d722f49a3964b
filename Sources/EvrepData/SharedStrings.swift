import EvrepModel
import EvrepSource

/// The texts of a workbook, which its cells name by number. A class, because the XML reader fills it.
final class SharedStrings: XMLVisitor {
  /// All texts end to end.
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  private var isInText = false
  private var phonetic = 0

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    switch name {
    case XMLName("t"): isInText = phonetic == 0
    // How a text is read aloud is no part of it.
    case XMLName("rPh"): phonetic += 1
    default: break
    }
  }

  override func text(_ text: UnsafeBufferPointer<UInt8>) {
    if isInText { bytes.append(contentsOf: text) }
  }

  override func end(_ name: XMLName) {
    switch name {
    case XMLName("t"): isInText = false
    case XMLName("rPh"): phonetic -= 1
    case XMLName("si"):
      SheetText.unescape(&bytes, from: ends.last ?? 0)
      ends.append(bytes.count)
    default: break
    }
  }

  /// The bytes of the text `index`, or nil if there is none.
  @inline(__always)
  func range(_ index: Int) -> ByteRange? {
    guard index >= 0, index < ends.count else { return nil }
    return (index == 0 ? 0 : ends[index - 1])..<ends[index]
  }

  /// Calls `body` with the bytes of a range that `range` returned.
  @inline(__always)
  func withBytes<Result>(_ range: ByteRange, _ body: (Span<UInt8>) -> Result) -> Result {
    let bytes = bytes
    return body(bytes.span.extracting(range))
  }
}

/// How a workbook writes characters that XML cannot hold.
enum SheetText {
  /// Replaces every `_xHHHH_` from byte `start` on by the character that it stands for.
  static func unescape(_ bytes: inout [UInt8], from start: Int) {
    guard start < bytes.count, let first = bytes[start...].firstIndex(of: UInt8(ascii: "_")) else { return }
    var (read, written) = (first, first)
    while read < bytes.count {
      if let scalar = escape(bytes, at: read) {
        for byte in UTF8.encode(scalar) ?? .init() {
          bytes[written] = byte
          written += 1
        }
        read += 7
      } else {
        bytes[written] = bytes[read]
        written += 1
        read += 1
      }
    }
    bytes.removeSubrange(written...)
  }

  /// The character of the `_xHHHH_` at `offset`: seven bytes, which no character takes.
  private static func escape(_ bytes: [UInt8], at offset: Int) -> Unicode.Scalar? {
    guard offset + 6 < bytes.count, bytes[offset] == UInt8(ascii: "_"), bytes[offset + 1] == UInt8(ascii: "x"),
      bytes[offset + 6] == UInt8(ascii: "_")
    else { return nil }
    var value: UInt32 = 0
    for byte in bytes[offset + 2..<offset + 6] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
      value = value << 4 | UInt32(digit)
    }
    return Unicode.Scalar(value)
  }
}
