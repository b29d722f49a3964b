import EvrepModel
import EvrepSource

/// The rows of totals in a table that fits its schema: each would be counted as one more school, and its numbers twice.
///
/// So are notes below the table, whose other cells are empty.
///
/// They are warned of and not refused, as a report may look up the row of totals by its name. The headers once more are
/// refused.
struct TotalRows {
  let table: Table
  let source: TableSource
  let schema: Schema
  /// How many rows are named.
  private static let limit = 5

  func findings() -> [Diagnostic] {
    for field in fields {
      guard case .texts(let column) = table.columns[field] else { continue }
      func finding(_ row: Int, isSum: Bool) -> Diagnostic {
        .totalRow(schema, field, at: source.place(row: row, field: field), isSum: isSum)
      }
      let rows = rows(of: column, NonDataRow.isTotal)
      let parts = parts(of: column, besides: rows)
      if !rows.isEmpty || !parts.isEmpty {
        let isSum = rows.count == 1 && sums(rows[0]) > 0
        return (rows + parts).sorted().prefix(Self.limit).map { finding($0, isSum: isSum || parts.contains($0)) }
      }
      // A name that totals have and others too is judged by the numbers beside it.
      let others = self.rows(of: column, NonDataRow.maySum)
      guard others.count == 1, sums(others[0]) > 0 else { continue }
      return [finding(others[0], isSum: true)]
    }
    return headers() + notes() + unnamed()
  }

  /// The rows that are called totals of a part, `East total` and 东部小计, and are the sums of what stands above them, down from the
  /// total before. O(rows · fields).
  private func parts(of column: TextColumn, besides totals: [Int]) -> [Int] {
    var found: [Int] = []
    var start = 0
    for row in rows(of: column, NonDataRow.isPartTotal) where !totals.contains(row) {
      start = max(start, totals.last { $0 < row }.map { $0 + 1 } ?? 0)
      guard start < row, sums(row, of: start..<row) > 0 else { continue }
      found.append(row)
      start = row + 1
    }
    // One row and its double may be two things.
    return found.count > 1 || found.first.map { $0 > 1 } ?? false ? found : []
  }

  /// A first or last row whatever its name, the numbers of which are the sums of the others': two columns of them at least, or one of many
  /// rows.
  private func unnamed() -> [Diagnostic] {
    guard let field = fields.first, table.rowCount > 3 else { return [] }
    let row = [table.rowCount - 1, 0].first { row in
      let columns = sums(row)
      return columns > 1 || columns == 1 && table.rowCount > Self.manyRows
    }
    return row.map { [.totalRow(schema, field, at: source.place(row: $0, field: field), isSum: true)] } ?? []
  }

  /// In so many rows no one is the sum of the others by chance.
  private static let manyRows = 6

  /// The headers once more, in a table of texts alone, which they fit. O(rows · fields).
  private func headers() -> [Diagnostic] {
    guard schema.fields.count > 1, table.rowCount > 0, schema.fields.allSatisfy({ $0.type.settled == .text }) else {
      return []
    }
    let headers = schema.fields.indices.map { Array((source.place(row: 0, field: $0).cell?.header ?? "").utf8) }
    let rows = (0..<table.rowCount).lazy.filter { row in
      schema.fields.indices.allSatisfy { field in
        guard case .texts(let texts) = table.columns[field], let range = texts.range(row) else { return false }
        return texts.bytes[range].elementsEqual(headers[field])
      }
    }
    let headerRow = NonDataRow(headersFrom: String(decoding: headers[0], as: UTF8.self))
    return rows.prefix(Self.limit).map { row in
      .rowIsNoData(headerRow, schema.fields, at: source.place(row: row, field: 0))
    }
  }

  /// The notes that end the table: 注：…, Note: … in the first text, and nothing in any other field.
  private func notes() -> [Diagnostic] {
    guard table.columns.count > 1, let field = fields.first, case .texts(let column) = table.columns[field] else {
      return []
    }
    var found: [Diagnostic] = []
    var row = table.rowCount - 1
    while row >= 0, found.count < Self.limit, let range = column.range(row), isAlone(row, field) {
      let text = String(decoding: column.bytes[range], as: UTF8.self)
      guard let mark = NonDataRow.noteMark(text) else { break }
      found.insert(.noteRow(schema, field, mark, at: source.place(row: row, field: field)), at: 0)
      row -= 1
    }
    return found
  }

  /// True where all other cells of a row are missing.
  private func isAlone(_ row: Int, _ field: Int) -> Bool {
    table.columns.indices.allSatisfy { other in
      if other == field { return true }
      switch table.columns[other] {
      case .integers(let cells): return cells[row] == Column.missingInteger
      case .decimals(let cells, _): return cells[row] == Column.missingDecimal
      case .numbers(let numbers): return numbers[row] == nil
      case .texts(let texts): return texts.range(row)?.isEmpty ?? true
      case .unreadable: return true
      }
    }
  }

  /// The fields that name a row: keys, and the first text.
  private var fields: [Int] {
    let texts = schema.fields.indices.filter { schema.fields[$0].type.settled == .text }
    return texts.filter { schema.fields[$0].isKey || $0 == texts.first }
  }

  /// O(rows), a look at one byte each.
  private func rows(of column: TextColumn, _ isTotal: (Span<UInt8>) -> Bool) -> [Int] {
    let bytes = column.bytes.span
    return (0..<column.count).filter { row in
      guard let range = column.range(row) else { return false }
      return isTotal(bytes.extracting(range))
    }
  }

  /// In how many columns the amount of the row, which is not 0, is the sum of that field in `rows`, or in all others; none where it is not in one of
  /// them. Ratios and amounts a head are no amounts.
  private func sums(_ row: Int, of rows: Range<Int>? = nil) -> Int {
    let rows = rows ?? 0..<table.rowCount
    guard table.rowCount > 2 else { return 0 }
    var count = 0
    for (field, column) in table.columns.enumerated() {
      guard case .decimals(let cells, _) = column, cells[row] != Column.missingDecimal else { continue }
      guard case .amount = ColumnSense(schema.fields[field].header, schema.fields[field].type) else { continue }
      var sum: Int64 = 0
      for index in rows where index != row && cells[index] != Column.missingDecimal {
        let (next, overflow) = sum.addingReportingOverflow(cells[index])
        if overflow { return 0 }
        sum = next
      }
      guard sum == cells[row] else { return 0 }
      if sum != 0 { count += 1 }
    }
    return count
  }
}
