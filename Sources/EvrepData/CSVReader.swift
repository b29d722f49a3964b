import EvrepModel
import EvrepSource

/// Reads comma- or tab-separated values: the first record holds the headers.
func readCSV(_ file: DataFile, delimiter: UInt8) -> (table: Table?, diagnostics: [Diagnostic]) {
  let bytes = file.bytes.span
  let scanner = CSVScanner(bytes, delimiter: delimiter)
  guard scanner.end > 0 else { return (nil, [.emptyFile(file)]) }
  var record = CSVRecord()
  let (firstRow, fault) = scanner.scan(bytes, from: 0, keeping: file.limits.columns, into: &record)
  if let fault { return (nil, [.malformed(file, fault, row: 1)]) }
  guard record.count <= file.limits.columns else {
    return (nil, [.tooManyColumns(file, found: record.count, at: file.place(0..<record.end))])
  }
  var diagnostics: [Diagnostic] = []
  let header = headerRow(file, record, &diagnostics)
  guard diagnostics.isEmpty else { return (nil, diagnostics) }
  return readRows(file, scanner, header, from: firstRow)
}

private func headerRow(_ file: DataFile, _ record: CSVRecord, _ diagnostics: inout [Diagnostic]) -> HeaderRow {
  let bytes = file.bytes.span
  var headers: [String] = []
  var places: [Place] = []
  for column in 0..<record.count {
    let cell = record[column]
    let content = bytes.extracting(cell.range)
    let header: String
    if cell.hasDoubledQuotes {
      let unquoted = CSVScanner.unquoted(content)
      header = unquoted.span.extracting(unquoted.span.rangeWithoutBlanks()).text
    } else {
      header = content.extracting(content.rangeWithoutBlanks()).text
    }
    headers.append(header)
    places.append(file.place(cell.range, row: 1, column: column + 1, header: header))
  }
  let row = file.place(0..<record.end)
  return HeaderRow(headers, places: places, row: row, file: file, diagnostics: &diagnostics)
}

/// Reads the records from byte `start` on.
private func readRows(_ file: DataFile, _ scanner: CSVScanner, _ header: HeaderRow, from start: Int)
  -> (table: Table?, diagnostics: [Diagnostic])
{
  let bytes = file.bytes.span
  let width = header.headers.count
  var builder = TableBuilder(file)
  var record = CSVRecord()
  var offset = start
  while offset < scanner.end {
    let (next, fault) = scanner.scan(bytes, from: offset, keeping: width + 1, into: &record)
    if let fault { return builder.abandoned(.malformed(file, fault, row: builder.rowCount + 2)) }
    guard !builder.isFull else { return builder.abandoned(.tooManyRows(file, at: offset..<record.end)) }
    if record.count == width {
      builder.beginRow(at: offset)
      for field in header.columns.indices {
        appendCell(file, record[header.columns[field]], header, field: field, &builder)
      }
    } else {
      reportRaggedRow(file, record, header, &builder)
      builder.appendUnreadableRow(at: offset)
    }
    assert(next > offset, "a record takes at least a byte")
    offset = next
  }
  let offsets = builder.rowOffsets
  return builder.finish { row, field in
    place(file, scanner, header, record: row < offsets.count ? offsets[row] : nil, row: row, field: field)
  }
}

@inline(__always)
private func appendCell(
  _ file: DataFile, _ cell: CSVCell, _ header: HeaderRow, field: Int, _ builder: inout TableBuilder
) {
  let content = file.bytes.span.extracting(cell.range)
  let problem: CellProblem?
  if cell.hasDoubledQuotes {
    problem = builder.append(CSVScanner.unquoted(content).span, .untyped, field: field)
  } else {
    problem = builder.append(content, .untyped, field: field)
  }
  guard let problem else { return }
  let column = header.columns[field]
  let place = file.place(
    cell.range, row: builder.rowCount + 1, column: column + 1, header: header.headers[column])
  builder.report(problem, field: field, form: .untyped, at: place)
}

/// Reports the first cell too many, or the place at the record's end where the first missing one should stand.
private func reportRaggedRow(
  _ file: DataFile, _ record: CSVRecord, _ header: HeaderRow, _ builder: inout TableBuilder
) {
  let width = header.headers.count
  let isLong = record.count > width
  let column = isLong ? width : record.count
  let range = isLong ? record[width].start..<record.end : record.end..<record.end
  let place = file.place(
    range, row: builder.rowCount + 2, column: column + 1, header: isLong ? "" : header.headers[column])
  builder.reportRaggedRow(found: record.count, expected: width, at: place)
}

/// The place of a cell of a table that was read without a fault; an empty one at the file's start if there is no such cell.
private func place(
  _ file: DataFile, _ scanner: CSVScanner, _ header: HeaderRow, record start: Int?, row: Int, field: Int
) -> Place {
  guard let start, header.columns.indices.contains(field) else { return file.place(0..<0) }
  let column = header.columns[field]
  var record = CSVRecord()
  _ = scanner.scan(file.bytes.span, from: start, keeping: column + 1, into: &record)
  guard column < record.count else { return file.place(0..<0) }
  return file.place(record[column].range, row: row + 2, column: column + 1, header: header.headers[column])
}
