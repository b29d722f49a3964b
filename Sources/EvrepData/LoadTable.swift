package import EvrepModel
package import EvrepSource

/// Reads the file of `schema` into a typed table.
///
/// The file is added to `sources` as soon as its bytes are at hand, so that messages can show it.
///
/// - Parameters:
///   - path: the file, relative to the working folder; its extension says its format.
///   - root: the folder that the file has to lie in, or nil for no such bound.
/// - Returns: the table, or nil when a diagnostic is an error. The diagnostics stand in the order of the file.
package func loadTable(
  _ schema: Schema, id schemaID: SchemaID, path: String, root: String?, world: some World, sources: inout SourceSet,
  limits: DataLimits
) -> (table: Table?, diagnostics: [Diagnostic]) {
  guard let format = DataFormat(path: path) else { return (nil, [.unsupportedFormat(schema)]) }
  var bytes: [UInt8]
  do throws(WorldError) { bytes = try world.read(path, within: root, limit: limits.bytes) } catch {
    var diagnostic = Diagnostic.unreadable(schema.path, error, at: schema.pathPlace)
    if case .tooLarge = error { diagnostic.notes.append(.raise("bytes")) }
    return (nil, [diagnostic.suggestingFile(schema.path, path, in: world)])
  }
  if format.isBinary {
    let id = sources.add(path: path, bytes: bytes)
    return format.read(
      DataFile(id: id, bytes: bytes, schema: schema, schemaID: schemaID, limits: limits, isBinary: true))
  }
  let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
  if bytes.starts(with: mark) { bytes.removeFirst(mark.count) }
  let file = DataFile(
    id: sources.add(path: path, bytes: bytes), bytes: bytes, schema: schema, schemaID: schemaID, limits: limits)
  if let offset = firstIllFormedByte(of: bytes.span) { return (nil, [.notUTF8(file, at: offset)]) }
  let conflicts = Diagnostic.mergeConflicts(file.id, bytes)
  return conflicts.isEmpty ? format.read(file) : (nil, conflicts)
}
