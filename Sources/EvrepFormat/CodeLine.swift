import EvrepSource

/// A line of a header.
struct CodeLine {
  /// What a line has in common with its neighbours that are aligned with it.
  enum Shape {
    case definition, field, other
  }

  let indent: Int
  /// The text, cut at the stops.
  var segments: [[UInt8]] = [[]]
  /// What each segment but the first begins with.
  var stops: [CodeToken.Stop] = []
  var shape = Shape.other
  /// The comment behind the code, or alone on the line.
  var comment: [UInt8]?
  /// Blanks before each segment but the first, and before the comment.
  private var padding: [Int] = []
  private var commentPadding = 2

  init(indent: Int) { self.indent = indent }

  /// A line that is a comment.
  init(comment: [UInt8], indent: Int) {
    self.indent = indent
    self.comment = comment
  }

  private var hasCode: Bool { segments.count > 1 || !segments[0].isEmpty }
  var isBlank: Bool { !hasCode && comment == nil }
  var isComment: Bool { !hasCode && comment != nil }
  var opensBraces: Bool { segments[segments.count - 1].last == UInt8(ascii: "{") && comment == nil }

  func append(to text: inout [UInt8], _ lineEnd: LineEnd) {
    if !isBlank { text.append(contentsOf: repeatElement(0x20, count: indent)) }
    for (index, segment) in segments.enumerated() {
      if index > 0 { text.append(contentsOf: repeatElement(0x20, count: padding(index))) }
      text.append(contentsOf: segment)
    }
    if let comment {
      if hasCode { text.append(contentsOf: repeatElement(0x20, count: commentPadding)) }
      text.append(contentsOf: comment)
    }
    lineEnd.append(to: &text)
  }

  private func padding(_ segment: Int) -> Int { segment <= padding.count ? padding[segment - 1] : 1 }

  private var width: Int {
    var width = indent
    for (index, segment) in segments.enumerated() {
      width += DisplayWidth.of(segment) + (index > 0 ? padding(index) : 0)
    }
    return width
  }

  // MARK: Alignment

  /// The lines with the stops of neighbours under each other, and the comments behind neighbours too.
  static func aligned(_ lines: [CodeLine]) -> [CodeLine] {
    var lines = lines
    forEachRun(lines.indices, of: { lines[$0].shape == .definition && lines[$0].stops == [.equal] }) { run in
      align(&lines, run, segment: 0, gap: 1)
    }
    forEachRun(lines.indices, of: { lines[$0].shape == .field && lines[$0].stops.first == .type }) { run in
      align(&lines, run, segment: 0, gap: 2)
      align(&lines, run, segment: 1, gap: 2)
    }
    forEachRun(lines.indices, of: { lines[$0].hasCode && lines[$0].comment != nil }) { run in
      let width = run.reduce(0) { max($0, lines[$1].width) }
      for index in run { lines[index].commentPadding = width - lines[index].width + 2 }
    }
    return lines
  }

  /// Pads segment `segment` of each line to the widest of those that another segment follows, `gap` blanks left between.
  /// Enumerations are long and do not count; what follows one comes right behind it.
  private static func align(_ lines: inout [CodeLine], _ run: Range<Int>, segment: Int, gap: Int) {
    var width = 0
    for index in run where segment + 1 < lines[index].segments.count && !lines[index].isWide(segment) {
      width = max(width, DisplayWidth.of(lines[index].segments[segment]))
    }
    for index in run where segment + 1 < lines[index].segments.count {
      let own = DisplayWidth.of(lines[index].segments[segment])
      lines[index].padding.append(max(0, width - own) + gap)
    }
  }

  private func isWide(_ segment: Int) -> Bool { segment == 1 && segments[segment].contains(UInt8(ascii: "|")) }

  private static func forEachRun(_ indices: Range<Int>, of isMember: (Int) -> Bool, _ body: (Range<Int>) -> Void) {
    var start = indices.lowerBound
    while start < indices.upperBound {
      var end = start
      while end < indices.upperBound, isMember(end) { end += 1 }
      if end > start { body(start..<end) }
      start = max(end, start + 1)
    }
  }
}
