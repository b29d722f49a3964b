import EvrepSource
package import EvrepUnits

/// An enumeration: its cases in the order of declaration.
package struct Enumeration: Hashable, Sendable {
  package let cases: [String]

  package init(cases: [String]) { self.cases = cases }

  /// The index that stands for the case in columns and values.
  package func index(of name: String) -> Int? { cases.firstIndex { $0.isSpelled(like: name) } }
}

/// The static type of an expression, a field or a parameter.
package indirect enum Type: Hashable, Sendable {
  case text
  case bool
  case date
  case year
  /// A number of one kind; `unit` is the unit that it was declared in, when it has one, for messages and formats.
  case quantity(QuantityKind, unit: Unit?)
  case enumeration(Enumeration)
  /// One row of the table with this schema.
  case record(SchemaID)
  case table(SchemaID)
  /// The groups of a table, each with the value of the field at index `key`.
  case groups(SchemaID, key: Int)
  /// One of the groups: a table that also has its key's value.
  case group(SchemaID, key: Int)
  /// One field of a table's selected rows.
  case column(SchemaID, Type)
  case list(Type)
  /// From one quantity, year or date to another: a value of two items, the lesser first.
  case range(Type)
  case optional(Type)
  /// The type of an expression that has been reported: fits everywhere, so that one slip gives one message.
  case poison

  /// The type without its optionality.
  package var settled: Type {
    if case .optional(let wrapped) = self { return wrapped }
    return self
  }

  package var isOptional: Bool {
    if case .optional = self { return true }
    return false
  }

  /// The bare number.
  package static let number = Type.quantity(.number, unit: nil)
}
