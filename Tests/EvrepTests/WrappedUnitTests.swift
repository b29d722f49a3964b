import Evrep
import EvrepSource
import Testing

/// A unit on the next line of its paragraph stands behind its figure, as a reader sees it.
@Suite struct WrappedUnitTests {
  private func markdown(_ text: String) -> String {
    let compiled = Case("---\nlanguage en\nlet n = 1 pupils\n---\n\(text)\n").compile()
    return compiled.markdownText.isEmpty ? compiled.messages() : compiled.markdownText
  }

  @Test(arguments: [
    ("It has {3 pupils}\npupils.", "It has 3 pupils.\n"), ("It has {n}\r\npupils.", "It has 1 pupil.\n"),
    ("- It has {2000 pupils: .0}\n  thousand pupils.", "- It has 2 thousand pupils.\n"),
    ("It has **{3 pupils}**\npupils.", "It has **3** pupils.\n"),
    ("It cost £{2000000 £}\nmillion.", "It cost £2 million.\n"),
  ])
  func itIsTheFiguresUnit(text: String, printed: String) { #expect(markdown(text) == printed) }

  @Test(arguments: ["It has {3 pupils}\n\npupils.", "# It has {3 pupils}\npupils", "It has {3 pupils}\n- pupils"])
  func anotherParagraphIsNot(text: String) { #expect(markdown(text).contains("error[EV0303]"), "\(markdown(text))") }

  @Test func aWrongUnitIsFoundThere() {
    #expect(markdown("It has {3 pupils}\nschools.").contains("error[EV0304]"))
  }
}
