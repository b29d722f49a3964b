package import EvrepModel
package import EvrepSource
package import EvrepUnits

/// What a tree without a path holds.
package enum TreeContent: Hashable, Sendable {
  /// Rows, or one record, at the outermost, as far as its outermost value tells.
  case outermost
  /// The only table, or the only record, below this path.
  case path(String)
  /// Several tables or records, or none.
  case unclear(Diagnostic)
}

/// Finds the table in the JSON, YAML or TOML file at `path`, whose outermost value may be an object around it.
///
/// One array of objects is the table, whatever stands beside it. Nothing is read of files in other formats, and what is
/// wrong with a file is left to its reader.
package func inferPath(
  path: String, binding: Binding, root: String?, world: some World, sources: SourceSet, limits: DataLimits,
  units: UnitRegistry
) -> TreeContent {
  guard binding.path == nil, let format = DataFormat(path: path), format.clauses.contains(.path),
    let bytes = try? world.read(path, within: root, limit: limits.bytes)
  else { return .outermost }
  var scratch = sources
  let place = Place(FileID(0), 0..<0)
  let schema = Schema(
    name: "", fields: [], countingUnit: nil, isRecord: false, path: path, pathPlace: place, binding: binding,
    place: place)
  let probe = FileProbe()
  _ = loadTable(
    schema, id: SchemaID(0), path: path, root: root, world: world, sources: &scratch, limits: limits,
    units: units, probe: probe)
  guard let shape = format == .json ? TreeShape(json: bytes) : probe.shape else { return .outermost }
  return shape.content(path)
}

/// A tree without its values.
indirect enum TreeShape: Sendable {
  case value
  /// An array; true where its elements are objects.
  case array(ofObjects: Bool)
  case object([(key: String, value: TreeShape)])

  /// Below so many keys nothing is looked for.
  private static let depthLimit = 8

  init(_ node: DataNode, depth: Int = 0) {
    switch node {
    case .scalar: self = .value
    case .array(let elements, _):
      let isOfObjects = elements.allSatisfy { element in
        if case .object = element { true } else { false }
      }
      self = .array(ofObjects: isOfObjects && !elements.isEmpty)
    case .object(let members, _):
      self =
        depth < Self.depthLimit ? .object(members.map { ($0.key, TreeShape($0.value, depth: depth + 1)) }) : .object([])
    }
  }

  /// The shape of a JSON file whose outermost value is no array; nil for others, and for what is no JSON.
  init?(json bytes: [UInt8]) {
    var text = bytes
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { text.removeFirst(3) }
    guard let first = text.first(where: { $0 > 0x20 }), first != UInt8(ascii: "["), let value = JSONValue(json: text)
    else { return nil }
    self.init(value, depth: 0)
  }

  private init(_ value: JSONValue, depth: Int) {
    switch value {
    case .array(let elements):
      let isOfObjects = elements.allSatisfy { element in
        if case .members = element { true } else { false }
      }
      self = .array(ofObjects: isOfObjects && !elements.isEmpty)
    case .members(let members):
      self =
        depth < Self.depthLimit ? .object(members.map { ($0.key, TreeShape($0.value, depth: depth + 1)) }) : .object([])
    default: self = .value
    }
  }

  private var isValue: Bool {
    if case .value = self { true } else { false }
  }

  func content(_ path: String) -> TreeContent {
    switch self {
    case .array: return .outermost
    case .value: return .unclear(.noTable(path))
    case .object(let members):
      var (tables, records) = ([String](), [String]())
      find("", &tables, &records)
      if tables.count == 1 { return .path(tables[0]) }
      if tables.count > 1 { return .unclear(.severalTables(path, tables)) }
      if members.isEmpty || members.contains(where: { $0.value.isValue }) { return .outermost }
      if records.count == 1 { return .path(records[0]) }
      return .unclear(records.isEmpty ? .noTable(path) : .severalTables(path, records))
    }
  }

  /// The paths of arrays of objects, and of objects with values, in the order of the file; a key with a dot is none's part.
  private func find(_ path: String, _ tables: inout [String], _ records: inout [String]) {
    switch self {
    case .value, .array(ofObjects: false): return
    case .array: tables.append(path)
    case .object(let members):
      if !path.isEmpty, members.contains(where: { $0.value.isValue }) { records.append(path) }
      for (key, value) in members where !key.isEmpty && key.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0 != "." })
      {
        value.find(path.isEmpty ? key : path + "." + key, &tables, &records)
      }
    }
  }
}
