import EvrepModel
import EvrepSource

/// Reads the rows of a tree: an array of objects as a table, or one object as a record, where the binding's path leads.
///
/// Keys that no field names are ignored.
func readRows(_ file: DataFile, _ root: DataNode) -> (table: Table?, diagnostics: [Diagnostic]) {
  let path = file.schema.binding.path
  let node: DataNode
  do throws(DataPathFault) { node = try root.descend(DataPath(path?.value)) } catch {
    return (nil, [.pathNotFound(file, path, error)])
  }
  var rows: [(members: [DataMember], range: ByteRange)] = []
  switch node {
  case .object(let members, let range) where file.schema.isRecord: rows = [(members, range)]
  case .array(let elements, _) where !file.schema.isRecord:
    guard elements.count <= file.limits.rows else { return (nil, [.tooManyRows(file, at: elements[0].range)]) }
    for element in elements {
      guard case .object(let members, let range) = element else {
        return (nil, [.unexpected(file, element, .element)])
      }
      rows.append((members, range))
    }
  default: return (nil, [.unexpected(file, node, file.schema.isRecord ? .record : .array)])
  }
  return table(file, rows)
}

private func table(_ file: DataFile, _ rows: [(members: [DataMember], range: ByteRange)])
  -> (table: Table?, diagnostics: [Diagnostic])
{
  let fields = file.schema.fields
  file.probe?.note(headers: rows.first?.members.map(\.key) ?? [])
  var builder = TableBuilder(file)
  var ranges: [[ByteRange]] = []
  var isSeen = fields.map { _ in rows.isEmpty }
  for (members, range) in rows {
    builder.beginRow(number: range.lowerBound)
    var values = NameTable<DataNode>()
    for member in members { values[member.key] = member.value }
    var places: [ByteRange] = []
    for (index, field) in fields.enumerated() {
      let value = values[field.header]
      if value != nil { isSeen[index] = true }
      let scalar = DataScalar(value, in: range)
      places.append(scalar.range)
      let problem: CellProblem?
      if let text = scalar.text {
        problem = builder.append(text.span, scalar.form, field: index)
      } else {
        problem = builder.append(file.bytes.span.extracting(scalar.range), scalar.form, field: index)
      }
      guard let problem else { continue }
      let place = file.place(scalar.range, row: builder.rowCount, column: index + 1, header: field.header)
      builder.report(problem, field: index, form: scalar.form, at: place)
    }
    ranges.append(places)
  }
  let missing = fields.indices.filter { !isSeen[$0] && !fields[$0].type.isOptional }
  if !missing.isEmpty, let first = rows.first {
    let headers = first.members.map(\.key)
    let start = file.place(first.range.prefix)
    return (nil, missing.map { .columnMissing(fields[$0], headers: headers, row: start) })
  }
  let places = ranges
  return builder.finish { row, field in
    guard places.indices.contains(row), fields.indices.contains(field) else { return file.place(0..<0) }
    return file.place(places[row][field], row: row + 1, column: field + 1, header: fields[field].header)
  }
}

extension DataScalar {
  /// What a field reads of `node`; nothing, at the beginning of `row`, where there is none.
  fileprivate init(_ node: DataNode?, in row: ByteRange) {
    switch node {
    case .scalar(let scalar): self = scalar
    case .array(_, let range), .object(_, let range): self.init(form: .nested, text: nil, range: range)
    case nil: self.init(form: .null, text: [], range: row.lowerBound..<row.lowerBound)
    }
  }
}

extension ByteRange {
  /// The first byte alone, for marks that should not run over many lines.
  fileprivate var prefix: ByteRange { lowerBound..<Swift.min(lowerBound + 1, upperBound) }
}
