import EvrepSource
import EvrepSyntax
import Testing

/// Where the body of a file is looked for whose header is not closed. In each text `§` stands where it begins.
@Suite struct BodyStartTests {
  private static let data = "数据 学校 来自 “学校.csv” 计 所 ｛\n  名称 文本\n｝\n"

  /// The body begins with a line that nothing but Markdown can begin with.
  private static let certain = [
    "令 甲 = 1\n\n§# 正文\n\n学生{甲}人。\n", "令 甲 = 1\n§# 正文\n学生{甲}人。\n", "let a = 1\n§We run {a} schools.\n",
    "令 甲 = 1\n§全市有学校{甲}所。\n",
    "令 甲 = 1\n\n§根据《条例》，全市有学校{甲}所\n", "令 甲 = 1\n§::: 当 甲 > 0\n文\n:::\n", "令 甲 = 1\n§：：： 当 甲 > 0\n文\n：：：\n",
    "let a = 1\n\n§- one\n- two\n", "let a = 1\n\n§* one\n", "let a = 1\n\n§1. one\n2. two\n",
    "let a = 1\n\n§> quoted\n",
    "let a = 1\n\n§| x | y |\n|---|---|\n| {a} | 2 |\n", "let a = 1\n\n§**Bold** text\n",
    "let a = 1\n\n§```\nlet b = 2\n```\n",
    "let a = 1\n§<!-- a comment -->\nText.\n", data + "§# 正文\n\n有。\n", data + "// 说明\n\n§# 正文\n\n有。\n",
    "let a = (1\n  + 2)\n\n§Text here.\n", "check a: 1 = 1 \"it. does not。\"\n\n§All is well.\n", "§全市有学校3所。\n",
    "# a comment?\nlet a = 1\n\n§# Title\n\nText here.\n", "令 甲 = 1\n\n§# 正文\n\n数据：见下。\n\n注: 甲 = 乙\n",
    "let a = 1\n\n§Report on schools.\n\ntotal: see above\n",
  ]

  /// It begins with a line that could also be a slip of the header.
  private static let likely = [
    "let a = 1\n\n§We run {a} schools, see\nthe table.\n",
    "let a = 1\n\n§Some text\n", "let a = 1\n§Title\n=====\n\nText.\n", "令 甲 = 1\n\n§基本情况\n\n学生{甲}人。\n",
    "令 甲 = 1\n\n§学生{甲}人\n", "let a = 1\n\n§# Title\n",
  ]

  /// Nothing of it is the body.
  private static let headers = [
    "let a = 1\n", "let a = 1", "", "\n\n", data, "lett a = 1\n", "总数 = 3\n", "dat x from \"x.csv\" { a text }\n",
    "languge en\n",
    "样试 gongwen\n", "语言zh\n", "核验相加: 1 = 2\n", "uze \"m.evrep\" as m\n", "规范 覆盖 {\n  >= 80% since 2020 \"源\"\n}\n",
    "unti bus plural buses\n", "let a = (1\n+ 2\n", "学校 来自 “学校.csv” ｛ 名称 文本 ｝\n", "# a comment?\nlet a = 1\n",
    "unit bus\n// Text here.\n", "let a = 1\n  + 2\n",
  ]

  private static func split(_ marked: String) -> (text: String, body: Int?) {
    let parts = ("---\n" + marked).split(separator: "§", omittingEmptySubsequences: false)
    return (parts.joined(), parts.count > 1 ? parts[0].utf8.count : nil)
  }

  private static let all = certain + likely + headers

  @Test(arguments: all) func theBodyIsFound(marked: String) throws {
    let (text, body) = Self.split(marked)
    let parsed = Parsed(text)
    #expect(parsed.body?.range.lowerBound == body ?? text.utf8.count)
    let finding = try #require(parsed.diagnostics.first { $0.code == .unclosedHeader })
    #expect(finding.labels.map(\.place.range.lowerBound) == (body.map { [$0] } ?? []))
  }

  @Test(arguments: all) func theLineThatIsOfferedClosesTheHeader(marked: String) throws {
    let (text, body) = Self.split(marked)
    let parsed = Parsed(text)
    let fix = try #require(parsed.diagnostics.first?.fixIts.first)
    #expect(
      fix.isSafe == (body == nil ? parsed.codes.count == 1 : Self.certain.contains(marked) && parsed.codes.count == 1))
    var bytes = Array(text.utf8)
    bytes.replaceSubrange(fix.place.range, with: Array(fix.replacement.utf8))
    let mended = Parsed(bytes)
    #expect(mended.codes == Array(parsed.codes.dropFirst()))
    #expect(mended.body?.bytes.elementsEqual(parsed.body?.bytes ?? []) == true)
  }

  @Test(arguments: certain + likely) func aLaterThematicBreakIsNoFence(marked: String) {
    let (text, body) = Self.split(marked)
    let closed = Parsed(text + "\n一是建学校。\n\n二是配教师。\n\n---\n\n最后。\n")
    #expect(closed.codes.first == .unclosedHeader)
    #expect(closed.body?.range.lowerBound == body)
  }

  @Test(arguments: headers) func aFenceBehindDeclarationsIsOne(header: String) {
    let text = "---\n" + header + (header.hasSuffix("\n") ? "" : "\n") + "---\n\n# 正文\n\n文。\n\n---\n\n文。\n"
    let parsed = Parsed(text)
    #expect(!parsed.codes.contains(.unclosedHeader))
    #expect(parsed.body?.text == "\n# 正文\n\n文。\n\n---\n\n文。\n")
  }

  @Test(arguments: ["说明见下。\n", "# 说明\n", "# 说明\n# 数据\n\n", "Text\n", "- a\n"]) func aStrayLineLeavesTheFence(
    line: String
  ) {
    let parsed = Parsed("---\nlet a = 1\n\(line)---\nText.\n")
    #expect(!parsed.codes.contains(.unclosedHeader) && parsed.codes.count == line.split(separator: "\n").count)
    #expect(parsed.body?.text == "Text.\n")
  }

  @Test func whatStandsBeforeTheBodyIsReportedToo() {
    let parsed = Parsed("---\nlet a = \nlett b = 1\n\n# Title\n\nText {} here.\n\n{c\n")
    #expect(parsed.codes == [.unclosedHeader, .unexpectedToken, .unknownDeclaration, .emptyHole, .unclosedHole])
  }

  @Test func manyLinesAreReadOnce() {
    for line in ["lett a = 1\n", "text\n", "(\n", "# x\n", "```\n", "let a = 1\n文。\n"] {
      let parsed = Parsed("---\n" + String(repeating: line, count: 5_000))
      #expect(parsed.codes.first == .unclosedHeader)
    }
  }
}
