package import EvrepSource

/// Cells of one column of a data file, or whole rows of it, counted as the program that made the file counts them.
package struct CellSpan: Hashable, Sendable {
  /// What the cells were for.
  package enum Role: String, Sendable, Hashable {
    /// Their numbers went into the value.
    case value
    /// They decided which rows did: the columns of a `where`, `by` or `order by`, or the rows that were counted.
    case selection
  }

  /// How a cell of the file is named.
  package enum Addressing: Sendable, Hashable {
    /// By a column letter and a row: `B6`.
    case grid
    /// By a record's number, its key beside it.
    case records
  }

  /// The file's path, as seen from the report's folder.
  package let file: String
  /// The table's name in the report.
  package let table: String
  /// The column's header or key; nil for whole rows.
  package let header: String?
  /// The column, from 1; nil for whole rows.
  package let column: Int?
  /// The rows, from 1, ascending and disjoint; a header row counts too.
  package let rows: [ClosedRange<Int>]
  package let role: Role
  package let addressing: Addressing
  /// The sheet, the database's table or the query that the rows are of; nil in a text file.
  package let container: CellContainer?

  package init(
    file: String, table: String, header: String?, column: Int?, rows: [ClosedRange<Int>], role: Role,
    addressing: Addressing, container: CellContainer? = nil
  ) {
    self.file = file
    self.table = table
    self.header = header
    self.column = column
    self.rows = rows
    self.role = role
    self.addressing = addressing
    self.container = container
  }

  /// How many cells, or rows, there are.
  package var count: Int { rows.reduce(0) { $0 + $1.count } }

  /// The cells as a spreadsheet names them, `E2:E45,E47`, in a workbook with the sheet's name before them, `学校!E2`; the
  /// records' numbers, `2-45,47`, where there is no grid, in a database with the table's name, `学校 rowid 2-45`.
  package var reference: String { reference(limit: Int.max) }

  /// The same, at most `limit` ranges of it and `…` for the rest.
  package func reference(limit: Int) -> String {
    let shown = rows.prefix(limit).map { range in
      let isOne = range.count == 1
      guard addressing == .grid else {
        return isOne ? "\(range.lowerBound)" : "\(range.lowerBound)-\(range.upperBound)"
      }
      guard let column else { return "\(range.lowerBound):\(range.upperBound)" }
      let letters = CellAddress.letters(column)
      let first = letters + String(range.lowerBound)
      return isOne ? first : first + ":" + letters + String(range.upperBound)
    }
    let prefix =
      switch container {
      case .sheet(let name): name + "!"
      case .table(let name): name + " rowid "
      case .query: "query row "
      case nil: ""
      }
    return prefix + shown.joined(separator: ",") + (rows.count > limit ? ",…" : "")
  }
}

extension TableSource {
  /// The file's row numbers of rows that are given ascending, as ranges. A stretch of rows is asked for at its ends, and
  /// halved only where the file has a gap in it: O(ranges · log rows) look-ups.
  package func ranges(of rows: [Int], field: Int) -> [ClosedRange<Int>] {
    var ranges: [ClosedRange<Int>] = []
    var start = 0
    while start < rows.count {
      var end = start
      while end + 1 < rows.count, rows[end + 1] == rows[end] + 1 { end += 1 }
      append(rows[start], rows[end], field, to: &ranges)
      start = end + 1
    }
    return ranges
  }

  private func append(_ first: Int, _ last: Int, _ field: Int, to ranges: inout [ClosedRange<Int>]) {
    let low = number(first, field)
    let high = first == last ? low : number(last, field)
    guard high - low != last - first, last > first else {
      if let before = ranges.last, before.upperBound + 1 == low, high >= low {
        ranges[ranges.count - 1] = before.lowerBound...high
      } else {
        ranges.append(low...max(low, high))
      }
      return
    }
    let middle = first + (last - first) / 2
    append(first, middle, field, to: &ranges)
    append(middle + 1, last, field, to: &ranges)
  }

  private func number(_ row: Int, _ field: Int) -> Int { placeInFile(row: row, field: field).cell?.row ?? row + 1 }
}
