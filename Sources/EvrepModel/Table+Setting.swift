package import EvrepSource
import EvrepUnits

extension Table {
  /// A copy with one cell set. O(rows).
  ///
  /// - Parameters:
  ///   - scalar: a value of the field's type.
  ///   - place: what messages give as the place of the cell from now on.
  package func setting(row: Int, field: Int, type: Type, to scalar: Scalar, at place: Place) -> Table {
    var columns = columns
    columns[field] = column(field, type, setting: row, to: scalar)
    let source = source.map { source in
      TableSource(source) { otherRow, otherField in
        (otherRow, otherField) == (row, field) ? place : source.place(row: otherRow, field: otherField)
      }
    }
    return Table(schema: schema, columns: columns, rowCount: rowCount, source: source)
  }

  private func column(_ field: Int, _ type: Type, setting row: Int, to scalar: Scalar) -> Column {
    switch columns[field] {
    case .unreadable: return .unreadable
    case .integers(var cells):
      cells[row] = Self.integer(scalar)
      return .integers(cells)
    case .texts(let texts):
      var changed = TextColumn()
      for index in 0..<texts.count {
        var text = texts[index]
        if index == row { if case .text(let new) = scalar { text = new } else { text = nil } }
        if let text { changed.append(text.utf8) } else { changed.appendMissing() }
      }
      return .texts(changed)
    case .decimals(var cells, let unit):
      guard let mantissa = Self.mantissa(scalar, unit) else { break }
      cells[row] = mantissa
      return .decimals(cells, unit: unit)
    case .numbers: break
    }
    // A number that the column's scale cannot hold.
    return .numbers(
      (0..<rowCount).map { index in
        let cell = index == row ? scalar : self.scalar(row: index, field: field, type: type)
        if case .number(let number) = cell { return number }
        return nil
      })
  }

  private static func integer(_ scalar: Scalar) -> Int32 {
    switch scalar {
    case .bool(let truth): truth ? 1 : 0
    case .date(let value), .year(let value), .enumeration(let value): Int32(exactly: value) ?? Column.missingInteger
    default: Column.missingInteger
    }
  }

  /// The cell that is `scalar` in units of `unit`; nil where none is.
  private static func mantissa(_ scalar: Scalar, _ unit: Number) -> Int64? {
    guard case .number(let number) = scalar else { return Column.missingDecimal }
    guard let scaled = try? number.divided(by: unit), let integer = scaled.integer, integer != Int.min else {
      return nil
    }
    return Int64(integer)
  }
}
