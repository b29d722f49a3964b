import EvrepModel
import EvrepSource

/// The keys of fields that objects lack while they are read: one that no object has is one mistake, and not one of each.
struct AbsentKeys {
  private let file: DataFile
  private var logs: [FaultLog]
  /// True for a field whose key some object has.
  private var isSeen: [Bool]
  /// The keys of the first object, and where it begins.
  private var first: (keys: [String], place: Place)?

  init(_ file: DataFile) {
    self.file = file
    logs = file.schema.fields.map { _ in FaultLog(limit: file.limits.reportedCells) }
    isSeen = file.schema.fields.map { _ in false }
  }

  mutating func noteFirst(keys: [String], at range: ByteRange) { first = (keys, file.place(range.prefix)) }

  @inline(__always)
  mutating func see(_ field: Int) { isSeen[field] = true }

  /// Notes that an object has no value for a field.
  ///
  /// - Parameter keys: the keys that it has.
  mutating func note(_ index: Int, object start: Int, row: Int, keys: () -> [String]) {
    let (file, field) = (file, file.schema.fields[index])
    guard !field.type.isOptional else { return }
    logs[index].report(.emptyCell) {
      let place = file.place(start..<start, row: row, column: index + 1, header: field.header)
      return .keyAbsent(field, at: place, near: Self.near(field, keys(), file))
    }
  }

  /// True for an object that the declaration leaves out.
  ///
  /// - Parameter text: the text of a key's value, nil where there is none.
  mutating func isSkipped(_ text: (_ key: String) -> String?) -> Bool {
    guard let skip = file.schema.binding.skip?.value else { return false }
    var texts: [Int: String] = [:]
    for field in skip.fields {
      guard let text = text(file.schema.fields[field].header) else { continue }
      isSeen[field] = true
      texts[field] = text
    }
    return skip.holds { texts[$0] ?? "" }
  }

  /// What is wrong where no object has a key by which some are left out, so that none is known to be data.
  var skipFaults: [Diagnostic]? {
    guard first != nil, skipFields.contains(where: { !isSeen[$0] }) else { return nil }
    return faults(missing)
  }

  /// Reports what was noted.
  func settle(_ builder: inout TableBuilder) {
    let missing = missing
    for (index, log) in logs.enumerated() where !missing.contains(index) { builder.merge(log, field: index) }
    let faults = faults(missing)
    // Of another table's objects nothing is known.
    let isOther = faults.first?.place == file.schema.pathPlace
    builder.lose(isOther ? Array(isSeen.indices) : missing, faults)
  }

  private var skipFields: Set<Int> { file.schema.binding.skip?.value.fields ?? [] }

  /// The fields that need a key which no object has.
  private var missing: [Int] {
    guard first != nil else { return [] }
    let skipFields = skipFields
    return isSeen.indices.filter { index in
      !isSeen[index] && !file.lost.contains(index) && (!logs[index].isEmpty || skipFields.contains(index))
    }
  }

  private func faults(_ missing: [Int]) -> [Diagnostic] {
    guard let (keys, place) = first else { return [] }
    let fields = missing.map { file.schema.fields[$0] }
    func number(_ field: Field) -> Int? { keys.firstIndex { field.header.isSpelled(like: $0) } }
    if fields.count * 2 >= file.schema.fields.count,
      let other = file.otherTable(besides: Set(file.schema.fields.compactMap(number)), number)
    {
      return [.columnsOfOther(other, fields, of: file.schema, row: place)]
    }
    if fields.count > 1, fields.count == file.schema.fields.count {
      return [.keysMissing(fields, keys: keys, first: place)]
    }
    return fields.map { field in
      let near = Self.near(field, keys, file)
      var finding = Diagnostic.keyMissing(field, keys: keys, near: near, first: place)
      if near == nil, file.schema.fields.count == 1 { finding.evidence = .otherFile(file.id) }
      return finding
    }
  }

  /// The key that is probably meant for a field's, of those that no field reads.
  private static func near(_ field: Field, _ keys: [String], _ file: DataFile) -> String? {
    let free = keys.filter { key in !file.schema.fields.contains { $0.header.isSpelled(like: key) } }
    return Nearest.header(for: field.header, in: free)
  }
}

extension ByteRange {
  /// The first byte alone, for marks that should not run over many lines.
  fileprivate var prefix: ByteRange { lowerBound..<Swift.min(lowerBound + 1, upperBound) }
}
