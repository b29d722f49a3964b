import EvrepSource

// Words and signs that are none of the language, where it is plain which one is meant: they are reported and taken for
// that one, so that what stands behind them is read. Looked for only where a token fits nothing.
extension Parser {
  /// Takes the next token in the place of one of `keywords`, reported: another word for it, a misspelling of it, or a
  /// Chinese one that has run into the word behind it. Nil, and nothing taken, where it is none of that.
  ///
  /// - Parameters:
  ///   - kind: the leaf that the word becomes; `error` where what follows is not to be looked into.
  ///   - startsLine: true where the word may begin a line.
  @discardableResult
  mutating func acceptSlip(for keywords: [Keyword], as kind: SyntaxKind = .keyword, startsLine: Bool = false)
    -> Keyword?
  {
    guard let (word, keyword) = slip(for: keywords, startsLine: startsLine) else { return nil }
    if let word {
      reportSlip(word)
      if kind == .error { skipToken() } else { bump(meant: keyword) }
    } else {
      reportGlued(keyword)
      splitToken(at: keyword.spellings.chinese.utf8.count)
      bump(as: .keyword)
    }
    return keyword
  }

  /// Which of `keywords` the next token stands for, and how that is spelled; no spelling where the word is there and has
  /// run into what is behind it.
  func slip(for keywords: [Keyword], startsLine: Bool = false) -> (word: String?, keyword: Keyword)? {
    guard kind == .identifier || kind == .unknown,
      !token.startsLine || startsLine || Keyword.declarations == keywords
    else { return nil }
    let spellings = keywords.flatMap { [($0.spellings.english, $0), ($0.spellings.chinese, $0)] }
    // 或者 is another word for 或, and no 或 that has run into 者.
    if Synonyms.match(for: String(decoding: tokenBytes, as: UTF8.self), in: spellings.map(\.0)) == nil,
      let glued = keywords.first(where: isGlued), glued != .top || isNumbered(behind: glued)
    {
      return (nil, glued)
    }
    return meant(spellings)
  }

  /// True at a word behind an operand that is none of the language, or at a sign that is none.
  var isAtStrayWord: Bool { !token.startsLine && (kind == .unknown || (kind == .identifier && word == nil)) }

  /// Takes a sign or word of comparison that is spelled otherwise as the comparison that is meant, reported.
  mutating func acceptComparisonSlip() -> Bool {
    if acceptComparisonPhrase(from: token) || acceptPartedSign() { return true }
    guard isAtStrayWord else { return false }
    let signs: [(String, SyntaxKind)] = [
      ("=", .equal), ("!=", .notEqual), ("<", .less), ("<=", .lessEqual), (">", .greater), (">=", .greaterEqual),
    ]
    guard let (sign, kind) = meant(signs, isSign: true) else { return false }
    reportSlip(sign)
    bump(as: kind)
    return true
  }

  /// Takes `! =` as the sign that it is in two parts, reported.
  private mutating func acceptPartedSign() -> Bool {
    guard tokenBytes.elementsEqual("!".utf8), lookahead().kind == .equal else { return false }
    let range = start..<lookahead().range.upperBound
    reportSlip("!=", at: range)
    bump(as: .notEqual)
    bump(as: .trivia)
    return true
  }

  /// Comparisons in several words.
  private static let phrases: [(words: [String], sign: String, kind: SyntaxKind)] = [
    (["greater", "than", "or", "equal", "to"], ">=", .greaterEqual), (["greater", "than"], ">", .greater),
    (["more", "than"], ">", .greater), (["less", "than", "or", "equal", "to"], "<=", .lessEqual),
    (["less", "than"], "<", .less), (["fewer", "than"], "<", .less), (["at", "least"], ">=", .greaterEqual),
    (["at", "most"], "<=", .lessEqual), (["no", "more", "than"], "<=", .lessEqual),
    (["not", "more", "than"], "<=", .lessEqual), (["no", "less", "than"], ">=", .greaterEqual),
    (["no", "fewer", "than"], ">=", .greaterEqual), (["not", "less", "than"], ">=", .greaterEqual),
    (["equal", "to"], "=", .equal), (["not", "equal", "to"], "!=", .notEqual), (["below"], "<", .less),
    (["under"], "<", .less), (["above"], ">", .greater), (["over"], ">", .greater),
  ]

  /// Takes the words from the next token on, the first of which may be `is`, as the comparison that they say, reported.
  ///
  /// - Parameter first: the next token, or one behind it that the words begin with.
  mutating func acceptComparisonPhrase(from first: Token) -> Bool {
    guard first.kind == .identifier, !first.startsLine, bytes[first.range].count < 8,
      bytes[first.range.lowerBound] < 0x80
    else { return false }
    var (words, end) = ([String(decoding: bytes[first.range], as: UTF8.self)], [first.range.upperBound])
    var rest = Lexer(bytes: bytes, from: first.range.upperBound, limit: lexer.limit, hasComments: lexer.hasComments)
    while words.count < 5, case let next = rest.next(), next.kind == .identifier, !next.startsLine {
      words.append(String(decoding: bytes[next.range], as: UTF8.self))
      end.append(next.range.upperBound)
    }
    guard let phrase = Self.phrases.first(where: { words.starts(with: $0.words) }) else { return false }
    let range = start..<end[phrase.words.count - 1]
    reportSlip(phrase.sign, at: range)
    bump(as: phrase.kind)
    while kind != .end, start < range.upperBound { bump(as: .trivia) }
    return true
  }

  /// The word of `candidates` that the next token is another word for, or spelled nearly as, and what it stands for.
  private func meant<Value>(_ candidates: [(String, Value)], isSign: Bool = false) -> (String, Value)? {
    let found = String(decoding: tokenBytes, as: UTF8.self)
    let spellings = candidates.map(\.0)
    guard let nearest = Nearest.find(for: found, in: spellings), let index = spellings.firstIndex(of: nearest.name)
    else {
      return nil
    }
    switch nearest.manner {
    // One letter off a word of one or two is no likeness.
    case .spelling:
      if isSign || min(found.utf8.count, nearest.name.utf8.count) < 3 { return nil }
      // Nor is a word meant that is as near as another: 达到 and 未达到 are opposites.
      let ties = Nearest.ties(for: found, in: spellings).compactMap(spellings.firstIndex)
      if ties.contains(where: { $0 / 2 != index / 2 }) { return nil }
    case .form, .meaning: break
    }
    // A sign says nothing of the language that is written in.
    let isText = found.utf8.contains { $0 | 0x20 >= UInt8(ascii: "a") }
    if !isSign, !isText || kind == .unknown {
      let pair = index - index % 2
      return candidates[isChinese && pair + 1 < candidates.count ? pair + 1 : pair]
    }
    return candidates[index]
  }

  /// True where the last word of the language before the next token is spelled in Chinese.
  var isChinese: Bool { builder.lastKeyword.map { bytes[$0] >= 0x80 } ?? false }

  /// True where the next token begins with the word's Chinese spelling and goes on.
  func isGlued(_ keyword: Keyword) -> Bool {
    let chinese = keyword.spellings.chinese.utf8
    return kind == .identifier && tokenBytes.count > chinese.count && tokenBytes.starts(with: chinese)
  }

  /// True where a digit follows the word's Chinese spelling in the next token: 前3.
  private func isNumbered(behind keyword: Keyword) -> Bool {
    tokenBytes.dropFirst(keyword.spellings.chinese.utf8.count).first.map { (0x30...0x39).contains($0) } ?? false
  }

  /// Reports the next token: `word` is what has to stand in its place.
  mutating func reportSlip(_ word: String) { reportSlip(word, at: token.range) }

  mutating func reportSlip(_ word: String, at range: ByteRange, notes: [Message] = []) {
    let found = String(decoding: bytes[range], as: UTF8.self)
    report(
      Diagnostic(
        .unexpectedToken, at: place(range),
        Message(en: "expected ‘\(word)’, found ‘\(found)’", zh: "此处应为“\(word)”，却是“\(found)”"), notes: notes,
        fixIts: [
          FixIt(Message(en: "write ‘\(word)’", zh: "写作“\(word)”"), replace: place(range), with: word, isSafe: true)
        ]))
  }

  /// Reports the next token, which `keyword` has run into.
  mutating func reportGlued(_ keyword: Keyword) {
    let word = keyword.spellings.chinese
    let end = token.range.lowerBound + word.utf8.count
    reportGlued(
      token.range, Message(en: "put a blank behind ‘\(word)’", zh: "在“\(word)”之后加空格"), replace: end..<end, with: " ")
  }

  /// Reports words that have run into each other, and how they are written.
  mutating func reportGlued(_ range: ByteRange, _ written: String) {
    reportGlued(range, Message(en: "write ‘\(written)’", zh: "写作“\(written)”"), replace: range, with: written)
  }

  private mutating func reportGlued(_ range: ByteRange, _ fix: Message, replace part: ByteRange, with text: String) {
    let found = String(decoding: bytes[range], as: UTF8.self)
    report(
      Diagnostic(
        .unexpectedToken, at: place(range),
        Message(en: "‘\(found)’ is read as one word", zh: "“\(found)”会被读成一个词"),
        notes: [Self.wordsStandApart], fixIts: [FixIt(fix, replace: place(part), with: text, isSafe: true)]))
  }

  /// Reports the word before the next token where one of the language has run into its end: 学校其中. False where none has.
  ///
  /// - Parameter words: those that may stand there.
  mutating func reportGluedBefore(
    _ words: [Keyword] = Keyword.clauses + [.and, .or, .then, .else, .is]
  ) -> Bool {
    guard let last = builder.nodes.last(where: { $0.kind.rawValue < SyntaxKind.file.rawValue && $0.kind != .trivia }),
      last.kind == .identifier
    else { return false }
    let range = Int(last.start)..<Int(last.end)
    guard let word = words.first(where: { isGlued($0, behind: range) }) else { return false }
    let chinese = word.spellings.chinese
    let start = range.upperBound - chinese.utf8.count
    reportGlued(
      range, Message(en: "put a blank before ‘\(chinese)’", zh: "在“\(chinese)”之前加空格"), replace: start..<start, with: " "
    )
    return true
  }

  func isGlued(_ keyword: Keyword, behind range: ByteRange) -> Bool {
    let chinese = keyword.spellings.chinese.utf8
    return range.count > chinese.count && bytes[range].suffix(chinese.count).elementsEqual(chinese)
  }

  private static let wordsStandApart = Message(
    en: "words of the language stand apart from names", zh: "语言的用词与名字之间要有空格")
}
