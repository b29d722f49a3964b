/// Words with which a sentence goes on behind a figure and its unit, and which name nothing themselves: 3 schools *in* the town.
enum FunctionWords {
  private static let words: Set = [
    "a", "about", "above", "across", "after", "all", "already", "also", "among", "an", "and", "are", "as", "at",
    "because",
    "been", "before", "below", "between", "but", "by", "can", "could", "despite", "during", "each", "either", "every",
    "for",
    "from", "had", "has", "have", "here", "if", "in", "into", "is", "last", "may", "might", "must", "next", "nor",
    "not",
    "now", "of", "off", "on", "only", "onto", "or", "out", "over", "per", "should", "since", "so", "than", "that",
    "the",
    "then", "there", "these", "they", "this", "those", "through", "throughout", "to", "today", "together", "too",
    "under",
    "until", "up", "was", "we", "were", "when", "where", "whereas", "which", "while", "who", "whom", "whose", "will",
    "with",
    "within", "without", "would", "yet",
  ]

  /// - Parameter word: in small letters.
  static func contains(_ word: String) -> Bool { words.contains(word) }

  /// True where something that may belong to a figure stands at byte `start`, behind blanks or a line break: a word that is none of
  /// these, a Chinese character. A blank line parts what stands behind it.
  static func goesOn(at start: Int, in bytes: [UInt8]) -> Bool {
    var (offset, breaks) = (start, 0)
    while offset < bytes.count, bytes[offset] == 0x20 || bytes[offset] == 0x0A || bytes[offset] == 0x0D {
      if bytes[offset] == 0x0A { breaks += 1 }
      offset += 1
    }
    guard breaks < 2 else { return false }
    let rest = String(decoding: bytes[offset...].prefix(24), as: UTF8.self)
    guard rest.unicodeScalars.first?.properties.isAlphabetic == true else { return false }
    let word = rest.unicodeScalars.prefix { $0.properties.isAlphabetic }
    return offset == start || !contains(String(String.UnicodeScalarView(word)).lowercased())
  }

  /// True where a noun goes on with a word that ends at byte `end`, as far as letters tell: the places of `pupil places`, the `-teacher` of
  /// `pupil-teacher`; no verb, as in `pupil passed`.
  static func hasNoun(at end: Int, in bytes: [UInt8], _ limit: Int) -> Bool {
    guard end + 1 < limit, [0x20, 0x0A, UInt8(ascii: "-")].contains(bytes[end]) else { return false }
    let letters = bytes[(end + 1)..<limit].prefix { $0 | 0x20 >= UInt8(ascii: "a") && $0 | 0x20 <= UInt8(ascii: "z") }
    let word = String(decoding: letters, as: UTF8.self).lowercased()
    return word.count > 1 && !contains(word) && !word.hasSuffix("ed") && !word.hasSuffix("ly")
  }
}
