import BigInt

extension Number {
  /// The number without loss: a decimal, `46.5`, where it ends within 30 decimals, else a fraction, `57193/121`.
  package var exactText: String {
    if let decimals = decimalsNeeded(limit: 30) { return formatted(decimals: decimals) }
    let (above, below) = fraction
    return "\(above)/\(below)"
  }

  /// Reads what `exactText` writes; nil for anything else.
  package init?(exactText text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2, let above = parts.first.flatMap({ Number(decimal: String($0)) }) else { return nil }
    guard parts.count == 2 else {
      self = above
      return
    }
    guard let below = Number(decimal: String(parts[1])), let quotient = try? above.divided(by: below) else {
      return nil
    }
    self = quotient
  }
}
