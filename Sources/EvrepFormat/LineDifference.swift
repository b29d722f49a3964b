/// The difference of two texts, line by line, in the unified form that `diff -u` prints.
///
/// Lines that stand once in both texts are matched in their order, then whatever is equal beside them. That is not always the
/// shortest difference, but it takes time that grows with the texts alone.
package struct LineDifference {
  private let old, new: [ArraySlice<UInt8>]
  /// Pairs of equal lines, ascending.
  private var matches: [(old: Int, new: Int)] = []
  private static let context = 3

  package init(_ old: [UInt8], _ new: [UInt8]) {
    self.old = Self.lines(old)
    self.new = Self.lines(new)
    match()
  }

  private static func lines(_ text: [UInt8]) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    while start < text.count {
      let end = text[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? text.count
      lines.append(text[start..<end])
      start = end
    }
    return lines
  }

  /// The difference with the names of both texts above it; nothing where they are equal.
  package func unified(_ oldName: String, _ newName: String) -> [UInt8] {
    var out: [UInt8] = []
    for hunk in hunks() {
      if out.isEmpty { out += Array("--- \(oldName)\n+++ \(newName)\n".utf8) }
      append(hunk, to: &out)
    }
    return out
  }

  // MARK: Matching

  private mutating func match() {
    var (first, last) = (0, 0)
    while first < min(old.count, new.count), old[first] == new[first] { first += 1 }
    while last < min(old.count, new.count) - first, old[old.count - 1 - last] == new[new.count - 1 - last] { last += 1 }
    for index in 0..<first { matches.append((index, index)) }
    var (from, until) = ((old: first, new: first), (old: old.count - last, new: new.count - last))
    for anchor in anchors(first, until) + [until] {
      // What is equal around an anchor belongs together.
      while from.old < anchor.old, from.new < anchor.new, old[from.old] == new[from.new] {
        matches.append(from)
        from = (from.old + 1, from.new + 1)
      }
      var back: [(old: Int, new: Int)] = []
      var end = anchor
      while end.old > from.old, end.new > from.new, old[end.old - 1] == new[end.new - 1] {
        end = (end.old - 1, end.new - 1)
        back.append(end)
      }
      matches += back.reversed()
      from = anchor
    }
    until = (old.count - last, new.count - last)
    for index in 0..<last { matches.append((until.old + index, until.new + index)) }
  }

  /// The lines that stand once in both texts, in the longest order that they share.
  private func anchors(_ first: Int, _ end: (old: Int, new: Int)) -> [(old: Int, new: Int)] {
    var places: [ArraySlice<UInt8>: (old: Int, new: Int, olds: Int, news: Int)] = [:]
    for index in first..<end.old { places[old[index], default: (0, 0, 0, 0)].old = index }
    for index in first..<end.old { places[old[index], default: (0, 0, 0, 0)].olds += 1 }
    for index in first..<end.new {
      places[new[index], default: (0, 0, 0, 0)].new = index
      places[new[index], default: (0, 0, 0, 0)].news += 1
    }
    let pairs = (first..<end.old).compactMap { index -> (old: Int, new: Int)? in
      guard let place = places[old[index]], place.olds == 1, place.news == 1 else { return nil }
      return (index, place.new)
    }
    return Self.longestAscending(pairs)
  }

  /// The longest run of pairs, not all side by side, whose second parts ascend; O(n log n).
  private static func longestAscending(_ pairs: [(old: Int, new: Int)]) -> [(old: Int, new: Int)] {
    var tails: [Int] = []
    var before = [Int](repeating: -1, count: pairs.count)
    for index in pairs.indices {
      var (low, high) = (0, tails.count)
      while low < high {
        let middle = (low + high) / 2
        if pairs[tails[middle]].new < pairs[index].new { low = middle + 1 } else { high = middle }
      }
      if low > 0 { before[index] = tails[low - 1] }
      if low == tails.count { tails.append(index) } else { tails[low] = index }
    }
    var result: [(old: Int, new: Int)] = []
    var index = tails.last ?? -1
    while index >= 0 {
      result.append(pairs[index])
      index = before[index]
    }
    return result.reversed()
  }

  // MARK: Hunks

  private typealias Hunk = (old: Range<Int>, new: Range<Int>)

  /// The parts that differ, each with its context, near ones as one.
  private func hunks() -> [Hunk] {
    var changes: [Hunk] = []
    var from = (old: 0, new: 0)
    for match in matches + [(old.count, new.count)] {
      if match.old > from.old || match.new > from.new { changes.append((from.old..<match.old, from.new..<match.new)) }
      from = (match.old + 1, match.new + 1)
    }
    var hunks: [Hunk] = []
    for change in changes {
      let before = min(Self.context, change.old.lowerBound)
      let after = min(Self.context, old.count - change.old.upperBound)
      let wide: Hunk = (
        change.old.lowerBound - before..<change.old.upperBound + after,
        change.new.lowerBound - before..<change.new.upperBound + after
      )
      if let last = hunks.last, last.old.upperBound >= wide.old.lowerBound {
        hunks[hunks.count - 1] = (
          last.old.lowerBound..<wide.old.upperBound, last.new.lowerBound..<wide.new.upperBound
        )
      } else {
        hunks.append(wide)
      }
    }
    return hunks
  }

  private func append(_ hunk: Hunk, to out: inout [UInt8]) {
    func span(_ range: Range<Int>) -> String {
      "\(range.isEmpty ? range.lowerBound : range.lowerBound + 1)" + (range.count == 1 ? "" : ",\(range.count)")
    }
    out += Array("@@ -\(span(hunk.old)) +\(span(hunk.new)) @@\n".utf8)
    var (left, right) = (hunk.old.lowerBound, hunk.new.lowerBound)
    var index = firstMatch(from: left)
    while left < hunk.old.upperBound || right < hunk.new.upperBound {
      let next = index < matches.count ? matches[index] : (old: old.count, new: new.count)
      while left < min(next.old, hunk.old.upperBound) {
        append(old[left], "-", to: &out)
        left += 1
      }
      while right < min(next.new, hunk.new.upperBound) {
        append(new[right], "+", to: &out)
        right += 1
      }
      if left < hunk.old.upperBound, right < hunk.new.upperBound {
        append(old[left], " ", to: &out)
        (left, right) = (left + 1, right + 1)
      }
      index += 1
    }
  }

  /// The first match at line `line` of the old text or behind it; O(log n).
  private func firstMatch(from line: Int) -> Int {
    var (low, high) = (0, matches.count)
    while low < high {
      let middle = (low + high) / 2
      if matches[middle].old < line { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func append(_ line: ArraySlice<UInt8>, _ sign: Unicode.Scalar, to out: inout [UInt8]) {
    out.append(UInt8(ascii: sign))
    out += line
    if line.last != 0x0A { out += Array("\n\\ No newline at end of file\n".utf8) }
  }
}
