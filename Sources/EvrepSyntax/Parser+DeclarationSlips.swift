import EvrepSource

// Slips between the parts of a declaration: signs and words that are missing, doubled or others, texts without quotes, and
// first words that are none. Each is reported once, and what stands behind is read as it is meant.
extension Parser {
  // MARK: Signs

  /// Takes the sign that has to come. Another sign in its place is reported and passed over; where there is none, that is
  /// reported, and what follows is read all the same.
  ///
  /// - Returns: false where what follows cannot be what the sign leads to.
  mutating func expectSign(_ kind: SyntaxKind, _ sign: String, _ what: Message) -> Bool {
    let first = token
    if accept(kind) {
      if self.kind == kind, !token.startsLine { skipDoubled(of: first.range) }
      return true
    }
    guard self.kind != .end else {
      reportMissing(what, sign: nil)
      return false
    }
    let next = lookahead()
    // What has been said of the token is said once.
    if diagnostics.last?.place == place(token.range) { return false }
    // `x := 3`, `let a b = 3`: the sign stands behind what is too much.
    if next.kind == kind, !next.startsLine {
      // `let a b = where …`: the two have changed places.
      let behind = lookahead(2)[1]
      if behind.kind == .identifier, !behind.startsLine,
        Keyword.spelled(bytes[behind.range]).map(Keyword.clauses.contains) ?? false
      {
        reportUnexpected(expected: what)
        return false
      }
      let range = next.triviaStart == next.range.lowerBound ? start..<next.range.upperBound : token.range
      if range == token.range { reportStray(range, what) } else { reportSlip(sign, at: range) }
      skipToken()
      return accept(kind)
    }
    switch self.kind {
    case .colon, .equal, .semicolon, .comma, .unknown, .approximate, .dot:
      if self.kind == .unknown, tokenBytes.count > 3 { break }
      if next.startsLine || next.kind == .end { break }
      reportSlip(sign)
      skipToken()
      return true
    // `let x - sum(t.f)`: with blanks around it, it begins no negative number.
    case .minus where next.triviaStart < next.range.lowerBound && !next.startsLine && next.kind != .end,
      .plus, .times, .divide, .less, .greater:
      // `set 1 + 1 = 2` has its sign.
      if next.startsLine || next.kind == .end || lookahead(2)[1].kind == kind { break }
      reportSlip(sign)
      skipToken()
      return true
    case .identifier, .number, .string, .leftParen, .minus, .unitSign, .leftBrace:
      reportUnexpected(expected: what, missing: sign, isKnown: true)
      return true
    default: break
    }
    reportUnexpected(expected: what)
    return false
  }

  /// Reports what stands before the sign that is expected.
  private mutating func reportStray(_ range: ByteRange, _ expected: Message) {
    let found = String(decoding: bytes[range], as: UTF8.self)
    report(
      Diagnostic(
        .unexpectedToken, at: place(range),
        Message(
          en: "expected \(expected[.english]), found ‘\(found)’", zh: "此处应为\(expected[.chinese])，却是“\(found)”"),
        fixIts: [removal(of: range)]))
  }

  /// Reports the next token, a sign that does not belong here, and passes it over.
  mutating func reportStraySign() {
    let range = token.range
    let found = String(decoding: bytes[range], as: UTF8.self)
    report(
      Diagnostic(
        .unexpectedToken, at: place(range), Message(en: "no ‘\(found)’ stands here", zh: "这里不写“\(found)”"),
        fixIts: [removal(of: range, isSafe: true)]))
    passOver()
  }

  /// Passes over `=` or `:` before the value of a declaration, reported.
  mutating func skipStraySign() {
    guard kind == .equal || kind == .colon, !lookahead().startsLine else { return }
    let next = lookahead().kind
    if next == .identifier || next == .string { reportStraySign() }
  }

  /// Takes a token out, with the blanks before it.
  private func removal(of range: ByteRange, isSafe: Bool = false) -> FixIt {
    var first = range.lowerBound
    let isBeforeBlank = range.upperBound >= bytes.count || bytes[range.upperBound] <= 0x20
    while isBeforeBlank, first > 0, bytes[first - 1] == 0x20 { first -= 1 }
    // Between two words, 专任教师：人, a blank has to stand for it.
    if !isBeforeBlank, first > 0, bytes[first - 1] > 0x20 {
      return FixIt(
        Message(en: "write a blank for it", zh: "改为空格"), replace: place(range), with: " ", isSafe: isSafe)
    }
    return FixIt(
      Message(en: "take it out", zh: "删去"), replace: place(first..<range.upperBound), with: "", isSafe: isSafe)
  }

  // MARK: Words

  /// Reports that the next token repeats the one before, and passes it over.
  ///
  /// - Parameter first: the one before.
  mutating func skipDoubled(of first: ByteRange) {
    reportTwice(token.range, removing: first.upperBound..<token.range.upperBound)
    passOver()
  }

  /// Reports what stands a second time.
  ///
  /// - Parameter part: what is to be taken out.
  mutating func reportTwice(_ range: ByteRange, removing part: ByteRange, _ code: DiagnosticCode = .unexpectedToken) {
    let found = String(decoding: bytes[range], as: UTF8.self)
    report(
      Diagnostic(
        code, at: place(range), Message(en: "‘\(found)’ stands here twice", zh: "“\(found)”写了两次"),
        fixIts: [FixIt(Message(en: "take it out", zh: "删去"), replace: place(part), with: "", isSafe: true)]))
  }

  /// True at a first word of a declaration that stands twice without a blank, with a name or a text behind it.
  func isTwice(_ keyword: Keyword) -> Bool {
    let (word, next) = (keyword.spellings.chinese.utf8, lookahead())
    return tokenBytes.count == 2 * word.count && tokenBytes.suffix(word.count).elementsEqual(word) && !next.startsLine
      && (next.kind == .identifier || next.kind == .string)
  }

  /// True where the first word of a declaration, which has been taken, stands there again and names nothing.
  func isDoubled(_ keyword: Keyword) -> Bool {
    guard at(keyword), case let next = lookahead(), !next.startsLine else { return false }
    switch next.kind {
    case .string: return keyword == .report || keyword == .use || keyword == .style
    case .identifier:
      let word = Keyword.spelled(bytes[next.range])
      return word.map { ![.from, .plural, .per, .ratio, .points].contains($0) } ?? true
    default: return false
    }
  }

  /// Takes the word that has to come before a token of `kinds`; where it is missing, or another word stands in its place,
  /// that is reported.
  ///
  /// - Returns: false where what follows cannot be what the word leads to.
  mutating func expectWord(_ keyword: Keyword, before kinds: [SyntaxKind]) -> Bool {
    if accept(keyword) { return true }
    let (english, chinese) = keyword.spellings
    let (word, what) = (isChinese ? chinese : english, Message(en: "‘\(english)’", zh: "“\(chinese)”"))
    if kinds.contains(kind) {
      reportUnexpected(expected: what, missing: word, isKnown: true)
      return true
    }
    let next = lookahead()
    if kind != .end, !token.startsLine, !next.startsLine, kinds.contains(next.kind) {
      reportSlip(word)
      if kind == .identifier { bump(meant: keyword) } else { skipToken() }
      return true
    }
    reportUnexpected(expected: what)
    return false
  }

  /// Takes `-classes` behind the name of a definition, reported.
  mutating func takeHyphenatedName() {
    let first = builder.nodes.last { $0.kind == .identifier }.map { Int($0.start) } ?? start
    let error = builder.open(.error)
    while kind == .minus || kind == .identifier, token.triviaStart == start { bump() }
    builder.close(error)
    let written = String(decoding: bytes[first..<builder.position], as: UTF8.self)
    let name = written.split(separator: "-").joined(separator: "_")
    report(
      Diagnostic(
        .unexpectedToken, at: place(first..<builder.position),
        Message(en: "no ‘-’ stands in a name: it takes away", zh: "名字里不能有“-”：它表示相减"),
        fixIts: [
          FixIt(
            Message(en: "write ‘\(name)’, here and where it is used", zh: "写作“\(name)”，用到的地方也一样"),
            replace: place(first..<builder.position), with: name)
        ]))
  }

  /// Takes a second word of the name of a definition, reported.
  mutating func takeSecondWord() {
    let first = builder.nodes.last { $0.kind == .identifier }.map { Int($0.start) } ?? start
    reportDividedName(first..<token.range.upperBound)
    skipToken()
  }

  /// True where a comparison stands behind the next token on its line.
  var isComparisonBehind: Bool {
    var lexer = lexer
    while case let next = lexer.next(), next.kind != .end, !next.startsLine {
      switch next.kind {
      case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual, .approximate: return true
      case .identifier:
        let word = Keyword.spelled(bytes[next.range])
        if word.map({ [.meets, .misses, .in, .is].contains($0) }) ?? false { return true }
      default: break
      }
    }
    return false
  }

  // MARK: Texts

  /// Takes a text that stands without quotes, or has only one, reported. False, and nothing taken, where it is not plain
  /// how far it goes.
  mutating func parseUnquoted() -> Bool {
    guard !token.startsLine, kind != .end else { return false }
    let next = lookahead()
    if kind == .identifier || kind == .number, next.kind == .string, next.triviaStart == next.range.lowerBound {
      reportStraySign()
      flushTrivia()
      parseInterpolation()
      return true
    }
    if kind == .unknown, let content = foreignlyQuoted {
      let end = content.upperBound + UTF8Scalar.read(bytes, at: content.upperBound, limit: bytes.count).length
      reportQuotes(start..<end, content)
      flushTrivia()
      let node = builder.open(.interpolation)
      take(.quote, to: content.lowerBound)
      take(.stringText, to: content.upperBound)
      take(.quote, to: end)
      builder.close(node)
      return true
    }
    if kind == .unknown {
      guard [UInt8(ascii: "\""), 0xE2].contains(bytes[start]), tokenBytes.count > 3 else { return false }
      let quote = quoteLength(start)
      if let end = otherQuote(from: start + quote) {
        reportMixedQuotes(start..<end + quoteLength(end))
        takeText(openingQuote: quote, to: end, closes: true)
        return true
      }
      guard let end = pathEnd(from: start + quote, allowsBlanks: true) else { return false }
      reportUnclosedPath(quote: start..<start + quote, end)
      takeText(openingQuote: quote, to: end, closes: false)
      return true
    }
    let (first, end) = (start, pathEnd(from: start, allowsBlanks: false) ?? wordsEnd())
    guard let end, end > first else { return false }
    let closes = end < bytes.count && bytes[end] == UInt8(ascii: "\"")
    // Another sign in the place of the first quote: *data.csv".
    if closes, ![.identifier, .number, .dot, .divide].contains(kind), case let mark = token.range.count,
      end > first + mark
    {
      reportMixedQuotes(first..<end + 1)
      takeText(openingQuote: mark, to: end, closes: true)
      return true
    }
    reportUnquoted(first..<end, closes: closes)
    takeText(openingQuote: 0, to: end, closes: closes)
    return true
  }

  /// Quotes of other languages and of book titles, with those that close them.
  private static let foreignQuotes: [UInt32: [UInt32]] = [
    0x300A: [0x300B], 0x3008: [0x3009], 0x27: [0x27], 0x2018: [0x2019], 0x2019: [0x2018, 0x2019], 0x300C: [0x300D],
    0x300E: [0x300F], 0x201D: [0x201C, 0x201D, 0x22], 0x201E: [0x201C, 0x201D], 0x60: [0x60], 0xAB: [0xBB],
  ]

  /// True at a text in quotes that are none here.
  var isAtForeignText: Bool { foreignlyQuoted != nil }

  /// Where that text ends, its last quote included.
  var foreignTextEnd: Int? {
    foreignlyQuoted.map {
      $0.upperBound + UTF8Scalar.read(bytes, at: $0.upperBound, limit: bytes.count).length
    }
  }

  /// What stands between quotes that are none here, of which the next token is the first; nil where none closes them.
  private var foreignlyQuoted: ByteRange? {
    let (opening, length) = UTF8Scalar.read(bytes, at: start, limit: bytes.count)
    guard let closing = Self.foreignQuotes[opening] else { return nil }
    let first = start + length
    var offset = first
    while offset < lexer.limit, bytes[offset] != UInt8(ascii: "\n"), bytes[offset] != UInt8(ascii: "{"),
      lexer.hasComments || bytes[offset] != UInt8(ascii: "}")
    {
      let (scalar, length) = UTF8Scalar.read(bytes, at: offset, limit: lexer.limit)
      if closing.contains(scalar), offset > first { return first..<offset }
      offset += length
    }
    return nil
  }

  private mutating func reportQuotes(_ range: ByteRange, _ content: ByteRange) {
    let written = "\"\(String(decoding: bytes[content], as: UTF8.self))\""
    report(
      Diagnostic(
        .unexpectedToken, at: place(range),
        Message(en: "a text stands in straight or curved double quotes", zh: "文字要写在双引号里"),
        fixIts: [
          FixIt(
            Message(en: "write ‘\(written)’", zh: "写作 \(written)"), replace: place(range), with: written, isSafe: true)
        ]))
  }

  /// The first quote of another form on the line, which ends a text that begins with a curved or a straight one.
  private func otherQuote(from first: Int) -> Int? {
    var offset = first
    while offset < bytes.count, bytes[offset] != UInt8(ascii: "\n"), bytes[offset] != UInt8(ascii: "{") {
      if bytes[offset] == UInt8(ascii: "\"") { return offset }
      if bytes[offset] == 0xE2, offset + 2 < bytes.count, bytes[offset + 1] == 0x80,
        [0x9C, 0x9D].contains(bytes[offset + 2])
      {
        return offset
      }
      offset += 1
    }
    return nil
  }

  /// Takes a text that begins with one form of quotes and ends with another, `”text"`, reported; false where none is next.
  mutating func acceptMixedQuotes() -> Bool {
    let isQuote = ["\"", "“", "”"].contains { bytes[start...].starts(with: $0.utf8) }
    let quote = quoteLength(start)
    guard isQuote, let end = otherQuote(from: start + quote) else { return false }
    reportMixedQuotes(start..<end + quoteLength(end))
    takeText(openingQuote: quote, to: end, closes: true)
    return true
  }

  private mutating func reportMixedQuotes(_ range: ByteRange) {
    let quote = quoteLength(range.lowerBound)
    let closing = bytes[range.upperBound - 1] == UInt8(ascii: "\"") ? 1 : 3
    let content = range.lowerBound + quote..<range.upperBound - closing
    let written = "\"\(String(decoding: bytes[content], as: UTF8.self))\""
    report(
      Diagnostic(
        .unclosedString, at: place(range),
        Message(en: "a text begins and ends with the same form of quotes", zh: "文字首尾的引号形式要一致"),
        fixIts: [
          FixIt(
            Message(en: "write ‘\(written)’", zh: "写作 \(written)"), replace: place(range), with: written, isSafe: true)
        ]))
  }

  private mutating func takeText(openingQuote: Int, to end: Int, closes: Bool) {
    flushTrivia()
    let node = builder.open(.interpolation)
    if openingQuote > 0 { take(.quote, to: start + openingQuote) }
    take(.stringText, to: end)
    if closes { take(.quote, to: end + quoteLength(end)) }
    builder.close(node)
  }

  private mutating func reportUnquoted(_ range: ByteRange, closes: Bool) {
    let found = String(decoding: bytes[range], as: UTF8.self)
    let whole = range.lowerBound..<range.upperBound + (closes ? 1 : 0)
    report(
      Diagnostic(
        .unexpectedToken, at: place(range),
        Message(en: "a text stands in quotes: ‘\(found)’", zh: "文字要加引号：“\(found)”"),
        fixIts: [
          FixIt(
            Message(en: "write ‘\"\(found)\"’", zh: "写作 \"\(found)\""), replace: place(whole), with: "\"\(found)\"",
            isSafe: closes || found.utf8.contains(UInt8(ascii: ".")))
        ]))
  }

  private mutating func reportUnclosedPath(quote: ByteRange, _ end: Int) {
    let sign = bytes[quote].count == 1 ? "\"" : "”"
    report(
      Diagnostic(
        .unclosedString, at: place(quote),
        Message(en: "this string is not closed on its line", zh: "这个字符串在本行内没有收尾引号"),
        fixIts: [
          FixIt(
            Message(
              en: "put ‘\(sign)’ behind ‘\(String(decoding: bytes[quote.upperBound..<end], as: UTF8.self))’",
              zh: "在“\(String(decoding: bytes[quote.upperBound..<end], as: UTF8.self))”之后加收尾引号"),
            replace: place(end..<end), with: sign, isSafe: false, doubt: .anotherPlace)
        ]))
  }

  /// The end of a path that begins at byte `first`: behind an extension that a blank, a brace, a quote or the line's end
  /// follows. Nil where nothing on the line looks like that.
  private func pathEnd(from first: Int, allowsBlanks: Bool) -> Int? {
    var offset = first
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte == 0x0A || byte == UInt8(ascii: "{") || byte == UInt8(ascii: "\"") { return nil }
      if byte <= 0x20, !allowsBlanks { return nil }
      offset += 1
      guard byte == UInt8(ascii: "."), offset - 1 > first else { continue }
      let letters = bytes[offset...].prefix { ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39) }
      let end = letters.endIndex
      guard (2...7).contains(letters.count) else { continue }
      if end >= bytes.count || bytes[end] <= 0x20 || bytes[end] == UInt8(ascii: "{") || bytes[end] == UInt8(ascii: "\"")
      {
        return end
      }
    }
    return nil
  }

  /// The words that end a text without quotes.
  private static let textEnds: [Keyword] =
    [.for, .as, .key, .private, .filled, .from, .refers, .missing, .counted, .unconfirmed] + Keyword.bindings

  /// The end of the words that begin with the next token; nil where there are none.
  private func wordsEnd() -> Int? {
    guard kind == .identifier || kind == .number, !at(anyOf: Self.textEnds) else { return nil }
    var (lexer, end) = (Lexer(bytes: bytes, from: token.range.upperBound, limit: bytes.count), token.range.upperBound)
    for _ in 0..<16 {
      let next = lexer.next()
      guard !next.startsLine, next.kind == .identifier || next.kind == .number || next.kind == .minus,
        Keyword.spelled(bytes[next.range]).map({ !Self.textEnds.contains($0) }) ?? true
      else { return end }
      end = next.range.upperBound
    }
    return nil
  }

  /// Takes a year in quotes, reported. False, and nothing taken, where the string is no year.
  mutating func parseQuotedYear() -> Bool {
    let (range, quote) = (token.range, quoteLength(start))
    let content = range.lowerBound + quote..<max(range.lowerBound + quote, range.upperBound - quote)
    guard content.count == 4, bytes[content].allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return false }
    let year = String(decoding: bytes[content], as: UTF8.self)
    reportSlip(year, at: range, notes: [Message(en: "a year stands without quotes", zh: "年份不加引号")])
    take(.quote, to: content.lowerBound)
    take(.number, to: content.upperBound)
    take(.quote, to: range.upperBound)
    return true
  }

  // MARK: First words

  /// The declaration that the next word is meant to begin, which begins none: by what it is spelled like, and by what
  /// stands behind it. Nil where the line is none that can be read.
  func meantDeclaration() -> Keyword? {
    guard token.kind == .identifier, case let next = lookahead(3), !next[0].startsLine else { return nil }
    if let swapped = swappedDeclaration(next) { return swapped }
    let near = nearDeclaration
    if isNamelessCheckWord(isNear: near == .check) { return .check }
    if let near, hasShape(of: near, next) { return near }
    return unnamedDeclaration(next)
  }

  /// `now let = …`: the word of a declaration behind its name.
  private func swappedDeclaration(_ next: [Token]) -> Keyword? {
    guard next[0].kind == .identifier, !next[1].startsLine, let word = Keyword.spelled(bytes[next[0].range]) else {
      return nil
    }
    switch (word, next[1].kind) {
    case (.let, .equal), (.let, .leftParen), (.param, .colon), (.check, .colon), (.standard, .leftBrace),
      (.scenario, .leftBrace):
      return word
    case (.data, .identifier): return isFrom(next[1], next[2]) ? .data : nil
    default: return nil
    }
  }

  /// Takes a name and the word of its declaration behind it, reported.
  private mutating func takeSwapped(_ keyword: Keyword) {
    let name = token.range
    let word = lookahead().range
    let written = [word, name].map { String(decoding: bytes[$0], as: UTF8.self) }.joined(separator: " ")
    reportUnknownDeclaration(
      name,
      meant: FixIt(
        Message(en: "write ‘\(written)’", zh: "写作“\(written)”"), replace: place(name.lowerBound..<word.upperBound),
        with: written, isSafe: true))
    _ = expectName(Self.aName)
    bump(as: .keyword)
    isNameTaken = true
  }

  /// The word of a declaration that the next word is spelled like, or another word for.
  private var nearDeclaration: Keyword? {
    let spellings = Keyword.declarations.flatMap { [($0.spellings.english, $0), ($0.spellings.chinese, $0)] }
    let found = String(decoding: tokenBytes, as: UTF8.self)
    guard let near = Nearest.match(for: found, in: spellings.map(\.0)) else { return nil }
    return spellings.first { $0.0 == near }?.1
  }

  /// True where `next` can follow the first word of the declaration.
  private func hasShape(of keyword: Keyword, _ next: [Token]) -> Bool {
    let isName = next[0].kind == .identifier
    let isOver = next[1].startsLine || next[1].kind == .end
    switch keyword {
    case .report, .use: return next[0].kind == .string
    case .style: return (isName || next[0].kind == .string) && isOver
    case .language:
      if next[0].kind == .equal || next[0].kind == .colon { return next[1].kind == .identifier && next[2].startsLine }
      return isName && isOver
    case .let: return isName && (next[1].kind == .equal || next[1].kind == .leftParen)
    case .check, .param: return isName && next[1].kind == .colon
    case .format: return next[1].kind == .colon
    case .words: return isName && Keyword.spelled(bytes[next[0].range]).map(Keyword.claims.contains) == true
    case .unit:
      guard isName || next[0].kind == .unitSign || next[0].kind == .string else { return false }
      if isOver || next[1].kind == .equal { return true }
      return [Keyword.plural, .per, .ratio, .points].contains { $0.isSpelled(bytes[next[1].range]) }
    case .data:
      guard isName, !isOver else { return false }
      return next[1].kind == .string || next[1].kind == .colon || isFrom(next[1], next[2])
    default: return isName && next[1].kind == .leftBrace
    }
  }

  private func isFrom(_ word: Token, _ path: Token) -> Bool {
    word.kind == .identifier && path.kind == .string && !path.startsLine
  }

  /// What is declared by a line without the word for it, or with one that is like none.
  private func unnamedDeclaration(_ next: [Token]) -> Keyword? {
    switch next[0].kind {
    case .equal: return .let
    case .leftParen:
      var lexer = Lexer(bytes: bytes, from: next[0].range.upperBound, limit: bytes.count)
      for _ in 0..<32 {
        let token = lexer.next()
        if token.startsLine { return nil }
        if token.kind == .rightParen { return lexer.next().kind == .equal ? .let : nil }
        if token.kind != .identifier, token.kind != .comma { return nil }
      }
      return nil
    case .colon:
      let isType =
        next[1].kind == .identifier && Keyword.spelled(bytes[next[1].range]).map(Self.fieldTypes.contains) == true
      return isType && (next[2].kind == .equal || next[2].startsLine) ? .param : nil
    case .identifier:
      if Keyword.from.isSpelled(bytes[next[0].range]), next[1].kind == .string { return .data }
      if next[1].startsLine { return nil }
      if next[1].kind == .equal { return .let }
      return Keyword.from.isSpelled(bytes[next[1].range]) && next[2].kind == .string ? .data : nil
    default: return nil
    }
  }

  /// Reports the next word, which begins no declaration, and takes it where it stands for the one that does.
  mutating func takeDeclarationSlip(_ keyword: Keyword) {
    if swappedDeclaration(lookahead(3)) == keyword { return takeSwapped(keyword) }
    if keyword == .check, isNamelessCheckWord(isNear: true) {
      foreign.checkWord = token.range
      return bump(meant: keyword)
    }
    let range = token.range
    let next = lookahead()
    let isLeftOut =
      !(keyword == .language && nearDeclaration == keyword) && next.kind != .identifier && next.kind != .string
      && next.kind != .unitSign
      || (keyword == .data && Keyword.from.isSpelled(bytes[next.range]))
    // `lang = en`
    let hasSign = keyword == .language && (next.kind == .equal || next.kind == .colon)
    let isNear = nearDeclaration == keyword && !isLeftOut && !hasSign
    let isChinese = bytes[range.lowerBound] >= 0x80 || (self.isChinese && !builder.nodes.isEmpty)
    let word = isChinese ? keyword.spellings.chinese : keyword.spellings.english
    var fix: FixIt?
    if isLeftOut {
      fix = FixIt(
        Message(en: "write ‘\(word)’ before it", zh: "在它之前写“\(word)”"),
        replace: place(range.lowerBound..<range.lowerBound), with: word + " ",
        isSafe: keyword == .let && nearDeclaration == nil)
    } else if !isNear {
      fix = FixIt(
        Message(en: "write ‘\(word)’", zh: "写作“\(word)”"),
        replace: place(range.lowerBound..<(hasSign ? next.range.upperBound : range.upperBound)), with: word)
    }
    reportUnknownDeclaration(range, meant: fix)
    if !isLeftOut { bump(meant: keyword) }
    if hasSign { skipToken() }
  }
}
