import Evrep
import EvrepSource
import Testing

@Suite struct LeadingUnitTests {
  private func report(_ body: String) -> Compilation {
    let header = """
      ---
      数据 校 来自 "t.csv" 计 所 { 名称 文本 主键; 学生 人; 经费 元 }
      单位 "每平方米" 每 平方米
      ---

      """
    return Case(header + body + "\n", ["t.csv": "名称,学生,经费\n甲,10,1000\n乙,20,5000\n"]).compile()
  }

  @Test(arguments: [
    ("百分之{45.6%}", "百分之45.6"), ("百分之{45.6%: .0}", "百分之46"), ("百分之{25%: 小写}", "百分之二十五"), ("千分之{0.3%}", "千分之3"),
    ("增长百分之{10%}", "增长百分之10"), ("百分之**{45.6%}**", "百分之**45.6**"), ("占百分之{40%}的人", "占百分之40的人"),
    ("{45.6%: 小写 %}", "百分之四十五点六"), ("{-3.5%: 小写 %}", "负百分之三点五"),
    ("生均{合计(校.经费) / 合计(校.学生)}元", "生均200元"), ("生均{合计(校.经费) / 合计(校.学生)}元/人", "生均200元/人"),
    ("校均{合计(校.学生) / 计数(校)}人", "校均15人"), ("校均{平均(校.学生)}人", "校均15人"), ("生均{200 元}元", "生均200元"),
    ("每平方米{300 元 / 3 平方米}元", "每平方米100元"),
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
}
