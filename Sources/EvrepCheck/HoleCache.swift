import EvrepSource

/// Checked holes by their bytes, those of the prose around them included, which state the unit.
///
/// A long report prints the same figures again and again; each is checked once, and evaluated once.
struct HoleCache {
  private struct Entry {
    let range: ByteRange
    let hole: Hole
  }

  /// Entries by hash; the few that share one are compared.
  private var entries: [UInt64: [Entry]] = [:]

  /// The hole that was added with the same bytes.
  func find(_ hole: ByteRange, in bytes: [UInt8]) -> Hole? {
    let range = Self.context(hole, bytes.count)
    return entries[Self.hash(bytes, range)]?.first { bytes[$0.range].elementsEqual(bytes[range]) }?.hole
  }

  mutating func add(_ checked: Hole, _ hole: ByteRange, in bytes: [UInt8]) {
    let range = Self.context(hole, bytes.count)
    entries[Self.hash(bytes, range), default: []].append(Entry(range: range, hole: checked))
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
