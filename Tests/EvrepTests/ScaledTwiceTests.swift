import Evrep
import EvrepSource
import Testing

/// Figures that are brought to their unit by hand and then once more as they print.
@Suite struct ScaledTwiceTests {
  private let header = """
    ---
    令 死亡 = 5 人
    令 人口 = 1000 人
    令 支出 = 123456 元
    令 千人率(甲, 乙) = 甲 / 乙 * 1000
    令 万元数 = round(支出 / 10000, 2)
    ---
    """
  private func codes(_ body: String) -> [DiagnosticCode] { Case(header + "\n" + body + "\n").compile().codes }

  @Test(arguments: [
    "{死亡 / 人口 * 1000: .1} per 1,000 people", "{死亡 / 人口 * 1000: .1} deaths per 1,000", "每千人死亡{死亡 / 人口 * 1000: .1}人",
    "每十万人死亡{死亡 / 人口 * 100000: .1}人", "{100000 * 死亡 / 人口: .1} per 100,000", "{死亡 / 人口 * 1000}‰", "{千人率(死亡, 人口): .1}‰",
    "{支出 / 10000}万元", "{万元数}万元", "{支出 / 100000000}亿元", "{1234567 / 10000}万",
    "| 死亡率（‰） |\\n|--|\\n| {死亡 / 人口 * 1000} |",
    "{死亡 / 人口 × 100}%",
  ])
  func isAWarning(body: String) { #expect(codes(body.replacing("\\n", with: "\n")) == [.hundredfold], "\(body)") }

  @Test(arguments: [
    "{死亡 / 人口: .1} per 1,000 people", "每千人死亡{死亡 / 人口: .1}人", "{死亡 / 人口}‰", "{支出 / 10000}元", "{支出 / 1000}万元",
    "{支出 * 10000}万元",
    "{死亡 / 人口 * 1000}%", "{死亡 / 人口 / 100}%", "{支出 / 12}万元", "{死亡 * 1000}人",
  ])
  func otherFactorsAreMeant(body: String) { #expect(codes(body) == [], "\(body)") }

  @Test func theMessageNamesWhatTheFigureIsPer() {
    let found = Case(header + "\n{死亡 / 人口 * 1000: .1} per 1,000 people\n").compile().diagnostics.map(
      \.message[.english])
    #expect(found == ["the figure is multiplied by 1000 and then printed in ‘per 1,000 people’"])
  }
}
