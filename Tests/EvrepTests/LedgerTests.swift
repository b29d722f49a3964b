import Evrep
import EvrepModel
import EvrepReview
import EvrepTestSupport
import Testing

/// Every folder of `Fixtures/ledgers` is a case: a report, and its ledger as JSON.
@Suite struct LedgerTests {
  private static let folder = Folder.fixtures + "ledgers/"

  private func ledger(_ report: Case) throws -> Ledger {
    let (compilation, ledger) = trace(report.path, source: nil, options: report.options, world: report.world)
    return try #require(ledger, "\(compilation.messages())")
  }

  @Test(arguments: Golden.names(in: folder)) func aReportHasTheLedgerThatItsCaseSays(name: String) throws {
    let report = Case(folder: Self.folder + name)
    let text = try ledger(report).json()
    Golden.expect(text, matches: Self.folder + name + "/case.json")
    #expect(try ledger(report).json() == text)
  }

  private let schools = "name,kind,pupils\nAsh,a,10\nBeech,b,20\nCedar,a,30\nDogwood,b,40\n"

  private func inputs(_ hole: String, _ header: String = "") throws -> [String] {
    let report = Case(
      """
      ---
      language en
      data t from "t.csv" counted schools { name text key; kind one of a | b; pupils pupils }
      \(header)
      ---
      \(hole)

      """, ["t.csv": schools])
    let entry = try #require(try ledger(report).entries.first)
    return entry.inputs.map { "\($0.role == .value ? "" : "by ")\($0.header ?? "rows") \($0.reference)" }
  }

  @Test func aFigureHasTheCellsThatItWasComputedFrom() throws {
    #expect(try inputs("{sum(t.pupils)} pupils") == ["pupils C2:C5"])
    #expect(try inputs("{sum(t.pupils where kind = a)} pupils") == ["pupils C2,C4", "by kind B2:B5"])
    #expect(try inputs("{only(t where name = \"Cedar\").pupils} pupils") == ["pupils C4", "by name A2:A5"])
    #expect(try inputs("{count(t where pupils > 10 pupils)} schools") == ["rows 3:5", "by pupils C2:C5"])
    #expect(try inputs("{first(t order by pupils descending).name}") == ["name A5", "by pupils C2:C5"])
    #expect(try inputs("{list(t.name where kind = b)}") == ["name A3,A5", "by kind B2:B5"])
    #expect(try inputs("{3 + 4}") == [])
  }

  @Test func cellsOfWorkbooksAndDatabasesNameWhatTheyStandIn() throws {
    let report = Case(
      """
      ---
      data b from "b.xlsx" { 人数 number }
      data d from "d.sqlite" table "学校" { 人数 number?; 面积 number }
      data q from "d.sqlite" query "select 面积 from 学校" { 面积 number }
      ---
      {sum(b.人数)}，{sum(d.面积)}，{sum(q.面积)}

      """)
    let fixtures = Folder.tests + "../EvrepDataTests/Fixtures/"
    report.world.set("b.xlsx", Golden.bytes(of: fixtures + "openpyxl-kinds.xlsx"))
    report.world.set("d.sqlite", Golden.bytes(of: fixtures + "sqlite-kinds.sqlite"))
    let cells = try ledger(report).entries.map { $0.inputs.map(\.reference) }
    #expect(cells == [["学校!B2:B4"], ["学校 rowid 3,7,9"], ["query row 1-3"]])
  }

  @Test func namesAndFunctionsLeadToTheSameCells() throws {
    #expect(
      try inputs("{total} pupils", "let some = t where kind = a\nlet total = sum(some.pupils)") == [
        "pupils C2,C4", "by kind B2:B5",
      ])
    #expect(
      try inputs("{per(sum(t.pupils), t)} pupils/school", "let per(x, y) = x / count(y)") == [
        "pupils C2:C5", "rows 2:5",
      ])
    #expect(
      try inputs("{if count(t) > 9 schools then sum(t.pupils) else max(t.pupils)} pupils") == [
        "pupils C2:C5"
      ])
  }

  @Test func aConditionThatLooksIntoAnotherTableNamesItsCells() throws {
    let sum = "sum(t.pupils where pupils < count(t where kind = a) × 10 pupils/school)"
    #expect(try inputs("{\(sum)} pupils") == ["pupils C2", "by pupils C2:C5", "by kind B2:B5"])
    let count = "{count(t where more(pupils) > 0 schools)} schools"
    #expect(
      try inputs(count, "let more(x) = count(t where kind = a and pupils > x)") == [
        "rows 2:3", "by pupils C2:C5", "by kind B2:B5",
      ])
  }

  @Test func whatEachRepeatsOverIsKnownToItsFigures() throws {
    let row = "::: each s in t where kind = b\n{s.pupils} pupils\n:::"
    #expect(try inputs(row) == ["pupils C3", "by kind B2:B5"])
    let group = "::: each g in t by kind\n{sum(g.pupils)} pupils\n:::"
    #expect(try inputs(group) == ["pupils C2,C4", "by kind B2:B5"])
  }

  @Test func ofALargeColumnARangeIsKept() throws {
    let rows = (1...3000).map { "n\($0),\($0 % 2 == 0 ? "a" : "b"),\($0)\n" }.joined()
    let report = Case(
      """
      ---
      data t from "t.csv" { name text key; kind one of a | b; pupils 人 }
      ---
      {sum(t.pupils)}人
      ::: each r in t where kind = a
      {r.pupils}人
      :::

      """, ["t.csv": "name,kind,pupils\n" + rows])
    let ledger = try ledger(report)
    #expect(ledger.entries.count == 1501)
    #expect(ledger.entries[0].inputs.map(\.rows) == [[2...3001]])
    #expect(ledger.entries.allSatisfy { $0.inputs.allSatisfy { $0.rows.count == 1 } })
  }
}
