import EvrepSource
import EvrepUnits

/// A cell that a person would read as a number: in words, roughly, or with its signs in the wrong places.
struct SpelledNumber {
  /// Without blanks around it, full-width forms narrow.
  let text: String

  init(_ text: String) { self.text = text }

  private static let before = [
    "约", "大约", "近", "超", "超过", "逾", "about ", "approx. ", "c. ", "~", "～", ">", "<", "≥", "≤",
  ]
  private static let after = ["余", "多", "左右", "以上", "以下", "上下", "+"]

  /// What to write instead; nil where it is no number.
  var remedy: [Message]? {
    if let number = rough(text) {
      return [
        Message(
          en: "a cell holds the number itself, not about how many: \(number), or what was counted",
          zh: "单元格要写确切的数，不写约数：\(number)，或实际的数")
      ]
    }
    if let words = ChineseNumeralReading(text) {
      return [
        Message(en: "a number in words is written in digits: \(words.digits)", zh: "汉字数字请写成阿拉伯数字：\(words.digits)")
      ]
    }
    if let number = Self.digits(text.split(separator: "。", omittingEmptySubsequences: false), joinedBy: ".") {
      return [Message(en: "did you mean ‘\(number)’?", zh: "是否指“\(number)”？")]
    }
    return commas
  }

  /// The digits of a rough number.
  private func rough(_ text: String) -> String? {
    var rest = text[...]
    if let word = Self.before.last(where: { rest.lowercased().hasPrefix($0) }) { rest = rest.dropFirst(word.count) }
    if let word = Self.after.first(where: { rest.hasSuffix($0) }) { rest = rest.dropLast(word.count) }
    guard rest.count < text.count, Self.isNumber(rest) else { return nil }
    return String(rest)
  }

  /// Commas that stand before other than three digits: one for a point, or misplaced.
  private var commas: [Message]? {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count > 1, let joined = Self.digits(parts, joinedBy: "") else { return nil }
    guard parts.count == 2, let pointed = Self.digits(parts, joinedBy: ".") else {
      return [Message(en: "commas stand before three digits each: \(joined)", zh: "千分位逗号后应有三位数字：\(joined)")]
    }
    return [
      Message(
        en: "a comma stands before three digits: write \(joined), or \(pointed) if it is a decimal point",
        zh: "千分位逗号后应有三位数字：请写 \(joined)；若是小数点，请写 \(pointed)")
    ]
  }

  private static func digits(_ parts: [Substring], joinedBy sign: String) -> String? {
    guard parts.count > 1, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }) else {
      return nil
    }
    let text = parts.joined(separator: sign)
    return isNumber(text[...]) ? text : nil
  }

  private static func isNumber(_ text: Substring) -> Bool {
    let bytes = Array(text.utf8)
    return bytes.contains { (0x30...0x39).contains($0) } && Decimal(cell: bytes.span, allowsPercent: false) != nil
  }
}
