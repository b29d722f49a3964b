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

  /// The call in English, as the reference names it.
  var signature: String { signature(as: rawValue)[.english] }

  /// What a call is written like under the name by which the source calls the function.
  func signature(as name: String) -> Message {
    func calls(_ english: String..., chinese: String...) -> Message {
      Message(
        en: english.map { name + $0 }.joined(separator: " or "), zh: chinese.map { name + $0 }.joined(separator: " 或 "))
    }
    switch self {
    case .count, .only, .first, .last: return calls("(table)", chinese: "(表)")
    case .sum, .median, .list: return calls("(table.field)", chinese: "(表.字段)")
    case .average:
      return calls("(table.field)", "(table.field, table.weight)", chinese: "(表.字段)", "(表.字段, 表.权重)")
    case .min, .max: return calls("(table.field)", "(a, b, …)", chinese: "(表.字段)", "(甲, 乙, …)")
    case .share: return calls("(part, whole)", chinese: "(部分, 总体)")
    case .growth: return calls("(now, before)", chinese: "(现值, 前值)")
    case .range: return calls("(a, b)", "(table.field)", chinese: "(甲, 乙)", "(表.字段)")
    case .round: return calls("(x, decimals)", chinese: "(数, 小数位数)")
    case .abs: return calls("(x)", chinese: "(数)")
    case .variation: return calls("(table.resource, table.pupils)", chinese: "(表.资源, 表.学生)")
    case .quantile: return calls("(table.field, part)", chinese: "(表.字段, 份额)")
    case .rank: return calls("(x, table.field)", chinese: "(数, 表.字段)")
    case .cumulative: return calls("(table.field, row)", chinese: "(表.字段, 行)")
    case .yearOnYear: return calls("(row.field)", chinese: "(行.字段)")
    case .gap: return calls("(x, standard)", chinese: "(数, 标准)")
    case .year, .month, .day: return calls("(date)", chinese: "(日期)")
    case .length: return calls("(text)", chinese: "(文本)")
    case .contains: return calls("(text, part)", chinese: "(文本, 部分)")
    }
  }

  /// The function's names, in English and in Chinese.
  package static let spellings = allCases.flatMap { [$0.rawValue, $0.chinese] }

  static func named(_ name: String) -> Builtin? {
    allCases.first { $0.rawValue.isSpelled(like: name) || $0.chinese.isSpelled(like: name) }
  }
}
