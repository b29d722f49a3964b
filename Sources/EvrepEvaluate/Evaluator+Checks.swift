import EvrepCheck
import EvrepModel
import EvrepSource
import EvrepUnits

extension Evaluator {
  /// Evaluates every check; one that fails is an error that shows the values on both sides.
  mutating func runChecks() {
    for (index, check) in program.checks.enumerated() {
      if recorder != nil { recordCheck(check) }
      guard truth(check.condition) == false else { continue }
      failedChecks.insert(index)
      if reportCheckOfNothing(check.condition) { continue }
      var message = ""
      for piece in check.message {
        switch piece {
        case .text(let text): message += text
        case .hole(let hole): message += print(hole)?.text ?? ""
        }
      }
      report(
        .checkFailed, check.condition.place, en: "the check ‘\(check.name)’ fails", zh: "核验“\(check.name)”不成立",
        labels: comparedCells(check.condition),
        notes: reasons(check.condition) + (message.isEmpty ? [] : [Message(en: message, zh: message)]))
    }
  }

  /// Why an expression is what it is, for a message: what it comes to, then its parts as a tree, a note a line. What it
  /// is itself, the source line above the notes shows.
  mutating func reasons(_ expression: Expression) -> [Message] {
    let explanation = aside { $0.explanation(of: expression) }
    guard !explanation.parts.isEmpty else { return [] }
    let english = ExplanationLayout(language: .english, width: Self.noteWidth).notes(of: explanation)
    let chinese = ExplanationLayout(language: .chinese, width: Self.noteWidth).notes(of: explanation)
    return zip(english, chinese).map { Message(en: $0, zh: $1) }
  }

  /// Terminal cells of a note's line: those of a usual terminal less the margin.
  private static let noteWidth = 92

  /// The operands of `and` or `or` up to the one that decides.
  private mutating func reached(_ operands: [Expression], decisive: Bool) -> [Expression] {
    let first = operands.indices.first { truth(operands[$0]) == decisive }
    return Array(operands.prefix(first.map { $0 + 1 } ?? operands.count))
  }

  /// Labels at the cells that a condition compares, up to what decides it.
  mutating func comparedCells(_ condition: Expression) -> [Label] {
    switch condition.operation {
    case .and(let operands): reached(operands, decisive: false).flatMap { comparedCells($0) }
    case .or(let operands): reached(operands, decisive: true).flatMap { comparedCells($0) }
    case .not(let inner): comparedCells(inner)
    case .comparison(let operands, let operators):
      operands.indices.flatMap { index -> [Label] in
        if hides(operands[index]) { return [] }
        let isRounded = [index - 1, index].contains {
          operators.indices.contains($0) && operators[$0] == .withinRounding
        }
        return (isRounded ? rangeLabels(operands[index]) : []) + cells(of: operands[index])
      }
    default: []
    }
  }
}
