import EvrepModel
import EvrepSource

/// Reads comma- or tab-separated values.
///
/// - Parameter delimiter: what parts cells where neither the declaration nor the file says so.
func readCSV(_ file: DataFile, delimiter: UInt8) -> (table: Table?, diagnostics: [Diagnostic]) {
  let dialect = CSVDialect(file, delimiter: delimiter)
  let scanner = CSVScanner(file.bytes.span, delimiter: dialect.delimiter)
  guard scanner.end > dialect.start else { return (nil, [.emptyFile(file)]) }
  var diagnostics: [Diagnostic] = []
  guard let header = CSVHeader(file, scanner, dialect, &diagnostics) else { return (nil, diagnostics) }
  guard header.row.isUsable else { return (nil, header.row.faults) }
  return CSVRows(file: file, scanner: scanner, header: header, skip: file.schema.binding.skip?.value).read()
}

/// The records below the headers.
private struct CSVRows {
  let file: DataFile
  let scanner: CSVScanner
  let header: CSVHeader
  let skip: RowCondition?

  /// What has been read.
  private struct Progress {
    var builder: TableBuilder
    var skipped = SkippedRows()
    /// How many more rows are tried with a delimiter fewer.
    var joints = 100

    var rows: Int { builder.rowCount + skipped.count }
  }

  private var width: Int { header.row.headers.count }

  func read() -> (table: Table?, diagnostics: [Diagnostic]) {
    let bytes = file.bytes.span
    var progress = Progress(builder: TableBuilder(file, header.row))
    var record = CSVRecord()
    var offset = header.end
    // Where a field has to have a value, an empty record is reported as one without.
    let passesBlank = width > 1 && file.schema.fields.allSatisfy { $0.type.isOptional }
    while offset < scanner.end {
      let (next, fault) = scanner.scan(bytes, from: offset, keeping: width + 1, into: &record)
      if let fault {
        return progress.builder.abandoned(.malformed(file, fault, row: header.lastRow + progress.rows + 1))
      }
      guard !progress.builder.isFull else {
        return progress.builder.abandoned(.tooManyRows(file, at: offset..<record.end))
      }
      if passesBlank, isBlank(offset..<record.end) {
        progress.builder.noteBlankRecord()
        progress.skipped.skip(after: progress.builder.rowCount)
      } else if let skip, isSkipped(record, skip) {
        progress.skipped.skip(after: progress.builder.rowCount)
      } else if record.count == width || isOnlyPadded(record) {
        progress.builder.beginRow(at: offset)
        if record.count != width {
          progress.builder.notePadded()
          appendPadded(record, &progress)
        } else {
          for field in header.row.columns.indices { appendCell(record, field, &progress) }
        }
      } else {
        progress.builder.beginRow(at: offset)
        reportRaggedRow(record, &progress)
        progress.builder.appendUnreadable()
      }
      assert(next > offset, "a record takes at least a byte")
      offset = next
    }
    let offsets = progress.builder.rowOffsets
    let places = CSVPlaces(file: file, scanner: scanner, header: header, skipped: progress.skipped, offsets: offsets)
    return progress.builder.finish { row, field in places.place(row, field) }
  }

  /// Appends a row that is longer than the headers by empty cells: where its cells fit with one delimiter fewer, a text had
  /// to be in quotes.
  private func appendPadded(_ record: CSVRecord, _ progress: inout Progress) {
    var problems: [(field: Int, problem: CellProblem)] = []
    for field in header.row.columns.indices {
      if let problem = append(record, field, &progress) { problems.append((field, problem)) }
    }
    guard !problems.isEmpty else { return }
    if progress.joints > 0 {
      progress.joints -= 1
      if let joint = unquotedText(in: record, row: header.lastRow + progress.rows) {
        return reportRaggedRow(record, &progress, joint: joint)
      }
    }
    for (field, problem) in problems { report(problem, record, field, &progress) }
  }

  /// The two cells of a row that are one text with a delimiter in it, as all cells fit then; nil where there are no such.
  private func unquotedText(in record: CSVRecord, row: Int) -> Place? {
    let columns = header.row.columns
    guard width <= 64, record.count > width, file.probe == nil else { return nil }
    func fits(joining joint: Int) -> Bool {
      guard record[joint].end + 1 == record[joint + 1].start, !record[joint].range.isEmpty else { return false }
      return columns.indices.allSatisfy { field in
        if file.lost.contains(field) || header.row.lost.contains(field) { return true }
        var builder = ColumnBuilder(file.schema.fields[field], allowsControls: false)
        let column = columns[field]
        let start = record[column > joint ? column + 1 : column].start
        let end = record[column >= joint ? column + 1 : column].end
        let content = file.bytes.span.extracting(start..<end)
        return builder.append(content, .untyped, lengthLimit: file.limits.cellLength) == nil
      }
    }
    let joints = (0..<width).filter(fits)
    // A blank stands behind a comma in a text, and behind none between cells.
    let joint = joints.first { file.bytes[record[$0 + 1].range].first == 0x20 } ?? joints.first
    return joint.map { joint in
      file.place(
        record[joint].start..<record[joint + 1].end, row: row, column: joint + 1, header: header.row.headers[joint])
    }
  }

  @inline(__always)
  private func appendCell(_ record: CSVRecord, _ field: Int, _ progress: inout Progress) {
    if let problem = append(record, field, &progress) { report(problem, record, field, &progress) }
  }

  @inline(__always)
  private func append(_ record: CSVRecord, _ field: Int, _ progress: inout Progress) -> CellProblem? {
    let cell = record[header.row.columns[field]]
    let content = file.bytes.span.extracting(cell.range)
    if cell.hasDoubledQuotes {
      return progress.builder.append(CSVScanner.unquoted(content).span, .untyped, field: field)
    }
    return progress.builder.append(content, .untyped, field: field)
  }

  private func report(_ problem: CellProblem, _ record: CSVRecord, _ field: Int, _ progress: inout Progress) {
    let row = header.lastRow + progress.rows
    progress.builder.report(problem, field: field, form: .untyped, at: place(record, field, row: row)) {
      place(record, $0, row: row)
    }
  }

  /// The place of a field's cell in the record, which may be too short to have it.
  private func place(_ record: CSVRecord, _ field: Int, row: Int) -> Place {
    let column = header.row.columns[field]
    let range = column < record.count ? record[column].range : record.end..<record.end
    return file.place(range, row: row, column: column + 1, header: header.row.headers[column])
  }

  /// True for a row that is longer than the header row by empty cells alone, as a spreadsheet pads rows.
  private func isOnlyPadded(_ record: CSVRecord) -> Bool {
    guard record.count > width else { return false }
    let bytes = file.bytes.span
    return (record[width].start..<record.end).allSatisfy { bytes[$0] == scanner.delimiter || bytes[$0] == 0x20 }
  }

  /// True for a record of blanks and delimiters, which is none: a line that was left empty.
  private func isBlank(_ record: Range<Int>) -> Bool {
    let bytes = file.bytes.span
    return record.allSatisfy { offset in
      let byte = bytes[offset]
      return byte == scanner.delimiter || byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A
    }
  }

  /// Reports the first cell too many, or the place at the record's end where the first missing one should stand.
  ///
  /// - Parameter joint: the cells that are one text, where that is known.
  private func reportRaggedRow(_ record: CSVRecord, _ progress: inout Progress, joint: Place? = nil) {
    let isLong = record.count > width
    let column = isLong ? width : record.count
    let range = isLong ? record[width].start..<record.end : record.end..<record.end
    let place = file.place(
      range, row: header.lastRow + progress.rows, column: column + 1,
      header: isLong ? "" : header.row.headers[column])
    let row = header.lastRow + progress.rows
    var joint = joint
    if joint == nil, record.count == width + 1, progress.joints > 0 {
      progress.joints -= 1
      joint = unquotedText(in: record, row: header.lastRow + progress.rows)
    }
    progress.builder.reportRaggedRow(found: record.count, expected: width, at: place, joint: joint) {
      self.place(record, $0, row: row)
    }
  }

  /// Decides on the texts of the cells, since a row of totals holds what the schema does not allow.
  private func isSkipped(_ record: CSVRecord, _ condition: RowCondition) -> Bool {
    condition.holds { field in
      let column = header.row.columns[field]
      return column < record.count ? file.bytes.span.cellText(record[column]) : ""
    }
  }
}

/// Finds the cells of a table that was read again.
private struct CSVPlaces: Sendable {
  let file: DataFile
  let scanner: CSVScanner
  let header: CSVHeader
  let skipped: SkippedRows
  let offsets: [Int]

  /// The place of a cell; an empty one at the file's start if there is no such cell.
  func place(_ row: Int, _ field: Int) -> Place {
    guard row < offsets.count, header.row.columns.indices.contains(field) else { return file.place(0..<0) }
    let column = header.row.columns[field]
    var record = CSVRecord()
    _ = scanner.scan(file.bytes.span, from: offsets[row], keeping: column + 1, into: &record)
    guard column < record.count else { return file.place(0..<0) }
    let number = header.lastRow + row + 1 + skipped.count(above: row)
    return file.place(record[column].range, row: number, column: column + 1, header: header.row.headers[column])
  }
}
