/// A product of powers of base dimensions, such as 元·人⁻¹. A base dimension is known by its first unit.
package struct Dimension: Hashable, Sendable {
  /// One base dimension's index in the registry that declared it.
  package typealias Base = UInt16

  struct Factor: Hashable, Sendable {
    let base: Base
    let exponent: Int
  }

  /// Ascending by base; no exponent is zero.
  let factors: [Factor]

  private init(factors: [Factor]) { self.factors = factors }

  package init(base: Base) { factors = [Factor(base: base, exponent: 1)] }

  package static let none = Dimension(factors: [])

  package var isNone: Bool { factors.isEmpty }

  package func multiplied(by other: Dimension) -> Dimension { combined(with: other, sign: 1) }

  package func divided(by other: Dimension) -> Dimension { combined(with: other, sign: -1) }

  private func combined(with other: Dimension, sign: Int) -> Dimension {
    var exponents: [Base: Int] = [:]
    for factor in factors { exponents[factor.base, default: 0] += factor.exponent }
    for factor in other.factors { exponents[factor.base, default: 0] += sign * factor.exponent }
    return Dimension(
      factors: exponents.filter { $0.value != 0 }.map { Factor(base: $0.key, exponent: $0.value) }
        .sorted { $0.base < $1.base })
  }
}

/// What kind of number a quantity is. Kinds that differ neither add nor compare.
package enum QuantityKind: Hashable, Sendable {
  /// A bare number.
  case number
  /// A quotient of one dimension: prints as %, ‰, 成, 倍 or 1:n.
  case ratio
  /// A difference of two ratios: percentage points.
  case points
  /// A measured amount.
  case dimension(Dimension)
}
