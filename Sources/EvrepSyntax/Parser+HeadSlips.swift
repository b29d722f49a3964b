import EvrepSource

// Inline blocks whose head is none.
extension Parser {
  /// True for a word behind a brace that is meant as `when`: 当计数(…), 若 …, if …. A name may begin so, and `if` an
  /// expression: it is a head where the rest of the paragraph has an `{end}` too many.
  ///
  /// - Parameter open: how many inline blocks are open.
  private func isHeadSlip(_ word: Token, limit: Int, open: Int) -> Bool {
    let text = bytes[word.range]
    let when = Keyword.when.spellings.chinese.utf8
    let isGlued = text.count > when.count && text.starts(with: when)
    let isOther = Self.headWords.contains { $0.elementsEqual(text) }
    guard isGlued || isOther || isNearWhen(text) else { return false }
    // Whatever can follow a name or a call makes the word one.
    var lexer = Lexer(bytes: bytes, from: word.range.upperBound, limit: limit)
    let next = lexer.next()
    if next.kind == .rightBrace || next.kind == .colon || next.kind == .end { return false }
    if !isGlued, !isOther, next.kind != .identifier && next.kind != .number { return false }
    if Keyword.if.isSpelled(text) {
      var token = next
      while token.kind != .rightBrace, token.kind != .end {
        if token.kind == .identifier, Keyword.then.isSpelled(bytes[token.range]) { return false }
        token = lexer.next()
      }
    }
    return endsTooMany(behind: word.range.upperBound, open: open)
  }

  private func isNearWhen(_ text: ArraySlice<UInt8>) -> Bool {
    // A name in Chinese is none; a letter of full width begins with EF.
    text.count >= 3 && text.contains { $0 < 0x80 || $0 == 0xEF }
      && Nearest.misspelled(String(decoding: text, as: UTF8.self), in: [Keyword.when.spellings.english]) != nil
  }

  /// Other words for `when`.
  private static let headWords: [[UInt8]] = Synonyms.others(for: Keyword.when.spellings.english).map { Array($0.utf8) }

  /// What the token right behind a brace is meant as, where it is none of the words of inline blocks.
  ///
  /// - Parameter depth: how many inline blocks are open.
  func inlineSlip(_ word: Token, limit: Int, depth: Int) -> HoleKind {
    if word.kind == .identifier, isHeadSlip(word, limit: limit, open: depth) { return .when }
    if depth > 0 {
      let kind = branchSlip(word, limit: limit, depth: depth)
      if kind != .expression { return kind }
    }
    return isCondition(word, limit: limit) && endsTooMany(behind: word.range.upperBound, open: depth)
      ? .when : .expression
  }

  /// What a token right behind a brace is meant as inside an inline block: {else} is {otherwise}, {endif} is {end}.
  private func branchSlip(_ word: Token, limit: Int, depth: Int) -> HoleKind {
    var lexer = Lexer(bytes: bytes, from: word.range.upperBound, limit: limit)
    if word.kind == .rightBrace, lacksEnd(behind: word.range.upperBound, depth: depth) { return .end }
    let next = lexer.next()
    if isEndSlip(word, next, &lexer), lacksEnd(behind: word.range.upperBound, depth: depth) { return .end }
    guard word.kind == .identifier, next.kind != .end else { return .expression }
    let text = bytes[word.range]
    let isAlone = next.kind == .rightBrace
    if !isAlone, Self.elseIfWords.contains(where: { $0.elementsEqual(text) }) { return .otherwise }
    let goesOn = next.kind == .identifier && [Keyword.when, .if].contains { $0.isSpelled(bytes[next.range]) }
    guard isAlone || goesOn else { return .expression }
    let isMeant =
      Self.elseWords.contains { $0.elementsEqual(text) }
      || Nearest.misspelled(String(decoding: text, as: UTF8.self), in: [Keyword.otherwise.spellings.english]) != nil
    return isMeant ? .otherwise : .expression
  }

  private static let elseWords = ["else", "不然", "否者"].map { Array($0.utf8) }
  private static let elseIfWords = ["elif", "elsif", "elseif"].map { Array($0.utf8) }

  /// True for `{endif}`, `{ende}`, `{end if}`, `{/when}`, and for `{end` without its brace, where `next` stands behind `word`
  /// and the lexer behind that.
  private func isEndSlip(_ word: Token, _ next: Token, _ lexer: inout Lexer) -> Bool {
    if word.kind == .divide { return next.kind == .identifier && lexer.next().kind == .rightBrace }
    guard word.kind == .identifier else { return false }
    if Keyword.end.isSpelled(bytes[word.range]) {
      if next.kind == .identifier, case var copy = lexer, copy.next().kind == .rightBrace { return true }
      var token = next
      while token.kind != .rightBrace, token.kind != .leftBrace, token.kind != .end { token = lexer.next() }
      return token.kind != .rightBrace
    }
    let (english, chinese) = Keyword.end.spellings
    return next.kind == .rightBrace
      && Nearest.match(for: String(decoding: bytes[word.range], as: UTF8.self), in: [english, chinese]) != nil
  }

  /// True where the hole holds a comparison outside brackets, which a hole cannot print.
  private func isCondition(_ first: Token, limit: Int) -> Bool {
    var lexer = Lexer(bytes: bytes, from: first.range.upperBound, limit: limit)
    var depth = first.kind == .leftParen ? 1 : 0
    var isFound = false
    while true {
      let token = lexer.next()
      switch token.kind {
      case .rightBrace: return isFound
      case .end, .colon, .leftBrace: return false
      case .leftParen: depth += 1
      case .rightParen: depth -= 1
      case .less, .lessEqual, .greater, .greaterEqual, .equal, .notEqual: if depth == 0 { isFound = true }
      case .identifier where depth == 0:
        let text = bytes[token.range]
        if Keyword.meets.isSpelled(text) || Keyword.misses.isSpelled(text) || Keyword.is.isSpelled(text) {
          isFound = true
        }
        if Keyword.where.isSpelled(text) || Keyword.if.isSpelled(text) || Keyword.then.isSpelled(text) { return false }
      default: break
      }
    }
  }

  // MARK: Words

  /// Takes `when`, another word for it, or reports that it is missing.
  mutating func takeWhen() {
    if accept(.when) || acceptSlip(for: [.when]) != nil { return }
    let (english, chinese) = Keyword.when.spellings
    reportLostWord(bytes[start] < 0x80 ? english : chinese)
  }

  /// Takes `end`, and what is written for it, reported.
  mutating func takeEnd() {
    let (english, chinese) = Keyword.end.spellings
    if kind == .divide {
      let range = start..<lookahead().range.upperBound
      reportSlip(bytes[lookahead().range.lowerBound] < 0x80 ? english : chinese, at: range)
      skipToken()
      return skipToken()
    }
    if kind == .rightBrace { return reportLostWord(isChinese ? chinese : english, blank: false) }
    if !at(.end) {
      reportSlip(bytes[start] < 0x80 ? english : chinese)
      return bump(as: .keyword)
    }
    let word = token.range
    bump(as: .keyword)
    guard kind == .identifier, braceFollows(token.range.upperBound, lexer.limit) else { return }
    reportSlip(String(decoding: bytes[word], as: UTF8.self), at: word.lowerBound..<token.range.upperBound)
    skipToken()
  }

  /// Takes `otherwise` and the `when` behind it; other words for them, `else if`, are one slip. True where a condition is
  /// next.
  mutating func takeOtherwise() -> Bool {
    if accept(.otherwise) { return accept(.when) || (at(.if) && acceptSlip(for: [.when]) != nil) }
    let first = token.range
    var range = first
    bump(as: .keyword)
    let hasCondition = kind != .rightBrace
    if at(.when) || at(.if) {
      range = first.lowerBound..<token.range.upperBound
      bump(as: .keyword)
    }
    let (word, when) = (Keyword.otherwise.spellings, Keyword.when.spellings)
    let written = bytes[first.lowerBound] < 0x80 ? [word.english, when.english] : [word.chinese, when.chinese]
    reportSlip(written.prefix(hasCondition ? 2 : 1).joined(separator: " "), at: range)
    return hasCondition
  }

  // MARK: Fences

  /// The colons that a fence line begins with, reported where they are missing or stand twice.
  mutating func takeFence(_ line: ByteRange) -> ByteRange {
    let fence = fenceRange(line)
    guard !fence.isEmpty else {
      reportLostFence(line.lowerBound..<lineContentEnd(line))
      return fence
    }
    let second = fenceRange(fence.upperBound..<line.upperBound)
    guard second.count >= 3 else { return fence }
    reportTwice(second, removing: fence.upperBound..<second.upperBound, .misspelledFence)
    return fence.lowerBound..<second.upperBound
  }

  /// True at a word that is meant to end a block, alone on its line: `::: end`.
  var isEndWord: Bool {
    guard kind == .identifier, lookahead().kind == .end else { return false }
    if at(.end) { return true }
    let text = String(decoding: tokenBytes, as: UTF8.self)
    return ["endwhen", "endif", "endeach", "endfor", "endproblem", "close", "fin", "结尾", "结束块"].contains(text)
  }

  /// Notes the last line before `line` that begins one of these blocks and lacks its `:::`, if there is one.
  mutating func noteLostHead(before line: ByteRange, _ blocks: [Keyword]) {
    if let head = lostHead(before: line.lowerBound, blocks) { lostHeads.insert(head) }
  }

  /// Where the last line before `end` begins that has the head of one of these blocks, without `:::`. The search passes
  /// lines that end a block, which the lost one may stand in, and ends at other fences.
  private func lostHead(before end: Int, _ blocks: [Keyword]) -> Int? {
    var end = end
    let limit = max(0, end - Self.headReach)
    while end > limit {
      var start = end - 1
      while start > limit, bytes[start - 1] != UInt8(ascii: "\n") { start -= 1 }
      if bytes[start] == UInt8(ascii: ":"), !bytes[start..<end].allSatisfy({ $0 == UInt8(ascii: ":") || $0 <= 0x20 }) {
        return nil
      }
      if bytes[start..<end].starts(with: "---".utf8) { return nil }
      if !lostHeads.contains(start), isHead(start..<end, blocks) { return start }
      end = start
    }
    return nil
  }

  /// Where the line ends without a fence at its end, `measures :::`.
  func withoutFence(_ line: ByteRange) -> Int {
    var end = line.upperBound
    while end > line.lowerBound, bytes[end - 1] <= 0x20 { end -= 1 }
    let last = end
    while end > line.lowerBound, bytes[end - 1] == UInt8(ascii: ":") { end -= 1 }
    guard last - end >= 3 else { return line.upperBound }
    while end > line.lowerBound, bytes[end - 1] <= 0x20 { end -= 1 }
    return end
  }

  /// True for a line with the head of one of these blocks: `each x in y`, `when` and a comparison, `problem … when`.
  private func isHead(_ line: ByteRange, _ blocks: [Keyword]) -> Bool {
    let line = line.lowerBound..<withoutFence(line)
    var lexer = Lexer(bytes: bytes, from: line.lowerBound, limit: line.upperBound)
    let first = lexer.next()
    guard first.kind == .identifier, first.range.lowerBound <= line.lowerBound + 3,
      let word = blocks.first(where: { $0.isSpelled(bytes[first.range]) })
    else { return false }
    var tokens: [Token] = []
    while tokens.count < 64, case let token = lexer.next(), token.kind != .end {
      // `problem ::: name when …`
      if token.kind != .colon || !tokens.isEmpty { tokens.append(token) }
    }
    func spells(_ index: Int, _ keyword: Keyword) -> Bool {
      index < tokens.count && tokens[index].kind == .identifier && keyword.isSpelled(bytes[tokens[index].range])
    }
    switch word {
    case .each: return spells(1, .in)
    case .problem: return spells(0, .when) || spells(1, .when)
    case .series, .measures: return tokens.isEmpty
    case .otherwise: return tokens.isEmpty || spells(0, .when)
    default:
      return tokens.contains { [.less, .lessEqual, .greater, .greaterEqual, .equal, .notEqual].contains($0.kind) }
    }
  }

  // MARK: Lost braces

  /// The name of `#name}`, whose opening brace is lost: behind a blank, in the prose that is not yet in the tree.
  func lostAnchor(before brace: ByteRange) -> ByteRange? {
    var hash = brace.lowerBound
    while hash > builder.position, bytes[hash - 1] != UInt8(ascii: "#"), bytes[hash - 1] > 0x20 { hash -= 1 }
    guard hash - 1 > builder.position, bytes[hash - 1] == UInt8(ascii: "#"), bytes[hash - 2] == 0x20 else { return nil }
    var lexer = Lexer(bytes: bytes, from: hash, limit: brace.lowerBound)
    let name = lexer.next()
    return name.kind == .identifier && name.range == hash..<brace.lowerBound ? name.range : nil
  }

  /// The word before a stray brace, in the prose that is not yet in the tree.
  func lostWord(_ word: Keyword, before brace: ByteRange) -> ByteRange? {
    let (english, chinese) = word.spellings
    for spelling in [english.utf8, chinese.utf8] {
      let start = brace.lowerBound - spelling.count
      guard start >= builder.position, bytes[start..<brace.lowerBound].elementsEqual(spelling) else { continue }
      let isASCII = bytes[start] < 0x80
      if isASCII, start > 0, bytes[start - 1] | 0x20 >= UInt8(ascii: "a"), bytes[start - 1] < 0x80 { continue }
      return start..<brace.lowerBound
    }
    return nil
  }

  /// The `when` of a condition before a stray brace, in the prose of its line that is not yet in the tree; nil where the
  /// rest of the paragraph has no `{end}` too many.
  func lostWhen(before brace: ByteRange, depth: Int) -> ByteRange? {
    var start = brace.lowerBound - 1
    while start >= builder.position, bytes[start] != UInt8(ascii: "\n") {
      if let end = whenEnd(start, before: brace.lowerBound) {
        return endsTooMany(behind: brace.upperBound, open: depth) ? start..<end : nil
      }
      start -= 1
    }
    return nil
  }

  /// The end of a `when` at `start` with a blank behind it; nil where there is none.
  private func whenEnd(_ start: Int, before limit: Int) -> Int? {
    let (english, chinese) = Keyword.when.spellings
    let isLatin = bytes[start] < 0x80
    let word = isLatin ? english : chinese
    let end = start + word.utf8.count
    guard end < limit, bytes[end] == 0x20, bytes[start..<end].elementsEqual(word.utf8) else { return nil }
    let touches = isLatin && start > 0 && bytes[start - 1] < 0x80 && bytes[start - 1] | 0x20 >= UInt8(ascii: "a")
    return touches ? nil : end
  }

  /// Where the second brace of `{{when`, `{{otherwise` or `{{end` stands; nil elsewhere.
  func doubledHead(_ range: ByteRange) -> Int? {
    var second = range.lowerBound + braceWidth(range.lowerBound)
    while second < range.upperBound, bytes[second] == 0x20 { second += 1 }
    let width = second < range.upperBound ? braceWidth(second) : 0
    guard width > 0 else { return nil }
    var lexer = Lexer(bytes: bytes, from: second + width, limit: range.upperBound)
    let word = lexer.next()
    guard word.kind == .identifier else { return nil }
    let text = bytes[word.range]
    return [Keyword.when, .otherwise, .end].contains { $0.isSpelled(text) } ? second : nil
  }

  /// True for `each x in`, `for x in` behind a brace.
  func isEachSlip(_ word: Token, limit: Int) -> Bool {
    let text = bytes[word.range]
    guard Keyword.each.isSpelled(text) || ["for", "foreach", "循环"].contains(where: { text.elementsEqual($0.utf8) })
    else { return false }
    var lexer = Lexer(bytes: bytes, from: word.range.upperBound, limit: limit)
    guard lexer.next().kind == .identifier, case let next = lexer.next(), next.kind == .identifier else { return false }
    return Keyword.in.isSpelled(bytes[next.range])
  }

  /// `{each x in t}`, at the brace: a block's head among the words of a line, reported. Its names are lost, and its
  /// `{end}` ends nothing.
  mutating func parseEachSlip() {
    let opening = token.range
    let node = builder.open(.error)
    bump()
    let (english, chinese) = Keyword.each.spellings
    let word = bytes[start] < 0x80 ? english : chinese
    bump(as: .keyword)
    let first = builder.position
    while kind != .end, kind != .rightBrace { bump() }
    let head = word + String(decoding: bytes[first..<builder.position], as: UTF8.self)
    _ = accept(.rightBrace)
    builder.close(node)
    looseEnds += 1
    report(
      Diagnostic(
        .unexpectedToken, at: place(opening.lowerBound..<builder.position),
        Message(en: "what goes through rows is a block, not a hole", zh: "逐行重复的内容是一个块，不能写成填空"),
        notes: [
          Message(
            en: "the lines are ‘::: \(head)’, the text for one row, and ‘:::’",
            zh: "分三部分写：一行“::: \(head)”，一行的内容，再一行“:::”")
        ], fixIts: linesOfRows(opening.lowerBound, head).map { [$0] } ?? []))
  }

  /// How far an `{end}` is looked for.
  private static let headReach = 4096

  /// True where the rest of the paragraph has an `{end}` more than blocks.
  ///
  /// - Parameter open: how many inline blocks are open.
  private func endsTooMany(behind start: Int, open: Int) -> Bool { balance(behind: start).lowest + open < 0 }

  /// True where the rest of the paragraph has not as many `{end}`s as blocks.
  ///
  /// - Parameter depth: how many inline blocks are open.
  func lacksEnd(behind start: Int, depth: Int) -> Bool { balance(behind: start).last + depth > 0 }

  /// How many inline blocks the rest of the paragraph opens more than it ends: at the least place, and at its end.
  private func balance(behind start: Int) -> (lowest: Int, last: Int) {
    var (depth, lowest) = (0, 0)
    var offset = start
    let limit = min(bytes.count, start + Self.headReach)
    while offset < limit {
      // A blank line or a fence ends every inline block.
      if bytes[offset] == UInt8(ascii: "\n"), offset + 1 < limit,
        bytes[offset + 1] == UInt8(ascii: "\n") || bytes[offset + 1] == UInt8(ascii: ":")
      {
        break
      }
      let length = braceWidth(offset)
      guard length > 0 else {
        offset += 1
        continue
      }
      offset += length
      var lexer = Lexer(bytes: bytes, from: offset, limit: limit)
      let word = lexer.next()
      guard word.kind == .identifier else { continue }
      if Keyword.when.isSpelled(bytes[word.range]) { depth += 1 }
      if Keyword.end.isSpelled(bytes[word.range]) { depth -= 1 }
      lowest = min(lowest, depth)
    }
    return (lowest, depth)
  }

  /// The length of `{` or ｛, where `closing` of `}` or ｝; 0 for anything else.
  func braceWidth(_ offset: Int, closing: Bool = false) -> Int {
    if bytes[offset] == (closing ? UInt8(ascii: "}") : UInt8(ascii: "{")) { return 1 }
    let isWide =
      offset + 2 < bytes.count && bytes[offset] == 0xEF && bytes[offset + 1] == 0xBD
      && bytes[offset + 2] == (closing ? 0x9D : 0x9B)
    return isWide ? 3 : 0
  }
}
