package import EvrepModel
package import EvrepSource
package import EvrepUnits

/// A field of a file that has no schema yet, as far as its cells tell.
package struct InferredField: Hashable, Sendable {
  /// The column's header or key.
  package let header: String
  /// Optional where a cell is empty. A number's unit is that of its header, or `%` where every cell has the sign.
  package var type: Type
  package var isKey = false
}

/// How the rows of a file that are totals of its others are known.
package struct InferredTotals: Hashable, Sendable {
  package let header: String
  package let texts: [String]
}

/// What a file's cells say of their types.
package struct InferredSchema: Hashable, Sendable {
  package let fields: [InferredField]
  /// The headers of several columns each, which no field can tell apart.
  package let repeated: [String]
  package let rowCount: Int
  /// The rows that are totals of the others, which are left out: the columns that say so.
  package let totals: [InferredTotals]
  /// True where the file holds one object and not a table.
  package let isRecord: Bool
}

/// Finds a schema that takes every cell of the file at `path`.
///
/// The file is read once for each type that a cell may have, by the reader that a report would read it with, so that what
/// is found here holds there.
///
/// - Parameters:
///   - binding: where the table stands in the file.
///   - units: the units that headers may state in brackets.
/// - Returns: a schema for what can be read of the file, and nil where nothing can; what cannot be, the diagnostics say.
package func inferSchema(
  path: String, binding: Binding, root: String?, world: some World, sources: inout SourceSet, limits: DataLimits,
  units: UnitRegistry
) -> (schema: InferredSchema?, diagnostics: [Diagnostic]) {
  var inference = SchemaInference(path: path, binding: binding, root: root, world: world, limits: limits, units: units)
  return inference.run(&sources)
}

/// The row that holds the headers of the file at `path`, where a title stands above them; nil where the first row may.
///
/// A title fills one cell, or less than half of a row, and headers are no numbers.
package func inferHeaderRow(
  path: String, binding: Binding, root: String?, world: some World, sources: SourceSet, limits: DataLimits,
  units: UnitRegistry
) -> Int? {
  guard DataFormat(path: path)?.clauses.contains(.header) == true, binding.headerRows == nil else { return nil }
  func headers(inRow row: Int) -> [String] {
    var (binding, sources) = (binding, sources)
    if row > 1 { binding.headerRows = Binding.Clause(row...row, at: Place(FileID(0), 0..<0)) }
    let inference = SchemaInference(
      path: path, binding: binding, root: root, world: world, limits: limits, units: units)
    return inference.headers(InferredField(header: "\u{0}", type: .text), &sources).0
  }
  let first = headers(inRow: 1)
  let filled = first.count { !$0.isEmpty }
  guard filled == 1 || (filled > 0 && filled * 2 < first.count) else { return nil }
  for row in 2...HeaderSearch.rowLimit {
    let cells = headers(inRow: row)
    let names = cells.filter { !$0.isEmpty }
    let isNumber = names.contains { $0.utf8.allSatisfy { (0x2C...0x39).contains($0) } }
    if names.count > filled, names.count * 2 > cells.count, !isNumber { return row }
  }
  return nil
}

private struct SchemaInference<Files: World> {
  let path: String
  let binding: Binding
  let root: String?
  let world: Files
  let limits: DataLimits
  let units: UnitRegistry
  private var isRecord = false
  /// Rows to skip.
  private var totals: [InferredTotals] = []

  /// The most cases of an enumeration, and the least rows for each of them.
  private static var caseLimit: Int { 12 }
  private static var rowsPerCase: Int { 2 }

  init(path: String, binding: Binding, root: String?, world: Files, limits: DataLimits, units: UnitRegistry) {
    self.path = path
    self.binding = binding
    self.root = root
    self.world = world
    self.limits = limits
    self.units = units
  }

  mutating func run(_ sources: inout SourceSet)
    -> (schema: InferredSchema?, diagnostics: [Diagnostic])
  {
    // No file has such a header: the reader says which ones it has.
    var known = sources
    let wanted = InferredField(header: "\u{0}", type: .text)
    var (headers, diagnostics) = headers(wanted, &known)
    if headers.isEmpty {
      isRecord = true
      let (keys, findings) = self.headers(wanted, &known)
      if keys.isEmpty {
        sources = known
        return (nil, diagnostics.isEmpty ? findings : diagnostics)
      }
      (headers, diagnostics) = (keys, [])
    }
    // Columns of one header cannot be told apart: no field can read one of them.
    var counts = NameTable<Int>()
    for header in headers { counts[header] = (counts[header] ?? 0) + 1 }
    var columns = headers.filter { !$0.isEmpty && counts[$0] == 1 }
    let repeated = isRecord ? [] : headers.filter { !$0.isEmpty && (counts[$0] ?? 0) > 1 }.inOrderOnce()
    if columns.isEmpty { columns = repeated }
    var types = types(of: columns, sources)
    if DataFormat(path: path)?.clauses.contains(.skip) == true, !isRecord {
      totals = findTotals(columns.indices.filter { types[$0] == nil }.map { columns[$0] }, sources)
      // Without these rows the other columns may be of narrower types.
      if !totals.isEmpty { types = self.types(of: columns, sources) }
    }
    if DataFormat(path: path)?.clauses.contains(.delimiter) == true {
      // Digits that only tell rows apart are printed as they stand.
      for column in columns.indices where types[column] == .number {
        if case .label = ColumnSense(columns[column], .number) { types[column] = .text }
      }
    }
    for column in codes(columns, types, sources) { types[column] = .text }
    return finish(
      columns.indices.map { InferredField(header: columns[$0], type: .optional(types[$0] ?? .text)) }, repeated,
      &sources)
  }

  /// The type of each column that takes all its cells; nil for texts.
  private func types(of columns: [String], _ sources: SourceSet) -> [Type?] {
    /// The units that the cells of a workbook are shown in.
    var shown = [Type?](repeating: nil, count: columns.count)
    let percent = units.unit(named: "%").map { Type.quantity(.ratio, unit: $0) }
    let trials: [(Int) -> Type?] = [
      { Self.isYear(columns[$0]) ? .year : nil }, { [units] in Self.number(columns[$0], units) }, { _ in .date },
      { _ in percent }, { _ in .bool },
    ]
    var types = [Type?](repeating: nil, count: columns.count)
    for trial in trials {
      let tried = columns.indices.compactMap { column in types[column] == nil ? trial(column).map { (column, $0) } : nil
      }
      guard !tried.isEmpty else { continue }
      let probe = FileProbe()
      var scratch = sources
      let (table, _) = load(tried.map { InferredField(header: columns[$0.0], type: .optional($0.1)) }, probe, &scratch)
      // Where nothing misfits and there is no table, the file itself is at fault.
      guard table != nil || probe.hasMisfits || probe.hasUnits else { continue }
      for (index, (column, type)) in tried.enumerated() where !probe.isMisfit(index) {
        types[column] = type
        if let unit = probe.unit(index) { shown[column] = .quantity(unit.kind, unit: unit) }
      }
    }
    for (column, type) in shown.enumerated() where type != nil { types[column] = type }
    return types
  }

  /// The columns of texts in which some rows are called totals.
  private func findTotals(_ columns: [String], _ sources: SourceSet) -> [InferredTotals] {
    var scratch = sources
    let fields = columns.map { InferredField(header: $0, type: .optional(.text)) }
    guard !fields.isEmpty, let table = load(fields, nil, &scratch).table else { return [] }
    return columns.enumerated().compactMap { column, header in
      guard case .texts(let texts) = table.columns[column] else { return nil }
      let rows = (0..<table.rowCount).filter { row in
        texts.range(row).map { NonDataRow.isTotal(texts.bytes.span.extracting($0)) } ?? false
      }
      // A column of totals alone says nothing of rows.
      guard !rows.isEmpty, rows.count < table.rowCount else { return nil }
      return InferredTotals(header: header, texts: rows.compactMap { texts[$0] }.inOrderOnce())
    }
  }

  /// Settles which fields have empty cells, which are enumerations and which is the key.
  private func finish(_ fields: [InferredField], _ repeated: [String], _ sources: inout SourceSet)
    -> (schema: InferredSchema?, diagnostics: [Diagnostic])
  {
    let probe = FileProbe()
    let (table, diagnostics) = load(fields, probe, &sources)
    guard let table else { return (nil, diagnostics) }
    let rows = (0..<table.rowCount).filter { !probe.isUnreadable(row: $0) }
    var result = fields
    for index in fields.indices {
      guard table.isReadable(index) else {
        result[index].type = fields[index].type.settled
        continue
      }
      let cells = rows.map { table.scalar(row: $0, field: index, type: fields[index].type) }
      let present = cells.filter { $0 != .missing }
      var type = fields[index].type.settled
      if type == .text, let cases = Self.cases(present) { type = .enumeration(Enumeration(cases: cases)) }
      let isFull = present.count == cells.count && !cells.isEmpty
      result[index].type = isFull ? type : .optional(type)
      let hasKey = result.contains(where: \.isKey)
      if !isRecord, !hasKey, isFull, type == .text || type == .year, Set(cells).count == cells.count {
        result[index].isKey = true
      }
    }
    return (
      InferredSchema(
        fields: result, repeated: repeated, rowCount: table.rowCount, totals: totals, isRecord: isRecord),
      diagnostics.filter { $0.severity == .error }
    )
  }

  /// The columns of digits that are no numbers: codes, whose zeros in front are part of them.
  private func codes(_ columns: [String], _ types: [Type?], _ sources: SourceSet) -> [Int] {
    let numbers = columns.indices.filter { column in
      if case .quantity = types[column] { return true }
      return false
    }
    var scratch = sources
    let fields = numbers.map { InferredField(header: columns[$0], type: .optional(.text)) }
    guard !fields.isEmpty, let table = load(fields, nil, &scratch).table else { return [] }
    return zip(fields.indices, numbers).compactMap { field, column in
      let isCode = (0..<table.rowCount).contains { row in
        guard case .text(let text) = table.scalar(row: row, field: field, type: fields[field].type) else {
          return false
        }
        let bytes = text.utf8
        return bytes.count > 1 && bytes.first == UInt8(ascii: "0") && bytes.allSatisfy { (0x30...0x39).contains($0) }
      }
      return isCode ? column : nil
    }
  }

  /// The cases of an enumeration, in the order of the file, where texts are few enough and can be named.
  private static func cases(_ cells: [Scalar]) -> [String]? {
    var cases: [String] = []
    var seen = NameTable<Bool>()
    for case .text(let text) in cells where seen[text] == nil {
      seen[text] = true
      cases.append(text)
      guard cases.count <= caseLimit, text.isName else { return nil }
    }
    return cases.count > 1 && cells.count >= rowsPerCase * cases.count ? cases : nil
  }

  private static func isYear(_ header: String) -> Bool {
    header.hasSuffix("年") || header.hasSuffix("年度") || header.hasSuffix("年份") || header.lowercased().hasSuffix("year")
  }

  /// A number, in the unit that the header states.
  private static func number(_ header: String, _ units: UnitRegistry) -> Type {
    guard let unit = HeaderUnit.unit(header, units) else { return .number }
    return .quantity(unit.kind, unit: unit)
  }

  // MARK: Reading

  func headers(_ wanted: InferredField, _ sources: inout SourceSet) -> ([String], [Diagnostic]) {
    let probe = FileProbe()
    let (_, diagnostics) = load([wanted], probe, &sources)
    return (probe.headers, diagnostics.filter { $0.code != .columnMissing })
  }

  private func load(_ fields: [InferredField], _ probe: FileProbe?, _ sources: inout SourceSet)
    -> (table: Table?, diagnostics: [Diagnostic])
  {
    // The declaration stands nowhere yet: messages about it point at the file's beginning.
    let place = Place(FileID(0), 0..<0)
    var (fields, binding) = (fields, binding)
    let conditions = totals.map { totals in
      // The condition needs its column, behind those that are asked for.
      let found = fields.firstIndex { $0.header == totals.header }
      if found == nil { fields.append(InferredField(header: totals.header, type: .optional(.text))) }
      return RowCondition.isOne(field: found ?? fields.count - 1, of: totals.texts)
    }
    if !conditions.isEmpty { binding.skip = .init(.any(conditions), at: place) }
    let schema = Schema(
      name: "",
      fields: fields.map { field in
        Field(name: field.header, type: field.type, isKey: false, isPrivate: false, header: field.header, place: place)
      }, countingUnit: nil, isRecord: isRecord, path: path, pathPlace: place, binding: binding, place: place)
    return loadTable(
      schema, id: SchemaID(0), path: path, root: root, world: world, sources: &sources, limits: limits,
      units: units, probe: probe ?? FileProbe())
  }
}

extension [String] {
  /// Each text once, where it comes first.
  fileprivate func inOrderOnce() -> [String] {
    var seen = NameTable<Bool>()
    return filter { text in
      defer { seen[text] = true }
      return seen[text] == nil
    }
  }
}

extension String {
  /// True where it can stand as a name: letters, digits and `_`, no digit first.
  package var isName: Bool {
    guard let first = unicodeScalars.first, first == "_" || first.properties.isAlphabetic else { return false }
    return unicodeScalars.allSatisfy { scalar in
      scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal && scalar.isASCII
    }
  }
}
