import EvrepModel
import EvrepSource
import EvrepUnits

/// A data file that was read, valid UTF-8, with the schema that its content has to fit: what every reader is given.
struct DataFile: Sendable {
  let id: FileID
  let bytes: [UInt8]
  let schema: Schema
  let schemaID: SchemaID
  let limits: DataLimits
  /// The units that headers may state.
  let units: UnitRegistry
  /// The fields whose declaration has a mistake: nothing is said of them, nor of their cells.
  var lost: Set<Int> = []
  /// True where the bytes are no text, so that no message can point into them.
  var isBinary = false
  /// All tables that the report declares.
  var schemas: [Schema] = []
  /// Looks on where the schema is a guess.
  var probe: FileProbe?

  /// The text of `range`.
  func text(_ range: ByteRange) -> String {
    String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
  }

  func place(_ range: ByteRange) -> Place { Place(id, range) }

  /// The place of a cell whose content is the bytes of `range`; `row` and `column` count from 1.
  func place(_ range: ByteRange, row: Int, column: Int, header: String) -> Place {
    Place(id, range, cell: CellAddress(row: row, column: column, header: header, content: text(range)))
  }

  /// The table whose file this is: all of its fields have a column, or a key, and one of them at least that no field here has.
  ///
  /// - Parameters:
  ///   - claimed: the columns of the fields that are declared here.
  ///   - column: the column of a field; nil where it has none.
  func otherTable(besides claimed: Set<Int>, _ column: (Field) -> Int?) -> Schema? {
    schemas.first { other in
      guard !other.isStandard, !other.path.isEmpty, other.place != schema.place, !other.fields.isEmpty else {
        return false
      }
      let columns = other.fields.compactMap(column)
      return columns.count == other.fields.count && columns.contains { !claimed.contains($0) }
    }
  }

  /// The place of a cell of a file that is no text.
  func place(row: Int, column: Int, header: String, content: String, in container: CellContainer) -> Place {
    Place(
      id, 0..<0, cell: CellAddress(row: row, column: column, header: header, content: content, container: container))
  }

  /// Where a message about the whole file, or the bytes of `range`, points.
  func messagePlace(_ range: ByteRange) -> Place { isBinary ? schema.pathPlace : place(range) }
}
