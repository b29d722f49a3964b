import EvrepSource
import Testing

@Suite struct MisplacedExcessTests {
  private func judged(_ body: String) -> Judged { Judged("---\n令 甲 = 3456789 元\n令 乙 = 300 万元\n---\n" + body) }

  @Test(arguments: [
    ("{甲: .0}余万元", "345"), ("{甲}万余元", "345"), ("{甲}万多元", "345"), ("{甲: .1}余百万元", "3.4"), ("{甲}百万余元", "3"),
    ("{乙}万元余款", "300"), ("{乙}万元余额", "300"), ("{甲: .0}万元", "346"), ("{甲}元余", "3456789"),
  ])
  func whereItBelongs(body: String, printed: String) {
    #expect(judged(body).codes == [], "\(body)")
    #expect(judged(body).printed == [printed], "\(body)")
  }

  @Test(arguments: ["{甲: .0}万元余", "{甲: .0}万元余，", "{甲: .2}万余元", "{甲: .1}百万多元", "{甲: .0}万元余的"])
  func whereItDoesNot(body: String) { #expect(judged(body).codes == [.misplacedExcess], "\(body)") }

  @Test func anExactFigureHasNoExcess() { #expect(judged("{乙}万余元").codes == [.falseApproximation]) }
}
