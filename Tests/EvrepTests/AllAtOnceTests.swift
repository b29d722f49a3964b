import Evrep
import EvrepSource
import EvrepTestSupport
import Testing

/// All mistakes in one run, be they in the text, the data or the figures; and none for what rests on another.
@Suite struct AllAtOnceTests {
  private static let schools = "名称,年度,在校生,教师\n城关小学,2021,400,20\n城北小学,2021,300,15\n"

  private static let header = """
    ---
    数据 校 来自 "校.csv" counted 所 { 名称 text key; 年度 year; 在校生 人; 教师 人 }

    """

  private func compile(_ declarations: String, _ body: String, schools: String = schools) -> Compilation {
    Case("\(Self.header)\(declarations)\n---\n\(body)", ["校.csv": schools]).compile()
  }

  private func codes(_ declarations: String, _ body: String, schools: String = schools) -> [DiagnosticCode] {
    let compilation = compile(declarations, body, schools: schools)
    return compilation.codes
  }

  @Test func mistakesOfEveryPhaseComeTogether() {
    let source = """
      \(Self.header)数据 费 来自 "没有.csv" { 支出 万元 }
      核验 人多: sum(校.教师) > 100 人
      ---
      共{count(校)}所，{无名}人，{sum(费.支出)}万元，{sum(校.在校生)}人。

      学校比上年增加{count(校) - 3 所}所，又{1 + 2

      {1 所 / (count(校) - 2 所)}倍。
      """
    let compilation = Case(source, ["校.csv": Self.schools.replacingFirst("400", with: "四〇〇")]).compile()
    #expect(
      compilation.codes == [
        .fileNotFound, .checkFailed, .unknownName, .falseDirection, .unclosedHole, .divisionByZero, .badCell,
      ], "\(compilation.messages())")
  }

  // MARK: Data

  @Test func aBadCellIsOneMessage() {
    let bad = Self.schools.replacingFirst("400", with: "约四百")
    let uses = """
      {sum(校.在校生)}人，{max(校.在校生)}人，{growth(sum(校.在校生), 2 人)}%，{count(校 where 在校生 > 9 人)}所，\
      {only(校 where 名称 = "城关小学").在校生}人，{first(校 order by 在校生).名称}，{sum(校.在校生) / sum(校.教师)}倍，\
      {当 sum(校.在校生) > 0 人}是{结束}，{list(校.名称 order by 校.在校生)}。

      | 名称 | 在校生（人） |
      | --- | --- |
      ::: 逐项 甲 于 校
      | {甲.名称} | {甲.在校生} |
      :::
      | 合计 | {sum(校.教师) + sum(校.在校生)} |
      """
    let compilation = compile(
      "核验 全: sum(校.在校生) = 3 人", uses.replacingFirst("，{list(校.名称 order by 校.在校生)}", with: ""), schools: bad)
    #expect(compilation.codes == [.badCell], "\(compilation.messages())")
  }

  @Test func theOtherColumnsOfItsTableAreKnown() {
    let bad = Self.schools.replacingFirst("400", with: "约四百")
    #expect(codes("核验 少: sum(校.教师) < 3 人", "{count(校)}所", schools: bad) == [.checkFailed, .badCell])
  }

  @Test func aRecordThatIsNoneLeavesNoTable() {
    let ragged = Self.schools + "城南小学,2021\n"
    #expect(codes("核验 少: count(校) = 0 所", "{sum(校.教师)}人", schools: ragged) == [.raggedRow])
    let twice = Self.schools + "城关小学,2021,1,1\n"
    #expect(codes("核验 少: count(校) = 0 所", "{sum(校.教师)}人", schools: twice) == [.duplicateKey])
  }

  @Test func whatRefersToNothingIsNotLookedUp() {
    let source = """
      \(Self.header)数据 师 来自 "师.csv" { 姓名 text key; 学校 text 引自 校.名称 }
      ---
      ::: 逐项 甲 于 师
      {甲.姓名}：{only(校 where 名称 = 甲.学校).教师}人。
      :::
      """
    let compilation = Case(source, ["校.csv": Self.schools, "师.csv": "姓名,学校\n甲,城关小校\n"]).compile()
    #expect(compilation.codes == [.brokenReference], "\(compilation.messages())")
  }

  private static let faulty = "名称,年度,在校生,教师\n城关小学,2021,400,20\n城北小学,2021,三百,十五\n"
  private static let uses = """
    {sum(校.在校生)}人，{max(校.教师)}人，{only(校 where 名称 = "城关小学").教师}人，{growth(sum(校.教师), 2 人)}%，\
    {list(校.名称 where 年度 = 2021)}，{count(校)}所。
    """

  @Test(
    arguments: [
      ("名称", "校名", [.columnMissing, .badCell, .badCell]), ("在校生", "在校生（千人）", [.headerUnit, .badCell, .badCell]),
      // Whether its cells may have the sign is not known.
      ("在校生", "在校生（%）", [.headerUnit, .badCell]), ("年度", "教师", [.duplicateColumn, .badCell]),
      ("年度,在校生", "年,学生", [.columnMissing, .columnMissing, .badCell]),
    ] as [(String, String, [DiagnosticCode])])
  func aHeaderThatDoesNotFitLosesItsFieldAlone(header: String, other: String, expected: [DiagnosticCode]) {
    let compilation = compile(
      "核验 少: count(校) = 3 所", Self.uses, schools: Self.faulty.replacingFirst(header, with: other))
    #expect(compilation.codes.filter { $0 != .checkFailed } == expected, "\(compilation.messages())")
    #expect(compilation.codes.contains(.checkFailed), "the rows are known all the same")
  }

  @Test func aTotalIsKnownThoughItsColumnHasAnotherName() {
    let schools = Self.schools.replacingFirst("名称", with: "校名") + "合计,,700,35\n"
    #expect(codes("", Self.uses, schools: schools) == [.columnMissing, .rowIsNoData])
  }

  @Test func rowsThatAreNotKnownAreNotRead() {
    let skipping = Self.header.replacingFirst("counted", with: "skip where 名称 = \"合计\" counted")
    let total = Self.faulty.replacingFirst("名称", with: "校名") + "合计,,7,\n"
    #expect(Case(skipping + "---\n\(Self.uses)", ["校.csv": total]).compile().codes == [.columnMissing])
    let below = "名称,年度,人数,\n,,在校生,教师\n城关小学,2021,400,20\n"
    #expect(codes("", Self.uses, schools: below) == [.columnMissing, .columnMissing])
    #expect(codes("", Self.uses, schools: "甲,乙\n1,2\n") == [.columnMissing])
  }

  @Test(arguments: ["json", "yaml", "toml"]) func aKeyThatNoObjectHasLosesItsFieldAlone(format: String) {
    let texts = [
      "json": #"[{"名": "甲", "人数": "x"}, {"名": "乙", "人数": 2}]"#, "yaml": "- {名: 甲, 人数: x}\n- {名: 乙, 人数: 2}",
      "toml": "[[t]]\n\"名\" = \"甲\"\n\"人数\" = \"x\"\n[[t]]\n\"名\" = \"乙\"\n\"人数\" = 2\n",
    ]
    let clause = format == "toml" ? "path \"t\"" : ""
    let source = """
      ---
      数据 班 来自 "班.\(format)" \(clause) { 名称 text key; 人数 人 }
      ---
      {sum(班.人数)}人，{list(班.名称)}，{count(班)}。
      """
    let compilation = Case(source, ["班.\(format)": texts[format] ?? ""]).compile()
    #expect(compilation.codes == [.columnMissing, .badCell], "\(compilation.messages())")
  }

  /// What a file is held to has to be known: a unit that is none is not two mistakes.
  @Test(
    arguments: [
      ("名称 text key; 人数 无单位; 班额 人", [.unknownUnit, .badCell]),
      ("名称 text key; 人数 人; 人数 个; 班额 人", [.duplicateName, .badCell]),
      ("名称 text key; 班额 人; 人数 人 keyy; 面积 人", [.unexpectedToken, .columnMissing, .badCell, .badCell]),
      ("名称 text key; 人数 无单位", [.unknownUnit]),
      ("名称 text key; 人数 list of 人; 班额 人", [.typeMismatch, .badCell]),
      ("名称 text key; 人数 人 refers 无.名称; 班额 人", [.unknownName, .badCell]),
    ] as [(String, [DiagnosticCode])])
  func aFileIsNotHeldToABrokenDeclaration(fields: String, expected: [DiagnosticCode]) {
    let source = "---\n数据 班 来自 \"班.csv\" { \(fields) }\n---\n{sum(班.人数)}人"
    let compilation = Case(source, ["班.csv": "名称,人数,班额\n一班,四十,约五十\n"]).compile()
    #expect(compilation.codes == expected, "\(compilation.messages())")
  }

  @Test func aCellThatTwoDeclarationsReadIsOneMistake() {
    let declaration = "数据 又 来自 \"校.csv\" { 名称 text key; 学生 人 来自 \"在校生\"; 教师 个 }"
    // The other unit is another message.
    #expect(codes(declaration, "", schools: Self.faulty) == [.badCell, .badCell, .badCell])
  }

  // MARK: What rests on a mistake

  @Test func aLostHoleIsNoMissingPartOfATotal() {
    let table = """
      | 名称 | 教师（人） |
      | --- | --- |
      | 甲 | {无名} |
      | 乙 | {15 人} |
      | 合计 | {sum(校.教师)} |
      """
    #expect(codes("", table) == [.unknownName])
    let each = """
      | 名称 | 教师（人） |
      | --- | --- |
      ::: 逐项 甲 于 无名
      | {甲.名称} | {甲.教师} |
      :::
      | 合计 | {sum(校.教师)} |
      """
    #expect(codes("", each) == [.unknownName])
    #expect(codes("", each.replacingFirst("无名", with: "校 （")) == [.unclosedBracket])
  }

  @Test func aReferenceIntoWhatIsLostIsNotMissing() {
    let body = "见{参见 甲}。\n\n::: 逐项 行 于 无名\n::: 问题 甲\n少。\n::: 措施\n- 补。\n:::\n:::\n:::\n"
    let compilation = compile("", body)
    #expect(!compilation.codes.contains(.referenceAbsent), "\(compilation.messages())")
  }

  @Test func aFaultyDefaultIsNoMissingParameter() {
    #expect(codes("参数 限: 人 = 3 所", "{限}人，{1 人}所") == [.dimensionMismatch, .unitContradicts])
  }

  @Test func aTypedMistakeInsideLeavesNoValue() {
    #expect(codes("令 占比 = 50%\n令 多 = 占比 < 50", "{当 多}是{结束}").count == 1)
  }

  @Test func aFailedCheckIsNotFoundAgainInWhatIsPrinted() {
    let found = codes("核验 合: 3 人 + sum(校.教师) = sum(校.在校生)", "{3 人}人，{sum(校.教师)}人，{sum(校.在校生)}人")
    #expect(found == [.checkFailed])
  }

  /// Nor does the evaluation go as deep as what was refused.
  @Test(arguments: ["", "(x)"]) func aChainThatIsTooLongIsOneMessage(parameter: String) {
    let call = parameter.isEmpty ? "" : "(1)"
    let links = (1...3_000).map { "令 甲\($0)\(parameter) = 甲\($0 - 1)\(parameter) + 1\n" }.joined()
    #expect(codes("令 甲0\(parameter) = 1\n" + links, "{甲3000\(call)}") == [.nestedTooDeep])
  }

  @Test func aFunctionsMistakeIsSaidOnceForAllItsCalls() {
    let found = codes("令 倍(甲) = 甲 * 无名", "{倍(3 人)}人，{倍(3 个)}个")
    #expect(found == [.unknownName])
  }

  /// Nothing of a whole report is taken to be wrong for a hole that could not be understood, nor for a bad cell.
  @Test func oneMistakeOfAWholeReportIsOneMessage() throws {
    let folder = Folder.reports + "district-school-report"
    func compile(_ name: String, _ change: (inout String) -> Void) -> Compilation {
      var report = Case(folder: folder)
      report.path = "report.evrep"
      var text = report.world.text(name) ?? ""
      change(&text)
      report.world.set(name, Array(text.utf8))
      return report.compile()
    }
    let source = String(decoding: Golden.bytes(of: folder + "/report.evrep"), as: UTF8.self)
    let holes = source.matches(of: /\{(?!when|else|end|ref|#)[^{}\n]+\}/).map(\.range)
    try #require(holes.count > 40)
    let body = try #require(source.ranges(of: "\n---\n").first)
    for hole in holes.filter({ $0.lowerBound > body.upperBound }).enumerated() where hole.offset % 4 == 0 {
      let compilation = compile("report.evrep") { $0.replaceSubrange(hole.element, with: "{nothing}") }
      #expect(compilation.codes == [.unknownName], "\(source[hole.element])\n\(compilation.messages())")
    }
    let data = Golden.names(in: folder + "/data").filter { $0.hasSuffix(".csv") }
    try #require(!data.isEmpty)
    for name in data {
      let compilation = compile("data/" + name) { text in
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count > 2, let comma = lines[2].lastIndex(of: ",") else { return }
        text.replaceSubrange(lines[2].index(after: comma)..<lines[2].endIndex, with: "x?")
      }
      #expect(compilation.diagnostics.count == 1, "\(name)\n\(compilation.messages())")
    }
  }

  @Test func aNumberIsNoShareForHavingAName() {
    #expect(codes("令 公办 = 45", "{当 公办 < 50%}低{结束}") == [.bareNumberAgainstRatio])
    #expect(codes("令 公办 = 0.45", "{当 公办 < 50%}低{结束}") == [])
  }

  @Test func aCheckIsDeclaredOnce() {
    #expect(codes("核验 甲: 1 = 1\n核验 甲: 2 = 2", "") == [.duplicateName])
  }

  // MARK: Mistakes beside mistakes

  @Test func whatIsLeftOutIsSaidBesideAnError() {
    #expect(codes("", "{无名}<b>粗</b>[链](javascript:x)") == [.unknownName, .rawHTMLDropped, .addressDropped])
  }

  @Test func aHoleThatIsNotClosedEndsBeforeTheNext() {
    #expect(codes("", "{count(校)所，{无名}人，{sum(校.教师)}所。") == [.unclosedHole, .unknownName, .unitContradicts])
    #expect(codes("", "{count(校)所，{sum(校.教师)人，{无名}人。") == [.unclosedHole, .unclosedHole, .unknownName])
    #expect(codes("", "{当 count(校) > 1 所 多{结束}，{无名}人。") == [.unclosedHole, .unknownName])
    #expect(codes("", "{{count(校)}}所，{{ sum(校.教师): .1 }}人。") == [.unexpectedToken, .unexpectedToken])
  }

  @Test func aWordThatIsMeantAsAnotherIsOneMessage() {
    #expect(codes("", "::: if count(校) > 1 所\n多。\n::: else if count(校) > 2 所\n少。\n::: else\n无。\n:::").count == 3)
    #expect(codes("", "::: 挑选 count(校) > 1 所\n多。\n::: 否则\n{无名}。\n:::").last == .unknownName)
    #expect(codes("参数 when: date?", "{when}之前") == [.unexpectedToken])
    #expect(codes("令 甲 = 3 ++", "{甲}") == [.unexpectedToken])
    #expect(codes("数据 师 来自 \"校.csv\" 跳过 其中 教师 > 3 计 所 { 名称 text }", "{count(师)}所") == [.badSkip])
    #expect(codes("数据 师 来自 \"校.csv\" {\n名称 来自 \"名称\"\n教师 人\n}", "{sum(师.教师)}人") == [.unexpectedToken])
  }

  @Test func whatABlockOfNoKindHoldsIsChecked() {
    let body = "::: 问体题 少 当 count(校) > 1 所\n{无名}。\n::: 措施\n- 补。\n:::\n:::\n\n见{参见 少}。"
    #expect(codes("情景 甲 { 期望 问题 少 }", body) == [.unknownBlock, .unknownName])
    #expect(
      codes("标准 额 { 小学 ≤ 45 人 自 2017 \"文\" }", "{鹅(小学)}人，{无名(名)}") == [
        .unknownFunction, .unknownFunction, .unknownName,
      ])
  }

  @Test func whatTheHeaderLacksIsSaidOnce() {
    let body = "{当 80% 达到 率}好{结束}{当 90% 达到 率}好{结束}"
    #expect(codes("标准 率 { ≥ 80% 自 2030 \"文\" }", body) == [.yearUnknown])
    #expect(codes("参数 年: year = 2020\n标准 率 { ≥ 80% 自 2030 \"文\" }", body) == [.notInForce])
  }

  // MARK: Rows that are not there

  @Test func figuresThatWantTheSameRowsFailOnce() {
    let declarations = """
      参数 年: year = 2035
      令 今 = 校 where 年度 = 年
      令 昔 = 校 where 年度 = 年 - 1
      """
    let body = """
      {average(今.教师)}人，{max(今.教师)}人，{sum(今.在校生) / sum(今.教师)}倍，{growth(sum(今.教师), sum(昔.教师))}%，\
      {only(今).名称}，{first(昔 order by 教师).名称}。
      """
    let compilation = compile(declarations, body)
    #expect(compilation.codes == [.noRows], "\(compilation.messages())")
    let finding = compilation.diagnostics.first
    #expect(finding?.notes.map { $0[.english] } == ["looked for 年度 = 2035; the table has 2021"])
    #expect(finding?.labels.count == 3)
  }

  @Test func differentRowsFailEach() {
    let found = codes(
      "", "{max((校 where 名称 = \"甲\").教师)}人，{max((校 where 名称 = \"乙\").教师)}人，{max((校 where 名称 = \"甲\").在校生)}人")
    #expect(found == [.noRows, .noRows])
    #expect(codes("", "{max((校 where 教师 > 99 人).教师)}人，{min((校 where 教师 > 99 人).在校生)}人") == [.noRows])
    #expect(codes("", "{max((校 where 教师 > 99 人).教师)}人，{min((校 where 教师 > 98 人).在校生)}人") == [.noRows, .noRows])
  }

  @Test func aValueThatIsThereIsNotSaidToBeMissing() {
    let many = "名称,年度,在校生,教师\n" + (1...20).map { "校\($0),\(2000 + $0),1,1\n" }.joined()
    let finding = compile("", "{only(校 where 名称 = \"校19\" and 年度 = 2001).教师}人", schools: many).diagnostics.first
    #expect(finding?.code == .notExactlyOne)
    #expect(finding?.notes.isEmpty == true)
  }
}
