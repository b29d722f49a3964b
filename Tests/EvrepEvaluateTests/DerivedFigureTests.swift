import EvrepSource
import Testing

@Suite struct DerivedFigureTests {
  private func judged(_ body: String) -> Judged {
    Judged(
      "---\n令 今 = 4092.98 万人\n令 前 = 4627.55 万人\n令 降幅 = abs(growth(今, 前))\n令 甲 = 12.345 万元\n令 乙 = 1.2 万元\n---\n"
        + body)
  }

  @Test(arguments: [
    "{前}万人，{今}万人，减少{前 - 今}万人，下降{降幅}%", "{前: .0}万人，{今: .0}万人，下降{降幅: .4}%，比值{今 / 前: .3}",
    "{前}万人，{今}万人，{growth(今, 前): 增长|下降}%，{share(今, 前)}%，合计{今 + 前}万人",
    "{甲: .0}万元，{乙: .0}万元，{甲 + 乙: .0}万元，{甲 - 乙: .0}万元", "{1 - share(今, 前)}%，{share(今, 前): .0}%",
  ])
  func whatFollowsFromTheExactValuesAgrees(body: String) { #expect(judged(body).codes == [], "\(body)") }

  @Test(arguments: [
    "{甲}万元，{乙}万元，增长{growth(round(甲, 1), 乙)}%", "{今}万人，{前}万人，比值为{round(今, 0) / 前: .6}",
    "{甲}万元，{乙}万元，共{round(甲, 1) + 乙: .2}万元", "{甲}万元，{乙}万元，相差{round(甲, 0) - 乙: .2}万元",
  ])
  func whatWasRoundedBeforeContradicts(body: String) {
    #expect(judged(body).codes == [.printedContradiction], "\(body)")
  }

  @Test func onlySumsThatDoNotAddUpAreNoted() {
    #expect(judged("{甲: .1}万元，{乙: .1}万元，{甲 + 乙: .1}万元").hasRoundedTotals == false)
    // 12.3 and 1.2 are 13.5, beside 13.545.
    #expect(judged("{甲: .1}万元，{乙 + 甲: .3}万元，{乙}万元").hasRoundedTotals)
    #expect(judged("{前: .0}万人，{今: .0}万人，减少{前 - 今: .0}万人").hasRoundedTotals == false)
  }
}
