import EvrepModel
import EvrepSource
import EvrepSyntax

extension Checker {
  /// A bare word: a case of the enumeration that is expected, else the nearest name.
  mutating func checkName(_ node: SyntaxNode, _ name: String, _ scope: Scope, _ expected: Type?) -> Expression {
    if case .enumeration(let enumeration)? = expected?.settled, let index = enumeration.index(of: name) {
      return Expression(.constant(.enumeration(index)), .enumeration(enumeration), node.place)
    }
    if let found = scopedName(node, name, scope) { return narrowed(found, node, scope) }
    switch symbols[scope.module][name]?.symbol {
    case .parameter(let index):
      let parameter = program.parameters[index]
      let found = Expression(.parameter(index), parameter.type, node.place, isPrivate: parameter.isPrivate)
      return narrowed(found, node, scope)
    case .value(let index):
      // `let a = t where kind = a`: a case is meant, of what may not be known.
      if expected == .poison, stack.last == index { return poison(node) }
      if case .enumeration? = expected?.settled, stack.last == index {
        reportUnknownName(node, name, candidates: [], expected: expected, module: scope.module, scope)
        return poison(node)
      }
      guard let found = definition(index, mentionedAt: node.place) else { return poison(node) }
      return narrowed(found, node, scope)
    case .function(let index):
      // `let total (1 + 2` is none that is meant.
      if lets[index].declaration.hasError { return poison(node) }
      reportFunctionWithoutCall(node, name)
      return poison(node)
    case .table(let schema): return table(schema, node)
    case .standard(let schema): return inForce(schema, [], node, scope)
    case .module:
      reportModuleAsValue(node, name)
      return poison(node)
    case nil: break
    }
    if Keyword.true.isSpelled(node.bytes) { return Expression(.constant(.bool(true)), .bool, node.place) }
    if Keyword.false.isSpelled(node.bytes) { return Expression(.constant(.bool(false)), .bool, node.place) }
    if name == "problems" || name == "问题" { return table(Program.problemsSchema, node) }
    // Beside a slip that has been reported the word may well be a case of what that was meant to be.
    // So may a word be a field of a table whose fields could not be read.
    let isField = scope.rows.contains { isFieldLost(name, of: $0.schema) }
    if let row = scope.rows.last { rowNames[node.place] = program.schemas[row.schema.index].place }
    let mayBeAny = mayBeCase(name) || isBesideUnknown && (isBesideLost || !isNearValue(name, scope))
    if !isField, expected != .poison || !mayBeAny {
      reportUnknownName(node, name, candidates: visibleNames(scope), expected: expected, module: scope.module, scope)
    }
    return poison(node)
  }

  /// True for a case of some enumeration, and for any word where there are types that could not be read.
  private func mayBeCase(_ name: String) -> Bool {
    func mayHold(_ type: Type) -> Bool {
      switch type.settled {
      case .enumeration(let enumeration): enumeration.index(of: name) != nil
      case .poison: true
      default: false
      }
    }
    return !brokenSchemas.isEmpty || lostFields.values.contains { $0.holds(name) }
      || program.parameters.contains { mayHold($0.type) }
      || program.schemas.contains { $0.fields.contains { mayHold($0.type) } }
  }

  /// True for a word that is spelled nearly as something that can be compared: no table, and no name of several rows.
  private func isNearValue(_ name: String, _ scope: Scope) -> Bool {
    guard let near = Nearest.match(for: name, in: visibleNames(scope)) else { return false }
    switch symbols[scope.module][near]?.symbol {
    case .table, .standard, .module: return false
    case .value(let index):
      guard case .checked(let expression, _) = lets[index].state else { return false }
      if case .table = expression.type { return false }
      return true
    default: return true
    }
  }

  private func table(_ schema: SchemaID, _ node: SyntaxNode) -> Expression {
    if lostKinds.contains(schema) { return poison(node) }
    let isRecord = program.schemas[schema.index].isRecord
    return Expression(.table(schema), isRecord ? .record(schema) : .table(schema), node.place)
  }

  /// A field of a row scope or a local, innermost first.
  func scopedName(_ node: SyntaxNode, _ name: String, _ scope: Scope) -> Expression? {
    for (level, row) in scope.rows.enumerated().reversed() {
      switch row {
      case .row(let schema):
        guard let index = program.schemas[schema.index].index(of: name) else { continue }
        let field = program.schemas[schema.index].fields[index]
        return Expression(.rowField(level: level, field: index), field.type, node.place, isPrivate: field.isPrivate)
      case .group(let schema, let key):
        guard let index = program.schemas[schema.index].index(of: name) else { continue }
        let field = program.schemas[schema.index].fields[index]
        return index == key
          ? Expression(.scopeKey(level: level), field.type, node.place, isPrivate: field.isPrivate)
          : Expression(
            .scopeColumn(level: level, field: index), .column(schema, field.type), node.place,
            isPrivate: field.isPrivate)
      }
    }
    guard let local = scope.locals.last(where: { $0.name.isSpelled(like: name) }) else { return nil }
    return Expression(.local(local.slot), local.type, node.place, isPrivate: local.isPrivate)
  }

  /// The expression without optionality where a condition around has settled it.
  func narrowed(_ expression: Expression, _ node: SyntaxNode, _ scope: Scope) -> Expression {
    guard expression.type.isOptional, scope.settled.contains(Name(node.text)) else { return expression }
    return Expression(
      expression.operation, expression.type.settled, expression.place, isPrivate: expression.isPrivate)
  }

  /// Every name that could stand at a place, sorted.
  func visibleNames(_ scope: Scope) -> [String] {
    var names = Set(declaredNames(scope.module))
    names.formUnion(["problems", "问题"])
    names.formUnion(scope.locals.map(\.name))
    for row in scope.rows {
      names.formUnion(program.schemas[row.schema.index].fields.map(\.name))
    }
    return names.sorted()
  }

  /// The names that a module declares, sorted.
  func declaredNames(_ module: Int) -> [String] { symbols[module].names.sorted() }

  /// True where the word is a name at this place.
  func isVisible(_ node: SyntaxNode, _ scope: Scope) -> Bool {
    symbols[scope.module][node.text] != nil || scopedName(node, node.text, scope) != nil
  }

  // MARK: Fields and calls behind a dot

  /// `a.b.c` and `module.f(x)`.
  mutating func checkPostfix(_ node: SyntaxNode, _ scope: Scope) -> Expression {
    var parts = node.children
    guard let base = parts.next() else { return poison(node) }
    var current: Expression
    let baseName = base.kind == .nameExpression ? base.text : ""
    if !baseName.isEmpty, case .module(let module)? = symbols[scope.module][baseName]?.symbol,
      scopedName(base, baseName, scope) == nil
    {
      guard let name = parts.next()?.name, let module else { return poison(node) }
      var rest = parts
      if let arguments = rest.next(), arguments.kind == .arguments {
        parts = rest
        current = checkModuleCall(node, name, arguments, module, baseName, scope)
      } else {
        guard symbols[module][name.text] != nil else {
          reportUnknownInModule(name, baseName, module)
          return poison(node)
        }
        current = checkName(name, name.text, Scope(module: module), nil)
      }
    } else if baseName.isEmpty {
      current = checkExpression(base, scope, expected: nil)
    } else {
      current = checkName(base, baseName, scope, nil)
    }
    for part in parts {
      if current.type == .poison { return poison(node) }
      guard part.kind == .fieldAccess, let name = part.name else {
        if part.kind == .arguments { reportNotAFunction(part) }
        return poison(node)
      }
      current = access(current, name, in: node)
    }
    // The whole spelling, so that a condition on `a.b` settles `a.b`.
    let whole = Expression(current.operation, current.type, node.place, isPrivate: current.isPrivate)
    return narrowed(whole, node, scope)
  }

  private mutating func access(_ base: Expression, _ name: SyntaxNode, in node: SyntaxNode) -> Expression {
    let schema: SchemaID
    switch base.type {
    case .record(let id), .table(let id), .group(let id, _): schema = id
    default:
      reportNoFields(base, name, in: node)
      return poison(name)
    }
    guard let index = program.schemas[schema.index].index(of: name.text) else {
      reportUnknownField(name, of: schema)
      return poison(name)
    }
    let field = program.schemas[schema.index].fields[index]
    let isPrivate = base.isPrivate || field.isPrivate
    switch base.type {
    case .record:
      if program.schemas[schema.index].isStandard, index == Standard.StandardField.confirmed.rawValue,
        let standard = program.standards.firstIndex(where: { $0.schema == schema })
      {
        program.standards[standard].isConfirmationAsked = true
      }
      return Expression(.field(base, index), field.type, name.place, isPrivate: isPrivate)
    case .group(_, let key) where key == index:
      return Expression(.groupKey(base), field.type, name.place, isPrivate: isPrivate)
    default:
      return Expression(.column(base, field: index), .column(schema, field.type), name.place, isPrivate: isPrivate)
    }
  }
}
