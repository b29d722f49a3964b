import EvrepSource

// Strings, and the holes in them.
extension Parser {
  /// A string: text pieces and the holes in it. The next token is a string.
  mutating func parseInterpolation() {
    let outer = suspend()
    let node = builder.open(.interpolation)
    let range = outer.range
    let quote = UTF8Scalar.read(bytes, at: range.lowerBound, limit: range.upperBound).length
    let closing = UTF8Scalar.isStraightQuote(bytes[range.upperBound - 1]) ? 1 : 3
    let content = range.lowerBound + quote..<max(range.lowerBound + quote, range.upperBound - closing)
    builder.leaf(.quote, to: content.lowerBound)
    parseStringContent(content)
    builder.leaf(.quote, to: range.upperBound)
    builder.close(node)
    resume(outer)
  }

  private mutating func parseStringContent(_ content: ByteRange) {
    var offset = content.lowerBound
    var openBraces = 0
    while offset < content.upperBound {
      let (scalar, length) = UTF8Scalar.read(bytes, at: offset, limit: content.upperBound)
      if scalar == 0x5C {
        offset += length
        switch UTF8Scalar.read(bytes, at: offset, limit: content.upperBound).value {
        case 0x7B, 0xFF5B: openBraces += 1
        case 0x7D, 0xFF5D: openBraces -= 1
        default: break
        }
        offset += UTF8Scalar.read(bytes, at: offset, limit: content.upperBound).length
        offset = min(offset, content.upperBound)
      } else if scalar == 0x7B || scalar == 0xFF5B {
        builder.leaf(.stringText, to: offset)
        guard nested() else { break }
        parseHole(at: offset, limit: content.upperBound)
        nesting -= 1
        offset = max(builder.position, offset + length)
      } else {
        if scalar == 0x7D || scalar == 0xFF5D {
          if openBraces <= 0 { reportStrayBrace(offset..<offset + length) }
          openBraces -= 1
        }
        offset += length
      }
    }
    builder.leaf(.stringText, to: content.upperBound)
  }
}

extension UTF8Scalar {
  /// True for `"`.
  static func isStraightQuote(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\"") }
}
