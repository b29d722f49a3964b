internal import CCmarkGFM
internal import CEvrepMarkdown
internal import EvrepModel

/// Writes a lowered tree as HTML, byte for byte as cmark does, save for what this module's README lists.
struct HTMLWriter {
  let tree: MarkdownTree
  let context: RenderContext
  var out: [UInt8] = []
  var findings: InlineFindings
  /// True inside a link, where no other link may begin.
  var isInLink = false
  /// True inside a link whose address was dropped.
  var isDroppedLink = false
  /// The last text node that has been printed already, with those before it.
  var printedThrough: Node?
  /// The text last printed, for soft breaks; it lies in the tree.
  var lastText = Bytes(start: nil, count: 0)
  private var alignments: [UInt8] = []
  private var column = 0
  private var isHeaderRow = false
  private var footnoteNumber = 0
  var footnoteUses: [Int]

  init(tree: MarkdownTree, context: RenderContext, findings: InlineFindings, capacity: Int) {
    self.tree = tree
    self.context = context
    self.findings = findings
    footnoteUses = Array(repeating: 0, count: context.footnoteLabels.count)
    out.reserveCapacity(capacity)
  }

  /// Writes everything in the tree; one pass, no recursion.
  mutating func write() {
    var current = cmark_node_first_child(tree.root)
    while let node = current {
      let type = tree.type(of: node)
      let isOpen = type >= 0xC000 ? enterInline(node, type) : enterBlock(node, type)
      if isOpen, let child = cmark_node_first_child(node) {
        current = child
        continue
      }
      if isOpen { exit(node, type) }
      current = following(node)
    }
    if footnoteNumber > 0 { out.append("</ol>\n</section>\n") }
  }

  /// The next sibling, or that of the nearest ancestor that has one; ancestors are closed on the way.
  private mutating func following(_ node: Node) -> Node? {
    var here = node
    while true {
      if let sibling = cmark_node_next(here) { return sibling }
      guard let parent = cmark_node_parent(here), parent != tree.root else { return nil }
      exit(parent, tree.type(of: parent))
      here = parent
    }
  }

  /// Begins a line, unless one has just begun.
  mutating func breakLine() {
    if let last = out.last, last != 0x0A { out.append(0x0A) }
  }

  /// True for a paragraph whose list is tight, which prints no `<p>`.
  private func isTight(_ node: Node) -> Bool {
    guard let item = cmark_node_parent(node), let list = cmark_node_parent(item) else { return false }
    return cmark_node_get_type(list).rawValue == NodeType.list && cmark_node_get_list_tight(list) != 0
  }

  /// Opens a block; false where it has been printed whole.
  private mutating func enterBlock(_ node: Node, _ type: UInt32) -> Bool {
    switch type {
    case NodeType.paragraph:
      if isTight(node) { return true }
      breakLine()
      out.append(
        Lowering.isCaption(node) ? "<figcaption>" : Lowering.isNote(node) ? "<p class=\"note\">" : "<p>")
    case NodeType.cell:
      enterCell()
    case NodeType.row:
      enterRow(node)
    case NodeType.table:
      breakLine()
      out.append("<table>")
      let columns = Int(cmark_gfm_extensions_get_table_columns(node))
      alignments = (0..<columns).map { cmark_gfm_extensions_get_table_alignments(node)?[$0] ?? 0 }
    case NodeType.quote:
      breakLine()
      out.append("<blockquote>\n")
    case NodeType.list:
      breakLine()
      if cmark_node_get_list_type(node) == CMARK_BULLET_LIST {
        out.append("<ul>\n")
      } else if cmark_node_get_list_start(node) == 1 {
        out.append("<ol>\n")
      } else {
        out.append("<ol start=\"")
        out.append(text: String(cmark_node_get_list_start(node)))
        out.append("\">\n")
      }
    case NodeType.item:
      breakLine()
      out.append("<li>")
      if tree.isTask(node) {
        let isChecked = cmark_gfm_extensions_get_tasklist_item_checked(node)
        out.append(
          isChecked
            ? "<input type=\"checkbox\" checked=\"\" disabled=\"\" /> " : "<input type=\"checkbox\" disabled=\"\" /> ")
      }
    case NodeType.heading:
      breakLine()
      out.append("<h")
      appendLevel(node)
      if let id = Lowering.anchorIndex(of: node) { appendID(context.document.anchors[id].name) }
      out.append(">")
      lastText = Bytes(start: nil, count: 0)
    case NodeType.customBlock:
      breakLine()
      enterCustom(node)
    default: return enterRareBlock(node, type)
    }
    return true
  }

  private mutating func enterRareBlock(_ node: Node, _ type: UInt32) -> Bool {
    switch type {
    case NodeType.codeBlock:
      breakLine()
      writeCodeBlock(node)
    case NodeType.thematicBreak:
      breakLine()
      out.append("<hr />\n")
    case NodeType.htmlBlock:
      if findings.dropBlock(node) {
        breakLine()
        out.append("<!-- raw HTML omitted -->\n")
      }
    case NodeType.footnote:
      if footnoteNumber == 0 { out.append("<section class=\"footnotes\" data-footnotes>\n<ol>\n") }
      footnoteNumber += 1
      out.append("<li id=\"fn-")
      appendFootnoteLabel(footnoteNumber)
      out.append("\">\n")
      return true
    default: return true
    }
    return false
  }

  private mutating func appendLevel(_ node: Node) {
    let shift: Int32 = context.document.title == nil ? 0 : 1
    out.append(UInt8(truncatingIfNeeded: 0x30 + min(6, cmark_node_get_heading_level(node) + shift)))
  }

  private mutating func appendID(_ name: String) {
    out.append(" id=\"")
    name.withBytes { HTMLEscape.append($0, to: &out) }
    out.append("\"")
  }

  private mutating func enterCustom(_ node: Node) {
    if let anchor = Lowering.anchorIndex(of: node) {
      out.append("<figure")
      appendID(context.document.anchors[anchor].name)
      out.append(">\n")
    } else if let region = Lowering.regionIndex(of: node),
      case .problem(let name, _) = context.document.regions[region].kind
    {
      out.append("<section class=\"problem\"")
      if let name { appendID(name) }
      out.append(">\n")
    }
  }

  private mutating func enterRow(_ node: Node) {
    breakLine()
    column = 0
    isHeaderRow = cmark_gfm_extensions_get_table_row_is_header(node) != 0
    if isHeaderRow {
      out.append("<thead>\n")
    } else if let before = cmark_node_previous(node), cmark_gfm_extensions_get_table_row_is_header(before) != 0 {
      out.append("<tbody>\n")
    }
    out.append("<tr>")
  }

  private mutating func enterCell() {
    out.append(isHeaderRow ? "\n<th" : "\n<td")
    switch column < alignments.count ? alignments[column] : 0 {
    case UInt8(ascii: "l"): out.append(" align=\"left\"")
    case UInt8(ascii: "c"): out.append(" align=\"center\"")
    case UInt8(ascii: "r"): out.append(" align=\"right\"")
    default: break
    }
    out.append(">")
    column += 1
  }

  private mutating func exit(_ node: Node, _ type: UInt32) {
    switch type {
    case NodeType.paragraph:
      if isTight(node) { return }
      if let parent = cmark_node_parent(node), cmark_node_get_type(parent).rawValue == NodeType.footnote,
        cmark_node_next(node) == nil
      {
        out.append(" ")
        appendBackReferences()
      }
      out.append(Lowering.isCaption(node) ? "</figcaption>\n" : "</p>\n")
    case NodeType.cell: out.append(isHeaderRow ? "</th>" : "</td>")
    case NodeType.row:
      out.append("\n</tr>")
      if isHeaderRow { out.append("\n</thead>") }
    case NodeType.table:
      if let last = cmark_node_last_child(node), cmark_gfm_extensions_get_table_row_is_header(last) == 0 {
        out.append("\n</tbody>")
      }
      out.append("\n</table>\n")
    case NodeType.quote:
      breakLine()
      out.append("</blockquote>\n")
    case NodeType.list:
      out.append(cmark_node_get_list_type(node) == CMARK_BULLET_LIST ? "</ul>\n" : "</ol>\n")
    case NodeType.item: out.append("</li>\n")
    case NodeType.heading:
      out.append("</h")
      appendLevel(node)
      out.append(">\n")
    case NodeType.customBlock:
      breakLine()
      out.append(Lowering.anchorIndex(of: node) != nil ? "</figure>\n" : "</section>\n")
    case NodeType.footnote:
      let last = cmark_node_last_child(node)
      if last.map({ cmark_node_get_type($0).rawValue }) != NodeType.paragraph {
        appendBackReferences()
        out.append("\n")
      }
      out.append("</li>\n")
    default: exitInline(type)
    }
  }

  private mutating func appendBackReferences() {
    let uses = footnoteNumber <= context.footnoteUses.count ? context.footnoteUses[footnoteNumber - 1] : 0
    for use in 1...max(uses, 1) {
      if use > 1 { out.append(" ") }
      out.append("<a href=\"#fnref-")
      appendFootnoteLabel(footnoteNumber)
      if use > 1 { out.append(text: "-\(use)") }
      out.append("\" class=\"footnote-backref\" data-footnote-backref aria-label=\"Back to content\">↩")
      if use > 1 { out.append(text: "<sup class=\"footnote-ref\">\(use)</sup>") }
      out.append("</a>")
    }
  }
}
