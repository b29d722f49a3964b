extension QuantityKind {
  /// The kind of a sum (`adding`) or a difference; nil where the two do not add.
  ///
  /// The difference of two ratios is in points; points added to a ratio give a ratio; a bare number stands for a ratio
  /// beside one, as in `1 - share`.
  package static func sum(_ left: QuantityKind, _ right: QuantityKind, adding: Bool) -> QuantityKind? {
    switch (left, right) {
    case (.ratio, .ratio): adding ? .ratio : .points
    case (.ratio, .points): .ratio
    case (.points, .ratio): adding ? .ratio : nil
    case (.ratio, .number), (.number, .ratio): .ratio
    default: left == right ? left : nil
    }
  }

  /// The kind of a product, or of a quotient where `inverse`; nil where there is none, or none
  /// of so high a power.
  package static func product(_ left: QuantityKind, _ right: QuantityKind, inverse: Bool) -> QuantityKind? {
    switch (left, right) {
    case (_, .number): return left
    case (.number, .ratio), (.ratio, .ratio): return .ratio
    case (.number, .points): return inverse ? nil : .points
    case (.points, .ratio), (.ratio, .points): return inverse ? nil : .points
    case (.points, .points): return inverse ? .ratio : nil
    case (.points, .dimension), (.dimension, .points): return nil
    case (.dimension, .ratio): return left
    case (.number, .dimension(let below)), (.ratio, .dimension(let below)):
      return inverse ? Dimension.none.divided(by: below).map(QuantityKind.dimension) : right
    case (.dimension(let above), .dimension(let below)):
      let result = inverse ? above.divided(by: below) : above.multiplied(by: below)
      return result.map { $0.isNone ? .ratio : .dimension($0) }
    }
  }
}
