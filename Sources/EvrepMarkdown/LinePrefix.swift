/// What stands before a line's text: blanks, `>`, list markers and footnote labels.
struct LinePrefix {
  /// Where the text begins; the line's end for a line without.
  private(set) var end: Int
  /// Columns of blanks before the first sign.
  private(set) var indent = 0
  /// List markers and footnote labels.
  private(set) var markers = 0
  /// No smaller than the number of containers that are open after this line, 0 where it opens none.
  private(set) var depth = 0
  /// True where a footnote's label is among them.
  private(set) var hasFootnote = false
  /// True where the first marker ends a paragraph that is before it: a bullet or the number 1, and text after it.
  private(set) var isSureItem = false

  init(_ text: Bytes, _ start: Int, _ limit: Int) {
    end = start
    var blanks = 0
    var quotes = 0
    var tail = (byte: UInt8(0), count: 0)
    while end < limit {
      let byte = text[end]
      if ASCII.isBlank(byte) {
        blanks += byte == 0x09 ? 4 : 1
        end += 1
        continue
      }
      guard let after = Self.sign(text, end, limit) else { break }
      if markers + quotes == 0 {
        indent = blanks
        isSureItem = byte != UInt8(ascii: ">") && !(ASCII.isDigit(byte) && (byte != 0x31 || after > end + 2))
      }
      if byte == UInt8(ascii: ">") { quotes += 1 } else { markers += 1 }
      if byte == UInt8(ascii: "[") { hasFootnote = true }
      tail = (byte, tail.byte == byte ? tail.count + 1 : 1)
      end = after
    }
    if markers + quotes == 0 { indent = blanks }
    if end == limit { isSureItem = false }
    var signs = markers + quotes
    // `- - -` is a rule, not lists in lists.
    if end == limit, tail.count >= 3, tail.byte == UInt8(ascii: "-") || tail.byte == UInt8(ascii: "*") {
      signs -= tail.count
    }
    if signs > 0 { depth = signs + max(blanks - signs, 0) / 2 }
  }

  /// The offset after the sign at `at`; nil where none begins.
  private static func sign(_ text: Bytes, _ at: Int, _ limit: Int) -> Int? {
    switch text[at] {
    case UInt8(ascii: ">"): return at + 1
    case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "*"): return endsMarker(text, at + 1, limit) ? at + 1 : nil
    case UInt8(ascii: "["):
      guard text.byte(at + 1) == UInt8(ascii: "^") else { return nil }
      var end = at + 2
      while end < limit, text[end] != UInt8(ascii: "]"), text[end] != UInt8(ascii: "[") { end += 1 }
      return end + 1 < limit && text[end] == UInt8(ascii: "]") && text[end + 1] == UInt8(ascii: ":") ? end + 2 : nil
    default:
      var end = at
      while end < limit, end - at < 10, ASCII.isDigit(text[end]) { end += 1 }
      guard end > at, end - at < 10, end < limit, text[end] == UInt8(ascii: ".") || text[end] == UInt8(ascii: ")")
      else {
        return nil
      }
      return endsMarker(text, end + 1, limit) ? end + 1 : nil
    }
  }

  private static func endsMarker(_ text: Bytes, _ at: Int, _ limit: Int) -> Bool {
    at >= limit || ASCII.isSpace(text[at])
  }
}

/// A code fence at the left edge.
struct Fence {
  private let byte: UInt8
  private let length: Int

  /// The fence that the line is, nil for none.
  init?(_ text: Bytes, _ start: Int, _ end: Int) {
    var at = start
    while at < end, text[at] == text[start] { at += 1 }
    guard at - start >= 3 else { return nil }
    if text[start] == UInt8(ascii: "`"), text[at..<end].contains(UInt8(ascii: "`")) { return nil }
    byte = text[start]
    length = at - start
  }

  /// True where the line ends the code.
  func isClosed(by text: Bytes, _ start: Int, _ end: Int) -> Bool {
    var at = start
    while at < end, at - start < 4, text[at] == 0x20 { at += 1 }
    guard at - start < 4 else { return false }
    let first = at
    while at < end, text[at] == byte { at += 1 }
    guard at - first >= length else { return false }
    return text[at..<end].allSatisfy(ASCII.isSpace)
  }
}
