import EvrepCheck
import EvrepModel
import EvrepSource
import EvrepUnits

extension Evaluator {
  /// A value as a reader of the report would see it, with its unit.
  struct Reading {
    var text: Explanation.Reading
    /// In base units; nil for what is no number.
    var exact: Number?
    var unit: Unit?
  }

  /// What a value of `type` reads as.
  mutating func reading(_ value: Value, _ type: Type) -> Reading {
    switch value {
    case .scalar(.missing): return Reading(text: .missing)
    case .scalar(.bool(let truth)): return Reading(text: .truth(truth))
    case .scalar(.number(let number)): return reading(number, type)
    case .scalar(let scalar): return Reading(text: .value(text(scalar, type), isRounded: false))
    case .record: return Reading(text: .rows(1, of: nil))
    case .table(let selection), .column(let selection, _, _):
      return Reading(text: .rows(selection.rows.count, of: nil))
    case .group(let group): return Reading(text: .rows(group.selection.rows.count, of: nil))
    case .groups(let groups): return Reading(text: .groups(groups.count))
    case .list(let scalars):
      let element: Type
      switch type.settled {
      case .list(let inner), .range(let inner): element = inner
      default: return Reading(text: .failed)
      }
      let shown = scalars.prefix(Self.listLimit).map { text($0, element) }
      let separator = program.language == .chinese ? "、" : ", "
      let rest = scalars.count > shown.count ? separator + "… (\(scalars.count))" : ""
      return Reading(text: .value(shown.joined(separator: separator) + rest, isRounded: false))
    case .poison: return Reading(text: .failed)
    }
  }

  /// Items of a list beyond this many are counted.
  private static let listLimit = 6

  private func reading(_ number: Number, _ type: Type) -> Reading {
    guard case .quantity(let kind, let declared) = type.settled else {
      return Reading(text: .value(Self.digits(number, PrintedForm()), isRounded: false), exact: number)
    }
    let unit = unit(of: kind, declared: declared)
    let (text, isRounded) = prose(number, unit)
    return Reading(text: .value(text, isRounded: isRounded), exact: number, unit: unit)
  }

  /// The unit that prose would print a quantity in: its declaration's, else the usual one of its kind.
  func unit(of kind: QuantityKind, declared: Unit?) -> Unit {
    if kind == .points { return program.language == .chinese ? Self.points : Self.englishPoints }
    if let declared { return declared }
    if kind == .ratio { return program.registry.unit(named: "%") ?? .number }
    return program.registry.baseUnit(of: kind) ?? .number
  }

  private static let points = Unit(name: "个百分点", kind: .points, factor: Number(mantissa: 1, decimals: 2))
  private static let englishPoints = Unit(
    name: "percentage point", plural: "percentage points", kind: .points, factor: Number(mantissa: 1, decimals: 2))

  /// A number in `unit` as a hole without a format prints it, and whether that is rounded; with `decimals` at most so many.
  func prose(_ number: Number, _ unit: Unit, decimals: Int = 2) -> (text: String, isRounded: Bool) {
    guard let scaled = try? number.divided(by: unit.factor) else { return ("…", true) }
    var form = PrintedForm()
    form.grouped = program.language == .english
    form.decimalLimit = decimals
    return (withUnit(scaled, form, unit), scaled.decimalsNeeded(limit: decimals) == nil)
  }

  // MARK: Spelling

  /// An expression as its source spells it, on one line, without comments.
  func spelling(of expression: Expression) -> String {
    let place = expression.place
    return spelling(of: Place(place.file, expression.start..<place.range.upperBound))
  }

  func spelling(of place: Place) -> String {
    guard let bytes = program.bytes(of: place.file) else { return "" }
    var result: [UInt8] = []
    var isQuoted = false
    var isBlank = false
    var at = place.range.lowerBound
    let end = min(place.range.upperBound, bytes.count)
    while at < end {
      let byte = bytes[at]
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if !isQuoted, byte == UInt8(ascii: "/"), at + 1 < end, bytes[at + 1] == byte {
        while at < end, bytes[at] != 0x0A { at += 1 }
        continue
      }
      if [0x20, 0x09, 0x0A, 0x0D].contains(byte) {
        isBlank = !result.isEmpty
      } else {
        if isBlank { result.append(0x20) }
        isBlank = false
        result.append(byte)
      }
      at += 1
    }
    return String(decoding: result, as: UTF8.self)
  }
}
