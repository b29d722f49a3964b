import Evrep
import EvrepModel
import EvrepReview
import EvrepSource
import EvrepTestSupport
import Testing

/// A ledger that was kept, against the report as it is later.
@Suite struct LedgerComparisonTests {
  private let source = """
    ---
    language en
    data t from "t.csv" counted schools { name text key; kind one of a | b; pupils pupils }
    param place: text = "Wexmoor"
    let limit = 25 pupils
    let total = sum(t.pupils where kind = a)
    ---
    # One

    {place} has {total} pupils in {count(t)} schools.

    ::: problem small when total < limit
    Small by {limit - total} pupils.
    ::: measures
    - Grow.
    :::
    :::

    """
  private let data = "name,kind,pupils\nAsh,a,10\nBeech,b,20\nCedar,a,30\n"

  private func ledger(_ source: String, _ data: String) throws -> Ledger {
    let report = Case(source, ["t.csv": data])
    return try #require(
      trace(report.path, source: nil, options: report.options, world: report.world).ledger, "the report compiles")
  }

  private func text(_ source: String, _ data: String) throws -> String {
    let kept = try ledger(self.source, self.data).json()
    let comparison = try #require(verify(kept, against: ledger(source, data)))
    let text = comparison.text(.english, isColored: false)
    #expect(
      comparison.text(.chinese, isColored: false).split(separator: "\n").count == text.split(separator: "\n").count)
    return text
  }

  @Test func anUnchangedReportHolds() throws {
    #expect(try text(source, data) == "3 of 3 figures hold as they were kept; nothing has changed\n")
  }

  @Test func aChangedCellIsNamedWithTheFiguresThatItReaches() throws {
    let text = try text(source, data.replacing("Cedar,a,30", with: "Cedar,a,12"))
    #expect(
      text.hasPrefix(
        """
        ~ case.evrep:10  22 pupils, was 40 pupils: {total}
            t.csv, row 4, ‘pupils’ is ‘12’, was ‘30’
        + case.evrep:13  3 pupils is new: {limit - total}
        ~ case.evrep:12  the problem ‘small’ holds now
        ~ ‘t.csv’ has changed: SHA-256
        """))
    #expect(text.hasSuffix("2 of 3 figures hold as they were kept; 4 findings\n"))
  }

  @Test func cellsThatChangeAndAddUpToTheSameAreSeen() throws {
    let text = try text(source, "name,kind,pupils\nAsh,a,15\nBeech,b,20\nCedar,a,25\n")
    #expect(text.contains("40 pupils is as it was, but what it is computed from is not: {total}\n    t.csv, row 2,"))
  }

  @Test func figuresOfALineThatAreAsTheyWereAreToldTogether() throws {
    let source = """
      ---
      language en
      data t from "t.csv" { name text key; kind text; pupils pupils }
      ---
      ::: each r in t order by pupils
      - {r.name}: {r.pupils} pupils
      :::

      """
    let kept = try ledger(source, "name,kind,pupils\nAsh,a,15\nBeech,b,20\nCedar,a,25\n").json()
    let now = try ledger(source, "name,kind,pupils\nCedar,a,25\nAsh,a,15\nBeech,b,20\n")
    let comparison = try #require(verify(kept, against: now))
    let text = comparison.text(.english, isColored: false)
    #expect(text.contains("6 figures of this line are as they were, but what they are computed from is not"))
    #expect(!text.contains("is as it was"))
  }

  @Test(arguments: ["[-9223372036854775808, 9223372036854775807]", "[0, 9223372036854775807]", "[3, 2]", "[1]", "1"])
  func aKeptLedgerWithRowsThatNoFileHasIsRead(rows: String) throws {
    let kept = try String(decoding: ledger(source, data).json(), as: UTF8.self)
      .replacing("[[2, 4]]", with: "[\(rows)]")
    #expect(kept.contains("\"rows\": [\(rows)]"))
    let comparison = try #require(verify(Array(kept.utf8), against: ledger(source, data)))
    #expect(comparison.holdingCount == 3)
  }

  @Test func aChangedDefinitionIsNamed() throws {
    let text = try text(source.replacing("kind = a", with: "kind = b"), data)
    #expect(text.contains("‘total’ is sum(t.pupils where kind = b), was sum(t.pupils where kind = a)"))
    #expect(text.contains("it is computed from other cells: t.csv C3, was t.csv C2,C4"))
    #expect(text.contains("~ ‘case.evrep’ has changed"))
  }

  @Test func aFigureThatIsGoneAndAnEditBeforeItDoNotDisturbTheOthers() throws {
    let text = try text(
      source.replacing("# One\n", with: "A new paragraph.\n\n# One\n").replacing("{place} has ", with: ""), data)
    #expect(text.contains("- case.evrep:10  Wexmoor is gone: {place}"))
    #expect(text.contains("2 of 3 figures hold as they were kept; 2 findings"))
  }

  @Test func otherFilesAreNoLedgers() throws {
    let now = try ledger(source, data)
    for text in ["", "[]", "{\"format\": \"evrep-ledger\", \"version\": 2}", "{\"format\": 1", "{\"a\": 1, \"a\": 2}"] {
      #expect(verify(Array(text.utf8), against: now) == nil)
    }
    #expect(verify(Array("{\"format\": \"evrep-ledger\", \"version\": 1}".utf8), against: now) != nil)
  }
}

extension String {
  /// The text with each `part` as `other`.
  fileprivate func replacing(_ part: String, with other: String) -> String {
    split(separator: part, omittingEmptySubsequences: false).joined(separator: other)
  }
}
