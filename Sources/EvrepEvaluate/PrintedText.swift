import EvrepCheck
import EvrepModel
import EvrepUnits

extension Evaluator {
  /// A scalar that is no figure, in the report's language.
  func text(_ scalar: Scalar, _ type: Type, _ form: TextForm = TextForm()) -> String {
    switch scalar {
    case .text(let text): return text
    case .year(let year): return form.numeral == .spelled ? ChineseNumeral.year(String(year)) : String(year)
    case .bool(let truth):
      return program.language == .chinese ? (truth ? "是" : "否") : (truth ? "yes" : "no")
    case .enumeration(let index):
      guard case .enumeration(let enumeration) = type.settled else { return "" }
      return enumeration.cases[index]
    case .date(let days): return date(CalendarDate(days: days), form)
    case .number(let number): return Self.digits(number, PrintedForm())
    case .missing: return ""
    }
  }

  private func date(_ date: CalendarDate, _ form: TextForm) -> String {
    let month = Self.months[date.month - 1]
    guard program.language == .chinese || form.calendar == .iso else {
      switch form.calendar {
      case .yearMonth: return "\(month) \(date.year)"
      case .monthDay: return "\(date.day) \(month)"
      default: return "\(date.day) \(month) \(date.year)"
      }
    }
    func number(_ value: Int) -> String {
      form.numeral == .spelled ? ChineseNumeral.spelled(String(value)) : String(value)
    }
    func padded(_ value: Int, _ length: Int) -> String {
      String(repeating: "0", count: max(0, length - String(value).utf8.count)) + String(value)
    }
    let year = form.numeral == .spelled ? ChineseNumeral.year(String(date.year)) : String(date.year)
    switch form.calendar {
    case .iso: return "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
    case .yearMonth: return "\(year)年\(number(date.month))月"
    case .monthDay: return "\(number(date.month))月\(number(date.day))日"
    case .full: return "\(year)年\(number(date.month))月\(number(date.day))日"
    }
  }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]

  // MARK: Lists

  /// The items of a list, shortened to its limit: 甲、乙、丙等; a, b and 2 others.
  mutating func list(_ scalars: [Scalar], _ element: Type, _ form: TextForm) -> String {
    let years = scalars.compactMap { if case .year(let year) = $0 { year } else { nil } }
    if form.isRelative, let years = relative(years, form) { return years }
    let limit = form.itemLimit ?? Int.max
    let shown = scalars.prefix(limit).map { text($0, element, form) }
    return joined(shown, rest: scalars.count - shown.count, form)
  }

  /// Items with the connective of the language: 甲、乙、丙; a, b and c.
  func joined(_ items: [String], rest: Int, _ form: TextForm) -> String {
    if program.language == .chinese {
      if rest > 0 { return items.joined(separator: "、") + "等" }
      guard let connective = form.connective, items.count > 1, let last = items.last else {
        return items.joined(separator: "、")
      }
      return items.dropLast().joined(separator: "、") + (connective == .and ? "和" : "或") + last
    }
    let word = form.connective == .or ? " or " : " and "
    if rest > 0 { return items.joined(separator: ", ") + word + (rest == 1 ? "1 other" : "\(rest) others") }
    guard items.count > 1, let last = items.last else { return items.first ?? "" }
    return items.dropLast().joined(separator: ", ") + word + last
  }

  // MARK: Ranges and relative years

  /// From one year or date to another: 2018—2020, 1 May – 3 June.
  mutating func range(_ scalars: [Scalar], _ element: Type, _ form: TextForm) -> String {
    guard scalars.count == 2 else { return "" }
    if form.isRelative, case .year(let first) = scalars[0], case .year(let last) = scalars[1],
      let years = relative(Array(first...max(first, last)), form)
    {
      return years
    }
    let ends = scalars.map { text($0, element, form) }
    if ends[0] == ends[1] { return ends[0] }
    if program.language == .chinese { return ends[0] + "—" + ends[1] }
    return ends[0] + (element == .date ? " – " : "–") + ends[1]
  }

  /// Years by their distance from the year that the report is for: 上年, 近三年; nil where they cannot be known.
  mutating func relative(_ years: [Int], _ form: TextForm) -> String? {
    guard let expression = program.reportingYear, case .scalar(.year(let base)) = value(expression),
      let last = years.last
    else { return nil }
    let isRun = zip(years, years.dropFirst()).allSatisfy { $1 == $0 + 1 }
    let isChinese = program.language == .chinese
    if years.count > 1, isRun, last == base {
      let count = String(years.count)
      if !isChinese { return "the last \(EnglishNumeral.spelled(count) ?? count) years" }
      return "近\(years.count == 2 ? "两" : ChineseNumeral.spelled(count))年"
    }
    if years.count > 2, isRun {
      return isChinese ? "\(years[0])—\(last)年" : "\(years[0])–\(last)"
    }
    return joined(years.map { Self.relative($0, base, isChinese) }, rest: 0, form)
  }

  private static func relative(_ year: Int, _ base: Int, _ isChinese: Bool) -> String {
    switch year - base {
    case 0: isChinese ? "本年" : "this year"
    case -1: isChinese ? "上年" : "last year"
    case -2: isChinese ? "前年" : "the year before last"
    case 1: isChinese ? "下年" : "next year"
    default: isChinese ? "\(year)年" : String(year)
    }
  }
}
