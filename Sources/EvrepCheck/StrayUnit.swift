import EvrepModel
import EvrepSource
import EvrepSyntax
import EvrepUnits

/// Units beside what they do not belong to: £{now.year}, {town}%, £{grant} pupils, {grant: £} pupils.
extension Checker {
  /// True where a unit stands beside a figure that is no amount, a year, a date or a text, which is reported. A text may stand before
  /// any word, a date before any but a sign.
  mutating func hasUnitOfNoAmount(_ value: Expression, _ node: SyntaxNode, _ limit: Int) -> Bool {
    let bytes = node.fileBytes
    let isYear = if case .year = value.type { true } else { false }
    guard let stated = proseUnit(node.range, in: bytes, limit: limit) else {
      return isYear && hasHeaderOfAmounts(value, node)
    }
    let isBefore = stated.range.upperBound <= node.range.lowerBound
    guard isBefore || ["%", "‰"].contains(stated.unit.name) || isYear && isAmount(stated, node, bytes) else {
      return false
    }
    reportUnitOfNoAmount(value, stated.place(in: node.file), stated.unit)
    return true
  }

  /// A year under 在校生（人）: the cell of another column.
  private mutating func hasHeaderOfAmounts(_ value: Expression, _ node: SyntaxNode) -> Bool {
    guard let header = header(over: node), header.text.isBracketed, case .unit(let unit) = header.text.reading,
      !isTime(unit)
    else { return false }
    reportUnitOfNoAmount(value, header.place, unit)
    return true
  }

  private func isTime(_ unit: Unit) -> Bool {
    ["年", "天", "小时"].contains { program.registry.unit(named: $0)?.kind == unit.kind }
  }

  /// True for a unit behind a year that makes it an amount: of money, of points, or what the report's tables count or measure.
  /// English goes on with a word behind a year too, `in {year} pupils were asked`, where a preposition or an article stands before it.
  private func isAmount(_ stated: StatedUnit, _ node: SyntaxNode, _ bytes: [UInt8]) -> Bool {
    let unit = stated.unit
    if Unit.signed(unit.name) != nil { return true }
    let isLatin = bytes[stated.range.lowerBound] < 0x80
    switch unit.kind {
    case .points: return true
    case .ratio: return isLatin && unit.factor < .one
    case .number: if !isLatin, unit.factor <= Number(1000) { return false }
    case .dimension: if isTime(unit) || !isInData(unit.kind) { return false }
    }
    if isLatin {
      guard unit.kind == .number || bytes[stated.range].elementsEqual(unit.plural.utf8) else { return false }
      return !isYearBefore(node, bytes)
    }
    // 第2022期, and 2022人均.
    return !bytes[..<node.range.lowerBound].suffix(3).elementsEqual("第".utf8)
  }

  /// What stands before a year: prepositions, articles, and words of time.
  private static let wordsBeforeYears: Set = [
    "a", "academic", "after", "all", "and", "as", "autumn", "before", "between", "but", "by", "calendar", "during",
    "early",
    "each", "every", "fall", "financial", "fiscal", "for", "from", "in", "last", "late", "mid", "of", "on", "or", "our",
    "over",
    "per", "school", "since", "spring", "summer", "term", "than", "that", "the", "their", "these", "this", "those",
    "through",
    "throughout", "to", "under", "until", "when", "where", "which", "while", "winter", "with", "year", "years",
  ]

  /// True where the words before a year leave it one: a preposition or an article, a word with a capital (September), none at all.
  private func isYearBefore(_ node: SyntaxNode, _ bytes: [UInt8]) -> Bool {
    let end = Self.beforeGap(figureStart(node, bytes), bytes)
    let word = bytes[..<end].suffix(24).reversed().prefix {
      $0 | 0x20 >= UInt8(ascii: "a") && $0 | 0x20 <= UInt8(ascii: "z")
    }
    guard let first = word.last, first >= UInt8(ascii: "a") else { return true }
    let text = String(decoding: word.reversed(), as: UTF8.self)
    return Self.wordsBeforeYears.contains(text)
  }

  /// True for money, and what a table of the report counts or holds.
  private func isInData(_ kind: QuantityKind) -> Bool {
    if isMoney(kind) { return true }
    return program.schemas.contains { schema in
      schema.countingUnit?.kind == kind
        || schema.fields.contains { field in
          if case .quantity(kind, _) = field.type.settled { true } else { false }
        }
    }
  }

  private func isMoney(_ kind: QuantityKind) -> Bool {
    ["元", "£", "$", "€"].contains { program.registry.unit(named: $0)?.kind == kind }
  }

  /// The unit of another kind that stands behind a figure whose own is printed or stands before it: £{x} pupils, {x: %} pupils. A
  /// word may begin what the figure is said of (a £3 million schools programme, 3万元人均): then it is none.
  func unitBehind(_ own: QuantityKind, at start: Int, _ node: SyntaxNode, _ limit: Int) -> StatedUnit? {
    let bytes = node.fileBytes
    guard let stated = suffixUnit(bytes, start, limit), stated.inside == nil, stated.unit.kind != own else {
      return nil
    }
    switch stated.unit.kind {
    case .number: return nil
    case .ratio where stated.unit.factor >= .one: return nil
    case .ratio, .points: break
    case .dimension:
      let isWord = bytes[stated.range.lowerBound] < 0x80
      guard !isWord || bytes[stated.range].elementsEqual(stated.unit.plural.utf8),
        !FunctionWords.goesOn(at: stated.range.upperBound, in: bytes)
      else { return nil }
    }
    return stated
  }

  mutating func reportUnitBehind(_ other: StatedUnit, _ own: Unit, _ place: Place, _ node: SyntaxNode) {
    report(
      .unitContradicts, other.place(in: node.file),
      en: "‘\(other.unit.plural)’ stands behind a figure in ‘\(own.spoken)’",
      zh: "以“\(own.spoken)”计的数后面又写了“\(other.unit.plural)”",
      labels: [Label(place, Message(en: "the unit stands here", zh: "单位在这里"))])
  }

  private mutating func reportUnitOfNoAmount(_ value: Expression, _ place: Place, _ unit: Unit) {
    let what = describe(value.type)
    report(
      .unitContradicts, place, en: "the prose says ‘\(unit.spoken)’, but what the hole prints is \(what[.english])",
      zh: "正文写的是“\(unit.spoken)”，而填空印出的是\(what[.chinese])",
      labels: [Label(value.place, Message(en: "this is \(what[.english])", zh: "这是\(what[.chinese])"))]
        + origin(of: value))
  }
}
