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

  /// What a word right behind a brace is meant as inside an inline block: {else} is {otherwise}, {endif} is {end}.
  func branchSlip(_ word: Token, limit: Int) -> HoleKind {
    var lexer = Lexer(bytes: bytes, from: word.range.upperBound, limit: limit)
    let next = lexer.next()
    let isAlone = next.kind == .rightBrace
    let text = bytes[word.range]
    if isAlone, ["endif", "endwhen", "fi"].contains(where: { text.elementsEqual($0.utf8) }) { return .end }
    let goesOn = next.kind == .identifier && [Keyword.when, .if].contains { $0.isSpelled(bytes[next.range]) }
    guard isAlone || goesOn, ["else", "不然"].contains(where: { text.elementsEqual($0.utf8) }) else { return .expression }
    return .otherwise
  }

  /// True for `each x in`, `for x in` behind a brace.
  func isEachSlip(_ word: Token, limit: Int) -> Bool {
    let text = bytes[word.range]
    guard Keyword.each.isSpelled(text) || ["for", "foreach", "循环"].contains(where: { text.elementsEqual($0.utf8) })
    else { return false }
    var lexer = Lexer(bytes: bytes, from: word.range.upperBound, limit: limit)
    guard lexer.next().kind == .identifier, case let next = lexer.next(), next.kind == .identifier else { return false }
    return Keyword.in.isSpelled(bytes[next.range])
  }

  /// `{each x in t}`, at the brace: a block's head among the words of a line, reported. Its names are lost, and its
  /// `{end}` ends nothing.
  mutating func parseEachSlip() {
    let opening = token.range
    let node = builder.open(.error)
    bump()
    let (english, chinese) = Keyword.each.spellings
    let word = bytes[start] < 0x80 ? english : chinese
    bump(as: .keyword)
    let first = builder.position
    while kind != .end, kind != .rightBrace { bump() }
    let head = word + String(decoding: bytes[first..<builder.position], as: UTF8.self)
    _ = accept(.rightBrace)
    builder.close(node)
    looseEnds += 1
    report(
      Diagnostic(
        .unexpectedToken, at: place(opening.lowerBound..<builder.position),
        Message(en: "what goes through rows is a block, not a hole", zh: "逐行重复的内容是一个块，不能写成填空"),
        notes: [
          Message(
            en: "the lines are ‘::: \(head)’, the text for one row, and ‘:::’",
            zh: "分三部分写：一行“::: \(head)”，一行的内容，再一行“:::”")
        ]))
  }

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
