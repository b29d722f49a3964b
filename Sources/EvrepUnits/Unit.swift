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

  /// True for a currency sign, which stands before its number.
  package var isPrefix: Bool {
    guard let first = name.unicodeScalars.first, name.unicodeScalars.count == 1 else { return false }
    return first.properties.generalCategory == .currencySymbol
  }

  /// Digits with the name of a unit behind them, parted by a blank where the name is in Latin letters.
  package static func phrase(_ digits: String, _ name: String) -> String {
    let isWord = name.utf8.first.map { ($0 | 0x20) >= UInt8(ascii: "a") && ($0 | 0x20) <= UInt8(ascii: "z") } ?? false
    return digits + (isWord ? " " : "") + name
  }

  /// The bare number, which has no unit to print.
  package static let number = Unit(name: "", kind: .number, factor: .one)
}
