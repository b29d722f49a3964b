import EvrepSource

/// A line of a body, from its first sign that is neither blank nor `>` nor a list's marker to its last that is no blank.
struct TableLine {
  enum Kind { case blank, row, text, code, directive }
  enum Sign { case other, bar, wideBar }

  /// A row begins with a bar.
  var kind = Kind.blank
  var range: ByteRange
  /// The bars between and around cells, and those that are full-width, which are text.
  var bars: [Int] = []
  var wideBars: [Int] = []
  /// Those of the bars that are full-width, and read as bars all the same.
  var narrowedBars: [Int] = []
  var last = Sign.other
  /// True where a marker begins another block.
  var beginsBlock = false
  /// False where a branch may print bars of the line or not, or where it may be code.
  var isSure = true
  /// True right behind a block, which ends a table before text.
  var isBehindBlock = false

  init(range: ByteRange) { self.range = range }

  /// True where the first sign is a bar.
  var isOpen: Bool { bars.first == range.lowerBound }
  /// True where the last sign is a bar.
  var isClosed: Bool { last == .bar }

  var cells: Int { bars.count + 1 - (isOpen ? 1 : 0) - (isClosed ? 1 : 0) }

  /// Where the cell of this number is; empty behind the last.
  func cell(_ index: Int) -> ByteRange {
    let before = index - (isOpen ? 0 : 1)
    guard before < bars.count else { return range.upperBound..<range.upperBound }
    let isNarrowed = before >= 0 && narrowedBars.contains(bars[before])
    let start = before < 0 ? range.lowerBound : bars[before] + (isNarrowed ? TableShapes.wideBar.count : 1)
    return start..<(before + 1 < bars.count ? bars[before + 1] : max(start, range.upperBound))
  }

  /// The bars that stand right behind another.
  var doubledBars: [Int] { zip(bars, bars.dropFirst()).filter { $0 + 1 == $1 }.map(\.1) }

  /// The full-width bars that are meant as bars, in a line that should have so many cells: all of them, or those at its ends.
  func misspelledBars(cells wanted: Int) -> [Int] {
    let ends = wideBars.filter { $0 == range.lowerBound || last == .wideBar && $0 == wideBars.last }
    return [wideBars, ends].first { !$0.isEmpty && narrowed($0).cells == wanted && ($0 == ends || cells != wanted) }
      ?? []
  }

  /// The line with these full-width bars read as bars.
  func narrowed(_ wide: [Int]) -> TableLine {
    var line = self
    line.bars = (bars + wide).sorted()
    line.narrowedBars = wide
    line.wideBars = wideBars.filter { !wide.contains($0) }
    if last == .wideBar, wide.last == wideBars.last { line.last = .bar }
    return line
  }
}

/// What is wrong with a table.
enum TableFinding {
  /// The row of dashes has other cells than the header above it, or other signs than dashes; and the row below it.
  case dashes(header: TableLine, dashes: TableLine, below: TableLine?)
  /// A row in no table.
  case stray(TableLine)
  /// The row of dashes stands in the block that repeats the rows below it, and its header does not.
  case repeatedDashes(header: TableLine, dashes: TableLine)
  /// A row with more cells than its table has columns, and what stands in them.
  case excess(TableLine, lost: ByteRange, TableShapes.Table)
  /// As many bars that stand right behind another as the row has cells too many.
  case doubled(TableLine, bars: [Int], TableShapes.Table)
  /// The first of rows with as few cells, and where the last ends.
  case short(TableLine, end: Int, TableShapes.Table)
  /// A line of text that is read as one more row.
  case swallowed(ByteRange)
  /// Full-width bars of one table, in order.
  case wide([Int])
}
