/// A unit as it is printed: 万元, 平方米, 元/人, %.
///
/// A class, because checked holes and types pass units on all the time: a copy is one count, not one a name.
package final class Unit: Hashable, Sendable {
  /// The name to print after one.
  package let name: String
  /// The name to print after any other number; equal to `name` where the language has no plural.
  package let plural: String
  package let kind: QuantityKind
  /// How many base units one of this unit is; positive.
  package let factor: Number

  package init(name: String, plural: String? = nil, kind: QuantityKind, factor: Number) {
    self.name = name
    self.plural = plural ?? name
    self.kind = kind
    self.factor = factor
  }

  package static func == (left: Unit, right: Unit) -> Bool {
    if left === right { return true }
    return left.kind == right.kind && left.factor == right.factor && left.name == right.name
      && left.plural == right.plural
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(name) }

  /// The base dimension that this unit measures without a factor; nil for any other unit.
  var base: Dimension.Base? {
    guard case .dimension(let dimension) = kind, factor == .one, dimension.factors.count == 1,
      dimension.factors[0].exponent == 1
    else { return nil }
    return dimension.factors[0].base
  }

  /// True for a name that begins with a Latin letter or is a sign.
  package var isLatin: Bool { isPrefix || Self.isWord(name.utf8.first) }

  /// True for a currency sign, which stands before its number.
  package var isPrefix: Bool {
    // No letter of ASCII or of Chinese is one; Unicode's tables take long to ask.
    switch name.utf8.first ?? 0 {
    case UInt8(ascii: "$"): break
    case ..<0x80, 0xE3...0xE9: return false
    default: break
    }
    guard let first = name.unicodeScalars.first, name.unicodeScalars.count == 1 else { return false }
    return first.properties.generalCategory == .currencySymbol
  }

  /// True for a name that scales may stand behind: a currency sign, or a code such as GBP.
  package var isCurrencyCode: Bool {
    isPrefix || (name.utf8.count == 3 && name.utf8.allSatisfy { $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") })
  }

  /// The currency sign that a name begins with and what stands behind it: £ and m of £m. Nil where it begins with none.
  package static func signed(_ name: String) -> (sign: String, rest: Substring)? {
    guard let first = name.unicodeScalars.first, first.properties.generalCategory == .currencySymbol else { return nil }
    let sign = String(String.UnicodeScalarView([first]))
    return (sign, name.dropFirst(sign.count))
  }

  /// Digits with the name of a unit, as prose would have it: £3.4m, £28,750 per pupil, 12 pupils, 12人. A name in Latin letters is
  /// parted from the digits by a blank, one that begins with a currency sign stands around them.
  package static func phrase(_ digits: String, _ name: String) -> String {
    // £000 and 000 would read as more digits.
    let (sign, rest) = signed(name) ?? (sign: "", rest: name[...])
    if rest.utf8.first.map({ $0 &- 0x30 < 10 }) ?? false { return "\(digits) (\(name))" }
    guard !sign.isEmpty else {
      if !name.isEmpty, digits.hasSuffix(name) { return digits }
      return digits + (isWord(name.utf8.first) ? " " : "") + name
    }
    // A hole may hold anything.
    let isHole = digits.first == "{"
    if !isHole, digits.contains(sign) { return digits }
    let divisor = rest.utf8.first == UInt8(ascii: "/") ? rest.dropFirst() : ""
    // about £3.5m, -£2,500
    let start = isHole ? digits.startIndex : digits.firstIndex { $0.isNumber } ?? digits.startIndex
    return digits[..<start] + sign + digits[start...] + (isWord(divisor.utf8.first) ? " per " + divisor : rest)
  }

  /// The unit as a message says it: £ per pupil, 元/人.
  package var spoken: String {
    guard let slash = plural.firstIndex(of: "/"), Self.isWord(plural[plural.index(after: slash)...].utf8.first) else {
      return plural
    }
    return plural[..<slash] + " per " + plural[plural.index(after: slash)...]
  }

  private static func isWord(_ byte: UInt8?) -> Bool {
    guard let byte else { return false }
    return (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z")
  }

  /// The bare number, which has no unit to print.
  package static let number = Unit(name: "", kind: .number, factor: .one)
}
