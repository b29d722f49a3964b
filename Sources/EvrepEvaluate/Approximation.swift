import EvrepCheck
import EvrepSource
import EvrepUnits

extension Evaluator {
  /// 近 and 不足 ask that the exact value is below the printed one, 余 and 超过 that it is above.
  mutating func judgeApproximation(_ claimed: ClaimedValue) {
    // Of a negative figure nobody says 近; its sign has been spoken of.
    guard claimed.exact.signum >= 0, !claimed.claims.hasSeveralNearWords else { return }
    for word in claimed.claims.words {
      guard case .approximation(let side) = word.claim else { continue }
      let text = spelling(word, claimed)
      let isBelow = side == .below
      guard side != .around else { continue }
      guard !isTrue(isBelow, word, claimed) else {
        let isBound = word.isComparing && text != Self.near
        guard claimed.isTooFar(claimed.printed, isUp: isBelow, isBound: isBound) else { continue }
        return reportClaim(
          .falseApproximation, word, claimed, en: "‘\(text)’ stands beside a figure that is rounded too far",
          zh: "“\(text)”旁边的数舍入过多", notes: [claimed.tooFarNote(isUp: isBelow)])
      }
      let isExact = claimed.exact == claimed.printed
      let place = word.place(claimed.hole.place)
      let end = place.range.upperBound
      // With the blank that parts an English word from the figure.
      let hasBlank = end < program.bytes.count && program.bytes[end] == UInt8(ascii: " ")
      let taken = hasBlank ? Place(place.file, place.range.lowerBound..<end + 1) : place
      return reportClaim(
        .falseApproximation, word, claimed,
        en: isExact
          ? "‘\(text)’ stands beside a figure that is exact"
          : "‘\(text)’ asks for a value \(isBelow ? "below" : "above") the printed one",
        zh: isExact ? "“\(text)”用在准确的数旁边" : "“\(text)”要求实际数\(isBelow ? "小于" : "大于")印出的数",
        notes: isExact
          ? [claimed.coarserFormat(isUp: isBelow)].compactMap(\.self)
          : [Message(en: "without a rounding rule the word decides how to round", zh: "不写修约规则时，由这个词决定舍入方向")],
        fixIts: isExact
          ? [FixIt(Message(en: "take out ‘\(text)’", zh: "删去“\(text)”"), replace: taken, with: "", doubt: .data)] : [])
    }
  }

  /// Of the words that may compare with a threshold, the one that says that the figure is near.
  private static let near = "接近"

  private func isTrue(_ isBelow: Bool, _ word: HoleClaims.Word, _ claimed: ClaimedValue) -> Bool {
    if claimed.exact == claimed.printed, word.isComparing {
      // A threshold is exact: 超过50%的标准; a margin too: 超10万元. A total that has been worked out is neither.
      if claimed.claims.isThreshold { return true }
      switch claimed.claims.figure {
      case .given, .difference, .points, .margin: return true
      case .growth, .share, .computed: return false
      }
    }
    return isBelow ? claimed.exact < claimed.printed : claimed.exact > claimed.printed
  }
}
