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
    if isHidden(hole.expression) {
      return Printed(insertion: .redacted, text: "*", suffix: suffix(hole.form, isOne: false))
    }
    guard value != .poison, value != .scalar(.missing) else {
      guard settings.isDraft else {
        if value == .scalar(.missing) { reportMissing(hole) }
        return nil
      }
      return masked(hole)
    }
    switch value {
    case .scalar(.number(let number)): return figure(number, hole)
    case .scalar(.year(let year)) where hole.form.text.isRelative:
      return plain(relative([year], hole.form.text) ?? String(year))
    case .scalar(let scalar): return plain(text(scalar, hole.expression.type, hole.form.text))
    case .list(let scalars):
      switch hole.expression.type {
      case .list(.quantity): return figures(scalars, hole, isRange: false)
      case .range(.quantity): return figures(scalars, hole, isRange: true)
      case .list(let element): return plain(list(scalars, element, hole.form.text))
      case .range(let element): return plain(range(scalars, element, hole.form.text))
      default: return nil
      }
    default: return nil
    }
  }

  /// What a hole prints whose value is not known.
  func masked(_ hole: Hole) -> Printed {
    Printed(insertion: .missing, text: "*", suffix: suffix(hole.form, isOne: false))
  }

  /// A redacted copy hides every figure and what is private.
  func isHidden(_ expression: Expression) -> Bool {
    if hides(expression) { return true }
    guard settings.isRedacted else { return false }
    switch expression.type {
    case .quantity, .year, .date, .range, .list(.quantity), .list(.year), .list(.date): return true
    default: return false
    }
  }

  /// True for what is private, where that is not to be seen.
  func hides(_ expression: Expression) -> Bool {
    expression.isPrivate && (settings.isRedacted || settings.hidesPrivate)
  }

  func plain(_ text: String) -> Printed { Printed(insertion: .text(text), text: text) }

  func suffix(_ form: PrintedForm, isOne: Bool) -> String {
    form.pluralSuffix.map { $0.isOrdinal ? $0.spelled : $0.gap + (isOne ? $0.one : $0.many) } ?? ""
  }

  // MARK: Figures

  private mutating func figure(_ number: Number, _ hole: Hole) -> Printed? {
    let form = hole.form
    let unit = form.unit ?? .number
    guard let (digits, isOne) = numeral(number, hole) else { return nil }
    var printed = plain(form.printsUnit ? withPrintedUnit(digits, unit, isOne: isOne, form) : digits)
    printed.suffix =
      form.pluralSuffix?.isOrdinal == true ? EnglishNumeral.ordinalSuffix(digits) : suffix(form, isOne: isOne)
    printed.figure = (number, unit)
    return printed
  }

  /// A number as the form writes it, without its unit, and whether it reads as one.
  mutating func numeral(_ number: Number, _ hole: Hole) -> (text: String, isOne: Bool)? {
    let form = hole.form
    let unit = form.unit ?? .number
    guard
      let scaled = attempt(
        at: hole.place,
        { () throws(ArithmeticError) in
          form.oneTo ? try number.reciprocal() : try number.divided(by: unit.factor)
        })
    else { return nil }
    let shown = form.words == nil ? scaled : scaled.magnitude
    let digits = Self.digits(shown, form)
    var text = digits
    if form.text.numeral != .digits {
      var plain = form
      plain.grouped = false
      text = spelled(Self.digits(shown, plain), form, unit)
    }
    if form.oneTo { text = "1:" + text }
    if form.saysAbout {
      var plain = form
      plain.grouped = false
      if Number(decimal: Self.digits(shown, plain)) != shown { text = about + text }
    }
    if let words = form.words {
      let word = scaled.signum < 0 ? words.negative : words.positive
      // A word in Latin letters is parted from the number: rose 8%, 增长8%.
      text = word + gap(beside: word) + text
    }
    return (text, digits == "1")
  }

  /// The number with its unit: before it for a currency, but for 约; 百分之 for a % that stands beside words.
  func withPrintedUnit(_ number: String, _ unit: Unit, isOne: Bool, _ form: PrintedForm) -> String {
    if Unit.signed(unit.name) != nil {
      let isAbout = number.hasPrefix(about)
      let digits = isAbout ? String(number.dropFirst(about.count)) : number
      // English has the minus before the sign: -£11.
      let isNegative = program.language == .english && digits.hasPrefix("-")
      return (isAbout ? about : "") + (isNegative ? "-" : "")
        + Unit.phrase(isNegative ? String(digits.dropFirst()) : digits, unit.name)
    }
    if form.text.numeral != .digits, let fraction = Self.fractions[unit.name] {
      if program.language == .english { return number + " " + fraction.english }
      // 约负百分之三点五
      var (lead, rest) = ("", number[...])
      for word in [about, ChineseNumeral.minus] where rest.hasPrefix(word) {
        lead += word
        rest = rest.dropFirst(word.count)
      }
      return lead + fraction.chinese + rest
    }
    return number + gap(beside: unit.name) + (isOne ? unit.name : unit.plural)
  }

  private static let fractions = [
    "%": (chinese: "百分之", english: "percent"), "‰": (chinese: "千分之", english: "per mille"),
  ]

  /// What stands before a number that is not printed in full.
  private var about: String { program.language == .chinese ? "约" : "about " }

  /// Decimal digits in words.
  private func spelled(_ digits: String, _ form: PrintedForm, _ unit: Unit) -> String {
    if form.isMoney { return ChineseNumeral.money(digits) }
    let isFormal = form.text.numeral == .formal
    guard program.language == .english, !isFormal else {
      // Two of something is 两, not 二.
      if digits == "2", !isFormal, unit.isCounted { return "两" }
      return ChineseNumeral.spelled(digits, isFormal: isFormal)
    }
    return EnglishNumeral.spelled(digits) ?? digits
  }

  /// A blank between a number and a unit or word in Latin letters.
  func gap(beside word: String) -> String {
    guard let first = word.utf8.first, first | 0x20 >= UInt8(ascii: "a"), first | 0x20 <= UInt8(ascii: "z") else {
      return ""
    }
    return " "
  }

  /// Digits as the form asks: exactly so many decimals, or in full up to the limit, else rounded to it and trailing
  /// zeros dropped; to two significant digits where the limit would leave nothing but zeros. Rounded once, here.
  static func digits(_ number: Number, _ form: PrintedForm) -> String {
    if let significant = form.significant {
      return grouped(number.formatted(significant: significant, rule: form.rounding), form.grouped)
    }
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

  /// The checker lets no hole through that may be without a value; this is the net under it.
  mutating func reportMissing(_ hole: Hole) {
    report(.unsettled(hole.place, labels: cells(of: hole.expression)))
  }
}

extension Unit {
  /// True where so many of the unit are counted: 两所, 两倍, but 百分之二.
  fileprivate var isCounted: Bool {
    switch kind {
    case .dimension: true
    case .ratio: name == "倍"
    case .number, .points: false
    }
  }
}
