import EvrepModel
import EvrepSource

/// Finds out why figures changed.
struct CauseFinder {
  /// The most cells that one cause names.
  private static let cellLimit = 3

  private let old: Ledger
  private let new: Ledger
  private let cells: CellChanges
  /// Named values and parameters of the old report by their names.
  private var oldDefinitions: [String: LedgerDefinition] = [:]
  private var oldParameters: [String: LedgerDefinition] = [:]

  init(old: Ledger, new: Ledger) {
    self.old = old
    self.new = new
    cells = CellChanges(old: old, new: new)
    for definition in old.definitions { oldDefinitions[Self.key(definition)] = definition }
    for parameter in old.parameters { oldParameters[Self.key(parameter)] = parameter }
  }

  private static func key(_ definition: LedgerDefinition) -> String {
    definition.place.file + "\u{0}" + definition.name
  }

  /// Why `after` is other than `before`; never empty.
  func causes(of before: LedgerEntry, _ after: LedgerEntry) -> [FigureChange.Cause] {
    if let value = before.value, value == after.value { return [.form] }
    var causes: [FigureChange.Cause] = []
    if before.formula != after.formula { causes.append(.formula(old: before.formula, new: after.formula)) }
    for index in after.parameters {
      let parameter = new.parameters[index]
      guard let was = oldParameters[Self.key(parameter)], was.value != parameter.value else { continue }
      causes.append(.parameter(name: parameter.name, old: was.value, new: parameter.value))
    }
    for index in after.definitions {
      let definition = new.definitions[index]
      guard let was = oldDefinitions[Self.key(definition)], was.formula != definition.formula else { continue }
      causes.append(
        .definition(
          name: definition.name, file: definition.place.file, old: was.formula, new: definition.formula))
    }
    causes += dataCauses(before, after)
    if before.printed == after.printed, before.unit == after.unit { causes.append(.belowRounding) }
    return causes
  }

  private func dataCauses(_ before: LedgerEntry, _ after: LedgerEntry) -> [FigureChange.Cause] {
    var causes: [FigureChange.Cause] = []
    var seen: Set<String> = []
    for path in (after.inputs + before.inputs).map(\.file) where seen.insert(path).inserted {
      guard let file = cells[path] else { continue }
      let oldSpans = before.inputs.filter { $0.file == path }
      let newSpans = after.inputs.filter { $0.file == path }
      if file.isOpaque {
        causes.append(.file(path))
        continue
      }
      let changed = file.changes.filter { change in
        newSpans.contains { $0.covers(change.header, change.newRow) }
          || oldSpans.contains { $0.covers(change.header, change.oldRow) }
      }
      if !changed.isEmpty {
        let shown = changed.prefix(Self.cellLimit).map { change in
          FigureChange.Cell(
            reference: CellAddress.letters(change.column) + String(change.newRow), header: change.header,
            old: change.old,
            new: change.new)
        }
        causes.append(.cells(file: path, Array(shown), more: changed.count - shown.count))
      }
      // Every row decides on a condition, but only those that it chose count.
      let added = file.addedRows.filter { row in newSpans.contains { $0.role == .value && $0.covers(row) } }
      let removed = file.removedRows.filter { row in oldSpans.contains { $0.role == .value && $0.covers(row) } }
      if !added.isEmpty || !removed.isEmpty { causes.append(.rows(file: path, added: added, removed: removed)) }
    }
    return causes
  }
}

extension CellSpan {
  /// True where the cell under `header` in `row` is one of these.
  fileprivate func covers(_ header: String, _ row: Int) -> Bool {
    self.header == header && covers(row)
  }

  fileprivate func covers(_ row: Int) -> Bool {
    var (low, high) = (0, rows.count)
    while low < high {
      let middle = (low + high) / 2
      if rows[middle].upperBound < row { low = middle + 1 } else { high = middle }
    }
    return low < rows.count && rows[low].contains(row)
  }
}
