/// Reads years and dates.
enum CalendarText {
  /// The year of `2022` or, where `allowsSuffix`, `2022年`; nil for anything else.
  static func year(_ text: Span<UInt8>, allowsSuffix: Bool) -> Int32? {
    if text.count == 7, allowsSuffix {
      // 年 is E5 B9 B4.
      guard text[4] == 0xE5, text[5] == 0xB9, text[6] == 0xB4 else { return nil }
    } else if text.count != 4 {
      return nil
    }
    return number(text, 0, 4)
  }

  /// The days since 1970-01-01 of `2022-12-31`, a day that the Gregorian calendar has; nil for anything else.
  static func day(_ text: Span<UInt8>) -> Int32? {
    let hyphen = UInt8(ascii: "-")
    guard text.count == 10, text[4] == hyphen, text[7] == hyphen,
      let year = number(text, 0, 4), let month = number(text, 5, 2), let day = number(text, 8, 2),
      month >= 1, month <= 12, day >= 1, day <= length(ofMonth: month, year)
    else { return nil }
    // Years that begin in March put the leap day last (Hinnant, “chrono-compatible low-level date algorithms”).
    let shifted = month > 2 ? year : year - 1
    let century = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - century * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return century * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func length(ofMonth month: Int32, _ year: Int32) -> Int32 {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
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
}
