import EvrepCheck
import EvrepModel
import EvrepSource

/// What the body has printed and asked, in its order: what the rules of agreement read once it is whole.
struct Emission {
  /// A hole that printed a figure; the figures of the document stand in the same order.
  struct Printing {
    let hole: Hole
    /// An index of `elements`; negative outside `each`.
    let context: Int
    /// Its number among the document's insertions.
    let insertion: Int
  }

  /// One run of an `each` through its elements.
  struct Run {
    let slot: Int
    let collection: Expression
    /// Where the `each` itself stands.
    let context: Int
    let values: [Value]
  }

  /// One element of a run.
  struct Element {
    let run: Int
    let index: Int
  }

  var figures: [Printing] = []
  /// Holes that printed no figure, but text.
  var texts: [Printing] = []
  var runs: [Run] = []
  var elements: [Element] = []
  /// Conditions that the body has met, of problems too.
  var conditions: [(condition: Expression, context: Int)] = []
  /// The element that is being printed; negative outside `each`.
  private(set) var context = -1
  /// True until something is printed of the element that is at hand, which is then kept.
  private var pending: Element?

  /// Begins a run, and gives the context to go back to.
  mutating func begin(_ slot: Int, _ collection: Expression, _ values: [Value]) -> Int {
    let outer = settle()
    runs.append(Run(slot: slot, collection: collection, context: outer, values: values))
    return runs.count - 1
  }

  mutating func enter(_ run: Int, _ index: Int) { pending = Element(run: run, index: index) }

  mutating func end(_ run: Int) {
    pending = nil
    context = runs[run].context
  }

  /// The context at hand, kept from now on.
  mutating func settle() -> Int {
    if let element = pending {
      elements.append(element)
      context = elements.count - 1
      pending = nil
    }
    return context
  }

  mutating func print(_ hole: Hole, insertion: Int) {
    figures.append(Printing(hole: hole, context: settle(), insertion: insertion))
  }

  mutating func printText(_ hole: Hole, insertion: Int) {
    texts.append(Printing(hole: hole, context: settle(), insertion: insertion))
  }

  mutating func meet(_ condition: Expression) { conditions.append((condition, settle())) }
}

extension Evaluator {
  /// The element that a local name stands for in a context; nil where it is no name of an `each`.
  func element(of slot: Int, _ context: Int) -> (value: Value, run: Int, index: Int)? {
    var context = context
    while context >= 0 {
      let element = emission.elements[context]
      let run = emission.runs[element.run]
      if run.slot == slot { return (run.values[element.index], element.run, element.index) }
      context = run.context
    }
    return nil
  }

  /// The expression that definitions lead to.
  func resolved(_ expression: Expression) -> Expression { expression.resolved(in: program) }

  /// The rows of a query without their order.
  func unordered(_ expression: Expression) -> Expression {
    if case .ordering(let base, _, _, _) = resolved(expression).operation { return unordered(base) }
    return expression
  }

  /// What groups are groups of; nil where some of them have been left out.
  func ungrouped(_ expression: Expression) -> Expression? {
    switch resolved(expression).operation {
    case .grouping(let base, _): base
    case .ordering(let base, _, _, _): ungrouped(base)
    default: nil
    }
  }

  /// The value of a definition that has been evaluated.
  func known(definition index: Int) -> Value? { definitions[index] }
}
