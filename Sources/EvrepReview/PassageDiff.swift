/// What became of a passage.
package enum PassageChange: Hashable, Sendable {
  case same(old: Int, new: Int)
  /// The words, or the figures in them, are others.
  case changed(old: Int, new: Int)
  case removed(Int)
  case added(Int)
  /// It stands elsewhere now, as it was; `removed` and `added` speak of the two places.
  case movedAway(Int)
  case movedHere(Int)

  /// The old and the new passage of one that both reports have.
  var pair: (old: Int, new: Int)? {
    switch self {
    case .same(let old, let new), .changed(let old, let new): (old, new)
    default: nil
    }
  }
}

/// Two reports compared passage by passage.
package struct PassageDiff: Sendable {
  package let old: [Passage]
  package let new: [Passage]
  /// In the order of reading: of the new report, with what was removed where it stood.
  package let changes: [PassageChange]

  /// The least likeness, in thousandths, of two passages that count as one that was rewritten.
  private static let likenessLimit = 350
  /// The most pairs that are compared to find out which passages of a stretch belong together.
  private static let pairLimit = 4096

  package init(old: [Passage], new: [Passage]) {
    self.old = old
    self.new = new
    var numbers: [String: Int] = [:]
    func numbered(_ passages: [Passage]) -> [Int] {
      passages.map { passage in
        let key = passage.name + "\u{0}" + passage.text
        if let known = numbers[key] { return known }
        numbers[key] = numbers.count
        return numbers.count - 1
      }
    }
    let (a, b) = (numbered(old), numbered(new))
    var changes: [PassageChange] = []
    var reached = (old: 0, new: 0)
    for edit in SequenceDiff.edits(from: a, to: b) {
      while reached.old < edit.old.lowerBound {
        changes.append(.same(old: reached.old, new: reached.new))
        reached = (reached.old + 1, reached.new + 1)
      }
      changes += Self.paired(edit, old, new)
      reached = (edit.old.upperBound, edit.new.upperBound)
    }
    while reached.old < old.count, reached.new < new.count {
      changes.append(.same(old: reached.old, new: reached.new))
      reached = (reached.old + 1, reached.new + 1)
    }
    self.changes = Self.withMoves(changes, a, b)
  }

  // MARK: Pairs

  /// The changes of a stretch: passages that are alike are one that was rewritten, in the same order on both sides.
  private static func paired(_ edit: Edit, _ old: [Passage], _ new: [Passage]) -> [PassageChange] {
    let pairs = pairs(edit, old, new)
    var changes: [PassageChange] = []
    var (x, y) = (edit.old.lowerBound, edit.new.lowerBound)
    for (i, j) in pairs + [(edit.old.upperBound, edit.new.upperBound)] {
      changes += (x..<i).map(PassageChange.removed) + (y..<j).map(PassageChange.added)
      if i < edit.old.upperBound, j < edit.new.upperBound { changes.append(.changed(old: i, new: j)) }
      (x, y) = (i + 1, j + 1)
    }
    return changes
  }

  /// The ascending pairs with the greatest likeness in all; by order alone where a stretch is very long.
  private static func pairs(_ edit: Edit, _ old: [Passage], _ new: [Passage]) -> [(Int, Int)] {
    let (n, m) = (edit.old.count, edit.new.count)
    guard n > 0, m > 0 else { return [] }
    let (oldBags, newBags) = (edit.old.map { Bag(old[$0]) }, edit.new.map { Bag(new[$0]) })
    guard n * m <= pairLimit else {
      return zip(edit.old, edit.new).filter { i, j in
        oldBags[i - edit.old.lowerBound].likeness(newBags[j - edit.new.lowerBound]) >= likenessLimit
      }
    }
    // best[i][j]: the most likeness of the passages from i and from j on.
    var best = Array(repeating: Array(repeating: 0, count: m + 1), count: n + 1)
    var likeness = Array(repeating: Array(repeating: 0, count: m), count: n)
    for i in stride(from: n - 1, through: 0, by: -1) {
      for j in stride(from: m - 1, through: 0, by: -1) {
        likeness[i][j] = oldBags[i].likeness(newBags[j])
        let joined = likeness[i][j] >= likenessLimit ? likeness[i][j] + best[i + 1][j + 1] : 0
        best[i][j] = max(joined, best[i + 1][j], best[i][j + 1])
      }
    }
    var pairs: [(Int, Int)] = []
    var (i, j) = (0, 0)
    while i < n, j < m {
      if likeness[i][j] >= likenessLimit, best[i][j] == likeness[i][j] + best[i + 1][j + 1] {
        pairs.append((edit.old.lowerBound + i, edit.new.lowerBound + j))
        (i, j) = (i + 1, j + 1)
      } else if best[i][j] == best[i + 1][j] {
        i += 1
      } else {
        j += 1
      }
    }
    return pairs
  }

  /// The words of a passage without their order.
  private struct Bag {
    let kind: String
    let words: [Substring]

    init(_ passage: Passage) {
      kind = passage.name
      words = WordSplitter.words(passage.wording).filter { !$0.allSatisfy(\.isWhitespace) }.sorted()
    }

    /// Twice the common words by all words, in thousandths; 0 for passages of different kinds. Linear.
    func likeness(_ other: Bag) -> Int {
      let total = words.count + other.words.count
      guard kind == other.kind, total > 0 else { return 0 }
      var (i, j, common) = (0, 0, 0)
      while i < words.count, j < other.words.count {
        if words[i] == other.words[j] {
          (i, j, common) = (i + 1, j + 1, common + 1)
        } else if words[i] < other.words[j] {
          i += 1
        } else {
          j += 1
        }
      }
      return 2000 * common / total
    }
  }

  // MARK: Moves

  /// The changes, a passage that was removed in one place and added in another called moved.
  private static func withMoves(_ changes: [PassageChange], _ old: [Int], _ new: [Int]) -> [PassageChange] {
    var removed: [Int: Int] = [:]
    for case .removed(let index) in changes { removed[old[index], default: 0] += 1 }
    var moved: [Int: Int] = [:]
    for case .added(let index) in changes where removed[new[index], default: 0] > moved[new[index], default: 0] {
      moved[new[index], default: 0] += 1
    }
    guard !moved.isEmpty else { return changes }
    var (away, here) = (moved, moved)
    return changes.map { change in
      switch change {
      case .removed(let index) where away[old[index], default: 0] > 0:
        away[old[index], default: 0] -= 1
        return .movedAway(index)
      case .added(let index) where here[new[index], default: 0] > 0:
        here[new[index], default: 0] -= 1
        return .movedHere(index)
      default: return change
      }
    }
  }
}
