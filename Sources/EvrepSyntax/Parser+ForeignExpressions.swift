import EvrepSource

// Expressions as other languages have them: brackets behind a name, filters behind a bar, methods behind a point, conditions
// among the arguments. Looked for only where nothing that is read here can stand.
extension Parser {
  private static let noBrackets = Message(en: "evrep has no ‘[…]’", zh: "evrep 没有“[…]”")

  // MARK: Brackets

  /// At a bracket behind the operand that was built from `first` on: `ash["pupils"]`, `schools["Ash"].pupils`,
  /// `schools[phase = primary]`. Reported; a field is read as one.
  mutating func parseForeignBracket(of first: Int) {
    guard builder.nodes.indices.contains(first), !token.startsLine else { return }
    let base = trimmed(Int(builder.nodes[first].start)..<builder.position)
    if let (name, end) = bracketedField(of: text(base)) {
      let open = start
      let node = builder.wrap(from: first, .postfix)
      let access = builder.open(.fieldAccess)
      bump(as: .dot)
      take(.quote, to: name.lowerBound)
      expectName(Self.aName)
      take(.quote, to: end)
      builder.close(access)
      builder.close(node)
      let field = "\(text(base)).\(text(name))"
      reportForeign(
        open..<builder.position,
        Message(
          en: "\(Self.noBrackets[.english]): a field is ‘\(field)’", zh: "\(Self.noBrackets[.chinese])：字段写作“\(field)”"),
        with: "." + text(name), isSafe: true)
      if kind == .dot || kind == .leftBracket { parseMoreSuffixes(of: first) }
      return
    }
    let (open, depth) = (start, brackets.count)
    let error = builder.wrap(from: first, .error)
    let content = takeBrackets()
    let suffix = takeFieldNames()
    dropBrackets(to: depth)
    builder.close(error)
    reportBracket(base, open..<builder.position, content, suffix)
  }

  private mutating func parseMoreSuffixes(of first: Int) {
    guard nesting < Parser.nestingLimit else { return reportTooDeep(token.range) }
    nesting += 1
    defer { nesting -= 1 }
    if kind == .dot { parseSuffixes(of: first) }
    if kind == .leftBracket { parseForeignBracket(of: first) }
  }

  /// The name in `["name"]`, in whichever quotes, and the end of the bracket; nil where it is a key of a table's row, or no name.
  private mutating func bracketedField(of base: String) -> (name: ByteRange, end: Int)? {
    let opening = UTF8Scalar.read(bytes, at: token.range.upperBound, limit: lexer.limit)
    guard [0x22, 0x27, 0x60, 0x201C, 0x201D, 0x2018, 0x2019].contains(opening.value) else { return nil }
    var inner = Lexer(bytes: bytes, from: token.range.upperBound + opening.length, limit: lexer.limit)
    let word = inner.next()
    let (quote, length) = UTF8Scalar.read(bytes, at: word.range.upperBound, limit: lexer.limit)
    let end = word.range.upperBound + length
    guard word.kind == .identifier, word.triviaStart == word.range.lowerBound,
      [0x22, 0x27, 0x60, 0x201C, 0x201D, 0x2018, 0x2019].contains(quote), end < lexer.limit,
      bytes[end] == UInt8(ascii: "]")
    else { return nil }
    if let table = declared().tables[base], !table.fields.contains(text(word.range)) { return nil }
    return (word.range, end + 1)
  }

  /// Takes `[…]`, and gives what is between the brackets.
  private mutating func takeBrackets() -> ByteRange {
    var (depth, content) = (1, token.range.upperBound)
    let first = content
    bump()
    while kind != .end, kind != .rightBrace, !token.startsLine || !brackets.isEmpty {
      if kind == .leftBracket { depth += 1 }
      if kind == .rightBracket { depth -= 1 }
      content = start
      bump()
      if depth == 0 { return trimmed(first..<content) }
    }
    return trimmed(first..<builder.position)
  }

  /// Takes `.name`s and further brackets, and gives them.
  private mutating func takeFieldNames() -> String {
    let first = builder.position
    while !token.startsLine {
      if kind == .leftBracket {
        _ = takeBrackets()
      } else if kind == .dot, lookahead().kind == .identifier {
        bump()
        bump()
      } else {
        break
      }
    }
    return text(trimmed(first..<builder.position))
  }

  private mutating func reportBracket(_ base: ByteRange, _ range: ByteRange, _ content: ByteRange, _ suffix: String) {
    let (name, inner) = (text(base), text(content))
    let (only, hit) = (isChinese ? "唯一" : "only", isChinese ? "其中" : "where")
    let key = declared().tables[name]?.key
    let whole = base.lowerBound..<range.upperBound
    var written: String?
    let row = inner.replacing("'", with: "\"")
    var shown = "\(only)(\(name) \(hit) \(key ?? "…") = \(row.isEmpty ? "…" : row))\(suffix)"
    if let condition = Self.condition(inner, of: name), holdsComparison(content) {
      shown = "\(name)\(suffix) \(hit) \(condition)"
      written = shown
    } else if content.count > 0, bytes[content].allSatisfy({ ($0 >= 0x30 && $0 <= 0x39) || $0 == UInt8(ascii: "-") }) {
      let function = inner == "-1" ? (isChinese ? "末项" : "last") : isChinese ? "首项" : "first"
      if inner == "0" || inner == "-1" {
        shown = "\(function)(\(name))\(suffix)"
        written = shown
      } else {
        shown = "\(only)(\(name) \(hit) \(key ?? "…") = …)\(suffix)"
      }
    } else if key != nil, !bytes[content].contains(UInt8(ascii: ",")) {
      written = shown
    }
    if suffix.contains("[") { written = nil }
    reportForeign(
      range,
      Message(
        en: "\(Self.noBrackets[.english]): a row is ‘\(shown)’, a field ‘row.field’",
        zh: "\(Self.noBrackets[.chinese])：一行写作“\(shown)”，字段写作“行.字段”"),
      replacing: whole, with: written)
  }

  /// A condition of another language on the rows of `table`, as it is written here.
  private static func condition(_ text: String, of table: String) -> String? {
    text.isEmpty
      ? nil
      : text.replacing("===", with: "=").replacing("==", with: "=").replacing("\(table).", with: "")
        .replacing("'", with: "\"")
  }

  private func holdsComparison(_ range: ByteRange) -> Bool {
    var lexer = Lexer(bytes: bytes, from: range.lowerBound, limit: range.upperBound)
    while case let next = lexer.next(), next.kind != .end {
      if [.equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual].contains(next.kind) { return true }
    }
    return false
  }

  /// `[a, b]`, at the bracket, as the list `(a, b)` that is meant, reported.
  ///
  /// - Parameter kind: the node that it becomes.
  mutating func parseBracketedList(as node: SyntaxKind) {
    guard nesting < Parser.nestingLimit else { return reportTooDeep(token.range) }
    nesting += 1
    defer { nesting -= 1 }
    flushTrivia()
    let (list, first) = (builder.open(node), start)
    let before = diagnostics.count
    bump(as: .leftParen)
    let content = start
    while kind != .rightBracket, kind != .end, kind != .rightBrace {
      let begin = start
      parseExpression()
      if !accept(.comma) || start == begin { break }
    }
    let written = "(" + text(trimmed(content..<max(content, builder.position))) + ")"
    if kind == .rightBracket { bump(as: .rightParen) } else { markError() }
    builder.close(list)
    guard diagnostics.count == before else { return }
    reportForeign(
      first..<builder.position,
      Message(
        en: "\(Self.noBrackets[.english]): a list is ‘\(written)’", zh: "\(Self.noBrackets[.chinese])：列表写作“\(written)”"),
      with: written, isSafe: true)
  }

  // MARK: Texts

  /// Takes a text in quotes of other languages; a case of the field before it as the name that it is. False, and nothing
  /// taken, where the next token is no such quote.
  mutating func acceptForeignText() -> Bool {
    guard isAtForeignText, !token.startsLine else { return false }
    let (quote, first) = (UTF8Scalar.read(bytes, at: start, limit: lexer.limit).length, start)
    var name = Lexer(bytes: bytes, from: first + quote, limit: lexer.limit)
    let word = name.next()
    let end = word.range.upperBound
    guard word.kind == .identifier, word.range.lowerBound == first + quote, let field = comparedField,
      declared().cases[field]?.contains(text(word.range)) ?? false, isAtForeignText, end + quote <= lexer.limit,
      let closing = foreignTextEnd, closing == end + UTF8Scalar.read(bytes, at: end, limit: lexer.limit).length
    else { return parseUnquoted() }
    reportForeign(
      first..<closing, Message(en: "a case stands without quotes", zh: "取值不加引号"), with: text(word.range), isSafe: true)
    take(.trivia, to: word.range.lowerBound)
    let node = builder.open(.nameExpression)
    bump()
    builder.close(node)
    take(.trivia, to: closing)
    return true
  }

  /// The name that the sign of comparison before the next token stands behind.
  private var comparedField: String? {
    let leaves = builder.nodes.suffix(12).filter { $0.kind.rawValue < SyntaxKind.file.rawValue && $0.kind != .trivia }
    guard leaves.count > 1, case let sign = leaves[leaves.count - 1], case let name = leaves[leaves.count - 2],
      sign.kind == .equal || sign.kind == .notEqual, name.kind == .identifier
    else { return nil }
    return text(Int(name.start)..<Int(name.end))
  }

  // MARK: Filters and methods

  /// What is made of a value by a filter or a method of another language.
  private struct Filtered {
    var value: String
    var condition: String?
    var format: String?
    /// True where it does nothing that is done here.
    var isIdle = true
    /// True where what is written here does something a little else.
    var isDoubtful = false

    /// The whole, as it is written here.
    ///
    /// - Parameters:
    ///   - where: the word before the condition.
    ///   - round: the function that reckons, for what has no format.
    func written(where: String, round: String?) -> String {
      let whole = condition.map { "\(value) \(`where`) \($0)" } ?? value
      guard let format else { return whole }
      if let round, format.first == "." { return "\(round)(\(whole), \(format.dropFirst()))" }
      return round == nil ? "\(whole): \(format)" : whole
    }
  }

  private static let rounding = ["round", "tofixed", "fixed", "decimals", "number_format", "format_number", "四舍五入"]
  private static let idle = [
    "upper", "lower", "title", "capitalize", "strip", "trim", "escape", "safe", "string", "str", "tostring",
    "tolocalestring", "touppercase", "tolowercase", "item", "to_string",
  ]
  private static let counting = ["length", "len", "size", "count", "nrow", "个数", "数量"]
  private static let choosing = ["filter", "where", "select", "query", "筛选", "过滤", "其中"]
  private static let gathering: Set<String> = [
    "sum", "average", "median", "min", "max", "first", "last", "list", "abs", "only", "合计", "平均", "中位数", "最小",
    "最大", "首项", "末项", "列出", "绝对值", "唯一",
  ]

  /// Puts a filter on what has been made of the value; false where what it means is not known.
  private func apply(_ name: String, _ arguments: String, to value: inout Filtered) -> Bool {
    // What grows with each filter of a line is told for a few of them.
    guard value.value.utf8.count + arguments.utf8.count < 1024 else { return false }
    let folded = name.lowercased()
    let digits = arguments.filter { $0.isASCII && $0.isNumber }
    if Self.rounding.contains(folded) {
      (value.format, value.isIdle) = ("." + (digits.isEmpty || digits.count > 2 ? "0" : digits), false)
    } else if folded == "format", arguments.contains("."), digits.count == 1 {
      (value.format, value.isIdle) = ("." + digits, false)
    } else if name.hasPrefix("保留"), name.contains("位") {
      let places = name.unicodeScalars.compactMap { $0.properties.numericValue }.first
      (value.format, value.isIdle) = (".\(Int(max(0, min(18, places ?? 0))))", false)
    } else if ["percent", "percentage"].contains(folded) {
      (value.format, value.isIdle) = ("%", false)
    } else if ["comma", "commas", "intcomma", "thousands", "千分位"].contains(folded) {
      (value.format, value.isIdle) = (isChinese ? "分节" : "grouped", false)
    } else if Self.counting.contains(folded) {
      value.value = "\(isChinese ? "计数" : "count")(\(value.written(where: isChinese ? "其中" : "where", round: nil)))"
      (value.condition, value.isIdle) = (nil, false)
    } else if Self.choosing.contains(folded) {
      guard let condition = Self.condition(arguments, of: value.value), !arguments.contains("=>"),
        ["=", "<", ">", "≥", "≤", "≠"].contains(where: { arguments.contains($0) })
      else { return false }
      value.condition = value.condition.map { "\($0) \(isChinese ? "且" : "and") \(condition)" } ?? condition
      value.isIdle = false
    } else if folded == "join" {
      (value.value, value.isIdle) = ("\(isChinese ? "列出" : "list")(\(value.value))", false)
      value.isDoubtful = true
    } else if ["default", "fillna", "coalesce"].contains(folded), !arguments.isEmpty {
      (value.value, value.isIdle) = ("\(value.value) ?? \(arguments)", false)
    } else if Self.idle.contains(folded) {
      return arguments.isEmpty
    } else if let function = Synonyms.function(for: name), Self.gathering.contains(function) {
      // `sum(attribute='pupils')`, `sum("pupils")`
      let field = arguments.split { "=\"' ".contains($0) }.last.map(String.init) ?? ""
      let column = field.isEmpty ? "" : "." + field
      guard field.unicodeScalars.allSatisfy({ $0 == "_" || $0.properties.isXIDContinue }) else { return false }
      let argument = Filtered(value: value.value + column, condition: value.condition)
      value.value = "\(function)(\(argument.written(where: isChinese ? "其中" : "where", round: nil)))"
      (value.condition, value.isIdle) = (nil, false)
    } else {
      return false
    }
    return true
  }

  /// True at `| name`, which ends a hole or a declaration, or goes on with arguments or another bar. A bar may part the
  /// cells of a row whose hole is not closed.
  private var isAtPipe: Bool {
    guard kind == .bar, !token.startsLine else { return false }
    var tokens = lookahead(2)
    if tokens[0].kind == .greater { tokens.removeFirst() }
    guard let name = tokens.first, name.kind == .identifier, !name.startsLine else { return false }
    if lexer.hasComments { return true }
    var lexer = Lexer(bytes: bytes, from: name.range.upperBound, limit: lexer.limit)
    var next = lexer.next()
    guard [.rightBrace, .leftParen, .bar, .colon].contains(next.kind) else { return false }
    for _ in 0..<32 {
      if next.kind == .rightBrace { return true }
      if next.kind == .leftBrace || next.kind == .end { return false }
      next = lexer.next()
    }
    return false
  }

  /// What stands behind an expression in other languages alone, which was built from `first` on: a bar with a filter, `?`
  /// with two values, `if` with a condition.
  mutating func parseForeignTail(of first: Int) {
    switch token.kind {
    case .bar, .question, .identifier: break
    default: return
    }
    guard kind == .bar || kind == .question || at(.if), builder.nodes.indices.contains(first), !isAstray
    else { return }
    if kind == .question {
      parseTernary(of: first)
    } else if kind == .bar {
      if isAtPipe { parsePipes(of: first) }
    } else if isAtTrailingIf {
      parseTrailingIf(of: first)
    }
  }

  private mutating func parsePipes(of first: Int) {
    let base = trimmed(Int(builder.nodes[first].start)..<builder.position)
    let (sign, depth) = (start, brackets.count)
    var (value, isKnown) = (Filtered(value: text(base)), true)
    let error = builder.wrap(from: first, .error)
    while isAtPipe {
      bump()
      _ = accept(.greater)
      let name = text(token.range)
      bump()
      let arguments: String
      if kind == .leftParen {
        arguments = takeArguments()
      } else if kind == .colon, lookahead().kind == .number {
        bump()
        arguments = text(token.range)
        bump()
      } else {
        arguments = ""
      }
      isKnown = apply(name, arguments, to: &value) && isKnown
    }
    dropBrackets(to: depth)
    builder.close(error)
    reportFilter(base, sign..<builder.position, value, isKnown: isKnown, sign: "|")
  }

  private mutating func reportFilter(
    _ base: ByteRange, _ range: ByteRange, _ value: Filtered, isKnown: Bool, sign: String
  ) {
    let isWholeHole =
      !lexer.hasComments && kind == .rightBrace
      && bytes[..<base.lowerBound].last { $0 > 0x20 }.map {
        $0 == UInt8(ascii: "{") || $0 == 0x9B
      } ?? false
    let round = isWholeHole ? nil : isChinese ? "舍入" : "round"
    let written = value.written(where: isChinese ? "其中" : "where", round: round)
    let found = text(range)
    let message: Message
    if !isKnown {
      message = Message(
        en: "evrep has no ‘\(found)’: a function stands before what it is given, a format behind ‘:’",
        zh: "evrep 没有“\(found)”：函数写在前面，格式写在“:”之后")
    } else if value.isIdle {
      message = Message(en: "evrep has no ‘\(found)’: a text is printed as it is", zh: "evrep 没有“\(found)”：文字原样印出")
    } else if value.format != nil, isWholeHole {
      message = Message(
        en: "a format stands behind ‘:’, not behind ‘\(sign)’: ‘{\(written)}’",
        zh: "格式写在“:”之后，不写在“\(sign)”之后：“{\(written)}”")
    } else if value.condition != nil {
      message = Message(en: "rows are chosen by ‘where’: ‘\(written)’", zh: "筛选写作“其中”：“\(written)”")
    } else {
      message = Message(
        en: "a function stands before what it is given: ‘\(written)’", zh: "函数写在前面：“\(written)”")
    }
    reportForeign(
      range, message, replacing: base.lowerBound..<range.upperBound, with: isKnown ? written : nil,
      isSafe: isKnown && !value.isIdle && !value.isDoubtful)
  }

  /// Takes `(…)`, and gives what is between the brackets.
  private mutating func takeArguments() -> String {
    let (first, depth) = (token.range.upperBound, brackets.count)
    bump()
    while kind != .end, kind != .rightBrace, kind != .leftBrace, brackets.count > depth {
      if kind == .rightParen, brackets.count == depth + 1 { break }
      bump()
    }
    let found = text(trimmed(first..<max(first, builder.position)))
    if kind == .rightParen { bump() }
    return found
  }

  /// At a bracket behind a field's name, which is a method of another language: `schools.pupils.sum()`. False, and nothing
  /// taken, where it is none. `node` is the postfix expression, which is open.
  mutating func acceptForeignMethod(in node: Int) -> Bool {
    guard let access = builder.nodes.lastIndex(where: { $0.kind == .fieldAccess }), access > node,
      let name = lastLeaf, name.kind == .identifier
    else { return false }
    let base = trimmed(Int(builder.nodes[node].start)..<Int(builder.nodes[access].start))
    guard base.count < 1024 else { return false }
    var value = Filtered(value: text(base))
    let call = methodCall(behind: token)
    guard apply(text(name.range), call, to: &value), !declared().modules.contains(text(base)) else { return false }
    let (dot, depth) = (base.upperBound, brackets.count)
    let error = builder.open(.error)
    _ = takeArguments()
    var isKnown = true
    while kind == .dot, lookahead().kind == .identifier, !token.startsLine {
      bump()
      let name = text(token.range)
      bump()
      if kind == .leftParen {
        isKnown = apply(name, takeArguments(), to: &value) && isKnown
      } else {
        value.value += "." + name
      }
    }
    dropBrackets(to: depth)
    builder.close(error)
    reportFilter(base, dot..<builder.position, value, isKnown: isKnown, sign: ".")
    return true
  }

  /// What stands in the brackets at `opening`.
  private func methodCall(behind opening: Token) -> String {
    var lexer = Lexer(bytes: bytes, from: opening.range.upperBound, limit: lexer.limit)
    var (depth, end) = (1, opening.range.upperBound)
    while depth > 0, end - opening.range.upperBound < 1024, case let next = lexer.next(), next.kind != .end {
      if next.kind == .leftParen { depth += 1 }
      if next.kind == .rightParen { depth -= 1 }
      end = next.range.lowerBound
    }
    return text(trimmed(opening.range.upperBound..<end))
  }

  // MARK: Conditions among arguments

  /// What functions of other languages are that take a condition: what is written here for them.
  private static let conditional: [String: String] = [
    "countif": "count", "countifs": "count", "sumif": "sum", "sumifs": "sum", "averageif": "average",
    "averageifs": "average", "条件计数": "计数", "条件求和": "合计", "条件平均": "平均", "find": "only", "查找": "唯一", "lookup": "only",
    "filter": "", "筛选": "", "过滤": "",
  ]
  private static let ofRows: Set<String> = [
    "count", "sum", "average", "median", "min", "max", "only", "first", "last", "list", "计数", "合计", "平均", "中位数",
    "最小", "最大", "唯一", "首项", "末项", "列出",
  ]

  /// Words behind which a comparison in an argument is no condition of another one.
  private static let beforeConditions: Set<Keyword> = [.where, .if, .by, .order, .top]

  /// True at a comma among the arguments of `function` with a condition behind it, the last of them.
  mutating func isConditionNext(of function: Token) -> Bool {
    let name = text(function.range)
    guard Self.ofRows.contains(name) || Self.conditional[name.lowercased()] != nil else { return false }
    var (lexer, depth, isFound) = (lexer, 0, false)
    search: for _ in 0..<64 {
      let next = lexer.next()
      switch next.kind {
      case .leftParen: depth += 1
      case .rightParen:
        if depth == 0 { break search }
        depth -= 1
      case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual: if depth == 0 { isFound = true }
      case .comma where depth == 0: return false
      // average(t.x where c, t.w where c)
      case .identifier where depth == 0:
        if Keyword.spelled(bytes[next.range]).map(Self.beforeConditions.contains) ?? false { return false }
      case .end, .rightBrace, .leftBrace: return false
      default: break
      }
    }
    return isFound && !declared().functions.contains(name)
  }

  /// Takes the comma and the condition behind the first argument, which was built from `first` on, as a clause of it.
  mutating func parseConditionArgument(of function: Token, _ first: Int) {
    let name = text(function.range)
    let comma = token.range
    let hit = comma.count > 1 || isChinese ? Keyword.where.spellings.chinese : Keyword.where.spellings.english
    let before = diagnostics.count
    let query = builder.wrap(from: first, .query)
    let argument = trimmed(Int(builder.nodes[query].start)..<comma.lowerBound)
    let clause = builder.open(.whereClause)
    bump(meant: .where)
    let begin = start
    parseConditional()
    builder.close(clause)
    builder.close(query)
    let condition = trimmed(begin..<max(begin, builder.position))
    guard diagnostics.count == before else { return markError() }
    if Self.ofRows.contains(name) {
      let isGlued = comma.upperBound == condition.lowerBound
      let example = "\(name)(\(text(argument)) \(hit) \(text(condition)))"
      return reportForeign(
        comma,
        Message(en: "a condition stands behind ‘where’: ‘\(example)’", zh: "条件写在“其中”之后：“\(example)”"),
        with: " " + hit + (isGlued ? " " : ""), isSafe: true)
    }
    let meant = Self.conditional[name.lowercased()] ?? ""
    var (end, suffix) = (builder.position, "")
    foreign.isCallLost = true
    if kind == .rightParen {
      end = token.range.upperBound
      // `filter(t, c).f` chooses among the cells of a column.
      var lexer = lexer
      if meant.isEmpty, lexer.next().kind == .dot, case let field = lexer.next(), field.kind == .identifier {
        (end, suffix) = (field.range.upperBound, "." + text(field.range))
      }
    }
    let inner = "\(text(argument))\(suffix) \(hit) \(text(condition))"
    let written = meant.isEmpty ? inner : "\(meant)(\(inner))"
    reportForeign(
      function.range.lowerBound..<end,
      Message(
        en: "evrep has no ‘\(name)’: a condition stands behind ‘where’, ‘\(written)’",
        zh: "evrep 没有“\(name)”：条件写在“其中”之后，“\(written)”"),
      with: written, isSafe: meant != "only" && meant != "唯一")
  }

  /// Reports a condition behind a function's brackets, `sum(t.f) where c`, in the query that begins at `node`, which is open.
  mutating func reportConditionOutside(_ query: Int) {
    let nodes = builder.nodes
    guard query + 2 < nodes.count, nodes[query + 1].kind == .call, nodes[query + 2].kind == .name,
      case let name = text(Int(nodes[query + 2].start)..<Int(nodes[query + 2].end)),
      ["sum", "average", "count", "median", "min", "max", "合计", "平均", "计数", "中位数", "最小", "最大"].contains(name),
      case let call = Int(nodes[query + 1].start)..<Int(nodes[query + 1].end), call.count > 3,
      !declared().functions.contains(name), !isAstray
    else { return }
    let bracket = bytes[call.upperBound - 1] == UInt8(ascii: ")") ? 1 : 3
    let written =
      text(call.lowerBound..<call.upperBound - bracket) + " "
      + text(trimmed(call.upperBound..<builder.position)) + text(call.upperBound - bracket..<call.upperBound)
    markError()
    // What has been said of the clause is enough.
    if let last = diagnostics.last?.place?.range, last.lowerBound >= call.upperBound { return }
    reportForeign(
      call.lowerBound..<builder.position,
      Message(en: "a condition stands inside the brackets: ‘\(written)’", zh: "条件写在括号之内：“\(written)”"), with: written,
      isSafe: true)
  }

  /// Has the remedy of the one finding about a hole in two braces, `{{ x | f }}`, take these in.
  mutating func takeInDoubledBraces(_ hole: ByteRange, _ first: Int) {
    guard diagnostics.count == first + 1, let fix = diagnostics[first].fixIts.first,
      diagnostics[first].fixIts.count == 1,
      case let range = fix.place.range, hole.lowerBound < range.lowerBound, range.upperBound <= hole.upperBound
    else { return }
    func isBrace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") || byte <= 0x20 }
    let before = bytes[hole.lowerBound..<range.lowerBound].drop(while: isBrace)
    var after = bytes[range.upperBound..<hole.upperBound]
    while let last = after.last, isBrace(last) { after.removeLast() }
    let mended =
      "{" + String(decoding: before, as: UTF8.self) + fix.replacement + String(decoding: after, as: UTF8.self) + "}"
    diagnostics[first].fixIts = [
      FixIt(
        Message(en: "write ‘\(mended)’", zh: "写作“\(mended)”"), replace: place(hole), with: mended, isSafe: fix.isSafe)
    ]
  }
}
