/// Scales behind a currency: the m of £3.4m, the million of £3.4 million, the 000s of £000s.
extension UnitRegistry {
  /// A scale that was found behind a currency, or behind the figure that the currency's sign stands before.
  package struct FoundScale {
    package let unit: Unit
    /// True where a blank or a hyphen parts it from what it stands behind.
    package let isSpaced: Bool
    package let end: Int
  }

  /// The scale that stands at `start`, behind a blank, a hyphen or nothing.
  package func scale(behindMoney start: Int, in bytes: [UInt8], limit: Int) -> FoundScale? {
    guard start < limit else { return nil }
    let isSpaced = bytes[start] == UInt8(ascii: " ") || bytes[start] == UInt8(ascii: "-")
    let at = isSpaced ? start + 1 : start
    let short = moneyScale(at: at, in: bytes, limit: limit)
    let long = [0, 3].lazy.compactMap { depth in
      simpleMatch(in: bytes, from: at, limit: limit, depth: depth).flatMap { $0.unit.kind == .number ? $0 : nil }
    }.first
    guard let match = (short?.end ?? 0) > (long?.end ?? 0) ? short : long else { return nil }
    return FoundScale(unit: match.unit, isSpaced: isSpaced, end: match.end)
  }

  /// True for the name of a scale that stands behind a currency alone.
  package func isMoneyScale(_ name: String) -> Bool { moneyScales.contains { $0.bytes.elementsEqual(name.utf8) } }

  /// The scale of money alone that stands at `start`, and ends as a word or a number does.
  func moneyScale(at start: Int, in bytes: [UInt8], limit: Int) -> Match? {
    for scale in moneyScales {
      let end = start + scale.bytes.count
      guard end <= limit, matches(scale.bytes, bytes, start), endsWord(scale.bytes, bytes, end, limit) else { continue }
      // No scale ends inside of a number.
      if end < limit, bytes[end] &- 0x30 < 10 { continue }
      return Match(unit: scale.unit, end: end)
    }
    return nil
  }

  /// The scale of thousands that a column of counts may be headed with: 000s, '000.
  package func zeros(in bytes: [UInt8], _ range: Range<Int>) -> Unit? {
    guard let match = moneyScale(at: range.lowerBound, in: bytes, limit: range.upperBound),
      match.end == range.upperBound, bytes[range].contains(UInt8(ascii: "0"))
    else { return nil }
    return match.unit
  }
}

extension UnitRegistry {
  /// Money by a name that a field can be declared in: £m for £ million.
  package func declarable(_ unit: Unit) -> Unit {
    guard let sign = baseUnit(of: unit.kind), sign.isPrefix,
      unit.name.utf8.contains(where: { $0 == UInt8(ascii: " ") || $0 < 0x3A }),
      unit.factor > .one, !unit.name.utf8.contains(UInt8(ascii: "/")),
      let scale = moneyScales.last(where: {
        $0.unit.factor == unit.factor && $0.bytes.allSatisfy { $0 > 0x60 && $0 < 0x7B }
      })
    else { return unit }
    return sign.followed(by: scale.unit, spaced: false) ?? unit
  }
}

extension Unit {
  /// This currency with a scale behind it: £ and m is £m. Nil if the factor overflows.
  package func followed(by scale: Unit, spaced: Bool) -> Unit? {
    guard let product = try? factor.multiplied(by: scale.factor) else { return nil }
    return Unit(name: name + (spaced ? " " : "") + scale.name, kind: kind, factor: product)
  }
}
