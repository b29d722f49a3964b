import EvrepModel
import EvrepSource
import EvrepUnits

/// The headers of a file, matched with the fields of its schema.
///
/// Columns that no field names are ignored.
struct HeaderRow: Sendable {
  /// The headers from the first column on, blanks around them taken away; a line break in one is a blank.
  let headers: [String]
  /// The column of each field, from 0.
  let columns: [Int]

  /// Finds the column of every field.
  ///
  /// - Parameters:
  ///   - places: the header cells, as many as `headers`.
  ///   - row: the whole header row.
  ///   - diagnostics: gets columnMissing for a field that has no column, duplicateColumn for one that has several,
  ///     headerUnit for one whose header states another unit than the declaration.
  ///   - title: the units that the rows above state.
  ///   - reason: what may explain that no field at all has a column.
  ///   - hints: what may explain that no column has this header.
  init(
    _ headers: [String], places: [Place], row: Place, file: DataFile, title: TitleUnits = TitleUnits(),
    diagnostics: inout [Diagnostic], reason: () -> Message? = { nil },
    hints: (_ header: String) -> [Message] = { _ in [] }
  ) {
    let headers = headers.map(Self.onOneLine)
    self.headers = headers
    file.probe?.note(headers: headers)
    let index = HeaderIndex(headers)
    // Fields that share a header have one message about it.
    var reported = NameTable<Bool>()
    var columns: [Int] = []
    let fields = file.schema.fields
    if fields.count > 1, fields.allSatisfy({ index.column(of: $0, units: file.units) == nil }) {
      diagnostics.append(.headersMissing(fields, headers: headers, row: row, reason: reason()))
      self.columns = []
      return
    }
    for field in fields {
      guard let found = index.column(of: field, units: file.units) else {
        diagnostics.append(.columnMissing(field, headers: headers, row: row, hints: hints(field.header)))
        continue
      }
      columns.append(found.column)
      if let again = found.again, reported[field.header] == nil {
        reported[field.header] = true
        diagnostics.append(.duplicateColumn(field, at: places[again], first: places[found.column]))
      } else if let unit = HeaderUnit.mismatch(headers[found.column], field, file.units) {
        diagnostics.append(.headerUnit(field, unit, at: places[found.column]))
      } else if let stated = title.mismatch(headers[found.column], field, file.units) {
        diagnostics.append(.titleUnit(field, stated))
      }
    }
    self.columns = columns
  }

  /// A header with a blank for each line break, which a declaration could not spell.
  private static func onOneLine(_ header: String) -> String {
    guard header.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D }) else { return header }
    return header.split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  /// The headers of several rows, from the highest level down, as one, with blanks between: `在校生 男`.
  ///
  /// A blank cell in an upper row belongs to the cell on its left, which was merged over it, unless nothing stands below.
  static func joined(_ levels: [[String]]) -> [String] {
    guard levels.count > 1 else { return levels.first ?? [] }
    let width = levels.map(\.count).max() ?? 0
    func cell(_ level: Int, _ column: Int) -> String { column < levels[level].count ? levels[level][column] : "" }
    var above = [String](repeating: "", count: levels.count)
    return (0..<width).map { column in
      for level in levels.indices {
        let text = cell(level, column)
        let hasMore = levels.indices[(level + 1)...].contains { !cell($0, column).isEmpty }
        if text.isEmpty, hasMore, level < levels.count - 1 { continue }
        above[level] = text
        // What was merged under the cell on the left ends with it.
        if !text.isEmpty { for lower in levels.indices[(level + 1)...] { above[lower] = "" } }
      }
      return above.filter { !$0.isEmpty }.joined(separator: " ")
    }
  }
}

/// Headers by their text, and by their text without the unit in brackets.
private struct HeaderIndex {
  private var first = NameTable<Int>()
  private var second = NameTable<Int>()
  private var bases = NameTable<[Int]>()
  private let headers: [String]

  init(_ headers: [String]) {
    self.headers = headers
    for (column, header) in headers.enumerated() {
      if first[header] == nil { first[header] = column } else if second[header] == nil { second[header] = column }
      guard let (base, _) = HeaderUnit.split(header) else { continue }
      bases[base] = (bases[base] ?? []) + [column]
    }
  }

  /// The column of a field, and the next one that is called so too.
  ///
  /// A header with a unit in brackets is a quantity's without it, and the one in the field's own unit comes first.
  func column(of field: Field, units: UnitRegistry) -> (column: Int, again: Int?)? {
    if let column = first[field.header] { return (column, second[field.header]) }
    guard case .quantity = field.type.settled, let all = bases[field.header] else { return nil }
    let stated = all.filter { column in
      HeaderUnit.unit(headers[column], units) != nil
    }
    let fitting = stated.filter { HeaderUnit.mismatch(headers[$0], field, units) == nil }
    if let column = fitting.first { return (column, fitting.dropFirst().first) }
    return stated.first.map { ($0, nil) }
  }
}
