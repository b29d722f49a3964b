package import EvrepModel
package import EvrepSource
import EvrepUnits

/// Holds every `refers` of the schemas to the tables: each value has to stand in the field that is referred to.
///
/// Missing cells refer to nothing. A table or column that could not be read has been reported, and nothing is said of it
/// here; a column that refers to what is not there becomes unreadable.
///
/// - Parameters:
///   - whole: one for each schema, nil where it could not be read.
///   - limit: the most values that are reported one by one, for each table.
/// - Returns: the tables, less those columns.
package func checkReferences(_ schemas: [Schema], _ whole: [Table?], limit: Int)
  -> (tables: [Table?], diagnostics: [Diagnostic])
{
  var tables = whole
  var logs: [FaultLog?] = schemas.map { _ in nil }
  let checks = ReferenceCheck.all(schemas, whole)
  var keys = UnreferencedKeys(checks: checks, limit: limit)
  for check in checks {
    let groups = check.brokenGroups()
    guard !groups.isEmpty else { continue }
    tables[check.schemaIndex] = tables[check.schemaIndex]?.losing([check.index])
    let rest = groups.filter { !keys.take($0, of: check) }
    let found = check.findings(rest, areAll: rest.count == groups.count, limit: limit)
    logs[check.schemaIndex, default: FaultLog(limit: limit)].merge([found])
  }
  let diagnostics = zip(schemas, logs).flatMap { schema, log in log?.summary(schema) ?? [] }
  return (tables, keys.findings + diagnostics)
}

extension [FaultLog?] {
  fileprivate subscript(_ index: Int, default log: FaultLog) -> FaultLog {
    get { self[index] ?? log }
    set { self[index] = newValue }
  }
}

/// Keys that no row refers to, where rows refer to one that is not there and is spelled nearly so: the key itself is misspelt.
private struct UnreferencedKeys {
  let checks: [ReferenceCheck]
  let limit: Int
  private(set) var findings: [Diagnostic] = []
  /// The finding of each such key, by its table, field and row.
  private var known: [[Int]: Int] = [:]

  init(checks: [ReferenceCheck], limit: Int) {
    self.checks = checks
    self.limit = limit
  }

  /// So many values are looked at.
  private var attempts = 200

  /// How many cells of one table are shown, and how many of all.
  private static let (placeLimit, labelLimit) = (3, 8)

  /// Takes the rows that refer to what is not there, if it is a key that is misspelt; false for any other.
  mutating func take(_ group: ReferenceCheck.Group, of check: ReferenceCheck) -> Bool {
    // One row may well be misspelt itself.
    guard findings.count < limit, group.rows.count > 1 || !known.isEmpty, attempts > 0 else { return false }
    attempts -= 1
    guard let near = check.nearest(to: group) else { return false }
    let key = [check.targetSchemaIndex, check.targetIndex, near]
    if let index = known[key] {
      if findings[index].labels.count < Self.labelLimit { findings[index].labels += labels(group, check, room: 1) }
      return true
    }
    guard group.rows.count > 1,
      !checks.contains(where: {
        $0.targetSchemaIndex == check.targetSchemaIndex && $0.targetIndex == check.targetIndex && $0.refers(to: near)
      }),
      let place = check.target.source?.place(row: near, field: check.targetIndex)
    else { return false }
    known[key] = findings.count
    let numbers = group.rows.prefix(64).compactMap { check.place($0).cell?.row }
    findings.append(
      .unreferencedKey(
        check.schema.fields[check.index], of: check.schema, written: check.place(group.rows[0]).cell?.content ?? "",
        rows: numbers, count: group.rows.count, at: place, to: check.targetSchema,
        labels: labels(group, check, room: Self.placeLimit)))
    return true
  }

  private func labels(_ group: ReferenceCheck.Group, _ check: ReferenceCheck, room: Int) -> [Label] {
    let text = Quote.short(check.place(group.rows[0]).cell?.content ?? "")
    return group.rows.prefix(max(0, room)).map {
      Label(check.place($0), Message(en: "‘\(text)’ stands here", zh: "“\(text)”在此"))
    }
  }
}

/// One field that refers to another.
private struct ReferenceCheck {
  let index: Int
  let schemaIndex: Int
  let schema: Schema
  let table: Table
  let targetIndex: Int
  let targetSchemaIndex: Int
  let targetSchema: Schema
  let target: Table

  /// The rows that have one value, which is not there.
  struct Group {
    let value: Scalar
    var rows: [Int]
  }

  /// Candidates beyond this many are not compared with a value that is not there.
  private static let candidateLimit = 5_000

  /// The fields that can be checked.
  static func all(_ schemas: [Schema], _ tables: [Table?]) -> [ReferenceCheck] {
    schemas.indices.flatMap { number -> [ReferenceCheck] in
      let schema = schemas[number]
      guard let table = tables[number] else { return [] }
      return schema.fields.indices.compactMap { index in
        guard let reference = schema.fields[index].reference, let target = tables[reference.schema.index],
          table.isReadable(index), target.isReadable(reference.field)
        else { return nil }
        return ReferenceCheck(
          index: index, schemaIndex: number, schema: schema, table: table, targetIndex: reference.field,
          targetSchemaIndex: reference.schema.index, targetSchema: schemas[reference.schema.index], target: target)
      }
    }
  }

  func place(_ row: Int) -> Place { table.source?.place(row: row, field: index) ?? schema.place }

  /// What is to be reported, once a value; once where no value is there.
  func findings(_ groups: [Group], areAll: Bool, limit: Int) -> FaultLog {
    var log = FaultLog(limit: limit)
    for group in groups { log.report(.brokenReference) { diagnostic(group) } }
    guard areAll, groups.count >= TableBuilder.foldLimit else { return log }
    let values = (0..<table.rowCount).count { scalar($0) != .missing }
    if groups.reduce(0, { $0 + $1.rows.count }) == values { log.fold(.allBroken(schema.fields[index], values)) }
    return log
  }

  private func scalar(_ row: Int) -> Scalar { table.scalar(row: row, field: index, type: schema.fields[index].type) }

  /// The rows whose value is not there, by their value, in the order of the first.
  func brokenGroups() -> [Group] {
    var groups: [Group] = []
    var known: [Scalar: Int] = [:]
    for row in brokenRows() {
      let value = scalar(row)
      if let group = known[value] {
        groups[group].rows.append(row)
      } else {
        known[value] = groups.count
        groups.append(Group(value: value, rows: [row]))
      }
    }
    return groups
  }

  /// The row of the value that was most likely meant.
  func nearest(to group: Group) -> Int? {
    guard case .texts(let known) = target.columns[targetIndex], let content = place(group.rows[0]).cell?.content else {
      return nil
    }
    let names = (0..<min(target.rowCount, Self.candidateLimit)).map { known[$0] ?? "" }
    guard let name = Nearest.value(for: content, in: names) else { return nil }
    return names.firstIndex { $0.isSpelled(like: name) }
  }

  /// True where a row has the value that the target has in `row`. O(rows).
  func refers(to row: Int) -> Bool {
    guard case .texts(let texts) = table.columns[index], case .texts(let known) = target.columns[targetIndex],
      let key = known.range(row)
    else { return true }
    let (bytes, keys) = (texts.bytes.span, known.bytes.span)
    return (0..<table.rowCount).contains { row in
      texts.range(row).map { bytes.extracting($0).isEqual(to: keys.extracting(key)) } ?? false
    }
  }

  /// The rows whose value is not there, ascending. O(rows of both tables).
  private func brokenRows() -> [Int] {
    switch (table.columns[index], target.columns[targetIndex]) {
    case (.texts(let texts), .texts(let known)):
      let set = TextSet(known)
      let bytes = texts.bytes.span
      return (0..<table.rowCount).filter { row in
        texts.range(row).map { !set.contains(bytes.extracting($0)) } ?? false
      }
    case (.integers(let values), .integers(let known)):
      let set = Set(known)
      return values.indices.filter { values[$0] != Column.missingInteger && !set.contains(values[$0]) }
    default:
      let (type, targetType) = (schema.fields[index].type, targetSchema.fields[targetIndex].type)
      let known = Set((0..<target.rowCount).map { target.scalar(row: $0, field: targetIndex, type: targetType) })
      return (0..<table.rowCount).filter { row in
        let scalar = table.scalar(row: row, field: index, type: type)
        return scalar != .missing && !known.contains(scalar)
      }
    }
  }

  private func diagnostic(_ group: Group) -> Diagnostic {
    let near = nearest(to: group).flatMap { target.source?.place(row: $0, field: targetIndex) }
    let first = target.rowCount > 0 ? target.source?.place(row: 0, field: targetIndex) : nil
    var finding = Diagnostic.brokenReference(
      schema.fields[index], at: place(group.rows[0]), to: targetSchema.fields[targetIndex], of: targetSchema,
      near: near,
      column: first)
    if near == nil { finding.evidence = .missingRow(table: targetSchemaIndex) }
    if group.rows.count > 1 {
      // So many rows are read again at most.
      let rows = group.rows.prefix(64).compactMap { place($0).cell?.row }
      finding.notes.insert(.sameInRows(rows, count: group.rows.count), at: 0)
    }
    return finding
  }
}
