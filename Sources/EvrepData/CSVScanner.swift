import EvrepSource

/// Where the content of one cell stands: between its quotes, if it has any.
struct CSVCell {
  let start: Int
  let end: Int
  /// True when the content has quotes in it, each written as two.
  let hasDoubledQuotes: Bool

  var range: ByteRange { start..<end }
}

/// Why a record cannot be split into cells.
enum CSVFault {
  /// The quote at `offset` is never closed.
  case unclosedQuote(offset: Int)
  /// A quoted cell is followed by something else than a delimiter or a line end.
  case textAfterQuote(offset: Int)
}

/// One record, as the scanner leaves it.
struct CSVRecord {
  /// The first cells, as many as were asked for; behind them may stand cells of a longer record before this one.
  private var cells: [CSVCell] = []
  /// How many cells the record has.
  private(set) var count = 0
  /// The end of the record, its line end not included.
  fileprivate(set) var end = 0

  /// The cell of a column, from 0, which is below `count` and was asked for.
  @inline(__always)
  subscript(_ column: Int) -> CSVCell { cells[column] }

  fileprivate mutating func clear() { count = 0 }

  @inline(__always)
  fileprivate mutating func append(_ cell: CSVCell, keeping most: Int) {
    if count < cells.count { cells[count] = cell } else if count < most { cells.append(cell) }
    count += 1
  }
}

/// Splits a file into records after RFC 4180, with the liberties that spreadsheets take.
///
/// A line ends with CR, LF or both. A quote that does not begin a cell is text. Blanks after a closing quote are passed over.
struct CSVScanner {
  let delimiter: UInt8
  /// The end of the last record that is not blank.
  let end: Int

  private static let quote = UInt8(ascii: "\"")
  private static let carriageReturn = UInt8(ascii: "\r")
  private static let lineFeed = UInt8(ascii: "\n")

  /// Leaves out the last lines that hold nothing but blanks and delimiters: a spreadsheet writes them for emptied rows.
  init(_ bytes: Span<UInt8>, delimiter: UInt8) {
    self.delimiter = delimiter
    var end = bytes.count
    while end > 0, Self.isFiller(bytes[end - 1], delimiter) { end -= 1 }
    guard end > 0 else {
      self.end = 0
      return
    }
    while end < bytes.count, bytes[end] != Self.lineFeed, bytes[end] != Self.carriageReturn { end += 1 }
    self.end = end
  }

  private static func isFiller(_ byte: UInt8, _ delimiter: UInt8) -> Bool {
    byte == delimiter || byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == lineFeed
      || byte == carriageReturn
  }

  /// Splits the record at `start`, which lies before `end`.
  ///
  /// - Parameter most: how many cells are kept; the rest are counted only.
  /// - Returns: the start of the next record, past the line end, and what is wrong with this one.
  @inline(__always)
  func scan(_ bytes: Span<UInt8>, from start: Int, keeping most: Int, into record: inout CSVRecord)
    -> (next: Int, fault: CSVFault?)
  {
    record.clear()
    var offset = start
    while true {
      if offset < end, bytes[offset] == Self.quote {
        let open = offset
        guard let cell = quotedCell(bytes, from: open) else { return (end, .unclosedQuote(offset: open)) }
        record.append(cell, keeping: most)
        offset = cell.end + 1
        while offset < end, isBlank(bytes[offset]) { offset += 1 }
        guard offset == end || endsCell(bytes[offset]) else { return (end, .textAfterQuote(offset: offset)) }
      } else {
        let cellStart = offset
        offset = endOfPlainCell(bytes, from: offset)
        record.append(CSVCell(start: cellStart, end: offset, hasDoubledQuotes: false), keeping: most)
      }
      if offset < end, bytes[offset] == delimiter {
        offset += 1
        continue
      }
      record.end = offset
      return (afterLineEnd(bytes, offset), nil)
    }
  }

  /// The cell whose opening quote is at `open`, or nil if it has no closing one.
  private func quotedCell(_ bytes: Span<UInt8>, from open: Int) -> CSVCell? {
    var offset = open + 1
    var doubled = false
    while true {
      let close = bytes.firstOffset(of: Self.quote, from: offset, to: end)
      guard close < end else { return nil }
      guard close + 1 < end, bytes[close + 1] == Self.quote else {
        return CSVCell(start: open + 1, end: close, hasDoubledQuotes: doubled)
      }
      doubled = true
      offset = close + 2
    }
  }

  @inline(__always)
  private func endOfPlainCell(_ bytes: Span<UInt8>, from start: Int) -> Int {
    var offset = start
    while true {
      // Both line ends lie below 0E, with little else that a text has in it.
      offset = bytes.firstOffset(below: 0x0E, or: delimiter, from: offset, to: end)
      if offset >= end || endsCell(bytes[offset]) { return offset }
      offset += 1
    }
  }

  private func afterLineEnd(_ bytes: Span<UInt8>, _ offset: Int) -> Int {
    guard offset < end else { return end }
    let isPair = bytes[offset] == Self.carriageReturn && offset + 1 < end && bytes[offset + 1] == Self.lineFeed
    return offset + (isPair ? 2 : 1)
  }

  @inline(__always)
  private func endsCell(_ byte: UInt8) -> Bool {
    byte == delimiter || byte == Self.lineFeed || byte == Self.carriageReturn
  }

  private func isBlank(_ byte: UInt8) -> Bool {
    byte != delimiter && (byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t"))
  }

  /// The content of a cell with its doubled quotes made single; O(bytes).
  static func unquoted(_ content: Span<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(content.count)
    var offset = 0
    while offset < content.count {
      result.append(content[offset])
      offset += content[offset] == quote ? 2 : 1
    }
    return result
  }
}
