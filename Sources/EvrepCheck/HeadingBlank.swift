import EvrepSource
import EvrepSyntax

extension Checker {
  /// #基本情况, ##　基本情况: without an ordinary blank behind its signs a heading is text.
  mutating func checkHeadingBlank(_ start: Int, _ limit: Int, _ node: SyntaxNode) {
    let bytes = node.fileBytes
    var position = start
    while position < limit, position - start < 3, bytes[position] == UInt8(ascii: " ") { position += 1 }
    let first = position
    var level = 0
    while position < limit, let width = Self.signWidth(bytes, position) {
      position += width
      level += 1
    }
    guard (1...6).contains(level), position < limit else { return }
    let signs = first..<position
    let isWide = signs.count > level
    let hasWideBlank = bytes[position...].starts(with: "　".utf8)
    let line = Self.line(start, bytes)
    guard isWide || hasWideBlank || isMeant(position, level, line, bytes) else { return }
    // ＃ 基本情况 has its blank.
    var end = position
    while bytes[end...].starts(with: "　".utf8) { end += 3 }
    while end < limit, bytes[end] == UInt8(ascii: " ") { end += 1 }
    // ＃ on a line of its own is read with the next one.
    guard isWide || end < line.upperBound else { return }
    let heading = String(repeating: "#", count: level) + " "
    report(
      .headingWithoutBlank, Place(node.file, signs),
      en: isWide || hasWideBlank
        ? "a full-width sign or blank makes no heading" : "without a blank behind it this is text, not a heading",
      zh: isWide || hasWideBlank ? "全角的 # 或空格不构成标题" : "# 后面没有空格，这是正文而不是标题",
      fixIts: [
        FixIt(
          Message(en: "write ‘\(heading)’ before the heading", zh: "在标题前写“\(heading)”"),
          replace: Place(node.file, first..<end), with: heading, isSafe: false)
      ])
  }

  /// The width of a # or ＃.
  private static func signWidth(_ bytes: [UInt8], _ position: Int) -> Int? {
    if bytes[position] == UInt8(ascii: "#") { return 1 }
    return bytes[position...].starts(with: "＃".utf8) ? 3 : nil
  }

  /// True where a heading is likely meant: an ideograph follows, and no second # as in #话题#; a letter only behind several
  /// signs, for #tag is text.
  private func isMeant(_ position: Int, _ level: Int, _ line: ByteRange, _ bytes: [UInt8]) -> Bool {
    let byte = bytes[position]
    if (0xE4...0xE9).contains(byte) || (byte == 0xE3 && bytes[position + 1] >= 0x90) {
      return level > 1 || !bytes[position..<line.upperBound].contains(UInt8(ascii: "#"))
    }
    let isLetter = (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z")
    return isLetter && level > 1
  }
}
