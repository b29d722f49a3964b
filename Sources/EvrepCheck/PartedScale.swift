import EvrepModel
import EvrepSource
import EvrepSyntax
import EvrepUnits

/// A scale that markup parts from its figure, `£{x} **million**`, is not read as the figure's, which would print in full before it: it is
/// refused.
extension Checker {
  /// How far behind a figure a scale is looked for.
  private static let partedLimit = 48

  /// True where a scale stands behind the markup that a figure is followed by, which is reported.
  mutating func hasPartedScale(
    _ stated: StatedUnit?, _ asked: RequestedFormat, _ kind: QuantityKind, _ node: SyntaxNode, _ limit: Int
  ) -> Bool {
    guard kind != .ratio, kind != .points, stated.map({ $0.isBefore(node) }) ?? (kind == .number || asked.unit != nil)
    else { return false }
    let (bytes, end) = (node.fileBytes, min(limit, node.range.upperBound + Self.partedLimit))
    guard let start = behindMarkup(max(stated?.end ?? 0, node.range.upperBound), bytes, end),
      let length = scale(at: start, bytes, limit, isBare: kind == .number)
    else { return false }
    let place = Place(node.file, start..<start + length)
    let found = String(decoding: bytes[place.range], as: UTF8.self)
    report(
      .unreadUnit, place, en: "markup parts ‘\(found)’ from the figure, which would print in full before it",
      zh: "“\(found)”与数之间隔着标记，数会全数印出",
      labels: [Label(node.place, Message(en: "the figure is here", zh: "数在此"))],
      notes: [
        Message(en: "a scale stands right behind its figure, as in ‘£{…} million’", zh: "位数词紧跟在数之后，如“{…}万元”")
      ])
    return true
  }

  /// True where a scale stands behind a figure whose column has its unit in the header, `{x} bn` under `(£m)`, which is reported.
  mutating func hasScaleUnderHeader(
    _ header: (text: HeaderText, place: Place), _ stated: StatedUnit?, _ kind: QuantityKind, _ node: SyntaxNode,
    _ limit: Int
  ) -> Bool {
    guard kind != .number, kind != .ratio, header.text.isBracketed, header.text.unit(of: kind)?.kind == kind else {
      return false
    }
    let end = Self.behindMarks(node, node.fileBytes)
    var place = stated.flatMap { $0.unit.kind == .number ? $0.place(in: node.file) : nil }
    if place == nil, stated == nil, end + 1 < limit, node.fileBytes[end] == 0x20,
      let length = scale(at: end + 1, node.fileBytes, limit, isBare: false)
    {
      place = Place(node.file, end + 1..<end + 1 + length)
    }
    guard let place else { return false }
    reportDoubledUnit(place, besides: header.place, isMendable: false)
    return true
  }

  /// The length of the scale that begins at `start`, and no longer word.
  ///
  /// - Parameter isBare: true for a figure without a unit, behind which a letter is no scale, nor a unit with one.
  private func scale(at start: Int, _ bytes: [UInt8], _ limit: Int, isBare: Bool) -> Int? {
    let word = Array(bytes[start..<min(limit, start + 24)])
    let letters = word.prefix(while: Self.isLetter).count
    let small = word.prefix(letters).map { $0 | 0x20 } + word[letters...]
    guard let length = program.registry.scale(behindMoney: 0, in: small, limit: small.count)?.end,
      !isBare || length > 2, length == letters || letters == 0,
      // M. Dupont
      length > 2 || word[0] == small[0]
    else { return nil }
    guard length < word.count else { return length }
    if word[length] == UInt8(ascii: "-") { return nil }
    let next = Unicode.Scalar(UTF8Scalar.read(word, at: length, limit: word.count).value)
    return word[length] >= 0x80 && next?.properties.isAlphabetic ?? false ? nil : length
  }

  /// The byte behind the markup, the blanks and the brackets at `start`; nil where there is one blank at most.
  private func behindMarkup(_ start: Int, _ bytes: [UInt8], _ end: Int) -> Int? {
    var offset = start
    while offset < end, let length = markup(at: offset, bytes, end) { offset += length }
    // Closing emphasis and one blank may stand before a scale.
    let skipped = bytes[start..<max(start, offset)].drop { $0 == UInt8(ascii: "*") }
    return offset == end || skipped.isEmpty || skipped.elementsEqual(" ".utf8) ? nil : offset
  }

  /// The length of a mark of Markdown, of a tag, a comment, an entity for a blank, or of a blank or a bracket that opens.
  private func markup(at offset: Int, _ bytes: [UInt8], _ end: Int) -> Int? {
    func ends(_ closing: String) -> Int? {
      bytes[offset..<end].firstRange(of: Array(closing.utf8)).map { $0.upperBound - offset }
    }
    func begins(_ text: String) -> Bool { bytes[offset..<end].starts(with: text.utf8) }
    switch bytes[offset] {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "~"),
      UInt8(ascii: "`"), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "("):
      return 1
    case UInt8(ascii: "["): return begins("[^") ? ends("]") : 1
    case UInt8(ascii: "]"): return begins("](") ? ends(")") : 1
    case UInt8(ascii: "<"): return begins("<!--") ? ends("-->") : ends(">")
    case UInt8(ascii: "\\"): return begins("\\ ") ? 2 : nil
    case UInt8(ascii: "&"):
      return ["&nbsp;", "&#160;", "&thinsp;", "&ensp;", "&emsp;"].first(where: begins).map(\.utf8.count)
    // The first bytes of those below.
    case 0xC2, 0xE2, 0xE3, 0xEF:
      return ["　", "\u{A0}", "\u{202F}", "\u{2009}", "（", "“", "‘", "「"].first(where: begins).map(\.utf8.count)
    default: return nil
    }
  }
}
