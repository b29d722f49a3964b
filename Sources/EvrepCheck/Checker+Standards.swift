import EvrepModel
import EvrepSource
import EvrepSyntax
import EvrepUnits

extension Checker {
  /// A row of a standard as it is declared.
  private struct StandardRow {
    let stage: SyntaxNode?
    let comparison: ComparisonOperator
    let level: Number
    let type: Type
    let year: Int
    let source: String
    let isConfirmed: Bool
    let place: Place
  }

  // MARK: Declarations

  /// Binds the name of a `standard` and makes its rows a table.
  mutating func declareStandard(_ declaration: SyntaxNode, _ module: Int) {
    guard let name = declaration.name else { return }
    let id = SchemaID(program.schemas.count)
    bind(name, to: .standard(id), module)
    let findings = diagnostics.count
    let nodes = declaration.children.filter { $0.kind == .standardRow }
    let rows = nodes.compactMap { standardRow($0, module) }
    if nodes.isEmpty && declaration.first(.error) == nil { reportEmptyStandard(name) }
    let level = amended(rows.first?.type ?? .poison, name.place)
    if diagnostics.count == findings, level != .poison { checkEvenness(rows) }
    if level == .poison || rows.count < nodes.count || declaration.first(.error) != nil { brokenSchemas.insert(id) }
    var stages = NameTable<Int>()
    for case let stage? in rows.map(\.stage?.text) where stages[stage] == nil { stages[stage] = stages.names.count }
    let cases = stages.names
    let schema = Schema(
      name: spelled(name), fields: Self.standardFields(name, level: level, stages: cases),
      countingUnit: nil, isRecord: false, isStandard: true, path: "", pathPlace: name.place, place: name.place,
      declaration: declaration.place)
    program.schemas.append(schema)
    let table = Self.table(rows, id, stages: stages, file: name.file)
    program.standards.append(Standard(schema: id, table: table, comparisons: rows.map(\.comparison)))
  }

  private static func standardFields(_ name: SyntaxNode, level: Type, stages: [String]) -> [Field] {
    Standard.StandardField.allCases.filter { $0 != .stage || !stages.isEmpty }.map { field in
      let type: Type =
        switch field {
        case .level: level
        case .bound: .enumeration(Enumeration(cases: Standard.signs))
        case .year: .year
        case .source: .text
        case .confirmed: .bool
        case .stage: .enumeration(Enumeration(cases: stages))
        }
      let (english, chinese) = field.spellings
      return Field(name: english, type: type, isKey: false, isPrivate: false, header: chinese, place: name.place)
    }
  }

  private mutating func standardRow(_ node: SyntaxNode, _ module: Int) -> StandardRow? {
    let parts = node.expressions
    guard node.first(.error) == nil, parts.count == 2,
      let comparison = node.children.compactMap({ Self.comparison($0.kind) }).first, let yearLeaf = node.first(.number)
    else { return nil }
    let level = checkExpression(parts[0], Scope(module: module), expected: nil)
    guard let year = Number(decimal: yearLeaf.digits)?.integer, (1...9999).contains(year) else {
      reportNoYear(yearLeaf)
      return nil
    }
    guard level.type != .poison else { return nil }
    guard let source = parts[1].plainString else {
      reportConstantRequired(parts[1])
      return nil
    }
    guard case .quantity = level.type, let number = Self.constant(level) else {
      reportLevelNotConstant(level)
      return nil
    }
    return StandardRow(
      stage: node.name, comparison: comparison, level: number, type: level.type, year: year, source: source,
      isConfirmed: !node.has(.unconfirmed), place: node.place)
  }

  /// The number that literals alone make up; nil for anything else.
  private static func constant(_ expression: Expression) -> Number? {
    switch expression.operation {
    case .constant(.number(let number)): return number
    case .negation(let inner): return constant(inner)?.negated
    case .product(let operands):
      var product = Number.one
      for operand in operands {
        guard let factor = constant(operand.expression),
          let next = try? operand.isInverse ? product.divided(by: factor) : product.multiplied(by: factor)
        else { return nil }
        product = next
      }
      return product
    default: return nil
    }
  }

  /// All rows look the same way, measure the same, and have stages or have none; no two are for one stage and year.
  private mutating func checkEvenness(_ rows: [StandardRow]) {
    guard let first = rows.first else { return }
    var places = NameTable<Place>()
    for row in rows {
      if Standard.isLowerBound(row.comparison) != Standard.isLowerBound(first.comparison) {
        reportUnevenStandard(row.place, first.place, en: "is bounded the other way", zh: "方向与前一行相反")
      } else if !Self.fits(row.type, first.type) {
        reportUnevenStandard(row.place, first.place, en: "measures something else", zh: "计量的不是同一种量")
      } else if (row.stage == nil) != (first.stage == nil) {
        reportUnevenStandard(
          row.place, first.place, en: "has \(row.stage == nil ? "no stage" : "a stage")",
          zh: row.stage == nil ? "没有写学段" : "写了学段")
      }
      let key = "\(row.year) \(row.stage?.text ?? "")"
      if let same = places[key] {
        reportUnevenStandard(row.place, same, en: "is for the same year and stage", zh: "年份和学段与前一行相同")
      }
      places[key] = row.place
    }
  }

  private static func table(_ rows: [StandardRow], _ id: SchemaID, stages: NameTable<Int>, file: FileID) -> Table {
    var sources = TextColumn()
    for row in rows { sources.append(row.source.utf8) }
    var columns: [Column] = [
      .numbers(rows.map(\.level)),
      .integers(rows.map { Int32(Standard.bounds.firstIndex(of: $0.comparison) ?? 0) }),
      .integers(rows.map { Int32($0.year) }), .texts(sources), .integers(rows.map { $0.isConfirmed ? 1 : 0 }),
    ]
    if !stages.names.isEmpty {
      columns.append(
        .integers(rows.map { row in row.stage.flatMap { stages[$0.text] }.map(Int32.init) ?? 0 }))
    }
    let places = rows.map(\.place)
    return Table(
      schema: id, columns: columns, rowCount: rows.count,
      source: TableSource(file: file, rowOffsets: places.map(\.range.lowerBound)) { row, _ in places[row] })
  }

  // MARK: Uses

  /// The row of a standard that is in force: `name`, `name(stage)`, `name(year)` or `name(stage, year)`. Without a year
  /// it is that of the report, its first parameter of type `year`.
  mutating func inForce(_ id: SchemaID, _ arguments: [SyntaxNode], _ node: SyntaxNode, _ scope: Scope) -> Expression {
    guard !brokenSchemas.contains(id) else { return poison(node) }
    let fields = program.schemas[id.index].fields
    var rest = arguments[...]
    var stage: Expression?
    if fields.count > Standard.StandardField.stage.rawValue {
      let type = fields[Standard.StandardField.stage.rawValue].type
      guard let stageNode = rest.popFirst() else {
        reportStandardArguments(id, node)
        return poison(node)
      }
      guard let given = settledOperand(checkExpression(stageNode, scope, expected: type)) else { return poison(node) }
      guard case .enumeration(let stages) = type, case .enumeration(let cases) = given.type,
        cases.cases.allSatisfy({ stages.index(of: $0) != nil })
      else {
        reportTypeMismatch(given, wanted: type)
        return poison(node)
      }
      stage = given
    }
    guard rest.count <= 1 else {
      reportStandardArguments(id, node)
      return poison(node)
    }
    let year: Expression
    if let yearNode = rest.first {
      year = converted(checkExpression(yearNode, scope, expected: .year), to: .year, yearNode)
      guard year.type != .poison else { return poison(node) }
    } else {
      guard let index = program.parameters.firstIndex(where: { $0.isSettable && $0.type == .year }) else {
        if !hasLosses() { reportYearUnknown(id, node) }
        return poison(node, .record(id))
      }
      year = Expression(.parameter(index), .year, node.place, isPrivate: program.parameters[index].isPrivate)
    }
    return Expression(
      .inForce(id, stage: stage, year: year), .record(id), node.place,
      isPrivate: year.isPrivate || stage?.isPrivate == true)
  }

  /// A standard stands for its level where a number is asked for.
  func leveled(_ expression: Expression) -> Expression {
    guard case .record(let id) = expression.type, program.schemas[id.index].isStandard else { return expression }
    let field = Standard.StandardField.level.rawValue
    return Expression(
      .field(expression, field), program.schemas[id.index].fields[field].type, expression.place,
      isPrivate: expression.isPrivate)
  }

  private func standard(_ expression: Expression) -> Standard? {
    guard case .record(let id) = expression.type else { return nil }
    return program.standards.first { $0.schema == id }
  }

  /// `x meets standard`, which is the comparison that the standard's bound asks for, and `x misses standard`, its opposite.
  mutating func checkStandardTest(_ node: SyntaxNode, _ scope: Scope) -> Expression {
    let nodes = node.expressions
    guard nodes.count == 2 else { return poison(node, .bool) }
    let subject = settledOperand(checkExpression(nodes[0], scope, expected: nil))
    let given = checkExpression(nodes[1], scope, expected: nil)
    guard let subject, given.type != .poison else { return poison(node, .bool) }
    guard let standard = standard(given) else {
      reportNotAStandard(given)
      return poison(node, .bool)
    }
    guard let first = standard.comparisons.first, let pair = checkPair(subject, leveled(given), first, node) else {
      return poison(node, .bool)
    }
    let isPrivate = subject.isPrivate || given.isPrivate
    func comparison(_ comparison: ComparisonOperator) -> Expression {
      Expression(.comparison([pair.0, pair.1], [comparison]), .bool, node.place, isPrivate: isPrivate)
    }
    var test = comparison(first)
    if let other = standard.comparisons.first(where: { $0 != first }) {
      // Some rows include the bound and some do not: the row in force says which.
      let field = Standard.StandardField.bound.rawValue
      let type = program.schemas[standard.schema.index].fields[field].type
      let bound = Expression(.field(given, field), type, given.place, isPrivate: given.isPrivate)
      let sign = Scalar.enumeration(Standard.bounds.firstIndex(of: first) ?? 0)
      let asked = Expression(
        .comparison([bound, Expression(.constant(sign), type, given.place)], [.equal]), .bool, given.place)
      test = Expression(
        .conditional(asked, then: test, else: comparison(other)), .bool, node.place, isPrivate: isPrivate)
    }
    guard node.has(.misses) else { return test }
    return Expression(.not(test), .bool, node.place, isPrivate: isPrivate)
  }

  /// `gap(x, standard)`: by how much x falls short, which is a difference like others; negative where it goes beyond.
  mutating func gap(_ arguments: [Expression], _ node: SyntaxNode) -> Expression {
    guard arguments.count == 2,
      let subject = quantity(.gap, leveled(arguments[0]), node).map({ _ in leveled(arguments[0]) })
    else {
      if arguments.count != 2 { reportBuiltinArguments(.gap, node) }
      return poison(node)
    }
    guard let standard = standard(arguments[1]) else {
      reportNotAStandard(arguments[1])
      return poison(node)
    }
    let level = leveled(arguments[1])
    let (left, right) = standard.isLowerBound ? (level, subject) : (subject, level)
    guard let type = sumType(left.type, right.type, adding: false) else {
      reportComparisonMismatch(subject, level)
      return poison(node)
    }
    return Expression(
      .sum([Operand(expression: left, isInverse: false), Operand(expression: right, isInverse: true)]), type,
      node.place, isPrivate: left.isPrivate || right.isPrivate)
  }
}
