package import EvrepSource

/// A diff as Markdown, for a comment on a merge request.
package struct DiffMarkdown {
  private let shown: DiffPresentation
  private var words: DiffWording { shown.words }
  private var out = ""

  package init(_ diff: ReportDiff, language: MessageLanguage) {
    shown = DiffPresentation(diff, language: language)
  }

  package mutating func render() -> String {
    out = "### \(escaped(shown.title))\n\n`\(code(shown.oldName))` → `\(code(shown.newName))`\n"
    if shown.isEmpty { return out + "\n" + words.nothing + "\n" }
    figures()
    for list in [shown.problems, shown.checks, shown.warnings] { add(list) }
    prose()
    add(shown.structure)
    return out
  }

  private mutating func figures() {
    guard !shown.sentences.isEmpty else { return }
    out += "\n#### \(words.figures) (\(shown.summary))\n\n"
    out += "| \(words.sentence) | \(words.was) | \(words.isNow) | \(words.difference) | \(words.cause) |\n"
    out += "|:--|--:|--:|--:|:--|\n"
    for sentence in shown.sentences {
      for (index, figure) in sentence.figures.enumerated() {
        let cells = [
          index == 0 ? sentence.text : "", figure.old ?? "–", figure.new ?? "–", figure.difference,
          figure.causes.joined(separator: words.language == .chinese ? "；" : "; "),
        ]
        out += "| " + cells.map(escaped).joined(separator: " | ") + " |\n"
      }
    }
  }

  private mutating func add(_ list: DiffPresentation.List) {
    guard !list.lines.isEmpty else { return }
    out += "\n#### \(list.heading)\n\n"
    for text in list.texts { out += "- \(escaped(text))\n" }
  }

  private mutating func prose() {
    guard !shown.prose.isEmpty else { return }
    out += "\n#### \(words.prose)\n\n"
    for change in shown.prose {
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
