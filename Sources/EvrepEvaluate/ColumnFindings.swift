import EvrepCheck
import EvrepModel
import EvrepUnits

/// What functions that look at one row in the light of a whole column have found of it, so that going through a table
/// works each column out once. Nothing here is ever listed: it is only looked up.
struct ColumnFindings {
  /// A column by the expression that gives it; its rows can change where the expression draws on an `each`.
  private struct Known<Finding> {
    let column: Expression
    let selection: Selection
    let finding: Finding
  }

  private var descending: [Known<[Number]>] = []
  private var totals: [Known<RunningTotals>] = []
  private var years: [(schema: SchemaID, rows: [(year: Int32, row: Int32)])] = []

  /// The totals of a column from its first row to each.
  struct RunningTotals {
    let totals: [Number]
    /// For each row of the table, its index in `totals`; negative where it is not among the column's rows.
    let positions: [Int32]
  }

  private static func find<Finding>(_ known: [Known<Finding>], _ column: Expression, _ selection: Selection) -> Finding?
  {
    known.first { $0.column === column && $0.selection == selection }?.finding
  }

  private static func remember<Finding>(
    _ finding: Finding, _ column: Expression, _ selection: Selection, in known: inout [Known<Finding>]
  ) {
    known.removeAll { $0.column === column }
    known.append(Known(column: column, selection: selection, finding: finding))
  }

  func numbers(of column: Expression, _ selection: Selection) -> [Number]? {
    Self.find(descending, column, selection)
  }

  mutating func remember(numbers: [Number], of column: Expression, _ selection: Selection) {
    Self.remember(numbers, column, selection, in: &descending)
  }

  func totals(of column: Expression, _ selection: Selection) -> RunningTotals? { Self.find(totals, column, selection) }

  mutating func remember(totals: RunningTotals, of column: Expression, _ selection: Selection) {
    Self.remember(totals, column, selection, in: &self.totals)
  }

  /// The row of a table whose year key, the field at `key`, is `year`. O(log rows) from the second time on.
  mutating func row(of year: Int, in table: Table, key: Int) -> Int? {
    let rows: [(year: Int32, row: Int32)]
    if let known = years.first(where: { $0.schema == table.schema }) {
      rows = known.rows
    } else {
      guard case .integers(let cells) = table.columns[key] else { return nil }
      rows = cells.enumerated().map { (year: $1, row: Int32(truncatingIfNeeded: $0)) }.sorted { $0.year < $1.year }
      years.append((table.schema, rows))
    }
    let index = Self.firstIndex(rows.count) { Int(rows[$0].year) >= year }
    return index < rows.count && Int(rows[index].year) == year ? Int(rows[index].row) : nil
  }

  /// The first index up to `count` for which `holds` does; it holds for all that follow.
  static func firstIndex(_ count: Int, where holds: (Int) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
