import EvrepSource

// Slips between the fields of a table and between the cases of an enumeration.
extension Parser {
  /// `a | b`; other signs between the cases, or none, are reported once, and taken for bars.
  mutating func parseCases() {
    let first = start
    var cases: [String] = []
    var slip: ByteRange?
    var isParted = true
    var bar: ByteRange?
    while true {
      let isOption = bar != nil && at(.from) && lookahead().kind == .string
      guard kind == .identifier, !token.startsLine, !isOption else {
        if slip == nil { reportMissingCase(behind: bar) }
        break
      }
      cases.append(String(decoding: tokenBytes, as: UTF8.self))
      expectName(Message(en: "a case", zh: "取值"))
      let end = builder.position
      bar = token.range
      if kind == .unknown, tokenBytes.elementsEqual("||".utf8), !token.startsLine {
        skipDoubledBar()
        continue
      }
      if accept(.bar) {
        // `a | | b`
        while kind == .bar, !token.startsLine {
          slip = slip ?? token.range
          skipToken()
        }
        continue
      }
      if kind == .identifier, !token.startsLine, String(decoding: tokenBytes, as: UTF8.self) == cases.last {
        skipDoubled(of: end - tokenBytes.count..<end)
        if accept(.bar) { continue }
        break
      }
      if isAtCaseWithoutBar {
        slip = slip ?? end..<start
        isParted = slip?.lowerBound != end
        continue
      }
      guard isAtCaseSlip else { break }
      slip = slip ?? token.range
      skipToken()
    }
    guard let slip else { return }
    let (found, written) = (String(decoding: bytes[slip], as: UTF8.self), cases.joined(separator: " | "))
    report(
      Diagnostic(
        .unexpectedToken, at: place(isParted ? slip : slip.upperBound..<slip.upperBound),
        isParted && found != "|"
          ? Message(en: "cases are parted by ‘|’, not by ‘\(found)’", zh: "取值之间用“|”隔开，不用“\(found)”")
          : Message(en: "cases are parted by one ‘|’", zh: "取值之间用一个“|”隔开"),
        fixIts: [
          FixIt(
            Message(en: "write ‘\(written)’", zh: "写作“\(written)”"), replace: place(first..<builder.position),
            with: written, isSafe: isParted && found != "|")
        ]))
  }

  /// Takes `||` for the bar that parts cases, reported.
  private mutating func skipDoubledBar() {
    reportSlip("|")
    skipToken()
  }

  /// Reports that no case stands where one has to.
  ///
  /// - Parameter bar: the bar that leads to it; nil where there is no case at all.
  private mutating func reportMissingCase(behind bar: ByteRange?) {
    guard let bar else {
      return token.startsLine
        ? reportMissing(Message(en: "a case", zh: "取值")) : reportUnexpected(expected: Message(en: "a case", zh: "取值"))
    }
    markError()
    report(
      Diagnostic(
        .unexpectedToken, at: place(bar), Message(en: "no case stands behind this ‘|’", zh: "这个“|”之后没有取值"),
        fixIts: [FixIt(Message(en: "take it out", zh: "删去"), replace: place(bar), with: "")]))
  }

  /// True at a word behind a case that is the last of its line and no option of the field.
  private var isAtCaseWithoutBar: Bool {
    guard kind == .identifier, !token.startsLine, word == nil, slip(for: [.key, .private, .filled, .from]) == nil
    else { return false }
    let next = lookahead()
    return next.startsLine || [.rightBrace, .bar, .end].contains(next.kind)
  }

  /// Takes what is meant as `one of` and is none: `on of a | b`, `of one a | b`, `a | b`. False, and nothing taken, where
  /// no cases follow.
  mutating func parseCasesSlip() -> Bool {
    let next = lookahead(2)
    guard kind == .identifier, !next[0].startsLine else { return false }
    let first = token.range
    let (english, chinese) = Keyword.one.spellings
    if next[0].kind == .bar {
      let written = bytes[first.lowerBound] >= 0x80 ? chinese : english + " " + Keyword.of.spellings.english
      report(
        Diagnostic(
          .unexpectedToken, at: place(first),
          Message(en: "cases stand behind ‘\(english) of’", zh: "取值写在“\(chinese)”之后"),
          fixIts: [
            FixIt(
              Message(en: "put ‘\(written)’ here", zh: "在此加“\(written)”"),
              replace: place(first.lowerBound..<first.lowerBound), with: written + " ", isSafe: true)
          ]))
      parseCases()
      return true
    }
    guard next[0].kind == .identifier else { return false }
    if at(.of), next[1].kind == .bar {
      reportSlip("\(english) of")
      bump(meant: .one)
      parseCases()
      return true
    }
    let isSwapped = at(.of) && Keyword.one.isSpelled(bytes[next[0].range])
    guard isSwapped || (Keyword.of.isSpelled(bytes[next[0].range]) && next[1].kind == .identifier && word == nil) else {
      return false
    }
    reportSlip("one of", at: first.lowerBound..<next[0].range.upperBound)
    bump(meant: .one)
    bump(meant: .of)
    parseCases()
    return true
  }

  /// True at `one name of a | b`.
  var isNameBehindOne: Bool {
    guard at(.one), case let next = lookahead(3), next.allSatisfy({ $0.kind == .identifier && !$0.startsLine }) else {
      return false
    }
    return Keyword.of.isSpelled(bytes[next[1].range]) && Keyword.spelled(bytes[next[0].range]) == nil
  }

  /// `one name of a | b`, at `one`: reported, and read as `name one of a | b`.
  mutating func parseNameBehindOne() {
    let (first, next) = (start, lookahead())
    reportSlip(
      String(decoding: bytes[next.range] + [0x20] + tokenBytes, as: UTF8.self), at: first..<next.range.upperBound)
    bump(as: .trivia)
    expectName(Self.aName)
    flushTrivia()
    let node = builder.open(.typeName)
    bump(meant: .one)
    parseCases()
    _ = accept(.question)
    builder.close(node)
    while !token.startsLine, parseFieldOption() {}
  }

  /// True at a second word of a field's name: `free meals pupils`. The last word of the field is its type.
  func isNameDivided(from first: Int) -> Bool {
    guard kind == .identifier, !token.startsLine, word == nil, case let next = lookahead(2),
      next[0].kind == .identifier, !next[0].startsLine, slip(for: Self.options) == nil, next[0].range.count > 1,
      // `pupils pupil s`: its type has come apart.
      Nearest.misspelled(
        String(decoding: tokenBytes, as: UTF8.self),
        in: [String(decoding: bytes[first..<token.triviaStart], as: UTF8.self)])
        == nil
    else { return false }
    let type = bytes[next[0].range]
    // `pop million people`
    guard !isAtScale, Keyword.spelled(type).map({ Self.fieldTypes.contains($0) && $0 != .one }) ?? true,
      Nearest.match(
        for: String(decoding: type, as: UTF8.self),
        in: Self.options.flatMap { [$0.spellings.english, $0.spellings.chinese] }) == nil
    else { return false }
    switch next[1].kind {
    case .rightBrace, .semicolon, .question, .end: return true
    case .identifier:
      return next[1].startsLine || Keyword.spelled(bytes[next[1].range]).map(Self.options.contains) ?? false
    default: return next[1].startsLine
    }
  }

  /// Takes the second word of the name that begins at `first`, reported.
  mutating func takeDividedName(from first: Int) {
    let (range, type) = (first..<token.range.upperBound, lookahead().range)
    let written = String(decoding: bytes[range], as: UTF8.self)
    let name = written.split(separator: " ").joined(separator: range.count > written.count ? "" : "_")
    let field = "\(name) \(String(decoding: bytes[type], as: UTF8.self))"
    let isBound = lookahead(2)[1].kind == .identifier && Keyword.from.isSpelled(bytes[lookahead(2)[1].range])
    let from = isChinese ? Keyword.from.spellings.chinese : Keyword.from.spellings.english
    report(
      Diagnostic(
        .unexpectedToken, at: place(range), Message(en: "a name is one word", zh: "名字只能是一个词"),
        notes: isBound
          ? [] : [Message(en: "what its column is called stands in quotes behind ‘from’", zh: "列名写在“来自”之后的引号里")],
        fixIts: [
          FixIt(
            Message(en: "write ‘\(name)’", zh: "写作“\(name)”"), replace: place(first..<type.upperBound),
            with: isBound ? field : field + " \(from) \"\(written)\"")
        ]))
    skipToken()
  }

  /// True at a sign or word that parts cases. Behind a comma a field may stand, which has a type.
  private var isAtCaseSlip: Bool {
    guard !token.startsLine, case let next = lookahead(), next.kind == .identifier, !next.startsLine else {
      return false
    }
    switch kind {
    case .divide: return true
    case .unknown: return tokenBytes.elementsEqual("、".utf8)
    case .identifier: return at(.or)
    case .comma:
      var lexer = Lexer(bytes: bytes, from: next.range.upperBound, limit: bytes.count)
      let behind = lexer.next()
      switch behind.kind {
      case .rightBrace, .comma, .bar, .semicolon, .end, .equal, .question: return true
      case .identifier where !behind.startsLine:
        // `a, b from "…"`: a field has a type before that.
        return Keyword.spelled(bytes[behind.range]) == .from && lexer.next().kind == .string
      default: return behind.startsLine
      }
    default: return false
    }
  }

  /// True at a name with a type behind it on one line, or at a word that begins a step.
  var isAtItem: Bool {
    guard kind == .identifier, !token.startsLine else { return false }
    if at(anyOf: [.set, .expect]) { return true }
    let next = lookahead()
    guard !next.startsLine, next.kind == .identifier || next.kind == .unitSign else { return false }
    return Keyword.spelled(bytes[next.range]).map { Self.fieldTypes.contains($0) } ?? true
  }

  /// The words of the language that a field's type begins with.
  static let fieldTypes: [Keyword] = [.text, .bool, .date, .year, .number, .one]

  /// Reports that the next item stands on the line of another.
  mutating func reportMissingSeparator() {
    let found = String(decoding: tokenBytes, as: UTF8.self)
    let end = token.triviaStart
    report(
      Diagnostic(
        .unexpectedToken, at: place(token.range),
        Message(en: "expected the end of the line or ‘;’, found ‘\(found)’", zh: "此处应为行尾或“;”，却是“\(found)”"),
        fixIts: [
          FixIt(
            Message(en: "put ‘;’ before ‘\(found)’", zh: "在“\(found)”之前加“;”"), replace: place(end..<end), with: ";")
        ]))
  }
}
