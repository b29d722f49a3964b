import EvrepSyntax

/// What stands between two tokens on one line.
enum Joint {
  case nothing, blank

  /// Between `left` and `right`.
  ///
  /// What is not known here is left as it was, so that a word or sign that the language learns later keeps its place.
  ///
  /// - Parameter hasGap: whether the source has anything between them.
  init(_ left: CodeToken, _ right: CodeToken, hasGap: Bool) {
    let known = Self.inString(left, right) ?? Self.before(right, left) ?? Self.behind(left, right)
    self = known ?? (hasGap || left.isWord && right.isWord && !right.isTight ? .blank : .nothing)
  }

  /// Nothing is added to a string.
  private static func inString(_ left: CodeToken, _ right: CodeToken) -> Joint? {
    if right.parent == .interpolation { return right.isFirst ? nil : .nothing }
    if left.parent == .interpolation { return left.isFirst || left.kind != .quote ? .nothing : nil }
    // A hole's brace, wherever the hole stands.
    return right.isFirst && right.kind == .leftBrace && right.parent.isHole ? .nothing : nil
  }

  private static func before(_ right: CodeToken, _ left: CodeToken) -> Joint? {
    let isFormat = right.parent == .format
    switch right.kind {
    case .comma, .semicolon, .rightParen, .rightBracket, .question, .hash: return .nothing
    case .colon: return isFormat ? nil : .nothing
    case .dot: return isFormat ? nil : .nothing
    case .rightBrace: return right.parent.isHole || left.kind == .leftBrace ? .nothing : .blank
    case .leftBracket: return right.parent == .cell ? .nothing : nil
    case .leftParen:
      guard right.parent == .arguments || right.parent == .parameterList else { return nil }
      return left.kind == .keyword ? .blank : .nothing
    case .leftBrace: return .blank
    case .bar: return isFormat ? .nothing : .blank
    case .unitSign:
      // 50%, but 3 £: a sign may be a word.
      guard right.parent == .unitName, right.outer == .numberLiteral, right.isFirst else { return nil }
      return right.isPercent ? .nothing : nil
    default: return right.isOperator ? .blank : nil
    }
  }

  private static func behind(_ left: CodeToken, _ right: CodeToken) -> Joint? {
    let isFormat = left.parent == .format
    switch left.kind {
    case .leftParen, .leftBracket, .hash: return .nothing
    case .leftBrace: return left.parent.isHole ? .nothing : .blank
    case .comma, .semicolon: return .blank
    case .colon: return isFormat ? nil : .blank
    case .dot: return isFormat ? nil : .nothing
    case .bar: return isFormat ? .nothing : .blank
    case .minus where left.parent == .negation: return .nothing
    case .number where right.kind == .identifier && right.parent == .unitName && right.isFirst: return .blank
    default: return left.isOperator ? .blank : nil
    }
  }
}

extension CodeToken {
  /// True for a sign between operands. Elsewhere the same signs are parts of units, formats and the like.
  fileprivate var isOperator: Bool {
    switch kind {
    case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual: parent != .format
    case .plus, .minus, .times, .divide, .coalesce: parent == .sum || parent == .product || parent == .coalescing
    default: false
    }
  }

  /// True for what would run into a word beside it, and for what closes an operand.
  fileprivate var isWord: Bool {
    switch kind {
    case .identifier, .keyword, .number, .quote, .rightParen, .rightBracket, .question, .rightBrace, .unitSign: true
    case .leftParen: parent == .parenthesized
    default: false
    }
  }

  /// True for a part of a unit or a format, which touches what is before it.
  fileprivate var isTight: Bool { !isFirst && (parent == .unitName || parent == .format || parent == .bindingClause) }
}
