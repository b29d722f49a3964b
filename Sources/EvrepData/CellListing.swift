import EvrepModel
import EvrepSource

/// Lines that name cells by their row and column, as they are written. A class, because the XML reader fills it.
final class CellListing {
  private(set) var text: [UInt8] = []
  /// True once the listing is as long as it may be; what follows is left out.
  private(set) var isFull = false
  private let limit: Int
  /// What each column is called; nil until the headers have come.
  private var headers: [Int: String]?

  /// The most characters of a row's or a column's name.
  private static let nameLimit = 60

  /// - Parameter limit: the most bytes of the listing.
  init(limit: Int) { self.limit = limit }

  /// Begins a sheet or table. Without `headers`, they are in the first row that has two cells.
  func begin(_ kind: String, _ name: String, isHidden: Bool = false, headers: [String]? = nil) {
    self.headers = nil
    note("\(kind) \(name)\(isHidden ? " (hidden)" : "")")
    if let headers { add(Array(headers.enumerated().map { (column: $0, text: $1) })) }
    // A table of one column has its header too.
    if let headers, self.headers == nil { self.headers = [0: headers.first ?? ""] }
  }

  /// Writes a row: its cells in the order of their columns, those that are empty left out.
  func add(_ cells: [(column: Int, text: String)]) {
    guard let first = cells.first else { return }
    guard let headers else {
      // A title, a date, a note above the headers.
      guard cells.count > 1 else { return note(first.text) }
      self.headers = [Int: String](cells.map { ($0.column, Self.shortened($0.text)) }) { first, _ in first }
      for cell in cells { note("column \(cell.text)") }
      return
    }
    let name = Self.shortened(first.text)
    note(first.text)
    for cell in cells.dropFirst() {
      note("\(name) · \(headers[cell.column] ?? "column \(CellAddress.letters(cell.column))"): \(cell.text)")
    }
  }

  /// Writes a line, control characters as escapes.
  func note(_ line: String) {
    guard !isFull else { return }
    for byte in line.utf8 {
      switch byte {
      case 0x0A: text += "\\n".utf8
      case 0x0D: text += "\\r".utf8
      case 0x09: text += "\\t".utf8
      case 0x5C: text += "\\\\".utf8
      case 0..<0x20, 0x7F: text += "\\x\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8
      default: text.append(byte)
      }
    }
    text.append(0x0A)
    guard text.count > limit else { return }
    isFull = true
    text += "the rest is left out: the listing is longer than \(limit) bytes\n".utf8
  }

  private static func shortened(_ name: String) -> String {
    let scalars = name.unicodeScalars
    guard let end = scalars.index(scalars.startIndex, offsetBy: nameLimit, limitedBy: scalars.endIndex),
      end < scalars.endIndex
    else { return name }
    return String(scalars[..<end]) + "…"
  }

  /// The length of bytes that are not shown, and a number that changes as they do.
  static func fingerprint(_ bytes: some Collection<UInt8>) -> String {
    "\(bytes.count) bytes, \(String(byteHash(bytes), radix: 16))"
  }
}
