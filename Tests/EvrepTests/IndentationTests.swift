import Evrep
import EvrepSource
import Testing

/// Lines of a header that begin with blanks.
@Suite struct IndentationTests {
  /// The messages of a report, each fix of which is safe, and the report with all of them made, from the last on.
  private func mended(_ source: String, _ files: [String: String] = [:]) -> (found: Compilation, text: String) {
    let found = Case(source, files).compile()
    var bytes = Array(source.utf8)
    for finding in found.diagnostics.reversed() {
      guard let fix = finding.fixIts.first, fix.isSafe else { continue }
      bytes.replaceSubrange(fix.place.range, with: Array(fix.replacement.utf8))
    }
    return (found, String(decoding: bytes, as: UTF8.self))
  }

  // MARK: The line that ends a header

  @Test(arguments: ["  ---", "\t---", "　---", "      ---"])
  func theEndOfAHeaderBeginsItsLine(end: String) {
    let source = "---\nlanguage en\nlet a = 3 pupils\n\(end)\nText {a} pupils.\n"
    let (found, text) = mended(source)
    #expect(found.codes == [.misspelledFence], "\(found.messages())")
    #expect(found.messages().contains("the line that ends the header has nothing before ‘---’"))
    #expect(found.messages(language: "zh").contains("结束头部的一行，“---”之前不能有空格"))
    #expect(text == source.replacing(end, with: "---"))
    #expect(Case(text).compile().diagnostics.isEmpty)
  }

  @Test func bothLinesAreOneMessage() {
    let (found, text) = mended(" ---\nlanguage en\nlet a = 3 pupils\n  ---\nText {a} pupils.\n")
    #expect(found.codes == [.misspelledFence])
    #expect(text == "---\nlanguage en\nlet a = 3 pupils\n---\nText {a} pupils.\n")
  }

  @Test func moreDashesAreSaidToBeThose() {
    let found = Case("----\nlanguage en\nlet a = 3 pupils\n---\nText {a} pupils.\n").compile()
    #expect(found.messages().contains("‘----’ is no line of a header, which is ‘---’"))
  }

  // MARK: Lines of blocks

  @Test(arguments: [
    ("    ::: problem p when a > 1 pupils\nText.\n\n::: measures\n- This.\n:::\n:::\n", DiagnosticCode.misplacedBlock),
    ("    ::: when a > 1 pupils\nText.\n:::\n", .strayFence), ("\t::: when a > 1 pupils\nText.\n:::\n", .strayFence),
  ])
  func aLineOfABlockIsNoCode(body: String, code: DiagnosticCode) {
    let source = "---\nlanguage en\nlet a = 3 pupils\n---\nOf {a} pupils.\n\n\(body)"
    let (found, text) = mended(source)
    #expect(found.codes == [code], "\(found.messages())")
    #expect(found.messages().contains("this line begins no block: with four blanks before it, it is code"))
    #expect(found.messages(language: "zh").contains("这一行不能开始块：前面空了四格，成了代码"))
    #expect(Case(text).compile().diagnostics.isEmpty, "\(text)")
  }

  // MARK: Declarations

  @Test(arguments: [
    "let a = 3 pupils\n  let b = 4 pupils\n", "report \"x\"\n  language en\n\tlet a = 3 pupils\nlet b = a\n",
    "let a = 3 pupils\n  unit widget\n    let b = 4 pupils\n",
    "unit widget\n  unit gadget\nlet a = 3 pupils\nlet b = a\n",
    "language en\n　let a = 3 pupils\n  check c: a > 2 pupils\nlet b = a\n",
    "data d from \"v.csv\" {\n  n number\n}\n  let a = 3 pupils\nlet b = a\n",
    "let a =\n  3 pupils\n  let b = a\n",
    "style plain\n  param y: year = 2022\n  use \"m.evrep\" as m\nlet a = 3 pupils\nlet b = a\n",
  ])
  func aDeclarationBeginsItsLine(header: String) {
    let source = "---\n\(header)---\nText {a} pupils, {b} pupils.\n"
    let files = ["v.csv": "n\n1\n", "m.evrep": "---\nlet z = 1\n---\n"]
    let found = Case(source, files).compile()
    let lines = header.split(separator: "\n").filter { line in
      [" ", "\t", "　"].contains { line.hasPrefix($0) } && line.contains { $0.isLetter } && !line.hasSuffix("n number")
        && !line.hasPrefix("  3")
    }
    let errors = found.diagnostics.filter { $0.severity == .error }
    #expect(errors.map(\.code) == lines.map { _ in DiagnosticCode.unexpectedToken }, "\(found.messages())")
    #expect(errors.allSatisfy { $0.fixIts.first?.isSafe == true })
    #expect(found.messages().contains("a declaration begins its line"))
    #expect(found.messages(language: "zh").contains("声明要从行首写起"))
    let text = mended(source, files).text
    let left = Case(text, files).compile()
    #expect(left.diagnostics.allSatisfy { $0.severity != .error }, "\(left.messages())")
  }

  /// Lines that go on with the one before, be their first word that of a declaration.
  @Test(arguments: [
    "let unit = 2\nlet a =\n  unit + 1\n", "let check = 3\nlet a = if check > 2\n  then check\n  else 1\n",
    "data d from \"v.csv\" {\n  language text\n  unit number\n}\nlet a = 3\n",
    "data d from \"v.csv\"\n  counted pupils {\n  language text\n  unit number\n}\nlet a = 3\n",
  ])
  func aLineMayGoOn(header: String) {
    let found = Case("---\n\(header)---\nText {a}.\n", ["v.csv": "language,unit\nx,1\n"]).compile()
    #expect(!found.messages().contains("begins its line"), "\(found.messages())")
    #expect(!found.codes.contains(.unexpectedToken), "\(found.messages())")
  }
}
