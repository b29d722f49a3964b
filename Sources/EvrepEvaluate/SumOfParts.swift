import EvrepCheck
import EvrepModel
import EvrepSource
import EvrepUnits

extension Evaluator {
  /// Parts that an `each` prints, a row or a group each, beside the total of them all.
  mutating func judgeParts(_ agreement: inout Agreement) {
    /// One hole in one run of its `each`.
    struct Column {
      let run: Int
      let total: Identity
      var sum: Recomputed
      var count = 0
      var isKnown = true
    }
    struct Key: InternKey {
      let run: Int
      let hole: Int
    }
    var columns: [Column] = []
    var known = InternTable<Key>()
    /// For each key, the index of its column; nil where its parts have no total that is printed.
    var indices: [Int?] = []
    for (figure, printing) in emission.figures.enumerated() where printing.context >= 0 {
      let run = emission.elements[printing.context].run
      let key = Key(run: run, hole: printing.hole.place.range.lowerBound)
      let (number, isNew) = known.intern(key)
      if isNew {
        let total = agreement.identities.total(of: printing.hole.expression, emission.runs[run], self)
        guard let total, !agreement.forms(of: total).isEmpty else {
          indices.append(nil)
          continue
        }
        indices.append(columns.count)
        columns.append(Column(run: run, total: total, sum: Recomputed(.zero)))
      }
      guard let index = indices[number] else { continue }
      columns[index].count += 1
      guard let part = agreement.printed(figure, .asPrinted, self),
        let sum = try? columns[index].sum.adding(part)
      else {
        columns[index].isKnown = false
        continue
      }
      columns[index].sum = sum
    }
    // A part that a condition leaves out is missing from the sum.
    for column in columns where column.isKnown && column.count == emission.runs[column.run].values.count {
      judge(&agreement, column.total, column.sum)
    }
  }

  /// Sums, and figures said to be equal, that a check declares which holds.
  mutating func judgeDeclaredSums(_ agreement: inout Agreement) {
    for (index, check) in program.checks.enumerated() where !failedChecks.contains(index) && !hides(check.condition) {
      judgeEqualities(check.condition, (check.name, check.place), &agreement)
    }
  }

  private mutating func judgeEqualities(
    _ condition: Expression, _ check: (name: String, place: Place), _ agreement: inout Agreement
  ) {
    switch condition.operation {
    case .and(let operands): for operand in operands { judgeEqualities(operand, check, &agreement) }
    case .comparison(let operands, let operators):
      for index in operators.indices where operators[index] == .equal || operators[index] == .withinRounding {
        let reading = operators[index] == .equal ? Agreement.Reading.asPrinted : .asPublished
        for (one, other) in [(operands[index], operands[index + 1]), (operands[index + 1], operands[index])] {
          let identity = agreement.identities.identity(one, -1, self).identity
          guard !agreement.forms(of: identity).isEmpty, let sum = agreement.recompute(other, -1, reading, self) else {
            continue
          }
          judge(&agreement, identity, sum, reading, check)
          break
        }
      }
    default: break
    }
  }

  /// Judges every printed form of a total by the sum of its printed parts.
  private mutating func judge(
    _ agreement: inout Agreement, _ total: Identity, _ sum: Recomputed, _ reading: Agreement.Reading = .asPrinted,
    _ check: (name: String, place: Place)? = nil
  ) {
    guard !sum.figures.isEmpty else { return }
    for figure in agreement.forms(of: total) {
      guard let number = agreement.number(figure, self), let stated = agreement.printed(figure, reading, self) else {
        continue
      }
      guard sum.interval.meets(stated.interval) else {
        reportContradiction(&agreement, figure, sum, check: check)
        continue
      }
      if sum.figures.count > 1, number.verdict(recomputed: sum.number, range: sum.interval) == .compatible {
        document.hasRoundedTotals = true
      }
    }
  }
}
