internal import CCmarkGFM
internal import CEvrepMarkdown
internal import EvrepModel
internal import EvrepSource

/// Turns cmark's tree into one that the writers only have to write down: numbers and labels become text, problem blocks
/// and captions become blocks around what they hold, run-in items become a paragraph, and the marks that asked for it go.
///
/// It walks blocks only, and looks into paragraphs only where the document has regions or anchors.
struct Lowering {
  let tree: MarkdownTree
  var context: RenderContext
  private(set) var diagnostics: [Diagnostic] = []
  private var counters = HeadingCounters()
  private var tables = 0
  /// True for each anchor that a heading or caption has.
  private var usedAnchors: [Bool] = []
  private var typedLabels: TypedLabels
  private let looksForMarks: Bool
  private let marksLabels: Bool

  init(tree: MarkdownTree, document: ResolvedDocument, style: Style, locator: Locator, marksLabels: Bool) {
    self.tree = tree
    self.marksLabels = marksLabels
    context = RenderContext(document: document, style: style)
    typedLabels = TypedLabels(locator: locator, style: style, language: context.language)
    looksForMarks = !document.regions.isEmpty || !document.anchors.isEmpty
  }

  /// Lowers the tree, then reports anchors that stand where nothing takes them.
  mutating func run() {
    for region in context.document.regions {
      if case .problem(let name?, let number) = region.kind {
        add(name, context.style.label(.referenceProblem, number, context.language) ?? String(number))
      }
    }
    var current = cmark_node_first_child(tree.root)
    var containers: [Node] = [tree.root]
    while let node = current {
      switch cmark_node_get_type(node).rawValue {
      case NodeType.heading: lowerHeading(node)
      case NodeType.quote, NodeType.list, NodeType.item, NodeType.footnote:
        containers.append(node)
        if let child = cmark_node_first_child(node) {
          current = child
          continue
        }
      default: if looksForMarks { lowerCaption(node) }
      }
      current = tree.next(after: node, below: tree.root, intoChildren: false)
    }
    if !context.document.regions.isEmpty {
      var regions = RegionLowering(
        tree: tree, document: context.document, style: context.style, typedLabels: typedLabels)
      // Inner containers first, so that an item is whole before its list is run in.
      for container in containers.reversed() where cmark_node_get_type(container).rawValue != NodeType.list {
        regions.lower(container)
      }
      typedLabels = regions.typedLabels
    }
    if context.document.hasRoundedTotals, let note = context.style.roundingNote(context.language), !note.isEmpty {
      appendNote(note)
    }
    diagnostics += typedLabels.diagnostics
    for (index, anchor) in context.document.anchors.enumerated()
    where !(index < usedAnchors.count && usedAnchors[index]) {
      diagnostics.append(
        Diagnostic(
          .anchorMisplaced, at: anchor.place,
          Message(
            en: "the name `\(anchor.name)` stands neither in a heading nor before a table",
            zh: "名称“\(anchor.name)”既不在标题中，也不在表格之前"),
          notes: [
            Message(
              en: "put it at the end of a heading, or of the paragraph just before a table, which is its caption",
              zh: "请放在标题末尾，或紧接表格之前的一段（即表题）末尾")
          ]))
    }
  }

  private mutating func add(_ name: String, _ text: String) {
    if context.references[name] == nil { context.references[name] = Reference(text: text) }
  }

  /// The style's remark on rounding, behind the last block and before the footnotes.
  private func appendNote(_ text: String) {
    var last = cmark_node_last_child(tree.root)
    while let node = last, cmark_node_get_type(node).rawValue == NodeType.footnote { last = cmark_node_previous(node) }
    guard let node = last, let note = tree.insertParagraph(after: node) else { return }
    tree.append(text, to: note)
    Self.setTag(note, Self.noteTag)
  }

  private mutating func lowerHeading(_ node: Node) {
    let level = Int(cmark_node_get_heading_level(node))
    let number = counters.next(level)
    let label = context.style.label(.heading(level), number, context.language)
    typedLabels.check(node, .heading(level))
    if !context.document.anchors.isEmpty, let index = takeAnchor(from: node) {
      Self.setTag(node, index << 2 | 2)
      let text =
        context.style.label(.referenceHeading(level), number, context.language)
        ?? label.map(Self.bare) ?? context.plainText(node, tree)
      add(context.document.anchors[index].name, text)
    }
    if let label { tree.prepend(marksLabels ? label + Mark.afterLabel : label, to: node) }
  }

  /// Makes `node` the caption of the table after it, where it is a paragraph that ends in an anchor.
  private mutating func lowerCaption(_ node: Node) {
    guard !context.document.anchors.isEmpty, cmark_node_get_type(node).rawValue == NodeType.paragraph,
      let table = cmark_node_next(node), tree.type(of: table) == NodeType.table, let index = takeAnchor(from: node)
    else { return }
    tables += 1
    let label = context.style.label(.table, tables, context.language) ?? String(tables)
    add(context.document.anchors[index].name, Self.bare(label))
    tree.prepend(label.hasSuffix(" ") ? label : label + " ", to: node)
    Self.setTag(node, 1)
    guard let figure = tree.insertBlock(before: node) else { return }
    Self.setTag(figure, index << 2 | 2)
    for part in [node, table] {
      cmark_node_unlink(part)
      cmark_node_append_child(figure, part)
    }
  }

  /// Takes the anchor mark out of the last text of `block` and gives its index; nil where there is none.
  private mutating func takeAnchor(from block: Node) -> Int? {
    var current = cmark_node_last_child(block)
    while let node = current {
      current = cmark_node_previous(node)
      guard cmark_node_get_type(node).rawValue == NodeType.text else { return nil }
      let text = literal(node)
      var at = text.nextMark(from: 0)
      while at < text.count {
        let mark = text.mark(at: at)
        if mark.mark == .anchor, mark.index < context.document.anchors.count {
          var end = at
          while end > 0, ASCII.isBlank(text[end - 1]) { end -= 1 }
          let rest = Array(text[..<end]) + Array(text[mark.end...])
          tree.setText(node, rest)
          while usedAnchors.count <= mark.index { usedAnchors.append(false) }
          usedAnchors[mark.index] = true
          return mark.index
        }
        at = text.nextMark(from: mark.end)
      }
    }
    return nil
  }

  /// A label as it is cited: without the signs and blanks that part it from its text.
  private static func bare(_ label: String) -> String {
    var scalars = label.unicodeScalars
    while let last = scalars.last, "、.．:： \t".unicodeScalars.contains(last) { scalars.removeLast() }
    return String(scalars)
  }
}

extension Lowering {
  /// True for the remark on rounding that the style has put at the report's end.
  static func isNote(_ node: Node) -> Bool { tag(node) == noteTag }

  private static let noteTag = 1 << 2 | 1

  /// True for a paragraph that is a table's caption.
  static func isCaption(_ node: Node) -> Bool { tag(node) == 1 }

  /// The anchor of a heading, or of the block around a table and its caption.
  static func anchorIndex(of node: Node) -> Int? { tag(node) & 3 == 2 ? tag(node) >> 2 : nil }

  /// The region that a block was made for.
  static func regionIndex(of node: Node) -> Int? { tag(node) & 3 == 3 ? tag(node) >> 2 : nil }

  static func setTag(_ node: Node, _ tag: Int) {
    cmark_node_set_user_data(node, UnsafeMutableRawPointer(bitPattern: tag))
  }

  private static func tag(_ node: Node) -> Int { Int(bitPattern: cmark_node_get_user_data(node)) }
}

/// The number of each heading: counted per level, from 1 again after a higher heading.
struct HeadingCounters: Sendable {
  private var counts = [Int](repeating: 0, count: 7)

  /// The number of the next heading of `level`, 1 to 6.
  mutating func next(_ level: Int) -> Int {
    let level = min(max(level, 1), 6)
    counts[level] += 1
    for lower in (level + 1)..<max(counts.count, level + 2) where lower < counts.count { counts[lower] = 0 }
    return counts[level]
  }
}
