import EvrepSource
import EvrepSyntax

/// The warnings that a report silences: `<!-- evrep: allow W001 reason -->` silences that code up to the end of the
/// paragraph that the comment stands in or before.
struct Allowances {
  private struct Allowance {
    let code: String
    let place: Place
  }

  private var allowances: [Allowance] = []

  init() {}

  init(_ tree: SyntaxTree) {
    tree.root.first(.body)?.forEachLeaf(.htmlComment) { note($0, tree.bytes) }
  }

  /// True where a comment allows the finding. Errors are never silenced.
  func silence(_ diagnostic: Diagnostic) -> Bool {
    guard diagnostic.severity < .error, let place = diagnostic.place else { return false }
    return allowances.contains { allowance in
      allowance.code == diagnostic.code.rawValue && allowance.place.file == place.file
        && allowance.place.range.contains(place.range.lowerBound)
    }
  }

  private mutating func note(_ comment: SyntaxNode, _ bytes: [UInt8]) {
    guard let words = comment.directive, words.count >= 2, words[0] == "allow" else { return }
    // The comment's own line counts too: a finding may stand before it.
    var start = comment.range.lowerBound
    while start > 0, bytes[start - 1] != 0x0A { start -= 1 }
    var end = comment.range.upperBound
    // Alone on its line it stands before a paragraph, else in one.
    let isAlone = bytes[start..<comment.range.lowerBound].allSatisfy { [0x20, 0x09].contains($0) }
    while isAlone, end < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[end]) { end += 1 }
    while end < bytes.count, !(bytes[end] == 0x0A && isBlankLine(after: end, bytes)) { end += 1 }
    allowances.append(Allowance(code: String(words[1]), place: Place(comment.file, start..<end)))
  }

  private func isBlankLine(after offset: Int, _ bytes: [UInt8]) -> Bool {
    var next = offset + 1
    while next < bytes.count, [0x20, 0x09, 0x0D].contains(bytes[next]) { next += 1 }
    return next >= bytes.count || bytes[next] == 0x0A
  }
}
