import EvrepSource

/// Finds the header cell above a hole in a Markdown table. Holes are asked for in order, so each row is read once.
struct TableHeaders {
  private struct Header {
    let line: TableLine
    /// The rows that are known to be below it.
    var rows: ByteRange
  }

  /// Where lines begin that are fences without their colons.
  var lostHeads: Set<Int> = []
  /// Where lines of tables begin whose first sign is no bar, each with its first sign behind `>` and markers.
  var openRows: [Int: Int] = [:]
  /// The last table's.
  private var known: Header?
  /// The line of the hole that was asked for last, up to that hole.
  private var line = 0..<0
  /// Where the first cell of the line begins, if that is a table's row.
  private var first: Int?
  /// How many bars of the row stand before the hole.
  private var bars = BarCounter()

  /// Goes on to `offset`; its line is searched back to the last hole at most.
  private mutating func move(to offset: Int, _ bytes: [UInt8]) {
    let last = line.upperBound <= offset ? line.upperBound : 0
    var start = offset
    while start > last, bytes[start - 1] != UInt8(ascii: "\n") { start -= 1 }
    if start > last || last == 0 {
      line = start..<start
      first = firstSign(start, bytes)
      bars = BarCounter()
    }
    if first != nil { bars.pass(line.upperBound..<offset, bytes) { _ in } }
    line = line.lowerBound..<offset
  }

  /// The header's cell over the column of byte `offset`; nil outside a table.
  mutating func headerCell(at offset: Int, in bytes: [UInt8]) -> ByteRange? {
    move(to: min(offset, bytes.count), bytes)
    guard let first, let header = header(above: line.lowerBound, in: bytes) else { return nil }
    let column = bars.count - (bytes[first] == UInt8(ascii: "|") ? 1 : 0)
    return column >= 0 && column < header.line.cells ? header.line.cell(column) : nil
  }

  /// The first cell of the row of byte `offset`, where that stands in another cell; nil outside a table.
  mutating func rowLabel(at offset: Int, in bytes: [UInt8]) -> ByteRange? {
    move(to: min(offset, bytes.count), bytes)
    guard let first, header(above: line.lowerBound, in: bytes) != nil else { return nil }
    let start = first + (bytes[first] == UInt8(ascii: "|") ? 1 : 0)
    var (counter, end) = (BarCounter(), offset)
    counter.pass(start..<max(start, offset), bytes) { end = min(end, $0) }
    return end < offset ? start..<end : nil
  }

  /// The line above the delimiter row of the table that the row at `line` belongs to. Fences between rows are passed.
  private mutating func header(above line: Int, in bytes: [UInt8]) -> Header? {
    if let known, known.rows.contains(line) { return known }
    var current = line
    while current > 0 {
      let previous = Self.lineStart(current - 1, bytes)
      if let rows = known?.rows, rows.contains(previous) {
        known?.rows = rows.lowerBound..<line + 1
        return known
      }
      if let first = firstSign(previous, bytes) {
        if Self.isDelimiterRow(first..<current, bytes) {
          guard previous > 0 else { return nil }
          known = Header(
            line: headerLine(Self.lineStart(previous - 1, bytes)..<previous - 1, bytes), rows: previous..<line + 1)
          return known
        }
      } else if !Self.beginsWithColon(previous, bytes), !lostHeads.contains(previous) {
        return nil
      }
      current = previous
    }
    return nil
  }

  private func headerLine(_ range: ByteRange, _ bytes: [UInt8]) -> TableLine {
    let first = firstSign(range.lowerBound, bytes) ?? range.lowerBound
    var line = TableLine(range: first..<max(first, range.upperBound))
    var counter = BarCounter()
    counter.pass(range, bytes) { line.bars.append($0) }
    let rest = bytes[(line.bars.last.map { $0 + 1 } ?? first)..<line.range.upperBound]
    if !line.bars.isEmpty, rest.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { line.last = .bar }
    return line
  }

  /// True for a line that begins with a colon, full-width or not, as a fence does.
  private static func beginsWithColon(_ start: Int, _ bytes: [UInt8]) -> Bool {
    let line = bytes[start...].drop { $0 == UInt8(ascii: " ") || $0 == 0x09 }
    return line.first == UInt8(ascii: ":") || line.starts(with: "：".utf8)
  }

  private static func isDelimiterRow(_ line: ByteRange, _ bytes: [UInt8]) -> Bool {
    var hasDash = false
    for byte in bytes[line] {
      switch byte {
      case UInt8(ascii: "-"): hasDash = true
      case UInt8(ascii: "|"), UInt8(ascii: ":"), UInt8(ascii: " "), 0x09, 0x0A, 0x0D: break
      default: return false
      }
    }
    return hasDash
  }

  private static func lineStart(_ offset: Int, _ bytes: [UInt8]) -> Int {
    var start = min(offset, bytes.count)
    while start > 0, bytes[start - 1] != UInt8(ascii: "\n") { start -= 1 }
    return start
  }

  /// The first sign of a line that is a table's row; nil for any other.
  private func firstSign(_ line: Int, _ bytes: [UInt8]) -> Int? {
    if let first = openRows[line] { return first }
    var start = line
    while start < bytes.count, bytes[start] == UInt8(ascii: " ") || bytes[start] == 0x09 { start += 1 }
    return start < bytes.count && bytes[start] == UInt8(ascii: "|") ? start : nil
  }

  /// Counts the bars that separate cells: not escaped, and not inside a hole.
  private struct BarCounter {
    private(set) var count = 0
    private var depth = 0

    /// Goes over bytes, which do not begin or end behind a backslash, and calls `body` with the offset of each bar.
    mutating func pass(_ range: ByteRange, _ bytes: [UInt8], _ body: (Int) -> Void) {
      var offset = range.lowerBound
      while offset < range.upperBound {
        switch bytes[offset] {
        case UInt8(ascii: "\\"): offset += 1
        case UInt8(ascii: "{"): if depth > 0 || Self.isClosed(offset, bytes) { depth += 1 }
        case UInt8(ascii: "}"): depth = max(0, depth - 1)
        case UInt8(ascii: "|") where depth == 0:
          count += 1
          body(offset)
        default: break
        }
        offset += 1
      }
    }

    /// False where another hole begins, or the line ends, before the one at `offset` is closed.
    private static func isClosed(_ offset: Int, _ bytes: [UInt8]) -> Bool {
      for byte in bytes[(offset + 1)...] {
        switch byte {
        // A string may have holes of its own.
        case UInt8(ascii: "}"), UInt8(ascii: "\""), 0xE2: return true
        case UInt8(ascii: "{"), 0x0A: return false
        default: break
        }
      }
      return false
    }
  }
}
