package import EvrepSource

/// What declarations are taken to say instead of what is written there, by the place of the name that they declare.
package struct Amendments: Sendable, Hashable {
  /// Other names, of cases too.
  package var names: [Place: String] = [:]
  /// The units of fields, and of tables, whose rows are counted in them.
  package var units: [Place: String] = [:]
  /// Fields, parameters and definitions whose type is not known.
  package var unknown: Set<Place> = []

  package init() {}
}

/// What data show of a declaration: a reason to take it for another one, if the report agrees.
package enum DeclarationHint: Sendable {
  /// The name, or case, that is declared at a place is spelled otherwise in the data.
  case name(Place, String)
  /// The type of the field that is declared at a place fits no data, which the finding says.
  case unknown(Place, because: Diagnostic)
}
