import EvrepModel
import EvrepUnits

/// What the cells of a table hold, as text again: for a file whose own text is too dear to look up.
struct CellContents: Sendable {
  private let schema: Schema
  private let columns: [Column]

  /// More decimals than this are not shown.
  private static let decimalLimit = 40

  init(_ schema: Schema, _ columns: [Column]) {
    self.schema = schema
    self.columns = columns
  }

  /// The content of a cell in the unit of its field; empty where it is missing.
  func text(row: Int, field: Int) -> String {
    let type = schema.fields[field].type.settled
    switch columns[field] {
    case .texts(let texts): return texts[row] ?? ""
    case .unreadable: return ""
    case .decimals(let cells, let unit):
      guard cells[row] != Column.missingDecimal else { return "" }
      return text(try? Number(Int(cells[row])).multiplied(by: unit), type)
    case .numbers(let numbers): return text(numbers[row], type)
    case .integers(let cells):
      guard cells[row] != Column.missingInteger else { return "" }
      return text(Int(cells[row]), type)
    }
  }

  private func text(_ integer: Int, _ type: Type) -> String {
    switch type {
    case .bool: return integer == 0 ? "false" : "true"
    case .date: return SheetDate.text(days: integer) ?? ""
    case .enumeration(let enumeration) where enumeration.cases.indices.contains(integer):
      return enumeration.cases[integer]
    default: return String(integer)
    }
  }

  private func text(_ number: Number?, _ type: Type) -> String {
    guard case .quantity(_, let unit) = type, let number,
      let value = try? number.divided(by: unit?.factor ?? .one)
    else { return "" }
    return value.formatted(decimals: value.decimalsNeeded(limit: Self.decimalLimit) ?? Self.decimalLimit)
  }
}
