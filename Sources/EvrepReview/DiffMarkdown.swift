import EvrepModel
package import EvrepSource

/// A diff as Markdown, for a comment on a merge request.
package struct DiffMarkdown {
  private let diff: ReportDiff
  private let words: DiffWording
  private var out = ""

  package init(_ diff: ReportDiff, language: MessageLanguage) {
    self.diff = diff
    words = DiffWording(language)
  }

  package mutating func render() -> String {
    out = "### \(escaped(diff.new.ledger.title.isEmpty ? diff.new.ledger.report : diff.new.ledger.title))\n\n"
    out += "`\(code(diff.old.name))` → `\(code(diff.new.name))`\n"
    if diff.isEmpty { return out + "\n" + words.nothing + "\n" }
    figures()
    list(words.problems, diff.problems.map(words.text))
    list(words.checks, diff.checks.map(words.text))
    list(words.warnings, diff.findings.map { ($0.isNew ? "+ " : "− ") + words.text($0) })
    prose()
    list(words.structure, titles + diff.passages.structure.map(words.text))
    return out
  }

  private var titles: [String] {
    let (old, new) = (diff.old.ledger.title, diff.new.ledger.title)
    return old == new ? [] : ["\(words.title): \(old) → \(new)"]
  }

  private mutating func figures() {
    guard !diff.figures.isEmpty else { return }
    out += "\n#### \(words.figures) (\(words.summary(of: diff.figures)))\n\n"
    out += "| \(words.sentence) | \(words.was) | \(words.isNow) | \(words.difference) | \(words.cause) |\n"
    out += "|:--|--:|--:|--:|:--|\n"
    for group in FigureGroup.groups(diff.figures) {
      for (index, change) in group.changes.enumerated() {
        let cells = [
          index == 0 ? group.sentence : "", change.old.map(words.figure) ?? "–", change.new.map(words.figure) ?? "–",
          words.difference(change), words.causes(change).joined(separator: words.language == .chinese ? "；" : "; "),
        ]
        out += "| " + cells.map(escaped).joined(separator: " | ") + " |\n"
      }
    }
  }

  private mutating func list(_ heading: String, _ items: [String]) {
    guard !items.isEmpty else { return }
    out += "\n#### \(heading)\n\n"
    for item in items { out += "- \(escaped(item))\n" }
  }

  private mutating func prose() {
    let changes = diff.passages.prose
    guard !changes.isEmpty else { return }
    out += "\n#### \(words.prose)\n\n"
    for change in changes {
      for sentence in change.sentences { out += "- " + sentence.joined.map(text).joined().trimmed + "\n" }
    }
  }

  /// HTML's own marks, which Markdown lets through and which need no blanks around them.
  private func text(_ part: LinePart) -> String {
    switch part {
    case .tag: ""
    case .same(let text, _): escaped(text)
    case .removed(let text, _): "<del>\(escaped(text))</del>"
    case .added(let text, _): "<ins>\(escaped(text))</ins>"
    }
  }

  /// Text that Markdown takes for nothing but text.
  private func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\", "`", "*", "_", "[", "]", "|", "~", "#", "@": result += "\\" + String(scalar)
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "&": result += "&amp;"
      case "\n", "\r": result += " "
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private func code(_ text: String) -> String { String(text.map { $0 == "`" || $0.isNewline ? "'" : $0 }) }
}
