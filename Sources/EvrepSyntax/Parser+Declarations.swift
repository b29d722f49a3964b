import EvrepSource

extension Parser {
  static let aName = Message(en: "a name", zh: "名字")
  private static let aType = Message(en: "a type", zh: "类型")
  private static let aString = Message(en: "a string", zh: "字符串")

  /// What each declaration's first word leads to.
  private static let declarations: [(Keyword, SyntaxKind, @Sendable (inout Parser) -> Void)] = [
    (.let, .letDeclaration, { $0.parseLet() }),
    (.data, .dataDeclaration, { $0.parseData() }),
    (.param, .parameterDeclaration, { $0.parseParameter() }),
    (.check, .checkDeclaration, { $0.parseCheck() }),
    (.unit, .unitDeclaration, { $0.parseUnit() }),
    (.use, .useDeclaration, { $0.parseUse() }),
    (.report, .reportDeclaration, { $0.parseReport() }),
    (.style, .styleDeclaration, { $0.parseNameOrString() }),
    (.language, .languageDeclaration, { $0.expectName(Message(en: "‘zh’ or ‘en’", zh: "“zh”或“en”")) }),
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
      reportGlued(glued)
      splitToken(at: glued.spellings.chinese.utf8.count)
    }
    guard let (_, kind, parse) = Self.declarations.first(where: { at($0.0) }) else {
      if token.kind == .identifier {
        reportUnknownDeclaration(token.range)
      } else {
        reportUnexpected(expected: Message(en: "a declaration", zh: "声明"))
      }
      return skipToEnd()
    }
    let node = builder.open(kind)
    bump(as: .keyword)
    let before = diagnostics.count
    parse(&self)
    if self.kind != .end {
      if diagnostics.count == before { reportUnexpected(expected: Message(en: "the end of the line", zh: "行尾")) }
      skipToEnd()
    }
    builder.close(node)
  }

  // report "title" [for year]
  private mutating func parseReport() {
    parseString()
    if accept(.for) { parseExpression() }
  }

  mutating func parseString() {
    guard kind == .string else { return reportUnexpected(expected: Self.aString) }
    flushTrivia()
    parseInterpolation()
  }

  // style gongwen | style "path"
  private mutating func parseNameOrString() {
    if kind == .identifier { _ = expectName(Self.aName) } else { parseString() }
  }

  // use "path" [as name]
  private mutating func parseUse() {
    parseString()
    if accept(.as) { expectName(Self.aName) }
  }

  // param name: type [private] [= expression]
  private mutating func parseParameter() {
    guard expectName(Self.aName), expect(.colon, Message(en: "‘:’ and a type", zh: "“:”和类型")) else { return }
    parseType()
    if !accept(.private) && kind == .identifier { acceptSlip(for: [.private], as: .error) }
    if accept(.equal) { parseExpression() }
  }

  // let name [(a, b)] = expression
  private mutating func parseLet() {
    guard expectName(Self.aName) else { return }
    if kind == .leftParen {
      flushTrivia()
      let list = builder.open(.parameterList)
      bump()
      while kind == .identifier {
        expectName(Self.aName)
        if !accept(.comma) { break }
      }
      expect(.rightParen, Message(en: "‘)’", zh: "“)”"))
      builder.close(list)
    }
    guard expect(.equal, Message(en: "‘=’ and an expression", zh: "“=”和表达式")) else { return }
    parseExpression()
  }

  // check name: expression ["message"]
  private mutating func parseCheck() {
    guard expectName(Self.aName), expect(.colon, Message(en: "‘:’ and a condition", zh: "“:”和条件")) else { return }
    parseExpression()
    if kind == .string { parseString() }
  }

  // unit name [ratio | points] [= number [/ number] [unit]] [before] [plural name], unit name per unit
  private mutating func parseUnit() {
    if at(.plural) && lookahead().kind == .identifier {
      reportUnexpected(expected: Self.aName)
    } else {
      parseUnitNameOrString()
    }
    if accept(.per) { return parseUnitNameOrString() }
    if !accept(.ratio) { _ = accept(.points) }
    if accept(.equal) {
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
    if accept(.plural) { parseUnitNameOrString() }
  }

  private mutating func parseUnitNameOrString() {
    if kind == .string { parseString() } else { parseUnitName() }
  }

  // data name [: record] from "path" clauses [counted unit] clauses { fields }
  private mutating func parseData() {
    if at(.from) && lookahead().kind == .string {
      reportUnexpected(expected: Self.aName)
    } else if !expectName(Self.aName) {
      return
    }
    if accept(.colon) { expect(.record) }
    guard expect(.from) else { return }
    parseString()
    parseBinding()
    if accept(.counted) || (isAtStrayWord && acceptSlip(for: [.counted], as: .error) != nil) {
      parseUnitName()
      parseBinding()
    }
    parseBraces { $0.parseField() }
  }

  // name type [key] [private] [filled] [from "header"] [refers table.field] [missing "text" …]
  private mutating func parseField() {
    flushTrivia()
    let node = builder.open(.field)
    if expectName(Message(en: "a field's name", zh: "字段名")) {
      // The next line's first word is a name of its own; `from "…"` and `missing "…"` are clauses.
      if token.startsLine {
        reportMissing(Self.aType)
      } else if at(anyOf: [.from, .missing]), lookahead().kind == .string {
        reportMissing(Self.aType)
      } else {
        parseType()
      }
      while !token.startsLine {
        if accept(.key) || accept(.private) || accept(.filled) { continue }
        let before = start
        if accept(.from) {
          parseString()
        } else if accept(.refers) {
          parseFieldReference()
        } else if accept(.missing) {
          repeat { parseString() } while kind == .string && !token.startsLine
        } else if acceptSlip(for: [.key, .private, .filled, .from], as: .error) == .from {
          parseString()
        } else if before == start {
          break
        }
      }
    }
    builder.close(node)
  }

  /// `{`, items a line each (or behind `,` or `;`), `}`. An item that cannot be read loses its line alone.
  private mutating func parseBraces(_ item: (inout Parser) -> Void) {
    let opening = token.range
    guard expect(.leftBrace, Message(en: "‘{’", zh: "“{”")) else { return }
    while kind != .end && kind != .rightBrace && !atNextDeclaration {
      if accept(.comma) || accept(.semicolon) { continue }
      let before = diagnostics.count
      let beforeStart = start
      item(&self)
      let isSeparated = token.startsLine || kind == .comma || kind == .semicolon || kind == .rightBrace
      if isSeparated && start > beforeStart { continue }
      let isSilent = diagnostics.count == before
      if isSilent, start > beforeStart, isAtItem {
        reportMissingSeparator()
        continue
      }
      if isSilent { reportUnexpected(expected: Message(en: "the end of the line", zh: "行尾")) }
      skipLine()
    }
    if atNextDeclaration || kind == .end {
      reportUnclosed(opening)
      dropBrackets()
    } else {
      bump()
    }
  }

  /// Moves the rest of a line inside braces into an `error` node; at least one token.
  private mutating func skipLine() {
    flushTrivia()
    let node = builder.open(.error)
    repeat { bump() } while kind != .end && kind != .rightBrace && !token.startsLine
    builder.close(node)
  }

  // format unit: format | format type: format
  private mutating func parseFormatDeclaration() {
    parseUnitName()
    guard expect(.colon, Message(en: "‘:’ and a format", zh: "“:”和格式")) else { return }
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
    case .less, .lessEqual, .greater, .greaterEqual:
      bump()
      parseProduct()
      if expect(.since), expect(.number, Message(en: "a year", zh: "年份")) {
        parseString()
        if !token.startsLine { _ = accept(.unconfirmed) }
      }
    default: reportUnexpected(expected: Message(en: "‘>=’ or ‘<=’ and a level", zh: "“≥”或“≤”和限值"))
    }
    builder.close(node)
  }

  // scenario name { steps }
  private mutating func parseScenario() {
    guard expectName(Self.aName) else { return }
    parseBraces { $0.parseStep() }
  }

  // set place = expression | expect …
  private mutating func parseStep() {
    flushTrivia()
    if at(.set) {
      let node = builder.open(.setStep)
      bump(as: .keyword)
      parseSettable()
      if expect(.equal, Message(en: "‘=’ and a value", zh: "“=”和值")) { parseExpression() }
      builder.close(node)
    } else if at(.expect) {
      let node = builder.open(.expectStep)
      bump(as: .keyword)
      parseExpectation()
      builder.close(node)
    } else {
      reportUnexpected(expected: Message(en: "‘set’ or ‘expect’", zh: "“设”或“期望”"))
    }
  }

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
    _ = accept(.no)
    if accept(Keyword.problem) || accept(Keyword.failure) {
      expectName(Self.aName)
    } else if accept(.sentence) {
      parseString()
    } else if accept(.printed) {
      if kind == .leftBrace { parsePrintedHole() } else { parseExpression() }
      parseString()
    } else {
      parseExpression()
    }
  }

  /// `{x: .1}`, at the brace: a hole with its format among the tokens of a declaration.
  private mutating func parsePrintedHole() {
    flushTrivia()
    let node = builder.open(.hole)
    bump()
    parseExpression()
    if accept(.colon) { parseFormat() }
    expect(.rightBrace, Message(en: "‘}’", zh: "“}”"))
    builder.close(node)
  }

  /// A type: a word, a unit, `one of a | b`, `list of T`, and any of them with `?`.
  ///
  /// - Parameter isElement: what a list holds; a `?` behind it is the list's.
  mutating func parseType(isElement: Bool = false) {
    guard kind == .identifier || kind == .unitSign else {
      return reportUnexpected(expected: Self.aType)
    }
    flushTrivia()
    let node = builder.open(.typeName)
    if at(.one) {
      let chinese = Keyword.one.spellings.chinese.utf8.elementsEqual(tokenBytes)
      bump(as: .keyword)
      if !chinese || at(.of) { expect(.of) }
      parseCases()
    } else if at(.list) {
      bump(as: .keyword)
      _ = accept(.of)
      parseType(isElement: true)
    } else {
      parseUnitName()
    }
    if !isElement { _ = accept(.question) }
    builder.close(node)
  }

  /// A unit's name: words and signs, and a divisor without blanks around its `/`.
  mutating func parseUnitName() {
    guard kind == .identifier || kind == .unitSign else {
      return reportUnexpected(expected: Message(en: "a unit", zh: "单位"))
    }
    flushTrivia()
    let node = builder.open(.unitName)
    parseUnitWords()
    builder.close(node)
  }

  /// True at a sign of a currency; % and ％, ‰, ² and ³ are none.
  var isAtCurrency: Bool {
    kind == .unitSign && !["%", "％", "‰", "²", "³"].contains { tokenBytes.elementsEqual($0.utf8) }
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
