import EvrepModel

/// The days that spreadsheets count.
enum SheetDate {
  /// The text of day `serial`, as ISO 8601 writes it; nil where that is no day.
  ///
  /// Day 60 of the 1900 system is 1900-02-29, which Lotus 1-2-3 believed in and Excel keeps; it is written so, for a reader
  /// to refuse. Day 0 is no day.
  static func text(serial: Int, startsIn1904: Bool) -> String? {
    if startsIn1904 { return serial >= 0 ? text(days: serial - 24_107) : nil }
    if serial == 60 { return "1900-02-29" }
    guard serial >= 1 else { return nil }
    return text(days: serial - (serial < 60 ? 25_568 : 25_569))
  }

  /// The text of a day counted from 1970-01-01, up to the year 9999.
  static func text(days: Int) -> String? {
    guard days < 2_932_897 else { return nil }
    let date = CalendarDate(days: days)
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
    return "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
  }

  /// `08:30:00` of a second of the day.
  static func time(_ second: Int) -> String {
    func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
    return "\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))"
  }
}
