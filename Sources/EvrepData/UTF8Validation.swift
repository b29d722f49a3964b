/// The offset of the first byte that no well-formed UTF-8 has there, or nil where all of `bytes` is well-formed.
///
/// Words of ASCII are passed over eight bytes at a time; O(bytes).
func firstIllFormedByte(of bytes: Span<UInt8>) -> Int? {
  let raw = bytes.bytes
  var offset = 0
  while offset < bytes.count {
    if offset + 8 <= bytes.count {
      let word = raw.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
      let high = UInt64(littleEndian: word) & 0x8080_8080_8080_8080
      if high == 0 {
        offset += 8
        continue
      }
      offset += high.trailingZeroBitCount >> 3
    }
    let length = sequenceLength(bytes, offset)
    guard length > 0 else { return offset }
    offset += length
    // Chinese text comes in runs of three bytes a character, so the next is most likely here.
    while offset + 3 <= bytes.count, bytes[offset] & 0xF0 == 0xE0 {
      let next = sequenceLength(bytes, offset)
      guard next > 0 else { return offset }
      offset += next
    }
  }
  return nil
}

/// The length of the well-formed sequence at `offset`, or 0 where there is none (Unicode 16, table 3-7).
@inline(__always)
private func sequenceLength(_ bytes: Span<UInt8>, _ offset: Int) -> Int {
  let first = bytes[offset]
  if first < 0x80 { return 1 }
  guard first >= 0xC2, first <= 0xF4, offset + 1 < bytes.count else { return 0 }
  let second = bytes[offset + 1]
  if first < 0xE0 { return isTrailing(second) ? 2 : 0 }
  guard offset + 2 < bytes.count, isTrailing(bytes[offset + 2]) else { return 0 }
  if first < 0xF0 {
    let low: UInt8 = first == 0xE0 ? 0xA0 : 0x80
    let high: UInt8 = first == 0xED ? 0x9F : 0xBF
    return second >= low && second <= high ? 3 : 0
  }
  let low: UInt8 = first == 0xF0 ? 0x90 : 0x80
  let high: UInt8 = first == 0xF4 ? 0x8F : 0xBF
  guard second >= low, second <= high, offset + 3 < bytes.count, isTrailing(bytes[offset + 3]) else { return 0 }
  return 4
}

@inline(__always)
private func isTrailing(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }
