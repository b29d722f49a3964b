package import EvrepModel
package import EvrepSource
package import EvrepUnits

/// The rows that hold the headers of the file at `path`, where a title or an empty row stands above them, or they have two
/// levels; nil where the first row has them all.
///
/// A title fills one cell, or less than half of a row, and headers are no numbers.
package func inferHeaderRows(
  path: String, binding: Binding, root: String?, world: some World, sources: SourceSet, limits: DataLimits,
  units: UnitRegistry
) -> ClosedRange<Int>? {
  guard DataFormat(path: path)?.clauses.contains(.header) == true else { return nil }
  let search = HeaderLevels { rows in
    var (binding, sources) = (binding, sources)
    if let rows { binding.headerRows = Binding.Clause(rows, at: Place(FileID(0), 0..<0)) }
    let reading = DataProbing(
      path: path, binding: binding, root: root, world: world, limits: limits, units: units)
    return reading.headers(&sources).headers
  }
  let stated = binding.headerRows?.value
  guard (stated?.count ?? 1) == 1 else { return nil }
  let row = stated?.lowerBound ?? search.row
  if let row, search.hasTwoLevels(from: row) { return row...(row + 1) }
  return stated == nil && row != 1 ? row.map { $0...$0 } : nil
}

/// The rows at the top of a file as headers.
private struct HeaderLevels {
  /// The headers that stand in rows; nil for those that the reader finds by itself.
  let headers: (ClosedRange<Int>?) -> [String]

  /// The row of the headers, or the first of them; nil where none looks like it.
  var row: Int? {
    var fallback: Int?
    var filledAbove = 0
    for row in 1...HeaderSearch.rowLimit {
      let cells = headers(row...row)
      let names = cells.filter { !$0.isEmpty }
      // Below the first row numbers are data.
      guard !names.isEmpty, row == 1 || !names.contains(where: Self.isNumber) else { continue }
      // A title may be merged over all columns.
      let isTitle =
        names.allSatisfy { $0 == names[0] } || names.count * 2 < cells.count
        || names.count < cells.count && names.allSatisfy(Self.saysWhat)
      if !isTitle, row == 1 || names.count > filledAbove { return row }
      if fallback == nil, !names.contains(where: Self.isNumber) { (fallback, filledAbove) = (row, names.count) }
      if isTitle, names.allSatisfy({ $0 == names[0] }) { filledAbove = 1 }
    }
    return fallback
  }

  /// True where the row below holds the names of columns that a header in the row is over: it has texts below blanks or
  /// below a header that is repeated, and nothing else; and numbers below it.
  func hasTwoLevels(from row: Int) -> Bool {
    let (upper, lower) = (headers(row...row), headers((row + 1)...(row + 1)))
    func cell(_ cells: [String], _ column: Int) -> String { column < cells.count ? cells[column] : "" }
    var parts: [Int] = []
    for column in 0..<max(upper.count, lower.count) {
      let (above, below) = (cell(upper, column), cell(lower, column))
      if below.isEmpty || below == above { continue }
      let next = cell(upper, column + 1)
      let isLed = column > 0 && (above.isEmpty || above == cell(upper, column - 1))
      // The first of the columns that the header above stands over.
      let leads = !above.isEmpty && column + 1 < max(upper.count, lower.count) && (next.isEmpty || next == above)
      guard isLed || leads, !Self.isNumber(below) else { return false }
      parts.append(column)
    }
    guard parts.count > 1 else { return false }
    let values = headers((row + 2)...(row + 2))
    return parts.contains { Self.isNumber(cell(values, $0)) }
  }

  /// True for 填报单位：统计局 and `Date: 1 October`.
  private static func saysWhat(_ cell: String) -> Bool {
    guard let colon = cell.firstIndex(where: { $0 == "：" || $0 == ":" }) else { return false }
    return colon > cell.startIndex && cell.index(after: colon) < cell.endIndex
  }

  /// True for digits, with signs that numbers and dates have.
  private static func isNumber(_ cell: String) -> Bool {
    !cell.isEmpty && cell.utf8.allSatisfy { (0x2C...0x39).contains($0) || $0 == UInt8(ascii: "%") }
      && cell.utf8.contains { (0x30...0x39).contains($0) }
  }
}
