import Evrep
import EvrepModel
import EvrepSource
import EvrepTestSupport
import Testing

/// Every folder of `Fixtures/explained` is a case: a report, and in `case.queries` what is asked of it, a query a line.
@Suite struct ExplainTests {
  private static let folder = Folder.fixtures + "explained/"

  private func explain(_ report: Case, _ query: ExplainQuery) -> ExplainedReport {
    Evrep.explain(report.path, source: nil, query: query, options: report.options, world: report.world)
  }

  private func query(_ line: Substring) -> ExplainQuery {
    let words = line.split(separator: " ", maxSplits: 1).map(String.init)
    guard words[0] == "at" else { return words[0] == "problem" ? .problem(words[1]) : .check(words[1]) }
    let numbers = words[1].split(separator: ":").compactMap { Int($0) }
    return .position(line: numbers[0], column: numbers.count > 1 ? numbers[1] : nil)
  }

  @Test(arguments: Golden.names(in: folder)) func whatIsAskedIsExplained(name: String) throws {
    let report = Case(folder: Self.folder + name)
    var text = ""
    for line in (report.world.text("case.queries") ?? "").split(separator: "\n") {
      let explained = explain(report, query(line))
      #expect(!explained.compilation.hasErrors, "\(explained.compilation.messages())")
      text += "$ \(line)\n"
      for language in [MessageLanguage.english, .chinese] {
        text += explained.text(language: language, width: 100, isColored: false) + "\n"
      }
    }
    Golden.expect(Array(text.utf8), matches: Self.folder + name + "/case.txt")
  }

  private let report = Case(
    """
    ---
    language en
    data t from "t.csv" { name text key; pupils pupils }
    let all = sum(t.pupils)
    check fails: all > 100 pupils
    ---
    {all} pupils, {all} pupils.
    {when all > 50 pupils}{all / 2} pupils{end}

    """, ["t.csv": "name,pupils\nAsh,10\nBeech,20\n"])

  @Test func aFailingCheckForbidsNothing() throws {
    let site = try #require(explain(report, .check("fails")).sites.first)
    #expect(site.explanation.reading == .truth(false) && site.explanation.margin?.text == "70 pupils")
    #expect(explain(report, .check("none")).sites.isEmpty && explain(report, .check("none")).names == ["fails"])
  }

  private let gaps = Case(
    """
    ---
    language en
    data t from "t.csv" counted schools { name text key; area m²?; kind one of a | b }
    let all = sum(t.area skipping missing)
    let biggest = only(t where name = "Ash")
    check both: count(t) > 5 schools and biggest.kind = a
    check between: 10 m² < all <= 20 m² < 30 m²
    ---
    {all} m² in {count(t by kind)} kinds.

    """, ["t.csv": "name,area,kind\nAsh,10,a\nBeech,20,b\nCedar,,b\n"])

  /// What a figure was reckoned over is what was looked at: no missing cell, all rows of groups, no part that was not reached.
  @Test func thePartsSayWhatWasLookedAt() throws {
    let all = explain(gaps, .position(line: 4, column: nil)).text(language: .english, width: 100, isColored: false)
    #expect(all.contains("(2 cells)"), "\(all)")
    let groups = explain(gaps, .position(line: 9, column: 16)).text(language: .english, width: 100, isColored: false)
    #expect(groups.contains("(3 rows)"), "\(groups)")
    let failed = gaps.compile().diagnostics.filter { $0.code == .checkFailed }
    #expect(failed.count == 2 && failed[0].labels.isEmpty, "\(gaps.compile().messages())")
    #expect(failed[1].notes.first?[.english].contains("by 10 m²") ?? false, "\(failed[1].notes.map { $0[.english] })")
  }

  @Test func aColumnNamesTheNarrowestPart() throws {
    let sites = explain(report, .position(line: 7, column: nil)).sites
    #expect(sites.map(\.explanation.formula) == ["all", "all"] && sites.map(\.printed) == ["30 pupils", "30 pupils"])
    let part = try #require(explain(report, .position(line: 4, column: 16)).sites.first)
    #expect(part.explanation.formula == "t.pupils")
    // The second hole shares its expression with the first one, and is found all the same.
    let second = try #require(explain(report, .position(line: 7, column: 17)).sites.first)
    #expect(second.place.range.lowerBound > sites[0].place.range.lowerBound && second.explanation.formula == "all")
    #expect(explain(report, .position(line: 6, column: nil)).sites.isEmpty)
    #expect(explain(report, .position(line: 99, column: 99)).sites.isEmpty)
  }

  @Test func theRowsThatAreCountedAreThoseAndNoOthers() throws {
    let rows = (0..<200).map { "n\($0),\($0 % 2)\n" }.joined()
    let report = Case(
      "---\ndata t from \"t.csv\" { name text; pupils number }\n---\n{count(t where pupils = 1)}\n",
      ["t.csv": "name,pupils\n" + rows])
    let cells = try #require(explain(report, .position(line: 4, column: nil)).sites.first?.explanation.cells)
    #expect(cells.count == 100 && cells.rows.count == 100 && cells.reference(limit: 2) == "3:3,5:5,…")
  }

  @Test func whatIsNotPrintedSaysSo() throws {
    let sites = explain(report, .position(line: 8, column: nil)).sites
    #expect(sites.map(\.count) == [1, 0])
    #expect(sites[1].printed == nil && sites[1].explanation.reading == .value("15 pupils", isRounded: false))
  }

  @Test func namesThatBuildOnThemselvesTwiceStaySmall() throws {
    // Each name mentions the one before twice: taken apart each time, the tree would have 2^60 parts.
    let names = (1...60).map { "let a\($0) = a\($0 - 1) + a\($0 - 1)" }.joined(separator: "\n")
    let report = Case("---\nparam n: number = 1\nlet a0 = n\n\(names)\n---\n{a60}\n")
    let site = try #require(explain(report, .position(line: 65, column: nil)).sites.first)
    var count = 0
    func walk(_ part: Explanation) {
      count += 1
      part.parts.forEach(walk)
    }
    walk(site.explanation)
    #expect(count < 200)
  }
}
