import EvrepModel

/// Where in the report a reader finds an insertion.
struct ReadingContext {
  /// The headings over it, outermost first; the title is none.
  var section: [LedgerHeading] = []
  /// The sentence around it; in a table what its row and column are called.
  var sentence = ""
}

extension ResolvedDocument {
  /// U+FDD6, behind which an insertion's number stands, U+FDD7, behind which its text does, and U+FDD8.
  private static let signs = [UInt8(0x96), 0x97, 0x98].map {
    String(decoding: [Mark.lead.0, Mark.lead.1, $0], as: UTF8.self)
  }

  /// The document with each insertion between signs that come through rendering, so that it can be found in the HTML.
  func signed() -> ResolvedDocument {
    var document = self
    for (index, insertion) in insertions.enumerated() {
      guard case .text(let text) = insertion else { continue }
      // A value that holds such signs itself would be taken for another one.
      let plain = String(
        String.UnicodeScalarView(
          text.unicodeScalars.filter { !(0xFDD0...0xFDEF).contains($0.value) && $0.value != 0xFFFE }))
      document.insertions[index] = .text(Self.signs[0] + String(index) + Self.signs[1] + plain + Self.signs[2])
    }
    return document
  }

  /// The context of each insertion; nil for one that is not in the text, such as a link's address.
  ///
  /// - Parameter fragment: the HTML of `signed()`, with labels marked. Linear in it.
  func contexts(in fragment: [UInt8]) -> [ReadingContext?] {
    var reader = FragmentReader(count: insertions.count)
    reader.read(fragment)
    return reader.contexts
  }
}

/// Reads the HTML that the renderer wrote, block by block.
private struct FragmentReader {
  var contexts: [ReadingContext?]
  private var headings: [(level: Int, heading: LedgerHeading)] = []
  private var headingLevel: Int?
  private var isTitle = false
  private var block: [UInt8] = []
  /// The insertions of the block and where each begins in it.
  private var found: [(index: Int, offset: Int)] = []
  private var caption = ""
  private var columns: [String] = []
  private var cells: [String] = []

  init(count: Int) { contexts = Array(repeating: nil, count: count) }

  mutating func read(_ html: [UInt8]) {
    var at = 0
    while at < html.count {
      switch html[at] {
      case UInt8(ascii: "<"):
        let end = html[at...].firstIndex(of: UInt8(ascii: ">")) ?? html.count - 1
        tag(html[(at + 1)..<end])
        at = end + 1
      case UInt8(ascii: "&"):
        let name = html[(at + 1)...].prefix(6).prefix { $0 != UInt8(ascii: ";") }
        block.append(PlainText.entities[String(decoding: name, as: UTF8.self)] ?? UInt8(ascii: "&"))
        at += name.count + 2
      case 0xEF where at + 2 < html.count && html[at + 1] == 0xB7 && html[at + 2] == 0x96:
        var index = 0
        at += 3
        while at < html.count, html[at] >= 0x30, html[at] <= 0x39 {
          index = min(index * 10 + Int(html[at] - 0x30), contexts.count)
          at += 1
        }
        if index < contexts.count { found.append((index, block.count)) }
        at += 3
      case 0xEF where at + 2 < html.count && html[at + 1] == 0xB7 && html[at + 2] == 0x98: at += 3
      case 0x0A:
        if let last = block.last, last != 0x20 { block.append(0x20) }
        at += 1
      default:
        block.append(html[at])
        at += 1
      }
    }
    endBlock()
  }

  private mutating func tag(_ tag: ArraySlice<UInt8>) {
    let isEnd = tag.first == UInt8(ascii: "/")
    let name = String(
      decoding: tag.drop { $0 == UInt8(ascii: "/") }.prefix { $0 | 0x20 >= 0x61 || $0 < 0x3A && $0 >= 0x30 },
      as: UTF8.self)
    guard !PlainText.inline.contains(name), name != "sup" else { return }
    if isEnd { end(name) } else { begin(name, String(decoding: tag, as: UTF8.self)) }
  }

  private mutating func begin(_ name: String, _ tag: String) {
    endBlock()
    switch name {
    case "h1", "h2", "h3", "h4", "h5", "h6":
      headingLevel = Int(name.dropFirst())
      isTitle = tag.contains("class=\"title\"")
    case "table": columns = []
    case "tr": cells = []
    default: break
    }
  }

  private mutating func end(_ name: String) {
    switch name {
    case "th": columns.append(text(block[...]))
    case "td":
      // A row is called by its first cell, whatever that is, and by cells of words.
      let isName = cells.isEmpty || found.isEmpty
      settle(row(column: cells.count))
      cells.append(isName ? text(block[...]) : "")
      clear()
    case "figcaption": caption = text(block[...])
    case "figure": caption = ""
    default: break
    }
    endBlock()
  }

  /// What a cell is called: the table's caption, its row's first cells, its column's header.
  private func row(column: Int) -> String {
    let header = column < columns.count ? columns[column] : ""
    let rows = cells.filter { !$0.isEmpty }.prefix(2)
    return ([caption] + rows + [header]).filter { !$0.isEmpty }.joined(separator: " · ")
  }

  private mutating func endBlock() {
    defer { clear() }
    if let level = headingLevel {
      headingLevel = nil
      let mark = Array(Mark.afterLabel.utf8)
      let end = block.indices.first { block[$0...].starts(with: mark) }
      let heading = LedgerHeading(
        number: end.map { text(block[..<$0]) } ?? "", text: text(block[(end.map { $0 + mark.count } ?? 0)...]))
      headings.removeAll { $0.level >= level }
      if !isTitle { headings.append((level, heading)) }
      settle(heading.number + heading.text)
      return
    }
    guard !found.isEmpty else { return }
    let ends = Self.sentenceEnds(block)
    var start = 0
    for end in ends + [block.count] {
      let sentence = text(block[start..<end])
      for item in found where item.offset >= start && (item.offset < end || end == block.count) {
        set(item.index, sentence)
      }
      found.removeAll { $0.offset < end }
      start = end
    }
  }

  private mutating func clear() {
    block = []
    found = []
  }

  private mutating func settle(_ sentence: String) {
    for item in found { set(item.index, sentence) }
    found = []
  }

  private mutating func set(_ index: Int, _ sentence: String) {
    contexts[index] = ReadingContext(section: headings.map(\.heading), sentence: sentence)
  }

  private func text(_ bytes: ArraySlice<UInt8>) -> String { Self.trimmed(String(decoding: bytes, as: UTF8.self)) }

  private static func trimmed(_ text: some StringProtocol) -> String {
    let scalars = text.unicodeScalars.drop { $0 == " " }
    return String(scalars.reversed().drop { $0 == " " }.reversed().map(Character.init))
  }

  /// Where sentences end: behind 。！？； and closing quotes or brackets that follow, and behind . ! ? before a blank.
  private static func sentenceEnds(_ bytes: [UInt8]) -> [Int] {
    let chinese = ["。", "！", "？", "；"].map { Array($0.utf8) }
    let closing = ["”", "’", "）", "》"].map { Array($0.utf8) }
    func follows(_ signs: [[UInt8]], _ at: Int) -> Int? {
      signs.first { at + $0.count <= bytes.count && bytes[at..<at + $0.count].elementsEqual($0) }.map { at + $0.count }
    }
    var ends: [Int] = []
    var at = 0
    while at < bytes.count {
      if bytes[at] >= 0xE2, var end = follows(chinese, at) {
        while let next = follows(closing, end) { end = next }
        ends.append(end)
        at = end
      } else {
        let isStop = [UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?")].contains(bytes[at])
        if isStop, at + 1 < bytes.count, bytes[at + 1] == 0x20 { ends.append(at + 1) }
        at += 1
      }
    }
    return ends
  }
}
