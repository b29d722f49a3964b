/// A number in Chinese words as its digits: 二十 is 20, 三百零五 is 305, 二〇二四 is 2024, 百分之五十五 is 55%.
///
/// What is read is proposed to a writer and never reckoned with.
package struct ChineseNumeralReading {
  /// Digits, with `%` behind them for a percentage.
  package let digits: String

  private static let figures: [Character: Int] = [
    "零": 0, "〇": 0, "○": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
  ]
  private static let places: [Character: Int] = ["十": 10, "百": 100, "千": 1000]
  private static let groups: [Character: Int] = ["万": 10_000, "亿": 100_000_000]
  /// The longest that is read.
  private static let lengthLimit = 20

  /// Nil for what is no such number.
  package init?(_ text: String) {
    let text = Array(text.prefix(Self.lengthLimit + 4))
    guard let first = text.first, Self.figures[first] != nil || Self.places[first] != nil,
      text.count <= Self.lengthLimit
    else { return nil }
    let share = Array("百分之")
    if text.starts(with: share) {
      guard let value = Self.value(text.dropFirst(share.count)) else { return nil }
      digits = "\(value)%"
    } else {
      guard let value = Self.value(text[...]) else { return nil }
      digits = "\(value)"
    }
  }

  /// The value of a whole number, digit by digit or with its places named.
  private static func value(_ text: ArraySlice<Character>) -> Int? {
    guard !text.isEmpty else { return nil }
    if text.allSatisfy({ figures[$0] != nil }) {
      return Int(text.compactMap { figures[$0].map(String.init) }.joined())
    }
    var (total, section, figure): (Int, Int, Int?) = (0, 0, nil)
    for sign in text {
      if let value = figures[sign] {
        guard figure == nil || figure == 0 else { return nil }
        figure = value
      } else if let place = places[sign] {
        section += (figure ?? 1) * place
        figure = nil
      } else if let group = groups[sign] {
        let (value, overflow) = (section + (figure ?? 0)).multipliedReportingOverflow(by: group)
        let (sum, isTooLarge) = total.addingReportingOverflow(value)
        guard !overflow, !isTooLarge, value > 0 else { return nil }
        (total, section, figure) = (sum, 0, nil)
      } else {
        return nil
      }
    }
    let (sum, overflow) = total.addingReportingOverflow(section + (figure ?? 0))
    return overflow ? nil : sum
  }
}
