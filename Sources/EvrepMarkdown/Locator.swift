internal import EvrepModel
internal import EvrepSource

/// Finds the place in the source of what stands in the tree, by the line and column that cmark gives.
struct Locator {
  private let document: ResolvedDocument
  private let text: PreparedText
  /// The offset of each line's first byte in the prepared text; made when the first place is asked for.
  private var starts: [Int] = []
  /// Where the search in a line goes on, so that the same words twice in a line have a place each.
  private var cursor = (line: -1, offset: 0)

  init(_ document: ResolvedDocument, _ text: PreparedText) {
    self.document = document
    self.text = text
  }

  /// The place of the first of `signs` that stands in or after the 1-based `line`; O(log lines) after the first call.
  mutating func place(line: Int, length: Int, where matches: (Bytes, Int) -> Bool) -> Place {
    if starts.isEmpty { index() }
    let start = starts[min(max(line - 1, 0), starts.count - 1)]
    if cursor.line != line { cursor = (line, start) }
    // Far enough for a line; a paragraph's lines are counted from its first where cmark lost count.
    let limit = min(text.bytes.count, cursor.offset + 4096)
    let found = text.bytes.withUnsafeBufferPointer { bytes in
      (cursor.offset..<limit).first { matches(bytes, $0) }
    }
    let offset = found ?? start
    if let found { cursor.offset = found + 1 }
    return document.place(of: text.original(offset), length: length)
  }

  /// The bytes of the 1-based `line` in the prepared text.
  mutating func line(_ line: Int) -> ArraySlice<UInt8> {
    if starts.isEmpty { index() }
    guard line >= 1, line <= starts.count else { return [] }
    return text.bytes[starts[line - 1]..<(line < starts.count ? starts[line] : text.bytes.count)]
  }

  private mutating func index() {
    starts = [0]
    text.bytes.withUnsafeBufferPointer { bytes in
      for (offset, byte) in bytes.enumerated()
      where byte == 0x0A || byte == 0x0D && bytes.byte(offset + 1) != 0x0A {
        starts.append(offset + 1)
      }
    }
  }
}
