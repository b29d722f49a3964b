import EvrepSource

extension Parser {
  /// What the words after a hole's brace make of it.
  enum HoleKind {
    case expression, when, otherwise, end
  }

  /// Enters the hole whose brace is at `offset` and says what it is; the brace is the next token.
  mutating func enterHole(at offset: Int, limit: Int) -> HoleKind {
    enter(offset..<limit, lines: false)
    let next = lookahead()
    guard next.kind == .identifier else { return .expression }
    let word = bytes[next.range]
    switch Keyword.spelled(word) {
    case .when: return .when
    case .otherwise: return .otherwise
    // 否则 is `else` as well.
    case .else where Keyword.otherwise.isSpelled(word): return .otherwise
    case .end: return braceFollows(next.range.upperBound, limit) ? .end : .expression
    default: return .expression
    }
  }

  func braceFollows(_ offset: Int, _ limit: Int) -> Bool {
    var lexer = Lexer(bytes: bytes, from: offset, limit: limit)
    return lexer.next().kind == .rightBrace
  }

  /// A hole of text or of a string: an expression with a format, a reference or an anchor.
  mutating func parseHole(at offset: Int, limit: Int) {
    let kind = enterHole(at: offset, limit: limit)
    guard kind == .expression else {
      let node = builder.open(.hole)
      reportStrayInline(
        offset..<offset + token.range.count, word: kind == .when ? .when : kind == .end ? .end : .otherwise)
      closeHole(token.range, alreadyReported: true)
      builder.close(node)
      return
    }
    parseExpressionHole()
  }

  /// The hole that was entered.
  mutating func parseExpressionHole() {
    let opening = token.range
    let next = lookahead()
    if next.kind == .hash {
      let node = builder.open(.anchor)
      bump()
      bump()
      if kind == .hash { skipDoubled(of: next.range) }
      let named = expectName(Message(en: "a name", zh: "名字"))
      closeHole(opening, alreadyReported: !named)
      builder.close(node)
    } else if isReference(next) {
      let node = builder.open(.reference)
      bump()
      takeRef()
      let named = expectName(Message(en: "a name", zh: "名字"))
      closeHole(opening, alreadyReported: !named)
      builder.close(node)
    } else if isAnchorSlip(next) {
      parseAnchorSlip()
    } else {
      let node = builder.open(.hole)
      let before = diagnostics.count
      let isDoubtful = isAtEndOfUnclosedHole(opening)
      bump()
      let isDoubled =
        kind == .leftBrace && start <= opening.upperBound + 1
        && holes.isBrace(from: start, before: lexer.limit, in: bytes)
      if isDoubled { bump(as: .trivia) }
      if kind == .equal, lookahead().kind == .identifier { reportStraySign() }
      if kind == .unitSign, reportForeignTag() {
        // What other languages write in a hole is read no further.
      } else if kind == .rightBrace {
        reportEmptyHole(opening.lowerBound..<token.range.upperBound)
      } else {
        parseExpression()
        if accept(.colon) || acceptColonSlip() { parseFormat() }
      }
      closeHole(opening, alreadyReported: diagnostics.count > before)
      if !isDoubled, diagnostics.count == before, kind == .rightBrace, start <= builder.position + 1 {
        let second = token.range
        bump(as: .trivia)
        reportSecondBrace(second)
      }
      if isDoubled {
        if kind == .rightBrace, start == builder.position { bump(as: .trivia) }
        let range = opening.lowerBound..<builder.position
        if diagnostics.count == before { reportDoubledBraces(range) } else { takeInDoubledBraces(range, before) }
      }
      if isDoubtful {
        diagnostics.removeLast(max(0, diagnostics.count - before))
        markError()
      }
      builder.close(node)
    }
  }

  /// Reports `{% if x %}`, at the sign; false where no such thing is next.
  private mutating func reportForeignTag() -> Bool {
    let word = lookahead()
    guard tokenBytes.elementsEqual("%".utf8), word.kind == .identifier else { return false }
    report(
      Diagnostic(
        .unexpectedToken, at: place(token.range),
        Message(en: "a hole holds a value, and no ‘%’ before it", zh: "填空里直接写数值，前面没有“%”"),
        notes: [
          Message(
            en: "a text under a condition is written ‘{when x > 3}text{end}’", zh: "有条件的文字写作“{当 x > 3}文字{结束}”")
        ]))
    markError()
    return true
  }

  /// True for `{{#name}`, `{x#name}` and `{name#}`, where `next` stands behind the brace.
  private func isAnchorSlip(_ next: Token) -> Bool {
    guard [.leftBrace, .identifier, .number].contains(next.kind) else { return false }
    var lexer = Lexer(bytes: bytes, from: next.range.upperBound, limit: self.lexer.limit)
    guard lexer.next().kind == .hash else { return false }
    let behind = lexer.next()
    if behind.kind == .rightBrace { return next.kind == .identifier }
    return behind.kind == .identifier && lexer.next().kind == .rightBrace
  }

  /// Takes the name of a heading whose signs stand otherwise, at its brace, reported.
  private mutating func parseAnchorSlip() {
    let first = start
    let node = builder.open(.anchor)
    var name = ""
    while kind != .end, kind != .rightBrace {
      if kind == .identifier {
        name = String(decoding: tokenBytes, as: UTF8.self)
        expectName(Message(en: "a name", zh: "名字"))
      } else {
        bump(as: .trivia)
      }
    }
    _ = accept(.rightBrace)
    if kind == .rightBrace, start == builder.position { bump(as: .trivia) }
    builder.close(node)
    reportSlip("{#\(name)}", at: first..<builder.position)
  }

  /// True at the word of a reference with a name behind it. Another word for it is one where nothing but the name and the
  /// brace stand behind it.
  private func isReference(_ word: Token) -> Bool {
    guard word.kind == .identifier else { return false }
    let isSpelled = Keyword.ref.isSpelled(bytes[word.range])
    guard isSpelled || Self.refWords.contains(where: { $0.elementsEqual(bytes[word.range]) }) else { return false }
    var lexer = Lexer(bytes: bytes, from: word.range.upperBound, limit: bytes.count)
    var next = lexer.next()
    if next.kind == .hash { next = lexer.next() }
    return next.kind == .identifier && (isSpelled || lexer.next().kind == .rightBrace)
  }

  /// Other words for `ref`.
  private static let refWords: [[UInt8]] = Synonyms.others(for: Keyword.ref.spellings.english).map { Array($0.utf8) }

  private mutating func takeRef() {
    if !accept(.ref) {
      let (english, chinese) = Keyword.ref.spellings
      reportSlip(bytes[start] < 0x80 ? english : chinese)
      bump(as: .keyword)
    }
    guard kind == .hash else { return }
    report(
      Diagnostic(
        .unexpectedToken, at: place(token.range),
        Message(en: "a reference has no ‘#’ before the name", zh: "引用时名字之前不写“#”"),
        fixIts: [
          FixIt(Message(en: "leave it out", zh: "删去"), replace: place(token.range), with: "", isSafe: true)
        ]))
    skipToken()
  }

  /// Takes a semicolon or a comma before a format as the colon that is meant, reported.
  private mutating func acceptColonSlip() -> Bool {
    guard kind == .semicolon || kind == .comma, !isAstray else { return false }
    // A format has no brackets.
    var copy = lexer
    var next = copy.next()
    guard next.kind != .rightBrace else { return false }
    while next.kind != .rightBrace {
      if [.leftParen, .rightParen, .leftBrace, .comma, .end].contains(next.kind) { return false }
      next = copy.next()
    }
    reportSlip(tokenBytes.count > 1 ? "：" : ":")
    bump(as: .colon)
    return true
  }

  /// The head of an inline block, after `enterHole`: `{when c}`, `{otherwise [when c]}` or `{end}`. True where it has a
  /// condition.
  @discardableResult
  mutating func parseInlineHead(_ kind: HoleKind) -> Bool {
    let opening = token.range
    let before = diagnostics.count
    bump()
    let hasCondition: Bool
    switch kind {
    case .end:
      takeEnd()
      hasCondition = false
    case .otherwise: hasCondition = takeOtherwise()
    case .when, .expression:
      takeWhen()
      hasCondition = true
    }
    if hasCondition { parseExpression() }
    foldSlips(from: before)
    closeHole(opening, alreadyReported: diagnostics.count > before)
    return hasCondition
  }

  /// Takes the closing brace; whatever stands before it goes to an `error` node. A hole without one, where others follow
  /// on its line, ends where it can be read no further, so that they are read.
  private mutating func closeHole(_ opening: ByteRange, alreadyReported: Bool) {
    if accept(.rightBrace) { return }
    let next = nextBrace()
    let isUnclosed = next != .rightBrace
    // Of a slip without any brace behind it, it is not sure that it is a hole, unless nothing else is behind it.
    let isReported = alreadyReported && (next == .end && kind != .end || diagnostics.last?.code == .nestedTooDeep)
    let end = readEnd(of: opening)
    if !isUnclosed && !alreadyReported && !isBehindUnclosedHole(opening) {
      let call = lostBrackets(behind: opening.upperBound)
      reportUnexpected(
        expected: Message(en: "‘}’", zh: "“}”"), missing: isAtFormat ? ":" : nil,
        fixIts: call.isEmpty ? earlierBrace : call)
    }
    if next != .leftBrace || alreadyReported {
      let error = builder.open(.error)
      while kind != next { bump() }
      builder.close(error)
    }
    guard isUnclosed else { return bump() }
    guard !isReported else { return }
    // It is unclosed, whatever the expression still waited for, or met behind its end.
    var begins = true
    if let last = diagnostics.last, last.code == .unexpectedToken, let place = last.place?.range,
      place.isEmpty || place.lowerBound >= opening.upperBound
    {
      begins = bytes[opening.upperBound..<max(opening.upperBound, place.lowerBound)].contains { $0 > 0x20 }
      diagnostics.removeLast()
    }
    if !begins, isBehindUnclosedHole(opening) { return }
    reportUnclosedHole(opening, end: end)
  }

  /// True for a brace behind a hole that was reported as not closed: it may stand for another sign of that.
  private func isBehindUnclosedHole(_ opening: ByteRange) -> Bool {
    guard let last = diagnostics.last, last.code == .unclosedHole, let end = last.place?.range.upperBound,
      end <= opening.lowerBound
    else { return false }
    return !bytes[end..<opening.lowerBound].contains { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "}") }
  }

  /// True for a brace right where such a hole may end, which is likely that end: what stands behind it is no hole.
  private func isAtEndOfUnclosedHole(_ opening: ByteRange) -> Bool {
    guard isBehindUnclosedHole(opening) else { return false }
    guard let end = diagnostics.last?.labels.first?.place.range.upperBound else {
      // It has a format: `.1{`, `有{无}`.
      let start = bytes[..<opening.lowerBound].lastIndex { $0 & 0xC0 != 0x80 } ?? 0
      let last = Unicode.Scalar(UTF8Scalar.read(bytes, at: start, limit: opening.lowerBound).value)
      return last.map { $0.properties.isAlphabetic || $0.properties.numericType != nil } ?? false
    }
    guard end <= opening.lowerBound else { return false }
    return bytes[end..<opening.lowerBound].allSatisfy { $0 == UInt8(ascii: " ") }
  }

  /// True at what only a format begins with: `.1`, and words with a bar between them.
  private var isAtFormat: Bool {
    let next = lookahead()
    return kind == .dot && next.kind == .number && next.triviaStart == next.range.lowerBound
      || kind == .identifier && next.kind == .bar
  }

  /// Where a word is all that stands before the brace, the brace before it: `{roll pupils}`.
  private var earlierBrace: [FixIt] {
    let next = lookahead()
    guard kind == .identifier, next.kind == .rightBrace, next.triviaStart == next.range.lowerBound else { return [] }
    let written = "}" + String(decoding: bytes[token.triviaStart..<token.range.upperBound], as: UTF8.self)
    return [
      FixIt(
        Message(en: "write ‘\(written)’", zh: "写作“\(written)”"),
        replace: place(token.triviaStart..<next.range.upperBound), with: written)
    ]
  }

  /// Where a word and a field follow each other behind `start`, `sum table.field`: the brackets of a call.
  private func lostBrackets(behind start: Int) -> [FixIt] {
    var lexer = Lexer(bytes: bytes, from: start, limit: lexer.limit)
    let function = lexer.next()
    guard function.kind == .identifier, kind == .identifier, lexer.next().range == token.range else { return [] }
    guard lexer.next().kind == .dot, lexer.next().kind == .identifier, case let end = lexer.next(),
      end.kind == .rightBrace
    else { return [] }
    let range = start..<end.triviaStart
    let written =
      String(decoding: bytes[function.range], as: UTF8.self) + "("
      + String(decoding: bytes[self.start..<end.triviaStart], as: UTF8.self) + ")"
    return [
      FixIt(Message(en: "write ‘\(written)’", zh: "写作“\(written)”"), replace: place(range), with: written)
    ]
  }

  /// Where the hole that begins with `opening` can be read no further; nil where nothing of it could be read, and behind a
  /// number with a word, which may be its unit, or the text behind the hole.
  private func readEnd(of opening: ByteRange) -> Int? {
    let last = builder.nodes.suffix(8).map(\.kind)
    // A format takes in all that is before the next brace.
    if last.contains(.format) { return nil }
    let leaves = last.filter { $0.rawValue < SyntaxKind.file.rawValue && $0 != .trivia }
    return token.triviaStart > opening.upperBound && leaves.suffix(2) != [.number, .identifier]
      ? token.triviaStart : nil
  }

  /// What ends the hole: the first brace behind, or `end` where no closing brace follows on the line.
  private mutating func nextBrace() -> SyntaxKind {
    guard holes.isBrace(from: start, before: lexer.limit, in: bytes) else { return .end }
    var (copy, next) = (lexer, token)
    while next.kind != .end, next.kind != .leftBrace, next.kind != .rightBrace { next = copy.next() }
    return next.kind
  }

  /// A format, up to the hole's brace or the declaration's end; the checker reads its leaves.
  mutating func parseFormat() {
    flushTrivia()
    let node = builder.open(.format)
    if kind == .rightBrace || kind == .end {
      reportUnexpected(expected: Message(en: "a format, such as .1 or 万元", zh: "格式，如 .1 或 万元"))
    }
    while ![.rightBrace, .leftBrace, .string, .end].contains(kind), !isHeadless { bump() }
    builder.close(node)
  }
}
