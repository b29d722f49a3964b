internal import CCmarkGFM
internal import CEvrepMarkdown
internal import EvrepModel

extension MarkdownWriter {
  /// Writes the text node, and with it those after it where an address may run on through them.
  mutating func writeTexts(_ node: Node) {
    let text = literal(node)
    lastText = text
    guard !isInLink, mayHoldAddress(text) else { return writeMarked(text) }
    let (run, last) = tree.textRun(node)
    if last != node { printedThrough = last }
    lastText = literal(last)
    run.withUnsafeBufferPointer { text in
      var start = 0
      var at = text.next(4, from: 0)
      while at < text.count {
        guard let address = BareAddress.find(in: text, sign: at, from: start) else {
          at = text.next(4, from: at + 1)
          continue
        }
        writeMarked(Bytes(rebasing: text[start..<address.range.lowerBound]))
        writeAddress(Bytes(rebasing: text[address.range]), needsScheme: address.needsScheme)
        start = address.range.upperBound
        at = text.next(4, from: start)
      }
      writeMarked(Bytes(rebasing: text[start...]))
    }
  }

  private func mayHoldAddress(_ text: Bytes) -> Bool {
    var at = text.next(4, from: 0)
    while at < text.count {
      if text[at] == UInt8(ascii: ":") ? text.has("//", at: at + 1) : text.byte(at - 1) | 0x20 == 0x77 { return true }
      at = text.next(4, from: at + 1)
    }
    return false
  }

  /// Writes a bare address as a link: in angle brackets where its text is its address.
  private mutating func writeAddress(_ text: Bytes, needsScheme: Bool) {
    let url = context.address(text, isImage: false)
    let isPlain =
      url.elementsEqual(text)
      && url.allSatisfy {
        $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "|")
      }
    if isPlain, !needsScheme {
      out.append("<")
      out.append(contentsOf: url)
      return out.append(">")
    }
    if out.last == UInt8(ascii: "!") { out.insert(0x5C, at: out.count - 1) }
    out.append("[")
    isInLink = true
    writeMarked(text)
    isInLink = false
    out.append("](")
    if needsScheme { out.append("http://") }
    url.withUnsafeBufferPointer { writeDestination($0) }
    out.append(")")
  }

  /// Writes text escaped, its values put in.
  mutating func writeMarked(_ text: Bytes) {
    var at = 0
    while at < text.count {
      let found = text.nextMark(from: at)
      if found > at { writeEscaped(Bytes(rebasing: text[at..<found]), isValue: false) }
      guard found < text.count else { return }
      let mark = text.mark(at: found)
      if let insertion = context.insertion(mark) { writeInsertion(insertion) }
      at = mark.end
    }
  }

  mutating func writeInsertion(_ insertion: Insertion) {
    switch insertion {
    case .missing, .redacted: out.append("\\*")
    case .text, .reference: context.withPlain(insertion) { writeEscaped($0, isValue: true) }
    }
  }

  /// Writes text so that no Markdown reader takes it for markup.
  private mutating func writeEscaped(_ text: Bytes, isValue: Bool) {
    if text.count > 0 { settleStop(isList: ASCII.isSpace(text[0])) }
    var start = 0
    if text.byte(0) == 0x20, out.count == lineStart || isValue && out.last == 0x20 {
      out.append("&#32;")
      start = 1
    }
    var at = text.next(8, from: start)
    while at < text.count {
      out.append(text, start..<at)
      writeSign(text, at, isValue: isValue)
      start = at + 1
      at = text.next(8, from: start)
    }
    if start < text.count { out.append(text, start..<text.count) }
    if isValue, text.byte(text.count - 1) == 0x20 { valueBlankEnd = out.count }
  }

  /// Writes one byte that may be markup where it stands.
  private mutating func writeSign(_ text: Bytes, _ at: Int, isValue: Bool) {
    let byte = text[at]
    let isLast = at + 1 == text.count
    let next = text.byte(at + 1)
    let startsLine = out.count == lineStart
    let escapes: Bool
    switch byte {
    case UInt8(ascii: "*"), UInt8(ascii: "`"), UInt8(ascii: "["), UInt8(ascii: "~"): escapes = true
    case UInt8(ascii: "]"): escapes = isInLink || isValue
    case UInt8(ascii: "_"): escapes = !isWordByte(out.last ?? 0) || isLast || !isWordByte(next)
    case 0x5C: escapes = isLast || ASCII.isPunctuation(next)
    case UInt8(ascii: "<"):
      escapes = isLast || ASCII.isLetter(next) || next == 0x2F || next == 0x21 || next == 0x3F || next >= 0x80
    case UInt8(ascii: "&"): escapes = isLast || ASCII.isLetter(next) || next == UInt8(ascii: "#")
    case UInt8(ascii: "|"): escapes = isInCell || startsLine
    case UInt8(ascii: "#"): escapes = startsLine && (isLast || ASCII.isSpace(next) || next == byte)
    case UInt8(ascii: ">"), UInt8(ascii: "="): escapes = startsLine
    case UInt8(ascii: "-"), UInt8(ascii: "+"):
      escapes = startsLine && (isLast || ASCII.isSpace(next) || ASCII.isPunctuation(next))
    case UInt8(ascii: ")"), UInt8(ascii: "."):
      let endsNumber = endsNumber()
      if endsNumber, isLast { openStop = out.count }
      escapes = endsNumber && ASCII.isSpace(next) || isValue && byte == UInt8(ascii: ".") && endsWWW()
    case UInt8(ascii: ":"):
      escapes = startsLine && (isLast || next == UInt8(ascii: "-")) || isValue && (isLast || next == UInt8(ascii: "/"))
    default:
      // Controls and line ends are blanks in prose; a text node of the report's own holds none.
      return out.append(startsLine ? "&#32;" : " ")
    }
    if escapes { out.append(0x5C) }
    out.append(byte)
  }

  private func isWordByte(_ byte: UInt8) -> Bool { byte >= 0x80 || ASCII.isLetter(byte) || ASCII.isDigit(byte) }

  /// True where the line so far is one to nine digits, which `.` or `)` would make a list's number.
  private func endsNumber() -> Bool {
    guard lineStart >= 0, out.count > lineStart, out.count - lineStart < 10 else { return false }
    return out[lineStart...].allSatisfy(ASCII.isDigit)
  }

  /// Escapes the stop that ended the text before, where what follows it makes it a list's.
  mutating func settleStop(isList: Bool) {
    if let stop = openStop, isList, out.count == stop + 1 { out.insert(0x5C, at: stop) }
    openStop = nil
  }

  private func endsWWW() -> Bool {
    out.count >= 3 && out[(out.count - 3)...].allSatisfy { $0 | 0x20 == 0x77 }
  }
}
