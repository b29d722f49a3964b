import EvrepCheck
import EvrepModel
import EvrepSource

/// What a filter looked for where it found no row, and what there is.
extension Evaluator {
  /// How many values of a field are named.
  private static let valueLimit = 8

  /// Notes on each `field = value` of the condition that no row meets, and the values that the field has; none of private
  /// fields.
  mutating func lookedFor(_ filter: Expression) -> [Message] {
    var notes: [Message] = []
    for (selection, index, expression, wanted) in unmet(filter) {
      let field = program.schemas[selection.schema.index].fields[index]
      guard !field.isPrivate, !expression.isPrivate, let table = tables[selection.schema.index] else { continue }
      var values: [String] = []
      for position in 0..<selection.rows.count where values.count <= Self.valueLimit {
        let scalar = table.scalar(row: selection.rows[position], field: index, type: field.type)
        let spelled = spelled(scalar, field.type)
        if scalar != .missing, !values.contains(spelled) { values.append(spelled) }
      }
      guard !values.isEmpty else { continue }
      let text = spelled(wanted, field.type)
      let near = Nearest.value(for: text, in: values)
      let more = values.count > Self.valueLimit
      let shown = values.prefix(Self.valueLimit)
      notes.append(
        Message(
          en: "looked for \(field.name) = \(text); the table has \(shown.joined(separator: ", "))\(more ? ", …" : "")",
          zh: "要找的是 \(field.name) = \(text)；表中有 \(shown.joined(separator: "、"))\(more ? "……" : "")"))
      if case .text = wanted, let near {
        notes.append(Message(en: "did you mean ‘\(near)’?", zh: "是否指“\(near)”？"))
      }
    }
    return notes
  }

  /// The comparisons `field = value` of a filter's condition that no row of what it filters meets, each with the rows,
  /// the field, the value's expression and the value.
  mutating func unmet(_ filter: Expression) -> [(Selection, field: Int, Expression, Scalar)] {
    guard case .filter(let base, let condition, let level) = filter.operation,
      let selection = Self.selection(value(base)), let table = tables[selection.schema.index]
    else { return [] }
    let fields = program.schemas[selection.schema.index].fields
    return equalities(condition, level).compactMap { field, other in
      guard case .scalar(let wanted) = value(other), table.isReadable(field) else { return nil }
      let isMet = (0..<selection.rows.count).contains {
        table.scalar(row: selection.rows[$0], field: field, type: fields[field].type) == wanted
      }
      return isMet ? nil : (selection, field, other, wanted)
    }
  }

  /// The rows that `only` found where it found several, at their first cells.
  func foundRows(_ selection: Selection) -> [Label] {
    guard let source = tables[selection.schema.index]?.source else { return [] }
    let fields = program.schemas[selection.schema.index].fields
    guard let field = fields.indices.first(where: { fields[$0].isKey }) ?? fields.indices.first,
      !fields[field].isPrivate
    else { return [] }
    return (0..<min(selection.rows.count, 3)).map { index in
      Label(source.place(row: selection.rows[index], field: field), Message(en: "one of them", zh: "其中一行"))
    }
  }

  /// The comparisons `field = value` that all have to hold, with values that do not change with the row.
  private func equalities(_ condition: Expression, _ level: Int) -> [(field: Int, other: Expression)] {
    switch condition.operation {
    case .and(let operands): return operands.flatMap { equalities($0, level) }
    case .comparison(let operands, let operators):
      guard operands.count == 2, operators == [.equal] else { return [] }
      for (one, other) in [(operands[0], operands[1]), (operands[1], operands[0])] {
        if case .rowField(level, let field) = one.operation, !dependsOnRow(other, level) { return [(field, other)] }
      }
      return []
    default: return []
    }
  }

  /// A value as a condition spells it.
  private func spelled(_ scalar: Scalar, _ type: Type) -> String {
    switch scalar {
    case .number(let number):
      guard case .quantity(let kind, let declared) = type.settled else { return text(scalar, type) }
      let unit = unit(of: kind, declared: declared)
      return prose(number, unit).text
    default: return text(scalar, type)
    }
  }
}
