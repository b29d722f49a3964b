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

  /// Reports what was noted.
  func settle(_ builder: inout TableBuilder) {
    let fields = file.schema.fields
    let lost = fields.indices.filter { !isSeen[$0] && !logs[$0].isEmpty && !file.lost.contains($0) }
    for (index, log) in logs.enumerated() where !lost.contains(index) { builder.merge(log, field: index) }
    guard let (keys, place) = first else { return }
    if lost.count > 1, lost.count == fields.count {
      return builder.lose(lost, .keysMissing(fields, keys: keys, first: place))
    }
    for index in lost {
      builder.lose(
        [index], .keyMissing(fields[index], keys: keys, near: Self.near(fields[index], keys, file), first: place))
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
