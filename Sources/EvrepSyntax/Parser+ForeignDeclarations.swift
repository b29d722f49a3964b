import EvrepSource

// Declarations as other languages have them: checks without a name, definitions with a type, notes behind other signs. Each
// is one message that says what is written here, and what stands there is read as that.
extension Parser {
  /// Reports what another language has, with what is written here in its place.
  ///
  /// - Parameters:
  ///   - part: what is replaced; nil for what is pointed at.
  ///   - written: nil where that is not known.
  mutating func reportForeign(
    _ range: ByteRange, _ message: Message, replacing part: ByteRange? = nil, with written: String?,
    isSafe: Bool = false, isSure: Bool = true, notes: [Message] = []
  ) {
    let fix = written.map { text in
      FixIt(
        text.isEmpty
          ? Message(en: "take it out", zh: "删去") : Message(en: "write ‘\(text)’", zh: "写作“\(text)”"),
        replace: place(part ?? range), with: text, isSafe: isSafe)
    }
    var finding = Diagnostic(
      .unexpectedToken, at: place(range), message, notes: notes, fixIts: fix.map { [$0] } ?? [])
    if isSure { finding.evidence = .otherLanguage }
    report(finding)
  }

  /// What stands in `range`, as text.
  func text(_ range: ByteRange) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// What stands in `range`, without the blanks around it.
  func trimmed(_ range: ByteRange) -> ByteRange {
    var (first, last) = (range.lowerBound, max(range.lowerBound, range.upperBound))
    while first < last, bytes[first] <= 0x20 { first += 1 }
    while last > first, bytes[last - 1] <= 0x20 { last -= 1 }
    return first..<last
  }

  // MARK: Checks

  /// Words of other languages for a check, which are no words of declarations here.
  private static let checkWords = ["require", "requires", "expect", "must", "test", "必须", "要求", "确保", "保证"].map {
    Array($0.utf8)
  }

  /// True at a word for `check`, `isNear` to it or another, with a condition behind it and no name.
  func isNamelessCheckWord(isNear: Bool) -> Bool {
    guard kind == .identifier, isNear || Self.checkWords.contains(where: { $0.elementsEqual(tokenBytes) }) else {
      return false
    }
    return isNamelessCondition(lookahead())
  }

  private static let comparisons: [SyntaxKind] = [
    .less, .lessEqual, .greater, .greaterEqual, .equal, .notEqual, .approximate,
  ]

  /// The tokens from `first` on up to the end of their line, some dozens at most.
  private func line(from first: Token) -> [Token] {
    var (tokens, copy) = ([first], lexer)
    if first.range != token.range { _ = copy.next() }
    while tokens.count < 64, case let next = copy.next(), next.kind != .end, !next.startsLine { tokens.append(next) }
    return tokens
  }

  private func isComparison(_ token: Token) -> Bool {
    if Self.comparisons.contains(token.kind) { return true }
    guard token.kind == .identifier || token.kind == .unknown else { return false }
    let word = bytes[token.range]
    if let keyword = Keyword.spelled(word) { return [.in, .is, .meets, .misses].contains(keyword) }
    return Synonyms.match(for: String(decoding: word, as: UTF8.self), in: ["=", "!=", "<", "<=", ">", ">="]) != nil
  }

  /// True where `first`, the next token or the one behind it, begins the condition of a check: `total > 3`, `: total > 3`,
  /// `(total > 3, "message")`, `"message": total > 3`.
  private func isNamelessCondition(_ first: Token) -> Bool {
    guard !first.startsLine else { return false }
    let tokens = line(from: first)
    guard tokens.count > 1, case let next = tokens[1] else { return false }
    func spells(_ keyword: Keyword) -> Bool { keyword.isSpelled(bytes[first.range]) }
    // A colon behind what may be a name leads to the condition.
    let comparison = tokens.firstIndex(where: isComparison)
    switch first.kind {
    case .colon: return true
    case .string: return plainName(first.range) == nil && (next.kind == .colon || comparison != nil)
    case .number, .minus, .leftParen: return comparison != nil
    case .identifier: break
    default: return false
    }
    let isOfName = next.kind == .colon || tokens.prefix(comparison ?? 0).contains { $0.kind == .colon }
    guard let comparison, !isOfName else { return false }
    switch next.kind {
    case .equal: return !tokens[2...].contains { isComparison($0) }
    case .dot, .plus, .minus, .times, .divide: return true
    case .leftParen: return next.triviaStart == next.range.lowerBound
    case .identifier: return comparison == 1 || spells(.not) || bytes[next.range].elementsEqual("not".utf8)
    default: return comparison == 1
    }
  }

  /// Takes a check that has no name, from its condition on, reported; false, and nothing taken, where it has one.
  mutating func parseNamelessCheck() -> Bool {
    let word = foreign.checkWord
    foreign.checkWord = nil
    guard !isNameTaken, word != nil || kind != .identifier || lookahead().kind != .colon,
      isNamelessCondition(token)
    else { return false }
    let (first, before, tokens) = (start, diagnostics.count, line(from: token))
    var message: ByteRange?
    if kind == .string {
      message = token.range
      passOver()
    }
    if kind == .colon || kind == .comma { passOver() }
    let isCall = isCheckCall(tokens)
    if isCall { passOver() }
    let begin = start
    parseExpression()
    let condition = trimmed(begin..<max(begin, builder.position))
    let isLoose = kind == .colon || kind == .comma
    if isLoose, lookahead().kind == .string || lookahead().kind == .unknown { passOver() }
    if kind == .string || kind == .unknown && isAtForeignText, !token.startsLine {
      let range = start
      parseString()
      message = trimmed(range..<builder.position)
    }
    if isCall, kind == .rightParen { passOver() }
    let name = checkName(of: condition)
    let written = "\(name): " + ([condition] + [message].compactMap(\.self)).map(text).joined(separator: " ")
    let isPlain = condition.lowerBound == first && !isLoose && !isCall
    let keyword = isChinese ? Keyword.check.spellings.chinese : Keyword.check.spellings.english
    let shown = condition.count > 80 || bytes[condition].contains(0x0A) ? "…" : text(condition)
    // `check roll = 3 pupils` may have lost a sign behind its name.
    let isEquation = word == nil && tokens.count > 1 && tokens[1].kind == .equal
    let isChain =
      Self.comparisons.contains(tokens.count > 1 ? tokens[1].kind : .end)
      && tokens.dropFirst(2).prefix { Keyword.spelled(bytes[$0.range]).map { $0 != .and && $0 != .or } ?? true }
        .contains { Self.comparisons.contains($0.kind) }
    let isWhole = diagnostics.count == before
    let range: ByteRange
    let mended: String
    switch (word, isPlain) {
    case (nil, true): (range, mended) = (first..<first, "\(name): ")
    case (nil, false):
      let touches = first > 0 && bytes[first - 1] > 0x20
      (range, mended) = (first..<builder.position, (touches ? " " : "") + written)
    case (let word?, true): (range, mended) = (word.lowerBound..<first, "\(keyword) \(name): ")
    case (let word?, false): (range, mended) = (word.lowerBound..<builder.position, "\(keyword) \(written)")
    }
    let example = "\(keyword) \(name): \(shown)"
    let finding = Diagnostic(
      .unexpectedToken, at: place(word ?? condition),
      Message(en: "a check has a name: ‘\(example)’", zh: "核验要有名字：“\(example)”"),
      fixIts: isWhole || isPlain
        ? [
          FixIt(
            isPlain && word == nil
              ? Message(en: "put ‘\(name):’ before it", zh: "在前面加“\(name):”")
              : Message(en: "write ‘\(mended)’", zh: "写作“\(mended)”"),
            replace: place(range), with: mended, isSafe: !isChain && !isEquation)
        ] : [])
    if diagnostics.count < Self.findingLimit { diagnostics.insert(finding, at: before) }
    return true
  }

  /// True for `(condition, "message")`, whose first token is the first of these.
  private func isCheckCall(_ tokens: [Token]) -> Bool {
    guard kind == .leftParen else { return false }
    var depth = 0
    for token in tokens.drop(while: { $0.range.lowerBound < start }) {
      switch token.kind {
      case .leftParen: depth += 1
      case .rightParen:
        depth -= 1
        if depth == 0 { return false }
      case .comma where depth == 1: return true
      default: break
      }
    }
    return false
  }

  /// A name for a check of this condition, which no other has: the first name in it that is no function's.
  private mutating func checkName(of condition: ByteRange) -> String {
    var names = foreign.checkNames ?? declaredChecks()
    var lexer = Lexer(bytes: bytes, from: condition.lowerBound, limit: condition.upperBound)
    var (found, last) = (String?.none, lexer.next())
    while found == nil, last.kind != .end {
      let next = lexer.next()
      if last.kind == .identifier, next.kind != .leftParen, Keyword.spelled(bytes[last.range]) == nil {
        found = text(last.range)
      }
      last = next
    }
    let word = isChinese ? Keyword.check.spellings.chinese : Keyword.check.spellings.english
    var (name, number) = (found ?? word + "1", 1)
    while names.contains(name) {
      number += 1
      name = (found ?? word) + String(number)
    }
    names.insert(name)
    foreign.checkNames = names
    return name
  }

  /// The names of the checks of the file. O(bytes).
  private func declaredChecks() -> Set<String> {
    var (names, offset) = (Set<String>(), 0)
    let (english, chinese) = Keyword.check.spellings
    while offset < bytes.count {
      let end = nextLine(after: offset)
      if bytes[offset..<end].starts(with: english.utf8) || bytes[offset..<end].starts(with: chinese.utf8) {
        var lexer = Lexer(bytes: bytes, from: offset, limit: end)
        _ = lexer.next()
        let name = lexer.next()
        if name.kind == .identifier, lexer.next().kind == .colon { names.insert(text(name.range)) }
      }
      offset = end
    }
    return names
  }

  // MARK: Types

  /// How far a type of another language is looked for.
  private static let typeReach = 8

  /// True at `: pupils =`, or `-> number =`, behind the name of a definition.
  private var isAtForeignType: Bool {
    guard kind == .colon || kind == .minus && lookahead().kind == .greater else { return false }
    let tokens = lookahead(Self.typeReach)
    guard let end = tokens.firstIndex(where: { $0.kind == .equal || $0.startsLine }), tokens[end].kind == .equal else {
      return false
    }
    // `let now: rows where year = 2022` has another sign before its value.
    return end > 0
      && tokens[..<end].allSatisfy { token in
        switch token.kind {
        case .unitSign, .question, .divide, .less, .greater, .leftBracket, .rightBracket: true
        case .identifier: Keyword.spelled(bytes[token.range]).map { !Keyword.operators.contains($0) } ?? true
        default: false
        }
      }
  }

  /// Passes over the type behind the name of a definition, reported.
  mutating func skipForeignType() {
    guard isAtForeignType else { return }
    let first = token.triviaStart
    let isDeclared = lookahead().kind == .identifier && declared().values.contains(text(lookahead().range))
    while kind != .end, kind != .equal { passOver() }
    reportForeignType(trimmed(first..<token.triviaStart), replacing: first..<token.triviaStart, isSafe: !isDeclared)
  }

  private mutating func reportForeignType(_ range: ByteRange, replacing part: ByteRange, isSafe: Bool) {
    let found = text(range)
    reportForeign(
      range, Message(en: "a ‘let’ has no type: take out ‘\(found)’", zh: "“令”不写类型：请删去“\(found)”"),
      // b:g may be big.
      replacing: part, with: "", isSafe: isSafe, isSure: bytes[part].contains(0x20))
  }

  /// Passes over the type of a function's parameter, reported.
  mutating func skipParameterType() {
    guard kind == .colon, lookahead().kind == .identifier || lookahead().kind == .unitSign else { return }
    let first = token.triviaStart
    while ![.end, .comma, .rightParen, .equal].contains(kind), !token.startsLine { passOver() }
    reportForeignType(trimmed(first..<token.triviaStart), replacing: first..<token.triviaStart, isSafe: true)
  }

  // MARK: Notes

  /// Signs that a note begins with in other languages, at the beginning of a line and behind something.
  private static let (lineNotes, noteSigns) = (["#", "--", "/*", "<!--", "%", ";", "／／", "'"], ["#", "/*", "／／", ";"])
  private static let noteEnds = ["/*": "*/", "<!--": "-->"]

  /// The sign of a note of another language that is next; nil where there is none.
  private func noteSign(_ signs: [String]) -> String? {
    guard token.range.count <= 3, bytes.indices.contains(start) else { return nil }
    let line = bytes[start..<min(bytes.count, start + 6)]
    return signs.first { line.starts(with: $0.utf8) }
  }

  /// Takes a line that is a note in other languages, reported: `# note`, `-- note`, `/* note */`. False where none is next.
  /// A sign before a declaration that touches it is no note's, `#let`, and is passed over.
  mutating func takeForeignNote() -> Bool {
    guard let sign = noteSign(Self.lineNotes) else { return false }
    if sign == "#", case let line = start + 1..<nextLine(after: start), HeaderLine(bytes: bytes, range: line).declares,
      bytes[start + 1] > 0x20
    {
      reportForeign(
        token.range, Message(en: "a declaration begins with its word, and no ‘#’", zh: "声明以首词开头，前面不写“#”"), with: "",
        isSafe: true)
      passOver()
      beginDeclaration()
      parseDeclaration()
      return true
    }
    return takeNote(sign)
  }

  /// True at a note of another language behind what has been read on its line, or on a line of its own among the items
  /// of a declaration.
  var isAtForeignNote: Bool {
    guard kind != .end, kind != .identifier, token.triviaStart < start || kind == .hash,
      let sign = noteSign(Self.noteSigns)
    else { return false }
    // Behind `;` another item may stand.
    guard sign == ";" else { return true }
    let rest = token.range.upperBound..<max(token.range.upperBound, trimmed(start..<nextLine(after: start)).upperBound)
    return brackets.isEmpty && lookahead().kind == .identifier && !lookahead().startsLine
      && !bytes[rest].contains { [UInt8(ascii: "="), UInt8(ascii: "\""), UInt8(ascii: ":")].contains($0) }
      && !HeaderLine(bytes: bytes, range: trimmed(rest)).declares
  }

  /// True at `/*`, which no division is.
  var isAtBlockNote: Bool { start + 1 < bytes.count && bytes[start + 1] == UInt8(ascii: "*") && tokenBytes.count == 1 }

  /// Takes the note, reported.
  mutating func takeTrailingNote() { _ = noteSign(Self.noteSigns).map { takeNote($0) } }

  private mutating func takeNote(_ sign: String) -> Bool {
    let first = start
    var end = nextLine(after: first)
    let limit = min(bytes.count, first + 4096)
    if let closing = Self.noteEnds[sign].map({ Array($0.utf8) }) {
      var offset = first + sign.utf8.count
      while offset < limit, !bytes[offset...].starts(with: closing) { offset += 1 }
      if offset < limit { end = offset + closing.count }
    }
    while end > first, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
    let written = Self.note(text(first..<end), sign)
    // What stands behind `*/` on its line would become part of the note.
    let rest = bytes[end..<nextLine(after: max(first, end - 1))]
    let isWhole = rest.allSatisfy { $0 <= 0x20 }
    let isDeclaration =
      sign == ";" && HeaderLine(bytes: bytes, range: trimmed(first + 1..<max(first + 1, end))).declares
    report(
      Diagnostic(
        .unexpectedToken, at: place(first..<first + sign.utf8.count),
        Message(en: "a note begins with ‘//’", zh: "注释以“//”开头"),
        fixIts: [
          FixIt(
            Message(en: "write ‘//’", zh: "写作“//”"), replace: place(first..<end), with: written,
            isSafe: isWhole && sign != "'" && !isDeclaration)
        ]))
    take(.trivia, to: end)
    return true
  }

  /// The note with the sign of this language, before each of its lines.
  private static func note(_ found: String, _ sign: String) -> String {
    var text = found.dropFirst(sign.count)
    if let closing = noteEnds[sign], text.hasSuffix(closing) { text = text.dropLast(closing.count) }
    while sign == "#" && text.first == "#" || sign == "/*" && text.first == "*" { text = text.dropFirst() }
    let lines = text.split(whereSeparator: \.isNewline).map { line in
      var line = line.drop { $0 == " " || $0 == "\t" }
      if sign == "/*", line.first == "*" { line = line.dropFirst().drop { $0 == " " } }
      while line.last == " " { line = line.dropLast() }
      return line
    }
    let kept = lines.filter { !$0.isEmpty }
    return kept.isEmpty ? "//" : kept.map { "// " + $0 }.joined(separator: "\n")
  }
}
