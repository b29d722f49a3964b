import EvrepModel
import EvrepSource
import EvrepSyntax
import EvrepUnits

/// Figures that share the unit behind the last of them: `from {a} to {b} pupils`, `{a}、{b}和{c}人`, `£{a} to £{b} per pupil`.
extension Checker {
  /// What may stand between two figures of one unit; a line break counts as a blank.
  private static let connectives = [
    " to ", " and ", " or ", ", ", " – ", " — ", "–", "—", "-", "~", "至", "到", "～", "、", "和", "与", "或",
  ].map { Array($0.utf8) }
  /// Words that begin a hole which prints no figure.
  private static let otherHoles: [Keyword] = [.ref, .when, .otherwise, .end]
  /// How many figures at most, and how many bytes each hole has.
  private static let (sharedLimit, holeLimit) = (12, 400)

  /// The unit behind a figure that the hole of `node` stands before in a list or a range, where it is of `kind`; nil where the hole
  /// stands in no such.
  func sharedUnit(_ kind: QuantityKind, _ node: SyntaxNode, _ limit: Int) -> StatedUnit? {
    let bytes = node.fileBytes
    guard divisorBefore(node, bytes) == nil else { return nil }
    var hole = node.range
    for _ in 0..<Self.sharedLimit {
      guard let next = figure(joinedTo: hole.upperBound, bytes, limit) else { return nil }
      hole = next
      // What stands before a figure, or in its format, is its own unit alone.
      guard leadingUnit(hole, bytes) == nil, currencySign(bytes, hole.lowerBound) == nil, !hasFormatOfWords(hole, bytes)
      else { return nil }
      guard let stated = suffixUnit(bytes, hole.upperBound, limit) else { continue }
      let divisor = divisor(behind: stated.end, bytes, limit)
      guard stated.inside == nil, let unit = divisor.map({ stated.unit.per($0) }) ?? stated.unit, unit.kind == kind
      else {
        return nil
      }
      return StatedUnit(unit: unit, range: stated.range.lowerBound..<(divisor?.end ?? stated.range.upperBound))
    }
    return nil
  }

  /// The currency of `sign`, which stands before the hole of `node`, per what stands behind a figure that is joined to it, where that is
  /// of `kind`.
  func sharedRate(_ sign: StatedUnit, _ kind: QuantityKind, _ node: SyntaxNode, _ limit: Int) -> StatedUnit? {
    let bytes = node.fileBytes
    var hole = node.range
    for _ in 0..<Self.sharedLimit {
      guard let next = figure(joinedTo: hole.upperBound, bytes, limit),
        currencySign(bytes, next.lowerBound)?.unit == sign.unit, !hasFormatOfWords(next, bytes)
      else { return nil }
      hole = next
      guard let divisor = divisor(behind: hole.upperBound, bytes, limit) else { continue }
      guard let unit = sign.unit.per(divisor), unit.kind == kind else { return nil }
      return StatedUnit(unit: unit, range: sign.range)
    }
    return nil
  }

  /// True where a connective and another hole stand behind the hole.
  func isJoined(_ node: SyntaxNode) -> Bool {
    figure(joinedTo: node.range.upperBound, node.fileBytes, node.fileBytes.count) != nil
  }

  private func divisor(behind end: Int, _ bytes: [UInt8], _ limit: Int) -> Divisor? {
    program.registry.divisor(in: bytes, from: end, limit: min(limit, end + HoleCache.lookahead))
  }

  /// True for a format that asks for a unit or for words.
  private func hasFormatOfWords(_ hole: ByteRange, _ bytes: [UInt8]) -> Bool {
    let format = bytes[hole].drop { $0 != UInt8(ascii: ":") }
    return format.contains {
      $0 >= 0x80 || $0 | 0x20 >= UInt8(ascii: "a") && $0 | 0x20 <= UInt8(ascii: "z") || $0 == UInt8(ascii: "%")
    }
  }

  /// The hole of the figure that a connective joins to what ends at a byte, past emphasis and a currency sign.
  private func figure(joinedTo end: Int, _ bytes: [UInt8], _ limit: Int) -> ByteRange? {
    let star = UInt8(ascii: "*")
    let text = bytes[end..<limit].drop { $0 == star }
    guard
      let connective = Self.connectives.first(where: { connective in
        text.count > connective.count
          && zip(text, connective).allSatisfy { $0 == $1 || $0 == 0x0A && $1 == 0x20 }
      })
    else { return nil }
    var start = text.startIndex + connective.count
    while start < limit, bytes[start] == star { start += 1 }
    // A sign has up to three bytes: £, ￥.
    let brace = bytes[start..<min(limit, start + 4)].firstIndex(of: UInt8(ascii: "{")) ?? start
    guard brace < limit, bytes[brace] == UInt8(ascii: "{"),
      brace == start || currencySign(bytes, brace)?.range.lowerBound == start
    else { return nil }
    let hole = bytes[brace..<min(limit, brace + Self.holeLimit)].prefix { $0 != UInt8(ascii: "}") && $0 != 0x0A }
    guard hole.endIndex < limit, bytes[hole.endIndex] == UInt8(ascii: "}"),
      !hole.dropFirst().contains(where: { [UInt8(ascii: "{"), UInt8(ascii: "\""), UInt8(ascii: "#")].contains($0) }),
      !Self.otherHoles.contains(where: { keyword in
        [keyword.spellings.english, keyword.spellings.chinese].contains { hole.dropFirst().starts(with: $0.utf8) }
      })
    else { return nil }
    return brace..<hole.endIndex + 1
  }
}
