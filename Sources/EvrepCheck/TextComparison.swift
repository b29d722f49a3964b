package import EvrepModel
package import EvrepSource

/// A field of free text that a condition compares with a text written in the source, which its cells should have.
package struct TextLiteral: Sendable {
  package let schema: SchemaID
  package let field: Int
  package let text: String
  /// Where the source writes it.
  package let place: Place
}

/// Two fields of free text in two tables that a condition compares with each other.
package struct TextJoin: Sendable {
  package let left: (schema: SchemaID, field: Int)
  package let right: (schema: SchemaID, field: Int)
  package let place: Place
}

extension Checker {
  /// Remembers what a comparison of texts asks of cells, which only evaluation can see.
  mutating func noteTexts(_ left: Expression, _ right: Expression, _ place: Place, _ scope: Scope) {
    guard left.type == .text, right.type == .text else { return }
    switch (textField(left, scope), textField(right, scope)) {
    case (let one?, let other?):
      guard one.schema != other.schema else { return }
      program.textJoins.append(TextJoin(left: one, right: other, place: place))
    case (let cell?, nil): noteLiteral(right, cell)
    case (nil, let cell?): noteLiteral(left, cell)
    case (nil, nil): break
    }
  }

  private mutating func noteLiteral(_ literal: Expression, _ cell: (schema: SchemaID, field: Int)) {
    guard let text = Self.literalText(literal) else { return }
    program.textLiterals.append(
      TextLiteral(schema: cell.schema, field: cell.field, text: text, place: literal.place))
  }

  /// The text of a string without holes.
  private static func literalText(_ expression: Expression) -> String? {
    switch expression.operation {
    case .constant(.text(let text)): return text
    case .interpolation(let pieces):
      guard pieces.count == 1, case .text(let text) = pieces[0] else { return nil }
      return text
    default: return nil
    }
  }

  /// The field of a file that an expression reads from one row.
  private func textField(_ expression: Expression, _ scope: Scope) -> (schema: SchemaID, field: Int)? {
    let found: (schema: SchemaID, field: Int)
    switch expression.operation {
    case .field(let base, let field):
      guard case .record(let id) = base.type else { return nil }
      found = (id, field)
    case .rowField(let level, let field):
      guard scope.rows.indices.contains(level), case .row(let id) = scope.rows[level] else { return nil }
      found = (id, field)
    default: return nil
    }
    let schema = program.schemas[found.schema.index]
    return schema.isStandard || found.schema == Program.problemsSchema ? nil : found
  }
}
