import EvrepSource

/// Holes of the body that were parsed before, by their bytes.
struct ParsedHoles {
  /// The most holes that are kept: what is repeated at all is mostly repeated soon.
  private static let limit = 4096

  private var spellings = SpellingTable()
  /// The nodes of each hole, by the numbers of the spellings; empty where its bytes alone do not make it what it is.
  private var nodes: [Range<Int>] = []

  /// A hole by its bytes.
  struct Spelling {
    fileprivate let number: Int
    fileprivate let end: Int
    /// The nodes that the bytes were parsed to before; empty for none.
    let nodes: Range<Int>
  }

  /// The hole that begins at `range`, up to the first closing brace, which is all of it unless there are others in it; nil
  /// where the line ends before, and where no more holes are kept.
  mutating func spelling(_ range: ByteRange, in bytes: [UInt8]) -> Spelling? {
    guard let end = bytes[range].firstIndex(where: { $0 == UInt8(ascii: "}") || $0 == UInt8(ascii: "\n") }),
      bytes[end] == UInt8(ascii: "}")
    else { return nil }
    let (number, isNew) = spellings.intern(range.lowerBound..<end + 1, in: bytes, limit: Self.limit)
    guard number < Self.limit else { return nil }
    if isNew { nodes.append(0..<0) }
    return Spelling(number: number, end: end + 1, nodes: nodes[number])
  }

  /// Keeps the nodes of a hole that has been parsed up to byte `end`, if that is all of its bytes.
  mutating func keep(_ nodes: Range<Int>, for hole: Spelling, endingAt end: Int) {
    if hole.end == end { self.nodes[hole.number] = nodes }
  }
}
