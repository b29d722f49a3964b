internal import EvrepModel
package import EvrepSource

extension Style {
  /// Reads a `.style` file, which holds `key: value` lines and `#` comments.
  ///
  /// Unknown keys and bad values are EV0009, each at its line; the other lines count all the same.
  ///
  /// - Parameters:
  ///   - file: names the file in messages; nil for a built-in, which has no mistakes to place.
  ///   - name: the class of the page; blanks become hyphens.
  ///   - sheet: the CSS at `sheetPath`, which may also be set afterwards.
  package static func parse(
    _ bytes: [UInt8], file: FileID?, name: String, sheet: [UInt8] = []
  ) -> (Style, [Diagnostic]) {
    var style = Style(name: String(name.map { $0.isWhitespace ? "-" : $0 }), sheet: sheet)
    var diagnostics: [Diagnostic] = []
    for line in lines(of: bytes) {
      let place = file.map { Place($0, line.range) }
      guard let colon = line.text.utf8.firstIndex(of: UInt8(ascii: ":")) else {
        diagnostics.append(badLine(line.text, at: place))
        continue
      }
      let (key, language) = splitKey(trimmed(line.text[..<colon]))
      let value = unquoted(trimmed(line.text[line.text.index(after: colon)...]))
      if let problem = style.set(key, language, value) { diagnostics.append(problem.diagnostic(key, value, at: place)) }
    }
    return (style, diagnostics)
  }

  /// Why a line was not taken.
  private enum Refusal {
    case unknownKey, noNumeral, unknownLayout

    func diagnostic(_ key: String, _ value: String, at place: Place?) -> Diagnostic {
      switch self {
      case .unknownKey:
        Diagnostic(
          .badStyle, at: place, Message(en: "a style has no key `\(key)`", zh: "样式没有“\(key)”这一项"))
      case .noNumeral:
        Diagnostic(
          .badStyle, at: place,
          Message(en: "`\(value)` holds no numeral to count with", zh: "“\(value)”中没有可以计数的数字"),
          notes: [
            Message(
              en: "write the label of the first one: 一, 1, a, A, i, I or First stands for the counter",
              zh: "请写出第一个的样子：一、1、a、A、i、I 或 First 表示序号")
          ])
      case .unknownLayout:
        Diagnostic(
          .badStyle, at: place,
          Message(en: "`\(value)` is no layout of items", zh: "“\(value)”不是条目的排法"),
          notes: [Message(en: "write run-in, paragraphs or list", zh: "请写 run-in、paragraphs 或 list")])
      }
    }
  }

  private mutating func set(_ key: String, _ language: ReportLanguage?, _ value: String) -> Refusal? {
    switch key {
    case "sheet" where language == nil: sheetPath = value
    case "measures items" where language == nil:
      guard let layout = ItemLayout(rawValue: value) else { return .unknownLayout }
      measuresItems = layout
    case "measures": measuresLabels.append((language, value))
    case "rounding note": roundingNotes.append((language, value))
    default:
      guard let kind = Self.formKind(key) else { return .unknownKey }
      guard let form = LabelForm(first: value) else { return .noNumeral }
      forms.append((FormKey(kind: kind, language: language), form))
    }
    return nil
  }

  private static func formKind(_ key: String) -> FormKey.Kind? {
    func level(_ prefix: String) -> Int? {
      guard key.hasPrefix(prefix), let level = Int(key.dropFirst(prefix.count)), (1...6).contains(level) else {
        return nil
      }
      return level
    }
    switch key {
    case "problem": return .problem
    case "series": return .series
    case "table": return .table
    case "reference problem": return .referenceProblem
    default:
      if let level = level("heading ") { return .heading(level) }
      return level("reference heading ").map { .referenceHeading($0) }
    }
  }

  /// A line that says something, and its bytes without blanks around it.
  private struct Line {
    let text: String
    let range: ByteRange
  }

  private static func lines(of bytes: [UInt8]) -> [Line] {
    var lines: [Line] = []
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      var (low, high) = (start, end)
      while low < high, ASCII.isSpace(bytes[low]) { low += 1 }
      while high > low, ASCII.isSpace(bytes[high - 1]) { high -= 1 }
      if low < high, bytes[low] != UInt8(ascii: "#") {
        lines.append(Line(text: String(decoding: bytes[low..<high], as: UTF8.self), range: low..<high))
      }
      start = end + 1
    }
    return lines
  }

  private static func splitKey(_ key: String) -> (String, ReportLanguage?) {
    for language in [ReportLanguage.chinese, .english] where key.hasSuffix(" " + language.rawValue) {
      return (trimmed(key.dropLast(language.rawValue.count + 1)), language)
    }
    return (key, nil)
  }

  private static func trimmed(_ text: Substring) -> String {
    let isBlank = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
    let body = text.utf8.drop(while: isBlank)
    guard let last = body.lastIndex(where: { !isBlank($0) }) else { return "" }
    return String(text[body.startIndex..<body.index(after: last)])
  }

  /// Quotes around a value keep its blanks.
  private static func unquoted(_ value: String) -> String {
    guard value.utf8.count >= 2, value.hasPrefix("\""), value.hasSuffix("\"") else { return value }
    return String(value.dropFirst().dropLast())
  }

  private static func badLine(_ text: String, at place: Place?) -> Diagnostic {
    Diagnostic(
      .badStyle, at: place,
      Message(en: "`\(text)` is not a `key: value` line", zh: "“\(text)”不是“键: 值”的形式"))
  }
}
