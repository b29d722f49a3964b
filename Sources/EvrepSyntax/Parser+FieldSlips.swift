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
      guard kind == .identifier, !token.startsLine else {
        if slip == nil { reportMissingCase(behind: bar) }
        break
      }
      cases.append(String(decoding: tokenBytes, as: UTF8.self))
      expectName(Message(en: "a case", zh: "取值"))
      let end = builder.position
      bar = token.range
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
            with: written, isSafe: isParted)
        ]))
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
