import Evrep
import EvrepSource
import Testing

/// What is said of slips whose remedy is not where the finding is.
@Suite struct HelpTests {
  private static let files = ["t.csv": "name,n,c,m\nAsh,120,30,600\nBeech,80,40,400\n"]

  private func compiled(_ text: String) -> Compilation {
    Case(
      """
      ---
      language en
      unit offence
      data t from "t.csv" counted schools { name text key; n pupils; c offences; m £; Free_meals pupils from "n" }
      let per = sum(t.m) / sum(t.n)
      ---
      \(text)

      """, Self.files
    ).compile()
  }

  // MARK: Parts of a unit

  @Test(arguments: [
    ("£{per} a pupil.", "£{per} per pupil."),
    ("£{per} per class.", "£{per} per pupil."), ("£{per}.", "£{per} per pupil."),
    ("{per} per pupil.", "£{per} per pupil."), ("£{per} each way.", "£{per} per pupil way."),
    ("£{per}/class.", "£{per} per pupil."),
    ("{sum(t.n) / count(t) * 3 元/人}元/人。", "{sum(t.n) / count(t) * 3 元/人}元 per school。"),
  ])
  func whatAFigureIsPerIsWritten(text: String, meant: String) {
    let found = compiled(text)
    #expect(found.diagnostics.first?.fixIts.count == 1, "\(found.messages())")
    guard let fix = found.diagnostics.first?.fixIts.first else { return }
    #expect(found.text(with: fix).hasSuffix(meant + "\n"))
  }

  // MARK: Words that are no unit

  @Test(arguments: [
    ("{sum(t.c)} crimes", "offences", "unit crime = offence"), ("{sum(t.n)} kids", "pupils", "unit kid = pupil"),
    ("{count(t)} academies are open", "schools", "unit academy = school"),
  ])
  func aWordThatIsNoUnitIsNamed(text: String, meant: String, declaration: String) {
    let found = compiled(text)
    #expect(found.codes == [.unitMissing])
    #expect(found.diagnostics.first?.fixIts.map(\.replacement) == [meant])
    #expect(found.diagnostics.first?.fixIts.contains(where: \.isSafe) == false)
    #expect(found.messages().contains("is no unit of this report"))
    #expect(found.messages().contains("‘\(declaration)’"))
    #expect(found.messages(language: "zh").contains("不是本报告的单位"))
    // The declaration is one that the report compiles with.
    let words = text.drop { $0 != "}" }.dropFirst()
    let mended = Case("---\nlanguage en\nunit offence\n\(declaration)\nlet x = 3 \(meant)\n---\n{x}\(words)\n")
      .compile()
    #expect(mended.diagnostics.isEmpty, "\(mended.messages())")
  }

  @Test(arguments: ["{sum(t.n)} who left", "{sum(t.n)} attended", "{sum(t.n)} of them", "{sum(t.n)}."])
  func wordsThatGoOnAreNone(text: String) {
    #expect(!compiled(text).messages().contains("is no unit of this report"))
  }

  // MARK: Signs

  @Test func aDollarBeforeAHoleIsTakenOut() {
    let found = Case("---\n令 学生数 = 3 人\n---\n共${学生数}人。\n").compile()
    #expect(found.codes == [.unitContradicts])
    #expect(found.diagnostics.first?.fixIts.map(\.replacement) == [""])
    #expect(found.messages(language: "zh").contains("删去“$”：填空只以“{”开头"))
  }

  @Test func aSumInDollarsIsNone() {
    let found = Case("---\nlanguage en\nlet x = 3 $\nlet y = 3 £\n---\n${x} and ${y}.\n").compile()
    #expect(found.codes == [.unitContradicts])
    #expect(!found.messages().contains("take out"))
  }

  @Test(arguments: [("data\\\\学校.csv", "data/学校.csv"), ("data\\学校.csv", "data/学校.csv")])
  func pathsAreWrittenWithSlashes(path: String, meant: String) {
    let found = Case("---\n数据 学校 来自 \"\(path)\" { 名称 文本 }\n引用 \"甲\\乙.evrep\" 为 乙\n---\n").compile()
    #expect(found.codes == [.fileNotFound, .fileNotFound])
    #expect(found.diagnostics.map { $0.fixIts.map(\.replacement) } == [["\"\(meant)\""], ["\"甲/乙.evrep\""]])
    #expect(found.messages(language: "zh").contains("路径中的文件夹用“/”隔开"))
  }

  // MARK: Units in words

  @Test func aStandardUnitNeedsNoDeclaration() {
    let source = "---\nlanguage en\nunit class plural classes\n---\n{3 classes} classes\n"
    let found = Case(source).compile()
    #expect(found.codes == [.duplicateName])
    #expect(found.messages().contains("‘class’ is a unit already"))
    #expect(!found.messages().contains("evrep:units.evrep"))
    #expect(found.messages(language: "zh").contains("“class”本来就是单位"))
    #expect(found.diagnostics.first?.fixIts.map(\.replacement) == [""])
    #expect(Case(source.replacing("unit class plural classes\n", with: "")).compile().diagnostics.isEmpty)
  }

  @Test func aUnitOfTheReportIsDeclaredOnce() {
    let found = Case("---\nunit 株\nunit 株\n---\n").compile()
    #expect(found.messages().contains("‘株’ is declared twice"))
  }

  @Test func aNumberPerThingIsSaidInWords() {
    let found = Case("---\nlanguage en\nlet x = 1 / (3 classes)\n---\n{x} pupils\n").compile()
    #expect(found.messages().contains("the figure is a bare number divided by a number of classes"))
    #expect(found.messages(language: "zh").contains("这个数是不带单位的数除以以“class”计的量所得的数"))
  }

  /// English has the minus before the sign of a currency.
  @Test(arguments: [
    ("£{x}m is lost.", "-£2.5m is lost."), ("It is £{x}m.", "It is -£2.5m."), ("(£{x}m)", "(-£2.5m)"),
    ("{x: £m}", "-£2.5m"), ("{x: about £m .0}", "about -£3m"), ("US£{x}m", "US£-2.5m"), ("£{abs(x)}m", "£2.5m"),
    ("**£{x}m** and £{x: .1}m", "**-£2.5m** and -£2.5m"),
  ])
  func aSumBelowZeroHasItsMinusInFront(text: String, printed: String) {
    let found = Case("---\nlanguage en\nlet x = -2500000 £\n---\n\(text)\n").compile()
    #expect(found.markdownText == printed + "\n", "\(found.messages())")
  }

  @Test func inChineseTheSignStandsInFront() {
    #expect(Case("---\nlet x = -11 元\n---\n¥{x}\n").compile().markdownText == "¥-11\n")
  }

  // MARK: Names and dates

  @Test func aFieldOfTwoWordsIsOne() {
    let found = compiled("{sum(t.Free meals)} pupils.")
    #expect(found.diagnostics.first?.fixIts.map(\.replacement) == ["Free_meals"])
  }

  @Test func aDayIsWrittenInDigits() {
    let found = Case("---\n令 时 = 2023年12月1日\n---\n").compile()
    #expect(found.codes == [.unknownUnit])
    #expect(found.diagnostics.first?.fixIts.map(\.replacement) == ["\"2023-12-01\""])
    #expect(found.messages(language: "zh").contains("参数 日子: 日期 = \"2023-12-01\""))
  }

  // MARK: Files

  @Test(arguments: [("PK\u{3}\u{4}", "book.xlsx", "工作簿"), ("SQLite format 3\0", "book.sqlite", "SQLite 数据库")])
  func aFileOfAnotherFormatIsNamed(content: String, meant: String, what: String) {
    let found = Case("---\n数据 学校 来自 \"book.csv\" { 名称 文本 }\n---\n", ["book.csv": content]).compile()
    #expect(found.codes == [.unsupportedFormat])
    #expect(found.messages().contains("name the file, and the path here, ‘\(meant)’"))
    #expect(found.messages(language: "zh").contains(what))
  }

  @Test func aHeaderMayHaveAUnitAndAnotherCase() {
    let source = "---\nlanguage en\ndata t from \"a.csv\" { school text key; Attendance % }\n---\n"
    let found = Case(source, ["a.csv": "school,attendance (%)\nA,93\n"]).compile()
    #expect(found.codes == [.columnMissing])
    #expect(found.diagnostics.first?.fixIts.map(\.replacement) == [" from \"attendance (%)\""])
  }

  // MARK: Blocks

  @Test func whereABlockMayEndIsShown() {
    let source = "---\nlet x = 3 人\n---\n# 甲\n\n::: when x > 2 人\n有{x}人。\n\n## 乙\n\n## 丙\n"
    let found = Case(source).compile()
    #expect(found.codes == [.unclosedBlock] && found.diagnostics.first?.fixIts.isEmpty == true)
    let other = Case(source.replacing("## 丙", with: "# 丙")).compile()
    #expect(other.diagnostics.first?.labels.map { other.sources[$0.place.file].text($0.place.range) } == ["# 丙"])
    #expect(other.messages(language: "zh").contains("可能止于这一行之前"))
  }

  @Test func whereAHoleMayEndIsShown() {
    let found = Case("---\nlet x = 3 人\n---\n有{x 人。\n").compile()
    #expect(found.messages().contains("it may end here"))
  }
}
