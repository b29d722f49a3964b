import EvrepSource

// Headers whose lines `---` are misspelled, doubled, missing, or stand elsewhere.
extension Parser {
  /// The byte after a first line that is meant as `---` and has other dashes, or blanks or blank lines before it: the next
  /// line declares something. Nil for any other beginning of a file.
  mutating func endOfMisspelledFence() -> Int? {
    var start = 0
    while start < bytes.count, bytes[start] == 0x0A || bytes[start] == 0x0D { start += 1 }
    let end = nextLine(after: start)
    guard let fence = dashes(start..<end) ?? (start > 0 && lineEnd(ifFenceAt: start) != nil ? start..<start + 3 : nil)
    else { return nil }
    guard declares(firstOf: end..<bytes.count) || isHeader(from: end) else { return nil }
    let isIndented = bytes[fence].elementsEqual("---".utf8)
    misspelled.append((isIndented ? 0 : fence.lowerBound)..<fence.upperBound)
    return end
  }

  /// True where a line `---` ends lines that begin at `start`, are no body, and some of which plainly declare something. O(bytes).
  private func isHeader(from start: Int) -> Bool {
    var (end, declarations) = (start, 0)
    while end < bytes.count, lineEnd(ifFenceAt: end) == nil {
      let next = nextLine(after: end)
      if HeaderLine(bytes: bytes, range: end..<next).declares { declarations += 1 }
      end = next
    }
    return end < bytes.count && declarations > 1 && BodyStart.find(in: bytes, start..<end) == nil
  }

  /// The header of a file that begins with a declaration, without the line before it, reported: up to a line `---` before
  /// which nothing but declarations stands. Nil for any other file.
  mutating func unopenedHeader() -> (content: ByteRange, end: Int, closed: Bool)? {
    var start = 0
    while start < bytes.count {
      let end = nextLine(after: start)
      let line = HeaderLine(bytes: bytes, range: start..<end)
      if line.declares || !line.isBlank && line.resemblesDeclaration && isHeader(from: start) { break }
      guard line.isBlank else { return nil }
      start = end
    }
    let first = start
    while start < bytes.count {
      if let end = lineEnd(ifFenceAt: start) {
        guard BodyStart.find(in: bytes, first..<start) == nil else { return nil }
        if let header = headerAround(start..<end, from: first) { return header }
        reportUnopenedHeader(first)
        return (first..<start, end, true)
      }
      start = nextLine(after: start)
    }
    return nil
  }

  /// The dashes that are all of a line but blanks, two at least; nil for `---` itself and for any other line.
  func dashes(_ line: ByteRange) -> ByteRange? {
    var (offset, count) = (line.lowerBound, 0)
    var (first, last) = (line.lowerBound, line.lowerBound)
    while offset < line.upperBound {
      let (scalar, length) = UTF8Scalar.read(bytes, at: offset, limit: line.upperBound)
      switch scalar {
      case 0x20, 0x09, 0x0A, 0x0D, 0x3000: break
      case 0x2D, 0xFF0D, 0x2010...0x2015, 0x2212, 0x2500, 0x2501, 0xFE58, 0xFE63:
        if count == 0 { first = offset }
        count += 1
        last = offset + length
      default: return nil
      }
      offset += length
    }
    return count >= 2 && lineEnd(ifFenceAt: line.lowerBound) == nil ? first..<last : nil
  }

  /// The header whose first line `---` stands at `fence`, behind declarations: more of them follow, and then another such
  /// line. Nil for any other.
  private mutating func headerAround(_ fence: ByteRange, from first: Int) -> (
    content: ByteRange, end: Int, closed: Bool
  )? {
    var start = fence.upperBound
    while start < bytes.count, lineEnd(ifFenceAt: start) == nil { start = nextLine(after: start) }
    guard start < bytes.count, let end = lineEnd(ifFenceAt: start), declares(firstOf: fence.upperBound..<start),
      BodyStart.find(in: bytes, fence.upperBound..<start) == nil
    else { return nil }
    lateFence = fence
    let moved = "---\n" + String(decoding: bytes[first..<fence.lowerBound], as: UTF8.self)
    report(
      Diagnostic(
        .misspelledFence, at: place(fence.lowerBound..<fence.lowerBound + 3),
        Message(en: "declarations stand before this first line of the header", zh: "头部首行“---”之前不能有声明"),
        fixIts: [
          FixIt(
            Message(en: "put it before them", zh: "移到它们之前"), replace: place(first..<fence.upperBound), with: moved,
            isSafe: true)
        ]))
    return (first..<start, end, true)
  }

  /// The byte after two lines `---` that a header begins with, the second reported; nil where there is one.
  mutating func endOfDoubledFence() -> Int? {
    guard let first = lineEnd(ifFenceAt: 0) else { return nil }
    var start = first
    while start < bytes.count, bytes[start] == 0x0A || bytes[start] == 0x0D { start += 1 }
    guard let second = lineEnd(ifFenceAt: start), declares(firstOf: second..<bytes.count) || isHeader(from: second)
    else { return nil }
    var close = second
    while close < bytes.count, lineEnd(ifFenceAt: close) == nil { close = nextLine(after: close) }
    guard close < bytes.count, BodyStart.find(in: bytes, second..<close) == nil else { return nil }
    reportTwice(start..<start + 3, removing: first..<second, .misspelledFence)
    return second
  }

  /// The header whose first line goes on behind `---` with a declaration, reported; nil for any other.
  mutating func joinedHeader() -> (content: ByteRange, end: Int, closed: Bool)? {
    guard bytes.starts(with: "---".utf8), lineEnd(ifFenceAt: 0) == nil, case let next = nextLine(after: 0),
      dashes(0..<next) == nil,
      declares(firstOf: 3..<next)
        || HeaderLine(bytes: bytes, range: 3..<next).resemblesDeclaration && isHeader(from: next)
    else { return nil }
    var first = 3
    while first < bytes.count, bytes[first] == 0x20 { first += 1 }
    report(
      Diagnostic(
        .misspelledFence, at: place(0..<3),
        Message(en: "‘---’ stands on a line of its own", zh: "“---”要单独占一行"),
        fixIts: [
          FixIt(
            Message(en: "begin a new line behind it", zh: "在它之后换行"), replace: place(3..<first), with: "\n",
            isSafe: true)
        ]))
    return headerRange(from: first)
  }

  /// Reports a declaration whose line begins with blanks, as a line that goes on with the one before does.
  mutating func reportIndented() {
    var line = start
    while line > 0, bytes[line - 1] != 0x0A { line -= 1 }
    report(
      Diagnostic(
        .unexpectedToken, at: place(token.range), Message(en: "a declaration begins its line", zh: "声明要从行首写起"),
        notes: [
          Message(en: "a line that begins with a blank goes on with the one before", zh: "以空格开头的行是上一行的接续")
        ],
        fixIts: [
          FixIt(Message(en: "take out the blanks", zh: "删去空格"), replace: place(line..<start), with: "", isSafe: true)
        ]))
  }

  /// True where the first line of `range` that is neither blank nor a comment plainly begins a declaration.
  private func declares(firstOf range: ByteRange) -> Bool {
    var start = range.lowerBound
    while start < range.upperBound {
      let end = nextLine(after: start)
      var first = start
      while first < end, bytes[first] == 0x20, start == range.lowerBound { first += 1 }
      let line = HeaderLine(bytes: bytes, range: first..<end)
      if !line.isBlank, !line.isComment { return line.declares }
      start = end
    }
    return false
  }
}
