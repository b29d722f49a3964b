package import EvrepSource
package import EvrepUnits

/// A printed number: what the ledger and the review read.
package struct Figure: Hashable, Sendable {
  /// The hole in the source.
  package let place: Place
  /// The printed form, without a unit that the prose spells.
  package let printed: String
  /// The exact value in base units.
  package let value: Number
  /// The unit that the figure is printed in.
  package let unit: Unit

  package init(place: Place, printed: String, value: Number, unit: Unit) {
    self.place = place
    self.printed = printed
    self.value = value
    self.unit = unit
  }
}

/// A problem block and whether the data keeps it.
package struct ProblemStatement: Hashable, Sendable {
  package let name: String?
  package let place: Place
  /// Its number among those kept, from 1; nil where it is not kept.
  package let number: Int?

  package init(name: String?, place: Place, number: Int?) {
    self.name = name
    self.place = place
    self.number = number
  }
}
