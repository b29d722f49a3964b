import EvrepSource

extension Parser {
  static let aName = Message(en: "a name", zh: "名字")
  static let aType = Message(en: "a type", zh: "类型")
  static let aString = Message(en: "a string", zh: "字符串")

  /// What each declaration's first word leads to.
  private static let declarations: [(Keyword, SyntaxKind, @Sendable (inout Parser) -> Void)] = [
    (.let, .letDeclaration, { $0.parseLet() }),
    (.data, .dataDeclaration, { $0.parseData() }),
    (.param, .parameterDeclaration, { $0.parseParameter() }),
    (.check, .checkDeclaration, { $0.parseCheck() }),
    (.unit, .unitDeclaration, { $0.parseUnit() }),
    (.use, .useDeclaration, { $0.parseUse() }),
    (.report, .reportDeclaration, { $0.parseReport() }),
    (.style, .styleDeclaration, { $0.parseStyle() }),
    (.language, .languageDeclaration, { $0.parseLanguage() }),
    (.format, .formatDeclaration, { $0.parseFormatDeclaration() }),
    (.words, .wordsDeclaration, { $0.parseWords() }),
    (.scenario, .scenarioDeclaration, { $0.parseScenario() }),
    (.standard, .standardDeclaration, { $0.parseStandard() }),
  ]

  /// One declaration, up to its end or to what it cannot read.
  mutating func parseDeclaration() {
    flushTrivia()
    if token.kind == .identifier, word.map({ !Keyword.declarations.contains($0) }) ?? true,
      let glued = Keyword.declarations.first(where: isGlued)
    {
      if !isTwice(glued) { reportGlued(glued) }
      splitToken(at: glued.spellings.chinese.utf8.count)
    }
    let written = Keyword.declarations.first { at($0) }
    guard let keyword = written ?? meantDeclaration(),
      let (_, kind, parse) = Self.declarations.first(where: { $0.0 == keyword })
    else {
      if token.kind != .identifier, takeForeignNote() { return }
      if token.kind == .identifier {
        if !reportBlockInHeader() { reportUnknownDeclaration(token.range) }
      } else {
        reportUnexpected(expected: Message(en: "a declaration", zh: "声明"))
      }
      return skipToEnd()
    }
    let (node, range, first) = (builder.open(kind), token.range, diagnostics.count)
    if written != nil { bump(as: .keyword) } else { takeDeclarationSlip(keyword) }
    let before = diagnostics.count
    if written != nil, isDoubled(keyword) { skipDoubled(of: range) }
    parse(&self)
    func isOpen(_ finding: Diagnostic) -> Bool { !finding.fixIts.contains(where: \.isSafe) }
    if !diagnostics[before...].contains(where: isOpen) { hasNoItems = true }
    if self.kind == .semicolon, case let next = lookahead(), next.startsLine || next.kind == .end { reportStraySign() }
    if isAtForeignNote { takeTrailingNote() }
    if self.kind != .end {
      let isHeadless = isHeadless
      let isTwice = token.kind == .rightBrace && start > 0 && bytes[start - 1] == UInt8(ascii: "}")
      if !isTwice, diagnostics[before...].contains(where: isOpen) {
        // It has been reported. What was mended leaves nothing behind.
      } else if isHeadless {
        reportHeadless()
      } else {
        reportUnexpected(expected: Message(en: "the end of the line", zh: "行尾"))
      }
      skipToEnd(takesBrace: isHeadless)
    }
    // Items in braces have been looked at one by one.
    if ![.data, .scenario, .standard].contains(keyword) { foldSlips(from: first) }
    builder.close(node)
  }

  // report "title" [for year]
  private mutating func parseReport() {
    skipStraySign()
    parseString()
    if accept(.for) || (isAtStrayWord && acceptSlip(for: [.for]) != nil) { return parseExpression() }
    if kind == .identifier, lookahead().kind != .identifier {
      reportUnexpected(expected: Message(en: "‘for’", zh: "“for”"), missing: "for", isKnown: true)
      parseExpression()
    }
  }

  mutating func parseString() {
    guard kind == .string, !token.startsLine || brackets.isEmpty else {
      if parseUnquoted() { return }
      return token.startsLine ? reportMissing(Self.aString) : reportUnexpected(expected: Self.aString)
    }
    flushTrivia()
    parseInterpolation()
  }

  // style gongwen | style "path"
  private mutating func parseStyle() {
    skipStraySign()
    if kind == .identifier { _ = expectName(Self.aName) } else { parseString() }
  }

  // language zh | language en
  private mutating func parseLanguage() {
    skipStraySign()
    let (first, name) = (token.range, String(decoding: tokenBytes, as: UTF8.self))
    guard expectName(Message(en: "‘zh’ or ‘en’", zh: "“zh”或“en”")) else { return }
    guard kind == .minus, token.triviaStart == start, ["zh", "en"].contains(name) else { return }
    let error = builder.open(.error)
    while kind != .end, token.triviaStart == start { bump() }
    builder.close(error)
    reportSlip(name, at: first.lowerBound..<builder.position)
  }

  // use "path" [as name]
  private mutating func parseUse() {
    skipStraySign()
    parseString()
    if accept(.as) { return _ = expectName(Self.aName) }
    guard isAtStrayWord else { return }
    let isName = lookahead().kind != .identifier || lookahead().startsLine
    if isName {
      reportUnexpected(expected: Message(en: "‘as’", zh: "“为”"), missing: isChinese ? "为" : "as", isKnown: true)
    } else if acceptSlip(for: [.as]) == nil {
      reportSlip(isChinese ? "为" : "as")
      bump(meant: .as)
    }
    expectName(Self.aName)
  }

  // param name: type [private] [= expression]
  private mutating func parseParameter() {
    guard expectName(Self.aName) else { return }
    if kind == .equal {
      reportUnexpected(expected: Message(en: "‘:’ and a type", zh: "“:”和类型"), missing: defaultType)
    } else {
      guard expectSign(.colon, ":", Message(en: "‘:’ and a type", zh: "“:”和类型")) else { return }
      let type = token.range
      parseType()
      if kind == .identifier, tokenBytes.elementsEqual(bytes[type]) { skipDoubled(of: type) }
      if !accept(.private) && kind == .identifier { acceptSlip(for: [.private]) }
    }
    if kind == .end || kind == .identifier { return }
    if expectSign(.equal, "=", Message(en: "‘=’ and a value", zh: "“=”和值")) { parseExpression() }
  }

  /// What to write for the type of a parameter whose default tells it.
  private var defaultType: String? {
    let value = lookahead()
    return value.kind == .string
      ? ": " + (isChinese ? Keyword.text.spellings.chinese : Keyword.text.spellings.english) : nil
  }

  // let name [(a, b)] = expression
  private mutating func parseLet() {
    guard expectName(Self.aName) else { return }
    if kind == .leftParen {
      flushTrivia()
      let list = builder.open(.parameterList)
      let depth = brackets.count
      bump()
      while kind == .identifier {
        expectName(Self.aName)
        if kind == .colon { skipParameterType() }
        if !accept(.comma) { break }
      }
      if !accept(.rightParen) {
        reportUnexpected(expected: Message(en: "‘)’", zh: "“)”"), missing: ")")
        dropBrackets(to: depth)
      }
      builder.close(list)
    }
    if kind == .colon || kind == .minus { skipForeignType() }
    if kind == .minus, token.triviaStart == start { takeHyphenatedName() }
    if isAtStrayWord, kind == .identifier, lookahead().kind == .equal { takeSecondWord() }
    // `let half) = …` has lost more than a sign.
    if kind == .rightParen { return reportUnexpected(expected: Message(en: "‘=’ and an expression", zh: "“=”和表达式")) }
    guard expectSign(.equal, "=", Message(en: "‘=’ and an expression", zh: "“=”和表达式")) else { return }
    parseExpression()
  }

  // check name: expression ["message"]
  private mutating func parseCheck() {
    if parseNamelessCheck() { return }
    let isQuoted = kind == .string && lookahead().kind == .colon && takeQuotedName()
    guard isQuoted || expectName(Self.aName) else { return }
    guard expectSign(.colon, ":", Message(en: "‘:’ and a condition", zh: "“:”和条件")) else { return }
    parseExpression()
    if kind == .string || kind == .unknown && isAtForeignText { parseString() }
  }

  // unit name [ratio | points] [= number [/ number] [unit]] [before] [plural name], unit name per unit
  private mutating func parseUnit() {
    skipStraySign()
    if at(.plural) && lookahead().kind == .identifier {
      reportUnexpected(expected: Self.aName)
    } else {
      parseUnitNameOrString()
    }
    if kind == .colon, case let next = lookahead(), next.kind == .identifier,
      [Keyword.plural, .per, .ratio, .points].contains(where: { $0.isSpelled(bytes[next.range]) })
    {
      reportStraySign()
    }
    if isAtStrayWord, !lookahead().startsLine, let word = slip(for: [.per, .ratio, .points, .plural])?.keyword {
      acceptSlip(for: [word])
      return word == .ratio || word == .points ? () : parseUnitNameOrString()
    }
    if accept(.per) { return parseUnitNameOrString() }
    if !accept(.ratio) { _ = accept(.points) }
    if kind == .equal || kind == .colon || kind == .number,
      expectSign(.equal, "=", Message(en: "‘=’ and a number or a unit", zh: "“=”和数或单位"))
    {
      if kind == .number {
        bump()
        if accept(.divide) { expect(.number, Message(en: "a number", zh: "数")) }
        if kind != .end && !at(.plural) {
          parseUnitNameOrString()
          _ = accept(.before)
        }
      } else {
        parseUnitNameOrString()
        _ = accept(.before)
      }
    }
    if accept(.plural) || (isAtStrayWord && acceptSlip(for: [.plural]) != nil) { return parseUnitNameOrString() }
    if isAtStrayWord, kind == .identifier, lookahead().kind == .end || lookahead().startsLine {
      let plural = isChinese ? Keyword.plural.spellings.chinese : Keyword.plural.spellings.english
      reportUnexpected(
        expected: Message(en: "‘plural’ or the end of the line", zh: "“复数”或行尾"), missing: plural, isKnown: true)
      parseUnitName()
    }
  }

  private mutating func parseUnitNameOrString() {
    if kind == .string { parseString() } else { parseUnitName() }
  }

  // format unit: format | format type: format
  private mutating func parseFormatDeclaration() {
    parseUnitName()
    guard expectSign(.colon, ":", Message(en: "‘:’ and a format", zh: "“:”和格式")) else { return }
    parseFormat()
  }

  // standard name { rows }
  private mutating func parseStandard() {
    guard expectName(Self.aName) else { return }
    parseBraces { $0.parseStandardRow() }
  }

  // [stage] >= level since year "source" [unconfirmed]
  private mutating func parseStandardRow() {
    flushTrivia()
    let node = builder.open(.standardRow)
    if kind == .identifier { expectName(Self.aName) }
    switch kind {
    case .less, .lessEqual, .greater, .greaterEqual: bump()
    case .unknown where acceptComparisonSlip(): break
    default:
      reportUnexpected(expected: Message(en: "‘>=’ or ‘<=’ and a level", zh: "“≥”或“≤”和限值"))
      return builder.close(node)
    }
    if at(.since) { reportUnexpected(expected: Message(en: "a level", zh: "限值")) } else { parseProduct() }
    parseSince()
    builder.close(node)
  }

  // since year "source" [unconfirmed]
  private mutating func parseSince() {
    if !accept(.since), acceptSlip(for: [.since]) == nil {
      // A number that is no year belongs to the level.
      guard kind != .number || tokenBytes.count == 4 else {
        return reportUnexpected(expected: Message(en: "‘since’", zh: "“自”"))
      }
      guard expectWord(.since, before: [.number]) else { return }
    }
    if kind == .string, !token.startsLine, parseQuotedYear() {
    } else if !expect(.number, Message(en: "a year", zh: "年份")) {
      return
    }
    parseString()
    if !token.startsLine, !accept(.unconfirmed), isAtStrayWord { acceptSlip(for: [.unconfirmed]) }
  }

  // scenario name { steps }
  private mutating func parseScenario() {
    guard expectName(Self.aName) else { return }
    parseBraces { $0.parseStep() }
  }

  // set place = expression | expect …
  private mutating func parseStep() {
    flushTrivia()
    let before = diagnostics.count
    var word: Keyword? = at(.set) ? .set : at(.expect) ? .expect : nil
    let isSlip = word == nil
    if isSlip, !lookahead().startsLine { word = slip(for: [.set, .expect], startsLine: true)?.keyword }
    // `place = "x"`: the word is missing.
    let isLeftOut = word == nil && kind == .identifier && lookahead().kind == .equal
    if isLeftOut {
      reportUnexpected(
        expected: Message(en: "‘set’ or ‘expect’", zh: "“设”或“期望”"), missing: isChinese ? "设" : "set", isKnown: true)
      word = .set
    }
    guard let word else {
      return reportUnexpected(expected: Message(en: "‘set’ or ‘expect’", zh: "“设”或“期望”"))
    }
    let node = builder.open(word == .set ? .setStep : .expectStep)
    if isSlip, !isLeftOut { acceptSlip(for: [word], startsLine: true) } else if !isLeftOut { bump(as: .keyword) }
    if word == .set {
      parseSettable()
      if expectSign(.equal, "=", Message(en: "‘=’ and a value", zh: "“=”和值")) { parseExpression() }
    } else {
      parseExpectation()
    }
    // What is left of its line is no step of its own.
    if diagnostics.count > before, !isAtStepEnd {
      let error = builder.open(.error)
      while !isAtStepEnd { bump() }
      builder.close(error)
    }
    builder.close(node)
  }

  private var isAtStepEnd: Bool { [.rightBrace, .semicolon, .end].contains(kind) || token.startsLine }

  // name | module.name | record.field | table["key"].field
  private mutating func parseSettable() {
    flushTrivia()
    let first = builder.count
    parsePostfix()
    guard kind == .leftBracket else { return }
    let node = builder.wrap(from: first, .cell)
    bump()
    parseExpression()
    if expect(.rightBracket, Message(en: "‘]’", zh: "“]”")),
      expect(.dot, Message(en: "‘.’ and a field's name", zh: "“.”和字段名"))
    {
      expectName(Message(en: "a field's name", zh: "字段名"))
    }
    builder.close(node)
  }

  // [no] problem name | printed expression "text" | printed {expression: format} "text" | [no] sentence "text" | error CODE | condition
  private mutating func parseExpectation() {
    if at(.not), [Keyword.problem, .sentence].contains(where: { $0.isSpelled(bytes[lookahead().range]) }) {
      reportSlip(bytes[start] < 0x80 ? Keyword.no.spellings.english : Keyword.no.spellings.chinese)
      bump(meant: .no)
    } else {
      _ = accept(.no)
    }
    if isAtStrayWord, case let next = lookahead(), !next.startsLine,
      next.kind == .identifier || next.kind == .string || next.kind == .leftBrace
    {
      let words: [Keyword] = next.kind == .string ? [.sentence, .printed] : [.problem, .printed, .failure]
      if let word = slip(for: words)?.keyword {
        acceptSlip(for: [word])
        switch word {
        case .sentence: return parseString()
        case .printed: return parsePrinted()
        default: return _ = expectName(Self.aName)
        }
      }
    }
    if accept(Keyword.problem) || accept(Keyword.failure) {
      expectName(Self.aName)
    } else if accept(.sentence) {
      parseString()
    } else if accept(.printed) {
      parsePrinted()
    } else {
      parseExpression()
    }
  }

  private mutating func parsePrinted() {
    if kind == .leftBrace { parsePrintedHole() } else { parseExpression() }
    parseString()
  }

  /// Moves what could not be read of a hole up to its brace, or to the end of the line or the text behind it.
  private mutating func skipToClosingBrace() {
    let depth = brackets.count - 1
    let error = builder.open(.error)
    while ![.rightBrace, .string, .end].contains(kind), !token.startsLine { bump() }
    builder.close(error)
    if !accept(.rightBrace) { dropBrackets(to: depth) }
  }

  /// `{x: .1}`, at the brace: a hole with its format among the tokens of a declaration.
  private mutating func parsePrintedHole() {
    flushTrivia()
    let node = builder.open(.hole)
    bump()
    parseExpression()
    if accept(.colon) { parseFormat() }
    if !expect(.rightBrace, Message(en: "‘}’", zh: "“}”"), sign: "}") { skipToClosingBrace() }
    builder.close(node)
  }

  /// A unit's name: words and signs, and a divisor without blanks around its `/`.
  ///
  /// - Parameter isType: true where a scale may stand before it: `million people`.
  mutating func parseUnitName(isType: Bool = false) {
    guard kind == .identifier || kind == .unitSign else {
      return reportUnexpected(expected: Message(en: "a unit", zh: "单位"))
    }
    flushTrivia()
    let node = builder.open(.unitName)
    let isScaled = isType && isAtScale
    parseUnitWords()
    if isScaled, kind == .identifier, !token.startsLine, word == nil {
      flushTrivia()
      parseUnitWords()
    }
    builder.close(node)
  }

  /// True at an English scale.
  var isAtScale: Bool { kind == .identifier && Self.scaleWords.contains { tokenBytes.elementsEqual($0.utf8) } }

  private static let scaleWords = ["hundred", "thousand", "million", "billion", "trillion"]

  /// True at a sign of a currency; % and ％, ‰, ² and ³, ㎡ and such are none.
  var isAtCurrency: Bool {
    kind == .unitSign && !["%", "％", "‰", "²", "³", "㎡", "㎢", "㎥"].contains { tokenBytes.elementsEqual($0.utf8) }
  }

  mutating func parseUnitWords() {
    let isCurrency = isAtCurrency
    bump()
    // £m: a scale touches the currency's sign.
    if isCurrency && kind == .identifier && token.triviaStart == start { bump() }
    // m², 平方米/生: signs and divisors touch the word before them.
    while kind == .unitSign && token.triviaStart == start { bump() }
    if kind == .divide && token.triviaStart == start {
      let next = lookahead()
      if (next.kind == .identifier || next.kind == .unitSign) && next.triviaStart == next.range.lowerBound {
        bump()
        bump()
      }
    }
  }
}
