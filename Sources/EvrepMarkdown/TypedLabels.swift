internal import CCmarkGFM
internal import CEvrepMarkdown
internal import EvrepModel
internal import EvrepSource

/// Numbers that are typed where the style gives one of the very kind: # 一、基本情况, - 一是抓学校.
struct TypedLabels {
  private(set) var diagnostics: [Diagnostic] = []
  private var locator: Locator
  private let style: Style
  private let language: ReportLanguage

  init(locator: Locator, style: Style, language: ReportLanguage) {
    self.locator = locator
    self.style = style
    self.language = language
  }

  /// Reports the number that `block` begins with.
  mutating func check(_ block: Node, _ kind: Style.FormKey.Kind) {
    guard let form = style.form(of: kind, language), let first = cmark_node_first_child(block),
      cmark_node_get_type(first).rawValue == NodeType.text
    else { return }
    let text = literal(first)
    guard let length = form.length(at: 0, in: text) else { return }
    let label = String(decoding: text[..<length], as: UTF8.self)
    let place = locator.place(line: Int(cmark_node_get_start_line(block)), length: length) { bytes, at in
      at + length <= bytes.count && (0..<length).allSatisfy { bytes[at + $0] == text[$0] }
    }
    diagnostics.append(
      Diagnostic(
        .typedLabel, at: place,
        Message(en: "the style puts a number of its own before ‘\(label)’", zh: "样式已有编号，“\(label)”是重复的"),
        fixIts: [FixIt(Message(en: "take it out", zh: "删去"), replace: place, with: "", isSafe: false)]))
  }
}

extension LabelForm {
  /// The length of a label of this form that stands at `start`; nil where none does.
  fileprivate func length(at start: Int, in bytes: Bytes) -> Int? {
    var end = start
    func take(_ part: String) -> Bool {
      var next = end
      for byte in part.utf8 {
        guard next < bytes.count, bytes[next] == byte else { return false }
        next += 1
      }
      end = next
      return true
    }
    // A bare numeral may be a word of the text.
    guard !suffix.isEmpty || !prefix.isEmpty, take(prefix), let digits = numeral.length(at: end, in: bytes) else {
      return nil
    }
    end += digits
    guard take(suffix) else { return nil }
    // 1.5万人 is no number 1.
    return end < bytes.count && numeral == .arabic && ASCII.isDigit(bytes[end]) ? nil : end
  }
}

extension Numeral {
  /// The length of a numeral of this kind at `start`.
  fileprivate func length(at start: Int, in bytes: Bytes) -> Int? {
    var end = start
    switch self {
    case .chinese:
      while let sign = Self.chineseSigns.first(where: { bytes.holds($0, at: end) }) { end += sign.count }
    case .arabic: while end < bytes.count, ASCII.isDigit(bytes[end]) { end += 1 }
    case .lowerLetter, .upperLetter, .lowerRoman, .upperRoman:
      let isUpper = self == .upperLetter || self == .upperRoman
      let isRoman = self == .lowerRoman || self == .upperRoman
      let known = isRoman ? "ivxlcdm" : "abcdefghijklmnopqrstuvwxyz"
      let letters = Array((isUpper ? known.uppercased() : known).utf8)
      while end < bytes.count, letters.contains(bytes[end]) { end += 1 }
      if !isRoman, end - start > 1 { return nil }
    case .ordinalWord:
      return Self.ordinalWords.first { bytes.holds($0, at: start) }?.count
    }
    return end > start ? end - start : nil
  }

  private static let chineseSigns = "一二三四五六七八九十".map { Array($0.utf8) }
  private static let ordinalWords = (1...20).map { Array(Numeral.ordinalWord.text($0).utf8) }
}
