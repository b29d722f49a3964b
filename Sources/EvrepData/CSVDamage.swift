import EvrepModel
import EvrepSource

/// Finds the cell of bytes that are no text.
enum CSVDamage {
  /// The place of the cell that holds byte `offset`, without its header; nil in other formats, or where the records before
  /// it cannot be told apart. O(bytes).
  static func place(_ file: DataFile, _ offset: Int, _ format: DataFormat) -> Place? {
    guard format == .csv || format == .tsv else { return nil }
    let dialect = CSVDialect(file, delimiter: format == .csv ? UInt8(ascii: ",") : UInt8(ascii: "\t"))
    let bytes = file.bytes.span
    let scanner = CSVScanner(bytes, delimiter: dialect.delimiter)
    var record = CSVRecord()
    var start = dialect.start
    var row = 1
    while start < scanner.end {
      let (next, fault) = scanner.scan(bytes, from: start, keeping: file.limits.columns, into: &record)
      guard fault == nil else { return nil }
      if offset < next {
        let column = (0..<min(record.count, file.limits.columns)).first { record[$0].end > offset } ?? 0
        let range = record.count > column ? record[column].range : offset..<offset + 1
        return file.place(range, row: row, column: column + 1, header: "")
      }
      start = next
      row += 1
    }
    return nil
  }
}
