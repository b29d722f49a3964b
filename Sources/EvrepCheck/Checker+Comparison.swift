import EvrepModel
import EvrepSource
import EvrepSyntax
import EvrepUnits

extension Checker {
  /// A chain of comparisons; each neighbour pair is checked.
  mutating func checkComparison(_ node: SyntaxNode, _ scope: Scope) -> Expression {
    let nodes = node.expressions
    let operators = node.children.compactMap { Self.comparison($0.kind) }
    guard nodes.count == operators.count + 1, nodes.count > 1 else { return poison(node, .bool) }
    var operands = checkOperands(nodes, scope)
    var failed = false
    for index in operators.indices {
      let findings = diagnostics.count
      if let pair = checkPair(operands[index], operands[index + 1], operators[index], node, scope) {
        (operands[index], operands[index + 1]) = pair
        noteTexts(pair.0, pair.1, node.place, scope)
      } else {
        failed = true
        labelFields(of: operands[index...index + 1], scope, from: findings)
      }
    }
    guard !failed else { return poison(node, .bool) }
    return Expression(
      .comparison(operands, operators), .bool, node.place, isPrivate: operands.contains(where: \.isPrivate))
  }

  /// Says of findings, from `first` on, where fields of the row that is looked at have their types from.
  private mutating func labelFields(of operands: ArraySlice<Expression>, _ scope: Scope, from first: Int) {
    for operand in operands {
      guard case .rowField(let level, let index) = operand.operation else { continue }
      let field = program.schemas[scope.rows[level].schema.index].fields[index]
      for finding in first..<diagnostics.count { diagnostics[finding].labels += declaration(of: field) }
    }
  }

  /// Operands that tell each other what a bare word or literal is: the first that knows its type does.
  private mutating func checkOperands(_ nodes: [SyntaxNode], _ scope: Scope) -> [Expression] {
    // A word that is no name here can still be a case of the other side's enumeration: look at the others first.
    let leader = nodes.firstIndex { !isOpen($0, scope) } ?? 0
    let first = checkExpression(nodes[leader], scope, expected: nil)
    // A column compares with nothing, but says which cases are meant.
    let type = if case .column(_, let element) = first.type { element.settled } else { first.type.settled }
    let outer = (isBesideUnknown, isBesideLost)
    isBesideUnknown = first.type == .poison && nodes[leader].kind == .nameExpression
    isBesideLost = isBesideUnknown && Nearest.match(for: nodes[leader].text, in: visibleNames(scope)) == nil
    defer { (isBesideUnknown, isBesideLost) = outer }
    return nodes.indices.map { index in
      index == leader ? first : checkExpression(nodes[index], scope, expected: type)
    }
  }

  /// True for a literal, and for a bare word that nothing around declares but what is being defined, which is no part of itself.
  private func isOpen(_ node: SyntaxNode, _ scope: Scope) -> Bool {
    switch node.kind {
    case .numberLiteral, .interpolation: true
    case .nameExpression:
      !isVisible(node, scope)
        || scopedName(node, node.text, scope) == nil && stack.last.map { lets[$0].name.text == node.text } ?? false
    default: false
    }
  }

  static func comparison(_ kind: SyntaxKind) -> ComparisonOperator? {
    switch kind {
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: .less
    case .lessEqual: .lessEqual
    case .greater: .greater
    case .greaterEqual: .greaterEqual
    case .approximate: .withinRounding
    default: nil
    }
  }

  /// Two operands that compare, or nil, reported. Of what does not compare it is not said that it may be missing too.
  ///
  /// - Parameter scope: where the two stand, in which fields of rows may be named.
  mutating func checkPair(
    _ left: Expression, _ right: Expression, _ comparison: ComparisonOperator, _ node: SyntaxNode, _ scope: Scope? = nil
  ) -> (Expression, Expression)? {
    let before = diagnostics.count
    guard let left = settledOperand(left), let right = settledOperand(right) else { return nil }
    let settled = diagnostics.count
    let pair = checkSettled(left, right, comparison, node, scope)
    if pair == nil { diagnostics.removeSubrange(before..<settled) }
    return pair
  }

  private mutating func checkSettled(
    _ left: Expression, _ right: Expression, _ comparison: ComparisonOperator, _ node: SyntaxNode, _ scope: Scope?
  ) -> (Expression, Expression)? {
    let isEquality = comparison == .equal || comparison == .notEqual
    if comparison == .withinRounding, left.type != .poison, right.type != .poison {
      for operand in [left, right] {
        guard case .quantity = operand.type else {
          reportNotRounded(operand)
          return nil
        }
      }
    }
    switch (left.type, right.type) {
    case (.quantity(let a, _), .quantity(let b, _)):
      if a == b || Self.isZero(left) || Self.isZero(right) { return (left, right) }
      if [a, b].contains(.ratio) && [a, b].contains(.number) {
        let (bare, ratio) = a == .number ? (left, right) : (right, left)
        return refusesBare(bare, ratio, scope, isCompared: true) ? nil : (left, right)
      }
      reportComparisonMismatch(left, right)
      return nil
    case (.year, .quantity(.number, _)), (.quantity(.number, _), .year):
      reportComparisonMismatch(left, right)
      return nil
    case (.text, .text), (.bool, .bool), (.enumeration, .enumeration):
      if left.type == right.type && isEquality { return (left, right) }
      if left.type == right.type { reportNoOrder(left, node) } else { reportComparisonMismatch(left, right) }
      return nil
    case (.date, .date), (.year, .year): return (left, right)
    default:
      reportComparisonMismatch(left, right)
      return nil
    }
  }

  private static func literal(_ expression: Expression) -> Number? {
    if case .constant(.number(let number)) = expression.operation { return number }
    return nil
  }

  /// A bare 0 compares with any quantity.
  private static func isZero(_ expression: Expression) -> Bool {
    expression.type == .number && literal(expression) == .zero
  }

  /// `x in (a, b)`.
  mutating func checkMembership(_ node: SyntaxNode, _ scope: Scope) -> Expression {
    guard let subjectNode = node.expression, let list = node.first(.arguments),
      let subject = settledOperand(checkExpression(subjectNode, scope, expected: nil))
    else { return poison(node, .bool) }
    var choices: [Expression] = []
    var failed = false
    for choice in list.expressions {
      let checked = checkExpression(choice, scope, expected: subject.type)
      if checked.type == .poison {
        failed = true
      } else if let pair = checkPair(subject, checked, .equal, node, scope) {
        choices.append(pair.1)
        noteTexts(pair.0, pair.1, choice.place, scope)
      } else {
        failed = true
      }
    }
    guard !failed else { return poison(node, .bool) }
    return Expression(
      .membership(subject, choices), .bool, node.place,
      isPrivate: subject.isPrivate || choices.contains(where: \.isPrivate))
  }
}
