import Evrep
import EvrepSource
import EvrepTestSupport
import Testing

/// A declaration that all its uses, or its data, contradict is one message, at the declaration; what it hides is found
/// all the same.
@Suite struct BlamedDeclarationTests {
  private static let report = """
    ---
    language en
    param place: text = "Wexmoor"
    data schools from "schools.csv" counted schools {
      name   text  key
      phase  one of primary | secondary
      pupils  pupils
      teachers teachers
    }
    let half = sum(schools.pupils) / 2
    ---
    In {place}, {count(schools)} schools have {sum(schools.pupils)} pupils and {sum(schools.teachers)} teachers.

    {count(schools where phase = primary)} schools are primary, with {sum(schools.pupils where phase = primary)} pupils
    of {place}; half of all are {half} pupils, the largest has {max(schools.pupils)} pupils.

    All {count(schools)} schools are open. A school has {sum(schools.teachers)} rooms.

    """

  private static let schools =
    "name,phase,pupils,teachers\nAsh,primary,120,6\nBeech,primary,80,x5\nCedar,secondary,400,18\n"

  /// Two mistakes besides: a unit, and a cell.
  private static let planted: [DiagnosticCode] = [.unitContradicts, .badCell]

  private func compile(_ meant: String, _ written: String, schools: String = schools) -> Compilation {
    Case(Self.report.replacing(meant, with: written, maxReplacements: 1), ["schools.csv": schools]).compile()
  }

  @Test func theReportHasTheTwoAlone() {
    #expect(compile("", "").codes == Self.planted)
  }

  @Test(
    arguments: [
      ("param place", "param plase", .unknownName), ("data schools", "data schols", .unknownName),
      ("pupils  pupils", "pupls  pupils", .unknownField), ("pupils  pupils", "Pupils  pupils", .unknownField),
      ("one of primary", "one of primry", .unknownCase), ("pupils  pupils", "pupils  schools", .unitContradicts),
      ("pupils  pupils", "pupils  number", .unitContradicts), ("pupils  pupils", "pupils  text", .typeMismatch),
      ("pupils  pupils", "pupils  date", .badCell), ("pupils  pupils", "pupils  bool", .badCell),
      ("counted schools ", "", .unitContradicts), ("counted schools ", "counted pupils ", .unitContradicts),
      ("let half", "let halv", .unknownName),
    ] as [(String, String, DiagnosticCode)])
  func itIsSaidAtTheDeclaration(meant: String, written: String, code: DiagnosticCode) throws {
    let found = compile(meant, written)
    #expect(
      found.codes.map(\.rawValue).sorted() == (Self.planted + [code]).map(\.rawValue).sorted(),
      "\(written)\n\(found.messages())")
    let blame = try #require(found.diagnostics.first)
    let place = try #require(blame.place)
    let line = found.sources[place.file].text(place.range)
    #expect(written.contains(line) || line == "half" || line == "schools", "\(written)\n\(found.messages())")
    guard let fix = blame.fixIts.first else { return }
    let mended = Case(found.text(with: fix), ["schools.csv": Self.schools]).compile()
    #expect(mended.codes == Self.planted, "\(fix.replacement)\n\(mended.messages())")
  }

  @Test func aHeaderSaysThatTheUnitIsWrong() {
    let header = Self.schools.replacing("pupils", with: "pupils (pupils)", maxReplacements: 1)
    let found = compile("pupils  pupils", "pupils  km²", schools: header)
    #expect(found.codes == [.unitContradicts] + Self.planted, "\(found.messages())")
    // Where the report agrees with the declaration, the header is wrong, or the data are.
    let other = compile("", "", schools: Self.schools.replacing("pupils", with: "pupils (km²)", maxReplacements: 1))
    #expect(other.codes.contains(.headerUnit) && other.codes.count == 3, "\(other.messages())")
  }

  /// A single use, or one that is right, leaves it open which of the two is meant.
  @Test func aDeclarationThatIsUsedIsTrusted() {
    #expect(compile("{place};", "{plase};").codes == [.unknownName] + Self.planted)
    #expect(compile("{max(schools.pupils)}", "{max(schools.pupls)}").codes == [.unknownField] + Self.planted)
    let twice = compile("{max(schools.pupils)} pupils", "{max(schools.pupls)} pupils, {min(schools.pupls)} pupils")
    #expect(twice.codes == [.unknownField] + Self.planted)
    let wrong = compile(
      "the largest has {max(schools.pupils)} pupils", "{max(schools.pupils)} km², {min(schools.pupils)} km²")
    #expect(wrong.codes == [.unitContradicts, .unitContradicts] + Self.planted, "\(wrong.messages())")
  }

  @Test func aNameThatTheDataHaveIsTrusted() {
    let source =
      "---\nlanguage en\ndata schools from \"schools.csv\" { pupls pupils }\n---\n"
      + "{sum(schools.pupils)} pupils, {max(schools.pupils)} pupils.\n"
    let found = Case(source, ["schools.csv": "pupls\n3\n4\n"]).compile()
    #expect(found.codes == [.unknownField], "\(found.messages())")
    let once = Case(
      "---\nlanguage en\ndata schools from \"schools.csv\" { pupls pupils }\n---\n{sum(schools.pupils)} pupils.\n",
      ["schools.csv": "pupils\n3\n4\n"]
    ).compile()
    #expect(once.codes == [.unknownField], "\(once.messages())")
    let missing = Case(
      "---\nlanguage en\ndata schools from \"schools.csv\" { pupls pupils }\n---\n{sum(schools.pupls)} pupils.\n",
      ["schools.csv": "pupils\n3\n4\n"]
    ).compile()
    #expect(missing.codes == [.columnMissing], "\(missing.messages())")
    #expect(missing.diagnostics.first?.fixIts.first?.replacement == " from \"pupils\"")
  }

  // MARK: Data

  private static let table =
    "---\nlanguage en\ndata schools from \"schools.csv\" {\n  name text key\n  phase one of primary | secondary\n  pupils pupils\n}\n---\n{sum(schools.pupils)} pupils.\n"

  private func read(_ schools: String, _ meant: String = "", _ written: String = "") -> Compilation {
    Case(Self.table.replacing(meant, with: written, maxReplacements: 1), ["schools.csv": schools]).compile()
  }

  @Test(
    arguments: [
      // A header too few, too many; another delimiter.
      ("name,phase\nAsh,primary,1\nBeech,primary,2\n", .raggedRow),
      ("phase,pupils\nAsh,primary,1\nBeech,primary,2\n", .raggedRow),
      ("name,phase,pupils,area\nAsh,primary,1\nBeech,primary,2\n", .raggedRow),
      ("name;phase;pupils\nAsh;primary;1\nBeech;primary;2\n", .columnMissing),
      ("name\tphase\tpupils\nAsh\tprimary\t1\nBeech\tprimary\t2\n", .columnMissing),
      ("name，phase，pupils\nAsh，primary，1\nBeech，primary，2\n", .columnMissing),
    ] as [(String, DiagnosticCode)])
  func aHeaderRowThatFitsNoRowIsOneMessage(schools: String, code: DiagnosticCode) {
    let found = read(schools)
    #expect(found.codes == [code], "\(found.messages())")
    #expect(found.diagnostics.first?.notes.isEmpty == false)
  }

  @Test func aCaseThatNoCellHasIsMisspeltInTheDeclaration() {
    let rows = (1...30).map { "S\($0),primary,\($0)\n" }.joined()
    let found = read("name,phase,pupils\n\(rows)Ash,secondary,x\n", "primary", "primry")
    #expect(found.codes == [.badCell, .badCell], "\(found.messages())")
    #expect(found.diagnostics.first?.fixIts.first?.replacement == "primary")
    // A case that some cells have is meant.
    let some = read("name,phase,pupils\nAsh,primary,1\nBeech,primry,2\nCedar,primry,2\n")
    #expect(some.codes == [.badCell])
    #expect(some.diagnostics.first?.fixIts.contains { $0.replacement == "primry" } == false)
  }

  @Test func theBadCellsOfOneColumnLeaveRoomForAnother() {
    let rows = (1...100).map { "S\($0),secondary,x\($0)\n" }.joined()
    let found = read("name,phase,pupils\nGood,secondary,1\n\(rows)Ash,tertiary,1\n")
    #expect(found.messages().contains("tertiary"), "\(found.messages())")
    #expect(found.codes.count == 20)
  }

  @Test(
    arguments: [
      (#"[{"pupils": 1,102,500}]"#, "write 1102500"), (#"[{"pupils": １２，３００}]"#, "write 12300"),
      (#"[{"pupils": 12，300, "a": 1}]"#, "write 12300"), (#"[{"pupils": 1，"a": 2}]"#, "write ‘,’"),
      (#"[{“pupils”: 1}]"#, "write ‘\"’"), ("[{'pupils': 1}]", "instead of '"), (#"[{"pupils": 1,}]"#, "take it out"),
      (#"[{"pupils"：1}]"#, "write ‘:’"), (#"[{"pupils": 1}, // x"#, "comment"),
    ])
  func aSlipOfJSONSaysWhatToWrite(json: String, remedy: String) {
    let source =
      "---\nlanguage en\ndata schools from \"schools.json\" { pupils pupils }\n---\n{sum(schools.pupils)} rooms.\n"
    let found = Case(source, ["schools.json": json]).compile()
    #expect(found.codes == [.unitContradicts, .malformedData], "\(found.messages())")
    let notes = found.diagnostics.last?.notes.map { $0[.english] } ?? []
    #expect(notes.contains { $0.contains(remedy) }, "\(notes)")
  }
}
