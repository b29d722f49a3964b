import Evrep
import EvrepSource
import EvrepTestSupport
import Testing

@testable import EvrepFormat
@testable import EvrepSyntax

/// What is laid out says the same: every report of the repository, and reports that chance has changed.
@Suite struct FormatTests {
  private static let reports = ["education-self-evaluation", "district-school-report"].map { Folder.reports + $0 }
  private static let fixtures = ["good", "bad"].flatMap { kind in
    Golden.names(in: Folder.fixtures + kind).map { Folder.fixtures + kind + "/" + $0 }
  }

  /// The report of a folder, its bytes exchanged.
  private func compile(_ sample: Case, _ bytes: [UInt8]) -> Compilation {
    Evrep.compile(sample.path, source: bytes, options: sample.options, world: sample.world)
  }

  private func sample(_ folder: String) -> Case {
    var sample = Case(folder: folder)
    if Self.reports.contains(folder) { sample.path = "report.evrep" }
    return sample
  }

  private func bytes(_ sample: Case) -> [UInt8] { Array((sample.world.text(sample.path) ?? "").utf8) }

  @Test(arguments: reports + fixtures) func reportsSayTheSame(folder: String) {
    let sample = sample(folder)
    FormatProperties.expect(bytes(sample), folder) { compile(sample, $0) }
  }

  /// The net under the layout is not needed.
  @Test(arguments: reports + fixtures) func layoutKeepsTheMeaningByItself(folder: String) {
    let sample = sample(folder)
    let parsed = parse(FileID(0), bytes(sample))
    guard parsed.diagnostics.isEmpty else { return }
    let again = parse(FileID(0), layOut(parsed, FormatOptions()))
    #expect(again.diagnostics.isEmpty)
    #expect(Meaning(again.tree, FormatOptions()) == Meaning(parsed.tree, FormatOptions()), "\(folder)")
  }

  @Test(arguments: fixtures) func changedReportsSayTheSame(folder: String) {
    let sample = sample(folder)
    let source = bytes(sample)
    // The folder's own name, so that a run elsewhere tries the same.
    let name = folder.split(separator: "/").last ?? ""
    for seed in 0..<Self.rounds {
      var mutation = Mutation(seed: seed &* 7919 &+ name.utf8.reduce(0) { $0 &* 31 &+ Int($1) })
      let mutated = mutation.mutated(source)
      FormatProperties.expect(mutated, "\(folder), seed \(seed)", words: [.keep]) { compile(sample, $0) }
    }
  }

  /// How many changed reports of each fixture are tried; `EVREP_ROUNDS` asks for more.
  private static let rounds = Environment.number("EVREP_ROUNDS") ?? 5
}
