import EvrepModel
import EvrepSource

/// Reads the rows of a tree: an array of objects as a table, or one object as a record, where the binding's path leads.
///
/// Keys that no field names are ignored.
func readRows(_ file: DataFile, _ root: DataNode) -> (table: Table?, diagnostics: [Diagnostic]) {
  let path = file.schema.binding.path
  file.probe?.note(TreeShape(root))
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
  if let probe = file.probe, probe.wantsKeys {
    for (members, _) in rows { for member in members { probe.note(key: Array(member.key.utf8).span) } }
  }
  var builder = TableBuilder(file)
  builder.judgeKeys()
  var found: [(number: Int, places: [ByteRange])] = []
  var absent = AbsentKeys(file)
  if let first = rows.first { absent.noteFirst(keys: first.members.map(\.key), at: first.range) }
  for (offset, (members, range)) in rows.enumerated() {
    let number = offset + 1
    var values = NameTable<DataNode>()
    for member in members { values[member.key] = member.value }
    if absent.isSkipped({ values[$0].map { DataScalar($0, in: range).trimmed(file) } }) { continue }
    builder.beginRow(number: range.lowerBound)
    var places: [ByteRange] = []
    for (index, field) in fields.enumerated() {
      let value = values[field.header]
      let scalar = DataScalar(value, in: range)
      places.append(scalar.range)
      guard value != nil else {
        builder.appendMissing(field: index)
        absent.note(index, object: range.lowerBound, row: number) { members.map(\.key) }
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
      let place = file.place(scalar.range, row: number, column: index + 1, header: field.header)
      builder.report(problem, field: index, form: scalar.form, at: place)
    }
    found.append((number, places))
  }
  if let faults = absent.skipFaults { return (nil, faults) }
  absent.settle(&builder)
  let rows = found
  return builder.finish { row, field in
    guard rows.indices.contains(row), fields.indices.contains(field) else { return file.place(0..<0) }
    return file.place(
      rows[row].places[field], row: rows[row].number, column: field + 1, header: fields[field].header)
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

  /// What it says, without blanks around it; empty for nothing, and for what is nested.
  fileprivate func trimmed(_ file: DataFile) -> String {
    guard form != .null, form != .nested else { return "" }
    let bytes = text ?? Array(file.bytes[range])
    return bytes.span.extracting(bytes.span.rangeWithoutBlanks()).text
  }
}
