import EvrepCheck
import EvrepData
import EvrepModel
import EvrepSource
import EvrepUnits

extension Compiler {
  /// How many bytes a file of data may have for its columns to be looked at once more.
  private static var columnsByteLimit: Int { 4 << 20 }

  /// Where a name is asked for that is no field, and a file has a column of that name which is not declared: says so, and
  /// offers the line that would declare it. O(bytes of the files) where names are not known, nothing otherwise.
  mutating func offerColumns(_ program: Program) {
    let wanted = diagnostics.indices.filter { index in
      let finding = diagnostics[index]
      return [.unknownField, .unknownName].contains(finding.code) && !finding.fixIts.contains(where: \.isSafe)
    }
    guard !wanted.isEmpty else { return }
    var inferred: [Int: InferredDeclaration?] = [:]
    for index in wanted {
      guard let place = diagnostics[index].place else { continue }
      let name = String(decoding: sources[place.file].bytes[place.range], as: UTF8.self)
      // An unknown field is one of the table that its label shows.
      let table = diagnostics[index].code == .unknownField ? diagnostics[index].labels.first?.place : nil
      let offers = program.schemas.indices.dropFirst().compactMap { number -> (Schema, String)? in
        let schema = program.schemas[number]
        guard table == nil || schema.place == table, isRead(schema) else { return nil }
        let declaration = inferred[number] ?? infer(schema, program.registry)
        inferred[number] = .some(declaration)
        let line = declaration?.fieldLine(
          name, besides: schema.fields.map(\.header), statedUnit(around: place, program.registry), language(of: schema))
        return line.map { (schema, $0) }
      }
      guard offers.count == 1, let (schema, line) = offers.first else { continue }
      diagnostics[index].notes.append(
        Message(
          en: "‘\(schema.path)’ has a column ‘\(name)’, which is not declared",
          zh: "“\(schema.path)”有一列“\(name)”，尚未声明"))
      if let fix = declaring(line, in: schema) { diagnostics[index].fixIts = [fix] }
    }
  }

  /// The unit that the prose says around the hole which ends in a name, if it does.
  private func statedUnit(around name: Place, _ units: UnitRegistry) -> String? {
    let bytes = sources[name.file].bytes
    func longest(_ candidates: some Sequence<Substring>) -> String? {
      candidates.lazy.map(String.init).first { units.unit(named: $0) != nil }
    }
    let line = bytes[name.range.upperBound...].prefix { $0 != UInt8(ascii: "\n") }
    guard let close = line.firstIndex(of: UInt8(ascii: "}")),
      let open = bytes[..<close].lastIndex(of: UInt8(ascii: "{"))
    else { return nil }
    // A sign may stand before it, £{sum(t.cost)}.
    let before = String(
      decoding: bytes[..<open].suffix(Self.unitByteLimit).split { $0 <= 0x20 }.last ?? [], as: UTF8.self)
    let isApart = open > 0 && bytes[open - 1] <= 0x20
    if !isApart, let sign = longest(before.indices.map { before[$0...] }) { return sign }
    let behind = String(decoding: line[(close + 1)...].drop { $0 == 0x20 }.prefix(Self.unitByteLimit), as: UTF8.self)
    return longest(behind.indices.reversed().map { behind[...$0] })
  }

  private static var unitByteLimit: Int { 48 }

  private func isRead(_ schema: Schema) -> Bool {
    !schema.isStandard && schema.isReadable && !schema.place.range.isEmpty
  }

  private func infer(_ schema: Schema, _ units: UnitRegistry) -> InferredDeclaration? {
    let path = Path.join(Path.folder(of: sources[schema.place.file].path), schema.path)
    guard let bytes = try? world.read(path, within: root, limit: Self.columnsByteLimit), !bytes.isEmpty else {
      return nil
    }
    var (binding, sources) = (schema.binding, sources)
    // Rows are told apart by the fields that there are; all of them are read here.
    binding.skip = nil
    let (found, _) = inferSchema(
      path: path, binding: binding, root: root, world: world, sources: &sources, limits: dataLimits, units: units)
    return found.map { InferredDeclaration($0, path: schema.path, binding: binding) }
  }

  private func language(of schema: Schema) -> MessageLanguage {
    let declaration = schema.declaration
    return sources[declaration.file].bytes[declaration.range].first.map { $0 >= 0x80 } ?? false ? .chinese : .english
  }

  /// The line as the last one of the table's declaration; nil where that ends on no line of its own.
  private func declaring(_ line: String, in schema: Schema) -> FixIt? {
    let (place, bytes) = (schema.declaration, sources[schema.declaration.file].bytes)
    let brace = place.range.upperBound - 1
    guard brace > 0, bytes[brace] == UInt8(ascii: "}"), bytes[brace - 1] == UInt8(ascii: "\n") else { return nil }
    return FixIt(
      Message(en: "declare it: ‘\(line)’", zh: "声明它：“\(line)”"), replace: Place(place.file, brace..<brace),
      with: "  \(line)\n")
  }
}
