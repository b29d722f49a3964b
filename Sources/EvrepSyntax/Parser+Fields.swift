import EvrepSource

extension Parser {
  // name type [key] [private] [filled] [from "header"] [refers table.field] [missing "text" …]
  mutating func parseField() {
    flushTrivia()
    let node = builder.open(.field)
    defer { builder.close(node) }
    var option: ByteRange?
    if isOptionBeforeName {
      option = token.range
      bump(as: .keyword)
    }
    let first = start
    if isNameBehindOne { return parseNameBehindOne() }
    if isNameLeftOut {
      reportUnexpected(expected: Message(en: "a field's name", zh: "字段名"))
      parseType()
      while !token.startsLine, parseFieldOption() {}
      return
    }
    guard parseFieldName() else { return }
    option = parseFieldType(from: first) ?? option
    if let option { reportOptionBeforeType(option) }
    while !token.startsLine, parseFieldOption() {}
  }

  /// True at `one of a | b`, `取值 甲 | 乙` without a name before it.
  private var isNameLeftOut: Bool {
    if at(anyOf: [.text, .bool, .date, .year, .number]), case let next = lookahead(), !next.startsLine,
      next.kind == .identifier, let word = Keyword.spelled(bytes[next.range]), [.key, .private, .filled].contains(word)
    {
      return true
    }
    guard at(.one), case let next = lookahead(3), next[0].kind == .identifier, !next[0].startsLine else { return false }
    let isEnglish = Keyword.of.isSpelled(bytes[next[0].range])
    return next[isEnglish ? 2 : 1].kind == .bar
  }

  /// True at an option before a field's name and type, `key name text`: what stands behind a field called so is its type,
  /// and then another option.
  private var isOptionBeforeName: Bool {
    guard at(anyOf: [.key, .private, .filled]), case let next = lookahead(2),
      next.allSatisfy({ $0.kind == .identifier && !$0.startsLine })
    else { return false }
    let words = next.map { Keyword.spelled(bytes[$0.range]) }
    return words[0].map { !Self.fieldTypes.contains($0) } ?? true && words[1].map { !Self.options.contains($0) } ?? true
  }

  /// A field's name; one in quotes is reported, and taken.
  private mutating func parseFieldName() -> Bool {
    let expected = Message(en: "a field's name", zh: "字段名")
    return kind == .string && takeQuotedName() || expectName(expected)
  }

  /// Takes a name in quotes, reported; false, and nothing taken, where the text is none.
  @discardableResult
  mutating func takeQuotedName() -> Bool {
    guard let name = plainName(token.range) else { return false }
    let range = token.range
    reportSlip(
      String(decoding: bytes[name], as: UTF8.self), at: range,
      notes: [Message(en: "names stand without quotes", zh: "名字不加引号")])
    take(.quote, to: name.lowerBound)
    _ = expectName(Self.aName)
    take(.quote, to: range.upperBound)
    return true
  }

  /// What stands between the quotes of a string, where that is a name.
  func plainName(_ string: ByteRange) -> ByteRange? {
    var lexer = Lexer(
      bytes: bytes, from: string.lowerBound + quoteLength(string.lowerBound), limit: string.upperBound)
    let name = lexer.next()
    guard name.kind == .identifier, name.range.upperBound + quoteLength(name.range.upperBound) == string.upperBound
    else { return nil }
    return name.range
  }

  /// The length of the quote at `offset`, straight or curved.
  func quoteLength(_ offset: Int) -> Int { offset < bytes.count && UTF8Scalar.isStraightQuote(bytes[offset]) ? 1 : 3 }

  /// The type behind a field's name, and what stands around it by mistake.
  ///
  /// - Returns: the first option before the type, where one stands there.
  private mutating func parseFieldType(from first: Int) -> ByteRange? {
    // The next line's first word is a name of its own; `from "…"` and `missing "…"` are clauses.
    if token.startsLine {
      reportMissing(Self.aType)
      return nil
    }
    if at(anyOf: [.from, .missing]), lookahead().kind == .string {
      reportMissing(Self.aType)
      return nil
    }
    if at(.from) || (kind == .question && isOptionNext) {
      reportUnexpected(expected: Self.aType)
      if kind == .question { skipToken() }
      return nil
    }
    let hasSecondType =
      isBeforeSecondType && tokenBytes.elementsEqual(bytes[first..<token.triviaStart]) || isAtForeignMoney
    if !hasSecondType, isNameDoubled(from: first) { skipDoubled(of: first..<token.triviaStart) }
    if !hasSecondType, isNameDivided(from: first) { takeDividedName(from: first) }
    if isAtSignBeforeType { reportStraySign() }
    if kind == .question, !lookahead().startsLine {
      parseQuestionBeforeType(from: first)
      return nil
    }
    var option: ByteRange?
    if at(anyOf: [.key, .private, .filled]), isTypeBehind {
      option = token.range
      bump(as: .keyword)
    }
    if !parseOptionalBeforeType() { parseType() }
    return option
  }

  /// True where an option stands behind the next token.
  private var isOptionNext: Bool {
    let next = lookahead()
    return next.startsLine || next.kind == .rightBrace
      || (next.kind == .identifier && Keyword.spelled(bytes[next.range]).map(Self.options.contains) ?? false)
  }

  /// True where a field's name, which has been read, stands there again with a type behind it.
  private func isNameDoubled(from first: Int) -> Bool {
    guard kind == .identifier, tokenBytes.elementsEqual(bytes[first..<token.triviaStart]) else { return false }
    let next = lookahead(2)
    guard !next[0].startsLine, next[0].kind == .identifier || next[0].kind == .unitSign, next[1].kind != .string else {
      return false
    }
    if next[0].kind == .unitSign { return true }
    let word = Keyword.spelled(bytes[next[0].range])
    // `year year kye`: the second is the type.
    if at(anyOf: Self.fieldTypes) { return word.map(Self.fieldTypes.contains) ?? false }
    return word.map { !Self.options.contains($0) } ?? true
  }

  /// True at a sign that a writer may put between a field's name and its type.
  private var isAtSignBeforeType: Bool {
    let next = lookahead()
    guard !token.startsLine, !next.startsLine, next.kind == .identifier || next.kind == .unitSign else { return false }
    switch kind {
    case .colon, .equal, .minus: return true
    // Behind a comma another field may stand, which has a type.
    case .comma: return lookahead(2).last.map { $0.startsLine || $0.kind == .rightBrace } ?? true
    default: return false
    }
  }

  /// True where a type stands behind the next word on its line.
  private var isTypeBehind: Bool {
    let next = lookahead()
    guard !next.startsLine, next.kind == .identifier || next.kind == .unitSign else { return false }
    return next.kind == .unitSign || Keyword.spelled(bytes[next.range]).map { Self.fieldTypes.contains($0) } ?? true
  }

  /// `area? m²`, at the question mark.
  private mutating func parseQuestionBeforeType(from first: Int) {
    let question = token.range
    let name = String(decoding: bytes[first..<token.triviaStart], as: UTF8.self)
    bump()
    let typeStart = start
    parseType()
    guard builder.position > typeStart else { return }
    let type = String(decoding: bytes[typeStart..<builder.position], as: UTF8.self)
    report(
      Diagnostic(
        .unexpectedToken, at: place(question),
        Message(en: "‘?’ stands behind the type", zh: "“?”写在类型之后"),
        fixIts: [
          FixIt(
            Message(en: "write ‘\(name) \(type)?’", zh: "写作“\(name) \(type)?”"),
            replace: place(first..<builder.position), with: "\(name) \(type)?", isSafe: true)
        ]))
  }

  /// `name key text`, behind its type: what has been read is in another order.
  private mutating func reportOptionBeforeType(_ option: ByteRange) {
    let word = String(decoding: bytes[option], as: UTF8.self)
    let rest = bytes[option.upperBound..<builder.position].drop { $0 == 0x20 || $0 == 0x09 }
    let written = String(decoding: rest, as: UTF8.self) + " " + word
    report(
      Diagnostic(
        .unexpectedToken, at: place(option),
        Message(en: "‘\(word)’ stands behind the type", zh: "“\(word)”写在类型之后"),
        fixIts: [
          FixIt(
            Message(en: "write ‘\(written)’", zh: "写作“\(written)”"),
            replace: place(option.lowerBound..<builder.position), with: written, isSafe: true)
        ]))
  }

  // MARK: Options

  /// The words of the language that a field's option begins with.
  static let options: [Keyword] = [.key, .private, .filled, .from, .refers, .missing]

  /// One option of a field; false where none is next.
  mutating func parseFieldOption() -> Bool {
    if kind == .comma, isOptionBehindComma { reportStraySign() }
    if parseOptionalSlip() { return true }
    let known = Self.options.first(where: at)
    if known == nil, parseForeignOption() { return true }
    guard var word = known ?? (isAtStrayWord && !isPrimaryAlone ? slip(for: Self.options)?.keyword : nil) else {
      return false
    }
    let range = token.range
    if !accept(word) { word = acceptSlip(for: Self.options) ?? word }
    if at(word), !token.startsLine { skipDoubled(of: range) }
    switch word {
    case .from: parseString()
    case .refers: parseFieldReference()
    case .missing: repeat { parseString() } while kind == .string && !token.startsLine
    default: break
    }
    return true
  }

  /// True at `primary` without `key` behind it, which may be a case.
  private var isPrimaryAlone: Bool {
    tokenBytes.elementsEqual("primary".utf8) && !Keyword.key.isSpelled(bytes[lookahead().range])
  }

  /// True at a comma with an option behind it, which belongs to the field before.
  private var isOptionBehindComma: Bool {
    let next = lookahead(2)
    guard !token.startsLine, !next[0].startsLine, next[0].kind == .identifier,
      let word = Keyword.spelled(bytes[next[0].range])
    else { return false }
    if [.from, .missing].contains(word) { return next[1].kind == .string }
    guard [.key, .private, .filled].contains(word) else { return false }
    return next[1].startsLine || [.rightBrace, .comma, .semicolon, .end].contains(next[1].kind)
  }

  /// Other words for `?`.
  private static let optionalWords = ["optional", "nullable", "可空", "可选", "可缺", "可为空", "选填"].map { Array($0.utf8) }

  /// Takes `??` or a word for `?` behind a type, reported.
  private mutating func parseOptionalSlip() -> Bool {
    let isWord = kind == .identifier && Self.optionalWords.contains { $0.elementsEqual(tokenBytes) }
    guard kind == .coalesce || isWord else { return false }
    let range = token.triviaStart..<token.range.upperBound
    let found = String(decoding: tokenBytes, as: UTF8.self)
    report(
      Diagnostic(
        .unexpectedToken, at: place(token.range),
        Message(
          en: "a field that may be empty has ‘?’ behind its type, not ‘\(found)’", zh: "可以为空的字段在类型后写“?”，不写“\(found)”"),
        fixIts: [FixIt(Message(en: "write ‘?’", zh: "写作“?”"), replace: place(range), with: "?", isSafe: true)]))
    bump(as: .question)
    return true
  }

  // MARK: Types

  /// A type: a word, a unit, `one of a | b`, `list of T`, and any of them with `?`.
  ///
  /// - Parameter isElement: what a list holds; a `?` behind it is the list's.
  mutating func parseType(isElement: Bool = false) {
    if parseForeignType() { return }
    if kind == .leftParen || kind == .leftBracket, case let next = lookahead(2), next[0].kind == .identifier,
      next[1].kind == (kind == .leftParen ? .rightParen : .rightBracket)
    {
      return parseBracketedType()
    }
    guard kind == .identifier || kind == .unitSign else {
      return reportUnexpected(expected: Self.aType)
    }
    flushTrivia()
    let node = builder.open(.typeName)
    if at(.one) {
      let chinese = Keyword.one.spellings.chinese.utf8.elementsEqual(tokenBytes)
      bump(as: .keyword)
      if !chinese || at(.of) { expectOf() }
      parseCases()
    } else if at(.list) {
      bump(as: .keyword)
      _ = accept(.of)
      parseType(isElement: true)
    } else if !parseCasesSlip() {
      parseUnitName(isType: true)
    }
    if !isElement { _ = accept(.question) }
    builder.close(node)
  }

  /// `(text)`, at the bracket: reported, and read as the type in it.
  private mutating func parseBracketedType() {
    let first = start
    skipToken()
    let type = String(decoding: tokenBytes, as: UTF8.self)
    parseType()
    skipToken()
    reportSlip(type, at: first..<builder.position)
  }

  private mutating func expectOf() {
    let word = token.range
    if accept(.of) {
      if at(.of), case let next = lookahead(2), next[0].kind == .identifier, next[1].kind == .bar {
        skipDoubled(of: word)
      }
      return
    }
    if kind == .identifier, lookahead().kind == .bar || lookahead().startsLine {
      return reportUnexpected(expected: Message(en: "‘of’", zh: "“之”"), missing: isChinese ? "之" : "of", isKnown: true)
    }
    if kind == .identifier, case let next = lookahead(2), next[0].kind == .identifier, next[1].kind == .bar {
      reportSlip(isChinese ? Keyword.of.spellings.chinese : Keyword.of.spellings.english)
      return bump(meant: .of)
    }
    expect(.of)
  }
}
