import EvrepCheck
import EvrepUnits

extension Evaluator {
  /// One figure printed with different decimals or units, or rounded before: some exact value has to print as all of
  /// them.
  mutating func judgePrintedTwice(_ agreement: inout Agreement) {
    for identity in agreement.order {
      let figures = agreement.forms(of: identity)
      guard figures.count > 1,
        let finest = agreement.finest(identity, self),
        let other = agreement.printed(finest, .asPrinted, self)
      else { continue }
      for figure in figures where figure != finest {
        guard let number = agreement.number(figure, self), !number.interval.meets(other.interval) else { continue }
        reportContradiction(&agreement, figure, other)
      }
    }
  }
}
