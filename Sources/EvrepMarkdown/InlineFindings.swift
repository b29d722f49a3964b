internal import CCmarkGFM
internal import CEvrepMarkdown
internal import EvrepModel
internal import EvrepSource

/// What a writer leaves out, and the warnings about it.
struct InlineFindings {
  /// The most warnings of a report.
  private static let limit = 10_000

  /// How many tags are remembered that may be closed yet.
  private static let openLimit = 16

  private(set) var diagnostics: [Diagnostic] = []
  /// The names of tags that were reported and may be closed yet.
  private var openTags: [[UInt8]] = []
  private var locator: Locator
  /// False for the second of two writers, which leaves out the same.
  private let isReporting: Bool

  init(locator: Locator, isReporting: Bool) {
    self.locator = locator
    self.isReporting = isReporting
  }

  /// Leaves a block of HTML out; false for comments, which go without a word.
  mutating func dropBlock(_ node: Node) -> Bool {
    guard !Self.isComment(literal(node)) else { return false }
    reportHTML(node)
    return true
  }

  /// Leaves an HTML tag in a line out; false for comments, which go without a word. A tag and the one that closes it are
  /// one finding.
  mutating func dropInline(_ node: Node) -> Bool {
    let html = literal(node)
    let isClosing = html.has("</", at: 0)
    let name = html.dropFirst(isClosing ? 2 : 1).prefix { ASCII.isLetter($0) || ASCII.isDigit($0) }.map { $0 | 0x20 }
    if isClosing, let open = openTags.lastIndex(of: name) {
      openTags.remove(at: open)
      return true
    }
    guard dropBlock(node) else { return false }
    if !isClosing, openTags.count < Self.openLimit { openTags.append(name) }
    return true
  }

  /// Leaves the address of a link or picture out.
  mutating func dropAddress(_ node: Node) {
    guard isReporting, diagnostics.count < Self.limit else { return }
    let place = locator.place(line: Int(cmark_node_get_start_line(node)), length: 1) { bytes, at in
      bytes[at] == UInt8(ascii: "[") || bytes[at] == UInt8(ascii: "<")
    }
    diagnostics.append(
      Diagnostic(
        .addressDropped, at: place,
        Message(en: "this address is left out", zh: "此地址不予输出"),
        notes: [
          Message(
            en: "links lead to http, https, mailto, relative paths and #names; pictures are relative paths",
            zh: "链接只可用 http、https、mailto、相对路径和 #名称；图片只可用相对路径")
        ]))
  }

  private mutating func reportHTML(_ node: Node) {
    guard isReporting, diagnostics.count < Self.limit else { return }
    let html = literal(node)
    let start = html.firstIndex { !ASCII.isSpace($0) } ?? 0
    var end = html[start...].prefix(24).firstIndex(of: 0x0A) ?? min(start + 24, html.count)
    // Never inside a character.
    while end > start, end < html.count, html[end] & 0xC0 == 0x80 { end -= 1 }
    let sample = Bytes(rebasing: html[start..<end])
    let place = locator.place(line: Int(cmark_node_get_start_line(node)), length: sample.count) { bytes, at in
      at + sample.count <= bytes.count && (0..<sample.count).allSatisfy { bytes[at + $0] == sample[$0] }
    }
    diagnostics.append(
      Diagnostic(.rawHTMLDropped, at: place, Message(en: "HTML is left out", zh: "HTML 标记不予输出")))
  }

  /// True where `html` is comments and blanks alone.
  private static func isComment(_ html: Bytes) -> Bool {
    var at = 0
    while true {
      while at < html.count, ASCII.isSpace(html[at]) { at += 1 }
      guard at < html.count else { return true }
      guard html.has("<!--", at: at) else { return false }
      at += 4
      while at < html.count, !html.has("-->", at: at) { at += 1 }
      at = min(at + 3, html.count)
    }
  }
}
