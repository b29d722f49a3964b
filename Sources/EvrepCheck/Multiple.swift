import EvrepSource
import EvrepSyntax
import EvrepUnits

extension Checker {
  /// Nothing falls by a multiple of itself: 减少3倍, fell by 3 times.
  mutating func checkMultiple(_ claims: HoleClaims, _ form: PrintedForm, _ node: SyntaxNode) {
    guard let word = claims.first({ $0 == .change(.down) }), let unit = form.unit, unit.kind == .ratio,
      unit.factor >= .one, unit.name.hasSuffix("倍") || unit.plural.hasSuffix("times")
    else { return }
    let text = spelling(word, node)
    report(
      .multipleOfFall, word.place(node.place),
      en: "‘\(text)’ with ‘\(unit.plural)’: nothing falls by a multiple of itself",
      zh: "“\(text)…\(unit.name)”不成立：减少不能以倍数计",
      labels: [Label(node.place, Message(en: "the multiple", zh: "这里是倍数"))],
      notes: [
        Message(
          en: "say by how many percent it fell, or to what part of the former value",
          zh: "可写下降百分之几，或写减少到原来的几分之一")
      ])
  }
}
