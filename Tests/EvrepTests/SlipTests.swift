import Evrep
import EvrepSource
import Testing

/// One slip gives one message, and so many give so many, in the order of the source.
@Suite struct SlipTests {
  /// Lines of a header with one slip each; `#` is the slip's number.
  private static let header: [(String, DiagnosticCode)] = [
    ("令 甲# = 无此#", .unknownName), ("令 乙# = 3 人 + 2 所", .dimensionMismatch), ("令 丙# = 3 人 + \"文\"", .typeMismatch),
    ("令 丁# = (1 + 2", .unclosedBracket), ("令 戊# = 1 +", .unexpectedToken), ("变量 己# = 1", .unknownDeclaration),
    ("参数 庚#: 无单位#", .unknownUnit), ("令 辛# = growth(1 人)", .wrongArguments), ("令 壬# = 壬# + 1", .cyclicDefinition),
    ("核验 癸#: 3 人", .notACondition), ("令 字# = \"未完", .unclosedString), ("令 数# = 无函数#(1)", .unknownFunction),
    ("格式 人: 乱#", .badFormat), ("令 日# = 表.无列#", .unknownField), ("令 类# = count(表 where 类型 = 无类#)", .unknownCase),
  ]

  /// Paragraphs of a body with one slip each.
  private static let body: [(String, DiagnosticCode)] = [
    ("学生{3 人}所。", .unitContradicts), ("学生{3 人}，", .unitMissing), ("占比提高{51% - 48%}%。", .pointsForPercent),
    ("{无名#}", .unknownName), ("{}", .emptyHole), ("{1 + 2", .unclosedHole), ("::: 列表\n文\n:::", .unknownBlock),
    (":::", .strayFence), ("{当 3 人}文{结束}", .notACondition), ("{3 人: 乱#}人", .badFormat),
    ("见{参见 无#}。", .unknownReference),
    ("::: 问题 题#\n文\n:::", .problemWithoutMeasures), ("{否则}", .strayInlineWord), ("{当 1 > 0}文", .unclosedInlineWhen),
    ("{表}", .notPrintable), ("::: 当 无条件#\n学生{3 人}人。\n:::", .unknownName), ("{3 人 + 2 所}人", .dimensionMismatch),
    ("{sum(表.面积)}平方米", .optionalUnsettled), ("{3 人: 人}人", .unitDoubled), ("::: 措施\n- 文\n:::", .misplacedBlock),
    ("::: 逐项 行# 于 无表#\n{行#.名称}\n:::", .unknownName), ("{\"未完}", .unclosedString), ("{1 +}", .unexpectedToken),
    ("{growth(1 人)}%", .wrongArguments), ("{当 占比 < 50}文{结束}", .bareNumberAgainstRatio),
    ("{3 人: 1:n}人", .formatUnsuitable),
  ]

  private static let declarations = """
    数据 表 来自 "表.csv" { 名称 text key; 类型 one of 一 | 二; 面积 平方米? }
    令 占比 = 48%

    """

  /// The file of the declarations, without a fault.
  private static let files = ["表.csv": "名称,类型,面积\n甲,一,3\n"]

  private static func numbered(_ line: String, _ number: String) -> String {
    line.split(separator: "#", omittingEmptySubsequences: false).joined(separator: number)
  }

  /// The search for repairs joins none of them.
  @Test(arguments: [(1, false), (2, false), (5, false), (1, true)])
  func soManySlipsGiveSoManyMessages(rounds: Int, searches: Bool) {
    var (header, body) = ("", "")
    var expected: [DiagnosticCode] = []
    for (kinds, isHeader) in [(Self.header, true), (Self.body, false)] {
      for round in 0..<rounds {
        for (index, (line, code)) in kinds.enumerated() {
          let number = String(round * 100 + index)
          let text = Self.numbered(line, number)
          if isHeader { header += text + "\n" } else { body += text + "\n\n" }
          expected.append(code)
        }
      }
    }
    var subject = Case("---\n\(Self.declarations)\(header)---\n\(body)", Self.files)
    subject.options.searchesRepairs = searches
    let compilation = subject.compile()
    #expect(compilation.codes == expected, "\(compilation.messages())")
  }

  @Test(arguments: header.indices) func aSlipOfTheHeaderIsOne(index: Int) {
    let (line, code) = Self.header[index]
    let compilation = Case("---\n\(Self.declarations)\(Self.numbered(line, "1"))\n---\n学生{3 人}人，{3 人}所。\n", Self.files)
      .compile()
    #expect(compilation.codes == [code, .unitContradicts], "\(compilation.messages())")
  }

  /// A module that cannot be read may declare any unit, so that none is missed beside it.
  @Test func aMissingModuleIsOneMessage() {
    let source = "---\n引用 \"无.evrep\" 为 模\n参数 庚: 株\n---\n树{模.树}株，{庚}株，{3 株}株，{3 人}所。\n"
    let compilation = Case(source).compile()
    #expect(compilation.codes == [.fileNotFound, .unitContradicts], "\(compilation.messages())")
  }

  @Test func aDataFileIsNoModule() {
    let found = Case(
      "---\n引用 \"表.csv\" 为 模\n---\n{模.甲}人，{模.乙}人，{3 人}所。\n", ["表.csv": "名称\n甲\n"]
    ).compile()
    #expect(found.codes == [.fileUnreadable, .unitContradicts], "\(found.messages())")
    #expect(found.messages().contains("‘表.csv’ is a data file, not a module"), "\(found.messages())")
  }

  /// What is built on a definition that could not be read says nothing, be it read as that of a function.
  @Test func aDefinitionWithABracketForItsSignIsOne() {
    let found = Case(
      "---\n令 甲 (max(3 人, 2 人)\n令 乙 = 2 人\n---\n{甲}人，{甲}人，{乙}人，{甲 + 乙}人，{3 人}所。\n"
    ).compile()
    #expect(found.codes.count == 2 && found.codes.last == .unitContradicts, "\(found.messages())")
  }

  /// The sign that stands for the end of a hole begins no other one.
  @Test(arguments: [
    "有{甲{人，{甲}人。", "有{甲: .1{人，{甲}人。", "有{甲 + 1 人{。{甲}人。", "升{甲: 有{无}。",
  ])
  func aBraceForAnEndIsOne(text: String) {
    let found = Case("---\n令 甲 = 3 人\n---\n\(text)\n").compile()
    #expect(found.codes.first == .unclosedHole && found.codes.count == 1, "\(found.messages())")
  }

  /// A year that no row has is one message with all that is reckoned from it.
  @Test func aYearThatIsNoYearIsOne() {
    let source = """
      ---
      参数 本年: year = 1
      数据 表 来自 "表.csv" { 年度 year key; 数 人 }
      令 今 = only(表 where 年度 = 本年)
      令 前 = only(表 where 年度 = 本年 - 1)
      ---
      {本年}年有{今.数}人，{本年 - 1}年有{前.数}人。

      """
    let found = Case(source, ["表.csv": "年度,数\n2022,3\n2023,4\n"]).compile()
    #expect(found.codes == [.notExactlyOne], "\(found.messages())")
  }

  /// Rows are chosen by fields of their own table: those of another are not offered.
  @Test func aFieldOfAnotherTableIsNotOfferedInARow() {
    let found = Case(
      "---\n\(Self.declarations)数据 乙 来自 \"表.csv\" { 名称 text key }\n---\n{count(乙 where 类型 = 一)}\n", Self.files
    ).compile()
    #expect(found.codes == [.unknownName] && found.diagnostics[0].fixIts.isEmpty, "\(found.messages())")
  }

  @Test(arguments: body.indices) func aSlipOfTheBodyIsOne(index: Int) {
    let (text, code) = Self.body[index]
    let compilation = Case(
      "---\n\(Self.declarations)---\n学生{3 人}人。\n\n\(Self.numbered(text, "1"))\n\n学生{3 人}人。\n", Self.files
    )
    .compile()
    #expect(compilation.codes == [code], "\(compilation.messages())")
  }

  @Test func aMillionFaultyLinesAreNoMillionMessages() {
    for line in ["令 甲 = (\n", "令 甲 = 1 +\n", "变量\n"] {
      let compilation = Case("---\n" + String(repeating: line, count: 40_000) + "---\n").compile()
      #expect(compilation.hasErrors && compilation.diagnostics.count <= 20_001, "\(line)")
    }
    for text in ["{无}\n\n", "{}\n", "{3 人}所\n\n", "{\n", ":::\n", "<b>\n\n"] {
      let compilation = Case(String(repeating: text, count: 40_000)).compile()
      #expect(!compilation.diagnostics.isEmpty && compilation.diagnostics.count <= 20_001, "\(text)")
      #expect(compilation.hasErrors == (text != "<b>\n\n"))
    }
  }
}
