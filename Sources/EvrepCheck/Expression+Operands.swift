extension Expression {
  /// The expressions that this one is made of, not looking into definitions and texts.
  package var operands: [Expression] {
    switch operation {
    case .constant, .parameter, .definition, .table, .local, .rowField, .scopeKey, .scopeColumn, .interpolation,
      .poison:
      []
    case .field(let base, _), .groupKey(let base), .column(let base, _), .negation(let base), .isMissing(let base, _),
      .not(let base), .grouping(let base, _), .skippingMissing(let base):
      [base]
    case .sum(let operands), .product(let operands): operands.map(\.expression)
    case .comparison(let operands, _), .coalescing(let operands), .and(let operands), .or(let operands),
      .call(_, let operands):
      operands
    case .membership(let subject, let choices): [subject] + choices
    case .conditional(let condition, let first, let second): [condition, first, second]
    case .filter(let base, let condition, _): [base, condition]
    case .ordering(let base, let key, _, _): [base, key]
    case .apply(_, let arguments, let body): arguments + [body]
    }
  }

  /// True where a name of an `each` has a part in the value.
  package var mentionsLocals: Bool {
    switch operation {
    case .local: true
    // In a function's body its parameters are locals too; what they are stands in the arguments.
    case .apply(_, let arguments, _): arguments.contains { $0.mentionsLocals }
    default: operands.contains { $0.mentionsLocals }
    }
  }

  /// True where the value changes with the local name in `slot`.
  package func mentions(_ slot: Int) -> Bool {
    if case .local(slot) = operation { return true }
    return operands.contains { $0.mentions(slot) }
  }
}
