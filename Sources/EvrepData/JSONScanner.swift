import EvrepSource

/// Reads the tokens of RFC 8259, strictly, from bytes that are valid UTF-8.
///
/// Each reading function returns nil, or false, at the first fault, which is then in `fault`; the scanner is not used after.
struct JSONScanner {
  let bytes: [UInt8]
  private(set) var offset: Int
  private(set) var fault: JSONFault?

  /// A string token.
  struct Text {
    /// The bytes between the quotes.
    let range: ByteRange
    let hasEscapes: Bool
  }

  init(_ bytes: [UInt8], from offset: Int = 0) {
    self.bytes = bytes
    self.offset = offset
  }

  var isAtEnd: Bool { offset >= bytes.count }

  /// The byte at the offset, or nil at the end.
  var next: UInt8? { isAtEnd ? nil : bytes[offset] }

  /// Notes a fault of the byte at the offset, or of the place where the file ends.
  mutating func fail(_ problem: JSONProblem) { fail(problem, offset..<min(offset + 1, bytes.count)) }

  mutating func fail(_ problem: JSONProblem, _ range: ByteRange) {
    if fault == nil { fault = JSONFault(problem: problem, range: range) }
  }

  mutating func skipBlanks() {
    while offset < bytes.count {
      switch bytes[offset] {
      case 0x20, 0x09, 0x0A, 0x0D: offset += 1
      default: return
      }
    }
  }

  /// Passes over `byte` if it stands here.
  mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    offset += 1
    return true
  }

  /// Passes over `byte`, or notes that `expectation` is not met.
  mutating func require(_ byte: UInt8, _ expectation: JSONExpectation) -> Bool {
    if take(byte) { return true }
    fail(.unexpected(expectation))
    return false
  }

  /// A key of an object, with the colon and the blanks behind it.
  mutating func key() -> Text? {
    guard next == UInt8(ascii: "\"") else {
      fail(.unexpected(.key))
      return nil
    }
    guard let key = string() else { return nil }
    skipBlanks()
    guard require(UInt8(ascii: ":"), .colon) else { return nil }
    skipBlanks()
    return key
  }

  /// The string whose opening quote stands here.
  mutating func string() -> Text? {
    let open = offset
    offset += 1
    var hasEscapes = false
    while offset < bytes.count {
      switch bytes[offset] {
      case UInt8(ascii: "\""):
        offset += 1
        return Text(range: open + 1..<offset - 1, hasEscapes: hasEscapes)
      case UInt8(ascii: "\\"):
        hasEscapes = true
        guard escape() != nil else { return nil }
      case 0..<0x20:
        fail(.controlCharacter)
        return nil
      default: offset += 1
      }
    }
    fail(.unclosedString, open..<open + 1)
    return nil
  }

  /// The scalar that the escape here stands for.
  private mutating func escape() -> Unicode.Scalar? {
    let start = offset
    let letter = offset + 1 < bytes.count ? bytes[offset + 1] : 0
    offset = min(offset + 2, bytes.count)
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return unicodeEscape(start)
    default:
      fail(.badEscape, start..<offset)
      return nil
    }
  }

  /// The scalar of `\uXXXX`, or of two of them that are a surrogate pair; the offset is behind the `u`.
  private mutating func unicodeEscape(_ start: Int) -> Unicode.Scalar? {
    guard let first = hexadecimal() else {
      fail(.badEscape, start..<offset)
      return nil
    }
    if let scalar = Unicode.Scalar(first) { return scalar }
    if first < 0xDC00, take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")), let second = hexadecimal(),
      second & 0xFC00 == 0xDC00, let scalar = Unicode.Scalar(0x10000 + (first & 0x3FF) << 10 + second & 0x3FF)
    {
      return scalar
    }
    fail(.loneSurrogate, start..<min(start + 6, bytes.count))
    return nil
  }

  private mutating func hexadecimal() -> UInt32? {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next else { return nil }
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
      default: return nil
      }
      value = value << 4 | UInt32(digit)
      offset += 1
    }
    return value
  }

  /// The bytes that a string stands for, as UTF-8; O(bytes).
  func decoded(_ text: Text) -> [UInt8] {
    guard text.hasEscapes else { return Array(bytes[text.range]) }
    var result: [UInt8] = []
    var scanner = JSONScanner(bytes, from: text.range.lowerBound)
    while scanner.offset < text.range.upperBound {
      if bytes[scanner.offset] != UInt8(ascii: "\\") {
        result.append(bytes[scanner.offset])
        scanner.offset += 1
      } else if let scalar = scanner.escape() {
        result.append(contentsOf: UTF8.encode(scalar) ?? .init())
      } else {
        return result
      }
    }
    return result
  }

  /// The number that begins here, with a digit or a minus.
  mutating func number() -> ByteRange? {
    let start = offset
    _ = take(UInt8(ascii: "-"))
    let whole = digits()
    let hasZeroInFront = whole > 1 && bytes[offset - whole] == UInt8(ascii: "0")
    var isGood = whole > 0 && !hasZeroInFront
    if take(UInt8(ascii: ".")) { isGood = digits() > 0 && isGood }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      isGood = digits() > 0 && isGood
    }
    guard isGood else {
      fail(.badNumber, start..<max(offset, start + 1))
      return nil
    }
    return start..<offset
  }

  /// Passes over digits; how many there are.
  private mutating func digits() -> Int {
    let start = offset
    while offset < bytes.count, bytes[offset] >= UInt8(ascii: "0"), bytes[offset] <= UInt8(ascii: "9") { offset += 1 }
    return offset - start
  }

  /// Passes over `word` if it stands here.
  mutating func take(word: StaticString) -> ByteRange? {
    let start = offset
    let isHere = word.withUTF8Buffer { bytes[start...].starts(with: $0) }
    guard isHere else { return nil }
    offset += word.utf8CodeUnitCount
    return start..<offset
  }
}
