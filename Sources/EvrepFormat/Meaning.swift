import EvrepSyntax

/// What a file's text says, layout left out: two texts that mean the same compile to the same.
struct Meaning: Equatable {
  private var tokens: [UInt8] = []
  private var prose: [UInt8] = []

  init(_ tree: SyntaxTree, _ options: FormatOptions) {
    let words = Words(tree, options)
    tokens.reserveCapacity(tree.bytes.count)
    prose.reserveCapacity(tree.bytes.count)
    var reader = CodeReader(words)
    reader.read(tree.root, in: .file)
    for token in reader.tokens {
      switch token.kind {
      case .prose, .proseEscape, .htmlComment:
        let before = prose.count
        prose.append(contentsOf: tree.bytes[token.range].lazy.filter { !Self.isLayout($0) })
        // Where holes and fences stand in the prose is part of the meaning; blank lines alone are not.
        guard prose.count > before else { continue }
        prose.append(0)
        tokens.append(0)
      case .lineEnd: break
      default:
        token.append(to: &tokens, tree.bytes)
        // The parts of a rounding rule are one word in Chinese.
        if token.parent != .format { tokens += [0, token.kind.rawValue] }
      }
    }
    // Comments of the header are no tokens.
    if let header = tree.root.first(.header) {
      for leaf in header.leaves where leaf.kind == .trivia {
        for line in leaf.bytes.split(separator: 0x0A) { prose += HeaderLayout.comment(in: line) ?? [] }
      }
    }
  }

  /// True for blanks, line ends, and the signs that tables and quotes are drawn with.
  private static func isLayout(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: "|"), UInt8(ascii: "-"), UInt8(ascii: ":"), UInt8(ascii: ">"): true
    default: false
    }
  }
}
