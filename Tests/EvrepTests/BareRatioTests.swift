import Evrep
import EvrepSource
import Testing

@Suite struct BareRatioTests {
  private func codes(_ body: String) -> [DiagnosticCode] { Case(body + "\n").compile().codes }

  @Test(arguments: [
    "差异系数为{38.7%: .3}", "差异系数由{41%: .2}下降到{38.7%: .2}", "师生比{1 / 15: .3}", "写成小数是{65.4%: .2}",
    "The coefficient is {38.7%: .3}", "Ratios of {1 pupil / 3 pupils: .2}", "That is {38.7%}%, as a ratio {38.7%: .3}",
    "| 差异系数 |\n|--|\n| {38.7%: .3} |", "| 指标 | 值 |\n|--|--|\n| 差异系数 | {38.7%: .3} |", "频率{12}", "占{65.4%: .2}%",
    "增长{10%: .1}%", "增长{10%: .1 %}", "占{1 / 15: 1:n}",
  ])
  func aBareRatioIsAForm(body: String) { #expect(codes(body) == [], "\(body)") }

  @Test(arguments: [
    "即{19.1%: .1}。", "由{41%: .2}%下降到{38.7%: .2}", "it rose to {19.1%: .1}.", "{19.1%: .1} (%)",
    "The duration of {19.1%: .1}",
    "| 占比 |\n|--|\n| {19.1%: .1} |", "| 入学率 |\n|--|\n| {19.1%: .1} |", "| Operations |\n|--|\n| {19.1%: .1} |",
  ])
  func whatIsNoFractionIsRefused(body: String) { #expect(codes(body) == [.unitMissing], "\(body)") }

  @Test(arguments: [
    "Clear-up rate (%)¹", "Rate (%) [1]", "Rate (%)[^1]", "Rate (%) 2023", "Rate (%), 2023", "Rate (pct)", "Rate pct",
    "Rate percent",
    "（%）①", "率（%）2023年", "占比（百分比）", "占比〔%〕", "Rate (per cent) †", "Rate (%)¹²",
  ])
  func aHeaderIsReadWhateverNoteStandsBehindItsUnit(header: String) {
    let compilation = Case("---\nlanguage en\n---\n| \(header) |\n|--|\n| {19.1%: .1} |\n\n[^1]: a\n").compile()
    #expect(compilation.codes == [] && compilation.markdownText.contains("| 19.1 |"), "\(header)")
  }

  /// 0.55 for a ratio may be 0.55% or 55%: both are offered, and nothing is printed.
  @Test func aFractionForAPercentageIsAsked() {
    let found = Case("---\nlanguage en\nparam target: % = 0.55\n---\nThe target is {target}%.\n").compile()
    #expect(found.codes == [.dimensionMismatch], "\(found.messages())")
    #expect(found.diagnostics[0].fixIts.map(\.replacement) == ["55%", "%"], "\(found.messages())")
  }

  @Test func pctIsPercent() {
    #expect(Case("{19.1%: .1} pct of pupils\n").compile().markdownText == "19.1 pct of pupils\n")
  }

  @Test func aCoefficientOfVariationIsAFractionWhateverItIsCalled() {
    let report = """
      ---
      数据 t 来自 "t.csv" { 名称 text key; 面积 平方米; 学生 人 }
      令 均衡 = variation(t.面积, t.学生)
      ---
      结果为{均衡: .2}，即{round(均衡, 3): .3}、{max(均衡, 均衡): .2}。
      """
    #expect(Case(report, ["t.csv": "名称,面积,学生\n甲,100,10\n乙,300,10\n"]).compile().codes == [])
  }

  @Test(arguments: [
    "增长{10%: .1}", "下降了{10%: .1}", "增长约{10%: .1}", "覆盖率{65.4%: .2}", "整改率达{45.6%: .2}", "占{65.4%: .2}",
    "占比为{65.4%: .2}",
    "比例分别为{65.4%: .2}", "rose by {10%: .1}", "The share is {65.4%: .2}", "at a rate of {65.4%: .2}",
  ])
  func behindWordsThatAreSaidOfAPercentItIsRefused(body: String) { #expect(codes(body) == [.unitMissing], "\(body)") }

  @Test func theSameHoleIsJudgedWhereItStands() {
    #expect(codes("差异系数为{38.7%: .3}，覆盖率为{38.7%: .3}，差异系数为{38.7%: .3}。") == [.unitMissing])
  }

  @Test func theFixWritesThePercent() {
    #expect(Case("增长{10%: .1}\n").compile().diagnostics.flatMap(\.fixIts).map(\.replacement) == ["%"])
  }
}
