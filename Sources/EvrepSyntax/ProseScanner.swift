package import EvrepSource

/// Finds what is not prose in a body: holes, fences of blocks, comments. One pass over the bytes.
///
/// Code is literal: fenced and indented code, code spans and comments are passed over. The scanner follows Markdown's
/// block structure as far as that needs: list items (for indented code), quotes, paragraphs (for code spans).
struct ProseScanner {
  enum EventKind {
    /// A brace; the range goes on to the end of its line.
    case hole
    /// A backslash before a full-width brace, which CommonMark would print.
    case escape
    /// A closing brace that closes nothing: neither a hole nor, in its paragraph, a brace that is text.
    case strayBrace
    case comment
    /// A line of a block, with its line end.
    case fence
    /// A line that may be meant as one: two colons alone, or before a word of a block.
    case shortFence
    /// Such a line in whose colons another sign stands: `x:::`, `::y measures`.
    case marredFence
  }

  struct Event {
    let kind: EventKind
    let range: ByteRange
  }

  /// The code that has been passed over.
  private(set) var literals: [LiteralRange] = []
  private var position: Int
  private var atLineStart = true
  /// The columns where the content of open list items begins, ascending.
  private var itemIndents: [Int] = []
  private var afterBlank = true
  /// The end of the paragraph whose code spans are known, and, as bits, the lengths of backtick runs without a partner.
  private var paragraphEnd = 0
  private var unmatched: UInt128 = 0
  /// False once a search for `-->` came to the end of the file, so that it is not repeated.
  private var mayEndComment = true
  /// How many braces of the paragraph that are text have not been closed.
  private var openBraces = 0
  /// The end of the line that holds the last hole, so that a line of many holes is searched once.
  private var holeLineEnd = 0

  /// Where lines begin that are fences without their colons.
  private let heads: Set<Int>

  /// - Parameter heads: where lines begin that are fences without their colons.
  init(from position: Int, heads: Set<Int> = []) {
    self.position = position
    self.heads = heads
  }

  /// Goes on at `position`, which an event's reader has reached.
  mutating func resume(at position: Int) {
    if position > self.position { self.position = position }
  }

  /// The next event, or nil at the end of the file.
  mutating func next(in bytes: [UInt8]) -> Event? {
    bytes.withUnsafeBufferPointer { next(in: $0) }
  }

  private mutating func next(in bytes: UnsafeBufferPointer<UInt8>) -> Event? {
    while position < bytes.count {
      if atLineStart {
        atLineStart = false
        if let event = lineStart(bytes) { return event }
        continue
      }
      let byte = bytes[position]
      guard Self.isSpecial(byte) else {
        // A letter of Chinese is passed over at once.
        position += byte >= 0xE4 && byte < 0xEF ? 3 : 1
        continue
      }
      switch byte {
      case UInt8(ascii: "\n"):
        position += 1
        atLineStart = true
      case UInt8(ascii: "\\"):
        if position + 1 < bytes.count { noteEscaped(bytes[position + 1]) }
        if Self.isFullWidthBrace(bytes, position + 1, closing: true) {
          noteEscaped(bytes[position + 3] == 0x9B ? UInt8(ascii: "{") : UInt8(ascii: "}"))
          position += 4
          return Event(kind: .escape, range: position - 4..<position - 3)
        }
        // What is escaped is text, a line end aside.
        position += position + 1 < bytes.count && bytes[position + 1] != UInt8(ascii: "\n") ? 2 : 1
      case UInt8(ascii: "`"): codeSpan(bytes)
      case UInt8(ascii: "<"):
        if let event = comment(bytes) { return event }
      case UInt8(ascii: "{"):
        let start = position
        position += 1
        return hole(bytes, start)
      case UInt8(ascii: "}"):
        position += 1
        if let event = closing(position - 1..<position) { return event }
      default:
        guard Self.isFullWidthBrace(bytes, position, closing: true) else {
          position += 1
          continue
        }
        let start = position
        position += 3
        guard bytes[start + 2] == 0x9D else { return hole(bytes, start) }
        if let event = closing(start..<position) { return event }
      }
    }
    return nil
  }

  private mutating func noteEscaped(_ byte: UInt8) {
    if byte == UInt8(ascii: "{") { openBraces += 1 }
    if byte == UInt8(ascii: "}") { openBraces = max(0, openBraces - 1) }
  }

  /// An event for a closing brace, unless it belongs to one that is text.
  private mutating func closing(_ range: ByteRange) -> Event? {
    guard openBraces == 0 else {
      openBraces -= 1
      return nil
    }
    return Event(kind: .strayBrace, range: range)
  }

  private mutating func hole(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Event {
    if start >= holeLineEnd { holeLineEnd = Self.lineEnd(bytes, start) }
    return Event(kind: .hole, range: start..<holeLineEnd)
  }

  @inline(__always)
  private static func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x0A, 0x5C, 0x60, 0x3C, 0x7B, 0x7D, 0xEF: true
    default: false
    }
  }

  /// True for ｛, and where `closing` also for ｝.
  private static func isFullWidthBrace(
    _ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int, closing: Bool = false
  ) -> Bool {
    offset + 2 < bytes.count && bytes[offset] == 0xEF && bytes[offset + 1] == 0xBD
      && (bytes[offset + 2] == 0x9B || (closing && bytes[offset + 2] == 0x9D))
  }

  /// The end of the line at `offset`, without its line end.
  private static func lineEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Int {
    var end = offset
    while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
    if end > offset, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return end
  }

  /// The length of the colon at `offset`, full-width or not; nil for anything else.
  static func colonLength(_ bytes: some RandomAccessCollection<UInt8>, _ offset: Int, _ limit: Int) -> Int? {
    guard offset < limit else { return nil }
    let index = bytes.index(bytes.startIndex, offsetBy: offset)
    if bytes[index] == UInt8(ascii: ":") { return 1 }
    guard offset + 2 < limit, bytes[index] == 0xEF, bytes[bytes.index(index, offsetBy: 1)] == 0xBC,
      bytes[bytes.index(index, offsetBy: 2)] == 0x9A
    else { return nil }
    return 3
  }

  // MARK: Lines

  /// Looks at the line that begins here: an event for a fence; code is passed over.
  private mutating func lineStart(_ bytes: UnsafeBufferPointer<UInt8>) -> Event? {
    let line = position
    var offset = line
    var column = Self.skipBlanks(bytes, &offset, from: 0)
    let isQuote = offset < bytes.count && bytes[offset] == UInt8(ascii: ">")
    if isQuote { while let item = itemIndents.last, column < item { itemIndents.removeLast() } }
    while offset < bytes.count, bytes[offset] == UInt8(ascii: ">") {
      offset += 1
      let quoted = Self.skipBlanks(bytes, &offset, from: 0)
      column = max(0, quoted - 1)
    }
    guard offset < bytes.count, bytes[offset] != UInt8(ascii: "\n"), bytes[offset] != UInt8(ascii: "\r") else {
      afterBlank = true
      openBraces = 0
      position = offset
      return nil
    }
    let first = bytes[offset]
    if afterBlank { while let indent = itemIndents.last, column < indent { itemIndents.removeLast() } }
    if afterBlank, column >= (itemIndents.last ?? 0) + 4 {
      // Indented code lasts to the end of the line; a line of it does not end the blank before it.
      position = Self.lineEnd(bytes, line)
      literals.append(LiteralRange(kind: .indentedCode, range: line..<position))
      return nil
    }
    let isHead = !heads.isEmpty && heads.contains(line)
    if !isQuote, isHead || Self.mayBeFence(bytes, offset), let kind = isHead ? .fence : Self.fence(bytes, offset) {
      let end = min(Self.lineEnd(bytes, line) + 1, bytes.count)
      let next = end < bytes.count && bytes[end - 1] == UInt8(ascii: "\r") ? end + 1 : end
      position = next
      atLineStart = true
      return Event(kind: kind, range: line..<next)
    }
    afterBlank = first == UInt8(ascii: "#")
    position = offset
    if first == UInt8(ascii: "`") || first == UInt8(ascii: "~"), fencedCode(bytes, column, isQuote) { return nil }
    if let column = listItems(bytes, offset, column),
      bytes[position] == UInt8(ascii: "`") || bytes[position] == UInt8(ascii: "~")
    {
      _ = fencedCode(bytes, column, isQuote)
    }
    return nil
  }

  /// True for a colon, or a sign with one behind it.
  private static func mayBeFence(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Bool {
    let first = bytes[offset]
    if first == UInt8(ascii: ":") || first == 0xEF { return true }
    let next = offset + (first < 0x80 ? 1 : first >= 0xE0 ? 3 : 2)
    return next < bytes.count && bytes[next] == UInt8(ascii: ":")
  }

  private static func fence(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> EventKind? {
    if isFence(bytes, offset) { return .fence }
    var start = offset
    for _ in 0..<2 {
      guard let length = colonLength(bytes, start, bytes.count) else { return marredFence(bytes, offset) }
      start += length
    }
    _ = skipBlanks(bytes, &start, from: 0)
    if start == lineEnd(bytes, start) { return .shortFence }
    return beginsWithBlock(bytes, start) ? .shortFence : marredFence(bytes, offset)
  }

  /// Two or three colons and one other sign among them, alone on their line or before a word of a block.
  private static func marredFence(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> EventKind? {
    let end = lineEnd(bytes, offset)
    var (start, colons, others) = (offset, 0, 0)
    while start < end, bytes[start] > 0x20 {
      if let length = colonLength(bytes, start, end) {
        (start, colons) = (start + length, colons + 1)
      } else {
        // A word of a block may follow without a blank.
        if colons > 1, others == 1 { break }
        (start, others) = (start + (bytes[start] < 0x80 ? 1 : bytes[start] >= 0xE0 ? 3 : 2), others + 1)
      }
      guard colons < 4, others < 2 else { return nil }
    }
    guard start <= end, others == 1, colons > 1 else { return nil }
    _ = skipBlanks(bytes, &start, from: 0)
    return start >= end || beginsWithBlock(bytes, start) ? .marredFence : nil
  }

  /// True for a word of a block at `start`, or another word for one.
  private static func beginsWithBlock(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Bool {
    let end = lineEnd(bytes, start)
    let word = bytes[start..<end].prefix { $0 > 0x20 && $0 != UInt8(ascii: "{") && $0 != UInt8(ascii: "(") }
    // A word with no blank behind it may be one that has run into a name: 问题公办园.
    let spellings = Keyword.blocks.map(\.spellings)
    let isWord = spellings.contains { word.elementsEqual($0.english.utf8) || word.starts(with: $0.chinese.utf8) }
    let isMeant =
      Synonyms.match(
        for: String(decoding: word.prefix(64), as: UTF8.self), in: spellings.map(\.english)) != nil
    return isWord || isMeant
  }

  private static func isFence(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Bool {
    var end = offset
    for _ in 0..<3 {
      guard let length = colonLength(bytes, end, bytes.count) else { return false }
      end += length
    }
    return true
  }

  /// Moves over blanks and returns the column reached; a tab goes to the next multiple of four.
  private static func skipBlanks(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: inout Int, from column: Int) -> Int {
    var column = column
    while offset < bytes.count {
      if bytes[offset] == UInt8(ascii: " ") {
        column += 1
      } else if bytes[offset] == UInt8(ascii: "\t") {
        column += 4 - column % 4
      } else {
        break
      }
      offset += 1
    }
    return column
  }

  /// Notes the list items that begin on this line and passes over their markers, and over indented code behind them.
  ///
  /// Returns the column of what follows the last marker; nil where nothing more is to be looked at.
  private mutating func listItems(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ column: Int) -> Int? {
    var (offset, column) = (start, column)
    while let width = Self.markerWidth(bytes, offset) {
      while let indent = itemIndents.last, column < indent { itemIndents.removeLast() }
      offset += width
      var after = offset
      let reached = Self.skipBlanks(bytes, &after, from: column + width)
      let blanks = reached - column - width
      let isEmpty = after >= bytes.count || bytes[after] == UInt8(ascii: "\n")
      column += width + (blanks > 4 || isEmpty ? 1 : blanks)
      if itemIndents.count < 64 { itemIndents.append(column) }
      guard blanks <= 4, !isEmpty else {
        if !isEmpty {
          position = Self.lineEnd(bytes, start)
          literals.append(LiteralRange(kind: .indentedCode, range: offset..<position))
        }
        return nil
      }
      offset = after
      position = after
    }
    return offset > start ? column : nil
  }

  /// The width of a list marker at `offset` that a blank or the line's end follows.
  private static func markerWidth(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Int? {
    guard offset < bytes.count else { return nil }
    var end = offset
    switch bytes[offset] {
    case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "*"): end += 1
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      while end < bytes.count, end - offset < 9, bytes[end] >= 0x30, bytes[end] <= 0x39 { end += 1 }
      guard end < bytes.count, bytes[end] == UInt8(ascii: ".") || bytes[end] == UInt8(ascii: ")") else { return nil }
      end += 1
    default: return nil
    }
    guard end >= bytes.count || [0x20, 0x09, 0x0A, 0x0D].contains(bytes[end]) else { return nil }
    return end - offset
  }

  // MARK: Code and comments

  /// Passes over fenced code that begins here, to its closing fence or the end of its container.
  private mutating func fencedCode(_ bytes: UnsafeBufferPointer<UInt8>, _ column: Int, _ isQuote: Bool) -> Bool {
    let sign = bytes[position]
    var run = position
    while run < bytes.count, bytes[run] == sign { run += 1 }
    let length = run - position
    let end = Self.lineEnd(bytes, position)
    guard length >= 3, sign == UInt8(ascii: "~") || !bytes[run..<end].contains(sign) else { return false }
    // A fence is never a paragraph's lazy line, so it ends the items that it stands to the left of.
    while let item = itemIndents.last, column < item { itemIndents.removeLast() }
    var line = min(end + 1, bytes.count)
    while line < bytes.count {
      var offset = line
      var indent = Self.skipBlanks(bytes, &offset, from: 0)
      let quoted = offset < bytes.count && bytes[offset] == UInt8(ascii: ">")
      if isQuote {
        guard quoted else { break }
        offset += 1
        indent = max(0, Self.skipBlanks(bytes, &offset, from: 0) - 1)
      }
      let lineEnd = Self.lineEnd(bytes, line)
      let isBlank = offset >= lineEnd
      if !isBlank, let item = itemIndents.last, indent < item { break }
      line = min(lineEnd + 1, bytes.count)
      if Self.closes(bytes, offset..<max(offset, lineEnd), sign, length), indent < (itemIndents.last ?? 0) + 4 { break }
    }
    literals.append(LiteralRange(kind: .fencedCode, range: position..<line))
    position = line
    atLineStart = true
    afterBlank = true
    return true
  }

  private static func closes(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: ByteRange, _ sign: UInt8, _ length: Int
  ) -> Bool {
    var offset = range.lowerBound
    while offset < range.upperBound, bytes[offset] == sign { offset += 1 }
    guard offset - range.lowerBound >= length else { return false }
    return bytes[offset..<range.upperBound].allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
  }

  /// Passes over a code span, or over backticks that open none.
  private mutating func codeSpan(_ bytes: UnsafeBufferPointer<UInt8>) {
    let start = position
    while position < bytes.count, bytes[position] == UInt8(ascii: "`") { position += 1 }
    let length = position - start
    if start >= paragraphEnd {
      paragraphEnd = Self.paragraphEnd(bytes, start)
      unmatched = 0
    }
    // As in cmark, a run of more than 80 backticks closes nothing.
    guard length <= 80, unmatched & 1 << UInt128(length) == 0 else { return }
    var offset = position
    while offset < paragraphEnd {
      guard bytes[offset] == UInt8(ascii: "`") else {
        offset += 1
        continue
      }
      let run = offset
      while offset < bytes.count, bytes[offset] == UInt8(ascii: "`") { offset += 1 }
      if offset - run == length {
        literals.append(LiteralRange(kind: .codeSpan, range: start..<offset))
        position = offset
        return
      }
    }
    unmatched |= 1 << UInt128(length)
  }

  /// Where the paragraph, cell row or item that holds `offset` ends.
  private static func paragraphEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Int {
    var lineStart = offset
    while lineStart > 0, bytes[lineStart - 1] != UInt8(ascii: "\n") { lineStart -= 1 }
    _ = skipBlanks(bytes, &lineStart, from: 0)
    var end = lineEnd(bytes, offset)
    guard bytes[lineStart] != UInt8(ascii: "|"), bytes[lineStart] != UInt8(ascii: "#") else { return end }
    while end < bytes.count {
      var next = min(end + 1, bytes.count)
      if next < bytes.count, bytes[end] == UInt8(ascii: "\r") { next += 1 }
      var first = next
      _ = skipBlanks(bytes, &first, from: 0)
      guard first < bytes.count else { return bytes.count }
      switch bytes[first] {
      case 0x0A, 0x0D, UInt8(ascii: "#"), UInt8(ascii: ">"), UInt8(ascii: "|"): return end
      default: break
      }
      if markerWidth(bytes, first) != nil || isFence(bytes, first) { return end }
      end = lineEnd(bytes, next)
    }
    return end
  }

  /// A comment `<!-- … -->` that begins here; otherwise passes over the sign.
  private mutating func comment(_ bytes: UnsafeBufferPointer<UInt8>) -> Event? {
    let start = position
    position += 1
    guard start + 3 < bytes.count, bytes[start + 1] == UInt8(ascii: "!"), bytes[start + 2] == UInt8(ascii: "-"),
      bytes[start + 3] == UInt8(ascii: "-"), mayEndComment
    else { return nil }
    var end = start + 4
    while end + 2 < bytes.count {
      if bytes[end] == UInt8(ascii: "-"), bytes[end + 1] == UInt8(ascii: "-"), bytes[end + 2] == UInt8(ascii: ">") {
        position = end + 3
        return Event(kind: .comment, range: start..<position)
      }
      end += 1
    }
    mayEndComment = false
    return nil
  }
}

/// Code in a body, in which nothing is a hole, a block or an escape.
package struct LiteralRange: Sendable {
  package enum Kind: Sendable {
    /// From the opening fence to the end of the line of the closing one.
    case fencedCode
    /// A line of indented code.
    case indentedCode
    case codeSpan
  }

  package let kind: Kind
  package let range: ByteRange
}
