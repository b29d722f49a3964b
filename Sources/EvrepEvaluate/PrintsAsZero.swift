import EvrepCheck
import EvrepModel
import EvrepSource
import EvrepUnits

extension Evaluator {
  /// {310000 元: .1}亿元 prints 0.0亿元: a figure that is not zero reads as if it were.
  mutating func judgeZero(_ hole: Hole, _ value: Number, _ unit: Unit) {
    let form = hole.form
    guard form.decimals != nil, form.words == nil, !form.oneTo, unit != .number, value.magnitude < unit.factor,
      value.signum != 0,
      let exact = try? value.divided(by: unit.factor), Self.printedNumber(exact, form)?.signum == 0,
      !isRateInTable(hole, unit), diagnostics.count < Self.findingLimit,
      reportedClaims.insert(hole.place.range.lowerBound).inserted
    else { return }
    var full = PrintedForm()
    full.decimalLimit = 9
    full.grouped = form.grouped
    let decimals = exact.leadingDecimal
    report(
      .printsAsZero, hole.place, en: "this prints as zero, and is \(withUnit(exact, full, unit))",
      zh: "这个数印出来是零，实为 \(withUnit(exact, full, unit))", labels: cells(of: hole.expression),
      notes: [
        unit.factor > .one
          ? Message(
            en: "print it in a smaller unit, or ask for ‘.\(decimals)’, or say that it is small",
            zh: "请换较小的单位，或用“.\(decimals)”，或说明数额很小")
          : Message(
            en: "ask for ‘.\(decimals)’, or say that it is small", zh: "请用“.\(decimals)”，或说明数额很小")
      ])
  }

  /// True for a ratio in a row of a table, where 0.0 stands among others for what is small.
  private func isRateInTable(_ hole: Hole, _ unit: Unit) -> Bool {
    guard unit.kind == .ratio || unit.kind == .points || unit.kind == .number else { return false }
    return rowStart(hole) != nil
  }

  /// Where the line begins that a hole stands in, if it is a row of a table.
  func rowStart(_ hole: Hole) -> Int? {
    guard hole.place.file == program.file else { return nil }
    let bytes = program.bytes
    var start = hole.place.range.lowerBound
    while start > 0, bytes[start - 1] != UInt8(ascii: "\n") { start -= 1 }
    if program.openRows[start] != nil { return start }
    var first = start
    while first < bytes.count, bytes[first] == UInt8(ascii: " ") { first += 1 }
    return first < bytes.count && bytes[first] == UInt8(ascii: "|") ? start : nil
  }
}
