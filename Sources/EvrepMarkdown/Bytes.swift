internal import CCmarkGFM
internal import CEvrepMarkdown
import Glibc

/// Bytes of a C string or an array, valid inside the call that hands them over.
typealias Bytes = UnsafeBufferPointer<UInt8>

extension [UInt8] {
  /// Appends an ASCII or UTF-8 literal.
  mutating func append(_ literal: StaticString) {
    append(contentsOf: Bytes(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
  }

  /// Appends a string's UTF-8.
  mutating func append(text: String) { append(contentsOf: text.utf8) }

  /// Appends bytes `range` of `bytes`.
  mutating func append(_ bytes: Bytes, _ range: Range<Int>) {
    append(contentsOf: Bytes(rebasing: bytes[range]))
  }
}

extension String {
  /// Calls `body` with the string's UTF-8, without a copy where the string is native.
  func withBytes<Result>(_ body: (Bytes) -> Result) -> Result {
    if let result = utf8.withContiguousStorageIfAvailable(body) { return result }
    return Array(utf8).withUnsafeBufferPointer(body)
  }
}

extension Bytes {
  /// The index of the first byte at or after `start` that is in `set` (`EVREP_…`), or `count`.
  func next(_ set: Int, from start: Int) -> Int {
    guard let base = baseAddress, start < count else { return count }
    return start + evrep_plain_prefix(base + start, count - start, UInt32(truncatingIfNeeded: set))
  }

  /// The index of the first line feed at or after `start`, or `count`.
  func nextLineEnd(from start: Int) -> Int {
    guard let base = baseAddress, let found = memchr(base + start, 0x0A, count - start) else { return count }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  /// True where `word` stands at `start`.
  func holds(_ word: [UInt8], at start: Int) -> Bool {
    start + word.count <= count && word.indices.allSatisfy { self[start + $0] == word[$0] }
  }

  /// The byte at `index`, 0 outside.
  func byte(_ index: Int) -> UInt8 { index >= 0 && index < count ? self[index] : 0 }

  /// The scalar that begins at `index`, which is on a scalar's first byte, and its length; nil at the end.
  func scalar(at index: Int) -> (value: UInt32, length: Int)? {
    guard index >= 0, index < count else { return nil }
    let lead = self[index]
    if lead < 0x80 { return (UInt32(lead), 1) }
    let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
    guard index + length <= count else { return (0xFFFD, count - index) }
    var value = UInt32(lead) & (0x7F >> UInt32(length))
    for offset in 1..<length { value = value << 6 | UInt32(self[index + offset] & 0x3F) }
    return (value, length)
  }

  /// The scalar that ends before `index`, and its length; nil at the beginning.
  func scalar(before index: Int) -> (value: UInt32, length: Int)? {
    guard index > 0, index <= count else { return nil }
    var start = index - 1
    while start > 0, self[start] & 0xC0 == 0x80, index - start < 4 { start -= 1 }
    guard let (value, _) = scalar(at: start) else { return nil }
    return (value, index - start)
  }

  /// True where the bytes from `index` are `literal`.
  func has(_ literal: StaticString, at index: Int) -> Bool {
    let length = literal.utf8CodeUnitCount
    guard index >= 0, index + length <= count else { return false }
    for offset in 0..<length where self[index + offset] != literal.utf8Start[offset] { return false }
    return true
  }
}

/// Questions about single ASCII bytes.
enum ASCII {
  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
  static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
  /// Blank or line end.
  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte &- 0x09 < 5 }
  static func isPunctuation(_ byte: UInt8) -> Bool {
    byte &- 0x21 < 15 || byte &- 0x3A < 7 || byte &- 0x5B < 6 || byte &- 0x7B < 4
  }
}
