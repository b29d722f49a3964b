/// A cell of a data file, as the program that made the file shows it. A class, so that the places of sources, which
/// have none, stay small.
package final class CellAddress: Hashable, Sendable {
  /// The row, from 1, the header row included; a JSON element's number, from 1.
  package let row: Int
  /// The column, from 1.
  package let column: Int
  /// The column's header, or the key.
  package let header: String
  /// The cell's content as it stands in the file.
  package let content: String

  package init(row: Int, column: Int, header: String, content: String) {
    self.row = row
    self.column = column
    self.header = header
    self.content = content
  }

  /// The column as spreadsheets name it: A … Z, AA …
  package var columnLetters: String {
    var letters: [UInt8] = []
    var rest = max(column, 1)
    while rest > 0 {
      letters.insert(UInt8(ascii: "A") + UInt8(truncatingIfNeeded: (rest - 1) % 26), at: 0)
      rest = (rest - 1) / 26
    }
    return String(decoding: letters, as: UTF8.self)
  }

  package static func == (left: CellAddress, right: CellAddress) -> Bool {
    left.row == right.row && left.column == right.column && left.header == right.header && left.content == right.content
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(row)
    hasher.combine(column)
  }
}

/// What a message points at: bytes of a file and, in a data file, the cell that they are.
package struct Place: Hashable, Sendable {
  package let file: FileID
  package let range: ByteRange
  package let cell: CellAddress?

  package init(_ file: FileID, _ range: ByteRange, cell: CellAddress? = nil) {
    self.file = file
    self.range = range
    self.cell = cell
  }
}
