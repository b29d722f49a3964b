import EvrepModel
import EvrepSource
import EvrepSyntax
import EvrepUnits

/// What the line behind a figure begins with: a unit there is not read as the figure's. A scale would print behind the figure in full, and
/// the rest of a unit, `pupils` and then `per school`, would make a rate of a total: both are refused. Where the unit is missing, the two
/// lines are offered as one.
extension Checker {
  /// The end of a line behind a figure, with what stands around it.
  private struct LineBreak {
    /// What stands behind the figure on both lines, as it is read; the second line begins at byte `start` of it.
    let text: [UInt8]
    let start: Int
    /// The end of the line, with blanks and the marks of a quote, and what it is read as.
    let gap: ByteRange
    let blank: String
  }

  /// How far behind a figure, or the unit that it has, a line's end is looked at; and how much of the next line.
  private static let (breakLimit, nextLimit) = (24, 48)

  /// True where a scale begins the next line, `£{x}` and then `million`, or the unit goes on there, which is reported.
  mutating func isCutByLine(
    _ stated: StatedUnit?, _ asked: RequestedFormat, _ kind: QuantityKind, _ node: SyntaxNode
  ) -> Bool {
    let behind = Self.behindMarks(node, node.fileBytes)
    let end = max(stated?.end ?? 0, behind)
    guard let line = lineBreak(behind: end, node) else { return false }
    let length: Int
    let message: (_ found: String) -> Message
    if asked.unit == nil, stated.map({ $0.isBefore(node) }) ?? (kind == .number), line.gap.lowerBound == behind,
      let scale = unit(beginning: line), scale.unit.kind == .number, kind != .ratio, kind != .points
    {
      length = scale.length
      message = {
        Message(
          en: "‘\($0)’ begins the line behind the figure, which would print in full before it",
          zh: "“\($0)”在下一行开头，而前面的数会全数印出")
      }
      // A bare number may stand before any word.
    } else if kind != .number, let rest = restOfUnit(line, from: end - node.range.upperBound, kind, stated, asked) {
      length = rest
      message = {
        Message(en: "‘\($0)’ belongs to the unit of the figure on the line before", zh: "“\($0)”属于上一行那个数的单位")
      }
    } else {
      return false
    }
    let found = message(String(decoding: line.text[line.start...].prefix(length), as: UTF8.self))
    report(
      .unreadUnit, Place(node.file, line.gap.upperBound..<line.gap.upperBound + length), en: found[.english],
      zh: found[.chinese], labels: [Label(node.place, Message(en: "the figure is here", zh: "数在此"))],
      fixIts: [joining(line, node)])
    return true
  }

  /// How many bytes behind a hole its line ends, where another one follows on which its unit may go on; nil where none does near by.
  func lineEnd(behind node: SyntaxNode) -> Int? {
    followed(node.range.upperBound, node, reach: HoleCache.lookahead).map { $0.newline - node.range.upperBound }
  }

  /// How much of the next line belongs to a unit that begins on the figure's; nil where none does.
  private func restOfUnit(
    _ line: LineBreak, from start: Int, _ kind: QuantityKind, _ stated: StatedUnit?, _ asked: RequestedFormat
  ) -> Int? {
    let (text, limit) = (line.text, line.text.count)
    let hasUnit = stated != nil || asked.unit != nil
    var end = program.registry.divisor(in: text, from: start, limit: limit).flatMap { hasUnit ? $0.end : nil }
    if end == nil, !hasUnit { end = countedRate(kind, text, start, limit)?.end }
    if end == nil, asked.unit == nil, let unit = suffixUnit(text, 0, limit), unit.range.lowerBound < line.start {
      end = unit.end
    }
    return end.flatMap { $0 > line.start ? $0 - line.start : nil }
  }

  /// Where a figure has no unit, and the next line begins with one of its kind: the two lines as one.
  func joinedLines(_ kind: QuantityKind, _ node: SyntaxNode) -> FixIt? {
    let behind = Self.behindMarks(node, node.fileBytes)
    guard let line = lineBreak(behind: behind, node), line.gap.lowerBound == behind,
      unit(beginning: line)?.unit.kind == kind
    else { return nil }
    return joining(line, node)
  }

  private func joining(_ line: LineBreak, _ node: SyntaxNode) -> FixIt {
    FixIt(
      Message(en: "write it on the line of the figure", zh: "与数写在同一行"), replace: Place(node.file, line.gap),
      with: line.blank)
  }

  /// The end of the line near byte `end` behind a figure, and the next line, where text stands on that. None in a heading or a table.
  ///
  /// - Parameter reach: how many bytes off it may be.
  private func followed(_ end: Int, _ node: SyntaxNode, reach: Int) -> (newline: Int, line: ByteRange)? {
    let bytes = node.fileBytes
    guard end < bytes.count,
      let newline = bytes[end..<min(bytes.count, end + reach)].firstIndex(where: { $0 == 0x0A }),
      !bytes[end..<newline].contains(UInt8(ascii: "{")),
      case let rest = bytes[(newline + 1)...].prefix(while: { $0 != 0x0A }),
      let start = rest.firstIndex(where: { !Array(" \t>*".utf8).contains($0) }),
      !rest.contains(UInt8(ascii: "|"))
    else { return nil }
    let own = (bytes[..<node.range.lowerBound].lastIndex(of: 0x0A) ?? -1) + 1
    guard bytes[own] != UInt8(ascii: "#"), !bytes[own..<newline].contains(UInt8(ascii: "|")) else { return nil }
    return (newline, start..<rest.endIndex)
  }

  /// The end of the line near byte `end` behind a figure, where text follows on the next one.
  private func lineBreak(behind end: Int, _ node: SyntaxNode) -> LineBreak? {
    guard let (newline, line) = followed(end, node, reach: Self.breakLimit) else { return nil }
    let (bytes, start) = (node.fileBytes, line.lowerBound)
    let last = bytes[end..<newline].lastIndex { ![0x20, 0x09, 0x0D].contains($0) }.map { $0 + 1 } ?? end
    let blank = Self.isLetter(bytes[start]) && bytes[last - 1] < 0x80 ? " " : ""
    let text = Array(bytes[node.range.upperBound..<last]) + Array(blank.utf8)
    return LineBreak(
      text: text + Array(bytes[start..<min(line.upperBound, start + Self.nextLimit)]), start: text.count,
      gap: last..<start, blank: blank)
  }

  /// The unit or scale that the next line begins with, and its length; `Million` is a scale's too. Nil where it is but the beginning of a
  /// word.
  private func unit(beginning line: LineBreak) -> (unit: Unit, length: Int)? {
    let line = Array(line.text[line.start...])
    let letters = line.prefix(while: Self.isLetter).count
    let small = letters < 3 ? line : line.prefix(letters).map { $0 | 0x20 } + line[letters...]
    let scale = program.registry.scale(behindMoney: 0, in: small, limit: small.count)
    let found =
      scale.map { (unit: $0.unit, length: $0.end) }
      ?? program.registry.match(in: line, from: 0, limit: line.count).map { (unit: $0.unit, length: $0.end) }
    return found.flatMap { goesOn(line, behind: $0.length) ? nil : $0 }
  }

  /// True where what a line begins with is but the beginning of a word: millionaires, and 千方百计, of which no unit follows.
  private func goesOn(_ line: [UInt8], behind length: Int) -> Bool {
    guard length > 0, length < line.count else { return false }
    if line[length] < 0x80 { return Self.isLetter(line[length - 1]) && Self.isLetter(line[length]) }
    let next = Unicode.Scalar(UTF8Scalar.read(line, at: length, limit: line.count).value)
    return next?.properties.isAlphabetic ?? false
      && program.registry.match(in: line, from: length, limit: line.count) == nil
  }

  static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
}
