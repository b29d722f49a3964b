import EvrepSource
import EvrepTestSupport
import Testing

@testable import EvrepSyntax

/// Any bytes give a tree that holds all of them, in time that grows with their number.
@Suite struct RobustnessTests {
  private static let reports =
    String(#filePath.dropLast("Tests/EvrepSyntaxTests/RobustnessTests.swift".count)) + "Reports/"
  private static let school = reports + "district-school-report/report.evrep"
  private static let education = reports + "education-self-evaluation/report.evrep"

  /// Every declaration, block and kind of hole, and prose that Markdown has a say in.
  private static let sample = """
    ---
    报告 "{市}{年份}年报告"
    style "own.style" // 样式
    引用 "m.evrep" 为 标准
    参数 市: text private = “某市”
    param names: list of one of a | b?
    unit barrel = 1/2 桶 plural "barrels"
    数据 学校 来自 "a.csv" 计 所 {
      名称  text key, 面积 平方米? from "面积{x}"
      类型  one of 初中 | 小学
    }
    令 每百名(a, b) = a / b × 100 人
    let x = if not a = b then (1 + -2.5) else sum(学校.面积 where 类型 in (初中, 小学) skipping missing)
    核验 c: x is not missing 且 1 < 2 <= 3 ?? 4 "差{x}元"
    格式 万元: .1 grouped
    情景 s { 设 x = 2021
      期望 无 problem p }
    ---
    # 标题{1 + 1} {#锚}

    共｛count(学校)｝所，`{code}`，\\{literal\\}，{x: .1 万元}，{当 x > 1}多{否则}少{结束}见{ref p}。<!-- {c} -->

    - 项
    ::: 逐项 组 于 学校 by 类型 order by count(学校) descending
      - {组.类型}**{count(组)}**所
    :::

    ```
    {fenced}
    ```
    ::: 问题 p 当 x < 50%
    | a（人） | b |
    |--|--|
    | {1: 1:n} | {growth(a, b): 增长|下降}% |
    ::: 措施
    - 甲
    :::
    :::

    """

  private func holds(_ bytes: [UInt8]) -> Bool { Parsed.isLossless(parse(FileID(0), bytes).tree) }

  @Test func theSampleIsRight() { #expect(Parsed(Self.sample).codes == []) }

  @Test(arguments: [(school, 131), (education, 997)]) func prefixesOfTheReports(path: String, stride: Int) {
    let bytes = Golden.bytes(of: path)
    for end in Swift.stride(from: 0, through: bytes.count, by: stride) {
      #expect(holds(Array(bytes[..<end])), "\(path) up to byte \(end)")
    }
    #expect(Parsed(bytes).codes == [])
  }

  @Test(arguments: [(school, 137), (education, 1009)]) func reportsWithoutOneByte(path: String, stride: Int) {
    let bytes = Golden.bytes(of: path)
    for index in Swift.stride(from: 0, to: bytes.count, by: stride) {
      #expect(holds(Array(bytes[..<index] + bytes[(index + 1)...])), "\(path) without byte \(index)")
    }
  }

  @Test func everyPrefixAndSuffixOfTheSample() {
    let bytes = Array(Self.sample.utf8)
    for end in 0...bytes.count {
      #expect(holds(Array(bytes[..<end])), "up to byte \(end)")
      #expect(holds(Array(bytes[end...])), "from byte \(end)")
    }
  }

  @Test func theSampleWithoutAnyOneByteOrWithAnother() {
    let bytes = Array(Self.sample.utf8)
    let others = Array("{}()\":\n`<%\0".utf8) + [0xFF]
    for index in bytes.indices {
      #expect(holds(Array(bytes[..<index] + bytes[(index + 1)...])), "without byte \(index)")
      var changed = bytes
      changed[index] = others[index % others.count]
      #expect(holds(changed), "byte \(index) changed")
    }
  }

  @Test func theSampleWithoutAnyOneTokenOrWithItTwice() {
    let bytes = Array(Self.sample.utf8)
    for leaf in parse(FileID(0), bytes).tree.root.leaves {
      let (before, after) = (bytes[..<leaf.range.lowerBound], bytes[leaf.range.upperBound...])
      #expect(holds(Array(before + after)), "without \(leaf.text)")
      #expect(holds(Array(before + leaf.bytes + leaf.bytes + after)), "\(leaf.text) twice")
    }
  }

  @Test(arguments: [
    "{", "{{{{ ", "(", "{(", "{f(", "::: when a\n", "::: otherwise\n", "{when a}", "{when a}{otherwise}", "not ", "- ",
    "> ", "-", "{-",
    "{not ", "{\"", "{\"{", "\"{", "`", "``", "<!-- ", "\\", ":::\n", "{end}", "{a", "{a}", "{}", "{: ", "```\n",
    "if a then ",
    "a where ", "{a?? ", ".", "{a.", "{#", "{ref ", "｛", "{if a then ", "{a where b in (", "- ::: when a\n", "\n", "\r",
    "|", "{x|",
  ])
  func deepAndLongInputsAreTakenInTheirStride(piece: String) {
    let repeated = Array(String(repeating: piece, count: 2_000).utf8)
    for bytes in [
      repeated, Array("---\nlet a = ".utf8) + repeated, Array("---\n".utf8) + repeated + Array("\n---\n".utf8),
    ] {
      let parsed = parse(FileID(0), bytes)
      #expect(Parsed.isLossless(parsed.tree))
    }
  }

  @Test(arguments: ["(", "{", "not ", "- - -", "{{{{", "{("]) func amassedOpeningsInAHeaderAreOneMessage(piece: String)
  {
    let opened = String(repeating: piece, count: piece == "(" ? 1_000_000 : 100_000)
    let parsed = parse(FileID(0), Array(("---\nlet a = " + opened).utf8))
    #expect(Parsed.isLossless(parsed.tree))
    #expect(parsed.diagnostics.count == 2 && parsed.diagnostics.first?.code == .unclosedHeader)
    let closed = parse(FileID(0), Array(("---\nlet a = " + opened + "\n---\n").utf8))
    #expect(closed.diagnostics.count == 1)
  }

  @Test(arguments: [
    ("{", 1), ("{(", 1), ("{{{{", 1), ("::: when a\n", 257), ("{when a}", 257), ("- - -", 0), ("`", 0), ("<!--", 0),
  ])
  func amassedOpeningsInABodyAreAFewMessages(piece: String, messages: Int) {
    let parsed = parse(FileID(0), Array(String(repeating: piece, count: 200_000 / piece.utf8.count).utf8))
    #expect(Parsed.isLossless(parsed.tree))
    #expect(parsed.diagnostics.count == messages)
  }

  @Test func tooDeepNestingIsOneMessage() {
    let cases = ["(", "-(", "not ", "if a then b else ", "f("]
    for piece in cases {
      let parsed = Parsed(expression: String(repeating: piece, count: 300) + "1")
      #expect(parsed.codes == [.nestedTooDeep], "\(piece)")
    }
    #expect(
      Parsed(expression: String(repeating: "(", count: 256) + "1" + String(repeating: ")", count: 256)).codes == [])
  }

  @Test func manyHolesOnALineAreRead() {
    let parsed = Parsed(String(repeating: "共{a: .1}人，", count: 50_000))
    #expect(parsed.codes == [])
    #expect(parsed.tree.root.first(.body)?.children.reduce(0) { $0 + ($1.kind == .hole ? 1 : 0) } == 50_000)
  }
}
