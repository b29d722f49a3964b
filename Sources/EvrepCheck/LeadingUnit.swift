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
    return leadingWord(node.range, bytes) != nil || leadingDivisor(node) != nil || hasClaimBefore(node)
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
    let distant = stated.unit.kind == kind ? nil : divisorOfSentence(node).map { (divisor: $0, saysSo: false) }
    guard let (divisor, saysSo) = leadingDivisor(node) ?? distant, let quotient = stated.unit.divided(by: divisor),
      quotient.kind == kind
        || (saysSo && stated.unit.kind == kind && !kind.isPer(divisor.kind) && isUndivided(value, divisor))
    else { return stated }
    var result = StatedUnit(unit: quotient, range: stated.range, inside: stated.inside)
    result.isBehindScale = stated.isBehindScale
    return result
  }

  /// The 生均 before a figure, be it with what is meant between, 生均公用经费{x}元, and whether that says no more than what it is.
  private func leadingDivisor(_ node: SyntaxNode) -> (divisor: Unit, saysSo: Bool)? {
    let bytes = node.fileBytes
    if let word = leadingWord(node.range, bytes) {
      if case .divisor(let unit) = word.meaning { return (unit, true) }
      return nil
    }
    var end = node.range.lowerBound
    while end > 0, bytes[end - 1] == UInt8(ascii: "*") || bytes[end - 1] == 0x20 { end -= 1 }
    let floor = max(0, end - Self.clauseLimit)
    var offset = end
    while offset > floor {
      if let word = program.registry.leadingWords.match(endingAt: offset, in: bytes) {
        guard case .divisor(let unit) = word.meaning else { return nil }
        let between = String(decoding: bytes[offset..<end], as: UTF8.self)
        let before = bytes[..<word.range.lowerBound]
        let isBasis = Self.bases.contains { before.suffix($0.utf8.count).elementsEqual($0.utf8) }
        return (unit, !isBasis && !Self.isOfTotal(between))
      }
      // Ideographs are E4 to E9, and two bytes more.
      guard offset >= 3, (0xE4...0xE9).contains(bytes[offset - 3]) else { return nil }
      offset -= 3
    }
    return nil
  }

  /// How many bytes before a figure 生均 is looked for, and what between the two has a total behind it.
  private static let clauseLimit = 30
  private static let ofTotals = [
    "标准", "定额", "拨", "安排", "投入", "落实", "下达", "共", "合计", "总", "用于", "不足", "不达标", "低于", "高于", "超过", "偏低", "偏高", "资金",
    "结余",
  ]
  /// What stands before 生均 where that is the matter of something else.
  private static let bases = ["按", "用于", "提高", "扣除", "涉及", "增加", "补足"]

  /// True where the words between 生均 and a figure say that it is a total.
  static func isOfTotal(_ words: String) -> Bool { ofTotals.contains { words.contains($0) } }

  /// The 生均 of the sentence that a quotient stands in, over other figures: 生均公用经费小学{x}元、初中{y}元. What stands in their holes is
  /// no word of it, and behind 总 another amount is meant.
  func divisorOfSentence(_ node: SyntaxNode) -> Unit? {
    let bytes = node.fileBytes
    let floor = max(0, node.range.lowerBound - Self.sentenceLimit)
    var offset = node.range.lowerBound
    while offset > floor {
      let sign = bytes[max(0, offset - 3)..<offset]
      if bytes[offset - 1] == UInt8(ascii: "}") {
        guard let brace = bytes[floor..<offset].lastIndex(of: UInt8(ascii: "{")) else { return nil }
        offset = brace
        continue
      }
      if bytes[offset - 1] == 0x0A || Self.stops.contains(where: { sign.elementsEqual($0) }) { return nil }
      if case .divisor(let unit)? = program.registry.leadingWords.match(endingAt: offset, in: bytes)?.meaning {
        return unit
      }
      offset -= 1
    }
    return nil
  }

  /// How many bytes of a sentence are looked at before a figure, and what ends one.
  private static let (sentenceLimit, stops) = (240, ["。", "；", "！", "？", "：", "总", "共"].map { Array($0.utf8) })

  /// True for a total, or for a mean over things that are counted in another unit: no amount by `divisor`.
  func isUndivided(_ value: Expression, _ divisor: Unit) -> Bool {
    switch value.operation {
    case .definition(let index): return isUndivided(program.definitions[index].expression, divisor)
    case .call(.sum, _), .call(.count, _): return true
    case .call(.round, let arguments): return arguments.first.map { isUndivided($0, divisor) } ?? false
    case .sum(let operands): return operands.contains { isUndivided($0.expression, divisor) }
    case .product(let operands):
      return !operands.contains(where: \.isInverse) && operands.contains { isUndivided($0.expression, divisor) }
    case .call(.average, let arguments) where arguments.count == 1:
      guard case .column(let schema, _) = arguments[0].type,
        let counted = program.schemas[schema.index].countingUnit
      else { return false }
      return counted.kind != divisor.kind
    default: return false
    }
  }
}
