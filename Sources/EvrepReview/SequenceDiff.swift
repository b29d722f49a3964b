/// A stretch of two sequences that differs: what stands in `old` was replaced by what stands in `new`; one may be empty.
package struct Edit: Hashable, Sendable {
  package let old: Range<Int>
  package let new: Range<Int>

  package init(old: Range<Int>, new: Range<Int>) {
    self.old = old
    self.new = new
  }
}

/// The differences of two sequences of numbered items.
///
/// Long sequences are first cut at items that both hold just once (as patience diff does), so that the cost stays near
/// linear; what is left between the cuts is compared exactly by Myers' O(ND) algorithm (“An O(ND) Difference Algorithm and
/// Its Variations”, 1986), and as a whole where more than `distanceLimit` edits would be needed.
package struct SequenceDiff {
  /// The most insertions and deletions that a stretch is searched for; one that needs more counts as replaced.
  static let distanceLimit = 256

  private let old: [Int]
  private let new: [Int]
  private var edits: [Edit] = []

  /// The edits that turn `old` into `new`, ascending, never touching each other.
  package static func edits(from old: [Int], to new: [Int]) -> [Edit] {
    var diff = SequenceDiff(old: old, new: new)
    diff.compare(old.indices, new.indices)
    return diff.edits
  }

  private init(old: [Int], new: [Int]) {
    self.old = old
    self.new = new
  }

  private mutating func append(_ old: Range<Int>, _ new: Range<Int>) {
    guard !old.isEmpty || !new.isEmpty else { return }
    if let last = edits.last, last.old.upperBound == old.lowerBound, last.new.upperBound == new.lowerBound {
      edits[edits.count - 1] = Edit(
        old: last.old.lowerBound..<old.upperBound, new: last.new.lowerBound..<new.upperBound)
    } else {
      edits.append(Edit(old: old, new: new))
    }
  }

  /// Compares two stretches; what they begin and end with alike is set aside first.
  private mutating func compare(_ oldRange: Range<Int>, _ newRange: Range<Int>) {
    var (a, b) = (oldRange, newRange)
    while let x = a.first, let y = b.first, old[x] == new[y] {
      a.removeFirst()
      b.removeFirst()
    }
    while let x = a.last, let y = b.last, old[x] == new[y] {
      a.removeLast()
      b.removeLast()
    }
    guard !a.isEmpty, !b.isEmpty else { return append(a, b) }
    let anchors = Self.anchors(old, a, new, b)
    guard !anchors.isEmpty else { return search(a, b) }
    var (x, y) = (a.lowerBound, b.lowerBound)
    for (oldIndex, newIndex) in anchors {
      compareBetweenAnchors(x..<oldIndex, y..<newIndex)
      (x, y) = (oldIndex + 1, newIndex + 1)
    }
    compareBetweenAnchors(x..<a.upperBound, y..<b.upperBound)
  }

  /// A stretch between two anchors. It may have anchors of its own, since what is unique in it may not be unique outside;
  /// recursion ends because each level is shorter, and is cut off by `search` where a stretch has none.
  private mutating func compareBetweenAnchors(_ a: Range<Int>, _ b: Range<Int>) {
    if a.isEmpty || b.isEmpty { append(a, b) } else { compare(a, b) }
  }

  /// The longest ascending list of items that both stretches hold exactly once.
  private static func anchors(_ old: [Int], _ a: Range<Int>, _ new: [Int], _ b: Range<Int>) -> [(Int, Int)] {
    // For small stretches the exact search is as cheap and finds more.
    guard a.count + b.count > 64 else { return [] }
    var places: [Int: (old: Int, new: Int)] = [:]
    places.reserveCapacity(a.count)
    for index in a { places[old[index]] = (places[old[index]] == nil ? index : -2, -1) }
    for index in b {
      guard let place = places[new[index]], place.old >= 0 else { continue }
      places[new[index]] = (place.old, place.new == -1 ? index : -2)
    }
    let pairs = a.compactMap { index -> (Int, Int)? in
      guard let place = places[old[index]], place.old == index, place.new >= 0 else { return nil }
      return (index, place.new)
    }
    return longestAscending(pairs)
  }

  /// The longest subsequence whose second parts ascend; the first parts do already. O(n log n).
  private static func longestAscending(_ pairs: [(Int, Int)]) -> [(Int, Int)] {
    var tails: [Int] = []
    var previous = [Int](repeating: -1, count: pairs.count)
    for index in pairs.indices {
      var (low, high) = (0, tails.count)
      while low < high {
        let middle = (low + high) / 2
        if pairs[tails[middle]].1 < pairs[index].1 { low = middle + 1 } else { high = middle }
      }
      if low > 0 { previous[index] = tails[low - 1] }
      if low == tails.count { tails.append(index) } else { tails[low] = index }
    }
    var result: [(Int, Int)] = []
    var index = tails.last ?? -1
    while index >= 0 {
      result.append(pairs[index])
      index = previous[index]
    }
    return result.reversed()
  }

  /// Myers' greedy search forward, with the furthest points of each round kept for the way back.
  private mutating func search(_ a: Range<Int>, _ b: Range<Int>) {
    let (n, m) = (a.count, b.count)
    let limit = min(n + m, Self.distanceLimit)
    var furthest = [Int](repeating: 0, count: 2 * limit + 3)
    let middle = limit + 1
    var rounds: [[Int]] = []
    for distance in 0...limit {
      for diagonal in stride(from: -distance, through: distance, by: 2) {
        let comesDown =
          diagonal == -distance
          || diagonal != distance && furthest[middle + diagonal - 1] < furthest[middle + diagonal + 1]
        var x = comesDown ? furthest[middle + diagonal + 1] : furthest[middle + diagonal - 1] + 1
        var y = x - diagonal
        while x < n, y < m, x >= 0, y >= 0, old[a.lowerBound + x] == new[b.lowerBound + y] {
          x += 1
          y += 1
        }
        furthest[middle + diagonal] = x
        if x >= n && y >= m { return trace(rounds, furthest, distance, middle, a, b) }
      }
      rounds.append(furthest)
    }
    append(a, b)
  }

  /// Walks back from the end through the rounds of `search` and appends the edits on the way.
  private mutating func trace(
    _ rounds: [[Int]], _ last: [Int], _ distance: Int, _ middle: Int, _ a: Range<Int>, _ b: Range<Int>
  ) {
    var (x, y) = (a.count, b.count)
    var found: [Edit] = []
    for round in stride(from: distance, to: 0, by: -1) {
      let furthest = rounds[round - 1]
      let diagonal = x - y
      let comesDown =
        diagonal == -round
        || diagonal != round && furthest[middle + diagonal - 1] < furthest[middle + diagonal + 1]
      let before = comesDown ? diagonal + 1 : diagonal - 1
      let fromX = furthest[middle + before]
      let fromY = fromX - before
      let (oldStart, newStart) = (a.lowerBound + fromX, b.lowerBound + fromY)
      found.append(
        comesDown
          ? Edit(old: oldStart..<oldStart, new: newStart..<newStart + 1)
          : Edit(old: oldStart..<oldStart + 1, new: newStart..<newStart))
      (x, y) = (fromX, fromY)
    }
    for edit in found.reversed() { append(edit.old, edit.new) }
  }
}
