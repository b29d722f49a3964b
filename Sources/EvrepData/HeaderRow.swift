import EvrepModel
import EvrepSource

/// The headers of a file, matched with the fields of its schema.
///
/// Columns that no field names are ignored.
struct HeaderRow {
  /// The headers from the first column on, blanks around them taken away.
  let headers: [String]
  /// The column of each field, from 0.
  let columns: [Int]

  /// Finds the column of every field.
  ///
  /// - Parameters:
  ///   - places: the header cells, as many as `headers`.
  ///   - row: the whole header row.
  ///   - diagnostics: gets columnMissing for a field that has no column, duplicateColumn for one that has several.
  init(
    _ headers: [String], places: [Place], row: Place, file: DataFile, diagnostics: inout [Diagnostic]
  ) {
    self.headers = headers
    var first = NameTable<Int>()
    var second = NameTable<Int>()
    for (column, header) in headers.enumerated() {
      if first[header] == nil { first[header] = column } else if second[header] == nil { second[header] = column }
    }
    // Fields that share a header have one message about it.
    var reported = NameTable<Bool>()
    var columns: [Int] = []
    for field in file.schema.fields {
      guard let column = first[field.header] else {
        diagnostics.append(.columnMissing(field, headers: headers, row: row))
        continue
      }
      columns.append(column)
      if let again = second[field.header], reported[field.header] == nil {
        reported[field.header] = true
        diagnostics.append(.duplicateColumn(field, at: places[again], first: places[column]))
      }
    }
    self.columns = columns
  }
}
