import EvrepSource

/// A way to write a counter.
enum Numeral: Hashable, Sendable {
  /// 一, 二, … 十一
  case chinese
  /// 1, 2, …
  case arabic
  /// a, b, … z, aa
  case lowerLetter
  case upperLetter
  /// i, ii, …; Arabic from 4000 on
  case lowerRoman
  case upperRoman
  /// First, Second, …; 100th and so on from 100 on
  case ordinalWord

  /// Writes `number`, from 1.
  func text(_ number: Int) -> String {
    switch self {
    case .chinese: Self.chinese(number)
    case .arabic: String(number)
    case .lowerLetter: CellAddress.letters(number).lowercased()
    case .upperLetter: CellAddress.letters(number)
    case .lowerRoman: Self.roman(number).lowercased()
    case .upperRoman: Self.roman(number)
    case .ordinalWord: Self.ordinal(number)
    }
  }

  private static func chinese(_ number: Int) -> String {
    guard number > 0, number < 10_000 else { return String(number) }
    let digits = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"]
    var text = ""
    var skipped = false
    for (value, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
      let digit = number / value % 10
      if digit == 0 {
        skipped = !text.isEmpty
        continue
      }
      if skipped { text += "零" }
      skipped = false
      // 十一, not 一十一, where ten is the highest place.
      text += (digit == 1 && value == 10 && text.isEmpty ? "" : digits[digit]) + name
    }
    return text
  }

  private static func roman(_ number: Int) -> String {
    guard number > 0, number < 4000 else { return String(number) }
    let parts = [
      (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
      (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ]
    var text = ""
    var rest = number
    for (value, sign) in parts {
      while rest >= value {
        text += sign
        rest -= value
      }
    }
    return text
  }

  private static func ordinal(_ number: Int) -> String {
    let small = [
      "", "First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth", "Eleventh",
      "Twelfth", "Thirteenth", "Fourteenth", "Fifteenth", "Sixteenth", "Seventeenth", "Eighteenth", "Nineteenth",
    ]
    let tens = [
      "", "", "Twent", "Thirt", "Fort", "Fift", "Sixt", "Sevent", "Eight", "Ninet",
    ]
    if number > 0, number < 20 { return small[number] }
    if number >= 20, number < 100 {
      let (ten, unit) = (tens[number / 10], number % 10)
      return unit == 0 ? ten + "ieth" : ten + "y-" + small[unit].lowercased()
    }
    let ending = number / 10 % 10 == 1 ? 0 : number % 10
    return String(number) + (ending == 1 ? "st" : ending == 2 ? "nd" : ending == 3 ? "rd" : "th")
  }
}
