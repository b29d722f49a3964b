import Evrep
import EvrepSource
import Testing

/// What is typed in prose and was meant as a hole, or as a line of the header.
@Suite struct LiteralHoleTests {
  private func compile(_ body: String) -> Compilation {
    Case(
      "---\nlanguage en\nlet roll = 12 pupils\nlet 学生数 = 30 people\nlet x = 5\n---\nOf {roll} pupils and {学生数}人 {x}.\n\n"
        + body + "\n"
    )
    .compile()
  }

  @Test(arguments: [
    "共有【学生数】人", "We have [roll] pupils", "共@学生数人", "We have @roll pupils",
    "We have `r roll` pupils",
    "We have $roll pupils", "占XX%", "占XX.X％", "let extra = 5", "令 额外 = 5", "param extra: year", "// a note",
    "    Of {roll} pupils", "\tOf {roll} pupils",
    "Text\n\n    共{学生数}人", "We have #roll pupils", "#sum(roll) pupils", "共#学生数#人", "We have %roll% pupils",
    "#let extra = 5", "#set text(size: 3)", "=SUM(A2:A9)", "| a | b |\n|--|--|\n| =SUM(A2) | 3 |",
  ])
  func isAWarning(body: String) { #expect(compile(body).codes == [.literalHole], "\(body)") }

  @Test(arguments: [
    "【编者按】", "[roll](a.html)", "[roll]: a.html", "- [x] done", "a@roll.org", "$5 and $5", "`roll`", "`[roll]`",
    "```\n[roll] XX%\nlet a = 5\n```", "XXL", "XX级",
    "let us see", "let it be: so", "https://a.org // b", "令人满意", "- item\n\n    of {roll} pupils",
    "1. item\n\n    of {roll} pupils", "1.  item\n\n    ::: when x > 3\n    of {roll} pupils\n    :::",
    "Text\n    of {roll} pupils",
    "[a](#roll)", "a#roll", "#rolls", "#hashtag of", "&#39;", "C#(x)", "5%roll%", "50% of", "%rolls%", "a =SUM(A2)",
    "x =Sum(3)",
    "a/#roll",
    "    function() { return }", "[rolls]", "MaXX%", "<b>", "$roll$",
  ])
  func textIsLeftAlone(body: String) { #expect(!compile(body).codes.contains(.literalHole), "\(body)") }

  @Test(arguments: ["{(roll, roll)}", "共{(x, 2): .1}%", "{(\"a\", \"b\")}"])
  func aListInBracketsIsNotPrinted(body: String) {
    #expect(compile(body).codes == [.notPrintable], "\(body)")
    #expect(compile("{when x in (5, 6)}a{end} {(x)}").codes == [])
  }

  @Test func anglesAreFoundBesideTheHTMLThatTheyMake() {
    #expect(compile("We have <<roll>> pupils").codes == [.literalHole, .rawHTMLDropped])
  }

  @Test(arguments: [
    ("We have [roll] pupils", "{roll}"), ("共有【学生数】人", "{学生数}"), ("共@学生数。", "{学生数}"), ("We have `r roll`", "{roll}"),
    ("%roll%", "{roll}"),
    ("#sum(roll)", "{sum(roll)}"), ("#roll.total", "{roll.total}"),
  ])
  func theFixWritesTheHole(body: String, fix: String) {
    #expect(compile(body).diagnostics.flatMap(\.fixIts).map(\.replacement) == [fix], "\(body)")
  }
}
