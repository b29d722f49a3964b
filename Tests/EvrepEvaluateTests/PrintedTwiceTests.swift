import EvrepSource
import Testing

@Suite struct PrintedTwiceTests {
  private func judged(_ body: String) -> [DiagnosticCode] {
    Judged("---\n令 甲 = 12.345 万元\n令 乙 = 2.449 万元\n---\n" + body).codes
  }

  @Test(arguments: [
    "{甲}万元，{甲: .1}万元，{甲}元", "{甲: .1}万元，{甲: .3}万元", "{甲: .1 half-even}万元，近{甲: .0}万元，{甲: .0}余万元",
    "{round(甲, 1)}万元，{甲}万元", "{round(甲, 2)}万元，{甲: .3}万元", "{甲}万元，{乙}万元",
  ])
  func decimalsAndUnitsThatAgree(body: String) { #expect(judged(body) == [], "\(body)") }

  @Test(arguments: [
    "{甲}万元，{round(甲, 1): .2}万元", "{乙: .1}万元，{round(乙, 2): .1}万元", "{甲: .3}万元，{round(甲, 0): .1}万元",
  ])
  func whatWasRoundedTwiceDoesNot(body: String) { #expect(judged(body) == [.printedContradiction], "\(body)") }
}
