import EvrepSource

// Inline blocks whose head is none.
extension Parser {
  /// True for a word behind a brace that is meant as `when`: 当计数(…), 若 …, if …. A name may begin so, and `if` an
  /// expression: it is a head where the rest of the paragraph has an `{end}` too many.
  ///
  /// - Parameter open: how many inline blocks are open.
  func isHeadSlip(_ word: Token, limit: Int, open: Int) -> Bool {
    let text = bytes[word.range]
    let when = Keyword.when.spellings.chinese.utf8
    let isGlued = text.count > when.count && text.starts(with: when)
    guard isGlued || Self.headWords.contains(where: { $0.elementsEqual(text) }) else { return false }
    // Whatever can follow a name or a call makes the word one.
    var lexer = Lexer(bytes: bytes, from: word.range.upperBound, limit: limit)
    let next = lexer.next()
    if next.kind == .rightBrace || next.kind == .colon || next.kind == .end { return false }
    if Keyword.if.isSpelled(text) {
      var token = next
      while token.kind != .rightBrace, token.kind != .end {
        if token.kind == .identifier, Keyword.then.isSpelled(bytes[token.range]) { return false }
        token = lexer.next()
      }
    }
    return endsTooMany(behind: word.range.upperBound, open: open)
  }

  /// Other words for `when`.
  private static let headWords: [[UInt8]] = Synonyms.others(for: Keyword.when.spellings.english).map { Array($0.utf8) }

  /// How far an `{end}` is looked for.
  private static let headReach = 4096

  private func endsTooMany(behind start: Int, open: Int) -> Bool {
    var depth = open
    var offset = start
    let limit = min(bytes.count, start + Self.headReach)
    while offset < limit {
      // A blank line or a fence ends every inline block.
      if bytes[offset] == UInt8(ascii: "\n"), offset + 1 < limit,
        bytes[offset + 1] == UInt8(ascii: "\n") || bytes[offset + 1] == UInt8(ascii: ":")
      {
        return false
      }
      guard let length = braceLength(offset) else {
        offset += 1
        continue
      }
      offset += length
      var lexer = Lexer(bytes: bytes, from: offset, limit: limit)
      let word = lexer.next()
      guard word.kind == .identifier else { continue }
      if Keyword.when.isSpelled(bytes[word.range]) { depth += 1 }
      if Keyword.end.isSpelled(bytes[word.range]) { depth -= 1 }
      if depth < 0 { return true }
    }
    return false
  }

  /// The length of `{` or ｛.
  private func braceLength(_ offset: Int) -> Int? {
    if bytes[offset] == UInt8(ascii: "{") { return 1 }
    let isWide =
      offset + 2 < bytes.count && bytes[offset] == 0xEF && bytes[offset + 1] == 0xBD && bytes[offset + 2] == 0x9B
    return isWide ? 3 : nil
  }
}
