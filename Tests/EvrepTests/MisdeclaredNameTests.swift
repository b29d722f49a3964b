import Evrep
import EvrepSource
import EvrepTestSupport
import Testing

/// A declaration that is spelled otherwise than all its uses is one slip, and what could not be read hides no other one.
@Suite struct MisdeclaredNameTests {
  private static let files = ["s.csv": "name,stops\nA,3\nB,4\n", "n.csv": "id,note\n1,x\n2,\n"]

  private func compile(_ header: String, _ body: String = "A.") -> Compilation {
    Case("---\nlanguage en\n\(header)\n---\n\(body)\n", Self.files).compile()
  }

  @Test func aUnitInAnotherCaseIsMendedWhereItIsDeclared() {
    let found = compile(
      "unit Depot\ndata d from \"s.csv\" counted depots { name text key; stops depots }", "{count(d)} depots.")
    #expect(found.codes == [.unknownUnit], "\(found.messages())")
    #expect(found.diagnostics.flatMap(\.fixIts).map(\.replacement) == ["depot"])
  }

  @Test func rowsInAnotherCaseAreMendedInTheirHead() {
    let data = "data d from \"s.csv\" { name text key; stops number }"
    let found = compile(data, "::: each S in d\n- {s.name}, {s.stops}\n:::")
    #expect(found.codes == [.unknownName], "\(found.messages())")
    #expect(found.diagnostics.flatMap(\.fixIts).map(\.replacement) == ["s"])
    // One that is right tells which one is wrong.
    let other = compile(data, "::: each S in d\n- {S.name}, {s.stops}, {s.name}\n:::")
    #expect(other.codes == [.unknownName, .unknownName], "\(other.messages())")
    #expect(other.diagnostics.flatMap(\.fixIts).map(\.replacement) == ["S", "S"])
  }

  @Test func theSingularAndThePluralAreOneUnit() {
    let found = compile(
      "unit rote\ndata d from \"s.csv\" counted routes { name text key; stops number }\ncheck c: count(d) > 1 route")
    #expect(found.codes == [.unknownUnit], "\(found.messages())")
  }

  /// What was mended, a missing module and an open bracket hide nothing behind them.
  @Test(arguments: [
    (
      "data d from \"s.csv\" {\n  name text Key\n  stops number From \"stops\"\n}\nparam a: txt = \"x\"",
      [DiagnosticCode.unexpectedToken, .unexpectedToken, .unknownUnit]
    ),
    ("use \"limits.evrep\" as limits\nparam a: texts = \"x\"", [.fileNotFound, .unknownUnit]),
    ("let a = (\"x, \"y\")\nlet b 3\nlett c = 4", [.unexpectedToken, .unexpectedToken, .unknownDeclaration]),
    ("let a = (3\nlett c = 4\nlet b 3", [.unexpectedToken, .unknownDeclaration, .unexpectedToken]),
    ("let x = 2%  rate", [.unexpectedToken]), ("let x = ”a\"", [.unclosedString]),
  ])
  func nothingIsLost(header: String, expected: [DiagnosticCode]) {
    let found = compile(header)
    #expect(found.codes == expected, "\(found.messages())")
  }

  /// A misspelt `missing`, however many other slips there are.
  @Test func aMisspeltTestForMissingIsOne() {
    let many = (1...8).map { "lett a\($0) = 3 pupils\n" }.joined()
    let found = compile(
      many + "data v from \"n.csv\" { id number key; note text? }\nlet none = v where note is missng", "{count(none)}")
    #expect(found.codes == Array(repeating: .unknownDeclaration, count: 8) + [.unexpectedToken], "\(found.messages())")
    #expect(found.diagnostics.last?.fixIts.map(\.replacement) == ["missing"])
  }

  /// A scale alone is of the unit that the figure is in, 万 twice is no scale, and units of the prose that are one sign off.
  @Test(arguments: [
    ("令 路 = 30000 公里", "路{路}万", [DiagnosticCode.scaleWithoutUnit], "路3万"),
    ("令 田 = 20000 亩", "田{田}万", [.scaleWithoutUnit], "田2万"), ("令 钱 = 30000 万元", "钱{钱}亿", [.scaleWithoutUnit], "钱3亿"),
    ("令 人数 = 3 万万人", "{人数}人", [.unknownUnit], ""), ("令 钱 = 3 万元", "钱{钱}方元", [.unitMissing], "万元"),
    ("令 地 = 3 平方米", "地{地}平方", [.unitMissing], "平方米"),
  ])
  func scales(header: String, body: String, expected: [DiagnosticCode], printed: String) {
    let found = Case("---\n\(header)\n---\n\(body)。\n").compile()
    #expect(found.codes == expected, "\(found.messages())")
    if !found.hasErrors { #expect(found.markdownText == printed + "。\n") }
    if expected == [.unitMissing] { #expect(found.diagnostics.flatMap(\.fixIts).map(\.replacement) == [printed]) }
  }
}
