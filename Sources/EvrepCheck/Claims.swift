import EvrepModel
package import EvrepSource
import EvrepSyntax
import EvrepUnits

/// What the words around a hole claim of its figure.
///
/// A class, because most holes have none: a hole carries one word for it. Places are relative to the hole's first byte,
/// since holes of the same bytes share them.
package final class HoleClaims: Sendable {
  /// A claim and the word that makes it.
  package struct Word: Sendable {
    package let claim: Claim
    package let range: ByteRange
    /// The figure may be a threshold that something else is compared with.
    package let isComparing: Bool
  }

  /// 增长约…: the word of movement first, then the words of approximation, then those behind the unit.
  package let words: [Word]
  /// What kind of figure it is, as far as its expression tells.
  package let figure: ClaimedFigure
  /// For a level, how far before the hole the hole ends that states the other level: 由{a}%提高到{b}%, rose from {a}% to {b}%.
  package let previousEnd: Int?
  /// True where the hole asks for a format.
  package let isFormatted: Bool
  /// True where 的 follows: the figure describes a threshold (超过50%的标准).
  package let isThreshold: Bool

  package init(words: [Word], figure: ClaimedFigure, previousEnd: Int?, isFormatted: Bool, isThreshold: Bool) {
    self.words = words
    self.figure = figure
    self.previousEnd = previousEnd
    self.isFormatted = isFormatted
    self.isThreshold = isThreshold
  }

  /// Words that say how near the figure is. More than one are too many, which is a finding of its own.
  package var hasSeveralNearWords: Bool {
    words.count { !$0.claim.isMovement } > 1
  }

  /// The first word whose claim is wanted.
  package func first(_ isWanted: (Claim) -> Bool) -> Word? { words.first { isWanted($0.claim) } }
}

/// A word of movement before a hole, which the next hole may complete.
struct Movement {
  let claim: Claim
  let word: ByteRange
  /// The byte after the hole, and the byte after its unit.
  let hole: Int
  let end: Int
}

extension HoleClaims.Word {
  package func place(_ hole: Place) -> Place {
    Place(hole.file, hole.range.lowerBound + range.lowerBound..<hole.range.lowerBound + range.upperBound)
  }
}

extension Checker {
  /// True where a word that makes a claim stands directly before the hole.
  func hasClaimBefore(_ node: SyntaxNode) -> Bool {
    let bytes = node.fileBytes
    let start = figureStart(node, bytes)
    return program.claimWords.word(endingAt: start, in: bytes) != nil || Self.preposition(endingAt: start, bytes) != nil
  }

  /// The claims around a hole; nil for none.
  ///
  /// - Parameter end: the byte after the unit that the prose states, or after the hole.
  mutating func claims(_ node: SyntaxNode, _ value: Expression, _ stated: StatedUnit?, end: Int) -> HoleClaims? {
    let bytes = node.fileBytes
    let words = program.claimWords
    let origin = node.range.lowerBound
    var found: [HoleClaims.Word] = []
    func add(_ word: ClaimWords.Match, at index: Int) {
      let relative = word.range.lowerBound - origin..<word.range.upperBound - origin
      found.insert(HoleClaims.Word(claim: word.claim, range: relative, isComparing: word.isComparing), at: index)
    }
    var start = figureStart(node, bytes)
    // 增长超过, 下降近: up to three words, one before the other.
    while found.count < 3, let word = words.word(endingAt: start, in: bytes), !(word.isUntimed && isTime(stated)) {
      add(word, at: 0)
      start = Self.beforeGap(word.range.lowerBound, bytes)
      if word.claim.isMovement { break }
    }
    if found.isEmpty, let word = completion(endingAt: start, origin, bytes) { found.append(word) }
    if let word = stated?.inside { add(word, at: found.count) }
    var next = end
    while next < bytes.count, bytes[next] == UInt8(ascii: "*") { next += 1 }
    if next < bytes.count, bytes[next] == UInt8(ascii: " ") { next += 1 }
    let limit = node.range.upperBound + HoleCache.lookahead - 3
    if let word = words.word(startingAt: next, in: bytes), word.range.upperBound <= limit {
      add(word, at: found.count)
      next = word.range.upperBound
    }
    guard !found.isEmpty else { return nil }
    let previousEnd = previousEnd(found, origin, bytes)
    if let word = found.first, word.claim.isMovement {
      lastMovement = Movement(
        claim: word.claim, word: origin + word.range.lowerBound..<origin + word.range.upperBound,
        hole: node.range.upperBound, end: end)
    }
    let isThreshold = next + 3 <= bytes.count && bytes[next..<next + 3].elementsEqual("的".utf8)
    return HoleClaims(
      words: found, figure: ClaimedFigure(value, program), previousEnd: previousEnd,
      isFormatted: node.first(.format) != nil, isThreshold: isThreshold)
  }

  /// rose from {a}% to {b}%, rose to {b}% from {a}%: the second hole belongs to the word before the first.
  private func completion(endingAt start: Int, _ origin: Int, _ bytes: [UInt8]) -> HoleClaims.Word? {
    guard let (isTo, before) = Self.preposition(endingAt: start, bytes), let last = lastMovement, last.end == before
    else { return nil }
    let range = last.word.lowerBound - origin..<last.word.upperBound - origin
    switch last.claim {
    case .origin(let direction) where isTo:
      return HoleClaims.Word(claim: .level(direction), range: range, isComparing: false)
    case .level(let direction) where !isTo:
      return HoleClaims.Word(claim: .origin(direction), range: range, isComparing: false)
    default: return nil
    }
  }

  /// Whether a `to` or a `from` ends before byte `end`, and where the text before it ends.
  private static func preposition(endingAt end: Int, _ bytes: [UInt8]) -> (isTo: Bool, before: Int)? {
    guard end > 0, bytes[end - 1] == UInt8(ascii: "o") || bytes[end - 1] == UInt8(ascii: "m") else { return nil }
    for (word, isTo) in [("to", true), ("from", false)] {
      let start = end - word.utf8.count
      guard start > 0, bytes[start..<end].elementsEqual(word.utf8) else { continue }
      let before = beforeGap(start, bytes)
      if before < start { return (isTo, before) }
    }
    return nil
  }

  /// Where the text ends before a gap between words: blanks, no-break spaces and one line break, which all print as a blank or
  /// as nothing. A heading ends with its line.
  static func beforeGap(_ end: Int, _ bytes: [UInt8]) -> Int {
    var start = end
    var hasBreak = false
    while start > 0 {
      switch bytes[start - 1] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): start -= 1
      case UInt8(ascii: "\n") where !hasBreak:
        hasBreak = true
        start -= 1
      // A no-break space is C2 A0.
      case 0xA0 where start > 1 && bytes[start - 2] == 0xC2: start -= 2
      default: return hasBreak && isHeading(endingAt: start, bytes) ? end : start
      }
    }
    return start
  }

  private static func isHeading(endingAt end: Int, _ bytes: [UInt8]) -> Bool {
    let line = bytes[..<end].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return bytes[line] == UInt8(ascii: "#")
  }

  /// Where the figure begins: before a sign or word that is its unit (£, 百分之), emphasis or a link that opens, a gap, and
  /// emphasis that closes.
  func figureStart(_ node: SyntaxNode, _ bytes: [UInt8]) -> Int {
    var start = node.range.lowerBound
    func byte(_ distance: Int) -> UInt8 { start >= distance ? bytes[start - distance] : 0 }
    // $, and £ ¥ (C2 A3, C2 A5), ￥ ￡ (EF BF A5, EF BF A1), € (E2 82 AC).
    switch (byte(3), byte(2), byte(1)) {
    case (_, _, UInt8(ascii: "$")): start -= 1
    case (_, 0xC2, 0xA3), (_, 0xC2, 0xA5): start -= 2
    case (0xEF, 0xBF, ..<0xA8), (0xE2, 0x82, 0xAC): start -= 3
    default: break
    }
    func skipMarks() {
      while [UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "[")].contains(byte(1)) { start -= 1 }
    }
    skipMarks()
    if let leading = leadingUnit(node.range, bytes) { start = leading.range.lowerBound }
    start = Self.beforeGap(start, bytes)
    skipMarks()
    return start
  }

  /// True for 年, 月, 天 and their multiples: what 近 stands before in 近三年.
  private func isTime(_ stated: StatedUnit?) -> Bool {
    guard let stated else { return false }
    return ["年", "天", "学年", "期", "次"].contains { program.registry.unit(named: $0)?.kind == stated.unit.kind }
  }

  /// How far before the hole another one ends, with nothing but its unit before the word of level.
  private func previousEnd(_ words: [HoleClaims.Word], _ origin: Int, _ bytes: [UInt8]) -> Int? {
    guard let word = words.first else { return nil }
    switch word.claim {
    case .level, .origin: break
    case .change, .approximation, .bound: return nil
    }
    // The word stands before the hole that is completed.
    if let last = lastMovement, last.hole < origin, last.word.lowerBound == origin + word.range.lowerBound {
      return origin - last.hole
    }
    let end = Self.beforeGap(origin + word.range.lowerBound, bytes)
    var start = end
    while start > 0, end - start < 24, bytes[start - 1] != UInt8(ascii: "}"), bytes[start - 1] != 0x0A { start -= 1 }
    guard start > 0, bytes[start - 1] == UInt8(ascii: "}") else { return nil }
    let unit = start < end && bytes[start] == UInt8(ascii: " ") ? start + 1 : start
    guard let match = program.registry.match(in: bytes, from: unit, limit: end), match.end == end else { return nil }
    return origin - start
  }
}

/// What an expression tells of the figure that it gives.
package enum ClaimedFigure: Sendable {
  /// A growth rate: positive for a rise, unless `isReversed`; `signed` where the sign was taken off, the rate with it.
  case growth(isReversed: Bool, signed: Expression?)
  /// A difference of two values of one field in two rows, or of two ratios.
  case difference(Expression, Expression, isSigned: Bool)
  /// An amount in points.
  case points
  /// Another difference: a change, what is left of a whole, or how much one thing exceeds another.
  case margin
  /// A part of a whole.
  case share
  /// A sum, a count, a quotient: worked out from data.
  case computed
  /// A constant, a field, a parameter: may be a threshold.
  case given

  /// - Parameter program: lent, for a copy of it costs more than the look at the expression.
  package init(_ value: Expression, _ program: borrowing Program) {
    var value = value
    var isReversed = false
    var signed: Expression?
    while true {
      switch value.operation {
      case .definition(let index): value = program.definitions[index].expression
      case .negation(let inner):
        value = inner
        if signed == nil { isReversed.toggle() }
      case .call(.abs, let arguments):
        signed = signed ?? arguments[0]
        value = arguments[0]
      case .call(.round, let arguments): value = arguments[0]
      case .apply(_, _, let body) where signed == nil: value = body
      case .call(.growth, _), .call(.yearOnYear, _):
        self = .growth(isReversed: isReversed, signed: signed)
        return
      case .call(.share, let arguments):
        if let change = Self.change(arguments[0], over: arguments[1], isReversed, signed, program) {
          self = change
          return
        }
        self = Self.isPart(arguments[0], of: arguments[1], program) ? .share : .computed
        return
      case .product(let operands):
        let isQuotient = operands.count == 2 && operands[1].isInverse
        if isQuotient,
          let change = Self.change(operands[0].expression, over: operands[1].expression, isReversed, signed, program)
        {
          self = change
          return
        }
        let isPart = isQuotient && Self.isPart(operands[0].expression, of: operands[1].expression, program)
        self = isPart ? .share : .computed
        return
      case .sum(let operands):
        let plain: ClaimedFigure = operands.contains { $0.isInverse } ? .margin : .computed
        self = Self.difference(operands, isReversed, signed, program) ?? plain
        if case .quantity(.points, _) = value.type, case .margin = self {
          self = Self.points(operands, isReversed, signed, program)
        }
        return
      case .constant, .parameter, .field, .local, .rowField, .poison, .conditional, .coalescing, .apply:
        self = .given
        if case .quantity(.points, _) = value.type { self = .points }
        return
      default:
        self = .computed
        return
      }
    }
  }

  private static func difference(
    _ operands: [Operand], _ isReversed: Bool, _ signed: Expression?, _ program: Program
  ) -> ClaimedFigure? {
    guard operands.count == 2, operands[1].isInverse else { return nil }
    var (left, right) = (operands[0].expression.resolved(in: program), operands[1].expression.resolved(in: program))
    guard case .field(let now, let field) = left.operation, case .field(let before, let other) = right.operation,
      field == other, case .record(let schema) = now.type, case .record(schema) = before.type
    else { return nil }
    if isReversed { swap(&left, &right) }
    return .difference(left, right, isSigned: signed == nil)
  }

  /// (now - before) / before, which goes the way of the difference.
  private static func change(
    _ above: Expression, over below: Expression, _ isReversed: Bool, _ signed: Expression?, _ program: Program
  ) -> ClaimedFigure? {
    guard case .sum(let operands) = above.resolved(in: program).operation,
      case .field(_, let base) = below.resolved(in: program).operation,
      let found = difference(operands, isReversed, signed, program), case .difference(let left, _, _) = found,
      case .field(_, base) = left.operation
    else { return nil }
    return found
  }

  /// The difference of two ratios, of which the rows that they come from may tell the later one.
  private static func points(
    _ operands: [Operand], _ isReversed: Bool, _ signed: Expression?, _ program: Program
  ) -> ClaimedFigure {
    guard operands.count == 2, operands[1].isInverse else { return .points }
    let (left, right) = (operands[0].expression, operands[1].expression)
    return isReversed
      ? .difference(right, left, isSigned: signed == nil) : .difference(left, right, isSigned: signed == nil)
  }

  /// True where one aggregate is of some of the rows that the other is of, so that the quotient is no rate of change.
  private static func isPart(_ part: Expression, of whole: Expression, _ program: Program) -> Bool {
    let (part, whole) = (part.resolved(in: program), whole.resolved(in: program))
    guard case .call(let function, let left) = part.operation, case .call(function, let right) = whole.operation,
      function == .sum || function == .count
    else { return false }
    switch (unfiltered(left[0], program).operation, unfiltered(right[0], program).operation) {
    case (.column(let rows, let field), .column(let all, let other)):
      return field == other && schema(rows, program) == schema(all, program)
    case (.column, _), (_, .column): return false
    default: return schema(left[0], program) == schema(right[0], program)
    }
  }

  /// The table whose rows are counted, if it is one.
  private static func schema(_ expression: Expression, _ program: Program) -> SchemaID? {
    switch unfiltered(expression, program).type {
    case .table(let schema), .group(let schema, _): schema
    default: nil
    }
  }

  /// What `where` and `skipping missing` take rows from.
  private static func unfiltered(_ expression: Expression, _ program: Program) -> Expression {
    switch expression.resolved(in: program).operation {
    case .filter(let base, _, _), .skippingMissing(let base): unfiltered(base, program)
    default: expression.resolved(in: program)
    }
  }

  /// True where the figure is how far something has moved.
  package var isChange: Bool {
    switch self {
    case .growth, .difference, .points: true
    case .margin, .share, .computed, .given: false
    }
  }
}
