import EvrepSource

/// A line of a body.
struct BodyLine {
  enum Kind {
    case blank
    /// Code, a fence of a block, and whatever is left as it is.
    case fixed
    case prose
  }

  let kind: Kind
  /// Without the line end.
  let range: ByteRange
  let isFence: Bool
  let isInCode: Bool
  let isIndentedCode: Bool
  /// True where a code span or comment of the line before goes on.
  let continuesLiteral: Bool
  /// True where the line's own carriage return is kept: it is part of code.
  let keepsLineEnd: Bool

  /// The lines of a body; from the first that may begin HTML without an end on, all are fixed.
  static func lines(of code: BodyCode) -> [BodyLine] {
    let prose = code.prose
    var lines: [BodyLine] = []
    lines.reserveCapacity(prose.count / 40 + 1)
    var start = 0
    var nextCode = 0
    var isRawHTML = false
    while start < prose.count {
      let newline = prose.bytes[start...].firstIndex(of: 0x0A)
      let end = newline ?? prose.count
      let hasReturn = end > start && newline != nil && prose.bytes[end - 1] == 0x0D
      let range = start..<(hasReturn ? end - 1 : end)
      while nextCode < code.indentedCode.count, code.indentedCode[nextCode].upperBound <= start { nextCode += 1 }
      let isIndented = nextCode < code.indentedCode.count && code.indentedCode[nextCode].overlaps(start..<end + 1)
      let isInCode = range.contains { prose.roles[$0] == .code } || newline.map { prose.roles[$0] == .code } == true
      let isFence = range.first.map { prose.roles[$0] == .fence } == true
      let continues = start > 0 && prose.roles[start - 1] == .literal
      let isBlank = range.allSatisfy { [0x20, 0x09].contains(prose.bytes[$0]) } && !continues && !isInCode && !isFence
      if !isRawHTML, !isInCode, !isBlank { isRawHTML = beginsEndlessHTML(prose, range) }
      let isOdd = prose.bytes[range].contains(0x0D)
      let kind: Kind = isRawHTML || isInCode || isFence || isOdd ? .fixed : isBlank ? .blank : .prose
      lines.append(
        BodyLine(
          kind: kind, range: range, isFence: isFence, isInCode: isInCode || isRawHTML, isIndentedCode: isIndented,
          continuesLiteral: continues, keepsLineEnd: hasReturn && (isInCode || isRawHTML)))
      start = newline.map { $0 + 1 } ?? prose.count
    }
    return lines
  }

  /// True for HTML that no blank line ends: a script, a style sheet, a declaration.
  private static func beginsEndlessHTML(_ prose: RoledText, _ line: ByteRange) -> Bool {
    let start = LineStart(prose, line).end
    guard start + 1 < line.upperBound, prose.bytes[start] == UInt8(ascii: "<"), prose.roles[start] == .prose else {
      return false
    }
    let text = prose.bytes[(start + 1)..<line.upperBound].prefix(9).map { $0 | 0x20 }
    return ["script", "pre", "style", "textarea"].contains { text.starts(with: $0.utf8) }
      || text[0] == UInt8(ascii: "?") || text[0] == UInt8(ascii: "!")
  }
}
