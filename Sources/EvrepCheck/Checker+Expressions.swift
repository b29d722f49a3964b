import EvrepModel
import EvrepSource
import EvrepSyntax
import EvrepUnits

extension Checker {
  /// Checks an expression. `expected` is what the place around it asks for; it decides what a bare word or a literal is.
  ///
  /// Where something is wrong inside, it has no value; its type, as far as it is known, is what the place around it goes by.
  mutating func checkExpression(_ node: SyntaxNode, _ scope: Scope, expected: Type?) -> Expression {
    guard level < Self.levelLimit else {
      reportTooManyLevels(node)
      return poison(node)
    }
    let findings = diagnostics.count
    let around = height
    height = 0
    level += 1
    let expression = checkParts(of: node, scope, expected: expected)
    level -= 1
    if height == Self.levelLimit {
      reportTooManyLevels(node)
      height = around
      return expression.withoutValue
    }
    height = max(around, height + 1)
    let isFaulty = diagnostics.dropFirst(findings).contains { finding in
      finding.severity == .error && finding.place.map(node.place.contains) ?? false
    }
    return isFaulty ? expression.withoutValue : expression
  }

  private mutating func checkParts(of node: SyntaxNode, _ scope: Scope, expected: Type?) -> Expression {
    // What the parser has reported is poison, so that one slip gives one message.
    if node.first(.error) != nil { return poison(node) }
    switch node.kind {
    case .numberLiteral: return checkNumber(node, expected)
    case .interpolation: return checkString(node, scope, expected)
    case .nameExpression: return checkName(node, node.text, scope, expected)
    case .parenthesized:
      guard let inner = node.expression else { return poison(node) }
      return checkExpression(inner, scope, expected: expected)
    case .call: return checkCall(node, scope)
    case .postfix: return checkPostfix(node, scope)
    case .negation: return checkNegation(node, scope, expected)
    case .sum: return checkSum(node, scope)
    case .product: return checkProduct(node, scope)
    case .coalescing: return checkCoalescing(node, scope, expected)
    case .comparison: return checkComparison(node, scope)
    case .membership: return checkMembership(node, scope)
    case .missingTest: return checkMissingTest(node, scope)
    case .standardTest: return checkStandardTest(node, scope)
    case .listLiteral: return checkList(node, scope, expected)
    case .notExpression:
      guard let inner = node.expression else { return poison(node) }
      let operand = checkCondition(inner, scope)
      return Expression(.not(operand), .bool, node.place, isPrivate: operand.isPrivate)
    case .andExpression: return checkAnd(node, scope)
    case .orExpression:
      let operands = node.expressions.map { checkCondition($0, scope) }
      return Expression(.or(operands), .bool, node.place, isPrivate: operands.contains(where: \.isPrivate))
    case .conditional: return checkConditional(node, scope, expected)
    case .query: return checkQuery(node, scope, expected)
    case .missingExpression:
      guard let expected, expected != .poison else {
        reportBareMissing(node)
        return poison(node)
      }
      return Expression(.constant(.missing), .optional(expected.settled), node.place)
    default: return poison(node)
    }
  }

  // MARK: Literals

  private mutating func checkNumber(_ node: SyntaxNode, _ expected: Type?) -> Expression {
    guard let leaf = node.first(.number), let number = Number(decimal: leaf.digits) else {
      reportBadNumber(node)
      return poison(node)
    }
    if let unitNode = node.first(.unitName) {
      guard let unit = unit(unitNode) else { return poison(node) }
      guard let value = try? number.multiplied(by: unit.factor) else {
        reportBadNumber(node)
        return poison(node)
      }
      return Expression(.constant(.number(value)), .quantity(unit.kind, unit: unit), node.place)
    }
    if expected?.settled == .year, let year = number.integer, (1...9999).contains(year) {
      return Expression(.constant(.year(year)), .year, node.place)
    }
    return Expression(.constant(.number(number)), .number, node.place)
  }

  private mutating func checkString(_ node: SyntaxNode, _ scope: Scope, _ expected: Type?) -> Expression {
    if let text = node.plainString {
      if expected?.settled == .date {
        if let days = CalendarDate.days(iso: text) { return Expression(.constant(.date(days)), .date, node.place) }
        reportBadDate(node)
        return poison(node)
      }
      return Expression(.constant(.text(text)), .text, node.place)
    }
    let pieces = checkPieces(node, scope)
    return Expression(.interpolation(pieces), .text, node.place, isPrivate: pieces.contains(where: \.isPrivate))
  }

  /// The pieces of a string with holes.
  mutating func checkPieces(_ node: SyntaxNode, _ scope: Scope) -> [TextPiece] {
    var scope = scope
    scope.isRepeated = true
    var pieces: [TextPiece] = []
    // The closing quote, which no unit reaches over, and the byte up to which the last hole prints.
    let limit = node.children.reduce(node.range.upperBound) { $1.kind == .quote ? $1.range.lowerBound : $0 }
    var taken = 0
    for child in node.children {
      switch child.kind {
      case .stringText: pieces.append(.text(child.unescaped(from: taken)))
      case .hole:
        guard let (hole, end) = checkHole(child, scope, limit: limit) else { continue }
        pieces.append(.hole(hole))
        taken = end
      case .reference, .anchor: reportReferenceInString(child)
      default: break
      }
    }
    return pieces
  }

  // MARK: Conditions

  /// An expression that has to be true or false; its type is `bool` whatever is wrong with it.
  mutating func checkCondition(_ node: SyntaxNode, _ scope: Scope) -> Expression {
    let findings = diagnostics.count
    let expression = checkExpression(node, scope, expected: .bool)
    if isReckoning(node, from: findings) {
      diagnostics.removeSubrange(findings...)
      reportReckoningForCondition(node)
      return poison(node, .bool)
    }
    switch expression.type {
    case .bool:
      if diagnostics.count == findings { checkDecided(expression) }
      return expression
    case .poison: break
    case .optional(.bool): reportUnsettled(expression)
    default: reportNotACondition(expression)
    }
    return poison(node, .bool)
  }

  /// True where a sum stands for a condition, of which nothing was found but that its parts do not go together: `count(t) - 0`.
  private func isReckoning(_ node: SyntaxNode, from first: Int) -> Bool {
    node.kind == .sum && first < diagnostics.count
      && diagnostics[first...].allSatisfy { finding in
        [.dimensionMismatch, .typeMismatch].contains(finding.code)
          && node.expressions.contains { operand in finding.place.map { $0 == operand.place } ?? false }
      }
  }

  private mutating func checkAnd(_ node: SyntaxNode, _ scope: Scope) -> Expression {
    var scope = scope
    var operands: [Expression] = []
    for operand in node.expressions {
      operands.append(checkCondition(operand, scope))
      scope.settled.formUnion(Self.settled(by: operand))
    }
    return Expression(.and(operands), .bool, node.place, isPrivate: operands.contains(where: \.isPrivate))
  }

  /// What is known not to be missing where the condition holds, as it is spelled.
  static func settled(by condition: SyntaxNode) -> Set<Name> {
    switch condition.kind {
    // Of a test that could not be read neither outcome is doubted.
    case .missingTest where condition.has(.not) || condition.first(.error) != nil:
      condition.expression.map { [Name($0.text)] } ?? []
    case .andExpression: condition.expressions.reduce(into: []) { $0.formUnion(settled(by: $1)) }
    case .parenthesized: condition.expression.map { settled(by: $0) } ?? []
    default: []
    }
  }

  /// What is known not to be missing where the condition does not hold.
  static func settledWithout(_ condition: SyntaxNode) -> Set<Name> {
    switch condition.kind {
    case .missingTest where !condition.has(.not) || condition.first(.error) != nil:
      condition.expression.map { [Name($0.text)] } ?? []
    case .parenthesized: condition.expression.map { settledWithout($0) } ?? []
    default: []
    }
  }

  private mutating func checkConditional(_ node: SyntaxNode, _ scope: Scope, _ expected: Type?) -> Expression {
    let parts = node.expressions
    guard parts.count == 3 else { return poison(node) }
    let condition = checkCondition(parts[0], scope)
    var (yes, no) = (scope, scope)
    yes.settled.formUnion(Self.settled(by: parts[0]))
    no.settled.formUnion(Self.settledWithout(parts[0]))
    let first = checkExpression(parts[1], yes, expected: expected)
    let second = checkExpression(parts[2], no, expected: expected ?? first.type)
    guard let type = unified(first, second, node) else { return poison(node) }
    return Expression(
      .conditional(condition, then: first, else: second), type, node.place,
      isPrivate: condition.isPrivate || first.isPrivate || second.isPrivate)
  }

  // MARK: Missing values

  private mutating func checkMissingTest(_ node: SyntaxNode, _ scope: Scope) -> Expression {
    guard let inner = node.expression else { return poison(node) }
    let operand = checkExpression(inner, scope, expected: nil)
    if operand.type == .poison { return poison(node, .bool) }
    if !operand.type.isOptional && !scope.settled.contains(Name(inner.text)) {
      reportNeverMissing(operand)
      return poison(node, .bool)
    }
    return Expression(
      .isMissing(operand, negated: node.has(.not)), .bool, node.place, isPrivate: operand.isPrivate)
  }

  private mutating func checkCoalescing(_ node: SyntaxNode, _ scope: Scope, _ expected: Type?) -> Expression {
    let nodes = node.expressions
    guard let firstNode = nodes.first else { return poison(node) }
    var operands = [checkExpression(firstNode, scope, expected: expected)]
    var type = operands[0].type
    for (index, operandNode) in nodes.enumerated().dropFirst() {
      if type == .poison { return poison(node) }
      if case .column(_, .optional) = type {
        reportColumnDefault(operands[index - 1])
        return poison(node)
      }
      if !type.isOptional { reportNeverMissing(operands[index - 1]) }
      let operand = checkExpression(operandNode, scope, expected: type.settled)
      operands.append(operand)
      let converted = converted(operand, to: .optional(type.settled), operandNode)
      if converted.type == .poison { return converted }
      type = operand.type.isOptional ? type : type.settled
    }
    return Expression(.coalescing(operands), type, node.place, isPrivate: operands.contains(where: \.isPrivate))
  }

  // MARK: Fitting

  /// The expression where a value of `type` is asked for: as it is, or poison, reported.
  mutating func converted(_ expression: Expression, to type: Type, _ node: SyntaxNode) -> Expression {
    if expression.type == .poison || type == .poison { return expression }
    if Self.fits(expression.type, type) { return expression }
    if case .quantity = type.settled, case let level = leveled(expression), level !== expression {
      return converted(level, to: type, node)
    }
    if case .quantity(let kind, _) = expression.type.settled, case .quantity(let wanted, _) = type.settled,
      kind != wanted
    {
      reportWrongKind(expression, wanted: type)
    } else if expression.type.isOptional && !type.isOptional && Self.fits(expression.type.settled, type) {
      reportUnsettled(expression)
    } else {
      reportTypeMismatch(expression, wanted: type)
    }
    return poison(node)
  }

  /// True where a value of `type` may stand for `wanted`.
  static func fits(_ type: Type, _ wanted: Type) -> Bool {
    switch (type, wanted) {
    case (.poison, _), (_, .poison): true
    case (.optional(let inner), .optional(let outer)): fits(inner, outer)
    case (_, .optional(let outer)): fits(type, outer)
    case (.quantity(let kind, _), .quantity(let other, _)): kind == other
    case (.list(let inner), .list(let outer)): fits(inner, outer)
    default: type == wanted
    }
  }

  /// The one type of two branches, that of the other for one which is not known; nil, reported, where they differ.
  private mutating func unified(_ first: Expression, _ second: Expression, _ node: SyntaxNode) -> Type? {
    if first.type == .poison { return second.type }
    if second.type == .poison { return first.type }
    if Self.fits(second.type, first.type) { return first.type }
    if Self.fits(first.type, second.type) { return second.type }
    reportBranchesDiffer(first, second, node)
    return nil
  }

  /// The expression, without a value, reported, where that may be missing; nil where its type is not known.
  mutating func settledOperand(_ expression: Expression) -> Expression? {
    if expression.type == .poison { return nil }
    guard expression.type.isOptional else { return leveled(expression) }
    reportUnsettled(expression)
    return Expression(.poison, expression.type.settled, expression.place, isPrivate: expression.isPrivate)
  }

  /// `(a, b)`: values of one type.
  private mutating func checkList(_ node: SyntaxNode, _ scope: Scope, _ expected: Type?) -> Expression {
    var element: Type?
    if case .list(let wanted)? = expected?.settled { element = wanted }
    var items: [Expression] = []
    for itemNode in node.expressions {
      let item = checkExpression(itemNode, scope, expected: element)
      guard let settled = settledOperand(item) else { return poison(node) }
      switch settled.type {
      case .text, .bool, .date, .year, .quantity, .enumeration: break
      default:
        reportNotListed(settled)
        return poison(node)
      }
      let fitting = element.map { converted(settled, to: $0, itemNode) } ?? settled
      guard fitting.type != .poison else { return poison(node) }
      element = element ?? fitting.type
      items.append(fitting)
    }
    guard let element else { return poison(node) }
    return Expression(.list(items), .list(element), node.place, isPrivate: items.contains(where: \.isPrivate))
  }
}

extension TextPiece {
  /// True where a private parameter or field is read.
  var isPrivate: Bool {
    if case .hole(let hole) = self { return hole.expression.isPrivate }
    return false
  }
}
