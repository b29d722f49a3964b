import EvrepModel
package import EvrepSource

/// A declaration that no figure, condition or check of the report leads to.
package struct UnusedDeclaration: Hashable, Sendable {
  package enum Kind: String, Sendable {
    case table, column, definition, function, parameter
  }

  package let kind: Kind
  /// The name; of a column the table's and its own, as `table.field`.
  package let name: String
  package let place: Place
}

extension Program {
  /// Declarations of the report and its modules that nothing which is printed, decided or checked leads to, in the order
  /// of the sources. Keys and columns that others refer to have a use of their own. What only scenarios name is unused.
  package func unusedDeclarations() -> [UnusedDeclaration] {
    var walk = UsageWalk(program: self)
    walk.run()
    return walk.unused()
  }
}

/// Marks what the report's expressions lead to.
private struct UsageWalk {
  let program: Program
  private var definitions: [Bool]
  private var parameters: [Bool]
  private var tables: [Bool]
  private var fields: [[Bool]]
  /// The bodies of functions that are called, by their place.
  private var bodies: [Place] = []
  private var walked: Set<ObjectIdentifier> = []

  init(program: Program) {
    self.program = program
    definitions = program.definitions.map { _ in false }
    parameters = program.parameters.map { _ in false }
    tables = program.schemas.map { _ in false }
    fields = program.schemas.map { $0.fields.map { _ in false } }
  }

  mutating func run() {
    walk(program.title ?? [])
    walk(program.items)
    for check in program.checks {
      walk(check.condition, [])
      walk(check.message)
    }
    for schema in program.schemas {
      for field in schema.fields { if let reference = field.reference { use(reference.schema, reference.field) } }
    }
  }

  func unused() -> [UnusedDeclaration] {
    var unused: [UnusedDeclaration] = []
    for (index, definition) in program.definitions.enumerated() where !definitions[index] {
      unused.append(UnusedDeclaration(kind: .definition, name: definition.name, place: definition.place))
    }
    for (index, parameter) in program.parameters.enumerated() where !parameters[index] {
      unused.append(UnusedDeclaration(kind: .parameter, name: parameter.name, place: parameter.place))
    }
    for function in program.functions
    where !bodies.contains(where: { $0.file == function.place.file && function.declaration.range.overlaps($0.range) }) {
      unused.append(UnusedDeclaration(kind: .function, name: function.name, place: function.place))
    }
    for (index, schema) in program.schemas.enumerated() where !schema.path.isEmpty {
      guard tables[index] else {
        unused.append(UnusedDeclaration(kind: .table, name: schema.name, place: schema.place))
        continue
      }
      for (number, field) in schema.fields.enumerated()
      where !fields[index][number] && !field.isKey && field.reference == nil {
        unused.append(UnusedDeclaration(kind: .column, name: schema.name + "." + field.name, place: field.place))
      }
    }
    return unused.sorted { ($0.place.file, $0.place.range.lowerBound) < ($1.place.file, $1.place.range.lowerBound) }
  }

  // MARK: The walk

  private mutating func walk(_ pieces: [TextPiece]) {
    for case .hole(let hole) in pieces { walk(hole.expression, []) }
  }

  private mutating func walk(_ items: [Item]) {
    for item in items {
      switch item {
      case .hole(let hole): walk(hole.expression, [])
      case .when(let branches):
        for branch in branches {
          if let condition = branch.condition { walk(condition, []) }
          walk(branch.items)
        }
      case .each(_, let collection, let inner):
        walk(collection, [])
        walk(inner)
      case .problem(_, let condition, let inner, _):
        if let condition { walk(condition, []) }
        walk(inner)
      case .measures(let inner, _), .series(let inner, _): walk(inner)
      case .text, .reference, .anchor: break
      }
    }
  }

  private mutating func use(_ schema: SchemaID, _ field: Int) {
    tables[schema.index] = true
    if fields[schema.index].indices.contains(field) { fields[schema.index][field] = true }
  }

  /// - Parameter levels: the tables whose rows enclosing conditions look at, outermost first.
  private mutating func walk(_ expression: Expression, _ levels: [SchemaID]) {
    switch expression.operation {
    case .definition(let index):
      guard !definitions[index] else { return }
      definitions[index] = true
      walk(program.definitions[index].expression, [])
    case .parameter(let index):
      guard !parameters[index] else { return }
      parameters[index] = true
      if let fallback = program.parameters[index].fallback { walk(fallback, []) }
    case .table(let schema): tables[schema.index] = true
    case .inForce(let schema, let stage, let year):
      tables[schema.index] = true
      for argument in [stage, year].compactMap(\.self) { walk(argument, levels) }
    case .rowField(let level, let field), .scopeColumn(let level, let field):
      if levels.indices.contains(level) { use(levels[level], field) }
    case .field(let base, let field), .column(let base, let field), .grouping(let base, let field):
      if let schema = Self.schema(base.type) { use(schema, field) }
      walk(base, levels)
    case .groupKey(let base):
      if case .group(let schema, let key) = base.type { use(schema, key) }
      walk(base, levels)
    case .filter(let base, let inner, _), .ordering(let base, let inner, _, _):
      walk(base, levels)
      walk(inner, levels + [Self.schema(base.type) ?? Program.problemsSchema])
    case .apply(_, let arguments, let body):
      for argument in arguments { walk(argument, levels) }
      guard walked.insert(ObjectIdentifier(body)).inserted else { return }
      bodies.append(body.place)
      walk(body, [])
    default: for part in expression.parts { walk(part, levels) }
    }
  }

  private static func schema(_ type: Type) -> SchemaID? {
    switch type.settled {
    case .record(let schema), .table(let schema), .groups(let schema, _), .group(let schema, _),
      .column(let schema, _):
      schema
    default: nil
    }
  }
}
