import EvrepModel
import EvrepSource

/// Two columns each of which holds what the other one is declared as: their headers stand in each other's place. And two
/// such cells of one row.
struct SwappedColumns {
  let fields: [Field]
  let rows: Int
  let limits: DataLimits
  /// The text of a cell.
  let content: (_ row: Int, _ field: Int) -> String

  /// So many rows are looked at.
  private static let sample = 32

  /// The one field of `others` whose column fits `field`, and whose cells that of `field` holds; nil where none or several are such.
  func partner(of field: Int, among others: [Int]) -> Int? {
    let own = cells(of: field)
    let fitting = others.filter { other in
      other != field && fits(own, fields[other]) && fits(cells(of: other), fields[field])
    }
    return fitting.count == 1 ? fitting[0] : nil
  }

  /// True where two cells of one row each fit the other's field.
  func fits(_ first: String, in field: Int, _ second: String, in other: Int) -> Bool {
    fits([first], fields[other]) && fits([second], fields[field])
  }

  /// What two cells of one row are where the first sign of one is the last of the other, `drainag` and `e1500`; nil where neither fits
  /// then.
  func parted(_ first: String, _ field: Int, _ second: String, _ other: Int) -> [String]? {
    for (left, fields, right) in [(first, (field, other), second), (second, (other, field), first)] {
      guard let last = left.last, let next = right.first else { continue }
      let pairs = [(left + String(next), String(right.dropFirst())), (String(left.dropLast()), String(last) + right)]
      let found = pairs.first { pair in
        fits([pair.0], self.fields[fields.0]) && fits([pair.1], self.fields[fields.1])
      }
      if let found { return [found.0, found.1] }
    }
    return nil
  }

  private func cells(of field: Int) -> [String] {
    let step = max(1, rows / Self.sample)
    return stride(from: 0, to: rows, by: step).map { content($0, field) }
  }

  /// True where some cell has content and all are what the field takes.
  private func fits(_ cells: [String], _ field: Field) -> Bool {
    var builder = ColumnBuilder(field, allowsControls: false)
    return cells.contains { !$0.isEmpty }
      && cells.allSatisfy { cell in
        let bytes = Array(cell.utf8)
        return builder.append(bytes.span, .untyped, lengthLimit: limits.cellLength) == nil
      }
  }
}
