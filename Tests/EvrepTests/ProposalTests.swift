import Evrep
import EvrepSource
import Testing

/// What is proposed where syntax was guessed from other tools: nothing with which the report is read and says something else.
@Suite struct ProposalTests {
  private static let source = """
    ---
    report "Schools"
    language en
    data schools from "schools.csv" counted schools {
      name text key
      pupils pupils
      rate %
      spend £m
    }
    let total = sum(schools.pupils)
    ---
    # Schools

    We run {count(schools)} schools for {total} pupils.

    {when total > 1000 pupils}That is a lot.{otherwise}That is little.{end}

    | School | Pupils (pupils) |
    |:--|--:|
    ::: each s in schools
    | {s.name} | {s.pupils} |
    :::

    ::: problem low when min(schools.rate) < 90%
    Attendance is low.
    ::: measures
    Visit the schools.
    :::
    :::

    ::: when total > 1000 pupils
    The total is {total} pupils.
    ::: otherwise
    No.
    :::

    """
  private static let files = [
    "schools.csv": "name,pupils,rate,spend\nAsh,120,86.4,1.2\nBeech,900,95.1,3.4\nCedar,300,91,2\n"
  ]

  private func compiled(_ source: String) -> Compilation { Case.searched(source, Self.files) }

  private func replaced(_ right: String, _ guess: String) -> String {
    let source = Self.source.replacing(right, with: guess, maxReplacements: 1)
    #expect(source != Self.source, "\(right)")
    return source
  }

  private func fixes(_ compilation: Compilation) -> [FixIt] { compilation.diagnostics.flatMap(\.fixIts) }

  @Test func theReportIsRight() { #expect(compiled(Self.source).codes == []) }

  /// Each guess, and what no proposal contains.
  @Test(arguments: [
    ("::: problem low when min(schools.rate) < 90%", "::: problem low: min(schools.rate) < 90%"),
    ("low when min", "low where min"), ("low when min", "low = min"), ("low when min", "min"),
    ("low when min", "low unless min"), ("::: otherwise", "::: default"), ("::: otherwise", "::: else:"),
    ("language en", "language \"en\""), ("language en", "language en\nauthor \"Me\""),
    ("language en", "language en\ntoc: true"), ("language en", "language en\nend"),
    ("language en", "language en\nparam y = 2024"), ("language en", "language en\nstandard good = 90%"),
    ("::: when total > 1000 pupils", "when total > 1000 pupils"), ("::: when total", "$if total"),
    ("{when total > 1000", "{when ~(total < 20"), ("{when total", "{unless total"),
    ("spend £m", "spend £ million key"), ("spend £m", "spend £M"), ("spend £m", "spend m£"),
    ("spend £m", "spend GBP m"),
    ("s in schools", "s in schools sort pupils descending up"), ("{total} pupils", "{total: 1} pupils"),
  ])
  func noProposalSaysSomethingElse(right: String, guess: String) {
    let found = compiled(replaced(right, guess))
    for fix in fixes(found) {
      let mended = Case(Self.mended(replaced(right, guess), fix), Self.files).compile()
      guard !mended.hasErrors else { continue }
      #expect(
        Self.plain(mended.markdownText) == Self.plain(compiled(Self.source).markdownText), "\(found.messages())")
      for word in ["unit", "series", "key", "km", "MJ"] {
        #expect(fix.replacement != word && !fix.message[.english].contains("‘\(word) "), "\(found.messages())")
      }
    }
  }

  private static func mended(_ source: String, _ fix: FixIt) -> String {
    let (bytes, range) = (Array(source.utf8), fix.place.range)
    return String(
      decoding: bytes[..<range.lowerBound] + Array(fix.replacement.utf8) + bytes[range.upperBound...], as: UTF8.self)
  }

  /// A format asks for decimals, which is another matter.
  private static func plain(_ text: String) -> String { text.replacing(".0", with: "").replacing(",", with: "") }

  @Test func proseBehindAWordOfItsOwnEndsItsLine() {
    let found = compiled(replaced("::: measures\nVisit", "::: measures Visit"))
    #expect(fixes(found).map(\.message[.english]) == ["end the line before ‘Visit’"], "\(found.messages())")
  }

  @Test func aNumberIsOfferedAsTheUnitThatIsAskedFor() {
    let found = compiled(replaced("rate %", "rate decimal"))
    #expect(fixes(found).map(\.replacement) == ["%"], "\(found.messages())")
    #expect(fixes(found).allSatisfy { !$0.isSafe })
  }

  @Test(arguments: [("pupils pupils", "pupils integer", "pupils"), ("rate %", "rate float", "%")])
  func nothingWrongIsWrittenUnasked(right: String, guess: String, meant: String) {
    let source = replaced(right, guess)
    var fixes = Fixes()
    _ = fixes.apply(to: "case.evrep", options: CompileOptions(), world: Case(source, Self.files).world)
    #expect(fixes.changes.isEmpty)
    #expect(fixes.left.count == 1)
  }

  // MARK: Bare numbers beside ratios

  @Test(arguments: [
    "::: problem x when min(schools.score) < 90%\nA.\n::: measures\nB.\n:::\n:::",
    "{count(schools where score < 90%)} schools",
    "::: each s in schools where score < goal\n{s.name}\n:::", "{when average(schools.score) - 5% > 0}A.{end}",
  ])
  func aFieldWithoutAUnitIsNoRatio(body: String) {
    let header = """
      ---
      language en
      data schools from "schools.csv" counted schools { name text key; score number from "rate" }
      let goal = 90%
      ---

      """
    let found = Case(header + body + "\n", Self.files).compile()
    #expect(found.codes == [.bareNumberAgainstRatio], "\(found.messages())")
    #expect(found.diagnostics.first?.fixIts.map(\.replacement) == ["%"])
  }

  @Test(arguments: [
    "a / b < 90%", "a / b < 0.9", "share(a, b) < 0.9", "f < 0.9", "min(t.f) < 0.9", "count(t) / 3 < 90%",
  ])
  func whatIsComputedMayBeARatio(condition: String) {
    let header = """
      ---
      language en
      data t from "t.csv" counted schools { n text key; f number }
      let a = 3 pupils
      let b = 4 pupils
      let f = 0.5
      ---

      """
    let found = Case(header + "{when \(condition)}A.{end}\n", ["t.csv": "n,f\nAsh,0.8\n"]).compile()
    #expect(!found.codes.contains(.bareNumberAgainstRatio), "\(found.messages())")
  }

  // MARK: Figures that are brought to their unit by hand

  @Test(arguments: [
    ("{a / b * 100}%", "{a / b}%"), ("{100 * a / b}%", "{a / b}%"), ("{a / b*100}%", "{a / b}%"),
    ("{round(a / b * 100, 1)}%", "{a / b}%"), ("{c / 10000}万元", "{c}万元"), ("{c/1万}万元", "{c}万元"),
    ("{c ÷ 10000: .2}万元", "{c: .2}万元"),
  ])
  func theNumberIsTakenOut(figure: String, meant: String) {
    let header = "---\nlet a = 3 人\nlet b = 4 人\nlet c = 123456 元\n---\n"
    let found = Case(header + figure + "\n", [:]).compile()
    let finding = found.diagnostics.first { $0.code == .hundredfold }
    #expect(finding?.fixIts.first.map { Self.mended(header + figure, $0) } == header + meant, "\(found.messages())")
  }

  // MARK: Labels

  @Test func aLabelStandsApartFromItsText() {
    #expect(compiled(Self.source).markdownText.contains("Measures: Visit the schools."))
  }
}
