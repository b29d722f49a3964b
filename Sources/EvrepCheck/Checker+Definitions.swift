import EvrepModel
import EvrepSource
import EvrepSyntax

extension Checker {
  /// The lets, those first that others mention: so checking one seldom has to check another inside it.
  ///
  /// Mentions are found by spelling alone; the order is a help, cycles are found in `definition`.
  func evaluationOrder() -> [Int] {
    var byName = modules.map { _ in NameTable<Int>() }
    for (index, item) in lets.enumerated() { byName[item.module][item.name.text] = index }
    var order: [Int] = []
    var visited = Array(repeating: false, count: lets.count)
    for root in lets.indices where !visited[root] {
      visited[root] = true
      var pending = [(index: root, mentions: mentions(root, byName)[...])]
      while let top = pending.indices.last {
        guard let next = pending[top].mentions.popFirst() else {
          order.append(pending[top].index)
          pending.removeLast()
          continue
        }
        guard !visited[next] else { continue }
        visited[next] = true
        pending.append((next, mentions(next, byName)[...]))
      }
    }
    return order
  }

  private func mentions(_ index: Int, _ byName: [NameTable<Int>]) -> [Int] {
    var found: [Int] = []
    lets[index].declaration.forEachIdentifier { word in
      if let mentioned = byName[lets[index].module][word], mentioned != index { found.append(mentioned) }
    }
    return found
  }

  /// The checked expression of a let without parameters; poison for a function, a cycle, or an error.
  mutating func definition(_ index: Int, mentionedAt place: Place?) -> Expression? {
    switch lets[index].state {
    case .checked(let expression, let definition):
      height = max(height, lets[index].height)
      return Expression(
        .definition(definition), expression.type, place ?? expression.place, isPrivate: expression.isPrivate)
    case .checking:
      reportCycle(index)
      return nil
    case .unchecked: break
    }
    // A function is checked where it is called, for the types that it is given.
    if lets[index].declaration.first(.parameterList) != nil { return nil }
    guard let node = lets[index].declaration.expression else { return nil }
    let around = height
    height = 0
    lets[index].state = .checking
    stack.append(index)
    var expression = checkExpression(node, Scope(module: lets[index].module), expected: nil)
    let isUntyped = amendments.unknown.contains(lets[index].name.place)
    if isUntyped || lets[index].declaration.first(.error) != nil { expression = poison(node) }
    stack.removeLast()
    lets[index].height = height
    height = around
    lets[index].state = .checked(expression, definition: program.definitions.count)
    program.definitions.append(
      Definition(name: lets[index].name.text, expression: expression, place: lets[index].name.place))
    return definition(index, mentionedAt: place)
  }

  /// A call of the writer's function `index`.
  mutating func apply(_ index: Int, _ arguments: [Expression], _ node: SyntaxNode) -> Expression {
    let declaration = lets[index].declaration
    guard declaration.first(.error) == nil else { return poison(node) }
    let names = declaration.first(.parameterList).map { $0.children.filter { $0.kind == .name } } ?? []
    guard names.count == arguments.count else {
      // f(now, spent): the comma may stand for a dot.
      func isOfCall(_ finding: Diagnostic) -> Bool { finding.place.map(node.place.contains) ?? false }
      let first = diagnostics.lastIndex { !isOfCall($0) }.map { $0 + 1 } ?? 0
      let kept = diagnostics[first...].filter { $0.code != .unknownName || !($0.place.map(isOfField) ?? false) }
      diagnostics.replaceSubrange(first..., with: kept)
      reportArgumentCount(lets[index].name.text, expected: names.count, found: arguments.count, node, lets[index].name)
      return poison(node)
    }
    guard !arguments.contains(where: { $0.type == .poison }), let body = declaration.expression else {
      return poison(node)
    }
    let types = arguments.map(\.type)
    let privacy = arguments.map(\.isPrivate)
    let instance: Instance
    if let known = lets[index].instances.first(where: { $0.types == types && $0.privacy == privacy }) {
      instance = known
    } else {
      guard !stack.contains(index) else {
        reportCycle(index)
        return poison(node)
      }
      let around = height
      height = 0
      stack.append(index)
      var scope = Scope(module: lets[index].module)
      for (index, argument) in arguments.enumerated() {
        scope.locals.append(
          Local(name: names[index].text, slot: newSlot(), type: argument.type, isPrivate: argument.isPrivate))
      }
      let findings = diagnostics.count
      let checked = checkExpression(body, scope, expected: nil)
      labelCall(node, arguments, body.place, from: findings)
      stack.removeLast()
      instance = Instance(
        types: types, privacy: privacy, slots: scope.locals.map(\.slot), body: checked, height: height)
      lets[index].instances.append(instance)
      height = around
    }
    height = max(height, instance.height)
    return Expression(
      .apply(slots: instance.slots, arguments: arguments, body: instance.body), instance.body.type, node.place,
      isPrivate: instance.body.isPrivate || arguments.contains(where: \.isPrivate))
  }

  /// Checks what can be known of a function without the types of its arguments: no call has shown the rest.
  mutating func checkUncalled(_ index: Int) {
    let declaration = lets[index].declaration
    guard lets[index].instances.isEmpty, let list = declaration.first(.parameterList), let body = declaration.expression
    else { return }
    var scope = Scope(module: lets[index].module)
    for name in list.children where name.kind == .name {
      scope.locals.append(Local(name: name.text, slot: newSlot(), type: .poison, isPrivate: false))
    }
    stack.append(index)
    _ = checkExpression(body, scope, expected: nil)
    stack.removeLast()
  }

  /// Says of findings in a function's body which call gave it the types that do not fit.
  ///
  /// - Parameter first: the first of the findings; those of definitions that were checked on the way are not the call's.
  private mutating func labelCall(_ node: SyntaxNode, _ arguments: [Expression], _ body: Place, from first: Int) {
    let given = arguments.map { describe($0.type) }
    let message =
      given.isEmpty
      ? Message(en: "called here", zh: "在此调用")
      : Message(
        en: "called here with \(given.map { $0[.english] }.joined(separator: ", "))",
        zh: "在此调用，参数为\(given.map { $0[.chinese] }.joined(separator: "、"))")
    for index in first..<diagnostics.count {
      let places = [diagnostics[index].place].compactMap(\.self) + diagnostics[index].labels.map(\.place)
      guard places.contains(where: body.contains) else { continue }
      diagnostics[index].labels.append(Label(node.place, message))
      // What is given may be at fault.
      for argument in arguments {
        if case .definition = argument.operation { diagnostics[index].labels += origin(of: argument) }
      }
    }
  }
}
