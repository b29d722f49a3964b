import EvrepSource
import EvrepSyntax

/// The header: a declaration a line, comments where they were, neighbours aligned.
struct HeaderLayout {
  private let source: [UInt8]
  private let lineEnd: LineEnd
  private var lines: [CodeLine] = []
  /// The brackets that are open, innermost last: true for the braces around items.
  private var open: [Bool] = []

  init(_ header: SyntaxNode, _ words: Words, _ lineEnd: LineEnd) {
    source = header.fileBytes
    self.lineEnd = lineEnd
    var reader = CodeReader(words)
    var fences: [SyntaxNode] = []
    for child in header.children {
      if child.kind == .headerFence {
        fences.append(child)
      } else {
        reader.read(child, in: .header, isDeclaration: true)
      }
    }
    let end = fences.last?.range.lowerBound ?? header.range.upperBound
    lay(reader.tokens, from: fences.first?.range.upperBound ?? header.range.lowerBound, to: end)
  }

  func append(to text: inout [UInt8]) {
    text.append(contentsOf: "---".utf8)
    lineEnd.append(to: &text)
    for line in CodeLine.aligned(lines) { line.append(to: &text, lineEnd) }
    text.append(contentsOf: "---".utf8)
    lineEnd.append(to: &text)
  }

  /// Cuts tokens and the trivia between them into lines.
  private mutating func lay(_ tokens: [CodeToken], from start: Int, to end: Int) {
    var previous: CodeToken?
    for token in tokens {
      let from = previous?.range.upperBound ?? start
      let gap = from < token.range.lowerBound ? source[from..<token.range.lowerBound] : []
      if let previous, !gap.contains(0x0A) {
        append(token, behind: previous, hasGap: !gap.isEmpty)
      } else {
        layGap(gap, isFirst: previous == nil, before: token)
        begin(token)
      }
      track(token)
      previous = token
    }
    let from = previous?.range.upperBound ?? start
    if from < end { layGap(source[from..<end], isFirst: previous == nil, before: nil) }
    while lines.last?.isBlank == true { lines.removeLast() }
  }

  private mutating func append(_ token: CodeToken, behind previous: CodeToken, hasGap: Bool) {
    guard let last = lines.indices.last else { return begin(token) }
    if token.beginsDeclaration || token.beginsItem { lines[last].shape = .other }
    let joint = Joint(previous, token, hasGap: hasGap)
    if token.stop == .none {
      if joint == .blank { lines[last].segments[lines[last].segments.count - 1].append(0x20) }
    } else {
      lines[last].segments.append([])
      lines[last].stops.append(token.stop)
    }
    token.append(to: &lines[last].segments[lines[last].segments.count - 1], source)
  }

  private mutating func begin(_ token: CodeToken) {
    // What goes on with the line before keeps that from standing in a column of its own.
    if !token.beginsDeclaration, !token.beginsItem, let last = lines.lastIndex(where: { !$0.isComment && !$0.isBlank }),
      lines[last].shape == .definition
    {
      lines[last].shape = .other
    }
    var line = CodeLine(indent: indent(token))
    line.shape = token.beginsItem ? .field : token.beginsDeclaration ? .definition : .other
    token.append(to: &line.segments[0], source)
    lines.append(line)
  }

  private func indent(_ token: CodeToken) -> Int {
    if token.beginsDeclaration { return 0 }
    switch token.kind {
    case .rightParen, .rightBrace, .rightBracket: return max(0, open.count - 1) * 2
    default: return max(1, open.count + (open.last == true && !token.beginsItem ? 1 : 0)) * 2
    }
  }

  private mutating func track(_ token: CodeToken) {
    if token.beginsDeclaration { open = [] }
    switch token.kind {
    case .leftParen, .leftBracket: open.append(false)
    case .leftBrace: open.append(!token.parent.isHole)
    case .rightParen, .rightBracket, .rightBrace: _ = open.popLast()
    default: break
    }
  }

  /// The comments and blank lines between two tokens.
  ///
  /// - Parameter token: what follows; nil at the header's end.
  private mutating func layGap(_ gap: ArraySlice<UInt8>, isFirst: Bool, before token: CodeToken?) {
    let parts = gap.split(separator: 0x0A, omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      let comment = Self.comment(in: part)
      let isLast = index == parts.count - 1
      if index == 0 && !isFirst {
        if let comment, let last = lines.indices.last { lines[last].comment = Array(comment) }
      } else if let comment {
        let isOutside = open.isEmpty && (token == nil || token?.beginsDeclaration == true)
        lines.append(CodeLine(comment: Array(comment), indent: isOutside ? 0 : max(1, open.count) * 2))
      } else if !isLast, let line = lines.last, !line.isBlank, !line.opensBraces {
        lines.append(CodeLine(indent: 0))
      }
    }
    if token?.kind == .rightBrace, lines.last?.isBlank == true { lines.removeLast() }
  }

  /// The comment of a line of trivia, blanks at its end left out.
  static func comment(in line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    let slash = UInt8(ascii: "/")
    guard
      let start = line.indices.first(where: { $0 + 1 < line.endIndex && line[$0] == slash && line[$0 + 1] == slash })
    else { return nil }
    var end = line.endIndex
    while end > start, [0x20, 0x09, 0x0D].contains(line[end - 1]) { end -= 1 }
    return line[start..<end]
  }
}
