import EvrepSource
import EvrepSyntax

/// A body with its holes and fence lines laid out, and what each byte of it is to the layout of prose.
struct BodyCode {
  private(set) var prose = RoledText()
  /// The lines of indented code: the blank lines between them are code too.
  private(set) var indentedCode: [ByteRange] = []
  private let source: [UInt8]
  private let literals: [LiteralRange]
  private var nextLiteral = 0

  init(_ body: SyntaxNode, literals: [LiteralRange], _ words: Words) {
    source = body.fileBytes
    self.literals = literals
    prose.reserveCapacity(body.range.count + body.range.count / 16)
    var stack = [body.children]
    while let last = stack.indices.last {
      guard let child = stack[last].next() else {
        stack.removeLast()
        continue
      }
      switch child.kind {
      case .prose, .proseEscape: copyProse(child.range)
      case .htmlComment: append(source[child.range], .literal)
      case .hole, .reference: appendCode(child, words, .hole)
      case .inlineHead, .inlineEnd, .anchor: appendCode(child, words, .head)
      case .blockHead, .blockEnd: appendFence(child, words)
      default:
        // A body without errors has nothing else but blocks; whatever it may be, it stays.
        if child.isLeaf { append(source[child.range], .literal) } else { stack.append(child.children) }
      }
    }
  }

  private mutating func append(_ bytes: some Collection<UInt8>, _ role: RoledText.Role) { prose.append(bytes, role) }

  private mutating func copyProse(_ range: ByteRange) {
    var start = range.lowerBound
    while nextLiteral < literals.count, literals[nextLiteral].range.lowerBound < range.upperBound {
      let literal = literals[nextLiteral]
      nextLiteral += 1
      let code = literal.range.clamped(to: start..<range.upperBound)
      append(source[start..<code.lowerBound], .prose)
      if literal.kind == .indentedCode { indentedCode.append(prose.count..<prose.count + code.count) }
      append(source[code], literal.kind == .codeSpan ? .literal : .code)
      start = code.upperBound
    }
    append(source[start..<range.upperBound], .prose)
  }

  private mutating func appendCode(_ node: SyntaxNode, _ words: Words, _ role: RoledText.Role) {
    var reader = CodeReader(words)
    reader.read(node, in: .body)
    append(laid(reader.tokens), role)
  }

  /// A fence line, its blanks before the colons kept: they say in which list item it stands.
  private mutating func appendFence(_ node: SyntaxNode, _ words: Words) {
    guard let fence = node.first(.fence) else { return append(source[node.range], .fence) }
    append(source[node.range.lowerBound..<fence.range.lowerBound], .fence)
    var reader = CodeReader(words)
    reader.read(node, in: .body)
    append(laid(reader.tokens.filter { $0.kind != .lineEnd }), .fence)
    if source[node.range].last == 0x0A {
      append(source[node.range].suffix(source[node.range].endsInCRLF ? 2 : 1), .fence)
    }
  }

  private func laid(_ tokens: [CodeToken]) -> [UInt8] {
    var line: [UInt8] = []
    var previous: CodeToken?
    for token in tokens {
      if let previous {
        let isSplit = previous.range.upperBound < token.range.lowerBound
        if Joint(previous, token, hasGap: isSplit) == .blank || previous.kind == .fence { line.append(0x20) }
      }
      token.append(to: &line, source)
      previous = token
    }
    return line
  }
}

extension ArraySlice<UInt8> {
  /// True where the text ends in a carriage return and a line feed.
  var endsInCRLF: Bool { count > 1 && self[endIndex - 1] == 0x0A && self[endIndex - 2] == 0x0D }
}
