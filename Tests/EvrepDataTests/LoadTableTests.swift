import EvrepModel
import EvrepSource
import EvrepTestSupport
import EvrepUnits
import Testing

@testable import EvrepData

@Suite struct LoadTableTests {
  private func load(path: String, in world: MemoryWorld, root: String? = nil, limits: DataLimits = DataLimits())
    -> Loaded
  {
    let fixture = Fixture("名称", .text)
    var sources = fixture.sources
    let (table, diagnostics) = loadTable(
      fixture.schema, id: SchemaID(0), path: path, root: root, world: world, sources: &sources, limits: limits,
      units: UnitRegistry())
    return Loaded(table: table, diagnostics: diagnostics, sources: sources)
  }

  @Test(arguments: ["a.csv", "a.CSV", "b/c.d/a.Csv"]) func theExtensionSaysTheFormat(path: String) {
    let loaded = load(path: path, in: MemoryWorld([path: "名称\n甲\n"]))
    #expect(loaded.texts() == ["甲"])
    #expect(loaded.table?.schema == SchemaID(0))
    #expect(loaded.diagnostics.isEmpty)
  }

  @Test func tabsAndJSONAreRead() {
    #expect(load(path: "a.tsv", in: MemoryWorld(["a.tsv": "x\t名称\n1,2\t甲,乙\n"])).texts() == ["甲,乙"])
    #expect(load(path: "a.JSON", in: MemoryWorld(["a.JSON": "[{\"名称\":\"甲\"}]"])).texts() == ["甲"])
  }

  @Test(arguments: ["a.docx", "a", "csv", "a.csv/b", "", "a."]) func anotherFormatIsReportedAtThePath(path: String) {
    let loaded = load(path: path, in: MemoryWorld())
    #expect(loaded.codes == [.unsupportedFormat])
    #expect(loaded.diagnostics[0].place == Fixture("x", .text).schema.pathPlace)
  }

  @Test func filesThatCannotBeReadAreReportedAtThePath() {
    let world = MemoryWorld(["data/a.csv": "名称\n甲\n"])
    let place = Fixture("x", .text).schema.pathPlace
    var small = DataLimits()
    small.bytes = 4
    let cases = [
      (load(path: "data/b.csv", in: world), DiagnosticCode.fileNotFound),
      (load(path: "data/a.csv", in: world, root: "other"), .outsideRoot),
      (load(path: "data/a.csv", in: world, root: "data", limits: small), .fileTooLarge),
    ]
    for (loaded, code) in cases {
      #expect(loaded.codes == [code])
      #expect(loaded.table == nil)
      #expect(loaded.diagnostics[0].place == place)
    }
    #expect(load(path: "/dev.csv", in: world).codes == [.fileNotFound])
  }

  @Test func whatTheDiskRefusesIsReported() {
    let fixture = Fixture("名称", .text)
    #expect(Diagnostic.unreadable("x.csv", .notARegularFile, at: fixture.schema.pathPlace).code == .fileUnreadable)
    let refused = Diagnostic.unreadable("x.csv", .system("no luck"), at: fixture.schema.pathPlace)
    #expect(refused.code == .fileUnreadable)
    #expect(refused.message[.english].hasSuffix("no luck"))
  }

  @Test func aByteOrderMarkIsNoPartOfTheFirstHeader() throws {
    var fixture = Fixture("名称", .text)
    let loaded = fixture.load([0xEF, 0xBB, 0xBF] + Array("名称\n甲\n".utf8))
    #expect(loaded.texts() == ["甲"])
    let place = try #require(loaded.table?.source?.place(row: 0, field: 0))
    #expect(loaded.text(place) == "甲")
    #expect(place.range == 7..<10)
  }

  /// Each is ill-formed at the byte that is given (Unicode 16, table 3-7).
  @Test(
    arguments: [
      ([0xC3, 0x28], 0), ([0x61, 0xB9], 1), ([0xC0, 0x80], 0), ([0xE0, 0x80, 0x80], 0), ([0xED, 0xA0, 0x80], 0),
      ([0xF4, 0x90, 0x80, 0x80], 0), ([0xF0, 0x80, 0x80, 0x80], 0), ([0xFF], 0), ([0xE5, 0xAD, 0xA6, 0xE5, 0xAD], 3),
      ([0xF0, 0x9F, 0x98], 0),
      ([0xE5, 0xAD, 0xA6, 0xE5, 0x41, 0x41], 3), ([0x61, 0x61, 0x61, 0x61, 0x61, 0x61, 0x61, 0x61, 0x61, 0xC1], 9),
      ([0xF5, 0x80, 0x80, 0x80], 0),
    ] as [([UInt8], Int)])
  func whatIsNotUTF8IsReportedAtItsFirstBadByte(bytes: [UInt8], offset: Int) {
    for format in ["csv", "json"] {
      var fixture = Fixture("名称", .text)
      let loaded = fixture.load(bytes, as: format)
      #expect(loaded.codes == [.notUTF8])
      #expect(loaded.diagnostics.first?.place?.range == offset..<offset + 1)
      #expect(loaded.diagnostics.first?.labels.first?.place == fixture.schema.pathPlace)
    }
  }

  @Test func everyScalarIsWellFormed() {
    var bytes: [UInt8] = []
    for value in stride(from: UInt32(1), through: 0x10FFFF, by: 61) {
      if let scalar = Unicode.Scalar(value) { bytes.append(contentsOf: Array(String(Character(scalar)).utf8)) }
    }
    #expect(firstIllFormedByte(of: bytes.span) == nil)
    bytes.append(0x80)
    #expect(firstIllFormedByte(of: bytes.span) == bytes.count - 1)
  }

  @Test func messagesAreThereInBothLanguages() {
    var fixture = Fixture("人数", .quantity(persons))
    let loaded = fixture.load("人数\n甲\n")
    #expect(loaded.diagnostics[0].message[.english] == "‘甲’ is not a number in ‘人’")
    #expect(loaded.diagnostics[0].message[.chinese] == "“甲”不是以“人”为单位的数")
  }
}
