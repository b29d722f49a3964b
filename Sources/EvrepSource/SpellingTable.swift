/// Numbers of what a file spells, from zero on: a long report says the same things again and again.
///
/// A hash table with open addressing, in which a key is a range of the file's bytes and not a copy of them.
package struct SpellingTable: Sendable {
  private struct Entry {
    let hash: UInt64
    let range: ByteRange
  }

  private var entries: [Entry] = []
  /// Numbers plus 1, at the place that the hash gives or behind it; 0 is free. A power of two, half full.
  private var slots: [Int32] = Array(repeating: 0, count: 64)

  package init() {}

  package var count: Int { entries.count }

  /// The number of the first range of the same bytes that is wanted, or else the next number, which the range is given
  /// unless the table has `limit` of them. O(length of the range).
  package mutating func intern(
    _ range: ByteRange, in bytes: [UInt8], limit: Int = Int(Int32.max), where isWanted: (Int) -> Bool = { _ in true }
  ) -> (number: Int, isNew: Bool) {
    let hash = Self.hash(bytes, range)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let number = Int(slots[slot]) - 1
      if entries[number].hash == hash, Self.areSame(bytes, entries[number].range, range), isWanted(number) {
        return (number, false)
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    guard entries.count < limit else { return (entries.count, true) }
    entries.append(Entry(hash: hash, range: range))
    slots[slot] = Int32(entries.count)
    if entries.count * 2 > slots.count { grow() }
    return (entries.count - 1, true)
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 2)
    for number in entries.indices {
      var slot = Int(truncatingIfNeeded: entries[number].hash) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(number + 1)
    }
  }

  /// FNV-1a, of eight bytes at a time as long as there are so many.
  private static func hash(_ bytes: [UInt8], _ range: ByteRange) -> UInt64 {
    let raw = bytes.span.bytes
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    var offset = range.lowerBound
    while offset + 8 <= range.upperBound {
      let word = UInt64(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
      hash = (hash ^ word) &* 0x100_0000_01B3
      // The slot is taken from the low bits, which the high bytes of a word do not reach.
      hash ^= hash >> 32
      offset += 8
    }
    while offset < range.upperBound {
      hash = (hash ^ UInt64(bytes[offset])) &* 0x100_0000_01B3
      offset += 1
    }
    return hash
  }

  private static func areSame(_ bytes: [UInt8], _ left: ByteRange, _ right: ByteRange) -> Bool {
    guard left.count == right.count, left.upperBound <= bytes.count, right.upperBound <= bytes.count else {
      return false
    }
    let raw = bytes.span.bytes
    var offset = 0
    while offset + 8 <= left.count {
      let word = raw.unsafeLoadUnaligned(fromByteOffset: left.lowerBound + offset, as: UInt64.self)
      guard word == raw.unsafeLoadUnaligned(fromByteOffset: right.lowerBound + offset, as: UInt64.self) else {
        return false
      }
      offset += 8
    }
    while offset < left.count {
      guard bytes[left.lowerBound + offset] == bytes[right.lowerBound + offset] else { return false }
      offset += 1
    }
    return true
  }
}
