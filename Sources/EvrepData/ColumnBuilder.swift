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
  private let allowsPercent: Bool
  private let cases: CaseTable
  /// The one of these that `coercion` needs grows; the others stay empty.
  private var integers: [Int32] = []
  private var texts = TextColumn()
  private var decimals: DecimalColumn

  init(_ type: Type) {
    isOptional = type.isOptional
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
      guard form == .untyped || form == .string, !cell.rangeWithoutBlanks().isEmpty else {
        return appendOther(cell, form)
      }
      texts.append(cell)
      return nil
    case .bool, .date, .year:
      let text = cell.extracting(cell.rangeWithoutBlanks())
      return appendInteger(integer(text, form), cell, form)
    }
  }

  private func integer(_ text: Span<UInt8>, _ form: CellForm) -> Int32? {
    switch (coercion, form) {
    case (.bool, .untyped), (.bool, .bool): TruthText.value(text)
    case (.year, .untyped), (.year, .string): CalendarText.year(text, allowsSuffix: true)
    case (.year, .number): CalendarText.year(text, allowsSuffix: false)
    case (.date, .untyped), (.date, .string): CalendarText.day(text)
    default: nil
    }
  }

  @inline(__always)
  private mutating func appendDecimal(_ cell: Span<UInt8>, _ form: CellForm) -> CellProblem? {
    if form == .untyped || form == .number, let small = SmallDecimal(plain: cell) {
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
    guard decimals.append(decimal) else { return .tooManyDigits }
    return nil
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
      if cell.rangeWithoutBlanks().isEmpty { return appendBlank() }
      return failing(.unfit)
    case .number: return failing(coercion == .decimal ? .tooManyDigits : .unfit)
    case .bool, .nested, .fault: return failing(.unfit)
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
