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
    var squares = BigInt(0)
    let scale = BigInt(10).power(36)
    for (resource, head) in zip(resources, heads) {
      guard head.signum > 0 else { return nil }
      total = try total.adding(resource)
      allHeads = try allHeads.adding(head)
      let ((a, b), (c, d)) = (resource.fraction, head.fraction)
      squares += a * a * d * scale / (b * b * c)
    }
    guard total.signum != 0 else { return nil }
    let sum = Number.reduced(squares, scale)
    let square = try allHeads.multiplied(by: sum).divided(by: try total.multiplied(by: total)).subtracting(.one)
    // Truncation can leave a spread of zero a hair below it.
    guard square.signum > 0 else { return .zero }
    return square.squareRoot(digits: statisticDigits + 3)?.rounded(decimals: statisticDigits)
  }
}
