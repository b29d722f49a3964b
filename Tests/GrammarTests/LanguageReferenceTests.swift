import Evrep
import EvrepFormat
import EvrepReview
import EvrepSource
import EvrepSyntax
import EvrepTestSupport
import Testing

@testable import EvrepCheck

/// `Grammar/README.md` and `README.md`: every example compiles to what stands behind it.
///
/// `EVREP_UPDATE_GOLDEN=1` writes what the compiler now says, and fails.
struct LanguageReferenceTests {
  static let path = "Grammar/README.md"

  @Test(arguments: [path, "README.md", "Grammar/diagnostics/README.md"]) func examplesHold(path: String) throws {
    let reference = LanguageReference(Repository.text(path))
    #expect(reference.mistakes == [])
    #expect(!reference.examples.isEmpty)
    var renewed: [(block: LanguageReference.Block, text: String)] = []
    for example in reference.examples {
      for (block, what, text) in try outcomes(of: example, reference) {
        guard let block else {
          if !text.isEmpty { Issue.record("the example \(example.name) has \(what) that are not shown:\n\(text)") }
          continue
        }
        guard text != reference.text(block) else { continue }
        renewed.append((block, text))
        if !Golden.isUpdating {
          Issue.record("\(what) of the example \(example.name) differ\n- \(reference.text(block))\n+ \(text)")
        }
      }
    }
    guard Golden.isUpdating, !renewed.isEmpty else { return }
    try DiskWorld().write(Array(reference.replacing(renewed).utf8), to: Repository.path(path))
    Issue.record("renewed \(renewed.count) blocks of \(path): look at them")
  }

  /// Each block that an example has, or lacks, and what ought to stand in it.
  private func outcomes(of example: LanguageReference.Example, _ reference: LanguageReference) throws
    -> [(block: LanguageReference.Block?, what: String, text: String)]
  {
    let files = Dictionary(example.files.map { ($0.path, reference.text($0.block)) }) { first, _ in first }
    let source = reference.text(example.source)
    let language = (example.messages ?? example.tests)?.attributes["lang"] ?? "en"
    if let tests = example.tests, example.output == nil, example.messages == nil {
      let run = test(
        "report.evrep", source: Array(source.utf8), filter: nil, options: CompileOptions(), world: MemoryWorld(files))
      #expect(run.compilation.messages() == "")
      return [(tests, "test results", [run].report(language: language == "zh" ? .chinese : .english))]
    }
    if let layout = example.layout {
      let laid = formatSource("report.evrep", Array(source.utf8)).text
      FormatProperties.expect(Array(source.utf8), example.name) { bytes in
        compileReport(String(decoding: bytes, as: UTF8.self), files: files, options: CompileOptions())
      }
      return [(layout, "layout", String(decoding: laid, as: UTF8.self))]
    }
    let answers = try answers(of: example, Array(source.utf8), files, reference)
    if !answers.isEmpty, example.output == nil, example.messages == nil { return answers }
    let compilation = compileReport(
      source, files: files, options: options(example.source.attributes["options"] ?? ""))
    return [
      (example.output, "output", String(decoding: compilation.markdown ?? [], as: UTF8.self)),
      (example.messages, "messages", compilation.messages(language: language)),
    ] + answers
  }

  /// What `evrep explain` and `evrep trace` say of an example.
  private func answers(
    of example: LanguageReference.Example, _ source: [UInt8], _ files: [String: String],
    _ reference: LanguageReference
  ) throws -> [(block: LanguageReference.Block?, what: String, text: String)] {
    let (world, options) = (MemoryWorld(files), options(example.source.attributes["options"] ?? ""))
    func language(_ block: LanguageReference.Block) -> MessageLanguage {
      block.attributes["lang"] == "zh" ? .chinese : .english
    }
    let explained = example.explained.map { block in
      let words = (block.attributes["asked"] ?? "").split(separator: " ", maxSplits: 1).map(String.init)
      let position = (words.last ?? "").split(separator: ":").compactMap { Int($0) }
      let query: ExplainQuery =
        switch words.first {
        case "--problem": .problem(words[1])
        case "--check": .check(words[1])
        default: .position(line: position.first ?? 0, column: position.count > 1 ? position[1] : nil)
        }
      let report = explain("report.evrep", source: source, query: query, options: options, world: world)
      return (block, "explanation", report.text(language: language(block), width: 100, isColored: false))
    }
    let traced = try example.traced.map { block in
      if block.attributes["asked"] == "--unused" {
        let report = unused("report.evrep", source: source, options: options, world: world)
        return (block, "unused", report.text(language(block), isColored: false))
      }
      let ledger = try #require(trace("report.evrep", source: source, options: options, world: world).ledger)
      guard let path = block.attributes["asked"]?.split(separator: " ").last.map(String.init),
        let kept = files[path]
      else {
        return (block, "ledger", LedgerTable(language: language(block), width: 100, isColored: false).text(ledger))
      }
      let comparison = try #require(verify(Array(kept.utf8), against: ledger))
      return (block, "comparison", comparison.text(language(block), isColored: false))
    }
    return (explained + traced).map { ($0.0, $0.1, $0.2) }
  }

  private func options(_ text: String) -> CompileOptions {
    guard let options = CatalogueExample.options(text) else {
      Issue.record("an example asks for ‘\(text)’")
      return CompileOptions()
    }
    return options
  }

  /// What is shown is a source too: laid out, it says the same.
  @Test(arguments: [path, "README.md"]) func examplesCanBeLaidOut(path: String) {
    let reference = LanguageReference(Repository.text(path))
    for example in reference.examples {
      let files = Dictionary(example.files.map { ($0.path, reference.text($0.block)) }) { first, _ in first }
      let options = options(example.source.attributes["options"] ?? "")
      let source = Array(reference.text(example.source).utf8)
      func compile(_ bytes: [UInt8]) -> Compilation {
        compileReport(String(decoding: bytes, as: UTF8.self), files: files, options: options)
      }
      FormatProperties.expect(source, example.name, compile: compile)
      for seed in 0..<(Environment.number("EVREP_ROUNDS") ?? 4) {
        var mutation = Mutation(seed: seed &* 104_729 &+ example.name.utf8.reduce(0) { $0 &* 31 &+ Int($1) })
        FormatProperties.expect(
          mutation.mutated(source), "\(example.name), seed \(seed)", words: [.keep], compile: compile)
      }
    }
  }

  @Test func tablesHaveEveryWord() {
    let text = Repository.text(Self.path)
    for keyword in Keyword.allCases {
      let (english, chinese) = keyword.spellings
      #expect(text.contains("`\(english)` \(chinese)"), "the word table lacks `\(english)` \(chinese)")
    }
    for function in Builtin.allCases {
      let row = "| `\(function.signature)` | \(function.chinese) |"
      #expect(text.contains(row), "the table of functions lacks \(row)")
    }
  }
}
