/// Words that text is searched for, byte by byte: found by their first or last byte, so that where none stands, which is
/// almost everywhere, a place costs one look at a table.
package struct ByteWords: Sendable {
  /// The bytes of all words, one behind the other, and where each begins, with the end of the last.
  private let bytes: [UInt8]
  private let starts: [Int]
  private let byFirst: Buckets
  private let byLast: Buckets

  /// The words that share a byte, in their order: those of byte `b` stand from `starts[b]` to `starts[b + 1]`.
  private struct Buckets: Sendable {
    var starts = Array(repeating: 0, count: 257)
    var words: [Int] = []

    init(_ keys: [UInt8]) {
      for key in keys { starts[Int(key) + 1] += 1 }
      for byte in 0..<256 { starts[byte + 1] += starts[byte] }
      var next = starts
      words = Array(repeating: 0, count: keys.count)
      for (word, key) in keys.enumerated() {
        words[next[Int(key)]] = word
        next[Int(key)] += 1
      }
    }

    subscript(_ byte: UInt8) -> Range<Int> { starts[Int(byte)]..<starts[Int(byte) + 1] }
  }

  /// - Parameter words: none of them empty; each is known by its place among them.
  package init(_ words: [[UInt8]]) {
    bytes = words.flatMap { $0 }
    var starts = [0]
    for word in words { starts.append(starts[starts.count - 1] + word.count) }
    self.starts = starts
    byFirst = Buckets(words.map { $0[0] })
    byLast = Buckets(words.map { $0[$0.count - 1] })
  }

  package init(_ words: [String]) { self.init(words.map { Array($0.utf8) }) }

  /// The first word that ends before byte `end` of `text`, beginning at `floor` or behind it, and that is wanted; and the
  /// byte where it begins.
  package func ending(
    at end: Int, in text: [UInt8], from floor: Int = 0, where isWanted: (Int, ByteRange) -> Bool = { _, _ in true }
  ) -> (word: Int, start: Int)? {
    guard end > floor else { return nil }
    for index in byLast[text[end - 1]] {
      let word = byLast.words[index]
      let start = end - length(word)
      if start >= floor, stands(word, at: start, text), isWanted(word, start..<end) { return (word, start) }
    }
    return nil
  }

  /// The first word that begins at byte `start` of `text` and that is wanted; and the byte behind it.
  package func beginning(
    at start: Int, in text: [UInt8], where isWanted: (Int, ByteRange) -> Bool = { _, _ in true }
  ) -> (word: Int, end: Int)? {
    guard start < text.count else { return nil }
    for index in byFirst[text[start]] {
      let word = byFirst.words[index]
      let end = start + length(word)
      if end <= text.count, stands(word, at: start, text), isWanted(word, start..<end) { return (word, end) }
    }
    return nil
  }

  /// True where a word stands in `range` of `text`.
  package func stand(in range: ByteRange, of text: [UInt8]) -> Bool {
    range.contains { beginning(at: $0, in: text, where: { $1.upperBound <= range.upperBound }) != nil }
  }

  private func length(_ word: Int) -> Int { starts[word + 1] - starts[word] }

  private func stands(_ word: Int, at start: Int, _ text: [UInt8]) -> Bool {
    var offset = start
    for index in starts[word]..<starts[word + 1] {
      if bytes[index] != text[offset] { return false }
      offset += 1
    }
    return true
  }
}
