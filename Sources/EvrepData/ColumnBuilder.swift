import EvrepModel
import EvrepUnits

/// One field's column while it is read.
///
/// Every row appends one cell, if need be a missing one.
struct ColumnBuilder {
  private enum Coercion {
    case text, bool, date, year, decimal, enumeration
  }

  private let coercion: Coercion
  private let isOptional: Bool
  /// Texts may have control characters in them, as the file says itself where each ends.
  private let allowsControls: Bool
  /// An empty cell repeats the one above.
  private let isFilled: Bool
  /// What stands for no value.
  private let missingTexts: [[UInt8]]
  private let allowsPercent: Bool
  private let cases: CaseTable
  /// The one of these that `coercion` needs grows; the others stay empty.
  private var integers: [Int32] = []
  private var texts = TextColumn()
  private var decimals: DecimalColumn
  /// How percentages are written; only of a field in `%`.
  private(set) var percentSigns = PercentSigns()

  init(_ field: Field, allowsControls: Bool) {
    let type = field.type
    self.allowsControls = allowsControls
    isOptional = type.isOptional
    isFilled = field.isFilled
    missingTexts = field.missingTexts.map { Array($0.utf8) }
    var unit: Unit?
    var enumeration = Enumeration(cases: [])
    switch type.settled {
    case .bool: coercion = .bool
    case .date: coercion = .date
    case .year: coercion = .year
    case .enumeration(let declared):
      coercion = .enumeration
      enumeration = declared
    case .quantity(_, let declared):
      coercion = .decimal
      unit = declared
    // No field is of another type; one that has been reported is read as text.
    default: coercion = .text
    }
    cases = CaseTable(enumeration)
    decimals = DecimalColumn(factor: unit?.factor ?? .one)
    allowsPercent = unit?.kind == .ratio && (unit?.name == "%" || unit?.name == "％")
  }

  /// Makes room for `rows` rows in all, when `read` of them are there.
  mutating func reserveCapacity(_ rows: Int, after read: Int) {
    switch coercion {
    case .text: texts.reserveCapacity(rows, bytes: texts.bytes.count / max(read, 1) * rows)
    case .decimal: decimals.reserveCapacity(rows)
    default: integers.reserveCapacity(rows)
    }
  }

  mutating func appendMissing() {
    switch coercion {
    case .text: texts.appendMissing()
    case .decimal: decimals.appendMissing()
    default: integers.append(Column.missingInteger)
    }
  }

  /// Coerces one cell; where that is not possible the cell is missing, and the problem is returned.
  @inline(__always)
  mutating func append(_ cell: Span<UInt8>, _ form: CellForm, lengthLimit: Int) -> CellProblem? {
    guard cell.count <= lengthLimit else { return failing(.tooLong) }
    switch coercion {
    case .decimal: return appendDecimal(cell, form)
    case .enumeration: return appendInteger(cases.index(of: cell), cell, form)
    case .text:
      let content = cell.rangeWithoutBlanks()
      guard form == .untyped || form == .string, !content.isEmpty, !isMissing(cell) else {
        return appendOther(cell, form)
      }
      guard allowsControls || form != .untyped || !cell.hasControlCharacter else { return failing(.controlCharacter) }
      // Blanks around a text are nobody's: “城关镇 ” would be another town than “城关镇”.
      texts.append(cell.extracting(content))
      return nil
    case .bool, .date, .year:
      let text = cell.extracting(cell.rangeWithoutBlanks())
      return appendInteger(integer(text, form), cell, form)
    }
  }

  private func integer(_ text: Span<UInt8>, _ form: CellForm) -> Int32? {
    switch (coercion, form) {
    case (.bool, .untyped), (.bool, .bool): TruthText.value(text)
    case (.year, .untyped), (.year, .string): CalendarText.year(text, isText: true)
    case (.year, .number): CalendarText.year(text, isText: false)
    case (.date, .untyped), (.date, .string): CalendarText.day(text)
    default: nil
    }
  }

  @inline(__always)
  private mutating func appendDecimal(_ cell: Span<UInt8>, _ form: CellForm) -> CellProblem? {
    if form == .untyped || form == .number, let small = SmallDecimal(plain: cell) {
      if allowsPercent { percentSigns.note(small, isSigned: false, row: decimals.count) }
      return decimals.append(small) ? nil : .tooManyDigits
    }
    return appendLongDecimal(cell, form)
  }

  private mutating func appendLongDecimal(_ cell: Span<UInt8>, _ form: CellForm) -> CellProblem? {
    let decimal: Decimal?
    switch form {
    case .untyped: decimal = Decimal(cell: cell, allowsPercent: allowsPercent)
    case .number: decimal = Decimal(json: cell)
    default: decimal = nil
    }
    guard let decimal else { return appendOther(cell, form) }
    if allowsPercent { note(decimal, cell) }
    guard decimals.append(decimal) else { return .tooManyDigits }
    return nil
  }

  private mutating func note(_ decimal: Decimal, _ cell: Span<UInt8>) {
    guard case .small(let small) = decimal else { return percentSigns.noteLong() }
    let text = cell.extracting(cell.rangeWithoutBlanks())
    // ％ of full width ends in the byte 0x85.
    let isSigned = text.count > 0 && [UInt8(ascii: "%"), 0x85].contains(text[text.count - 1])
    percentSigns.note(small, isSigned: isSigned, row: decimals.count)
  }

  @inline(__always)
  private mutating func appendInteger(_ value: Int32?, _ cell: Span<UInt8>, _ form: CellForm) -> CellProblem? {
    let isText = form == .untyped || form == .string
    guard let value, isText || coercion != .enumeration else { return appendOther(cell, form) }
    integers.append(value)
    return nil
  }

  /// Appends a missing cell for one that holds no value of the type: a blank one, or a mistake.
  private mutating func appendOther(_ cell: Span<UInt8>, _ form: CellForm) -> CellProblem? {
    switch form {
    case .null: return appendBlank()
    case .untyped, .string:
      let isBlank = cell.rangeWithoutBlanks().isEmpty
      if isBlank, isFilled, repeatLast() { return nil }
      return isBlank || isMissing(cell) ? appendBlank() : failing(.unfit)
    case .number: return failing(coercion == .decimal ? .tooManyDigits : .unfit)
    case .bool, .nested, .fault: return failing(.unfit)
    }
  }

  /// True for a text that the declaration calls missing.
  @inline(__always)
  private func isMissing(_ cell: Span<UInt8>) -> Bool {
    guard !missingTexts.isEmpty else { return false }
    let text = cell.extracting(cell.rangeWithoutBlanks())
    return missingTexts.contains { $0.span.isEqual(to: text) }
  }

  /// Appends the value of the cell above; false where there is none.
  private mutating func repeatLast() -> Bool {
    switch coercion {
    case .text: return texts.repeatLast()
    case .decimal: return decimals.repeatLast()
    default:
      guard let last = integers.last, last != Column.missingInteger else { return false }
      integers.append(last)
      return true
    }
  }

  private mutating func appendBlank() -> CellProblem? {
    appendMissing()
    return isOptional ? nil : .empty
  }

  private mutating func failing(_ problem: CellProblem) -> CellProblem {
    appendMissing()
    return problem
  }

  /// The column, or nil if its unit is too large to hold.
  consuming func column() -> Column? {
    switch coercion {
    case .text: .texts(texts)
    case .decimal: decimals.column()
    default: .integers(integers)
    }
  }
}
