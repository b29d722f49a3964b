internal import CCmarkGFM
internal import CEvrepMarkdown
internal import EvrepModel

extension MarkdownTree {
  /// A new text node that holds `text`, nil where cmark gives none.
  func newText(_ text: String) -> Node? {
    guard let node = cmark_node_new_with_mem(CMARK_NODE_TEXT, evrep_arena_memory()) else { return nil }
    cmark_node_set_literal(node, text)
    return node
  }

  /// A new, empty paragraph before `node`.
  func insertParagraph(before node: Node) -> Node? { insert(CMARK_NODE_PARAGRAPH, before: node) }

  /// A new, empty paragraph after `node`.
  func insertParagraph(after node: Node) -> Node? {
    guard let block = cmark_node_new_with_mem(CMARK_NODE_PARAGRAPH, evrep_arena_memory()) else { return nil }
    return cmark_node_insert_after(node, block) == 1 ? block : nil
  }

  /// A new block before `node` that other blocks can be put into.
  func insertBlock(before node: Node) -> Node? { insert(CMARK_NODE_CUSTOM_BLOCK, before: node) }

  private func insert(_ type: cmark_node_type, before node: Node) -> Node? {
    guard let block = cmark_node_new_with_mem(type, evrep_arena_memory()) else { return nil }
    return cmark_node_insert_before(node, block) == 1 ? block : nil
  }

  /// Puts text before all that `block` holds.
  func prepend(_ text: String, to block: Node) {
    if let node = newText(text) { cmark_node_prepend_child(block, node) }
  }

  /// Puts text after all that `block` holds.
  func append(_ text: String, to block: Node) {
    if let node = newText(text) { cmark_node_append_child(block, node) }
  }

  func setText(_ node: Node, _ text: [UInt8]) { cmark_node_set_literal(node, String(decoding: text, as: UTF8.self)) }

  /// Moves all that `block` holds to the end of `target`.
  func moveChildren(of block: Node, to target: Node) {
    while let child = cmark_node_first_child(block) {
      cmark_node_unlink(child)
      guard cmark_node_append_child(target, child) == 1 else { return }
    }
  }
}

extension RenderContext {
  /// The text of a block's inlines without markup, values put in.
  func plainText(_ block: Node, _ tree: MarkdownTree) -> String {
    var text: [UInt8] = []
    var current = cmark_node_first_child(block)
    while let node = current {
      switch tree.type(of: node) {
      case NodeType.text, NodeType.code:
        let bytes = literal(node)
        splitMarks(
          bytes, plain: { text.append(bytes, $0) },
          value: { insertion in withPlain(insertion) { text.append(contentsOf: $0) } })
      case NodeType.softBreak, NodeType.lineBreak: text.append(UInt8(ascii: " "))
      default: break
      }
      current = tree.next(after: node, below: block)
    }
    return String(decoding: text, as: UTF8.self)
  }
}
