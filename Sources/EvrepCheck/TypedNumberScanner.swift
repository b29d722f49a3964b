import EvrepSource
import EvrepUnits

/// Finds the numbers in a stretch of prose, in one pass over its bytes.
///
/// Left alone are numbers in code, in quotation marks, titles and document numbers (“三个100%”, 《…》, 〔2022〕), ordinals
/// (第3), ranges (3～4万), ratios (1:15) and parts of words and addresses.
struct TypedNumberScanner {
  let bytes: [UInt8]
  let range: ByteRange
  let registry: UnitRegistry

  func collect(_ numbers: inout [TypedNumber]) {
    // A comment prints nothing.
    if range.count > 3, bytes[range.lowerBound] == UInt8(ascii: "<"), bytes[range].starts(with: "<!--".utf8) { return }
    var position = range.lowerBound
    var quotes = 0
    while position < range.upperBound {
      let byte = bytes[position]
      switch byte {
      case UInt8(ascii: "\n"):
        quotes = 0
        position += 1
      case UInt8(ascii: "`"): position = endOfCode(position)
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        let end = endOfDigits(position)
        if quotes == 0, let number = number(position..<end) { numbers.append(number) }
        position = end
      case 0xE2, 0xE3:
        quotes = max(0, quotes + quote(position))
        position += 3
      // The other letters of Chinese, of three bytes each.
      case 0xE4...0xEF: position += 3
      default: position += 1
      }
    }
  }

  /// 1 at an opening mark, -1 at a closing one: “ ” ‘ ’ 《 》 〈 〉 「 」 『 』 〔 〕.
  private func quote(_ position: Int) -> Int {
    guard position + 2 < range.upperBound else { return 0 }
    switch (bytes[position], bytes[position + 1], bytes[position + 2]) {
    case (0xE2, 0x80, 0x9C), (0xE2, 0x80, 0x98), (0xE3, 0x80, 0x8A), (0xE3, 0x80, 0x88), (0xE3, 0x80, 0x8C),
      (0xE3, 0x80, 0x8E), (0xE3, 0x80, 0x94):
      return 1
    case (0xE2, 0x80, 0x9D), (0xE2, 0x80, 0x99), (0xE3, 0x80, 0x8B), (0xE3, 0x80, 0x89), (0xE3, 0x80, 0x8D),
      (0xE3, 0x80, 0x8F), (0xE3, 0x80, 0x95):
      return -1
    default: return 0
    }
  }

  /// The byte after a code span or a fence of code; after the backticks where nothing closes them.
  private func endOfCode(_ start: Int) -> Int {
    var open = start
    while open < range.upperBound, bytes[open] == UInt8(ascii: "`") { open += 1 }
    let length = open - start
    var position = open
    while position < range.upperBound {
      guard bytes[position] == UInt8(ascii: "`") else {
        position += 1
        continue
      }
      var end = position
      while end < range.upperBound, bytes[end] == UInt8(ascii: "`") { end += 1 }
      if end - position == length { return end }
      position = end
    }
    // Whatever follows a run without a partner is prose; a later search would be as vain.
    return length >= 3 ? range.upperBound : open
  }

  private func isDigit(_ position: Int) -> Bool {
    position < range.upperBound && bytes[position] >= UInt8(ascii: "0") && bytes[position] <= UInt8(ascii: "9")
  }

  private func endOfDigits(_ start: Int) -> Int {
    var end = start
    while isDigit(end)
      || (end < range.upperBound && [UInt8(ascii: "."), UInt8(ascii: ",")].contains(bytes[end])
        && isDigit(end + 1))
    {
      end += 1
    }
    return end
  }

  /// The number of digits that stand by themselves, with a unit behind them or a currency sign before.
  private func number(_ digits: ByteRange) -> TypedNumber? {
    let text = String(decoding: bytes[digits].filter { $0 != UInt8(ascii: ",") }, as: UTF8.self)
    guard !isPart(digits.lowerBound), let number = Number(decimal: text), let unit = unit(digits),
      let value = try? number.multiplied(by: unit.unit.factor)
    else { return nil }
    let all = text.utf8.filter { $0 != UInt8(ascii: ".") }.drop { $0 == UInt8(ascii: "0") }
    var significant = all.count
    if !text.utf8.contains(UInt8(ascii: ".")) {
      significant -= all.reversed().prefix { $0 == UInt8(ascii: "0") }.count
    }
    return TypedNumber(
      digits: digits, range: digits.lowerBound - unit.sign..<unit.end, value: value, unit: unit.unit,
      digitCount: all.count, significantCount: significant)
  }

  /// The unit of digits, the length of a currency sign before them and the end of the words behind.
  private func unit(_ digits: ByteRange) -> (unit: Unit, sign: Int, end: Int)? {
    var start = digits.upperBound
    if start < range.upperBound, bytes[start] == UInt8(ascii: " ") { start += 1 }
    let match = registry.match(in: bytes, from: start, limit: range.upperBound)
    // ～ — – - and the like begin a range.
    let end = match?.end ?? digits.upperBound
    if end < bytes.count, isRangeSign(end) { return nil }
    if let (sign, length) = currency(before: digits.lowerBound) {
      guard let match, match.unit.kind == .number, let factor = try? match.unit.factor.multiplied(by: sign.factor)
      else { return (sign, length, digits.upperBound) }
      return (Unit(name: sign.name + match.unit.name, kind: sign.kind, factor: factor), length, end)
    }
    guard let match, match.unit.kind != .number, !match.unit.isPrefix else { return nil }
    return (match.unit, 0, end)
  }

  /// The unit of a currency sign that ends here, and the length of the sign.
  private func currency(before position: Int) -> (Unit, Int)? {
    for sign in ["$", "£", "¥", "€", "￥"] {
      let start = position - sign.utf8.count
      guard start >= range.lowerBound, bytes[start..<position].elementsEqual(sign.utf8) else { continue }
      return registry.unit(named: sign == "￥" ? "¥" : sign).map { ($0, sign.utf8.count) }
    }
    return nil
  }

  private func isRangeSign(_ position: Int) -> Bool {
    if [UInt8(ascii: "-"), UInt8(ascii: "~"), UInt8(ascii: ":"), UInt8(ascii: "{")].contains(bytes[position]) {
      return true
    }
    return ["～", "—", "–", "－", "至", "到"].contains { bytes[position...].starts(with: $0.utf8) }
  }

  /// True where what stands before makes the digits part of something else.
  private func isPart(_ start: Int) -> Bool {
    guard start > 0 else { return false }
    let before = bytes[start - 1]
    switch before {
    case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "("), UInt8(ascii: "*"), UInt8(ascii: "|"),
      UInt8(ascii: "$"), UInt8(ascii: ";"), UInt8(ascii: ">"):
      return false
    case 0x80...:
      let others = ["第", "～", "—", "–", "－", "‑", "−", "至", "．"]
      return others.contains { start >= $0.utf8.count && bytes[start - $0.utf8.count..<start].elementsEqual($0.utf8) }
    // Letters, signs, the end of a hole.
    default: return true
    }
  }
}
