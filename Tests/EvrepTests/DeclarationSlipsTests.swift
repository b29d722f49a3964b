import Evrep
import EvrepSource
import EvrepTestSupport
import Testing

/// A slip in a declaration is one message, and hides no other: neither in the rest of the declaration, nor in its data,
/// nor in what uses it.
@Suite struct DeclarationSlipsTests {
  /// What is written for a part of the header.
  struct Slip: Sendable, CustomTestStringConvertible {
    let meant: String
    let written: String

    init(_ meant: String, _ written: String) { (self.meant, self.written) = (meant, written) }

    var testDescription: String { written }
  }

  /// Four mistakes that no slip hides: a check that fails, a name, a unit, a cell.
  private static let planted: [DiagnosticCode] = [
    .checkFailed, .unknownName, .unitContradicts, .badCell,
  ]

  private static let report = """
    ---
    language en
    report "Schools" for year
    style plain
    param year: year = 2022
    param place: text = "Wexmoor"
    unit bus plural buses
    let now = only(money where year = 2022)
    let half(x) = x / 2
    data schools from "schools.csv" counted schools {
      name    text  key
      phase   one of primary | secondary
      pupils  pupils
      teachers teachers
      area    m²?
    }
    data money from "money.csv" {
      year  year key
      spent £
    }
    standard ratio { <= 20 since 2020 "source" }
    check few: sum(money.spent) > 1000 £
    scenario poor { set place = "x"; expect printed place "y" }
    ---
    # Our schools

    We run {count(schools)} schools for {sum(schools.pupils)} pupils and {sum(schools.teachers)} teachers in {place}.

    {count(schools where phase = primary)} schools are primary, with {sum(schools.pupils where phase = primary)} pupils.

    We spent £{now.spent} on {sum(schools.area skipping missing)} m². {half(4)} and {3 buses} buses.

    {list(schools.name)}; the largest has {max(schools.pupils)} pupils.

    {nothing} and {sum(schools.teachers)} rooms.

    """

  private static let files = [
    "schools.csv":
      "name,phase,pupils,teachers,area\nAsh,primary,120,6,3000.5\nBeech,primary,80,x5,\nCedar,secondary,400,18,9000\n",
    "money.csv": "year,spent\n2021,10\n2022,12\n",
  ]

  private func compile(_ slip: Slip) -> Compilation {
    Case(Self.report.replacing(slip.meant, with: slip.written, maxReplacements: 1), Self.files)
      .compile()
  }

  @Test func theReportHasTheFourAlone() {
    #expect(compile(Slip("", "")).codes == Self.planted)
  }

  private func expectOneMore(_ slip: Slip) {
    #expect(Self.report.contains(slip.meant))
    let found = compile(slip)
    var rest = found.codes
    for code in Self.planted {
      guard let index = rest.firstIndex(of: code) else {
        Issue.record("\(slip.written) hides \(code)\n\(found.messages())")
        continue
      }
      rest.remove(at: index)
    }
    #expect(rest.count == 1, "\(slip.written)\n\(found.messages())")
    expectMended(slip, found)
  }

  /// What a fix of the slip writes has the four mistakes alone.
  private func expectMended(_ slip: Slip, _ found: Compilation) {
    let header = Self.report.firstRange(of: "# Our").map {
      Self.report.utf8.distance(from: Self.report.startIndex, to: $0.lowerBound)
    }
    for diagnostic in found.diagnostics
    where diagnostic.place.map({ $0.file.index == 1 && $0.range.lowerBound < header ?? 0 }) == true {
      guard diagnostic.code != .checkFailed, let fix = diagnostic.fixIts.first else { continue }
      let mended = Case(found.text(with: fix), Self.files).compile()
      #expect(
        mended.codes == Self.planted, "\(slip.written) → \(fix.replacement)\n\(mended.messages())")
    }
  }

  private static let fields = slips([
    (
      "name    text  key",
      [
        "name: text key",
        "name key text",
        "key name text",
        "name text kye",
        "name text key key",
        "name text, key",
        "text name key",
        "name txt key", "name name text key",
      ]
    ),
    (
      "one of primary | secondary",
      [
        "one of primary, secondary",
        "primary | secondary",
        "on of primary | secondary",
        "one primary | secondary",
        "one of primary secondary",
        "one of primary | secondary |",
        "one of",
        "of one primary | secondary",
        "one of primary | | secondary",
        "one of primary | secondary | primary",
        "(one of primary | secondary)",
      ]
    ),
    (
      "pupils  pupils",
      [
        "pupils pupil s",
        "pupils",
        "pupils pupils pupils",
        "pupils = pupils",
        "pupils, pupils",
        "pupils (pupils)",
        "pupils pupls",
        "\"pupils\" pupils",
        "pupils pupils \"x\"",
        "pupils pupils from",
        "pupils pupils frm \"pupils\"",
        "pupils pupils from pupils",
        "pupils pupils misssing \"x\"",
      ]
    ),
    (
      "area    m²?",
      [
        "area? m²",
        "area m²??",
        "area ?m²",
        "area m² optional",
        "area m2?",
      ]
    ),
  ])

  @Test(arguments: fields) func aFieldThatIsWrongIsUnknownAlone(slip: Slip) { expectOneMore(slip) }

  private static let heads = slips([
    (
      "data schools from \"schools.csv\" counted schools {",
      [
        "data schools \"schools.csv\" counted schools {",
        "data schools from schools.csv counted schools {",
        "data schools from \"schools.csv\" conted schools {",
        "data schools form \"schools.csv\" counted schools {",
        "date schools from \"schools.csv\" counted schools {",
        "data schools from \"schools.csv counted schools {",
        "data schools from schools.csv\" counted schools {",
        "data schools counted schools from \"schools.csv\" {",
        "data schools from \"schools.csv\" counted schools",
        "data schools from \"schools.csv\" counted {",
        "schools from \"schools.csv\" counted schools {",
        "data schools from from \"schools.csv\" counted schools {",
        "data schools from \"schools.csv\" counted counted schools {",
        "data schools from \"schools.csv\" counted schools schools {",
        "data schools = \"schools.csv\" counted schools {",
        "data schools from \"schools.csv\" counted schools (",
        "data schools from \"schools.csv\" counted schools [",
        "data data schools from \"schools.csv\" counted schools {",
        "schools data from \"schools.csv\" counted schools {",
        "data from schools \"schools.csv\" counted schools {",
      ]
    ),
    (
      "  area    m²?\n}",
      [
        "  area    m²?\n"
      ]
    ),
  ])

  @Test(arguments: heads) func aTableWhoseHeadIsWrongIsReadAllTheSame(slip: Slip) {
    expectOneMore(slip)
  }

  private static let clauses = slips([
    (
      "data schools from \"schools.csv\" counted schools {",
      [
        "data schools from \"schools.csv\" encodng utf-8 counted schools {",
        "data schools from \"schools.csv\" encoding uft-8 counted schools {",
        "data schools from \"schools.csv\" skip missing counted schools {",
        "data schools from \"schools.csv\" skip where name = Total counted schools {",
        "data schools from \"schools.csv\" skip name = \"Total\" counted schools {",
        "data schools from \"schools.csv\" skip where nam = \"Total\" counted schools {",
        "data schools from \"schools.csv\" delimiter \";;\" counted schools {",
        "data schools from \"schools.csv\" sheet \"x\" counted schools {",
        "data schools from \"schools.csv\" header 1 counted schools {",
        "data schools from \"schools.csv\" header rwo 1 counted schools {",
      ]
    )
  ])

  @Test(arguments: clauses) func aClauseThatIsWrongLeavesTheRestOfTheTableKnown(slip: Slip) {
    expectOneMore(slip)
  }

  private static let others = slips([
    (
      "unit bus plural buses",
      [
        "unit bus plual buses",
        "unit bus buses",
        "unt bus plural buses",
        "units bus plural buses",
        "unit bus plurals buses",
        "unit: bus plural buses",
        "unit bus: plural buses",
      ]
    ),
    (
      "param place: text = \"Wexmoor\"",
      [
        "param place text = \"Wexmoor\"",
        "param place: text privat = \"Wexmoor\"",
        "param place: text \"Wexmoor\"",
        "param place: text := \"Wexmoor\"",
        "param place = \"Wexmoor\"",
        "param place: txt = \"Wexmoor\"",
        "param place: text = Wexmoor",
        "parm place: text = \"Wexmoor\"",
        "place: text = \"Wexmoor\"",
        "param place; text = \"Wexmoor\"",
        "param place: text text = \"Wexmoor\"",
      ]
    ),
    (
      "standard ratio { <= 20 since 2020 \"source\" }",
      [
        "standard ratio { <= 20 sinc 2020 \"source\" }",
        "standard ratio { <= 20 from 2020 \"source\" }",
        "standard ratio { =< 20 since 2020 \"source\" }",
        "standard ratio { <= 20 2020 \"source\" }",
        "standard ratio { <= 20 since 2020 source }",
        "standard ratio { <= 20 since \"2020\" \"source\" }",
        "standard ratio { <= 20 since 2020 \"source\" unconfirmd }",
        "standrad ratio { <= 20 since 2020 \"source\" }",
      ]
    ),
    (
      "scenario poor { set place = \"x\"; expect printed place \"y\" }",
      [
        "scenario poor { set place = \"x\"; expct printed place \"y\" }",
        "scenario poor { set place \"x\"; expect printed place \"y\" }",
        "scenario poor { set place := \"x\"; expect printed place \"y\" }",
        "scenario poor { set plac = \"x\"; expect printed place \"y\" }",
        "scenario poor { set place = \"x\" expect printed place \"y\" }",
        "scenario poor { set place = \"x\"; expect printd place \"y\" }",
        "scenraio poor { set place = \"x\"; expect printed place \"y\" }",
        "scenario poor { place = \"x\"; expect printed place \"y\" }",
        "scenario { set place = \"x\"; expect printed place \"y\" }",
      ]
    ),
    ("param year: year = 2022", ["param year: year = \"2022\"", "param year year = 2022"]),
    (
      "style plain",
      [
        "style plane",
        "stlye plain",
        "style = plain",
        "style",
      ]
    ),
    (
      "language en",
      [
        "language en-GB",
        "languge en",
        "language: en",
      ]
    ),
    (
      "report \"Schools\" for year",
      [
        "report \"Schools\" fro year",
        "report Schools for year",
        "report \"Schools\" year",
      ]
    ),
  ])

  @Test(arguments: others) func aClauseOfAnyDeclarationThatIsWrongIsOneMessage(slip: Slip) {
    expectOneMore(slip)
  }

  private static let lets = slips([
    (
      "let half(x) = x / 2",
      [
        "let half(x = x / 2",
        "let halfx) = x / 2",
        "let half(x) x / 2",
        "let half(x): x / 2",
        "let half(x) = y / 2",
        "let half(x) := x / 2",
        "lte half(x) = x / 2",
        "half(x) = x / 2",
      ]
    ),
    (
      "let now = only(money where year = 2022)",
      [
        "now = only(money where year = 2022)",
        "let now only(money where year = 2022)",
        "let now: only(money where year = 2022)",
        "let now = only(money where year = 2022",
        "let now = onyl(money where year = 2022)",
        "let now = only(money wher year = 2022)",
        "let now = only(money where year = 2022)\nlet now = only(money where year = 2022)",
        "set now = only(money where year = 2022)",
        "let let now = only(money where year = 2022)",
        "now let = only(money where year = 2022)", "let now = only(money where year = \"2022\")",
        "let now = only(money where where year = 2022)", "let now = where year = 2022",
        "let now = = only(money where year = 2022)",
      ]
    ),
  ])

  @Test(arguments: lets) func aDefinitionThatIsWrongIsOneMessage(slip: Slip) { expectOneMore(slip) }

  private static func slips(_ groups: [(String, [String])]) -> [Slip] {
    groups.flatMap { meant, written in written.map { Slip(meant, $0) } }
  }
}
