package import EvrepSource

/// Words that claim nothing by themselves, but tell what the figure behind them has to be.
package struct WordLists: Sendable {
  package enum List: Int, Sendable, CaseIterable {
    /// 增速, 差距: what has a level that is itself a change.
    case gap
    /// 覆盖率, 占: what is given in %.
    case rate
    /// 系数, 指数: what is given as a fraction.
    case fraction
    /// 最多 and 最少.
    case greatest, least
    /// 差, 尚有: what cannot be negative.
    case shortage
    /// 为, 达: what may stand between such a word and its figure.
    case linking
  }

  private var words: [[[UInt8]]] = Array(repeating: [], count: List.allCases.count)

  mutating func add(_ list: List, _ spelling: ArraySlice<UInt8>) { words[list.rawValue].append(Array(spelling)) }

  /// True where a word of the list stands in `range`; one in Latin letters whole, but for a plural's s and a capital.
  func has(_ list: List, in range: ByteRange, _ bytes: [UInt8]) -> Bool {
    words[list.rawValue].contains { word in
      word.count <= range.count
        && (range.lowerBound...range.upperBound - word.count).contains { start in
          (bytes[start] == word[0] || Self.isLetter(word[0]) && bytes[start] | 0x20 == word[0])
            && bytes[start + 1..<start + word.count].elementsEqual(word.dropFirst())
            && (!Self.isLetter(word[0]) || isWhole(start..<start + word.count, in: range, bytes))
        }
    }
  }

  private func isWhole(_ word: ByteRange, in range: ByteRange, _ bytes: [UInt8]) -> Bool {
    if word.lowerBound > range.lowerBound, Self.isLetter(bytes[word.lowerBound - 1]) { return false }
    var end = word.upperBound
    if end < range.upperBound, bytes[end] == UInt8(ascii: "s") { end += 1 }
    return end >= range.upperBound || !Self.isLetter(bytes[end])
  }

  /// The longest word of the list that ends before byte `end`, with up to three linking words between: 最多的是{x}.
  package func word(_ list: List, endingAt end: Int, in bytes: [UInt8]) -> ByteRange? {
    var end = end
    for _ in 0..<4 {
      while end > 0, bytes[end - 1] == UInt8(ascii: " ") || bytes[end - 1] == UInt8(ascii: "*") { end -= 1 }
      if let word = plainWord(list, end, bytes) { return word }
      guard let link = plainWord(.linking, end, bytes) else { return nil }
      end = link.lowerBound
    }
    return nil
  }

  private func plainWord(_ list: List, _ end: Int, _ bytes: [UInt8]) -> ByteRange? {
    var longest: ByteRange?
    for word in words[list.rawValue] where word.count <= end && word.count > longest?.count ?? 0 {
      let start = end - word.count
      guard bytes[start] | 0x20 == word[0] | 0x20, bytes[start + 1..<end].elementsEqual(word.dropFirst()),
        !(Self.isLetter(bytes[start]) && start > 0 && Self.isLetter(bytes[start - 1]))
      else { continue }
      longest = start..<end
    }
    return longest
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z")
  }
}
