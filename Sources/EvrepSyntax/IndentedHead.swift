package import EvrepSource

/// A line that would begin a block if it did not begin with so many blanks that Markdown reads it as code.
package enum IndentedHead {
  /// How far back it is looked for.
  private static let reach = 4096

  /// The blanks and colons of such a line before byte `offset`, with no other line of a block between.
  package static func find(before offset: Int, in bytes: [UInt8]) -> (blanks: ByteRange, fence: ByteRange)? {
    var end = offset
    while end > 0, bytes[end - 1] != 0x0A { end -= 1 }
    let limit = max(0, end - reach)
    while end > limit {
      var start = end - 1
      while start > 0, bytes[start - 1] != 0x0A { start -= 1 }
      let fence = bytes[start..<end].prefix { $0 == 0x20 || $0 == 0x09 }.endIndex
      if bytes[fence..<end].starts(with: ":::".utf8) {
        let width = bytes[start..<fence].reduce(0) { $0 + ($1 == 0x09 ? 4 : 1) }
        let hasWord = bytes[(fence + 3)..<end].contains { $0 > 0x20 }
        return width >= 4 && hasWord ? (start..<fence, fence..<fence + 3) : nil
      }
      end = start
    }
    return nil
  }

  /// What is said of it.
  package static func diagnostic(
    _ head: (blanks: ByteRange, fence: ByteRange), _ code: DiagnosticCode, _ file: FileID, besides place: Place
  ) -> Diagnostic {
    Diagnostic(
      code, at: Place(file, head.fence),
      Message(en: "this line begins no block: with four blanks before it, it is code", zh: "这一行不能开始块：前面空了四格，成了代码"),
      labels: [Label(place, Message(en: "this stands in no block for that", zh: "因此这里不在任何块内"))],
      fixIts: [
        FixIt(
          Message(en: "take out the blanks", zh: "删去空格"), replace: Place(file, head.blanks), with: "", isSafe: true)
      ])
  }
}

extension Parser {
  /// Reports the line that begins a block where it is indented and the one that ends the block is not: it stands in an item of a list,
  /// or is code, and what is in the block does not.
  ///
  /// - Parameters: the first colons of the two lines.
  mutating func compareIndents(_ opening: Int, _ closing: Int) {
    guard let first = indent(before: opening), let last = indent(before: closing), first.width > last.width + 1
    else { return }
    report(
      Diagnostic(
        .misplacedBlock, at: place(opening..<opening + 3),
        Message(en: "the lines that begin and end a block are indented alike", zh: "块的起始行与结束行缩进要一致"),
        labels: [
          Label(place(closing..<closing + 3), Message(en: "the block ends here", zh: "该块在此结束"))
        ],
        notes: [
          Message(
            en: "blanks put a line into the item of a list above it; four of them make it code",
            zh: "行首的空格使该行归入上方的列表项，空四格则成为代码")
        ],
        fixIts: [
          FixIt(
            Message(en: "indent it as the other", zh: "与另一行对齐"), replace: place(first.blanks),
            with: String(decoding: bytes[last.blanks], as: UTF8.self), isSafe: true)
        ]))
  }

  /// The blanks before a fence, and how wide they are; nil where something else stands before it.
  private func indent(before fence: Int) -> (blanks: ByteRange, width: Int)? {
    var start = fence
    while start > 0, bytes[start - 1] == 0x20 || bytes[start - 1] == 0x09 { start -= 1 }
    guard start == 0 || bytes[start - 1] == 0x0A, bytes[fence...].starts(with: ":::".utf8) else { return nil }
    return (start..<fence, bytes[start..<fence].reduce(0) { $0 + ($1 == 0x09 ? 4 : 1) })
  }
}
