import Testing

@testable import EvrepFormat

@Suite struct LineDifferenceTests {
  private func difference(_ old: String, _ new: String) -> String {
    String(decoding: LineDifference(Array(old.utf8), Array(new.utf8)).unified("a", "b"), as: UTF8.self)
  }

  @Test func equalTextsDoNotDiffer() { #expect(difference("a\nb\n", "a\nb\n") == "") }

  @Test func aChangeStandsInItsContext() {
    let old = (1...20).map { "\($0)\n" }.joined()
    let new = old.replacing("10\n", with: "ten\nX\n")
    #expect(
      difference(old, new) == "--- a\n+++ b\n@@ -7,7 +7,8 @@\n 7\n 8\n 9\n-10\n+ten\n+X\n 11\n 12\n 13\n")
  }

  @Test func textsOfWhichOneIsEmpty() {
    #expect(difference("", "a\n") == "--- a\n+++ b\n@@ -0,0 +1 @@\n+a\n")
    #expect(difference("a", "") == "--- a\n+++ b\n@@ -1 +0,0 @@\n-a\n\\ No newline at end of file\n")
  }

  /// What is printed, applied to the old text, gives the new one.
  @Test func everyDifferenceLeadsFromOneTextToTheOther() {
    var state: UInt64 = 7
    func next(_ bound: UInt64) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1
      return Int((state >> 33) % bound)
    }
    for _ in 0..<500 {
      let old = (0..<next(30)).map { _ in "\(next(8))" }
      var new = old
      for _ in 0..<next(6) {
        let at = next(UInt64(new.count + 1))
        if next(2) == 0 { new.insert("\(next(40))", at: at) } else if at < new.count { new.remove(at: at) }
      }
      let text = difference(old.map { $0 + "\n" }.joined(), new.map { $0 + "\n" }.joined())
      #expect(Self.applied(text, to: old) == new, "\(old) \(new)\n\(text)")
    }
  }

  private static func applied(_ difference: String, to old: [String]) -> [String] {
    var result: [String] = []
    var next = 0
    for line in difference.split(separator: "\n").dropFirst(2) {
      switch line.first {
      case "@":
        let span = line.split(separator: " ")[1].dropFirst().split(separator: ",")
        let start = (Int(span[0]) ?? 0) - (span.count > 1 && span[1] == "0" ? 0 : 1)
        while next < start {
          result.append(old[next])
          next += 1
        }
      case "+": result.append(String(line.dropFirst()))
      case "-": next += 1
      default:
        result.append(String(line.dropFirst()))
        next += 1
      }
    }
    return result + old[next...]
  }
}
