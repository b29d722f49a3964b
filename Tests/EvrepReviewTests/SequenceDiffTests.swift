import EvrepReview
import Testing

@Suite struct SequenceDiffTests {
  private func applied(_ edits: [Edit], _ old: [Int], _ new: [Int]) -> [Int] {
    var result: [Int] = []
    var reached = 0
    for edit in edits {
      result += old[reached..<edit.old.lowerBound] + new[edit.new]
      reached = edit.old.upperBound
    }
    return result + old[reached...]
  }

  @Test func whatIsAlikeHasNoEdits() {
    #expect(SequenceDiff.edits(from: [], to: []) == [])
    #expect(SequenceDiff.edits(from: [1, 2, 3], to: [1, 2, 3]) == [])
  }

  @Test func aChangeInTheMiddleIsOneEdit() {
    #expect(SequenceDiff.edits(from: [1, 2, 3, 4], to: [1, 9, 4]) == [Edit(old: 1..<3, new: 1..<2)])
    #expect(SequenceDiff.edits(from: [1, 2], to: [1, 5, 2]) == [Edit(old: 1..<1, new: 1..<2)])
    #expect(SequenceDiff.edits(from: [], to: [7]) == [Edit(old: 0..<0, new: 0..<1)])
  }

  @Test func theEditsOfSmallSequencesAreTheFewest() {
    // A B C A B B A to C B A B A C, the example of Myers' paper: five insertions and deletions.
    let edits = SequenceDiff.edits(from: [1, 2, 3, 1, 2, 2, 1], to: [3, 2, 1, 2, 1, 3])
    #expect(edits.reduce(0) { $0 + $1.old.count + $1.new.count } == 5)
  }

  /// Edits applied to the old sequence give the new one, whatever the sequences are; edits ascend and part.
  @Test(arguments: 0..<200) func editsTurnOneSequenceIntoTheOther(seed: Int) {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let alphabet = [2, 5, 40, 1000][seed % 4]
    let old = (0..<random(seed < 150 ? 60 : 1500)).map { _ in random(alphabet) }
    var new = old
    for _ in 0..<random(40) {
      if random(2) == 0, !new.isEmpty {
        new.remove(at: random(new.count))
      } else {
        new.insert(random(alphabet), at: random(new.count + 1))
      }
    }
    if seed % 7 == 0 { new.reverse() }
    let edits = SequenceDiff.edits(from: old, to: new)
    #expect(applied(edits, old, new) == new)
    for (before, after) in zip(edits, edits.dropFirst()) {
      #expect(before.old.upperBound < after.old.lowerBound && before.new.upperBound < after.new.lowerBound)
    }
  }
}
