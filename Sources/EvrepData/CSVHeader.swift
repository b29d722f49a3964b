import EvrepModel
import EvrepSource

/// The header rows of a file of separated values.
struct CSVHeader: Sendable {
  let row: HeaderRow
  /// The number of the last header row, from 1.
  let lastRow: Int
  /// The first byte behind it.
  let end: Int

  /// Reads the header rows; what stands above them is passed over. Nil, reported, where they cannot be read.
  init?(_ file: DataFile, _ scanner: CSVScanner, _ dialect: CSVDialect, _ diagnostics: inout [Diagnostic]) {
    let bytes = file.bytes.span
    var record = CSVRecord()
    var offset = dialect.start
    var levels: [[String]] = []
    var places: [Place] = []
    var start = offset
    var title = TitleUnits()
    for number in 1...dialect.headerRows.upperBound {
      guard offset < scanner.end else {
        diagnostics.append(.headerBelowEnd(file, dialect.headerRows.upperBound, rows: number - 1))
        return nil
      }
      let (next, fault) = scanner.scan(bytes, from: offset, keeping: file.limits.columns, into: &record)
      if let fault {
        diagnostics.append(.malformed(file, fault, row: number))
        return nil
      }
      if number == dialect.headerRows.lowerBound { start = offset }
      if number < dialect.headerRows.lowerBound {
        for column in 0..<min(record.count, file.limits.columns) {
          let text = bytes.cellText(record[column])
          title.note(
            text, at: file.place(record[column].range, row: number, column: column + 1, header: ""), file.units)
        }
      }
      if number >= dialect.headerRows.lowerBound {
        guard record.count <= file.limits.columns else {
          diagnostics.append(.tooManyColumns(file, found: record.count, at: file.place(offset..<record.end)))
          return nil
        }
        let texts = (0..<record.count).map { bytes.cellText(record[$0]) }
        if let nul = (offset..<record.end).first(where: { bytes[$0] == 0 }) {
          diagnostics.append(.notText(file, at: nul))
          return nil
        }
        levels.append(texts)
        places = (0..<record.count).map { column in
          file.place(record[column].range, row: number, column: column + 1, header: texts[column])
        }
      }
      offset = next
    }
    lastRow = dialect.headerRows.upperBound
    end = offset
    let headers = HeaderRow.joined(levels)
    while places.count < headers.count { places.append(file.place(record.end..<record.end)) }
    let missing = CSVHints(file: file, scanner: scanner, dialect: dialect)
    row = HeaderRow(
      headers, places: places, row: file.place(start..<record.end), file: file, title: title,
      reason: { missing.reason(headers) }
    ) { missing.notes(for: $0, headers: headers) }
  }
}

extension Span where Element == UInt8 {
  /// The text of a cell, blanks around it taken away and doubled quotes made single.
  func cellText(_ cell: CSVCell) -> String {
    let content = extracting(cell.range)
    guard cell.hasDoubledQuotes else { return content.extracting(content.rangeWithoutBlanks()).text }
    let unquoted = CSVScanner.unquoted(content)
    return unquoted.span.extracting(unquoted.span.rangeWithoutBlanks()).text
  }
}

/// Why a column may not be found where the declaration looks for it.
struct CSVHints {
  let file: DataFile
  let scanner: CSVScanner
  let dialect: CSVDialect

  /// Why none of the fields has a column.
  func reason(_ headers: [String]) -> Message? {
    if let delimiter = delimiter(headers) { return delimiter }
    let search = HeaderSearch(fields: file.schema.fields)
    return row(where: search.accepts).map(Message.headersInRow)
  }

  func notes(for header: String, headers: [String]) -> [Message] {
    if let delimiter = delimiter(headers) { return [delimiter] }
    guard let row = rowOf(header), row != dialect.headerRows.upperBound else { return [] }
    return [.header(header, inRow: row)]
  }

  /// What to do where the only header holds a sign that files are parted by.
  private func delimiter(_ headers: [String]) -> Message? {
    guard headers.count == 1 else { return nil }
    let scalars = headers[0].unicodeScalars
    if let sign = [";", "\t", "|", ","].first(where: { sign in scalars.contains { String($0) == sign } }) {
      let name = sign == "\t" ? "tab" : "\"\(sign)\""
      return Message(
        en: "cells seem to be parted by another sign: delimiter \(name)",
        zh: "单元格似乎以别的符号分隔：分隔符 \(sign == "\t" ? "制表符" : name)")
    }
    guard let wide = ["，", "；", "、"].first(where: { sign in scalars.contains { String($0) == sign } }) else {
      return nil
    }
    return Message(
      en: "cells seem to be parted by ‘\(wide)’ of full width: write ‘,’ between the cells, in all rows",
      zh: "单元格似乎以全角“\(wide)”分隔：请把各行的“\(wide)”都改为半角“,”")
  }

  private func rowOf(_ header: String) -> Int? {
    row { cells in cells.contains { $0.isSpelled(like: header) } }
  }

  /// The number of the first row whose cells meet the condition.
  private func row(where condition: (_ cells: [String]) -> Bool) -> Int? {
    let bytes = file.bytes.span
    var record = CSVRecord()
    var offset = dialect.start
    for number in 1...HeaderSearch.rowLimit {
      guard offset < scanner.end else { return nil }
      let (next, fault) = scanner.scan(bytes, from: offset, keeping: 256, into: &record)
      guard fault == nil else { return nil }
      if condition((0..<min(record.count, 256)).map { bytes.cellText(record[$0]) }) { return number }
      offset = next
    }
    return nil
  }
}
