import EvrepSource

// The lines of a table, and what a line is to the one above it.
extension TableShapes {
  mutating func take(_ line: TableLine) {
    if line.beginsBlock {
      close()
      let first = bytes[line.range].first
      if line.kind == .text, first == UInt8(ascii: "<") || first == UInt8(ascii: "#") {
        // A comment ends on its line, other HTML goes on.
        state.isLost = first == UInt8(ascii: "<") && line.isSure
        return
      }
    }
    if let index = state.waiting, case .dashes(let header, let dashes, _) = findings[index] {
      findings[index] = .dashes(header: header, dashes: dashes, below: line.isSure ? line : nil)
      state.waiting = nil
      // The rows are as long as the one of the two that is right.
      if line.isSure, line.kind == .row, let sound = [header, dashes].first(where: { $0.cells == line.cells }) {
        state.table = Table(header: sound, dashes: dashes, isBroken: true)
        state.isLost = false
      }
    }
    if line.isBehindBlock, line.kind == .text, line.bars.isEmpty, state.table != nil {
      tableEnds.insert(lineStart(line.range.lowerBound))
      close()
    }
    if state.isLost {
      if state.isBroken { headless.append(line.range) }
      if state.table != nil, !line.bars.isEmpty { note(line) }
    } else if let table = state.table {
      goOn(table, line)
    } else if let above = state.above, isDashes(line) {
      open(above, line)
    } else if line.kind == .row, state.isAfterText, state.above == nil, isDashes(line) {
      state.isLost = true
    } else {
      endOutside(line)
    }
  }

  /// A line below the dashes of a table.
  private mutating func goOn(_ table: Table, _ line: TableLine) {
    let isOpenWide = line.wideBars.first == line.range.lowerBound
    if line.kind == .text, line.bars.isEmpty, !table.isBarless, !isOpenWide || !isWide(line, table) {
      if line.isSure, !isRule(line.range) { findings.append(.swallowed(line.range)) }
      state.isLost = true
      return
    }
    note(line)
    if table.isBroken { headless.append(line.range) }
    judge(line, table)
    row = line
  }

  /// True for a line with full-width bars at both ends, or with as many cells as the table.
  private func isWide(_ line: TableLine, _ table: Table) -> Bool {
    !line.misspelledBars(cells: table.columns).isEmpty || line.last == .wideBar && line.wideBars.count > 1
  }

  private mutating func endOutside(_ line: TableLine) {
    guard line.kind == .row else {
      if line.bars.isEmpty { reportLone() }
      state.above = state.isLost ? nil : line
      return
    }
    guard let above = state.above, above.kind == .row else {
      state.above = line
      return
    }
    (state.above, state.isLost) = (nil, true)
    guard above.isSure, line.isSure, isRow(above), isRow(line) else { return }
    reportStray(above)
    headless.append(line.range)
  }

  mutating func reportStray(_ row: TableLine) {
    findings.append(.stray(row))
    headless.append(row.range)
    state.isLost = true
    state.isBroken = true
  }

  /// |x| is none.
  func isRow(_ line: TableLine) -> Bool { line.isOpen && line.isClosed && line.cells > 1 }

  /// Keeps where a line begins that other phases would not see to be a table's.
  private mutating func note(_ line: TableLine) {
    let start = lineStart(line.range.lowerBound)
    let isPlain = line.isOpen && bytes[start..<line.range.lowerBound].allSatisfy { $0 == 0x20 || $0 == 0x09 }
    if !isPlain { openRows[start] = line.range.lowerBound }
  }

  // MARK: Dashes

  /// Begins a table with the row of dashes below its header.
  private mutating func open(_ header: TableLine, _ dashes: TableLine) {
    state.above = nil
    guard header.isSure, dashes.isSure else { return state.isLost = true }
    let wideDashes = dashes.narrowed(dashes.wideBars)
    let wide = header.misspelledBars(cells: wideDashes.cells)
    let mended = header.narrowed(wide)
    if isDelimiter(wideDashes), mended.cells == wideDashes.cells {
      state.table = Table(header: mended, dashes: wideDashes)
      note(header)
      note(dashes)
      reportWide(wide + dashes.wideBars)
      if state.wide != nil { state.table?.isBroken = true }
      return
    }
    state.isLost = true
    // Text above a row of dashes is no header.
    guard header.kind == .row || !header.bars.isEmpty, dashes.kind == .row || !dashes.bars.isEmpty else { return }
    state.waiting = findings.count
    state.isBroken = true
    findings.append(.dashes(header: header, dashes: dashes, below: nil))
  }

  /// True where nothing stands in the line but dashes, of any width, with colons, and bars beside them; or one sign more.
  private func isDashes(_ line: TableLine) -> Bool {
    guard let first = bytes[line.range].first else { return false }
    if line.kind != .row {
      let colon = UInt8(ascii: ":")
      guard first == colon || first == UInt8(ascii: "-") || first >= 0xE2 else { return false }
      // A line of dashes alone makes a heading of the one above it.
      guard !line.bars.isEmpty || !line.wideBars.isEmpty || first < 0x80 && bytes[line.range].contains(colon) else {
        return false
      }
    }
    let text = String(decoding: bytes[line.range], as: UTF8.self).unicodeScalars
    let other = text.filter { !"|｜:： \t\r".unicodeScalars.contains($0) && !DashRow.isDash($0) }
    guard text.contains(where: DashRow.isDash) || text.contains("：") else { return false }
    return other.isEmpty
      || other.count == 1 && line.bars.count > 1 && text.count(where: DashRow.isDash) > line.bars.count
  }

  /// True where each cell is `---`, with a colon at either end or none.
  func isDelimiter(_ row: TableLine) -> Bool {
    row.cells > 0 && (0..<row.cells).allSatisfy { Self.isDelimiter(bytes[row.cell($0)]) }
  }

  static func isDelimiter(_ cell: ArraySlice<UInt8>) -> Bool {
    var cell = cell.drop { $0 == 0x20 || $0 == 0x09 }
    while let last = cell.last, last == 0x20 || last == 0x09 { cell.removeLast() }
    if cell.first == UInt8(ascii: ":") { cell = cell.dropFirst() }
    if cell.last == UInt8(ascii: ":") { cell = cell.dropLast() }
    return !cell.isEmpty && cell.allSatisfy { $0 == UInt8(ascii: "-") }
  }

  /// A line of dashes or stars, which ends a table.
  private func isRule(_ line: ByteRange) -> Bool {
    bytes[line].allSatisfy { [UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "_"), 0x20, 0x0D].contains($0) }
  }

  // MARK: Rows

  private mutating func judge(_ row: TableLine, _ table: Table) {
    let before = state.wrong
    state.wrong = nil
    guard row.isSure else { return }
    var wide = row.misspelledBars(cells: table.columns)
    if wide.isEmpty, row.kind == .text, row.bars.isEmpty { wide = row.wideBars }
    guard wide.isEmpty else {
      headless.append(row.range)
      return reportWide(wide)
    }
    guard row.cells != table.columns else { return }
    if row.cells < table.columns {
      guard row.cells > 1 else { return }
      state.wrong = row.cells
      headless.append(row.range)
      // A run of rows is wrong for one reason.
      if before == row.cells, let index = state.short, case .short(let first, _, _) = findings[index] {
        findings[index] = .short(first, end: row.range.upperBound, table)
      } else {
        state.short = findings.count
        findings.append(.short(row, end: row.range.upperBound, table))
      }
      return
    }
    var lost = row.cell(table.columns).lowerBound..<row.range.upperBound
    while lost.upperBound > lost.lowerBound, isBlankOrBar(lost.upperBound - 1) {
      lost = lost.lowerBound..<lost.upperBound - 1
    }
    while lost.lowerBound < lost.upperBound, isBlankOrBar(lost.lowerBound) {
      lost = lost.lowerBound + 1..<lost.upperBound
    }
    guard !lost.isEmpty else { return }
    state.wrong = row.cells
    let doubled = row.doubledBars
    let isDoubled = doubled.count == row.cells - table.columns
    headless.append(isDoubled ? row.range : lost)
    guard before != row.cells else { return }
    findings.append(isDoubled ? .doubled(row, bars: doubled, table) : .excess(row, lost: lost, table))
  }

  private func isBlankOrBar(_ at: Int) -> Bool { bytes[at] == 0x20 || bytes[at] == 0x09 || isBar(at) }

  /// Adds full-width bars to what is said of those of the table.
  private mutating func reportWide(_ bars: [Int]) {
    guard !bars.isEmpty else { return }
    if let index = state.wide, case .wide(var known) = findings[index] {
      // So that no copy is made of those that are known.
      findings[index] = .wide([])
      known += bars
      findings[index] = .wide(known)
    } else {
      state.wide = findings.count
      findings.append(.wide(bars))
    }
  }
}
