import EvrepSource
import EvrepSyntax

/// 差异系数为{x: .3}: a format may ask for the bare ratio, 0.387, where that is what the reader looks for. Anywhere else 0.2 would
/// be read where 19.1% is meant.
extension Checker {
  /// True where a ratio with no unit beside it is meant as a fraction: it is a coefficient of variation, or the words before it or
  /// the header above it say a coefficient, an index, a decimal; and no word there is said of a %.
  mutating func isMeantAsFraction(_ value: Expression, _ node: SyntaxNode) -> Bool {
    let bytes = node.fileBytes
    var start = figureStart(node, bytes)
    let end = start
    // 增长约, 占比超过: up to three words that claim something.
    for _ in 0..<3 {
      guard let word = program.claimWords.word(endingAt: start, in: bytes) else { break }
      if case .change = word.claim { return false }
      start = Self.beforeGap(word.range.lowerBound, bytes)
    }
    let lists = program.claimWords.lists
    if lists.word(.rate, endingAt: start, in: bytes) != nil { return false }
    if isCoefficient(value) || lists.word(.fraction, endingAt: start, in: bytes) != nil { return true }
    if let header = tables.headerCell(at: node.range.lowerBound, in: bytes), lists.has(.fraction, in: header, bytes) {
      return true
    }
    return lists.has(.fraction, in: Self.clause(before: end, bytes), bytes)
  }

  /// True for a part of a proportion, `8.6∶41.4∶50.0`: a hole with such a sign and another hole right beside it.
  func isInProportion(_ node: SyntaxNode) -> Bool {
    let bytes = node.fileBytes
    return Self.proportionSigns.contains { sign in
      bytes[node.range.upperBound...].starts(with: sign + [UInt8(ascii: "{")])
        || bytes[..<node.range.lowerBound].suffix(sign.count + 1).elementsEqual([UInt8(ascii: "}")] + sign)
    }
  }

  private static let proportionSigns = ["∶", "：", ":"].map { Array($0.utf8) }

  /// True for a coefficient of variation, and for what is one wherever it comes from: the greatest of several, rounded, by a condition.
  private func isCoefficient(_ value: Expression) -> Bool {
    switch value.operation {
    case .definition(let index): isCoefficient(program.definitions[index].expression)
    case .call(.variation, _): true
    case .call(.round, let arguments), .call(.min, let arguments), .call(.max, let arguments),
      .call(.abs, let arguments):
      arguments.contains { isCoefficient($0) }
    case .apply(_, _, let body): isCoefficient(body)
    case .conditional(_, let first, let second): isCoefficient(first) || isCoefficient(second)
    default: false
    }
  }

  /// The text of the clause before a figure, up to 90 bytes: 差异系数由{a}下降到{b} has its word before the other figure, a row of a table
  /// in its first cell.
  private static func clause(before end: Int, _ bytes: [UInt8]) -> ByteRange {
    var start = end
    while start > 0, end - start < 90, bytes[start - 1] != UInt8(ascii: "\n"),
      !(bytes[start - 1] == UInt8(ascii: " ") && start > 1
        && [UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";")].contains(bytes[start - 2]))
    {
      // ， 。 ； end in EF BC 8C, E3 80 82, EF BC 9B.
      if start > 2, bytes[start - 3] == 0xEF, bytes[start - 2] == 0xBC, [0x8C, 0x9B].contains(bytes[start - 1]) {
        break
      }
      if start > 2, bytes[start - 3] == 0xE3, bytes[start - 2] == 0x80, bytes[start - 1] == 0x82 { break }
      start -= 1
    }
    return start..<end
  }
}
