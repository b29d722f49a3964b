import BigInt

extension Number {
  /// The decimals to which an irrational statistic is given.
  package static let statisticDigits = 12

  /// The coefficient of variation of `resources` per head, weighted by `heads` (教督〔2017〕6号):
  /// √(Σ (Pᵢ/P)(xᵢ/Pᵢ − X̄)²) / X̄ with X̄ = Σxᵢ/P, correctly rounded half up to `statisticDigits` decimals.
  ///
  /// It is √(P·Σ(xᵢ²/Pᵢ)/(Σxᵢ)² − 1), whose only sum that can be long is first carried to a bound from below and one from
  /// above; where the two round differently it is carried exactly. Nil where a number of heads is not positive, the total
  /// is zero, or there are no rows.
  package static func weightedVariation(resources: [Number], heads: [Number]) throws(ArithmeticError) -> Number? {
    guard !resources.isEmpty, resources.count == heads.count else { return nil }
    var total = Number.zero
    var allHeads = Number.zero
    for (resource, head) in zip(resources, heads) {
      guard head.signum > 0 else { return nil }
      total = try total.adding(resource)
      allHeads = try allHeads.adding(head)
    }
    guard total.signum != 0 else { return nil }
    let ((heads_, headsBelow), (above, below)) = (allHeads.fraction, total.fraction)
    // P·S/T² − 1 in squares of half units of the last decimal.
    func square(_ sum: BigInt, _ scale: BigInt) -> BigInt {
      heads_ * sum * below * below * halfUnits / (headsBelow * scale * above * above) - halfUnits
    }
    // From half units to the nearest unit.
    func rounded(_ square: BigInt) -> BigInt {
      square.signum() > 0 ? (BigInt(square.magnitude.squareRoot()) + 1) / 2 : 0
    }
    let (sum, scale) = machineSquares(resources, heads) ?? squares(resources, heads)
    var result = rounded(square(sum, scale))
    let next = 2 * result + 1
    if square(sum + BigInt(resources.count), scale) + 1 >= next * next {
      var exact = Number.zero
      for (resource, head) in zip(resources, heads) {
        exact = try exact.adding(resource.multiplied(by: resource).divided(by: head))
      }
      let (exactSum, exactScale) = exact.fraction
      result = rounded(square(exactSum, exactScale))
    }
    if let mantissa = Int64(exactly: result) { return Number(mantissa: mantissa, decimals: statisticDigits) }
    return reduced(result, BigInt(10).power(statisticDigits))
  }

  /// The square of the half units of the last decimal that make one.
  private static let halfUnits = 4 * BigInt(10).power(2 * statisticDigits)

  /// Σ(xᵢ²/Pᵢ) times the scale, each term rounded down to 36 decimals.
  private static func squares(_ resources: [Number], _ heads: [Number]) -> (sum: BigInt, scale: BigInt) {
    let scale = BigInt(10).power(36)
    var sum = BigInt(0)
    for (resource, head) in zip(resources, heads) {
      let ((a, b), (c, d)) = (resource.fraction, head.fraction)
      sum += a * a * d * scale / (b * b * c)
    }
    return (sum, scale)
  }

  /// The same in machine words, to at least 90 bits, for whole heads and resources of at most six decimals and 15 digits:
  /// what a table of schools holds. Nil for others.
  private static func machineSquares(_ resources: [Number], _ heads: [Number]) -> (sum: BigInt, scale: BigInt)? {
    var mantissas: [Int128] = []
    var largest: Int128 = 1
    for resource in resources {
      guard case .small(let above, let below) = resource.storage, 1_000_000 % below == 0 else { return nil }
      let mantissa = Int128(above).magnitude * UInt128(1_000_000 / below)
      guard mantissa < 1 << 50 else { return nil }
      mantissas.append(Int128(mantissa))
      largest = max(largest, Int128(mantissa))
    }
    // Ten bits are left for the sum of up to a thousand terms.
    guard resources.count <= 1 << 10 else { return nil }
    let shift = 116 - 2 * (128 - largest.leadingZeroBitCount)
    var sum: Int128 = 0
    for (mantissa, head) in zip(mantissas, heads) {
      guard case .small(let count, 1) = head.storage else { return nil }
      sum += (mantissa * mantissa) << shift / Int128(count)
    }
    return (BigInt(sum), BigInt(1_000_000_000_000) << shift)
  }
}
