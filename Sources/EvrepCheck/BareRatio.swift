import EvrepSource
import EvrepSyntax

extension Checker {
  /// 增长{x: .1}, 覆盖率{x: .2}: a format may ask for the bare ratio, 0.387, but behind words that are said of a % it
  /// would print 0.1 for 10%.
  func isSaidOfPercent(_ node: SyntaxNode) -> Bool {
    let bytes = node.fileBytes
    var start = figureStart(node, bytes)
    // 增长约, 占比超过: up to three words that claim something.
    for _ in 0..<3 {
      guard let word = program.claimWords.word(endingAt: start, in: bytes) else { break }
      if case .change = word.claim { return true }
      start = Self.beforeGap(word.range.lowerBound, bytes)
    }
    return program.claimWords.lists.word(.rate, endingAt: start, in: bytes) != nil
  }
}
