import EvrepSource

/// Holes of the body that were parsed before, by their bytes.
struct ParsedHoles {
  /// The most holes that are kept: what is repeated at all is mostly repeated soon.
  static let limit = 4096

  var spellings = SpellingTable()
  /// The nodes of each hole, by the numbers of the spellings; empty where its bytes alone do not make it what it is.
  var nodes: [Range<Int>] = []
}

extension Parser {
  /// An expression's hole, which begins at `range`: where its bytes were parsed before, the nodes are copied.
  mutating func parseRepeatableHole(_ range: ByteRange) {
    guard let spelling = spelling(range) else { return parseExpressionHole() }
    let (number, isNew) = holes.spellings.intern(spelling, in: bytes, limit: ParsedHoles.limit)
    if !isNew, !holes.nodes[number].isEmpty { return builder.repeatNodes(holes.nodes[number]) }
    let (first, before) = (builder.count, diagnostics.count)
    parseExpressionHole()
    guard isNew, number < ParsedHoles.limit else { return }
    let isWhole = diagnostics.count == before && spelling.upperBound == builder.position
    holes.nodes.append(isWhole ? first..<builder.count : first..<first)
  }

  /// The bytes up to the first closing brace, which are all of the hole unless there are others in it; nil where the line
  /// ends before.
  private func spelling(_ range: ByteRange) -> ByteRange? {
    guard let end = bytes[range].firstIndex(where: { $0 == UInt8(ascii: "}") || $0 == UInt8(ascii: "\n") }),
      bytes[end] == UInt8(ascii: "}")
    else { return nil }
    return range.lowerBound..<end + 1
  }
}
