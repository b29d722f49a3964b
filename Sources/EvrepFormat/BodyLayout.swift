import EvrepSource

/// The body, line by line: paragraphs a line a sentence, tables padded, blank lines one at a time.
struct BodyLayout {
  private let prose: RoledText
  private let lines: [BodyLine]
  private let language: ProseLanguage
  private let lineEnd: LineEnd
  private let followsHeader: Bool

  init(_ code: BodyCode, language: ProseLanguage, lineEnd: LineEnd, followsHeader: Bool) {
    prose = code.prose
    lines = BodyLine.lines(of: code)
    self.language = language
    self.lineEnd = lineEnd
    self.followsHeader = followsHeader
  }

  func append(to text: inout [UInt8]) {
    guard let first = lines.firstIndex(where: { $0.kind != .blank }) else { return }
    // Without a header, a first line of hyphens would become one.
    let isRule = prose.bytes[lines[first].range].starts(with: "---".utf8)
    if followsHeader || isRule && first > 0 { lineEnd.append(to: &text) }
    var index = first
    // Below a table's row, a definition or HTML, no line is certain to be a paragraph's, up to a blank one.
    var isCertain = true
    while index < lines.count {
      let line = lines[index]
      switch line.kind {
      case .blank:
        isCertain = true
        index = appendBlanks(index, to: &text)
      case .fixed:
        appendLine(line, to: &text)
        index += 1
      case .prose:
        if beginsBlock(index), let table = TableLayout(prose, lines, at: index) {
          table.append(to: &text, lineEnd)
          index = table.end
          isCertain = false
        } else if !isCertain {
          appendLine(line, to: &text)
          index += 1
        } else {
          index = appendParagraph(index, to: &text, &isCertain)
        }
      }
    }
  }

  /// True where no paragraph goes on into line `index`, fences passed over: below one, a table's row may be its text.
  private func beginsBlock(_ index: Int) -> Bool {
    var before = index - 1
    while before >= 0, lines[before].isFence { before -= 1 }
    guard before >= 0, lines[before].kind == .prose else { return true }
    return LineStart(prose, lines[before].range).content == .heading
  }

  private func appendLine(_ line: BodyLine, to text: inout [UInt8]) {
    text.append(contentsOf: prose.bytes[line.range])
    if line.keepsLineEnd { text.append(0x0D) }
    if line.keepsLineEnd || line.isInCode { text.append(0x0A) } else { lineEnd.append(to: &text) }
  }

  /// One blank line for several; none at the end. Blank lines of indented code stay.
  private func appendBlanks(_ first: Int, to text: inout [UInt8]) -> Int {
    var end = first
    while end < lines.count, lines[end].kind == .blank { end += 1 }
    guard end < lines.count else { return end }
    if lines[first - 1].isIndentedCode || lines[end].isIndentedCode {
      for index in first..<end { appendLine(lines[index], to: &text) }
    } else {
      lineEnd.append(to: &text)
    }
    return end
  }

  /// Lays out the paragraph that begins with line `first`; the index of the line behind it.
  private func appendParagraph(_ first: Int, to text: inout [UInt8], _ isCertain: inout Bool) -> Int {
    let start = LineStart(prose, lines[first].range)
    let isText = start.content == .text && !hasBar(lines[first])
    guard isText, let continuation = start.continuation else {
      isCertain = isText || start.content == .heading
      if start.content == .heading {
        text.append(contentsOf: prose.bytes[trimmed(lines[first].range)])
        lineEnd.append(to: &text)
      } else {
        appendLine(lines[first], to: &text)
      }
      return first + 1
    }
    var paragraph = Paragraph()
    add(lines[first], from: start.end, to: &paragraph)
    var end = first + 1
    let quotes = continuation.filter { $0 != 0x20 }
    while end < lines.count, lines[end].kind == .prose {
      if lines[end].continuesLiteral {
        paragraph.appendLiteral(prose, lines[end].range)
      } else {
        let next = LineStart(prose, lines[end].range)
        guard next.content == .text, !next.isItem, next.continuation?.filter({ $0 != 0x20 }) == quotes,
          !hasBar(lines[end])
        else { break }
        add(lines[end], from: next.end, to: &paragraph)
      }
      end += 1
    }
    guard isCertainlyText(first..<end), paragraph.isMovable else {
      for index in first..<end { appendLine(lines[index], to: &text) }
      return end
    }
    text.append(contentsOf: prose.bytes[lines[first].range.lowerBound..<start.end])
    paragraph.append(to: &text, language, continuation: continuation, lineEnd)
    lineEnd.append(to: &text)
    return end
  }

  /// A heading's line without the blanks that end it.
  private func trimmed(_ line: ByteRange) -> ByteRange {
    var end = line.upperBound
    while end > line.lowerBound, prose.bytes[end - 1] == 0x20, prose.roles[end - 1] == .prose { end -= 1 }
    return line.lowerBound..<end
  }

  /// Adds a line's text, without the one blank that may end it; more of them, or a backslash, are a hard break.
  private func add(_ line: BodyLine, from start: Int, to paragraph: inout Paragraph) {
    var end = line.range.upperBound
    var blanks = 0
    while end - blanks > start, [0x20, 0x09].contains(prose.bytes[end - blanks - 1]),
      prose.roles[end - blanks - 1] == .prose
    {
      blanks += 1
    }
    let last = end - blanks - 1
    let isLoose = blanks == 1 && last >= start && (prose.roles[last] == .prose || prose.roles[last] == .hole)
    if isLoose { end -= 1 }
    paragraph.append(prose, start..<end)
    if blanks > 0 && !isLoose || blanks == 0 && end > start && prose.bytes[end - 1] == 0x5C { paragraph.fixBreak() }
  }

  /// True for a line that may be a row of a table.
  private func hasBar(_ line: BodyLine) -> Bool {
    line.range.contains { prose.bytes[$0] == UInt8(ascii: "|") && prose.roles[$0] == .prose }
  }

  /// False where the line behind the lines, or a condition that prints nothing at the beginning of one, makes something
  /// else of them than a paragraph.
  private func isCertainlyText(_ group: Range<Int>) -> Bool {
    if endsUncertainly(group.upperBound) { return false }
    let beginsWithHead = group.contains { index in
      let start = LineStart(prose, lines[index].range).end
      return start < lines[index].range.upperBound && prose.roles[start] == .head
    }
    guard beginsWithHead else { return true }
    for index in group {
      let line = lines[index].range
      // With nothing else on it, the line is a blank one.
      let isEmpty = line.allSatisfy { prose.roles[$0] == .head || prose.bytes[$0] == 0x20 }
      if isEmpty { return false }
      for offset in line where prose.roles[offset] == .head {
        let isLast = offset + 1 == line.upperBound || prose.roles[offset + 1] != .head
        guard isLast else { continue }
        if LineStart.content(prose, offset + 1, line.upperBound) != .text, offset + 1 < line.upperBound { return false }
      }
    }
    return true
  }

  /// True where a line follows, fences passed over, that may make a heading or a table of the one before.
  private func endsUncertainly(_ end: Int) -> Bool {
    var next = end
    while next < lines.count, lines[next].isFence { next += 1 }
    guard next < lines.count, lines[next].kind == .prose else { return false }
    let start = LineStart(prose, lines[next].range)
    if start.isItem { return false }
    return start.content == .other || hasBar(lines[next])
  }
}
