/// A block of a rendered report that holds text: a paragraph, a heading, a list item's line, a row of a table.
package struct Passage: Hashable, Sendable {
  /// An element that holds passages or other containers: a list, an item, a table, a section.
  package struct Container: Hashable, Sendable {
    /// The name of the element.
    let name: String
    /// Its start tag.
    let tag: String
    /// Tells one list from the next; ascending in the order of the text.
    let number: Int
  }

  /// A part of the passage's line.
  enum Token: Hashable, Sendable {
    /// A tag inside the line, or of a row's cell, as it stands in the HTML.
    case tag(String)
    /// Text without escapes. `figure` is the number of the hole that printed it; nil for prose.
    case text(String, figure: Int?)
  }

  /// The elements around it, outermost first.
  var containers: [Container]
  /// The start tag of its own element; empty for text that stands in its container directly.
  var tag: String
  /// The name of that element.
  var name: String
  var tokens: [Token]
  /// The number that the style writes before it; empty for none.
  var label: String
  /// The headings over it, outermost first, without their numbers.
  var section: [String]

  /// True for a heading.
  package var isHeading: Bool { name.count == 2 && name.first == "h" && name != "hr" }

  /// True for the report's title.
  package var isTitle: Bool { tag.contains("class=\"title\"") }

  /// The text that a reader sees, cells parted by ` | `, without the label.
  package var text: String {
    var text = ""
    for token in tokens {
      switch token {
      case .text(let piece, _): text += piece
      case .tag(let tag): if tag.hasPrefix("</td") || tag.hasPrefix("</th") { text += " | " }
      }
    }
    if text.hasSuffix(" | ") { text.removeLast(3) }
    return text.trimmed
  }

  /// The text with every figure as one and the same sign, so that passages which differ in figures alone are equal.
  package var wording: String {
    var text = ""
    var last: Int?
    for case .text(let piece, let figure) in tokens {
      if figure == nil { text += piece } else if figure != last { text += "\u{FFFC}" }
      last = figure
    }
    return text.trimmed
  }

  /// The numbers of the holes that print in it.
  package var figures: [Int] {
    tokens.compactMap { token in
      if case .text(_, let figure) = token { return figure }
      return nil
    }
  }
}

extension String {
  /// Without the blanks around it.
  var trimmed: String {
    var text = self[...]
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}
