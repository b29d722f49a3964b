/// The eight bytes at `offset`, the first in the lowest; `offset + 8` is at most the count.
@inline(__always)
private func word(_ bytes: Span<UInt8>, _ offset: Int) -> UInt64 {
  UInt64(littleEndian: bytes.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
}

private let lowBits: UInt64 = 0x0101_0101_0101_0101
private let highBits: UInt64 = 0x8080_8080_8080_8080

extension Span where Element == UInt8 {
  /// The offset of the first byte below `bound` (at most 128) in `start ..< end`, or `end`; a word at a time.
  @inline(__always)
  func firstOffset(below bound: UInt8, from start: Int, to end: Int) -> Int {
    var offset = start
    let bounds = lowBits &* UInt64(bound)
    while offset + 8 <= end {
      let word = word(self, offset)
      // A byte's high bit is left standing where the subtraction borrows; the lowest one is always right.
      let below = (word &- bounds) & ~word & highBits
      if below != 0 { return offset + below.trailingZeroBitCount >> 3 }
      offset += 8
    }
    while offset < end, self[offset] >= bound { offset += 1 }
    return offset
  }

  /// The offset of the first byte that is below `bound` (at most 128) or is `byte`, or `end`; a word at a time.
  @inline(__always)
  func firstOffset(below bound: UInt8, or byte: UInt8, from start: Int, to end: Int) -> Int {
    var offset = start
    let (bounds, pattern) = (lowBits &* UInt64(bound), lowBits &* UInt64(byte))
    while offset + 8 <= end {
      let word = word(self, offset)
      let different = word ^ pattern
      let found = ((word &- bounds) & ~word | (different &- lowBits) & ~different) & highBits
      if found != 0 { return offset + found.trailingZeroBitCount >> 3 }
      offset += 8
    }
    while offset < end, self[offset] >= bound, self[offset] != byte { offset += 1 }
    return offset
  }

  /// The offset of the first byte that is not ASCII in `start ..< end`, or `end`; a word at a time.
  func firstOffset(notASCIIFrom start: Int, to end: Int) -> Int {
    var offset = start
    while offset + 8 <= end {
      let high = word(self, offset) & highBits
      if high != 0 { return offset + high.trailingZeroBitCount >> 3 }
      offset += 8
    }
    while offset < end, self[offset] < 0x80 { offset += 1 }
    return offset
  }

  /// The offset of the first `byte` in `start ..< end`, or `end`; a word at a time.
  @inline(__always)
  func firstOffset(of byte: UInt8, from start: Int, to end: Int) -> Int {
    var offset = start
    let pattern = lowBits &* UInt64(byte)
    while offset + 8 <= end {
      let word = word(self, offset) ^ pattern
      let equal = (word &- lowBits) & ~word & highBits
      if equal != 0 { return offset + equal.trailingZeroBitCount >> 3 }
      offset += 8
    }
    while offset < end, self[offset] != byte { offset += 1 }
    return offset
  }

  /// True where a control character stands that is neither a tab nor a line end.
  @inline(__always)
  var hasControlCharacter: Bool {
    var offset = firstOffset(below: 0x20, from: 0, to: count)
    while offset < count {
      switch self[offset] {
      case 0x09, 0x0A, 0x0D: offset = firstOffset(below: 0x20, from: offset + 1, to: count)
      default: return true
      }
    }
    return false
  }

  /// True when the bytes are those of `other`; O(bytes).
  @inline(__always)
  func isEqual(to other: Span<UInt8>) -> Bool {
    guard count == other.count else { return false }
    var offset = 0
    while offset + 8 <= count {
      if word(self, offset) != word(other, offset) { return false }
      offset += 8
    }
    while offset < count {
      if self[offset] != other[offset] { return false }
      offset += 1
    }
    return true
  }

  /// The range of the bytes that is left when blanks at both ends are taken away; empty if all are blank.
  ///
  /// Blanks are space, tab, line ends, U+00A0 and U+3000, the wide space of Chinese text.
  @inline(__always)
  func rangeWithoutBlanks() -> Range<Int> {
    if count > 0, self[0] > 0x20, self[0] < 0x80, self[count - 1] > 0x20, self[count - 1] < 0x80 { return 0..<count }
    return rangeTrimmed()
  }

  private func rangeTrimmed() -> Range<Int> {
    var (lower, upper) = (0, count)
    while lower < upper {
      let length = blankLength(at: lower, before: upper)
      if length == 0 { break }
      lower += length
    }
    while upper > lower {
      if blankLength(at: upper - 1, before: upper) == 1 {
        upper -= 1
      } else if upper - lower >= 2, blankLength(at: upper - 2, before: upper) == 2 {
        upper -= 2
      } else if upper - lower >= 3, blankLength(at: upper - 3, before: upper) == 3 {
        upper -= 3
      } else {
        break
      }
    }
    return lower..<upper
  }

  private func blankLength(at offset: Int, before end: Int) -> Int {
    switch self[offset] {
    case 0x20, 0x09, 0x0A, 0x0D: 1
    case 0xC2 where offset + 2 <= end && self[offset + 1] == 0xA0: 2
    case 0xE3 where offset + 3 <= end && self[offset + 1] == 0x80 && self[offset + 2] == 0x80: 3
    default: 0
    }
  }

  /// The text of the bytes; ill-formed UTF-8 comes out as U+FFFD.
  var text: String { withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) } }
}
