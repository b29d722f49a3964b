import EvrepModel
import EvrepSource
import EvrepTestSupport
import Testing

@testable import EvrepData

/// The data files that other programs have made.
enum Stored {
  private static let folder = String(#filePath.dropLast("Stored.swift".count)) + "Fixtures/"

  static func bytes(_ name: String) throws -> [UInt8] {
    try DiskWorld().read(folder + name, within: nil, limit: 1 << 24)
  }
}

extension Fixture {
  /// The same with clauses in the declaration.
  func bound(_ change: (inout Binding, Place) -> Void) -> Fixture {
    var (copy, binding) = (self, schema.binding)
    change(&binding, schema.pathPlace)
    copy.schema = Schema(
      name: schema.name, fields: schema.fields, countingUnit: nil, isRecord: schema.isRecord, path: schema.path,
      pathPlace: schema.pathPlace, binding: binding, place: schema.place)
    return copy
  }

  /// The same with other headers, and with fields that take over what stands above.
  func with(headers: [String], filled: Set<Int> = []) -> Fixture {
    var copy = self
    copy.schema = schema.with(
      fields: zip(schema.fields, headers).enumerated().map { index, pair in
        Field(
          name: pair.0.name, type: pair.0.type, isKey: pair.0.isKey, isPrivate: false, isFilled: filled.contains(index),
          header: pair.1, place: pair.0.place)
      })
    return copy
  }

  mutating func load(stored name: String) throws -> Loaded {
    let format = String(name.split(separator: ".").last ?? "")
    return load(try Stored.bytes(name), as: format)
  }
}

extension Loaded {
  /// What the messages say of their places, in English.
  var addresses: [String] {
    diagnostics.map { diagnostic in
      guard let cell = diagnostic.place?.cell else { return "" }
      return "\(cell.sheet ?? cell.table ?? "")!\(cell.columnLetters)\(cell.row)=\(cell.content)"
    }
  }
}
