import EvrepUnits
import Synchronization

/// Looks on while a file is read for a schema that is a guess: which columns it has, and which fields do not fit.
package final class FileProbe: Sendable {
  private struct Seen {
    var headers: [String] = []
    var misfits: Set<Int> = []
    var units: [Int: Unit] = [:]
    var unreadableRows: Set<Int> = []
    var title = TitleUnits()
    var census: CellCensus?
    var shape: TreeShape?
    /// The keys so far that objects have, in the order of the file, and where the last was found.
    var keys: [[UInt8]] = []
    var lastKey = 0
  }

  private let seen = Mutex(Seen())
  /// The columns whose cells are counted and not kept; nil where the table is wanted.
  let census: CellCensus?
  /// True where the keys of all objects are wanted.
  let wantsKeys: Bool

  package init() {
    census = nil
    wantsKeys = false
  }

  init(census: CellCensus? = nil, wantsKeys: Bool = false) {
    self.census = census
    self.wantsKeys = wantsKeys
  }

  /// The cells as they were counted; nil where the file was not read to its rows.
  var counted: CellCensus? { seen.withLock { $0.census } }

  func note(_ census: CellCensus) {
    var census = census
    census.endRow()
    seen.withLock { [census] in $0.census = census }
  }

  /// The units that the rows above the headers state.
  var title: TitleUnits { seen.withLock { $0.title } }

  func note(_ title: TitleUnits) { seen.withLock { $0.title = title } }

  /// What a tree looks like, where the reader has one.
  var shape: TreeShape? { seen.withLock { $0.shape } }

  func note(_ shape: TreeShape) { seen.withLock { $0.shape = shape } }

  /// Notes a key of an object. Objects mostly have the same keys in the same order.
  func note(key: Span<UInt8>) {
    // A span cannot be taken along under the lock.
    let key = key.withUnsafeBufferPointer { Array($0) }
    seen.withLock { seen in
      let next = seen.lastKey + 1
      if next < seen.keys.count, seen.keys[next] == key {
        seen.lastKey = next
      } else if let known = seen.keys.firstIndex(of: key) {
        seen.lastKey = known
      } else if seen.keys.count < Self.keyLimit {
        // Beside the key that it stands behind.
        seen.lastKey = min(next, seen.keys.count)
        seen.keys.insert(key, at: seen.lastKey)
      }
    }
  }

  /// So many keys are noted.
  private static let keyLimit = 16_384

  /// The headers or keys, in the order of the file.
  var headers: [String] {
    seen.withLock { $0.keys.isEmpty ? $0.headers : $0.keys.map { String(decoding: $0, as: UTF8.self) } }
  }

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
