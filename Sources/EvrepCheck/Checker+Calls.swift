import EvrepModel
import EvrepSource
import EvrepSyntax
import EvrepUnits

extension Checker {
  mutating func checkCall(_ node: SyntaxNode, _ scope: Scope) -> Expression {
    // Of a call that is not closed it is not sure that it is one.
    guard let name = node.name, let list = node.first(.arguments), list.first(.rightParen) != nil else {
      return poison(node)
    }
    // Calls of functions nest with what they call: their frame is kept small.
    if case .function(let index)? = symbols[scope.module][name.text]?.symbol {
      return apply(index, list.expressions.map { checkExpression($0, scope, expected: nil) }, node)
    }
    return checkOtherCall(node, name, list, scope)
  }

  /// A call of what is no function of the writer's.
  private mutating func checkOtherCall(_ node: SyntaxNode, _ name: SyntaxNode, _ list: SyntaxNode, _ scope: Scope)
    -> Expression
  {
    let text = name.text
    let symbol = symbols[scope.module][text]?.symbol
    if case .standard(let schema)? = symbol { return inForce(schema, list.expressions, node, scope) }
    let builtin = Builtin.named(text)
    // What a standard or a function that could not be read would make of the arguments is not known.
    if symbol == nil, builtin == nil {
      let names = declaredNames(scope.module) + Builtin.spellings
      if isLost(text, scope.module, among: names) { return poison(node) }
    }
    // What a function is that is none, its arguments may be cases of.
    let isKnown = symbol != nil || builtin != nil
    let arguments = list.expressions.map { checkExpression($0, scope, expected: isKnown ? nil : .poison) }
    switch symbol {
    case nil: break
    case .value(let index) where lets[index].declaration.first(.error) != nil: return poison(node)
    default:
      if builtin == nil {
        reportNotAFunction(name)
        return poison(node)
      }
    }
    guard let builtin else {
      reportUnknownFunction(name, scope)
      return poison(node)
    }
    let call = builtin == .yearOnYear ? checkYearOnYear(arguments, node, scope) : check(builtin, arguments, node)
    return narrowed(call, node, scope)
  }

  /// `module.f(x)`.
  mutating func checkModuleCall(
    _ node: SyntaxNode, _ name: SyntaxNode, _ list: SyntaxNode, _ module: Int, _ alias: String, _ scope: Scope
  ) -> Expression {
    if case .standard(let schema)? = symbols[module][name.text]?.symbol {
      return inForce(schema, list.expressions, node, scope)
    }
    let symbol = symbols[module][name.text]?.symbol
    if symbol == nil {
      let names = declaredNames(module)
      if isLost(name.text, module, among: names) { return poison(node) }
    }
    let arguments = list.expressions.map { checkExpression($0, scope, expected: symbol == nil ? .poison : nil) }
    guard case .function(let index)? = symbol else {
      reportUnknownInModule(name, alias, module)
      return poison(node)
    }
    return apply(index, arguments, node)
  }

  /// A call of a function of the language.
  private mutating func check(_ builtin: Builtin, _ arguments: [Expression], _ node: SyntaxNode) -> Expression {
    let known = fixedType(builtin)
    if arguments.contains(where: { $0.type == .poison }) { return poison(node, known) }
    if builtin == .gap { return gap(arguments, node) }
    let arguments = arguments.map { leveled($0) }
    guard let type = resultType(builtin, arguments, node) else { return poison(node) }
    return Expression(
      .call(builtin, arguments), type, node.place, isPrivate: arguments.contains(where: \.isPrivate))
  }

  /// The type that the function's result has for all arguments; poison where it goes by them.
  private func fixedType(_ builtin: Builtin) -> Type {
    switch builtin {
    case .share, .growth, .variation: .quantity(.ratio, unit: program.registry.unit(named: "%"))
    case .rank, .month, .day, .length: .number
    case .year: .year
    case .contains: .bool
    default: .poison
    }
  }

  /// The type of the result; nil, reported, where the arguments do not fit.
  private mutating func resultType(_ builtin: Builtin, _ arguments: [Expression], _ node: SyntaxNode) -> Type? {
    let counts: ClosedRange<Int>
    switch builtin {
    case .min, .max: counts = 1...32
    case .range: counts = 1...2
    case .average: counts = 1...2
    case .share, .growth, .round, .variation, .contains, .quantile, .rank, .cumulative, .gap: counts = 2...2
    default: counts = 1...1
    }
    guard counts.contains(arguments.count) else {
      reportBuiltinArguments(builtin, node)
      return nil
    }
    switch builtin {
    case .count: return countType(arguments[0], node)
    case .sum, .median: return columnOfQuantities(builtin, arguments[0], node)
    case .average, .quantile, .rank, .cumulative: return statisticType(builtin, arguments, node)
    case .gap, .yearOnYear: return nil
    case .min, .max:
      return arguments.count == 1 ? columnOfOrdered(builtin, arguments[0], node) : extremeType(builtin, arguments, node)
    case .range:
      let element =
        arguments.count == 1
        ? columnOfOrdered(builtin, arguments[0], node) : extremeType(builtin, arguments, node)
      return element.map { .range($0) }
    case .share, .growth: return ratioType(builtin, arguments, node)
    case .variation:
      guard columnOfQuantities(builtin, arguments[0], node) != nil,
        columnOfQuantities(builtin, arguments[1], node) != nil
      else { return nil }
      return .quantity(.ratio, unit: nil)
    case .only, .first, .last: return rowType(builtin, arguments[0], node)
    case .list: return listType(arguments[0], node)
    case .round:
      guard quantity(builtin, arguments[0], node) != nil else { return nil }
      guard arguments[1].type == .number, case .constant(.number(let decimals)) = arguments[1].operation,
        let whole = decimals.integer, (0...18).contains(whole)
      else {
        reportBuiltinArguments(builtin, node)
        return nil
      }
      return arguments[0].type
    case .abs: return quantity(builtin, arguments[0], node)
    case .year, .month, .day:
      guard arguments[0].type == .date else { return fail(builtin, arguments[0], node) }
      return builtin == .year ? .year : .number
    case .length: return arguments[0].type == .text ? .number : fail(builtin, arguments[0], node)
    case .contains:
      guard arguments[0].type == .text else { return fail(builtin, arguments[0], node) }
      return arguments[1].type == .text ? .bool : fail(builtin, arguments[1], node)
    }
  }

  mutating func fail(_ builtin: Builtin, _ argument: Expression, _ node: SyntaxNode) -> Type? {
    if case .column(_, let element) = argument.type, element.settled == .poison { return nil }
    if argument.type.isOptional { reportUnsettled(argument) } else { reportArgument(builtin, argument, node) }
    return nil
  }

  private mutating func countType(_ argument: Expression, _ node: SyntaxNode) -> Type? {
    switch argument.type {
    case .table(let schema), .group(let schema, _), .column(let schema, _):
      if unknownCounts.contains(schema) { return nil }
      guard let unit = program.schemas[schema.index].countingUnit else { return .number }
      return .quantity(unit.kind, unit: unit)
    case .groups, .list: return .number
    default: return fail(.count, argument, node)
    }
  }

  mutating func columnOfQuantities(_ builtin: Builtin, _ argument: Expression, _ node: SyntaxNode) -> Type? {
    guard case .column(_, let element) = argument.type else { return fail(builtin, argument, node) }
    guard case .quantity = element.settled else { return fail(builtin, argument, node) }
    return settledElement(element, argument)
  }

  private mutating func columnOfOrdered(_ builtin: Builtin, _ argument: Expression, _ node: SyntaxNode) -> Type? {
    guard case .column(_, let element) = argument.type else { return fail(builtin, argument, node) }
    switch element.settled {
    case .quantity, .date, .year: return settledElement(element, argument)
    default: return fail(builtin, argument, node)
    }
  }

  /// The type of the cells that are there. An aggregate has to say what it does with missing ones.
  mutating func settledElement(_ element: Type, _ argument: Expression) -> Type {
    if element.isOptional { reportColumnUnsettled(argument) }
    return element.settled
  }

  private mutating func extremeType(_ builtin: Builtin, _ arguments: [Expression], _ node: SyntaxNode) -> Type? {
    guard let first = arguments.first else { return nil }
    for argument in arguments {
      switch argument.type {
      case .quantity, .date, .year: break
      default: return fail(builtin, argument, node)
      }
      if !Self.fits(argument.type, first.type) {
        reportComparisonMismatch(first, argument)
        return nil
      }
    }
    return first.type
  }

  mutating func quantity(_ builtin: Builtin, _ argument: Expression, _ node: SyntaxNode) -> Type? {
    if case .quantity = argument.type { return argument.type }
    return fail(builtin, argument, node)
  }

  private mutating func ratioType(_ builtin: Builtin, _ arguments: [Expression], _ node: SyntaxNode) -> Type? {
    guard case .quantity(let above, _)? = quantity(builtin, arguments[0], node),
      case .quantity(let below, _)? = quantity(builtin, arguments[1], node)
    else { return nil }
    guard above == below else {
      reportComparisonMismatch(arguments[0], arguments[1])
      return nil
    }
    return .quantity(.ratio, unit: program.registry.unit(named: "%"))
  }

  private mutating func rowType(_ builtin: Builtin, _ argument: Expression, _ node: SyntaxNode) -> Type? {
    switch argument.type {
    case .table(let schema), .group(let schema, _): return .record(schema)
    case .groups(let schema, let key): return .group(schema, key: key)
    default: return fail(builtin, argument, node)
    }
  }

  private mutating func listType(_ argument: Expression, _ node: SyntaxNode) -> Type? {
    guard case .column(_, let element) = argument.type else { return fail(.list, argument, node) }
    switch element.settled {
    case .text, .enumeration, .year, .date: return .list(settledElement(element, argument))
    default: return fail(.list, argument, node)
    }
  }
}
