import EvrepSource
import Testing

@Suite struct TypedFigureTests {
  private func codes(_ body: String) -> [DiagnosticCode] {
    Judged("---\n令 支出 = 123846.52 万元\n令 标准 = 650 元/人\n令 率 = 97.42%\n令 预算 = 34192600 £\n---\n{支出: .1}亿元。\(body)").codes
  }

  @Test(arguments: [
    "共123846.52万元", "标准650元/人", "即97.42%", "约12.4亿元", "£34.1926 million of it", "($34192600 or) £34,192,600",
  ])
  func aNumberThatADefinitionOrAFigureHas(body: String) {
    #expect(codes(body) == [.typedFigure], "\(body)")
  }

  @Test(arguments: [
    "“123846.52万元”", "《650元/人》", "`650元/人`", "第650元/人", "600～650元/人", "650～700元/人", "A650元/人", "650",
    "650人", "2022年", "97.4%", "``` 97.42% ```", "{标准}元/人", "x=650元/人", "约12.5亿元", "〔650元/人〕",
  ])
  func whatOnlyLooksLikeIt(body: String) { #expect(codes(body) == [], "\(body)") }

  @Test func roundNumbersAndShortOnesSayNothing() {
    #expect(Judged("---\n令 甲 = 50%\n令 乙 = 2000 元\n令 丙 = 100%\n令 丁 = 12 人\n---\n50%，2000元，100%，12人。").codes == [])
  }

  @Test func figuresAndTheirRoundedFormsAreBothKnown() {
    #expect(Judged("---\n令 甲 = 97.42%\n---\n{甲: .1}%，97.42%，97.4%").codes == [.typedFigure, .typedFigure])
  }
}
