/// Numbers in Chinese numerals, made from their decimal digits, so that what is spelled is what would be printed.
package enum ChineseNumeral {
  /// The signs of one manner of writing.
  private struct Signs {
    let digits: [String]
    let ten: String
    let hundred: String
    let thousand: String

    static let spelled = Signs(
      digits: ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"], ten: "十", hundred: "百", thousand: "千")
    static let formal = Signs(
      digits: ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"], ten: "拾", hundred: "佰", thousand: "仟")
  }

  /// What stands before a negative number.
  package static let minus = "负"

  /// 小写 一万二千三百点五, or 大写 壹万贰仟叁佰点伍.
  ///
  /// - Parameter decimal: ASCII digits, with a sign and a point or without.
  package static func spelled(_ decimal: String, isFormal: Bool = false) -> String {
    let signs = isFormal ? Signs.formal : .spelled
    let isNegative = decimal.hasPrefix("-")
    let parts = decimal.utf8.dropFirst(isNegative ? 1 : 0).split(separator: UInt8(ascii: "."))
    let whole = parts.first.map { digits($0) } ?? []
    var text = (isNegative ? minus : "") + integer(whole[...], signs)
    // 一十 is said at the beginning in the formal manner alone.
    if !isFormal, whole.count % 4 == 2, whole.first == 1 {
      text = (isNegative ? minus : "") + text.dropFirst(isNegative ? 2 : 1)
    }
    guard parts.count > 1 else { return text }
    return text + "点" + digits(parts[1]).map { signs.digits[$0] }.joined()
  }

  /// An amount of money in 元, two decimals at most: 壹万贰仟叁佰元整, 壹佰零伍元叁角, 伍分.
  package static func money(_ decimal: String) -> String {
    let isNegative = decimal.hasPrefix("-")
    let parts = decimal.utf8.dropFirst(isNegative ? 1 : 0).split(separator: UInt8(ascii: "."))
    let whole = (parts.first.map { digits($0) } ?? []).drop { $0 == 0 }
    let cents = parts.count > 1 ? digits(parts[1]) + [0, 0] : [0, 0]
    let signs = Signs.formal
    var text = isNegative ? minus : ""
    if !whole.isEmpty || (cents[0] == 0 && cents[1] == 0) { text += integer(whole, signs) + "元" }
    if cents[0] == 0 && cents[1] == 0 { return text + "整" }
    if cents[0] > 0 {
      text += signs.digits[cents[0]] + "角"
    } else if !whole.isEmpty {
      text += signs.digits[0]
    }
    return cents[1] > 0 ? text + signs.digits[cents[1]] + "分" : text
  }

  /// A year or another row of digits, each by itself: 二〇二二.
  package static func year(_ decimal: String) -> String {
    digits(decimal.utf8[...]).map { $0 == 0 ? "〇" : Signs.spelled.digits[$0] }.joined()
  }

  private static func digits(_ bytes: some Sequence<UInt8>) -> [Int] {
    bytes.compactMap { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") ? Int($0 - UInt8(ascii: "0")) : nil }
  }

  /// A whole number, in groups of eight digits (亿), four (万) and one.
  private static func integer(_ digits: ArraySlice<Int>, _ signs: Signs) -> String {
    let digits = digits.drop { $0 == 0 }
    guard !digits.isEmpty else { return signs.digits[0] }
    for (length, unit) in [(8, "亿"), (4, "万")] where digits.count > length {
      let low = digits.suffix(length)
      let text = integer(digits.dropLast(length), signs) + unit
      guard low.contains(where: { $0 != 0 }) else { return text }
      return text + (low.first == 0 ? signs.digits[0] : "") + integer(low, signs)
    }
    var text = ""
    var isGap = false
    for (index, digit) in digits.enumerated() {
      guard digit != 0 else {
        isGap = true
        continue
      }
      if isGap { text += signs.digits[0] }
      isGap = false
      text += signs.digits[digit] + ["", signs.ten, signs.hundred, signs.thousand][digits.count - 1 - index]
    }
    return text
  }
}
