package import EvrepSource

/// A diff for a terminal: what changed for the reader, grouped, with the reason under each figure.
package struct DiffTerminal {
  private let shown: DiffPresentation
  private let paint: Paint
  private var words: DiffWording { shown.words }
  private var out = ""

  package init(_ diff: ReportDiff, language: MessageLanguage, isColored: Bool) {
    shown = DiffPresentation(diff, language: language)
    paint = Paint(isColored: isColored)
  }

  package mutating func render() -> String {
    out = paint("--- \(plain(shown.oldName))\n+++ \(plain(shown.newName))\n", .bold)
    if shown.isEmpty { return out + words.nothing + "\n" }
    figures()
    for list in [shown.problems, shown.checks, shown.warnings] { add(list) }
    prose()
    add(shown.structure)
    return out
  }

  // MARK: Parts

  private mutating func figures() {
    guard !shown.sentences.isEmpty else { return }
    out += "\n" + paint(words.figures, .bold) + paint("  " + shown.summary, .faint) + "\n"
    var section: String?
    for sentence in shown.sentences {
      if sentence.section != section, !sentence.section.isEmpty {
        out += "  " + paint(plain(sentence.section), .faint) + "\n"
      }
      section = sentence.section
      out += "    " + plain(window(sentence.text, around: sentence.printed)) + "\n"
      for (index, figure) in sentence.figures.enumerated() {
        out += "      " + line(figure) + "\n"
        // What is the reason for several figures in a row is said behind the last.
        if index + 1 < sentence.figures.count, sentence.figures[index + 1].causes == figure.causes { continue }
        for cause in figure.causes { out += "        " + paint("← " + plain(cause), .faint) + "\n" }
      }
    }
  }

  private func line(_ figure: DiffPresentation.Figure) -> String {
    guard let new = figure.new else { return paint("- " + plain(figure.old ?? ""), .red) }
    guard let old = figure.old else { return paint("+ " + plain(new), .green) }
    return paint(plain(old), .red) + " → " + paint(plain(new), .green)
      + (figure.difference.isEmpty ? "" : "  (\(figure.difference))")
  }

  private mutating func add(_ list: DiffPresentation.List) {
    guard !list.lines.isEmpty else { return }
    out += "\n" + paint(list.heading, .bold) + "\n"
    for (mark, text) in list.lines { out += "  " + sign(mark) + " " + plain(text) + "\n" }
  }

  private func sign(_ mark: DiffPresentation.Mark) -> String {
    switch mark {
    case .came: paint("+", .green)
    case .went: paint("-", .red)
    case .changed: paint("~", .yellow)
    case .warned: paint("!", .yellow)
    }
  }

  private mutating func prose() {
    guard !shown.prose.isEmpty else { return }
    out += "\n" + paint(words.prose, .bold) + "\n"
    var section: [String]?
    for change in shown.prose {
      if change.section != section, !change.section.isEmpty {
        out += "  " + paint(plain(change.section.joined(separator: " › ")), .faint) + "\n"
      }
      section = change.section
      for sentence in change.sentences { out += "    " + sentence.joined.map(text).joined().trimmed + "\n" }
    }
  }

  private func text(_ part: LinePart) -> String {
    switch part {
    case .tag: ""
    case .same(let text, _): plain(text)
    case .removed(let text, _): paint.isColored ? paint(plain(text), .red) : "[-\(plain(text))-]"
    case .added(let text, _): paint.isColored ? paint(plain(text), .green) : "{+\(plain(text))+}"
    }
  }

  // MARK: Text

  /// The part of a sentence around its changed figures.
  private func window(_ sentence: String, around printed: [String]) -> String {
    let limit = 30
    guard sentence.count > 3 * limit else { return sentence }
    let ranges = printed.compactMap { Self.range(of: $0, in: sentence) }
    guard let first = ranges.map(\.lowerBound).min(), let last = ranges.map(\.upperBound).max() else { return sentence }
    let start = sentence.index(first, offsetBy: -limit, limitedBy: sentence.startIndex) ?? sentence.startIndex
    let end = sentence.index(last, offsetBy: limit, limitedBy: sentence.endIndex) ?? sentence.endIndex
    return (start > sentence.startIndex ? "…" : "") + sentence[start..<end] + (end < sentence.endIndex ? "…" : "")
  }

  private static func range(of part: String, in text: String) -> Range<String.Index>? {
    guard let first = part.first else { return nil }
    var at = text.startIndex
    while let start = text[at...].firstIndex(of: first) {
      if text[start...].hasPrefix(part) {
        return start..<(text.index(start, offsetBy: part.count, limitedBy: text.endIndex) ?? text.endIndex)
      }
      at = text.index(after: start)
    }
    return nil
  }

  private func plain(_ text: String) -> String { SafeText.of(text) }
}
