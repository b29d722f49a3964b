import EvrepModel
import EvrepSource
import EvrepSyntax

extension Checker {
  // MARK: References

  /// Notes what `ref` may name, wherever it stands: problems and anchors.
  mutating func collectReferences(_ body: SyntaxNode) {
    for child in body.children {
      switch child.kind {
      case .problemBlock:
        if let name = child.first(.blockHead)?.name { noteReference(name, of: child) }
        collectReferences(child)
      case .anchor: if let name = child.name { noteReference(name, of: child) }
      case .whenBlock, .eachBlock, .measuresBlock, .seriesBlock, .inlineWhen, .body, .error: collectReferences(child)
      default: break
      }
    }
  }

  private mutating func noteReference(_ name: SyntaxNode, of node: SyntaxNode) {
    guard let first = referenceNames[name.text] else {
      referenceNames[name.text] = name.place
      return
    }
    // {#a} {#a} has its name without the second.
    let isAnchor = node.kind == .anchor && first.file == name.file
    let gap = isAnchor ? node.fileBytes[first.range.upperBound..<node.range.lowerBound] : []
    let isAgain = gap.first == UInt8(ascii: "}") && gap.dropFirst().allSatisfy { $0 == 0x20 }
    let second = Place(node.file, first.range.upperBound + 1..<max(node.range.upperBound, first.range.upperBound + 1))
    reportDuplicate(
      name.text, name.place, first,
      fixIts: isAgain
        ? [FixIt(Message(en: "take out the second", zh: "删去后一个"), replace: second, with: "", isSafe: true)] : [])
  }

  // MARK: Items

  /// The parts of a body node.
  mutating func checkItems(_ body: SyntaxNode, _ scope: Scope, inProblem: Bool) -> [Item] {
    var items: [Item] = []
    // A unit's word behind a hole may have been taken over by the hole.
    var taken = 0
    // The problem without measures that nothing but blanks stands behind.
    var bareProblem: Place?
    for child in body.children {
      if bareProblem != nil, child.kind != .measuresBlock,
        child.kind != .prose || !child.bytes.allSatisfy({ $0 <= 0x20 })
      {
        bareProblem = nil
      }
      switch child.kind {
      case .htmlComment where child.directive != nil:
        let silent = directiveLine(child)
        if case .text(let range)? = items.last {
          items[items.count - 1] = .text(range.clamped(to: range.lowerBound..<max(range.lowerBound, silent.lowerBound)))
        }
        taken = silent.upperBound
      case .prose, .htmlComment:
        let start = max(child.range.lowerBound, taken)
        if start < child.range.upperBound { items.append(.text(start..<child.range.upperBound)) }
        if child.kind == .prose { checkProse(child.range, child) }
      case .hole:
        let (hole, end) = checkProseHole(child, scope) ?? (lostHole(child), child.range.upperBound)
        items.append(.hole(hole))
        taken = end
      case .reference:
        if let name = child.name {
          references.append((name.text, name.place))
          items.append(.reference(name.text, child.place))
        }
      case .anchor:
        // The second of two is reported, and names nothing.
        if let name = child.name, referenceNames[name.text] == name.place {
          items.append(.anchor(name.text, child.place))
        }
      case .whenBlock, .inlineWhen: items.append(checkWhen(child, scope, inProblem: inProblem))
      case .eachBlock: items.append(checkEach(child, scope, inProblem: inProblem))
      case .problemBlock:
        items.append(checkProblem(child, scope, inProblem: inProblem))
        if !Self.hasMeasures(child) { bareProblem = blockPlace(child).place }
      case .measuresBlock:
        if !inProblem { reportMeasuresOutside(child.first(.blockHead) ?? child, behind: bareProblem) }
        items.append(.measures(checkChildren(child, scope, inProblem: false), blockPlace(child)))
      case .seriesBlock:
        items.append(.series(checkChildren(child, scope, inProblem: inProblem), blockPlace(child)))
      // A block whose word is none; one that holds measures was meant as a problem.
      case .error:
        var inner = scope
        if let head = child.first(.blockHead) { addRows(to: &inner, named: head, in: child) }
        items += checkChildren(child, inner, inProblem: inProblem || Self.hasMeasures(child))
      default: break
      }
    }
    return items
  }

  /// The bytes that go with a comment to the compiler, so that it changes nothing of the prose: the blanks before it
  /// where a blank or the line's end is behind it, and its line where it stands alone.
  private func directiveLine(_ comment: SyntaxNode) -> ByteRange {
    let bytes = comment.fileBytes
    func isBlank(_ offset: Int) -> Bool { bytes[offset] == UInt8(ascii: " ") || bytes[offset] == UInt8(ascii: "\t") }
    var (start, end) = (comment.range.lowerBound, comment.range.upperBound)
    while end < bytes.count, isBlank(end) || bytes[end] == UInt8(ascii: "\r") { end += 1 }
    let endsLine = end == bytes.count || bytes[end] == UInt8(ascii: "\n")
    guard endsLine || end > comment.range.upperBound else { return comment.range }
    while start > 0, isBlank(start - 1) { start -= 1 }
    let startsLine = start == 0 || bytes[start - 1] == UInt8(ascii: "\n")
    if startsLine && endsLine { return start..<min(end + 1, bytes.count) }
    return startsLine ? comment.range.lowerBound..<end : start..<comment.range.upperBound
  }

  private mutating func checkChildren(_ block: SyntaxNode, _ scope: Scope, inProblem: Bool) -> [Item] {
    guard let body = block.first(.body) else { return [] }
    return checkItems(body, scope, inProblem: inProblem)
  }

  private func blockPlace(_ block: SyntaxNode) -> BlockPlace {
    let head = block.first(.blockHead) ?? block
    let fence = head.first(.fence)?.range.lowerBound ?? head.range.lowerBound
    return BlockPlace(
      place: Place(head.file, fence..<max(fence, head.contentEnd)), indent: head.range.lowerBound..<fence)
  }

  /// What stands for a hole that could not be understood.
  private func lostHole(_ node: SyntaxNode) -> Hole {
    Hole(content: Hole.Content(expression: poison(node), form: PrintedForm(), cache: nil), place: node.place)
  }

  // MARK: Blocks

  private mutating func checkWhen(_ block: SyntaxNode, _ scope: Scope, inProblem: Bool) -> Item {
    var branches: [Branch] = []
    var head: SyntaxNode?
    // What the conditions before a branch settle by not holding.
    var scope = scope
    let outer = doubtedNames
    defer { doubtedNames = outer }
    for child in block.children {
      switch child.kind {
      case .blockHead, .inlineHead: head = child
      case .body:
        guard let head else { continue }
        let node = head.expression
        let condition = node.map { checkCondition($0, scope) }
        var inner = scope
        if let node {
          inner.settled.formUnion(Self.settled(by: node))
          scope.settled.formUnion(Self.settledWithout(node))
        }
        if isDoubtful(condition, head, child) { doubtedNames.formUnion(Name.words(in: head.bytes)) }
        branches.append(Branch(condition: condition, items: checkItems(child, inner, inProblem: inProblem)))
      default: break
      }
    }
    return .when(branches)
  }

  /// True where it is not known what a branch's condition settles: one that could not be read or checked, or where a hole of the branch
  /// without words may be its end.
  private func isDoubtful(_ condition: Expression?, _ head: SyntaxNode, _ body: SyntaxNode) -> Bool {
    if case .poison? = condition?.operation { return true }
    return head.first(.error) != nil || body.children.contains { $0.kind == .hole && $0.expression == nil }
  }

  private mutating func checkEach(_ block: SyntaxNode, _ scope: Scope, inProblem: Bool) -> Item {
    guard let head = block.first(.blockHead), let name = head.name, let node = head.expression else {
      // What the lines inside say of the row is not known; all else is checked.
      var inner = scope
      inner.isRepeated = true
      if let head = block.first(.blockHead) { addRows(to: &inner, named: head, in: block) }
      return .each(slot: newSlot(), poison(block), checkChildren(block, inner, inProblem: inProblem))
    }
    let collection = checkExpression(node, scope, expected: nil)
    let isBroken = head.first(.error) != nil
    let element: Type
    switch collection.type {
    case .groups(let schema, let key): element = .group(schema, key: key)
    // Whether it goes through rows or groups is not known.
    case .table where isBroken && mayGroup(head): element = .poison
    case .table(let schema), .group(let schema, _): element = .record(schema)
    case .list(let type): element = isBroken ? .poison : type
    case .poison: element = nearRows(node, scope) ?? .poison
    case _ where isBroken: element = .poison
    default:
      reportNotACollection(collection)
      element = .poison
    }
    var inner = scope
    let slot = newSlot()
    inner.shadow([name.text])
    inner.locals.append(Local(name: name.text, slot: slot, type: element, isPrivate: collection.isPrivate))
    inner.isRepeated = true
    let items = checkChildren(block, inner, inProblem: inProblem)
    return .each(slot: slot, collection, items)
  }

  /// True where the words that could not be read in a head may say by what its rows are grouped.
  private func mayGroup(_ head: SyntaxNode) -> Bool {
    guard head.expression?.first(.whereClause) == nil, let error = head.first(.error) else { return false }
    return !Name.words(in: error.bytes).isEmpty
  }

  /// The rows, or groups, of the table whose name the one in a block's head is spelled like, where nothing is called as that.
  private func nearRows(_ node: SyntaxNode, _ scope: Scope) -> Type? {
    let name = node.kind == .query ? node.expression : node
    guard let name, name.kind == .nameExpression, !isVisible(name, scope),
      let near = Nearest.match(for: name.text, in: declaredNames(scope.module)),
      let schema = rows(symbols[scope.module][near]?.symbol)
    else { return nil }
    guard let clause = node.first(.byClause) else { return .record(schema) }
    guard let field = clause.name?.text else { return nil }
    let key = program.schemas[schema.index].index(of: field) ?? nearField(field, of: schema)
    return key.map { .group(schema, key: $0) }
  }

  /// The table that a name stands for, or some of whose rows.
  private func rows(_ symbol: Symbol?) -> SchemaID? {
    switch symbol {
    case .table(let schema): return schema
    case .value(let index):
      guard case .checked(let expression, _) = lets[index].state, case .table(let schema) = expression.type else {
        return nil
      }
      return schema
    default: return nil
    }
  }

  /// The words in a head that could not be read, as names of rows of which nothing is known; where it has no name, what the block's
  /// lines look at the fields of most too.
  private mutating func addRows(to scope: inout Scope, named head: SyntaxNode, in block: SyntaxNode) {
    var names: [Name] = []
    head.forEachIdentifier { names.append(Name($0)) }
    names.removeAll { name in symbols[scope.module][name.text] != nil || scope.locals.contains { Name($0.name) == name }
    }
    if head.name == nil {
      var counts: [Name: Int] = [:]
      countRows(in: block, scope, &counts)
      names += counts.max { ($0.value, $1.key.text) < ($1.value, $0.key.text) }.map { [$0.key] } ?? []
    }
    for name in names {
      scope.locals.append(Local(name: name.text, slot: newSlot(), type: .poison, isPrivate: false))
    }
  }

  /// Counts the names below a node whose fields are looked at, and that nothing is called by. O(nodes below).
  private func countRows(in node: SyntaxNode, _ scope: Scope, _ counts: inout [Name: Int]) {
    for child in node.children {
      if child.kind == .postfix, let base = child.expression, base.kind == .nameExpression, !isVisible(base, scope) {
        counts[Name(base.text), default: 0] += 1
      }
      countRows(in: child, scope, &counts)
    }
  }

  private mutating func checkProblem(_ block: SyntaxNode, _ scope: Scope, inProblem: Bool) -> Item {
    let head = block.first(.blockHead)
    let index = program.problems.count
    let place = blockPlace(block)
    program.problems.append(Problem(name: head?.name?.text, place: head?.name?.place ?? place.place))
    if inProblem { reportNestedProblem(place.place) }
    if scope.isRepeated && head?.name != nil { reportRepeatedProblem(place.place) }
    var condition = head?.expression.map { checkCondition($0, scope) }
    if condition == nil, let error = head?.first(.error) { condition = poison(error, .bool) }
    var inner = scope
    if let node = head?.expression { inner.settled.formUnion(Self.settled(by: node)) }
    if !Self.hasMeasures(block) { reportNoMeasures(place.place) }
    return .problem(index: index, condition: condition, checkChildren(block, inner, inProblem: true), place)
  }

  /// True where `measures` stand in the block, be it inside `when` or `each`.
  private static func hasMeasures(_ block: SyntaxNode) -> Bool {
    block.children.contains { child in
      switch child.kind {
      case .measuresBlock: true
      // A block whose word is none may be measures.
      case .error: child.first(.blockHead) != nil
      case .body, .whenBlock, .eachBlock: hasMeasures(child)
      default: false
      }
    }
  }
}

extension SyntaxNode {
  /// The end of a fence line's content, its line end left out.
  fileprivate var contentEnd: Int { first(.lineEnd)?.range.lowerBound ?? range.upperBound }
}
