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

  /// True for the name of what may well be negative: a change, a balance.
  static func mayFall(_ field: Field) -> Bool {
    let words = [
      "增", "减", "变", "差", "净", "余", "缺", "盈", "亏", "动", "change", "diff", "net", "growth", "gap", "variance", "balance",
      "increase", "decrease", "delta", "movement", "surplus", "deficit", "shortfall", "gain", "loss", "+", "±",
    ]
    let names = [field.name.lowercased(), field.header.lowercased()]
    return words.contains { word in names.contains { $0.contains(word) } }
  }
}
