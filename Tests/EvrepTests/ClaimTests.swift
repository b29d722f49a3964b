import Evrep
import EvrepSource
import EvrepTestSupport
import Testing

/// The fixtures of claims, a sentence or a few a paragraph: none that is right is doubted, none that is wrong gets by.
@Suite struct ClaimTests {
  private static let rules: [(slug: String, code: DiagnosticCode)] = [
    ("false-direction", .falseDirection), ("false-approximation", .falseApproximation), ("false-bound", .falseBound),
    ("multiple-of-fall", .multipleOfFall), ("level-or-difference", .levelOrDifference),
    ("redundant-approximation", .redundantApproximation), ("misplaced-excess", .misplacedExcess),
    ("multiple-of-level", .multipleOfLevel), ("false-doubling", .falseDoubling), ("swapped-years", .swappedYears),
    ("false-extreme", .falseExtreme),
  ]

  /// The lines of a fixture's body that print a figure.
  private func sentences(_ path: String) -> [Int] {
    var lines: [Int] = []
    var inHeader = false
    let text = String(decoding: Golden.bytes(of: path + "/case.evrep"), as: UTF8.self)
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if line == "---" { inHeader.toggle() }
      if !inHeader, line.contains("{"), !line.hasPrefix(":::"), !line.hasPrefix("|:") { lines.append(index + 1) }
    }
    return lines
  }

  @Test func everyWrongSentenceIsFoundOut() {
    var count = 0
    for (slug, code) in Self.rules {
      let path = Folder.fixtures + "bad/" + slug
      let compilation = Case(folder: path).compile()
      let sentences = sentences(path)
      count += sentences.count
      let lines = compilation.messages().split(separator: "\n").filter { $0.contains("--> case.evrep:") }
      for line in sentences {
        #expect(lines.contains { $0.contains("case.evrep:\(line):") }, "\(slug):\(line) is not found out")
      }
      #expect(Set(compilation.codes) == [code], "\(slug)")
      #expect(compilation.codes.count == sentences.count, "\(slug)")
    }
    #expect(count >= 60)
  }

  @Test func noRightSentenceIsDoubted() {
    var figures = 0
    for name in ["claims-chinese", "claims-english", "multiples", "typed-numbers", "listed-names"] {
      let compilation = Case(folder: Folder.fixtures + "good/" + name).compile()
      #expect(compilation.messages() == "")
      figures += Golden.bytes(of: Folder.fixtures + "good/" + name + "/case.evrep").count { $0 == UInt8(ascii: "{") }
    }
    #expect(figures > 120)
  }

  @Test func strictRefusesAClaimThatIsNotTrue() {
    var report = Case("增长{growth(90 元, 100 元)}%。\n")
    #expect(!report.compile().hasErrors)
    report.options.isStrict = true
    #expect(report.compile().hasErrors)
  }

  @Test func aProblemThatIsNotKeptIsNotJudged() {
    func report(_ condition: String) -> Case {
      Case("::: problem p when \(condition)\n增长{growth(90 元, 100 元)}%。\n::: measures\n- A\n:::\n:::\n")
    }
    #expect(report("1 > 2").compile().codes == [])
    #expect(report("2 > 1").compile().codes == [.falseDirection])
  }

  @Test func aHoleInEachIsReportedOnce() {
    let rows = ["t.csv": "a,b\n9,10\n8,10\n11,10\n"]
    let source = "---\ndata t from \"t.csv\" { a 元; b 元 }\n---\n::: each r in t\n- 增长{growth(r.a, r.b)}%\n:::\n"
    #expect(Case(source, rows).compile().codes == [.falseDirection])
  }

  @Test func draftsAndRedactedCopiesClaimNothing() {
    var report = Case("近{3 人}人，增长{growth(90 元, 100 元)}%。\n")
    report.options.isRedacted = true
    #expect(report.compile().codes == [])
  }

  @Test func theFixItLetsTheSignPickTheWord() {
    let fixIts = Case("支出增长{growth(90 元, 100 元): .1}%。\n").compile().diagnostics.flatMap(\.fixIts)
    #expect(fixIts.map(\.replacement) == ["{growth(90 元, 100 元): .1 增长|下降}"])
  }
}
