package import EvrepModel
package import EvrepSource
import EvrepUnits

/// Holds every `refers` of the schemas to the tables: each value has to stand in the field that is referred to.
///
/// Missing cells refer to nothing. A table or column that could not be read has been reported, and nothing is said of it
/// here; a column that refers to what is not there becomes unreadable.
///
/// - Parameters:
///   - whole: one for each schema, nil where it could not be read.
///   - limit: the most values that are reported one by one, for each table.
/// - Returns: the tables, less those columns.
package func checkReferences(_ schemas: [Schema], _ whole: [Table?], limit: Int)
  -> (tables: [Table?], diagnostics: [Diagnostic])
{
  var tables = whole
  var diagnostics: [Diagnostic] = []
  for (schemaIndex, schema) in schemas.enumerated() {
    guard let table = whole[schemaIndex], schema.fields.contains(where: { $0.reference != nil }) else { continue }
    var log = FaultLog(limit: limit)
    for (index, field) in schema.fields.enumerated() {
      guard let reference = field.reference, let target = whole[reference.schema.index], table.isReadable(index),
        target.isReadable(reference.field)
      else { continue }
      let check = ReferenceCheck(
        field: index, of: schema, in: table, target: reference.field, of: schemas[reference.schema.index], in: target)
      let found = check.findings(limit: limit)
      guard !found.isEmpty else { continue }
      tables[schemaIndex] = tables[schemaIndex]?.losing([index])
      log.merge([found])
    }
    diagnostics += log.summary(schema)
  }
  return (tables, diagnostics)
}

/// One field that refers to another.
private struct ReferenceCheck {
  let index: Int
  let schema: Schema
  let table: Table
  let targetIndex: Int
  let targetSchema: Schema
  let target: Table

  /// Candidates beyond this many are not compared with a value that is not there.
  private static let candidateLimit = 5_000

  init(field: Int, of schema: Schema, in table: Table, target: Int, of targetSchema: Schema, in targetTable: Table) {
    index = field
    self.schema = schema
    self.table = table
    targetIndex = target
    self.targetSchema = targetSchema
    self.target = targetTable
  }

  /// What is to be reported; once where no value is there.
  func findings(limit: Int) -> FaultLog {
    var log = FaultLog(limit: limit)
    let rows = brokenRows()
    for row in rows { log.report(.brokenReference) { diagnostic(row) } }
    guard rows.count >= TableBuilder.foldLimit else { return log }
    let values = (0..<table.rowCount).count { row in
      table.scalar(row: row, field: index, type: schema.fields[index].type) != .missing
    }
    if rows.count == values { log.fold(.allBroken(schema.fields[index], values)) }
    return log
  }

  /// The rows whose value is not there, ascending. O(rows of both tables).
  private func brokenRows() -> [Int] {
    switch (table.columns[index], target.columns[targetIndex]) {
    case (.texts(let texts), .texts(let known)):
      let set = TextSet(known)
      let bytes = texts.bytes.span
      return (0..<table.rowCount).filter { row in
        texts.range(row).map { !set.contains(bytes.extracting($0)) } ?? false
      }
    case (.integers(let values), .integers(let known)):
      let set = Set(known)
      return values.indices.filter { values[$0] != Column.missingInteger && !set.contains(values[$0]) }
    default:
      let (type, targetType) = (schema.fields[index].type, targetSchema.fields[targetIndex].type)
      let known = Set((0..<target.rowCount).map { target.scalar(row: $0, field: targetIndex, type: targetType) })
      return (0..<table.rowCount).filter { row in
        let scalar = table.scalar(row: row, field: index, type: type)
        return scalar != .missing && !known.contains(scalar)
      }
    }
  }

  private func diagnostic(_ row: Int) -> Diagnostic {
    let place = table.source?.place(row: row, field: index) ?? schema.place
    var near: Place?
    if case .texts(let known) = target.columns[targetIndex], let content = place.cell?.content {
      let names = (0..<min(target.rowCount, Self.candidateLimit)).map { known[$0] ?? "" }
      if let name = Nearest.value(for: content, in: names),
        let found = names.firstIndex(where: { $0.isSpelled(like: name) })
      {
        near = target.source?.place(row: found, field: targetIndex)
      }
    }
    let first = target.rowCount > 0 ? target.source?.place(row: 0, field: targetIndex) : nil
    return .brokenReference(
      schema.fields[index], at: place, to: targetSchema.fields[targetIndex], of: targetSchema, near: near,
      column: first)
  }
}
