import EvrepSource
import Testing

@Suite struct BlurredThresholdTests {
  private func judged(_ condition: String, _ body: String) -> [DiagnosticCode] {
    Judged("---\n令 占比 = 49.96%\n令 标准 = 50%\n---\n::: 当 \(condition)\n\(body)\n:::\n").codes
  }

  @Test(arguments: [
    ("占比 < 50%", "{占比: .1}%"), ("占比 < 标准", "{占比: .1}%，低于{标准}%"), ("标准 > 占比", "{占比: .0}%"),
    ("非 占比 >= 标准", "{占比: .0}%"), ("占比 != 标准", "{占比: .0}%"), ("占比 > 1% 且 占比 < 标准", "{占比: .0}%"),
  ])
  func aFigureThatPrintsAsTheThresholdItFails(condition: String, body: String) {
    #expect(judged(condition, body) == [.blurredThreshold], "\(condition): \(body)")
  }

  @Test(arguments: [
    ("占比 < 50%", "{占比}%"), ("占比 < 标准", "近{占比: .0}%，约{占比: .0}%"), ("占比 > 40%", "{占比: .0}%"),
    ("占比 <= 标准", "{占比: .0}%"), ("标准 > 占比", "{标准: .0}%，{占比: .2}%"), ("占比 < 标准", "{标准 - 占比}个百分点"),
  ])
  func othersAreLeftAlone(condition: String, body: String) {
    #expect(judged(condition, body) == [], "\(condition): \(body)")
  }

  @Test func checksAndProblemsCompareToo() {
    let header = "---\n令 甲 = 49.96%\n令 乙 = 50.02%\n核验 少: 甲 < 乙\n---\n"
    #expect(Judged(header + "{甲: .1}%与{乙: .1}%").codes == [.blurredThreshold])
    #expect(Judged(header + "{甲: .2}%与{乙: .2}%").codes == [])
    let problem = "::: 问题 p 当 甲 < 50%\n{甲: .0}%。\n::: 措施\n- 改。\n:::\n:::\n"
    #expect(Judged(header + problem).codes == [.blurredThreshold])
  }
}
