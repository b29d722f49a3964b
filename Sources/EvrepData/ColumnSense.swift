package import EvrepModel
import EvrepUnits

/// What can be done with the numbers of a column whose header alone says what they are.
package enum ColumnSense {
  /// They add up: pupils, spending.
  case amount
  /// They do not: rates, amounts a head, averages, scores.
  case rate
  /// They only tell rows apart: codes, ranks.
  case label

  package init(_ header: String, _ type: Type) {
    let low = header.lowercased()
    let words = low.split { !$0.isLetter && $0 != "%" }.map(String.init)
    if Self.counts.contains(where: low.hasPrefix) {
      self = .amount
      return
    }
    if case .quantity(let kind, let unit) = type.settled {
      if kind == .ratio || kind == .points || unit?.name.contains("/") == true {
        self = .rate
        return
      }
    }
    if Self.labels.contains(where: low.contains) || words.contains(where: Self.labelWords.contains) {
      self = .label
    } else if Self.rates.contains(where: low.contains) || words.contains(where: Self.rateWords.contains)
      || header.hasSuffix("率") || header.hasSuffix("比") || header.hasSuffix("均")
    {
      self = .rate
    } else {
      self = .amount
    }
  }

  /// True for a header that says that its column holds amounts of money.
  package static func isOfMoney(_ header: String) -> Bool {
    let low = header.lowercased()
    let words = low.split { !$0.isLetter }.map(String.init)
    return money.contains(where: low.contains) || words.contains(where: moneyWords.contains)
  }

  private static let money = [
    "金额", "经费", "支出", "收入", "预算", "决算", "投入", "拨款", "资金", "费用", "资产", "工资", "成本", "价", "款", "产值",
  ]

  private static let moneyWords: Set<String> = [
    "amount", "amounts", "spend", "spending", "spent", "cost", "costs", "budget", "budgets", "income", "expenditure",
    "funding", "funds", "revenue", "salary", "salaries", "fee", "fees", "price", "grant", "grants", "value",
  ]

  /// Parts of Chinese headers.
  private static let rates = [
    "生均", "人均", "师均", "户均", "校均", "园均", "班均", "平均", "均值", "率（", "率(", "比例", "占比", "比重", "比（", "比(", "指数", "系数",
    "增幅", "增速", "增长", "同比", "环比", "百分", "每百", "每千", "每万", "单价", "年龄", "得分", "评分", "成绩", "中位", "均分", "标准差", "%", "％",
    "‰", "per cent",
  ]

  private static let labels = ["序号", "编号", "编码", "代码", "邮编", "电话", "排名", "名次", "学号", "证号"]

  /// Words of English headers.
  private static let rateWords: Set<String> = [
    "per", "rate", "rates", "ratio", "percent", "percentage", "pct", "%", "share", "proportion", "average", "avg",
    "mean",
    "median", "score", "index", "growth", "change", "age", "price", "density", "temperature", "temp",
  ]

  private static let labelWords: Set<String> = [
    "id", "no", "number", "code", "rank", "ranking", "position", "postcode", "zip", "phone", "tel", "telephone",
    "mobile",
    "urn", "upin", "laestab", "month", "week", "day", "birth", "latitude", "longitude",
  ]

  /// What headers of counts begin with, one of whose words is also that of a label.
  private static let counts = ["number of ", "numbers of ", "no. of ", "no of "]
}
