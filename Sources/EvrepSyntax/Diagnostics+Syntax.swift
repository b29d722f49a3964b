import EvrepSource

extension Parser {
  /// Reports the next token, or the end, as not what has to come.
  ///
  /// - Parameters:
  ///   - sign: what is to be put before the token; nil where that is not known.
  ///   - isKnown: true where what follows is read as if it stood there.
  ///   - fixIts: how it is mended otherwise.
  mutating func reportUnexpected(
    expected: Message, missing sign: String? = nil, isKnown: Bool = false, fixIts: [FixIt] = []
  ) {
    let lostOperator = lostOperator
    if !isKnown { markError() }
    // Whoever waited for something around a token that has been reported waits for it too, as does what ends with it.
    if let last = diagnostics.last, last.code == .unexpectedToken, let at = last.place,
      at == place(token.range) || (kind == .end && !at.range.isEmpty && at.range.upperBound == token.triviaStart)
    {
      return
    }
    if isAstray { return }
    if token.kind == .unknown, reportUnreadable() { return }
    if kind == .identifier, reportGluedBefore() { return }
    let found = String(decoding: tokenBytes, as: UTF8.self)
    if kind == .end {
      reportMissing(expected, sign: nil)
    } else if sign == nil, reportDoubled() {
      return
    } else {
      report(
        Diagnostic(
          .unexpectedToken, at: place(token.range),
          Message(
            en: "expected \(expected[.english]), found ‘\(found)’", zh: "此处应为\(expected[.chinese])，却是“\(found)”"),
          notes: isAtSecondSlash
            ? [Message(en: "‘//’ begins a comment in the header only", zh: "“//”只在头部表示注释")] : lostOperator,
          fixIts: sign.map { [insertion(of: $0)] } ?? (fixIts.isEmpty ? numberBehindUnit : fixIts)))
      if isAtSecondSlash { skipToken() }
    }
  }

  /// What is said where the beginning of an expression is next, on the same line, and one has just ended, `a b`.
  private var lostOperator: [Message] {
    guard [.identifier, .number, .leftParen].contains(kind), !token.startsLine, token.triviaStart < start,
      Keyword.spelled(tokenBytes) == nil, let last = lastLeaf, endsOperand(last.kind)
    else { return [] }
    let (left, right) = (
      String(decoding: bytes[last.range], as: UTF8.self), String(decoding: tokenBytes, as: UTF8.self)
    )
    return [
      Message(
        en: "between ‘\(left)’ and ‘\(right)’ a sign may be missing, such as ‘>’, ‘=’ or ‘+’",
        zh: "“\(left)”与“\(right)”之间可能缺了符号，如“>”“=”“+”")
    ]
  }

  /// True for a token that ended a value, and not a name that is given.
  private func endsOperand(_ last: SyntaxKind) -> Bool {
    guard last == .identifier else { return last == .number || last == .rightParen }
    let nodes = builder.nodes.suffix(8).filter { $0.kind.rawValue >= SyntaxKind.file.rawValue }
    guard let node = nodes.last?.kind else { return false }
    return node.isExpression || node == .unitName || node == .name && nodes.dropLast().last?.kind == .fieldAccess
  }

  /// The last token that was taken, without trivia.
  var lastLeaf: (kind: SyntaxKind, range: ByteRange)? {
    builder.nodes.last { $0.kind.rawValue < SyntaxKind.file.rawValue && $0.kind != .trivia }.map {
      ($0.kind, Int($0.start)..<Int($0.end))
    }
  }

  /// Where a number is next and a word stands before it, `pupils 1000`: the two the other way round.
  private var numberBehindUnit: [FixIt] {
    guard kind == .number, token.triviaStart + 1 == start, let last = lastLeaf, last.kind == .identifier else {
      return []
    }
    let word = last.range
    let turned = [token.range, word].map { String(decoding: bytes[$0], as: UTF8.self) }.joined(separator: " ")
    return [written(turned, at: word.lowerBound..<token.range.upperBound)]
  }

  /// Reports the next token where it stands twice; false where it does not. A closing bracket may well.
  private mutating func reportDoubled() -> Bool {
    guard let last = lastLeaf, !isAtSecondSlash, last.range.upperBound == token.triviaStart,
      bytes[last.range].elementsEqual(tokenBytes)
    else { return false }
    let found = String(decoding: tokenBytes, as: UTF8.self)
    // Between two signs apart there may have been something.
    let isSafe = ![.rightParen, .rightBrace, .dot].contains(kind) && token.triviaStart == start
    report(
      Diagnostic(
        .unexpectedToken, at: place(token.range), Message(en: "‘\(found)’ stands twice", zh: "“\(found)”写了两遍"),
        fixIts: [
          FixIt(
            Message(en: "leave one out", zh: "删去一个"), replace: place(last.range.upperBound..<token.range.upperBound),
            with: "", isSafe: isSafe, doubt: .anotherPlace)
        ]))
    return true
  }

  /// Reports what is missing behind the last token.
  mutating func reportMissing(_ expected: Message, sign: String? = nil) {
    markError()
    let end = token.triviaStart
    report(
      Diagnostic(
        .unexpectedToken, at: place(end..<end),
        Message(en: "expected \(expected[.english]) here", zh: "此处应为\(expected[.chinese])"),
        fixIts: sign.map { [insertion(of: $0)] } ?? []))
  }

  /// Puts a sign or a word behind the last token, with the blanks that it needs.
  func insertion(of sign: String) -> FixIt {
    let end = token.triviaStart
    let touchesBefore = [":", ")", "]", "?", ";", ",", "\""].contains(sign)
    let isGlued = end == start && kind != .end
    let text = (touchesBefore ? "" : " ") + sign + (isGlued ? " " : "")
    return FixIt(
      Message(en: "put ‘\(sign)’ here", zh: "在此加“\(sign)”"), replace: place(end..<end), with: text, isSafe: false,
      doubt: .anotherPlace)
  }

  /// Moves the next token into an `error` node, so that it is not taken for an operator whose operand is missing too.
  mutating func skipToken() {
    let node = builder.open(.error)
    bump()
    builder.close(node)
  }

  /// True at the second of two slashes, which a writer may have meant as a comment.
  private var isAtSecondSlash: Bool {
    let slash = UInt8(ascii: "/")
    return start > 0 && bytes[start - 1] == slash && tokenBytes.elementsEqual([slash])
  }

  /// Leaves an empty `error` node in the node that is open, so that the checker says no more about it.
  mutating func markError() { builder.close(builder.open(.error)) }

  /// Reports a token that the lexer could not read, if that is what is wrong with it.
  private mutating func reportUnreadable() -> Bool {
    guard let first = tokenBytes.first else { return false }
    guard first == UInt8(ascii: "\"") || first >= 0x80, token.range.count > 3 || first == UInt8(ascii: "\"") else {
      return false
    }
    let quote = UTF8Scalar.read(bytes, at: token.range.lowerBound, limit: token.range.upperBound)
    report(
      Diagnostic(
        .unclosedString, at: place(token.range.lowerBound..<token.range.lowerBound + quote.length),
        Message(en: "this string is not closed on its line", zh: "这个字符串在本行内没有收尾引号")))
    return true
  }

  /// - Parameter atEnd: true where it seems to end behind the last token.
  mutating func reportUnclosed(_ bracket: ByteRange, atEnd: Bool = false) {
    // Brackets that were open where nesting became too deep are no slip of their own.
    guard diagnostics.last?.code != .nestedTooDeep else { return }
    markError()
    // A string that is not closed has taken the closing bracket in.
    if let last = diagnostics.last, last.code == .unclosedString, let place = last.place,
      place.range.lowerBound > bracket.lowerBound
    {
      return
    }
    let text = String(decoding: bytes[bracket], as: UTF8.self)
    let fix = atEnd && bytes[bracket].elementsEqual("{".utf8) ? closingBrace(bracket) : nil
    report(
      Diagnostic(
        .unclosedBracket, at: place(bracket), Message(en: "this ‘\(text)’ is not closed", zh: "这个“\(text)”没有闭合"),
        labels: fix.map { [Label($0.place, Message(en: "it may end here", zh: "可能止于此"))] } ?? [],
        fixIts: fix.map { [$0] } ?? []))
  }

  /// A brace behind the last token: on a line of its own where that stands on another line than the opening one.
  private func closingBrace(_ opening: ByteRange) -> FixIt {
    let end = token.triviaStart
    let isOnLine = !bytes[opening.upperBound..<max(end, opening.upperBound)].contains(UInt8(ascii: "\n"))
    return FixIt(
      Message(en: "put ‘}’ there", zh: "在那里加“}”"), replace: place(end..<end), with: isOnLine ? " }" : "\n}",
      isSafe: false, doubt: .anotherPlace)
  }

  /// - Parameter end: where it seems to end; nil where that is not known.
  mutating func reportUnclosedHole(_ opening: ByteRange, end: Int?) {
    // What it would print, and in which unit, is no further slip.
    markError()
    // Nor is the brace that ends it on another line.
    if opening.lowerBound >= quietEnd {
      quietEnd = nextLine(after: opening.lowerBound)
      while quietEnd < bytes.count, bytes[quietEnd] > 0x20 { quietEnd = nextLine(after: quietEnd) }
    }
    report(
      Diagnostic(
        .unclosedHole, at: place(opening),
        Message(en: "this hole is not closed on its line", zh: "这个填空在本行内没有闭合"),
        labels: end.map { [Label(place($0..<$0), Message(en: "it may end here", zh: "可能止于此"))] } ?? [],
        notes: [
          Message(
            en: "a hole ends with ‘}’ on the line where it begins; a brace that is meant as text is written \\{",
            zh: "填空须在同一行以“}”结束；若要印出花括号本身，写作 \\{")
        ],
        fixIts: end.map {
          [
            FixIt(
              Message(en: "put ‘}’ there", zh: "在那里加“}”"), replace: place($0..<$0), with: "}", isSafe: false,
              doubt: .anotherPlace)
          ]
        } ?? []))
  }

  /// Reports a closing brace without an opening one. Beside another slip of its line it is no slip of its own.
  mutating func reportStrayBrace(_ range: ByteRange) {
    guard range.lowerBound >= quietEnd else { return }
    quietEnd = nextLine(after: range.lowerBound)
    if let last = diagnostics.last?.place?.range.upperBound, last <= range.lowerBound,
      !bytes[last..<range.lowerBound].contains(UInt8(ascii: "\n"))
    {
      return
    }
    let found = String(decoding: bytes[range], as: UTF8.self)
    report(
      Diagnostic(
        .strayBrace, at: place(range),
        Message(en: "this ‘\(found)’ closes no hole", zh: "这个“\(found)”前面没有填空的“{”"),
        notes: [Message(en: "a hole begins with ‘{’", zh: "填空以“{”开头")],
        fixIts: [
          FixIt(
            Message(en: "write ‘\\\(found)’ if it is text", zh: "若是正文，写作“\\\(found)”"),
            replace: place(range.lowerBound..<range.lowerBound), with: "\\", isSafe: false, doubt: .anotherRemedy)
        ]))
  }

  /// Reports a second closing brace right behind the one of a hole.
  mutating func reportSecondBrace(_ range: ByteRange) {
    report(
      Diagnostic(
        .strayBrace, at: place(range), Message(en: "a hole has one closing brace", zh: "填空只有一个“}”"),
        fixIts: [
          FixIt(Message(en: "leave it out", zh: "删去"), replace: place(range), with: "", isSafe: false),
          FixIt(
            Message(en: "write ‘\\}’ if it is text", zh: "若是正文，写作“\\}”"),
            replace: place(range.lowerBound..<range.lowerBound), with: "\\", isSafe: false),
        ]))
  }

  /// Reports a hole at its closing brace, which has lost the opening one: `hole` is all that is left of it.
  mutating func reportLostBrace(_ hole: ByteRange) {
    let left = String(decoding: bytes[hole], as: UTF8.self)
    report(
      Diagnostic(
        .strayBrace, at: place(hole),
        Message(en: "‘\(left)’ has no opening brace", zh: "“\(left)”前面缺少“{”"),
        fixIts: [
          FixIt(
            Message(en: "write ‘{\(left)’", zh: "写作“{\(left)”"), replace: place(hole.lowerBound..<hole.lowerBound),
            with: "{", isSafe: true)
        ]))
  }

  /// Reports that `word` is missing before the next token.
  ///
  /// - Parameter blank: true where a blank stands between them.
  mutating func reportLostWord(_ word: String, blank: Bool = true) {
    markError()
    report(
      Diagnostic(
        .unexpectedToken, at: place(token.range),
        Message(en: "‘\(word)’ is missing here", zh: "此处缺少“\(word)”"),
        fixIts: [
          Keyword.spelled(Array(word.utf8)[...]).flatMap(outsideBraces)
            ?? FixIt(
              Message(en: "put ‘\(word)’ before it", zh: "在前面加“\(word)”"), replace: place(start..<start),
              with: word + (blank ? " " : ""), isSafe: true)
        ]))
  }

  /// Where the word stands right outside the braces whose first token is next, `when{a > b}` or `{}end`: the two the other
  /// way round.
  private func outsideBraces(_ keyword: Keyword) -> FixIt? {
    var brace = start
    while brace > 0, bytes[brace - 1] == 0x20 { brace -= 1 }
    guard brace > 0, bytes[brace - 1] == UInt8(ascii: "{") else { return nil }
    let opening = brace - 1
    for word in [keyword.spellings.english, keyword.spellings.chinese] {
      if bytes[..<opening].suffix(word.utf8.count).elementsEqual(word.utf8) {
        return written("{\(word) ", at: opening - word.utf8.count..<brace)
      }
      if kind == .rightBrace, bytes[token.range.upperBound...].starts(with: word.utf8) {
        return written("{\(word)}", at: opening..<token.range.upperBound + word.utf8.count)
      }
    }
    return nil
  }

  /// Another spelling in the place of what is written.
  func written(_ text: String, at range: ByteRange) -> FixIt {
    FixIt(Message(en: "write ‘\(text)’", zh: "写作“\(text)”"), replace: place(range), with: text)
  }

  /// Reports a name of several words.
  mutating func reportDividedName(_ range: ByteRange) {
    let words = bytes[range].split { $0 <= 0x20 }
    let joined = words.map { String(decoding: $0, as: UTF8.self) }.joined(
      separator: bytes[range].contains { $0 >= 0x80 } ? "" : "_")
    report(
      Diagnostic(
        .unexpectedToken, at: place(range), Message(en: "a name is one word", zh: "名字只能是一个词"),
        fixIts: [
          FixIt(
            Message(en: "write ‘\(joined)’", zh: "写作“\(joined)”"), replace: place(range), with: joined, isSafe: false)
        ]))
  }

  /// `{{x}}`, as other languages have it.
  mutating func reportDoubledBraces(_ range: ByteRange) {
    let content =
      bytes[range].split { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "}") }
      .first { !$0.allSatisfy { $0 == 0x20 } } ?? []
    let written = "{" + String(decoding: content, as: UTF8.self) + "}"
    report(
      Diagnostic(
        .unexpectedToken, at: place(range), Message(en: "a hole has one brace on each side", zh: "填空两端各只写一个花括号"),
        fixIts: [
          FixIt(
            Message(en: "write ‘\(written)’", zh: "写作“\(written)”"), replace: place(range), with: written, isSafe: true)
        ]))
  }

  mutating func reportTooDeep(_ range: ByteRange) {
    markError()
    report(
      Diagnostic(
        .nestedTooDeep, at: place(range),
        Message(
          en: "nested more than \(Parser.nestingLimit) deep", zh: "嵌套超过 \(Parser.nestingLimit) 层")))
  }

  /// - Parameter next: the line before which it has to end; nil where that is not known.
  mutating func reportUnclosedBlock(_ fence: ByteRange, word: String, before next: Int? = nil) {
    report(
      Diagnostic(
        .unclosedBlock, at: place(fence),
        Message(en: "the block ‘\(word)’ is not closed", zh: "“\(word)”块没有闭合"),
        labels: next.map {
          let end = bytes[$0...].firstIndex { $0 == 0x0A } ?? bytes.count
          return [Label(place($0..<end), Message(en: "it may end before this line", zh: "可能止于这一行之前"))]
        } ?? [],
        notes: [Message(en: "a line ‘:::’ closes the innermost open block", zh: "单独一行“:::”闭合最内层的块")],
        fixIts: next.map {
          [
            FixIt(
              Message(en: "put a line ‘:::’ there", zh: "在那里加一行“:::”"), replace: place($0..<$0), with: ":::\n\n",
              isSafe: false,
              doubt: .anotherPlace)
          ]
        } ?? []))
  }

  /// Reports a line that begins a block and has no `:::` before it, be it that it has one at its end.
  mutating func reportLostFence(_ line: ByteRange) {
    let first = bytes[line].firstIndex { $0 > 0x20 } ?? line.lowerBound
    let end = withoutFence(line)
    let word = String(decoding: bytes[first..<line.upperBound].prefix { $0 > 0x20 }, as: UTF8.self)
    let rest = bytes[(first + word.utf8.count)..<max(first + word.utf8.count, end)]
    let isInside = rest.drop { $0 == 0x20 }.starts(with: ":::".utf8)
    let behind =
      isInside
      ? " " + String(decoding: rest.drop { $0 == 0x20 || $0 == 0x3A }, as: UTF8.self)
      : String(decoding: rest, as: UTF8.self)
    let written = "::: " + word + behind
    report(
      Diagnostic(
        .misspelledFence, at: place(first..<line.upperBound),
        Message(en: "‘:::’ is missing before ‘\(word)’", zh: "“\(word)”前面缺少“:::”"),
        fixIts: [
          FixIt(
            Message(en: "put ‘:::’ before it", zh: "在前面加“:::”"),
            replace: place(line.lowerBound..<(end < line.upperBound || isInside ? line.upperBound : first)),
            with: end < line.upperBound || isInside ? written : "::: ", isSafe: true)
        ]))
  }

  /// Reports a line `:::` that was to begin measures.
  mutating func reportLostMeasures(_ fence: ByteRange) {
    let (english, chinese) = Keyword.measures.spellings
    let word = isChinese ? chinese : english
    report(
      Diagnostic(
        .misspelledFence, at: place(fence),
        Message(en: "‘measures’ is missing behind this ‘:::’", zh: "这个“:::”之后缺少“措施”"),
        fixIts: [
          FixIt(
            Message(en: "write ‘::: \(word)’", zh: "写作“::: \(word)”"), replace: place(fence), with: "::: \(word)",
            isSafe: true)
        ]))
  }

  mutating func reportStrayFence(_ fence: ByteRange) {
    if let head = IndentedHead.find(before: fence.lowerBound, in: bytes) {
      return report(IndentedHead.diagnostic(head, .strayFence, file, besides: place(fence)))
    }
    report(
      Diagnostic(
        .strayFence, at: place(fence),
        Message(en: "this ‘:::’ closes nothing: no block is open", zh: "这个“:::”前面没有打开的块"),
        notes: [Message(en: "the line that begins the block may be missing", zh: "块的起始行可能缺失")]))
  }

  /// Reports lines behind a declaration that has ended, up to a brace: those of one whose first line is missing.
  mutating func reportHeadless() {
    report(
      Diagnostic(
        .unexpectedToken, at: place(token.range),
        Message(en: "this line stands between the braces of no declaration", zh: "这一行不在任何声明的花括号之内"),
        notes: [
          Message(
            en: "the line that begins its declaration may be missing, such as ‘data … from \"….csv\" {’",
            zh: "声明的起始行可能缺失，如“数据 … 来自 \"….csv\" {”")
        ]))
  }

  /// Reports a line that is meant as one of a header or a block and has other signs.
  ///
  /// - Parameters:
  ///   - signs: `---` or `:::`.
  ///   - first: the finding about the line that this one belongs to, if there is one, which then speaks of both.
  mutating func reportMisspelledFence(_ range: ByteRange, fence signs: String, besides first: Int? = nil) {
    let found = String(decoding: bytes[range], as: UTF8.self)
    let isIndented = signs == "---" && found.hasSuffix(signs) && !found.hasPrefix("-")
    let written = Message(en: "write ‘\(signs)’", zh: "写作“\(signs)”")
    let fix = FixIt(
      isIndented ? Message(en: "take out what stands before it", zh: "删去它前面的空白") : written, replace: place(range),
      with: signs, isSafe: true)
    let shown = isIndented ? range.upperBound - signs.utf8.count..<range.upperBound : range
    if let first, diagnostics.indices.contains(first), let fix = diagnostics[first].fixIts.first {
      // One fix of both: a line that is mended alone pairs with nothing.
      let between = String(decoding: bytes[fix.place.range.upperBound..<range.lowerBound], as: UTF8.self)
      diagnostics[first].labels.append(Label(place(shown), Message(en: "and here", zh: "此处也是")))
      diagnostics[first].fixIts = [
        FixIt(
          written, replace: place(fix.place.range.lowerBound..<range.upperBound),
          with: fix.replacement + between + signs, isSafe: true)
      ]
      return
    }
    let message: Message
    if isIndented, range.lowerBound > 0 {
      message = Message(en: "the line that ends the header has nothing before ‘---’", zh: "结束头部的一行，“---”之前不能有空格")
    } else if isIndented {
      message = Message(
        en: "a header begins in the first line, with nothing before ‘---’", zh: "头部从首行开始，“---”之前不能有空格或空行")
    } else if signs == ":::" {
      message = Message(en: "‘\(found)’ is no line of a block, which is ‘:::’", zh: "“\(found)”不能作块的分隔行，应为“:::”")
    } else {
      message = Message(en: "‘\(found)’ is no line of a header, which is ‘---’", zh: "“\(found)”不能作头部的分隔行，应为“---”")
    }
    report(Diagnostic(.misspelledFence, at: place(shown), message, fixIts: [fix]))
  }

  /// Reports that a header that begins at `start` has no line `---` before it.
  mutating func reportUnopenedHeader(_ start: Int) {
    report(
      Diagnostic(
        .misspelledFence, at: place(start..<start),
        Message(en: "the header has no line ‘---’ before it", zh: "头部之前缺少“---”行"),
        fixIts: [
          FixIt(
            Message(en: "begin the file with a line ‘---’", zh: "在文件开头加一行“---”"), replace: place(0..<start),
            with: "---\n", isSafe: true)
        ]))
  }

  /// - Parameters:
  ///   - meant: what has to stand there; nil where the nearest word of a block may.
  ///   - isGroup: true for `::: problems`, around problems.
  mutating func reportUnknownBlock(_ range: ByteRange, meant: String? = nil, isGroup: Bool = false) {
    let found = String(decoding: bytes[range], as: UTF8.self)
    let words = Keyword.blocks.map(\.spellings)
    let group = Message(
      en: "problems stand side by side: take out this line and the ‘:::’ that ends it", zh: "各问题块前后并列：请删去此行和结束它的“:::”")
    report(
      Diagnostic(
        .unknownBlock, at: place(range),
        Message(en: "no block is called ‘\(found)’", zh: "没有名为“\(found)”的块"),
        notes: [
          isGroup
            ? group
            : Message(
              en: "the blocks are \(words.map(\.english).joined(separator: ", "))",
              zh: "块有：\(words.map(\.chinese).joined(separator: "、"))")
        ],
        fixIts: meant.map {
          [FixIt(Message(en: "write ‘\($0)’", zh: "写作“\($0)”"), replace: place(range), with: $0, isSafe: true)]
        } ?? (isGroup ? [] : nearestWord(to: found, at: range, in: Keyword.blocks))))
  }

  /// - Parameter meant: what is to be done; nil where the nearest word of a declaration may be meant.
  mutating func reportUnknownDeclaration(_ range: ByteRange, meant: FixIt? = nil) {
    guard diagnostics.count < Self.findingLimit else { return }
    let found = String(decoding: bytes[range], as: UTF8.self)
    let words = Keyword.declarations.map(\.spellings)
    report(
      Diagnostic(
        .unknownDeclaration, at: place(range),
        Message(en: "no declaration begins with ‘\(found)’", zh: "没有以“\(found)”开头的声明"),
        notes: [
          Message(
            en: "declarations begin with \(words.map(\.english).joined(separator: ", "))",
            zh: "声明的首词有：\(words.map(\.chinese).joined(separator: "、"))")
        ], fixIts: meant.map { [$0] } ?? nearestWord(to: found, at: range, in: Keyword.declarations)))
  }

  /// The word that was most likely meant, in the language that it is closest in.
  private func nearestWord(to found: String, at range: ByteRange, in words: [Keyword]) -> [FixIt] {
    let spellings = words.map(\.spellings).flatMap { [$0.english, $0.chinese] }
    return FixIt.nearest(to: found, in: [], words: spellings, at: place(range)).map { [$0] } ?? []
  }

  mutating func reportUnclosedInline(_ range: ByteRange) {
    report(
      Diagnostic(
        .unclosedInlineWhen, at: place(range),
        Message(en: "this ‘{when …}’ has no ‘{end}’ in its block", zh: "这个“{当 …}”在本块内没有“{结束}”")))
  }

  /// Reports a branch, or the end, of an inline block whose head is missing: once of both, where they stand on one line.
  mutating func reportStrayInline(_ range: ByteRange, word: Keyword) {
    if word == .end, let branch = strayBranch, !bytes[branch..<max(branch, range.lowerBound)].contains(0x0A) {
      strayBranch = nil
      return
    }
    if word == .otherwise { strayBranch = range.lowerBound }
    let (english, chinese) = word.spellings
    report(
      Diagnostic(
        .strayInlineWord, at: place(range),
        Message(
          en: "‘{\(english)}’ without ‘{when …}’ before it", zh: "“{\(chinese)}”前面没有“{当 …}”")))
  }

  mutating func reportMisplacedOtherwise(_ range: ByteRange) {
    report(
      Diagnostic(
        .misplacedBlock, at: place(range),
        Message(en: "‘otherwise’ without a ‘when’ before it", zh: "“否则”前面没有“当”")))
  }

  mutating func reportUnreachableBranch(_ range: ByteRange) {
    report(
      Diagnostic(
        .misplacedBlock, at: place(range),
        Message(
          en: "this branch is never kept: an ‘otherwise’ without a condition stands before it",
          zh: "这个分支永远不会保留：前面已有不带条件的“否则”")))
  }

  /// Reports `{}`; not where it has come of a brace too many in a hole before it on its line.
  mutating func reportEmptyHole(_ range: ByteRange) {
    if let last = diagnostics.last, last.code == .unclosedHole, let place = last.place,
      nextLine(after: place.range.lowerBound) >= range.upperBound, place.range.lowerBound < range.lowerBound
    {
      return
    }
    report(
      Diagnostic(
        .emptyHole, at: place(range), Message(en: "this hole is empty", zh: "这个填空是空的"),
        notes: [Message(en: "a brace that is meant as text is written \\{", zh: "若要印出花括号本身，写作 \\{")]))
  }

  /// - Parameters:
  ///   - body: where the body seems to begin; nil where everything reads as declarations.
  ///   - isSafe: true where it can begin nowhere else.
  func unclosedHeader(_ body: BodyStart?, isSafe: Bool) -> Diagnostic {
    let at = body?.line.lowerBound ?? bytes.count
    let needsBreak = at > 0 && bytes[at - 1] != UInt8(ascii: "\n")
    let label = Message(en: "the body seems to begin here", zh: "正文似乎从这里开始")
    return Diagnostic(
      .unclosedHeader, at: place(0..<3),
      Message(en: "the header has no closing line ‘---’", zh: "头部没有收尾的“---”行"),
      labels: body.map { [Label(place($0.line), label)] } ?? [],
      fixIts: [
        FixIt(
          body == nil
            ? Message(en: "end the file with a line ‘---’", zh: "在文件末尾加一行“---”")
            : Message(en: "put a line ‘---’ before the body", zh: "在正文之前加一行“---”"),
          replace: place(at..<at), with: (needsBreak ? "\n" : "") + "---\n", isSafe: isSafe, doubt: .anotherPlace)
      ])
  }

  mutating func reportReserved(_ range: ByteRange) {
    report(
      Diagnostic(
        .reservedCharacter, at: place(range),
        Message(
          en: "a Unicode noncharacter (U+FDD0 … U+FDEF) cannot stand in a source",
          zh: "源文件中不能有 Unicode 非字符（U+FDD0 至 U+FDEF）")))
  }
}
