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
  var absent = AbsentKeys(file)
  if let first = rows.first { absent.noteFirst(keys: first.members.map(\.key), at: first.range) }
  for (members, range) in rows {
    builder.beginRow(number: range.lowerBound)
    var values = NameTable<DataNode>()
    for member in members { values[member.key] = member.value }
    var places: [ByteRange] = []
    for (index, field) in fields.enumerated() {
      let value = values[field.header]
      let scalar = DataScalar(value, in: range)
      places.append(scalar.range)
      guard value != nil else {
        builder.appendMissing(field: index)
        absent.note(index, object: range.lowerBound, row: builder.rowCount) { members.map(\.key) }
        continue
      }
      absent.see(index)
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
  absent.settle(&builder)
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
