import Evrep
import EvrepSource
import EvrepTestSupport
import Testing

/// Statistics against values that Python's `fractions`, `decimal` and `statistics` give.
@Suite struct StatisticsTests {
  // x = "12.5 7 30 7 18.25 41 0.5 22 16 9.75", w = "120 80 400 80 210 333 15 250 160 97", all as Fractions.
  private static let rows = """
    k,x,w,g
    a,12.5,120,
    b,7,80,1
    c,30,400,2
    d,7,80,
    e,18.25,210,3
    f,41,333,4
    g,0.5,15,
    h,22,250,5
    i,16,160,6
    j,9.75,97,7

    """
  private static let years = "年度,支出,空\n2019,10320.5,1\n2020,11021,\n2021,9876.25,3\n2022,12000,4\n2024,1,5\n"
  private static let header = """
    data t from "t.csv" counted 所 { k text key; x 平方米; w 人; g 元? }
    data y from "y.csv" { 年度 year key; 支出 万元; 空 万元? }
    """

  private func compiled(_ text: String) -> Compilation {
    Case("---\nlanguage zh\n\(Self.header)\n---\n\(text)\n", ["t.csv": Self.rows, "y.csv": Self.years]).compile()
  }

  private func expectPrints(_ text: String, _ result: String) {
    let compilation = compiled(text)
    // Many decimals are asked for here on purpose.
    #expect(compilation.codes.allSatisfy { $0 == .manyDecimals }, "\(compilation.messages())")
    #expect(compilation.markdownText == result + "\n", "\(text)")
  }

  @Test(arguments: [
    // sum(a * b for a, b in zip(x, w)) / sum(w)
    ("{average(t.x, t.w): .18}平方米", "23.563753581661891117平方米"),
    ("{平均(t.x, t.w): .6}平方米", "23.563754平方米"),
    ("{average(t.x)}平方米", "16.4平方米"),
    // statistics.median(x); statistics.quantiles(x, n=4 and 10, method="inclusive")
    ("{median(t.x)}平方米", "14.25平方米"), ("{中位数(t.x)}平方米", "14.25平方米"),
    ("{quantile(t.x, 25%): .6}平方米", "7.687500平方米"), ("{quantile(t.x, 0.75): .6}平方米", "21.062500平方米"),
    ("{分位数(t.x, 1 / 2): .6}平方米", "14.250000平方米"), ("{quantile(t.x, 10%): .6}平方米", "6.350000平方米"),
    ("{quantile(t.x, 0.9): .6}平方米", "31.100000平方米"), ("{quantile(t.x, 30%): .6}平方米", "8.925000平方米"),
    // s = sorted(x); h = (n - 1) * p; s[floor(h)] + (h - floor(h)) * (s[floor(h) + 1] - s[floor(h)])
    ("{quantile(t.x, 1 / 3): .12}平方米", "9.750000000000平方米"),
    ("{quantile(t.x, 5%): .12}平方米", "3.425000000000平方米"),
    ("{quantile(t.x, 0)}平方米", "0.5平方米"), ("{quantile(t.x, 1)}平方米", "41平方米"),
    // √(Σ (wᵢ/P)(xᵢ/wᵢ − X̄)²) / X̄ = 0.18554962627751531…
    ("{variation(t.x, t.w): .12}", "0.185549626278"), ("{差异系数(t.x, t.w): .4}", "0.1855"),
    // Only the rows with g: sum(g * w) / sum(w) of those seven.
    ("{average(t.g skipping missing, t.w): .12}元", "3.745751633987元"),
    ("{quantile(t.g skipping missing, 50%)}元", "4元"), ("{median(t.g skipping missing)}元", "4元"),
  ])
  func summariesAreThoseOfTheDefinitions(text: String, result: String) { expectPrints(text, result) }

  @Test func ranksOfEqualValuesAreEqualAndTheNextIsLeftOut() {
    // [1 + sum(b > a for b in x) for a in x]
    expectPrints(
      "::: each r in t\n- 第{rank(r.x, t.x)}名，第{名次(r.x, t.x)}位\n:::",
      [6, 8, 2, 8, 4, 1, 10, 3, 5, 7].map { "- 第\($0)名，第\($0)位" }.joined(separator: "\n"))
    expectPrints("{rank(100 平方米, t.x)} {rank(0 平方米, t.x)} {rank(3 元, t.g skipping missing)}", "1 11 5")
  }

  @Test func theCumulativeTotalFollowsTheOrderOfTheColumn() {
    // c = 0; for a in x: c += a
    let totals = ["12.50", "19.50", "49.50", "56.50", "74.75", "115.75", "116.25", "138.25", "154.25", "164.00"]
    expectPrints(
      "::: each r in t\n- {cumulative(t.x, r): .2}平方米\n:::", totals.map { "- \($0)平方米" }.joined(separator: "\n"))
    let descending = [
      "f41", "c71", "h93", "e111.25", "i127.25", "a139.75", "j149.5", "b156.5", "d163.5", "g164",
    ]
    expectPrints(
      "::: each r in t order by x descending\n- {r.k}{累计(t.x 排序 x 降序, r)}平方米\n:::",
      descending.map { "- \($0)平方米" }.joined(separator: "\n"))
  }

  @Test func topTakesTheGreatestAndOfTiesTheFirst() {
    expectPrints("{list((t top 3 by x).k)}", "f、c、h")
    expectPrints("{list((t 前 3 按 x 升序).k)}", "g、b、d")
    expectPrints("{list((t where w > 100 人 top 2 by x ascending).k)}", "a、i")
    expectPrints("{count(t top 0 by x)}所 {count(t top 99 by x)}所", "0所 10所")
    expectPrints("{sum(t.x top 2 by w)}平方米", "71平方米")
    #expect(compiled("{count(t top 1.5 by x)}所").codes == [.outOfRange])
  }

  @Test func yearOnYearLooksAtTheYearBefore() {
    // (b - a) / a * 100; no 2023 stands before 2024, no 2018 before 2019.
    expectPrints(
      "::: each r in y\n- {r.年度}{when yearOnYear(r.支出) is not missing}：{yearOnYear(r.支出): .10 增长|下降}%{end}\n:::",
      """
      - 2019
      - 2020：增长6.7874618478%
      - 2021：下降10.3869884765%
      - 2022：增长21.5036071383%
      - 2024
      """)
    expectPrints("{count(y where 同比(支出) is not missing and 同比(支出) > 0)}", "2")
    expectPrints("{count(y where yearOnYear(空) is missing)}", "4")
    #expect(compiled("{yearOnYear(only(y where 年度 = 2020).支出)}%").codes == [.optionalUnsettled])
    #expect(compiled("{yearOnYear(first(t).x) ?? 0%}%").codes == [.wrongArguments])
  }

  @Test func sharesOfGroupsAddUp() {
    expectPrints(
      "::: each r in t by k where sum(w) > 300 人\n- {share(sum(r.w), sum(t.w)): .2}%\n:::", "- 22.92%\n- 19.08%")
  }

  @Test func whatHasNoValueIsAnError() {
    #expect(compiled("{average(t.x where x > 99 平方米, t.w where x > 99 平方米)}平方米").codes == [.noRows])
    #expect(compiled("{average(t.x where x > 9 平方米, t.w)}平方米").codes == [.wrongArguments])
    #expect(compiled("{quantile(t.x, 101%)}平方米").codes == [.outOfRange])
    #expect(compiled("{quantile(t.x where x > 99 平方米, 10%)}平方米").codes == [.noRows])
    #expect(compiled("{average(t.x, t.g)}平方米").codes == [.optionalUnsettled])
    #expect(compiled("{average(t.x where w = 15 人, t.x where w = 15 人)}平方米").codes == [])
  }

  @Test func goingThroughALargeTableIsNotQuadratic() {
    let rows = "k,x,w\n" + (0..<20_000).map { "\($0),\($0 * 7919 % 9973),1\n" }.joined()
    func codes(_ hole: String) -> [DiagnosticCode] {
      let header = "---\ndata t from \"t.csv\" { k number; x number; w number }\nlet ones = t.x where w = 1\n---\n"
      return Case(header + "::: each r in t\n\(hole)\n:::\n", ["t.csv": rows]).compile().codes
    }
    #expect(codes("{rank(r.x, t.x)} {cumulative(t.x, r)} {rank(r.w, ones)}") == [])
    // Filtered anew for each row it is, and the budget of work stops it.
    #expect(codes("{rank(r.w, t.x where w = 1)}") == [.tooMuchOutput])
  }
}
