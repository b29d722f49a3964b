package import EvrepSource

/// A page of the catalogue of diagnostics: `Grammar/diagnostics/EVnnnn.md`.
///
/// Its fenced blocks are an example that is compiled: `evrep bad` yields the code and nothing else, `evrep good` yields
/// nothing. `file="a.csv"` behind a fence's language makes the block a file beside both.
package struct CataloguePage: Sendable {
  /// What stands on the page in one language.
  package struct Text: Sendable {
    /// The first paragraph, in bold: what is wrong, in a line.
    package var title = ""
    /// What that means.
    package var meaning: [String] = []
    /// Why it is refused: the paragraphs from `Why:` or `为什么：` on.
    package var reason: [String] = []
  }

  /// A fenced block.
  package struct Block: Sendable {
    package let language: String
    /// The words behind the language, and `key="value"` pairs.
    let attributes: [(key: String, value: String)]
    package let text: String

    package func has(_ key: String) -> Bool { attributes.contains { $0.key == key } }
    package func value(_ key: String) -> String? { attributes.first { $0.key == key }?.value }
  }

  /// The code that the heading names.
  package let code: String
  package private(set) var english = Text()
  package private(set) var chinese = Text()
  package private(set) var blocks: [Block] = []

  /// Reads a page; nil where it does not begin with a heading.
  package init?(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let heading = lines.first, heading.hasPrefix("# ") else { return nil }
    code = String(heading.dropFirst(2))
    var section = ""
    var paragraph: [Substring] = []
    var at = 1
    while at < lines.count {
      let line = lines[at]
      at += 1
      if line.hasPrefix("```") {
        let end = lines[at...].firstIndex { $0.hasPrefix("```") } ?? lines.endIndex
        blocks.append(Self.block(line.dropFirst(3), lines[at..<end]))
        at = min(end + 1, lines.count)
      } else if line.hasPrefix("## ") || line.isEmpty {
        add(paragraph, to: section)
        paragraph = []
        if line.hasPrefix("## ") { section = String(line.dropFirst(3)) }
      } else {
        paragraph.append(line)
      }
    }
    add(paragraph, to: section)
  }

  package subscript(_ language: MessageLanguage) -> Text { language == .english ? english : chinese }

  private mutating func add(_ paragraph: [Substring], to section: String) {
    guard !paragraph.isEmpty else { return }
    switch section {
    case "English": english.add(paragraph.joined(separator: " "), reason: "Why:")
    // Lines of Chinese are joined without a blank.
    case "中文": chinese.add(paragraph.joined(), reason: "为什么：")
    default: break
    }
  }

  private static func block(_ info: Substring, _ lines: ArraySlice<Substring>) -> Block {
    // Values stand between quotes, so that every second part is one.
    let parts = info.split(separator: "\"", omittingEmptySubsequences: false)
    var attributes: [(key: String, value: String)] = []
    for (index, part) in parts.enumerated() where index % 2 == 0 {
      for word in part.split(separator: " ") {
        let isKey = word.hasSuffix("=") && index + 1 < parts.count
        attributes.append((String(isKey ? word.dropLast() : word), isKey ? String(parts[index + 1]) : ""))
      }
    }
    let language = attributes.first?.key ?? ""
    return Block(
      language: language, attributes: Array(attributes.dropFirst()), text: lines.map { $0 + "\n" }.joined())
  }
}

extension CataloguePage.Text {
  fileprivate mutating func add(_ paragraph: String, reason: String) {
    if title.isEmpty {
      title = paragraph.hasPrefix("**") && paragraph.hasSuffix("**") ? String(paragraph.dropFirst(2).dropLast(2)) : ""
    } else if !self.reason.isEmpty || paragraph.hasPrefix(reason) {
      self.reason.append(paragraph)
    } else {
      meaning.append(paragraph)
    }
  }
}
