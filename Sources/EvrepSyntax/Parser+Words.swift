import EvrepSource

extension Parser {
  /// The options of a `words` declaration: where the words stand, and what they say besides.
  private static let wordOptions: [Keyword] = [.inside, .behind, .comparing, .untimed]

  // words claim option… : word [| word] [except word…], …
  mutating func parseWords() {
    guard at(anyOf: Keyword.claims) || slip(for: Keyword.claims) != nil else {
      let known = Keyword.claims.map(\.spellings)
      return reportUnexpected(
        expected: Message(
          en: "what the words claim: " + known.map { "‘\($0.english)’" }.joined(separator: ", "),
          zh: "用词的含义：" + known.map { "“\($0.chinese)”" }.joined(separator: "、")))
    }
    if at(anyOf: Keyword.claims) { bump(as: .keyword) } else { acceptSlip(for: Keyword.claims) }
    while at(anyOf: Self.wordOptions) { bump(as: .keyword) }
    guard expect(.colon, Message(en: "‘:’ and words", zh: "“:”和用词")) else { return }
    repeat { parseClaimWord() } while accept(.comma) && kind != .end
  }

  private mutating func parseClaimWord() {
    flushTrivia()
    let node = builder.open(.claimWord)
    if parsePhrase() {
      if accept(.bar) { _ = parsePhrase() }
      if accept(.except) {
        while kind == .identifier || kind == .string { parseException() }
      }
    }
    builder.close(node)
  }

  /// Words up to a sign or `except`, or a string.
  private mutating func parsePhrase() -> Bool {
    guard kind == .string || (kind == .identifier && !at(.except)) else {
      reportUnexpected(expected: Message(en: "a word", zh: "词语"))
      return false
    }
    flushTrivia()
    let node = builder.open(.phrase)
    if kind == .string {
      parseString()
    } else {
      while kind == .identifier && !at(.except) { bump() }
    }
    builder.close(node)
    return true
  }

  private mutating func parseException() {
    flushTrivia()
    let node = builder.open(.phrase)
    if kind == .string { parseString() } else { bump() }
    builder.close(node)
  }
}
