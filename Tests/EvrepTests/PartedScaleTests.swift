import Evrep
import EvrepSource
import EvrepUnits
import Testing

/// A scale that markup parts from its figure, or that stands behind one whose header has the unit, prints a wrong number and is refused.
@Suite struct PartedScaleTests {
  private func compiled(_ text: String, _ language: String = "en") -> Compilation {
    Case("---\nlanguage \(language)\nlet x = 3450000 £\nlet m = 34500000 元\nlet y = 12345\n---\n\(text)\n").compile()
  }

  @Test(arguments: [
    "£{x} **million**", "£{x} *million*", "£{x} `million`", "£{x} [million](x.md)", "£{x} ~~million~~",
    "£{x} \"million\"",
    "£{x} (million)", "£{x}&nbsp;million", "£{x}[^1] million\n\n[^1]: a", "£{x}<!-- c --> million",
    "**£{x}** **million**",
    "[£{x}](x.md) million", "{x: £} **million**", "£{x} **m**", "{y} **million**", "{y}　万", "花¥{m}（万）",
  ])
  func aScaleBehindMarkupIsRefused(text: String) {
    let found = compiled(text)
    #expect(found.codes == [.unreadUnit], "\(found.messages())")
  }

  @Test(arguments: [
    "| Cost (£m) |\n|--:|\n| {x} bn |", "| Cost (£) |\n|--:|\n| {x} m |", "| Cost (£) |\n|--:|\n| {x} million |",
  ])
  func aScaleUnderAUnitIsRefused(text: String) {
    let found = compiled(text)
    #expect(found.codes == [.unitDoubled], "\(found.messages())")
  }

  @Test(arguments: [
    "£{x} (million-pound schemes alone)", "£{x} **of it**", "£{x} (a million less)", "£{x} (M. Dupont)", "{y} (m)",
    "£**{x}** million", "£{x} million", "{y}（万元户）", "| Cost (£) |\n|--:|\n| {x} more |",
  ])
  func otherWordsAreNone(text: String) {
    let found = compiled(text)
    #expect(!found.hasErrors, "\(found.messages())")
  }

  /// What a ledger says of a figure whose header has a scale of digits, of a loss, and of one that says about.
  @Test(arguments: [
    ("210.5", "£000", "210.5 (£000)"), ("1,234", "000", "1,234 (000)"), ("-2,500", "£", "-£2,500"),
    ("about 3.5", "£m", "about £3.5m"), ("about £3.5m", "£m", "about £3.5m"), ("18亩", "亩", "18亩"),
    ("12", "pupils", "12 pupils"),
  ])
  func aFigureIsSaidWithItsUnit(digits: String, unit: String, phrase: String) {
    #expect(Unit.phrase(digits, unit) == phrase)
  }
}
