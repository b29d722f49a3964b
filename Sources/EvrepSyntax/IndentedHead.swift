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
