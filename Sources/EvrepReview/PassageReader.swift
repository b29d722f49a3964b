/// Reads the passages of the HTML that the renderer wrote, with the signs around what holes printed.
///
/// It knows that HTML and no other: every element is closed, but for those that have no end tag.
package struct PassageReader {
  /// The signs in the HTML: U+FDD6, a hole's number, U+FDD7, what it printed, U+FDD8; behind a label stands U+FFFE.
  private enum Sign {
    static let number: UInt32 = 0xFDD6
    static let text: UInt32 = 0xFDD7
    static let end: UInt32 = 0xFDD8
    static let label: UInt32 = 0xFFFE
  }

  private static let inline: Set<String> = [
    "a", "em", "strong", "del", "code", "mark", "span", "sup", "img", "br", "input",
  ]
  private static let lines: Set<String> = ["p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "figcaption", "tr"]

  private var passages: [Passage] = []
  private var containers: [Passage.Container] = []
  private var headings: [(level: Int, text: String)] = []
  private var containerCount = 0
  /// The element whose line is being read.
  private var line: (name: String, tag: String)?
  private var tokens: [Passage.Token] = []
  private var text = String.UnicodeScalarView()
  private var figure: Int?
  private var label = ""

  /// The passages of `html` in their order. Linear.
  package static func passages(of html: [UInt8]) -> [Passage] {
    var reader = PassageReader()
    reader.read(String(decoding: html, as: UTF8.self).unicodeScalars)
    return reader.passages
  }

  private mutating func read(_ html: String.UnicodeScalarView) {
    var at = html.startIndex
    while at < html.endIndex {
      let scalar = html[at]
      html.formIndex(after: &at)
      switch scalar.value {
      case 0x3C:
        let end = html[at...].firstIndex(of: ">") ?? html.endIndex
        tag(String(html[at..<end]))
        at = end == html.endIndex ? end : html.index(after: end)
      case 0x26:
        let end = html[at...].firstIndex(of: ";") ?? html.endIndex
        text.append(Self.entities[String(html[at..<end])] ?? "&")
        at = end == html.endIndex ? end : html.index(after: end)
      case Sign.number:
        endText()
        let end = html[at...].firstIndex { $0.value == Sign.text } ?? html.endIndex
        figure = Int(String(html[at..<end]))
        at = end == html.endIndex ? end : html.index(after: end)
      case Sign.end:
        endText()
        figure = nil
      case Sign.label:
        label = String(text).trimmed
        text = String.UnicodeScalarView()
      default: text.append(scalar)
      }
    }
    endPassage()
  }

  private static let entities: [String: Unicode.Scalar] = [
    "lt": "<", "gt": ">", "amp": "&", "quot": "\"", "#x27": "'",
  ]

  private mutating func endText() {
    if !text.isEmpty { tokens.append(.text(String(text), figure: figure)) }
    text = String.UnicodeScalarView()
  }

  private mutating func tag(_ tag: String) {
    let isEnd = tag.hasPrefix("/")
    let name = String(tag.drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber })
    let isCell = name == "td" || name == "th"
    // Line breaks between cells are no text.
    if isCell, !isEnd { text = String.UnicodeScalarView() }
    if Self.inline.contains(name) || isCell || line?.name == "pre" && name != "pre" {
      endText()
      tokens.append(.tag("<\(tag)>"))
    } else if Self.lines.contains(name) {
      endPassage()
      line = isEnd ? nil : (name, "<\(tag)>")
    } else {
      endPassage()
      if name == "hr" {
        passages.append(passage("hr", "<\(tag)>"))
      } else if isEnd {
        close(name)
      } else {
        open(name, tag)
      }
    }
  }

  private mutating func open(_ name: String, _ tag: String) {
    containerCount += 1
    containers.append(Passage.Container(name: name, tag: "<\(tag)>", number: containerCount))
  }

  private mutating func close(_ name: String) {
    if let index = containers.lastIndex(where: { $0.name == name }) { containers.removeSubrange(index...) }
  }

  private mutating func passage(_ name: String, _ tag: String) -> Passage {
    Passage(
      containers: containers, tag: tag, name: name, tokens: tokens, label: label, section: headings.map(\.text))
  }

  private mutating func endPassage() {
    if line?.name == "tr" { text = String.UnicodeScalarView() }
    endText()
    defer {
      tokens = []
      label = ""
    }
    // Line breaks between tags are no text.
    let isBlank = tokens.allSatisfy { token in
      if case .text(let text, nil) = token { return text.trimmed.isEmpty }
      return false
    }
    guard !isBlank else { return }
    let (name, tag) = line ?? ("", "")
    var passage = passage(name, tag)
    if passage.isHeading, let level = name.last.flatMap({ Int(String($0)) }) {
      headings.removeAll { $0.level >= level }
      passage.section = headings.map(\.text)
      if !passage.isTitle { headings.append((level, passage.text)) }
    }
    passages.append(passage)
  }
}
