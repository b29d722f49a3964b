import EvrepModel
package import EvrepSource

/// A diff for a terminal: what changed for the reader, grouped, with the reason under each figure.
package struct DiffTerminal {
  private let diff: ReportDiff
  private let words: DiffWording
  private let isColored: Bool
  private var out = ""

  private enum Color: String {
    case bold = "1", faint = "2", red = "31", green = "32", yellow = "33"
  }

  package init(_ diff: ReportDiff, language: MessageLanguage, isColored: Bool) {
    self.diff = diff
    words = DiffWording(language)
    self.isColored = isColored
  }

  package mutating func render() -> String {
    out = paint("--- \(plain(diff.old.name))\n+++ \(plain(diff.new.name))\n", .bold)
    if diff.isEmpty { return out + words.nothing + "\n" }
    figures()
    list(words.problems, diff.problems.map { (sign($0), words.text($0)) })
    list(words.checks, diff.checks.map { ($0.new?.holds == true ? "+" : "-", words.text($0)) })
    list(words.warnings, diff.findings.map { ($0.isNew ? "!" : "-", words.text($0)) })
    prose()
    list(words.structure, titles + diff.passages.structure.map { ("~", words.text($0)) })
    return out
  }

  private var titles: [(String, String)] {
    let (old, new) = (diff.old.ledger.title, diff.new.ledger.title)
    return old == new ? [] : [("~", "\(words.title): \(old) → \(new)")]
  }

  private func sign(_ change: ProblemChange) -> String {
    switch change.kind {
    case .appeared: "+"
    case .gone: "-"
    case .closer, .further: "~"
    }
  }

  // MARK: Parts

  private mutating func figures() {
    guard !diff.figures.isEmpty else { return }
    out += "\n" + paint(words.figures, .bold) + paint("  " + words.summary(of: diff.figures), .faint) + "\n"
    var section: String?
    for group in FigureGroup.groups(diff.figures) {
      let headings = words.section(group.section)
      if headings != section, !headings.isEmpty { out += "  " + paint(plain(headings), .faint) + "\n" }
      section = headings
      let printed = group.changes.compactMap { ($0.new ?? $0.old)?.printed }
      out += "    " + plain(window(group.sentence, around: printed)) + "\n"
      for (index, change) in group.changes.enumerated() {
        out += "      " + line(change) + "\n"
        // What is the reason for several figures in a row is said behind the last.
        if index + 1 < group.changes.count, group.changes[index + 1].causes == change.causes { continue }
        for cause in words.causes(change) { out += "        " + paint("← " + plain(cause), .faint) + "\n" }
      }
    }
  }

  private func line(_ change: FigureChange) -> String {
    guard let new = change.new else { return paint("- " + plain(change.old.map(words.figure) ?? ""), .red) }
    guard let old = change.old else { return paint("+ " + plain(words.figure(new)), .green) }
    let difference = words.difference(change)
    return paint(plain(words.figure(old)), .red) + " → " + paint(plain(words.figure(new)), .green)
      + (difference.isEmpty ? "" : "  (\(difference))")
  }

  private mutating func list(_ heading: String, _ items: [(sign: String, text: String)]) {
    guard !items.isEmpty else { return }
    out += "\n" + paint(heading, .bold) + "\n"
    for (sign, text) in items {
      let color: Color = sign == "+" ? .green : sign == "-" ? .red : .yellow
      out += "  " + paint(sign, color) + " " + plain(text) + "\n"
    }
  }

  private mutating func prose() {
    let changes = diff.passages.prose
    guard !changes.isEmpty else { return }
    out += "\n" + paint(words.prose, .bold) + "\n"
    var section: [String]?
    for change in changes {
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
    case .removed(let text, _): isColored ? paint(plain(text), .red) : "[-\(plain(text))-]"
    case .added(let text, _): isColored ? paint(plain(text), .green) : "{+\(plain(text))+}"
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

  private func paint(_ text: String, _ color: Color) -> String {
    isColored && !text.isEmpty ? "\u{1B}[\(color.rawValue)m\(text)\u{1B}[0m" : text
  }

  private func plain(_ text: String) -> String { SafeText.of(text) }
}
