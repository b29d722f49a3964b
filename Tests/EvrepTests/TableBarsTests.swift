import Evrep
import EvrepSource
import Testing

/// Tables whose rows have no bars at their ends, and tables with other bars than they should have.
@Suite struct TableBarsTests {
  private static let header = """
    ---
    language en
    data d from "v.csv" {
      id number key
      clinic text
      missed pupils
      hours hours
    }
    ---

    """

  private func compiled(_ body: String) -> Compilation {
    Case(Self.header + body, ["v.csv": "id,clinic,missed,hours\n1,North,3,4\n2,South,5,6\n"]).compile()
  }

  /// A table of three columns with another header, row of dashes or row, and a name above it that is asked for.
  private func table(
    _ header: String = "| Id | Missed (pupils) | Hours (hours) |", _ dashes: String = "|:--|--:|--:|",
    row: String = "| {r.id} | {r.missed} | {r.hours} |"
  ) -> String {
    "Clinics {#clinics}\n\n\(header)\n\(dashes)\n::: each r in d\n\(row)\n:::\n\nSee {ref clinics}.\n"
  }

  /// The body with the first fix of its first finding, and whether that is safe.
  private func mended(_ body: String) -> (body: String, isSafe: Bool)? {
    let source = Array((Self.header + body).utf8)
    guard let fix = compiled(body).diagnostics.first?.fixIts.first else { return nil }
    let range = fix.place.range
    let bytes = source[..<range.lowerBound] + Array(fix.replacement.utf8) + source[range.upperBound...]
    return (String(decoding: bytes.dropFirst(Self.header.utf8.count), as: UTF8.self), fix.isSafe)
  }

  // MARK: No bars at the ends

  @Test(arguments: [
    ("| Name | On roll (pupils) |", ":--|--:", "| {r.clinic} | {r.missed} |"),
    ("| Name | On roll (pupils) |", "|:--|--:|", "{r.clinic} | {r.missed} |"),
    ("| Name | On roll (pupils) |", "|:--|--:|", "{r.clinic} | {r.missed}"),
    ("Name | On roll (pupils)", "--|--", "| {r.clinic} | {r.missed}"),
    ("Name | On roll (pupils)", ":--|--:", "x{r.clinic} | {r.missed}"),
    ("> Name | On roll (pupils)", "> :--|--:", "> {r.clinic} | {r.missed}"),
    ("> | Name | On roll (pupils) |", "> |:--|--:|", "> | {r.clinic} | {r.missed} |"),
    ("Some text\nName | On roll (pupils)", "--|--", "{r.clinic} | {r.missed}"),
    ("On roll (pupils)", ":--", "{r.missed}"),
  ])
  func theHeaderStatesTheUnit(header: String, dashes: String, row: String) {
    for row in ["::: each r in d\n\(row)\n:::", row.replacing("r.", with: "first(d).")] {
      let found = compiled("\(header)\n\(dashes)\n\(row)\n")
      #expect(found.diagnostics.isEmpty, "\(found.messages())")
      #expect(found.htmlText.contains("<td") && !found.htmlText.contains("|"))
    }
  }

  @Test func theHeaderIsHeldToItsFigures() {
    let found = compiled("Name | On roll (hours)\n:--|--:\n{first(d).clinic} | {first(d).missed}\n")
    #expect(found.codes == [.unitContradicts])
  }

  @Test(arguments: [
    "Name | On roll (pupils)\n---\n{first(d).clinic} | {first(d).missed}\n",
    "Name | On roll (pupils)\n\n:--|--:\n{first(d).clinic} | {first(d).missed}\n",
    "Name | On roll (pupils)\n:--|--:\n\n{first(d).clinic} | {first(d).missed}\n",
  ])
  func whatIsNoTableHasNoHeader(body: String) {
    #expect(compiled(body).codes == [.unitMissing])
  }

  @Test func aNameStandsAboveATableWithoutBars() {
    let found = compiled(
      table("Id | Missed (pupils) | Hours (hours)", "--|--|--", row: "{r.id} | {r.missed} | {r.hours}"))
    #expect(found.diagnostics.isEmpty, "\(found.messages())")
  }

  @Test func textBehindABlockEndsATableWithoutBars() {
    let found = compiled("Name | Roll (pupils)\n--|--\n::: each r in d\n{r.clinic} | {r.missed}\n:::\nThat is all.\n")
    #expect(found.markdownText.hasSuffix("| South | 5 |\n\nThat is all.\n"), "\(found.markdownText)")
  }

  @Test func aTotalOfATableWithoutBarsIsHeldToItsRows() {
    let rows = "Name | Roll (pupils)\n--|--\n::: each r in d\n{r.clinic} | {r.missed}\n:::\n"
    #expect(compiled(rows + "Total | {sum(d.missed)}\n").codes == [])
    #expect(compiled(rows + "Total | {max(d.missed)}\n").codes == [])
    #expect(compiled(rows + "Total | {sum(d.missed where id > 1)}\n").codes == [.totalNotOfRows])
  }

  @Test(arguments: [
    "a | b\n--|--|--\n1 | 2\n", "a | b\n--|--\n1 | 2 | 3\n", "| a | b | c |\n|---|---|---|\n1 | 2\n",
  ])
  func cellsAreCountedWithoutBars(body: String) {
    #expect([[.brokenTable], [.cellNotPrinted], [.shortRow]].contains(compiled(body).codes))
  }

  @Test(arguments: ["a | b\nc | d\n", "Either a | b, or\n\nc | d\n", "a | b\n---\nc | d\n", "text\n:--|--\n"])
  func proseHasBars(body: String) {
    #expect(compiled(body).diagnostics.isEmpty, "\(compiled(body).messages())")
  }

  @Test(arguments: ["a | b\n{when 1 > 0}", "| a |\n{when 1 > 0}\n", "a | b\n{when 1 > 0}x\n{end}", "|", "|\n-", "\n:"])
  func aBodyMayEndInAnyLine(body: String) {
    #expect(compiled(body).codes.count < 3)
  }

  // MARK: Other bars

  /// One message at the bar; the fix is safe and leaves nothing to say.
  @Test(arguments: [
    ("| Id | Missed (pupils) ｜ Hours (hours) |", "|:--|--:|--:|", "| {r.id} | {r.missed} | {r.hours} |"),
    ("｜ Id | Missed (pupils) | Hours (hours) |", "|:--|--:|--:|", "| {r.id} | {r.missed} | {r.hours} |"),
    ("| Id | Missed (pupils) | Hours (hours) ｜", "|:--|--:|--:|", "| {r.id} | {r.missed} | {r.hours} |"),
    ("| Id | Missed (pupils) | Hours (hours) |", "|:--|--:|--:｜", "| {r.id} | {r.missed} | {r.hours} |"),
    ("| Id | Missed (pupils) | Hours (hours) |", "|:--｜--:|--:|", "| {r.id} | {r.missed} | {r.hours} |"),
    ("| Id | Missed (pupils) | Hours (hours) |", "|:--|--:|--:|", "| {r.id} ｜ {r.missed} | {r.hours} |"),
    ("| Id | Missed (pupils) | Hours (hours) |", "|:--|--:|--:|", "｜ {r.id} | {r.missed} | {r.hours} |"),
    ("| Id ｜ Missed (pupils) | Hours (hours) |", "|:--|--:|--:|", "| {r.id} ｜ {r.missed} | {r.hours} ｜"),
  ])
  func aFullWidthBarIsOneMessage(header: String, dashes: String, row: String) {
    let body = table(header, dashes, row: row)
    let found = compiled(body)
    #expect(found.codes == [.brokenTable], "\(found.messages())")
    #expect(found.messages().contains("the bars of a table are ‘|’, not the full-width ‘｜’"))
    #expect(found.messages(language: "zh").contains("表格的竖线用半角“|”，不用全角“｜”"))
    let (text, isSafe) = mended(body) ?? ("", false)
    #expect(isSafe && text == body.replacing("｜", with: "|"))
    #expect(compiled(text).diagnostics.isEmpty)
  }

  @Test func aFullWidthBarInACellIsText() {
    let body = table(row: "| {r.id} ｜ x | {r.missed} | {r.hours} |")
    #expect(!compiled(body).codes.contains(.brokenTable))
    #expect(compiled("| a ｜ b | c |\n|---|---|\n| 1 ｜ 2 | 3 |\n").diagnostics.isEmpty)
  }

  @Test func aDoubledBarIsOneMessage() {
    for (body, code) in [
      (table("| Id || Missed (pupils) | Hours (hours) |"), DiagnosticCode.brokenTable),
      (table(row: "| {r.id} || {r.missed} | {r.hours} |"), .cellNotPrinted),
    ] {
      let found = compiled(body)
      #expect(found.codes == [code], "\(found.messages())")
      #expect(found.messages().contains("a bar too many: "))
      #expect(found.messages(language: "zh").contains("多了一条竖线："))
      let (text, isSafe) = mended(body) ?? ("", false)
      #expect(isSafe && text == body.replacing("||", with: "|"))
      #expect(compiled(text).diagnostics.isEmpty)
    }
  }

  @Test func aBarTheHeaderLacksIsOneMessage() {
    let found = compiled(table("| Id | Missed (pupils) Hours (hours) |"))
    #expect(found.codes == [.brokenTable], "\(found.messages())")
    #expect(found.messages().contains("the header has 2 cells, and the rows below it 3: a cell or a bar is missing"))
    #expect(found.messages(language: "zh").contains("表头有 2 格，下面各行有 3 格：缺一格或一条竖线，这不成表格"))
  }

  /// With a figure under the header of another, a row that lacks a bar is an error.
  @Test func aBarThatARowLacksIsOneMessage() {
    let found = compiled(table(row: "| {r.id} | {r.missed} {r.hours} |"))
    #expect(found.codes == [.unitContradicts], "\(found.messages())")
    #expect(found.messages().contains("this row has 2 cells, and its table 3: a figure does not stand below"))
    #expect(found.messages(language: "zh").contains("这一行只有 2 格，而表格有 3 列：有的数没有落在写着其单位的表头之下"))
    #expect(compiled(table(row: "| {r.id} | {r.missed} |")).codes == [.shortRow])
  }

  // MARK: Rows of dashes

  /// A sign more makes a row of dashes text, and the table with it.
  @Test(arguments: ["|:--|--:|--:|\\", "|:--|--:|x--:|", "|:--|--:|--:|7", "|:--|-*-:|--:|"])
  func aSignMoreIsOneMessage(dashes: String) throws {
    let found = compiled(table("| Id | Missed (pupils) | Hours (hours) |", dashes))
    #expect(found.codes == [.brokenTable], "\(found.messages())")
    #expect(found.diagnostics.first?.fixIts.first?.replacement == "|:--|--:|--:|", "\(found.messages())")
  }

  @Test(arguments: [
    ("|:－－|－－：|--|", "|:--|--:|--|"), ("|::--|--:|--|", "|:--|--:|--|"), ("|——|--|:--|", "|--|--|:--|"),
    ("|---|---|", "|---|---|---|"), ("|--:|--:|--:|--:|", "|--:|--:|--:|"), ("|--:||---|:--|", "|--:|---|:--|"),
  ])
  func dashesAreMendedAsTheyAreAligned(dashes: String, meant: String) {
    let text = table("| Id | Missed (pupils) | Hours (hours) |", dashes).replacing("::: each r in d\n", with: "")
      .replacing(":::\n", with: "").replacing("r.", with: "first(d).")
    #expect(compiled(text).codes == [.brokenTable], "\(compiled(text).messages())")
    let found = mended(text)
    #expect(found?.isSafe == true && found?.body == text.replacing(dashes, with: meant))
  }

  @Test(arguments: [
    ("|--:--:|--:|", ["|--:|--:|--:|", "|--|:--:|--:|"]), ("|:----:|--:|", ["|:--|--:|--:|"]),
    ("|:--|--:|", ["|:--|--:|---|"]), ("|:--|--:|---|--:|", ["|:--|--:|---|"]), ("|:--|:|---|", []),
  ])
  func aFixThatMayAlignOtherwiseIsNotSafe(dashes: String, meant: [String]) {
    let fixes = compiled(table("| Id | Missed (pupils) | Hours (hours) |", dashes)).diagnostics.first?.fixIts ?? []
    #expect(fixes.map(\.replacement) == meant)
    #expect(fixes.allSatisfy { !$0.isSafe })
  }

  // MARK: Brackets of a header

  @Test(arguments: [
    ("Missed (pupils", "Missed (pupils)", "is not closed", "单位的括号没有右半"),
    ("Missed （pupils", "Missed （pupils）", "is not closed", "单位的括号没有右半"),
    ("Missed pupils)", "Missed (pupils)", "is not opened", "单位的括号没有左半"),
  ])
  func aBracketIsMissing(header: String, meant: String, message: String, chinese: String) {
    let body = table("| Id | \(header) | Hours (hours) |")
    let found = compiled(body)
    #expect(found.codes == [.unitMissing], "\(found.messages())")
    #expect(found.messages().contains("the bracket around this unit \(message)"))
    #expect(found.messages(language: "zh").contains(chinese))
    let (text, isSafe) = mended(body) ?? ("", false)
    #expect(isSafe && text == body.replacing(header, with: meant))
    #expect(compiled(text).diagnostics.isEmpty)
  }

  @Test func otherBracketsStay() {
    let found = compiled(table("| Id | Missed (all | Hours (hours) |"))
    #expect(found.codes == [.unitMissing] && found.messages().contains("the prose states no unit"))
  }
}
