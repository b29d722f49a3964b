package import EvrepModel
import EvrepUnits

/// A problem that appeared, went, or came closer to its threshold or further from it.
package struct ProblemChange: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable {
    /// The report admits it now.
    case appeared
    /// It holds no longer, or is in the report no longer.
    case gone
    /// It is as it was, and its figure is nearer to its threshold, or further from it.
    case closer, further
  }

  package let kind: Kind
  package let old: LedgerProblem?
  package let new: LedgerProblem?

  /// The name, or the condition where it has none.
  package var name: String {
    let problem = new ?? old
    guard let problem else { return "" }
    return problem.name.isEmpty ? problem.condition?.formula ?? "" : problem.name
  }

  /// A side of the comparison that decides it, before and now.
  package struct Operand: Hashable, Sendable {
    package let formula: String
    package let old: Explanation.Reading
    package let new: Explanation.Reading
  }

  /// The sides of the comparison that are others now: the figure, or the standard that it is held to.
  package var operands: [Operand] {
    guard let before = old?.condition?.comparisons.first, let after = new?.condition?.comparisons.first else {
      return []
    }
    return after.parts.compactMap { part in
      guard let was = before.parts.first(where: { $0.formula == part.formula }), was.reading != part.reading else {
        return nil
      }
      return Operand(formula: part.formula, old: was.reading, new: part.reading)
    }
  }

  static func changes(from old: [LedgerProblem], to new: [LedgerProblem]) -> [ProblemChange] {
    let pairs = NamedMatching.pairs(old, new) { $0.name.isEmpty ? $0.condition?.formula ?? "" : $0.name }
    return pairs.compactMap { before, after in
      let (was, isNow) = (before?.number != nil, after?.number != nil)
      if was != isNow { return ProblemChange(kind: isNow ? .appeared : .gone, old: before, new: after) }
      guard let from = before?.margin?.difference.magnitude, let to = after?.margin?.difference.magnitude, from != to
      else {
        return nil
      }
      return ProblemChange(kind: to < from ? .closer : .further, old: before, new: after)
    }
  }
}

extension LedgerProblem {
  /// How far its figure is from its threshold; nil where its condition compares no numbers.
  package var margin: Explanation.Margin? { condition?.comparisons.first?.margin }
}

/// A check that turned, came or went.
package struct CheckChange: Hashable, Sendable {
  package let old: LedgerCheck?
  package let new: LedgerCheck?

  static func changes(from old: [LedgerCheck], to new: [LedgerCheck]) -> [CheckChange] {
    NamedMatching.pairs(old, new, by: \.name).compactMap { before, after in
      let isSame = before?.holds == after?.holds && before?.condition.formula == after?.condition.formula
      return isSame ? nil : CheckChange(old: before, new: after)
    }
  }
}

/// A warning that came or went.
package struct FindingChange: Hashable, Sendable {
  package let finding: LedgerFinding
  /// False where it is in the old report alone.
  package let isNew: Bool

  static func changes(from old: [LedgerFinding], to new: [LedgerFinding]) -> [FindingChange] {
    // A check that fails is told as a check.
    func isTold(_ finding: LedgerFinding) -> Bool { finding.code == "EV0507" }
    let pairs = NamedMatching.pairs(old.filter { !isTold($0) }, new.filter { !isTold($0) }) {
      $0.code + "\u{0}" + $0.message
    }
    return pairs.compactMap { before, after in
      guard before == nil || after == nil else { return nil }
      return (after ?? before).map { FindingChange(finding: $0, isNew: after != nil) }
    }
  }
}

/// Things of two reports matched by name.
enum NamedMatching {
  /// Pairs in the order of `new`, those of `old` alone at the end; things of one name the first with the first.
  static func pairs<Thing>(_ old: [Thing], _ new: [Thing], by name: (Thing) -> String) -> [(old: Thing?, new: Thing?)] {
    var queues: [String: [Int]] = [:]
    for (index, thing) in old.enumerated().reversed() { queues[name(thing), default: []].append(index) }
    var isTaken = Array(repeating: false, count: old.count)
    var pairs: [(old: Thing?, new: Thing?)] = new.map { thing in
      guard let index = queues[name(thing)]?.popLast() else { return (nil, thing) }
      isTaken[index] = true
      return (old[index], thing)
    }
    for index in old.indices where !isTaken[index] { pairs.append((old[index], nil)) }
    return pairs
  }
}
