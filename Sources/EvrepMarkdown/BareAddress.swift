/// A web address that stands in text without brackets.
struct BareAddress {
  /// Its bytes in the text.
  let range: Range<Int>
  /// True where it begins `www.`, so that the link needs `http://` before it.
  let needsScheme: Bool

  /// The address that has the `:` or `.` at `sign`, in text that was printed up to `start`; nil for none.
  ///
  /// It ends before blanks, `<`, wide characters and full-width punctuation; trailing punctuation stays outside, as GFM
  /// has it. A value's mark is a part of it, whatever the value is.
  static func find(in text: Bytes, sign: Int, from start: Int) -> BareAddress? {
    guard let begin = beginning(text, sign, start) else { return nil }
    let needsScheme = text[sign] == UInt8(ascii: ".")
    let body = needsScheme ? sign + 1 : sign + 3
    guard let (first, _) = text.scalar(at: body), first >= 0x80 || ASCII.isHost(UInt8(first)) else { return nil }
    var end = body
    while end < text.count {
      let byte = text[end]
      if byte == UInt8(ascii: "<") || ASCII.isSpace(byte) { break }
      if byte < 0x80 {
        end += 1
        continue
      }
      if text.isMark(at: end) {
        end = text.mark(at: end).end
        continue
      }
      guard let (scalar, length) = text.scalar(at: end) else { break }
      if CharacterClass.isWide(scalar) || CharacterClass.isSharedPunctuation(scalar)
        || CharacterClass.isSpace(scalar)
      {
        break
      }
      end += length
    }
    end = trimmed(text, begin, body, end)
    guard end > body else { return nil }
    return BareAddress(range: begin..<end, needsScheme: needsScheme)
  }

  /// Where the address begins whose `://` or `www.` is at `sign`; nil where there is none.
  private static func beginning(_ text: Bytes, _ sign: Int, _ start: Int) -> Int? {
    if text[sign] == UInt8(ascii: ":") {
      guard text.has("://", at: sign) else { return nil }
      var begin = sign
      while begin > start, ASCII.isLetter(text[begin - 1]), sign - begin < 6 { begin -= 1 }
      let length = sign - begin
      guard length == 4 || length == 5, matches(text, begin, length == 4 ? "http" : "https") else { return nil }
      return begin
    }
    guard sign >= start + 3, matches(text, sign - 3, "www") else { return nil }
    // After a letter or a digit it is the end of another word.
    guard let (before, _) = text.scalar(before: sign - 3) else { return sign - 3 }
    switch before {
    case 0x2A, 0x5F, 0x7E, 0x28: return sign - 3
    default:
      return CharacterClass.isSpace(before) || CharacterClass.isWide(before)
        || CharacterClass.isSharedPunctuation(before) ? sign - 3 : nil
    }
  }

  private static func matches(_ text: Bytes, _ start: Int, _ word: StaticString) -> Bool {
    (0..<word.utf8CodeUnitCount).allSatisfy { text[start + $0] | 0x20 == word.utf8Start[$0] }
  }

  /// Takes trailing punctuation, unbalanced closing brackets and a trailing entity off; linear.
  private static func trimmed(_ text: Bytes, _ begin: Int, _ body: Int, _ end: Int) -> Int {
    var end = end
    var excess = 0
    for index in begin..<end {
      if text[index] == UInt8(ascii: ")") { excess += 1 }
      if text[index] == UInt8(ascii: "(") { excess -= 1 }
    }
    while end > body {
      switch text[end - 1] {
      case UInt8(ascii: "?"), UInt8(ascii: "!"), UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ":"),
        UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "'"), UInt8(ascii: "\""):
        end -= 1
      case UInt8(ascii: ")"):
        guard excess > 0 else { return end }
        excess -= 1
        end -= 1
      case UInt8(ascii: ";"):
        var name = end - 1
        while name > body, ASCII.isLetter(text[name - 1]) { name -= 1 }
        end = name < end - 1 && name > body && text[name - 1] == UInt8(ascii: "&") ? name - 1 : end - 1
      default: return end
      }
    }
    return end
  }
}

extension ASCII {
  /// True for what a host may begin with.
  fileprivate static func isHost(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "[") }
}
