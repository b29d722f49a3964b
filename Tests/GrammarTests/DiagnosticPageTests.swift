import Evrep
import EvrepSource
import EvrepTestSupport
import Testing

/// `Grammar/diagnostics`: each code has a page in both languages, with an example that yields just it.
@Suite struct DiagnosticPageTests {
  static let folder = "Grammar/diagnostics/"

  private static func text(_ code: DiagnosticCode) -> String { Repository.text(folder + code.rawValue + ".md") }

  @Test func thereIsAPageForEachCodeAndForNothingElse() {
    let pages = Set(Golden.names(in: Repository.path(Self.folder), suffix: ".md")).subtracting(["README.md"])
    let codes = Set(DiagnosticCode.allCases.map { $0.rawValue + ".md" })
    #expect(codes.subtracting(pages) == [], "codes without a page")
    #expect(pages.subtracting(codes) == [], "pages without a code")
  }

  @Test func theProgramCarriesEveryPage() {
    let listed = Catalogue.texts
    #expect(listed.count == DiagnosticCode.allCases.count, "Sources/CEvrepCatalogue/catalogue.c lists other pages")
    for code in DiagnosticCode.allCases {
      // Kept out of the expectation, which would print every page.
      let isListed = listed.contains(Self.text(code))
      #expect(isListed, "Sources/CEvrepCatalogue/catalogue.c does not embed \(code.rawValue)")
    }
  }

  @Test(arguments: DiagnosticCode.allCases) func aPageSaysWhatAndWhyInBothLanguages(code: DiagnosticCode) throws {
    let page = try #require(CataloguePage(Self.text(code)), "\(code.rawValue) has no heading")
    #expect(page.code == code.rawValue)
    for language in MessageLanguage.allCases {
      let text = page[language]
      #expect(!text.title.isEmpty && !text.meaning.isEmpty && !text.reason.isEmpty, "\(code.rawValue) \(language)")
      #expect(text.title.last == (language == .english ? "." : "。"), "\(code.rawValue)")
    }
    let chinese = page.chinese.meaning.joined() + page.chinese.reason.joined()
    #expect(chinese.unicodeScalars.count { $0.value >= 0x4E00 } > 20, "\(code.rawValue) has no Chinese text")
  }

  @Test func aRetiredCodeIsNotGivenAgain() {
    let codes = DiagnosticCode.allCases.map(\.rawValue)
    #expect(DiagnosticCode.retired.filter(codes.contains) == [])
  }

  @Test(arguments: DiagnosticCode.allCases) func theExampleYieldsJustTheCode(code: DiagnosticCode) throws {
    let page = try #require(CataloguePage(Self.text(code)))
    let example = CatalogueExample(page)
    for side in [CatalogueExample.Side.bad, .good] {
      #expect(CatalogueExample.options(example.block(side)?.value("options") ?? "") != nil, "\(code.rawValue)")
    }
    let bad = try #require(example.findings(.bad), "\(code.rawValue) has no bad example")
    let good = try #require(example.findings(.good), "\(code.rawValue) has no good example")
    let found = Set(bad.diagnostics.map(\.code))
    #expect(found == [code], "\(messages([bad], MessageOptions()))")
    #expect(good.diagnostics.isEmpty, "\(code.rawValue): \(messages([good], MessageOptions()))")
  }

  @Test func anExplanationHasEverything() throws {
    for language in MessageLanguage.allCases {
      let text = try #require(Catalogue.explanation(of: "ev0310", options: MessageOptions(language: language)))
      for part in ["EV0310: ", "占比提高{今年 - 去年}%。", "[EV0310]: ", " --> report.evrep:5:14", "占比提高{今年 - 去年}个百分点。"] {
        #expect(text.contains(part))
      }
      #expect(text.contains(language == .english ? "\nWhy: " : "\n为什么："))
      for line in text.split(separator: "\n") { #expect(DisplayWidth.of(line) <= 100, "\(line)") }
    }
    // Of a file that is no text its cells are shown.
    let text = try #require(Catalogue.explanation(of: "EV0422", options: MessageOptions()))
    for part in ["乙小学 · 在校生: (formula without a value)", "生成.xlsx (sheet ‘学校’, cell B3 ‘在校生’, empty)"] {
      #expect(text.contains(part))
    }
    #expect(Catalogue.explanation(of: "EV9999", options: MessageOptions()) == nil)
  }
}
