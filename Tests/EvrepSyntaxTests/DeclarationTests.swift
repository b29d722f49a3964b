import EvrepSource
import EvrepSyntax
import Testing

@Suite struct DeclarationTests {
  @Test(arguments: [
    ("report \"a\"", "报告 “a”", SyntaxKind.reportDeclaration), ("style plain", "样式 plain", .styleDeclaration),
    ("style \"a.style\"", "样式 \"a.style\"", .styleDeclaration), ("language en", "语言 en", .languageDeclaration),
    ("use \"m\" as m", "引用 \"m\" 为 m", .useDeclaration),
    ("param a: text private = \"x\"", "参数 a：文本 保密 ＝ \"x\"", .parameterDeclaration),
    ("param a: list of year?", "参数 a: 列表 之 年份?", .parameterDeclaration),
    ("unit a", "单位 a", .unitDeclaration), ("unit a = 1/2 b plural c", "单位 a = 1/2 b 复数 c", .unitDeclaration),
    ("unit a ratio", "单位 a 比率", .unitDeclaration), ("unit a points", "单位 a 点", .unitDeclaration),
    (
      "data d from \"f\" counted u { a text key, b one of x | y from \"h\" }",
      "数据 d 来自 \"f\" 计 u ｛ a 文本 主键， b 取值 之 x ｜ y 来自 \"h\" ｝", .dataDeclaration
    ),
    ("data d: record from \"f\" { a number; b bool? }", "数据 d: 记录 来自 \"f\" { a 数值; b 是否? }", .dataDeclaration),
    (
      "data d from \"f\" sheet \"s\" range \"A1:B2\" header row 3 counted u encoding gb18030 { a text filled refers t.b }",
      "数据 d 来自 \"f\" 工作表 “s” 区域 \"A1:B2\" 表头 行 3 计 u 编码 gb18030 { a 文本 沿用 引自 t．b }", .dataDeclaration
    ),
    (
      "data d from \"f\" table \"s\" query \"q\" path \"p\" header rows 2 to 3 delimiter tab { a text }",
      "数据 d 来自 \"f\" 表 \"s\" 查询 \"q\" 路径 \"p\" 表头 各行 2 至 3 分隔符 制表符 { a 文本 }", .dataDeclaration
    ),
    (
      "data d from \"f\" skip where a = \"x\" or b is missing encoding \"utf-8\" delimiter \";\" { a text }",
      "数据 d 来自 \"f\" 跳过 其中 a ＝ \"x\" 或 b 是 缺失 编码 \"utf-8\" 分隔符 \";\" { a 文本 }", .dataDeclaration
    ),
    ("let f(a, b) = a + b", "令 f（a，b）＝ a ＋ b", .letDeclaration),
    ("check c: a = b \"no {a}\"", "核验 c：a ＝ b “no {a}”", .checkDeclaration),
    ("format 万元: .1 grouped", "格式 万元: .1 分节", .formatDeclaration),
    (
      "scenario s { set a = 1; expect b > 2; expect no problem p; expect error E; expect printed a \"1\" }",
      "情景 s { 设 a = 1; 期望 b > 2; 期望 无 问题 p; 期望 错误 E; 期望 印作 a \"1\" }", .scenarioDeclaration
    ),
    (
      "scenario s { set t[\"a\"].b = 1; set a.b = 2; expect sentence \"x\"; expect no a = 1 }",
      "情景 s ｛ 设 t［“a”］．b ＝ 1； 设 a.b = 2； 期望 语句 “x”； 期望 无 a ＝ 1 ｝", .scenarioDeclaration
    ),
  ])
  func bothSpellingsParseToOneShape(english: String, chinese: String, kind: SyntaxKind) throws {
    let (left, right) = (Parsed(declaration: english), Parsed(declaration: chinese))
    #expect(left.codes == [] && right.codes == [])
    #expect(left.declarations.map(\.kind) == [kind])
    #expect(Self.shape(left.tree.root) == Self.shape(right.tree.root))
  }

  /// The kinds of a tree's nodes, trivia left out.
  private static func shape(_ node: SyntaxNode) -> String {
    "\(node.kind)(" + node.children.map(shape).joined(separator: " ") + ")"
  }

  @Test func outlineOfADataDeclaration() {
    let parsed = Parsed(declaration: "data d from \"f\" {\n  a 万元? key from \"h\"\n}")
    #expect(
      parsed.declarations.first?.outline == """
        dataDeclaration
          keyword "data"
          name
            identifier "d"
          keyword "from"
          interpolation
            quote "\""
            stringText "f"
            quote "\""
          leftBrace "{"
          field
            name
              identifier "a"
            typeName
              unitName
                identifier "万元"
              question "?"
            keyword "key"
            keyword "from"
            interpolation
              quote "\""
              stringText "h"
              quote "\""
          rightBrace "}"

        """)
  }

  @Test func outlineOfABinding() {
    let parsed = Parsed(
      declaration:
        "data d from \"f\" 表头 第2至3行 encoding utf-16le\n  skip where a = \"b\" {\n  c text refers m.t.d key\n}")
    #expect(parsed.codes == [])
    let outline = parsed.declarations.first?.outline ?? ""
    let clauses = """
        bindingClause
          keyword "表头"
          name
            identifier "第2至3行"
        bindingClause
          keyword "encoding"
          name
            identifier "utf"
            minus "-"
            number "16"
            identifier "le"
        bindingClause
          keyword "skip"
          whereClause
            keyword "where"
            comparison
      """
    #expect(outline.contains(clauses), "\(outline)")
    #expect(outline.contains("\n    keyword \"refers\"\n    fieldReference\n"))
    #expect(outline.hasSuffix("    keyword \"key\"\n  rightBrace \"}\"\n"))
  }

  @Test func wordsOfABindingAreNamesElsewhere() {
    let parsed = Parsed(declaration: "data table from \"f\" {\n  row text\n  path text from \"sheet\"\n}")
    #expect(parsed.codes == [])
  }

  @Test func anUnclosedBraceEndsBeforeADeclarationWithABinding() {
    let parsed = Parsed("---\ndata d from \"f\" {\n  a text\ndata e from \"g\" sheet \"s\" {\n  b text\n}\n---\n")
    #expect(parsed.codes == [.unclosedBracket])
    #expect(parsed.declarations.map(\.kind) == [.dataDeclaration, .dataDeclaration])
  }

  @Test func outlineOfACell() {
    let parsed = Parsed(declaration: "scenario s {\n  set m.t[1 + 2].b = 3\n}")
    #expect(parsed.codes == [])
    let outline = parsed.declarations.first?.outline ?? ""
    #expect(outline.contains("\n  setStep\n    keyword \"set\"\n    cell\n      postfix\n"))
    #expect(outline.contains("\n      leftBracket \"[\"\n      sum\n"))
    #expect(
      outline.contains("\n      rightBracket \"]\"\n      dot \".\"\n      name\n        identifier \"b\"\n    equal"))
  }

  @Test(arguments: [
    "set t[1 = 2", "set t[].b = 2", "set t[1]b = 2", "set t[1] = 2", "set t[1].b 2", "set = 2", "expect",
  ])
  func aSlipInAStepLosesItsLineAlone(step: String) {
    let parsed = Parsed("---\nscenario s {\n  \(step)\n  set a = 1\n}\nlet a = 1\n---\n")
    #expect(parsed.codes == [.unexpectedToken])
    #expect(parsed.declarations.map(\.kind) == [.scenarioDeclaration, .letDeclaration])
  }

  @Test(arguments: ["let a = t[1]", "let a = [1]\nlet b = 2", "check c: a[1].b = 2"])
  func bracketsStandInScenariosAlone(declaration: String) {
    #expect(Parsed("---\n\(declaration)\nlet z = 1\n---\n").codes == [.unexpectedToken])
  }

  @Test func aDeclarationGoesOnWhereItIsIndentedOrInBrackets() {
    let parsed = Parsed(
      "---\nlet a = 1 +\n  2\nlet b = sum(\na,\nb\n)\nlet c = 3 // note\n// note\n\nlet d = 4\n---\nx")
    #expect(parsed.codes == [])
    #expect(parsed.declarations.compactMap { $0.name?.text } == ["a", "b", "c", "d"])
  }

  @Test func aSlipLosesItsOwnDeclarationAlone() {
    let parsed = Parsed(
      "---\nlet a = (1\nlet b = 2\ndata d from \"f\" {\n  a text\n  ? ?\n  b text\nlet c = 3\nlat e = 4\nlet f = 5\n---\n"
    )
    #expect(parsed.codes == [.unclosedBracket, .unexpectedToken, .unclosedBracket, .unknownDeclaration])
    #expect(parsed.marked == ["(", "?", "{", "lat"])
    #expect(
      parsed.declarations.filter { $0.kind == .letDeclaration }.compactMap { $0.name?.text } == [
        "a", "b", "c", "e", "f",
      ])
    #expect(parsed.count(.field) >= 2)
  }

  @Test func wordsOfTheLanguageNameFieldsAndParameters() {
    let parsed = Parsed(
      "---\ndata 数据 from \"f\" {\n  data text\n  key text\n  令 year key\n}\nparam let: text\nlet 问题 = 1\n---\n")
    #expect(parsed.codes == [])
    #expect(parsed.count(.field) == 3)
  }

  @Test(arguments: ["---\nlet a = 1\n---", "---  \r\nlet a = 1\r\n---\t\r\n", "---\n---\n", "---\n// only\n---\ntext"])
  func headersEndAtTheirSecondLine(source: String) {
    let parsed = Parsed(source)
    #expect(parsed.codes == [])
    #expect(parsed.tree.root.first(.header) != nil)
  }

  @Test(arguments: ["", "text\n---\nmore", " ---\ntext\n---\n", "----\nx", "--\n", "\n---\n"])
  func aFileThatDoesNotBeginWithTheLineHasNoHeader(source: String) {
    let parsed = Parsed(source)
    #expect(parsed.codes == [])
    #expect(parsed.tree.root.first(.header) == nil)
  }

  @Test(arguments: [
    " ---\nlet a = 1\n---\n", "\n---\nlet a = 1\n---\n", "----\nlet a = 1\n----\n", "－－－\n\n令 a = 1\n－－－\n",
    "———\n// 注\nlet a = 1\n---\n", "---\nlet a = 1\n----\ntext\n", "---\nlet a = 1\n——\ntext\n\n---\n",
  ])
  func otherDashesAreOneMessage(source: String) {
    let parsed = Parsed(source)
    #expect(parsed.codes == [.misspelledFence])
    #expect(parsed.declarations.count == 1)
  }

  @Test func anUnclosedHeaderIsOneMessage() {
    #expect(Parsed("---\nlet a = 1\n\n# Text\n\nMore, {a}.\n- item\n").codes == [.unclosedHeader])
  }

  @Test func reservedCharactersAreRefusedWhereverTheyStand() {
    // U+FDD0 and U+FDEF, then their neighbours U+FDCF and U+FDF0. Swift's own literals refuse the first two.
    let (low, high): ([UInt8], [UInt8]) = ([0xEF, 0xB7, 0x90], [0xEF, 0xB7, 0xAF])
    let neighbours: [UInt8] = [0xEF, 0xB7, 0x8F, 0xEF, 0xB7, 0xB0]
    let parsed = Parsed(Array("---\nreport \"".utf8) + low + Array("\"\n---\n`".utf8) + high + [0x60] + neighbours)
    #expect(parsed.codes == [.reservedCharacter, .reservedCharacter])
  }
}
