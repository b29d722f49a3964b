import EvrepSource
import EvrepSyntax
import Testing

@Suite struct RepeatedHoleTests {
  /// The tree of a hole below its node.
  private func outlines(_ text: String, of kind: SyntaxKind = .hole) -> [String] {
    let parsed = Parsed(text)
    return parsed.body.map { $0.children.filter { $0.kind == kind }.map(\.outline) } ?? []
  }

  @Test(arguments: [
    "{a}", "{a.b: .1 万元}", "{sum(a.b where c > 1 人 and d = \"x\") / 2: +}", "{\"甲{b}乙\"}", "{a ?? \"}\"}", "｛a｝",
    "{ a }",
  ])
  func aCopyIsWhatItsBytesAre(hole: String) {
    let once = outlines(hole)
    #expect(once.count == 1)
    for text in ["\(hole)\(hole)", "甲\(hole)乙\n\n::: when x\n\(hole)\n:::\n\(hole)"] {
      #expect(outlines(text) == once + once)
    }
  }

  @Test func whatFollowsACopyIsParsed() {
    let parsed = Parsed("{a}{a}{#b}{a}见{ref b}{when a}{a}{end}{a}\n")
    #expect(parsed.codes == [])
    #expect(parsed.count(.hole) == 5 && parsed.count(.anchor) == 1 && parsed.count(.reference) == 1)
    #expect(parsed.count(.inlineWhen) == 1)
  }

  @Test func slipsAreReportedEachTime() {
    #expect(Parsed("{a +}{a +}\n").marked.count == 2)
    #expect(Parsed("{}{}\n").codes.count == 2)
    #expect(Parsed("{a}{a\n\n{a").codes == [.unclosedHole, .unclosedHole])
  }

  @Test func aBraceInAStringEndsNoHole() {
    #expect(outlines("{\"{a}\"}{\"{a}\" + b}").map { $0.contains("\"b\"") } == [false, true])
  }
}
