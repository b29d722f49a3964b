import EvrepSource
import Testing

@Suite struct FalseDoublingTests {
  private func codes(_ body: String) -> [DiagnosticCode] {
    Judged("---\n令 甲 = 100 人\n令 乙 = 390 人\n令 丙 = 400 人\n---\n" + body).codes
  }

  @Test(arguments: [
    "由{甲}人翻两番达到{丙}人", "由{甲}人翻一番达到{乙}人", "由{甲}人翻了一番多，达{丙}人", "trebled from {甲} pupils to {乙} pupils",
    "nearly quadrupled from {甲} pupils to {乙} pupils", "more than doubled from {甲} pupils to {丙} pupils",
    "由{甲}人，翻开{乙}人", "由{丙}人到{甲}人",
  ])
  func whatIsSoOrIsNotSaid(body: String) {
    #expect(codes(body) == [], "\(body)")
  }

  @Test(arguments: [
    "由{甲}人翻两番达到{乙}人", "由{甲}人翻了一番，达到{丙}人", "由{甲}人翻三番达到{丙}人", "doubled from {甲} pupils to {乙} pupils",
    "quadrupled from {甲} pupils to {乙} pupils", "由{丙}人翻一番到{甲}人",
  ])
  func whatIsNot(body: String) { #expect(codes(body) == [.falseDoubling], "\(body)") }
}
