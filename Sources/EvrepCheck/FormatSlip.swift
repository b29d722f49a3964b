import EvrepUnits

/// Formats as other programs and people write them: `0.00`, `2dp`, `%.1f`, `#,##0`, 两位小数.
enum FormatSlip {
  /// The format that is meant; nil where that cannot be told.
  static func meant(by text: String, isChinese: Bool) -> String? {
    let written = String(text.lowercased().filter { $0 != " " })
    if let picture = picture(written, isChinese) { return picture }
    if let decimals = misplacedPoint(written) { return decimals }
    var rest = written[...]
    for prefix in ["保留到", "保留", "精确到", "小数点后", "小数", "to"] where rest.hasPrefix(prefix) {
      rest = rest.dropFirst(prefix.count)
      break
    }
    let hasPrefix = rest.count < written.count
    let suffixes = ["位小数", "个小数", "decimalplaces", "decimals", "decimal", "places", "dps", "dp", "d.p."]
    let suffix = suffixes.first { rest.hasSuffix($0) } ?? (hasPrefix && rest.hasSuffix("位") ? "位" : nil)
    guard let suffix else { return nil }
    let count = String(rest.dropLast(suffix.count))
    guard let decimals = Int(count) ?? Int(ChineseNumeralReading(count)?.digits ?? ""), (0...18).contains(decimals)
    else {
      return nil
    }
    return ".\(decimals)"
  }

  /// `2.`, `.2.`, `。2`: a number of decimals with its point behind it, with one point more, or with another point.
  private static func misplacedPoint(_ text: String) -> String? {
    guard let digit = text.first(where: \.isNumber), digit.isASCII, text.count <= 3 else { return nil }
    let points = text.filter { $0 != digit }
    guard text.count == points.count + 1, !points.isEmpty, points.allSatisfy({ ".。．·".contains($0) }) else {
      return nil
    }
    return ".\(digit)"
  }

  /// `0`, `0.00`, `0.01`, `%.2f`, `.2f`, `#,##0.00`, `0%`: a picture of the number.
  private static func picture(_ text: String, _ isChinese: Bool) -> String? {
    if text.hasSuffix("f") {
      let digits = text.dropLast().drop { $0 == "%" }.drop { $0 == "." }
      guard let decimals = Int(digits), (0...18).contains(decimals), digits.allSatisfy(\.isNumber) else { return nil }
      return ".\(decimals)"
    }
    let isPercentage = text.hasSuffix("%")
    let parts = (isPercentage ? text.dropLast() : text[...]).split(separator: ".", omittingEmptySubsequences: false)
    guard let whole = parts.first, parts.count <= 2, whole.allSatisfy({ "0#,".contains($0) }), whole.hasSuffix("0")
    else {
      return nil
    }
    var format: [String] = []
    if parts.count == 2 {
      let isPicture = !parts[1].isEmpty && parts[1].dropLast().allSatisfy { $0 == "0" || $0 == "#" }
      guard isPicture, let last = parts[1].last, "01#".contains(last), parts[1].count <= 18 else { return nil }
      format.append(".\(parts[1].count)")
    } else if !whole.contains(",") || isPercentage {
      format.append(".0")
    }
    if whole.contains(",") { format.append(isChinese ? "分节" : "grouped") }
    if isPercentage { format.append("%") }
    return format.joined(separator: " ")
  }
}
