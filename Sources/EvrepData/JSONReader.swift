import EvrepModel
import EvrepSource

/// Reads an array of objects as a table, or one object as a record.
///
/// Keys that no field names are ignored.
func readJSON(_ file: DataFile) -> (table: Table?, diagnostics: [Diagnostic]) {
  var scanner = JSONScanner(file.bytes)
  scanner.skipBlanks()
  let path = file.schema.binding.path
  if let path {
    // What stands around the rows has to be sound too.
    if let fault = fault(file) { return (nil, [.malformed(file, fault)]) }
    do throws(DataPathFault) {
      guard try scanner.descend(DataPath(path.value), limit: file.limits.nesting) else {
        return (nil, scanner.fault.map { [.malformed(file, $0)] } ?? [])
      }
    } catch { return (nil, [.pathNotFound(file, path, error)]) }
  }
  var reader = JSONRows(file)
  let isRead = file.schema.isRecord ? reader.readRecord(&scanner) : reader.readArray(&scanner)
  if isRead, path == nil {
    scanner.skipBlanks()
    if !scanner.isAtEnd { scanner.fail(.textAfterEnd) }
  }
  if reader.isOverfull { return reader.builder.abandoned(.tooManyRows(file, at: scanner.offset..<scanner.offset)) }
  if let fault = scanner.fault {
    var diagnostic = Diagnostic.malformed(file, fault)
    if path == nil, case .unexpected(.array) = fault.problem, let key = firstKey(file) {
      diagnostic.notes.append(.pathHint(key))
    }
    return reader.builder.abandoned(diagnostic)
  }
  return reader.finish()
}

/// The first key of the outermost object, where there is one.
private func firstKey(_ file: DataFile) -> String? {
  var scanner = JSONScanner(file.bytes)
  scanner.skipBlanks()
  guard scanner.take(UInt8(ascii: "{")) else { return nil }
  scanner.skipBlanks()
  return scanner.key().map { String(decoding: scanner.decoded($0), as: UTF8.self) }
}

/// What is wrong with the grammar of a file, if anything.
private func fault(_ file: DataFile) -> JSONFault? {
  var scanner = JSONScanner(file.bytes)
  scanner.skipBlanks()
  let isRead =
    scanner.isAtNested ? scanner.skipNested(depth: 0, limit: file.limits.nesting) != nil : scanner.scalar() != nil
  guard isRead else { return scanner.fault }
  scanner.skipBlanks()
  if !scanner.isAtEnd { scanner.fail(.textAfterEnd) }
  return scanner.fault
}

/// The rows of a JSON file while they are read.
private struct JSONRows {
  private let file: DataFile
  /// Each header with the fields that read it.
  private let headers: [(bytes: [UInt8], fields: [Int])]
  private(set) var builder: TableBuilder
  /// True when the file has more rows than the limit.
  private(set) var isOverfull = false
  /// The row that each field last had its key in, from 1; 0 for none.
  private var lastRow: [Int]
  private var absent: AbsentKeys
  private var skipped = SkippedRows()
  private let wantsKeys: Bool

  /// The number of the row that is being read.
  private var number: Int { builder.rowCount + skipped.count }

  init(_ file: DataFile) {
    self.file = file
    builder = TableBuilder(file)
    wantsKeys = file.probe?.wantsKeys ?? false
    builder.judgeKeys()
    var headers: [(bytes: [UInt8], fields: [Int])] = []
    for (index, field) in file.schema.fields.enumerated() {
      let bytes = Array(field.header.utf8)
      if let known = headers.firstIndex(where: { $0.bytes == bytes }) {
        headers[known].fields.append(index)
      } else {
        headers.append((bytes, [index]))
      }
    }
    self.headers = headers
    lastRow = file.schema.fields.map { _ in 0 }
    absent = AbsentKeys(file)
  }

  /// Reads the one object of a record; false at a fault.
  mutating func readRecord(_ scanner: inout JSONScanner) -> Bool {
    guard scanner.next == UInt8(ascii: "{") else {
      scanner.fail(.unexpected(.record))
      return false
    }
    return readObject(&scanner, depth: 0)
  }

  /// Reads the array of a table; false at a fault, or when the rows are over the limit.
  mutating func readArray(_ scanner: inout JSONScanner) -> Bool {
    guard scanner.require(UInt8(ascii: "["), .array) else { return false }
    scanner.skipBlanks()
    if scanner.take(UInt8(ascii: "]")) { return true }
    while true {
      guard scanner.next == UInt8(ascii: "{") else {
        scanner.fail(.unexpected(.element))
        return false
      }
      guard readObject(&scanner, depth: 1) else { return false }
      scanner.skipBlanks()
      guard scanner.take(UInt8(ascii: ",")) else { return scanner.require(UInt8(ascii: "]"), .commaOrBracket) }
      scanner.skipBlanks()
    }
  }

  /// Reads the object that begins here as a row.
  private mutating func readObject(_ scanner: inout JSONScanner, depth: Int) -> Bool {
    guard !builder.isFull else {
      isOverfull = true
      return false
    }
    guard depth < file.limits.nesting else {
      scanner.fail(.tooDeep(limit: file.limits.nesting))
      return false
    }
    let start = scanner.offset
    if file.schema.binding.skip != nil, skip(&scanner, depth: depth) { return true }
    builder.beginRow(at: start)
    guard readMembers(&scanner, depth: depth + 1) else { return false }
    noteFirst(start)
    for field in lastRow.indices {
      if lastRow[field] == builder.rowCount {
        absent.see(field)
      } else {
        builder.appendMissing(field: field)
        absent.note(field, object: start, row: number) { keys(file, object: start) }
      }
    }
    return true
  }

  private mutating func noteFirst(_ start: Int) {
    guard number == 1 else { return }
    let keys = keys(file, object: start)
    file.probe?.note(headers: keys)
    absent.noteFirst(keys: keys, at: start..<start + 1)
  }

  /// Passes over the object that begins here if it is no row; false, and nothing is passed over, where it is one, or no
  /// object.
  private mutating func skip(_ scanner: inout JSONScanner, depth: Int) -> Bool {
    var ahead = scanner
    guard let range = ahead.skipNested(depth: depth, limit: file.limits.nesting) else { return false }
    let isSkipped = absent.isSkipped { key in
      let wanted = Array(key.utf8)
      var text: String?
      visitMembers(file, object: range.lowerBound) { key, value, scanner in
        guard key == wanted else { return true }
        text = scanner.trimmed(value)
        return false
      }
      return text
    }
    guard isSkipped else { return false }
    skipped.skip(after: builder.rowCount)
    noteFirst(range.lowerBound)
    scanner = ahead
    return true
  }

  private mutating func readMembers(_ scanner: inout JSONScanner, depth: Int) -> Bool {
    var keys = JSONKeys()
    _ = scanner.take(UInt8(ascii: "{"))
    scanner.skipBlanks()
    if scanner.take(UInt8(ascii: "}")) { return true }
    while true {
      guard let key = scanner.key() else { return false }
      guard keys.insert(key, scanner) else {
        scanner.fail(.duplicateKey, key.range)
        return false
      }
      if wantsKeys { noteKey(key, scanner) }
      guard readValue(&scanner, fields: fields(key, scanner), depth: depth) else { return false }
      scanner.skipBlanks()
      guard scanner.take(UInt8(ascii: ",")) else { return scanner.require(UInt8(ascii: "}"), .commaOrBrace) }
      scanner.skipBlanks()
    }
  }

  private func noteKey(_ key: JSONScanner.Text, _ scanner: JSONScanner) {
    if key.hasEscapes {
      file.probe?.note(key: scanner.decoded(key).span)
    } else {
      file.probe?.note(key: scanner.bytes.span.extracting(key.range))
    }
  }

  /// The fields that read `key`.
  private func fields(_ key: JSONScanner.Text, _ scanner: JSONScanner) -> [Int] {
    if key.hasEscapes {
      let decoded = scanner.decoded(key)
      return headers.first { $0.bytes == decoded }?.fields ?? []
    }
    let bytes = scanner.bytes.span.extracting(key.range)
    for header in headers where header.bytes.span.isEqual(to: bytes) { return header.fields }
    return []
  }

  private mutating func readValue(_ scanner: inout JSONScanner, fields: [Int], depth: Int) -> Bool {
    var (form, hasEscapes) = (CellForm.nested, false)
    let range: ByteRange
    if scanner.isAtNested {
      guard let nested = scanner.skipNested(depth: depth, limit: file.limits.nesting) else { return false }
      range = nested
    } else {
      guard let scalar = scanner.scalar() else { return false }
      (form, hasEscapes, range) = (scalar.form, scalar.hasEscapes, scalar.range)
    }
    let bytes = file.bytes
    for field in fields {
      lastRow[field] = builder.rowCount
      let problem: CellProblem?
      if hasEscapes {
        let decoded = scanner.decoded(JSONScanner.Text(range: range, hasEscapes: true))
        problem = builder.append(decoded.span, form, field: field)
      } else {
        problem = builder.append(bytes.span.extracting(range), form, field: field)
      }
      guard let problem else { continue }
      let header = file.schema.fields[field].header
      let place = file.place(range, row: number, column: field + 1, header: header)
      builder.report(problem, field: field, form: form, at: place)
    }
    return true
  }

  consuming func finish() -> (table: Table?, diagnostics: [Diagnostic]) {
    if let faults = absent.skipFaults { return (nil, faults) }
    absent.settle(&builder)
    let (file, built, offsets, skipped) = (file, builder, builder.rowOffsets, skipped)
    return built.finish { row, field in
      let number = row + 1 + skipped.count(above: row)
      return locateMember(file, object: row < offsets.count ? offsets[row] : nil, row: number, field: field)
    }
  }
}

/// The place of a field's value in the object at `start`, or of the object's begin where the key is absent.
private func locateMember(_ file: DataFile, object start: Int?, row: Int, field: Int) -> Place {
  guard let start, file.schema.fields.indices.contains(field) else { return file.place(0..<0) }
  let header = file.schema.fields[field].header
  var found = start..<start
  visitMembers(file, object: start) { key, value, _ in
    guard key == Array(header.utf8) else { return true }
    found = value.range
    return false
  }
  return file.place(found, row: row, column: field + 1, header: header)
}

/// The keys of the object at `start`.
private func keys(_ file: DataFile, object start: Int) -> [String] {
  var keys: [String] = []
  visitMembers(file, object: start) { key, _, _ in
    keys.append(String(decoding: key, as: UTF8.self))
    return true
  }
  return keys
}

/// Calls `visit` for each member of the object at `start`, which was read before, until it says that it has enough.
private func visitMembers(
  _ file: DataFile, object start: Int,
  _ visit: (_ key: [UInt8], _ value: JSONScanner.Scalar, _ scanner: JSONScanner) -> Bool
) {
  var scanner = JSONScanner(file.bytes, from: start + 1)
  scanner.skipBlanks()
  while let key = scanner.key() {
    let value =
      scanner.isAtNested
      ? scanner.skipNested(depth: 0, limit: file.limits.nesting).map {
        JSONScanner.Scalar(form: .nested, range: $0, hasEscapes: false)
      } : scanner.scalar()
    guard let value, visit(scanner.decoded(key), value, scanner) else { return }
    scanner.skipBlanks()
    guard scanner.take(UInt8(ascii: ",")) else { return }
    scanner.skipBlanks()
  }
}

extension JSONScanner {
  /// What a value says, without blanks around it; empty for nothing, and for what is nested.
  fileprivate func trimmed(_ value: Scalar) -> String {
    guard value.form != .null, value.form != .nested else { return "" }
    let bytes = decoded(Text(range: value.range, hasEscapes: value.hasEscapes))
    return bytes.span.extracting(bytes.span.rangeWithoutBlanks()).text
  }
}
