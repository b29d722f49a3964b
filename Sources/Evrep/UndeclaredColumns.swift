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
      let offers = program.schemas.indices.dropFirst().compactMap { number -> (Schema, InferredDeclaration, Int)? in
        let schema = program.schemas[number]
        guard table == nil || schema.place == table, isRead(schema) else { return nil }
        let declaration = inferred[number] ?? infer(schema, program.registry)
        inferred[number] = .some(declaration)
        guard let declaration, let field = declaration.field(named: name, besides: schema.fields.map(\.header)) else {
          return nil
        }
        return (schema, declaration, field)
      }
      guard offers.count == 1, let (schema, declaration, field) = offers.first else { continue }
      let isNumber = declaration.schema.fields[field].type.settled == .number
      diagnostics[index].notes.append(
        Message(
          en: "‘\(schema.path)’ has a column ‘\(name)’, which is not declared"
            + (isNumber ? "; its numbers are declared in their unit" : ""),
          zh: "“\(schema.path)”有一列“\(name)”，尚未声明" + (isNumber ? "；请按其中数的单位声明" : "")))
      diagnostics[index].evidence = .undeclaredColumn
      let line = declaration.line(ofField: field, language(of: schema))
      // In which unit numbers are, only the writer knows.
      diagnostics[index].fixIts = isNumber ? [] : [declaring(line, in: schema)].compactMap(\.self)
    }
  }

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
