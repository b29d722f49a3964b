import EvrepSource
import EvrepSyntax

/// A line of a block that is none and prints as text: behind four blanks, or behind other text on its line. What it would keep or leave
/// out would print in any case.
extension Checker {
  /// `    ::: when …`: code for Markdown.
  mutating func checkIndentedHead(_ start: Int, _ node: SyntaxNode) {
    let bytes = node.fileBytes
    let fence = bytes[start...].prefix { $0 == 0x20 || $0 == 0x09 }.endIndex
    let width = bytes[start..<fence].reduce(0) { $0 + ($1 == 0x09 ? 4 : 1) }
    guard width >= 4, bytes[fence...].starts(with: ":::".utf8), let word = word(behind: fence, bytes) else {
      return
    }
    let place = Place(node.file, fence..<fence + 3)
    // Where a line further on ends nothing for that, this has been said with it.
    report(
      [.problem, .measures].contains(word) ? .misplacedBlock : .strayFence, place,
      en: "this line begins no block: with four blanks before it, it is code",
      zh: "这一行不能开始块：前面空了四格，成了代码",
      fixIts: [
        FixIt(
          Message(en: "take out the blanks", zh: "删去空格"), replace: Place(node.file, start..<fence), with: "",
          isSafe: true)
      ])
  }

  /// `Spending rose. ::: otherwise`, and `:::` at the end of a line. Where the scan goes on.
  mutating func checkInnerFence(_ start: Int, _ node: SyntaxNode) -> Int {
    let bytes = node.fileBytes
    let end = bytes[start...].prefix { $0 == UInt8(ascii: ":") }.endIndex
    guard end - start == 3, start > 0, bytes[start - 1] == 0x20,
      case let line = Self.line(start, bytes), bytes[line.lowerBound..<start].contains(where: { $0 > 0x20 }),
      bytes[line.lowerBound..<start].last(where: { $0 > 0x20 }) != UInt8(ascii: "|"),
      word(behind: start, bytes) != nil || bytes[end..<line.upperBound].allSatisfy({ $0 <= 0x20 })
    else { return max(end, start + 1) }
    let blanks = bytes[..<start].reversed().prefix { $0 == 0x20 }.count
    report(
      .misplacedBlock, Place(node.file, start..<end),
      en: "‘:::’ begins or ends a block where it begins a line, and prints as text here",
      zh: "“:::”只有在行首才能开始或结束块，在这里会当作文字印出",
      fixIts: [
        FixIt(
          Message(en: "begin a new line before it", zh: "在它之前换行"),
          replace: Place(node.file, start - blanks..<start), with: "\n", isSafe: true)
      ])
    return end
  }

  /// The word of a block behind colons.
  private func word(behind fence: Int, _ bytes: [UInt8]) -> Keyword? {
    let text = bytes[(fence + 3)...].drop { $0 == 0x20 }.prefix { $0 > 0x20 && $0 != UInt8(ascii: ":") }
    return Keyword.spelled(text).flatMap { Keyword.blocks.contains($0) ? $0 : nil }
  }
}
