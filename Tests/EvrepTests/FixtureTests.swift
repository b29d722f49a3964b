import Evrep
import EvrepSource
import EvrepTestSupport
import Testing

/// Every folder of `Fixtures` is a case: its report, and what comes of it.
@Suite struct FixtureTests {
  private static let good = Folder.fixtures + "good/"
  private static let bad = Folder.fixtures + "bad/"

  /// The codes that no small report can trigger, and where they are tested.
  private static let coveredElsewhere: [DiagnosticCode: String] = [
    .fileUnreadable: "CommandTests: a FIFO",
    .notUTF8: "FileTests",
    .fileTooLarge: "EvrepDataTests: the limit of rows",
    .textTooCostly: "EvrepMarkdownTests",
    .tooMuchOutput: "EvrepEvaluateTests: the limit of steps",
    .moduleTooDeep: "FileTests",
    .expectationFailed: "ScenarioTests",
  ]

  @Test(arguments: Golden.names(in: good)) func aGoodReportCompilesToItsMarkdown(name: String) {
    let compilation = Case(folder: Self.good + name).compile()
    if Golden.names(in: Self.good + name).contains("case.txt") {
      Golden.expect(Array(compilation.messages().utf8), matches: Self.good + name + "/case.txt")
    } else {
      #expect(compilation.messages() == "", "\(name)")
    }
    Golden.expect(compilation.markdown ?? [], matches: Self.good + name + "/case.md")
  }

  @Test(arguments: Golden.names(in: bad)) func aBadReportIsExplained(name: String) throws {
    let compilation = Case(folder: Self.bad + name).compile()
    let slug = name.split(separator: "+")[0]
    let code = try #require(DiagnosticCode.allCases.first { $0.slug == slug }, "\(name) is no code's name")
    #expect(compilation.codes.contains(code), "\(name)")
    #expect(compilation.hasErrors == (code.severity == .error))
    #expect((compilation.html == nil) == compilation.hasErrors)
    Golden.expect(Array(compilation.messages().utf8), matches: Self.bad + name + "/case.txt")
  }

  @Test func chineseMessagesSayTheSame() {
    for name in Golden.names(in: Self.bad) {
      let compilation = Case(folder: Self.bad + name).compile()
      let text = compilation.messages(language: "zh")
      for diagnostic in compilation.diagnostics {
        #expect(text.contains("[\(diagnostic.code.rawValue)]: "), "\(name)")
        #expect(diagnostic.message[.chinese].utf8.contains { $0 >= 0x80 }, "\(name) has no Chinese message")
      }
    }
  }

  @Test func everyCodeHasACase() {
    let slugs = Set(Golden.names(in: Self.bad).map { String($0.split(separator: "+")[0]) })
    for code in DiagnosticCode.allCases where Self.coveredElsewhere[code] == nil {
      #expect(slugs.contains(code.slug), "no case for \(code) (\(code.rawValue))")
    }
  }
}

extension DiagnosticCode {
  /// The name in words: `unclosed-hole`.
  fileprivate var slug: String {
    let name = Array("\(self)".unicodeScalars)
    var slug = ""
    for (index, scalar) in name.enumerated() {
      let isUpper = scalar.properties.isUppercase
      let beginsWord = index > 0 && isUpper && (!name[index - 1].properties.isUppercase || isLower(name, index + 1))
      slug += (beginsWord ? "-" : "") + scalar.properties.lowercaseMapping
    }
    return slug
  }

  private func isLower(_ name: [Unicode.Scalar], _ index: Int) -> Bool {
    index < name.count && name[index].properties.isLowercase
  }
}
