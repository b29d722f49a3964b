import EvrepModel
import EvrepSource
import EvrepUnits

/// Numbers that fit their column's type and that the other cells make doubtful: a fraction of a pupil, fewer pupils than none, 0.512
/// among percentages such as 48.
struct OddCells {
  let column: Column

  /// The rows of a column that counts things whose numbers are no count.
  ///
  /// Fractions in more than a third of the rows are meant: an average, or full-time equivalents.
  ///
  /// - Parameter mayFall: whether it may well be negative; asked where it is.
  func counts(mayFall: @autoclosure () -> Bool) -> (rows: [Int], isNegative: Bool)? {
    var (fractions, negatives, count) = ([Int](), [Int](), 0)
    forEachCell { row, isWhole, sign in
      count += 1
      if sign < 0 { negatives.append(row) } else if !isWhole { fractions.append(row) }
    }
    if !negatives.isEmpty, negatives.count * 2 <= count || count == 1, !mayFall() { return (negatives, true) }
    return !fractions.isEmpty && fractions.count * 3 <= count ? (fractions, false) : nil
  }

  /// Each number: whether it is whole in its base unit, and its sign. O(rows).
  private func forEachCell(_ body: (_ row: Int, _ isWhole: Bool, _ sign: Int) -> Void) {
    switch column {
    case .decimals(let cells, let unit):
      let parts = (try? unit.reciprocal())?.integer ?? 1
      for (row, cell) in cells.enumerated() where cell != Column.missingDecimal {
        body(row, parts <= 1 || cell % Int64(parts) == 0, Int(cell.signum()))
      }
    case .numbers(let numbers):
      for (row, number) in numbers.enumerated() {
        if let number { body(row, number.rounded(decimals: 0) == number, number.signum) }
      }
    case .integers, .texts, .unreadable: break
    }
  }

  /// The rows of a column in `%` whose numbers are at most 1, where all others are at least 10 and the hundredfold is one as they
  /// are: at most a third of them.
  func hundredths() -> [Int] {
    guard case .decimals(let cells, let unit) = column, let percent = Number(decimal: "0.01"),
      let one = (try? percent.divided(by: unit))?.integer, one > 0, one < 1_000_000_000
    else { return [] }
    var (odd, count, least, greatest) = ([Int](), 0, Int64.max, Int64.min)
    for (row, cell) in cells.enumerated() where cell != Column.missingDecimal && cell != 0 {
      count += 1
      if cell.magnitude <= UInt64(one) {
        odd.append(row)
      } else {
        (least, greatest) = (min(least, cell), max(greatest, cell))
      }
    }
    guard !odd.isEmpty, odd.count * 3 <= count, least >= Int64(one) * 10,
      greatest < Int64.max / 1000
    else { return [] }
    let isAlike = odd.allSatisfy { row in
      let hundredfold = cells[row].multipliedReportingOverflow(by: 100)
      return !hundredfold.overflow && hundredfold.partialValue * 5 >= least * 4
        && hundredfold.partialValue * 5 <= greatest * 6
    }
    return isAlike ? odd : []
  }

  /// So few cells tell nothing of one among them.
  private static let fewest = 5

  /// The one cell that lies far away from all others, which lie together: in a percentage 963 or 9.52 among 92 to 96, a power of
  /// ten off; in any column one that is more than a hundred times the next largest and a thousand times the middle one.
  ///
  /// O(rows), and more only where such a cell is likely.
  func outlier(isRatio: Bool) -> (row: Int, factor: Int?, isHigh: Bool)? {
    guard case .decimals(let cells, _) = column, cells.count >= Self.fewest else { return nil }
    var (count, high, low) = (0, -1, -1)
    var (greatest, next, least, last) = (Int64.min, Int64.min, Int64.max, Int64.max)
    for (row, cell) in cells.enumerated() where cell != Column.missingDecimal && cell != 0 {
      if cell < 0 { return nil }
      count += 1
      if cell > greatest { (next, greatest, high) = (greatest, cell, row) } else if cell > next { next = cell }
      if cell < least { (last, least, low) = (least, cell, row) } else if cell < last { last = cell }
    }
    guard count >= Self.fewest, greatest < Int64.max / 2000 else { return nil }
    if isRatio {
      for factor in [10, 100] as [Int64] {
        // 963 among 92 to 96; and 9.52.
        if next <= least * 2, greatest >= least * factor * 9 / 10, greatest <= next * factor * 11 / 10 {
          return (high, Int(factor), true)
        }
        if factor == 10, greatest <= last * 2, least * factor * 10 >= last * 9, least * factor * 10 <= greatest * 11 {
          return (low, Int(factor), false)
        }
      }
      return nil
    }
    guard greatest / 100 > next else { return nil }
    let sorted = cells.filter { $0 != Column.missingDecimal && $0 != 0 }.sorted()
    return greatest / 1000 >= sorted[sorted.count / 2] ? (high, nil, true) : nil
  }

  /// How many years behind all others a date lies that cannot be meant, and before which year one before all others does: schools may be
  /// centuries old.
  private static let (yearsAhead, firstYear) = (80, 1000)

  /// The row of the one date, or year, that lies far behind all others, or in the first millennium, and how many years it is off.
  /// O(rows).
  func farDate(ofYears: Bool) -> (row: Int, years: Int)? {
    guard case .integers(let cells) = column, cells.count >= Self.fewest else { return nil }
    func year(_ cell: Int32) -> Int { ofYears ? Int(cell) : CalendarDate(days: Int(cell)).year }
    var (count, high, low) = (0, -1, -1)
    var (greatest, next, least, last) = (Int32.min, Int32.min, Int32.max, Int32.max)
    for (row, cell) in cells.enumerated() where cell != Column.missingInteger {
      count += 1
      if cell > greatest { (next, greatest, high) = (greatest, cell, row) } else if cell > next { next = cell }
      if cell < least { (last, least, low) = (least, cell, row) } else if cell < last { last = cell }
    }
    guard count >= Self.fewest else { return nil }
    let (ahead, behind) = (year(greatest) - year(next), year(last) - year(least))
    if ahead >= Self.yearsAhead { return (high, ahead) }
    return year(least) < Self.firstYear && behind >= Self.firstYear / 2 ? (low, -behind) : nil
  }

  /// True for the name of a percentage that may well be below one: what is rare, and changes.
  static func isRare(_ field: Field) -> Bool {
    let words = [
      "辍学", "流失", "退学", "死亡", "事故", "失业", "误差", "逾期", "drop", "death", "mortality", "accident", "error", "vacan",
      "exclu", "default",
    ]
    let names = [field.name.lowercased(), field.header.lowercased()]
    return mayFall(field) || words.contains { word in names.contains { $0.contains(word) } }
  }

  /// True for the name of what may well be negative: a change, a balance, a temperature.
  static func mayFall(_ field: Field) -> Bool {
    let words = [
      "增", "减", "变", "差", "净", "余", "缺", "盈", "亏", "动", "change", "diff", "net", "growth", "gap", "variance", "balance",
      "increase", "decrease", "delta", "movement", "surplus", "deficit", "shortfall", "gain", "loss", "+", "±",
      // What is measured from a point that is none of nothing.
      "温", "海拔", "高程", "标高", "坐标", "经度", "纬度", "temp", "altitude", "elevation", "latitude", "longitude", "氏度", "degree",
      "°",
    ]
    var names = [field.name.lowercased(), field.header.lowercased()]
    if case .quantity(_, let unit?) = field.type.settled { names.append(unit.name.lowercased()) }
    return words.contains { word in names.contains { $0.contains(word) } }
  }
}
