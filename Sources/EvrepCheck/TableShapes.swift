import EvrepSource
import EvrepSyntax

/// The tables of a body as Markdown reads them: a header, a row of dashes with as many cells, rows up to a blank line.
///
/// One pass over the prose. Rows begin with a bar, be it behind `>` or a list's marker; where blocks, code or inline
/// branches leave it open what is printed, nothing is found.
struct TableShapes {
  enum Finding {
    /// The row of dashes has other cells than the header above it, or other signs than dashes. The row below has as many
    /// cells as the header where `isMendable`.
    case dashes(header: Line, dashes: Line, isMendable: Bool)
    /// A row in no table.
    case stray(Line)
    /// The row of dashes stands in the block that repeats the rows below it, and its header does not.
    case repeatedDashes(header: Line, dashes: Line)
    /// A row with more cells than its table has columns, and what stands in them.
    case excess(Line, lost: ByteRange, Table)
    case short(Line, Table)
    /// A line of text that is read as one more row.
    case swallowed(ByteRange)
    /// Lines whose bars are full-width, one below the other.
    case wide(ByteRange)
  }

  /// A line, from its first sign that is neither blank nor `>` nor a list's marker.
  struct Line {
    enum Kind { case blank, row, text, code, directive }

    var kind = Kind.blank
    var range: ByteRange
    var bars: [Int] = []
    /// True where the last sign is a bar.
    var isClosed = false
    /// True where a marker begins another block.
    var beginsBlock = false
    /// False where a branch may print bars of the line or not, or where it may be code.
    var isSure = true
    /// True right behind a block, which ends a table before text.
    var isBehindBlock = false

    var cells: Int { bars.count - (isClosed ? 1 : 0) }
  }

  struct Table {
    let header: Line
    let dashes: Line
    var columns: Int { header.cells }
  }

  private struct State {
    var table: Table?
    /// A row right above that belongs to no table yet.
    var above: Line?
    /// True where nothing more is found up to a blank line.
    var isLost = false
    /// True where that is for a finding.
    var isBroken = false
    /// How many cells the row above has that is wrong.
    var wrong: Int?
    /// The number of a finding about dashes that waits for the row below.
    var waiting: Int?
    /// The number of the finding about full-width bars that the line above belongs to.
    var wide: Int?
    var isAfterBlank = true
    var isAfterText = false
  }

  private(set) var findings: [Finding] = []
  /// Rows, and cells of rows, that a finding leaves without a header.
  private var headless: [ByteRange] = []
  private let bytes: [UInt8]
  private var line: Line
  private var state = State()
  private var fence: (sign: UInt8, length: Int)?
  private var isInBranch = false
  /// The last row of a table.
  private var row: Line?
  /// How many columns the table has that ended before the blank lines right above.
  private var columnsAbove: Int?

  init(_ body: SyntaxNode) {
    bytes = body.fileBytes
    line = Line(range: body.range.lowerBound..<body.range.lowerBound)
    walk(body)
    endLine(body.range.upperBound)
    reportLone()
    headless.sort { $0.lowerBound < $1.lowerBound }
  }

  /// True for a byte of a row, or of its lost cells, that stands under no header for what has been found.
  func isHeadless(_ offset: Int) -> Bool {
    var (low, high) = (0, headless.count)
    while low < high {
      let middle = (low + high) / 2
      if headless[middle].upperBound <= offset { low = middle + 1 } else { high = middle }
    }
    return low < headless.count && headless[low].contains(offset)
  }

  // MARK: Blocks

  private mutating func walk(_ body: SyntaxNode) {
    for child in body.children {
      switch child.kind {
      case .prose, .proseEscape: read(child.range)
      case .htmlComment: readComment(child)
      case .inlineWhen:
        pass(child.range.lowerBound..<child.range.lowerBound)
        let outer = isInBranch
        isInBranch = true
        for part in child.children where part.kind == .body { walk(part) }
        isInBranch = outer
        pass(child.range.upperBound..<child.range.upperBound)
      case .whenBlock: walkBranches(child)
      case .eachBlock: walkRepeated(child)
      case .problemBlock, .measuresBlock, .seriesBlock:
        close()
        for part in child.children where part.kind == .body { walk(part) }
        close()
        beginLine(child.range.upperBound)
      case .error: state.isLost = true
      default: pass(child.range)
      }
    }
  }

  private mutating func walkBranches(_ block: SyntaxNode) {
    let before = state
    var after: State?
    for part in block.children where part.kind == .body {
      state = before
      beginLine(part.range.lowerBound)
      walk(part)
      if after == nil { after = state }
    }
    state = after ?? before
    if (before.table == nil) != (state.table == nil) { state.isLost = true }
    beginLine(block.range.upperBound)
    line.isBehindBlock = true
  }

  private mutating func walkRepeated(_ block: SyntaxNode) {
    let wasTable = state.table != nil
    if let body = block.first(.body) {
      beginLine(body.range.lowerBound)
      walk(body)
      if !wasTable, let table = state.table, table.header.range.lowerBound < body.range.lowerBound, !state.isLost {
        findings.append(.repeatedDashes(header: table.header, dashes: table.dashes))
        headless.append(table.dashes.range.upperBound..<body.range.upperBound)
        (state.isLost, state.isBroken) = (true, true)
      }
      // Another time round, the row would stand behind what ends the table.
      let row = wasTable && state.table == nil ? row : state.above
      if let row, row.isSure, row.range.lowerBound >= body.range.lowerBound, !state.isLost {
        reportStray(row)
      }
    }
    beginLine(block.range.upperBound)
    line.isBehindBlock = true
  }

  // MARK: Lines

  private mutating func readComment(_ comment: SyntaxNode) {
    let isAlone = line.kind == .blank
    if comment.directive != nil {
      if isAlone { line.kind = .directive }
      return
    }
    pass(comment.range)
    if isAlone { line.beginsBlock = true }
    line.isSure = false
  }

  private mutating func read(_ range: ByteRange) {
    var at = range.lowerBound
    while at < range.upperBound {
      let byte = bytes[at]
      if byte == 0x0A {
        endLine(at)
        at += 1
        continue
      }
      if byte == 0x20 || byte == 0x09 || byte == 0x0D {
        at += 1
        continue
      }
      switch line.kind {
      case .blank, .directive: at = beginContent(at, range.upperBound)
      case .row:
        let isBar = isBar(at)
        if isBar, !isInBranch { line.bars.append(at) }
        if isBar, isInBranch { line.isSure = false }
        line.isClosed = isBar
        at += 1
        line.range = line.range.lowerBound..<at
      case .text, .code:
        at = bytes[at..<range.upperBound].firstIndex(of: 0x0A) ?? range.upperBound
        line.range = line.range.lowerBound..<at
      }
    }
  }

  private func isBar(_ at: Int) -> Bool {
    bytes[at] == UInt8(ascii: "|") && (at == 0 || bytes[at - 1] != UInt8(ascii: "\\"))
  }

  /// What a hole or another part that is no text prints.
  private mutating func pass(_ range: ByteRange) {
    if line.kind == .blank || line.kind == .directive {
      line.kind = .text
      line.range = range
    }
    if !range.isEmpty { line.isClosed = false }
    line.range = line.range.lowerBound..<max(line.range.upperBound, range.upperBound)
  }

  /// The first sign of a line; returns where to go on.
  private mutating func beginContent(_ at: Int, _ limit: Int) -> Int {
    let byte = bytes[at]
    if fence == nil, byte == UInt8(ascii: ">") { return at + 1 }
    if fence == nil, let width = Self.markerWidth(bytes, at, limit) {
      line.beginsBlock = true
      return at + width
    }
    if isInBranch { line.isSure = false }
    line.range = at..<at
    if let run = Self.codeFence(bytes, at, limit) {
      if let open = fence {
        if run.sign == open.sign, run.length >= open.length { fence = nil }
      } else {
        fence = run
      }
      line.kind = .code
    } else if fence != nil {
      line.kind = .code
    } else if byte == UInt8(ascii: "|") {
      line.kind = .row
      // Deep behind a blank line it is code, or stands in an item.
      if state.isAfterBlank, indent(at) >= 4 { line.isSure = false }
    } else {
      line.kind = .text
      if [UInt8(ascii: "#"), UInt8(ascii: "<")].contains(byte) { line.beginsBlock = true }
    }
    return at
  }

  private func indent(_ at: Int) -> Int {
    var (start, width) = (at, 0)
    while start > 0, bytes[start - 1] == 0x20 || bytes[start - 1] == 0x09 {
      start -= 1
      width += bytes[start] == 0x09 ? 4 : 1
    }
    return width
  }

  private mutating func beginLine(_ start: Int) { line = Line(range: start..<start) }

  private mutating func endLine(_ end: Int) {
    let line = line
    beginLine(end + 1)
    switch line.kind {
    case .directive: return
    case .blank, .code:
      let columns = state.table?.columns ?? (state.above == nil && state.isAfterBlank ? columnsAbove : nil)
      reportLone()
      close()
      state.isAfterBlank = true
      columnsAbove = columns
      return
    case .row: endRow(line)
    case .text: endText(line)
    }
    state.isAfterBlank = false
    state.isAfterText = line.kind == .text
  }

  private mutating func close() { (state, columnsAbove) = (State(), nil) }

  /// Reports a row that stands alone below a table with as many columns, parted from it by blank lines.
  private mutating func reportLone() {
    guard let row = state.above, isRow(row), row.isSure, row.cells == columnsAbove else { return }
    reportStray(row)
  }

  // MARK: Rows

  private mutating func endRow(_ row: Line) {
    if row.beginsBlock { close() }
    if let index = state.waiting, case .dashes(let header, let dashes, _) = findings[index] {
      findings[index] = .dashes(header: header, dashes: dashes, isMendable: row.isSure && row.cells == header.cells)
      state.waiting = nil
    }
    guard !state.isLost else {
      if state.isBroken { headless.append(row.range) }
      return
    }
    if let table = state.table {
      judge(row, table)
      self.row = row
    } else if let above = state.above {
      state.above = nil
      let isSure = above.isSure && row.isSure
      if isDashes(row) {
        if isSure, row.cells != above.cells || !isDelimiter(row) {
          state.waiting = findings.count
          state.isBroken = true
          findings.append(.dashes(header: above, dashes: row, isMendable: false))
        }
        if isSure, row.cells == above.cells, isDelimiter(row) {
          state.table = Table(header: above, dashes: row)
        } else {
          state.isLost = true
        }
      } else {
        state.isLost = true
        guard isSure, isRow(above), isRow(row) else { return }
        reportStray(above)
        headless.append(row.range)
      }
    } else if state.isAfterText, isDashes(row) {
      // The header may have bars between its cells alone.
      state.isLost = true
    } else {
      state.above = row
    }
  }

  private mutating func reportStray(_ row: Line) {
    findings.append(.stray(row))
    headless.append(row.range)
    state.isLost = true
    state.isBroken = true
  }

  /// |x| is none.
  private func isRow(_ line: Line) -> Bool { line.isClosed && line.cells > 1 }

  private mutating func judge(_ row: Line, _ table: Table) {
    let before = state.wrong
    state.wrong = nil
    guard row.isSure, row.cells != table.columns else { return }
    if row.cells < table.columns {
      guard row.cells > 1 else { return }
      state.wrong = row.cells
      // A run of rows is wrong for one reason.
      if before != row.cells { findings.append(.short(row, table)) }
      return
    }
    var lost = row.bars[table.columns] + 1..<row.range.upperBound
    while lost.upperBound > lost.lowerBound, isBlankOrBar(lost.upperBound - 1) {
      lost = lost.lowerBound..<lost.upperBound - 1
    }
    while lost.lowerBound < lost.upperBound, isBlankOrBar(lost.lowerBound) {
      lost = lost.lowerBound + 1..<lost.upperBound
    }
    guard !lost.isEmpty else { return }
    state.wrong = row.cells
    headless.append(lost)
    if before != row.cells { findings.append(.excess(row, lost: lost, table)) }
  }

  private func isBlankOrBar(_ at: Int) -> Bool { bytes[at] == 0x20 || bytes[at] == 0x09 || isBar(at) }

  /// Takes a line that begins with a full-width bar as a row, where it stands below others or below the dashes of its table.
  private mutating func endWide(_ text: Line) {
    headless.append(text.range)
    if let index = state.wide, case .wide(let lines) = findings[index] {
      findings[index] = .wide(lines.lowerBound..<text.range.upperBound)
    } else {
      state.wide = findings.count
      findings.append(.wide(text.range))
    }
    state.isLost = true
    state.isBroken = true
  }

  /// True for a line with full-width bars at both ends, in a table or above a row of dashes with such.
  private func isWide(_ text: Line) -> Bool {
    guard text.isSure, !text.beginsBlock, bytes[text.range].starts(with: Self.wideBar),
      bytes[text.range].reversed().drop(while: { $0 <= 0x20 }).starts(with: Self.wideBar.reversed()),
      text.range.count > Self.wideBar.count
    else { return false }
    if state.wide != nil || state.table != nil { return true }
    let next = bytes[text.range.upperBound...].dropFirst().drop { $0 <= 0x20 && $0 != 0x0A }.prefix { $0 != 0x0A }
    return next.starts(with: Self.wideBar) && next.contains(UInt8(ascii: "-"))
      && !next.contains { $0 | 0x20 >= UInt8(ascii: "a") && $0 < 0x80 }
  }

  static let wideBar = Array("｜".utf8)

  private mutating func endText(_ text: Line) {
    if isWide(text) { return endWide(text) }
    if text.beginsBlock {
      close()
      // A comment ends on its line, other HTML goes on.
      state.isLost = bytes[text.range].first == UInt8(ascii: "<") && text.isSure
      return
    }
    if state.table == nil, state.above == nil {
      let isDashes = [UInt8(ascii: "-"), UInt8(ascii: ":")].contains(bytes[text.range].first)
      // The header has bars between its cells alone.
      if isDashes, self.isDashes(text) { state.isLost = true }
      return
    }
    defer { state.above = nil }
    let hasBar = bytes[text.range].contains(UInt8(ascii: "|"))
    if !hasBar { reportLone() }
    if hasBar {
      // Dashes, or another row, with bars between the cells alone.
      state.isLost = state.isLost || state.above != nil
    } else if text.isBehindBlock {
      close()
    } else if state.table != nil, !state.isLost, text.isSure {
      if !isRule(text.range) { findings.append(.swallowed(text.range)) }
      state.isLost = true
    }
  }

  /// A line of dashes or stars, which ends a table.
  private func isRule(_ line: ByteRange) -> Bool {
    bytes[line].allSatisfy { [UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "_"), 0x20, 0x0D].contains($0) }
  }

  /// True where nothing stands in the row but dashes, of any width, with colons.
  private func isDashes(_ row: Line) -> Bool {
    let other = String(decoding: bytes[row.range], as: UTF8.self).unicodeScalars.filter {
      !"|:- \t\r".unicodeScalars.contains($0)
    }
    guard other.isEmpty else { return other.allSatisfy { "—–－：─━".unicodeScalars.contains($0) } }
    return bytes[row.range].contains(UInt8(ascii: "-"))
  }

  /// True where each cell is `---`, with a colon at either end or none.
  private func isDelimiter(_ row: Line) -> Bool {
    (0..<row.cells).allSatisfy { index in
      let end = index + 1 < row.bars.count ? row.bars[index + 1] : row.range.upperBound
      var cell = bytes[row.bars[index] + 1..<end].filter { $0 != 0x20 && $0 != 0x09 }[...]
      if cell.first == UInt8(ascii: ":") { cell = cell.dropFirst() }
      if cell.last == UInt8(ascii: ":") { cell = cell.dropLast() }
      return !cell.isEmpty && cell.allSatisfy { $0 == UInt8(ascii: "-") }
    }
  }

  // MARK: Signs

  /// The width of a list's marker with the blank behind it.
  private static func markerWidth(_ bytes: [UInt8], _ at: Int, _ limit: Int) -> Int? {
    var end = at
    if [UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "*")].contains(bytes[at]) {
      end += 1
    } else {
      while end < limit, end - at < 9, bytes[end] >= 0x30, bytes[end] <= 0x39 { end += 1 }
      guard end > at, end < limit, bytes[end] == UInt8(ascii: ".") || bytes[end] == UInt8(ascii: ")") else {
        return nil
      }
      end += 1
    }
    return end < limit && (bytes[end] == 0x20 || bytes[end] == 0x09) ? end - at + 1 : nil
  }

  private static func codeFence(_ bytes: [UInt8], _ at: Int, _ limit: Int) -> (sign: UInt8, length: Int)? {
    guard bytes[at] == UInt8(ascii: "`") || bytes[at] == UInt8(ascii: "~") else { return nil }
    let length = bytes[at..<limit].prefix { $0 == bytes[at] }.count
    return length > 2 ? (bytes[at], length) : nil
  }
}
