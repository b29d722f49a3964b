import EvrepSource

// `if` as other languages have it: `c ? a : b`, `a if c else b`, `if(c, a, b)`, `if c: a else: b`, `elif`, `case when`. Each is
// one message with the expression that is written here, and is read as that where its parts stand in that order.
extension Parser {
  /// The words of a conditional in the language of the expression.
  private func conditional(_ condition: ByteRange, _ first: ByteRange, _ second: ByteRange) -> String {
    let isChinese = self.isChinese
    func word(_ keyword: Keyword) -> String { isChinese ? keyword.spellings.chinese : keyword.spellings.english }
    return [word(.if), text(condition), word(.then), text(first), word(.else), text(second)].joined(separator: " ")
  }

  /// Reports a conditional of another language.
  ///
  /// - Parameter isOperand: true where it may stand among operators, so that what replaces it needs brackets there.
  private mutating func reportConditional(
    _ range: ByteRange, _ parts: [ByteRange], before: Int, isOperand: Bool = false
  ) {
    guard diagnostics.count == before, parts.count == 3, parts.allSatisfy({ !$0.isEmpty }) else { return }
    var written = conditional(parts[0], parts[1], parts[2])
    let signs: [UInt8] = Array("+-*/<>=".utf8)
    let isBehindSign = bytes[..<range.lowerBound].last { $0 > 0x20 }.map(signs.contains) ?? false
    let isBehindEqual = bytes[..<range.lowerBound].last { $0 > 0x20 } == UInt8(ascii: "=") && lexer.hasComments
    let isBeforeSign = [.plus, .minus, .times, .divide, .less, .greater, .equal].contains(kind) && !token.startsLine
    if isOperand, isBeforeSign || isBehindSign && !isBehindEqual { written = "(\(written))" }
    let shown = written.utf8.count > 160 ? isChinese ? "若 … 则 … 否则 …" : "if … then … else …" : written
    reportForeign(
      range,
      Message(en: "a choice between two values is ‘\(shown)’", zh: "二选一写作“\(shown)”"), with: written, isSafe: true)
  }

  /// What has been read since `first`, without the blanks around it.
  private func part(from first: Int) -> ByteRange { trimmed(first..<max(first, builder.position)) }

  /// The words behind the next token on its line, some dozens at most, up to what ends the expression.
  private func holdsWord(_ keyword: Keyword, but other: Keyword? = nil) -> Bool {
    var (lexer, depth) = (lexer, 0)
    for _ in 0..<96 {
      let next = lexer.next()
      if next.startsLine || next.kind == .end { return false }
      switch next.kind {
      case .leftParen, .leftBrace: depth += 1
      case .rightParen, .rightBrace:
        depth -= 1
        if depth < 0 { return false }
      case .identifier where depth == 0:
        if keyword.isSpelled(bytes[next.range]) { return true }
        if let other, other.isSpelled(bytes[next.range]) { return false }
      default: break
      }
    }
    return false
  }

  // MARK: Behind a condition

  /// `c ? a : b`, at the question mark behind the condition that was built from `first` on.
  mutating func parseTernary(of first: Int) {
    guard nesting < Parser.nestingLimit else { return reportTooDeep(token.range) }
    nesting += 1
    defer { nesting -= 1 }
    let before = diagnostics.count
    var parts = [trimmed(Int(builder.nodes[first].start)..<builder.position)]
    let node = builder.wrap(from: first, .conditional)
    bump(as: .trivia)
    var begin = start
    parseConditional()
    parts.append(part(from: begin))
    if kind == .colon {
      bump(as: .trivia)
      begin = start
      flushTrivia()
      let second = builder.count
      parseConditional()
      parts.append(part(from: begin))
      // `c ? a : d ? b : e`: the whole is one finding, whose remedy is not written out.
      if kind == .question, builder.nodes.indices.contains(second) {
        parseTernary(of: second)
        diagnostics.removeLast(diagnostics.count - before)
        parts.removeAll()
      }
    }
    if parts.count != 3 { markError() }
    builder.close(node)
    guard diagnostics.count == before else { return }
    let range = Int(builder.nodes[node].start)..<builder.position
    if parts.count == 3 { return reportConditional(trimmed(range), parts, before: before) }
    reportForeign(
      trimmed(range),
      Message(en: "a choice between two values is ‘if … then … else …’", zh: "二选一写作“若 … 则 … 否则 …”"), with: nil)
  }

  /// True at `if` behind a value, with `else` behind its condition.
  var isAtTrailingIf: Bool { at(.if) && !token.startsLine && holdsWord(.else, but: .then) }

  /// `a if c else b`, at the word behind the value that was built from `first` on.
  mutating func parseTrailingIf(of first: Int) {
    let before = diagnostics.count
    let value = trimmed(Int(builder.nodes[first].start)..<builder.position)
    let error = builder.wrap(from: first, .error)
    bump(as: .keyword)
    var begin = start
    parseConditional()
    let condition = part(from: begin)
    var parts = [condition, value]
    if accept(.else) {
      begin = start
      parseConditional()
      parts.append(part(from: begin))
    }
    builder.close(error)
    reportConditional(value.lowerBound..<builder.position, parts, before: before)
  }

  // MARK: Behind `if`

  /// True behind the condition of an `if`, at what stands for `then`: a colon, a comma, a brace, or nothing.
  mutating func isAtForeignThen() -> Bool {
    if at(.then) { return false }
    switch kind {
    case .colon, .comma, .leftBrace, .question, .string, .number, .leftParen:
      return !token.startsLine && holdsWord(.else, but: .then)
    case .identifier:
      return !token.startsLine && Keyword.spelled(tokenBytes) == nil && slip(for: [.then]) == nil
        && holdsWord(.else, but: .then)
    default: return false
    }
  }

  /// The two values of an `if` whose node began at byte `first`, and whose condition has been read from byte `condition` on.
  mutating func parseForeignBranches(_ first: Int, _ condition: Int, before: Int) {
    var parts = [part(from: condition)]
    skipBranchSign()
    var begin = start
    parseConditional()
    parts.append(part(from: begin))
    while [.rightBrace, .comma, .semicolon].contains(kind),
      holdsWord(.else) || Keyword.else.isSpelled(bytes[lookahead().range])
    {
      bump(as: .trivia)
    }
    if accept(.else) {
      let isBraced = kind == .leftBrace
      skipBranchSign()
      begin = start
      parseConditional()
      parts.append(part(from: begin))
      if isBraced, kind == .rightBrace { bump(as: .trivia) }
    }
    if parts.count < 3 { markError() }
    reportConditional(first..<builder.position, parts, before: before)
  }

  private mutating func skipBranchSign() {
    if [.colon, .comma, .leftBrace, .question].contains(kind) { bump(as: .trivia) }
  }

  private static let elseIfWords = ["elif", "elsif", "elseif", "elseIf", "否则若", "否则如果"].map { Array($0.utf8) }

  /// Takes `elif` as the `else if` that it is, reported, with what stands behind it; false where it is not next.
  mutating func acceptElseIf() -> Bool {
    guard kind == .identifier, !token.startsLine, Self.elseIfWords.contains(where: { $0.elementsEqual(tokenBytes) }),
      nesting < Parser.nestingLimit
    else { return false }
    nesting += 1
    defer { nesting -= 1 }
    let isChinese = bytes[start] >= 0x80
    func word(_ keyword: Keyword) -> String { isChinese ? keyword.spellings.chinese : keyword.spellings.english }
    reportSlip("\(word(.else)) \(word(.if))")
    bump(meant: .else)
    flushTrivia()
    let node = builder.open(.conditional)
    parseBranches()
    builder.close(node)
    return true
  }

  // MARK: Calls

  private static let ifWords = ["if", "IF", "If", "IIF", "iif", "若", "如果"].map { Array($0.utf8) }

  /// True at an `if` that begins a conditional, and no call.
  mutating func isConditional() -> Bool {
    let next = lookahead()
    return next.kind != .end && !isIfCall(before: next)
  }

  /// Takes a call of what other languages have, where `next` stands behind the name; false, and nothing taken, where it is
  /// none.
  mutating func acceptForeignCall(before next: Token) -> Bool {
    acceptIfCall(before: next) || acceptExists(before: next)
  }

  /// Takes a word with which other languages begin an expression, where `next` stands behind it; false, and nothing taken,
  /// where it is none.
  mutating func acceptForeignWord(before next: Token) -> Bool {
    next.kind == .identifier && (acceptCaseWhen(before: next) || acceptExists(before: next))
  }

  /// Takes `if(c, a, b)`, where `next` stands behind the word; false, and nothing taken, where it is none.
  private mutating func acceptIfCall(before next: Token) -> Bool {
    guard isIfCall(before: next) else { return false }
    parseIfCall()
    return true
  }

  /// True at `if(c, a, b)`, `IF(c, a, b)`, where `next` stands behind the word.
  private func isIfCall(before next: Token) -> Bool {
    guard next.kind == .leftParen, tokenBytes.count <= 6, !next.startsLine,
      Self.ifWords.contains(where: { $0.elementsEqual(tokenBytes) })
    else { return false }
    var lexer = Lexer(bytes: bytes, from: next.range.upperBound, limit: lexer.limit)
    var (depth, commas) = (1, 0)
    for _ in 0..<256 {
      let next = lexer.next()
      switch next.kind {
      case .leftParen: depth += 1
      case .rightParen:
        depth -= 1
        if depth == 0 { return commas == 2 && !Keyword.then.isSpelled(bytes[lexer.next().range]) }
      case .comma where depth == 1: commas += 1
      case .end: return false
      default: break
      }
    }
    return false
  }

  /// `if(c, a, b)`, at the word.
  private mutating func parseIfCall() {
    guard nesting < Parser.nestingLimit else { return reportTooDeep(token.range) }
    nesting += 1
    defer { nesting -= 1 }
    flushTrivia()
    let (before, first, depth) = (diagnostics.count, start, brackets.count)
    let node = builder.open(.conditional)
    bump(as: .trivia)
    bump(as: .trivia)
    var parts: [ByteRange] = []
    while parts.count < 3 {
      let begin = start
      parseExpression()
      parts.append(part(from: begin))
      if parts.count < 3, kind == .comma { bump(as: .trivia) }
    }
    if kind == .rightParen { bump(as: .trivia) } else { markError() }
    dropBrackets(to: depth)
    builder.close(node)
    reportConditional(first..<builder.position, parts, before: before, isOperand: true)
  }

  /// Takes `case when c then a else b end`, where `next` stands behind the first word; false, and nothing taken, where it is
  /// none.
  private mutating func acceptCaseWhen(before next: Token) -> Bool {
    guard tokenBytes.count == 4, next.kind == .identifier, Keyword.when.isSpelled(bytes[next.range]),
      ["case", "CASE"].contains(where: { tokenBytes.elementsEqual($0.utf8) }), holdsWord(.then)
    else { return false }
    parseCaseWhen()
    return true
  }

  private mutating func parseCaseWhen() {
    guard nesting < Parser.nestingLimit else { return reportTooDeep(token.range) }
    nesting += 1
    defer { nesting -= 1 }
    let (before, first) = (diagnostics.count, start)
    let node = builder.open(.conditional)
    bump(as: .trivia)
    bump(as: .trivia)
    var parts: [ByteRange] = []
    for word in [Keyword.then, .else, .end] {
      let begin = start
      parseConditional()
      parts.append(part(from: begin))
      guard at(word) else { break }
      bump(as: .trivia)
    }
    if parts.count < 3 {
      // Further cases are not written out.
      markError()
      let error = builder.open(.error)
      while kind != .end, kind != .rightBrace, !token.startsLine { bump() }
      builder.close(error)
    }
    builder.close(node)
    if parts.count == 3 { return reportConditional(first..<builder.position, parts, before: before, isOperand: true) }
    guard diagnostics.count == before else { return }
    reportForeign(
      first..<builder.position,
      Message(en: "a choice between values is ‘if … then … else …’", zh: "多选一写作“若 … 则 … 否则 …”"), with: nil)
  }
}
