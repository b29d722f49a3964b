internal import CCmarkGFM
internal import CEvrepMarkdown
internal import EvrepModel

/// Gives problem, measures and series blocks their form.
struct RegionLowering {
  let tree: MarkdownTree
  private let context: RenderContext
  private(set) var typedLabels: TypedLabels

  init(tree: MarkdownTree, document: ResolvedDocument, style: Style, typedLabels: TypedLabels) {
    self.tree = tree
    self.typedLabels = typedLabels
    context = RenderContext(document: document, style: style)
  }

  /// Forms the regions that begin and end among the children of `container`; a mark without its partner just goes.
  mutating func lower(_ container: Node) {
    var open: [(index: Int, mark: Node)] = []
    var stray: [Node] = []
    var current = cmark_node_first_child(container)
    while let node = current {
      current = cmark_node_next(node)
      guard let mark = regionMark(node) else { continue }
      if mark.mark == .open {
        open.append((mark.index, node))
      } else if let position = open.lastIndex(where: { $0.index == mark.index }) {
        stray.append(contentsOf: open[(position + 1)...].map(\.mark))
        form(open[position].index, from: open[position].mark, to: node)
        open.removeSubrange(position...)
      } else {
        stray.append(node)
      }
    }
    for node in stray + open.map(\.mark) { cmark_node_unlink(node) }
  }

  /// The mark that the paragraph `node` consists of, where it opens or closes a region.
  private func regionMark(_ node: Node) -> FoundMark? {
    guard cmark_node_get_type(node).rawValue == NodeType.paragraph, let child = cmark_node_first_child(node),
      cmark_node_next(child) == nil, cmark_node_get_type(child).rawValue == NodeType.text
    else { return nil }
    let text = literal(child)
    guard text.isMark(at: 0) else { return nil }
    let mark = text.mark(at: 0)
    guard mark.end == text.count, mark.mark == .open || mark.mark == .close,
      mark.index < context.document.regions.count
    else { return nil }
    return mark
  }

  private mutating func form(_ index: Int, from open: Node, to close: Node) {
    let region = context.document.regions[index]
    var blocks: [Node] = []
    var current = cmark_node_next(open)
    while let node = current, node != close {
      blocks.append(node)
      current = cmark_node_next(node)
    }
    switch region.kind {
    case .problem(_, let number):
      let label = context.style.label(.problem, number, context.language)
      formProblem(index, label, blocks, before: close)
    case .measures:
      let layout = context.style.measuresItems
      let label = context.style.measuresLabel(context.language) ?? ""
      let target = region.joinsParagraph ? paragraph(before: open) : nil
      formItems(label, blocks, joining: target) { _ in layout }
    case .series:
      let target = region.joinsParagraph ? paragraph(before: open) : nil
      formItems("", blocks, joining: target) { cmark_node_get_list_tight($0) != 0 ? .runIn : .paragraphs }
    }
    cmark_node_unlink(open)
    cmark_node_unlink(close)
  }

  private func paragraph(before node: Node) -> Node? {
    guard let before = cmark_node_previous(node), cmark_node_get_type(before).rawValue == NodeType.paragraph else {
      return nil
    }
    return before
  }

  private mutating func formProblem(_ index: Int, _ label: String?, _ blocks: [Node], before close: Node) {
    guard let section = tree.insertBlock(before: close) else { return }
    Lowering.setTag(section, index << 2 | 3)
    for block in blocks {
      cmark_node_unlink(block)
      cmark_node_append_child(section, block)
    }
    guard let label else { return }
    if let first = blocks.first { typedLabels.check(first, .problem) }
    if let first = blocks.first, cmark_node_get_type(first).rawValue == NodeType.paragraph {
      tree.prepend(label, to: first)
    } else if let paragraph = cmark_node_new_with_mem(CMARK_NODE_PARAGRAPH, evrep_arena_memory()) {
      tree.append(label, to: paragraph)
      cmark_node_prepend_child(section, paragraph)
    }
  }

  /// Prints `label` before `blocks`, and the lists among them in the layout that `layout` gives.
  private mutating func formItems(
    _ label: String, _ blocks: [Node], joining target: Node?, layout: (Node) -> Style.ItemLayout
  ) {
    var label = label
    var target = target
    var number = 0
    for block in blocks {
      let type = cmark_node_get_type(block).rawValue
      if type == NodeType.list {
        switch layout(block) {
        case .runIn where isRunnable(block):
          runIn(block, label, into: target ?? tree.insertParagraph(before: block), &number)
          label = ""
        case .list:
          if !label.isEmpty { place(&label, before: block, joining: target) }
        case .runIn, .paragraphs:
          if !label.isEmpty { place(&label, before: block, joining: target) }
          unwrap(block, &number)
        }
      } else if !label.isEmpty {
        if type == NodeType.paragraph {
          tree.prepend(parted(label), to: block)
          label = ""
        } else {
          place(&label, before: block, joining: target)
        }
      }
      target = nil
    }
  }

  /// Prints a label as a paragraph of its own, or at the end of the one that it joins.
  private func place(_ label: inout String, before block: Node, joining target: Node?) {
    if let paragraph = target ?? tree.insertParagraph(before: block) {
      appendBlank(to: paragraph)
      tree.append(label, to: paragraph)
    }
    label = ""
  }

  /// Parts what follows from what a paragraph holds already, where the language has blanks.
  private func appendBlank(to paragraph: Node) {
    guard context.language == .english, cmark_node_first_child(paragraph) != nil else { return }
    tree.append(" ", to: paragraph)
  }

  /// A label before the text of its paragraph, where the language has blanks.
  private func parted(_ label: String) -> String {
    context.language == .english && label.last.map { !$0.isWhitespace } ?? false ? label + " " : label
  }

  /// True where each item is one paragraph.
  private func isRunnable(_ list: Node) -> Bool {
    var current = cmark_node_first_child(list)
    while let item = current {
      guard let paragraph = cmark_node_first_child(item), cmark_node_next(paragraph) == nil,
        cmark_node_get_type(paragraph).rawValue == NodeType.paragraph
      else { return false }
      current = cmark_node_next(item)
    }
    return true
  }

  private mutating func runIn(_ list: Node, _ label: String, into paragraph: Node?, _ number: inout Int) {
    guard let paragraph else { return }
    appendBlank(to: paragraph)
    if !label.isEmpty { tree.append(label, to: paragraph) }
    let isEnglish = context.language == .english
    while let item = cmark_node_first_child(list) {
      number += 1
      tree.append(word(number), to: paragraph)
      if let content = cmark_node_first_child(item) { typedLabels.check(content, .series) }
      if let content = cmark_node_first_child(item) { tree.moveChildren(of: content, to: paragraph) }
      cmark_node_unlink(item)
      let isLast = cmark_node_first_child(list) == nil
      if !endsInPunctuation(paragraph) {
        tree.append(isEnglish ? isLast ? "." : ";" : isLast ? "。" : "；", to: paragraph)
      }
      if isEnglish, !isLast { tree.append(" ", to: paragraph) }
    }
    cmark_node_unlink(list)
  }

  /// Puts the blocks of each item in the list's place, with the series' word before the first paragraph.
  private mutating func unwrap(_ list: Node, _ number: inout Int) {
    while let item = cmark_node_first_child(list) {
      number += 1
      if let first = cmark_node_first_child(item), cmark_node_get_type(first).rawValue == NodeType.paragraph {
        typedLabels.check(first, .series)
        tree.prepend(word(number), to: first)
      } else if let paragraph = tree.insertParagraph(before: list) {
        tree.append(word(number), to: paragraph)
      }
      while let block = cmark_node_first_child(item) {
        cmark_node_unlink(block)
        guard cmark_node_insert_before(list, block) == 1 else { break }
      }
      cmark_node_unlink(item)
    }
    cmark_node_unlink(list)
  }

  private func word(_ number: Int) -> String { context.style.label(.series, number, context.language) ?? "" }

  /// True where what a paragraph prints last ends a clause.
  private func endsInPunctuation(_ paragraph: Node) -> Bool {
    var current = cmark_node_last_child(paragraph)
    while let node = current {
      switch tree.type(of: node) {
      case NodeType.text, NodeType.code:
        guard let last = context.lastScalar(literal(node)) else { break }
        if last == 0x20 { break }
        return Self.isClosing(last)
      case NodeType.emphasis, NodeType.strong, NodeType.link, NodeType.strike:
        if let child = cmark_node_last_child(node) {
          current = child
          continue
        }
      case NodeType.htmlInline: break
      default: return false
      }
      current = previous(node, in: paragraph)
    }
    return false
  }

  private func previous(_ node: Node, in top: Node) -> Node? {
    var here = node
    while here != top {
      if let before = cmark_node_previous(here) { return before }
      guard let parent = cmark_node_parent(here) else { return nil }
      here = parent
    }
    return nil
  }

  /// True for a mark that ends a sentence or clause.
  private static func isClosing(_ scalar: UInt32) -> Bool {
    switch Unicode.Scalar(scalar) {
    case "。", "；", "！", "？", "…", "：", ".", ";", "!", "?", ":": true
    default: false
    }
  }
}
