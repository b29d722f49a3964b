import BigInt

extension Number {
  /// The decimals to which an irrational statistic is given.
  package static let statisticDigits = 12

  /// The coefficient of variation of `resources` per head, weighted by `heads` (教督〔2017〕6号):
  /// √(Σ (Pᵢ/P)(xᵢ/Pᵢ − X̄)²) / X̄ with X̄ = Σxᵢ/P, rounded half up to `statisticDigits` decimals.
  ///
  /// It is computed as √(P·Σ(xᵢ²/Pᵢ)/(Σxᵢ)² − 1), whose only inexact term is carried to 36 decimals. Nil where a number of
  /// heads is not positive, the total is zero, or there are no rows.
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
    let (sum, scale) = machineSquares(resources, heads) ?? squares(resources, heads)
    // (P·S)/T² − 1 as a scaled integer, truncated: a spread of zero can come out a hair below it.
    let ((heads, headsBelow), (above, below)) = (allHeads.fraction, total.fraction)
    let unit = BigInt(10).power(2 * (statisticDigits + 3))
    let square = heads * sum * below * below * unit / (headsBelow * scale * above * above) - unit
    guard square.signum() > 0 else { return .zero }
    let root = BigInt(square.magnitude.squareRoot())
    return reduced(root, BigInt(10).power(statisticDigits + 3)).rounded(decimals: statisticDigits)
  }

  /// Σ(xᵢ²/Pᵢ) times the scale, to 36 decimals.
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
