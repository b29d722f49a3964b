import EvrepSource
import EvrepSyntax
import EvrepUnits

/// What stands where a unit would and is none that is known: letters that touch a figure, £{x}M, and brackets in a header, (£M).
extension Checker {
  /// True where letters touch a figure and say nothing that is understood, which is reported. Behind a bare number only those count that
  /// some scale or unit is written with.
  mutating func hasStuckLetters(
    _ stated: StatedUnit?, _ asked: RequestedFormat, _ kind: QuantityKind, _ node: SyntaxNode, _ limit: Int
  ) -> Bool {
    let bytes = node.fileBytes
    var start = node.range.upperBound
    while start < limit, bytes[start] == UInt8(ascii: "*") { start += 1 }
    var end = start
    while end < limit, bytes[end] | 0x20 >= UInt8(ascii: "a"), bytes[end] | 0x20 <= UInt8(ascii: "z") { end += 1 }
    if asked.unit != nil {
      guard stated.map({ $0.unit.kind == .number }) ?? true, start < limit, bytes[start] < 0x80 else { return false }
      guard let scale = program.registry.scale(behindMoney: start, in: bytes, limit: limit) else {
        guard end > start, stated == nil else { return false }
        reportUnread(Place(node.file, start..<end), bytes, kind, node)
        return true
      }
      reportScaleBehindUnit(Place(node.file, start..<scale.end), asked.unitPlace ?? node.place)
      return true
    }
    guard end > start, stated.map({ $0.end <= start }) ?? true else { return false }
    if kind == .number {
      let word = bytes[start..<end].map { $0 | 0x20 }
      let isScale = program.registry.scale(behindMoney: 0, in: word, limit: word.count)?.end == word.count
      guard isScale || program.registry.unit(in: word, 0..<word.count) != nil else { return false }
    }
    reportUnread(Place(node.file, start..<end), bytes, kind, node)
    return true
  }

  /// True where the header over a figure names a unit that is not understood, which is reported.
  mutating func isUnread(
    _ header: (text: HeaderText, place: Place), _ stated: StatedUnit?, _ asked: RequestedFormat, _ kind: QuantityKind,
    _ node: SyntaxNode
  ) -> Bool {
    guard [.unread, .divisor].contains(header.text.reading), kind != .number, header.text.unit(of: kind) == nil else {
      return false
    }
    // What states a unit itself may stand under anything but another sum of money.
    if let unit = stated?.unit ?? asked.unit, Unit.signed(unit.name) == nil { return false }
    let text = String(decoding: node.fileBytes[header.place.range], as: UTF8.self)
    report(
      .unreadUnit, header.place, en: "the unit ‘\(text)’ in this header is not understood",
      zh: "看不懂表头里的单位“\(text)”",
      labels: [Label(node.place, Message(en: "this figure stands under it", zh: "这个数在它下面"))],
      notes: [
        Message(
          en:
            "a header says £m, £bn, £k, £ million, thousands, %, pp, £ per pupil, a unit of the library or one that is declared",
          zh: "表头可写 £m、£bn、£k、£ million、万元、%、pp、元/人，或其他标准的、声明过的单位")
      ])
    return true
  }

  private mutating func reportUnread(_ place: Place, _ bytes: [UInt8], _ kind: QuantityKind, _ node: SyntaxNode) {
    let text = String(decoding: bytes[place.range], as: UTF8.self)
    if reportFlatPower(text, place, bytes, kind) { return }
    let small = text.lowercased()
    let isScale = program.registry.scale(behindMoney: 0, in: Array(small.utf8), limit: small.utf8.count) != nil
    let what = describe(kind, nil)
    report(
      .unreadUnit, place, en: "‘\(text)’ touches the figure and is neither a unit of it nor a scale",
      zh: "“\(text)”紧跟在数后面，既不是它的单位，也不是位数词",
      labels: [Label(node.place, Message(en: "the figure is \(what[.english])", zh: "这个数是\(what[.chinese])"))],
      notes: [
        isScale
          ? Message(
            en: "the scales k, m, bn and tn stand behind money, as in ‘£{…}m’", zh: "k、m、bn、tn 只用于货币之后，如“£{…}m”")
          : Message(en: "part a word from the figure by a blank", zh: "如果是词语，请与数隔开一个空格")
      ],
      fixIts: isScale && small != text && kind != .number
        ? [FixIt(Message(en: "write ‘\(small)’", zh: "写作“\(small)”"), replace: place, with: small)] : [])
  }

  /// Reports `m2` behind a figure in m²; false where it is none.
  private mutating func reportFlatPower(_ letters: String, _ place: Place, _ bytes: [UInt8], _ kind: QuantityKind)
    -> Bool
  {
    let end = place.range.upperBound
    guard end < bytes.count, let power = [UInt8(ascii: "2"): "²", UInt8(ascii: "3"): "³"][bytes[end]],
      program.registry.unit(named: letters + power)?.kind == kind
    else { return false }
    let whole = Place(place.file, place.range.lowerBound..<end + 1)
    let found = String(decoding: bytes[whole.range], as: UTF8.self)
    report(
      .unreadUnit, whole, en: "‘\(found)’ touches the figure and is no unit", zh: "“\(found)”紧跟在数后面，不是单位",
      fixIts: [written(letters + power, at: whole, isSafe: true)])
    return true
  }

  private mutating func reportScaleBehindUnit(_ place: Place, _ unit: Place) {
    report(
      .unitDoubled, place, en: "the format prints the unit, and a scale stands behind it", zh: "格式已印出单位，后面又有位数词",
      labels: [Label(unit, Message(en: "the unit is printed here", zh: "单位印在这里"))],
      notes: [Message(en: "write both in one place: £{x} million, or {x: £m}", zh: "请写在一处：£{x} million 或 {x: £m}")])
  }

  /// A unit behind a figure whose currency sign stands before it.
  mutating func reportSecondUnit(
    _ second: (unit: Unit, range: ByteRange), behind stated: StatedUnit, _ node: SyntaxNode
  ) {
    let sign = Label(stated.place(in: node.file), Message(en: "the unit stands here", zh: "单位在这里"))
    let place = Place(node.file, second.range)
    let taken = Place(node.file, stated.end..<second.range.upperBound)
    guard second.unit.kind == stated.unit.kind else {
      return report(
        .unitContradicts, place, en: "‘\(second.unit.plural)’ stands behind a figure in ‘\(stated.unit.name)’",
        zh: "以“\(stated.unit.name)”计的数后面又写了“\(second.unit.plural)”", labels: [sign])
    }
    report(
      .unitDoubled, place, en: "the unit stands twice", zh: "单位重复", labels: [sign],
      fixIts: [
        FixIt(Message(en: "take it out", zh: "删去"), replace: taken, with: "", isSafe: second.unit.factor == .one)
      ])
  }
}
