package import EvrepSource

/// What the parser makes of a file: always a tree, and what is wrong with it.
package struct ParsedFile: Sendable {
  package let tree: SyntaxTree
  package let diagnostics: [Diagnostic]
  /// The code in the body, in order.
  package let literals: [LiteralRange]
}

/// Parses a report or module. Total: any bytes give a tree that holds all of them.
///
/// Of a file with merge conflicts only these are reported: whatever else is wrong with it may be their doing.
package func parse(_ file: FileID, _ bytes: [UInt8]) -> ParsedFile {
  var parser = Parser(file: file, bytes: bytes)
  parser.parseFile()
  let tree = SyntaxTree(
    file: file, bytes: bytes, nodes: parser.builder.nodes, meant: parser.builder.meant, lostHeads: parser.lostHeads,
    headlessProblems: parser.losses.headlessProblems)
  let conflicts = Diagnostic.mergeConflicts(file, bytes)
  return ParsedFile(
    tree: tree, diagnostics: conflicts.isEmpty ? parser.diagnostics : conflicts, literals: parser.literals)
}

/// The parser's state: tokens come from a lexer over one region (the header, a fence, a hole) at a time.
///
/// What is asked of it at every token is inlined: a call of what only looks at it would be given a copy on the stack.
struct Parser {
  /// How deep brackets, blocks and prefix operators nest.
  static let nestingLimit = 256

  let file: FileID
  let bytes: [UInt8]
  var builder: TreeBuilder
  var diagnostics: [Diagnostic] = []
  /// The code that the body was found to hold.
  var literals: [LiteralRange] = []

  /// The lines that are meant as fences of the header and are spelled otherwise.
  var misspelled: [ByteRange] = []

  /// Up to where stray braces are no slip of their own.
  var quietEnd = 0
  /// True where the name of the declaration stands before its first word, and has been read.
  var isNameTaken = false
  /// How many inline `{end}`s belong to heads that were refused.
  var looseEnds = 0

  /// What is known of blocks of the body that lack a line.
  let losses = BlockLosses()
  /// The first line `---` of the header, where it stands behind declarations.
  var lateFence: ByteRange?

  /// Where lines of the body begin that are those of blocks and lack their `:::`.
  var lostHeads: Set<Int> = []

  /// What is known for messages about what other languages have.
  let foreign = ForeignKnowledge()

  /// Holes of the body that may be repeated.
  var holes = ParsedHoles()

  private(set) var lexer: Lexer
  private(set) var token: Token {
    didSet { keyword = token.kind == .identifier ? Keyword.spelled(bytes[token.range]) : nil }
  }
  /// The word of the language that the next token spells, looked up once.
  private var keyword: Keyword?
  /// Open brackets of the region, innermost last: what a line must not end before.
  private(set) var brackets: [ByteRange] = []
  /// True where an unindented line ends the declaration.
  private var endsAtLines = false
  var nesting = 0

  init(file: FileID, bytes: [UInt8]) {
    self.file = file
    self.bytes = bytes
    builder = TreeBuilder(bytes: bytes.count)
    lexer = Lexer(bytes: bytes, from: 0, limit: 0)
    token = Token(kind: .end, triviaStart: 0, range: 0..<0, startsLine: true, indent: 0)
  }

  // MARK: Regions

  /// Reads tokens of `range` from here on. `lines` is true for a header.
  mutating func enter(_ range: ByteRange, lines: Bool) {
    lexer = Lexer(bytes: bytes, from: range.lowerBound, limit: range.upperBound, hasComments: lines)
    brackets = []
    endsAtLines = lines
    expressionStart = lines ? nil : range.lowerBound
    token = lexer.next()
  }

  /// Where the hole, the head or the declaration begins whose one expression is being read; nil where there may be several.
  private(set) var expressionStart: Int?

  /// True where something of the expression that is being read could not be: what follows in it tells nothing.
  var isAstray: Bool {
    guard let expressionStart, let last = diagnostics.last, last.code == .unexpectedToken, let place = last.place else {
      return false
    }
    return place.range.lowerBound >= expressionStart && !last.fixIts.contains(where: \.isSafe)
  }

  /// The kind of the next token; `end` also where the declaration ends.
  @inline(__always)
  var kind: SyntaxKind { atDeclarationEnd ? .end : token.kind }

  /// The next token's bytes.
  var tokenBytes: ArraySlice<UInt8> { bytes[token.range] }

  @inline(__always)
  private var atDeclarationEnd: Bool {
    endsAtLines && brackets.isEmpty && token.startsLine && token.range.lowerBound > declarationStart
      && (token.indent == 0 || isIndentedDeclaration)
  }

  /// True where the next token is the first of an indented line that plainly is no part of the declaration before it, but
  /// another.
  var isIndentedDeclaration: Bool {
    guard endsAtLines, hasNoItems, token.startsLine, token.indent > 0, brackets.isEmpty, declarationStart >= 0,
      let keyword, Keyword.declarations.contains(keyword)
    else { return false }
    let end = bytes[start..<lexer.limit].firstIndex(of: UInt8(ascii: "\n")) ?? lexer.limit
    return HeaderLine(bytes: bytes, range: start..<end).declares
  }

  /// The last branch of an inline block without a head, whose end has not come yet.
  var strayBranch: Int?

  /// True where the declaration has no items on lines of their own, or has had them.
  var hasNoItems = false

  private var declarationStart = -1

  private static let wordsWithoutItems: [Keyword] = [
    .let, .param, .check, .unit, .use, .report, .style, .language, .format, .words,
  ]

  /// The token that is next begins a declaration.
  mutating func beginDeclaration() {
    declarationStart = token.range.lowerBound
    hasNoItems = keyword.map { Self.wordsWithoutItems.contains($0) } ?? false
    expressionStart = at(anyOf: [.let, .check, .param]) ? declarationStart : nil
  }

  /// Where the next token begins.
  var start: Int { token.range.lowerBound }

  // MARK: Tokens

  /// Moves the next token into the tree as `kind`.
  mutating func bump(as kind: SyntaxKind? = nil) {
    switch token.kind {
    case .end: return
    case .leftParen, .leftBrace: brackets.append(token.range)
    case .rightParen: if isOpen("(", 0x88) { brackets.removeLast() }
    case .rightBrace: if isOpen("{", 0x9B) { brackets.removeLast() }
    default: break
    }
    builder.leaf(.trivia, to: token.range.lowerBound)
    builder.leaf(kind ?? token.kind, to: token.range.upperBound)
    token = lexer.next()
  }

  /// True where the innermost open bracket is `sign`, its full-width form, which ends in byte `last`, or one that is not
  /// there.
  private func isOpen(_ sign: Unicode.Scalar, _ last: UInt8) -> Bool {
    guard let bracket = brackets.last else { return false }
    let byte = bracket.isEmpty ? UInt8(ascii: sign) : bytes[bracket.upperBound - 1]
    return byte == UInt8(ascii: sign) || byte == last || byte == UInt8(ascii: "[") || byte == UInt8(ascii: ":")
  }

  /// Moves the next token into the tree as a word of the language that it is meant as.
  mutating func bump(meant keyword: Keyword) {
    builder.leaf(.trivia, to: token.range.lowerBound)
    builder.leaf(meant: keyword, to: token.range.upperBound)
    token = lexer.next()
  }

  /// Moves the next token into the tree as if it were a blank.
  mutating func passOver() {
    builder.leaf(.trivia, to: token.range.upperBound)
    token = lexer.next()
  }

  /// Moves the bytes up to `end` into the tree as a leaf, whatever tokens they would be.
  mutating func take(_ kind: SyntaxKind, to end: Int) {
    builder.leaf(.trivia, to: min(token.range.lowerBound, end))
    builder.leaf(kind, to: end)
    lexer = Lexer(bytes: bytes, from: end, limit: lexer.limit, hasComments: lexer.hasComments)
    token = lexer.next()
  }

  /// The tokens that follow the next one, `count` at most.
  func lookahead(_ count: Int) -> [Token] {
    var copy = lexer
    return (0..<count).map { _ in copy.next() }
  }

  /// The token after the next one, without moving.
  @inline(__always)
  func lookahead() -> Token {
    var copy = lexer
    return copy.next()
  }

  /// Ends the next token behind `count` of its bytes, so that the rest is a token of its own.
  mutating func splitToken(at count: Int) { reread(from: token, count) }

  /// Goes back to `earlier`, a token of the region, or to its first bytes. What was built behind it has been taken back.
  mutating func reread(from earlier: Token, _ count: Int? = nil) {
    let end = count.map { earlier.range.lowerBound + $0 } ?? earlier.range.upperBound
    lexer = Lexer(bytes: bytes, from: end, limit: lexer.limit, hasComments: lexer.hasComments)
    token = Token(
      kind: earlier.kind, triviaStart: earlier.triviaStart, range: earlier.range.lowerBound..<end,
      startsLine: earlier.startsLine, indent: earlier.indent)
  }

  /// Puts trivia before the next token into the tree now, so that the node which begins next does not start with it.
  @inline(__always)
  mutating func flushTrivia() { if kind != .end { builder.leaf(.trivia, to: token.range.lowerBound) } }

  /// The word of the language that the next token spells.
  @inline(__always)
  var word: Keyword? { kind == .identifier ? keyword : nil }

  @inline(__always)
  func at(_ keyword: Keyword) -> Bool {
    guard let found = self.keyword, kind == .identifier else { return false }
    return found == keyword || (keyword == .otherwise && found == .else && keyword.isSpelled(tokenBytes))
  }

  /// True at one of `keywords`, which `otherwise` is not among.
  @inline(__always)
  func at(anyOf keywords: [Keyword]) -> Bool {
    guard let found = keyword, kind == .identifier else { return false }
    return keywords.contains(found)
  }

  mutating func accept(_ kind: SyntaxKind) -> Bool {
    guard self.kind == kind else { return false }
    bump()
    return true
  }

  mutating func accept(_ keyword: Keyword) -> Bool {
    guard at(keyword) else { return false }
    bump(as: .keyword)
    return true
  }

  /// Takes the token that has to come, or reports that it is missing. False where it is missing.
  ///
  /// - Parameter sign: how it is written, for the fix that puts it there.
  @discardableResult
  mutating func expect(_ kind: SyntaxKind, _ what: Message, sign: String? = nil) -> Bool {
    if accept(kind) { return true }
    reportUnexpected(expected: what, missing: sign)
    return false
  }

  @discardableResult
  mutating func expect(_ keyword: Keyword) -> Bool {
    if accept(keyword) || acceptSlip(for: [keyword]) != nil || reportGluedBefore([keyword]) { return true }
    let (english, chinese) = keyword.spellings
    reportUnexpected(expected: Message(en: "‘\(english)’", zh: "“\(chinese)”"))
    return false
  }

  /// Takes an identifier into a `name` node.
  @discardableResult
  mutating func expectName(_ what: Message) -> Bool {
    if isNameTaken {
      isNameTaken = false
      return true
    }
    guard kind == .identifier else {
      reportUnexpected(expected: what)
      return false
    }
    flushTrivia()
    let node = builder.open(.name)
    bump()
    builder.close(node)
    return true
  }

  // MARK: Strings

  /// The state of a region while a string inside it is parsed.
  struct Suspension {
    fileprivate let lexer: Lexer
    fileprivate let brackets: [ByteRange]
    fileprivate let endsAtLines: Bool
    fileprivate let declarationStart: Int
    fileprivate let expressionStart: Int?
    /// The string, quotes included.
    let range: ByteRange
  }

  /// Leaves the region at the next token, a string, so that the holes in it can be regions of their own.
  mutating func suspend() -> Suspension {
    flushTrivia()
    return Suspension(
      lexer: lexer, brackets: brackets, endsAtLines: endsAtLines, declarationStart: declarationStart,
      expressionStart: expressionStart, range: token.range)
  }

  /// Goes on behind the string.
  mutating func resume(_ outer: Suspension) {
    lexer = outer.lexer
    brackets = outer.brackets
    endsAtLines = outer.endsAtLines
    declarationStart = outer.declarationStart
    expressionStart = outer.expressionStart
    token = lexer.next()
  }

  // MARK: Recovery

  /// Moves everything up to the declaration's or region's end into an `error` node.
  ///
  /// - Parameter takesBrace: true where a brace that begins the next line belongs to it.
  mutating func skipToEnd(takesBrace: Bool = false) {
    guard kind != .end else { return }
    flushTrivia()
    let node = builder.open(.error)
    while kind != .end {
      if isBehindOpenParenthesis { dropBrackets() } else { bump() }
    }
    if takesBrace, token.kind == .rightBrace { bump() }
    builder.close(node)
  }

  /// True at an unindented line of two words, or that begins as a declaration does, where nothing but round brackets is open:
  /// what was to close them is missing.
  private var isBehindOpenParenthesis: Bool {
    guard endsAtLines, token.startsLine, token.indent == 0, token.range.lowerBound > declarationStart,
      token.kind == .identifier, !brackets.isEmpty,
      // Braces of a declaration that has no items hold no lines.
      hasNoItems || brackets.allSatisfy({ bytes[$0].elementsEqual("(".utf8) })
    else { return false }
    let next = lookahead()
    let isDeclaration = Keyword.declarations.contains { $0.isSpelled(tokenBytes) }
    return !next.startsLine && (isDeclaration || next.kind == .identifier || next.kind == .string)
  }

  /// True at indented lines behind a declaration that has ended, with a line behind them that a brace begins. O(lines).
  var isHeadless: Bool {
    guard token.startsLine, brackets.isEmpty else { return false }
    var start = token.range.lowerBound
    while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")), end + 1 < lexer.limit {
      start = end + 1
      if bytes[start] > 0x20 { return bytes[start] == UInt8(ascii: "}") }
    }
    return false
  }

  /// Forgets brackets that were left open, so that the next unindented line begins a declaration.
  mutating func dropBrackets() { brackets = [] }

  /// Takes what stands for a bracket, or nothing, as one that is open.
  mutating func openBracket(_ range: ByteRange) { brackets.append(range) }

  /// Forgets brackets that were left open inside the first `depth`.
  mutating func dropBrackets(to depth: Int) {
    if brackets.count > depth { brackets.removeLast(brackets.count - depth) }
  }

  /// True for an unindented line that plainly begins another declaration, whatever brackets are open.
  var atNextDeclaration: Bool {
    guard endsAtLines, token.startsLine, token.indent == 0, token.range.lowerBound > declarationStart,
      token.kind == .identifier, Keyword.declarations.contains(where: { $0.isSpelled(tokenBytes) })
    else { return false }
    var copy = lexer
    let next = copy.next()
    guard !next.startsLine else { return false }
    if next.kind == .string { return true }
    guard next.kind == .identifier else { return false }
    let after = copy.next()
    guard !after.startsLine else { return false }
    switch after.kind {
    case .equal, .colon, .leftParen, .leftBrace: return true
    case .identifier: return Keyword.from.isSpelled(bytes[after.range]) && isData(behind: &copy)
    default: return false
    }
  }

  /// True where a path is next, and then what a declaration of data has and a field with a header (`数据 人 from "…"`)
  /// has not: `counted`, a clause or a brace.
  private func isData(behind lexer: inout Lexer) -> Bool {
    guard lexer.next().kind == .string else { return false }
    let next = lexer.next()
    if next.kind == .leftBrace { return true }
    guard next.kind == .identifier, let word = Keyword.spelled(bytes[next.range]) else { return false }
    return word == .counted || Keyword.bindings.contains(word)
  }

  // MARK: Findings

  /// The most findings of a file. All are errors, so that one more would change nothing.
  static let findingLimit = 10_000

  /// Notes a finding. What cannot be read behind something that could not be is none.
  mutating func report(_ diagnostic: Diagnostic) {
    if diagnostic.code == .unexpectedToken, isAstray { return }
    if diagnostics.count < Self.findingLimit { diagnostics.append(diagnostic) }
  }

  func place(_ range: ByteRange) -> Place { Place(file, range) }
}
