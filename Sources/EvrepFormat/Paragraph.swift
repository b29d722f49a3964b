import EvrepSource

/// The lines of a paragraph, or of as much of one as is certain to be one.
///
/// Breaks are put in behind sentences, and taken out elsewhere, only where that prints the same.
struct Paragraph {
  private(set) var prose = RoledText()
  /// The line breaks that stay whatever they part: hard ones.
  private var fixed: Set<Int> = []
  /// How many bytes around a hole may be words that speak of its figure: a unit, a claim.
  private static let reach = 96

  /// Adds a line, from its text on.
  mutating func append(_ line: RoledText, _ range: ByteRange) {
    if prose.count > 0 { prose.append([0x0A], .prose) }
    prose.append(line, range)
  }

  /// Adds a line that goes on with a code span or a comment of the line before, whole.
  mutating func appendLiteral(_ line: RoledText, _ range: ByteRange) {
    prose.append([0x0A], .literal)
    prose.append(line, range)
  }

  /// Marks the end of the line that was added last as a hard break.
  mutating func fixBreak() { fixed.insert(prose.count) }

  /// False where HTML or a link with a title keeps the lines as they are.
  var isMovable: Bool { hasOnlyPlainLinks && !zip(prose.bytes, prose.roles).contains { $0 == 0x3C && $1 == .prose } }

  /// The text with a line a sentence.
  ///
  /// - Parameter continuation: what stands before each line but the first.
  func append(to text: inout [UInt8], _ language: ProseLanguage, continuation: [UInt8], _ lineEnd: LineEnd) {
    let brackets = Brackets(prose)
    let ends = SentenceEnds(prose, brackets)
    var stars = StarRuns()
    var start = 0
    var nextEnd = 0
    var breaks = 0
    var offset = 0
    while offset < prose.count {
      while nextEnd < ends.offsets.count, ends.offsets[nextEnd] < offset { nextEnd += 1 }
      let endsHere = nextEnd < ends.offsets.count && ends.offsets[nextEnd] == offset
      let isBreak = prose.bytes[offset] == 0x0A
      guard isBreak || endsHere else {
        offset += 1
        continue
      }
      if isBreak {
        let isProse = prose.roles[offset] == .prose
        let depth = isProse && breaks < ends.linkDepths.count ? ends.linkDepths[breaks] : 1
        if isProse { breaks += 1 }
        text.append(contentsOf: prose.bytes[start..<offset])
        offset += 1
        start = offset
        if !endsHere, depth == 0, !fixed.contains(offset - 1), let joint = joint(at: offset - 1, language) {
          text.append(contentsOf: joint)
        } else {
          lineEnd.append(to: &text)
          if isProse { text.append(contentsOf: continuation) }
        }
      } else {
        guard let skipped = split(at: offset, language, &stars) else {
          offset += 1
          continue
        }
        text.append(contentsOf: prose.bytes[start..<offset])
        lineEnd.append(to: &text)
        text.append(contentsOf: continuation)
        offset += skipped
        start = offset
        if skipped == 0 { nextEnd += 1 }
      }
    }
    text.append(contentsOf: prose.bytes[start...])
  }

  // MARK: Splitting

  /// How many blanks give way to a line break behind the sentence that ends at `offset`; nil where none may stand there.
  private func split(at offset: Int, _ language: ProseLanguage, _ stars: inout StarRuns) -> Int? {
    let isBlank = prose.bytes[offset] == 0x20 && prose.roles[offset] == .prose
    let next = isBlank ? offset + 1 : offset
    guard next < prose.count, prose.roles[next] != .head, beginsLine(at: next) else { return nil }
    if isBlank { guard prose.bytes[next] != 0x20, prose.bytes[next] != 0x0A else { return nil } }
    let printed = LineBreak(prose.side(before: offset), prose.side(at: next), language)
    if isBlank { return printed == .blank ? 1 : nil }
    return printed == .nothing && staysMarkup(at: next, &stars) ? 0 : nil
  }

  /// True where what begins at `offset` is text at the beginning of a line too.
  private func beginsLine(at offset: Int) -> Bool {
    var end = offset
    // What decides stands near; the rest of a long line need not be looked at for each of its sentences.
    while end < prose.count, end - offset < 256, prose.bytes[end] != 0x0A { end += 1 }
    return LineStart.content(prose, offset, end) == .text
  }

  /// True where markup at `offset` means the same behind a full-width sign and behind a line break.
  private func staysMarkup(at offset: Int, _ stars: inout StarRuns) -> Bool {
    guard prose.roles[offset] == .prose else { return true }
    switch prose.bytes[offset] {
    case UInt8(ascii: "*"):
      // Emphasis that begins there: none is open, and a letter follows.
      var end = offset
      while end < prose.count, prose.bytes[end] == UInt8(ascii: "*") { end += 1 }
      return prose.side(at: end) == .wide && stars.count(before: offset, prose) % 2 == 0
    case UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "\\"), UInt8(ascii: "!"), UInt8(ascii: "<"),
      UInt8(ascii: "&"):
      return false
    default: return true
    }
  }

  // MARK: Joining

  /// What the line break at `offset` gives way to; nil where it stays.
  private func joint(at offset: Int, _ language: ProseLanguage) -> [UInt8]? {
    guard offset > 0, offset + 1 < prose.count, !isBesideFigure(offset) else { return nil }
    let (left, right) = (prose.side(before: offset), prose.side(at: offset + 1))
    guard left != .unknown, right != .unknown else { return nil }
    switch LineBreak(left, right, language) {
    case .nothing: return isInAddress(offset) ? nil : []
    case .blank: return [0x20]
    case .unknown: return nil
    }
  }

  /// True where words up to a hole lie on either side, so that a join could make a unit or a claim of them.
  private func isBesideFigure(_ offset: Int) -> Bool {
    for index in stride(from: offset - 1, through: max(0, offset - Self.reach), by: -1) {
      if prose.roles[index] != .prose { return true }
      if isClauseEnd(index) { break }
    }
    for index in offset + 1..<max(offset + 1, min(prose.count, offset + Self.reach)) {
      if prose.roles[index] != .prose { return true }
      if isClauseEnd(index) { break }
    }
    return false
  }

  /// True for a sign that no unit and no claim holds.
  private func isClauseEnd(_ offset: Int) -> Bool {
    switch prose.bytes[offset] {
    case UInt8(ascii: "."):
      // Not one of an abbreviation: a capital follows the blank.
      offset + 2 < prose.count && prose.bytes[offset + 1] == 0x20 && (0x41...0x5A).contains(prose.bytes[offset + 2])
    case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "?"), UInt8(ascii: "!"): true
    // 、。, ，：；？！（）
    case 0xE3, 0xEF:
      [0x3001, 0x3002, 0xFF0C, 0xFF1A, 0xFF1B, 0xFF1F, 0xFF01, 0xFF08, 0xFF09].contains(prose.scalar(at: offset).value)
    default: false
    }
  }

  /// True where the break ends a bare web address, which the next line must not run on from.
  private func isInAddress(_ offset: Int) -> Bool {
    var start = offset
    while start > 0, prose.bytes[start - 1] > 0x20 { start -= 1 }
    return (start..<offset).contains { index in
      let rest = prose.bytes[index..<offset]
      return rest.first == UInt8(ascii: "@") || rest.starts(with: "//".utf8) || rest.starts(with: "www.".utf8)
    }
  }

  /// True where each link has nothing but an address behind its text: a title could hold anything.
  private var hasOnlyPlainLinks: Bool {
    var offset = 0
    while offset + 1 < prose.count {
      guard prose.bytes[offset] == UInt8(ascii: "]"), prose.bytes[offset + 1] == UInt8(ascii: "(") else {
        offset += 1
        continue
      }
      var end = offset + 2
      while end < prose.count, prose.bytes[end] != UInt8(ascii: ")") {
        switch prose.bytes[end] {
        case 0x20, 0x0A, 0x5C, UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "("):
          if prose.roles[end] == .prose { return false }
        default: break
        }
        end += 1
      }
      offset = end
    }
    return true
  }
}

/// Counts the runs of `*` in a paragraph, front to back.
private struct StarRuns {
  private var offset = 0
  private var runs = 0

  /// How many begin before `end`, which never goes back.
  mutating func count(before end: Int, _ prose: RoledText) -> Int {
    while offset < end {
      let isStar = prose.bytes[offset] == UInt8(ascii: "*") && prose.roles[offset] == .prose
      if isStar, offset == 0 || prose.bytes[offset - 1] != UInt8(ascii: "*") { runs += 1 }
      offset += 1
    }
    return runs
  }
}
