import EvrepCheck
import EvrepModel
import EvrepSource
import EvrepUnits

extension Evaluator {
  /// 还差-5个百分点, a shortfall of -3: what is lacking or left is never negative.
  mutating func judgeShortage(_ hole: Hole, _ value: Number, _ unit: Unit) {
    guard value.signum < 0, unit.kind != .number, hole.form.words == nil, !hole.form.oneTo,
      hole.place.file == program.file,
      hole.claims?.first({ if case .change = $0 { true } else { false } }) == nil,
      let word = program.claimWords.lists.word(
        .shortage, endingAt: beforeSign(hole.place.range.lowerBound), in: program.bytes),
      reportedClaims.insert(hole.place.range.lowerBound).inserted, diagnostics.count < Self.findingLimit,
      let exact = try? value.divided(by: unit.factor)
    else { return }
    let text = String(decoding: program.bytes[word], as: UTF8.self)
    var form = PrintedForm()
    form.grouped = hole.form.grouped
    let printed = withUnit(exact, form, unit)
    diagnostics.append(
      Diagnostic(
        .falseDirection, at: Place(program.file, word),
        Message(en: "‘\(text)’ stands before a negative figure", zh: "“\(text)”后面的数是负的"),
        labels: [Label(hole.place, Message(en: "this is \(printed)", zh: "这是 \(printed)"))]
          + cells(of: hole.expression),
        notes: [
          Message(
            en: "say it only where something is lacking, with ‘when’, and otherwise that it is not",
            zh: "可用“当”：确有不足时才这样写，否则另写一句")
        ]))
  }

  /// Where the figure begins that a hole prints: before a currency sign, $, £ (C2 A3), ¥ (C2 A5), € (E2 82 AC).
  private func beforeSign(_ start: Int) -> Int {
    let bytes = program.bytes
    guard start > 0 else { return start }
    if bytes[start - 1] == UInt8(ascii: "$") { return start - 1 }
    if start > 1, bytes[start - 2] == 0xC2, bytes[start - 1] == 0xA3 || bytes[start - 1] == 0xA5 { return start - 2 }
    return start > 2 && bytes[start - 3] == 0xE2 && bytes[start - 2] == 0x82 && bytes[start - 1] == 0xAC
      ? start - 3 : start
  }
}
