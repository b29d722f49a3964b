import EvrepCheck
import EvrepSource
import EvrepUnits

extension Evaluator {
  /// 以上 and 至少 ask that the exact value is no less than the printed one, 以内 and 至多 that it is no more.
  mutating func judgeBound(_ claimed: ClaimedValue) {
    for word in claimed.claims.words {
      guard case .bound(let bound) = word.claim else { continue }
      let isTrue = bound == .atLeast ? claimed.exact >= claimed.printed : claimed.exact <= claimed.printed
      let text = spelling(word, claimed)
      guard !isTrue else {
        let isUp = bound == .atMost
        guard claimed.exact.signum >= 0, claimed.isTooFar(claimed.printed, isUp: isUp) else { continue }
        return reportClaim(
          .falseBound, word, claimed, en: "‘\(text)’ stands beside a figure that is rounded too far",
          zh: "“\(text)”旁边的数舍入过多", notes: [claimed.tooFarNote(isUp: isUp)])
      }
      return reportClaim(
        .falseBound, word, claimed,
        en: "‘\(text)’ asks for a value no \(bound == .atLeast ? "less" : "more") than the printed one",
        zh: "“\(text)”含本数，要求实际数不\(bound == .atLeast ? "小于" : "大于")印出的数",
        notes: [Message(en: "without a rounding rule the word decides how to round", zh: "不写修约规则时，由这个词决定舍入方向")])
    }
  }
}
