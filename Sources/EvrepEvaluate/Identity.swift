import EvrepCheck
import EvrepModel

/// What a figure is a figure of: two figures of one identity have one exact value, whatever they are printed as.
///
/// Definitions stand for what they are defined as, `round` for what it rounds, a field of a row for its cell.
struct Identity: Hashable, Sendable {
  /// Its number in the table: identities are numbered from zero.
  let index: Int32
}

/// Gives expressions their identities, each in time linear in its size; a definition is looked at once.
struct IdentityTable {
  /// An operation with at most two operands; longer ones are chains.
  private struct Node: InternKey {
    enum Tag: UInt8 {
      case scalar, parameter, cell, row, element, table, rowField, scopeKey, scopeColumn, groupKey, field, column, sum
      case subtracted, product, divided, negation, comparison, membership, isMissing, not, and, or, conditional, filter
      case grouping, ordering, skipping, taking, inForce, list, call, chain, coalescing, opaque
    }
    let tag: Tag
    var left: Int32 = 0
    var right: Int32 = 0

    /// In one step: identities are small numbers that no writer chooses.
    var internHash: Int {
      let operands = UInt64(UInt32(bitPattern: left)) << 32 | UInt64(UInt32(bitPattern: right))
      let mixed = (operands ^ UInt64(tag.rawValue) << 56) &* 0x9E37_79B9_7F4A_7C15
      return Int(truncatingIfNeeded: mixed ^ mixed >> 32)
    }
  }

  /// What a local name stands for while an expression is looked at.
  private struct Binding {
    let slot: Int
    let identity: Identity
    /// True where it stands for all rows that `each` goes through, so that one of its fields is that column's sum.
    let isWhole: Bool
  }

  private var nodes = InternTable<Node>()
  private var scalars = InternTable<Scalar>()
  private var builtins = InternTable<Builtin>()
  private var definitions: [(identity: Identity, isRounded: Bool)?]
  private var opaqueCount: Int32 = 0
  private var bindings: [Binding] = []
  /// True once `round` has been seen.
  private var isRounded = false

  init(definitionCount: Int) { definitions = Array(repeating: nil, count: definitionCount) }

  /// The identity of an expression, and whether `round` has a part in its value.
  mutating func identity(
    _ expression: Expression, _ context: Int, _ evaluator: Evaluator
  ) -> (identity: Identity, isRounded: Bool) {
    let outer = isRounded
    isRounded = false
    let identity = look(expression, context, evaluator)
    defer { isRounded = outer }
    return (identity, isRounded)
  }

  /// The identity of the total whose parts an expression gives, one for each element of an `each` of a run:
  /// of `{r.field}`, `{count(g)}`, `{sum(g.field)}`, and of a share of them in what does not change. Nil for others.
  mutating func total(of expression: Expression, _ run: Emission.Run, _ evaluator: Evaluator) -> Identity? {
    let slot = run.slot
    let isGrouped: Bool
    var base = run.collection
    switch evaluator.resolved(base).type {
    case .table, .group: isGrouped = false
    case .groups:
      guard let grouped = evaluator.ungrouped(base) else { return nil }
      base = grouped
      isGrouped = true
    default: return nil
    }
    let whole = look(evaluator.unordered(base), run.context, evaluator)
    bindings.append(Binding(slot: slot, identity: whole, isWhole: true))
    defer { bindings.removeLast() }
    guard isPart(expression, slot, isGrouped, evaluator) else { return nil }
    return look(expression, run.context, evaluator)
  }

  private func isPart(_ expression: Expression, _ slot: Int, _ isGrouped: Bool, _ evaluator: Evaluator) -> Bool {
    func isElement(_ base: Expression) -> Bool {
      if case .local(slot) = base.operation { return true }
      return false
    }
    switch expression.operation {
    case .field(let base, _): return !isGrouped && isElement(base)
    case .call(.count, let arguments): return isGrouped && isElement(arguments[0])
    case .call(.sum, let arguments):
      guard case .column(let base, _) = arguments[0].operation else { return false }
      return isGrouped && isElement(base)
    case .call(.share, let arguments):
      return isPart(arguments[0], slot, isGrouped, evaluator) && !arguments[1].mentions(slot)
    case .call(.round, let arguments): return isPart(arguments[0], slot, isGrouped, evaluator)
    case .product(let operands):
      return operands.count == 2 && operands[1].isInverse && !operands[1].expression.mentions(slot)
        && isPart(operands[0].expression, slot, isGrouped, evaluator)
    default: return false
    }
  }

  // MARK: Nodes

  private mutating func intern(_ tag: Node.Tag, _ left: Int32 = 0, _ right: Int32 = 0) -> Identity {
    Identity(index: Int32(nodes.intern(Node(tag: tag, left: left, right: right)).index))
  }

  private mutating func intern(_ tag: Node.Tag, _ left: Identity, _ right: Int = 0) -> Identity {
    intern(tag, left.index, Int32(truncatingIfNeeded: right))
  }

  private mutating func scalar(_ scalar: Scalar) -> Identity {
    intern(.scalar, Int32(scalars.intern(scalar).index))
  }

  /// What is like nothing else.
  private mutating func opaque() -> Identity {
    opaqueCount += 1
    return intern(.opaque, opaqueCount)
  }

  private mutating func chain(
    _ tag: Node.Tag, _ expressions: [Expression], _ context: Int, _ evaluator: Evaluator
  ) -> Identity {
    var result = intern(tag, Int32(expressions.count))
    for expression in expressions {
      result = intern(.chain, result.index, look(expression, context, evaluator).index)
    }
    return result
  }

  /// A sum or a product, in whatever order its operands stand.
  private mutating func commutative(
    _ tag: Node.Tag, _ inverse: Node.Tag, _ operands: [Operand], _ context: Int, _ evaluator: Evaluator
  ) -> Identity {
    var parts: [(isInverse: Bool, index: Int32)] = []
    for operand in operands {
      parts.append((operand.isInverse, look(operand.expression, context, evaluator).index))
    }
    parts.sort { ($0.isInverse ? 1 : 0, $0.index) < ($1.isInverse ? 1 : 0, $1.index) }
    var result = intern(tag, Int32(parts.count))
    for part in parts { result = intern(part.isInverse ? inverse : tag, result.index, part.index) }
    return result
  }

  // MARK: Expressions

  private mutating func look(_ expression: Expression, _ context: Int, _ evaluator: Evaluator) -> Identity {
    switch expression.operation {
    case .constant(let value): return scalar(value)
    case .parameter(let index): return intern(.parameter, Int32(truncatingIfNeeded: index))
    case .definition(let index): return definition(index, evaluator)
    case .table(let schema): return intern(.table, Int32(truncatingIfNeeded: schema.index))
    case .local(let slot): return local(slot, context, evaluator)
    case .rowField(let level, let field):
      return intern(.rowField, Int32(truncatingIfNeeded: level), Int32(truncatingIfNeeded: field))
    case .scopeKey(let level): return intern(.scopeKey, Int32(truncatingIfNeeded: level))
    case .scopeColumn(let level, let field):
      return intern(.scopeColumn, Int32(truncatingIfNeeded: level), Int32(truncatingIfNeeded: field))
    case .field(let base, let field): return self.field(base, field, context, evaluator)
    case .groupKey(let base): return intern(.groupKey, look(base, context, evaluator))
    case .column(let base, let field): return intern(.column, look(base, context, evaluator), field)
    case .sum(let operands): return commutative(.sum, .subtracted, operands, context, evaluator)
    case .product(let operands): return commutative(.product, .divided, operands, context, evaluator)
    case .negation(let inner): return intern(.negation, look(inner, context, evaluator))
    case .comparison(let operands, let operators):
      var result = chain(.comparison, operands, context, evaluator)
      for comparison in operators { result = intern(.comparison, result, comparison.rawValue) }
      return result
    case .membership(let subject, let choices):
      return chain(.membership, [subject] + choices, context, evaluator)
    case .isMissing(let inner, let negated):
      return intern(.isMissing, look(inner, context, evaluator), negated ? 1 : 0)
    case .coalescing(let operands): return chain(.coalescing, operands, context, evaluator)
    case .not(let inner): return intern(.not, look(inner, context, evaluator))
    case .and(let operands): return chain(.and, operands, context, evaluator)
    case .or(let operands): return chain(.or, operands, context, evaluator)
    case .conditional(let condition, let first, let second):
      return chain(.conditional, [condition, first, second], context, evaluator)
    case .filter(let base, let condition, let level):
      let filtered = chain(.filter, [base, condition], context, evaluator)
      return intern(.filter, filtered, level)
    case .grouping(let base, let field): return intern(.grouping, look(base, context, evaluator), field)
    case .ordering(let base, let key, let level, let descending):
      let ordered = chain(.ordering, [base, key], context, evaluator)
      return intern(.ordering, ordered, level << 1 | (descending ? 1 : 0))
    case .skippingMissing(let base): return intern(.skipping, look(base, context, evaluator))
    case .taking(let base, let count): return chain(.taking, [base, count], context, evaluator)
    case .inForce(let schema, let stage, let year):
      return intern(.inForce, chain(.inForce, [stage, year].compactMap { $0 }, context, evaluator), schema.index)
    case .list(let items): return chain(.list, items, context, evaluator)
    case .call(let builtin, let arguments): return call(builtin, arguments, context, evaluator)
    case .apply(let slots, let arguments, let body):
      let known = arguments.map { look($0, context, evaluator) }
      for (slot, identity) in zip(slots, known) {
        bindings.append(Binding(slot: slot, identity: identity, isWhole: false))
      }
      defer { bindings.removeLast(min(slots.count, known.count)) }
      return look(body, context, evaluator)
    case .interpolation, .poison: return opaque()
    }
  }

  private mutating func definition(_ index: Int, _ evaluator: Evaluator) -> Identity {
    if let known = definitions[index] {
      isRounded = isRounded || known.isRounded
      return known.identity
    }
    let (outer, outerBindings) = (isRounded, bindings)
    isRounded = false
    bindings = []
    let identity = look(evaluator.program.definitions[index].expression, -1, evaluator)
    definitions[index] = (identity, isRounded)
    bindings = outerBindings
    isRounded = isRounded || outer
    return identity
  }

  private mutating func local(_ slot: Int, _ context: Int, _ evaluator: Evaluator) -> Identity {
    if let binding = bindings.last(where: { $0.slot == slot }) { return binding.identity }
    guard let element = evaluator.element(of: slot, context) else { return opaque() }
    switch element.value {
    case .record(let schema, let row):
      return intern(.row, Int32(truncatingIfNeeded: schema.index), Int32(truncatingIfNeeded: row))
    case .scalar(let scalar): return self.scalar(scalar)
    default: return intern(.element, Int32(truncatingIfNeeded: element.run), Int32(truncatingIfNeeded: element.index))
    }
  }

  /// A field of a row is its cell, whichever way leads to the row.
  private mutating func field(
    _ base: Expression, _ field: Int, _ context: Int, _ evaluator: Evaluator
  ) -> Identity {
    if case .local(let slot) = base.operation, let binding = bindings.last(where: { $0.slot == slot }), binding.isWhole
    {
      // Of all rows together: what `sum` of the column is.
      return call(.sum, column: intern(.column, binding.identity, field))
    }
    if case .definition(let index) = base.operation,
      case .record(let schema, let row)? = evaluator.known(definition: index)
    {
      let row = intern(.row, Int32(truncatingIfNeeded: schema.index), Int32(truncatingIfNeeded: row))
      return intern(.cell, row, field)
    }
    return intern(.cell, look(base, context, evaluator), field)
  }

  /// A call before its arguments are chained to it.
  private mutating func call(of builtin: Builtin) -> Identity {
    intern(.call, Int32(builtins.intern(builtin).index))
  }

  private mutating func call(_ builtin: Builtin, column: Identity) -> Identity {
    intern(.chain, call(of: builtin).index, column.index)
  }

  private mutating func call(
    _ builtin: Builtin, _ arguments: [Expression], _ context: Int, _ evaluator: Evaluator
  ) -> Identity {
    switch builtin {
    case .round:
      isRounded = true
      return look(arguments[0], context, evaluator)
    case .share:
      let operands = [
        Operand(expression: arguments[0], isInverse: false), Operand(expression: arguments[1], isInverse: true),
      ]
      return commutative(.product, .divided, operands, context, evaluator)
    default:
      var result = call(of: builtin)
      for argument in arguments { result = intern(.chain, result.index, look(argument, context, evaluator).index) }
      return result
    }
  }
}
