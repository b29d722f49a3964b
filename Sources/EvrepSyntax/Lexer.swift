import EvrepSource

/// Splits a header, a fence or a hole into tokens. Works on bytes; never reads at or past `limit`.
///
/// Full-width forms (U+FF01 … U+FF5E) are read as the ASCII characters that they widen.
struct Lexer {
  let bytes: [UInt8]
  let limit: Int
  private(set) var position: Int
  /// True in a header, where `//` begins a comment.
  let hasComments: Bool

  init(bytes: [UInt8], from position: Int, limit: Int, hasComments: Bool = false) {
    self.bytes = bytes
    self.limit = min(limit, bytes.count)
    self.position = position
    self.hasComments = hasComments
  }

  /// The byte at `offset`, 0 past the limit.
  @inline(__always)
  private func byte(_ offset: Int) -> UInt8 { offset < limit ? bytes[offset] : 0 }

  /// The next token; kind `end` at the limit.
  mutating func next() -> Token {
    let triviaStart = position
    var startsLine = position == 0
    var indent = 0
    scan: while position < limit {
      switch bytes[position] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"):
        indent += 1
        position += 1
      case UInt8(ascii: "\n"):
        startsLine = true
        indent = 0
        position += 1
      case UInt8(ascii: "\r"): position += 1
      case 0xE3 where byte(position + 1) == 0x80 && byte(position + 2) == 0x80:  // U+3000, the ideographic space
        indent += 2
        position += 3
      case 0xC2 where byte(position + 1) == 0xA0:  // U+00A0, the no-break space
        indent += 1
        position += 2
      case 0xE2, 0xEF:
        guard let length = pastedBlank() else { break scan }
        position += length
      case UInt8(ascii: "/") where hasComments && byte(position + 1) == UInt8(ascii: "/"): skipLine()
      default: break scan
      }
    }
    let start = position
    let kind = start < limit ? token() : .end
    return Token(
      kind: kind, triviaStart: triviaStart, range: start..<position, startsLine: startsLine, indent: indent)
  }

  /// The length of a blank as word processors and web pages put between words, or of a sign of no width; nil for any other
  /// sign. U+2000 to U+200F, U+202F, U+205F, U+2060, U+FEFF.
  private func pastedBlank() -> Int? {
    switch scalar(at: position).value {
    case 0x2000...0x200F, 0x202F, 0x205F, 0x2060, 0xFEFF: 3
    default: nil
    }
  }

  private mutating func skipLine() {
    while position < limit, bytes[position] != UInt8(ascii: "\n") { position += 1 }
  }

  /// Reads one token at a byte that begins one; always moves on.
  private mutating func token() -> SyntaxKind {
    let (scalar, length) = scalar(at: position)
    let ascii = Self.narrowed(scalar)
    switch ascii {
    case UInt32(UInt8(ascii: "0"))...UInt32(UInt8(ascii: "9")):
      number()
      return .number
    case UInt32(UInt8(ascii: "\"")), 0x201C:
      return string(opening: scalar, length: length)
    default: break
    }
    if Self.isIdentifier(ascii, first: true) {
      identifier()
      return .identifier
    }
    position += length
    return punctuation(ascii)
  }

  private mutating func punctuation(_ scalar: UInt32) -> SyntaxKind {
    switch Unicode.Scalar(scalar) ?? " " {
    case "(": return .leftParen
    case ")": return .rightParen
    case "[": return .leftBracket
    case "]": return .rightBracket
    case "{": return .leftBrace
    case "}": return .rightBrace
    case ",": return .comma
    case ";": return .semicolon
    case ":": return .colon
    case ".": return .dot
    case "|": return accept("|") ? .unknown : .bar
    case "&": return accept("&") ? .unknown : .unknown
    case "#": return .hash
    case "+": return .plus
    case "-", "−": return .minus
    case "*", "×": return .times
    case "/", "÷": return .divide
    case "=": return accept("=") ? .equal : accept(">") || accept("<") ? .unknown : .equal
    case "≠": return .notEqual
    case "≤": return .lessEqual
    case "≥": return .greaterEqual
    case "≈": return .approximate
    case "~": return accept("=") ? .approximate : .unknown
    case "!": return accept("=") ? .notEqual : .unknown
    case "<": return accept("=") ? .lessEqual : accept(">") ? .unknown : .less
    case ">": return accept("=") ? .greaterEqual : .greater
    case "?": return accept("?") ? .coalesce : .question
    case "%", "‰", "²", "³", "㎡", "㎢", "㎥": return .unitSign
    case let other where other.value > 0x20 && other.properties.generalCategory == .currencySymbol: return .unitSign
    default: return .unknown
    }
  }

  /// Consumes `character`, or its full-width form, if it is next.
  private mutating func accept(_ character: Unicode.Scalar) -> Bool {
    guard position < limit else { return false }
    let (scalar, length) = scalar(at: position)
    guard Self.narrowed(scalar) == character.value else { return false }
    position += length
    return true
  }

  private mutating func identifier() {
    while position < limit {
      let first = bytes[position]
      if Self.isASCIIWord(first) {
        position += 1
        continue
      }
      guard first >= 0x80 else { return }
      // U+4000 to U+9FFF, most of Chinese, are letters one and all.
      if first >= 0xE4, first <= 0xE9, byte(position + 1) & 0xC0 == 0x80, byte(position + 2) & 0xC0 == 0x80 {
        position += 3
        continue
      }
      let (scalar, length) = scalar(at: position)
      guard Self.isIdentifier(Self.narrowed(scalar), first: false) else { return }
      position += length
    }
  }

  /// Digits, then a point and more digits where a digit follows the point.
  private mutating func number() {
    digits()
    let (scalar, length) = scalar(at: position)
    guard position < limit, Self.narrowed(scalar) == 0x2E, isDigit(at: position + length) else { return }
    position += length
    digits()
  }

  private mutating func digits() {
    while position < limit, isDigit(at: position) { position += scalar(at: position).length }
  }

  private func isDigit(at offset: Int) -> Bool {
    guard offset < limit else { return false }
    let value = Self.narrowed(scalar(at: offset).value)
    return value >= 0x30 && value <= 0x39
  }

  /// A string up to its closing quote on the same line, nested holes skipped; `unknown` where it is not closed. Where a hole
  /// in it is not closed, the string is, by the only quote that is left on the line.
  private mutating func string(opening: UInt32, length: Int) -> SyntaxKind {
    let closing: UInt32 = opening == 0x201C ? 0x201D : opening
    position += length
    var depth = 0
    var (ends, quotes) = (0, 0)
    while position < limit, bytes[position] != UInt8(ascii: "\n") {
      let (scalar, length) = scalar(at: position)
      position += length
      switch scalar {
      case 0x5C where position < limit && bytes[position] != UInt8(ascii: "\n"):
        position += self.scalar(at: position).length
      case 0x7B, 0xFF5B: depth += 1
      case 0x7D, 0xFF5D: depth = max(0, depth - 1)
      case closing where depth == 0: return .string
      case closing: (ends, quotes) = (position, quotes + 1)
      default: break
      }
    }
    guard quotes == 1 else { return .unknown }
    position = ends
    return .string
  }

  /// The scalar at `offset` and its length in bytes; U+FFFD of length 1 for an ill-formed byte.
  func scalar(at offset: Int) -> (value: UInt32, length: Int) { UTF8Scalar.read(bytes, at: offset, limit: limit) }

  /// The ASCII form of a full-width scalar; others as they are.
  static func narrowed(_ scalar: UInt32) -> UInt32 {
    scalar >= 0xFF01 && scalar <= 0xFF5E ? scalar - 0xFEE0 : scalar
  }

  @inline(__always)
  private static func isASCIIWord(_ byte: UInt8) -> Bool {
    (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
      || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")) || byte == UInt8(ascii: "_")
  }

  private static func isIdentifier(_ scalar: UInt32, first: Bool) -> Bool {
    if scalar >= 0x3400 && scalar <= 0x9FFF { return true }
    if scalar < 0x80 {
      let byte = UInt8(scalar)
      return isASCIIWord(byte) && !(first && byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"))
    }
    guard let character = Unicode.Scalar(scalar) else { return false }
    return first ? character.properties.isXIDStart : character.properties.isXIDContinue
  }
}

/// Decoding of single scalars from bytes.
package enum UTF8Scalar {
  /// The scalar at `offset` and its length in bytes; U+FFFD of length 1 for an ill-formed byte or past `limit`.
  package static func read(_ bytes: [UInt8], at offset: Int, limit: Int) -> (value: UInt32, length: Int) {
    guard offset < limit else { return (0xFFFD, 1) }
    let lead = bytes[offset]
    if lead < 0x80 { return (UInt32(lead), 1) }
    let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 1
    guard length > 1, lead < 0xF5, offset + length <= limit else { return (0xFFFD, 1) }
    var value = UInt32(lead) & (0xFF >> UInt32(length + 1))
    for byte in bytes[(offset + 1)..<(offset + length)] {
      guard byte & 0xC0 == 0x80 else { return (0xFFFD, 1) }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    return (value, length)
  }
}
