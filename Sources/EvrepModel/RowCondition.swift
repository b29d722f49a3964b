import EvrepSource

/// Which rows of a file are no data: a condition on the texts of its cells.
///
/// It is decided before any cell is read as its type, since a row of totals has in its cells what the schema does not
/// allow. Texts are compared without the blanks around them; a cell of blanks alone is missing.
package indirect enum RowCondition: Sendable, Hashable {
  /// The text of the cell of `field`, an index of the schema, is one of the texts.
  case isOne(field: Int, of: [String])
  case contains(field: Int, String)
  case isMissing(field: Int)
  case not(RowCondition)
  case all([RowCondition])
  case any([RowCondition])

  /// The fields that it reads.
  package var fields: Set<Int> {
    switch self {
    case .isOne(let field, _), .contains(let field, _), .isMissing(let field): [field]
    case .not(let condition): condition.fields
    case .all(let conditions), .any(let conditions): conditions.reduce(into: []) { $0.formUnion($1.fields) }
    }
  }

  /// True where the condition holds for a row.
  ///
  /// - Parameter text: the text of a field's cell, blanks around it taken away; empty where it is missing.
  package func holds(_ text: (_ field: Int) -> String) -> Bool {
    switch self {
    case .isOne(let field, let choices):
      let text = text(field)
      return choices.contains { $0.isSpelled(like: text) }
    case .contains(let field, let part): return text(field).holds(part)
    case .isMissing(let field): return text(field).isEmpty
    case .not(let condition): return !condition.holds(text)
    case .all(let conditions): return conditions.allSatisfy { $0.holds(text) }
    case .any(let conditions): return conditions.contains { $0.holds(text) }
    }
  }
}
