import EvrepModel
import EvrepSource

/// Finds the row of bytes that are no text.
enum CSVDamage {
  /// The row that holds byte `offset`, from 1; nil in other formats, or where the records before it cannot be told apart.
  /// O(bytes).
  static func row(_ file: DataFile, _ offset: Int, _ format: DataFormat) -> Int? {
    guard format == .csv || format == .tsv else { return nil }
    let dialect = CSVDialect(file, delimiter: format == .csv ? UInt8(ascii: ",") : UInt8(ascii: "\t"))
    let bytes = file.bytes.span
    let scanner = CSVScanner(bytes, delimiter: dialect.delimiter)
    var record = CSVRecord()
    var start = dialect.start
    var row = 1
    while start < scanner.end {
      let (next, fault) = scanner.scan(bytes, from: start, keeping: 0, into: &record)
      guard fault == nil else { return nil }
      if offset < next { return row }
      start = next
      row += 1
    }
    return nil
  }
}
