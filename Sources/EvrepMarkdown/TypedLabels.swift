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
      let part = Array(part.utf8)
      guard end + part.count <= bytes.count, (0..<part.count).allSatisfy({ bytes[end + $0] == part[$0] }) else {
        return false
      }
      end += part.count
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
      let signs = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"].map { Array($0.utf8) }
      while end + 3 <= bytes.count,
        signs.contains(where: { sign in (0..<3).allSatisfy { bytes[end + $0] == sign[$0] } })
      {
        end += 3
      }
    case .arabic: while end < bytes.count, ASCII.isDigit(bytes[end]) { end += 1 }
    case .lowerLetter, .upperLetter, .lowerRoman, .upperRoman:
      let isUpper = self == .upperLetter || self == .upperRoman
      let isRoman = self == .lowerRoman || self == .upperRoman
      let known = isRoman ? "ivxlcdm" : "abcdefghijklmnopqrstuvwxyz"
      let letters = Array((isUpper ? known.uppercased() : known).utf8)
      while end < bytes.count, letters.contains(bytes[end]) { end += 1 }
      if !isRoman, end - start > 1 { return nil }
    case .ordinalWord:
      for number in 1...20 {
        let word = Array(text(number).utf8)
        if start + word.count <= bytes.count, (0..<word.count).allSatisfy({ bytes[start + $0] == word[$0] }) {
          return word.count
        }
      }
    }
    return end > start ? end - start : nil
  }
}
