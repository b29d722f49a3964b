import EvrepModel
import EvrepSource
import EvrepSyntax
import EvrepUnits

// What is meant by a value that does not fit, where that can be told from what it is held against.
extension Checker {
  /// The values that would fit in the place of one of two that are compared.
  func fixes(of value: Expression, as other: Expression) -> [FixIt] {
    if case .column(_, let element) = other.type { return valueFix(of: value, as: element) }
    return fieldFix(of: value) + unitFix(of: value, as: other.type) + valueFix(of: value, as: other.type)
  }

  /// What is to be known of `other`, which a value that does not fit is compared with.
  func notes(on other: Expression, _ value: Expression) -> [Message] {
    if case .column = other.type {
      return [
        Message(
          en: "this is a whole column: in ‘where’ the cell of each row is written without its table",
          zh: "这是整整一列；在“其中”里，每行的值不写表名")
      ]
    }
    guard case .enumeration(let enumeration) = other.type.settled, value.type == .text else { return [] }
    return [cases(of: enumeration)]
  }

  /// The field of a column alone, `phase` of `schools.phase`.
  private func fieldFix(of column: Expression) -> [FixIt] {
    guard case .column(let schema, _) = column.type, case .column(_, let index) = column.operation else { return [] }
    return [written(program.schemas[schema.index].fields[index].name, at: column.place, isSafe: false)]
  }

  /// The cases, which a writer chooses from.
  func cases(of enumeration: Enumeration) -> Message {
    Message(
      en: "the cases, written without quotes, are \(enumeration.cases.joined(separator: ", "))",
      zh: "取值不加引号，有：\(enumeration.cases.joined(separator: "、"))")
  }

  /// The unit that is meant by a bare number where an amount stands: `count(t) > 2` is meant as `2 所`.
  ///
  /// It is safe for nothing, which is nothing in every unit, and in a unit that has no scale.
  func unitFix(of bare: Expression, as type: Type) -> [FixIt] {
    guard bare.type == .number, case .constant(.number(let value)) = bare.operation,
      case .quantity(let kind, let declared) = type.settled, kind != .number,
      let unit = suggestedUnit(kind, declared)
    else { return [] }
    let end = bare.place.range.upperBound
    let digits = text(of: bare.place)
    let gap = unit.name.utf8.first.map { $0 >= UInt8(ascii: "A") } ?? false ? " " : ""
    let written = digits + gap + unit.name
    let fix = FixIt(
      Message(en: "write ‘\(written)’", zh: "写作“\(written)”"), replace: Place(bare.place.file, end..<end),
      with: gap + unit.name, isSafe: value == .zero || declared?.factor == .one, doubt: .anotherRemedy)
    // 0.55 may be 55%, and is so more often than not.
    guard unit.name == "%", value.magnitude < .one, value != .zero,
      let percent = try? value.multiplied(by: Number(100))
    else { return [fix] }
    return [self.written(percent.exactText + unit.name, at: bare.place, isSafe: false), fix]
  }

  /// What is meant by a value of another type: a case in quotes, a text without, a year with 年.
  func valueFix(of value: Expression, as type: Type) -> [FixIt] {
    switch (value.operation, type.settled) {
    case (.constant(.text(let text)), .enumeration(let enumeration)):
      if enumeration.index(of: text) != nil {
        let message = Message(en: "take the quotes away", zh: "去掉引号")
        return [FixIt(message, replace: value.place, with: text, isSafe: true)]
      }
      guard let near = Nearest.value(for: text, in: enumeration.cases) else { return [] }
      return FixIt.nearest(to: text, in: [near], at: value.place).map { [$0] } ?? []
    case (.constant(.enumeration(let index)), .text):
      guard case .enumeration(let enumeration) = value.type else { return [] }
      return [quoted(enumeration.cases[index], at: value.place)]
    case (.constant(.text(let text)), .year):
      let digits = text.hasSuffix("年") ? String(text.dropLast()) : text
      guard digits.utf8.count == 4, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return [] }
      return [written(digits, at: value.place, isSafe: true)]
    case (.constant(.number(let number)), .year):
      guard let year = number.integer, (1...9999).contains(year), case .quantity(let kind, _) = value.type,
        kind == program.registry.unit(named: "年")?.kind
      else { return [] }
      return [written(String(year), at: value.place, isSafe: true)]
    default: return []
    }
  }

  /// What is meant by a word that is no name: a number in Chinese words, 二〇二四, 百分之五十五, 三百人; a text without its
  /// quotes.
  func wordFix(_ name: String, at place: Place, expected: Type?) -> [FixIt] {
    if let number = numeral(name, expected) { return [written(number, at: place, isSafe: true)] }
    return expected?.settled == .text ? [quoted(name, at: place)] : []
  }

  private func quoted(_ text: String, at place: Place) -> FixIt {
    FixIt(
      Message(en: "put it in quotes", zh: "加上引号"), replace: place, with: "\"\(text)\"", doubt: .anotherName)
  }

  /// The digits that a word spells, and the unit behind them.
  private func numeral(_ word: String, _ expected: Type?) -> String? {
    if word.hasPrefix("百分之"), case let digits = word.dropFirst(3), !digits.isEmpty, digits.allSatisfy(\.isNumber) {
      return digits.utf8.allSatisfy { $0 < 0x80 } ? digits + "%" : numeral(String(digits), expected).map { $0 + "%" }
    }
    let signs = Array(word)
    guard signs.count <= 24 else { return nil }
    for count in stride(from: signs.count, to: 0, by: -1) {
      guard let reading = ChineseNumeralReading(String(signs[..<count])) else { continue }
      let rest = String(signs[count...])
      if rest.isEmpty { return reading.digits }
      if rest == "年", expected?.settled == .year || signs.count == 5 { return reading.digits }
      return program.registry.unit(named: rest) == nil ? nil : reading.digits + " " + rest
    }
    return nil
  }

  /// What is meant by digits and places in turns, 3万5千人, whose unit is nowhere declared.
  func mixedNumeral(_ unit: SyntaxNode) -> [FixIt]? {
    let places: [Character: Int] = ["亿": 100_000_000, "万": 10_000, "千": 1000, "百": 100, "十": 10]
    let bytes = unit.fileBytes
    var start = unit.range.lowerBound
    while start > 0, bytes[start - 1] == 0x20 { start -= 1 }
    while start > 0, (0x30...0x39).contains(bytes[start - 1]) { start -= 1 }
    var rest = String(decoding: bytes[start..<unit.range.upperBound].filter { $0 != 0x20 }, as: UTF8.self)[...]
    guard rest.count <= 20 else { return nil }
    var (total, section, figure, count) = (0, 0, nil as Int?, 0)
    while let sign = rest.first {
      if let digit = sign.wholeNumberValue, sign.isASCII, figure ?? 0 < 100_000 {
        figure = (figure ?? 0) * 10 + digit
      } else if let place = places[sign], figure != nil || section > 0 {
        let value = place < 10_000 ? (figure ?? 0) * place : (section + (figure ?? 0)) * place
        if place < 10_000 { section += value } else { (total, section) = (total + value, 0) }
        (figure, count) = (nil, count + 1)
      } else {
        break
      }
      rest.removeFirst()
    }
    guard count > 1, figure == nil, rest.isEmpty || program.registry.unit(named: String(rest)) != nil else {
      return nil
    }
    let number = String(total + section) + (rest.isEmpty ? "" : " " + rest)
    return [written(number, at: Place(unit.file, start..<unit.range.upperBound), isSafe: true)]
  }

  func written(_ text: String, at place: Place, isSafe: Bool) -> FixIt {
    FixIt(
      Message(en: "write ‘\(text)’", zh: "写作“\(text)”"), replace: place, with: text, isSafe: isSafe, doubt: .anotherName
    )
  }

  /// True where the source at the place holds Chinese.
  func isChinese(_ place: Place) -> Bool { text(of: place).utf8.contains { $0 >= 0x80 } }

  /// The source at the place; empty for what stands in no module.
  func text(of place: Place) -> String {
    guard let module = modules.first(where: { $0.tree.file == place.file }),
      place.range.upperBound <= module.tree.bytes.count
    else { return "" }
    return String(decoding: module.tree.bytes[place.range], as: UTF8.self)
  }
}
