import EvrepModel

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
      let year = number(text, 0, 4), let month = number(text, 5, 2), let day = number(text, 8, 2)
    else { return nil }
    return CalendarDate(year: Int(year), month: Int(month), day: Int(day)).map { Int32($0.days) }
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
