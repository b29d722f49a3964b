import EvrepModel
import EvrepSource

/// The rows of a sheet on their way into a table: first those of the headers, then the data.
final class SheetTable: SheetRows {
  private let file: DataFile
  private let sheet: String
  private let merges: [MergedArea]
  private(set) var builder: TableBuilder
  /// The rows of the headers; nil until the first row with content says.
  private var headerRows: ClosedRange<Int>?
  /// The cells of the header rows so far.
  private var headerCells: [HeaderCell] = []
  private(set) var header: HeaderRow?
  /// The slot of each field; fields of one column share the first one's.
  private var fieldSlots: [Int] = []
  /// What was wrong with the headers, where the rows below are not read for it.
  private(set) var headerFaults: [Diagnostic]?
  /// The headers are none of the fields': the rows below are searched for them.
  private var isSearching = false
  /// The fields that have no column: the header of one in a row below says that the headers are not these.
  private var sought: [Field] = []
  private var title = TitleUnits()
  /// True when the sheet has more rows than the limit.
  private(set) var isOverfull = false
  /// The last content of each field that is filled downwards.
  private var filled: [(text: [UInt8], form: CellForm)?]

  /// How the numbers of each style are read, by field.
  private var formats: [FormatOfField: FormatReading] = [:]

  private struct FormatOfField: Hashable {
    let field: Int
    let style: Int
  }

  private struct HeaderCell {
    let row: Int
    let column: Int
    let text: String
  }

  init(
    _ file: DataFile, sheet: String, _ strings: SharedStrings, _ styles: CellStyles, startsIn1904: Bool,
    area: SheetArea, merges: [MergedArea]
  ) {
    self.file = file
    self.sheet = sheet
    self.merges = merges
    headerRows = file.schema.binding.headerRows?.value
    builder = TableBuilder(file)
    filled = file.schema.fields.map { _ in nil }
    super.init(strings, styles, startsIn1904: startsIn1904, area: area)
  }

  override func finishRow() {
    let rows = headerRows ?? row...row
    headerRows = rows
    if header != nil { return finishDataRow() }
    if isSearching { return search(below: rows.upperBound) }
    if row < rows.lowerBound { noteTitle() }
    guard row >= firstHeaderRow(rows) else { return }
    if row > rows.upperBound { return settleHeader() ? finishDataRow() : () }
    for (column, cell) in cells.enumerated() where cell.form != .null {
      let text = withText(cell) { $0.extracting($0.rangeWithoutBlanks()).text }
      if !text.isEmpty { headerCells.append(HeaderCell(row: row, column: column, text: text)) }
    }
  }

  // MARK: Headers

  /// The first row that headers stand in: merged cells may begin above the header rows.
  private func firstHeaderRow(_ rows: ClosedRange<Int>) -> Int {
    merges.filter { $0.top < rows.lowerBound && $0.bottom >= rows.lowerBound }.map(\.top).min() ?? rows.lowerBound
  }

  /// Matches the headers with the fields; false, and the reader stops, where one is missing.
  private func settleHeader() -> Bool {
    let rows = headerRows ?? 1...1
    var columns: [Int] = []
    var headers: [String] = []
    for column in 1...max(1, headerCells.map(\.column).max() ?? 1) {
      columns.append(column)
      headers.append(headerText(column, rows))
    }
    let places = zip(columns, headers).map { place(row: rows.upperBound, column: $0, header: $1, content: $1) }
    let whole = place(row: rows.upperBound, column: 0, header: "", content: headers.joined(separator: " | "))
    let header = HeaderRow(headers, places: places, row: whole, file: file, title: title)
    guard header.isUsable else {
      headerFaults = header.faults
      isSearching = header.columns.isEmpty
      if isSearching { search(below: rows.upperBound) } else { stop() }
      return false
    }
    self.header = header
    builder = TableBuilder(file, header)
    fieldSlots = header.columns.map { column in header.columns.firstIndex(of: column) ?? 0 }
    sought = header.missing.map { file.schema.fields[$0] }
    let others = sought.isEmpty ? [] : headers.indices.filter { !header.columns.contains($0) }
    want(columns: (header.columns + others).map { $0 + 1 })
    return true
  }

  /// The texts of the current row, from its first cell on.
  private var texts: [String] {
    cells.filter { $0.form != .null }.map { cell in withText(cell) { $0.extracting($0.rangeWithoutBlanks()).text } }
  }

  /// Looks whether the headers stand in the current row.
  private func search(below last: Int) {
    guard row > last else { return }
    if HeaderSearch(fields: file.schema.fields).accepts(texts) {
      headerFaults?[0].notes.insert(.headersInRow(row), at: 0)
      return stop()
    }
    if row >= last + HeaderSearch.rowLimit { stop() }
  }

  /// True, and the reader stops, where the current row has the header of a field that has no column.
  private func hasSoughtHeader(_ header: HeaderRow) -> Bool {
    guard !sought.isEmpty, builder.rowCount < HeaderSearch.rowLimit else { return false }
    let texts = texts
    let fields = sought.filter { field in texts.contains { $0.isSpelled(like: field.header) } }
    guard !fields.isEmpty else { return false }
    headerFaults = header.faults.map { fault in
      var fault = fault
      if let field = fields.first(where: { $0.place == fault.place }) {
        fault.notes.insert(.header(field.header, inRow: row), at: 0)
      }
      return fault
    }
    stop()
    return true
  }

  private func noteTitle() {
    for (column, cell) in cells.enumerated() where cell.form != .null {
      let text = withText(cell) { $0.extracting($0.rangeWithoutBlanks()).text }
      title.note(text, at: place(row: row, column: column, header: "", content: text), file.units)
    }
  }

  /// The header of a column: what stands in its cells of the header rows, from the top, or in the merged cells that reach
  /// over them.
  private func headerText(_ column: Int, _ rows: ClosedRange<Int>) -> String {
    var texts: [String] = []
    for row in rows {
      let (top, left) =
        merges.first { $0.contains(row: row, column: column) }.map { ($0.top, $0.left) } ?? (row, column)
      guard let cell = headerCells.first(where: { $0.row == top && $0.column == left }) else { continue }
      if texts.last != cell.text { texts.append(cell.text) }
    }
    return texts.joined(separator: " ")
  }

  // MARK: Data

  private func finishDataRow() {
    guard let header, !hasSoughtHeader(header) else { return }
    let fields = file.schema.fields
    if let skip = file.schema.binding.skip?.value {
      let isSkipped = skip.holds { field in withText(cell(field)) { $0.extracting($0.rangeWithoutBlanks()).text } }
      if isSkipped { return }
    }
    guard !builder.isFull else {
      isOverfull = true
      return stop()
    }
    builder.beginRow(number: row)
    for field in fields.indices {
      let cell = cell(field)
      if cell.style >= 0, cell.form == .untyped || cell.form == .number, appendShown(cell, field: field, header) {
        continue
      }
      if fields[field].isFilled, appendFilled(cell, field: field) { continue }
      let problem = withText(cell) { builder.append($0, cell.form, field: field) }
      if let problem { report(problem, cell, field: field, header) }
    }
  }

  /// Appends a number whose format shows it divided by thousands in the field's unit; false where it is read as it is
  /// stored. A format that does not agree with the field is reported once.
  private func appendShown(_ cell: SheetCell, field: Int, _ header: HeaderRow) -> Bool {
    guard let shown = styles.shown(cell.style) else { return false }
    let key = FormatOfField(field: field, style: cell.style)
    let reading: FormatReading
    if let known = formats[key] {
      reading = known
    } else {
      let text = header.headers[header.columns[field]]
      reading = FormatReading(shown, file.schema.fields[field], header: text, title: title, file.units)
      formats[key] = reading
      file.probe?.note(reading, field: field)
      if reading.shift == nil, !header.doubtful.contains(field) {
        let place = place(ofField: field, header)
        builder.report(.numberFormat, field: field) {
          .numberFormat(shown, reading, file.schema.fields[field], at: place)
        }
      }
    }
    guard let shift = reading.shift, shift > 0 else { return false }
    let text = withText(cell) { SheetNumber($0, rounds: false)?.text(shiftedBy: -shift) }
    guard let text else { return false }
    if let problem = builder.append(text.span, .number, field: field) { report(problem, cell, field: field, header) }
    return true
  }

  @inline(__always)
  private func cell(_ field: Int) -> SheetCell { cells[fieldSlots[field]] }

  /// Appends the content that a blank cell has from the one above; false where it has its own, or there is none.
  private func appendFilled(_ cell: SheetCell, field: Int) -> Bool {
    if cell.form == .fault { return false }
    let text = withText(cell) { $0.withUnsafeBufferPointer { Array($0) } }
    guard text.span.rangeWithoutBlanks().isEmpty else {
      filled[field] = (text, cell.form)
      return false
    }
    guard let (text, form) = filled[field] else { return false }
    let problem = builder.append(text.span, form, field: field)
    if let problem, let header { report(problem, cell, field: field, header) }
    return true
  }

  private func report(_ problem: CellProblem, _ cell: SheetCell, field: Int, _ header: HeaderRow) {
    let place = place(ofField: field, header)
    if cell.isUnevaluated {
      builder.report(.formulaWithoutValue, field: field) { .formulaWithoutValue(file.schema.fields[field], at: place) }
    } else {
      builder.report(problem, field: field, form: cell.form, at: place) { self.place(ofField: $0, header) }
    }
  }

  /// The place of a field's cell in the current row.
  private func place(ofField field: Int, _ header: HeaderRow) -> Place {
    let column = header.columns[field]
    let content = withText(cell(field)) { $0.extracting(0..<min($0.count, 1 << 12)).text }
    return place(row: row, column: column + 1, header: header.headers[column], content: content)
  }

  private func place(row: Int, column: Int, header: String, content: String) -> Place {
    file.place(row: row, column: column, header: header, content: content, in: .sheet(sheet))
  }

  /// True where a field has no column, or not a fitting one.
  var hasHeaderFaults: Bool { headerFaults != nil || header?.faults.isEmpty == false }

  /// Settles what is left at the sheet's end; false where there is no header row.
  func finishSheet() -> Bool {
    guard header == nil, headerFaults == nil, !isOutOfOrder else { return true }
    guard !headerCells.isEmpty else { return false }
    _ = settleHeader()
    return true
  }
}

/// Cells that are shown as one: the content is that of the first.
struct MergedArea {
  let top: Int
  let left: Int
  let bottom: Int
  let right: Int

  func contains(row: Int, column: Int) -> Bool {
    row >= top && row <= bottom && column >= left && column <= right
  }
}

/// The merged cells of a sheet, which its part names behind all cells.
final class MergedCells: XMLVisitor {
  /// Only those that reach into the rows up to this one are kept.
  private let lastRow: Int
  private(set) var areas: [MergedArea] = []

  init(upTo lastRow: Int) { self.lastRow = lastRow }

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    guard name == XMLName("mergeCell"), let reference = attributes[XMLName("ref")],
      case .cells(let columns?, let rows?) = SheetRange(reference), rows.lowerBound <= lastRow
    else { return }
    areas.append(
      MergedArea(top: rows.lowerBound, left: columns.lowerBound, bottom: rows.upperBound, right: columns.upperBound))
  }
}
