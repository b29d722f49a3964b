/// A product of powers of base dimensions, such as 元·人⁻¹. A base dimension is known by its first unit.
package struct Dimension: Hashable, Sendable {
  /// One base dimension's index in the registry that declared it.
  package typealias Base = UInt16

  struct Factor: Hashable, Sendable {
    let base: Base
    let exponent: Int
  }

  /// The greatest exponent, far above that of any amount, so that squares of squares end.
  private static let exponentLimit = 100

  /// Ascending by base; no exponent is zero.
  let factors: [Factor]

  private init(factors: [Factor]) { self.factors = factors }

  package init(base: Base) { factors = [Factor(base: base, exponent: 1)] }

  package static let none = Dimension(factors: [])

  package var isNone: Bool { factors.isEmpty }

  /// True where a base dimension divides.
  package var isQuotient: Bool { factors.contains { $0.exponent < 0 } }

  /// True where a base dimension of `other` divides.
  package func isPer(_ other: Dimension) -> Bool {
    other.factors.contains { factor in
      factors.contains { $0.base == factor.base && $0.exponent * factor.exponent < 0 }
    }
  }

  /// Nil where an exponent is beyond the limit.
  package func multiplied(by other: Dimension) -> Dimension? { combined(with: other, sign: 1) }

  /// Nil where an exponent is beyond the limit.
  package func divided(by other: Dimension) -> Dimension? { combined(with: other, sign: -1) }

  private func combined(with other: Dimension, sign: Int) -> Dimension? {
    var combined: [Factor] = []
    var rest = other.factors[...]
    for factor in factors {
      while let next = rest.first, next.base < factor.base {
        combined.append(Factor(base: next.base, exponent: sign * next.exponent))
        rest.removeFirst()
      }
      var exponent = factor.exponent
      if let same = rest.first, same.base == factor.base {
        exponent += sign * same.exponent
        rest.removeFirst()
      }
      if exponent != 0 { combined.append(Factor(base: factor.base, exponent: exponent)) }
    }
    for next in rest { combined.append(Factor(base: next.base, exponent: sign * next.exponent)) }
    return combined.allSatisfy { abs($0.exponent) <= Self.exponentLimit } ? Dimension(factors: combined) : nil
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

  /// True where a base dimension of `other` divides.
  package func isPer(_ other: QuantityKind) -> Bool {
    guard case .dimension(let own) = self, case .dimension(let below) = other else { return false }
    return own.isPer(below)
  }
}
