import EvrepCheck
import EvrepModel
import EvrepSource

extension Evaluator {
  /// {growth(…): 下降|增长}: the first word is for a number from zero up, so it has to be the one for the way that a
  /// positive figure went.
  mutating func judgeWords(_ hole: Hole, _ words: PrintedForm.Words) {
    guard let first = program.claimWords.direction(of: words.positive),
      let second = program.claimWords.direction(of: words.negative), first != second,
      let positive = directionOfPositive(hole.expression), positive != first,
      reportedAgreement.insert(hole.place.range.lowerBound).inserted, diagnostics.count < Self.findingLimit
    else { return }
    let isUp = positive == .up
    diagnostics.append(
      Diagnostic(
        .falseDirection, at: hole.place,
        Message(
          en: "‘\(words.positive)’ stands first, but a positive figure is a \(isUp ? "rise" : "fall") here",
          zh: "“\(words.positive)”写在前面，而这个数为正时是\(isUp ? "上升" : "下降")"),
        labels: cells(of: hole.expression),
        notes: [
          Message(
            en: "the first word prints before a number from zero up, the second before a negative one",
            zh: "前一个词用于不小于零的数，后一个词用于负数")
        ], fixIts: swap(words, hole)))
  }

  /// Which way a positive figure went; nil where nobody knows.
  private mutating func directionOfPositive(_ expression: Expression) -> Claim.Direction? {
    switch ClaimedFigure(expression, program) {
    case .growth(let isReversed, nil): return isReversed ? .down : .up
    case .difference(let left, let right, true):
      guard let order = order(left, right), order != 0 else { return nil }
      return order > 0 ? .up : .down
    default: return nil
    }
  }

  private func swap(_ words: PrintedForm.Words, _ hole: Hole) -> [FixIt] {
    let bytes = program.bytes[hole.place.range]
    let pair = Array("\(words.positive)|\(words.negative)".utf8)
    guard let last = bytes.indices.last(where: { bytes[$0...].starts(with: pair) }) else { return [] }
    let swapped = "\(words.negative)|\(words.positive)"
    return [
      FixIt(
        Message(en: "write ‘\(swapped)’", zh: "写作“\(swapped)”"),
        replace: Place(hole.place.file, last..<last + pair.count), with: swapped)
    ]
  }
}
