import EvrepSource

/// The cells of a workbook or database as text, one a line, for a comparison of two versions line by line.
///
/// A line names its row by the row's first cell and its column by the header, not by their numbers, so that a row put in
/// changes no line but its own. Hidden sheets are listed too. Formulas are not: their values are. A file of another kind is
/// listed as it is where it is text. What cannot be read is said in a line that differs where the bytes do.
package func listCells(_ bytes: [UInt8], limits: DataLimits) -> [UInt8] {
  let listing = CellListing(limit: limits.bytes)
  do throws(ListingFault) {
    if bytes.starts(with: Array("SQLite format 3\0".utf8)) {
      try list(database: bytes, limits, listing)
    } else if bytes.starts(with: Array("PK".utf8)) {
      try list(workbook: bytes, limits, listing)
    } else if bytes.contains(0) || firstIllFormedByte(of: bytes.span) != nil {
      throw ListingFault(reason: "neither a workbook of the XLSX kind nor a SQLite database")
    } else {
      return bytes
    }
  } catch { listing.note("unreadable: \(error.reason); \(CellListing.fingerprint(bytes))") }
  return listing.text
}

private struct ListingFault: Error {
  let reason: String
}

// MARK: Workbooks

private func list(workbook bytes: [UInt8], _ limits: DataLimits, _ listing: CellListing) throws(ListingFault) {
  var failure: WorkbookFault?
  do throws(ArchiveFault) {
    try ZipArchive.with(bytes, limits: limits) { archive throws(ArchiveFault) in
      do throws(WorkbookFault) { try listSheets(&archive, limits, listing) } catch { failure = error }
    }
  } catch { failure = .archive(error) }
  if let failure { throw ListingFault(reason: describe(failure)) }
}

private func listSheets(_ archive: inout ZipArchive, _ limits: DataLimits, _ listing: CellListing) throws(WorkbookFault)
{
  let workbook = try Workbook(&archive, depthLimit: limits.nesting)
  let (strings, styles) = (SharedStrings(), CellStyles())
  if let part = workbook.stringsPart, archive.contains(part) { try archive.visit(part, limits.nesting, strings) }
  if let part = workbook.stylesPart, archive.contains(part) { try archive.visit(part, limits.nesting, styles) }
  for sheet in workbook.sheets {
    listing.begin("sheet", sheet.name, isHidden: sheet.isHidden)
    guard archive.contains(sheet.part) else { throw .partMissing(sheet.part) }
    let rows = ListedRows(strings, styles, startsIn1904: workbook.startsIn1904, listing)
    try archive.visit(sheet.part, limits.nesting, rows)
    if rows.isOutOfOrder { listing.note("unreadable: rows or cells out of order in row \(rows.row)") }
  }
}

/// The rows of a sheet on their way into a listing.
private final class ListedRows: SheetRows {
  private let listing: CellListing

  init(_ strings: SharedStrings, _ styles: CellStyles, startsIn1904: Bool, _ listing: CellListing) {
    self.listing = listing
    super.init(strings, styles, startsIn1904: startsIn1904, area: SheetArea())
  }

  override func finishRow() {
    var row: [(column: Int, text: String)] = []
    for (column, cell) in cells.enumerated() where cell.form != .null {
      let text = cell.isUnevaluated ? "(formula without a value)" : withText(cell) { $0.text }
      if !text.isEmpty { row.append((column, text)) }
    }
    listing.add(row)
    if listing.isFull { stop() }
  }
}

private func describe(_ fault: WorkbookFault) -> String {
  switch fault {
  case .archive(.damaged): "a damaged archive"
  case .archive(.tooManyParts): "an archive of too many parts"
  case .archive(.tooLarge): "an archive that unpacks to too much"
  case .archive(.unreadable): "an archive that is encrypted, or packed in an unknown way"
  case .xml(.malformed(let reason), let part): "\(part): \(reason)"
  case .xml(.hasDoctype, let part): "\(part): a document type"
  case .xml(.tooDeep, let part): "\(part): too many elements in one another"
  case .xml(.tokenTooLong, let part): "\(part): a token that is too long"
  case .partMissing(let part): "\(part) is missing"
  }
}

// MARK: Databases

private func list(database bytes: [UInt8], _ limits: DataLimits, _ listing: CellListing) throws(ListingFault) {
  do throws(SQLiteFault) {
    let database = try SQLiteDatabase(bytes, steps: limits.steps)
    let schema = try database.prepare("select type, name, sql from sqlite_schema where sql is not null order by 1, 2")
    var tables: [String] = []
    while try schema.next(), !listing.isFull {
      let words = (0..<3).map { column in schema.withCell(column) { text, _ in text.text } }
      listing.note("\(words[0]) \(words[1]): \(words[2])")
      if words[0] == "table" { tables.append(words[1]) }
    }
    for table in tables.sorted() where !listing.isFull {
      let rows = try database.prepare("select * from \(quoted(table))")
      listing.begin("table", table, headers: rows.columnNames)
      while try rows.next(), !listing.isFull {
        listing.add(
          (0..<rows.columnCount).compactMap { column in
            if let blob = rows.withBlob(column, { CellListing.fingerprint($0) }) { return (column, "BLOB, \(blob)") }
            return rows.withCell(column) { text, form in form == .null ? nil : (column, text.text) }
          })
      }
    }
  } catch { throw ListingFault(reason: describe(error)) }
}

private func describe(_ fault: SQLiteFault) -> String {
  switch fault {
  case .damaged(let words), .statement(let words, _): words
  case .severalStatements, .notASelect: "a table that cannot be read"
  case .denied(let function): "a table that calls \(function)"
  case .tooManySteps: "a table that takes too many steps"
  }
}
