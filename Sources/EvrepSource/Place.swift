/// What the cells of a file that is no text stand in.
package enum CellContainer: Hashable, Sendable {
  case sheet(String)
  case table(String)
  /// The rows that a query selects.
  case query
}

/// A cell of a data file, as the program that made the file shows it. A class, so that the places of sources, which
/// have none, stay small.
package final class CellAddress: Hashable, Sendable {
  /// The row, from 1, the header row included; a JSON element's number, from 1; a table's rowid; a query's row, from 1.
  package let row: Int
  /// The column, from 1; 0 for a whole row.
  package let column: Int
  /// The column's header, or the key.
  package let header: String
  /// The cell's content as it stands in the file; of a file that is no text, as it was read.
  package let content: String
  /// What the cell stands in; nil in a text file.
  package let container: CellContainer?

  package init(row: Int, column: Int, header: String, content: String, container: CellContainer? = nil) {
    self.container = container
    self.row = row
    self.column = column
    self.header = header
    self.content = content
  }

  package static func == (left: CellAddress, right: CellAddress) -> Bool {
    left.row == right.row && left.column == right.column && left.header == right.header && left.content == right.content
      && left.container == right.container
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

  /// True where all of `other` lies in this place.
  package func contains(_ other: Place) -> Bool {
    file == other.file && range.lowerBound <= other.range.lowerBound && other.range.upperBound <= range.upperBound
  }
}

extension CellAddress {
  /// The column as spreadsheets name it: A … Z, AA …; empty for a whole row.
  package var columnLetters: String { Self.letters(column) }

  /// A number as spreadsheets name a column: 1 is A, 27 is AA; empty for 0.
  package static func letters(_ column: Int) -> String {
    var (rest, letters) = (column, "")
    while rest > 0 {
      rest -= 1
      letters = String(UnicodeScalar(UInt8(ascii: "A") + UInt8(rest % 26))) + letters
      rest /= 26
    }
    return letters
  }

  /// The sheet that the cell stands in, if it does in one.
  package var sheet: String? {
    if case .sheet(let name) = container { name } else { nil }
  }

  /// The table of a database that the cell stands in, if it does in one.
  package var table: String? {
    if case .table(let name) = container { name } else { nil }
  }
}
