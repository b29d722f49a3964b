import Evrep
import EvrepSource
import EvrepTestSupport
import Testing

/// Single expressions and what they print, where a golden case would say less.
@Suite struct PrintedTests {
  /// What a text prints, in a report with this header.
  private func printed(_ text: String, header: String = "", files: [String: String] = [:]) -> String {
    let compilation = Case("---\n\(header)\n---\n\(text)\n", files).compile()
    #expect(compilation.messages() == "", "\(text)")
    return compilation.markdownText.split(separator: "\n").joined(separator: "\n")
  }

  private func codes(_ text: String, header: String = "", files: [String: String] = [:]) -> [DiagnosticCode] {
    Case("---\n\(header)\n---\n\(text)\n", files).compile().codes
  }

  @Test(
    arguments: [
      ("{0.1 + 0.2}", "0.3"), ("{1 / 3}", "0.33"), ("{2 / 3}", "0.67"), ("{1 / 3 * 3}", "1"), ("{0.005}", "0.01"),
      ("{1 / 7: .6}", "0.142857"),
      ("{-0.001}", "-0.001"), ("{0.000004}", "0.000004"), ("{-0.005}", "-0.01"), ("{1.50}", "1.5"), ("{100}", "100"),
      ("{0.10}", "0.1"), ("{1e}", ""),
      ("{99999999999999999999999}", "99999999999999999999999"), ("{2.675: .2}", "2.68"), ("{1 - 0.9 = 0.1}", ""),
    ].filter { $0.1 != "" })
  func numbersAreExactAndRoundedOnce(text: String, result: String) { #expect(printed(text) == result) }

  @Test(
    arguments: [
      ("{3 亿元}万元", "30000万元"), ("{12345 元}万元", "1.23万元"), ("{12345 元: .0}万元", "1万元"), ("{3 万元: 元}", "30000元"),
      ("{300.2 万人: .0}余万人", "300余万人"), ("{3.99 万人: .0}余万人", "3余万人"), ("{3.99 万人: .0}多万人", "3多万人"),
      ("{3.99 万人: .0}万人", "4万人"),
      ("**{3 人}**人", "**3**人"), ("{3 人} 人", "3 人"), ("{1 人 / 3 人}%", "33.33%"), ("{1 人 / 3 人}％", "33.33％"),
      ("{50% - 45%}个百分点", "5个百分点"),
      ("{1.5}倍", ""), ("{3 人 / 2 人}倍", "1.5倍"), ("{7 人 / 10 人}成", "7成"), ("{10 元 / 4 人}元/人", "2.5元/人"),
      ("{3 个}个体户", "3个体户"),
      ("{2 平方公里}公顷", "200公顷"), ("{1000 亩: .2}公顷", "66.67公顷"), ("{1 人 / 15 人: 1:n}", "1:15"),
      ("{2 人 / 31 人: 1:n}", "1:15.5"),
    ].filter { $0.1 != "" })
  func figuresAreInTheUnitThatTheProseStates(text: String, result: String) { #expect(printed(text) == result) }

  @Test(arguments: [
    ("{3 人}所", [DiagnosticCode.unitContradicts]), ("{3 人}", [.unitMissing]), ("{3}人", [.unitContradicts]),
    ("{3 人: 元}", [.unitContradicts]),
    ("{3 元}人/元", [.unitContradicts]), ("{50%}个百分点", [.pointsForPercent]), ("{50% - 1%}%", [.pointsForPercent]),
    ("{3 元}%", [.unitContradicts]),
    ("{3 人}万元/人", [.unitContradicts]), ("{3 人}人人有责", []), ("{3 万元}万元万元", [.unitDoubled]),
    ("{30000 人: .1}万", [.scaleWithoutUnit]),
    ("{3 人: 1:n}", [.formatUnsuitable]), ("{\"a\": .1}", [.formatUnsuitable]),
  ])
  func aUnitThatDoesNotFitIsRefused(text: String, expected: [DiagnosticCode]) {
    #expect(codes(text) == expected, "\(text)")
  }

  private static let table =
    "data t from \"t.csv\" counted 所 {\n  a text key\n  b 人?\n  c one of x | y | z\n  d number\n}"
  private static let rows = ["t.csv": "a,b,c,d\np,3,y,1\nq,,x,2\nr,5,y,3\ns,0,z,4\n"]

  @Test(
    arguments: [
      ("{count(t where b is missing)}所", "1所"), ("{count(t where b is not missing and b > 2 人)}所", "2所"),
      ("{sum(t.b skipping missing)}人", "8人"),
      ("{average(t.b skipping missing): .2}人", "2.67人"), ("{median(t.b skipping missing)}人", "3人"),
      ("{min(t.b skipping missing)}人", "0人"),
      ("{count(t.b skipping missing)}所", "3所"), ("{median(t.d)}", "2.5"), ("{sum(t.d where c = y)}", "4"),
      ("{sum(t.d where a != a)}", "0"),
      ("{list((t order by c).a)}", "q、p、r、s"), ("{list((t order by d descending).a)}", "s、r、q、p"),
      ("{list((t order by c descending).a)}", "s、p、r、q"),
      ("{list(t.c)}", "y、x、y、z"), ("{count(t by c)}", "3"), ("{first(t by c).c}", "x"),
      ("{count(last(t by c))}所", "1所"),
      ("{sum(first(t by c).d)}", "2"), ("{count(t by c where count(t) > 1 所)}", "3"),
      ("{list(t.a where d > average(t.d))}", "r、s"),
      ("{count(t where d in (1, 3, 9))}所", "2所"), ("{count(t where 2 <= d < 4)}所", "2所"),
      ("{count(t where not (c = y or c = z))}所", "1所"),
      ("{count(t where d * 2 > 5)}所", "2所"), ("{count(t where a != \"p\")}所", "3所"), ("{count(t where 2 < d)}所", "2所"),
      ("{count(t where d > 1.5)}所", "3所"),
      ("{count(t where d = 1.5)}所", "0所"), ("{count(t where d >= 2.5)}所", "2所"), ("{count(t where d < 2.5)}所", "2所"),
      ("{count(t where d <= 2)}所", "2所"),
      ("{count(t where if c = y then d > 1 else d > 3)}所", "2所"), ("{only(t where a = \"r\").b ?? 0 人}人", "5人"),
      ("{(t where d = 2) is missing}", ""),
    ].filter { $0.1 != "" })
  func tablesAreAsked(text: String, result: String) {
    #expect(printed(text, header: Self.table, files: Self.rows) == result)
  }

  @Test func aConditionSettlesOnlyWhatItSpeaksOf() {
    let header = Self.table + "\nparam b: 人? = 3 人\n"
    #expect(
      codes("{when b is not missing}{count(t where b > 1 人)}所{end}", header: header, files: Self.rows) == [
        .optionalUnsettled
      ])
    #expect(
      codes("::: each r in t\n{when r.b is not missing}{r.b}人{end}{r.b}人\n:::", header: header, files: Self.rows) == [
        .optionalUnsettled
      ])
    let narrowed = "::: each r in t\n- {when r.b is missing}无{otherwise}{r.b}人{end}\n:::"
    #expect(printed(narrowed, header: Self.table, files: Self.rows) == "- 3人\n- 无\n- 5人\n- 0人")
  }

  @Test func divisionIsCheckedWhereItIsReached() {
    #expect(codes("{1 / 0}") == [.divisionByZero])
    #expect(printed("{if 1 > 0 then 1 else 1 / 0}") == "1")
    #expect(printed("{when 1 > 2 and 1 / 0 > 1}a{otherwise}b{end}") == "b")
    #expect(codes("{share(1 人, 0 人)}%") == [.divisionByZero])
    #expect(codes("{growth(1 人, 0 人)}%、{growth(1 人, -2 人)}%") == [.growthBase, .growthBase])
  }

  @Test func branchesThatAreNotTakenAreCheckedToo() {
    #expect(codes("::: when 1 > 2\n{none}\n:::") == [.unknownName])
    #expect(codes("{when 1 > 2}{3 人}所{end}") == [.unitContradicts])
  }

  @Test func identicalHolesPrintAlike() {
    #expect(printed("{a}人、{a}万人、{a}人", header: "let a = 25000 人") == "25000人、2.5万人、25000人")
    #expect(codes("{1 / 0}，{1 / 0}").isEmpty == false)
  }

  @Test func valuesAreNeverMarkup() {
    let hostile = "<script>alert(1)</script> **b** [x](javascript:1) `c` | & \\\" {d} \u{202E}"
    var report = Case("---\nparam a: text\n---\n# {a}\n\n[{a}]({a})\n\n| {a} |\n|--|\n")
    report.options.parameters = [("a", hostile)]
    let compilation = report.compile()
    #expect(!compilation.htmlText.contains("<script>") && !compilation.htmlText.contains("<strong>"))
    #expect(!compilation.htmlText.contains("href=\"javascript"))
    #expect(compilation.htmlText.contains("&lt;script&gt;"))
  }

  @Test func oneAllowanceSilencesOneWarningOfItsParagraph() {
    #expect(codes("{3 人}万 <!-- evrep: allow W001 x -->\n\n{3 人}万") == [.scaleWithoutUnit])
    #expect(codes("{3 人}万 <!-- evrep: allow W002 x -->") == [.scaleWithoutUnit])
    #expect(codes("<!-- evrep: allow W001 x -->\n{3 人}万\n{4 人}万\n\n{5 人}万") == [.scaleWithoutUnit])
    #expect(codes("<!-- evrep: allow W001 x -->\n\n{3 人}万") == [])
    #expect(codes("{3 人}所 <!-- evrep: allow EV0304 x -->") == [.unitContradicts])
  }
}
