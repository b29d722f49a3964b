internal import CCmarkGFM
internal import CEvrepMarkdown

extension MarkdownTree {
  /// The text of `node` and of the text nodes right after it, and the last of them.
  ///
  /// cmark ends a text node at every byte that might have been markup.
  func textRun(_ node: Node) -> (text: [UInt8], last: Node) {
    var run = Array(literal(node))
    var last = node
    while let next = cmark_node_next(last), cmark_node_get_type(next).rawValue == NodeType.text {
      run.append(contentsOf: literal(next))
      last = next
    }
    return (run, last)
  }

  /// The node after `node` in the order of reading, below `top`; nil at the end.
  ///
  /// - Parameter intoChildren: false to pass over what `node` holds.
  func next(after node: Node, below top: Node, intoChildren: Bool = true) -> Node? {
    if intoChildren, let child = cmark_node_first_child(node) { return child }
    var current = node
    while current != top {
      if let sibling = cmark_node_next(current) { return sibling }
      guard let parent = cmark_node_parent(current) else { return nil }
      current = parent
    }
    return nil
  }

  /// The first scalar that is printed after the inline `node`; 0 where a break, a picture or the end comes first.
  func scalar(after node: Node, _ context: RenderContext) -> UInt32 {
    var current: Node? = node
    while let here = current {
      if let sibling = cmark_node_next(here) {
        current = sibling
        break
      }
      current = cmark_node_parent(here)
      guard let parent = current, cmark_node_get_type(parent).rawValue & 0xC000 == 0xC000 else { return 0 }
    }
    while let here = current {
      switch type(of: here) {
      case NodeType.text:
        if let scalar = context.firstScalar(literal(here)) { return scalar }
        current = cmark_node_next(here)
      case NodeType.code: return literal(here).scalar(at: 0)?.value ?? 0
      case NodeType.emphasis, NodeType.strong, NodeType.link, NodeType.strike:
        current = cmark_node_first_child(here) ?? cmark_node_next(here)
      case NodeType.htmlInline: current = cmark_node_next(here)
      default: return 0
      }
    }
    return 0
  }
}

extension RenderContext {
  /// The first scalar that `text` prints, its marks looked through; nil where it prints nothing.
  func firstScalar(_ text: Bytes) -> UInt32? {
    var at = 0
    while at < text.count {
      guard text.isMark(at: at) else { return text.scalar(at: at)?.value }
      let mark = text.mark(at: at)
      if let insertion = insertion(mark), let scalar = withPlain(insertion, { $0.scalar(at: 0)?.value }) {
        return scalar
      }
      at = mark.end
    }
    return nil
  }

  /// The last scalar that `text` prints, its marks looked through; nil where it prints nothing.
  func lastScalar(_ text: Bytes) -> UInt32? {
    var end = text.count
    while end > 0 {
      guard end >= 3, text.isMark(at: end - 3) else { return text.scalar(before: end)?.value }
      var start = end - 3
      if text[end - 1] == 0x91 {
        while start > 0, ASCII.isDigit(text[start - 1]) { start -= 1 }
        start = max(start - 3, 0)
      }
      if text.isMark(at: start), let insertion = insertion(text.mark(at: start)),
        let scalar = withPlain(insertion, { $0.scalar(before: $0.count)?.value })
      {
        return scalar
      }
      end = start
    }
    return nil
  }
}
