import Evrep
import EvrepCheck
import EvrepSource
import EvrepSyntax
import Testing

/// Every spelling of words and signs compiles to the same bytes.
@Suite struct SpellingTests {
  @Test func everySpellingGivesTheSameBytes() {
    var reached: Set<Keyword> = []
    var functions: Set<Builtin> = []
    for seed in 1000..<1000 + ProgramTests.count / 3 {
      let drawn = DrawnReport(seed: seed)
      for piece in drawn.pieces.flatMap(\.parts) {
        if case .word(let word) = piece { reached.insert(word) }
        if case .function(let function) = piece { functions.insert(function) }
      }
      let plain = drawn.compile(drawn.source())
      for script in Spelling.Script.allCases {
        for isFullWidth in [false, true] where script != .english || isFullWidth {
          let source = drawn.source(Spelling(script: script, isFullWidth: isFullWidth, random: SplitMix(seed: seed)))
          let other = drawn.compile(source)
          guard other.markdown == plain.markdown, other.html == plain.html,
            other.codes.map(\.rawValue).sorted() == plain.codes.map(\.rawValue).sorted()
          else {
            Issue.record(
              "seed \(seed), \(script), full width \(isFullWidth):\n\(other.messages())\n\(source)\n\(plain.messages())"
            )
            return
          }
        }
      }
    }
    // Words that no drawn report has are covered by TwinTests.
    #expect(reached.count >= 40, "only \(reached.count) words are drawn")
    #expect(functions.count >= 20, "only \(functions.count) functions are drawn")
  }
}

extension Piece {
  /// The piece and those inside it.
  fileprivate var parts: [Piece] {
    switch self {
    case .string(let inner), .hole(let inner): [self] + inner.flatMap(\.parts)
    default: [self]
    }
  }
}
