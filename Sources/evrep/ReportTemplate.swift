import EvrepSource

/// A first report, which compiles at once: what `evrep new` writes.
struct ReportTemplate {
  /// The files by their paths in the new folder, in the order of writing.
  let files: [(path: String, text: String)]

  /// A report about `year` on data that is made up, in `language`.
  init(_ language: MessageLanguage, year: Int) {
    files =
      switch language {
      case .chinese: [("data/经费.csv", Self.chineseData(year)), ("report.evrep", Self.chineseReport(year))]
      case .english: [("data/budget.csv", Self.englishData(year)), ("report.evrep", Self.englishReport(year))]
      }
  }

  private static func chineseData(_ year: Int) -> String {
    """
    年度,预算,支出
    \(year - 1),1150,1096.4
    \(year),1280,1177.6

    """
  }

  private static func chineseReport(_ year: Int) -> String {
    """
    ---
    报告 "{单位}{年份}年工作报告"
    样式 gongwen

    参数 单位: text = "某单位"
    参数 年份: year = \(year)

    数据 经费 来自 "data/经费.csv" {
      年度  year  key
      预算  万元
      支出  万元
    }

    令 本年   = only(经费 where 年度 = 年份)
    令 上年   = only(经费 where 年度 = 年份 - 1)
    令 执行率 = 本年.支出 / 本年.预算
    令 目标   = 95%

    情景 达标 {
      设 目标 = 90%
      期望 无 问题 执行偏慢
    }
    ---
    # 基本情况

    {年份}年支出{本年.支出}万元，比上年{growth(本年.支出, 上年.支出): 增长|下降 .1}%。
    预算执行率为{执行率: .1}%。

    # 存在的问题及改进措施

    ::: 问题 执行偏慢 当 执行率 < 目标
    预算执行率为{执行率: .1}%，比{目标}%的目标低{目标 - 执行率: .1}个百分点。

    ::: 措施
    - 加快项目进度
    - 按月通报执行情况
    :::
    :::

    ::: 当 count(problems) = 0
    各项指标均已达标。
    :::

    """
  }

  private static func englishData(_ year: Int) -> String {
    """
    year,budget,spent
    \(year - 1),1150000,1096400
    \(year),1280000,1177600

    """
  }

  private static func englishReport(_ year: Int) -> String {
    """
    ---
    report "{office}: report for {reported}"
    language en

    param office: text = "Our office"
    param reported: year = \(year)

    data budget from "data/budget.csv" {
      year    year  key
      budget  £
      spent   £
    }

    let now    = only(budget where year = reported)
    let before = only(budget where year = reported - 1)
    let used   = now.spent / now.budget
    let target = 95%

    scenario onTarget {
      set target = 90%
      expect no problem underspent
    }
    ---
    # The year

    We spent £{now.spent}, which {growth(now.spent, before.spent): rose|fell .1}% on the year before.
    That is {used: .1}% of the budget.

    # Problems and measures

    ::: problem underspent when used < target
    We used {used: .1}% of the budget, {target - used: .1} percentage points below the target of {target}%.

    ::: measures
    - Start projects earlier.
    - Report spending each month.
    :::
    :::

    ::: when count(problems) = 0
    All targets are met.
    :::

    """
  }
}
