import EvrepModel
import EvrepSource
import EvrepSyntax
import EvrepUnits

/// Figures of things that are counted, whose unit the English sentence names elsewhere: `Of our {n} schools, {m} are primary`,
/// `{m} maintained schools`, `{m} of the {n} schools`. An amount of money, a length, a mass could be of another size, and has its unit
/// right beside it.
extension Checker {
  /// How many bytes are looked at behind a figure, and how many words may stand between it and its unit.
  private static let (clauseBytes, adjectives) = (160, 4)

  /// The unit of a figure that is counted, where the words behind it in its clause, or before it in its sentence, name that unit before
  /// any other; nil where they do not.
  mutating func sentenceUnit(_ kind: QuantityKind, _ declared: Unit?, _ node: SyntaxNode, _ limit: Int) -> StatedUnit? {
    guard isOfSentence(kind), let unit = declared ?? program.registry.baseUnit(of: kind), unit.isLatin,
      unit.factor == .one, strayNoun(behind: node) == nil,
      misspelledUnit(kind, at: Self.behindMarks(node, node.fileBytes), in: node.fileBytes) == nil
    else { return nil }
    return unitBehind(node, unit, limit) ?? unitBefore(node, unit)
  }

  /// True for what may have its unit elsewhere in the sentence.
  func isOfSentence(_ kind: QuantityKind) -> Bool {
    program.language == .english && program.registry.isCounted(kind)
  }

  /// The unit behind the figure, past words and holes of the same clause.
  private func unitBehind(_ node: SyntaxNode, _ unit: Unit, _ limit: Int) -> StatedUnit? {
    let (bytes, start) = (node.fileBytes, node.range.upperBound)
    let end = min(limit, start + Self.clauseBytes)
    var (offset, words, isPlain) = (start, 0, true)
    while offset < end {
      let byte = bytes[offset]
      if byte == UInt8(ascii: "{") {
        guard let close = bytes[offset..<end].firstIndex(of: UInt8(ascii: "}")) else { return nil }
        (offset, isPlain) = (close + 1, false)
        continue
      }
      guard Self.isLetter(byte) else {
        let isBreak = byte == 0x0A && !bytes[(offset + 1)..<end].starts(with: [0x0A])
        guard byte == 0x20 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "'") || isBreak else { return nil }
        offset += 1
        continue
      }
      let word = offset..<(bytes[offset..<end].firstIndex { !Self.isLetter($0) } ?? end)
      let text = String(decoding: bytes[word], as: UTF8.self).lowercased()
      if let found = isNamed(text, unit) {
        guard found, program.registry.divisor(in: bytes, from: word.upperBound, limit: end) == nil else { return nil }
        let gap = String(decoding: bytes[start..<word.lowerBound], as: UTF8.self)
        let isDirect =
          isPlain && words < Self.adjectives && (gap.first?.isWhitespace ?? false)
          && [0x20, 0x0A].contains(bytes[word.lowerBound - 1])
        return StatedUnit(
          unit: unit, range: word,
          plural: isDirect
            ? PrintedForm.PluralSuffix(
              gap: gap, one: unit.name, many: unit.plural, spelled: String(decoding: bytes[word], as: UTF8.self)) : nil)
      }
      (offset, words, isPlain) = (word.upperBound, words + 1, isPlain && !FunctionWords.contains(text))
    }
    return nil
  }

  /// The unit before the figure, which is the last one that its sentence names.
  private func unitBefore(_ node: SyntaxNode, _ unit: Unit) -> StatedUnit? {
    let bytes = node.fileBytes
    let sentence = Self.sentence(before: node.range.lowerBound, bytes)
    var offset = sentence.upperBound
    while offset > sentence.lowerBound {
      let byte = bytes[offset - 1]
      if byte == UInt8(ascii: "}") {
        guard let brace = bytes[sentence.lowerBound..<offset].lastIndex(of: UInt8(ascii: "{")) else { return nil }
        offset = brace
      } else if Self.isLetter(byte) {
        let start =
          (bytes[sentence.lowerBound..<offset].lastIndex { !Self.isLetter($0) } ?? sentence.lowerBound - 1) + 1
        let text = String(decoding: bytes[start..<offset], as: UTF8.self).lowercased()
        if let found = isNamed(text, unit) { return found ? StatedUnit(unit: unit, range: start..<offset) : nil }
        offset = start
      } else {
        offset -= 1
      }
    }
    return nil
  }

  /// True for a word that is the unit, false for one that is another thing's or a scale; nil for words that are no
  /// units.
  private func isNamed(_ word: String, _ unit: Unit) -> Bool? {
    if word == unit.name.lowercased() || word == unit.plural.lowercased() { return true }
    guard let other = program.registry.unit(named: word) else { return nil }
    switch other.kind {
    case .dimension, .number: return false
    case .ratio, .points: return nil
    }
  }
}
