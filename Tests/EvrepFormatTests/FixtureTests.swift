import EvrepSource
import EvrepSyntax
import EvrepTestSupport
import Testing

@testable import EvrepFormat

/// Every folder of `Fixtures` is a case: a text, and that text laid out. A folder `words-zh` asks for Chinese words.
@Suite struct FixtureTests {
  private static let fixtures = String(#filePath.dropLast("FixtureTests.swift".count)) + "Fixtures/"
  private static let functions = [("count", "计数"), ("sum", "合计"), ("average", "平均"), ("year", "年份")]

  private func options(_ name: String) -> FormatOptions {
    var options = FormatOptions()
    options.words = name == "words-zh" ? .zh : name == "words-en" ? .en : .keep
    options.functions = Self.functions.map { ($0.0, $0.1) }
    return options
  }

  @Test(arguments: Golden.names(in: fixtures)) func aTextIsLaidOut(name: String) {
    let parsed = parse(FileID(0), Golden.bytes(of: Self.fixtures + name + "/before.evrep"))
    #expect(parsed.diagnostics.isEmpty, "\(name): \(parsed.diagnostics)")
    let laid = layOut(parsed, options(name))
    Golden.expect(laid, matches: Self.fixtures + name + "/after.evrep")
    let again = parse(FileID(0), laid)
    #expect(again.diagnostics.isEmpty, "\(name): \(again.diagnostics)")
    #expect(Meaning(again.tree, options(name)) == Meaning(parsed.tree, options(name)), "\(name)")
    #expect(format(again, options(name)) == laid, "\(name) is not laid out the same again")
  }

  @Test func aTextWithErrorsStaysAsItIs() {
    for text in ["{1 +}  \n\n\n甲。乙", "---\nlet  a=(1\n---\n", "::: when 1>0\n甲。乙\n"] {
      let parsed = parse(FileID(0), Array(text.utf8))
      #expect(!parsed.diagnostics.isEmpty)
      #expect(format(parsed) == Array(text.utf8))
    }
  }

  @Test func anEmptyTextStaysEmpty() {
    #expect(format(parse(FileID(0), [])) == [])
    #expect(format(parse(FileID(0), Array("\n \n".utf8))) == [])
    #expect(format(parse(FileID(0), Array("---\n---\n".utf8))) == Array("---\n---\n".utf8))
    // Hyphens that come first would be a header.
    #expect(format(parse(FileID(0), Array("\n\n---\n甲\n".utf8))) == Array("\n---\n甲\n".utf8))
  }
}
