/// A format of data files, known by the extension of the path.
package enum DataFormat: Sendable, Hashable {
  case csv, tsv, json, yaml, toml, xlsx, sqlite

  /// The extensions that are read, as a message lists them.
  package static let extensions = [".csv", ".tsv", ".json", ".yaml", ".toml", ".xlsx", ".sqlite"]

  /// The format of the file at `path` by its extension, in any case; nil for any other, or none.
  package init?(path: String) {
    let name = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).last ?? path.utf8[...]
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")) else { return nil }
    switch String(name[dot...])?.lowercased() {
    case ".csv": self = .csv
    case ".tsv": self = .tsv
    case ".json": self = .json
    case ".yaml", ".yml": self = .yaml
    case ".toml": self = .toml
    case ".sqlite", ".sqlite3", ".db": self = .sqlite
    // A workbook with macros differs in its macros alone, which are never looked at.
    case ".xlsx", ".xlsm": self = .xlsx
    default: return nil
    }
  }

  /// What messages call it.
  package var name: String {
    switch self {
    case .csv: "CSV"
    case .tsv: "TSV"
    case .json: "JSON"
    case .yaml: "YAML"
    case .toml: "TOML"
    case .xlsx: "XLSX"
    case .sqlite: "SQLite"
    }
  }

  /// True where the bytes are no text.
  package var isBinary: Bool { self == .xlsx || self == .sqlite }

  /// The clauses of a binding that say something of a file in this format.
  package var clauses: [BindingClause] {
    switch self {
    case .csv, .tsv: [.header, .skip, .encoding, .delimiter]
    case .json, .yaml, .toml: [.path, .skip]
    case .xlsx: [.sheet, .range, .header, .skip]
    case .sqlite: [.table, .query, .skip]
    }
  }
}
