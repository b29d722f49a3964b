import EvrepSource
import EvrepSyntax
import Testing

/// Where a brace is a hole and where it is text, as Markdown's structure has it.
@Suite struct ProseTests {
  /// Source, and the holes that are found in it.
  static let literal: [(String, [String])] = [
    ("`{a}` {b}", ["b"]), ("``{a} ` {b}`` {c}", ["c"]), ("` {a}", ["a"]), ("`{a}\n{b}` {c}", ["c"]),
    ("`{a}\n\n{b}` {c}", ["a", "b", "c"]), (#"\`{a}` {b}"#, ["a", "b"]),
    ("| `{a}` | ` | {b} |\n| ` | {c} |", ["b", "c"]),
    (#"\{a} {b} \\{c}"#, ["b", "c"]), ("```\n{a}\n```\n{b}", ["b"]), ("```x {a}\n{b}\n````\n{c}", ["c"]),
    ("````\n```\n{a}\n````\n{b}", ["b"]), ("~~~\n{a}\n```\n~~~\n{b}", ["b"]), ("```\n{a}", []),
    ("``` {a} ` {b}", ["a", "b"]),
    ("    {a}\n{b}", ["b"]), ("\t{a}\n{b}", ["b"]), ("text\n    {a}", ["a"]),
    ("text\n\n    {a}\n\n    {b}\n{c}", ["c"]),
    ("- a\n\n  {b}\n\n      {c}\n\n  {d}", ["b", "d"]), ("- a\n\n    {b}", ["b"]),
    ("1. a\n\n   {b}\n\n       {c}", ["b"]),
    ("- - a\n\n    {b}\n\n        {c}", ["b"]), ("-     {a}", []), ("- a\n\ntext\n\n    {b}", []), ("-\n  {a}", ["a"]),
    ("- ```\n  {a}\n  ```\n  {b}", ["b"]), ("- ```\n  {a}\n{b}", ["b"]), ("> {a}\n>\n>     {b}\n> {c}", ["a", "c"]),
    ("> ```\n> {a}\n> ```\n> {b}", ["b"]), ("> ```\n> {a}\n{b}", ["b"]), ("- a\n> ```\n> {b}\n> ```", []),
    ("- a\n```\n{b}\n```\n{c}", ["c"]), ("<!-- {a} --> {b}", ["b"]), ("<!-- {a}\n\n{b} --> {c}", ["c"]),
    ("<!-- {a}", ["a"]),
    ("<b>{a}</b>", ["a"]), ("[{a}]({b}.html){c}", ["a", "b", "c"]), ("# {a} {#b}", ["a"]),
    ("| {a} | {b} |", ["a", "b"]),
    ("# a\n    {b}", []), ("\u{FEFF}{a}", ["a"]), ("text `x\n- {a}` {b}", ["a", "b"]), ("*{a}* **{b}**", ["a", "b"]),
  ]

  @Test(arguments: literal) func codeIsLiteral(source: String, holes: [String]) {
    let parsed = Parsed(source)
    var found: [String] = []
    func collect(_ node: SyntaxNode) {
      if node.kind == .hole { found.append(node.expression?.text ?? "") }
      for child in node.children { collect(child) }
    }
    collect(parsed.tree.root)
    #expect(found == holes, "\(source)")
  }

  @Test(arguments: [
    ("```\n::: when a\n```\n", 0), ("    ::: when a\n", 0), ("<!--\n::: when a\n-->\n", 0), ("> ::: when a\n", 0),
    ("text ::: when a\n", 0), ("- a\n  ::: when b\n  c\n  :::\n", 1), ("::: when a\n```\n:::\n```\n:::\n", 1),
    ("text\n  ::: when a\n  :::\n", 1),
  ])
  func fencesInCodeAreText(source: String, blocks: Int) {
    let parsed = Parsed(source)
    #expect(parsed.codes == [], "\(source)")
    #expect(parsed.count(.whenBlock) == blocks, "\(source)")
  }

  @Test func escapedFullWidthBracesLoseTheirBackslash() {
    let parsed = Parsed(#"\｛甲\｝ \{乙\}"#)
    #expect(parsed.codes == [])
    #expect(parsed.leaves(.proseEscape) == ["\\", "\\"])
    #expect(parsed.leaves(.prose) == ["｛甲", #"｝ \{乙\}"#])
  }

  @Test func commentsAreLeavesOfTheirOwn() {
    #expect(
      Parsed("a <!-- evrep: allow W001 x --> b <!-- y -->").leaves(.htmlComment) == [
        "<!-- evrep: allow W001 x -->", "<!-- y -->",
      ])
  }
}
