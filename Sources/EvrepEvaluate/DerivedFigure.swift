import EvrepCheck
import EvrepModel
import EvrepUnits

extension Evaluator {
  /// A growth rate beside its two levels, a difference, a sum or a share beside what it is made of: the printed figures
  /// have to allow the printed result. A sum that its printed parts do not add up to is noted.
  mutating func judgeDerivedFigures(_ agreement: inout Agreement) {
    for identity in agreement.order {
      for figure in agreement.forms(of: identity) {
        let printing = emission.figures[figure]
        let (operation, isSum) = derivation(printing.hole.expression)
        guard operation, let stated = agreement.number(figure, self),
          let result = agreement.derive(printing.hole.expression, printing.context, .asPrinted, self),
          !result.figures.isEmpty
        else { continue }
        switch stated.verdict(recomputed: result.number, range: result.interval) {
        case .exact: break
        case .compatible: if isSum { document.hasRoundedTotals = true }
        case .contradiction: reportContradiction(&agreement, figure, result)
        }
      }
    }
  }

  /// Whether a figure is made of others, and whether they are parts that are added up.
  private func derivation(_ expression: Expression) -> (isDerived: Bool, isSum: Bool) {
    var expression = resolved(expression)
    while case .call(.round, let arguments) = expression.operation { expression = resolved(arguments[0]) }
    switch expression.operation {
    case .negation, .call(.abs, _), .call(.share, _), .call(.growth, _), .product: return (true, false)
    case .sum(let operands): return (true, !operands.contains(where: \.isInverse))
    default: return (false, false)
    }
  }
}
