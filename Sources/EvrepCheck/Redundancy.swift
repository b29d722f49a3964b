import EvrepSource
import EvrepSyntax

extension Checker {
  /// Two words that both say how near the figure is: 约300人左右, 近300余人, 超过60%以上.
  mutating func checkRedundancy(_ claims: HoleClaims, _ node: SyntaxNode) {
    let hole = node.range.lowerBound
    let near = claims.words.filter { !$0.claim.isMovement }
    guard near.count > 1, let first = near.first, let last = near.last else { return }
    // 至少…以内 and the like bound both sides: only words of the same side, or vague ones, are too many.
    if case .bound(let left) = first.claim, case .bound(let right) = last.claim, left != right { return }
    let (one, other) = (spelling(first, node), spelling(last, node))
    let place = last.place(node.place)
    report(
      .redundantApproximation, place, en: "‘\(one)’ and ‘\(other)’ beside one figure: one of them is too many",
      zh: "“\(one)”与“\(other)”重复，留一个即可",
      labels: [Label(first.place(node.place), Message(en: "the other word", zh: "另一个词"))],
      fixIts: [
        FixIt(
          Message(en: "take out ‘\(other)’", zh: "删去“\(other)”"),
          replace: Place(node.file, widened(place.range, hole, node.fileBytes)), with: "")
      ])
  }

  /// A word behind the figure with the blank before it.
  private func widened(_ range: ByteRange, _ hole: Int, _ bytes: [UInt8]) -> ByteRange {
    range.lowerBound > hole && bytes[range.lowerBound - 1] == UInt8(ascii: " ")
      ? range.lowerBound - 1..<range.upperBound : range
  }
}

extension Checker {
  /// A word of nearness beside a hole whose format says 约 itself.
  mutating func checkAbout(_ claims: HoleClaims, _ node: SyntaxNode) {
    guard let near = claims.first({ !$0.isMovement }) else { return }
    let text = spelling(near, node)
    report(
      .redundantApproximation, near.place(node.place), en: "‘\(text)’ stands beside a format that says ‘about’ itself",
      zh: "格式里已有“约”，旁边又写了“\(text)”",
      fixIts: [
        FixIt(Message(en: "take out ‘\(text)’", zh: "删去“\(text)”"), replace: near.place(node.place), with: "")
      ])
  }
}
