import EvrepSource
import EvrepSyntax

/// A leaf of a declaration, a fence line or a hole, with what its layout depends on.
struct CodeToken {
  /// A place in a line that neighbouring lines share.
  enum Stop {
    case none
    /// The `=` of a value's definition.
    case equal
    /// A field's type, and its first option.
    case type, option
  }

  let kind: SyntaxKind
  /// The kinds of the node that holds the leaf, and of the one around that.
  let parent, outer: SyntaxKind
  let range: ByteRange
  /// True for the first leaf of its node.
  let isFirst: Bool
  /// True for the first leaf of a declaration.
  let beginsDeclaration: Bool
  /// True for the first leaf of what stands between a declaration's braces: a field, a step.
  let beginsItem: Bool
  let stop: Stop
  /// True for % and its like, which touch their number.
  let isPercent: Bool
  /// The text where it is not the source's; nothing for a word that is dropped.
  let replacement: String?

  /// The token's bytes.
  func append(to text: inout [UInt8], _ source: [UInt8]) {
    if let replacement { text.append(contentsOf: replacement.utf8) } else { text.append(contentsOf: source[range]) }
  }
}

/// Flattens nodes into tokens. Without recursion, so that the depth of an expression costs no stack.
struct CodeReader {
  private struct Frame {
    let kind: SyntaxKind
    var children: SyntaxNode.Children
    /// How many children have been read.
    var count = 0
    /// True behind a declaration's opening brace: the nodes that follow are items.
    var isInBraces = false
    /// True where the node has parameters, so that it defines no value but a function.
    var isFunction = false
    let range: ByteRange
    /// True for a string that ends at the same place between straight quotes.
    let takesStraightQuotes: Bool

    init(_ node: SyntaxNode) {
      (kind, children, range) = (node.kind, node.children, node.range)
      takesStraightQuotes =
        node.kind == .interpolation
        && node.children.allSatisfy { $0.kind != .stringText || !$0.bytes.contains(UInt8(ascii: "\"")) }
    }
  }

  let words: Words
  private(set) var tokens: [CodeToken] = []

  init(_ words: Words) { self.words = words }

  /// Appends the tokens of `node`.
  ///
  /// - Parameter outer: the kind of the node around it.
  mutating func read(_ node: SyntaxNode, in outer: SyntaxKind, isDeclaration: Bool = false) {
    var beginsDeclaration = isDeclaration
    var beginsItem = false
    var stop = CodeToken.Stop.none
    var frames = [Frame(node)]
    while let last = frames.indices.last {
      guard let child = frames[last].children.next() else {
        frames.removeLast()
        continue
      }
      frames[last].count += 1
      let frame = frames[last]
      if frame.kind == .field, frame.count == 2 { stop = .type }
      if frame.kind == .field, frame.count == 3 { stop = .option }
      guard child.isLeaf else {
        if frame.isInBraces, frame.kind.hasItems { beginsItem = true }
        if child.kind == .parameterList { frames[last].isFunction = true }
        frames.append(Frame(child))
        continue
      }
      if child.kind == .leftBrace { frames[last].isInBraces = true }
      if child.kind == .equal, frame.kind == .letDeclaration, !frame.isFunction { stop = .equal }
      let around = last > 0 ? frames[last - 1].kind : outer
      let site = Words.Site(
        parent: frame.kind, outer: around, isWhole: child.range == frame.range,
        takesStraightQuotes: frame.takesStraightQuotes)
      for (kind, text) in words.spelled(child, site) {
        tokens.append(
          CodeToken(
            kind: kind, parent: frame.kind, outer: around, range: child.range, isFirst: frame.count == 1,
            beginsDeclaration: beginsDeclaration, beginsItem: beginsItem, stop: stop,
            isPercent: child.kind == .unitSign && ["%", "％", "‰"].contains(child.text), replacement: text))
        (beginsDeclaration, beginsItem, stop) = (false, false, .none)
      }
    }
  }
}

extension SyntaxKind {
  /// True for a hole of any kind.
  var isHole: Bool {
    switch self {
    case .hole, .inlineHead, .inlineEnd, .reference, .anchor: true
    default: false
    }
  }

  /// True for a node whose braces hold a line an item; those of a hole hold one expression.
  var hasItems: Bool { !isHole }
}
