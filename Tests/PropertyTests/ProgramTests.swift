import Evrep
import EvrepSource
import EvrepTestSupport
import Testing

/// Reports that are drawn at random from the grammar, well typed: each is known by the seed that it is drawn from.
struct DrawnReport {
  let seed: UInt64
  let pieces: [Piece]
  let files: [String: String]

  init(seed: UInt64) {
    self.seed = seed
    var generator = Generator(seed: seed)
    (pieces, files) = generator.report()
  }

  func source(_ spelling: Spelling = Spelling()) -> String {
    var spelling = spelling
    return spelling.text(pieces)
  }

  func world(_ source: String) -> MemoryWorld {
    let world = MemoryWorld(files)
    world.set("drawn.evrep", Array(source.utf8))
    return world
  }

  func compile(_ source: String) -> Compilation {
    Evrep.compile("drawn.evrep", source: nil, options: CompileOptions(), world: world(source))
  }
}

@Suite struct ProgramTests {
  /// What a well-typed program may still fail for, all of it in the language reference.
  private static let documented: Set<DiagnosticCode> = [
    .divisionByZero, .overflow, .growthBase, .noRows, .notExactlyOne, .outOfRange, .wrongArguments, .notInForce,
    .notOfThoseRows, .checkFailed,
  ]
  static let count: UInt64 = 300

  @Test func theCheckerAcceptsWhatIsWellTyped() {
    for seed in 0..<Self.count {
      let drawn = DrawnReport(seed: seed)
      let source = drawn.source()
      let checked = check("drawn.evrep", source: nil, options: CompileOptions(), world: drawn.world(source))
      let errors = checked.codes.filter { $0.severity == .error }
      if !errors.isEmpty {
        Issue.record("the checker refuses the report of seed \(seed):\n\(checked.messages())\n\(source)")
        return
      }
    }
  }

  @Test func evaluationFailsInTheDocumentedWaysAlone() {
    var wholeCount = 0
    for seed in 0..<Self.count {
      let drawn = DrawnReport(seed: seed)
      let source = drawn.source()
      let compilation = drawn.compile(source)
      let errors = compilation.codes.filter { $0.severity == .error }
      if errors.isEmpty { wholeCount += 1 }
      if !Set(errors).isSubset(of: Self.documented) || (compilation.markdown == nil) != !errors.isEmpty {
        Issue.record(
          "the report of seed \(seed) fails otherwise than documented:\n\(compilation.messages())\n\(source)")
        return
      }
    }
    // Most of what is drawn has to come out, or the property says little.
    #expect(wholeCount * 4 > Int(Self.count), "only \(wholeCount) of \(Self.count) reports come out")
  }

  @Test func theSameReportGivesTheSameBytes() {
    for seed in stride(from: UInt64(0), to: Self.count, by: 10) {
      let drawn = DrawnReport(seed: seed)
      let (first, second) = (drawn.compile(drawn.source()), drawn.compile(drawn.source()))
      #expect(first.html == second.html && first.markdown == second.markdown, "seed \(seed)")
      #expect(first.messages() == second.messages(), "seed \(seed)")
    }
  }
}

extension Compilation {
  var codes: [DiagnosticCode] { diagnostics.map(\.code) }
}
