/// The rows of a file that are no data, among those that are.
struct SkippedRows: Sendable {
  /// How many rows were kept before each; ascending.
  private var kept: [Int] = []

  var count: Int { kept.count }

  /// Notes a row behind so many that are kept.
  mutating func skip(after rows: Int) { kept.append(rows) }

  /// How many stand above the row with this index among those that are kept; O(log rows).
  func count(above row: Int) -> Int {
    var (low, high) = (0, kept.count)
    while low < high {
      let middle = (low + high) / 2
      if kept[middle] <= row { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
