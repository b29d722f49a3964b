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
    let word = Array(bytes[start..<min(rest.endIndex, start + 48)])
    guard let (unit, length) = unit(beginning: word), !goesOn(word, behind: length) else { return nil }
    return NextLine(unit: unit, range: start..<start + length, gap: end..<start)
  }

  /// The unit or scale that a line begins with, and its length; `Million` is a scale's too.
  private func unit(beginning line: [UInt8]) -> (unit: Unit, length: Int)? {
    let letters = line.prefix(while: Self.isLetter).count
    let small = letters < 3 ? line : line.prefix(letters).map { $0 | 0x20 } + line[letters...]
    if let scale = program.registry.scale(behindMoney: 0, in: small, limit: small.count) {
      return (scale.unit, scale.end)
    }
    return program.registry.match(in: line, from: 0, limit: line.count).map { ($0.unit, $0.end) }
  }

  /// True where what a line begins with is but the beginning of a word: millionaires, and 千方百计, of which no unit follows.
  private func goesOn(_ line: [UInt8], behind length: Int) -> Bool {
    guard length > 0, length < line.count else { return false }
    if line[length] < 0x80 { return Self.isLetter(line[length - 1]) && Self.isLetter(line[length]) }
    let next = Unicode.Scalar(UTF8Scalar.read(line, at: length, limit: line.count).value)
    return next?.properties.isAlphabetic ?? false
      && program.registry.match(in: line, from: length, limit: line.count) == nil
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
}
