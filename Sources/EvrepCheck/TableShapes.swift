import EvrepSource
import EvrepSyntax

/// The tables of a body as Markdown reads them: a header, a row of dashes with as many cells, rows up to a blank line.
///
/// One pass over the prose, with the rules of cmark-gfm: a bar at either end of a row may be left out. Where blocks, code or
/// inline branches leave it open what is printed, nothing is found.
struct TableShapes {
  struct Table {
    let header: TableLine
    let dashes: TableLine
    /// True where its header or its dashes are mended, so that nothing stands under a header yet.
    var isBroken = false
    var columns: Int { header.cells }
    /// True for one column without a bar, where each line is a row.
    var isBarless: Bool { header.bars.isEmpty && dashes.bars.isEmpty }
  }

  struct State {
    var table: Table?
    /// A row or a line of text right above that belongs to no table yet.
    var above: TableLine?
    /// True where nothing more is found up to a blank line.
    var isLost = false
    /// True where that is for a finding.
    var isBroken = false
    /// How many cells the row above has that is wrong.
    var wrong: Int?
    /// The number of a finding about dashes that waits for the row below.
    var waiting: Int?
    /// The number of the finding about the table's full-width bars, or about rows that lack cells.
    var wide: Int?
    var short: Int?
    var isAfterBlank = true
    var isAfterText = false
  }

  var findings: [TableFinding] = []
  /// Where lines begin whose first sign is not the bar of a row, though they are rows, headers or dashes of a table; each
  /// with its first sign behind `>` and markers.
  var openRows: [Int: Int] = [:]
  /// Where lines of text begin that end a table whose last rows a block prints.
  var tableEnds: Set<Int> = []
  /// Rows, and cells of rows, that a finding leaves without a header.
  var headless: [ByteRange] = []
  let bytes: [UInt8]
  private var line: TableLine
  var state = State()
  private var fence: (sign: UInt8, length: Int)?
  private var isInBranch = false
  /// The last row of a table.
  var row: TableLine?
  /// How many columns the table has that ended before the blank lines right above.
  private var columnsAbove: Int?

  init(_ body: SyntaxNode) {
    bytes = body.fileBytes
    line = TableLine(range: body.range.lowerBound..<body.range.lowerBound)
    walk(body)
    endLine(body.range.upperBound)
    reportLone()
    joinHeadless()
  }

  private mutating func joinHeadless() {
    var joined: [ByteRange] = []
    for range in headless.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = joined.last, range.lowerBound <= last.upperBound {
        joined[joined.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        joined.append(range)
      }
    }
    headless = joined
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
      if !wasTable, let table = state.table, !table.isBroken, table.header.range.lowerBound < body.range.lowerBound,
        !state.isLost
      {
        findings.append(.repeatedDashes(header: table.header, dashes: table.dashes))
        headless.append(table.dashes.range.upperBound..<body.range.upperBound)
        (state.isLost, state.isBroken) = (true, true)
      }
      // Another time round, the row would stand behind what ends the table.
      let isEnded = wasTable && state.table == nil
      if let row = isEnded ? row : state.above, isEnded || row.kind == .row, row.isSure,
        row.range.lowerBound >= body.range.lowerBound, !state.isLost
      {
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
      case .row, .text: at = readSigns(at, range.upperBound)
      case .code:
        at = bytes[at..<range.upperBound].firstIndex(of: 0x0A) ?? range.upperBound
        line.range = line.range.lowerBound..<at
      }
    }
  }

  /// Goes on to the end of the line or of the text; the first byte is no blank.
  private mutating func readSigns(_ first: Int, _ limit: Int) -> Int {
    var (at, last) = (first, first)
    while at < limit, bytes[at] != 0x0A {
      switch bytes[at] {
      case 0x20, 0x09, 0x0D: break
      case UInt8(ascii: "|") where isBar(at):
        add(bar: at, isWide: false)
        last = at
      case Self.wideBar[0] where bytes[at...].starts(with: Self.wideBar):
        add(bar: at, isWide: true)
        at += Self.wideBar.count - 1
        last = at
      default: last = at
      }
      at += 1
    }
    let isBar = line.bars.last == last
    line.last = isBar ? .bar : line.wideBars.last == last + 1 - Self.wideBar.count ? .wideBar : .other
    line.range = line.range.lowerBound..<last + 1
    return at
  }

  private mutating func add(bar: Int, isWide: Bool) {
    if isInBranch { return line.isSure = false }
    if isWide { line.wideBars.append(bar) } else { line.bars.append(bar) }
  }

  func isBar(_ at: Int) -> Bool {
    bytes[at] == UInt8(ascii: "|") && (at == 0 || bytes[at - 1] != UInt8(ascii: "\\"))
  }

  /// What a hole or another part that is no text prints.
  private mutating func pass(_ range: ByteRange) {
    if line.kind == .blank || line.kind == .directive {
      line.kind = .text
      line.range = range
    }
    if !range.isEmpty { line.last = .other }
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
    } else {
      line.kind = .text
      if [UInt8(ascii: "#"), UInt8(ascii: "<")].contains(byte) { line.beginsBlock = true }
    }
    // Deep behind a blank line it is code, or stands in an item.
    if line.kind != .code, state.isAfterBlank, indent(at) >= 4 { line.isSure = false }
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

  private mutating func beginLine(_ start: Int) { line = TableLine(range: start..<start) }

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
    case .row, .text: take(line)
    }
    state.isAfterBlank = false
    state.isAfterText = line.kind == .text
  }

  mutating func close() { (state, columnsAbove) = (State(), nil) }

  /// Where the line begins that holds `offset`.
  func lineStart(_ offset: Int) -> Int {
    var start = offset
    while start > 0, bytes[start - 1] != 0x0A { start -= 1 }
    return start
  }

  /// Reports a row that stands alone below a table with as many columns, parted from it by blank lines.
  mutating func reportLone() {
    guard let row = state.above, isRow(row), row.isSure, row.cells == columnsAbove else { return }
    reportStray(row)
  }

  // MARK: Signs

  static let wideBar = Array("｜".utf8)

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
