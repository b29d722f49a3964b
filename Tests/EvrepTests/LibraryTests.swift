import Evrep
import EvrepCheck
import EvrepLibrary
import EvrepSource
import EvrepSyntax
import EvrepTestSupport
import EvrepUnits
import Testing

/// The standard library is no more than modules that any writer could have written.
@Suite struct LibraryTests {
  private static func declarations(_ name: String) -> String {
    let source = String(decoding: Library.source(of: name) ?? [], as: UTF8.self)
    return source.split(separator: "\n").filter { $0 != "---" }.joined(separator: "\n") + "\n"
  }

  @Test(arguments: Library.names) func everyModuleIsFoundWithAndWithoutItsEnding(name: String) throws {
    let source = try #require(Library.source(of: name))
    #expect(Library.source(of: name + ".evrep") == source)
    let compilation = Case("---\nuse \"\(name)\"\n---\n{3 人}人\n").compile()
    #expect(compilation.messages() == "")
  }

  @Test(arguments: Library.names) func theReferenceListsEveryModule(name: String) {
    let reference = Golden.bytes(of: Folder.tests + "../../Grammar/README.md")
    #expect(String(decoding: reference, as: UTF8.self).contains("(../Sources/EvrepLibrary/\(name).evrep)"))
  }

  @Test func aReportCanDeclareWhatTheLibraryDoes() {
    let text = "---\n" + Self.declarations("units") + Self.declarations("claims") + "---\n增长{-5%}%，近{12345 人: .1}万人。\n"
    let empty = parse(FileID(0), Array("---\n---\n".utf8)).tree
    let report = parse(FileID(1), Array(text.utf8))
    #expect(report.diagnostics == [])
    let (program, findings) = check([Module(tree: empty, uses: []), Module(tree: report.tree, uses: [])])
    #expect(findings == [])
    #expect(program.registry.unit(named: "万元/人") != nil)
    let holes = program.items.compactMap { item in
      if case .hole(let hole) = item { hole } else { nil }
    }
    #expect(holes.map { $0.claims?.words.count } == [1, 1])
  }

  @Test func theReportsOwnFileGoesBeforeTheLibrary() {
    let report = Case("---\nuse \"units\" as u\n---\n{u.a}\n", ["units": "---\nlet a = 7\n---\n"])
    #expect(report.compile().markdownText == "7\n")
  }
}
