import EvrepModel
import EvrepSource

/// Looks for the headers of a schema in a row that the declaration does not name.
struct HeaderSearch {
  let fields: [Field]
  /// How many rows are searched.
  static let rowLimit = 20

  /// True where at least half of the fields have a cell with their header, with or without a unit in brackets.
  func accepts(_ cells: [String]) -> Bool {
    var found = 0
    for field in fields {
      let isThere = cells.contains { cell in
        cell.isSpelled(like: field.header) || (HeaderUnit.split(cell)?.base.isSpelled(like: field.header) ?? false)
      }
      if isThere { found += 1 }
    }
    return found > 0 && found * 2 >= fields.count
  }
}
