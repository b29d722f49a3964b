import Evrep
import EvrepSource
import EvrepTestSupport
import Testing

/// The difference of two percentages is in percentage points, wherever it goes.
@Suite struct PointsTests {
  private static let header = """
    param 目标: 百分点 = 2.5 百分点
    param 占比: % = 48.25%
    param 可缺: 百分点? = missing
    格式 个百分点: .1
    data t from "t.csv" { 年度 year key; 率 %; 变动 百分点; 缺 %? }
    令 今年 = only(t where 年度 = 2022)
    令 去年 = only(t where 年度 = 2021)
    令 差(a, b) = a - b
    """
  private static let rows = "年度,率,变动,缺\n2020,40,1.5,\n2021,48.5,8.5,3\n2022,51,2.5,\n"

  private func compiled(_ text: String, settings: [(name: String, value: String)] = []) -> Compilation {
    var report = Case("---\n\(Self.header)\n---\n\(text)\n", ["t.csv": Self.rows])
    report.options.parameters = settings
    return report.compile()
  }

  @Test(arguments: [
    // Arithmetic.
    ("{今年.率 - 去年.率}个百分点", "2.5个百分点"), ("{51% - 48.5%} percentage points", "2.5 percentage points"),
    ("{去年.率 + 2 百分点}%", "50.5%"), ("{2 百分点 + 去年.率}%", "50.5%"), ("{去年.率 - 2 百分点}%", "46.5%"),
    ("{1 - 去年.率}%", "51.5%"), ("{100% - 去年.率}%", "51.5%"), ("{100% - 去年.率 - 1.5% - 1%: %}", "49%"),
    ("{1 - 去年.率 - 1.5%}%", "50%"),
    ("{100% - 去年.率}个百分点", "51.5个百分点"), ("|余（%）|\n|--|\n|{100% - 去年.率}|", "| 余（%） |\n| --- |\n| 51.5 |"),
    ("{(今年.率 - 去年.率) * 2}个百分点", "5.0个百分点"), ("{(今年.率 - 去年.率) / 2}个百分点", "1.3个百分点"),
    ("{今年.率 - 去年.率 + 目标}个百分点", "5.0个百分点"), ("{(今年.率 - 去年.率) / 目标}倍", "1倍"), ("{-目标}个百分点", "-2.5个百分点"),
    ("{目标 - 目标}个百分点", "0.0个百分点"), ("{目标 * 40%}个百分点", "1.0个百分点"),
    // Functions, the writer's own too.
    ("{abs(去年.率 - 今年.率)}个百分点", "2.5个百分点"), ("{round(51.26% - 48.5%, 1): .2}个百分点", "2.80个百分点"),
    ("{max(今年.率 - 去年.率, 目标, 1 百分点)}个百分点", "2.5个百分点"), ("{min(目标, 1 百分点)}个百分点", "1.0个百分点"),
    ("{差(今年.率, 去年.率)}个百分点", "2.5个百分点"), ("{差(60%, 目标)}%", "57.5%"), ("{差(3 百分点, 目标)}个百分点", "0.5个百分点"),
    ("{if 今年.率 > 去年.率 then 今年.率 - 去年.率 else 目标}个百分点", "2.5个百分点"), ("{可缺 ?? 目标}个百分点", "2.5个百分点"),
    // Aggregates.
    ("{average(t.率)}%", "46.5%"), ("{average(t.率 where 年度 > 2020) - average(t.率)}个百分点", "3.3个百分点"),
    ("{average(t.变动)}个百分点", "4.2个百分点"), ("{sum(t.变动)}个百分点", "12.5个百分点"), ("{median(t.变动)}个百分点", "2.5个百分点"),
    ("{quantile(t.率, 50%)}%", "48.5%"), ("{max(t.率) - min(t.率)}个百分点", "11.0个百分点"),
    ("{cumulative(t.变动, 今年)}个百分点", "12.5个百分点"), ("{average(t.缺 skipping missing)}%", "3%"),
    ("{今年.变动}个百分点", "2.5个百分点"),
    // The growth of a percentage is a ratio of its levels, no points.
    ("{growth(今年.率, 去年.率)}%", "5.15%"), ("{yearOnYear(今年.率) ?? 0%}%", "5.15%"), ("{growth(目标, 2 百分点)}%", "25%"),
    ("{share(目标, 10 百分点)}%", "25%"),
    // Formats.
    ("{今年.率 - 去年.率: .2}个百分点", "2.50个百分点"), ("{目标: .0 half-even}个百分点", "2个百分点"), ("{目标: 百分点}", "2.5百分点"),
    ("{今年.率 - 去年.率: 提高|下降}个百分点", "提高2.5个百分点"), ("{去年.率 - 今年.率: 下降|提高}个百分点", "提高2.5个百分点"),
    // Comparison.
    ("{when 今年.率 - 去年.率 = 2.5 百分点 and 目标 > 0 and 目标 < 3 百分点}是{end}", "是"),
  ])
  func pointsGoThroughEverything(text: String, result: String) {
    let compilation = compiled(text)
    #expect(compilation.messages() == "", "\(text)")
    #expect(compilation.markdownText == result + "\n", "\(text)")
  }

  @Test(arguments: [
    ("{今年.率 - 去年.率}%", [DiagnosticCode.pointsForPercent]), ("{目标}%", [.pointsForPercent]),
    ("{average(t.率 where 年度 > 2020) - average(t.率)}%", [.pointsForPercent]), ("{差(今年.率, 去年.率)}%", [.pointsForPercent]),
    ("{今年.率}个百分点", [.pointsForPercent]), ("{average(t.率)}个百分点", [.pointsForPercent]),
    ("{growth(今年.率, 去年.率)}个百分点", [.pointsForPercent]), ("{目标: %}", [.pointsForPercent]),
    ("{99% - 今年.率}%", [.pointsForPercent]), ("{100% - 今年.率 + 目标 - 1 百分点}%", [.pointsForPercent]),
    ("{目标 - 今年.率}个百分点", [.dimensionMismatch]), ("{目标 + 1}个百分点", [.dimensionMismatch]),
    ("{目标 * 目标}个百分点", [.dimensionMismatch]), ("{目标 * 3 人}人", [.dimensionMismatch]), ("{1 / 目标}", [.dimensionMismatch]),
    ("{when 目标 < 3%}是{end}", [.dimensionMismatch]), ("{when 今年.率 = 3 百分点}是{end}", [.dimensionMismatch]),
    ("{max(今年.率, 目标)}%", [.dimensionMismatch]), ("{if 目标 > 0 then 今年.率 else 目标}%", [.typeMismatch]),
    ("{目标}", [.unitMissing]), ("{growth(今年.率, 目标)}%", [.dimensionMismatch]), ("{可缺}个百分点", [.optionalUnsettled]),
    ("{目标: 1:n}", [.formatUnsuitable]),
  ])
  func whatIsNotInPointsIsRefused(text: String, expected: [DiagnosticCode]) {
    #expect(compiled(text).codes == expected, "\(text)")
  }

  @Test(arguments: [
    ("3百分点", "3.0"), ("3 个百分点", "3.0"), ("-0.5百分点", "-0.5"), ("1.25 percentage points", "1.3"),
  ])
  func theCommandLineSetsPoints(value: String, result: String) {
    let compilation = compiled("{目标}个百分点", settings: [("目标", value)])
    #expect(compilation.messages() == "" && compilation.markdownText == result + "个百分点\n", "\(value)")
  }

  @Test(arguments: ["3", "3%", "3人", "x"]) func theCommandLineTakesNothingElseForPoints(value: String) {
    #expect(compiled("{目标}个百分点", settings: [("目标", value)]).codes == [.badSetting])
    #expect(compiled("{占比}%", settings: [("占比", "3 百分点")]).codes == [.badSetting])
  }

  @Test func scenariosSetAndExpectPoints() {
    let report = Case(
      """
      ---
      \(Self.header)
      scenario s {
        set 目标 = 1.5 个百分点
        expect printed 目标 "1.5个百分点"
      }
      ---

      """, ["t.csv": Self.rows])
    var run = Evrep.test(report.path, source: nil, filter: nil, options: report.options, world: report.world)
    #expect(run.compilation.messages() == "" && run.failureCount == 0 && run.results.count == 1)
    let raised = Case(
      """
      ---
      \(Self.header)
      scenario s {
        set 占比 = 占比 + 目标
        set t[2021].变动 = 3 百分点
        expect printed {占比: .2} "50.75%"
        expect printed 占比 - 48.25% "2.5个百分点"
        expect sum(t.变动) = 7 百分点
      }
      ---

      """, ["t.csv": Self.rows])
    run = Evrep.test(raised.path, source: nil, filter: nil, options: raised.options, world: raised.world)
    #expect(
      run.compilation.messages() == "" && [run].report(language: .english) == "case.evrep\n  ✓ s\n1 passed, 0 failed\n")
    let wrong = Case("---\n\(Self.header)\nscenario s { set 目标 = 3%; expect true }\n---\n", ["t.csv": Self.rows])
    #expect(wrong.compile().codes == [.dimensionMismatch])
  }
}
