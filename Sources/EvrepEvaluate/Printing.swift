import EvrepCheck
import EvrepModel
import EvrepSource
import EvrepUnits

/// What a hole prints.
struct Printed {
  var insertion: Insertion
  /// The text, `*` for a value that is missing or hidden.
  var text: String
  /// Prose that the hole took over: the unit's word in the right number.
  var suffix = ""
  /// The exact value in base units and the unit, for a figure.
  var figure: (value: Number, unit: Unit)?
}

extension Evaluator {
  /// What a hole prints; nil where its value failed, which has been reported.
  mutating func print(_ hole: Hole) -> Printed? {
    if let cache = hole.cache, let known = printed[cache] { return known }
    guard let result = printing(hole) else { return nil }
    if let cache = hole.cache { printed[cache] = result }
    return result
  }

  private mutating func printing(_ hole: Hole) -> Printed? {
    let value = value(hole.expression)
    if settings.isRedacted, isHidden(hole.expression) {
      return Printed(insertion: .redacted, text: "*", suffix: suffix(hole.form, isOne: false))
    }
    guard value != .poison, value != .scalar(.missing) else {
      guard settings.isDraft else {
        if value == .scalar(.missing) { reportMissing(hole) }
        return nil
      }
      return Printed(insertion: .missing, text: "*", suffix: suffix(hole.form, isOne: false))
    }
    switch value {
    case .scalar(.number(let number)): return figure(number, hole)
    case .scalar(let scalar): return plain(text(scalar, hole.expression.type))
    case .list(let scalars):
      guard case .list(let element) = hole.expression.type else { return nil }
      return plain(joined(scalars.map { text($0, element) }))
    default: return nil
    }
  }

  /// A redacted copy hides every figure and what is private.
  private func isHidden(_ expression: Expression) -> Bool {
    if expression.isPrivate { return true }
    switch expression.type {
    case .quantity, .year, .date: return true
    default: return false
    }
  }

  private func plain(_ text: String) -> Printed { Printed(insertion: .text(text), text: text) }

  private func suffix(_ form: PrintedForm, isOne: Bool) -> String {
    form.pluralSuffix.map { $0.gap + (isOne ? $0.one : $0.many) } ?? ""
  }

  // MARK: Figures

  private mutating func figure(_ number: Number, _ hole: Hole) -> Printed? {
    let form = hole.form
    let unit = form.unit ?? .number
    guard
      let scaled = attempt(
        at: hole.place,
        { () throws(ArithmeticError) in
          form.oneTo ? try number.reciprocal() : try number.divided(by: unit.factor)
        })
    else { return nil }
    var digits = Self.digits(form.words == nil ? scaled : scaled.magnitude, form)
    let isOne = digits == "1"
    if form.oneTo { digits = "1:" + digits }
    if let words = form.words {
      let word = scaled.signum < 0 ? words.negative : words.positive
      // A word in Latin letters is parted from the number: rose 8%, 增长8%.
      digits = word + gap(beside: word) + digits
    }
    if form.printsUnit {
      digits = unit.isPrefix ? unit.name + digits : digits + gap(beside: unit.name) + (isOne ? unit.name : unit.plural)
    }
    var printed = plain(digits)
    printed.suffix = suffix(form, isOne: isOne)
    printed.figure = (number, unit)
    return printed
  }

  /// A blank between a number and a unit or word in Latin letters.
  private func gap(beside word: String) -> String {
    guard let first = word.utf8.first, first | 0x20 >= UInt8(ascii: "a"), first | 0x20 <= UInt8(ascii: "z") else {
      return ""
    }
    return " "
  }

  /// Digits as the form asks: exactly so many decimals, or in full up to the limit, else rounded to it and trailing
  /// zeros dropped; to two significant digits where the limit would leave nothing but zeros. Rounded once, here.
  static func digits(_ number: Number, _ form: PrintedForm) -> String {
    if let decimals = form.decimals {
      return grouped(number.formatted(decimals: decimals, rule: form.rounding), form.grouped)
    }
    let needed = number.decimalsNeeded(limit: form.decimalLimit)
    var digits = number.formatted(decimals: needed ?? form.decimalLimit, rule: form.rounding)
    if needed == nil, !digits.utf8.contains(where: { $0 > UInt8(ascii: "0") }) {
      digits = number.formatted(decimals: number.leadingDecimal + 1, rule: form.rounding)
    }
    if needed == nil {
      while digits.utf8.last == UInt8(ascii: "0") { digits.removeLast() }
      if digits.utf8.last == UInt8(ascii: ".") { digits.removeLast() }
    }
    return grouped(digits, form.grouped)
  }

  /// Thousands in threes: 1,234,567.8.
  private static func grouped(_ digits: String, _ isGrouped: Bool) -> String {
    guard isGrouped else { return digits }
    let sign = digits.hasPrefix("-") ? "-" : ""
    let body = digits.dropFirst(sign.count)
    let whole = body.prefix { $0 != "." }
    guard whole.utf8.count > 3 else { return digits }
    var result = ""
    for (index, digit) in whole.enumerated() {
      if index > 0 && (whole.utf8.count - index) % 3 == 0 { result += "," }
      result.append(digit)
    }
    return sign + result + body.dropFirst(whole.utf8.count)
  }

  // MARK: Texts

  /// A scalar that is no number, in the report's language.
  func text(_ scalar: Scalar, _ type: Type) -> String {
    switch scalar {
    case .text(let text): return text
    case .year(let year): return String(year)
    case .bool(let truth):
      return program.language == .chinese ? (truth ? "是" : "否") : (truth ? "yes" : "no")
    case .enumeration(let index):
      guard case .enumeration(let enumeration) = type.settled else { return "" }
      return enumeration.cases[index]
    case .date(let days):
      let date = CalendarDate(days: days)
      if program.language == .chinese { return "\(date.year)年\(date.month)月\(date.day)日" }
      return "\(date.day) \(Self.months[date.month - 1]) \(date.year)"
    case .number(let number): return Self.digits(number, PrintedForm())
    case .missing: return ""
    }
  }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]

  /// Items with the connective of the language: 甲、乙、丙; a, b and c.
  private func joined(_ items: [String]) -> String {
    if program.language == .chinese { return items.joined(separator: "、") }
    guard items.count > 1, let last = items.last else { return items.first ?? "" }
    return items.dropLast().joined(separator: ", ") + " and " + last
  }

  mutating func reportMissing(_ hole: Hole) {
    report(.missingValue, hole.place, en: "this figure has no value", zh: "这个数没有值", labels: cells(of: hole.expression))
  }
}
