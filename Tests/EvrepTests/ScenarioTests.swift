import Evrep
import EvrepSource
import EvrepTestSupport
import Testing

/// Every folder of `Fixtures/scenarios` is a case: a report, and what its scenarios give.
@Suite struct ScenarioTests {
  private static let folder = Folder.fixtures + "scenarios/"

  private func run(_ report: Case, filter: String? = nil) -> TestRun {
    Evrep.test(report.path, source: nil, filter: filter, options: report.options, world: report.world)
  }

  @Test(arguments: Golden.names(in: folder)) func scenariosGiveWhatTheirCaseSays(name: String) {
    let run = run(Case(folder: Self.folder + name))
    #expect(run.compilation.messages() == "", "\(name)")
    Golden.expect(Array([run].report(language: .english).utf8), matches: Self.folder + name + "/case.txt")
    Golden.expect(junit([run], language: .chinese), matches: Self.folder + name + "/case.xml")
  }

  @Test(arguments: ["education-self-evaluation", "district-school-report"])
  func scenariosOfTheSamplesPass(name: String) {
    var report = Case(folder: Folder.reports + name)
    report.path = "report.evrep"
    let run = run(report)
    #expect(run.results.count >= 2 && run.failureCount == 0)
    #expect(!run.compilation.hasErrors)
  }

  /// That rows are missing from the report has been expected; an expectation that wants them says so itself.
  @Test func anExpectationWithoutRowsIsItsOwnFinding() {
    let report = Case(
      """
      ---
      data t from "t.csv" { k text key; n number }
      let wanted = max((t where n > 9).n)
      scenario none { set t["a"].n = 1; expect error EV0505; expect 1 = 2; expect max((t where n > 9).n) = 3 }
      ---
      {wanted}
      """, ["t.csv": "k,n\na,10\nb,2\n"])
    let failures = run(report).results.first?.failures ?? []
    #expect(failures.count == 2 && failures.first?.labels.isEmpty == true, "\(failures)")
    #expect(failures.last?.code == .noRows)
  }

  /// What several scenarios fail for is shown once; a table without rows has no row of any key.
  @Test func whatHasBeenSaidOfAScenarioIsNotSaidAgain() {
    let report = Case(
      """
      ---
      data t from "t.csv" { k text key; n number }
      scenario first { expect 1 = 1 }
      scenario second { expect 1 = 1 }
      scenario third { set t["a"].n = 1; expect 1 = 1 }
      ---
      {max(t.n)}

      """, ["t.csv": "k,n\n"])
    let run = run(report)
    #expect(run.results.map { $0.failures.map(\.code) } == [[.noRows], [.noRows], [.noRows]])
    #expect(run.findings.diagnostics.count == 1)
    let text = [run].report(language: .english)
    #expect(text.count(of: "error[EV0505]") == 1, "\(text)")
    #expect(text.hasSuffix("  ✗ third\n    EV0505 as above: ‘t’ has no rows\n0 passed, 3 failed\n"), "\(text)")
    let xml = String(decoding: junit([run], language: .english), as: UTF8.self)
    #expect(xml.count(of: "error[EV0505]") == 3, "\(xml)")
  }

  @Test func scenariosDoNotTouchEachOtherOrTheReport() {
    let report = Case(
      """
      ---
      data t from "t.csv" { k text key; n number }
      let all = sum(t.n)
      scenario more { set t["a"].n = 10; expect all = 12 }
      scenario usual { expect all = 3 }
      scenario other { set t["b"].n = all + 4; expect all = 8 }
      ---
      {all}

      """, ["t.csv": "k,n\na,1\nb,2\n"])
    #expect(
      [run(report)].report(language: .english) == "case.evrep\n  ✓ more\n  ✓ usual\n  ✓ other\n3 passed, 0 failed\n")
    #expect(report.compile().markdownText == "3\n")
  }

  @Test func aFilterRunsTheScenariosThatHaveItInTheirNames() {
    let report = Case("---\nscenario one { expect true }\nscenario two { expect false }\n---\n")
    #expect(run(report, filter: "n").results.map(\.name) == ["one"])
    #expect(run(report, filter: "x").results.isEmpty && run(report, filter: "x").scenarioCount == 2)
    #expect(run(report).failureCount == 1)
  }

  @Test func aReportWithErrorsRunsNoScenario() {
    let report = Case("---\nlet a = none\nscenario s { expect true }\n---\n")
    let run = run(report)
    #expect(run.compilation.codes == [.unknownName] && run.results.isEmpty)
    #expect([run].report(language: .english) == "")
    let missing = Case("---\ndata t from \"t.csv\" { n number }\nscenario s { expect true }\n---\n")
    #expect(self.run(missing).compilation.codes == [.fileNotFound])
  }

  @Test func scenariosOfAModuleAreRunFromTheModuleAlone() {
    let report = Case(
      "---\nuse \"m.evrep\" as m\nscenario own { expect m.cap = 3 }\n---\n",
      [
        "m.evrep":
          "---\nlet cap = 3\nscenario inner { set cap = 4; expect cap = 4 }\nscenario wrong { expect cap = 4 }\n---\n"
      ])
    #expect(run(report).results.map(\.name) == ["own"] && run(report).failureCount == 0)
    let module = Evrep.test("m.evrep", source: nil, filter: nil, options: report.options, world: report.world)
    #expect(module.results.map(\.name) == ["inner", "wrong"] && module.failureCount == 1)
  }

  @Test func dataIsReadOnce() {
    let report = Case(
      "---\ndata t from \"t.csv\" { n number }\nscenario a { expect sum(t.n) = 1 }\nscenario b { expect sum(t.n) = 1 }\n---\n",
      ["t.csv": "n\n1\n"])
    let run = run(report)
    #expect(run.failureCount == 0 && run.results.count == 2)
    #expect(run.compilation.sources.files.count { $0.path == "t.csv" } == 1)
  }
}

extension String {
  /// How often a text stands in this one.
  fileprivate func count(of text: String) -> Int { ranges(of: text).count }
}
