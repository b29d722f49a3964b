import EvrepSource
import EvrepSyntax
import Testing

/// A parsed text, held to the rule that its leaves, end to end, are its bytes.
struct Parsed {
  let tree: SyntaxTree
  let diagnostics: [Diagnostic]

  init(_ bytes: [UInt8], sourceLocation: SourceLocation = #_sourceLocation) {
    let parsed = parse(FileID(0), bytes)
    tree = parsed.tree
    diagnostics = parsed.diagnostics
    #expect(Self.isLossless(parsed.tree), "bytes are lost", sourceLocation: sourceLocation)
  }

  init(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) {
    self.init(Array(text.utf8), sourceLocation: sourceLocation)
  }

  /// A header of one declaration.
  init(declaration: String, sourceLocation: SourceLocation = #_sourceLocation) {
    self.init("---\n\(declaration)\n---\n", sourceLocation: sourceLocation)
  }

  /// An expression, as that of a `let`.
  init(expression: String, sourceLocation: SourceLocation = #_sourceLocation) {
    self.init(declaration: "let x = \(expression)", sourceLocation: sourceLocation)
  }

  var codes: [DiagnosticCode] { diagnostics.map(\.code) }

  /// The texts that the findings point at.
  var marked: [String] {
    diagnostics.map { diagnostic in
      guard let range = diagnostic.place?.range else { return "" }
      return String(decoding: tree.bytes[range], as: UTF8.self)
    }
  }

  var body: SyntaxNode? { tree.root.first(.body) }

  var declarations: [SyntaxNode] {
    tree.root.first(.header).map { $0.children.filter { $0.kind != .headerFence } } ?? []
  }

  /// The tree of a `let`'s expression in brackets: `(sum a + (product b × c))`.
  var brackets: String { declarations.first?.expression.map(Self.brackets) ?? "" }

  static func brackets(_ node: SyntaxNode) -> String {
    if node.isLeaf { return node.text }
    let parts = node.children.map(brackets).joined(separator: " ")
    switch node.kind {
    case .nameExpression, .numberLiteral, .unitName, .name, .missingExpression, .interpolation: return parts
    default: return "(\(node.kind) \(parts))"
    }
  }

  static func isLossless(_ tree: SyntaxTree) -> Bool {
    var position = 0
    for leaf in tree.root.leaves {
      guard leaf.range.lowerBound == position, leaf.range.upperBound > position else { return false }
      position = leaf.range.upperBound
    }
    return position == tree.bytes.count
  }

  /// Every leaf of a kind.
  func leaves(_ kind: SyntaxKind) -> [String] { tree.root.leaves.filter { $0.kind == kind }.map(\.text) }

  /// How many nodes of a kind there are in the body, at any depth.
  func count(_ kind: SyntaxKind) -> Int {
    func count(_ node: SyntaxNode) -> Int { (node.kind == kind ? 1 : 0) + node.children.reduce(0) { $0 + count($1) } }
    return count(tree.root)
  }
}
