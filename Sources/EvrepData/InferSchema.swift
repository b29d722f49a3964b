package import EvrepModel
package import EvrepSource
package import EvrepUnits

/// Finds a schema that takes the cells of the file at `path`.
///
/// The cells are counted as each type by what reads them in a report, and the file is then read by the schema that is
/// found, so that what is found here holds there.
///
/// - Parameters:
///   - binding: where the table stands in the file.
///   - units: the units that headers may state in brackets.
///   - isTolerant: a column with cells that its type does not take is one of texts, or is left out, with a warning; without
///     it, the schema has the type that the header states, and the cells are errors.
/// - Returns: a schema for what can be read of the file, and nil where nothing can; what cannot be, the diagnostics say.
package func inferSchema(
  path: String, binding: Binding, root: String?, world: some World, sources: inout SourceSet, limits: DataLimits,
  units: UnitRegistry, isTolerant: Bool = false
) -> (schema: InferredSchema?, diagnostics: [Diagnostic]) {
  var inference = SchemaInference(
    DataProbing(path: path, binding: binding, root: root, world: world, limits: limits, units: units),
    isTolerant: isTolerant)
  return inference.run(&sources)
}

private struct SchemaInference<Files: World> {
  private var reading: DataProbing<Files>
  private let isTolerant: Bool
  private var leftOut: [InferredOmission] = []
  private var units: UnitRegistry { reading.units }
  /// What the rows above the headers state.
  private var title = TitleUnits()
  /// The field by which records without content are left out.
  private var passed: String?

  /// The most cases of an enumeration, and the least rows for each of them.
  private static var caseLimit: Int { 12 }
  private static var rowsPerCase: Int { 2 }
  /// So often rows are found to be no data while the file is read by the schema so far.
  private static var roundLimit: Int { 4 }

  init(_ reading: DataProbing<Files>, isTolerant: Bool) {
    self.reading = reading
    self.isTolerant = isTolerant
  }

  private var format: DataFormat? { DataFormat(path: reading.path) }

  mutating func run(_ sources: inout SourceSet) -> (schema: InferredSchema?, diagnostics: [Diagnostic]) {
    let headers: [String]
    do throws(SchemaFault) { headers = try findHeaders(&sources) } catch { return (nil, error.diagnostics) }
    let columns = named(headers)
    guard !columns.isEmpty else { return (nil, [.noHeaders(reading.path, row: reading.headerRow)]) }
    // Of several such columns, which cannot be told apart, the first says whether they are more than delimiters at the end of each row.
    let blanks = headers.indices.filter { headers[$0].isEmpty }
    if !blanks.isEmpty, !reading.isRecord, count([""], sources)?.columns.first?.filled ?? 0 > 0 {
      leftOut.append(InferredOmission(header: "", reason: .unnamed(blanks.map { $0 + 1 })))
    }
    var fields = columns.map { InferredField(header: $0, type: .optional(.text)) }
    guard var census = count(columns, sources) else {
      // The file is at fault: it is read once more for what is.
      return (nil, reading.load(fields, nil, &sources).diagnostics)
    }
    if !reading.isRecord { leaveOutRows(columns, &census, sources) }
    var known = sources
    for round in 1...Self.roundLimit {
      fields = census.columns.compactMap { field($0, headers, rowCount: census.rowCount) }
      passOverBlankRecords(census, fields)
      known = sources
      let (table, findings) = read(&fields, &known)
      guard let table else {
        sources = known
        return (nil, findings)
      }
      if round < Self.roundLimit, !reading.isRecord, leaveOutRows(findings, census) {
        census = count(columns, sources) ?? census
        continue
      }
      sources = known
      return finish(fields, table, census, findings, &sources)
    }
    return (nil, [])
  }

  /// The headers or keys, each once for each column; whether the file holds one object is settled by that.
  private mutating func findHeaders(_ sources: inout SourceSet) throws(SchemaFault) -> [String] {
    var known = sources
    let (headers, title, diagnostics) = reading.headers(&known)
    self.title = title
    guard headers.isEmpty, format?.clauses.contains(.path) == true else {
      guard headers.isEmpty, !diagnostics.isEmpty else { return headers }
      sources = known
      throw SchemaFault(diagnostics: diagnostics)
    }
    reading.isRecord = true
    let (keys, _, findings) = reading.headers(&known)
    guard keys.isEmpty else { return keys }
    sources = known
    // An empty array or object is well-formed.
    guard !diagnostics.isEmpty, !findings.isEmpty else { throw SchemaFault(diagnostics: [.noKeys(reading.path)]) }
    throw SchemaFault(diagnostics: diagnostics)
  }

  /// The headers that a field can have: columns of one header cannot be told apart, and a control character cannot be
  /// spelled.
  private mutating func named(_ headers: [String]) -> [String] {
    var counts = NameTable<Int>()
    for header in headers { counts[header] = (counts[header] ?? 0) + 1 }
    var columns: [String] = []
    for header in counts.names where !header.isEmpty {
      if !reading.isRecord, counts[header] ?? 0 > 1 {
        leftOut.append(InferredOmission(header: header, reason: .repeated))
      } else if header.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
        leftOut.append(InferredOmission(header: header, reason: .unspellable))
      } else {
        columns.append(header)
      }
    }
    return columns.isEmpty ? leftOut.filter { $0.reason == .repeated }.map(\.header) : columns
  }

  private func count(_ columns: [String], _ sources: SourceSet) -> CellCensus? {
    reading.count(columns.map { ColumnCensus(header: $0, types: trials($0)) }, sources)
  }

  // MARK: Types

  /// What the cells below a header may be, in the order of preference.
  private func trials(_ header: String) -> [Type] {
    let percent = units.unit(named: "%").map { Type.quantity(.ratio, unit: $0) }
    switch stated(header) {
    case .unit(let unit):
      let type = Type.quantity(unit.kind, unit: unit)
      return unit.kind == .ratio && type != percent ? [type, percent].compactMap(\.self) : [type]
    case .undeclarable: return []
    case .nothing:
      return [Self.isYear(header) ? .year : nil, .number, .date, percent, .bool].compactMap(\.self)
    }
  }

  private enum Stated {
    case nothing
    /// A unit that a field can be declared in.
    case unit(Unit)
    case undeclarable(Unit)
  }

  /// The unit that a header states, or the level of it that stands over several columns.
  private func stated(_ header: String) -> Stated {
    var stated = HeaderUnit.unit(header, units)
    if stated == nil, (reading.binding.headerRows?.value.count ?? 1) > 1, ColumnSense(header, .number) == .amount {
      var rest = header[...]
      while stated == nil, let blank = rest.lastIndex(of: " ") {
        rest = rest[..<blank]
        if let text = HeaderUnit.text(String(rest), units), text.isBracketed { stated = text.unit(of: .number) }
      }
    }
    guard let stated else { return .nothing }
    return HeaderUnit.spelled(stated, units).map { .unit($0) } ?? .undeclarable(stated)
  }

  /// The field of a column; nil where none can read it.
  private mutating func field(_ column: ColumnCensus, _ headers: [String], rowCount: Int) -> InferredField? {
    leftOut.removeAll { $0.header == column.header && $0.reason == .nested }
    guard column.nested == 0 else {
      leftOut.append(InferredOmission(header: column.header, reason: .nested))
      return nil
    }
    let stated = stated(column.header)
    var field = InferredField(header: column.header, type: .text)
    var statedType: Type?
    if case .unit(let unit) = stated { statedType = .quantity(unit.kind, unit: unit) }
    if column.filled == 0 {
      field.type = statedType ?? .text
    } else if let (type, marks) = column.type(stated: statedType) {
      (field.type, field.missing) = (type, marks)
    }
    // Digits that only tell rows apart are printed as they stand.
    let isLabel = field.type == .number && ColumnSense(column.header, .number) == .label
    if case .quantity = field.type, column.hasCode || (isLabel && format?.clauses.contains(.delimiter) == true) {
      (field.type, field.missing) = (.text, [])
    }
    field.remark = remark(on: &field, stated)
    if field.type == .text, field.remark == nil, !column.hasCode {
      field.remark = column.exception(stated: statedType).map { .exception($0) }
    }
    field.isEmpty = column.filled == 0
    if column.blanks > 0 || !field.missing.isEmpty || rowCount == 0 { field.type = .optional(field.type) }
    name(&field, headers)
    return field
  }

  /// What is to be said of a field's unit; one that a title row states is taken over where the header is of its kind.
  private func remark(on field: inout InferredField, _ stated: Stated) -> InferredField.Remark? {
    if case .undeclarable(let unit) = stated { return .undeclarable(unit.name) }
    guard field.type == .number, ColumnSense(field.header, .number) == .amount else { return nil }
    let stated = title.units.compactMap { HeaderUnit.spelled($0, units) }
    guard let first = stated.first else { return nil }
    let isMoney = HeaderUnit.isMoney(first, units)
    if stated.count == 1, ColumnSense.isOfMoney(field.header) == isMoney, isMoney || !title.areOfTitle {
      field.type = .quantity(first.kind, unit: first)
      return nil
    }
    return .title(stated.map(\.name))
  }

  /// Settles what a field is called, and whether its column is found by that.
  private func name(_ field: inout InferredField, _ headers: [String]) {
    guard case .quantity(_, .some) = field.type.settled else { return }
    guard let (base, _) = HeaderUnit.split(field.header), HeaderUnit.unit(field.header, units) != nil, !base.isEmpty
    else {
      let title = HeaderUnit.title(field.header, units)
      if !title.isEmpty { field.title = title }
      return
    }
    field.title = base
    // Another column may be called so without its unit.
    field.isFoundByTitle = headers.count { $0 == base || HeaderUnit.split($0)?.base == base } == 1
  }

  private static func isYear(_ header: String) -> Bool {
    header.hasSuffix("年") || header.hasSuffix("年度") || header.hasSuffix("年份") || header.lowercased().hasSuffix("year")
  }

  // MARK: Rows

  /// Leaves out rows of totals and notes, as far as their words say.
  private mutating func leaveOutRows(_ columns: [String], _ census: inout CellCensus, _ sources: SourceSet) {
    if !census.notes.isEmpty {
      let notes = census.notes.compactMap { note in
        NonDataRow.noteMark(note.text).map { (columns[note.column], $0, note.text) }
      }
      for (header, mark, _) in notes { reading.skip(header, .contains(mark)) }
      if count(columns, sources)?.rowCount != census.rowCount - census.notes.count {
        // The mark stands in rows of data too.
        reading.skips.removeAll()
        for (header, _, text) in notes { reading.skip(header, .isOne([text])) }
      }
    }
    if !census.trailing.isEmpty { reading.skip(columns[0], .isOne(census.trailing)) }
    for column in census.columns where !column.totals.isEmpty && column.totalCount < column.filled {
      // A column of totals alone says nothing of rows.
      reading.skip(column.header, .isOne(column.totals))
    }
    if !reading.skips.isEmpty { census = count(columns, sources) ?? census }
  }

  /// Leaves out rows that are found to be no data when they are read; false where there are none.
  private mutating func leaveOutRows(_ findings: [Diagnostic], _ census: CellCensus) -> Bool {
    var isAny = false
    for finding in findings where finding.code == .totalRow || finding.code == .rowIsNoData {
      guard let cell = finding.place?.cell, let column = census.columns.first(where: { $0.header == cell.header }),
        column.totalCount < column.filled
      else { continue }
      let bytes = Array(cell.content.utf8)
      let text = bytes.span.extracting(bytes.span.rangeWithoutBlanks()).text
      if reading.skip(cell.header, text.isEmpty ? .isBlank : .isOne([text])) { isAny = true }
    }
    return isAny
  }

  /// Leaves out records without content, where a field that is not optional would miss its value there.
  private mutating func passOverBlankRecords(_ census: CellCensus, _ fields: [InferredField]) {
    if let passed { reading.skips.removeAll { $0.test == .isBlank && $0.header == passed } }
    passed = nil
    guard census.blankRecords > 0, let full = fields.first(where: { !$0.type.isOptional }) else { return }
    if reading.skip(full.header, .isBlank) { passed = full.header }
  }

  // MARK: Reading

  /// Reads the file by the fields; those whose cells a workbook shows in another unit are declared in that, and those that
  /// cannot be read are settled.
  private mutating func read(_ fields: inout [InferredField], _ sources: inout SourceSet)
    -> (table: Table?, diagnostics: [Diagnostic])
  {
    var probe = FileProbe()
    var scratch = sources
    var (table, findings) = reading.load(fields, probe, &scratch)
    if probe.hasUnits {
      for index in fields.indices {
        guard let unit = probe.unit(index).flatMap({ HeaderUnit.spelled($0, units) }) else { continue }
        let type = Type.quantity(unit.kind, unit: unit)
        fields[index].type = fields[index].type.isOptional ? .optional(type) : type
      }
      probe = FileProbe()
      scratch = sources
      (table, findings) = reading.load(fields, probe, &scratch)
    }
    var warnings: [Diagnostic] = []
    if let first = table {
      note(findings, &fields, first)
      if isTolerant, fields.contains(where: { !$0.faults.isEmpty }) {
        warnings = findings.filter { $0.isOfCell }.map(\.asWarning)
        scratch = sources
        (table, findings) = readTolerantly(&fields, &scratch)
      }
    }
    sources = scratch
    return (table, warnings + findings)
  }

  /// Notes the cells that the types do not take.
  private func note(_ findings: [Diagnostic], _ fields: inout [InferredField], _ table: Table) {
    for index in fields.indices where index < table.columns.count && !table.isReadable(index) {
      let header = fields[index].header
      let cells = findings.filter(\.isOfCell).compactMap { $0.place?.cell }.filter { $0.header == header }
      fields[index].faults = Array(cells.prefix(InferredField.faultLimit))
    }
  }

  /// Reads columns with cells of other types as texts, and leaves out those that hold what is no text either.
  private mutating func readTolerantly(_ fields: inout [InferredField], _ sources: inout SourceSet)
    -> (table: Table?, diagnostics: [Diagnostic])
  {
    for index in fields.indices where !fields[index].faults.isEmpty {
      fields[index].wanted = fields[index].type.settled == .text ? nil : fields[index].type
      fields[index].type = .optional(.text)
      fields[index].missing = []
      fields[index].isFoundByTitle = false
    }
    var scratch = sources
    let (table, findings) = reading.load(fields, FileProbe(), &scratch)
    guard let table else {
      sources = scratch
      return (nil, findings)
    }
    let lost = fields.indices.filter { !fields[$0].faults.isEmpty && !table.isReadable($0) }
    for index in lost {
      leftOut.append(InferredOmission(header: fields[index].header, reason: .mixed(fields[index].faults[0])))
    }
    fields = fields.indices.filter { !lost.contains($0) }.map { fields[$0] }
    return reading.load(fields, FileProbe(), &sources)
  }

  /// Settles which fields are enumerations and which is the key.
  private mutating func finish(
    _ fields: [InferredField], _ table: Table, _ census: CellCensus, _ findings: [Diagnostic],
    _ sources: inout SourceSet
  ) -> (schema: InferredSchema?, diagnostics: [Diagnostic]) {
    var result = fields
    for index in fields.indices where index < table.columns.count && table.isReadable(index) {
      let isFull = !fields[index].type.isOptional
      var type = fields[index].type.settled
      let isPadded = census.columns.contains { $0.header == fields[index].header && $0.hasPadding }
      if type == .text, fields[index].wanted == nil, !isPadded, case .texts(let texts) = table.columns[index],
        let cases = Self.cases(texts)
      {
        type = .enumeration(Enumeration(cases: cases))
        result[index].type = isFull ? type : .optional(type)
      }
      guard !reading.isRecord, isFull, type == .text || type == .year, !result.contains(where: \.isKey) else {
        continue
      }
      var isKey = true
      KeyIndex.findDuplicates(in: table.columns[index], rowCount: table.rowCount) { _, _ in isKey = false }
      result[index].isKey = isKey
    }
    return (
      InferredSchema(
        fields: result, leftOut: leftOut, rowCount: table.rowCount, skips: reading.skips, isRecord: reading.isRecord),
      findings.filter { $0.severity == .error || $0.isOfCell }
    )
  }

  /// The cases of an enumeration, in the order of the file, where texts are few enough and can be named.
  private static func cases(_ texts: TextColumn) -> [String]? {
    var cases: [[UInt8]] = []
    var count = 0
    let bytes = texts.bytes.span
    for row in 0..<texts.count {
      guard let range = texts.range(row) else { continue }
      count += 1
      let text = bytes.extracting(range)
      if cases.contains(where: { $0.span.isEqual(to: text) }) { continue }
      guard cases.count < caseLimit, text.text.isName else { return nil }
      cases.append(Array(text.text.utf8))
    }
    guard cases.count > 1, count >= rowsPerCase * cases.count else { return nil }
    return cases.map { String(decoding: $0, as: UTF8.self) }
  }
}

/// Why no schema can be found.
private struct SchemaFault: Error {
  let diagnostics: [Diagnostic]
}

extension Diagnostic {
  /// True for what is wrong with cells of one column, and not with rows.
  fileprivate var isOfCell: Bool {
    [.badCell, .mixedPercent, .formulaWithoutValue, .numberFormat, .emptyCell].contains(code)
  }

  fileprivate var asWarning: Diagnostic {
    var copy = self
    copy.severity = .warning
    return copy
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
