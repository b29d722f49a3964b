package import EvrepSource
package import EvrepUnits

/// The cells of one field, a machine word each.
package enum Column: Sendable {
  /// Enumeration indices, years, days since 1970-01-01, or 0 and 1, as the field's type says.
  case integers([Int32])
  /// Each cell is its mantissa times `unit`, in base units: a column of 万元 with two decimals has a `unit` of 100 元.
  case decimals([Int64], unit: Number)
  /// Numbers that have no common 64-bit scale; nil is a missing cell.
  case numbers([Number?])
  case texts(TextColumn)

  /// Stands for a missing cell among `integers`.
  package static let missingInteger = Int32.min
  /// Stands for a missing cell among `decimals`.
  package static let missingDecimal = Int64.min

  /// The number in a cell of `decimals` or `numbers`; nil where it is missing.
  package func number(_ row: Int) -> Number? {
    switch self {
    case .decimals(let mantissas, let unit):
      let mantissa = mantissas[row]
      return mantissa == Self.missingDecimal ? nil : try? Number(Int(mantissa)).multiplied(by: unit)
    case .numbers(let numbers): return numbers[row]
    case .integers, .texts: return nil
    }
  }
}

/// Texts end to end in one buffer.
package struct TextColumn: Sendable {
  package private(set) var bytes: [UInt8] = []
  /// The end of each text in `bytes`; negative, as `~end`, where the cell is missing.
  private var ends: [Int] = []

  package init() {}

  package var count: Int { ends.count }

  package mutating func append(_ text: some Sequence<UInt8>) {
    bytes.append(contentsOf: text)
    ends.append(bytes.count)
  }

  package mutating func append(_ text: Span<UInt8>) {
    text.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
    ends.append(bytes.count)
  }

  /// Appends the last text again; false where it is missing.
  package mutating func repeatLast() -> Bool {
    guard !ends.isEmpty, let range = range(ends.count - 1) else { return false }
    bytes.append(contentsOf: bytes[range])
    ends.append(bytes.count)
    return true
  }

  /// Makes room for `rows` rows and `byteCount` bytes in all.
  package mutating func reserveCapacity(_ rows: Int, bytes byteCount: Int) {
    ends.reserveCapacity(rows)
    bytes.reserveCapacity(byteCount)
  }

  package mutating func appendMissing() { ends.append(~bytes.count) }

  /// The text of a row, or nil where it is missing.
  package subscript(_ row: Int) -> String? {
    guard let range = range(row) else { return nil }
    return String(decoding: bytes[range], as: UTF8.self)
  }

  /// The bytes of a row's text, or nil where it is missing.
  package func range(_ row: Int) -> ByteRange? {
    let end = ends[row]
    guard end >= 0 else { return nil }
    let before = row == 0 ? 0 : ends[row - 1]
    return (before < 0 ? ~before : before)..<end
  }
}

/// Where the rows of a table stand in their file.
package struct TableSource: Sendable {
  package let file: FileID
  /// The first byte of each row's record.
  package let rowOffsets: [Int]
  /// Finds a cell's address and bytes again from its row and field, on demand: only messages and ledgers ask.
  private let locate: @Sendable (_ row: Int, _ field: Int) -> Place
  /// The same in the file, where `locate` gives another place for a cell that was set.
  private let locateInFile: @Sendable (_ row: Int, _ field: Int) -> Place

  package init(file: FileID, rowOffsets: [Int], locate: @escaping @Sendable (_ row: Int, _ field: Int) -> Place) {
    self.file = file
    self.rowOffsets = rowOffsets
    self.locate = locate
    locateInFile = locate
  }

  /// The same source, with other places for some cells.
  package init(
    _ source: TableSource, locate: @escaping @Sendable (_ row: Int, _ field: Int) -> Place
  ) {
    file = source.file
    rowOffsets = source.rowOffsets
    self.locate = locate
    locateInFile = source.locateInFile
  }

  /// The place of a cell; `row` and `field` are indices of the table and of its schema.
  package func place(row: Int, field: Int) -> Place { locate(row, field) }

  /// The place of a cell in its file, also where a scenario has set it.
  package func placeInFile(row: Int, field: Int) -> Place { locateInFile(row, field) }
}

/// A typed table: one column a field of its schema, all of one length.
package struct Table: Sendable {
  package let schema: SchemaID
  package let columns: [Column]
  package let rowCount: Int
  /// Nil for a table that no file holds, such as the report's problems.
  package let source: TableSource?

  package init(schema: SchemaID, columns: [Column], rowCount: Int, source: TableSource?) {
    self.schema = schema
    self.columns = columns
    self.rowCount = rowCount
    self.source = source
  }
}
