import EvrepModel
import EvrepSource

/// The bad cells of one file: the first of them as diagnostics, the rest as counts.
struct FaultLog {
  /// What is counted apart where some are left out, in this order.
  static let kinds: [DiagnosticCode] = [
    .badCell, .emptyCell, .raggedRow, .duplicateKey, .brokenReference, .formulaWithoutValue,
    .rowIsNoData, .mixedPercent, .numberFormat,
  ]

  let limit: Int
  private(set) var diagnostics: [Diagnostic] = []
  /// How many there are of each of `kinds`.
  private var counts = [Int](repeating: 0, count: FaultLog.kinds.count)

  init(limit: Int) { self.limit = limit }

  var isEmpty: Bool { count == 0 }

  /// How many faults there are, those that are not shown as well.
  var count: Int { counts.reduce(0, +) }

  /// Counts one fault of `code`; its diagnostic is made only while there is room for it.
  mutating func report(_ code: DiagnosticCode, _ diagnostic: () -> Diagnostic) {
    if let kind = Self.kinds.firstIndex(of: code) { counts[kind] += 1 }
    if diagnostics.count < limit { diagnostics.append(diagnostic()) }
  }

  /// Takes in the faults of `others`, in the order of the file.
  mutating func merge(_ others: [FaultLog]) {
    let others = others.filter { !$0.isEmpty }
    guard !others.isEmpty else { return }
    for other in others { for kind in counts.indices { counts[kind] += other.counts[kind] } }
    // The faults of one field leave room for those of the others.
    let lists = ([diagnostics] + others.map(\.diagnostics)).filter { !$0.isEmpty }
      .map { $0.sorted { $0.isBefore($1) } }
    let all = Self.fairly(lists.sorted { $0[0].isBefore($1[0]) }, room: limit)
    // Cells of a file that is no text have no bytes.
    let sorted = all.enumerated().sorted { left, right in
      if left.element.isBefore(right.element) { return true }
      return !right.element.isBefore(left.element) && left.offset < right.offset
    }
    diagnostics = Array(sorted.map(\.element).sortedAndUnique().prefix(limit))
  }

  /// The first findings of each list, as many of each as there is room for.
  private static func fairly(_ lists: [[Diagnostic]], room: Int) -> [Diagnostic] {
    var taken = lists.map { _ in 0 }
    var left = room
    var isChanged = true
    while left > 0, isChanged {
      isChanged = false
      for (index, list) in lists.enumerated() where taken[index] < list.count && left > 0 {
        taken[index] += 1
        left -= 1
        isChanged = true
      }
    }
    return zip(lists, taken).flatMap { $0.prefix($1) }
  }

  /// How many faults of `code` there are.
  func count(_ code: DiagnosticCode) -> Int { Self.kinds.firstIndex(of: code).map { counts[$0] } ?? 0 }

  /// Leaves the first fault alone, for all that have its reason.
  ///
  /// - Parameter evidence: what they show of the declaration.
  mutating func fold(_ note: Message, evidence: Evidence? = nil) {
    guard var first = diagnostics.first else { return }
    first.notes.append(note)
    first.evidence = evidence
    replace(with: first)
  }

  /// Leaves one finding for all cells of the field of which the same is said, `least` empty ones or more, and two that hold the same text.
  ///
  /// - Parameter isSame: true where all bad cells, those that are not shown too, hold the same.
  mutating func gather(_ field: Field, least: Int, isSame: Bool) {
    for (kind, code) in Self.kinds.enumerated() where code == .emptyCell || code == .badCell {
      var groups: [Message: [Int]] = [:]
      for (index, finding) in diagnostics.enumerated() where finding.code == code {
        groups[finding.message, default: []].append(index)
      }
      var dropped: Set<Int> = []
      for indices in groups.values where indices.count >= (code == .badCell ? 2 : least) {
        let isAll = code == .emptyCell || isSame || count(code) == diagnostics.count { $0.code == code }
        let count = code == .emptyCell || isSame ? counts[kind] : indices.count
        let rows = indices.compactMap { diagnostics[$0].place?.cell?.row }
        diagnostics[indices[0]].notes.insert(.sameInRows(rows, count: isAll ? count : nil), at: 0)
        if code == .emptyCell {
          diagnostics[indices[0]].fixIts = field.optionalFix
          diagnostics[indices[0]].evidence = .wholeColumn(of: field.place)
        }
        dropped.formUnion(indices.dropFirst())
        counts[kind] -= count - 1
      }
      guard !dropped.isEmpty else { continue }
      diagnostics = diagnostics.enumerated().filter { !dropped.contains($0.offset) }.map(\.element)
    }
  }

  /// Takes all back: what is wrong has been said of something else.
  mutating func clear() { self = FaultLog(limit: limit) }

  /// Leaves one fault alone in the place of all.
  mutating func replace(with finding: Diagnostic) {
    guard let kind = Self.kinds.firstIndex(of: finding.code) else { return }
    diagnostics = [finding]
    for index in counts.indices { counts[index] = index == kind ? 1 : 0 }
  }

  /// Adds to the first fault what it shows of the declaration.
  mutating func add(_ evidence: Evidence?) {
    if !diagnostics.isEmpty { diagnostics[0].evidence = evidence }
  }

  /// Puts `finding` in the place of the fault at `index`, or nothing.
  mutating func replace(at index: Int, with finding: Diagnostic?) {
    guard finding == nil else { return diagnostics[index] = finding ?? diagnostics[index] }
    if let kind = Self.kinds.firstIndex(of: diagnostics[index].code) { counts[kind] -= 1 }
    diagnostics.remove(at: index)
  }

  /// Leaves the first fault of a code alone, which says how many there are.
  mutating func collapse(_ code: DiagnosticCode, _ note: (_ count: Int) -> Message) {
    let count = count(code)
    guard count > 1, let kind = Self.kinds.firstIndex(of: code),
      let first = diagnostics.firstIndex(where: { $0.code == code })
    else { return }
    diagnostics[first].notes.append(note(count))
    let rest = diagnostics[(first + 1)...].filter { $0.code != code }
    diagnostics.replaceSubrange((first + 1)..., with: rest)
    counts[kind] = 1
  }

  /// The diagnostics; where some are left out, the last one says how many.
  func summary(_ schema: Schema) -> [Diagnostic] {
    let further = count - diagnostics.count
    guard further > 0, var last = diagnostics.last else { return diagnostics }
    let kinds = zip(Self.kinds, counts).filter { $0.1 > 0 }
    last.further = further
    last.notes.append(.furtherFaults(schema, further: further, of: Array(kinds)))
    return diagnostics.dropLast() + [last]
  }
}

extension Diagnostic {
  /// The row and the column of its cell.
  private var address: (row: Int, column: Int) { place?.cell.map { ($0.row, $0.column) } ?? (0, 0) }

  /// True where its cell stands before that of `other`.
  fileprivate func isBefore(_ other: Diagnostic) -> Bool { address < other.address }
}
