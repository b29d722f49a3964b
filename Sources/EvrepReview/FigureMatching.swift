import EvrepModel

/// Finds for each figure of the old report the one of the new report that took its place.
///
/// First by identity: the same section, formula and occurrence. Then, of those left, by formula alone, since sections are
/// renamed and moved. Then by the place in passages that became each other, since a formula may be rewritten.
struct FigureMatching {
  /// Pairs of indices of entries; one of a pair is nil for a figure that only one report has. In the order of the new
  /// report, what is gone behind what it stood behind.
  private(set) var pairs: [(old: Int?, new: Int?)] = []

  private let old: [LedgerEntry]
  private let new: [LedgerEntry]
  private var partner: [Int?]
  private var isTaken: [Bool]

  init(_ diff: PassageDiff, old: [LedgerEntry], new: [LedgerEntry]) {
    self.old = old
    self.new = new
    partner = Array(repeating: nil, count: new.count)
    isTaken = Array(repeating: false, count: old.count)
    match { $0.identity }
    match { LedgerEntry.Identity(section: [], formula: $0.formula, occurrence: 0) }
    matchByPassage(diff)
    order()
  }

  /// Matches what is left by a key; of figures with one key the first with the first.
  private mutating func match(_ key: (LedgerEntry) -> LedgerEntry.Identity) {
    var queues: [LedgerEntry.Identity: (indices: [Int], next: Int)] = [:]
    for index in old.indices where !isTaken[index] { queues[key(old[index]), default: ([], 0)].indices.append(index) }
    for index in new.indices where partner[index] == nil {
      let key = key(new[index])
      guard let queue = queues[key], queue.next < queue.indices.count else { continue }
      queues[key]?.next += 1
      join(queue.indices[queue.next], index)
    }
  }

  private mutating func matchByPassage(_ diff: PassageDiff) {
    let (oldByHole, newByHole) = (Self.byHole(old), Self.byHole(new))
    for change in diff.changes {
      guard let (i, j) = change.pair else { continue }
      let left = diff.old[i].figures.compactMap { oldByHole[$0] }.filter { !isTaken[$0] }
      let right = diff.new[j].figures.compactMap { newByHole[$0] }.filter { partner[$0] == nil }
      for (before, after) in zip(left, right) { join(before, after) }
    }
  }

  private static func byHole(_ entries: [LedgerEntry]) -> [Int: Int] {
    var result: [Int: Int] = [:]
    for (index, entry) in entries.enumerated() { if let hole = entry.insertion { result[hole] = index } }
    return result
  }

  private mutating func join(_ before: Int, _ after: Int) {
    partner[after] = before
    isTaken[before] = true
  }

  private mutating func order() {
    var place: [Int: Int] = [:]
    for (after, before) in partner.enumerated() { if let before { place[before] = after } }
    // What is gone comes behind the nearest figure before it that is still there.
    var gone: [[Int]] = Array(repeating: [], count: new.count + 1)
    var reached = 0
    for index in old.indices {
      if let after = place[index] { reached = after + 1 } else { gone[reached].append(index) }
    }
    pairs += gone[0].map { ($0, nil) }
    for index in new.indices {
      pairs.append((partner[index], index))
      pairs += gone[index + 1].map { ($0, nil) }
    }
  }
}
