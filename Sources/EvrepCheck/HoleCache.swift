import EvrepSource

/// Checked holes by their bytes, those of the prose around them included, which state the unit.
///
/// A long report prints the same figures again and again; each is checked once, and evaluated once.
struct HoleCache {
  private struct Entry {
    /// The header cell over the hole, where it stands in a table.
    let header: ByteRange?
    /// True where its unit may go on on the next line.
    let isFollowed: Bool
    /// Nil for a hole with findings, which is checked each time.
    var content: Hole.Content?
  }

  /// How many bytes behind a hole tell what it is: the longest unit with what it is per, and a word that makes a claim. A line that
  /// ends among the last ones leaves too few for the unit that the next one may begin with.
  static let (lookahead, lineLimit) = (72, 48)

  private var spellings = SpellingTable()
  /// By the numbers of the spellings.
  private var entries: [Entry] = []

  /// The number of the hole's bytes, under which it is found again, and what was added for it.
  mutating func find(
    _ hole: ByteRange, header: ByteRange?, isFollowed: Bool, in bytes: [UInt8]
  ) -> (number: Int, content: Hole.Content?) {
    let range = Self.context(hole, bytes.count)
    let (number, isNew) = spellings.intern(range, in: bytes) {
      entries[$0].isFollowed == isFollowed && Self.isSame(entries[$0].header, header, bytes)
    }
    if isNew { entries.append(Entry(header: header, isFollowed: isFollowed)) }
    return (number, entries[number].content)
  }

  private static func isSame(_ left: ByteRange?, _ right: ByteRange?, _ bytes: [UInt8]) -> Bool {
    guard let left, let right else { return left == nil && right == nil }
    return left == right || bytes[left] == bytes[right]
  }

  /// Adds what the hole of a number is.
  mutating func add(_ content: Hole.Content, _ number: Int) { entries[number].content = content }

  /// The hole with what can state its unit: a currency sign before it, and the longest unit behind it. Holes with words
  /// before them that make a claim are not kept here.
  private static func context(_ hole: ByteRange, _ count: Int) -> ByteRange {
    max(0, hole.lowerBound - 3)..<min(count, hole.upperBound + lookahead)
  }
}
