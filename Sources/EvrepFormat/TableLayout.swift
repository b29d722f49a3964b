import EvrepSource

/// A table: its rows padded by display width, or, where that makes lines too long, with one blank around each cell. Bars that
/// may be left out at either end of a row are written.
struct TableLayout {
  private enum Alignment {
    case plain, left, right, center
  }

  /// The widest line that padding may make.
  private static let widthLimit = 120

  /// The index of the line behind the table's last row.
  let end: Int
  private let prose: RoledText
  /// The lines of the table; nil cells for a fence between rows.
  private var rows: [(line: BodyLine, cells: [ByteRange]?)]
  private let alignments: [Alignment]

  /// The table whose header is line `first`; nil where none begins there, or one that is not certain to stay what it is.
  init?(_ prose: RoledText, _ lines: [BodyLine], at first: Int) {
    guard first + 1 < lines.count, let header = Self.cells(prose, lines[first]), !header.isEmpty,
      let delimiters = Self.cells(prose, lines[first + 1]), delimiters.count == header.count
    else { return nil }
    let alignments = delimiters.compactMap { Self.alignment(prose.bytes[$0]) }
    guard alignments.count == header.count else { return nil }
    var rows: [(line: BodyLine, cells: [ByteRange]?)] = [(lines[first], header)]
    var end = first + 2
    var index = end
    while index < lines.count {
      if lines[index].isFence {
        rows.append((lines[index], nil))
      } else if Self.rowStart(prose, lines[index]) != nil {
        guard let cells = Self.cells(prose, lines[index]) else { return nil }
        rows.append((lines[index], cells))
        end = index + 1
      } else {
        break
      }
      index += 1
    }
    rows.removeLast(index - end)
    self.end = end
    self.prose = prose
    self.rows = rows
    self.alignments = alignments
  }

  func append(to text: inout [UInt8], _ lineEnd: LineEnd) {
    let widths = columnWidths
    for (index, row) in rows.enumerated() {
      if let cells = row.cells {
        appendPrefix(row.line, to: &text)
        for (column, cell) in cells.enumerated() {
          let width = column < widths.count ? widths[column] : 0
          append(prose.bytes[cell], width, column < alignments.count ? alignments[column] : .plain, to: &text)
        }
        text.append(UInt8(ascii: "|"))
      } else {
        text.append(contentsOf: prose.bytes[row.line.range])
      }
      lineEnd.append(to: &text)
      guard index == 0 else { continue }
      appendPrefix(row.line, to: &text)
      for (width, alignment) in zip(widths, alignments) { appendDelimiter(max(3, width), alignment, to: &text) }
      text.append(UInt8(ascii: "|"))
      lineEnd.append(to: &text)
    }
  }

  /// The width of each column; 0 where cells are not padded.
  private var columnWidths: [Int] {
    var widths = [Int](repeating: 3, count: alignments.count)
    for row in rows {
      for (column, cell) in (row.cells ?? []).enumerated() where column < widths.count {
        widths[column] = max(widths[column], DisplayWidth.of(prose.bytes[cell]))
      }
    }
    let total = widths.reduce(1) { $0 + $1 + 3 }
    return total <= Self.widthLimit ? widths : widths.map { _ in 0 }
  }

  private func appendPrefix(_ line: BodyLine, to text: inout [UInt8]) {
    text.append(contentsOf: prose.bytes[line.range.lowerBound..<LineStart(prose, line.range).end])
  }

  private func append(_ cell: ArraySlice<UInt8>, _ width: Int, _ alignment: Alignment, to text: inout [UInt8]) {
    let padding = max(0, width - DisplayWidth.of(cell))
    let before = alignment == .right ? padding : alignment == .center ? padding / 2 : 0
    text.append(contentsOf: "| ".utf8)
    text.append(contentsOf: repeatElement(0x20, count: before))
    text.append(contentsOf: cell)
    text.append(contentsOf: repeatElement(0x20, count: padding - before))
    if width > 0 || !cell.isEmpty { text.append(0x20) }
  }

  private func appendDelimiter(_ width: Int, _ alignment: Alignment, to text: inout [UInt8]) {
    let (left, right) = (alignment == .left || alignment == .center, alignment == .right || alignment == .center)
    text.append(contentsOf: left ? "| :".utf8 : "| ".utf8)
    text.append(contentsOf: repeatElement(UInt8(ascii: "-"), count: width - (left ? 1 : 0) - (right ? 1 : 0)))
    text.append(contentsOf: right ? ": ".utf8 : " ".utf8)
  }

  // MARK: Reading

  /// The first sign of a line that is a row, or a row of dashes; nil for a line that has no bar or begins another block.
  private static func rowStart(_ prose: RoledText, _ line: BodyLine) -> Int? {
    guard line.kind == .prose, !line.continuesLiteral else { return nil }
    let start = LineStart(prose, line.range)
    guard !start.isItem, start.end < line.range.upperBound else { return nil }
    let first = prose.bytes[start.end]
    if first == UInt8(ascii: "|") { return start.end }
    guard start.content == .text || first == UInt8(ascii: ":") || first == UInt8(ascii: "-") else { return nil }
    let hasBar = (start.end..<line.range.upperBound).contains {
      prose.bytes[$0] == UInt8(ascii: "|") && prose.roles[$0] == .prose && prose.bytes[$0 - 1] != 0x5C
    }
    return hasBar ? start.end : nil
  }

  /// The cells of a row, blanks around them left out; nil for what is no row, and for one with a bar in code or inside an
  /// inline condition.
  private static func cells(_ prose: RoledText, _ line: BodyLine) -> [ByteRange]? {
    guard var offset = rowStart(prose, line) else { return nil }
    var cells: [ByteRange] = []
    var start = prose.bytes[offset] == UInt8(ascii: "|") && prose.roles[offset] == .prose ? nil : offset
    var depth = 0
    while offset < line.range.upperBound {
      let byte = prose.bytes[offset]
      switch prose.roles[offset] {
      case .prose where byte == 0x5C: offset += 1
      case .prose where byte == UInt8(ascii: "|"):
        guard depth == 0 else { return nil }
        if let start { cells.append(trimmed(prose, start..<offset)) }
        start = offset + 1
      case .literal where byte == UInt8(ascii: "|"): return nil
      case .head where byte == UInt8(ascii: "{"):
        let head = prose.bytes[(offset + 1)..<line.range.upperBound]
        if ["when", "当"].contains(where: { head.starts(with: $0.utf8) }) { depth += 1 }
        if ["end", "结束"].contains(where: { head.starts(with: $0.utf8) }) { depth -= 1 }
      default: break
      }
      offset += 1
    }
    guard let start, depth == 0 else { return nil }
    let last = trimmed(prose, min(start, line.range.upperBound)..<line.range.upperBound)
    if !last.isEmpty { cells.append(last) }
    return cells
  }

  private static func trimmed(_ prose: RoledText, _ range: ByteRange) -> ByteRange {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, [0x20, 0x09].contains(prose.bytes[start]) { start += 1 }
    while end > start, [0x20, 0x09].contains(prose.bytes[end - 1]) { end -= 1 }
    return start..<end
  }

  private static func alignment(_ cell: ArraySlice<UInt8>) -> Alignment? {
    let colon = UInt8(ascii: ":")
    let dashes = cell.drop { $0 == colon }.reversed().drop { $0 == colon }
    guard !dashes.isEmpty, dashes.allSatisfy({ $0 == UInt8(ascii: "-") }), cell.count - dashes.count <= 2 else {
      return nil
    }
    switch (cell.first == colon, cell.last == colon) {
    case (true, true): return .center
    case (true, false): return .left
    case (false, true): return .right
    case (false, false): return .plain
    }
  }
}
