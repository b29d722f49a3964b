import EvrepModel
import EvrepSource

/// One cell of a row while the row is read.
struct SheetCell {
  /// Bytes of the row, or of the shared strings.
  var range: ByteRange = 0..<0
  var isShared = false
  var form = CellForm.null
  /// True for a formula whose value no program has stored.
  var isUnevaluated = false
  /// The style of a number that is shown with more than its digits; -1 for any other cell.
  var style = -1
}

/// Part of a sheet: columns and rows, both from 1.
struct SheetArea {
  var columns = 1...SheetArea.columnLimit
  var rows = 1...SheetArea.rowLimit

  /// The size of every sheet.
  static let columnLimit = 16_384
  static let rowLimit = 1_048_576
}

/// Reads the cells of a sheet row by row, each as text and form; what becomes of a row is the business of `finishRow`.
class SheetRows: XMLVisitor {
  private let strings: SharedStrings
  final let styles: CellStyles
  private let startsIn1904: Bool
  private let area: SheetArea
  /// The cells of the current row, one for every slot.
  private(set) final var cells: [SheetCell] = []
  /// The slot of each column from 1 on; -1 for a column whose cells are of no interest.
  private final var slots: [Int] = []
  /// Every column has the slot of its number.
  private final var wantsAllColumns = true
  /// The texts of the current row, end to end.
  private final var bytes: [UInt8] = []
  /// The number of the current row, from 1.
  private(set) final var row = 0
  /// Some cell of the row holds something.
  private(set) final var hasContent = false
  /// Why the sheet cannot be read.
  private(set) final var isOutOfOrder = false

  private final var isInRow = false
  private final var isInCell = false
  private final var isWanted = false
  private final var slot = 0
  private final var column = 0
  private final var type = CellType.number
  private final var style = 0
  private final var start = 0
  private final var isCapturing = false
  private final var hasValue = false
  private final var hasFormula = false
  private final var phonetic = 0

  /// The `t` of a cell.
  private enum CellType {
    case number, shared, text, inline, bool, error, date
  }

  private static let names = (
    row: XMLName("row"), cell: XMLName("c"), value: XMLName("v"), formula: XMLName("f"), text: XMLName("t"),
    inline: XMLName("is"), phonetic: XMLName("rPh"), reference: XMLName("r"), style: XMLName("s"),
    data: XMLName("sheetData")
  )

  init(_ strings: SharedStrings, _ styles: CellStyles, startsIn1904: Bool, area: SheetArea) {
    self.strings = strings
    self.styles = styles
    self.startsIn1904 = startsIn1904
    self.area = area
  }

  /// Called at the end of every row of the area that has a cell.
  func finishRow() {}

  /// From now on only the cells of `columns`, from 1, are read; each has the slot of its first place there. Those of the
  /// current row move to their slots.
  final func want(columns: [Int]) {
    wantsAllColumns = false
    slots = [Int](repeating: -1, count: (columns.max() ?? 0) + 1)
    for (index, column) in columns.enumerated() where slots[column] < 0 { slots[column] = index }
    cells = columns.map { $0 < cells.count ? cells[$0] : SheetCell() }
  }

  /// Calls `body` with the text of a cell of the current row.
  @inline(__always)
  final func withText<Result>(_ cell: SheetCell, _ body: (Span<UInt8>) -> Result) -> Result {
    if cell.isShared { return strings.withBytes(cell.range, body) }
    let bytes = bytes
    return body(bytes.span.extracting(cell.range))
  }

  // MARK: Events

  final override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    let names = Self.names
    switch name {
    case names.cell: startCell(attributes)
    case names.value:
      hasValue = true
      isCapturing = isWanted
    case names.text:
      hasValue = true
      isCapturing = isWanted && type == .inline && phonetic == 0
    case names.formula: hasFormula = true
    case names.phonetic: phonetic += 1
    case names.row: startRow(attributes)
    default: break
    }
  }

  final override func text(_ text: UnsafeBufferPointer<UInt8>) {
    if isCapturing { bytes.append(contentsOf: text) }
  }

  final override func end(_ name: XMLName) {
    let names = Self.names
    switch name {
    case names.cell: endCell()
    case names.value, names.text: isCapturing = false
    case names.phonetic: phonetic -= 1
    case names.row:
      isInRow = false
      if area.rows.contains(row), hasContent { finishRow() }
    case names.data: stop()
    default: break
    }
  }

  private func startRow(_ attributes: XMLAttributes) {
    var number = row + 1
    attributes.forEach { name, value in
      if name == Self.names.reference { number = Self.number(value) }
    }
    // A row inside another one would take the cells of that away.
    guard !isInRow, number > row, number <= SheetArea.rowLimit else {
      isOutOfOrder = true
      return stop()
    }
    isInRow = true
    row = number
    column = 0
    hasContent = false
    bytes.removeAll(keepingCapacity: true)
    if wantsAllColumns { cells.removeAll(keepingCapacity: true) }
    for index in cells.indices { cells[index] = SheetCell() }
    if row > area.rows.upperBound { stop() }
  }

  private func startCell(_ attributes: XMLAttributes) {
    var number = column + 1
    (type, style) = (.number, 0)
    attributes.forEach { name, value in
      switch name {
      case Self.names.reference: number = Self.column(value)
      case Self.names.style: style = Self.number(value)
      case Self.names.text: type = Self.type(value)
      default: break
      }
    }
    guard !isInCell, number > column, number <= SheetArea.columnLimit else {
      isOutOfOrder = true
      return stop()
    }
    isInCell = true
    column = number
    (hasValue, hasFormula, start) = (false, false, bytes.count)
    guard area.columns.contains(column), area.rows.contains(row) else {
      isWanted = false
      return
    }
    if wantsAllColumns {
      while cells.count <= column { cells.append(SheetCell()) }
      slot = column
    } else {
      slot = column < slots.count ? slots[column] : -1
    }
    isWanted = slot >= 0
  }

  private func endCell() {
    isInCell = false
    if hasValue || hasFormula, area.columns.contains(column) { hasContent = true }
    guard isWanted else { return }
    isWanted = false
    guard hasValue else {
      guard hasFormula else { return }
      cells[slot] = unevaluated
      return
    }
    var cell = SheetCell(range: start..<bytes.count, form: .untyped)
    switch type {
    case .number:
      cell = numberCell()
      if styles.shown(style) != nil { cell.style = style }
    case .shared:
      let index = bytes.span.extracting(cell.range).isEmpty ? nil : Self.index(bytes.span.extracting(cell.range))
      if let range = index.flatMap({ strings.range($0) }) {
        cell.range = range
        cell.isShared = true
      } else {
        cell.form = .fault
      }
    case .inline, .text:
      SheetText.unescape(&bytes, from: start)
      cell.range = start..<bytes.count
    case .bool:
      cell.form = .bool
      let isTrue = bytes[start...].elementsEqual("1".utf8) || bytes[start...].elementsEqual("true".utf8)
      cell.range = replace(isTrue ? "true" : "false")
    case .error: cell.form = .fault
    case .date:
      // ISO 8601; a day alone is written with or without its midnight.
      if bytes.span.extracting(cell.range).isMidnight { cell.range = start..<start + 10 }
    }
    cells[slot] = cell
  }

  // MARK: Numbers

  private func numberCell() -> SheetCell {
    let range = start..<bytes.count
    // Some programs write an empty value for a formula that they have not reckoned.
    guard !range.isEmpty else { return hasFormula ? unevaluated : SheetCell() }
    let format = styles[style]
    if range.count <= 15, format == .plain || format == .number, bytes.span.extracting(range).isPlainDigits {
      return SheetCell(range: range, form: format == .plain ? .untyped : .number)
    }
    guard let number = SheetNumber(bytes.span.extracting(range)) else { return SheetCell(range: range, form: .fault) }
    switch format {
    case .plain, .number:
      guard let text = number.text() else { return SheetCell(range: range, form: .fault) }
      return SheetCell(range: replace(text), form: format == .plain && number.isWhole ? .untyped : .number)
    case .percent, .percentSign:
      guard let text = number.text(shiftedBy: format == .percent ? 2 : 0) else {
        return SheetCell(range: range, form: .fault)
      }
      return SheetCell(range: replace(text + [UInt8(ascii: "%")]), form: .untyped)
    case .date, .dateTime, .year, .time:
      guard let text = timeText(number, format) else { return SheetCell(range: range, form: .fault) }
      return SheetCell(range: replace(Array(text.utf8)), form: .untyped)
    }
  }

  private var unevaluated: SheetCell { SheetCell(range: start..<start, form: .fault, isUnevaluated: true) }

  private func timeText(_ number: SheetNumber, _ format: NumberFormat) -> String? {
    let second = number.secondOfDay
    if format == .time, number.whole == 0 { return SheetDate.time(second) }
    guard let serial = number.whole, let day = SheetDate.text(serial: serial, startsIn1904: startsIn1904) else {
      return nil
    }
    switch format {
    case .year: return String(day.prefix(4))
    case .date: return day
    default: return second == 0 ? day : "\(day) \(SheetDate.time(second))"
    }
  }

  private func replace(_ text: String) -> ByteRange { replace(Array(text.utf8)) }

  /// Puts `text` in place of the bytes of the current cell.
  private func replace(_ text: [UInt8]) -> ByteRange {
    bytes.removeSubrange(start...)
    bytes.append(contentsOf: text)
    return start..<bytes.count
  }

  // MARK: Attributes

  /// The digits at the end of `text` as a number; 0, which nothing has, where there are none or too many.
  private static func number(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    var value = 0
    guard text.count <= 12 else { return 0 }
    for byte in text where byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") {
      value = value * 10 + Int(byte & 0x0F)
    }
    return value
  }

  /// The column of `AB12`, from 1; 0 where there is none.
  private static func column(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    var value = 0
    for byte in text.prefix(4) where byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") {
      value = value * 26 + Int(byte - 0x40)
    }
    return value
  }

  private static func index(_ text: Span<UInt8>) -> Int? {
    var value = 0
    guard text.count <= 12 else { return nil }
    for offset in text.indices {
      let digit = text[offset] &- UInt8(ascii: "0")
      guard digit <= 9 else { return nil }
      value = value * 10 + Int(digit)
    }
    return value
  }

  private static func type(_ text: UnsafeBufferPointer<UInt8>) -> CellType {
    if text.count == 1 {
      switch text[0] {
      case UInt8(ascii: "s"): return .shared
      case UInt8(ascii: "b"): return .bool
      case UInt8(ascii: "e"): return .error
      case UInt8(ascii: "d"): return .date
      default: return .number
      }
    }
    return text.elementsEqual("inlineStr".utf8) ? .inline : text.elementsEqual("str".utf8) ? .text : .number
  }
}

extension Span<UInt8> {
  /// True for `2022-12-31T00:00:00`, with any number of zeros behind.
  fileprivate var isMidnight: Bool {
    guard count > 10, self[10] == UInt8(ascii: "T") else { return false }
    for offset in 11..<count where self[offset] != UInt8(ascii: "0") && self[offset] != UInt8(ascii: ":") {
      guard self[offset] == UInt8(ascii: ".") || self[offset] == UInt8(ascii: "Z") else { return false }
    }
    return true
  }

  /// True for digits with at most a minus in front and one point between them.
  fileprivate var isPlainDigits: Bool {
    var points = 0
    for offset in indices {
      let byte = self[offset]
      if byte == UInt8(ascii: ".") {
        points += 1
        guard offset > 0, offset + 1 < count, self[offset - 1] != UInt8(ascii: "-") else { return false }
      } else if byte < UInt8(ascii: "0") || byte > UInt8(ascii: "9") {
        guard byte == UInt8(ascii: "-"), offset == 0, count > 1 else { return false }
      }
    }
    return points <= 1
  }
}
