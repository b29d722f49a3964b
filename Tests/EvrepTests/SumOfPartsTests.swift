import Evrep
import EvrepSource
import Testing

/// Totals beside parts that tables and checks hold.
@Suite struct SumOfPartsTests {
  private static let rows = ["t.csv": "k,g,a,b,c\n1,x,1.04,0.5,1.54\n2,x,1.04,0.4,1.44\n3,y,2.04,0.1,2.14\n"]
  private static let header =
    "data t from \"t.csv\" { k number key; g one of x | y; a 万元; b 万元; c 万元 }\nlet first3 = only(t where k = 3)\n"

  private func report(_ body: String, checks: String = "") -> Compilation {
    Case("---\n" + Self.header + checks + "---\n" + body + "\n", Self.rows).compile()
  }

  private func hasNote(_ compilation: Compilation) -> Bool { compilation.markdownText.contains("注：") }

  private func table(_ cell: String, of collection: String = "t", total: String) -> String {
    "| a（万元） |\n|:--|\n::: each r in \(collection)\n| \(cell) |\n:::\n| \(total) |\n"
  }

  @Test func rowsAndGroupsThatDoNotAddUpAreNoted() {
    // 1.0 + 1.0 + 2.0 beside 4.1; as they are, 1.04 + 1.04 + 2.04 are 4.12.
    #expect(hasNote(report(table("{r.a: .1}", total: "{sum(t.a): .1}"))))
    #expect(!hasNote(report(table("{r.a}", total: "{sum(t.a)}"))))
    #expect(hasNote(report(table("{sum(r.a): .0}", of: "t by g", total: "{sum(t.c + t.a): .0}"))) == false)
    #expect(hasNote(report(table("{sum(r.c): .0}", of: "t by g order by sum(c)", total: "{sum(t.c): .0}"))) == false)
    #expect(hasNote(report(table("{sum(r.a): .1}", of: "t by g", total: "{sum(t.a): .1}"))) == false)
  }

  @Test func sharesAddUpToTheWhole() {
    let shares =
      "| 占比（%） |\n|:--|\n::: each r in t by g\n| {share(sum(r.c), sum(t.c)): .0} |\n:::\n| {share(sum(t.c), sum(t.c)): .0} |\n"
    #expect(!hasNote(report(shares)))
    let rows = "| 占比（%） |\n|:--|\n::: each r in t\n| {r.c / sum(t.c): .0} |\n:::\n| {sum(t.c) / sum(t.c)} |\n"
    #expect(!hasNote(report(rows)))
    let thirds = ["t.csv": "k,g,a,b,c\n1,x,1,1,1\n2,x,1,1,1\n3,y,1,1,1\n"]
    #expect(Case("---\n" + Self.header + "---\n" + rows, thirds).compile().markdownText.contains("注："))
  }

  @Test func someOfTheRowsAreNoTotal() {
    #expect(!hasNote(report(table("{r.a: .1}", of: "t where g = x", total: "{sum(t.a): .1}"))))
    #expect(!hasNote(report(table("{when r.k > 1}{r.a: .1}{end}", total: "{sum(t.a): .1}"))))
  }

  @Test func aCheckDeclaresWhatAddsUp() {
    let checks = "check adds: first3.c = first3.a + first3.b\n"
    #expect(hasNote(report("{first3.c: .0}万元，{first3.a: .0}万元，{first3.b: .0}万元", checks: checks)) == false)
    let body = "{first3.c: .1}万元，{first3.a: .0}万元，{first3.b: .1}万元"
    #expect(!hasNote(report(body)))
    #expect(!hasNote(report(body, checks: checks)))
    let others = "check adds: sum(t.c) = sum(t.a) + sum(t.b)\n"
    // 5.1, 4.1 and 1.0.
    #expect(!hasNote(report("{sum(t.c): .1}万元，{sum(t.a): .1}万元，{sum(t.b): .1}万元", checks: others)))
    // 5, 4 and 1.0; then 5, 4.12 and 1.0 of 5.12.
    #expect(hasNote(report("{sum(t.c): .2}万元，{sum(t.a): .1}万元，{sum(t.b): .1}万元", checks: others)))
  }

  @Test func partsThatWereRoundedContradictTheTotal() {
    let checks = "check adds: sum(t.c) = sum(t.a) + sum(t.b)\n"
    let body = "{sum(t.c)}万元，{round(sum(t.a), 0): .2}万元，{sum(t.b)}万元"
    #expect(report(body, checks: checks).codes == [.printedContradiction])
    #expect(report(table("{round(r.a, 0): .2}", total: "{sum(t.a)}")).codes == [.printedContradiction])
  }

  @Test func theStyleSaysWhetherAndHow() {
    let body = table("{r.a: .1}", total: "{sum(t.a): .1}")
    let english = Case("---\nlanguage en\n" + Self.header + "---\n" + body, Self.rows).compile()
    #expect(english.markdownText.contains("Note: because of rounding"))
    #expect(english.htmlText.contains("<p class=\"note\">Note: "))
    var files = Self.rows
    files["own.style"] = "rounding note:\nsheet: own.css\n"
    files["own.css"] = ""
    #expect(!hasNote(Case("---\nstyle \"own.style\"\n" + Self.header + "---\n" + body, files).compile()))
    files["own.style"] = "rounding note: 注：<舍入>*\nsheet: own.css\n"
    let own = Case("---\nstyle \"own.style\"\n" + Self.header + "---\n" + body + "\n末段[^1]。\n\n[^1]: 脚注。\n", files)
      .compile()
    #expect(own.htmlText.contains("<p class=\"note\">注：&lt;舍入&gt;*</p>\n<section class=\"footnotes\""))
  }

  @Test func manyFiguresAreJudgedInLinearTime() {
    // Ten thousand rows, each with a rate beside its levels, and each judged by the same threshold: what is quadratic
    // in them would run for minutes.
    let rows = "k,g,a,b,c\n" + (1...10_000).map { "\($0),x,\($0).5,1,1\n" }.joined()
    let body =
      "| a（万元） | b（万元） | 增长（%） |\n|:--|:--|:--|\n::: each r in t\n| {r.a: .0} | {r.b} | {growth(r.a, r.b): .0} |\n:::\n| {sum(t.a): .0} |{when sum(t.a) > 3 万元}是{end} | |\n"
    let compilation = Case("---\n" + Self.header + "---\n" + body, ["t.csv": rows]).compile()
    #expect(compilation.codes == [])
    #expect(hasNote(compilation))
  }
}
