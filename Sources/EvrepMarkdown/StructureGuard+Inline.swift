internal import EvrepModel

extension StructureGuard {
  /// Reads a line's text for inline syntax; the number of `|` that part cells.
  mutating func readInline(_ text: Bytes, _ start: Int, _ end: Int) -> Int {
    let line = Bytes(rebasing: text[..<end])
    var pipes = 0
    var at = line.next(16, from: start)
    while at < end {
      switch text[at] {
      case 0x5C:
        // An escaped sign is none.
        at += 1
      case UInt8(ascii: "|"): pipes += 1
      case UInt8(ascii: "["):
        paragraph.brackets += 1
        let inside = line.byte(at + 1)
        if inside == UInt8(ascii: "^") { extensions.insert(.footnotes) }
        if line.byte(at + 2) == UInt8(ascii: "]"), ASCII.isSpace(inside) || inside | 0x20 == 0x78 {
          extensions.insert(.taskList)
        }
      case UInt8(ascii: "]"):
        cost += paragraph.brackets
        if paragraph.brackets > 0 { paragraph.brackets -= 1 }
        if line.byte(at + 1) != UInt8(ascii: "(") { references.uses += 1 }
      case UInt8(ascii: "<"): declarations.read(text, at)
      case UInt8(ascii: "&"): guardReference(line, at)
      case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "~"):
        var last = at + 1
        while last < end, text[last] == text[at] { last += 1 }
        readDelimiters(text, at..<last)
        at = last - 1
      default: break
      }
      at = line.next(16, from: at + 1)
    }
    return pipes
  }

  private mutating func readDelimiters(_ text: Bytes, _ run: Range<Int>) {
    let byte = text[run.lowerBound]
    if byte == UInt8(ascii: "~") {
      if run.count < 2 { return }
      extensions.insert(.strikethrough)
    }
    let flanking = Flanking(text, run, marksAreWide: marksAreWide)
    if byte == UInt8(ascii: "_") {
      let opens = flanking.isLeft && (!flanking.isRight || flanking.beforeIsPunctuation)
      let closes = flanking.isRight && (!flanking.isLeft || flanking.afterIsPunctuation)
      cost += paragraph.delimiter(byte, opens: opens, closes: closes)
      return
    }
    if flanking.wantsGlueBefore { glue.append(run.lowerBound) }
    if flanking.wantsGlueAfter { glue.append(run.upperBound) }
    cost += paragraph.delimiter(
      byte, opens: flanking.isLeft || flanking.wantsGlueAfter, closes: flanking.isRight || flanking.wantsGlueBefore)
  }

  /// Glues a numeric character reference that would decode to a mark, so that it stays text.
  private mutating func guardReference(_ line: Bytes, _ at: Int) {
    guard line.byte(at + 1) == UInt8(ascii: "#") else { return }
    var index = at + 2
    let isHexadecimal = line.byte(index) | 0x20 == UInt8(ascii: "x")
    if isHexadecimal { index += 1 }
    var value = 0
    while index < line.count, value < 0x110000 {
      let byte = line[index]
      if ASCII.isDigit(byte) {
        value = value * (isHexadecimal ? 16 : 10) + Int(byte - 0x30)
      } else if isHexadecimal, (byte | 0x20) &- 0x61 < 6 {
        value = value * 16 + Int((byte | 0x20) - 0x57)
      } else {
        break
      }
      index += 1
    }
    if (0xFDD0...0xFDEF).contains(value) { glue.append(at + 1) }
  }
}
