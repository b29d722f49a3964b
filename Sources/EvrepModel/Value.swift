package import EvrepUnits

/// Some rows of a table, in their order.
package enum Rows: Sendable, Hashable {
  /// Rows `0 ..< count`.
  case all(Int)
  case some([Int32])

  package var count: Int {
    switch self {
    case .all(let count): count
    case .some(let rows): rows.count
    }
  }

  /// The table's row at `index`, which is less than `count`.
  package subscript(_ index: Int) -> Int {
    switch self {
    case .all: index
    case .some(let rows): Int(rows[index])
    }
  }
}

/// Selected rows of one table.
package struct Selection: Sendable, Hashable {
  package let schema: SchemaID
  package let rows: Rows

  package init(schema: SchemaID, rows: Rows) {
    self.schema = schema
    self.rows = rows
  }
}

/// One group of a grouped table.
package struct Group: Sendable, Hashable {
  package let key: Scalar
  package let selection: Selection

  package init(key: Scalar, selection: Selection) {
    self.key = key
    self.selection = selection
  }
}

/// A single value of a cell.
package enum Scalar: Sendable, Hashable {
  case missing
  case text(String)
  case bool(Bool)
  /// Days since 1970-01-01.
  case date(Int)
  case year(Int)
  /// In base units.
  case number(Number)
  /// The index of an enumeration's case.
  case enumeration(Int)
}

/// What an expression evaluates to.
package enum Value: Sendable, Hashable {
  case scalar(Scalar)
  /// The row of a table.
  case record(SchemaID, row: Int)
  case table(Selection)
  case groups([Group])
  case group(Group)
  /// One field of the selected rows; `skipping` leaves out rows where it is missing.
  case column(Selection, field: Int, skipping: Bool)
  case list([Scalar])
  /// The value of an expression that failed and was reported.
  case poison
}

extension Table {
  /// The cell of a row and a field whose type is `type`; O(1).
  package func scalar(row: Int, field: Int, type: Type) -> Scalar {
    switch columns[field] {
    case .texts(let texts): return texts[row].map(Scalar.text) ?? .missing
    case .decimals, .numbers: return columns[field].number(row).map(Scalar.number) ?? .missing
    case .integers(let integers):
      let integer = integers[row]
      guard integer != Column.missingInteger else { return .missing }
      switch type.settled {
      case .bool: return .bool(integer != 0)
      case .date: return .date(Int(integer))
      case .year: return .year(Int(integer))
      default: return .enumeration(Int(integer))
      }
    }
  }
}
