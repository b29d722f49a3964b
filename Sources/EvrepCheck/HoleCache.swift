import EvrepSource

/// Checked holes by their bytes, those of the prose around them included, which state the unit.
///
/// A long report prints the same figures again and again; each is checked once, and evaluated once. A hash table with
/// open addressing.
struct HoleCache {
  private struct Entry {
    let hash: UInt64
    let range: ByteRange
    let hole: Hole
  }

  private var entries: [Entry] = []
  /// Indices of `entries` plus 1, at the place that the hash gives or behind it; 0 is free. A power of two, half full.
  private var slots: [Int32] = Array(repeating: 0, count: 64)

  /// The hole that was added with the same bytes.
  func find(_ hole: ByteRange, in bytes: [UInt8]) -> Hole? {
    let range = Self.context(hole, bytes.count)
    let hash = Self.hash(bytes, range)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let entry = entries[Int(slots[slot]) - 1]
      if entry.hash == hash && bytes[entry.range] == bytes[range] { return entry.hole }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// Adds a hole that `find` did not find.
  mutating func add(_ checked: Hole, _ hole: ByteRange, in bytes: [UInt8]) {
    guard entries.count < Int32.max else { return }
    let range = Self.context(hole, bytes.count)
    entries.append(Entry(hash: Self.hash(bytes, range), range: range, hole: checked))
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

  /// The hole with what can state its unit: a currency sign before it, and the longest unit behind it.
  private static func context(_ hole: ByteRange, _ count: Int) -> ByteRange {
    max(0, hole.lowerBound - 3)..<min(count, hole.upperBound + 40)
  }

  /// FNV-1a.
  private static func hash(_ bytes: [UInt8], _ range: ByteRange) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes[range] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return hash
  }
}
