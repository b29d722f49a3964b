import EvrepSource

/// A line between the fences of a header, and whether it reads as a declaration or as Markdown.
struct HeaderLine {
  /// Signs and number of a fence of code.
  struct CodeFence: Equatable {
    let sign: UInt8
    let count: Int
  }

  private let text: ArraySlice<UInt8>
  private let tokens: [Token]
  private let bytes: [UInt8]

  /// - Parameter range: the line without its end.
  init(bytes: [UInt8], range: ByteRange) {
    self.bytes = bytes
    text = bytes[range]
    var lexer = Lexer(bytes: bytes, from: range.lowerBound, limit: range.upperBound, hasComments: true)
    var tokens: [Token] = []
    // What a line is shows early; one of a million tokens is not worth as many.
    while tokens.count < Self.tokenLimit {
      let token = lexer.next()
      guard token.kind != .end else { break }
      tokens.append(token)
    }
    self.tokens = tokens
  }

  private static let tokenLimit = 4096

  // MARK: Form

  var isBlank: Bool { text.allSatisfy { $0 <= 0x20 } }

  var isIndented: Bool { text.first == 0x20 || text.first == 0x09 || text.starts(with: [0xE3, 0x80, 0x80]) }

  /// True for a line that holds a comment of the header and nothing else.
  var isComment: Bool { tokens.isEmpty && !isBlank }

  /// How many brackets the line leaves open.
  var depthChange: Int {
    tokens.reduce(0) { depth, token in
      switch token.kind {
      case .leftParen, .leftBrace: depth + 1
      case .rightParen, .rightBrace: depth - 1
      default: depth
      }
    }
  }

  // MARK: Markdown

  /// `# Heading`.
  var isHeading: Bool {
    let signs = text.prefix { $0 == UInt8(ascii: "#") }.count
    return (1...6).contains(signs) && (text.count == signs || isBlankByte(at: signs))
  }

  /// The signs below a heading: `====`.
  private var isUnderline: Bool {
    guard let sign = text.first, sign == UInt8(ascii: "=") || sign == UInt8(ascii: "-"), text.count > 3 else {
      return false
    }
    return text.allSatisfy { $0 == sign || $0 <= 0x20 }
  }

  /// `:::`.
  var isBlockFence: Bool { tokens.count >= 3 && tokens[..<3].allSatisfy { $0.kind == .colon } }

  /// The fence of code that the line opens.
  var codeFence: CodeFence? {
    guard let sign = text.first, sign == UInt8(ascii: "`") || sign == UInt8(ascii: "~") else { return nil }
    let count = text.prefix { $0 == sign }.count
    return count >= 3 ? CodeFence(sign: sign, count: count) : nil
  }

  func closes(_ fence: CodeFence) -> Bool {
    let trimmed = text.drop { $0 == 0x20 }
    let count = trimmed.prefix { $0 == fence.sign }.count
    return count >= fence.count && trimmed.dropFirst(count).allSatisfy { $0 <= 0x20 }
  }

  /// True where the line cannot be a declaration, not even a broken one: a heading, a block, an item of a list, a row, a
  /// quote, a sentence.
  var isMarkdown: Bool {
    guard !isIndented, let first = text.first else { return false }
    if isHeading || isBlockFence || isUnderline || codeFence != nil { return true }
    switch first {
    case UInt8(ascii: "-"), UInt8(ascii: "+"): return isBlankByte(at: 1)
    case UInt8(ascii: "*"): return isBlankByte(at: 1) || text.dropFirst().first == first
    case UInt8(ascii: ">"), UInt8(ascii: "|"), UInt8(ascii: "["), UInt8(ascii: "!"): return true
    case UInt8(ascii: "<"): return text.starts(with: Array("<!--".utf8))
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      let digits = text.prefix { (0x30...0x39).contains($0) }.count
      let sign = text.dropFirst(digits).first
      if (sign == UInt8(ascii: ".") || sign == UInt8(ascii: ")")) && isBlankByte(at: digits + 1) { return true }
    default: break
    }
    return keyword == nil && isSentence
  }

  private func isBlankByte(at offset: Int) -> Bool {
    let byte = text.dropFirst(offset).first
    return byte == 0x20 || byte == 0x09
  }

  /// True where a stop shows that the line is prose. No declaration holds a Chinese stop outside a string, and none
  /// without an `=` ends in a western one.
  var isSentence: Bool {
    var hasText = false
    for token in tokens {
      if token.kind == .identifier { hasText = true }
      if token.kind == .unknown, Self.chineseStops.contains(scalar(of: token)) { return hasText }
    }
    guard hasText, tokens.count >= 3, let last = tokens.last, !tokens.contains(where: { $0.kind == .equal }) else {
      return false
    }
    return last.kind == .dot || (last.kind == .unknown && [0x21, 0xFF01].contains(scalar(of: last)))
      || (last.kind == .question && keywordNearFirst == nil)
  }

  /// 。 、 《 》 〔 〕 and …
  private static let chineseStops: [UInt32] = [0x3002, 0x3001, 0x300A, 0x300B, 0x3014, 0x3015, 0x2026]

  private func scalar(of token: Token) -> UInt32 {
    UTF8Scalar.read(bytes, at: token.range.lowerBound, limit: token.range.upperBound).value
  }

  // MARK: Declarations

  /// The word of a declaration that the line begins with.
  private var keyword: Keyword? {
    tokens.first.flatMap(word(of:)).flatMap { Keyword.declarations.contains($0) ? $0 : nil }
  }

  private func word(of token: Token) -> Keyword? {
    token.kind == .identifier ? Keyword.spelled(bytes[token.range]) : nil
  }

  /// The word of a declaration that the first word may be a misspelling of.
  private var keywordNearFirst: String? {
    guard let first = tokens.first, first.kind == .identifier else { return nil }
    let spellings = Keyword.declarations.map(\.spellings).flatMap { [$0.english, $0.chinese] }
    return Nearest.misspelled(String(decoding: bytes[first.range], as: UTF8.self), in: spellings)
  }

  /// True where the line plainly begins a declaration.
  var declares: Bool {
    guard !isIndented, let keyword, tokens.count > 1 else { return false }
    let second = tokens[1].kind
    let third = tokens.count > 2 ? tokens[2].kind : .end
    switch keyword {
    case .report, .use: return second == .string
    case .style: return second == .string || (second == .identifier && third == .end)
    case .language: return second == .identifier && third == .end
    case .unit: return second == .identifier && [.end, .equal, .identifier].contains(third) && !isSentence
    case .let: return second == .identifier && (third == .equal || third == .leftParen)
    case .check, .param: return second == .identifier && third == .colon
    case .format: return third == .colon
    case .data: return second == .identifier && (third == .colon || (tokens.count > 2 && word(of: tokens[2]) == .from))
    case .words: return word(of: tokens[1]).map(Keyword.claims.contains) ?? false
    default: return second == .identifier && third == .leftBrace
    }
  }

  /// True where the line may be a declaration that is broken or misspelled.
  var resemblesDeclaration: Bool {
    guard let first = tokens.first else { return false }
    if first.kind == .leftBrace { return endsInBraces }
    guard first.kind == .identifier else { return first.kind != .number && first.kind != .unknown }
    let kinds = tokens.prefix(3).map(\.kind) + [.end, .end]
    if kinds[1] == .equal || kinds[1] == .colon || kinds[1] == .string || kinds[2] == .equal { return true }
    if kinds[1] == .identifier {
      switch kinds[2] {
      case .colon: return true
      case .leftBrace: if endsInBraces { return true }
      case .leftParen: if tokens.contains(where: { $0.kind == .equal }) { return true }
      default: break
      }
    }
    if keyword != nil || tokens.last?.kind == .leftBrace { return true }
    let isBinding = tokens.indices.dropLast().contains {
      tokens[$0 + 1].kind == .string && word(of: tokens[$0]) == .from
    }
    return isBinding || (tokens.count <= 2 && beginsWithKeyword) || keywordNearFirst != nil
  }

  /// True where the line leaves a brace open, or ends with one: what stands in it is no hole of a sentence.
  private var endsInBraces: Bool { depthChange > 0 || tokens.last?.kind == .rightBrace }

  /// True where a Chinese word of a declaration runs into what stands behind it.
  private var beginsWithKeyword: Bool {
    guard let first = tokens.first else { return false }
    return Keyword.declarations.contains { bytes[first.range].starts(with: $0.spellings.chinese.utf8) }
  }
}
