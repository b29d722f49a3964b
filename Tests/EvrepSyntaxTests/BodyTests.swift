import EvrepSource
import EvrepSyntax
import Testing

@Suite struct BodyTests {
  @Test func outlineOfAHole() {
    let parsed = Parsed("共{a.b: .1 万元}万｛c｝。")
    #expect(
      parsed.body?.outline == """
        body
          prose "共"
          hole
            leftBrace "{"
            postfix
              nameExpression
                identifier "a"
              fieldAccess
                dot "."
                name
                  identifier "b"
            colon ":"
            format
              dot "."
              number "1"
              identifier "万元"
            rightBrace "}"
          prose "万"
          hole
            leftBrace "｛"
            nameExpression
              identifier "c"
            rightBrace "｝"
          prose "。"

        """)
  }

  @Test func referencesAndAnchorsAreNoHoles() {
    let parsed = Parsed("# 甲 {#甲}\n\n见{ref 甲}、{参见 乙}；{ref}、{ref + 1}、{参见.a}。\n")
    #expect(parsed.codes == [])
    #expect((parsed.count(.anchor), parsed.count(.reference), parsed.count(.hole)) == (1, 2, 3))
  }

  @Test func outlineOfABlock() {
    let parsed = Parsed("::: when a\nA\n::: otherwise when b\nB\n::: otherwise\nC\n:::\n")
    #expect(parsed.codes == [])
    #expect(
      parsed.body?.children.first { _ in true }.map { $0.children.map(\.kind) }
        == [.blockHead, .body, .blockHead, .body, .blockHead, .body, .blockEnd])
    #expect(parsed.count(.whenBlock) == 1)
  }

  @Test(arguments: [
    ("when a", "当 a", SyntaxKind.whenBlock), ("each x in t", "逐项 x 于 t", .eachBlock),
    ("problem p", "问题 p", .problemBlock),
    ("problem p when a", "问题 p 当 a", .problemBlock), ("problem when a", "问题 当 a", .problemBlock),
    ("problem", "问题", .problemBlock), ("measures", "措施", .measuresBlock), ("series", "列举", .seriesBlock),
  ])
  func everyBlockHasTwoSpellingsAndTwoFences(english: String, chinese: String, kind: SyntaxKind) {
    for (opening, closing) in [("::: " + english, ":::"), ("：：：　" + chinese, "：：："), (":::" + english, "  ::::")] {
      let parsed = Parsed("text\n\(opening)\ninside\n\(closing)\nafter")
      #expect(parsed.codes == [])
      #expect(parsed.count(kind) == 1)
      #expect(parsed.leaves(.prose) == ["text\n", "inside\n", "after"])
    }
  }

  @Test func blocksNestAndTheInnermostCloses() {
    let parsed = Parsed("::: problem p\n::: measures\n- a\n:::\n::: each x in t\n{x}\n:::\n:::\n")
    #expect(parsed.codes == [])
    let outer = parsed.body?.first(.problemBlock)?.first(.body)
    #expect(outer?.children.map(\.kind) == [.measuresBlock, .eachBlock])
  }

  @Test func inlineBlocksNest() {
    let parsed = Parsed("A{when a}B{when b}C{end}{otherwise when c}D{否则}E{结束}F")
    #expect(parsed.codes == [])
    #expect(parsed.count(.inlineWhen) == 2)
    #expect(parsed.body?.children.map(\.kind) == [.prose, .inlineWhen, .prose])
  }

  @Test(arguments: [
    (":::\n", [DiagnosticCode.strayFence]), ("::: when a\n", [.unclosedBlock]), ("::: foo\n:::\n", [.unknownBlock]),
    ("::: otherwise\n:::\n", [.misplacedBlock]), ("::: each x in t\n::: otherwise\n:::\n", [.misplacedBlock]),
    ("{when a}x\n", [.unclosedInlineWhen]), ("{end}", [.strayInlineWord]), ("{otherwise}", [.strayInlineWord]),
    ("::: when a\n{when b}\n:::\n", [.unclosedInlineWhen]), ("{}", [.emptyHole]), ("{a", [.unclosedHole]),
    ("{a b}", [.unexpectedToken]), ("{a\n}", [.unclosedHole]), ("::: each in t\n:::\n", [.unexpectedToken]),
    ("::: measures now\n:::\n", [.unexpectedToken]), ("{#}", [.unexpectedToken]), ("{a: }", [.unexpectedToken]),
    ("{\"a}", [.unclosedString]), ("::: when\n:::\n", [.unexpectedToken]), ("{when}x{end}", [.unexpectedToken]),
  ])
  func oneSlipIsOneMessage(source: String, codes: [DiagnosticCode]) {
    #expect(Parsed(source).codes == codes, "\(source)")
  }

  @Test func severalSlipsAreSeveralMessagesInTheirOrder() {
    let parsed = Parsed("{}\n{a\n\n:::\n{b c}d{end}\n::: nope\n:::\n")
    #expect(
      parsed.codes == [.emptyHole, .unclosedHole, .strayFence, .unexpectedToken, .strayInlineWord, .unknownBlock])
    #expect(parsed.marked == ["{}", "{", ":::", "c", "{", "nope"])
  }

  @Test func carriageReturnsEndLines() {
    let parsed = Parsed("a\r\n::: when b\r\nc{d}\r\n:::\r\ne\r\n")
    #expect(parsed.codes == [])
    #expect(parsed.leaves(.lineEnd) == ["\r\n", "\r\n"])
    #expect(parsed.count(.hole) == 1)
  }
}
