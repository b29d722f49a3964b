internal import EvrepModel
internal import EvrepSource

/// Reads the text once before cmark does: refuses structure that cmark would take more than linear time or memory for,
/// finds where glue is wanted, and sees which extensions the text has a use for.
///
/// It is no parser. Where it cannot know what cmark will see (HTML blocks, code inside lists) it takes the dearer of
/// the two; the limits are far above what people write.
struct StructureGuard {
  let document: ResolvedDocument
  let limits: StructureLimits
  let marksAreWide: Bool
  var glue: [Int] = []
  var extensions: ExtensionSet = []
  var diagnostics: [Diagnostic] = []
  /// The paragraph, as far as inline syntax may reach.
  var paragraph = ParagraphCost()
  /// Steps that cmark may take over again.
  var cost = 0
  var references = ReferenceCost()
  var declarations = DeclarationEnds()
  private var tableColumns = 0
  private var missingCells = 0
  /// Cells of the line before, if it were a table's row.
  private var cellsBefore = 0
  private var fence: Fence?
  /// True once a line began like HTML: from then on a fence may be none.
  private var hasHTML = false
  /// Where text of the list item at the left edge begins; 0 outside items.
  private var itemIndent = 0

  init(_ document: ResolvedDocument, limits: StructureLimits) {
    self.document = document
    self.limits = limits
    marksAreWide = document.language == .chinese
  }

  /// Reads all of the document's text.
  mutating func run() {
    document.text.withUnsafeBufferPointer { text in
      guard text.count <= limits.bytes else {
        return report(
          .textTooCostly, 0, 0, "the text is longer than \(limits.bytes) bytes", "文本超过 \(limits.bytes) 字节")
      }
      var start = 0
      while start < text.count, diagnostics.isEmpty {
        let end = text.nextLineEnd(from: start)
        readLine(text, start, end)
        checkCost(start, end)
        start = end + 1
      }
      endParagraph(at: text.count)
      if diagnostics.isEmpty { checkCost(max(text.count - 1, 0), text.count) }
    }
  }

  private mutating func checkCost(_ start: Int, _ end: Int) {
    let budget = 1 << 20 + limits.costPerByte * document.text.count
    guard cost > budget || references.expansion > 1 << 24 + 8 * document.text.count, diagnostics.isEmpty else { return }
    report(
      .textTooCostly, start, end - start, "this text would take too long to parse: too much opens and is never closed",
      "此处文本解析代价过大：太多标记只有开头而没有结尾")
  }

  mutating func report(_ code: DiagnosticCode, _ offset: Int, _ length: Int, _ en: String, _ zh: String) {
    guard diagnostics.isEmpty else { return }
    diagnostics.append(Diagnostic(code, at: document.place(of: offset, length: length), Message(en: en, zh: zh)))
  }

  private mutating func readLine(_ text: Bytes, _ start: Int, _ end: Int) {
    if let open = fence {
      if open.isClosed(by: text, start, end) { fence = nil }
      return
    }
    let prefix = LinePrefix(text, start, end)
    if prefix.depth > limits.containers {
      return report(
        .structureTooDeep, start, end - start, "lists and quotes are nested more than \(limits.containers) deep",
        "列表和引用嵌套超过 \(limits.containers) 层")
    }
    if prefix.hasFootnote { extensions.insert(.footnotes) }
    let body = prefix.end
    guard body < end, text[body] != 0x0D else {
      if prefix.markers == 0 {
        endParagraph(at: start)
        tableColumns = 0
        itemIndent = 0
      }
      cellsBefore = 0
      return
    }
    beginBlock(text, prefix, start, end)
    if fence != nil { return }
    let isDelimiterRow = readDelimiterRow(text, body, end)
    let pipes = readInline(text, body, end)
    let cells = cellCount(text, body, end, pipes)
    paragraph.pipes += pipes
    if isDelimiterRow {
      if cells == cellsBefore { openTable(cells, start, end) }
    } else if tableColumns > 0 {
      readRow(cells, start, end)
    }
    cellsBefore = cells
  }

  /// Ends the paragraph where `prefix` certainly begins another block, and opens a fence.
  private mutating func beginBlock(_ text: Bytes, _ prefix: LinePrefix, _ start: Int, _ end: Int) {
    let body = prefix.end
    switch text[body] {
    case UInt8(ascii: "<"): hasHTML = true
    case UInt8(ascii: "#"):
      if body == start {
        endParagraph(at: start)
        itemIndent = 0
      }
    case UInt8(ascii: "`"), UInt8(ascii: "~"):
      if body == start, !hasHTML, let open = Fence(text, start, end) {
        endParagraph(at: start)
        fence = open
        itemIndent = 0
      }
    case UInt8(ascii: "["): if body - start < 512 { references.readDefinition(text, body, end) }
    default: break
    }
    if prefix.markers > 0, prefix.indent < 4 {
      // A later item of a list need not begin with 1; a first one has to, to end a paragraph.
      if prefix.isSureItem || prefix.indent < itemIndent {
        endParagraph(at: start)
        itemIndent = body - start
      }
    } else if tableColumns > 0 {
      endParagraph(at: start)
    }
  }

  private mutating func endParagraph(at end: Int) {
    cost += declarations.cost(at: end)
    references.endParagraph(at: end)
    paragraph = ParagraphCost(start: end)
  }

  /// True for a line that may be the one under a table's header.
  private mutating func readDelimiterRow(_ text: Bytes, _ body: Int, _ end: Int) -> Bool {
    switch text[body] {
    case UInt8(ascii: "|"), UInt8(ascii: ":"), UInt8(ascii: "-"): break
    default: return false
    }
    var (hasDash, hasSign) = (false, false)
    for index in body..<end {
      switch text[index] {
      case UInt8(ascii: "-"): hasDash = true
      case UInt8(ascii: "|"), UInt8(ascii: ":"): hasSign = true
      case 0x20, 0x09, 0x0D, 0x0B, 0x0C: break
      default: return false
      }
    }
    guard hasDash else { return false }
    // cmark reads the whole paragraph again, and the list of its cells once a cell.
    cost += body - paragraph.start + paragraph.pipes * paragraph.pipes / 4
    guard hasSign else { return false }
    extensions.insert(.table)
    return true
  }

  private func cellCount(_ text: Bytes, _ body: Int, _ end: Int, _ pipes: Int) -> Int {
    var last = end
    while last > body, ASCII.isSpace(text[last - 1]) { last -= 1 }
    let leading = text[body] == UInt8(ascii: "|") ? 1 : 0
    let trailing = last - 1 > body && text[last - 1] == UInt8(ascii: "|") && text[last - 2] != 0x5C ? 1 : 0
    return max(pipes + 1 - leading - trailing, 0)
  }

  private mutating func openTable(_ columns: Int, _ start: Int, _ end: Int) {
    guard columns <= limits.columns else {
      return report(
        .tableTooWide, start, end - start, "a table has \(columns) columns, more than \(limits.columns)",
        "表格有 \(columns) 列，超过 \(limits.columns) 列")
    }
    tableColumns = columns
  }

  private mutating func readRow(_ cells: Int, _ start: Int, _ end: Int) {
    guard cells <= limits.columns else {
      return report(
        .tableTooWide, start, end - start, "a table's row has \(cells) cells, more than \(limits.columns)",
        "表格一行有 \(cells) 格，超过 \(limits.columns) 格")
    }
    missingCells += max(tableColumns - cells, 0)
    guard missingCells > limits.missingCells else { return }
    report(
      .textTooCostly, start, end - start,
      "rows leave out more than \(limits.missingCells) cells that their headers have",
      "表格各行缺少的单元格超过 \(limits.missingCells) 个")
  }
}
