import EvrepSource
import EvrepSyntax

/// What is typed in prose and would not print as it is meant. One pass over the bytes; code is passed over.
extension Checker {
  mutating func checkProse(_ range: ByteRange, _ node: SyntaxNode) {
    let bytes = node.fileBytes
    var position = range.lowerBound
    var startsLine = position == 0 || bytes[position - 1] == 0x0A
    var code: UInt8?
    while position < range.upperBound {
      if startsLine {
        startsLine = false
        if let fence = Self.codeFence(bytes, position, range.upperBound) {
          code = code == nil ? fence : code == fence ? nil : code
        } else if code == nil {
          checkHeadingBlank(position, range.upperBound, node)
          checkLine(position, range.upperBound, node)
        }
      }
      let byte = bytes[position]
      switch byte {
      case 0x0A: startsLine = true
      case UInt8(ascii: "*"): if code == nil { checkMask(position, node) }
      case UInt8(ascii: ":"):
        if code == nil, bytes[position...].starts(with: ":::".utf8) {
          position = checkInnerFence(position, node)
          continue
        }
      case UInt8(ascii: "["), UInt8(ascii: "<"), UInt8(ascii: "@"), UInt8(ascii: "$"), UInt8(ascii: "`"),
        UInt8(ascii: "X"), UInt8(ascii: "#"), UInt8(ascii: "%"), UInt8(ascii: "="), 0xE3:
        if code == nil {
          position = checkLiteral(position, range.upperBound, node)
          continue
        }
      default: break
      }
      // A letter of Chinese is passed over at once.
      position += byte >= 0xE3 ? 3 : 1
    }
  }

  /// The sign of a fence of code that begins on the line at `start`.
  private static func codeFence(_ bytes: [UInt8], _ start: Int, _ limit: Int) -> UInt8? {
    var start = start
    while start < limit, bytes[start] == UInt8(ascii: " ") { start += 1 }
    guard start + 2 < limit, bytes[start] == UInt8(ascii: "`") || bytes[start] == UInt8(ascii: "~"),
      bytes[start + 1] == bytes[start], bytes[start + 2] == bytes[start]
    else { return nil }
    return bytes[start]
  }

  /// The line that holds `position`, without its line end.
  static func line(_ position: Int, _ bytes: [UInt8]) -> ByteRange {
    var (start, end) = (position, position)
    while start > 0, bytes[start - 1] != 0x0A { start -= 1 }
    while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
    return start..<end
  }
}
