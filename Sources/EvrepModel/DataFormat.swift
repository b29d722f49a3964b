/// A format of data files, known by the extension of the path.
package enum DataFormat: Sendable, Hashable {
  case csv, tsv, json

  /// The extensions that are read, as a message lists them.
  package static let extensions = [".csv", ".tsv", ".json"]

  /// The format of the file at `path` by its extension, in any case; nil for any other, or none.
  package init?(path: String) {
    let name = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).last ?? path.utf8[...]
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")) else { return nil }
    switch String(name[dot...])?.lowercased() {
    case ".csv": self = .csv
    case ".tsv": self = .tsv
    case ".json": self = .json
    default: return nil
    }
  }

  /// What messages call it.
  package var name: String {
    switch self {
    case .csv: "CSV"
    case .tsv: "TSV"
    case .json: "JSON"
    }
  }

  /// The clauses of a binding that say something of a file in this format.
  package var clauses: [BindingClause] {
    switch self {
    case .csv, .tsv: [.header, .skip, .encoding, .delimiter]
    case .json: [.path]
    }
  }
}
