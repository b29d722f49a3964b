extension SyntaxNode {
  /// True for a node that stands for a value.
  package var isExpression: Bool { kind.isExpression }

  /// The operands, in order.
  package var expressions: [SyntaxNode] { children.filter(\.isExpression) }

  /// The first operand.
  package var expression: SyntaxNode? { firstChild(\.isExpression) }

  /// The `name` child: what a declaration or block is called.
  package var name: SyntaxNode? { first(.name) }

  /// True where something in the node could not be read.
  package var hasError: Bool { (index + 1..<Int(tree.nodes[index].next)).contains { tree.nodes[$0].kind == .error } }

  /// True for a leaf that is the word, or that is misspelt and meant as it.
  package func means(_ keyword: Keyword) -> Bool { tree.isWord(tree.nodes[index], keyword) }

  /// True where the word stands among the node's children.
  package func has(_ keyword: Keyword) -> Bool {
    let end = Int(tree.nodes[index].next)
    var child = index + 1
    while child < end {
      let node = tree.nodes[child]
      if tree.isWord(node, keyword) { return true }
      child = Int(node.next)
    }
    return false
  }

  /// The child behind the keyword; nil where the word does not stand among the children.
  package func child(after keyword: Keyword) -> SyntaxNode? {
    let end = Int(tree.nodes[index].next)
    var child = index + 1
    var isFound = false
    while child < end {
      let node = tree.nodes[child]
      if isFound && node.kind != .trivia { return SyntaxNode(tree: tree, index: child) }
      if tree.isWord(node, keyword) { isFound = true }
      child = Int(node.next)
    }
    return nil
  }

  /// The words of a comment that speaks to the compiler, `<!-- evrep: allow W001 reason -->`, from `allow` on; nil for
  /// any other comment. The node is an `htmlComment`.
  package var directive: [Substring]? {
    let words = text.dropFirst(4).dropLast(3).split { $0 == " " || $0 == "\n" || $0 == "\r\n" || $0 == "\t" }
    return words.first == "evrep:" ? Array(words.dropFirst()) : nil
  }

  /// A string's text, escapes resolved, or nil if it has holes. The node is an `interpolation`.
  package var plainString: String? {
    guard kind == .interpolation else { return nil }
    var text = ""
    for child in children {
      switch child.kind {
      case .quote: break
      case .stringText: text += child.unescaped(from: 0)
      default: return nil
      }
    }
    return text
  }

  /// A `stringText` leaf's text from byte `start` on, escapes resolved: a backslash stands for the character behind it.
  package func unescaped(from start: Int) -> String {
    let text = String(decoding: bytes[Swift.max(start, range.lowerBound)...], as: UTF8.self)
    guard bytes.contains(UInt8(ascii: "\\")) else { return text }
    var result = ""
    var escaped = false
    for scalar in text.unicodeScalars {
      if scalar == "\\" && !escaped {
        escaped = true
      } else {
        result.unicodeScalars.append(scalar)
        escaped = false
      }
    }
    return result
  }

  /// A number's text in ASCII digits; full-width digits and point narrowed.
  package var digits: String {
    var result = ""
    for scalar in text.unicodeScalars {
      result.unicodeScalars.append(Unicode.Scalar(Lexer.narrowed(scalar.value)) ?? scalar)
    }
    return result
  }
}
