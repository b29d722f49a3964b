import Evrep
import EvrepModel
import EvrepReview
import EvrepSource
import EvrepTestSupport
import Testing

/// Every folder of `Fixtures/diffs` is a case: a report as it was in `old` and as it is in `new`, and what is said of the
/// difference in every form.
@Suite struct DiffTests {
  private static let folder = Folder.fixtures + "diffs/"

  private func review(_ folder: String, name: String) throws -> ReviewedReport {
    let report = Case(folder: folder)
    let (compilation, reviewed) = Evrep.review(
      report.path, name: name, source: nil, options: report.options, world: report.world)
    return try #require(reviewed, "\(compilation.messages())")
  }

  private func diff(_ case: String) throws -> ReportDiff {
    ReportDiff(
      old: try review(Self.folder + `case` + "/old", name: "old/case.evrep"),
      new: try review(Self.folder + `case` + "/new", name: "new/case.evrep"))
  }

  @Test(arguments: Golden.names(in: folder)) func aDiffIsSaidAsItsCaseShows(name: String) throws {
    let diff = try diff(name)
    let language = name == "chinese" ? MessageLanguage.chinese : .english
    var terminal = DiffTerminal(diff, language: language, isColored: false)
    var markdown = DiffMarkdown(diff, language: language)
    var page = DiffPage(diff, language: language)
    let path = Self.folder + name + "/case"
    Golden.expect(Array(terminal.render().utf8), matches: path + ".txt")
    Golden.expect(Array(markdown.render().utf8), matches: path + ".md")
    Golden.expect(Array(page.render().utf8), matches: path + ".html")
    Golden.expect(Array(DiffJSON.text([diff], language: language).utf8), matches: path + ".json")
    #expect(!diff.isEmpty)
  }

  @Test(arguments: Golden.names(in: folder)) func aReportIsNoOtherThanItself(name: String) throws {
    for side in ["/old", "/new"] {
      let report = try review(Self.folder + name + side, name: "a")
      let diff = ReportDiff(old: report, new: report)
      #expect(diff.isEmpty)
      var terminal = DiffTerminal(diff, language: .english, isColored: false)
      #expect(terminal.render() == "--- a\n+++ a\nno differences for a reader\n")
    }
  }

  @Test func theReferenceShowsADiffAsItIs() {
    let reference = String(decoding: Golden.bytes(of: Folder.tests + "../../Grammar/README.md"), as: UTF8.self)
    let shown = String(decoding: Golden.bytes(of: Self.folder + "chinese/case.txt"), as: UTF8.self)
    #expect(reference.contains("```\n" + shown + "```\n"))
  }

  /// A reader does not see that a hole asks for the same figure by another name.
  @Test func aFormulaThatIsRenamedChangesNothing() throws {
    func report(_ name: String) throws -> ReviewedReport {
      let report = Case("---\nlet \(name) = 48.5%\n---\nThe rate is {\(name)}%.\n")
      let reviewed = Evrep.review(report.path, name: name, source: nil, options: report.options, world: report.world)
      return try #require(reviewed.report)
    }
    #expect(ReportDiff(old: try report("rate"), new: try report("share_")).figures.isEmpty)
  }

  @Test func aReportThatOneSideLacksIsNewOrGoneAsAWhole() throws {
    let report = try review(Self.folder + "english/new", name: "new")
    let diff = ReportDiff(old: .absent("old", as: report), new: report)
    #expect(diff.figures.allSatisfy { $0.old == nil } && diff.figures.count == report.ledger.entries.count)
    #expect(diff.passages.prose.allSatisfy { $0.sentences.count == 1 })
    #expect(ReportDiff(old: report, new: .absent("new", as: report)).figures.allSatisfy { $0.new == nil })
  }
}
