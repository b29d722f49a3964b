import EvrepCheck
import EvrepModel
import EvrepSource
import EvrepUnits

extension Evaluator {
  /// 4所（甲、乙、丙）: names that stand in brackets right behind a count are as many as it says.
  mutating func judgeListedNames(_ list: Hole) {
    guard let figure = emission.figures.last, let printed = document.figures.last, isListed(list, behind: figure.hole)
    else {
      return judgeTypedCount(list)
    }
    guard counts(figure.hole, list), case .list(let items) = value(list.expression),
      printed.value != Number(items.count),
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

  /// 3所小学（…）, four schools (…): a count that is typed by hand.
  private mutating func judgeTypedCount(_ list: Hole) {
    guard list.place.file == program.file, let (number, range) = typedCount(before: list),
      case .list(let items) = value(list.expression), number != items.count,
      reportedAgreement.insert(list.place.range.lowerBound).inserted, diagnostics.count < Self.findingLimit
    else { return }
    diagnostics.append(
      Diagnostic(
        .listedNamesMismatch, at: list.place,
        Message(
          en: "the brackets name \(items.count), but the number before them says \(number)",
          zh: "括号里列了 \(items.count) 个，前面写的是 \(number)"),
        labels: [Label(Place(program.file, range), Message(en: "this is typed by hand", zh: "这个数是手写的"))],
        notes: [
          Message(
            en: "count and list the same table: {count(x)} … ({list(x.name)})", zh: "计数与列出应取自同一张表：{计数(x)}所（{列出(x.名称)}）")
        ]))
  }

  private static let numerals = [
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
  ]

  private static let chineseDigits = ByteWords([
    "一", "二", "两", "三", "四", "五", "六", "七", "八", "九", "十", "百",
  ])

  /// The number before the bracket of a list whose table is counted in the unit behind it.
  private func typedCount(before list: Hole) -> (Int, ByteRange)? {
    guard case .call(.list, let arguments) = resolved(list.expression).operation,
      case .column(let schema, _)? = arguments.first?.type, let unit = program.schemas[schema.index].countingUnit
    else { return nil }
    let bytes = program.bytes
    let end = list.place.range.lowerBound
    var start = end
    while start > max(0, end - 40), bytes[start - 1] != UInt8(ascii: "}"), bytes[start - 1] != UInt8(ascii: "\n") {
      start -= 1
    }
    // The last number before the bracket, with the unit right behind it.
    for first in (start..<end).reversed() {
      guard first == 0 || bytes[first - 1] & 0x80 != 0 || bytes[first - 1] == UInt8(ascii: " ") || first == start,
        let (number, last) = numeral(at: first, bytes, end), !isOrdinal(first, bytes)
      else { continue }
      let range = first..<last
      let next = last < end && bytes[last] == UInt8(ascii: " ") ? last + 1 : last
      guard program.registry.match(in: bytes, from: next, limit: end)?.unit.kind == unit.kind,
        isListed(list, from: last)
      else { return nil }
      return (number, range)
    }
    return nil
  }

  private func isOrdinal(_ start: Int, _ bytes: [UInt8]) -> Bool {
    // 第3所; the digits and signs of a longer number.
    let before = bytes[..<start].suffix(3)
    if before.elementsEqual("第".utf8) { return true }
    return start > 0 && (bytes[start - 1] &- 0x30 < 10 || bytes[start - 1] == UInt8(ascii: "."))
  }

  private func numeral(at start: Int, _ bytes: [UInt8], _ limit: Int) -> (Int, Int)? {
    var end = start
    while end < limit, bytes[end] &- 0x30 < 10 { end += 1 }
    if end > start, start == 0 || bytes[start - 1] &- 0x30 > 9 {
      return Int(String(decoding: bytes[start..<end], as: UTF8.self)).map { ($0, end) }
    }
    if bytes[start] >= 0xE3 {
      while let digit = Self.chineseDigits.beginning(at: end, in: bytes), digit.end <= limit { end = digit.end }
      guard end > start, let digits = ChineseNumeralReading(String(decoding: bytes[start..<end], as: UTF8.self))?.digits
      else {
        return nil
      }
      return Int(digits).map { ($0, end) }
    }
    for (index, word) in Self.numerals.enumerated() {
      let last = start + word.utf8.count
      guard last < limit, bytes[start] | 0x20 == word.utf8.first,
        bytes[start + 1..<last].elementsEqual(word.utf8.dropFirst()),
        bytes[last] == UInt8(ascii: " ")
      else { continue }
      return (index + 2, last)
    }
    return nil
  }

  private func isListed(_ list: Hole, behind figure: Hole) -> Bool {
    figure.place.file == list.place.file && isListed(list, from: figure.place.range.upperBound)
  }

  /// True where nothing but a unit and a word for what is counted stands between byte `start` and the bracket, and the list is
  /// all that is in it.
  private func isListed(_ list: Hole, from start: Int) -> Bool {
    let bytes = program.bytes
    let end = list.place.range.lowerBound
    guard start < end, end - start <= 40, list.place.range.upperBound < bytes.count else { return false }
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
