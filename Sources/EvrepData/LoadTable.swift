package import EvrepModel
package import EvrepSource
package import EvrepUnits

/// Reads the file of `schema` into a typed table.
///
/// The file is added to `sources` as soon as its bytes are at hand, so that messages can show it.
///
/// - Parameters:
///   - path: the file, relative to the working folder; its extension says its format.
///   - root: the folder that the file has to lie in, or nil for no such bound.
///   - units: the units that headers may state.
///   - lost: the fields whose declaration has a mistake: nothing is said of them, nor of their cells.
///   - schemas: all tables that the report declares, one of which a file may be of instead.
///   - probe: looks on where the schema is a guess.
/// - Returns: the table, some of its columns unreadable where a diagnostic is an error, or nil where it is not known which
///   rows it has.
package func loadTable(
  _ schema: Schema, id schemaID: SchemaID, path: String, root: String?, world: some World, sources: inout SourceSet,
  limits: DataLimits, units: UnitRegistry, lost: Set<Int> = [], schemas: [Schema] = [], probe: FileProbe? = nil
) -> (table: Table?, diagnostics: [Diagnostic]) {
  guard let format = DataFormat(path: path) else {
    let finding = Diagnostic.unsupportedFormat(schema)
    return (nil, [finding.suggestingFile(schema.path, path, in: world) { DataFormat(path: $0) != nil }])
  }
  let bytes: [UInt8]
  do throws(WorldError) { bytes = try world.read(path, within: root, limit: limits.bytes) } catch {
    var diagnostic = Diagnostic.unreadable(schema.path, error, at: schema.pathPlace)
    if case .tooLarge = error { diagnostic.notes.append(.raise("bytes")) }
    return (nil, [diagnostic.suggestingFile(schema.path, path, in: world).suggestingSlashes(in: sources)])
  }
  if format == .sqlite, let log = unmergedLog(beside: path, world) {
    return (nil, [.unmergedLog(schema, log)])
  }
  if format.isBinary {
    let id = sources.add(path: path, bytes: bytes)
    return format.read(
      DataFile(
        id: id, bytes: bytes, schema: schema, schemaID: schemaID, limits: limits, units: units, lost: lost,
        isBinary: true, schemas: schemas, probe: probe))
  }
  if let binary = DataFormat.binary(of: bytes) { return (nil, [.otherFormat(schema, binary)]) }
  let text: DecodedText
  if format.clauses.contains(.encoding) {
    text = DecodedText(bytes, declared: schema.binding.encoding?.value)
  } else {
    text = DecodedText(bytes, declared: .utf8)
  }
  let file = DataFile(
    id: sources.add(path: path, bytes: text.bytes), bytes: text.bytes, schema: schema, schemaID: schemaID,
    limits: limits, units: units, lost: lost, schemas: schemas, probe: probe)
  if !schema.binding.unknown.isDisjoint(with: [.encoding, .delimiter]) { return loadUncertain(file, text, format) }
  if let damage = text.damage { return (nil, [.undecodable(file, bytes, text.encoding, damage, format)]) }
  let conflicts = Diagnostic.mergeConflicts(file.id, text.bytes)
  return conflicts.isEmpty ? format.read(file) : (nil, conflicts)
}

/// Reads a file whose encoding or delimiter is not known for a mistake in its clause: what was found is said only where all
/// headers are there, which shows that both are what they are without the clause.
private func loadUncertain(_ file: DataFile, _ text: DecodedText, _ format: DataFormat)
  -> (table: Table?, diagnostics: [Diagnostic])
{
  let doubts: [DiagnosticCode] = [.columnMissing, .malformedData, .duplicateColumn, .raggedRow, .fileTooLarge]
  guard text.damage == nil, Diagnostic.mergeConflicts(file.id, text.bytes).isEmpty else { return (nil, []) }
  let (table, findings) = format.read(file)
  return findings.contains { doubts.contains($0.code) } ? (nil, []) : (table, findings)
}

/// The suffix of the file beside the database at `path` that holds changes which are not in it, or not whole; nil for none.
///
/// A write-ahead log that is not empty, or a rollback journal whose head has not been zeroed (SQLite, “Database File Format”,
/// sections 3 and 4).
private func unmergedLog(beside path: String, _ world: some World) -> String? {
  do throws(WorldError) { _ = try world.read(path + "-wal", within: nil, limit: 0) } catch {
    if case .tooLarge = error { return "-wal" }
  }
  let journal = try? world.read(path + "-journal", within: nil, limit: 1 << 30)
  return journal?.prefix(8).contains { $0 != 0 } == true ? "-journal" : nil
}
