import EvrepModel
import EvrepSource
import EvrepSyntax

extension Checker {
  /// `table where … by … order by …`, clause after clause.
  mutating func checkQuery(_ node: SyntaxNode, _ scope: Scope, _ expected: Type?) -> Expression {
    guard let base = node.expression else { return poison(node) }
    var current = checkExpression(base, scope, expected: expected)
    for clause in node.children.dropFirst() {
      if current.type == .poison { return poison(node) }
      // Which rows a clause with a mistake leaves is not known; what they are is, unless it was to group them.
      if clause.first(.error) != nil, clause.kind != .skippingClause {
        if clause.kind == .byClause { return poison(node) }
        current = current.withoutValue
        continue
      }
      switch clause.kind {
      case .whereClause: current = checkWhere(current, clause, scope)
      case .byClause: current = checkBy(current, clause)
      case .orderClause: current = checkOrder(current, clause, scope)
      case .skippingClause: current = checkSkipping(current, clause)
      case .topClause: current = checkTop(current, clause, scope)
      default: break
      }
    }
    return current
  }

  private mutating func checkWhere(_ base: Expression, _ clause: SyntaxNode, _ scope: Scope) -> Expression {
    guard let row = Self.rowScope(base.type), let node = clause.expression else {
      reportNoRows(base, clause)
      return poison(clause)
    }
    let inner = entering(row, scope)
    let condition = checkCondition(node, inner)
    return Expression(
      .filter(base, where: condition, level: scope.rows.count), base.type, clause.place,
      isPrivate: base.isPrivate || condition.isPrivate)
  }

  private func entering(_ row: RowScope, _ scope: Scope) -> Scope {
    var inner = scope
    inner.rows.append(row)
    switch row {
    case .row(let schema), .group(let schema, _): inner.shadow(program.schemas[schema.index].fields.map(\.name))
    }
    return inner
  }

  private static func rowScope(_ type: Type) -> RowScope? {
    switch type {
    case .table(let schema), .column(let schema, _), .group(let schema, _): .row(schema)
    case .groups(let schema, let key): .group(schema, key: key)
    default: nil
    }
  }

  private mutating func checkBy(_ base: Expression, _ clause: SyntaxNode) -> Expression {
    let schema: SchemaID
    switch base.type {
    case .table(let id), .group(let id, _): schema = id
    default:
      reportNoRows(base, clause)
      return poison(clause)
    }
    guard let name = clause.name else { return poison(clause) }
    guard let index = program.schemas[schema.index].index(of: name.text) else {
      reportUnknownField(name, of: schema)
      // What is said of the groups can be checked with the field that is meant.
      let near = nearField(name.text, of: schema)
      return near.map { Expression(.poison, .groups(schema, key: $0), clause.place) } ?? poison(clause)
    }
    let field = program.schemas[schema.index].fields[index]
    if field.type.isOptional {
      reportOptionalKey(name, field)
      return poison(clause)
    }
    return Expression(
      .grouping(base, field: index), .groups(schema, key: index), clause.place,
      isPrivate: base.isPrivate || field.isPrivate)
  }

  /// The field of a table that a name is spelled like.
  func nearField(_ name: String, of schema: SchemaID) -> Int? {
    let schema = program.schemas[schema.index]
    return Nearest.match(for: name, in: schema.fields.map(\.name)).flatMap { schema.index(of: $0) }
  }

  private mutating func checkOrder(_ base: Expression, _ clause: SyntaxNode, _ scope: Scope) -> Expression {
    ordering(base, by: clause.expression, clause, scope, isDescending: clause.has(.descending))
  }

  /// `top n by key`: the greatest first, unless it is `ascending`.
  private mutating func checkTop(_ base: Expression, _ clause: SyntaxNode, _ scope: Scope) -> Expression {
    let parts = clause.expressions
    guard parts.count == 2 else { return base.withoutValue }
    let count = settledOperand(checkExpression(parts[0], scope, expected: .number)) ?? poison(parts[0])
    let isCount = count.type == .number || count.type == .poison
    if !isCount { reportNotANumber(count) }
    let ordered = ordering(base, by: parts[1], clause, scope, isDescending: !clause.has(.ascending))
    guard ordered.type != .poison, isCount else { return ordered.withoutValue }
    return Expression(
      .taking(ordered, count: count), ordered.type, clause.place, isPrivate: ordered.isPrivate || count.isPrivate)
  }

  private mutating func ordering(
    _ base: Expression, by key: SyntaxNode?, _ clause: SyntaxNode, _ scope: Scope, isDescending: Bool
  ) -> Expression {
    guard let row = Self.rowScope(base.type), let node = key else {
      reportNoRows(base, clause)
      return poison(clause)
    }
    let inner = entering(row, scope)
    let key = checkExpression(node, inner, expected: nil)
    guard let settled = settledOperand(key) else { return base.withoutValue }
    switch settled.type {
    case .text, .bool, .date, .year, .quantity, .enumeration: break
    default:
      reportNoOrder(settled, clause)
      return base.withoutValue
    }
    return Expression(
      .ordering(base, by: settled, level: scope.rows.count, descending: isDescending), base.type, clause.place,
      isPrivate: base.isPrivate || settled.isPrivate)
  }

  private mutating func checkSkipping(_ base: Expression, _ clause: SyntaxNode) -> Expression {
    guard case .column(let schema, let type) = base.type else {
      reportSkippingWithoutColumn(base, clause)
      return poison(clause)
    }
    return Expression(.skippingMissing(base), .column(schema, type.settled), base.place, isPrivate: base.isPrivate)
  }
}
