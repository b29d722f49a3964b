import EvrepSource

/// What a row of dashes is meant as that has other cells than its header, or other signs.
struct DashRow {
  private enum Alignment { case plain, left, right, center }

  /// The cells without blanks and other signs, in narrow signs, and no colon twice.
  private let cells: [[UInt8]]

  init(_ row: TableLine, _ bytes: [UInt8]) {
    let row = row.narrowed(row.wideBars)
    cells = (0..<row.cells).map { index in
      var cell: [UInt8] = []
      for scalar in String(decoding: bytes[row.cell(index)], as: UTF8.self).unicodeScalars {
        switch scalar {
        case ":", "：": if cell.last != UInt8(ascii: ":") { cell.append(UInt8(ascii: ":")) }
        case let dash where Self.isDash(dash): cell.append(UInt8(ascii: "-"))
        default: break
        }
      }
      return cell
    }
  }

  /// True for a dash of any width.
  static func isDash(_ scalar: Unicode.Scalar) -> Bool { "-—–－─━".unicodeScalars.contains(scalar) }

  /// The rows that it may be meant as, with as many cells as there are columns. Safe is one that leaves each column aligned
  /// as it is written.
  func mended(columns: Int) -> [(text: String, isSafe: Bool)] {
    let filled = cells.filter { !$0.isEmpty }
    let cells = cells.count > columns && filled.count == columns ? filled : cells
    let broken = cells.indices.filter { !TableShapes.isDelimiter(cells[$0][...]) }
    if cells.count == columns { return broken.isEmpty ? [(Self.text(cells), true)] : [] }
    if cells.count + 1 == columns, broken.count <= 1 {
      // Two cells without the bar between them.
      let joined = broken.first ?? cells.indices.first { Self.alignment(cells[$0]) == .center && cells[$0].count > 3 }
      let splits = joined.map { at in Self.splits(cells[at]).map { cells[..<at] + $0 + cells[(at + 1)...] } } ?? []
      if !splits.isEmpty { return splits.map { (Self.text(Array($0)), false) } }
    }
    guard broken.isEmpty, let first = cells.first else { return [] }
    let isEven = cells.allSatisfy { Self.alignment($0) == Self.alignment(first) }
    let new = isEven ? first : Array("---".utf8)
    let row = Array(cells.prefix(columns)) + Array(repeating: new, count: max(0, columns - cells.count))
    return [(Self.text(row), isEven)]
  }

  private static func text(_ cells: [[UInt8]]) -> String {
    "|" + cells.map { String(decoding: $0, as: UTF8.self) + "|" }.joined()
  }

  /// The two cells that one may be: a colon inside it belongs to either, and `:----:` is parted in the middle.
  private static func splits(_ cell: [UInt8]) -> [[[UInt8]]] {
    let colon = UInt8(ascii: ":")
    let inner = cell.indices.dropFirst().dropLast().filter { cell[$0] == colon }
    let ends = inner.isEmpty ? [cell.count / 2] : inner.flatMap { [$0 + 1, $0] }
    return ends.map { [Array(cell[..<$0]), Array(cell[$0...])] }
      .filter { $0.allSatisfy { TableShapes.isDelimiter($0[...]) } }
  }

  private static func alignment(_ cell: [UInt8]) -> Alignment {
    switch (cell.first == UInt8(ascii: ":"), cell.last == UInt8(ascii: ":")) {
    case (true, true): .center
    case (true, false): .left
    case (false, true): .right
    case (false, false): .plain
    }
  }
}
