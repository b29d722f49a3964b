import EvrepModel
import EvrepSource

extension Expression {
  /// The expression that names of definitions lead to.
  package func resolved(in program: Program) -> Expression {
    var expression = self
    while case .definition(let index) = expression.operation { expression = program.definitions[index].expression }
    return expression
  }

  /// The expressions that this one is made of, in the order of the source; the body of a definition is none of them.
  package var parts: [Expression] { outerParts + innerParts }

  /// Those parts that have a value of their own where this one has: no condition on rows, no function's body.
  package var outerParts: [Expression] {
    switch operation {
    case .constant, .parameter, .definition, .table, .local, .rowField, .scopeKey, .scopeColumn, .poison: []
    case .field(let base, _), .groupKey(let base), .column(let base, _), .grouping(let base, _),
      .skippingMissing(let base), .negation(let base), .not(let base), .isMissing(let base, _),
      .filter(let base, _, _), .ordering(let base, _, _, _):
      [base]
    case .taking(let base, let count): [base, count]
    case .inForce(_, let stage, let year): [stage, year].compactMap(\.self)
    case .sum(let operands), .product(let operands): operands.map(\.expression)
    case .comparison(let operands, _), .coalescing(let operands), .and(let operands), .or(let operands),
      .call(_, let operands), .apply(_, let operands, _), .list(let operands):
      operands
    case .membership(let subject, let choices): [subject] + choices
    case .conditional(let condition, let first, let second): [condition, first, second]
    case .interpolation(let pieces):
      pieces.compactMap { piece in
        if case .hole(let hole) = piece { return hole.expression }
        return nil
      }
    }
  }

  /// Conditions and keys that look at rows, and the bodies of functions.
  private var innerParts: [Expression] {
    switch operation {
    case .filter(_, let condition, _): [condition]
    case .ordering(_, let key, _, _): [key]
    case .apply(_, _, let body): [body]
    default: []
    }
  }

  /// The narrowest part with a value of its own that stands at byte `offset` of the expression's file; a constant says
  /// nothing that its surroundings do not.
  package func narrowest(at offset: Int) -> Expression {
    for part in outerParts {
      if case .constant = part.operation { continue }
      let start = part.start
      if part.place.file == place.file, offset >= start, offset < part.place.range.upperBound {
        return part.narrowest(at: offset)
      }
    }
    return self
  }

  /// Where the expression begins: a query's place is that of its last clause.
  package var start: Int {
    switch operation {
    case .filter(let base, _, _), .grouping(let base, _), .ordering(let base, _, _, _), .skippingMissing(let base),
      .taking(let base, _):
      base.place.file == place.file ? min(base.start, place.range.lowerBound) : place.range.lowerBound
    default: place.range.lowerBound
    }
  }
}
