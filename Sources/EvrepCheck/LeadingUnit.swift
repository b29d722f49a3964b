import EvrepModel
import EvrepSource
import EvrepSyntax
import EvrepUnits

/// Words before a hole that have a part in its unit, as `unit … before` and `unit … per …` declare them.
extension Checker {
  /// The word directly before a hole, past emphasis and the end of a line.
  func leadingWord(_ hole: ByteRange, _ bytes: [UInt8]) -> LeadingWords.Match? {
    var start = hole.lowerBound
    func skipEmphasis() { while start > 0, bytes[start - 1] == UInt8(ascii: "*") { start -= 1 } }
    skipEmphasis()
    if start > 0, bytes[start - 1] == 0x0A {
      start -= 1
      skipEmphasis()
    }
    return program.registry.leadingWords.match(endingAt: start, in: bytes)
  }

  /// True where words directly before the hole have a part in what it is, so that its bytes alone do not tell.
  func hasWordBefore(_ node: SyntaxNode) -> Bool {
    let (bytes, start) = (node.fileBytes, node.range.lowerBound)
    if start > 0, bytes[start - 1] == UInt8(ascii: "*"), currencySign(bytes, start) != nil { return true }
    return leadingWord(node.range, bytes) != nil || hasClaimBefore(node)
  }

  /// 百分之{x}: the word is the figure's unit.
  func leadingUnit(_ hole: ByteRange, _ bytes: [UInt8]) -> StatedUnit? {
    guard let word = leadingWord(hole, bytes), case .unit(let unit) = word.meaning else { return nil }
    var stated = StatedUnit(unit: unit, range: word.range)
    stated.end = hole.upperBound
    stated.isLeading = true
    return stated
  }

  /// 百分之{x}%: the unit stands before the hole and behind it.
  mutating func checkTrailingUnit(_ leading: StatedUnit, _ node: SyntaxNode, limit: Int) {
    guard let trailing = suffixUnit(node.fileBytes, node.range.upperBound, limit),
      trailing.unit.kind == leading.unit.kind
    else { return }
    reportDoubledUnit(trailing.place(in: node.file))
  }

  /// 生均{x}元: the unit that the figure has, where it is one divided as the word before the hole says, or one that
  /// cannot be; else the unit behind the hole as it stands, for a field may hold what has been divided already.
  func divided(_ stated: StatedUnit, _ kind: QuantityKind, _ value: Expression, _ node: SyntaxNode) -> StatedUnit {
    guard let word = leadingWord(node.range, node.fileBytes), case .divisor(let divisor) = word.meaning,
      let quotient = stated.unit.divided(by: divisor),
      quotient.kind == kind || (stated.unit.kind == kind && isUndivided(value, divisor))
    else { return stated }
    var result = StatedUnit(unit: quotient, range: stated.range, inside: stated.inside)
    result.isBehindScale = stated.isBehindScale
    return result
  }

  /// True for a total, or for a mean over things that are counted in another unit: no amount by `divisor`.
  func isUndivided(_ value: Expression, _ divisor: Unit) -> Bool {
    switch value.operation {
    case .definition(let index): return isUndivided(program.definitions[index].expression, divisor)
    case .call(.sum, _), .call(.count, _): return true
    case .call(.average, let arguments) where arguments.count == 1:
      guard case .column(let schema, _) = arguments[0].type,
        let counted = program.schemas[schema.index].countingUnit
      else { return false }
      return counted.kind != divisor.kind
    default: return false
    }
  }
}
