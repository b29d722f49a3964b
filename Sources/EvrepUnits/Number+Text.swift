import BigInt

extension Number {
  /// The number without loss: a decimal, `46.5`, where it ends within 30 decimals, else a fraction, `57193/121`.
  package var exactText: String {
    if let decimals = decimalsNeeded(limit: 30) { return formatted(decimals: decimals) }
    let (above, below) = fraction
    return "\(above)/\(below)"
  }
}
