import EvrepModel
import EvrepSource
import EvrepSyntax
import EvrepUnits

/// What begins the line behind a figure that ends its own: a unit there is not read as the figure's. A scale would print behind
/// the figure in full, and is refused; where the unit is missing, the two lines are offered as one.
extension Checker {
  /// A unit or scale at the start of the next line of a paragraph.
  struct NextLine {
    let unit: Unit
    /// The unit, and what stands between it and the figure.
    let range, gap: ByteRange
  }

  /// True where a scale begins the next line, which is reported: `£{x}` and then `million`.
  mutating func hasScaleOnNextLine(
    _ stated: StatedUnit?, _ asked: RequestedFormat, _ kind: QuantityKind, _ node: SyntaxNode
  ) -> Bool {
    guard asked.unit == nil, stated.map({ $0.range.upperBound <= node.range.lowerBound }) ?? (kind == .number),
      let next = nextLine(node), next.unit.kind == .number, kind != .ratio, kind != .points
    else { return false }
    let found = String(decoding: node.fileBytes[next.range], as: UTF8.self)
    report(
      .unreadUnit, Place(node.file, next.range),
      en: "‘\(found)’ begins the line behind the figure, which would print in full before it",
      zh: "“\(found)”在下一行开头，而前面的数会全数印出", labels: [Label(node.place, Message(en: "the figure is here", zh: "数在此"))],
      fixIts: [joining(next, node)])
    return true
  }

  /// Where a figure has no unit, and the next line begins with one of its kind: the two lines as one.
  func joinedLines(_ kind: QuantityKind, _ node: SyntaxNode) -> FixIt? {
    guard let next = nextLine(node), next.unit.kind == kind else { return nil }
    return joining(next, node)
  }

  private func joining(_ next: NextLine, _ node: SyntaxNode) -> FixIt {
    let isLatin = node.fileBytes[next.range.lowerBound] < 0x80
    return FixIt(
      Message(en: "write it on the line of the figure", zh: "与数写在同一行"), replace: Place(node.file, next.gap),
      with: isLatin ? " " : "")
  }

  /// The unit or scale that begins the next line, behind the marks of quotes and of emphasis. None in a heading or a table, nor
  /// where it is but the beginning of a word.
  private func nextLine(_ node: SyntaxNode) -> NextLine? {
    let bytes = node.fileBytes
    let end = Self.behindMarks(node, bytes)
    guard let breakLine = bytes[end...].firstIndex(where: { ![0x20, 0x09, 0x0D].contains($0) }),
      bytes[breakLine] == 0x0A
    else { return nil }
    let own = (bytes[..<node.range.lowerBound].lastIndex(of: 0x0A) ?? -1) + 1
    let rest = bytes[(breakLine + 1)...].prefix { $0 != 0x0A }
    guard bytes[own] != UInt8(ascii: "#"), !bytes[own..<end].contains(UInt8(ascii: "|")),
      !rest.contains(UInt8(ascii: "|")),
      let start = rest.firstIndex(where: { !Array(" \t>*".utf8).contains($0) })
    else { return nil }
    // Letters in upper case are a scale's too.
    let word = bytes[start..<min(rest.endIndex, start + 48)].map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    let money = program.registry.scale(behindMoney: 0, in: word, limit: word.count).map { ($0.unit, $0.end) }
    guard
      let (unit, length) = money
        ?? program.registry.match(in: word, from: 0, limit: word.count).map({ ($0.unit, $0.end) }),
      length == word.count || !isLetter(word, length - 1) || !isLetter(word, length)
    else { return nil }
    return NextLine(unit: unit, range: start..<start + length, gap: end..<start)
  }

  private func isLetter(_ bytes: [UInt8], _ offset: Int) -> Bool {
    bytes[offset] < 0x80 && (0x61...0x7A).contains(bytes[offset] | 0x20)
  }
}
