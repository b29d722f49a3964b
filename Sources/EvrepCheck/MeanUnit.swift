import EvrepModel
import EvrepSource
import EvrepSyntax
import EvrepUnits

/// Quotients whose sentence says what they are per in other words than a unit does: `The average class has {x} pupils`, 平均班额{x}人,
/// `Spend per pupil rose to £{x}, from £{y}`, `one teacher for every {x} pupils`.
extension Checker {
  /// The stated unit per what the sentence says the figure is per, where it is such a quotient; else the stated one.
  ///
  /// Behind a word of a mean, such as each or 平均, the divisor is what the figure was divided by. It has to be counted: what may be of several
  /// sizes, an acre or a month, is named.
  func averaged(_ stated: StatedUnit, _ kind: QuantityKind, _ node: SyntaxNode, _ limit: Int) -> StatedUnit {
    guard stated.unit.kind != kind, !stated.unit.name.contains("/") else { return stated }
    if kind == .ratio, program.registry.isCounted(stated.unit.kind), isForEvery(node) {
      return replaced(stated, by: Unit(name: stated.unit.name, plural: stated.unit.plural, kind: .ratio, factor: .one))
    }
    guard case .dimension(let quotient) = kind, case .dimension(let above) = stated.unit.kind,
      let below = above.divided(by: quotient), !below.isNone
    else { return stated }
    let bytes = node.fileBytes
    let sentence = Self.sentence(before: node.range.lowerBound, bytes)
    if let named = divisor(in: sentence, of: stated.unit, kind, bytes) { return replaced(stated, by: named) }
    guard let divisor = program.registry.baseUnit(of: .dimension(below)),
      program.registry.isCounted(divisor.kind), let unit = stated.unit.divided(by: divisor), unit.kind == kind,
      Self.saysMean(bytes[sentence]) || Self.saysEach(stated.end, bytes),
      !isPerOther(divisor.kind, sentence.lowerBound..<min(limit, stated.end + Self.behindReach), bytes),
      !speaksOfOther(than: divisor.kind, stated.unit.kind, bytes[sentence])
    else { return stated }
    return replaced(stated, by: unit)
  }

  private func replaced(_ stated: StatedUnit, by unit: Unit) -> StatedUnit {
    var result = StatedUnit(unit: unit, range: stated.range, inside: stated.inside, plural: stated.plural)
    result.end = stated.end
    result.isBehindScale = stated.isBehindScale
    return result
  }

  /// The unit per what stands behind a per of the sentence, the last that makes it one of `kind`.
  private func divisor(in sentence: ByteRange, of unit: Unit, _ kind: QuantityKind, _ bytes: [UInt8]) -> Unit? {
    var found: Unit?
    for offset in sentence where bytes[offset] == 0x20 || bytes[offset] == UInt8(ascii: "-") {
      let divisor =
        bytes[offset] == 0x20
        ? program.registry.divisor(in: bytes, from: offset, limit: sentence.upperBound)
        : program.registry.divisor(hyphenatedAt: offset, in: bytes, limit: sentence.upperBound)
      if let divisor, let rate = unit.per(divisor), rate.kind == kind { found = rate }
    }
    // Per pupil, it was £500.
    let start = bytes[sentence].drop { $0 == 0x20 || $0 == 0x0A }.startIndex
    if found == nil, bytes[start..<sentence.upperBound].starts(with: "Per ".utf8),
      let divisor = program.registry.divisor(behindPerAt: start, in: bytes, limit: sentence.upperBound),
      let rate = unit.per(divisor), rate.kind == kind
    {
      return rate
    }
    return found
  }

  /// True where 每, each, every or 生均 goes with the unit of something else than a figure was divided by.
  private func isPerOther(_ kind: QuantityKind, _ range: ByteRange, _ bytes: [UInt8]) -> Bool {
    var isOther = false
    for offset in range {
      if case .divisor(let unit)? = program.registry.leadingWords.match(endingAt: offset, in: bytes)?.meaning {
        if unit.kind == kind { return false }
        isOther = true
      }
      for word in Self.eachWords where bytes[offset..<range.upperBound].starts(with: word) {
        let start = offset + word.count
        guard let match = program.registry.match(in: bytes, from: start, limit: min(bytes.count, start + 48)),
          case .dimension = match.unit.kind
        else { continue }
        if match.unit.kind == kind { return false }
        isOther = true
      }
    }
    return isOther
  }

  /// True where English speaks of things that a figure was not divided by, and never of those that it was: the average class of pupils per
  /// school.
  private func speaksOfOther(than divisor: QuantityKind, _ divided: QuantityKind, _ sentence: ArraySlice<UInt8>) -> Bool
  {
    var isOther = false
    for word in sentence.split(whereSeparator: { !Self.isLetter($0) }) {
      let name = String(decoding: word, as: UTF8.self).lowercased()
      guard let unit = program.registry.unit(named: name), case .dimension = unit.kind, unit.kind != divided else {
        continue
      }
      if unit.kind == divisor { return false }
      isOther = true
    }
    return isOther
  }

  /// The words of a mean before what it is of.
  private static let eachWords =
    means.flatMap { [$0 + " ", $0.prefix(1).uppercased() + $0.dropFirst() + " "] }.map { Array($0.utf8) } + hanMeans
  /// How many bytes behind a figure are looked at for what it is per.
  private static let behindReach = 32

  // MARK: Words

  private static let means = ["average", "averaged", "mean", "median", "typical", "each", "every"]
  private static let hanMeans = ["平均", "每"].map { Array($0.utf8) }

  private static func saysMean(_ sentence: ArraySlice<UInt8>) -> Bool {
    if hanMeans.contains(where: { sentence.firstRange(of: $0) != nil }) { return true }
    return sentence.split { $0 | 0x20 < UInt8(ascii: "a") || $0 | 0x20 > UInt8(ascii: "z") }.contains { word in
      means.contains { $0.utf8.elementsEqual(word.lazy.map { $0 | 0x20 }) }
    }
  }

  /// True where each stands behind a figure, and belongs to no word behind it: £3 each, not £3 each way.
  private static func saysEach(_ end: Int, _ bytes: [UInt8]) -> Bool {
    let each = " each"
    return bytes[end...].starts(with: each.utf8) && !FunctionWords.goesOn(at: end + each.utf8.count, in: bytes)
  }

  /// True for a figure that so many of one thing come to one of another: `one teacher for every {x} pupils`, `one in {x} pupils`,
  /// 每{x}名学生.
  func isForEvery(_ node: SyntaxNode) -> Bool {
    let before = node.fileBytes[..<node.range.lowerBound].suffix(16).drop { $0 == UInt8(ascii: "*") }
    let words = String(decoding: before.map { $0 < 0x80 ? $0 | 0x20 : $0 }, as: UTF8.self)
    return ["every ", "one in ", "1 in ", "每"].contains { words.hasSuffix($0) }
  }

  /// True for a bare figure that so many come to one of what the sentence names before it: For every boy there are {x} girls.
  func isPerOne(_ node: SyntaxNode) -> Bool {
    let sentence = node.fileBytes[Self.sentence(before: node.range.lowerBound, node.fileBytes)]
    let words = String(decoding: sentence.map { $0 < 0x80 ? $0 | 0x20 : $0 }, as: UTF8.self)
    return words.contains("for every ") || isForEvery(node)
  }

  /// How many bytes of a sentence are looked at before a figure.
  private static let sentenceReach = 240

  /// What stands before a byte in its sentence, or its table's cell. A point between digits ends none.
  static func sentence(before end: Int, _ bytes: [UInt8]) -> ByteRange {
    let floor = max(0, end - sentenceReach)
    var start = end
    while start > floor {
      let (byte, next) = (bytes[start - 1], start < end ? bytes[start] : 0)
      switch byte {
      case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"):
        if next == 0x20 || next == 0x0A { return start..<end }
      case UInt8(ascii: ";"), UInt8(ascii: "|"): return start..<end
      // A blank line, and one of dashes: the end of the header, a rule.
      case 0x0A where next == 0x0A || bytes[..<start].suffix(4).starts(with: "---".utf8): return start..<end
      // 。 ！ ？ ；
      case 0x82: if start >= 3, bytes[start - 3] == 0xE3, bytes[start - 2] == 0x80 { return start..<end }
      case 0x81, 0x9F, 0x9B: if start >= 3, bytes[start - 3] == 0xEF, bytes[start - 2] == 0xBC { return start..<end }
      default: break
      }
      start -= 1
    }
    return start..<end
  }
}
