import EvrepSource

/// Checked holes by their bytes, those of the prose around them included, which state the unit.
///
/// A long report prints the same figures again and again; each is checked once, and evaluated once. A hash table with
/// open addressing.
struct HoleCache {
  private struct Entry {
    let hash: UInt64
    let range: ByteRange
    /// The header cell over the hole, where it stands in a table.
    let header: ByteRange?
    let content: Hole.Content
  }

  /// How many bytes behind a hole tell what it is: the longest unit with what it is per, and a word that makes a claim.
  static let lookahead = 72

  private var entries: [Entry] = []
  /// Indices of `entries` plus 1, at the place that the hash gives or behind it; 0 is free. A power of two, half full.
  private var slots: [Int32] = Array(repeating: 0, count: 64)

  /// The hole that was added with the same bytes.
  func find(_ hole: ByteRange, header: ByteRange?, in bytes: [UInt8]) -> Hole.Content? {
    let range = Self.context(hole, bytes.count)
    let hash = Self.hash(bytes, range)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let entry = entries[Int(slots[slot]) - 1]
      if entry.hash == hash, bytes[entry.range] == bytes[range], Self.isSame(entry.header, header, bytes) {
        return entry.content
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  private static func isSame(_ left: ByteRange?, _ right: ByteRange?, _ bytes: [UInt8]) -> Bool {
    guard let left, let right else { return left == nil && right == nil }
    return left == right || bytes[left] == bytes[right]
  }

  /// Adds a hole that `find` did not find.
  mutating func add(_ content: Hole.Content, _ hole: ByteRange, header: ByteRange?, in bytes: [UInt8]) {
    guard entries.count < Int32.max else { return }
    let range = Self.context(hole, bytes.count)
    entries.append(Entry(hash: Self.hash(bytes, range), range: range, header: header, content: content))
    if entries.count * 2 > slots.count {
      slots = Array(repeating: 0, count: slots.count * 2)
      for index in entries.indices { place(index) }
    } else {
      place(entries.count - 1)
    }
  }

  private mutating func place(_ index: Int) {
    var slot = Int(truncatingIfNeeded: entries[index].hash) & (slots.count - 1)
    while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = Int32(index + 1)
  }

  /// The hole with what can state its unit: a currency sign before it, and the longest unit behind it. Holes with words
  /// before them that make a claim are not kept here.
  private static func context(_ hole: ByteRange, _ count: Int) -> ByteRange {
    max(0, hole.lowerBound - 3)..<min(count, hole.upperBound + lookahead)
  }

  /// FNV-1a.
  private static func hash(_ bytes: [UInt8], _ range: ByteRange) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes[range] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return hash
  }
}
