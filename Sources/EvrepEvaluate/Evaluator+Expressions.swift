import EvrepCheck
import EvrepModel
import EvrepSource
import EvrepUnits

extension Evaluator {
  /// The value of an expression; poison where it has none, which has been reported.
  ///
  /// Each operation is a function of its own: this frame is on the stack once for each level of an expression.
  mutating func value(_ expression: Expression) -> Value {
    guard step(at: expression.place) else { return .poison }
    switch expression.operation {
    case .constant(let scalar): return .scalar(scalar)
    case .parameter(let index): return parameters[index]
    case .definition(let index): return definition(index)
    case .table(let schema): return table(schema, expression)
    case .local(let slot): return slots[slot]
    case .rowField, .scopeKey, .scopeColumn, .field, .groupKey, .column, .skippingMissing: return access(expression)
    case .sum(let operands): return sum(operands, expression)
    case .product(let operands): return product(operands, expression)
    case .negation(let inner): return negation(inner)
    case .comparison(let operands, let operators): return comparison(operands, operators)
    case .membership(let subject, let choices): return membership(subject, choices)
    case .isMissing(let inner, let negated): return missingTest(inner, negated)
    case .coalescing(let operands): return coalescing(operands)
    case .not(let inner): return negated(truth(inner))
    case .and(let operands): return connective(operands, decisive: false)
    case .or(let operands): return connective(operands, decisive: true)
    case .conditional(let condition, let first, let second): return conditional(condition, first, second)
    case .filter(let base, let condition, let level): return filter(base, condition, level)
    case .grouping(let base, let field): return grouping(base, field)
    case .ordering(let base, let key, let level, let descending): return ordering(base, key, level, descending)
    case .taking(let base, let count): return taking(base, count, expression)
    case .inForce(let schema, let stage, let year): return inForce(schema, stage, year, expression)
    case .list(let items): return list(items)
    case .call(let builtin, let arguments): return call(builtin, arguments, expression)
    case .apply(let slots, let arguments, let body): return apply(slots, arguments, body)
    case .interpolation(let pieces): return interpolation(pieces)
    case .poison: return .poison
    }
  }

  private mutating func negation(_ inner: Expression) -> Value {
    guard let number = number(inner) else { return .poison }
    return .scalar(.number(number.negated))
  }

  private mutating func missingTest(_ inner: Expression, _ negated: Bool) -> Value {
    let value = value(inner)
    return value == .poison ? .poison : .scalar(.bool((value == .scalar(.missing)) != negated))
  }

  private mutating func coalescing(_ operands: [Expression]) -> Value {
    for operand in operands {
      let value = value(operand)
      if value != .scalar(.missing) { return value }
    }
    return .scalar(.missing)
  }

  private func negated(_ truth: Bool?) -> Value { truth.map { .scalar(.bool(!$0)) } ?? .poison }

  private mutating func conditional(_ condition: Expression, _ first: Expression, _ second: Expression) -> Value {
    guard let truth = truth(condition) else { return .poison }
    return value(truth ? first : second)
  }

  private mutating func apply(_ slots: [Int], _ arguments: [Expression], _ body: Expression) -> Value {
    let values = arguments.map { value($0) }
    if values.contains(.poison) { return .poison }
    for index in slots.indices { self.slots[slots[index]] = values[index] }
    // The body counts its row scopes from 0, and sees no row of the place that calls it.
    let outer = rows
    rows = []
    let result = value(body)
    rows = outer
    return result
  }

  // MARK: Rows and columns

  /// The value of an expression that reads a row, a group or a column.
  private mutating func access(_ expression: Expression) -> Value {
    switch expression.operation {
    case .rowField(let level, let field):
      guard case .row(let schema, let row)? = context(level) else { return .poison }
      return cell(schema, row, field)
    case .scopeKey(let level):
      guard case .group(let group)? = context(level) else { return .poison }
      return .scalar(group.key)
    case .scopeColumn(let level, let field):
      guard case .group(let group)? = context(level) else { return .poison }
      return column(group.selection, field)
    case .field(let base, let field):
      guard case .record(let schema, let row) = value(base) else { return .poison }
      return cell(schema, row, field)
    case .groupKey(let base):
      guard case .group(let group) = value(base) else { return .poison }
      return .scalar(group.key)
    case .column(let base, let field):
      switch value(base) {
      case .table(let selection): return column(selection, field)
      case .group(let group): return column(group.selection, field)
      default: return .poison
      }
    case .skippingMissing(let base):
      guard case .column(let selection, let field, _) = value(base) else { return .poison }
      return .column(selection, field: field, skipping: true)
    default: return .poison
    }
  }

  // MARK: Names

  /// A definition's value, evaluated once.
  private mutating func definition(_ index: Int) -> Value {
    if let known = definitions[index] { return known }
    // A definition sees no row, whoever mentions it.
    let outer = rows
    rows = []
    let result = value(program.definitions[index].expression)
    rows = outer
    definitions[index] = result
    return result
  }

  private mutating func table(_ schema: SchemaID, _ expression: Expression) -> Value {
    if schema == Program.problemsSchema && !problemsAreKnown {
      report(
        .cyclicDefinition, expression.place,
        en: "whether a problem is kept cannot depend on the problems that are kept",
        zh: "问题是否成立，不能取决于有哪些问题成立")
      return .poison
    }
    guard let table = tables[schema.index] else { return .poison }
    if program.schemas[schema.index].isRecord { return table.rowCount > 0 ? .record(schema, row: 0) : .poison }
    return .table(Selection(schema: schema, rows: .all(table.rowCount)))
  }

  private func cell(_ schema: SchemaID, _ row: Int, _ field: Int) -> Value {
    isReadable(schema, field) ? .scalar(scalar(schema, row, field)) : .poison
  }

  private func column(_ selection: Selection, _ field: Int) -> Value {
    isReadable(selection.schema, field) ? .column(selection, field: field, skipping: false) : .poison
  }

  /// False where some cells of the field could not be read, so that nothing is said of any of them.
  func isReadable(_ schema: SchemaID, _ field: Int) -> Bool { tables[schema.index]?.isReadable(field) ?? false }

  /// What the row scope `level` looks at; nil where the expression is evaluated outside it.
  func context(_ level: Int) -> RowContext? { rows.indices.contains(level) ? rows[level] : nil }

  /// A cell of a table that is there.
  func scalar(_ schema: SchemaID, _ row: Int, _ field: Int) -> Scalar {
    guard let table = tables[schema.index], row < table.rowCount else { return .missing }
    return table.scalar(row: row, field: field, type: program.schemas[schema.index].fields[field].type)
  }

  // MARK: Truth

  /// The truth of a condition; nil where it has none.
  mutating func truth(_ expression: Expression) -> Bool? {
    guard case .scalar(.bool(let truth)) = value(expression) else { return nil }
    return truth
  }

  /// `and` stops at the first false, `or` at the first true.
  private mutating func connective(_ operands: [Expression], decisive: Bool) -> Value {
    var isUnknown = false
    for operand in operands {
      switch truth(operand) {
      case .some(decisive): return .scalar(.bool(decisive))
      case nil: isUnknown = true
      default: break
      }
    }
    return isUnknown ? .poison : .scalar(.bool(!decisive))
  }

  mutating func comparison(_ operands: [Expression], _ operators: [ComparisonOperator]) -> Value {
    guard let first = operands.first, case .scalar(var left) = value(first) else { return .poison }
    for index in operators.indices {
      guard case .scalar(let right) = value(operands[index + 1]) else { return .poison }
      if operators[index] == .withinRounding {
        guard isWithinRounding(operands[index], operands[index + 1]) else { return .scalar(.bool(false)) }
        left = right
        continue
      }
      guard Self.holds(left, operators[index], right) else { return .scalar(.bool(false)) }
      left = right
    }
    return .scalar(.bool(true))
  }

  /// Compares two scalars of one type.
  static func holds(_ left: Scalar, _ comparison: ComparisonOperator, _ right: Scalar) -> Bool {
    switch comparison {
    case .equal, .withinRounding: left == right
    case .notEqual: left != right
    case .less: precedes(left, right)
    case .lessEqual: !precedes(right, left)
    case .greater: precedes(right, left)
    case .greaterEqual: !precedes(left, right)
    }
  }

  /// The order of two scalars of one type; missing ones come last, texts by their Unicode scalars, whose order is
  /// that of their bytes.
  static func precedes(_ left: Scalar, _ right: Scalar) -> Bool {
    switch (left, right) {
    case (.number(let a), .number(let b)): a < b
    case (.year(let a), .year(let b)), (.date(let a), .date(let b)), (.enumeration(let a), .enumeration(let b)): a < b
    case (.bool(let a), .bool(let b)): !a && b
    case (.text(let a), .text(let b)): a.utf8.lexicographicallyPrecedes(b.utf8)
    case (.missing, _): false
    case (_, .missing): true
    default: false
    }
  }

  private mutating func membership(_ subject: Expression, _ choices: [Expression]) -> Value {
    guard case .scalar(let subject) = value(subject) else { return .poison }
    for choice in choices {
      guard case .scalar(let choice) = value(choice) else { return .poison }
      if choice == subject { return .scalar(.bool(true)) }
    }
    return .scalar(.bool(false))
  }

  private mutating func list(_ items: [Expression]) -> Value {
    var scalars: [Scalar] = []
    for item in items {
      guard case .scalar(let scalar) = value(item) else { return .poison }
      scalars.append(scalar)
    }
    return .list(scalars)
  }

  private mutating func interpolation(_ pieces: [TextPiece]) -> Value {
    var text = ""
    for piece in pieces {
      switch piece {
      case .text(let literal): text += literal
      case .hole(let hole):
        guard let printed = print(hole) else { return .poison }
        text += printed.text
      }
    }
    return .scalar(.text(text))
  }
}
