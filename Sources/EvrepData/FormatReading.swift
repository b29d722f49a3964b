import EvrepModel
import EvrepUnits

/// How the numbers of a field that a format shows with a unit, or divided by thousands, are read.
///
/// A person sees the digits that the format shows, and the program that reckons with the cell has the number that is
/// stored. The unit of one is so many times the unit of the other: `0.0,,"m"` shows millions of what is stored. So the field
/// may be declared in either of the two, and in no other.
enum FormatReading: Equatable {
  /// The number that is stored, divided by 10 to this power.
  case divided(Int)
  /// The format shows another unit than the field's.
  case contradicts(Unit)
  /// The format shows a unit, and which one is not known.
  case unread(String)
  /// The format shows the number divided by 10 to this power, and nothing says in which unit.
  case unstated(Int)
  /// Some numbers of the column would be read as stored, and others as shown.
  case varies

  /// How often the number is divided by ten; nil where that is not known.
  var shift: Int? { if case .divided(let shift) = self { shift } else { nil } }

  init(_ shown: ShownNumber, _ field: Field, header: String, title: TitleUnits, _ units: UnitRegistry) {
    let readings = shown.sections.map { Self.reading($0, field, header, title, units) }
    let first = readings.first ?? .divided(0)
    self = readings.first { $0.shift == nil } ?? (readings.allSatisfy { $0 == first } ? first : .varies)
  }

  private static func reading(
    _ section: ShownNumber.Section, _ field: Field, _ header: String, _ title: TitleUnits, _ units: UnitRegistry
  ) -> FormatReading {
    let shift = section.shift
    guard case .quantity(let kind, let declared) = field.type.settled else {
      return shift == 0 ? .divided(0) : .unstated(shift)
    }
    let factor = declared?.factor ?? .one
    guard let power = Number(decimal: "1" + String(repeating: "0", count: shift)),
      let stored = try? factor.multiplied(by: power)
    else { return .unstated(shift) }
    let headed = HeaderUnit.unit(header, of: kind, units)
    let isHeaded = headed.map { $0.kind == kind && $0.factor == factor } ?? false
    let isTitled = declared.map { title.confirms($0) } ?? false
    // The unit above the column is as large as what the format leaves out.
    let isScaledAbove = (isHeaded || isTitled) && factor == power
    switch Stated(section, units) {
    case .nothing:
      return shift == 0 ? .divided(0) : isScaledAbove ? .divided(shift) : .unstated(shift)
    case .unread(let text): return .unread(text)
    case .unit(let found, let scale):
      let unit = scale ? Unit(name: found.name, kind: kind, factor: found.factor) : found
      if unit.kind == kind {
        if unit.factor == stored { return .divided(0) }
        if unit.factor == factor { return .divided(shift) }
        // £12.3 below `Spend (£m)`: the sign says the currency, the header how much of it.
        if !scale, unit.isCurrencyCode, shift == 0 ? isHeaded || isTitled : isScaledAbove { return .divided(shift) }
      }
      guard scale, let declared else { return .contradicts(units.declarable(unit)) }
      return .contradicts(units.unit(named: unit.name + declared.name) ?? unit)
    }
  }

  /// What the texts around the digits say, in the grammar of headers.
  private enum Stated {
    case nothing
    /// A unit, or a scale of whatever the column is in.
    case unit(Unit, isScale: Bool)
    case unread(String)

    init(_ section: ShownNumber.Section, _ units: UnitRegistry) {
      let (prefix, suffix) = (UnitRegistry.narrowed(section.prefix), UnitRegistry.narrowed(section.suffix))
      self = .nothing
      guard !prefix.isEmpty || !suffix.isEmpty else { return }
      if section.hasCurrency { self = .unread(prefix + suffix) }
      for spelling in [prefix + suffix, prefix + " " + suffix, prefix + suffix.lowercased()] {
        // In brackets a header's unit can be nothing else.
        let text = units.header(Array("x (\(spelling))".utf8))
        switch text?.reading {
        case .unit(let unit):
          self = .unit(unit, isScale: false)
          return
        case .scale(let unit):
          self = .unit(unit, isScale: true)
          return
        case .unread where text?.isBracketed ?? false && text?.others.isEmpty ?? false, .divisor:
          self = .unread(prefix + suffix)
        case .unread, .other, nil: break
        }
      }
      // Letters that are scales of money alone in prose say here what the format leaves out.
      let powers = ["k": 3, "m": 6, "mn": 6, "mm": 6, "mio": 6, "b": 9, "bn": 9]
      if prefix.isEmpty, section.shift > 0, powers[suffix.lowercased()] == section.shift {
        self = .unit(
          Unit(name: suffix, kind: .number, factor: Number(mantissa: Number.powersOfTen[section.shift], decimals: 0)),
          isScale: true)
      }
    }
  }
}
