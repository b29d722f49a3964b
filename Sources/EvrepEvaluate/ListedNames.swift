import EvrepCheck
import EvrepModel
import EvrepSource
import EvrepUnits

extension Evaluator {
  /// 4所（甲、乙、丙）: names that stand in brackets right behind a count are as many as it says.
  mutating func judgeListedNames(_ list: Hole) {
    guard let figure = emission.figures.last, let printed = document.figures.last, isListed(list, behind: figure.hole),
      counts(figure.hole, list), case .list(let items) = value(list.expression), printed.value != Number(items.count),
      reportedAgreement.insert(list.place.range.lowerBound).inserted, diagnostics.count < Self.findingLimit
    else { return }
    let count = items.count
    let text = shown(printed.value, document.figures.count - 1)
    diagnostics.append(
      Diagnostic(
        .listedNamesMismatch, at: list.place,
        Message(
          en: "the brackets name \(count), but the figure before them says \(text)",
          zh: "括号里列了 \(count) 个，前面的数是 \(text)"),
        labels: [Label(figure.hole.place, Message(en: "this prints \(text)", zh: "印作 \(text)"))],
        notes: [
          Message(
            en: "count and list the same table: {count(x)} … ({list(x.name)})", zh: "计数与列出应取自同一张表：{计数(x)}所（{列出(x.名称)}）")
        ]))
  }

  /// True where nothing but the figure's unit and a word for what is counted stands before the bracket, and the list is
  /// all that is in it.
  private func isListed(_ list: Hole, behind figure: Hole) -> Bool {
    let bytes = program.bytes
    let (start, end) = (figure.place.range.upperBound, list.place.range.lowerBound)
    guard figure.place.file == list.place.file, start < end, end - start <= 40,
      list.place.range.upperBound < bytes.count
    else { return false }
    let between = bytes[start..<end]
    let (open, close): ([UInt8], [UInt8])
    if between.last == UInt8(ascii: "(") {
      (open, close) = ([UInt8(ascii: "(")], [UInt8(ascii: ")")])
    } else {
      (open, close) = (Array("（".utf8), Array("）".utf8))
      guard between.count > 3, between.suffix(3).elementsEqual(open) else { return false }
    }
    guard bytes[list.place.range.upperBound...].starts(with: close) else { return false }
    var unit = start
    while unit < end, bytes[unit] == UInt8(ascii: " ") || bytes[unit] == UInt8(ascii: "*") { unit += 1 }
    guard let match = program.registry.match(in: bytes, from: unit, limit: end - open.count) else { return false }
    // 5所小学（…） names them all; 5所学校中（…） some of them, and so may any longer text.
    let rest = bytes[match.end..<end - open.count].drop { $0 == UInt8(ascii: " ") }
    let others = ["中", "其", "等", "如", "含", "内", "有", "另", "还", "为", "和", "及", "，", "、"]
    return rest.count <= 12 && rest.allSatisfy { $0 >= 0x80 }
      && !others.contains { other in
        stride(from: rest.startIndex, to: rest.endIndex, by: 3).contains { rest[$0...].starts(with: other.utf8) }
      }
  }

  /// True where the figure counts what the list names: a count, or an amount in the unit that its table is counted in.
  private func counts(_ figure: Hole, _ list: Hole) -> Bool {
    if case .call(.count, _) = resolved(figure.expression).operation { return true }
    guard case .call(.list, let arguments) = resolved(list.expression).operation,
      case .column(let schema, _) = arguments[0].type, let unit = program.schemas[schema.index].countingUnit
    else { return false }
    return unit.factor == .one && figure.form.unit?.kind == unit.kind
  }
}
