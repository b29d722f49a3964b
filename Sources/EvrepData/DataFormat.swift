import EvrepModel
import EvrepSource

/// A format of data files, known by the extension of the path.
enum DataFormat: Equatable {
  case csv(delimiter: UInt8)
  case json
  case xlsx

  /// The extensions that are read, as a message lists them.
  static let extensions = [".csv", ".tsv", ".json", ".xlsx"]

  /// The format of the file at `path` by its extension, in any case; nil for any other, or none.
  init?(path: String) {
    let name = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).last ?? path.utf8[...]
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")) else { return nil }
    switch String(name[dot...])?.lowercased() {
    case ".csv": self = .csv(delimiter: UInt8(ascii: ","))
    case ".tsv": self = .csv(delimiter: UInt8(ascii: "\t"))
    case ".json": self = .json
    // A workbook with macros differs in its macros alone, which are never looked at.
    case ".xlsx", ".xlsm": self = .xlsx
    default: return nil
    }
  }

  /// True where the bytes are no text.
  var isBinary: Bool { self == .xlsx }

  /// Reads `file` in this format.
  func read(_ file: DataFile) -> (table: Table?, diagnostics: [Diagnostic]) {
    switch self {
    case .csv(let delimiter): readCSV(file, delimiter: delimiter)
    case .json: readJSON(file)
    case .xlsx: readXLSX(file)
    }
  }
}
