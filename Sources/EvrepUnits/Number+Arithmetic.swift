import BigInt

extension Number {
  package func adding(_ other: Number) throws(ArithmeticError) -> Number {
    if case .small(let a, let b) = storage, case .small(let c, let d) = other.storage {
      if b == d { return Number.reduced(Int128(a) + Int128(c), Int128(b)) }
      return Number.reduced(Int128(a) * Int128(d) + Int128(c) * Int128(b), Int128(b) * Int128(d))
    }
    let ((a, b), (c, d)) = (fraction, other.fraction)
    return try Number.bounded(a * d + c * b, b * d)
  }

  package func subtracting(_ other: Number) throws(ArithmeticError) -> Number { try adding(other.negated) }

  package func multiplied(by other: Number) throws(ArithmeticError) -> Number {
    if case .small(let a, let b) = storage, case .small(let c, let d) = other.storage {
      return Number.reduced(Int128(a) * Int128(c), Int128(b) * Int128(d))
    }
    let ((a, b), (c, d)) = (fraction, other.fraction)
    return try Number.bounded(a * c, b * d)
  }

  package func divided(by other: Number) throws(ArithmeticError) -> Number {
    try multiplied(by: other.reciprocal())
  }

  package var negated: Number {
    switch storage {
    case .small(let above, let below): Number(storage: .small(-above, below))
    case .big(let above, let below): Number.reduced(-above, below)
    }
  }

  package var magnitude: Number { signum < 0 ? negated : self }

  package func reciprocal() throws(ArithmeticError) -> Number {
    guard signum != 0 else { throw .divisionByZero }
    switch storage {
    case .small(let above, let below):
      return Number(storage: .small(above < 0 ? -below : below, above < 0 ? -above : above))
    case .big(let above, let below):
      return above.signum() < 0 ? Number.reduced(-below, -above) : Number.reduced(below, above)
    }
  }

  private static func bounded(_ above: BigInt, _ below: BigInt) throws(ArithmeticError) -> Number {
    let number = reduced(above, below)
    if case .big(let above, let below) = number.storage,
      above.magnitude.bitWidth > bitLimit || below.magnitude.bitWidth > bitLimit
    {
      throw .overflow
    }
    return number
  }
}
