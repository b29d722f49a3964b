import EvrepSource
import EvrepSyntax
import EvrepUnits

extension Claim {
  /// The direction of rounding that the word fixes; nil for none.
  var rounding: RoundingRule? {
    switch self {
    case .approximation(.below), .bound(.atMost): .up
    case .approximation(.above), .bound(.atLeast): .down
    case .approximation(.around), .change, .level, .origin: nil
    }
  }
}

extension HoleClaims {
  /// The direction of rounding that the first word fixes which fixes one; nil for none.
  var rounding: RoundingRule? { words.lazy.compactMap(\.claim.rounding).first }
}

extension Checker {
  /// The rules that need no data.
  mutating func checkClaims(_ claims: HoleClaims, _ form: PrintedForm, _ value: Expression, _ node: SyntaxNode) {
    checkMultiple(claims, form, node)
    checkLevelOrDifference(claims, value, node)
    checkRedundancy(claims, node)
  }

  /// A word's spelling in the prose.
  func spelling(_ word: HoleClaims.Word, _ node: SyntaxNode) -> String {
    String(decoding: node.fileBytes[word.place(node.place).range], as: UTF8.self)
  }
}
