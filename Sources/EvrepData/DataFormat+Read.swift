import EvrepModel
import EvrepSource

extension DataFormat {
  /// The format of bytes that are no text, by how they begin: a workbook or a database whose name has another extension. Nil for others.
  static func binary(of bytes: [UInt8]) -> DataFormat? {
    if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return .xlsx }
    return bytes.starts(with: "SQLite format 3\0".utf8) ? .sqlite : nil
  }

  /// Reads `file` in this format.
  func read(_ file: DataFile) -> (table: Table?, diagnostics: [Diagnostic]) {
    switch self {
    case .csv: readCSV(file, delimiter: UInt8(ascii: ","))
    case .tsv: readCSV(file, delimiter: UInt8(ascii: "\t"))
    case .json: readJSON(file)
    case .yaml: readYAML(file)
    case .toml: readTOML(file)
    case .xlsx: readXLSX(file)
    case .sqlite: readSQLite(file)
    }
  }
}
