internal import CCmarkGFM
internal import CEvrepMarkdown
internal import EvrepModel

/// Writes a lowered tree as Markdown that renders to the same HTML, wrappers aside.
///
/// Blocks are written by recursion, which the structure guard's nesting limit bounds; inlines are not.
struct MarkdownWriter {
  let tree: MarkdownTree
  let context: RenderContext
  var out: [UInt8] = []
  var findings: InlineFindings
  /// What each line begins with: quotes' signs and items' blanks.
  private var prefix: [UInt8] = []
  /// Where the text of the line that is being written begins, where block signs would count; -1 elsewhere.
  var lineStart = -1
  var isInCell = false
  var isInHeading = false
  var isInLink = false
  var lastText = Bytes(start: nil, count: 0)
  /// The offset after a blank that ends a value; -1 before the first.
  var valueBlankEnd = -1
  /// Emphasis delimiters of the block that is being written.
  var delimiters: [Delimiter] = []
  /// The signs of those that are open.
  var openSigns: [UInt8] = []
  var printedThrough: Node?
  /// Where a `.` or `)` stands after a number at a line's start; what is written next tells whether it is a list's.
  var openStop: Int?
  private var footnotesWritten = 0

  init(tree: MarkdownTree, context: RenderContext, findings: InlineFindings) {
    self.tree = tree
    self.context = context
    self.findings = findings
  }

  mutating func write() {
    if let title = context.document.title {
      out.append("# ")
      isInHeading = true
      for insertion in title { writeInsertion(insertion) }
      isInHeading = false
      settleBlanks(from: 0)
      endHeading()
    }
    writeBlocks(of: tree.root, isTight: false, isFirst: out.isEmpty)
    if !out.isEmpty { out.append(0x0A) }
  }

  /// Writes the blocks that `container` holds, a blank line between two unless the list around them is tight.
  private mutating func writeBlocks(of container: Node, isTight: Bool, isFirst: Bool) {
    var before: UInt32 = 0
    var listBefore: Node?
    var otherMark = false
    var isFirst = isFirst
    var current = cmark_node_first_child(container)
    while let node = current {
      current = cmark_node_next(node)
      let type = tree.type(of: node)
      if type == NodeType.htmlBlock {
        _ = findings.dropBlock(node)
        continue
      }
      if !isFirst { separate(isTight: isTight && !(type == NodeType.paragraph && Self.swallowsText(before))) }
      isFirst = false
      // Two lists side by side would be one, were their marks the same.
      let merges =
        type == NodeType.list
        && listBefore.map { cmark_node_get_list_type($0) == cmark_node_get_list_type(node) } == true
      otherMark = merges && !otherMark
      listBefore = type == NodeType.list ? node : nil
      before = type
      writeBlock(node, type, otherMark: otherMark)
    }
  }

  /// True for a block that a line of text right after it would go on with.
  private static func swallowsText(_ type: UInt32) -> Bool {
    type == NodeType.paragraph || type == NodeType.quote || type == NodeType.list || type == NodeType.table
  }

  private mutating func separate(isTight: Bool) {
    if !isTight { newLine() }
    newLine()
  }

  /// Ends the line and begins the next; blanks at a line's end go, whether of the text or of the prefix.
  mutating func newLine() {
    if out.count >= prefix.count, out.last == 0x20 {
      // A blank line's prefix; blanks of text were written as references.
      while out.last == 0x20 { out.removeLast() }
    }
    out.append(0x0A)
    out.append(contentsOf: prefix)
  }

  private mutating func writeBlock(_ node: Node, _ type: UInt32, otherMark: Bool) {
    switch type {
    case NodeType.paragraph: writeInlineBlock(node, startsLine: true)
    case NodeType.heading:
      let shift: Int32 = context.document.title == nil ? 0 : 1
      let level = min(6, cmark_node_get_heading_level(node) + shift)
      out.append(contentsOf: repeatElement(UInt8(ascii: "#"), count: Int(level)))
      out.append(" ")
      isInHeading = true
      writeInlineBlock(node, startsLine: false)
      isInHeading = false
      endHeading()
    case NodeType.quote:
      let count = prefix.count
      out.append("> ")
      prefix.append(contentsOf: [UInt8(ascii: ">"), 0x20])
      writeBlocks(of: node, isTight: false, isFirst: true)
      prefix.removeSubrange(count...)
      trimLine()
    case NodeType.list: writeList(node, otherMark: otherMark)
    case NodeType.customBlock: writeBlocks(of: node, isTight: false, isFirst: true)
    case NodeType.codeBlock: writeCodeBlock(node)
    case NodeType.thematicBreak: out.append("___")
    case NodeType.table: writeTable(node)
    case NodeType.footnote:
      footnotesWritten += 1
      out.append("[^")
      out.append(contentsOf: footnoteLabel(footnotesWritten))
      out.append("]: ")
      writeIndented(by: 4, node, isTight: false)
    default: break
    }
  }

  /// A `#` at the end of a heading is text.
  private mutating func endHeading() {
    if out.last == UInt8(ascii: "#") { out.insert(0x5C, at: out.count - 1) }
  }

  private mutating func trimLine() {
    while out.last == 0x20 { out.removeLast() }
  }

  private mutating func writeIndented(by columns: Int, _ node: Node, isTight: Bool) {
    let count = prefix.count
    prefix.append(contentsOf: repeatElement(0x20, count: columns))
    writeBlocks(of: node, isTight: isTight, isFirst: true)
    prefix.removeSubrange(count...)
    trimLine()
  }

  private mutating func writeList(_ list: Node, otherMark: Bool) {
    let isTight = cmark_node_get_list_tight(list) != 0
    let isBullet = cmark_node_get_list_type(list) == CMARK_BULLET_LIST
    var number = Int(cmark_node_get_list_start(list))
    var current = cmark_node_first_child(list)
    var isFirst = true
    while let item = current {
      if !isFirst { separate(isTight: isTight) }
      isFirst = false
      let start = out.count
      if isBullet {
        out.append(otherMark ? "* " : "- ")
      } else {
        out.append(text: String(number))
        out.append(otherMark ? ") " : ". ")
      }
      let width = out.count - start
      if tree.isTask(item) {
        out.append(cmark_gfm_extensions_get_tasklist_item_checked(item) ? "[x] " : "[ ] ")
      }
      writeIndented(by: width, item, isTight: isTight)
      number += 1
      current = cmark_node_next(item)
    }
  }

  private mutating func writeCodeBlock(_ node: Node) {
    var text: [UInt8] = []
    context.appendPlain(literal(node), to: &text)
    var info: [UInt8] = []
    context.appendPlain(bytes(cmark_node_get_fence_info(node)), to: &info)
    let sign = info.contains(UInt8(ascii: "`")) ? UInt8(ascii: "~") : UInt8(ascii: "`")
    let fence = [UInt8](repeating: sign, count: max(3, longestRun(of: sign, in: text) + 1))
    out.append(contentsOf: fence)
    for byte in info {
      if byte == 0x5C || byte == UInt8(ascii: "&") { out.append(0x5C) }
      out.append(byte == 0x0A ? 0x20 : byte)
    }
    newLine()
    var start = 0
    while start < text.count {
      let end = text[start...].firstIndex(of: 0x0A) ?? text.count
      out.append(contentsOf: text[start..<end])
      // Blanks at the end of a line of code are its own.
      out.append(0x0A)
      out.append(contentsOf: prefix)
      start = end + 1
      if start < text.count, text[start] == 0x0A { trimPrefix() }
    }
    out.append(contentsOf: fence)
  }

  /// Takes the blanks off the prefix of an empty line.
  private mutating func trimPrefix() {
    var count = prefix.count
    while count > 0, out.last == 0x20 {
      out.removeLast()
      count -= 1
    }
  }

  private mutating func writeTable(_ table: Node) {
    let columns = Int(cmark_gfm_extensions_get_table_columns(table))
    var current = cmark_node_first_child(table)
    isInCell = true
    while let row = current {
      current = cmark_node_next(row)
      out.append("|")
      var cell = cmark_node_first_child(row)
      while let node = cell {
        out.append(" ")
        writeInlineBlock(node, startsLine: false)
        out.append(" |")
        cell = cmark_node_next(node)
      }
      if cmark_gfm_extensions_get_table_row_is_header(row) != 0 {
        newLine()
        out.append("|")
        for column in 0..<columns {
          switch cmark_gfm_extensions_get_table_alignments(table)?[column] ?? 0 {
          case UInt8(ascii: "l"): out.append(" :-- |")
          case UInt8(ascii: "c"): out.append(" :-: |")
          case UInt8(ascii: "r"): out.append(" --: |")
          default: out.append(" --- |")
          }
        }
      }
      if current != nil { newLine() }
    }
    isInCell = false
  }

  /// The label that footnote `number` is written with: its own, or the number where that has signs in it.
  func footnoteLabel(_ number: Int) -> [UInt8] {
    guard number <= context.footnoteLabels.count else { return Array(String(number).utf8) }
    let label = context.footnoteLabels[number - 1]
    let isPlain = label.allSatisfy { $0 >= 0x80 || ASCII.isLetter($0) || ASCII.isDigit($0) || $0 == 0x2D || $0 == 0x5F }
    let hasMark = label.withUnsafeBufferPointer { $0.nextMark(from: 0) < $0.count }
    return isPlain && !hasMark ? label : Array(String(number).utf8)
  }

  func longestRun(of sign: UInt8, in text: [UInt8]) -> Int {
    var (longest, run) = (0, 0)
    for byte in text {
      run = byte == sign ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}

extension RenderContext {
  /// Appends `text` with its values put in and every other mark gone.
  func appendPlain(_ text: Bytes, to out: inout [UInt8]) {
    splitMarks(
      text, plain: { out.append(text, $0) },
      value: { insertion in withPlain(insertion) { out.append(contentsOf: $0) } })
  }
}
