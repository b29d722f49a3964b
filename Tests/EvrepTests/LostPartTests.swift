import Evrep
import EvrepSource
import EvrepTestSupport
import Testing

/// What a declaration or a condition has lost is one message: what rests on it says nothing, be it in the body or in the data.
@Suite struct LostPartTests {
  private static let files = [
    "s.csv": "name,stage,floor,pupils\nAsh,primary,30.5,300\nBow,secondary,,250\n",
    "w.json": #"{"rows": [{"name": "Roof", "school": "Ash", "state": "done", "due": 2024}], "towns": 3}"#,
  ]

  private static let source = """
    ---
    language en
    param place: text = “Exmoor”
    param year: year = 2023
    unit visit
    unit branch plural branches
    data schools from "s.csv" counted branches {
      name    text  key
      stage   one of primary | secondary
      area    m²?   from "floor"
      pupils  visits
    }
    data works from "w.json" path "rows" {
      name    text  key
      school  text  refers schools.name
      state   one of done | open
      due     year
    }
    let roll = sum(schools.pupils)
    let done = works where state = done
    check large: roll / count(schools) > 200 visits/branch
    check late: count(works where state != open and due <= year) = 0
    scenario later {
      set year = 2024
    }
    ---
    {place} has {count(schools)} branches with {roll} visits and {sum(schools.area skipping missing)} m², {list(done.name)}.

    ::: each s in schools
    - {s.name}, {s.stage}: {when s.area is missing}not measured{otherwise}{s.area} m²{end}
    :::

    """

  private func found(_ source: String) -> Compilation { Case.searched(source, Self.files) }

  @Test func theReportIsFaultless() {
    let found = found(Self.source)
    #expect(found.diagnostics.isEmpty, "\(found.messages())")
  }

  @Test(arguments: [
    // A condition of which the branches tell what it was to settle.
    ("{when s.area is missing}", "{when .area is missing}"), ("{when s.area is missing}", "{when s. is missing}"),
    ("{when s.area is missing}", "{when s.area missing}"), ("{when s.area is missing}", "{when s area is missing}"),
    ("{otherwise}", "{}"),
    // A field's name, and a field.
    ("area    m²?   from", "m²?   from"), ("stage   one of", "one of"), ("  state   one of done | open\n", ""),
    // A field that is referred to, on a line that ends.
    ("refers schools.name", "refers schools."),
    // The word before a path within the file, and the sign that opens a text.
    ("path \"rows\"", "\"rows\""), ("path \"rows\"", "format \"rows\""), ("= “Exmoor”", "= Exmoor”"),
    // A unit's word, its plural in another case, the number before one.
    ("unit visit\n", "visit\n"), ("unit visit\n", "unit branch\n"), ("plural branches", "plural Branches"),
    ("> 200 visits/branch", "> visits/branch"),
    // Checks one of whose signs is another, and that no data can pass.
    ("due <= year", "due <> year"), ("= 0\n", "< 0\n"), ("> 200 visits", "<- 200 visits"),
    // The header's end before what it ends.
    ("\n}\n---\n{place}", "\n---\n}\n{place}"),
    // Lines that have run into one.
    ("unit visit\nunit", "unit visit unit"), ("refers schools.name\n", "refers schools.name "),
  ])
  func itIsOneMessage(right: String, slip: String) throws {
    try #require(Self.source.contains(right))
    let found = found(Self.source.replacingFirst(right, with: slip))
    #expect(found.diagnostics.count == 1, "\(found.messages())")
  }

  /// Beside a condition that could not be read, what it is not about is judged.
  @Test func whatTheConditionIsNotAboutIsJudged() {
    let source = Self.source.replacingFirst("{when s.area is missing}", with: "{when area is mising}")
      .replacingFirst("- {s.name}, ", with: "- {s.name}, {s.area} m², ")
    let found = found(source)
    #expect(found.diagnostics.count { $0.code == .optionalUnsettled } == 1, "\(found.messages())")
  }

  /// What is known of a broken declaration is used: a unit's name, a word that is a unit already. A hole that begins with a known name is
  /// closed, and no text; an end is no other word for otherwise.
  @Test func whatIsKnownOfABrokenLineIsUsed() {
    let source =
      "---\nlanguage en\ndata s from \"s.csv\" counted schools { name text key; pupils pupils }\nlet all = sum(s pupils)\n"
      + "---\n{count(s)} pupils.\n\nWe have {count(s).\n\nA{when count(s) > 2 schools}x{otherwise}y\n"
    let found = found(source)
    #expect(
      found.codes == [.unexpectedToken, .unitContradicts, .unclosedHole, .unclosedInlineWhen], "\(found.messages())")
    let fixes = found.diagnostics.suffix(2).flatMap(\.fixIts).map(\.replacement)
    #expect(fixes.allSatisfy { $0 == "}" }, "\(fixes)")
    let types = self.found(
      "---\nlanguage en\nunit bus + 3\ndata s from \"s.csv\" { name txet key; pupils puplis }\n---\nA.\n")
    #expect(types.codes == [.unexpectedToken, .unknownUnit, .unknownUnit], "\(types.messages())")
  }

  /// Rows of a table without a key are one message; so is a row of totals whose cells have moved.
  @Test func whatIsSaidOfRowsIsSaidOnce() {
    let rows = "name,pupils,rooms\nA,100,3\nB,250,4\n"
    func codes(_ header: String, _ body: String) -> [DiagnosticCode] {
      Case("---\nlanguage en\n\(header)---\n\(body)\n", ["s.csv": rows]).compile().codes
    }
    let declaration = "data s from \"s.csv\" counted schools { name text; pupils pupils; rooms rooms }\n"
    let scenario =
      "scenario few {\n  set s[\"A\"].pupils = 1 pupils\n  set s[\"B\"].pupils = 2 pupils\n  expect count(s) = 2 schools\n}\n"
    #expect(codes(declaration + scenario, "{count(s)} schools") == [.notSettable])
    let table =
      "| School | Roll (pupils) | Rooms (rooms) | Share (%) |\n|:--|--:|--:|--:|\n::: each x in s\n"
      + "| {x.name} | {x.pupils} | {x.rooms} | {share(x.pupils, sum(s.pupils)): .1} |\n:::\n"
    #expect(codes(declaration, table + "| Total | {sum(s.pupils)} ; {sum(s.rooms)} | 5 |") == [.unitContradicts])
    // A wrong unit beside a wrong total is another slip.
    #expect(
      codes(declaration, table + "| Total | {sum(s.pupils)} rooms | 5 | 100 |") == [.unitContradicts, .totalNotOfRows])
  }

  /// A brace that no line stands above.
  @Test(arguments: ["}", "}\n", "\n}\n", "---\n---\n}\n"]) func aBraceAloneIsOneMessage(text: String) {
    let found = found(text)
    #expect(found.codes == [.strayBrace], "\(found.messages())")
  }

  /// What no data can pass is said beside the check.
  @Test func aCheckSaysThatNothingPassesIt() {
    let found = found(Self.source.replacingFirst("= 0\n", with: "< 0\n"))
    #expect(
      found.messages().contains("this holds for no value of ‘count(works where state!=open and due<=year)’"),
      "\(found.messages())")
  }
}
