import Evrep
import EvrepSource
import Testing

/// Lines of blocks that Markdown would print as text, and what would be printed of both branches then.
@Suite struct LostBlockTests {
  private static let source = """
    ---
    language en
    data d from "d.csv" { k text key; v £; n pupils }
    let spent = sum(d.v)
    ---
    # Spending

    ::: when spent > 5 £
    Spending rose.
    ::: otherwise
    Spending fell.
    :::

    ::: problem dear when spent > 6 £
    It was £{spent}.

    ::: measures
    - Save.
    :::
    :::

    - one item

    """

  private static let files = ["d.csv": "k,v,n\nArden,8,100\nCole,5,20\n"]

  private func compiled(_ source: String) -> Compilation { Case(source, Self.files).compile() }

  @Test func theReportIsFaultless() { #expect(compiled(Self.source).codes == []) }

  /// One error each, whose remedy gives the report back.
  @Test(arguments: [
    ("rose.\n::: otherwise", "rose. ::: otherwise"), ("fell.\n:::", "fell. :::"), ("Save.\n:::", "Save. :::"),
    ("\n::: when spent", "\n    ::: when spent"), ("\n::: problem", "\n    ::: problem"),
    ("\n::: problem", "\n\t::: problem"), ("\n::: measures", "\n  ::: measures"),
    ("fell.\n:::", "fell.\n:::7"),
  ])
  func aBlockIsNotLost(right: String, slip: String) throws {
    try #require(Self.source.contains(right))
    let found = Case.searched(Self.source.replacingFirst(right, with: slip), Self.files)
    #expect(found.diagnostics.count == 1, "\(found.messages())")
    let fix = try #require(found.diagnostics.first?.fixIts.first)
    #expect(compiled(found.text(with: fix)).markdownText == compiled(Self.source).markdownText)
  }

  /// Colons in a table, in code and in a sentence are text.
  @Test(arguments: ["| a ::: |\n| --- |\n| b |", "`x ::: when`", "```\nx ::: when\n```", "a:::b", "A pause ::: long."])
  func otherColonsAreText(text: String) { #expect(compiled(Self.source + "\n" + text + "\n").codes == []) }

  /// A block in an item of a list is indented with it, both its lines.
  @Test func anItemHoldsABlock() {
    let text = "- first\n\n  ::: when spent > 5 £\n  More.\n  :::\n"
    #expect(compiled(Self.source + "\n" + text).codes == [])
  }

  /// A block that is to hold the problems, which the language has not, is one finding, whatever it is called.
  @Test(arguments: ["problems", "problem group", "problem_list"])
  func aBlockAroundProblemsIsOneFinding(word: String) {
    let group = Self.source.replacingFirst("::: problem dear", with: "::: \(word)\n\n::: problem dear")
      .replacingFirst(":::\n:::\n", with: ":::\n:::\n:::\n")
    let found = Case.searched(group, Self.files)
    #expect(found.codes == [.unknownBlock], "\(found.messages())")
    #expect(found.diagnostics.first?.fixIts == [])
  }
}
