import EvrepSource

/// Holes of the body that were parsed before, by their bytes, and the line of the last one.
struct ParsedHoles {
  /// The most holes that are kept: what is repeated at all is mostly repeated soon.
  private static let limit = 4096

  private var spellings = SpellingTable()
  /// The nodes of each hole, by the numbers of the spellings; empty where its bytes alone do not make it what it is.
  private var nodes: [Range<Int>] = []

  /// Where the last line ends, and the last closing brace before it.
  private var line: (limit: Int, brace: Int?) = (-1, nil)

  /// A hole by its bytes.
  struct Spelling {
    fileprivate let number: Int
    /// Where it ends.
    let end: Int
    /// The nodes that the bytes were parsed to before; empty for none.
    let nodes: Range<Int>
  }

  /// True where a closing brace stands between `start` and `limit`, where the line ends. Looked for once a line.
  mutating func isBrace(from start: Int, before limit: Int, in bytes: [UInt8]) -> Bool {
    if line.limit != limit {
      let wide = Array("｝".utf8)
      let brace = (min(start, limit)..<limit).last { at in
        bytes[at] == UInt8(ascii: "}") || (bytes[at] == wide[0] && bytes[at...].starts(with: wide))
      }
      line = (limit, brace)
    }
    return line.brace.map { $0 >= start } ?? false
  }

  /// The hole that begins at `range`, up to its closing brace; nil where the line ends or another hole begins before, and
  /// where no more holes are kept.
  mutating func spelling(_ range: ByteRange, in bytes: [UInt8]) -> Spelling? {
    func ends(_ byte: UInt8) -> Bool {
      byte == UInt8(ascii: "}") || byte == UInt8(ascii: "{") || byte == UInt8(ascii: "\n")
    }
    guard let end = bytes[range].dropFirst().firstIndex(where: ends), bytes[end] == UInt8(ascii: "}") else {
      return nil
    }
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
