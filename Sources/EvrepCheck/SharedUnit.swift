import EvrepModel
import EvrepSource
import EvrepSyntax
import EvrepUnits

/// Figures that share the unit behind the last of them: `from {a} to {b} pupils`, `{a}、{b}和{c}人`.
extension Checker {
  /// What may stand between two figures of one unit.
  private static let connectives = [
    " to ", " and ", " or ", ", ", "–", "—", "-", "~", "至", "到", "～", "、", "和", "与", "或",
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
      // What stands before a figure is its own unit alone.
      guard leadingUnit(hole, bytes) == nil, currencySign(bytes, hole.lowerBound) == nil else { return nil }
      guard let stated = suffixUnit(bytes, hole.upperBound, limit) else { continue }
      let divisor = program.registry.divisor(
        in: bytes, from: stated.end, limit: min(limit, stated.end + HoleCache.lookahead))
      guard stated.inside == nil, let unit = divisor.map({ stated.unit.per($0) }) ?? stated.unit, unit.kind == kind
      else {
        return nil
      }
      return StatedUnit(unit: unit, range: stated.range.lowerBound..<(divisor?.end ?? stated.range.upperBound))
    }
    return nil
  }

  /// True where a connective and another hole stand behind the hole.
  func isJoined(_ node: SyntaxNode) -> Bool {
    figure(joinedTo: node.range.upperBound, node.fileBytes, node.fileBytes.count) != nil
  }

  /// The hole of the figure that a connective joins to what ends at a byte.
  private func figure(joinedTo end: Int, _ bytes: [UInt8], _ limit: Int) -> ByteRange? {
    let text = bytes[end..<limit]
    guard let connective = Self.connectives.first(where: { text.starts(with: $0 + [UInt8(ascii: "{")]) }) else {
      return nil
    }
    let start = end + connective.count
    let hole = bytes[start..<min(limit, start + Self.holeLimit)].prefix { $0 != UInt8(ascii: "}") && $0 != 0x0A }
    guard hole.endIndex < limit, bytes[hole.endIndex] == UInt8(ascii: "}"),
      !hole.dropFirst().contains(where: { [UInt8(ascii: "{"), UInt8(ascii: "\""), UInt8(ascii: "#")].contains($0) }),
      !Self.otherHoles.contains(where: { keyword in
        [keyword.spellings.english, keyword.spellings.chinese].contains { hole.dropFirst().starts(with: $0.utf8) }
      })
    else { return nil }
    return start..<hole.endIndex + 1
  }
}
