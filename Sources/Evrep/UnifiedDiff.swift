/// The lines in which two texts differ, in the unified form of `diff -u`.
package enum UnifiedDiff {
  /// How many lines are shown around a change.
  private static let context = 3

  private struct Line {
    let sign: Character
    let text: Substring
  }

  /// The difference as text; empty for none. O((old + new) · changes).
  package static func text(_ old: [UInt8], _ new: [UInt8], path: String) -> String {
    let before = lines(old)
    let after = lines(new)
    let merged = merge(before, after)
    var text = ""
    var (oldLine, newLine) = (1, 1)
    var at = 0
    while at < merged.count {
      guard merged[at].sign != " " else {
        at += 1
        oldLine += 1
        newLine += 1
        continue
      }
      // Changes whose surroundings meet share a hunk.
      let start = max(0, at - context)
      var (end, quiet) = (at, 0)
      while end < merged.count, quiet <= 2 * context {
        quiet = merged[end].sign == " " ? quiet + 1 : 0
        end += 1
      }
      end = min(merged.count, end - max(0, quiet - context))
      let hunk = merged[start..<end]
      let (olds, news) = (hunk.count { $0.sign != "+" }, hunk.count { $0.sign != "-" })
      text += "@@ -\(oldLine - (at - start)),\(olds) +\(newLine - (at - start)),\(news) @@\n"
      for line in hunk { text += "\(line.sign)\(line.text)\n" }
      for line in merged[at..<end] {
        if line.sign != "+" { oldLine += 1 }
        if line.sign != "-" { newLine += 1 }
      }
      at = end
    }
    return text.isEmpty ? "" : "--- \(path)\n+++ \(path)\n" + text
  }

  private static func lines(_ bytes: [UInt8]) -> [Substring] {
    String(decoding: bytes, as: UTF8.self).split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
  }

  /// Both texts as one list: what stays, what goes, what comes.
  private static func merge(_ before: [Substring], _ after: [Substring]) -> [Line] {
    let difference = after.difference(from: before)
    let removed = Set(difference.removals.map(\.offset))
    let inserted = Set(difference.insertions.map(\.offset))
    var merged: [Line] = []
    var (old, new) = (0, 0)
    while old < before.count || new < after.count {
      if removed.contains(old) {
        merged.append(Line(sign: "-", text: before[old]))
        old += 1
      } else if inserted.contains(new) {
        merged.append(Line(sign: "+", text: after[new]))
        new += 1
      } else {
        merged.append(Line(sign: " ", text: before[old]))
        old += 1
        new += 1
      }
    }
    // The last line end has no line behind it.
    if let last = merged.last, last.sign == " ", last.text.isEmpty { merged.removeLast() }
    return merged
  }
}

extension CollectionDifference.Change {
  fileprivate var offset: Int {
    switch self {
    case .insert(let offset, _, _), .remove(let offset, _, _): offset
    }
  }
}
