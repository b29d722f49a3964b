import Evrep
import EvrepModel
import EvrepSource
import EvrepTestSupport
import Synchronization
import Testing

/// What is found of a file without a declaration, and the first report on it: both hold, and no number is a wrong one.
@Suite struct InferredReportTests {
  private struct Found {
    let declaration: String
    let findings: [Diagnostic]
    /// The report as it is written, compiled with its data; empty where there is none.
    let report: Compilation?

    /// What the declaration and the report say, compiled.
    var text: String { declaration + (report?.markdownText ?? "") }
    var messages: [String] { findings.map { $0.message[.english] } }
  }

  /// Infers from a file, as `evrep new` does, or as `evrep schema` where not tolerant.
  private func find(
    _ data: String, _ name: String = "t.csv", isTolerant: Bool = true, _ language: MessageLanguage = .english
  ) -> Found {
    find(Array(data.utf8), name, isTolerant: isTolerant, language)
  }

  private func find(
    _ bytes: [UInt8], _ name: String, isTolerant: Bool = true, _ language: MessageLanguage = .english
  ) -> Found {
    let world = MemoryWorld()
    world.set(name, bytes)
    let (declaration, compilation) = InferredDeclaration.infer(
      name, spelled: name, binding: Binding(), isTolerant: isTolerant, options: CompileOptions(), world: world)
    guard let declaration else { return Found(declaration: "", findings: compilation.diagnostics, report: nil) }
    world.set("report.evrep", Array(declaration.report(language).utf8))
    var options = CompileOptions()
    options.isStrict = true
    return Found(
      declaration: declaration.text(language), findings: compilation.diagnostics,
      report: compile("report.evrep", source: nil, options: options, world: world))
  }

  /// The report compiles without a finding and says `parts`.
  private func expect(
    _ found: Found, _ parts: [String], not others: [String] = [], at location: SourceLocation = #_sourceLocation
  ) {
    let messages = found.report?.diagnostics.map { $0.message[.english] } ?? ["no report"]
    #expect(messages.isEmpty, "\(messages)\n\(found.declaration)", sourceLocation: location)
    for part in parts { #expect(found.text.contains(part), "\(part) in\n\(found.text)", sourceLocation: location) }
    for part in others { #expect(!found.text.contains(part), "\(part) in\n\(found.text)", sourceLocation: location) }
  }

  // MARK: Rows

  @Test(arguments: [
    (
      "School,Pupils\nAll,300\nAsh,100\nOak,200\nSource: DfE,\n",
      [
        "skip where contains(School, \"Source:\") or School = \"All\" {", "  Pupils  number\n", "rows is 2",
        "total: 300\n",
      ]
    ),
    (
      "学校,在校生（人）\n甲,12\n乙,13\n合计,25\n注：数据截至9月,\n",
      ["contains(学校, \"注：\") or 学校 = \"合计\"", "  在校生  人\n", "rows is 2", "total: 25人"]
    ),
    // A name of totals that is no sum is a name.
    ("group,n\nAll,7\nBoys,2\nGirls,3\n", ["rows is 3", "total: 12\n"]),
    // The mark of a note in a row of data: notes are told by all that they say.
    ("name,n\nA 注：x,1\nB,2\n注：涉密,\n", ["skip where name = \"注：涉密\" {", "rows is 2"]),
    // Short rows, blank lines.
    ("name,a,b\nAsh,1,2\nElm,3,4\n注：涉密\n", ["skip where contains(name, \"注：\")", "rows is 2"]),
    (
      "Table 1\n\nname,a\nAsh,1\n\nElm,3\n\nSource: DfE\n",
      ["header row 3 skip where contains(name, \"Source:\") or name is missing {", "a total: 4\n"]
    ),
    // The headers once more.
    ("name,a\nAsh,1\nname,a\nElm,3\n", ["skip where name = \"name\"", "a total: 4\n"]),
  ])
  func rowsThatAreNoDataAreSkipped(data: String, parts: [String]) { expect(find(data), parts) }

  @Test func aRowOfAnotherWidthIsReportedWithItsPlace() {
    let found = find("name,a,b\nAsh,1\nBeech,2,3\n")
    #expect(found.messages == ["row 2 has 2 cells, and the header row has 3"])
    #expect(found.findings.first?.place?.cell?.row == 2)
  }

  @Test func totalsByTheNumbersBesideAreWarnedOfInAReport() {
    let report = Case(
      "---\ndata t from \"t.csv\" { name text key; n number }\n---\n{count(t)}\n",
      ["t.csv": "name,n\nAll,3\nA,1\nB,2\n"])
    #expect(report.compile().codes == [.totalRow])
    report.world.set("t.csv", Array("name,n\nAll,4\nA,1\nB,2\n".utf8))
    #expect(report.compile().codes == [])
  }

  // MARK: Headers

  @Test func headersOfTwoLevelsAreFound() throws {
    expect(
      find("学校,在校生（人）,\n,男,女\n甲,1,2\n乙,1,3\n"),
      ["header rows 1 to 2 {", "  在校生_男  人    from \"在校生（人） 男\"\n", "在校生 女 total: 5人"])
    let folder = Folder.tests + "../EvrepDataTests/Fixtures/"
    let book = find(Golden.bytes(of: folder + "openpyxl-merged.xlsx"), "b.xlsx", .chinese)
    expect(book, ["表头 第2至3行 跳过 其中 含有(区域, \"注：\") 或 区域 = \"合计\" {", "  在校生_女  人"])
    // Data below blanks is no second level.
    expect(find("name,,n\nA,x,1\nB,y,2\n"), ["n total: 3\n"], not: ["header row"])
    // A rate below a header with a unit is not in it.
    expect(find("校,学生（人）,\n,男,占比\n甲,1,2\n"), ["  学生_人_占比  number  from \"学生（人） 占比\"\n"])
  }

  @Test(arguments: [
    ("\nname,n\nA,1\nB,2\n", ["header row 2 {", "n total: 3\n"], [String]()),
    ("单位：万元,,\n学校,金额,在校生\n甲,1.5,30\n", ["  金额    万元\n", "  在校生  number  // above the headers", "金额 total: 1.5万元"], []),
    ("（单位：人）,\n学校,男\n甲,3\n", ["  男    人\n"], []),
    (
      "name,note,n,bad\nA,,1,\nB,,2,\n", ["  note  text?\n", "  bad   text?\n", "- n total: 3\n"],
      ["note total", "bad total"]
    ),
    ("name,支出（万元）\n", ["  name  text?\n", "  支出  万元?\n"], ["total"]),
  ])
  func headersSayWhatTheyCan(data: String, parts: [String], others: [String]) {
    expect(find(data), parts, not: others)
  }

  @Test func aFileWithoutHeadersIsRefused() {
    #expect(find("\n1\n2").messages == ["row 1 of ‘t.csv’ holds no headers, which columns are found by"])
    #expect(find("\n1\n2").declaration == "")
  }

  // MARK: Units

  @Test(arguments: [
    ("Spend (£000s)", "Spend  £k\n", "total: £3k"), ("Spend (£ thousand)", "Spend  £k\n", "total: £3k"),
    ("Spend (£ million)", "Spend  £m\n", "total: £3m"), ("Spend £ thousands", "£k    from", "total: £3k"),
    ("\"Spend (£, thousands)\"", "Spend  £k\n", "total: £3k"),
    ("Pupils (thousands)", "Pupils  thousand\n", "total: 3 thousand"),
    ("Staff (000s)", "Staff  thousand\n", "3 thousand"),
    ("学生（万）", "学生  万\n", "total: 3万"), ("余（千 元）", "余    千元\n", "total: 3千元"),
    ("Cost (£m) 2023", "Cost_2023  £m    from \"Cost (£m) 2023\"\n", "total: £3m"),
    ("余4（万元）2022年", "余4_2022年  万元  from \"余4（万元）2022年\"\n", "total: 3万元"),
  ])
  func unitsAreSpelledAsTheLanguageSpellsThem(header: String, line: String, figure: String) {
    expect(find("name,\(header)\nAsh,1\nOak,2\n"), [line, figure])
  }

  @Test func headersThatDifferInTheirUnitAreSpelledWhole() {
    expect(find("name,人数(人),人数（名）\na,1,2\nb,2,3\n"), ["人    from \"人数(人)\"", "名    from \"人数（名）\""])
    expect(find("name,a (人),a\nx,1,2\n"), ["from \"a (人)\""])
  }

  // MARK: Cells

  @Test func marksAreDeclaredAsNoValue() {
    expect(
      find("学校,在校生（人）,占比\n甲,12,12%\n乙,—,n/a\n", "t.csv", .chinese),
      ["  在校生  人?   缺失 \"—\"  // 这些记号当作没有数值；若表示 0，请在文件中写 0\n", "占比    %?    缺失 \"n/a\"", "在校生 合计：12人"])
    // Marks alone are no numbers.
    expect(find("name,n\nA,—\nB,-\n"), ["  n     text\n"], not: ["missing"])
  }

  @Test(arguments: ["约300", "12万", "\"1,5\""])
  func aBadCellLeavesTheTypeThatTheHeaderStates(cell: String) {
    let data = "学校,在校生（人）\n甲,12\n乙,13\n丙,\(cell)\n"
    let schema = find(data, isTolerant: false)
    #expect(schema.declaration.contains("  在校生  人\n"), "\(schema.declaration)")
    #expect(schema.findings.map(\.code) == [.badCell] && schema.findings[0].severity == .error)
    #expect(schema.findings[0].place?.cell?.row == 4)
    let first = find(data)
    expect(first, ["text?  from \"在校生（人）\"  // mend row 4, column B", "and declare it as 人\n"], not: ["total"])
    #expect(first.findings.map(\.severity) == [.warning])
  }

  @Test func cellsThatKeepAColumnFromBeingOneOfNumbersAreNamed() {
    expect(
      find("学校,在校生（人）\n甲,12\n乙,12万\n丙,约3\n"),
      ["  在校生_人  text  from \"在校生（人）\"  // not every cell is a number: ‘12万’\n"])
    let rows = (1...9).map { "\($0),\($0)\n" }.joined()
    expect(find("x,n\n" + rows + "9,12a\n"), ["  n  text    key  // not every cell is a number: ‘12a’\n"])
    expect(find("x,n\n1,1\n2,b\n"), ["  n  text    key\n"])
  }

  @Test func thatAFileIsReadIsToldToThoseWhoWatch() {
    let world = MemoryWorld()
    world.set("t.csv", Array("a\n1\n".utf8))
    let steps = Mutex<[CompileStep]>([])
    var options = CompileOptions()
    options.onStep = { step in steps.withLock { $0.append(step) } }
    _ = InferredDeclaration.infer("t.csv", spelled: "t.csv", binding: Binding(), options: options, world: world)
    #expect(steps.withLock { $0 } == [.loading("t.csv")])
  }

  @Test func aTextWithBlanksAroundItIsNoCase() {
    let rows = (0..<12).map { "\($0)a,\($0 == 1 ? "小学 " : $0 < 6 ? "小学" : "初中")\n" }.joined()
    expect(find("name,t\n" + rows), ["  t     text\n"])
    expect(find("name,t\n" + rows.replacing("小学 ", with: "小学")), ["one of 小学 | 初中"])
  }

  // MARK: Trees

  @Test(arguments: [
    ("t.json", "[{\"name\":\"A\"},{\"name\":\"B\",\"pupils\":3}]"), ("t.yaml", "- name: A\n- {name: B, pupils: 3}\n"),
    ("t.toml", "[[t]]\nname = \"A\"\n[[t]]\nname = \"B\"\npupils = 3\n"),
  ])
  func keysOfAllObjectsAreFields(name: String, data: String) {
    expect(find(data, name), ["  name    text     key\n  pupils  number?\n", "pupils total: 3\n"])
  }

  @Test(arguments: [
    ("t.json", "{\"data\":{\"items\":[{\"a\":1}]}}", "path \"data.items\" {"),
    ("t.yaml", "year: 2022\ntowns:\n  - {a: 1}\n", "path \"towns\" {"), ("t.toml", "[[t]]\na = 1\n", "path \"t\" {"),
    ("t.json", "{\"x\":{\"a\":1}}", "data t: record from \"t.json\" path \"x\" {"),
  ])
  func theTableInATreeIsFound(name: String, data: String, head: String) {
    expect(find(data, name), [head, "  a  number\n"])
  }

  @Test(arguments: [
    ("{\"a\":[{\"x\":1}],\"b\":[{\"y\":1}]}", "‘t.json’ holds 2 tables or records: say which"),
    ("[]", "‘t.json’ holds nothing that could be declared: there is no object with a key"),
    ("{}", "‘t.json’ holds nothing that could be declared: there is no object with a key"),
    ("3", "‘t.json’ holds neither an array of objects nor an object with values"),
  ])
  func aTreeWithoutOneTableIsExplained(data: String, message: String) {
    let found = find(data, "t.json")
    #expect(found.messages == [message] && found.declaration == "")
  }

  @Test func whatNoFieldCanReadIsLeftOutAndSaid() {
    let found = find("[{\"n\":1,\"a\\nb\":2,\"g\":{\"x\":1},\"m\":3},{\"n\":\"x\",\"m\":4}]", "t.json")
    expect(
      found,
      [
        "  m  number\n", "// ‘g’ holds arrays or objects", "// ‘a b’ has a control character",
        "// no type takes all cells of ‘n’: see row 2, column A ‘n’: ‘x’", "m total: 7\n",
      ])
    #expect(found.findings.map(\.severity) == [.warning])
  }

  // MARK: What does not add up

  @Test(arguments: [
    // The same pupils year by year.
    ("Year,Pupils\n2019-20,1200\n2020-21,1180\n", ["Pupils lowest: 1,180", "Pupils highest: 1,200"], ["total"]),
    // Figures of other things.
    ("Indicator,Unit,Value\nSchools,number,42\nSpend,£,4500\n", ["rows is 2"], ["Value total", "Value lowest"]),
    ("指标名称,计量单位,数值\n学校,所,42\n支出,万元,4500\n", ["rows is 2"], ["数值 total", "数值 lowest"]),
    // Totals of parts.
    (
      "Region,Name,Visits\nEast,Park,1\nEast,Zoo,2\nEast total,,3\nWest,Lake,4\nWest,Fort,6\nWest total,,10\n",
      ["skip where Region in (\"East total\", \"West total\") {", "rows is 4", "Visits total: 13"], []
    ),
    // A unit in a title is that of the money in the table, and perhaps of nothing else.
    (
      "2022年各校基本情况（人）,,\n学校,在校生,占地面积\n甲,300,1200\n乙,700,2100\n",
      ["占地面积  number  // above the headers stands the unit ‘人’"], ["3,300人"]
    ),
    // Notes without a word that says so, and the lines around a form.
    (
      "School,Pupils,Spend (£)\nAsh,120,4500\nBow,98,3900\nFigures are provisional and may be revised\n",
      ["skip where School = \"Figures are provisional and may be revised\" {", "rows is 2", "Pupils total: 218\n"], []
    ),
    (
      "School,Pupils,Pupils\nAsh,120,118\nBow,98,101\n* includes nursery,,\n",
      ["skip where School = \"* includes nursery\" {", "rows is 2"], []
    ),
    ("School,Pupils\nAsh,120\nSt. Mary's.,\nBow,98\n", ["rows is 3"], ["skip"]),
    (
      "2023年基本情况,,\n填报单位：统计局,,单位：人\n乡镇,人口,产值（万元）\n城关,52310,9630.5\n石门,38920,16870\n合计,91230,26500.5\n填表人：张三,,审核人：李四\n",
      ["header row 3 skip where contains(乡镇, \"填表\") or 乡镇 = \"合计\" {", "  人口  人\n", "rows is 2", "人口 total: 91,230人"],
      []
    ),
    ("2022年各校支出（万元）,,\n学校,支出,班数\n甲,300,12\n乙,700,21\n", ["支出 total: 1,000万元", "班数 total: 33\n"], []),
  ])
  func noTotalIsWrong(data: String, parts: [String], others: [String]) { expect(find(data), parts, not: others) }
}
