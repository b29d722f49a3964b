import EvrepModel
import EvrepSource

/// Reads a table of a SQLite database, or the rows of a query.
///
/// The table is the one that the declaration names, or the only one that the database has.
func readSQLite(_ file: DataFile) -> (table: Table?, diagnostics: [Diagnostic]) {
  do throws(SQLiteFault) {
    let database = try SQLiteDatabase(file.bytes, steps: file.limits.steps)
    if let query = file.schema.binding.query {
      do throws(SQLiteFault) { return try readRows(file, try database.prepare(query.value), .query) } catch {
        return (nil, [.badQuery(file, query, error)])
      }
    }
    return try readTable(file, database)
  } catch { return (nil, [.unreadable(file, error)]) }
}

private func readTable(_ file: DataFile, _ database: SQLiteDatabase) throws(SQLiteFault)
  -> (table: Table?, diagnostics: [Diagnostic])
{
  let known = try names(
    database,
    "select name from sqlite_schema where type in ('table', 'view') and name not like 'sqlite\\_%' escape '\\' order by 1"
  )
  let table: String
  if let wanted = file.schema.binding.table {
    guard let found = known.first(where: { $0.isSpelled(like: wanted.value) }) else {
      return (nil, [.tableNotFound(wanted.value, at: wanted.place, tables: known)])
    }
    table = found
  } else {
    guard known.count == 1, let only = known.first else { return (nil, [.tableNotNamed(file, tables: known)]) }
    table = only
  }
  let rows: SQLiteRows
  let hasRowid: Bool
  do throws(SQLiteFault) {
    // Of views, and of tables without rowids, the rows are counted.
    (rows, hasRowid) = (try database.prepare("select rowid, * from \(quoted(table))"), true)
  } catch {
    (rows, hasRowid) = (try database.prepare("select * from \(quoted(table))"), false)
  }
  return try readRows(file, rows, .table(table), hasRowid: hasRowid)
}

private func names(_ database: SQLiteDatabase, _ sql: String) throws(SQLiteFault) -> [String] {
  let rows = try database.prepare(sql)
  var names: [String] = []
  while names.count < 10_000, try rows.next() { names.append(rows.withCell(0) { text, _ in text.text }) }
  return names
}

/// A name as SQL writes it.
func quoted(_ name: String) -> String {
  "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
}

private let rowidLimit = 1 << 60

/// - Parameter hasRowid: true where the first column is the rowid, which is no header.
private func readRows(
  _ file: DataFile, _ rows: SQLiteRows, _ container: CellContainer, hasRowid: Bool = false
) throws(SQLiteFault) -> (table: Table?, diagnostics: [Diagnostic]) {
  let first = hasRowid ? 1 : 0
  let headers = Array(rows.columnNames.dropFirst(first))
  let places = headers.enumerated().map { column, header in
    file.place(row: 0, column: column + 1, header: header, content: header, in: container)
  }
  let whole = file.place(row: 0, column: 0, header: "", content: headers.joined(separator: ", "), in: container)
  let header = HeaderRow(headers, places: places, row: whole, file: file)
  guard header.isUsable else { return (nil, header.faults) }
  var builder = TableBuilder(file, header)
  while try rows.next() {
    if let skip = file.schema.binding.skip?.value {
      let isSkipped = skip.holds { field in
        rows.withCell(header.columns[field] + first) { text, _ in text.extracting(text.rangeWithoutBlanks()).text }
      }
      if isSkipped { continue }
    }
    guard !builder.isFull else { return builder.abandoned(.tooManyRows(file)) }
    // Rowids may be any integer; what reckons with rows is spared those at the ends.
    let number = hasRowid ? min(max(rows.integer(0), -rowidLimit), rowidLimit) : builder.rowCount + 1
    builder.beginRow(number: number)
    for field in header.columns.indices {
      let column = header.columns[field]
      rows.withCell(column + first) { text, form in
        guard let problem = builder.append(text, form, field: field) else { return }
        let content = text.extracting(0..<min(text.count, 1 << 12)).text
        let place = file.place(
          row: number, column: column + 1, header: headers[column], content: content, in: container)
        builder.report(problem, field: field, form: form, at: place)
      }
    }
  }
  let numbers = builder.rowOffsets
  return builder.finish { columns in
    let contents = CellContents(file.schema, columns)
    return { row, field in
      guard numbers.indices.contains(row), header.columns.indices.contains(field) else { return file.place(0..<0) }
      let column = header.columns[field]
      return file.place(
        row: numbers[row], column: column + 1, header: headers[column],
        content: contents.text(row: row, field: field), in: container)
    }
  }
}
