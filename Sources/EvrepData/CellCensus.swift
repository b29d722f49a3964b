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
  /// The rows that end the file and hold nothing but a sentence, or a text behind a mark such as `*`, in the first column.
  private(set) var trailing: [String] = []
  private static let noteLimit = 256
  /// How many cells of the current row have content, and the first of them where all begin as notes do.
  private var filled = 0
  private var candidate: (column: Int, text: String)?

  init(_ columns: [ColumnCensus]) { self.columns = columns }

  mutating func beginRow() {
    endRow()
    rowCount += 1
  }

  /// Settles the last row.
  mutating func endRow() {
    if let candidate, NonDataRow.noteMark(candidate.text) != nil {
      if columns.count > 1 { note(candidate) }
    } else if let candidate, columns.count > 1 || NonDataRow.mayRefer(candidate.text) {
      noteTrailing(candidate.text)
    } else if filled > 0 {
      trailing = []
    }
    (filled, candidate) = (0, nil)
  }

  private mutating func noteTrailing(_ text: String) {
    if trailing.count < Self.noteLimit { trailing.append(text) }
  }

  private mutating func note(_ note: (column: Int, text: String)) {
    if notes.count < Self.noteLimit { notes.append(note) }
  }

  mutating func note(_ cell: Span<UInt8>, _ form: CellForm, column: Int) {
    guard columns[column].note(cell, form) else { return }
    filled += 1
    let isText = form == .untyped || form == .string
    let mayBeNote = isText && NonDataRow.mayBeNote(cell)
    // 填表人：… and 审核人：… may share a row.
    guard
      filled == 1 ? mayBeNote || isText && column == 0 && NonDataRow.mayBeSentence(cell) : candidate != nil && mayBeNote
    else {
      candidate = nil
      return
    }
    let text = cell.extracting(cell.rangeWithoutBlanks()).text
    let isNote = NonDataRow.noteMark(text) != nil
    if filled > 1 {
      if !isNote { candidate = nil }
    } else if isNote || NonDataRow.isMarked(text) {
      candidate = (column, text)
    }
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
    if !isLong, full == [0], columns.count > 1, NonDataRow.isMarked(texts[0]) || NonDataRow.isSentence(texts[0]) {
      endRow()
      return noteTrailing(texts[0])
    }
    if let column = full.first(where: { NonDataRow.isTotal(Array(texts[$0].utf8).span) }) {
      return columns[column].noteTotal(texts[column])
    }
    raggedRows += 1
  }
}
