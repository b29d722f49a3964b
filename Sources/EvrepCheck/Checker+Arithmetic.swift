import EvrepModel
import EvrepSource
import EvrepSyntax
import EvrepUnits

extension Checker {
  mutating func checkNegation(_ node: SyntaxNode, _ scope: Scope, _ expected: Type?) -> Expression {
    guard let inner = node.expression else { return poison(node) }
    let operand = checkExpression(inner, scope, expected: expected)
    guard let settled = settledOperand(operand) else { return poison(node) }
    guard case .quantity = settled.type else {
      reportNotANumber(settled)
      return poison(node)
    }
    return Expression(.negation(settled), settled.type, node.place, isPrivate: settled.isPrivate)
  }

  /// A chain of `+` and `-`, from the left.
  mutating func checkSum(_ node: SyntaxNode, _ scope: Scope) -> Expression {
    var operands: [Operand] = []
    var type: Type?
    var inverse = false
    var failed = false
    for child in node.children {
      guard child.isExpression else {
        inverse = child.kind == .minus
        continue
      }
      let checked = checkExpression(child, scope, expected: nil)
      guard let operand = settledOperand(checked) else {
        failed = true
        continue
      }
      if let left = type, let first = operands.first {
        guard let result = rest(of: operands, left, operand, inverse) ?? sumType(left, operand.type, adding: !inverse)
        else {
          if !failed { reportSumMismatch(first.expression, left, operand, adding: !inverse, node) }
          failed = true
          continue
        }
        if !failed, refusesBare(first.expression, left, operand, scope) { failed = true }
        type = result
      } else {
        type = operand.type
      }
      operands.append(Operand(expression: operand, isInverse: inverse))
    }
    guard !failed, let type else { return poison(node) }
    return Expression(.sum(operands), type, node.place, isPrivate: operands.contains { $0.expression.isPrivate })
  }

  /// True for 100% less percentages: what is left of a whole.
  func isRestOfWhole(_ value: Expression) -> Bool {
    guard case .sum(let operands) = value.resolved(in: program).operation else { return false }
    return isRest(operands)
  }

  /// The type of what is left of a whole where another percentage is taken off: 100% - a - b.
  private func rest(of operands: [Operand], _ left: Type, _ operand: Expression, _ inverse: Bool) -> Type? {
    guard inverse, case .quantity(.points, _) = left, case .quantity(.ratio, _) = operand.type, isRest(operands) else {
      return nil
    }
    return left
  }

  private func isRest(_ operands: [Operand]) -> Bool {
    guard case .constant(.number(.one))? = operands.first?.expression.resolved(in: program).operation else {
      return false
    }
    return operands.dropFirst().allSatisfy { $0.isInverse }
  }

  /// True for a bare number that is added to a ratio or taken off it, or the other way round, and is reported. Of a chain its first
  /// operand stands for what is before.
  private mutating func refusesBare(_ first: Expression, _ left: Type, _ operand: Expression, _ scope: Scope) -> Bool {
    guard case .quantity(let a, _) = left, case .quantity(let b, _) = operand.type,
      a == .number && b == .ratio || a == .ratio && b == .number
    else { return false }
    let (number, ratio) = a == .number ? (first, operand) : (operand, first)
    return refusesBare(number, ratio, scope, isCompared: false)
  }

  /// The unit that `人/个` is, whose number is missing: none of its words is a name.
  private func unitWithoutNumber(_ node: SyntaxNode, _ scope: Scope) -> Unit? {
    let parts = node.children.filter(\.isExpression)
    guard parts.count == 2, parts.allSatisfy({ $0.kind == .nameExpression && !isVisible($0, scope) }) else {
      return nil
    }
    return program.registry.unit(named: String(node.text.filter { !$0.isWhitespace }))
  }

  func sumType(_ left: Type, _ right: Type, adding: Bool) -> Type? {
    switch (left, right) {
    case (.quantity(let a, let unit), .quantity(let b, let other)):
      guard let kind = QuantityKind.sum(a, b, adding: adding) else { return nil }
      return .quantity(kind, unit: kind == a ? unit : kind == b ? other : nil)
    case (.year, .quantity(.number, _)): return .year
    case (.year, .quantity(let kind, _)) where kind == duration("年"): return .year
    case (.date, .quantity(let kind, _)) where kind == duration("天"): return .date
    case (.year, .year) where !adding:
      return duration("年").map { .quantity($0, unit: program.registry.unit(named: "年")) }
    case (.date, .date) where !adding:
      return duration("天").map { .quantity($0, unit: program.registry.unit(named: "天")) }
    default: return nil
    }
  }

  /// The kind of a duration in the unit `name`; nil if the standard units lack it.
  private func duration(_ name: String) -> QuantityKind? { program.registry.unit(named: name)?.kind }

  /// A chain of `×` and `/`, from the left.
  mutating func checkProduct(_ node: SyntaxNode, _ scope: Scope) -> Expression {
    if let unit = unitWithoutNumber(node, scope) {
      reportUnitWithoutNumber(node, unit)
      return poison(node)
    }
    var operands: [Operand] = []
    var kind: QuantityKind?
    var unit: Unit?
    var inverse = false
    var failed = false
    for child in node.children {
      guard child.isExpression else {
        inverse = child.kind == .divide
        continue
      }
      let checked = checkExpression(child, scope, expected: nil)
      guard let operand = settledOperand(checked) else {
        failed = true
        continue
      }
      guard case .quantity(let operandKind, let operandUnit) = operand.type else {
        reportNotANumber(operand)
        failed = true
        continue
      }
      if let left = kind {
        guard let result = QuantityKind.product(left, operandKind, inverse: inverse) else {
          if !failed { reportProductMismatch(operand, left, operandKind, inverse: inverse, node) }
          failed = true
          continue
        }
        unit = result == left ? unit : result == operandKind ? operandUnit : nil
        kind = result
      } else {
        kind = operandKind
        unit = operandUnit
      }
      operands.append(Operand(expression: operand, isInverse: inverse))
    }
    guard !failed, let kind else { return poison(node) }
    return Expression(
      .product(operands), .quantity(kind, unit: unit), node.place,
      isPrivate: operands.contains { $0.expression.isPrivate })
  }
}
