import EvrepSource

/// The beginning of a line of prose, as Markdown reads it.
struct LineStart {
  /// What the text behind quotes and list markers begins.
  enum Content {
    /// Text, which goes on with a paragraph or begins one.
    case text
    /// A heading: the next line begins afresh.
    case heading
    /// A table's row, a rule, HTML, a definition, or what may be one: all lines up to a blank one are left alone.
    case other
  }

  /// Where the text begins.
  let end: Int
  /// True where the line has a list marker.
  let isItem: Bool
  /// Before the text: quotes as they are, blanks for list markers; nil where a tab makes the columns uncertain.
  let continuation: [UInt8]?
  let content: Content

  init(_ prose: RoledText, _ line: ByteRange) {
    let text = prose.bytes
    var offset = line.lowerBound
    var before: [UInt8] = []
    var isItem = false
    var isCertain = true
    func isProse(_ offset: Int) -> Bool { offset < line.upperBound && prose.roles[offset] == .prose }
    while isProse(offset) {
      let byte = text[offset]
      if byte == 0x20 || byte == UInt8(ascii: ">") {
        before.append(byte)
        offset += 1
      } else if byte == 0x09 {
        isCertain = false
        offset += 1
      } else if let width = Self.markerWidth(text, offset, line.upperBound) {
        var blanks = 0
        while isProse(offset + width + blanks), text[offset + width + blanks] == 0x20 { blanks += 1 }
        // Five blanks make code of what is behind them; without text the item may be anything.
        guard (1...4).contains(blanks), offset + width + blanks < line.upperBound else { break }
        before.append(contentsOf: repeatElement(0x20, count: width + blanks))
        offset += width + blanks
        isItem = true
      } else {
        break
      }
    }
    end = offset
    self.isItem = isItem
    continuation = isCertain ? before : nil
    content = Self.content(prose, offset, line.upperBound)
  }

  /// What text that begins a line at `offset` is.
  static func content(_ prose: RoledText, _ offset: Int, _ limit: Int) -> Content {
    guard offset < limit else { return .other }
    let text = prose.bytes
    switch prose.roles[offset] {
    case .prose: break
    case .hole, .head: return .text
    case .literal:
      if text[offset] == UInt8(ascii: "`") { return text[offset..<limit].starts(with: "```".utf8) ? .other : .text }
      // A comment that begins a line takes all of it with it.
      let isAlone = text[offset] == UInt8(ascii: "<") && !prose.roles[offset..<limit].contains { $0 != .literal }
      return isAlone ? .heading : .other
    case .code, .fence: return .other
    }
    if markerWidth(text, offset, limit) != nil { return .other }
    let next = offset + 1 < limit ? text[offset + 1] : 0x20
    switch text[offset] {
    case UInt8(ascii: "#"):
      var end = offset
      while end < limit, text[end] == UInt8(ascii: "#") { end += 1 }
      return end - offset <= 6 && (end == limit || text[end] == 0x20) ? .heading : .other
    case UInt8(ascii: "|"), UInt8(ascii: "<"), UInt8(ascii: "="), UInt8(ascii: "-"), UInt8(ascii: "+"),
      UInt8(ascii: ">"),
      UInt8(ascii: ":"), UInt8(ascii: "`"), 0x09, 0x20:
      return .other
    case UInt8(ascii: "*"), UInt8(ascii: "_"): return isRule(text[offset..<limit]) ? .other : .text
    case UInt8(ascii: "~"):
      return next == UInt8(ascii: "~") && !text[offset..<limit].starts(with: "~~~".utf8) ? .text : .other
    case UInt8(ascii: "["): return isDefinition(text[offset..<limit]) ? .other : .text
    // ：：： opens and closes blocks.
    case 0xEF: return text[offset..<limit].starts(with: "：".utf8) ? .other : .text
    default: return .text
    }
  }

  /// True for a link's or footnote's definition, or one that may go on in the next line.
  private static func isDefinition(_ line: ArraySlice<UInt8>) -> Bool {
    guard let end = line.firstIndex(of: UInt8(ascii: "]")) else { return true }
    return line[end...].starts(with: "]:".utf8) || line[line.startIndex..<end].contains(0x5C)
  }

  private static func isRule(_ line: ArraySlice<UInt8>) -> Bool {
    line.allSatisfy { [UInt8(ascii: "*"), UInt8(ascii: "_"), 0x20, 0x09, 0x0D].contains($0) }
  }

  /// The width of a list marker that a blank or the line's end follows.
  static func markerWidth(_ text: [UInt8], _ offset: Int, _ limit: Int) -> Int? {
    guard offset < limit else { return nil }
    var end = offset
    switch text[offset] {
    case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "*"): end += 1
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      while end < limit, end - offset < 10, (0x30...0x39).contains(text[end]) { end += 1 }
      guard end < limit, text[end] == UInt8(ascii: ".") || text[end] == UInt8(ascii: ")") else { return nil }
      end += 1
    default: return nil
    }
    return end >= limit || text[end] == 0x20 || text[end] == 0x09 ? end - offset : nil
  }
}
