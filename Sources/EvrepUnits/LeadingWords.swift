/// Words directly before a figure that have a part in its unit: 百分之 is a unit itself, 生均 divides the one behind.
package struct LeadingWords: Sendable {
  package enum Meaning: Hashable, Sendable {
    /// The unit of the figure: 百分之{x}.
    case unit(Unit)
    /// What the unit behind the figure is divided by: 生均{x}元 is in 元/人.
    case divisor(Unit)
  }

  /// A word in prose.
  package struct Match: Sendable {
    package let meaning: Meaning
    package let range: Range<Int>
  }

  /// Longest first.
  private var words: [(bytes: [UInt8], meaning: Meaning)] = []
  /// True for the bytes that words end in.
  private var isLast = [Bool](repeating: false, count: 256)

  /// Declares a word; false, and no change, if it is declared.
  mutating func declare(_ word: String, _ meaning: Meaning) -> Bool {
    let bytes = Array(word.utf8)
    guard let last = bytes.last, !words.contains(where: { $0.bytes == bytes }) else { return false }
    isLast[Int(last)] = true
    words.insert((bytes, meaning), at: words.firstIndex { $0.bytes.count < bytes.count } ?? words.endIndex)
    return true
  }

  /// The longest word that ends before byte `end`.
  package func match(endingAt end: Int, in bytes: [UInt8]) -> Match? {
    guard end > 0, isLast[Int(bytes[end - 1])] else { return nil }
    for word in words where word.bytes.count <= end {
      let start = end - word.bytes.count
      if bytes[start..<end].elementsEqual(word.bytes) { return Match(meaning: word.meaning, range: start..<end) }
    }
    return nil
  }
}
