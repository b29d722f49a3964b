import Evrep
import EvrepSource
import EvrepTestSupport
import Testing

/// A declaration that says another type, unit or name than all that uses it asks for is one message, at the declaration, whose
/// fix gives the report back. Where some use is right, or the data agree, each use is a message of its own.
@Suite struct DeclaredOtherwiseTests {
  private static let files = [
    "s.csv":
      "name,stage,ward,pupils,area\nAsh,primary,West,300,40\nBow,primary,East,250,30\nCam,secondary,East,610,90\n",
    "y.csv": "year,cost\n2022,10\n2023,12\n", "o.json": #"{"towns": 3, "roads": 5}"#,
  ]

  private static let source = """
    ---
    language en
    param now: year = 2023
    data schools from "s.csv" counted schools {
      name    text  key
      stage   one of primary | secondary
      ward    text
      pupils  pupils
      area    hectares
    }
    data years from "y.csv" {
      year  year  key
      cost  £
    }
    data overview: record from "o.json" {
      towns  towns
      roads  roads
    }
    unit town plural towns
    unit road plural roads
    let target = 15%
    let roll = sum(schools.pupils)
    let density = roll / sum(schools.area)
    let this = only(years where year = now)
    let last = only(years where year = now - 1)
    check fewTowns: overview.towns < 9 towns
    scenario cheaper {
      set years[2022].cost = 9 £
      expect 1 = 1
    }
    ---
    {count(schools where stage = primary)} schools are primary, {count(schools where stage = secondary)} schools secondary, with
    {roll} pupils, {density: .1} pupils per hectare; the largest has {max(schools.pupils)} pupils and {max(schools.area)} hectares.
    They are in {list(schools.ward)}. The target is {target}%, {20% - target} percentage points less than hoped.

    It cost £{this.cost}, and £{last.cost} before. There are {overview.towns} towns and {overview.roads} roads.

    """

  private func compiled(_ source: String, _ files: [String: String] = files) -> Compilation {
    Case.searched(source, files)
  }

  @Test func theReportIsFaultless() {
    let found = compiled(Self.source)
    #expect(found.diagnostics.isEmpty, "\(found.messages())")
  }

  @Test(arguments: [
    // A type that may be missing, and no cell is.
    ("pupils  pupils\n", "pupils  pupils?\n"), ("cost  £\n", "cost  £?\n"), ("year  year  key", "year  year?  key"),
    // Another unit, no unit, a ratio, a text.
    ("pupils  pupils\n", "pupils  schools\n"), ("pupils  pupils\n", "pupils  number\n"), ("cost  £\n", "cost  towns\n"),
    ("area    hectares", "area    %"), ("area    hectares", "area    pupils"), ("cost  £\n", "cost  text\n"),
    ("towns  towns", "towns  text"), ("year  year  key", "year  pupils  key"), ("now: year", "now: number"),
    // A number in another unit.
    ("let target = 15%", "let target = 15"), ("let target = 15%", "let target = 15 pupils"),
    // Cases as something else, and other cases.
    ("one of primary | secondary", "text"), ("one of primary | secondary", "number"),
    ("one of primary | secondary", "£"), ("one of primary | secondary", "one of a | b"),
    ("overview: record", "overview"),
    // Another name: of a field, of a case, of a table, one that something else has.
    ("ward    text", "where    text"), ("cost  £\n", "sum  £\n"), ("area    hectares", "let    hectares"),
    ("area    hectares", "pupils    hectares"), ("one of primary", "one of ward"), ("let last", "let this"),
    ("data years", "data schools"), ("one of primary | secondary", "one of primary"), ("cost  £\n", "now  £\n"),
  ])
  func itIsOneMessage(right: String, slip: String) throws {
    try #require(Self.source.contains(right))
    let found = compiled(Self.source.replacingFirst(right, with: slip))
    let finding = try #require(found.diagnostics.first)
    #expect(found.diagnostics.count == 1, "\(found.messages())")
    let mended = finding.fixIts.map { fix in
      #expect(!fix.isSafe)
      return compiled(found.text(with: fix))
    }
    #expect(mended.allSatisfy { $0.diagnostics.isEmpty }, "\(found.messages())")
    #expect(mended.contains { $0.markdown == compiled(Self.source).markdown }, "\(found.messages())")
  }

  /// Of three that use a column, one says what holds where cells are missing: the declaration is meant.
  @Test func aUseThatIsRightLeavesTheOthersWrong() {
    var source = Self.source.replacingFirst("pupils  pupils\n", with: "pupils  pupils?\n")
    source = source.replacingFirst(
      "let roll = sum(schools.pupils)", with: "let roll = sum(schools.pupils skipping missing)")
    source = source.replacingFirst(
      "{max(schools.pupils)} pupils", with: "{max(schools.pupils)} pupils, the smallest {min(schools.pupils)} pupils")
    let found = compiled(source)
    #expect(found.codes == [.optionalUnsettled, .optionalUnsettled], "\(found.messages())")
  }

  @Test func missingCellsShowThatTheDeclarationIsMeant() {
    let source = Self.source.replacingFirst("pupils  pupils\n", with: "pupils  pupils?\n")
    let rows = Self.files.merging([
      "s.csv": "name,stage,ward,pupils,area\nAsh,primary,West,,40\nBow,secondary,East,250,30\n"
    ]) {
      $1
    }
    let found = compiled(source, rows)
    #expect(found.codes == [.optionalUnsettled, .optionalUnsettled], "\(found.messages())")
  }

  @Test func twoDeclarationsAreTwoMessages() {
    var source = Self.source.replacingFirst("pupils  pupils\n", with: "pupils  schools\n")
    source = source.replacingFirst("cost  £\n", with: "cost  towns\n")
    let found = compiled(source.replacingFirst("{overview.roads}", with: "{overview.rods}"))
    #expect(found.codes.count == 3 && found.codes.last == .unknownField, "\(found.messages())")
  }

  /// The type of a field that has lost its `?`, where uses say what holds where cells are missing.
  @Test func aLostQuestionMarkIsOneMessage() throws {
    let source =
      "---\nlanguage en\ndata t from \"t.csv\" { k text key; a pupils }\nlet first = only(t where k = \"x\")\n---\n"
      + "{first.a ?? 0 pupils} pupils, {count(t where a is missing)}, {sum(t.a skipping missing)} pupils.\n"
    let found = compiled(source, ["t.csv": "k,a\nx,3\ny,4\n"])
    #expect(found.codes == [.typeMismatch], "\(found.messages())")
    #expect(found.diagnostics.first?.fixIts.map(\.replacement) == ["pupils?"], "\(found.messages())")
  }

  /// A type that has lost its `?` and is another one too.
  @Test(arguments: ["text", "number", "%", "£", "year", "date", "bool", "schools", "hectares"])
  func anotherTypeWithoutItsQuestionMarkIsOneMessage(type: String) {
    func found(_ type: String) -> Compilation {
      let source =
        "---\nlanguage en\ndata t from \"t.csv\" counted schools { k text key; area \(type) }\n"
        + "check known: count(t where area is missing) <= 3 schools\n---\n"
        + "{sum(t.area skipping missing)} m².\n\n::: each r in t\n"
        + "- {r.k}: {when r.area is missing}none{otherwise}{r.area} m²{end}\n:::\n"
      return compiled(source, ["t.csv": "k,area\nx,31.5\ny,\nz,40\nv,\n"])
    }
    #expect(found("m²?").diagnostics.isEmpty, "\(found("m²?").messages())")
    let slip = found(type)
    #expect(slip.diagnostics.count == 1, "\(slip.messages())")
    let offered = slip.diagnostics.flatMap(\.fixIts).map(\.replacement)
    #expect(offered.allSatisfy { ["m²?", "hectares?"].contains($0) }, "\(slip.messages())")
    #expect(!offered.isEmpty || ["year", "date", "bool"].contains(type), "\(slip.messages())")
  }

  /// Cases that only the data know are among those that are offered.
  @Test func theDataSayWhichCasesThereAre() {
    let source =
      "---\nlanguage en\ndata t from \"t.csv\" counted schools { k text key; kind text }\n"
      + "let a = t where kind = a\nlet b = t where kind in (b, c)\n---\n{count(a)} schools, {count(b)} schools.\n"
    let found = compiled(source, ["t.csv": "k,kind\nx,a\ny,d\n"])
    #expect(found.diagnostics.count == 1, "\(found.messages())")
    #expect(found.diagnostics.first?.fixIts.map(\.replacement) == ["one of a | d | b | c"], "\(found.messages())")
  }

  /// Where the data have the cases that are declared, other words are slips of their own.
  @Test func casesThatTheDataHaveAreMeant() {
    let source =
      "---\nlanguage en\ndata t from \"t.csv\" counted schools { k text key; kind one of a | b }\n---\n"
      + "{count(t where kind = x)} schools.\n\n{count(t where kind = y)} schools.\n"
    let found = compiled(source, ["t.csv": "k,kind\nx,a\ny,b\n"])
    #expect(found.codes == [.unknownCase, .unknownCase], "\(found.messages())")
  }

  /// A definition that is called as a case is, where the case is declared otherwise.
  @Test func aCaseBesideADefinitionOfItsNameIsOneMessage() {
    let source =
      "---\nlanguage en\ndata t from \"t.csv\" counted schools { k text key; kind one of aa | b }\n"
      + "let a = t where kind = a\n---\n{count(a)} schools.\n"
    let found = compiled(source, ["t.csv": "k,kind\nx,a\ny,b\n"])
    #expect(found.codes == [.unknownCase], "\(found.messages())")
    #expect(found.diagnostics.first?.fixIts.map(\.replacement) == ["a"], "\(found.messages())")
  }

  @Test func aCaseMayHaveTheNameOfItsDefinition() {
    let source =
      "---\nlanguage en\ndata t from \"t.csv\" counted schools { k text key; kind one of a | b? }\n"
      + "let a = t where kind = a\nlet b = t where kind = b\n---\n{count(a)} schools, {count(b)} schools.\n"
    let found = compiled(source, ["t.csv": "k,kind\nx,a\ny,b\n"])
    #expect(found.codes == [.optionalUnsettled], "\(found.messages())")
    #expect(found.diagnostics.first?.fixIts.map(\.replacement) == ["one of a | b"], "\(found.messages())")
  }

  /// Slips that stand apart are not joined: what else a declaration is used for shows that it is meant.
  @Test func slipsThatStandApartStayApart() {
    var source = Self.source.replacingFirst("{roll} pupils", with: "{rol} pupils")
    source = source.replacingFirst("{overview.towns} towns", with: "{overview.towns} twons")
    let blocks =
      "::: s in schools by stage\n- {s.stage}: {count(s)} schools.\n:::\n\n# One {#}\n\nSee {ref twoo}.\n\n# Two {#two}\n"
    let found = compiled(source + blocks)
    #expect(
      found.codes == [.unknownName, .unitMissing, .unexpectedToken, .unexpectedToken, .unknownReference],
      "\(found.messages())")
  }

  /// Numbers that lack their unit are the slips, not the declaration of what they are compared with.
  @Test func numbersMayLackTheirUnitTwice() {
    let source =
      "---\nlanguage en\ndata t from \"t.csv\" counted schools { k text key; n pupils }\nlet a = t where n > 100\n"
      + "let b = t where n > 200\nlet c = t where n > 300\n---\n{count(a)} {count(b)} {count(c)} schools.\n"
    let found = compiled(
      source.replacingFirst("{count(a)} {count(b)} {count(c)} schools", with: "{list(a.k)}, {list(b.k)}, {list(c.k)}"),
      ["t.csv": "k,n\nx,150\ny,350\n"])
    #expect(found.codes == [.dimensionMismatch, .dimensionMismatch, .dimensionMismatch], "\(found.messages())")
    #expect(found.diagnostics.first?.fixIts.map(\.replacement) == [" pupils"], "\(found.messages())")
  }

  /// Conditions that lack the sign of a ratio are the slips, not the ratio.
  @Test func conditionsMayLackTheSignTwice() {
    let source =
      "---\nlanguage en\nlet rate = 48%\n---\n{when rate < 50}Few.{end}\n\n{when rate > 20}Many.{end}\n"
    let found = compiled(source)
    #expect(found.codes == [.bareNumberAgainstRatio, .bareNumberAgainstRatio], "\(found.messages())")
  }

  /// Two places that are wrong beside one that is right are two messages.
  @Test func theProseMayBeWrongTwice() {
    var source = Self.source.replacingFirst("{roll} pupils", with: "{roll} hectares")
    source = source.replacingFirst("{max(schools.pupils)} pupils", with: "{max(schools.pupils)} hectares")
    let found = compiled(source)
    #expect(found.codes == [.unitContradicts, .unitContradicts], "\(found.messages())")
  }
}
