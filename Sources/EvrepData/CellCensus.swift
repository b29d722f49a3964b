/// What the cells of a file are, counted in one reading without keeping them.
struct CellCensus {
  private(set) var columns: [ColumnCensus]
  private(set) var rowCount = 0
  /// Records without content between rows, which every field is optional to pass over.
  private(set) var blankRecords = 0
  /// Records with another number of cells than the headers that are data, as far as they say.
  private(set) var raggedRows = 0
  /// The rows that hold nothing but a note: the column and the text of each.
  private(set) var notes: [(column: Int, text: String)] = []
  private static let noteLimit = 256
  /// How many cells of the current row have content, and the first of them where it begins as a note does.
  private var filled = 0
  private var candidate: (column: Int, text: String)?

  init(_ columns: [ColumnCensus]) { self.columns = columns }

  mutating func beginRow() {
    endRow()
    rowCount += 1
  }

  /// Settles the last row.
  mutating func endRow() {
    if filled == 1, columns.count > 1, let candidate { note(candidate) }
    (filled, candidate) = (0, nil)
  }

  private mutating func note(_ note: (column: Int, text: String)) {
    if notes.count < Self.noteLimit { notes.append(note) }
  }

  mutating func note(_ cell: Span<UInt8>, _ form: CellForm, column: Int) {
    guard columns[column].note(cell, form) else { return }
    filled += 1
    guard filled == 1, form == .untyped || form == .string, NonDataRow.mayBeNote(cell) else {
      candidate = nil
      return
    }
    let text = cell.extracting(cell.rangeWithoutBlanks()).text
    if NonDataRow.noteMark(text) != nil { candidate = (column, text) }
  }

  mutating func noteMissing(column: Int) { columns[column].noteMissing() }

  mutating func noteBlankRecord() { blankRecords += 1 }

  /// Counts a record of another width, which may be a note or totals all the same.
  ///
  /// - Parameter text: that of a column's cell, blanks around it taken away.
  mutating func noteRagged(isLong: Bool, _ text: (_ column: Int) -> String) {
    let texts = columns.indices.map(text)
    let full = texts.indices.filter { !texts[$0].isEmpty }
    if !isLong, full.count == 1, columns.count > 1, NonDataRow.noteMark(texts[full[0]]) != nil {
      return note((full[0], texts[full[0]]))
    }
    if let column = full.first(where: { NonDataRow.isTotal(Array(texts[$0].utf8).span) }) {
      return columns[column].noteTotal(texts[column])
    }
    raggedRows += 1
  }
}
