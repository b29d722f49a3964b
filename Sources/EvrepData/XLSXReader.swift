import EvrepModel
import EvrepSource

/// Reads a sheet of an Office Open XML workbook, transitional or strict.
///
/// The sheet is the one that the declaration names, or the first that is not hidden; the headers are in the first row of
/// the sheet, or of the range, that holds anything. Rows without content are no rows.
func readXLSX(_ file: DataFile) -> (table: Table?, diagnostics: [Diagnostic]) {
  let oldMagic: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0]
  if file.bytes.starts(with: oldMagic) { return (nil, [.notAWorkbook(file)]) }
  var result: (table: Table?, diagnostics: [Diagnostic]) = (nil, [])
  do throws(ArchiveFault) {
    try ZipArchive.with(file.bytes, limits: file.limits) { archive throws(ArchiveFault) in
      do throws(WorkbookFault) { result = try readWorkbook(file, &archive) } catch {
        result = (nil, [.unreadable(file, error)])
      }
    }
  } catch { result = (nil, [.unreadable(file, .archive(error))]) }
  return result
}

private func readWorkbook(_ file: DataFile, _ archive: inout ZipArchive) throws(WorkbookFault)
  -> (table: Table?, diagnostics: [Diagnostic])
{
  let depthLimit = file.limits.nesting
  let workbook = try Workbook(&archive, depthLimit: depthLimit)
  var faults: [Diagnostic] = []
  guard let (sheet, area) = choice(file, workbook, &faults) else { return (nil, faults) }
  guard archive.contains(sheet.part) else { throw .partMissing(sheet.part) }
  let (strings, styles) = (SharedStrings(), CellStyles())
  if let part = workbook.stringsPart, archive.contains(part) { try archive.visit(part, depthLimit, strings) }
  if let part = workbook.stylesPart, archive.contains(part) { try archive.visit(part, depthLimit, styles) }

  func rows(_ merges: [MergedArea]) throws(WorkbookFault) -> SheetTable {
    let table = SheetTable(
      file, sheet: sheet.name, strings, styles, startsIn1904: workbook.startsIn1904, area: area, merges: merges)
    try archive.visit(sheet.part, depthLimit, table)
    return table
  }
  let headerRows = file.schema.binding.headerRows?.value
  func merges() throws(WorkbookFault) -> [MergedArea] {
    let merged = MergedCells(upTo: headerRows?.upperBound ?? SheetArea.rowLimit)
    try archive.visit(sheet.part, depthLimit, merged)
    return merged.areas
  }
  // Merged cells stand behind the rows, so a header that may lie in one costs another pass.
  let hasSeveral = (headerRows?.count ?? 1) > 1
  var table = try rows(hasSeveral ? merges() : [])
  let isHeaderFound = table.finishSheet()
  if !hasSeveral, headerRows != nil, table.hasHeaderFaults || !isHeaderFound {
    let areas = try merges()
    if !areas.isEmpty { table = try rows(areas) }
  }
  return finish(table, file, sheet)
}

private func finish(_ rows: SheetTable, _ file: DataFile, _ sheet: Workbook.Sheet)
  -> (table: Table?, diagnostics: [Diagnostic])
{
  guard rows.finishSheet() else { return (nil, [.emptySheet(file, sheet.name)]) }
  if let faults = rows.headerFaults { return (nil, faults) }
  if rows.isOutOfOrder { return (nil, [.sheetOutOfOrder(file, sheet.name, row: rows.row)]) }
  if rows.isOverfull { return rows.builder.abandoned(.tooManyRows(file)) }
  guard let header = rows.header else { return (nil, [.emptySheet(file, sheet.name)]) }
  let (numbers, built, name) = (rows.builder.rowOffsets, rows.builder, sheet.name)
  return built.finish { columns in
    let contents = CellContents(file.schema, columns)
    return { row, field in
      guard numbers.indices.contains(row), header.columns.indices.contains(field) else { return file.place(0..<0) }
      let column = header.columns[field]
      return file.place(
        row: numbers[row], column: column + 1, header: header.headers[column],
        content: contents.text(row: row, field: field), in: .sheet(name))
    }
  }
}

/// The sheet that the binding asks for, or the first that is not hidden, and which of its cells; nil, and a message, where
/// there is none.
private func choice(_ file: DataFile, _ workbook: Workbook, _ faults: inout [Diagnostic]) -> (
  Workbook.Sheet, SheetArea
)? {
  let binding = file.schema.binding
  var wanted = binding.sheet.map { ($0.value, $0.place) }
  var area = SheetArea()
  if let range = binding.range {
    var cells = range.value
    if case .named(let text) = range.value {
      guard let (sheet, found) = workbook.cells(of: text, near: wanted?.0) else {
        faults.append(.rangeNotFound(file, text, at: range.place, names: workbook.names.map(\.name)))
        return nil
      }
      cells = found
      if let sheet {
        if let (name, _) = wanted, !name.isSpelled(like: sheet) {
          faults.append(.rangeElsewhere(text, at: range.place, sheet: sheet, wanted: name))
          return nil
        }
        wanted = (sheet, range.place)
      }
    }
    if case .cells(let columns, let rows) = cells {
      area.columns = (columns ?? area.columns).clamped(to: area.columns)
      area.rows = (rows ?? area.rows).clamped(to: area.rows)
    }
  }
  guard let (name, place) = wanted else {
    if let sheet = workbook.sheets.first(where: { !$0.isHidden }) ?? workbook.sheets.first { return (sheet, area) }
    faults.append(.noSheet(file))
    return nil
  }
  if let sheet = workbook.sheets.first(where: { $0.name.isSpelled(like: name) }) { return (sheet, area) }
  faults.append(.sheetNotFound(name, at: place, sheets: workbook.sheets.map(\.name)))
  return nil
}

extension Workbook {
  /// The sheet and the cells that `name` stands for: a name that the workbook defines, or a range with its sheet in front.
  fileprivate func cells(of name: String, near sheet: String?) -> (sheet: String?, cells: SheetRange)? {
    let index = sheet.flatMap { sheet in sheets.firstIndex { $0.name.isSpelled(like: sheet) } }
    let known = names.filter { $0.name.isSpelled(like: name) }
    let reference = (known.first { $0.sheet == index } ?? known.first)?.reference ?? name
    guard let mark = reference.lastIndex(of: "!") else { return nil }
    var owner = String(reference[..<mark])
    if owner.utf8.count > 1, owner.hasPrefix("'"), owner.hasSuffix("'") {
      // An apostrophe in a quoted name is doubled.
      owner = owner.dropFirst().dropLast().split(separator: "''", omittingEmptySubsequences: false).joined(
        separator: "'")
    }
    let cells = SheetRange(String(reference[reference.index(after: mark)...]))
    guard case .cells = cells else { return nil }
    return (owner, cells)
  }
}
