import EvrepSource

// Fields, types and heads of tables as other languages have them: cases in brackets, lengths, headers behind other signs,
// currencies with a scale in a word. Each is one message, and is read as what is written here.
extension Parser {
  // MARK: Types

  private static let enumWords = [
    "enum", "Enum", "ENUM", "choice", "category", "factor", "either", "oneof", "one_of", "union", "枚举", "选项", "类别",
  ].map { Array($0.utf8) }

  /// The tokens from the next one on up to the end of the field, some dozens at most.
  private var restOfField: [Token] {
    var (tokens, copy) = ([token], lexer)
    while tokens.count < 96, case let next = copy.next(), !next.startsLine {
      if [.end, .rightBrace, .semicolon].contains(next.kind) { break }
      tokens.append(next)
    }
    return tokens
  }

  /// Where, in `tokens`, the cases of an enumeration stand that is written otherwise: `enum(a, b)`, `one of (a, b)`,
  /// `either a or b`, `text a | b`, `"a" | "b"`. Nil where there are none.
  private func foreignCases(_ tokens: [Token]) -> (first: Int, end: Int)? {
    func isSeparator(_ token: Token) -> Bool {
      token.kind == .bar || token.kind == .comma || token.kind == .divide || Keyword.or.isSpelled(bytes[token.range])
        || bytes[token.range].elementsEqual("、".utf8)
    }
    func isCase(_ token: Token) -> Bool {
      token.kind == .identifier || token.kind == .string && plainName(token.range) != nil
    }
    let isOne = Keyword.one.isSpelled(bytes[tokens[0].range])
    let isEnum = Self.enumWords.contains { $0.elementsEqual(bytes[tokens[0].range]) }
    let isText = Keyword.text.isSpelled(bytes[tokens[0].range])
    var first = 0
    if isOne || isEnum || isText { first = 1 }
    if isOne, first < tokens.count, Keyword.of.isSpelled(bytes[tokens[first].range]) { first += 1 }
    guard first < tokens.count else { return nil }
    let isBracketed = tokens[first].kind == .leftParen || tokens[first].kind == .leftBracket
    var (index, count, bars, quotes) = (first + (isBracketed ? 1 : 0), 0, 0, 0)
    while index < tokens.count, isCase(tokens[index]) {
      if tokens[index].kind == .string { quotes += 1 }
      count += 1
      index += 1
      guard index < tokens.count, isSeparator(tokens[index]) else { break }
      if tokens[index].kind == .bar { bars += 1 }
      index += 1
    }
    if isBracketed {
      let closing: SyntaxKind = tokens[first].kind == .leftParen ? .rightParen : .rightBracket
      guard index < tokens.count, tokens[index].kind == closing, count > 1 || isOne || isEnum else { return nil }
      return isOne || isEnum || count > 1 ? (first, index + 1) : nil
    }
    // `one of a, b` and `a | b` are looked at elsewhere.
    guard count > 1, isEnum || isText && bars == count - 1 || quotes > 0 && bars == count - 1 else { return nil }
    return (first, index)
  }

  /// Takes a type that is written otherwise, reported: cases of an enumeration, a currency and its scale. False, and nothing
  /// taken, where none is next.
  mutating func parseForeignType() -> Bool {
    guard mayBeForeignType else { return false }
    let tokens = restOfField
    if let written = moneyWithScale(tokens) {
      reportForeign(
        start..<tokens[1].range.upperBound,
        Message(en: "the unit is written ‘\(written)’, as one word", zh: "单位连写作“\(written)”"), with: written,
        isSafe: true)
      let node = builder.open(.typeName)
      skipToken()
      skipToken()
      _ = accept(.question)
      builder.close(node)
      return true
    }
    guard let (first, end) = foreignCases(tokens), end <= tokens.count else { return false }
    flushTrivia()
    let begin = start
    let isChinese = bytes[begin] >= 0x80 || self.isChinese
    let node = builder.open(.typeName)
    var cases: [String] = []
    for (index, token) in tokens[..<end].enumerated() {
      if index >= first, token.kind == .string, let name = plainName(token.range) {
        cases.append(text(name))
        take(.quote, to: name.lowerBound)
        expectName(Self.aName)
        take(.quote, to: token.range.upperBound)
      } else if index >= first, token.kind == .identifier, !Keyword.or.isSpelled(bytes[token.range]) {
        cases.append(text(token.range))
        expectName(Self.aName)
      } else if index == 0 {
        bump(meant: .one)
      } else {
        passOver()
      }
    }
    let range = begin..<builder.position
    let isOptional = accept(.question)
    builder.close(node)
    let written = (isChinese ? "取值 " : "one of ") + cases.joined(separator: " | ") + (isOptional ? "?" : "")
    reportForeign(
      range, Message(en: "the cases of a field are ‘\(written)’", zh: "字段的取值写作“\(written)”"),
      replacing: begin..<builder.position, with: written, isSafe: true)
    return true
  }

  /// True where a look at the rest of the field is worth it.
  private var mayBeForeignType: Bool {
    let next = lookahead()
    guard !next.startsLine else { return kind == .leftParen || kind == .leftBracket }
    switch kind {
    case .leftParen, .leftBracket, .string: return true
    case .unitSign: return isAtCurrency && next.kind == .identifier
    case .identifier:
      if next.kind == .leftParen || next.kind == .leftBracket { return true }
      guard next.kind == .identifier || next.kind == .unitSign || next.kind == .string else { return false }
      return at(.one) || at(.text) || Self.enumWords.contains { $0.elementsEqual(tokenBytes) }
        || Self.scales[text(token.range).lowercased()] != nil || Self.currencies[text(token.range)] != nil
    default: return false
    }
  }

  private static let scales = [
    "million": "m", "millions": "m", "m": "m", "mn": "m", "mio": "m", "billion": "bn", "billions": "bn", "bn": "bn",
    "thousand": "k", "thousands": "k", "k": "k",
  ]
  private static let currencies = [
    "GBP": "£", "pounds": "£", "pound": "£", "sterling": "£", "EUR": "€", "euros": "€", "euro": "€", "USD": "$",
    "dollars": "$",
  ]

  /// `£ million`, `GBP m`, `million pounds` as the unit that it is; nil for anything else.
  private func moneyWithScale(_ tokens: [Token]) -> String? {
    guard tokens.count > 1, tokens[1].triviaStart < tokens[1].range.lowerBound else { return nil }
    let words = tokens[..<2].map { text($0.range) }
    func currency(_ index: Int) -> String? {
      tokens[index].kind == .unitSign && !["%", "％", "‰"].contains(words[index])
        ? words[index] : Self.currencies[words[index]]
    }
    if let sign = currency(0), let scale = Self.scales[words[1].lowercased()] { return sign + scale }
    if let sign = currency(1), let scale = Self.scales[words[0].lowercased()] { return sign + scale }
    return nil
  }

  /// True at a currency and its scale.
  var isAtForeignMoney: Bool { mayBeForeignType && moneyWithScale(restOfField) != nil }

  // MARK: Options

  private static let headerWords = [
    "as", "column", "col", "header", "named", "alias", "label", "title", "called", "列", "列名", "表头", "名为", "标题", "对应",
  ].map { Array($0.utf8) }
  private static let idleOptions = ["required", "REQUIRED", "mandatory", "nonnull", "必填", "非空", "不为空", "必需"].map {
    Array($0.utf8)
  }
  private static let numberWords = [
    "integer", "int", "float", "double", "decimal", "numeric", "string", "str", "整数", "小数", "字符串", "数字",
  ].map { Array($0.utf8) }

  /// Takes what other languages have behind a field's type, reported; false, and nothing taken, where none is next.
  mutating func parseForeignOption() -> Bool {
    guard kind != .end, !token.startsLine else { return false }
    let next = lookahead()
    guard !next.startsLine || kind == .identifier else { return false }
    switch kind {
    case .identifier: return takeHeader(1) || takeIdleOption(next)
    case .equal, .colon: return takeHeader(1)
    case .less, .minus, .unknown: return takeHeader(next.kind == .string ? 1 : 2)
    case .leftBracket: return takeBracketedHeader()
    case .leftParen: return takeBracketedOption()
    default: return false
    }
  }

  /// Takes `= "header"`, `<- "header"`, `as "header"`, whose sign or word are `count` tokens.
  private mutating func takeHeader(_ count: Int) -> Bool {
    let tokens = lookahead(count)
    guard let string = tokens.last, string.kind == .string, !string.startsLine,
      kind != .identifier || Self.headerWords.contains(where: { $0.elementsEqual(tokenBytes) })
    else { return false }
    if count == 2 {
      guard kind == .less && tokens[0].kind == .minus || kind == .minus && tokens[0].kind == .greater else {
        return false
      }
    }
    let (first, end) = (start, count == 2 ? tokens[0].range.upperBound : token.range.upperBound)
    reportHeader(first..<end)
    bump(meant: .from)
    if count == 2 { bump(as: .trivia) }
    parseString()
    return true
  }

  private mutating func reportHeader(_ range: ByteRange, with written: String? = nil) {
    let from = isChinese ? Keyword.from.spellings.chinese : Keyword.from.spellings.english
    let touches = range.upperBound < bytes.count && bytes[range.upperBound] > 0x20 && written == nil
    reportForeign(
      range, Message(en: "the header of a column stands behind ‘from’", zh: "列名写在“来自”之后"),
      with: (written ?? from) + (touches ? " " : ""), isSafe: true)
  }

  /// `["header"]`
  private mutating func takeBracketedHeader() -> Bool {
    let next = lookahead(2)
    guard next[0].kind == .string, next[1].kind == .rightBracket else { return false }
    let from = isChinese ? Keyword.from.spellings.chinese : Keyword.from.spellings.english
    reportHeader(start..<next[1].range.upperBound, with: "\(from) \(text(next[0].range))")
    bump(meant: .from)
    parseString()
    passOver()
    return true
  }

  /// `(key)`, `(20)`, `(10, 2)`
  private mutating func takeBracketedOption() -> Bool {
    let next = lookahead(4)
    let option = next[0].kind == .identifier ? Keyword.spelled(bytes[next[0].range]) : nil
    if next[1].kind == .rightParen, let option, [.key, .private, .filled].contains(option) {
      let range = start..<next[1].range.upperBound
      let touches = token.triviaStart == start
      reportForeign(
        range, Message(en: "what is said of a field stands without brackets", zh: "字段的说明不加括号"),
        with: (touches ? " " : "") + text(next[0].range), isSafe: true)
      passOver()
      bump(as: .keyword)
      passOver()
      return true
    }
    let isLength =
      next[0].kind == .number
      && (next[1].kind == .rightParen
        || next[1].kind == .comma && next[2].kind == .number && next[3].kind == .rightParen)
    guard isLength else { return false }
    let first = start
    while kind != .end, kind != .rightParen { passOver() }
    passOver()
    reportForeign(
      first..<builder.position, Message(en: "a type has no length", zh: "类型不写长度"), with: "", isSafe: true)
    return true
  }

  /// `not null`, `required`, and a second type, `pupils integer`.
  private mutating func takeIdleOption(_ next: Token) -> Bool {
    let word = tokenBytes
    let isNotNull =
      ["not", "NOT"].contains { word.elementsEqual($0.utf8) }
      && ["null", "NULL", "empty", "missing"].contains { bytes[next.range].elementsEqual($0.utf8) } && !next.startsLine
    let isRequired = Self.idleOptions.contains { $0.elementsEqual(word) }
    let isSecondType = Self.numberWords.contains { $0.elementsEqual(word) }
    guard isNotNull || isRequired || isSecondType else { return false }
    let (first, trivia) = (start, token.triviaStart)
    passOver()
    if isNotNull { passOver() }
    let range = first..<builder.position
    let found = text(range)
    reportForeign(
      range,
      isSecondType
        ? Message(en: "a field has one type: take out ‘\(found)’", zh: "字段只有一个类型：请删去“\(found)”")
        : Message(en: "a field without ‘?’ is never empty: take out ‘\(found)’", zh: "类型后没有“?”的字段不能为空：请删去“\(found)”"),
      replacing: trivia..<range.upperBound, with: "", isSafe: true)
    return true
  }

  /// True at a field's unit with a word for a number behind it, the last of the field: the field is called as its unit.
  var isBeforeSecondType: Bool {
    let next = lookahead(2)
    return next[0].kind == .identifier && !next[0].startsLine
      && Self.numberWords.contains { $0.elementsEqual(bytes[next[0].range]) }
      && (next[1].startsLine || [.rightBrace, .semicolon, .end].contains(next[1].kind))
  }

  private static let optionalWords = ["optional", "nullable", "Optional", "可选", "可空"].map { Array($0.utf8) }

  /// Takes a word for `?` and the type behind it, reported; false, and nothing taken, where it is not next.
  mutating func parseOptionalBeforeType() -> Bool {
    guard kind == .identifier, Self.optionalWords.contains(where: { $0.elementsEqual(tokenBytes) }),
      case let next = lookahead(), !next.startsLine, next.kind == .identifier || next.kind == .unitSign,
      Keyword.spelled(bytes[next.range]).map({ Self.fieldTypes.contains($0) }) ?? true
    else { return false }
    let (word, found, before) = (token.range, text(token.range), diagnostics.count)
    bump(as: .question)
    parseType()
    let type = text(trimmed(word.upperBound..<builder.position))
    let range = word.lowerBound..<builder.position
    guard diagnostics.count == before else { return true }
    reportForeign(
      word,
      Message(
        en: "a field that may be empty has ‘?’ behind its type, not ‘\(found)’", zh: "可以为空的字段在类型后写“?”，不写“\(found)”"),
      replacing: range, with: type + "?", isSafe: true)
    return true
  }

  // MARK: Heads

  /// `"schools.csv" as schools`, `from "schools.csv" as schools`, `"schools.csv" counted schools`, at what is no name of a
  /// table: reported, and read. False, and nothing taken, where no path is next.
  mutating func parsePathBeforeName() -> Bool {
    let isFrom = at(.from) && lookahead().kind == .string
    guard kind == .string || isFrom else { return false }
    let first = start
    let from = isFrom ? text(token.range) : isChinese ? "来自" : "from"
    if isFrom { bump(as: .keyword) }
    let path = token.range
    parseString()
    var name: String?
    if kind == .identifier, at(.as) || bytes[token.range].elementsEqual("as".utf8), lookahead().kind == .identifier {
      passOver()
      name = text(token.range)
      expectName(Self.aName)
    }
    // Without one, the table is called as its file.
    let file = text(path).split(whereSeparator: { "/\\\"“”".contains($0) }).last?.split(separator: ".").first.map(
      String.init)
    let isNamed = name != nil
    guard let name = name ?? file, name.unicodeScalars.allSatisfy({ $0 == "_" || $0.properties.isXIDContinue }) else {
      reportUnexpected(expected: Self.aName)
      return true
    }
    let end = builder.position
    let written = "\(name) \(from) \(text(path))"
    if !isNamed { markError() }
    reportForeign(
      first..<end, Message(en: "a table's name stands before its file: ‘\(written)’", zh: "表名写在文件之前：“\(written)”"),
      with: written, isSafe: isNamed)
    return true
  }

  /// Passes over a word between `from` and the path, `from csv "…"`, reported.
  mutating func skipWordBeforePath() {
    guard kind == .identifier, !token.startsLine, case let next = lookahead(), next.kind == .string, !next.startsLine,
      next.triviaStart < next.range.lowerBound
    else { return }
    let range = start..<next.range.lowerBound
    reportForeign(
      token.range, Message(en: "the path of a file stands right behind ‘from’", zh: "“来自”之后直接写文件路径"), replacing: range,
      with: "", isSafe: true)
    passOver()
  }

  /// Passes over `as`, `in` or `by` between `counted` and the unit, reported.
  mutating func skipWordBeforeUnit() {
    guard at(.as) || at(.in) || at(.by), case let next = lookahead(), next.kind == .identifier, !next.startsLine,
      Keyword.spelled(bytes[next.range]).map({ !Keyword.bindings.contains($0) }) ?? true
    else { return }
    let range = start..<next.range.lowerBound
    reportForeign(
      token.range, Message(en: "the unit stands right behind ‘counted’", zh: "“计”之后直接写单位"), replacing: range, with: "",
      isSafe: true)
    passOver()
  }
}
