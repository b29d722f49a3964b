/// Cuts text into the words that a reader sees, so that a comparison marks words and neither bytes nor letters.
///
/// A number is one word with its sign, separators, decimals and percent sign; so is a run of letters. Chinese has no blanks
/// between words, and most of its words are of two characters: a run of Chinese characters is cut at the particles that stand
/// alone, then into twos, a suffix such as 园 or 率 going with the two before it. That is no dictionary, but it is the same
/// everywhere and needs none.
package struct WordSplitter {
  /// Characters that are a word of their own.
  private static let particles = Set("的了在和与及对为等把将是有也都并或以于从到由被比这那个所名人年月日元万亿不")
  /// Characters that end a word of three.
  private static let suffixes = Set("园校部局室率化性者费额数度区县市省级类型班生员院组会")

  private enum Kind {
    case number, letters, blank, ideograph, other
  }

  /// The words of `text`, which joined are `text`.
  package static func words(_ text: String) -> [Substring] {
    var words: [Substring] = []
    var start = text.startIndex
    while start < text.endIndex {
      let kind = kind(text[start])
      var end = text.index(after: start)
      if kind != .other {
        while end < text.endIndex, continues(kind, text, at: end) { end = text.index(after: end) }
      }
      let run = text[start..<end]
      if kind == .ideograph { appendChinese(run, to: &words) } else { words.append(run) }
      start = end
    }
    return words
  }

  private static func continues(_ kind: Kind, _ text: String, at index: String.Index) -> Bool {
    let next = self.kind(text[index])
    if next == kind { return true }
    guard kind == .number else { return false }
    if text[index] == "%" || text[index] == "‰" { return true }
    // A point or comma belongs to the number that goes on behind it.
    let after = text.index(after: index)
    return (text[index] == "." || text[index] == ",") && after < text.endIndex && self.kind(text[after]) == .number
  }

  private static func kind(_ character: Character) -> Kind {
    guard let scalar = character.unicodeScalars.first else { return .other }
    switch scalar.value {
    case 0x30...0x39: return .number
    case 0x20, 0x09, 0x0A, 0x0D, 0xA0, 0x3000: return .blank
    case 0x3400...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: return .ideograph
    default: return scalar.properties.isAlphabetic ? .letters : .other
    }
  }

  /// Cuts a run of Chinese characters.
  private static func appendChinese(_ run: Substring, to words: inout [Substring]) {
    var start = run.startIndex
    while start < run.endIndex {
      var end = run.index(after: start)
      if !particles.contains(run[start]), end < run.endIndex, !particles.contains(run[end]) {
        end = run.index(after: end)
        // 幼儿|园 is one word, but 学校|园林 is not: the suffix has to end the run, or stand before another pair.
        if end < run.endIndex, suffixes.contains(run[end]), takesSuffix(run, at: end) { end = run.index(after: end) }
      }
      words.append(run[start..<end])
      start = end
    }
  }

  /// True where the characters behind the suffix at `index` can be cut into twos without it.
  private static func takesSuffix(_ run: Substring, at index: Substring.Index) -> Bool {
    var count = 0
    var rest = run.index(after: index)
    while rest < run.endIndex, !particles.contains(run[rest]) {
      count += 1
      rest = run.index(after: rest)
    }
    return count % 2 == 0
  }
}
