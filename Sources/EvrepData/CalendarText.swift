import EvrepModel
import EvrepSource

/// Reads years and dates.
enum CalendarText {
  /// The year of `2022` or, in a text, `2022年` and full-width digits; nil for anything else.
  static func year(_ text: Span<UInt8>, isText: Bool) -> Int32? {
    if text.count == 4, let year = number(text, 0, 4) { return year }
    guard isText, text.count <= 15, let parts = Parts(text), parts.fields.count == 1, parts.fields[0].count == 4,
      parts.signs == "" || parts.signs == "年"
    else { return nil }
    return Int32(parts.fields[0].value)
  }

  /// The days since 1970-01-01 of a day that the Gregorian calendar has.
  ///
  /// `2022-12-31` is ISO's form; `2022/1/5`, `2022.1.5`, `2022年1月5日` and `20220105` are those of offices. A midnight may
  /// stand behind, as spreadsheets write it. Nil for anything else, such as a day before the year.
  static func day(_ text: Span<UInt8>) -> Int32? {
    let hyphen = UInt8(ascii: "-")
    if text.count == 10, text[4] == hyphen, text[7] == hyphen, let year = number(text, 0, 4),
      let month = number(text, 5, 2), let day = number(text, 8, 2)
    {
      return days(Int(year), Int(month), Int(day))
    }
    if text.count == 8, let year = number(text, 0, 4), let month = number(text, 4, 2), let day = number(text, 6, 2) {
      return days(Int(year), Int(month), Int(day))
    }
    guard text.count <= 48, let parts = Parts(text), parts.fields.count >= 3, parts.fields[0].count == 4,
      parts.fields[1].count <= 2, parts.fields[2].count <= 2, isDate(parts.signs),
      parts.fields[3...].allSatisfy({ $0.value == 0 && $0.count <= 6 })
    else { return nil }
    return days(parts.fields[0].value, parts.fields[1].value, parts.fields[2].value)
  }

  /// True for the signs between the numbers of a date, which a midnight may follow.
  private static func isDate(_ signs: String) -> Bool {
    let dates = ["--", "//", "..", "年月日", "年月"]
    let midnights = ["", " :", " ::", "T:", "T::", " ::.", "T::.", "T::Z", "T::.Z"]
    return dates.contains { date in
      signs.hasPrefix(date) && midnights.contains { $0.isSpelled(like: String(signs.dropFirst(date.count))) }
    }
  }

  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int32? {
    CalendarDate(year: year, month: month, day: day).map { Int32($0.days) }
  }

  /// The number of `count` ASCII digits at `start`, which lie within the text.
  @inline(__always)
  private static func number(_ text: Span<UInt8>, _ start: Int, _ count: Int) -> Int32? {
    var value: Int32 = 0
    for offset in start..<start + count {
      let digit = text[offset] &- UInt8(ascii: "0")
      guard digit <= 9 else { return nil }
      value = value * 10 + Int32(digit)
    }
    return value
  }

  /// The numbers of a text and the signs between them, full-width forms narrow.
  private struct Parts {
    private(set) var fields: [(value: Int, count: Int)] = []
    private(set) var signs = ""

    /// Nil where the text does not begin with a digit, or a number is longer than any of a date.
    init?(_ text: Span<UInt8>) {
      var isInNumber = false
      for scalar in text.text.unicodeScalars {
        let isWide = scalar.value >= 0xFF01 && scalar.value <= 0xFF5E
        let narrow = Unicode.Scalar(isWide ? scalar.value - 0xFEE0 : scalar.value) ?? scalar
        guard let digit = narrow.isASCII ? Int(String(narrow)) : nil else {
          guard !fields.isEmpty else { return nil }
          signs.unicodeScalars.append(narrow)
          isInNumber = false
          continue
        }
        if isInNumber {
          fields[fields.count - 1].value = fields[fields.count - 1].value * 10 + digit
          fields[fields.count - 1].count += 1
        } else {
          fields.append((digit, 1))
          isInNumber = true
        }
        guard fields[fields.count - 1].count <= 8 else { return nil }
      }
      guard !fields.isEmpty else { return nil }
    }
  }
}
