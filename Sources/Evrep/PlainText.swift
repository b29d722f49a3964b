import EvrepModel

/// A rendered report as its reader's eye takes it: text without markup, a line a block, blanks one at a time.
enum PlainText {
  /// Elements that stand inside a line. Of others each begins and ends one.
  static let inline: Set<String> = ["a", "em", "strong", "del", "code", "mark", "span"]
  static let entities: [String: UInt8] = [
    "lt": UInt8(ascii: "<"), "gt": UInt8(ascii: ">"), "amp": UInt8(ascii: "&"), "quot": UInt8(ascii: "\""),
    "#x27": UInt8(ascii: "'"),
  ]

  /// The text of a title and of the HTML that the renderer wrote; numbers of footnotes left out.
  static func of(title: [Insertion], fragment: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    for case .text(let piece) in title { text += piece.utf8 }
    text = collapsed(text) + [0x0A]
    var at = 0
    while at < fragment.count {
      switch fragment[at] {
      case UInt8(ascii: "<"):
        let end = fragment[at...].firstIndex(of: UInt8(ascii: ">")) ?? fragment.count - 1
        let tag = fragment[(at + 1)..<end]
        at = end + 1
        let name = String(
          decoding: tag.drop { $0 == 0x2F }.prefix { $0 | 0x20 >= 0x61 || $0 < 0x3A && $0 >= 0x30 }, as: UTF8.self)
        if name == "sup" {
          while tag.first != 0x2F, at < fragment.count, !fragment[at...].starts(with: "</sup".utf8) { at += 1 }
        } else if !inline.contains(name) {
          text.append(0x0A)
        }
      case UInt8(ascii: "&"):
        let name = fragment[(at + 1)...].prefix { $0 != UInt8(ascii: ";") }
        text.append(entities[String(decoding: name, as: UTF8.self)] ?? UInt8(ascii: "&"))
        at += name.count + 2
      case 0x0A:
        append(0x20, to: &text)
        at += 1
      default:
        append(fragment[at], to: &text)
        at += 1
      }
    }
    return text
  }

  /// A sentence that is looked for.
  static func of(_ sentence: String) -> [UInt8] { collapsed(Array(sentence.utf8)) }

  /// True where `part` stands in `text`. Its first byte is looked for, then the rest is compared.
  static func contains(_ text: [UInt8], _ part: [UInt8]) -> Bool {
    guard let first = part.first else { return true }
    guard part.count <= text.count else { return false }
    return (0...(text.count - part.count)).contains { start in
      text[start] == first && text[start..<(start + part.count)].elementsEqual(part)
    }
  }

  private static func collapsed(_ bytes: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    for byte in bytes { append(byte == 0x0A ? 0x20 : byte, to: &text) }
    return text
  }

  /// Appends a byte, but no blank behind another or at the beginning of a line.
  private static func append(_ byte: UInt8, to text: inout [UInt8]) {
    if byte == 0x20, let last = text.last, last == 0x20 || last == 0x0A { return }
    text.append(byte)
  }
}
