import EvrepSource

// Slips of expressions: tests, comparisons, orders and numbers that are written otherwise.
extension Parser {
  /// True at the word that begins another declaration, on a line of its own: what was before it is not whole.
  var isAtNextDeclaration: Bool {
    guard token.startsLine, token.indent == 0, at(anyOf: Keyword.declarations), case let next = lookahead() else {
      return false
    }
    return next.kind == .identifier && !next.startsLine
  }

  // MARK: Missing

  /// Takes what stands for `is not missing` in one word or two: 不是缺失, 不是 缺失, 是缺失, 是非缺失, reported, as an
  /// error. False, and nothing taken, where there is no such word.
  private mutating func acceptMissingSlip() -> Bool {
    guard kind == .identifier else { return false }
    let text = String(decoding: tokenBytes, as: UTF8.self)
    let next = lookahead()
    let isMissingNext = next.kind == .identifier && isMissing(String(decoding: bytes[next.range], as: UTF8.self))
    let isNegated: Bool
    let isWhole: Bool
    switch text {
    case _ where text.hasPrefix("不是") && isMissing(String(text.dropFirst(2))): (isNegated, isWhole) = (true, true)
    case _ where text.hasPrefix("是非") && isMissing(String(text.dropFirst(2))): (isNegated, isWhole) = (true, true)
    case _ where text.hasPrefix("是") && isMissing(String(text.dropFirst(1))): (isNegated, isWhole) = (false, true)
    case "不是", "并非", "不为", "isnt", "非": (isNegated, isWhole) = (true, false)
    default: return false
    }
    guard isWhole || isMissingNext else { return false }
    let range = isWhole ? token.range : token.range.lowerBound..<next.range.upperBound
    reportSlip(isNegated ? "是 非 缺失" : "是 缺失", at: range)
    skipToken()
    if !isWhole { skipToken() }
    return true
  }

  private func isMisspelledMissing(_ text: String) -> Bool {
    text.utf8.count > 4 && Nearest.isMisspelled(text, of: Keyword.missing.spellings.english, edits: 2)
  }

  private func isMissing(_ text: String) -> Bool {
    let (english, chinese) = Keyword.missing.spellings
    return text.isSpelled(like: english) || text.isSpelled(like: chinese)
      || Synonyms.match(for: text, in: [chinese]) != nil
  }

  /// At `is`: takes `is` and `is not` before a value as the comparison that is meant, reported; false where a test for
  /// missing values stands there.
  private mutating func acceptEqualitySlip() -> Bool {
    if acceptComparisonPhrase(from: lookahead()) { return true }
    var (rest, range) = (lookahead(), token.range)
    let isNegated = rest.kind == .identifier && Keyword.not.isSpelled(bytes[rest.range])
    if isNegated {
      range = range.lowerBound..<rest.range.upperBound
      var lexer = Lexer(bytes: bytes, from: rest.range.upperBound, limit: bytes.count)
      rest = lexer.next()
    }
    guard !rest.startsLine else { return false }
    switch rest.kind {
    case .number, .string: break
    case .identifier:
      let word = String(decoding: bytes[rest.range], as: UTF8.self)
      let text = word.hasPrefix(Keyword.not.spellings.chinese) ? String(word.dropFirst()) : word
      if isMissing(word) || isMissing(text) || isMisspelledMissing(word) { return false }
    default: return false
    }
    reportSlip(
      isNegated ? "!=" : "=", at: range,
      notes: [Message(en: "‘is’ asks whether a value is missing", zh: "“是”只用来判断是否缺失")])
    bump(as: isNegated ? .notEqual : .equal)
    if isNegated { bump(as: .keyword) }
    return true
  }

  // MARK: Expressions

  /// `x is value`, where `is` is next and the operand was built from `first` on, as a comparison; false where it is none.
  mutating func parseEqualitySlip(from first: Int) -> Bool {
    guard acceptEqualitySlip() else { return false }
    let node = builder.wrap(from: first, .comparison)
    parseCoalescing()
    builder.close(node)
    return true
  }

  /// What stands for a comparison or a test behind the operand that was built from `first` on; nothing where there is none.
  mutating func parseComparisonSlip(from first: Int) {
    if acceptBetween(from: first) {
      return
    } else if at(.as) {
      parseEqualityWord(from: first)
    } else if acceptMissingSlip() {
      builder.close(builder.wrap(from: first, .missingTest))
    } else if acceptComparisonSlip() {
      let node = builder.wrap(from: first, .comparison)
      repeat { parseCoalescing() } while acceptComparisonSlip()
      builder.close(node)
    } else if !isClauseSlip, let word = acceptSlip(for: [.in, .meets, .misses]) {
      let node = builder.wrap(from: first, word == .in ? .membership : .standardTest)
      if word == .in { parseChoices() } else { parseCoalescing() }
      builder.close(node)
    }
  }

  /// 类型 为 小学, at the word behind the operand that was built from `first` on, as the comparison that is meant, reported.
  /// Nothing where it stands for another word.
  private mutating func parseEqualityWord(from first: Int) {
    let next = lookahead()
    guard bytes[start] >= 0x80, !token.startsLine, !next.startsLine,
      [.identifier, .number, .string, .leftParen, .unknown].contains(next.kind)
    else { return }
    let isNull = next.kind == .identifier && isMissing(text(next.range))
    reportSlip(isNull ? "是 缺失" : "=", at: isNull ? start..<next.range.upperBound : token.range)
    let node = builder.wrap(from: first, isNull ? .missingTest : .comparison)
    if isNull {
      skipToken()
      skipToken()
    } else {
      bump(as: .equal)
      parseCoalescing()
    }
    builder.close(node)
  }

  /// Takes `between a and b` behind the operand that was built from `first` on, reported; false where it is none.
  private mutating func acceptBetween(from first: Int) -> Bool {
    guard kind == .identifier, !token.startsLine,
      ["between", "介于"].contains(where: { tokenBytes.elementsEqual($0.utf8) }),
      builder.nodes.indices.contains(first)
    else { return false }
    let operand = Int(builder.nodes[first].start)..<builder.position
    let isEnglish = bytes[start] < 0x80
    let node = builder.wrap(from: first, .error)
    skipToken()
    var ends: [ByteRange] = []
    for _ in 0..<2 {
      let begin = start
      parseCoalescing()
      ends.append(begin..<max(begin, builder.position))
      if ends.count == 1, !accept(.and) { break }
    }
    builder.close(node)
    let name = String(decoding: bytes[operand].drop { $0 <= 0x20 }, as: UTF8.self)
    let limits = ends.map { String(decoding: bytes[$0], as: UTF8.self) }
    let and = isEnglish ? Keyword.and.spellings.english : Keyword.and.spellings.chinese
    let written = zip([">=", "<="], limits).map { "\(name) \($0) \($1)" }.joined(separator: " \(and) ")
    report(
      Diagnostic(
        .unexpectedToken, at: place(operand.upperBound..<builder.position),
        Message(en: "two limits are two comparisons", zh: "两个界限要写成两个比较"),
        fixIts: [
          FixIt(
            Message(en: "write ‘\(written)’", zh: "写作“\(written)”"),
            replace: place(operand.lowerBound..<builder.position),
            with: written)
        ]))
    return true
  }

  /// True at a word for `in` or `meets` that is meant as `where`: 经费 中 年度 = 2022, 学校 满足 人数 > 100. What one value is one
  /// of stands in brackets, and a standard is compared with nothing.
  private var isClauseSlip: Bool {
    guard isAtStrayWord, let word = slip(for: [.in, .meets, .misses])?.keyword else { return false }
    var lexer = Lexer(bytes: bytes, from: token.range.upperBound, limit: bytes.count)
    var next = lexer.next()
    if word == .in { return next.kind == .identifier && !next.startsLine }
    for _ in 0..<8 {
      switch next.kind {
      case .identifier where !next.startsLine, .dot: next = lexer.next()
      case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual: return true
      default: return false
      }
    }
    return false
  }

  /// True at a `by` whose key is followed by `descending`, `ascending`, or by `order` with nothing behind it: it orders.
  var isOrderSlip: Bool {
    var lexer = Lexer(bytes: bytes, from: token.range.upperBound, limit: bytes.count)
    var depth = 0
    for index in 0..<32 {
      let token = lexer.next()
      switch token.kind {
      case .end, .colon, .rightBrace: return false
      case .leftParen: depth += 1
      case .rightParen:
        depth -= 1
        if depth < 0 { return false }
      case .identifier where depth == 0 && index > 0:
        switch Keyword.spelled(bytes[token.range]) {
        case .descending, .ascending: return true
        case .order: return [.rightParen, .rightBrace, .end, .colon].contains(lexer.next().kind)
        case .where, .by, .top, .skipping: return false
        default: break
        }
      default: break
      }
      if token.startsLine { return false }
    }
    return false
  }

  /// `by key descending`, `按 key 排序`, at `by`, as the clause that orders.
  mutating func parseOrderSlip() {
    let by = token.range
    let isChinese = bytes[by.lowerBound] >= 0x80
    let (english, chinese) = Keyword.order.spellings
    let index = diagnostics.count
    bump(as: .keyword)
    parseConditional()
    let key = String(decoding: bytes[by.upperBound..<builder.position], as: UTF8.self)
    var end = by.upperBound
    var written = isChinese ? chinese : english + " " + Keyword.by.spellings.english
    if accept(.order) {
      end = builder.position
      written += key
    } else if !accept(.descending) {
      _ = accept(.ascending)
    }
    guard diagnostics.count == index else { return }
    let range = by.lowerBound..<end
    report(
      Diagnostic(
        .unexpectedToken, at: place(range),
        Message(
          en: "‘by’ makes groups, which have no ‘descending’: rows are put in order by ‘order by’",
          zh: "“按”用来分组；排序写作“排序 …”"),
        fixIts: [
          FixIt(
            Message(en: "write ‘\(written)’", zh: "写作“\(written)”"), replace: place(range), with: written, isSafe: true)
        ]))
  }

  // MARK: Numbers

  /// Takes `,200` or ` 200` behind the `1` of the number literal `node`, reported. In brackets a comma may lead to another
  /// argument.
  mutating func acceptGroupedDigits(_ node: Int) {
    let number = builder.position
    var begin = number
    while begin > 0, bytes[begin - 1] >= UInt8(ascii: "0"), bytes[begin - 1] <= UInt8(ascii: "9") { begin -= 1 }
    guard (1...3).contains(number - begin), isAtGroup else { return }
    let isFraction = begin > 0 && bytes[begin - 1] == UInt8(ascii: ".")
    if isFraction && (kind == .number || lookahead().range.count == 3) { return }
    let isInParentheses = brackets.last.map { last in
      bytes[last.lowerBound] == UInt8(ascii: "(") || last.count > 1 && bytes[last.upperBound - 1] == 0x88
    }
    if kind == .comma, isInParentheses == true { return }
    if kind == .comma, lookahead().range.count != 3 { return acceptDecimalComma(begin) }
    let error = builder.open(.error)
    while isAtGroup {
      _ = accept(.comma)
      bump()
    }
    builder.close(error)
    let range = begin..<builder.position
    let found = String(decoding: bytes[range], as: UTF8.self)
    let groups = bytes[range].split { $0 <= 0x20 }
    let isTwice = groups.count == 2 && groups[0] == groups[1]
    let digits = String(
      decoding: bytes[range].filter { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }, as: UTF8.self)
    report(
      Diagnostic(
        .badNumber, at: place(range),
        Message(
          en: "‘\(found)’ is read as several numbers: digits are written without commas and blanks",
          zh: "“\(found)”会被读成几个数：数字中间不写逗号和空格"),
        fixIts: [
          FixIt(
            Message(en: "write ‘\(digits)’", zh: "写作“\(digits)”"), replace: place(range), with: digits,
            isSafe: isInParentheses != true && !isTwice)
        ]))
  }

  /// Takes a comma and the digits behind it, which a point was meant for, reported: `97,5`, `1.200,50`.
  ///
  /// - Parameter begin: where the digits before the comma begin.
  private mutating func acceptDecimalComma(_ begin: Int) {
    var first = begin
    while first > 0, bytes[first - 1] == UInt8(ascii: ".") || isDigit(bytes[first - 1]) { first -= 1 }
    let error = builder.open(.error)
    bump()
    bump()
    builder.close(error)
    let range = first..<builder.position
    let found = String(decoding: bytes[range], as: UTF8.self)
    let written = found.split(separator: ".").joined().split { $0 == "," || $0 == "，" }.joined(separator: ".")
    report(
      Diagnostic(
        .badNumber, at: place(range),
        Message(en: "‘\(found)’ is no number: its fraction stands behind a point", zh: "“\(found)”不是数的写法，小数点写作“.”"),
        fixIts: [
          FixIt(
            Message(en: "write ‘\(written)’", zh: "写作“\(written)”"), replace: place(range), with: written, isSafe: true)
        ]))
  }

  /// True at a comma that touches what is before it and digits behind it, or at three digits behind one blank.
  private var isAtGroup: Bool {
    if kind == .number {
      return start == token.triviaStart + 1 && bytes[token.triviaStart] == UInt8(ascii: " ") && token.range.count == 3
        && tokenBytes.allSatisfy { $0 < 0x80 && $0 != UInt8(ascii: ".") }
    }
    guard kind == .comma, token.triviaStart == start else { return false }
    let next = lookahead()
    return next.kind == .number && next.triviaStart == next.range.lowerBound && next.range.count <= 3
      && bytes[next.range].allSatisfy { isDigit($0) }
  }

  /// Takes the power of ten behind the digits of a number, `1e5`, `2E-3`, reported.
  mutating func acceptPowerOfTen() {
    guard kind == .identifier, token.triviaStart == start, tokenBytes[start] | 0x20 == UInt8(ascii: "e") else { return }
    var first = start
    while first > 0, bytes[first - 1] == UInt8(ascii: ".") || isDigit(bytes[first - 1]) { first -= 1 }
    var end = token.range.upperBound
    var power = String(decoding: tokenBytes.dropFirst(), as: UTF8.self)
    if power.isEmpty, end + 1 < bytes.count, [UInt8(ascii: "-"), UInt8(ascii: "+")].contains(bytes[end]) {
      power = String(decoding: bytes[end...].prefix(1), as: UTF8.self)
      end += 1
      let digits = bytes[end...].prefix { isDigit($0) }
      power += String(decoding: digits, as: UTF8.self)
      end = digits.endIndex
    }
    guard let exponent = Int(power), abs(exponent) <= 18,
      let written = Self.expanded(String(decoding: bytes[first..<start], as: UTF8.self), exponent)
    else { return }
    let found = String(decoding: bytes[first..<end], as: UTF8.self)
    let error = builder.open(.error)
    while kind != .end, start < end { bump() }
    builder.close(error)
    report(
      Diagnostic(
        .badNumber, at: place(first..<end),
        Message(en: "‘\(found)’ is no number: it is written in digits", zh: "“\(found)”不是数的写法，请写出全部数字"),
        fixIts: [
          FixIt(
            Message(en: "write ‘\(written)’", zh: "写作“\(written)”"), replace: place(first..<end), with: written,
            isSafe: true)
        ]))
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

  /// The digits with their point moved.
  private static func expanded(_ number: String, _ exponent: Int) -> String? {
    let parts = number.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, number.count <= 36 else { return nil }
    let zeros = String(repeating: "0", count: abs(exponent) + 1)
    let digits = zeros + parts.joined() + zeros
    let point = digits.index(digits.startIndex, offsetBy: zeros.count + parts[0].count + exponent)
    let whole = digits[..<point].drop { $0 == "0" }
    var fraction = digits[point...]
    while fraction.last == "0" { fraction.removeLast() }
    return (whole.isEmpty ? "0" : whole) + (fraction.isEmpty ? "" : "." + fraction)
  }

  /// At the sign of a currency that stands before its number, £3 million: reports it, and takes both.
  mutating func parseSignedNumber() {
    let sign = token.range
    skipToken()
    let number = token.range
    parseNumber()
    let range = sign.lowerBound..<builder.position
    let parts = [number, sign, number.upperBound..<builder.position].map { String(decoding: bytes[$0], as: UTF8.self) }
    let written = parts[0] + " " + parts[1] + parts[2]
    report(
      Diagnostic(
        .unexpectedToken, at: place(range),
        Message(
          en: "a unit stands behind its number, a currency's sign too", zh: "单位写在数的后面，货币符号也是"),
        fixIts: [
          FixIt(
            Message(en: "write ‘\(written)’", zh: "写作“\(written)”"), replace: place(range), with: written, isSafe: true)
        ]))
  }

  // MARK: Calls

  /// True where the brackets from the next one on do not close on the line, with one that stands right before it.
  var hasParenthesisTooMany: Bool {
    var lexer = Lexer(bytes: bytes, from: token.range.upperBound, limit: lexer.limit)
    var depth = 2
    for _ in 0..<256 {
      let next = lexer.next()
      if next.startsLine { return depth == 1 }
      switch next.kind {
      case .leftParen: depth += 1
      case .rightParen: depth -= 1
      case .end, .rightBrace: return depth == 1
      default: break
      }
      if depth == 0 { return false }
    }
    return false
  }

  /// Passes over minus signs behind another that touch it or no operand, reported: `a -- b` and `a - - b` would add.
  mutating func skipDoubledMinus(of sign: ByteRange) {
    func isDoubled() -> Bool {
      guard kind == .minus else { return false }
      let next = lookahead()
      return token.triviaStart == start || next.triviaStart < next.range.lowerBound
    }
    guard isDoubled() else { return }
    let (first, found) = (start, String(decoding: bytes[sign], as: UTF8.self))
    while isDoubled() { passOver() }
    report(
      Diagnostic(
        .unexpectedToken, at: place(first..<builder.position),
        Message(en: "‘\(found)’ stands here twice", zh: "“\(found)”写了两次"),
        fixIts: [
          FixIt(
            Message(en: "take it out", zh: "删去"), replace: place(first..<builder.position), with: "", isSafe: true)
        ]))
  }

  /// Passes over the last argument where it stands there again, `f(a a)`, reported.
  mutating func skipDoubledName() {
    guard kind == .identifier, !token.startsLine, word == nil,
      let last = builder.nodes.last(where: { $0.kind.rawValue < SyntaxKind.file.rawValue && $0.kind != .trivia }),
      last.kind == .identifier, bytes[Int(last.start)..<Int(last.end)].elementsEqual(tokenBytes),
      [.comma, .rightParen, .dot].contains(lookahead().kind)
    else { return }
    skipDoubled(of: Int(last.start)..<Int(last.end))
    // The field of the second, `f(a a.b)`, is that of the one argument that is meant.
    guard kind == .dot, case let error = builder.open(.error) else { return }
    while kind == .dot || kind == .identifier && builder.nodes.last?.kind == .dot { bump() }
    builder.close(error)
  }

  /// `sum[x]`, at the function, as the call that is meant, reported.
  mutating func parseBracketedCall() {
    guard nesting < Parser.nestingLimit else { return reportTooDeep(token.range) }
    nesting += 1
    defer { nesting -= 1 }
    let node = builder.open(.call)
    expectName(Message(en: "a function", zh: "函数"))
    let arguments = builder.open(.arguments)
    let first = start
    bump()
    let content = start
    if kind != .rightBracket { parseExpression() }
    while accept(.comma) { parseExpression() }
    let written = "(" + String(decoding: bytes[content..<max(content, builder.position)], as: UTF8.self) + ")"
    if accept(.rightBracket) {
      reportSlip(written, at: first..<builder.position)
    } else {
      reportUnclosed(first..<first + 1)
    }
    builder.close(arguments)
    builder.close(node)
  }

  /// Words of other languages before the table whose rows are chosen.
  private static let verbs = ["filter", "select", "find", "筛选", "选出", "查找"].map { Array($0.utf8) }

  /// True at `filter t where`, `select * from t`, where `next` stands behind the word.
  func isVerb(before next: Token) -> Bool {
    guard Self.verbs.contains(where: { $0.elementsEqual(tokenBytes) }), !next.startsLine else { return false }
    if next.kind == .times { return Keyword.from.isSpelled(bytes[lookahead(2)[1].range]) }
    return next.kind == .identifier && Keyword.spelled(bytes[next.range]).map { $0 == .from } ?? true
  }

  /// Takes the word, and `* from` behind it, reported.
  mutating func skipVerb() {
    let first = start
    skipToken()
    if kind == .times { skipToken() }
    if at(.from) { skipToken() }
    let range = first..<start
    report(
      Diagnostic(
        .unexpectedToken, at: place(first..<builder.position),
        Message(en: "rows are chosen by ‘where’ behind their table", zh: "筛选写作“表 其中 条件”"),
        fixIts: [FixIt(Message(en: "take it out", zh: "删去"), replace: place(range), with: "", isSafe: true)]))
  }

  // MARK: Conditionals

  /// Other words for `if`, which no name begins with.
  private static let ifWords = ["如果", "假如", "倘若", "若是"].map { Array($0.utf8) }

  /// Takes 如果 as 若, reported, where a 则 or 那么 stands behind it.
  mutating func isAtConditionalSlip() -> Bool {
    guard kind == .identifier, Self.ifWords.contains(where: { $0.elementsEqual(tokenBytes) }) else { return false }
    var lexer = Lexer(bytes: bytes, from: token.range.upperBound, limit: bytes.count)
    for _ in 0..<64 {
      let next = lexer.next()
      if next.startsLine || next.kind == .rightBrace || next.kind == .end { return false }
      guard next.kind == .identifier else { continue }
      let word = bytes[next.range]
      if Keyword.then.isSpelled(word) || word.elementsEqual("那么".utf8) { return true }
    }
    return false
  }

  /// At a point that begins a number: reports it, and takes it.
  mutating func parseBareFraction() {
    let next = lookahead()
    let range = start..<next.range.upperBound
    let found = String(decoding: bytes[range], as: UTF8.self)
    let zero = Message(en: "write ‘0\(found)’", zh: "写作“0\(found)”")
    var fixIts = [FixIt(zero, replace: place(start..<start), with: "0", isSafe: true)]
    // `{x* .2}` may be meant as `{x: .2}`.
    if braceFollows(range.upperBound, lexer.limit), let sign = bytes[..<start].lastIndex(where: { $0 > 0x20 }),
      "*/+-=<>".utf8.contains(bytes[sign])
    {
      fixIts = [
        FixIt(
          Message(en: "write ‘: \(found)’", zh: "写作“: \(found)”"), replace: place(sign..<range.upperBound),
          with: ": \(found)"), FixIt(zero, replace: place(start..<start), with: "0"),
      ]
    }
    report(
      Diagnostic(
        .badNumber, at: place(range),
        Message(en: "‘\(found)’ begins without a digit", zh: "“\(found)”的小数点前没有数字"), fixIts: fixIts))
    skipToken()
    parseNumber()
  }

  /// Takes back the unit of the number literal, which begins at `first`, where it is another word for an operator: what is
  /// behind it can follow no unit.
  mutating func takeBackUnit(_ first: Token, to count: Int, at position: Int) {
    guard first.kind == .identifier, !token.startsLine else { return }
    switch kind {
    case .number, .leftParen, .unknown, .string: break
    case .identifier where !at(anyOf: Keyword.operators): break
    default: return
    }
    let text = String(decoding: bytes[first.range], as: UTF8.self)
    let operators = ["and", "or", "then", "where", "by", "order", "=", "!=", "<", "<=", ">", ">="]
    let since = [Keyword.since.spellings.english, Keyword.since.spellings.chinese]
    let isSince = kind == .number && (text.utf8.count > 3 || text.utf8.first ?? 0 >= 0x80)
    guard Synonyms.match(for: text, in: operators) != nil || (isSince && Nearest.match(for: text, in: since) != nil)
    else { return }
    builder.rewind(to: count, at: position)
    reread(from: first)
  }

  // MARK: Brackets

  /// What is offered where the bracket at `opening` is not closed.
  func lostParenthesis(_ opening: ByteRange) -> [FixIt] {
    if [.identifier, .number, .leftParen].contains(kind), !token.startsLine { return [insertion(of: ",")] }
    guard kind == .rightBrace || kind == .colon else { return [] }
    let behind = token.range.upperBound
    if kind == .rightBrace, behind < bytes.count, bytes[behind] == UInt8(ascii: ")"), !isBracketed(behind) {
      return [written(")}", at: start..<behind + 1)]
    }
    let (end, bracket) = (token.triviaStart, opening.count > 1 ? "）" : ")")
    return [
      FixIt(
        Message(en: "put ‘\(bracket)’ here", zh: "在此加“\(bracket)”"), replace: place(end..<end), with: bracket,
        doubt: .anotherPlace)
    ]
  }

  /// True where the brackets at `offset` close those that stand before the hole, `({list(t.name})`.
  private func isBracketed(_ offset: Int) -> Bool {
    let line = bytes[..<offset].lastIndex(of: UInt8(ascii: "\n")) ?? 0
    let text = bytes[line..<(bytes[line..<offset].lastIndex(of: UInt8(ascii: "{")) ?? line)]
    let open = text.count { $0 == UInt8(ascii: "(") } - text.count { $0 == UInt8(ascii: ")") }
    return open >= bytes[offset...].prefix { $0 == UInt8(ascii: ")") }.count
  }

  /// Where two names follow each other, `table field`: the sign between them.
  var lostDot: [FixIt]? {
    guard kind == .identifier, word == nil, token.triviaStart < start, let last = lastLeaf, last.kind == .identifier
    else { return nil }
    let range = last.range.lowerBound..<token.range.upperBound
    // A field's name is one word: classes.Free meals.
    let isField = range.lowerBound > 0 && bytes[range.lowerBound - 1] == UInt8(ascii: ".")
    let isSpaced = isField && bytes[range].allSatisfy { $0 < 0x80 }
    let name = [bytes[last.range], tokenBytes].map { String(decoding: $0, as: UTF8.self) }
      .joined(separator: isField ? isSpaced ? "_" : "" : ".")
    return [written(name, at: range)]
  }
}
