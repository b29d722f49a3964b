/// What a parser knows of blocks of the body that lack a line. A class, so that the parser, which is copied to the stack where
/// expressions nest, stays small.
final class BlockLosses {
  /// How many blocks are not closed; nil until that is asked.
  var missingFences: Int?
  /// Where lines `:::` begin that were to begin measures.
  var lostMeasures: Set<Int> = []
  /// Where a problem without measures ends behind which no block begins, and how many lines `:::` behind it close nothing.
  var bareEnd: Int?
  var strayFences = 0
  /// Where measures end that stand outside a problem.
  var measuresEnd: Int?
  /// How many of them stand before a line `:::` that would end one: problems that lack the line they begin with.
  var headlessProblems = 0

  /// Forgets all but the lines that begin measures, before the body is read with these.
  func restart() {
    (missingFences, bareEnd, strayFences, measuresEnd, headlessProblems) = (nil, nil, 0, nil, 0)
  }
}
