import EvrepModel
import EvrepUnits

/// The numbers of a column while they are read: one scale for all, raised as longer fractions come.
struct DecimalColumn {
  /// How many base units one of the field's unit is.
  private let factor: Number
  /// Each number is its mantissa / 10^scale.
  ///
  /// `Column.missingDecimal` stands where it is missing. Empty once `numbers` is not nil.
  private var mantissas: [Int64] = []
  private var scale = 0
  /// The numbers in base units, from the first on that fits no common scale.
  private var numbers: [Number?]?

  init(factor: Number) { self.factor = factor }

  var count: Int { numbers?.count ?? mantissas.count }

  mutating func reserveCapacity(_ rows: Int) {
    if numbers == nil { mantissas.reserveCapacity(rows) }
  }

  @inline(__always)
  mutating func appendMissing() {
    if numbers == nil { mantissas.append(Column.missingDecimal) } else { numbers?.append(nil) }
  }

  /// Appends the last number again; false where it is missing.
  mutating func repeatLast() -> Bool {
    if let last = numbers?.last {
      guard last != nil else { return false }
      numbers?.append(last)
      return true
    }
    guard let last = mantissas.last, last != Column.missingDecimal else { return false }
    mantissas.append(last)
    return true
  }

  @inline(__always)
  mutating func append(_ small: SmallDecimal) -> Bool {
    if small.decimals == scale, numbers == nil {
      mantissas.append(small.mantissa)
      return true
    }
    return append(.small(small))
  }

  /// False, and a missing cell, if the number in base units is too large to hold.
  mutating func append(_ decimal: Decimal) -> Bool {
    if numbers == nil {
      if case .small(let small) = decimal, appendScaled(small.mantissa, small.decimals) { return true }
      leaveScale()
    }
    let number = value(decimal)
    numbers?.append(number)
    return number != nil
  }

  /// Appends at the common scale, which it may raise; false, and no change, where that would overflow.
  private mutating func appendScaled(_ mantissa: Int64, _ decimals: Int) -> Bool {
    var (mantissa, decimals) = (mantissa, decimals)
    while decimals > scale, mantissa % 10 == 0 {
      mantissa /= 10
      decimals -= 1
    }
    if decimals > scale { return raiseScale(to: decimals, appending: mantissa) }
    guard let scaled = Self.scaled(mantissa, by: scale - decimals) else { return false }
    mantissas.append(scaled)
    return true
  }

  private mutating func raiseScale(to decimals: Int, appending mantissa: Int64) -> Bool {
    let step = decimals - scale
    for value in mantissas where value != Column.missingDecimal && Self.scaled(value, by: step) == nil { return false }
    for index in mantissas.indices {
      if let raised = Self.scaled(mantissas[index], by: step) { mantissas[index] = raised }
    }
    scale = decimals
    mantissas.append(mantissa)
    return true
  }

  /// `mantissa · 10^digits`, or nil where that is no mantissa; a missing cell gives nil unless `digits` is 0.
  private static func scaled(_ mantissa: Int64, by digits: Int) -> Int64? {
    if digits == 0 { return mantissa }
    let (product, overflow) = mantissa.multipliedReportingOverflow(by: Number.powersOfTen[min(digits, 18)])
    return overflow || product == Column.missingDecimal ? nil : product
  }

  /// Goes over to one `Number` a cell.
  private mutating func leaveScale() {
    numbers = mantissas.map { mantissa in
      mantissa == Column.missingDecimal ? nil : value(.small(SmallDecimal(mantissa: mantissa, decimals: scale)))
    }
    mantissas = []
  }

  /// The number in base units, or nil if it is too large.
  private func value(_ decimal: Decimal) -> Number? {
    switch decimal {
    case .small(let small):
      try? Number(mantissa: small.mantissa, decimals: small.decimals).multiplied(by: factor)
    case .big(let number): try? number.multiplied(by: factor)
    }
  }

  /// The column in base units, or nil if the unit of its scale is too large to hold.
  consuming func column() -> Column? {
    if let numbers { return .numbers(numbers) }
    guard let unit = value(.small(SmallDecimal(mantissa: 1, decimals: scale))) else { return nil }
    return .decimals(mantissas, unit: unit)
  }
}
