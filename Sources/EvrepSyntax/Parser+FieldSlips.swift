import EvrepSource

// Slips between the fields of a table and between the cases of an enumeration.
extension Parser {
  /// `a | b`; other signs between the cases are reported once, and taken for bars.
  mutating func parseCases() {
    let first = start
    var cases: [String] = []
    var slip: ByteRange?
    while true {
      cases.append(String(decoding: tokenBytes, as: UTF8.self))
      expectName(Message(en: "a case", zh: "取值"))
      if accept(.bar) { continue }
      guard isAtCaseSlip else { break }
      slip = slip ?? token.range
      skipToken()
    }
    guard let slip else { return }
    let (found, written) = (String(decoding: bytes[slip], as: UTF8.self), cases.joined(separator: " | "))
    report(
      Diagnostic(
        .unexpectedToken, at: place(slip),
        Message(en: "cases are parted by ‘|’, not by ‘\(found)’", zh: "取值之间用“|”隔开，不用“\(found)”"),
        fixIts: [
          FixIt(
            Message(en: "write ‘\(written)’", zh: "写作“\(written)”"), replace: place(first..<builder.position),
            with: written, isSafe: true)
        ]))
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
    let next = lookahead()
    guard !next.startsLine, next.kind == .identifier || next.kind == .unitSign else { return false }
    return Keyword.spelled(bytes[next.range]).map { Self.fieldTypes.contains($0) } ?? true
  }

  /// The words of the language that a field's type begins with.
  private static let fieldTypes: [Keyword] = [.text, .bool, .date, .year, .number, .one]

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
