package import EvrepSource

/// One node of a tree in preorder: 16 bytes.
struct RawNode: Sendable {
  let kind: SyntaxKind
  let start: UInt32
  var end: UInt32
  /// The index of the first node after this one's subtree.
  var next: UInt32
}

/// A file's lossless syntax tree: its leaves, end to end, are the file's bytes.
package final class SyntaxTree: Sendable {
  package let file: FileID
  package let bytes: [UInt8]
  let nodes: [RawNode]
  /// The words of the language that `keyword` leaves are meant as which spell none, by the leaves' first bytes.
  let meant: [UInt32: Keyword]

  /// Where lines of the body begin that are those of blocks and lack their `:::`.
  package let lostHeads: Set<Int>
  /// How many problems lack the line that they begin with.
  package let headlessProblems: Int

  init(
    file: FileID, bytes: [UInt8], nodes: [RawNode], meant: [UInt32: Keyword] = [:], lostHeads: Set<Int> = [],
    headlessProblems: Int = 0
  ) {
    self.lostHeads = lostHeads
    self.headlessProblems = headlessProblems
    self.file = file
    self.bytes = bytes
    self.nodes = nodes
    self.meant = meant
  }

  /// True for a leaf that is the word, or is meant as it.
  func isWord(_ node: RawNode, _ keyword: Keyword) -> Bool {
    node.kind == .keyword
      && (keyword.isSpelled(bytes[Int(node.start)..<Int(node.end)]) || (!meant.isEmpty && meant[node.start] == keyword))
  }

  package var root: SyntaxNode { SyntaxNode(tree: self, index: 0) }

  /// Every node of a kind, at any depth, in order. O(nodes).
  package func nodes(of kind: SyntaxKind) -> [SyntaxNode] {
    nodes.indices.filter { nodes[$0].kind == kind }.map { SyntaxNode(tree: self, index: $0) }
  }
}

extension SyntaxTree {
  /// The words in each name of a heading that could not be read, none where there is none. O(nodes).
  package var lostAnchors: [[Name]] {
    nodes(of: .anchor).filter { $0.first(.name) == nil }.map { Name.words(in: $0.bytes) }
  }

  /// What stands before the lines `:::` that end no block, up to the heading or the end of the block before it: the content
  /// of a block whose head is missing, of a problem with its measures. O(nodes), and O(lines) more for each.
  package var headlessBlocks: [Place] {
    nodes(of: .error).filter {
      $0.first(.fence) != nil && $0.children.allSatisfy { [.fence, .lineEnd].contains($0.kind) }
    }.map { error in
      let end = error.range.lowerBound
      var (start, isInMeasures, isBelow) = (end, false, true)
      for _ in 0..<Self.headlessLines where start > 0 {
        let line = (bytes[..<(start - 1)].lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
        let text = bytes[line..<start].prefix { $0 != UInt8(ascii: "\n") }
        if text.first == UInt8(ascii: "#") { break }
        if text.starts(with: ":::".utf8) {
          // Measures may stand right above.
          guard isBelow || isInMeasures else { break }
          isInMeasures.toggle()
        }
        isBelow = isBelow && text.allSatisfy { $0 <= 0x20 }
        start = line
      }
      return Place(file, start..<end)
    }
  }

  private static let headlessLines = 20

  /// What stands in blocks whose word is none, or that cannot stand where they do. O(nodes).
  package var unknownBlocks: [Place] {
    nodes(of: .error).compactMap { $0.first(.body)?.place }
  }

  /// The holes, heads and declarations of expressions that hold something which could not be read. O(nodes).
  package var brokenExpressions: [Place] {
    guard nodes.contains(where: { $0.kind == .error }) else { return [] }
    return nodes.indices.filter { index in
      switch nodes[index].kind {
      case .hole, .inlineHead, .reference, .anchor, .letDeclaration, .checkDeclaration, .parameterDeclaration,
        .expectStep,
        .setStep,
        .blockHead:
        nodes[index..<Int(nodes[index].next)].contains { $0.kind == .error }
      default: false
      }
    }.map { SyntaxNode(tree: self, index: $0).place }
  }
}

/// A node or leaf of a tree.
package struct SyntaxNode: Sendable, Hashable {
  let tree: SyntaxTree
  package let index: Int

  init(tree: SyntaxTree, index: Int) {
    self.tree = tree
    self.index = index
  }

  package var kind: SyntaxKind { tree.nodes[index].kind }

  /// The node's bytes, with trivia inside it but none around it.
  package var range: ByteRange { Int(tree.nodes[index].start)..<Int(tree.nodes[index].end) }

  package var place: Place { Place(tree.file, range) }

  package var file: FileID { tree.file }

  /// The node's bytes.
  package var bytes: ArraySlice<UInt8> { tree.bytes[range] }

  /// The node's text.
  package var text: String {
    tree.bytes.withUnsafeBufferPointer { String(decoding: UnsafeBufferPointer(rebasing: $0[range]), as: UTF8.self) }
  }

  /// The whole file's bytes.
  package var fileBytes: [UInt8] { tree.bytes }

  package var isLeaf: Bool { Int(tree.nodes[index].next) == index + 1 && kind.rawValue < SyntaxKind.file.rawValue }

  /// Children without trivia.
  package var children: Children { Children(tree: tree, from: index + 1, to: Int(tree.nodes[index].next)) }

  /// The first child of `kind`.
  package func first(_ kind: SyntaxKind) -> SyntaxNode? { firstChild { $0 == kind } }

  /// The first child whose kind is wanted. Looks at kinds alone, as most look-ups pass over most children.
  @inline(__always)
  func firstChild(_ isWanted: (SyntaxKind) -> Bool) -> SyntaxNode? {
    let end = Int(tree.nodes[index].next)
    var child = index + 1
    while child < end {
      if isWanted(tree.nodes[child].kind) { return SyntaxNode(tree: tree, index: child) }
      child = Int(tree.nodes[child].next)
    }
    return nil
  }

  /// Every leaf below, trivia too, in order: together they are the node's bytes.
  package var leaves: [SyntaxNode] {
    (index..<Int(tree.nodes[index].next)).lazy.map { SyntaxNode(tree: tree, index: $0) }.filter(\.isLeaf)
  }

  /// Calls `body` with each leaf of a kind below, in order; O(nodes below), with a look at their kinds alone.
  package func forEachLeaf(_ kind: SyntaxKind, _ body: (SyntaxNode) -> Void) {
    for node in index..<Int(tree.nodes[index].next) where tree.nodes[node].kind == kind {
      body(SyntaxNode(tree: tree, index: node))
    }
  }

  /// Calls `body` with each identifier below, in order.
  package func forEachIdentifier(_ body: (String) -> Void) {
    for node in tree.nodes[index..<Int(tree.nodes[index].next)] where node.kind == .identifier {
      body(String(decoding: tree.bytes[Int(node.start)..<Int(node.end)], as: UTF8.self))
    }
  }

  /// The tree below as lines of `kind "text"`, two blanks a level: what parser tests compare.
  package var outline: String {
    var lines = ""
    func add(_ node: SyntaxNode, _ depth: Int) {
      let text =
        node.isLeaf
        ? " \""
          + node.text.split(separator: "\n", omittingEmptySubsequences: false)
          .joined(separator: "⏎") + "\"" : ""
      lines += String(repeating: "  ", count: depth) + "\(node.kind)\(text)\n"
      for child in node.children { add(child, depth + 1) }
    }
    add(self, 0)
    return lines
  }

  package static func == (left: SyntaxNode, right: SyntaxNode) -> Bool {
    left.index == right.index && left.tree === right.tree
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(index) }

  /// A node's children in order, trivia left out.
  package struct Children: Sequence, IteratorProtocol, Sendable {
    let tree: SyntaxTree
    var from: Int
    let to: Int

    package mutating func next() -> SyntaxNode? {
      while from < to {
        let node = SyntaxNode(tree: tree, index: from)
        from = Int(tree.nodes[from].next)
        if node.kind != .trivia { return node }
      }
      return nil
    }
  }
}

/// Builds a tree front to back. Each leaf begins where the last one ended, so the tree cannot lose a byte.
struct TreeBuilder {
  private(set) var nodes: [RawNode] = []
  private(set) var position = 0
  /// What words that are misspelt are meant as, by their first bytes.
  private(set) var meant: [UInt32: Keyword] = [:]
  /// Where the last word of the language begins.
  private(set) var lastKeyword: Int?

  /// - Parameter bytes: the file's size. Even expressions alone have a node for every three bytes at most; what is
  ///   reserved and not used costs no memory.
  init(bytes: Int) { nodes.reserveCapacity(bytes / 3 + 64) }

  var count: Int { nodes.count }

  /// Begins an inner node; `close` ends it.
  mutating func open(_ kind: SyntaxKind) -> Int {
    nodes.append(RawNode(kind: kind, start: UInt32(position), end: 0, next: 0))
    return nodes.count - 1
  }

  mutating func close(_ index: Int) {
    nodes[index].end = UInt32(position)
    nodes[index].next = UInt32(nodes.count)
  }

  /// Takes back what was built behind the first `count` nodes, which end at byte `position` but for those that are open.
  mutating func rewind(to count: Int, at position: Int) {
    let removed = nodes[count...].contains { $0.kind == .keyword }
    nodes.removeLast(nodes.count - count)
    self.position = position
    if removed { lastKeyword = nodes.last { $0.kind == .keyword }.map { Int($0.start) } }
  }

  /// Adds a leaf up to byte `end`; nothing if it would be empty.
  mutating func leaf(_ kind: SyntaxKind, to end: Int) {
    guard end > position else { return }
    if kind == .keyword { lastKeyword = position }
    nodes.append(
      RawNode(kind: kind, start: UInt32(position), end: UInt32(end), next: UInt32(nodes.count + 1)))
    position = end
  }

  /// Adds a leaf that is no word of the language and is meant as one.
  mutating func leaf(meant keyword: Keyword, to end: Int) {
    meant[UInt32(position)] = keyword
    leaf(.keyword, to: end)
  }

  /// Adds a copy of earlier nodes, whole subtrees, whose bytes stand here again.
  mutating func repeatNodes(_ range: Range<Int>) {
    let (bytes, count) = (UInt32(position) - nodes[range.lowerBound].start, UInt32(nodes.count - range.lowerBound))
    position += Int(nodes[range.lowerBound].end - nodes[range.lowerBound].start)
    for index in range {
      let node = nodes[index]
      if node.kind == .keyword { lastKeyword = Int(node.start + bytes) }
      nodes.append(
        RawNode(kind: node.kind, start: node.start + bytes, end: node.end + bytes, next: node.next + count))
    }
  }

  /// Begins an inner node around what was built from `index` on; O(nodes wrapped).
  mutating func wrap(from index: Int, _ kind: SyntaxKind) -> Int {
    let start = index < nodes.count ? nodes[index].start : UInt32(position)
    nodes.insert(RawNode(kind: kind, start: start, end: 0, next: 0), at: index)
    for shifted in nodes.indices[(index + 1)...] { nodes[shifted].next += 1 }
    return index
  }
}
