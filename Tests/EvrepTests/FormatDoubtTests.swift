import Evrep
import EvrepSource
import Testing

/// Formats that are understood and hardly meant, and units that are declared in the plural.
@Suite struct FormatDoubtTests {
  private func compile(_ body: String, _ header: String = "") -> Compilation {
    Case("---\nlanguage en\n\(header)\n---\n" + body + "\n").compile()
  }

  @Test(arguments: ["ose|fell", "rose|fel", "rose|grew", "fell|dropped", "增长|降下", "增加|减少少", "增涨|下降", "增长|提高", "up|don"])
  func wordsThatAreNoOppositesAreFound(words: String) {
    #expect(compile("It {growth(110, 100): \(words)}%.").codes == [.oddPair], "\(words)")
  }

  @Test(arguments: [
    "rose|fell", "rose by|fell by", "up|down", "增长|下降", "增长了|下降了", "增长约|下降约", "增|降", "增了|降了", "盈余|亏损", "above|below",
    "ahead|behind",
    "上升|减少",
  ])
  func opposites(words: String) { #expect(compile("It {growth(110, 100): \(words)}%.").codes == [], "\(words)") }

  @Test(arguments: [
    ("rose rose|fell", "rose|fell"), ("rose|fell fell by", "rose|fell by"), ("提高 提高|下降", "提高|下降"),
  ])
  func aWordThatStandsTwiceIsFound(words: String, meant: String) {
    let found = compile("It {growth(110, 100): \(words)}%.")
    #expect(
      found.codes == [.oddPair] && found.diagnostics[0].fixIts.map(\.replacement) == [meant], "\(found.messages())")
  }

  /// A letter on the wrong side of the bar or of the brace.
  @Test(arguments: [
    ("上升下|降}", "上升|下降}"), ("上|升下降}", "上升|下降}"), ("增加|减}少", "增加|减少}"), ("roseby f|ell}", ""),
  ])
  func aWordThatIsCutIsFound(words: String, meant: String) throws {
    let found = Case("---\n令 a = 3 人\n---\n比上年{a - 5 人: \(words)人。\n").compile()
    // Where the unit stands behind the rest of the word, it is not found.
    let code = words.hasSuffix("}少") ? DiagnosticCode.unitMissing : .oddPair
    #expect(found.codes == (meant.isEmpty ? [] : [code]), "\(found.messages())")
    guard let fix = found.diagnostics.first?.fixIts.first else { return }
    #expect(found.text(with: fix).contains(": \(meant)人"), "\(fix.replacement)")
  }

  /// `.2` at the end of a hole may be a format, whose colon is another sign: no figure is multiplied unasked.
  @Test func aFormatBehindAnotherSignIsNoNumber() {
    let found = compile("{a* .2}", "let a = 3")
    #expect(found.codes == [.badNumber], "\(found.messages())")
    #expect(found.diagnostics.flatMap(\.fixIts).map(\.replacement) == [": .2", "0"])
    #expect(found.diagnostics.flatMap(\.fixIts).allSatisfy { !$0.isSafe })
    let inside = compile("{a * .2 + 1: .1}", "let a = 3")
    #expect(inside.diagnostics.flatMap(\.fixIts).map(\.isSafe) == [true], "\(inside.messages())")
  }

  /// Where one word of a pair is missing, the pair that has the other is offered.
  @Test(arguments: [("|fell", "rose|fell"), ("rose|", "rose|fell"), ("|下降", "|下降")])
  func aPairThatLacksAWordIsOffered(words: String, meant: String) {
    let found = compile("It {growth(110, 100): \(words)}%.")
    #expect(found.codes == [.badFormat], "\(found.messages())")
    #expect(
      found.diagnostics[0].fixIts.map(\.replacement).allSatisfy { $0.hasSuffix(meant) && $0 != words },
      "\(found.messages())")
  }

  @Test(arguments: [(".10", [DiagnosticCode.manyDecimals]), (".11", [.manyDecimals]), (".9", []), (".1", [])])
  func tenDecimalsAndMore(format: String, expected: [DiagnosticCode]) {
    #expect(compile("{48.36%: \(format)}%").codes == expected, "\(format)")
  }

  @Test(arguments: [
    ("offences", "110,600 offences"), ("offence plural offences", "110,600 offences"), ("bus", "110,600 buses"),
    ("glass", "110,600 glasses"),
    ("visit", "110,600 visits"), ("census", "110,600 censuses"),
  ])
  func aPluralIsNotMadePluralAgain(unit: String, printed: String) {
    let name = unit.split(separator: " ")[0]
    #expect(compile("{110600 \(name)} \(name)", "unit \(unit)").markdownText == printed + "\n", "\(unit)")
  }

  @Test(arguments: [
    ("offences", "offence plural offences"), ("bodies", "body plural bodies"), ("boxes", "box plural boxes"),
    ("bale", "bale"), ("株", "株"),
  ])
  func theAdviceDeclaresThePlural(name: String, declared: String) {
    let notes = compile("A", "let n = 3 \(name)").diagnostics.flatMap(\.notes).map(\.[.english])
    #expect(notes.contains { $0.hasSuffix("‘unit \(declared)’") }, "\(notes)")
  }
}
