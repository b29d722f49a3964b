import EvrepSource

/// Finds the header cell above a hole in a Markdown table. Holes are asked for in order, so each row is read once.
struct TableHeaders {
  /// The rows that are known to belong to the last table, and its header line.
  private var known: (header: ByteRange, rows: ByteRange)?
  /// The line of the hole that was asked for last, up to that hole.
  private var line = 0..<0

  /// The start of the line that holds `offset`, searched back to the last hole at most.
  private mutating func lineStart(_ offset: Int, _ bytes: [UInt8]) -> Int {
    var start = min(offset, bytes.count)
    let floor = line.upperBound <= start ? line.upperBound : 0
    while start > floor, bytes[start - 1] != UInt8(ascii: "\n") { start -= 1 }
    if start == floor && floor > 0 { start = line.lowerBound }
    line = start..<max(start, offset)
    return start
  }

  /// The header's cell over the column of byte `offset`; nil outside a table.
  mutating func headerCell(at offset: Int, in bytes: [UInt8]) -> ByteRange? {
    let start = lineStart(offset, bytes)
    guard Self.firstByte(start, bytes) == UInt8(ascii: "|"), let header = header(above: start, in: bytes) else {
      return nil
    }
    let column = Self.bars(in: start..<offset, bytes).count
    let bars = Self.bars(in: header, bytes)
    guard column > 0, column <= bars.count else { return nil }
    let end = column < bars.count ? bars[column] : header.upperBound
    return bars[column - 1] + 1..<end
  }

  /// The line above the delimiter row of the table that the row at `line` belongs to. Fences between rows are passed.
  private mutating func header(above line: Int, in bytes: [UInt8]) -> ByteRange? {
    var current = line
    while current > 0 {
      let previous = Self.lineStart(current - 1, bytes)
      if let known, known.rows.contains(previous) {
        self.known = (known.header, known.rows.lowerBound..<line + 1)
        return known.header
      }
      let first = Self.firstByte(previous, bytes)
      if first == UInt8(ascii: "|") {
        if Self.isDelimiterRow(previous..<current, bytes) {
          guard previous > 0 else { return nil }
          let header = Self.lineStart(previous - 1, bytes)..<previous - 1
          known = (header, previous..<line + 1)
          return header
        }
      } else if !Self.beginsWithColon(previous, bytes) {
        return nil
      }
      current = previous
    }
    return nil
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

  /// The first byte of the line that is no blank.
  private static func firstByte(_ start: Int, _ bytes: [UInt8]) -> UInt8? {
    var start = start
    while start < bytes.count, bytes[start] == UInt8(ascii: " ") || bytes[start] == 0x09 { start += 1 }
    return start < bytes.count ? bytes[start] : nil
  }

  /// The bars that separate cells: not escaped, and not inside a hole.
  private static func bars(in range: ByteRange, _ bytes: [UInt8]) -> [Int] {
    var bars: [Int] = []
    var depth = 0
    var offset = range.lowerBound
    while offset < range.upperBound {
      switch bytes[offset] {
      case UInt8(ascii: "\\"): offset += 1
      case UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "}"): depth = max(0, depth - 1)
      case UInt8(ascii: "|") where depth == 0: bars.append(offset)
      default: break
      }
      offset += 1
    }
    return bars
  }
}
