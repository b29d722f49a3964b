import EvrepModel
import EvrepSource
import EvrepUnits

/// What a writer may do about a cell that is not what its field asks for.
///
/// Nothing here is ever done for the writer: a cell that could be read in two ways is read in none.
struct CellRemedy {
  let field: Field
  let content: String
  let units: UnitRegistry

  /// The content without the blanks around it and with full-width forms narrow.
  private let narrow: String

  init(_ field: Field, content: String, units: UnitRegistry) {
    self.field = field
    self.content = content
    self.units = units
    let bytes = Array(content.utf8)
    let trimmed = bytes.span.extracting(bytes.span.rangeWithoutBlanks()).text
    var narrow = ""
    for scalar in trimmed.unicodeScalars {
      let isWide = scalar.value >= 0xFF01 && scalar.value <= 0xFF5E
      narrow.unicodeScalars.append(Unicode.Scalar(isWide ? scalar.value - 0xFEE0 : scalar.value) ?? scalar)
    }
    self.narrow = narrow
  }

  /// What spreadsheets show for a formula that has no value.
  private static let errors = [
    "#N/A", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!",
  ]
  /// What stands for no value in the tables of offices, or for nothing: which of the two, the cell does not say.
  private static let marks = [
    "-", "--", "–", "—", "——", "…", "……", "...", "..", "/", "\\", "无", "n/a", "na", "null", "nil", "none", "不详", "暂缺",
    "不适用",
  ]
  /// As statistical offices write what is suppressed, not available or not applicable; and letters that are so among numbers alone.
  private static let (suppressed, letters) = (
    ["*", "**", "***", "[c]", "[u]", "[x]", "[z]", "supp", "suppressed"], [":", "c", "s", "x", "z"]
  )
  /// What stands for a value that is still to come.
  private static let pending = ["tbc", "tba", "tbd", "待定", "待核", "待报", "未报", "暂无", "未统计"]

  /// True for what stands in the place of a number.
  static func isMark(_ text: String) -> Bool {
    let text = text.lowercased()
    return (marks + suppressed + pending).contains { $0.isSpelled(like: text) }
  }

  var notes: [Message] {
    if Self.errors.contains(narrow.uppercased()) {
      return [
        Message(
          en: "the spreadsheet has an error there: mend its formula", zh: "电子表格中该处的公式出错，请先改正公式")
      ] + missing
    }
    let small = narrow.lowercased()
    if (Self.marks + Self.suppressed).contains(where: { $0.isSpelled(like: small) }) { return missing }
    if case .quantity = field.type.settled, Self.letters.contains(small) { return missing }
    if Self.pending.contains(where: { $0.isSpelled(like: small) }) { return unknown }
    if narrow.utf8.count > 2, narrow.utf8.allSatisfy({ $0 == UInt8(ascii: "#") }) {
      return [
        Message(
          en: "the spreadsheet shows this where a column is too narrow: widen it, and save the file again",
          zh: "列宽不够时电子表格会显示成这样：请加宽该列后重新保存")
      ]
    }
    switch field.type.settled {
    case .quantity(_, let unit): return number(unit)
    case .date: return date
    case .year: return year
    default: return []
    }
  }

  /// How to say that the cell has no value.
  private var missing: [Message] {
    let mark = field.type.isOptional ? "" : "?"
    return [
      Message(
        en:
          "if it stands for no value, declare ‘\(field.name)’ with \(mark.isEmpty ? "" : "‘?’ and ")missing \"\(content)\"; "
          + "if it stands for nothing, write 0",
        zh: "若表示没有数据，可在“\(field.name)”的声明中写\(mark.isEmpty ? "" : "“?”和 ")缺失 \"\(content)\"；若表示零，请写 0")
    ]
  }

  /// How to say that the value is not there yet.
  private var unknown: [Message] {
    let mark = field.type.isOptional ? "" : "?"
    return [
      Message(
        en: "a value that is still to come is none: declare ‘\(field.name)’ with "
          + "\(mark.isEmpty ? "" : "‘?’ and ")missing \"\(content)\"",
        zh: "尚未有的数即没有数据：请在“\(field.name)”的声明中写\(mark.isEmpty ? "" : "“?”和 ")缺失 \"\(content)\"")
    ]
  }

  private static func suggestion(_ text: String) -> [Message] {
    [Message(en: "did you mean ‘\(text)’?", zh: "是否指“\(text)”？")]
  }

  // MARK: Numbers

  private func number(_ unit: Unit?) -> [Message] {
    let bytes = Array(narrow.utf8)
    // (1,234) is what accountants write for -1234, and others for a remark.
    if bytes.count > 2, narrow.hasPrefix("("), narrow.hasSuffix(")"), let inner = plain(bytes[1..<bytes.count - 1]),
      !inner.hasPrefix("-")
    {
      return Self.suggestion("-" + inner)
    }
    if bytes.first == UInt8(ascii: "'"), let rest = plain(bytes[1...]) {
      return [
        Message(
          en: "the apostrophe says that the spreadsheet holds a text: write \(rest)", zh: "撇号表示表格中存的是文字，应写 \(rest)")
      ]
    }
    if let percent = percentage(bytes) { return percent }
    let blanks: Set<Unicode.Scalar> = [" ", "\u{A0}", "\u{3000}", "\u{202F}", "\u{2009}"]
    if narrow.unicodeScalars.contains(where: blanks.contains) {
      let joined = String(String.UnicodeScalarView(narrow.unicodeScalars.filter { !blanks.contains($0) }))
      if let number = plain(Array(joined.utf8)[...]) { return Self.suggestion(number) }
    }
    if bytes.last == UInt8(ascii: "."), let number = plain(bytes.dropLast()) { return Self.suggestion(number) }
    if bytes.first == UInt8(ascii: "."), let number = plain([0x30] + bytes) { return Self.suggestion(number) }
    if let number = SpelledNumber(narrow).remedy ?? mistyped(bytes) ?? signed(unit) ?? shortened(bytes) {
      return number
    }
    return stated(bytes, unit)
  }

  /// The number, its commas left out, if it is one.
  private func plain(_ bytes: ArraySlice<UInt8>) -> String? {
    let text = Array(bytes)
    guard Decimal(cell: text.span, allowsPercent: false) != nil else { return nil }
    return String(decoding: text.filter { $0 != UInt8(ascii: ",") && $0 != 0x20 }, as: UTF8.self)
  }

  private func percentage(_ bytes: [UInt8]) -> [Message]? {
    guard bytes.last == UInt8(ascii: "%"), plain(bytes.dropLast()) != nil else { return nil }
    return [Message(en: "the cell is in %, the field is not", zh: "单元格是百分数，而字段不是")]
  }

  /// A number with a unit behind it.
  private func stated(_ bytes: [UInt8], _ unit: Unit?) -> [Message] {
    let digits = bytes.prefix { (0x2B...0x39).contains($0) }
    guard !digits.isEmpty, digits.count < bytes.count, let number = plain(digits[...]),
      let stated = units.unit(named: trimmed(bytes[digits.count...]))
    else { return [] }
    if stated.factor == unit?.factor ?? .one, stated.kind == unit?.kind ?? .number {
      return [
        Message(
          en: "the unit stands in the declaration, and the cell holds the number alone: \(number)",
          zh: "单位已在声明中，单元格只写数：\(number)")
      ]
    }
    return [
      Message(
        en: "the cell is in ‘\(stated.name)’, the field is in ‘\(unit?.name ?? "")’",
        zh: "单元格以“\(stated.name)”计，字段以“\(unit?.name ?? "")”计")
    ]
  }

  /// A sum with its currency's sign before it: £11950.
  private func signed(_ unit: Unit?) -> [Message]? {
    let text = UnitRegistry.narrowed(content)
    guard let (sign, rest) = Unit.signed(text), let number = plain(Array(rest.utf8)[...]),
      let stated = units.unit(named: sign)
    else { return nil }
    if stated.factor == unit?.factor ?? .one, stated.kind == unit?.kind ?? .number {
      return [
        Message(
          en: "the unit stands in the declaration, and the cell holds the number alone: \(number)",
          zh: "单位已在声明中，单元格只写数：\(number)")
      ]
    }
    return [
      Message(
        en: "the cell is in ‘\(sign)’, the field is in ‘\(unit?.plural ?? "")’",
        zh: "单元格以“\(sign)”计，字段以“\(unit?.name ?? "")”计")
    ]
  }

  /// A number with a scale of money behind it, 11.9k, or a power of ten, as spreadsheets show long numbers: 5.214E+04.
  private func shortened(_ bytes: [UInt8]) -> [Message]? {
    let digits = bytes.prefix { (0x2B...0x39).contains($0) }
    guard !digits.isEmpty, digits.count < bytes.count, let text = plain(digits[...]), let number = Number(decimal: text)
    else { return nil }
    let rest = Array(bytes[digits.count...])
    if rest.count > 2, rest[0] == UInt8(ascii: "E"), [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(rest[1]),
      let power = Int(String(decoding: rest[2...], as: UTF8.self)), power <= 18,
      let ten = Number(decimal: "1" + String(repeating: "0", count: power)),
      let whole = rest[1] == UInt8(ascii: "+") ? try? number.multiplied(by: ten) : try? number.divided(by: ten)
    {
      return [
        Message(
          en: "the spreadsheet has shortened it to \(whole.exactText), and what is cut off is lost: "
            + "format the column as numbers, and save the file again",
          zh: "电子表格把它缩写成了 \(whole.exactText)，略去的位数已丢失：请把该列设为数值格式后重新保存")
      ]
    }
    let small = rest.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    guard let scale = units.scale(behindMoney: 0, in: small, limit: small.count), scale.end == small.count,
      let whole = try? number.multiplied(by: scale.unit.factor)
    else { return nil }
    let name = String(decoding: rest, as: UTF8.self)
    return [
      Message(en: "‘\(name)’ is written out: \(whole.exactText)", zh: "“\(name)”请写成完整的数：\(whole.exactText)")
    ]
  }

  /// A number with a mark of a footnote behind it, 28*, or with letters that look like digits: 186O.
  private func mistyped(_ bytes: [UInt8]) -> [Message]? {
    let text = String(decoding: bytes, as: UTF8.self)
    let marks: Set<Character> = ["*", "†", "‡", "§", "¹", "²", "³", "①", "②", "③"]
    let bare = text.reversed().drop(while: marks.contains)
    if bare.count < text.count, case let rest = String(bare.reversed()), let number = plain(Array(rest.utf8)[...]) {
      let mark = text.dropFirst(rest.count)
      return [
        Message(
          en: "‘\(mark)’ marks a note, and the cell holds the number alone: \(number)",
          zh: "“\(mark)”是注释标记，单元格只写数：\(number)")
      ]
    }
    let alike: [UInt8: UInt8] = [
      UInt8(ascii: "O"): 0x30, UInt8(ascii: "o"): 0x30, UInt8(ascii: "l"): 0x31, UInt8(ascii: "I"): 0x31,
    ]
    let digits = bytes.map { alike[$0] ?? $0 }
    guard let letter = bytes.first(where: { alike[$0] != nil }), bytes.contains(where: { $0 &- 0x30 < 10 }),
      let number = plain(digits[...])
    else { return nil }
    let name = String(decoding: [letter], as: UTF8.self)
    return [
      Message(
        en: "‘\(name)’ is a letter: did you mean ‘\(number)’?", zh: "“\(name)”是字母：是否指“\(number)”？")
    ]
  }

  private func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
    let bytes = Array(bytes)
    return bytes.span.extracting(bytes.span.rangeWithoutBlanks()).text
  }

  // MARK: Dates and years

  private var date: [Message] {
    let isSerial = narrow.utf8.count == 5 && narrow.utf8.allSatisfy { (0x30...0x39).contains($0) }
    if isSerial {
      return [
        Message(
          en: "it looks like a spreadsheet's serial number of a day: format the column as dates",
          zh: "这像是电子表格的日期序号，请把该列设为日期格式")
      ]
    }
    let parts = narrow.split { $0 == "/" || $0 == "-" || $0 == "." }
    guard parts.count == 3, parts[2].utf8.count == 4, parts.allSatisfy({ Int($0) != nil }) else { return [] }
    return [
      Message(en: "day and month could be either: put the year first", zh: "无法分辨日和月，请把年份写在最前")
    ]
  }

  private var year: [Message] {
    let bytes = Array(narrow.utf8)
    if bytes.count == 5, let serial = Int(narrow), (20_000..<60_000).contains(serial),
      let day = SheetDate.text(serial: serial, startsIn1904: false)
    {
      return [
        Message(
          en: "it looks like a spreadsheet's serial number of the day \(day): write \(day.prefix(4))",
          zh: "这像是电子表格的日期序号，即 \(day)：请写 \(day.prefix(4))")
      ]
    }
    let year = bytes.prefix(4)
    guard bytes.count > 4, year.allSatisfy({ (0x30...0x39).contains($0) }) else { return [] }
    let rest = String(decoding: bytes[4...], as: UTF8.self)
    return [".0", "年度", "学年", " 年"].contains(rest) || rest.hasPrefix("-") || rest.hasPrefix("/")
      ? Self.suggestion(String(decoding: year, as: UTF8.self)) : []
  }
}
