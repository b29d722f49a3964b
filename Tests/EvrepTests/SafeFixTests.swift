import Evrep
import EvrepSource
import Testing

/// Fixes that are made unasked leave a report that says what its writer meant.
@Suite struct SafeFixTests {
  private static let files = ["t.csv": "name,n,c\nAsh,120,30\nBeech,80,40\n"]
  private static let header = """
    ---
    language en
    unit crime plural crimes
    data t from "t.csv" counted schools { name text key; n pupils; c crimes }
    let target = 25 percentage points
    ---

    """
  private static let chineseHeader = "---\n令 目标 = 25 个百分点\n令 人数 = 3 人\n---\n"

  private func compiled(_ text: String, _ header: String = header) -> Compilation {
    Case(header + text + "\n", Self.files).compile()
  }

  /// The report with the safe fixes made.
  private func mended(_ source: String) -> String {
    var fixes = Fixes()
    _ = fixes.apply(to: "case.evrep", options: CompileOptions(), world: Case(source, Self.files).world)
    return fixes.changes.first.map { String(decoding: $0.after, as: UTF8.self) } ?? source
  }

  private func mendedBody(_ text: String, _ header: String = header) -> String {
    String(mended(header + text + "\n").dropFirst(header.count).dropLast())
  }

  // MARK: Words that a figure begins

  @Test(arguments: [
    ("A {sum(t.n)}-pupil school.", "A 200-pupil school."), ("A {20%}-percent rise.", "A 20-percent rise."),
    ("A {count(t)}-year plan needs {5}-year-olds.", nil), ("The {5}-year plan.", "The 5-year plan."),
  ])
  func aUnitBehindAHyphenIsRead(text: String, printed: String?) {
    let found = compiled(text)
    #expect(printed.map { found.markdownText.hasPrefix($0) } ?? found.hasErrors, "\(found.messages())")
  }

  @Test func anotherUnitBehindAHyphenIsRefused() {
    #expect(compiled("A {sum(t.n)}-school trust.").codes == [.unitContradicts])
  }

  @Test func nothingIsWrittenIntoAWordThatAFigureBegins() {
    let text = "A {sum(t.n)}-strong school."
    #expect(compiled(text).codes == [.unitMissing])
    #expect(mendedBody(text) == text)
  }

  // MARK: Rates

  @Test(arguments: ["per 1,000 people", "per 100 pupils", "per pupil"]) func whatIsCountedIsWrittenBeforePer(
    per: String
  ) {
    let mended = mendedBody("There were {sum(t.c) / sum(t.n): .2} \(per).")
    #expect(mended == "There were {sum(t.c) / sum(t.n): .2} crimes \(per).")
    #expect(compiled(mended).diagnostics.isEmpty)
  }

  @Test func aTotalIsNoRate() {
    let text = "There were {sum(t.c)} per 1,000 people."
    #expect(compiled(text).codes == [.unitMissing])
    #expect(mendedBody(text) == text)
  }

  // MARK: Percentage points

  @Test func aLevelInPointsMayBeDeclaredWrong() {
    let found = compiled("The target is {target}%.")
    #expect(found.codes == [.pointsForPercent])
    #expect(found.diagnostics.first?.fixIts.map(\.replacement) == ["25%", " percentage points"])
    #expect(found.diagnostics.first?.fixIts.contains(where: \.isSafe) == false)
  }

  @Test func soInChinese() {
    let found = compiled("目标为{目标}%。", Self.chineseHeader)
    #expect(found.diagnostics.first?.fixIts.map(\.replacement) == ["25%", "个百分点"])
    #expect(found.messages(language: "zh").contains("这个数声明为百分点，正文却写“%”"))
  }

  @Test func aDifferenceIsStillMended() {
    #expect(mendedBody("Up by {51% - 48%}%.") == "Up by {51% - 48%} percentage points.")
  }

  // MARK: Types

  @Test(arguments: [("int", "2023", ["year", "number"]), ("整数", "2023", ["年份", "数值"])])
  func aWholeNumberMayBeAYear(type: String, value: String, meant: [String]) {
    let found = Case("---\nparam y: \(type) = \(value)\n---\n{y}\n").compile()
    #expect(found.codes == [.unknownUnit])
    #expect(found.diagnostics.first?.fixIts.map(\.replacement) == meant)
    #expect(found.diagnostics.first?.fixIts.contains(where: \.isSafe) == false)
  }

  @Test func anotherNumberIsNone() {
    let source = "---\nparam y: int = 5\n---\n{y}\n"
    #expect(mended(source) == source.replacing("int", with: "number"))
  }

  // MARK: Tables

  @Test(arguments: [
    "| 名 | 数 |\n|---|---|\n| 乙 | {人数}人 |\n｜ 甲 ｜ {人数}人 ｜",
    "｜ 名 ｜ 数（人） ｜\n｜---｜---｜\n｜ 甲 ｜ {人数} ｜",
    "| 名 | 数（人） |\n|---|---|\n| 乙 | {人数} |\n｜ 甲 ｜ {人数} ｜\n｜ 丙 ｜ {人数} ｜",
  ])
  func fullWidthBarsAreWrittenNarrow(text: String) {
    let found = compiled(text, Self.chineseHeader)
    #expect(found.codes == [.brokenTable], "\(found.messages())")
    let mended = mendedBody(text, Self.chineseHeader)
    #expect(mended == text.replacing("｜", with: "|"))
    #expect(compiled(mended, Self.chineseHeader).diagnostics.isEmpty)
  }

  @Test func barsOfFormatsStay() {
    let text = "| 名 | 数（%） |\n|---|---|\n｜ 甲 ｜ {3%: 增｜减} ｜"
    #expect(mendedBody(text, Self.chineseHeader).hasSuffix("| 甲 | {3%: 增｜减} |"))
  }

  @Test func aLineOfTextHasFullWidthBars() {
    #expect(compiled("｜甲｜乙｜", Self.chineseHeader).diagnostics.isEmpty)
    #expect(compiled("甲｜乙", Self.chineseHeader).diagnostics.isEmpty)
  }

  // MARK: Fields

  @Test func aBlankStandsForAColonBetweenWords() {
    let source = "---\n数据 甲 来自 \"t.csv\" {\n  专任教师：人\n  在校生 : 人\n}\n---\n"
    #expect(mended(source) == source.replacing("：人", with: " 人").replacing(" : 人", with: " 人"))
  }
}
