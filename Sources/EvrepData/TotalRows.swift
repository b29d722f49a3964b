import EvrepModel
import EvrepSource

/// The rows of totals in a table that fits its schema: each would be counted as one more school, and its numbers twice.
///
/// They are warned of and not refused, as a report may look up the row of totals by its name.
struct TotalRows {
  let table: Table
  let source: TableSource
  let schema: Schema
  /// How many rows are named.
  private static let limit = 5

  func findings() -> [Diagnostic] {
    for field in fields {
      guard case .texts(let column) = table.columns[field] else { continue }
      let rows = rows(of: column)
      guard !rows.isEmpty else { continue }
      let isSum = rows.count == 1 && isSumOfOthers(rows[0])
      return rows.prefix(Self.limit).map { row in
        .totalRow(schema, field, at: source.place(row: row, field: field), isSum: isSum)
      }
    }
    return []
  }

  /// The fields that name a row: keys, and the first text.
  private var fields: [Int] {
    let texts = schema.fields.indices.filter { schema.fields[$0].type.settled == .text }
    return texts.filter { schema.fields[$0].isKey || $0 == texts.first }
  }

  /// O(rows), a look at one byte each.
  private func rows(of column: TextColumn) -> [Int] {
    let bytes = column.bytes.span
    return (0..<column.count).filter { row in
      guard let range = column.range(row) else { return false }
      return NonDataRow.isTotal(bytes.extracting(range))
    }
  }

  /// True where every number of the row is the sum of that field in all other rows.
  private func isSumOfOthers(_ row: Int) -> Bool {
    guard table.rowCount > 2 else { return false }
    var isAny = false
    for case .decimals(let cells, _) in table.columns where cells[row] != Column.missingDecimal {
      var sum: Int64 = 0
      for (index, cell) in cells.enumerated() where index != row && cell != Column.missingDecimal {
        let (next, overflow) = sum.addingReportingOverflow(cell)
        if overflow { return false }
        sum = next
      }
      guard sum == cells[row] else { return false }
      isAny = true
    }
    return isAny
  }
}
