import EvrepUnits
import Synchronization

/// Looks on while a file is read for a schema that is a guess: which columns it has, and which fields do not fit.
package final class FileProbe: Sendable {
  private struct Seen {
    var headers: [String] = []
    var misfits: Set<Int> = []
    var units: [Int: Unit] = [:]
    var unreadableRows: Set<Int> = []
  }

  private let seen = Mutex(Seen())

  package init() {}

  /// The headers or keys, in the order of the file.
  var headers: [String] { seen.withLock { $0.headers } }

  /// True where `field` has a cell that its type does not take.
  func isMisfit(_ field: Int) -> Bool { seen.withLock { $0.misfits.contains(field) } }

  /// True for a record that is no row, whose cells are not those of the file.
  func isUnreadable(row: Int) -> Bool { seen.withLock { $0.unreadableRows.contains(row) } }

  func note(unreadableRow row: Int) { seen.withLock { _ = $0.unreadableRows.insert(row) } }

  var hasMisfits: Bool { seen.withLock { !$0.misfits.isEmpty } }

  func note(headers: [String]) { seen.withLock { $0.headers = headers } }

  func note(misfit field: Int) { seen.withLock { _ = $0.misfits.insert(field) } }

  var hasUnits: Bool { seen.withLock { !$0.units.isEmpty } }

  /// The unit that the number formats of a field's cells show, where the field has another.
  func unit(_ field: Int) -> Unit? { seen.withLock { $0.units[field] } }

  func note(_ reading: FormatReading, field: Int) {
    guard case .contradicts(let unit) = reading else { return }
    seen.withLock { if $0.units[field] == nil { $0.units[field] = unit } }
  }
}
