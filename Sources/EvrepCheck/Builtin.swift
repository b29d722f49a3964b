import EvrepSource

/// The functions of the language. Names are not reserved: a definition of the same name comes first.
package enum Builtin: String, Sendable, CaseIterable {
  case count, sum, average, median, min, max, share, growth, only, first, last, list, range, round, abs, variation
  case quantile, rank, cumulative, yearOnYear, gap
  case year, month, day, length, contains

  /// The Chinese spelling.
  package var chinese: String {
    switch self {
    case .count: "计数"
    case .sum: "合计"
    case .average: "平均"
    case .median: "中位数"
    case .min: "最小"
    case .max: "最大"
    case .share: "占比"
    case .growth: "增幅"
    case .only: "唯一"
    case .first: "首项"
    case .last: "末项"
    case .list: "列出"
    case .range: "区间"
    case .round: "舍入"
    case .abs: "绝对值"
    case .variation: "差异系数"
    case .quantile: "分位数"
    case .rank: "名次"
    case .cumulative: "累计"
    case .yearOnYear: "同比"
    case .gap: "差距"
    case .year: "年份"
    case .month: "月份"
    case .day: "日"
    case .length: "字数"
    case .contains: "含有"
    }
  }

  /// The arguments, as messages name them.
  var signature: String {
    switch self {
    case .count: "count(table)"
    case .sum, .median, .list: "\(rawValue)(table.field)"
    case .average: "average(table.field) or average(table.field, table.weight)"
    case .min, .max: "\(rawValue)(table.field) or \(rawValue)(a, b, …)"
    case .share: "share(part, whole)"
    case .growth: "growth(now, before)"
    case .only, .first, .last: "\(rawValue)(table)"
    case .range: "range(a, b) or range(table.field)"
    case .round: "round(x, decimals)"
    case .abs: "abs(x)"
    case .variation: "variation(table.resource, table.pupils)"
    case .quantile: "quantile(table.field, part)"
    case .rank: "rank(x, table.field)"
    case .cumulative: "cumulative(table.field, row)"
    case .yearOnYear: "yearOnYear(row.field)"
    case .gap: "gap(x, standard)"
    case .year, .month, .day: "\(rawValue)(date)"
    case .length: "length(text)"
    case .contains: "contains(text, part)"
    }
  }

  static func named(_ name: String) -> Builtin? {
    allCases.first { $0.rawValue.isSpelled(like: name) || $0.chinese.isSpelled(like: name) }
  }
}
