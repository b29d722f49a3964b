import EvrepModel

/// What changed in the cells of the data files that two reports were computed from.
///
/// Rows are matched by what stands in them, not by their numbers: a row that was put in above others changes none of them.
struct CellChanges: Sendable {
  /// A cell whose content is another.
  struct Change: Hashable, Sendable {
    let header: String
    let column: Int
    let oldRow: Int
    let newRow: Int
    let old: String
    let new: String
  }

  /// The changes of one file.
  struct File: Sendable {
    var changes: [Change] = []
    var addedRows: [Int] = []
    var removedRows: [Int] = []
    /// True where the contents are too many to be kept, and the file's hash is another.
    var isOpaque = false
  }

  private var files: [String: File] = [:]

  init(old: Ledger, new: Ledger) {
    let paths = (old.columns + new.columns).map(\.file)
    var seen: Set<String> = []
    for path in paths where seen.insert(path).inserted {
      let (before, after) = (Self.hash(old, path), Self.hash(new, path))
      if before == after { continue }
      files[path] = Self.compare(old.columns.filter { $0.file == path }, new.columns.filter { $0.file == path })
    }
  }

  /// What changed in the file at `path`.
  subscript(_ path: String) -> File? { files[path] }

  private static func hash(_ ledger: Ledger, _ path: String) -> String? {
    ledger.files.first { $0.path == path }?.hash
  }

  private static func compare(_ old: [LedgerColumn], _ new: [LedgerColumn]) -> File {
    var file = File()
    // Columns that both reports read tell which rows are the same ones.
    let shared = new.filter { column in old.contains { $0.header == column.header } }
    let before = shared.compactMap { column in old.first { $0.header == column.header } }
    guard shared.allSatisfy({ $0.contents != nil }), before.allSatisfy({ $0.contents != nil }) else {
      file.isOpaque = true
      return file
    }
    let (a, b) = (Sheet(before), Sheet(shared))
    var numbers: [[String?]: Int] = [:]
    func number(_ row: [String?]) -> Int {
      if let known = numbers[row] { return known }
      numbers[row] = numbers.count
      return numbers.count - 1
    }
    for edit in SequenceDiff.edits(
      from: a.rows.map { number(a.cells[$0] ?? []) }, to: b.rows.map { number(b.cells[$0] ?? []) })
    {
      compare(a, Array(a.rows[edit.old]), b, Array(b.rows[edit.new]), shared, &file)
    }
    return file
  }

  /// Compares a stretch of rows: those with the same first cell are one row, or all in order where they are as many.
  private static func compare(
    _ a: Sheet, _ old: [Int], _ b: Sheet, _ new: [Int], _ columns: [LedgerColumn], _ file: inout File
  ) {
    var pairs: [(Int, Int)] = []
    if old.count == new.count {
      pairs = Array(zip(old, new))
    } else {
      var byKey: [String: Int] = [:]
      for row in old { if let key = a.cells[row]?.first ?? nil { byKey[key] = row } }
      for row in new {
        guard let key = b.cells[row]?.first ?? nil, let match = byKey.removeValue(forKey: key) else { continue }
        pairs.append((match, row))
      }
    }
    let (matchedOld, matchedNew) = (Set(pairs.map(\.0)), Set(pairs.map(\.1)))
    file.removedRows += old.filter { !matchedOld.contains($0) }
    file.addedRows += new.filter { !matchedNew.contains($0) }
    for (i, j) in pairs {
      guard let left = a.cells[i], let right = b.cells[j] else { continue }
      for (index, column) in columns.enumerated() where left[index] != right[index] {
        file.changes.append(
          Change(
            header: column.header, column: column.column, oldRow: i, newRow: j, old: left[index] ?? "",
            new: right[index] ?? ""))
      }
    }
  }

  /// Rows put together from the columns that were read.
  private struct Sheet {
    /// Ascending.
    var rows: [Int] = []
    /// The cells of each row, one a column; nil where the column was not read there.
    var cells: [Int: [String?]] = [:]

    init(_ columns: [LedgerColumn]) {
      for (index, column) in columns.enumerated() {
        for (row, content) in zip(column.rows.joined(), column.contents ?? []) {
          cells[row, default: Array(repeating: nil, count: columns.count)][index] = content
        }
      }
      rows = cells.keys.sorted()
    }
  }
}
