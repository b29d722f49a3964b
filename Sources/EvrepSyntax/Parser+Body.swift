import EvrepSource

extension Parser {
  /// A block or inline block that is open; its body node is open too.
  struct OpenBlock {
    let kind: SyntaxKind
    let node: Int
    var body: Int
    /// What a message about it points at.
    let opening: ByteRange
    let word: String
    /// True for measures outside a problem.
    var isOutside = false
    /// True behind an `otherwise` without a condition, which no further branch can follow.
    var hasFallback = false
    /// True where its head is such that it may have no `{end}`: one without a condition, or without the brace that ends it,
    /// which has taken the rest of the line in.
    var mayLackEnd = false
    /// The finding about its opening line, where that has other signs.
    var misspelled: Int?
  }

  /// How often the body is read, lines that lack their `:::` as those of blocks from the second time on.
  private static let readingLimit = 4

  /// The body, again where lines of blocks were found to lack their `:::`.
  mutating func parseBody() {
    foreign.index = nil
    let (count, position, before, lost) = (builder.count, builder.position, diagnostics.count, looseEnds)
    for _ in 1..<Self.readingLimit {
      let known = lostHeads.count + losses.lostMeasures.count
      readBody()
      guard lostHeads.count + losses.lostMeasures.count > known else { return }
      builder.rewind(to: count, at: position)
      diagnostics.removeLast(diagnostics.count - before)
      (looseEnds, quietEnd, holes) = (lost, 0, ParsedHoles())
      losses.restart()
    }
    readBody()
  }

  /// Prose, holes, comments and blocks, without recursion.
  private mutating func readBody() {
    var open: [OpenBlock] = []
    // Blocks and inline blocks beyond the nesting limit, which have no nodes.
    var skippedBlocks = 0
    var skippedInline = 0
    var scanner = ProseScanner(from: builder.position, heads: lostHeads)
    while let event = scanner.next(in: bytes) {
      if event.kind == .strayBrace, parseLostHole(endingAt: event.range, &open) {
        scanner.resume(at: builder.position)
        continue
      }
      builder.leaf(.prose, to: event.range.lowerBound)
      switch event.kind {
      case .escape: builder.leaf(.proseEscape, to: event.range.upperBound)
      case .comment: builder.leaf(.htmlComment, to: event.range.upperBound)
      case .strayBrace:
        builder.leaf(.prose, to: event.range.upperBound)
        reportStrayBrace(event.range)
      case .hole:
        parseProseHole(event.range, &open, &skippedInline)
      case .shortFence where !isFence(event.range, open), .marredFence where !isMarredFence(event.range, open):
        builder.leaf(.prose, to: event.range.upperBound)
      case .fence, .shortFence, .marredFence:
        skippedInline = 0
        let count = open.count
        let finding = event.kind == .fence ? nil : diagnostics.count - 1
        closeInline(&open)
        let marred = event.kind == .marredFence ? marredFence(event.range) : nil
        parseFenceLine(event.range, marred, &open, &skippedBlocks)
        if open.count > count, let last = open.indices.last { open[last].misspelled = finding }
      }
      scanner.resume(at: builder.position)
    }
    literals = scanner.literals
    builder.leaf(.prose, to: bytes.count)
    closeInline(&open)
    for block in open.reversed() {
      reportUnclosedBlock(block.opening, word: block.word, before: headingBehind(block.opening))
      builder.close(block.body)
      builder.close(block.node)
    }
  }

  /// The line of the first heading behind a block's opening that is of no lower level than the one before it; nil where there is none.
  private func headingBehind(_ opening: ByteRange) -> Int? {
    func level(_ line: ByteRange) -> Int? {
      let signs = bytes[line].prefix { $0 == UInt8(ascii: "#") }.count
      guard (1...6).contains(signs), line.count > signs, bytes[line.lowerBound + signs] == 0x20 else { return nil }
      return signs
    }
    var (limit, start) = (6, 0)
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      if let found = level(start..<end) {
        if start > opening.upperBound, found <= limit { return start }
        if start < opening.lowerBound { limit = found }
      }
      start = end + 1
    }
    return nil
  }

  // MARK: Inline

  /// A hole of the prose or the head of an inline block; `{{when`, with a brace too many, is reported.
  private mutating func parseProseHole(_ range: ByteRange, _ open: inout [OpenBlock], _ skipped: inout Int) {
    guard let second = doubledHead(range) else { return parseSingleHole(range, &open, &skipped) }
    let before = diagnostics.count
    builder.leaf(.prose, to: second)
    parseSingleHole(second..<range.upperBound, &open, &skipped)
    if builder.position < range.upperBound, braceWidth(builder.position, closing: true) > 0 {
      builder.leaf(.prose, to: builder.position + braceWidth(builder.position, closing: true))
    }
    if diagnostics.count == before { reportDoubledBraces(range.lowerBound..<builder.position) }
  }

  private mutating func parseSingleHole(_ range: ByteRange, _ open: inout [OpenBlock], _ skipped: inout Int) {
    let spelling = holes.spelling(range, in: bytes)
    if let spelling, !spelling.nodes.isEmpty,
      !isBrace(behind: spelling.end)
    {
      return builder.repeatNodes(spelling.nodes)
    }
    if takeForeignTag(range) { return }
    var kind = enterHole(at: range.lowerBound, limit: range.upperBound)
    if kind == .expression {
      let word = lookahead()
      if word.kind == .identifier, isEachSlip(word, limit: range.upperBound) { return parseEachSlip() }
      kind = inlineSlip(word, limit: range.upperBound, depth: open.count { $0.kind == .inlineWhen })
    }
    switch kind {
    case .expression:
      let (first, before) = (builder.count, diagnostics.count)
      parseExpressionHole()
      if let spelling, diagnostics.count == before {
        holes.keep(first..<builder.count, for: spelling, endingAt: builder.position)
      }
    case .when:
      guard open.count < Parser.nestingLimit else {
        if skipped == 0 { reportTooDeep(token.range) }
        skipped += 1
        return parseAsError(kind)
      }
      let opening = token.range
      let node = builder.open(.inlineWhen)
      let before = diagnostics.count
      // `{when}` alone may be meant as a name.
      let isBare = braceFollows(lookahead().range.upperBound, range.upperBound)
      parseHead(.when)
      open.append(
        OpenBlock(
          kind: .inlineWhen, node: node, body: builder.open(.body),
          opening: opening.lowerBound..<builder.position, word: "when",
          mayLackEnd: diagnostics[before...].contains { $0.code == .unclosedHole } || isBare))
    case .otherwise:
      guard skipped == 0 else { return parseAsError(kind) }
      guard let last = open.indices.last, open[last].kind == .inlineWhen else {
        reportStrayInline(token.range, word: .otherwise)
        return parseAsError(kind)
      }
      builder.close(open[last].body)
      let opening = start
      let hasCondition = parseHead(.otherwise)
      refuseAfterFallback(opening..<builder.position, hasCondition, &open[last])
      open[last].body = builder.open(.body)
    case .end:
      guard skipped == 0 else {
        skipped -= 1
        return parseAsError(kind)
      }
      guard let last = open.last, last.kind == .inlineWhen else {
        if looseEnds > 0 { looseEnds -= 1 } else { reportStrayInline(token.range, word: .end) }
        return parseAsError(kind)
      }
      open.removeLast()
      builder.close(last.body)
      let end = builder.open(.inlineEnd)
      parseInlineHead(.end)
      builder.close(end)
      builder.close(last.node)
    }
  }

  /// True at a closing brace, be it behind a blank.
  private func isBrace(behind end: Int) -> Bool {
    let next = end < bytes.count && bytes[end] == 0x20 ? end + 1 : end
    return next < bytes.count && braceWidth(next, closing: true) > 0
  }

  /// True where the head has a condition.
  @discardableResult
  private mutating func parseHead(_ kind: HoleKind) -> Bool {
    let head = builder.open(.inlineHead)
    let hasCondition = parseInlineHead(kind)
    builder.close(head)
    return hasCondition
  }

  /// Notes a branch of `block` that begins at `range`, and reports it where it can never be kept.
  private mutating func refuseAfterFallback(_ range: ByteRange, _ hasCondition: Bool, _ block: inout OpenBlock) {
    if block.hasFallback { reportUnreachableBranch(range) }
    if !hasCondition { block.hasFallback = true }
  }

  private mutating func parseAsError(_ kind: HoleKind) {
    let node = builder.open(.error)
    parseInlineHead(kind)
    builder.close(node)
  }

  private mutating func closeInline(_ open: inout [OpenBlock]) {
    while let last = open.last, last.kind == .inlineWhen {
      if !last.mayLackEnd { reportUnclosedInline(last.opening) }
      builder.close(last.body)
      builder.close(last.node)
      open.removeLast()
    }
  }

  // MARK: Fences

  /// What each block's word leads to.
  private static let blocks: [(Keyword, SyntaxKind, @Sendable (inout Parser) -> Void)] = [
    (.when, .whenBlock, { $0.parseExpression() }),
    (.each, .eachBlock, { $0.parseEachHead() }),
    (.problem, .problemBlock, { $0.parseProblemHead() }),
    (.measures, .measuresBlock, { _ in }),
    (.series, .seriesBlock, { _ in }),
  ]

  /// The block whose word the next token is meant as.
  private var misspelledBlock: (Keyword, SyntaxKind, @Sendable (inout Parser) -> Void)? {
    guard let meant = slip(for: Self.blocks.map(\.0)) else { return nil }
    return Self.blocks.first { $0.0 == meant.keyword }
  }

  /// True at another word for `otherwise` where one can stand.
  private func isOtherwiseSlip(_ block: OpenBlock?) -> Bool {
    guard let block, block.kind == .whenBlock || block.kind == .error else { return false }
    // What has run into it in Chinese belongs to it: nothing but 当 stands behind it.
    return misspelledBlock == nil && slip(for: [.otherwise]) != nil
  }

  /// - Parameter marred: the colons, where another sign stands among them.
  private mutating func parseFenceLine(
    _ line: ByteRange, _ marred: ByteRange?, _ open: inout [OpenBlock], _ skipped: inout Int
  ) {
    let fence = marred ?? takeFence(line)
    let content = withoutBraces(fence.upperBound..<(fence.isEmpty ? withoutFence(line) : lineContentEnd(line)))
    enter(content, lines: false)
    if kind == .end, losses.lostMeasures.contains(line.lowerBound), open.count < Parser.nestingLimit {
      return openLostMeasures(fence, line, &open)
    }
    // `:::7`
    let isStray = kind == .number && start == fence.upperBound && lookahead().kind == .end && !open.isEmpty
    if kind == .end || isEndWord || isStray { return parseClosingFence(fence, line, &open, &skipped) }
    if at(.otherwise) || isOtherwiseSlip(open.last) { return parseOtherwise(fence, line, &open, skipped) }
    guard open.count < Parser.nestingLimit else {
      if skipped == 0 { reportTooDeep(fence) }
      skipped += 1
      return parseErrorLine(fence, line)
    }
    let isEach = isBareEach
    var isOutside = false
    if at(.measures), !open.contains(where: { $0.kind == .problemBlock || $0.kind == .error }) {
      noteLostHead(before: line, [.problem])
      isOutside = true
    }
    var known = Self.blocks.first { isEach ? $0.0 == .each : at($0.0) } ?? misspelledBlock
    let isGroup = known?.0 == .problem && beginsProblem(behind: line) && (!at(.problem) || !hasCondition(content))
    if isGroup { known = nil }
    let word = String(decoding: tokenBytes, as: UTF8.self)
    if known?.0 == .problem { closeProblem(before: line, &open) }
    losses.bareEnd = nil
    let node = builder.open(known?.1 ?? .error)
    let head = builder.open(.blockHead)
    builder.leaf(.trivia, to: fence.lowerBound)
    builder.leaf(.fence, to: fence.upperBound)
    if let known {
      let before = diagnostics.count
      if isEach {
        let (english, chinese) = Keyword.each.spellings
        reportLostWord(bytes[lookahead().range.lowerBound] < 0x80 ? english : chinese)
      } else if at(known.0) {
        bump(as: .keyword)
      } else if lookahead().kind == .identifier, known.0.isSpelled(bytes[lookahead().range]) {
        // `for each`
        let written = String(decoding: bytes[lookahead().range], as: UTF8.self)
        reportUnknownBlock(start..<lookahead().range.upperBound, meant: written)
        skipToken()
        bump(as: .keyword)
      } else if slip(for: [known.0])?.word == nil {
        if isTwice(known.0) {
          let length = known.0.spellings.chinese.utf8.count
          splitToken(at: length)
          let first = token.range
          bump(as: .keyword)
          skipDoubled(of: first)
        } else {
          acceptSlip(for: [known.0])
        }
      } else {
        reportUnknownBlock(token.range)
        bump(as: .keyword)
      }
      if fence.isEmpty { while kind == .colon { bump(as: .trivia) } }
      known.2(&self)
      foldSlips(from: before)
      if kind != .end {
        if diagnostics.count == before { reportUnexpected(expected: Message(en: "the end of the line", zh: "行尾")) }
        skipToEnd()
      }
    } else {
      let end = isGroup ? content.lowerBound + bytes[content].reversed().drop { $0 <= 0x20 }.count : 0
      reportUnknownBlock(token.range.lowerBound..<max(token.range.upperBound, end), isGroup: isGroup)
      skipToEnd()
    }
    endLine(line)
    builder.close(head)
    open.append(
      OpenBlock(
        kind: known?.1 ?? .error, node: node, body: builder.open(.body), opening: fence.lowerBound..<content.upperBound,
        word: word, isOutside: isOutside))
  }

  /// True for the line of a block with `when`.
  private func hasCondition(_ content: ByteRange) -> Bool {
    var lexer = Lexer(bytes: bytes, from: content.lowerBound, limit: content.upperBound)
    while case let token = lexer.next(), token.kind != .end {
      if Keyword.when.isSpelled(bytes[token.range]) { return true }
    }
    return false
  }

  /// True where the first line below `line` that is not empty begins a problem.
  private func beginsProblem(behind line: ByteRange) -> Bool {
    guard let start = bytes[line.upperBound...].firstIndex(where: { $0 > 0x20 }),
      bytes[start...].starts(with: ":::".utf8)
    else { return false }
    var lexer = Lexer(bytes: bytes, from: start + 3, limit: nextLine(after: start))
    return Keyword.problem.isSpelled(bytes[lexer.next().range])
  }

  /// Closes the problem, or the rows, that are open where a problem begins at `line`, and what is open in it, reported:
  /// problems stand side by side. Nothing where all blocks of the body are closed, so that one was put into the other.
  private mutating func closeProblem(before line: ByteRange, _ open: inout [OpenBlock]) {
    guard let index = open.lastIndex(where: { $0.kind == .problemBlock || $0.kind == .eachBlock }) else { return }
    let missing = losses.missingFences ?? countMissingFences()
    guard missing > 0 else { return }
    losses.missingFences = missing - 1
    reportUnclosedBlock(open[index].opening, word: open[index].word, before: line.lowerBound)
    for block in open[index...].reversed() {
      builder.close(block.body)
      builder.close(block.node)
    }
    open.removeSubrange(index...)
  }

  /// How many lines that begin a block there are more than lines that end one.
  private func countMissingFences() -> Int {
    var (count, start) = (0, 0)
    while start < bytes.count {
      let end = nextLine(after: start)
      if bytes[start..<end].starts(with: ":::".utf8) {
        var lexer = Lexer(bytes: bytes, from: start + 3, limit: end)
        let word = lexer.next()
        if word.kind == .end { count -= 1 } else if !Keyword.otherwise.isSpelled(bytes[word.range]) { count += 1 }
      }
      start = end
    }
    return count
  }

  /// A line `:::` that was to begin measures, reported.
  private mutating func openLostMeasures(_ fence: ByteRange, _ line: ByteRange, _ open: inout [OpenBlock]) {
    let node = builder.open(.measuresBlock)
    let head = builder.open(.blockHead)
    builder.leaf(.trivia, to: fence.lowerBound)
    builder.leaf(.fence, to: fence.upperBound)
    reportLostMeasures(fence)
    endLine(line)
    builder.close(head)
    open.append(
      OpenBlock(kind: .measuresBlock, node: node, body: builder.open(.body), opening: fence, word: "measures"))
  }

  private mutating func parseClosingFence(
    _ fence: ByteRange, _ line: ByteRange, _ open: inout [OpenBlock], _ skipped: inout Int
  ) {
    if skipped > 0 {
      skipped -= 1
      return parseErrorLine(fence, line)
    }
    if open.last?.kind == .whenBlock { noteLostHead(before: line, [.otherwise]) }
    guard let block = open.popLast() else {
      noteLostHead(before: line, [.each, .when, .problem, .series, .measures])
      losses.strayFences += 1
      if losses.strayFences == 2, let end = losses.bareEnd { losses.lostMeasures.insert(end) }
      if let end = losses.measuresEnd, bytes[end..<line.lowerBound].allSatisfy({ $0 <= 0x20 }) {
        losses.headlessProblems += 1
        losses.measuresEnd = nil
      } else {
        reportStrayFence(fence)
      }
      return parseErrorLine(fence, line)
    }
    if block.kind == .problemBlock, !builder.nodes[block.node...].contains(where: { $0.kind == .measuresBlock }) {
      (losses.bareEnd, losses.strayFences) = (line.lowerBound, 0)
    }
    if block.isOutside { losses.measuresEnd = line.upperBound }
    if block.kind != .error { compareIndents(block.opening.lowerBound, fence.lowerBound) }
    builder.close(block.body)
    let end = builder.open(.blockEnd)
    builder.leaf(.trivia, to: fence.lowerBound)
    builder.leaf(.fence, to: fence.upperBound)
    if kind != .end {
      let word = token.range
      report(
        Diagnostic(
          .unexpectedToken, at: place(word),
          Message(en: "a line ‘:::’ alone ends a block", zh: "块以单独一行“:::”结束"),
          fixIts: [
            FixIt(
              Message(en: "take it out", zh: "删去"), replace: place(fence.upperBound..<word.upperBound), with: "",
              isSafe: true)
          ]))
      skipToken()
    }
    endLine(line)
    builder.close(end)
    builder.close(block.node)
  }

  // ::: otherwise [when condition]
  private mutating func parseOtherwise(
    _ fence: ByteRange, _ line: ByteRange, _ open: inout [OpenBlock], _ skipped: Int
  ) {
    guard skipped == 0 else { return parseErrorLine(fence, line) }
    guard let last = open.indices.last, open[last].kind == .whenBlock else {
      // A block whose word is none, which has been reported, may be a `when`.
      if open.last?.kind == .error {
        if !at(.otherwise) { reportUnknownBlock(token.range) }
        return parseErrorLine(fence, line)
      }
      reportMisplacedOtherwise(fence.lowerBound..<token.range.upperBound)
      guard open.isEmpty else { return parseErrorLine(fence, line) }
      // It opens a block of its own, so that its closing fence is no second slip.
      let node = builder.open(.error)
      parseErrorLine(fence, line)
      open.append(OpenBlock(kind: .error, node: node, body: builder.open(.body), opening: fence, word: "otherwise"))
      return
    }
    builder.close(open[last].body)
    let head = builder.open(.blockHead)
    builder.leaf(.trivia, to: fence.lowerBound)
    builder.leaf(.fence, to: fence.upperBound)
    let before = diagnostics.count
    let hasCondition = acceptOtherwise()
    if hasCondition { parseExpression() }
    refuseAfterFallback(fence.lowerBound..<max(fence.upperBound, builder.position), hasCondition, &open[last])
    if kind != .end {
      if diagnostics.count == before {
        reportUnexpected(expected: Message(en: "‘when’ or the end of the line", zh: "“当”或行尾"))
      }
      skipToEnd()
    }
    endLine(line)
    builder.close(head)
    open[last].body = builder.open(.body)
  }

  /// Takes `otherwise` and the `when` behind it; other words for them, `else if`, are one slip. True where a condition is
  /// next.
  private mutating func acceptOtherwise() -> Bool {
    if accept(.otherwise) { return accept(.when) || acceptSlip(for: [.when]) != nil }
    let isChinese = bytes[start] >= 0x80
    let (word, first) = (Keyword.otherwise.spellings, token.range)
    var range = first
    bump(as: .keyword)
    let hasCondition = kind != .end
    if at(.when) || slip(for: [.when])?.word != nil {
      range = first.lowerBound..<token.range.upperBound
      bump(as: .keyword)
    }
    let when = Keyword.when.spellings
    let written = isChinese ? word.chinese : word.english
    reportUnknownBlock(range, meant: hasCondition ? "\(written) \(isChinese ? when.chinese : when.english)" : written)
    return hasCondition
  }

  // each name in expression
  private mutating func parseEachHead() {
    let aName = Message(en: "a name for the row", zh: "行的名字")
    if at(.in), lookahead().kind == .identifier, !Keyword.in.isSpelled(bytes[lookahead().range]) {
      reportUnexpected(expected: aName)
    } else if splitRowName() {
      return parseExpression()
    } else if parseRowsWithoutName() {
      return
    } else if !expectName(aName) {
      return
    }
    if kind == .identifier, !at(.in), Keyword.in.isSpelled(bytes[lookahead().range]) {
      // `each w schools in`
      let (table, word) = (token.range, lookahead().range)
      let written = [word, table].map { String(decoding: bytes[$0], as: UTF8.self) }.joined(separator: " ")
      reportSlip(written, at: table.lowerBound..<word.upperBound)
      let error = builder.open(.error)
      bump()
      bump()
      builder.close(error)
      return skipToEnd()
    }
    if kind == .identifier, !at(anyOf: [.in] + Keyword.clauses), lookahead().kind == .identifier {
      let (english, chinese) = Keyword.in.spellings
      reportSlip(tokenBytes.first.map { $0 < 0x80 } == true ? english : chinese)
      bump(as: .keyword)
    } else if !expect(.in) {
      return
    }
    parseExpression()
  }

  /// Takes 校于学校, a name that has run into what it goes through, reported. False where it is none.
  private mutating func splitRowName() -> Bool {
    guard kind == .identifier, lookahead().kind == .end else { return false }
    let word = Keyword.in.spellings.chinese
    let parts = String(decoding: tokenBytes, as: UTF8.self).split(separator: word, maxSplits: 1)
    guard parts.count == 2 else { return false }
    reportGlued(token.range, "\(parts[0]) \(word) \(parts[1])")
    splitToken(at: parts[0].utf8.count)
    expectName(Message(en: "a name", zh: "名字"))
    splitToken(at: word.utf8.count)
    bump(as: .keyword)
    return true
  }

  // problem [name] [when condition]
  private mutating func parseProblemHead() {
    if kind == .identifier && !at(.when) { parseProblemName() }
    if kind == .string, !takeQuotedName() { skipProblemTitle() }
    if kind == .end { return }
    if acceptForeignWhen() || expect(.when) { parseExpression() }
  }

  /// A problem's name, of which further words, up to `when` or the end of the line, are reported.
  private mutating func parseProblemName() {
    let first = token.range
    expectName(Message(en: "a name", zh: "名字"))
    var (copy, next, last) = (lexer, token, first)
    while next.kind == .identifier, !Keyword.when.isSpelled(bytes[next.range]) {
      last = next.range
      next = copy.next()
    }
    guard last != first, next.kind == .identifier || next.kind == .end, slip(for: [.when]) == nil else { return }
    while start <= last.lowerBound, kind != .end { skipToken() }
    reportDividedName(first.lowerBound..<last.upperBound)
  }

  /// True at `name in table`, which lacks its `each`.
  private var isBareEach: Bool {
    guard kind == .identifier, !Self.blocks.contains(where: { at($0.0) }), misspelledBlock == nil else { return false }
    var copy = lexer
    let word = copy.next()
    return word.kind == .identifier && Keyword.in.isSpelled(bytes[word.range]) && copy.next().kind == .identifier
  }

  /// A fence line that belongs to no block.
  private mutating func parseErrorLine(_ fence: ByteRange, _ line: ByteRange) {
    let node = builder.open(.error)
    builder.leaf(.trivia, to: fence.lowerBound)
    builder.leaf(.fence, to: fence.upperBound)
    while kind != .end { bump() }
    endLine(line)
    builder.close(node)
  }

  private mutating func endLine(_ line: ByteRange) { builder.leaf(.lineEnd, to: line.upperBound) }
}
