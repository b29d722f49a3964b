import EvrepSource

/// Tries safe fixes of a report before they are offered as such, or made: they leave fewer errors than before, and in their lines as many fewer as there are fixes.
struct FixTrial {
  /// How often what fixes bring to light is mended too, and how many lines are tried, one by one.
  private static let (roundLimit, lineLimit) = (4, 32)

  let report: FileID
  /// What is found in the report with other bytes.
  let find: (_ bytes: [UInt8]) -> [Diagnostic]

  /// The places of those safe fixes of errors that leave their line no better, or no fewer errors in all.
  ///
  /// - Parameter original: what is found in the report as it is.
  func doubted(_ findings: [Diagnostic], of original: [Diagnostic], in bytes: [UInt8]) -> Set<Place> {
    let groups = groups(findings, bytes)
    guard !groups.isEmpty else { return [] }
    let lines = LineIndex(bytes)
    let errors = original.filter { $0.severity == .error }
    let before = errors.map { error in
      error.place.map { $0.file == report ? lines.line(at: $0.range.lowerBound) : 0 } ?? 0
    }
    if groups.count > 1, holds(groups.flatMap(\.fixes), bytes, before, fewer: groups.count) { return [] }
    // The rest is for another time.
    let doubted = groups.enumerated().filter { index, group in
      index >= Self.lineLimit || !holds(group.fixes, bytes, before, fewer: 1)
    }
    return Set(doubted.flatMap(\.element.fixes).map(\.place))
  }

  /// The safe fixes of errors by their lines.
  private func groups(_ findings: [Diagnostic], _ bytes: [UInt8]) -> [(line: Int, fixes: [FixIt])] {
    let lines = LineIndex(bytes)
    var groups: [(line: Int, fixes: [FixIt])] = []
    for fix in safe(findings) {
      let line = lines.line(at: fix.place.range.lowerBound)
      if groups.last?.line == line { groups[groups.count - 1].fixes.append(fix) } else { groups.append((line, [fix])) }
    }
    return groups
  }

  /// The safe fixes of errors in the report, in its order.
  private func safe(_ findings: [Diagnostic]) -> [FixIt] {
    findings.filter { $0.severity == .error }.compactMap { $0.fixIts.first(where: \.isSafe) }
      .filter { $0.place.file == report }
      .sorted {
        ($0.place.range.lowerBound, $0.place.range.upperBound) < ($1.place.range.lowerBound, $1.place.range.upperBound)
      }
  }

  /// True where fixes, and those of what they bring to light, leave so many fewer errors, and in their own lines as many fewer as
  /// there are fixes.
  ///
  /// - Parameter before: the lines in which there are errors at first.
  private func holds(_ fixes: [FixIt], _ bytes: [UInt8], _ before: [Int], fewer count: Int) -> Bool {
    let first = LineIndex(bytes)
    let own = Set(fixes.map { first.line(at: $0.place.range.lowerBound) })
    let limit = max(0, before.count(where: own.contains) - fixes.count)
    var (bytes, fixes, touched) = (bytes, fixes, own)
    for _ in 0..<Self.roundLimit {
      touched = shifted(touched, by: fixes, LineIndex(bytes), bytes)
      bytes = Fixes.edited(bytes, fixes).bytes
      let found = find(bytes)
      let errors = found.filter { $0.severity == .error }
      let lines = LineIndex(bytes)
      let left = errors.count { error in
        guard let place = error.place, place.file == report else { return false }
        return touched.contains(lines.line(at: place.range.lowerBound))
      }
      if left <= limit, errors.count <= before.count - count { return true }
      fixes = safe(found)
      if fixes.isEmpty { return false }
    }
    return false
  }

  /// Where lines are once fixes that have lines of their own are made.
  private func shifted(_ touched: Set<Int>, by fixes: [FixIt], _ lines: LineIndex, _ bytes: [UInt8]) -> Set<Int> {
    let newline = UInt8(ascii: "\n")
    let growth = fixes.map { fix in
      (
        line: lines.line(at: fix.place.range.lowerBound),
        count: fix.replacement.utf8.count { $0 == newline } - bytes[fix.place.range].count { $0 == newline }
      )
    }.filter { $0.count != 0 }
    guard !growth.isEmpty else { return touched }
    return Set(touched.map { line in line + growth.reduce(0) { $1.line < line ? $0 + $1.count : $0 } })
  }
}
