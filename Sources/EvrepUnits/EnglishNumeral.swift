/// Numbers in English words, made from their decimal digits, so that what is spelled is what would be printed.
package enum EnglishNumeral {
  private static let ones = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
  ]
  private static let tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
  private static let groups = ["", "thousand", "million", "billion", "trillion", "quadrillion"]

  /// “one thousand two hundred and thirty-four point five”; nil where the number is too large for words.
  ///
  /// - Parameter decimal: ASCII digits, with a sign and a point or without.
  package static func spelled(_ decimal: String) -> String? {
    let isNegative = decimal.hasPrefix("-")
    let parts = decimal.dropFirst(isNegative ? 1 : 0).split(separator: ".")
    guard let first = parts.first, first.utf8.count <= groups.count * 3, let whole = Int(first) else { return nil }
    var text = (isNegative ? "minus " : "") + integer(whole)
    if parts.count > 1 {
      text += " point " + parts[1].utf8.map { ones[Int($0 &- UInt8(ascii: "0")) % 10] }.joined(separator: " ")
    }
    return text
  }

  private static func integer(_ number: Int) -> String {
    guard number > 0 else { return ones[0] }
    var words: [String] = []
    var rest = number
    var group = 0
    while rest > 0 {
      let three = rest % 1000
      if three > 0 { words.insert(hundreds(three) + (group > 0 ? " " + groups[group] : ""), at: 0) }
      rest /= 1000
      group += 1
    }
    // “two thousand and five”: a last group below a hundred is joined by “and”.
    if words.count > 1, number % 1000 > 0, number % 1000 < 100, let last = words.popLast() {
      words.append("and " + last)
    }
    return words.joined(separator: " ")
  }

  private static func hundreds(_ number: Int) -> String {
    var words = number >= 100 ? ones[number / 100] + " hundred" : ""
    let rest = number % 100
    guard rest > 0 else { return words }
    if !words.isEmpty { words += " and " }
    guard rest >= 20 else { return words + ones[rest] }
    return words + tens[rest / 10] + (rest % 10 > 0 ? "-" + ones[rest % 10] : "")
  }

  /// What makes a number one in an order: the st of 21st, the th of 11th.
  ///
  /// - Parameter digits: as printed, with or without commas.
  package static func ordinalSuffix(_ digits: String) -> String {
    let last = digits.utf8.suffix(2)
    guard last.count < 2 || last.first != UInt8(ascii: "1"), !digits.utf8.contains(UInt8(ascii: ".")) else {
      return "th"
    }
    switch last.last {
    case UInt8(ascii: "1"): return "st"
    case UInt8(ascii: "2"): return "nd"
    case UInt8(ascii: "3"): return "rd"
    default: return "th"
    }
  }
}
