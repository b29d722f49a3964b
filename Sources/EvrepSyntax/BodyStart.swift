import EvrepSource

/// Where the body of a file seems to begin whose header is not closed: at the first line that is no declaration, not even
/// a broken one, and behind which nothing is declared.
struct BodyStart {
  /// The first line of the body, without its end.
  let line: ByteRange
  /// True where nothing but Markdown can begin like that line.
  let isCertain: Bool
  /// How many lines are headings. Alone they prove nothing: `#` may have been meant as a comment.
  fileprivate(set) var headings = 0
  /// How many other lines cannot stand in a header.
  fileprivate(set) var sentences = 0
  /// True where the last line is blank.
  fileprivate(set) var endsBlank = false

  /// True where the body can begin nowhere else.
  var isProven: Bool { isCertain && sentences > 0 }

  /// True where the lines are a body although a line `---` stands behind them, which is one of the body then.
  var outweighsFence: Bool { sentences > 0 && sentences + headings + (endsBlank ? 1 : 0) > 1 }

  /// Looks for the body in `range`, lines of a header. O(bytes).
  static func find(in bytes: [UInt8], _ range: ByteRange) -> BodyStart? {
    var search = BodySearch(bytes: bytes)
    var start = range.lowerBound
    while start < range.upperBound {
      let end = bytes[start..<range.upperBound].firstIndex(of: UInt8(ascii: "\n")) ?? range.upperBound
      search.read(start..<end)
      start = end + 1
    }
    return search.found
  }
}

/// What the lines of a header have shown so far.
private struct BodySearch {
  let bytes: [UInt8]
  private(set) var found: BodyStart?
  /// How many brackets are open.
  private var depth = 0
  /// The fence of the code that the lines are in, which is the body's.
  private var codeFence: HeaderLine.CodeFence?

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func read(_ range: ByteRange) {
    let line = HeaderLine(bytes: bytes, range: range)
    if let fence = codeFence {
      if line.closes(fence) { codeFence = nil }
      return
    }
    found?.endsBlank = line.isBlank
    if line.isBlank { return }
    if line.declares {
      // What a declaration stands behind is no body.
      (found, depth) = (nil, line.depthChange)
    } else if line.isIndented || line.isComment {
      depth = max(0, depth + line.depthChange)
    } else if found == nil {
      begin(line, range)
    } else {
      goOn(line)
    }
  }

  /// The body begins at the line if that can be none of the header.
  private mutating func begin(_ line: HeaderLine, _ range: ByteRange) {
    let isCertain = line.isHeading || line.isBlockFence || (depth == 0 && line.isMarkdown)
    guard isCertain || (depth == 0 && !line.resemblesDeclaration) else {
      depth = max(0, depth + line.depthChange)
      return
    }
    found = BodyStart(line: range, isCertain: isCertain)
    count(line, isCertain: isCertain)
  }

  private mutating func goOn(_ line: HeaderLine) {
    // In a body a sentence may begin with a word of the language.
    let isCertain = line.isMarkdown || line.isSentence
    // A line that only resembles a declaration tells nothing where sentences stand before it.
    if found?.sentences == 0, line.resemblesDeclaration, !isCertain {
      found = nil
      depth = max(0, line.depthChange)
      return
    }
    count(line, isCertain: isCertain)
  }

  private mutating func count(_ line: HeaderLine, isCertain: Bool) {
    codeFence = line.codeFence
    guard isCertain else { return }
    if line.isHeading { found?.headings += 1 } else { found?.sentences += 1 }
  }
}
