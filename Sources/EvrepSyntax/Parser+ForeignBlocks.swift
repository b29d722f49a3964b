import EvrepSource

// Lines of blocks and tags as other languages have them: rows without a name, problems whose condition stands behind other
// signs, `{% if %}`. Each is one message, and is read as what is written here.
extension Parser {
  // MARK: Rows

  /// `each schools as s`, `each schools`, behind the word, at the table's name: reported; false, and nothing taken, where a row's name
  /// is next.
  mutating func parseRowsWithoutName() -> Bool {
    guard kind == .identifier, case let next = lookahead(2) else { return false }
    let table = token.range
    let (word, isAlone) = (isChinese ? "于" : "in", next[0].kind == .end)
    let isAs =
      next[0].kind == .identifier && next[1].kind == .identifier
      && (Keyword.as.isSpelled(bytes[next[0].range]) || bytes[next[0].range].elementsEqual("=>".utf8))
    if isAs {
      let rest = trimmed(next[1].range.upperBound..<lexer.limit)
      let written = "\(text(next[1].range)) \(word) \(text(table))" + (rest.isEmpty ? "" : " " + text(rest))
      reportForeign(
        table.lowerBound..<max(next[1].range.upperBound, rest.upperBound),
        Message(en: "the row's name stands before ‘in’: ‘each \(written)’", zh: "行的名字写在“于”之前：“逐项 \(written)”"),
        with: written, isSafe: true)
      flushTrivia()
      let node = builder.open(.nameExpression)
      bump()
      builder.close(node)
      bump(meant: .in)
      expectName(Self.aName)
      // What chooses or orders the rows stands apart from their table.
      skipToEnd()
      return true
    }
    guard isAlone || Keyword.where.isSpelled(bytes[next[0].range]) || Keyword.order.isSpelled(bytes[next[0].range])
    else {
      return false
    }
    let row = rowName(behind: lexer.limit) ?? (isChinese ? "行" : "row")
    let written = "\(row) \(word) \(text(table))"
    reportForeign(
      table,
      Message(en: "a name for the row stands before ‘in’: ‘each \(written)’", zh: "“于”之前要有行的名字：“逐项 \(written)”"),
      replacing: table.lowerBound..<table.lowerBound, with: "\(row) \(word) ")
    skipToEnd()
    return true
  }

  /// The name of the row in the first hole `{s.name}` below the line that ends at `end`; nil where there is none near.
  private func rowName(behind end: Int) -> String? {
    let limit = min(bytes.count, end + 2048)
    var offset = end
    while offset < limit {
      if bytes[offset] == UInt8(ascii: ":"), bytes[offset...].starts(with: ":::".utf8) { return nil }
      let width = braceWidth(offset)
      if width > 0 {
        var lexer = Lexer(bytes: bytes, from: offset + width, limit: limit)
        let name = lexer.next()
        if name.kind == .identifier, lexer.next().kind == .dot { return text(name.range) }
      }
      offset += max(1, width)
    }
    return nil
  }

  /// Where a line is nothing but `{each …}text{end}`, from byte `first` on: the three lines that it is written in.
  func linesOfRows(_ first: Int, _ head: String) -> FixIt? {
    let line = trimmed(first..<nextLine(after: first))
    guard first == 0 || bytes[first - 1] == 0x0A, line.upperBound > builder.position else { return nil }
    let content = builder.position..<line.upperBound
    for end in ["{end}", "{结束}", "{endfor}", "{/for}", "{/each}"]
    where bytes[content].suffix(end.utf8.count).elementsEqual(end.utf8) {
      let row = trimmed(content.lowerBound..<content.upperBound - end.utf8.count)
      guard !row.isEmpty else { return nil }
      return FixIt(
        Message(en: "write it in three lines", zh: "分三行写"), replace: place(line),
        with: "::: \(head)\n\(text(row))\n:::")
    }
    return nil
  }

  // MARK: Problems

  /// Takes a text that is no name in the place of a problem's, reported.
  mutating func skipProblemTitle() {
    guard kind == .string, plainName(token.range) == nil else { return }
    let range = token.range
    let quote = quoteLength(range.lowerBound)
    let content = range.lowerBound + quote..<max(range.lowerBound + quote, range.upperBound - quote)
    let words = text(content).split { !($0.isLetter || $0.isNumber || $0 == "_") }
    let name = words.joined(separator: "_")
    let isName = name.first.map { !$0.isNumber } ?? false
    reportForeign(
      range,
      Message(en: "a problem's name is one word, and its text stands in the lines below", zh: "问题的名字是一个词，内容写在下面各行"),
      with: isName ? name : nil)
    passOver()
  }

  /// Takes what stands for `when` before the condition of a problem, reported: `low: c`, `low where c`, `low = c`. False, and
  /// nothing taken, where none is next.
  mutating func acceptForeignWhen() -> Bool {
    let isSign = [.colon, .equal, .comma, .question].contains(kind)
    guard isSign || at(.where) || at(.if), case let next = lookahead(), next.kind != .end else { return false }
    // `low: attendance is low` has no condition.
    guard !isSign || isComparisonBehind else { return false }
    let when = isChinese ? Keyword.when.spellings.chinese : Keyword.when.spellings.english
    let range = token.range
    let touches = token.triviaStart == start
    let needsBlank = next.triviaStart == next.range.lowerBound
    reportForeign(
      range,
      Message(
        en: "the condition of a problem stands behind ‘when’, not ‘\(text(range))’",
        zh: "问题的条件写在“当”之后，不写“\(text(range))”"),
      with: (touches ? " " : "") + when + (needsBlank ? " " : ""), isSafe: true)
    bump(meant: .when)
    return true
  }

  /// Other words for a test whether there are rows.
  private static let existing = ["exists", "any", "exist", "存在"].map { Array($0.utf8) }

  /// `exists schools where …`, `any(schools where …)`, where `next` stands behind the word: reported; false, and nothing
  /// taken, where it is none.
  mutating func acceptExists(before next: Token) -> Bool {
    guard tokenBytes.count <= 6, !next.startsLine, next.kind == .identifier || next.kind == .leftParen,
      Self.existing.contains(where: { $0.elementsEqual(tokenBytes) }), nesting < Parser.nestingLimit,
      next.kind == .leftParen || Keyword.spelled(bytes[next.range]) == nil,
      !declared().functions.contains(text(token.range)), !declared().values.contains(text(token.range))
    else { return false }
    nesting += 1
    defer { nesting -= 1 }
    let (first, before) = (start, diagnostics.count)
    let error = builder.open(.error)
    bump()
    let begin = start
    parseExpression()
    builder.close(error)
    guard diagnostics.count == before else { return true }
    let rows = text(trimmed(begin..<max(begin, builder.position)))
    let count = isChinese ? "计数" : "count"
    let written = (rows.hasPrefix("(") ? count + rows : "\(count)(\(rows))") + " > 0"
    reportForeign(
      first..<builder.position,
      Message(en: "whether there are rows is ‘\(written)’", zh: "是否有某些行，写作“\(written)”"), with: written)
    return true
  }

  /// Reports a word of a block that begins a line of the header.
  mutating func reportBlockInHeader() -> Bool {
    guard at(anyOf: Keyword.blocks), !token.startsLine || token.indent == 0 else { return false }
    let end = trimmed(start..<nextLine(after: start)).upperBound
    let line = text(start..<end)
    let isLong = line.utf8.count > 80
    report(
      Diagnostic(
        .unknownDeclaration, at: place(token.range),
        Message(
          en:
            "‘\(text(token.range))’ begins a block of the body, not a declaration: ‘::: \(isLong ? text(token.range) + " …" : line)’",
          zh: "“\(text(token.range))”是正文里的块，不是声明：“::: \(isLong ? text(token.range) + " …" : line)”"),
        notes: [
          Message(
            en: "the block stands behind the header, and a line ‘:::’ ends it", zh: "块写在头部之后，以一行“:::”结束")
        ]))
    return true
  }

  // MARK: Lines

  /// What stands in the braces around a block's line, `::: {when c}`, reported; the line where it has none.
  mutating func withoutBraces(_ content: ByteRange) -> ByteRange {
    let line = trimmed(content)
    guard line.count > 2, bytes[line.lowerBound] == UInt8(ascii: "{"), bytes[line.upperBound - 1] == UInt8(ascii: "}")
    else { return content }
    let inner = trimmed(line.lowerBound + 1..<line.upperBound - 1)
    var lexer = Lexer(bytes: bytes, from: inner.lowerBound, limit: inner.upperBound)
    let word = lexer.next()
    guard word.kind == .identifier, let keyword = Keyword.spelled(bytes[word.range]),
      Keyword.blocks.contains(keyword) || keyword == .else
    else { return content }
    reportForeign(
      line,
      Message(en: "the line of a block has no braces: ‘::: \(text(inner))’", zh: "块的起始行不写花括号：“::: \(text(inner))”"),
      with: text(inner), isSafe: true)
    return inner
  }

  // MARK: Tags

  /// Tags of other languages, with what each begins with and how it is written here.
  private static let tags: [(opening: String, closing: String)] = [("{%", "%}"), ("{{", "}}"), ("{", "}")]

  /// How many bytes the tags of one condition have at most, from the first to the last.
  private static let tagBytes = 4096

  /// The tag at `offset`: what stands in it, and where it ends; nil where there is none on the line.
  private func tag(at offset: Int) -> (words: String, end: Int)? {
    for (opening, closing) in Self.tags where bytes[offset...].starts(with: opening.utf8) {
      var end = offset + opening.utf8.count
      let limit = min(bytes.count, end + 256)
      while end < limit, bytes[end] != 0x0A {
        if bytes[end...].starts(with: closing.utf8) {
          var words = text(trimmed(offset + opening.utf8.count..<end))
          while let sign = words.first, "-#/:% ".contains(sign) { words.removeFirst() }
          let isEnd = bytes[offset + opening.utf8.count..<end].contains(UInt8(ascii: "/"))
          while let sign = words.last, "-% ".contains(sign) { words.removeLast() }
          return (isEnd ? "end" + words : words, end + closing.utf8.count)
        }
        end += 1
      }
    }
    return nil
  }

  /// What is written here for a tag of a conditional; nil for any other.
  private func written(_ words: String) -> String? {
    let parts = words.split(separator: " ", maxSplits: 1).map(String.init)
    let (when, otherwise, end) = isChinese ? ("当", "否则", "结束") : ("when", "otherwise", "end")
    switch parts.first {
    case "if", "when": return parts.count > 1 ? "{\(when) \(parts[1].replacing("==", with: "="))}" : nil
    case "elif", "elseif", "elsif": return parts.count > 1 ? "{\(otherwise) \(when) \(parts[1])}" : nil
    case "else":
      return parts.count == 1
        ? "{\(otherwise)}" : parts[1].hasPrefix("if ") ? "{\(otherwise) \(when) \(parts[1].dropFirst(3))}" : nil
    case "endif", "end", "fi", "endunless": return "{\(end)}"
    default: return nil
    }
  }

  /// Takes a tag of another language, at its brace, reported as the first of those that belong together; false, and nothing
  /// taken, where none is next.
  mutating func takeForeignTag(_ range: ByteRange) -> Bool {
    let first = range.lowerBound
    guard first + 2 < bytes.count, bytes[first] == UInt8(ascii: "{") else { return false }
    let isInside = first < foreign.tagsEnd
    let (next, second) = (bytes[first + 1], bytes[first + 2])
    let (percent, hash) = (UInt8(ascii: "%"), UInt8(ascii: "#"))
    guard isInside || next == percent || next == hash || next == UInt8(ascii: "{") && second == hash,
      let head = tag(at: first)
    else { return false }
    let isKnown =
      isInside ? written(head.words) != nil : ["if ", "for ", "each "].contains(where: head.words.hasPrefix)
    guard isKnown else { return false }
    _ = enterHole(at: first, limit: max(range.upperBound, head.end))
    if !isInside { reportForeignTags(from: first, head.words, end: head.end) }
    let error = builder.open(.error)
    while kind != .end, start < head.end { bump() }
    builder.close(error)
    return true
  }

  /// Reports the tags of another language from the one at `first` up to the one that closes it, once: `{% if c %}…{%
  /// endif %}`, `{{#if c}}…{{/if}}`.
  private mutating func reportForeignTags(from first: Int, _ words: String, end: Int) {
    let isLoop = !words.hasPrefix("if ")
    let limit = isLoop ? end : min(bytes.count, first + Self.tagBytes)
    var (offset, rest, depth) = (first, [UInt8](), 0)
    while offset < limit {
      let byte = bytes[offset]
      if byte == UInt8(ascii: "{"), let found = tag(at: offset), found.end <= limit, let mended = written(found.words) {
        if found.words.hasPrefix("if ") { depth += 1 }
        if found.words.hasPrefix("end") { depth -= 1 }
        rest += mended.utf8
        offset = found.end
        if depth == 0 { break }
        continue
      }
      if byte == 0x0A, offset + 1 < limit, bytes[offset + 1] == 0x0A { break }
      rest.append(byte)
      offset += 1
    }
    let isKnown = !isLoop && depth == 0
    // What is never closed is one set all the same.
    foreign.tagsEnd = max(offset, end)
    reportForeign(
      first..<end,
      isLoop
        ? Message(
          en: "rows are gone through by the lines ‘::: each row in table’ and ‘:::’",
          zh: "逐行重复写作两行：“::: 逐项 行 于 表”和“:::”")
        : Message(
          en: "a text under a condition is ‘{when x > 3}text{otherwise}text{end}’",
          zh: "有条件的文字写作“{当 x > 3}文字{否则}文字{结束}”"),
      replacing: first..<offset, with: isKnown ? String(decoding: rest, as: UTF8.self) : nil)
  }
}
