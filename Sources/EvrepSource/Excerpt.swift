/// The part of a source line around some places, as it is shown, and where on the terminal its bytes stand.
struct Excerpt {
  /// What is printed, with `…` for what is cut off.
  let text: String
  private let cells: ArraySlice<Cell>
  /// The cells that stand before the first byte shown.
  private let indent: Int

  /// A character as people count them.
  private struct Cell {
    let text: String
    let width: Int
    /// Where its bytes end in the file.
    let end: Int
  }

  /// How many tab stops a tab is wide.
  private static let tabWidth = 4

  /// - Parameters:
  ///   - line: the line's bytes, without its end.
  ///   - focus: what should be seen of it; its end is cut off where it is wider than `width`.
  ///   - width: how many terminal cells the excerpt takes at most.
  init(_ file: SourceFile, line: ByteRange, focus: ByteRange, width: Int) {
    let start = focus.lowerBound.clamped(to: line)
    let end = max(start, focus.upperBound.clamped(to: line))
    // A cell takes a byte at least, so that no more of a line of megabytes has to be looked at.
    let from = file.characterStart(max(line.lowerBound, start - 4 * width), in: line)
    let to = file.characterStart(min(line.upperBound, min(end, start + 4 * width) + 4 * width), in: line)
    let before = Self.cells(file, from..<start)
    let behind = Self.cells(file, start..<to)
    // Two cells for the dots at either end.
    let room = max(8, width - 2)
    func cellsWide(_ cells: some Sequence<Cell>) -> Int { cells.reduce(0) { $0 + $1.width } }
    var lead = before[...]
    var rest = behind[...]
    let inside = min(room, cellsWide(behind.prefix { $0.end <= end }))
    var (leadWidth, restWidth) = (cellsWide(lead), cellsWide(rest))
    while leadWidth + restWidth > room {
      // What stands before gives way first, until it has half of what the focus leaves.
      if leadWidth > (room - inside) / 2 || restWidth <= inside, let cell = lead.popFirst() {
        leadWidth -= cell.width
      } else if let cell = rest.popLast() {
        restWidth -= cell.width
      } else {
        break
      }
    }
    let isCutBefore = from > line.lowerBound || lead.count < before.count
    let isCutBehind = to < line.upperBound || rest.count < behind.count
    let shown = lead + rest
    indent = isCutBefore ? 1 : 0
    text = (isCutBefore ? "…" : "") + shown.map(\.text).joined() + (isCutBehind ? "…" : "")
    cells = shown
  }

  /// The terminal cells in which the bytes of `range` stand, one at least.
  func columns(of range: ByteRange) -> Range<Int> {
    var (start, end, at) = (indent, indent, indent)
    for cell in cells {
      at += cell.width
      if cell.end <= range.lowerBound { start = at }
      if cell.end <= range.upperBound { end = at }
    }
    return start..<max(start + 1, end)
  }

  private static func cells(_ file: SourceFile, _ range: ByteRange) -> [Cell] {
    guard !range.isEmpty else { return [] }
    var end = range.lowerBound
    return file.text(range).map { character in
      end = min(end + character.utf8.count, range.upperBound)
      if character == "\t" { return Cell(text: String(repeating: " ", count: tabWidth), width: tabWidth, end: end) }
      // A letter under a pile of marks is cut, so that it cannot cover the lines above.
      let scalars = character.unicodeScalars
      let shown = SafeText.of(
        scalars.count > 16 ? String(String.UnicodeScalarView(scalars.prefix(16))) : String(character))
      return Cell(text: shown, width: DisplayWidth.of(shown), end: end)
    }
  }
}

extension SourceFile {
  /// The last offset up to `offset` at which a character begins.
  fileprivate func characterStart(_ offset: Int, in line: ByteRange) -> Int {
    var offset = offset
    while offset > line.lowerBound, offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset -= 1 }
    return offset
  }
}

extension Int {
  fileprivate func clamped(to range: ByteRange) -> Int {
    Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
  }
}
