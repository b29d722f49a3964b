package import EvrepModel

/// A `standard` declaration: levels that figures are judged by, each with the stage that it is for, the year from which it
/// is in force, and its source. Its rows are a table like others, so that a level leads to the line that states it.
package struct Standard: Sendable {
  package let schema: SchemaID
  package let table: Table
  /// How a figure has to compare with the level of each row, all of them upwards or all downwards.
  let comparisons: [ComparisonOperator]
  /// The report asks whether a row is confirmed, and so says something of it.
  package var isConfirmationAsked = false

  /// True where more is better.
  var isLowerBound: Bool { comparisons.first.map(Standard.isLowerBound) ?? true }

  static func isLowerBound(_ comparison: ComparisonOperator) -> Bool {
    comparison == .greaterEqual || comparison == .greater
  }

  /// The fields of a standard, in their order; `stage` only where its rows have stages.
  package enum StandardField: Int, CaseIterable, Sendable {
    case level, bound, year, source, confirmed, stage

    var spellings: (english: String, chinese: String) {
      switch self {
      case .level: ("level", "限值")
      case .bound: ("bound", "方向")
      case .year: ("year", "年份")
      case .source: ("source", "来源")
      case .confirmed: ("confirmed", "已核")
      case .stage: ("stage", "学段")
      }
    }
  }

  /// The signs that a bound prints as, in the order of `bounds`.
  static let signs = ["≥", ">", "≤", "<"]
  static let bounds: [ComparisonOperator] = [.greaterEqual, .greater, .lessEqual, .less]
}
