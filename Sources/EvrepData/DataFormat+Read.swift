import EvrepModel
import EvrepSource

extension DataFormat {
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
