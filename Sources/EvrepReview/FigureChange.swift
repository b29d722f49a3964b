package import EvrepModel
package import EvrepUnits

/// A figure that is another in the new report, or is in one report only.
package struct FigureChange: Hashable, Sendable {
  /// Nil for a figure that the old report does not have.
  package let old: LedgerEntry?
  /// Nil for a figure that the new report does not have.
  package let new: LedgerEntry?
  /// Why it is another; empty for a figure that one report only has.
  package let causes: [Cause]

  /// Why a figure is another.
  package enum Cause: Hashable, Sendable {
    /// The hole says something else.
    case formula(old: String, new: String)
    /// A named value says something else.
    case definition(name: String, file: String, old: String, new: String)
    case parameter(name: String, old: String, new: String)
    /// Cells have other contents; `more` are not named.
    case cells(file: String, [Cell], more: Int)
    /// Rows came or went, among those that count: their numbers in the new file and in the old one.
    case rows(file: String, added: [Int], removed: [Int])
    /// The file is another, and has too many cells for the ledger to keep.
    case file(String)
    /// The value is the same: it is printed otherwise.
    case form
    /// The value is another and prints the same.
    case belowRounding
  }

  /// A cell that has another content.
  package struct Cell: Hashable, Sendable {
    /// The cell as a spreadsheet names it, `E7`.
    package let reference: String
    package let header: String
    package let old: String
    package let new: String
  }

  /// The difference of the exact values in base units; nil where there is none to speak of.
  package var difference: Number? {
    guard let before = old?.value, let after = new?.value, before != after else { return nil }
    return try? after.subtracting(before)
  }
}
