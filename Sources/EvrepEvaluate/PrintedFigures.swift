import EvrepCheck
import EvrepModel
import EvrepUnits

extension Evaluator {
  /// Several quantities in one hole: a list, or a range from the first to the second.
  mutating func figures(_ scalars: [Scalar], _ hole: Hole, isRange: Bool) -> Printed? {
    let form = hole.form
    let unit = form.unit ?? .number
    var texts: [String] = []
    var isOne = false
    for case .number(let number) in scalars {
      guard let (text, reads) = numeral(number, hole) else { return nil }
      texts.append(text)
      isOne = reads
    }
    guard let last = texts.last else { return plain("") }
    if isRange, texts.count == 2, texts[0] == last { texts = [last] }
    isOne = isOne && texts.count == 1
    // GB/T 15835: a scale and % are repeated, 13万元～17万元; other units are not, 5～8人.
    let repeats = program.language == .chinese && (unit.kind == .ratio || program.registry.isScaled(unit))
    let inner = !repeats || unit.isPrefix || form.oneTo ? "" : unit.name
    for index in texts.indices.dropLast() { texts[index] += inner }
    let body = isRange ? texts.joined(separator: rangeSign(texts)) : joined(texts, rest: 0, form.text)
    var printed = plain(form.printsUnit ? withPrintedUnit(body, unit, isOne: isOne, form) : body)
    printed.suffix = suffix(form, isOne: isOne)
    return printed
  }

  /// ～ in Chinese; in English a dash, or “to” where a minus or words would stand beside it.
  private func rangeSign(_ ends: [String]) -> String {
    if program.language == .chinese { return "～" }
    let isPlain = ends.allSatisfy { end in
      end.utf8.allSatisfy { $0 == 0x2C || $0 == 0x2E || ($0 >= 0x30 && $0 <= 0x3A) }
    }
    return isPlain ? "–" : " to "
  }
}
