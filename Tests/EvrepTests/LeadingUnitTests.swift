import Evrep
import EvrepSource
import Testing

@Suite struct LeadingUnitTests {
  private func report(_ body: String) -> Compilation {
    let header = """
      ---
      数据 校 来自 "t.csv" 计 所 { 名称 文本 主键; 学生 人; 经费 元 }
      数据 率 来自 "r.csv" 计 所 { 名称 文本 主键; 生均 元/人 }
      单位 "每平方米" 每 平方米
      令 生均额 = 200 元/人
      ---

      """
    return Case(
      header + body + "\n",
      [
        "t.csv": "名称,学生,经费\n甲,10,1000\n乙,20,5000\n", "r.csv": "名称,生均\n甲,100\n乙,200\n",
      ]
    ).compile()
  }

  @Test(arguments: [
    ("百分之{45.6%}", "百分之45.6"), ("百分之{45.6%: .0}", "百分之46"), ("百分之{25%: 小写}", "百分之二十五"), ("千分之{0.3%}", "千分之3"),
    ("增长百分之{10%}", "增长百分之10"), ("百分之**{45.6%}**", "百分之**45.6**"), ("占百分之{40%}的人", "占百分之40的人"),
    ("{45.6%: 小写 %}", "百分之四十五点六"), ("{-3.5%: 小写 %}", "负百分之三点五"),
    ("生均{合计(校.经费) / 合计(校.学生)}元", "生均200元"), ("生均{合计(校.经费) / 合计(校.学生)}元/人", "生均200元/人"),
    ("校均{合计(校.学生) / 计数(校)}人", "校均15人"), ("校均{平均(校.学生)}人", "校均15人"), ("生均{200 元}元", "生均200元"),
    ("每平方米{300 元 / 3 平方米}元", "每平方米100元"),
    // What 生均 belongs to is something else.
    ("生均经费不达标的学校{计数(校)}所", "生均经费不达标的学校2所"), ("涉及生均经费不足的学生{合计(校.学生)}人", "涉及生均经费不足的学生30人"),
    ("用于提高生均经费的资金{合计(校.经费)}元", "用于提高生均经费的资金6000元"), ("扣除生均经费后结余{合计(校.经费)}元", "扣除生均经费后结余6000元"),
    ("| 生均经费低于标准的学校（所） |\n|--:|\n| {计数(校)} |", "| 生均经费低于标准的学校（所） |\n| --: |\n| 2 |"),
    ("| 生均经费合计（元） |\n|--:|\n| {合计(校.经费)} |", "| 生均经费合计（元） |\n| --: |\n| 6000 |"),
    // One word for several figures of a sentence.
    ("生均经费由{200 元/人}元提高到{250 元/人}元，增加{250 元/人 - 200 元/人}元", "生均经费由200元提高到250元，增加50元"),
    ("生均经费小学{200 元/人}元、初中{250 元/人}元", "生均经费小学200元、初中250元"), ("按每生每年{650 元/人}元安排", "按每生每年650元安排"),
    // A mean of what is per head already.
    ("各校生均经费平均{平均(率.生均)}元/人", "各校生均经费平均150元/人"), ("生均经费平均{平均(率.生均)}元", "生均经费平均150元"),
    ("| 生均经费平均值（元/人） |\n|--:|\n| {平均(率.生均)} |", "| 生均经费平均值（元/人） |\n| --: |\n| 150 |"),
  ])
  func aWordBeforeTheHoleHasAPartInItsUnit(body: String, result: String) {
    let compilation = report(body)
    #expect(compilation.messages() == "", "\(body)")
    #expect(compilation.markdownText == result + "\n")
  }

  @Test(arguments: [
    ("百分之{45.6%}%", DiagnosticCode.unitDoubled), ("百分之{45.6%: %}", .unitDoubled), ("百分之{45.6%: 小写 %}", .unitDoubled),
    ("百分之{3 人}", .unitContradicts), ("生均{合计(校.经费)}元", .unitContradicts), ("生均{平均(校.经费)}元", .unitContradicts),
    ("校均{计数(校)}所", .unitContradicts), ("生均{合计(校.经费) / 计数(校)}元", .unitContradicts),
  ])
  func whatItContradictsIsRefused(body: String, code: DiagnosticCode) {
    #expect(report(body).codes == [code], "\(body)")
  }

  @Test func identicalHolesBehindOtherWordsAreOthers() {
    #expect(report("百分之{0.5%}，千分之{0.5%}，百分之{0.5%}").markdownText == "百分之0.5，千分之5，百分之0.5\n")
  }

  @Test func theDoublingIsTakenOut() {
    let fix = report("百分之{45.6%}%").diagnostics.flatMap(\.fixIts)
    #expect(fix.map(\.replacement) == [""])
  }

  /// The same figure without 生均 in its sentence is refused, whichever comes first.
  @Test func aQuotientHasItsDivisorFromItsOwnSentence() {
    let text = "生均经费小学{200 元/人}元、初中{250 元/人}元"
    #expect(report(text + "。\n\n初中{250 元/人}元").codes == [.unitContradicts])
    #expect(report("初中{250 元/人}元。\n\n" + text).codes == [.unitContradicts])
  }

  /// What a hole holds is no word of the sentence, and 总 speaks of another amount.
  @Test(arguments: ["支出{生均额}元/人，另有{250 元/人}元", "生均经费{200 元/人}元，总支出{250 元/人}元", "生均经费的支出{合计(校.经费)}元", "校均班数{计数(校)}所"])
  func otherWordsSayNothingOfAQuotient(body: String) {
    let compilation = report("{生均额}元/人。" + body)
    #expect(compilation.codes == [.unitContradicts], "\(compilation.messages())")
  }
}
