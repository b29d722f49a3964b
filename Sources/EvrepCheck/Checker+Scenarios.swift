import EvrepModel
import EvrepSource
import EvrepSyntax
import EvrepUnits

extension Checker {
  /// Checks what scenarios set and expect. They are run by `evrep test`, not by a build.
  mutating func checkScenarios(_ declarations: [SyntaxNode]) {
    var places = NameTable<Place>()
    for declaration in declarations where declaration.kind == .scenarioDeclaration {
      guard let name = declaration.name else { continue }
      if let first = places[name.text] {
        reportDuplicate(name.text, name.place, first)
      } else {
        places[name.text] = name.place
      }
      program.scenarios.append(checkScenario(declaration, name))
    }
  }

  private mutating func checkScenario(_ declaration: SyntaxNode, _ name: SyntaxNode) -> Scenario {
    var settings: [Scenario.Setting] = []
    var expectations: [Scenario.Expectation] = []
    // What is set, as it is spelled.
    var places = NameTable<Place>()
    let steps = declaration.children.map(\.self)
    for (index, step) in steps.enumerated() where step.first(.error) == nil {
      // What stands behind a step and could not be read may have been a part of it.
      if index + 1 < steps.count, steps[index + 1].kind == .error { continue }
      switch step.kind {
      case .setStep:
        guard let node = step.first(.cell) ?? step.expression, let setting = checkSetting(step, node) else { continue }
        if let first = places[node.text] { reportSetTwice(node, first) }
        places[node.text] = node.place
        settings.append(setting)
      case .expectStep:
        guard let kind = checkExpectation(step) else { continue }
        let place = step.has(.no) ? step.place : expectationPlace(kind, step)
        expectations.append(Scenario.Expectation(kind: kind, isNegated: step.has(.no), place: place))
      default: break
      }
    }
    return Scenario(name: name.text, place: name.place, settings: settings, expectations: expectations)
  }

  private func expectationPlace(_ kind: Scenario.Kind, _ step: SyntaxNode) -> Place {
    if case .condition(let condition) = kind { return condition.place }
    return step.place
  }

  // MARK: Settings

  private mutating func checkSetting(_ step: SyntaxNode, _ node: SyntaxNode) -> Scenario.Setting? {
    guard let valueNode = step.expressions.last, valueNode.range.lowerBound > node.range.lowerBound,
      let (target, type) = node.kind == .cell ? checkCell(node) : checkTarget(node)
    else { return nil }
    let value = checkExpression(valueNode, Scope(module: Self.reportModule), expected: type)
    let findings = diagnostics.count
    let fitting = converted(value, to: type, valueNode)
    if diagnostics.count > findings, case .definition(let index) = target {
      diagnostics[diagnostics.count - 1].labels += origin(of: Expression(.definition(index), type, node.place))
    }
    guard fitting.type != .poison else { return nil }
    return Scenario.Setting(target: target, value: fitting, place: step.place)
  }

  /// A parameter, a definition, or a field of a record.
  private mutating func checkTarget(_ node: SyntaxNode) -> (Scenario.Target, Type)? {
    let findings = diagnostics.count
    let target = checkExpression(node, Scope(module: Self.reportModule), expected: nil)
    switch target.operation {
    case .parameter(let index): return (.parameter(index), target.type)
    case .definition(let index): return target.type == .poison ? nil : (.definition(index), target.type)
    case .field(let base, let field):
      guard case .table(let schema) = base.operation else { break }
      return (.cell(schema, field: field, key: nil), target.type)
    case .poison where diagnostics.count > findings || target.type == .poison: return nil
    default: break
    }
    reportNotSettable(node)
    return nil
  }

  /// A cell: `table["key"].field`.
  private mutating func checkCell(_ node: SyntaxNode) -> (Scenario.Target, Type)? {
    let nodes = node.expressions
    guard nodes.count == 2, let name = node.name, node.first(.error) == nil else { return nil }
    let scope = Scope(module: Self.reportModule)
    let base = checkExpression(nodes[0], scope, expected: nil)
    if base.type == .poison { return nil }
    guard case .table(let id) = base.operation, case .table = base.type, id != Program.problemsSchema else {
      reportNotSettable(node)
      return nil
    }
    let schema = program.schemas[id.index]
    guard let keyField = schema.fields.firstIndex(where: \.isKey) else {
      if lostFields[id] == nil { reportNoKey(nodes[0], schema) }
      return nil
    }
    let keyType = schema.fields[keyField].type.settled
    let key = converted(checkExpression(nodes[1], scope, expected: keyType), to: keyType, nodes[1])
    guard let field = schema.index(of: name.text) else {
      reportUnknownField(name, of: id)
      return nil
    }
    guard key.type != .poison else { return nil }
    return (.cell(id, field: field, key: (keyField, key)), schema.fields[field].type)
  }

  // MARK: Expectations

  private mutating func checkExpectation(_ step: SyntaxNode) -> Scenario.Kind? {
    let scope = Scope(module: Self.reportModule)
    if step.has(.problem) { return step.name.map { .problem($0.text) } }
    if step.has(.failure) { return step.name.flatMap { checkFailure($0) } }
    if step.has(.printed) { return checkPrinted(step, scope) }
    guard let node = step.expression else { return nil }
    if step.has(.sentence) {
      guard let text = constant(node) else { return nil }
      if text.utf8.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
        reportEmptySentence(node)
        return nil
      }
      return .sentence(text)
    }
    let condition = checkCondition(node, scope)
    return condition.type == .poison ? nil : .condition(condition)
  }

  /// A string's text; nil, reported, where it has holes.
  private mutating func constant(_ node: SyntaxNode) -> String? {
    if let text = node.plainString { return text }
    reportConstantRequired(node)
    return nil
  }

  private mutating func checkFailure(_ name: SyntaxNode) -> Scenario.Kind? {
    // Not by `init(rawValue:)`, which makes a dictionary of all codes first.
    let text = name.text
    if let code = DiagnosticCode.allCases.first(where: { $0.rawValue == text }), code.severity == .error {
      return .failure(code)
    }
    reportUnknownCode(name)
    return nil
  }

  /// Reports what scenarios expect of problems that the body does not have.
  mutating func checkExpectedProblems() {
    for scenario in program.scenarios {
      for expectation in scenario.expectations {
        guard case .problem(let name) = expectation.kind, !program.problems.contains(where: { $0.name == name }) else {
          continue
        }
        reportUnknownProblem(name, expectation.place)
      }
    }
  }

  /// `printed x "text"`, or `printed {x: format} "text"`.
  private mutating func checkPrinted(_ step: SyntaxNode, _ scope: Scope) -> Scenario.Kind? {
    let hole = step.first(.hole)
    guard let node = hole?.expression ?? step.expression, let string = step.expressions.last, node != string else {
      return nil
    }
    let value = checkExpression(node, scope, expected: nil)
    let findings = diagnostics.count
    let format = hole?.first(.format)
    let asked = format.map { readFormat($0) } ?? RequestedFormat()
    guard diagnostics.count == findings, let text = constant(string) else { return nil }
    if let format, asked.isForNumbers {
      switch value.type.settled {
      case .text, .enumeration, .date, .year, .list:
        reportFormatUnsuitable(format, value)
        return nil
      default: break
      }
    }
    return checkPrinted(value, asked, string, text)
  }

  /// The form that a value is expected in: that of a hole which stands where the text has its number.
  private mutating func checkPrinted(
    _ value: Expression, _ asked: RequestedFormat, _ string: SyntaxNode, _ text: String
  ) -> Scenario.Kind? {
    guard let settled = settledOperand(value) else { return nil }
    switch settled.type {
    case .text, .enumeration, .date, .year, .list:
      let content = Hole.Content(expression: settled, form: PrintedForm(), cache: nil)
      return .printed(Hole(content: content, place: string.place), before: "", after: "", text: text)
    case .quantity: break
    default:
      reportNotPrintable(settled)
      return nil
    }
    let quote = string.first(.quote)?.range.count ?? 1
    let content =
      string.range.lowerBound + quote..<max(string.range.lowerBound + quote, string.range.upperBound - quote)
    let bytes = string.fileBytes
    guard let number = Self.number(in: bytes, content) else {
      reportNoNumber(string)
      return nil
    }
    guard let form = printedForm(settled, asked, number, string, limit: content.upperBound) else { return nil }
    let hole = Hole(content: Hole.Content(expression: settled, form: form, cache: nil), place: string.place)
    // A unit that the hole prints itself is part of what it prints.
    if form.printsUnit { return .printed(hole, before: "", after: "", text: text) }
    var end = number.upperBound
    if let suffix = form.pluralSuffix { end += suffix.gap.utf8.count + suffix.spelled.utf8.count }
    func spelled(_ range: ByteRange) -> String { String(decoding: bytes[range], as: UTF8.self) }
    let before = Self.withoutWord(spelled(content.lowerBound..<number.lowerBound), form.words)
    return .printed(
      hole, before: before, after: spelled(end..<content.upperBound),
      text: spelled(content))
  }

  /// The text before a number without the word of `增长|下降` that the hole prints itself.
  private static func withoutWord(_ text: String, _ words: PrintedForm.Words?) -> String {
    guard let words else { return text }
    for word in [words.positive, words.negative] {
      for ending in [word, word + " "] where text.utf8.count >= ending.utf8.count && text.hasSuffix(ending) {
        return String(text.dropLast(ending.count))
      }
    }
    return text
  }

  /// How a hole in the number's place would print, with the unit that the text states.
  private mutating func printedForm(
    _ value: Expression, _ asked: RequestedFormat, _ number: ByteRange, _ string: SyntaxNode, limit: Int
  ) -> PrintedForm? {
    guard case .quantity(let kind, let declared) = value.type else { return nil }
    let bytes = string.fileBytes
    if let unit = asked.unit {
      guard fits(unit, kind, value, at: asked.unitPlace ?? string.place, number) else { return nil }
      var form = form(unit, asked)
      form.printsUnit = true
      return form
    }
    var asked = asked
    asked.oneTo = asked.oneTo || bytes[number].contains(UInt8(ascii: ":"))
    if isOrdinal(value) { return form(.number, asked) }
    if asked.oneTo, kind == .ratio || kind == .number { return form(.number, asked) }
    guard let stated = proseUnit(number, in: bytes, limit: limit) else {
      if kind == .number { return form(.number, asked) }
      reportNoUnitExpected(string, value, number, suggestion: suggestedUnit(kind, declared))
      return nil
    }
    if stated.unit.kind == .number, kind != .number {
      return form(Unit(name: stated.unit.name, kind: kind, factor: stated.unit.factor), asked)
    }
    guard fits(stated.unit, kind, value, at: stated.place(in: string.file), number) else { return nil }
    var form = form(stated.unit, asked)
    form.pluralSuffix = stated.plural
    form.rounding = asked.rounding ?? stated.inside?.claim.rounding ?? form.rounding
    return form
  }

  /// The first number of a text: digits with thousands commas and a point, a minus before it, or 1:n.
  private static func number(in bytes: [UInt8], _ content: ByteRange) -> ByteRange? {
    func isDigit(_ offset: Int) -> Bool { content.contains(offset) && bytes[offset] &- 0x30 < 10 }
    guard var start = content.first(where: { isDigit($0) }) else { return nil }
    var end = start
    while isDigit(end) || (content.contains(end) && [0x2C, 0x2E, 0x3A].contains(bytes[end]) && isDigit(end + 1)) {
      end += 1
    }
    if start > content.lowerBound, bytes[start - 1] == UInt8(ascii: "-") { start -= 1 }
    return start..<end
  }
}
