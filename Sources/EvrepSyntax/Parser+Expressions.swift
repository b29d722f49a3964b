import EvrepSource

// Precedence, loosest first: query clauses, if, or, and, not, comparison, ??, sums, products, minus, postfix.
// A chain of one level is one flat node, so that a long sum is not a deep tree.
extension Parser {
  /// An expression with its query clauses.
  mutating func parseExpression() {
    flushTrivia()
    let first = builder.count
    if at(.where), !token.startsLine, case let next = lookahead(), next.kind == .identifier,
      Keyword.spelled(bytes[next.range]).map({ !Keyword.operators.contains($0) }) ?? true
    {
      // `= where x > 3`: the table is missing.
      reportUnexpected(expected: Message(en: "an expression", zh: "表达式"))
    } else {
      parseConditional()
    }
    var (node, isConditional) = (Int?.none, false)
    while let word = clauseWord(isFirst: node == nil) {
      if node == nil {
        node = builder.wrap(from: first, .query)
        isConditional = word == .where
      }
      flushTrivia()
      parseClause(word)
    }
    if let node {
      if isConditional { reportConditionOutside(node) }
      builder.close(node)
    }
    parseForeignTail(of: first)
  }

  /// The word of a clause that is next, or that the next word is meant as.
  private func clauseWord(isFirst: Bool) -> Keyword? {
    if at(anyOf: Keyword.clauses) { return word }
    guard isAtStrayWord || at(.when) || at(.if) && !isAtTrailingIf else { return nil }
    if let slip = slip(for: Keyword.clauses) {
      // Something stands behind a clause's word.
      let next = lookahead()
      let endsHere = next.startsLine || [.rightParen, .rightBrace, .comma, .end].contains(next.kind)
      return slip.word != nil && endsHere ? nil : slip.keyword
    }
    return isFirst ? lostWhere : nil
  }

  /// `where`, at a name behind a name and before a comparison: `schools pupils > 300`.
  private var lostWhere: Keyword? {
    guard isAtStrayWord, kind == .identifier, !isAstray, diagnostics.last?.place != place(token.range), isBehindName
    else {
      return nil
    }
    switch lookahead().kind {
    case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual: return .where
    default: return nil
    }
  }

  /// True where the last token was a name, on the same line, with a blank behind it, and not with `where` at its end.
  private var isBehindName: Bool {
    guard !token.startsLine, token.triviaStart < start else { return false }
    let last = builder.nodes.last { $0.kind.rawValue < SyntaxKind.file.rawValue && $0.kind != .trivia }
    guard let last, last.kind == .identifier else { return false }
    return !isGlued(.where, behind: Int(last.start)..<Int(last.end))
  }

  private mutating func parseClause(_ word: Keyword) {
    switch word {
    case .where: parseWhere()
    case .by where isOrderSlip:
      let clause = builder.open(.orderClause)
      parseOrderSlip()
      builder.close(clause)
    case .by:
      let clause = builder.open(.byClause)
      takeClauseWord(.by)
      expectName(Message(en: "a field", zh: "字段"))
      builder.close(clause)
    case .order:
      let clause = builder.open(.orderClause)
      // `order by f`; the Chinese spelling puts 按 last or leaves it out.
      let needsBy = at(.order) && bytes[start] < 0x80
      takeClauseWord(.order)
      if !accept(.by), needsBy, !isAstray { reportLostWord(Keyword.by.spellings.english) }
      parseConditional()
      parseDirection()
      builder.close(clause)
    case .top:
      let clause = builder.open(.topClause)
      takeClauseWord(.top)
      parsePostfix()
      if expect(.by) {
        parseConditional()
        parseDirection()
      }
      builder.close(clause)
    default:
      let clause = builder.open(.skippingClause)
      takeClauseWord(.skipping)
      expect(.missing)
      builder.close(clause)
    }
  }

  /// Takes the word that a clause begins with. What the clause does is not known where that is another word.
  private mutating func takeClauseWord(_ word: Keyword) {
    let range = token.range
    guard accept(word) || acceptSlip(for: [word], as: .error) != nil else {
      return reportLostWord(bytes[start] < 0x80 ? word.spellings.english : word.spellings.chinese)
    }
    if at(word), [.identifier, .leftParen].contains(lookahead().kind) { skipDoubled(of: range) }
  }

  private mutating func parseDirection() {
    if accept(.descending) || accept(.ascending) || !isAtStrayWord { return }
    acceptSlip(for: [.descending, .ascending])
  }

  /// `where` and its condition.
  mutating func parseWhere() {
    let clause = builder.open(.whereClause)
    takeClauseWord(.where)
    parseConditional()
    builder.close(clause)
  }

  mutating func parseConditional() {
    let isSlip = isAtConditionalSlip()
    guard isSlip || at(.if) && isConditional() else { return parseOr() }
    guard nested() else { return }
    defer { nesting -= 1 }
    flushTrivia()
    let (node, first, before) = (builder.open(.conditional), start, diagnostics.count)
    if isSlip { reportSlip(Keyword.if.spellings.chinese) }
    bump(as: .keyword)
    let condition = start
    parseOr()
    if isAtForeignThen() {
      parseForeignBranches(first, condition, before: before)
    } else {
      parseBranches(behindCondition: true)
    }
    builder.close(node)
  }

  /// The rest of a conditional, from its condition on or from what stands behind that.
  mutating func parseBranches(behindCondition: Bool = false) {
    if !behindCondition { parseOr() }
    guard expect(.then) else { return }
    parseOr()
    if !acceptElseIf(), expect(.else) { parseConditional() }
  }

  /// Counts one level of nesting; false, with a message and the rest skipped, when there are too many.
  mutating func nested() -> Bool {
    guard nesting < Parser.nestingLimit else {
      reportTooDeep(token.range)
      skipToEnd()
      return false
    }
    nesting += 1
    return true
  }

  private mutating func parseOr() {
    chain(.orExpression) { $0.parseAnd() }
  }

  private mutating func parseAnd() {
    chain(.andExpression) { $0.parseNot() }
  }

  /// `operand { operator operand }` as one flat node; the operand alone where no operator follows.
  private mutating func chain(_ kind: SyntaxKind, _ operand: (inout Parser) -> Void) {
    flushTrivia()
    let first = builder.count
    operand(&self)
    if isAtNext(of: kind) { parseChain(kind, from: first, operand) }
  }

  private func isAtNext(of kind: SyntaxKind) -> Bool { isAtOperator(of: kind) || mayBeSlip(kind) }

  /// What follows the first operand of a chain, which was built from `first` on.
  private mutating func parseChain(_ kind: SyntaxKind, from first: Int, _ operand: (inout Parser) -> Void) {
    var node: Int?
    while true {
      if isAtOperator(of: kind) {
        if node == nil { node = builder.wrap(from: first, kind) }
        let sign = token.range
        bump(as: token.kind == .identifier ? .keyword : nil)
        if bytes[sign].elementsEqual("-".utf8) { skipDoubledMinus(of: sign) }
        if kind == .andExpression || kind == .orExpression { skipSecondWhere() }
      } else if mayBeSlip(kind), acceptSlip(for: [kind == .andExpression ? .and : .or]) != nil {
        if node == nil { node = builder.wrap(from: first, kind) }
      } else {
        break
      }
      flushTrivia()
      operand(&self)
    }
    if let node { builder.close(node) }
  }

  /// Takes a `where` behind `and` or `or`, reported.
  private mutating func skipSecondWhere() {
    guard at(.where), [.identifier, .leftParen].contains(lookahead().kind) else { return }
    let word = token.range
    report(
      Diagnostic(
        .unexpectedToken, at: place(word),
        Message(en: "one ‘where’ holds the whole condition", zh: "一个“其中”就包含整个条件"),
        fixIts: [
          FixIt(
            Message(en: "leave it out", zh: "删去"), replace: place(word.lowerBound..<lookahead().range.lowerBound),
            with: "",
            isSafe: true)
        ]))
    bump(as: .trivia)
  }

  /// True at what is no operator, where one of `and` or `or` may be.
  private func mayBeSlip(_ kind: SyntaxKind) -> Bool {
    (kind == .andExpression || kind == .orExpression) && isAtStrayWord
  }

  /// True at an operator that chains operands into a node of `kind`.
  private func isAtOperator(of kind: SyntaxKind) -> Bool {
    switch kind {
    case .orExpression: at(.or)
    case .andExpression: at(.and)
    case .coalescing: self.kind == .coalesce
    case .sum: self.kind == .plus || self.kind == .minus
    default: self.kind == .times || self.kind == .divide && !isAtBlockNote
    }
  }

  private mutating func parseNot() {
    guard at(.not) || kind == .unknown else { return parseComparison() }
    guard nested() else { return }
    defer { nesting -= 1 }
    flushTrivia()
    let node = builder.open(.notExpression)
    if at(.not) {
      bump(as: .keyword)
    } else if acceptSlip(for: [.not]) == nil {
      builder.rewind(to: node, at: builder.position)
      return parseComparison()
    }
    parseNot()
    builder.close(node)
  }

  private var isAtComparison: Bool {
    switch kind {
    case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual, .approximate: true
    default: false
    }
  }

  private mutating func parseComparison() {
    flushTrivia()
    let first = builder.count
    parseCoalescing()
    parseComparison(of: first)
  }

  /// What stands behind the operand that was built from `first` on. A function of its own, as are others below: frames of
  /// what recurs are small, so that deep expressions fit a small stack.
  private mutating func parseComparison(of first: Int) {
    if isAtComparison {
      let node = builder.wrap(from: first, .comparison)
      while isAtComparison {
        bump()
        parseCoalescing()
      }
      builder.close(node)
    } else if at(.in) {
      let node = builder.wrap(from: first, .membership)
      bump(as: .keyword)
      parseChoices()
      builder.close(node)
    } else if at(.is), parseEqualitySlip(from: first) {
      return
    } else if at(.is) {
      let node = builder.wrap(from: first, .missingTest)
      bump(as: .keyword)
      if !accept(.not), isGlued(.not), acceptSlip(for: [.not]) != nil { markError() }
      if at(.missing) || acceptSlip(for: [.missing]) == nil { expect(.missing) }
      builder.close(node)
    } else if at(.meets) || at(.misses) {
      let node = builder.wrap(from: first, .standardTest)
      bump(as: .keyword)
      parseCoalescing()
      builder.close(node)
    } else if isAtStrayWord || at(anyOf: [.not, .below, .above, .as]) {
      parseComparisonSlip(from: first)
    }
  }

  /// The list after `in`: `(a, b)`.
  mutating func parseChoices() {
    guard kind != .leftParen else { return parseArguments() }
    if token.kind == .leftBracket { return parseBracketedList(as: .arguments) }
    reportUnexpected(
      expected: Message(en: "‘(’ and values", zh: "“(”和取值"), missing: kind == .identifier || kind == .number ? "(" : nil
    )
    let error = builder.open(.error)
    while [.identifier, .number, .string, .comma].contains(kind), !token.startsLine { bump() }
    _ = accept(.rightParen)
    builder.close(error)
  }

  mutating func parseCoalescing() {
    chain(.coalescing) { $0.parseSum() }
  }

  private mutating func parseSum() {
    chain(.sum) { $0.parseProduct() }
  }

  mutating func parseProduct() {
    chain(.product) { $0.parseNegation() }
  }

  private mutating func parseNegation() {
    guard kind == .minus else { return parseOperand() }
    guard nested() else { return }
    defer { nesting -= 1 }
    flushTrivia()
    let (node, sign) = (builder.open(.negation), token.range)
    bump()
    skipDoubledMinus(of: sign)
    parseNegation()
    builder.close(node)
  }

  /// A postfix expression, and the bracket that other languages have behind one.
  private mutating func parseOperand() {
    flushTrivia()
    let first = builder.count
    parsePrimary()
    if isAtSuffix { parseSuffixes(of: first) }
    if token.kind == .leftBracket { parseForeignBracket(of: first) }
  }

  /// A primary with `.field`s behind it: one flat node.
  mutating func parsePostfix() {
    flushTrivia()
    let first = builder.count
    parsePrimary()
    if isAtSuffix { parseSuffixes(of: first) }
  }

  private var isAtSuffix: Bool { isAtField || kind == .leftParen || isAtDotSlip }

  /// True at a point; behind a blank and before a digit it begins a format.
  private var isAtField: Bool {
    guard kind == .dot else { return false }
    guard token.triviaStart < start, case let next = lookahead() else { return true }
    return next.kind != .number || next.triviaStart < next.range.lowerBound
  }

  mutating func parseSuffixes(of first: Int) {
    let node = builder.wrap(from: first, .postfix)
    while true {
      if isAtField || isAtDotSlip {
        flushTrivia()
        let access = builder.open(.fieldAccess)
        takeDot()
        parseFieldName()
        builder.close(access)
      } else if kind == .leftParen {
        // `module.f(x)`: a call of what stands before.
        if !acceptForeignMethod(in: node) { parseArguments() }
      } else {
        break
      }
    }
    builder.close(node)
  }

  /// A field's name; a clause behind a blank is none.
  private mutating func parseFieldName() {
    let aName = Message(en: "a field's name", zh: "字段名")
    let isClause = at(anyOf: Keyword.clauses) && token.triviaStart < start
    if isClause || isAtNextDeclaration { reportMissing(aName) } else { expectName(aName) }
  }

  private mutating func takeDot() {
    if kind != .dot { reportSlip(".") }
    bump(as: .dot)
  }

  /// True at 。 or · between two names.
  private var isAtDotSlip: Bool {
    guard kind == .unknown, ["。", "．", "·"].contains(where: { tokenBytes.elementsEqual($0.utf8) }) else { return false }
    let next = lookahead()
    guard next.kind == .identifier, token.triviaStart == start, next.triviaStart == next.range.lowerBound else {
      return false
    }
    return builder.nodes.last { $0.kind.rawValue < SyntaxKind.file.rawValue }?.kind == .identifier
  }

  private mutating func parsePrimary() {
    switch kind {
    case .number: parseNumber()
    case .string: parseInterpolation()
    case .leftParen:
      guard nested() else { return }
      defer { nesting -= 1 }
      parseParenthesized()
    case .identifier where !isAtNextDeclaration: parseNameOrCall()
    case .dot where lookahead().kind == .number && lookahead().triviaStart == token.range.upperBound:
      parseBareFraction()
    case .unitSign where isAtCurrency && lookahead().kind == .number && !lookahead().startsLine:
      parseSignedNumber()
    case .unknown where acceptMixedQuotes(): break
    case .unknown where acceptForeignText(): break
    case .leftBracket where !token.startsLine: parseBracketedList(as: .listLiteral)
    default:
      reportUnexpected(expected: Message(en: "an expression", zh: "表达式"))
    }
  }

  /// True at `order by f descending`, which a table named so is not grouped by.
  private var isOrderClause: Bool {
    let next = lookahead(3)
    return Keyword.by.isSpelled(bytes[next[0].range]) && next[1].kind == .identifier
      && [Keyword.ascending, .descending].contains { $0.isSpelled(bytes[next[2].range]) }
  }

  /// `missing`, a call, or a name.
  private mutating func parseNameOrCall() {
    if at(.missing) {
      let node = builder.open(.missingExpression)
      bump(as: .keyword)
      builder.close(node)
      return
    }
    let next = lookahead()
    if at(.order), isOrderClause { return reportMissing(Message(en: "a table", zh: "表")) }
    if next.kind == .leftBracket, next.triviaStart == next.range.lowerBound,
      Synonyms.isFunction(String(decoding: tokenBytes, as: UTF8.self))
    {
      parseBracketedCall()
    } else if isVerb(before: next) {
      skipVerb()
      parseNameOrCall()
    } else if next.kind == .leftParen && !next.startsLine {
      if acceptForeignCall(before: next) { return }
      let (node, function) = (builder.open(.call), token)
      expectName(Message(en: "a function", zh: "函数"))
      parseArguments(of: function)
      if foreign.isCallLost {
        foreign.isCallLost = false
        markError()
      }
      builder.close(node)
    } else if acceptForeignWord(before: next) {
      return
    } else if isBareCall(before: next) {
      parseBareCall()
    } else {
      let node = builder.open(.nameExpression)
      bump()
      builder.close(node)
    }
  }

  /// True at a function of the language with a name, `next`, behind it on the line.
  private func isBareCall(before next: Token) -> Bool {
    next.kind == .identifier && !next.startsLine && Keyword.spelled(bytes[next.range]) == nil
      && Synonyms.isFunction(String(decoding: tokenBytes, as: UTF8.self))
  }

  /// `sum table.field`, `only table where …`: a call without its brackets, reported.
  private mutating func parseBareCall() {
    guard nested() else { return }
    defer { nesting -= 1 }
    let function = token.range
    let before = diagnostics.count
    let node = builder.open(.call)
    expectName(Message(en: "a function", zh: "函数"))
    flushTrivia()
    let arguments = builder.open(.arguments)
    let first = start
    parseExpression()
    builder.close(arguments)
    builder.close(node)
    guard diagnostics.count == before else { return }
    let range = function.lowerBound..<builder.position
    let written = [bytes[function], bytes[first..<builder.position]].map { String(decoding: $0, as: UTF8.self) }
    let call = written[0] + "(" + written[1] + ")"
    report(
      Diagnostic(
        .unexpectedToken, at: place(range),
        Message(en: "what a function is given stands in brackets", zh: "函数的参数要写在括号里"),
        fixIts: [FixIt(Message(en: "write ‘\(call)’", zh: "写作“\(call)”"), replace: place(range), with: call)]))
  }

  /// `(a)`, or a list `(a, b)`, at the opening parenthesis.
  private mutating func parseParenthesized() {
    flushTrivia()
    let first = builder.count
    let opening = token.range
    bump()
    parseExpression()
    var isList = false
    while kind == .comma {
      isList = true
      bump()
      if kind == .rightParen { break }
      let before = start
      parseExpression()
      if start == before { break }
    }
    closeParenthesis(opening)
    builder.close(builder.wrap(from: first, isList ? .listLiteral : .parenthesized))
  }

  /// A number, and the unit that follows it on its line: `3`, `0.5 亩`, `720 元/人`, `3 percentage points`.
  mutating func parseNumber() {
    let node = builder.open(.numberLiteral)
    bump()
    if kind == .comma || kind == .number { acceptGroupedDigits(node) }
    acceptPowerOfTen()
    if atUnit {
      let (count, position, first) = (builder.count, builder.position, token)
      defer { takeBackUnit(first, to: count, at: position) }
      flushTrivia()
      let unit = builder.open(.unitName)
      // A sign is a whole unit.
      let isSign = kind == .unitSign && !isAtCurrency
      parseUnitWords()
      while !isSign && atUnit && kind == .identifier && isASCIIWord { parseUnitWords() }
      builder.close(unit)
    }
    builder.close(node)
  }

  /// True for what may be a number's unit. One that begins a line is none: it begins a scenario's next step.
  private var atUnit: Bool {
    !token.startsLine && (kind == .unitSign || (kind == .identifier && !at(anyOf: Keyword.operators)))
  }

  /// True for a word in Latin letters: only such units have several words.
  private var isASCIIWord: Bool { tokenBytes.allSatisfy { $0 < 0x80 } }

  /// `(a, b)`, at the opening parenthesis.
  ///
  /// - Parameter function: the name that is called; nil where that is not one word.
  private mutating func parseArguments(of function: Token? = nil) {
    guard nested() else { return }
    defer { nesting -= 1 }
    flushTrivia()
    let node = builder.open(.arguments)
    let opening = token.range
    bump()
    if kind == .leftParen, token.triviaStart + 1 >= start, hasParenthesisTooMany {
      skipDoubled(of: opening)
      if kind == .rightParen { markError() }
    }
    while kind != .rightParen && kind != .end && !atNextDeclaration {
      let (before, first) = (start, builder.count)
      parseExpression()
      skipDoubledName()
      if token.kind == .comma, let function, isConditionNext(of: function) {
        parseConditionArgument(of: function, first)
      }
      if !accept(.comma) || start == before { break }
    }
    closeParenthesis(opening)
    builder.close(node)
  }

  private mutating func closeParenthesis(_ opening: ByteRange) {
    if accept(.rightParen) { return }
    if kind == .end || atNextDeclaration {
      reportUnclosed(opening)
      dropBrackets()
    } else {
      reportUnexpected(expected: Message(en: "‘)’", zh: "“)”"), fixIts: lostDot ?? lostParenthesis(opening))
    }
  }
}
