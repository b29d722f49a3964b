import EvrepSource
import EvrepSyntax
import EvrepUnits

extension HoleClaims {
  /// The direction of rounding that the words fix; nil for none.
  var rounding: RoundingRule? {
    for word in words {
      switch word.claim {
      case .approximation(.below), .bound(.atMost): return .up
      case .approximation(.above), .bound(.atLeast): return .down
      case .approximation(.around), .change, .level: break
      }
    }
    return nil
  }
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
