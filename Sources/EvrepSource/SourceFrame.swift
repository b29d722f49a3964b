/// The lines of one file that a finding points at, each once, with marks and messages under them.
struct SourceFrame {
  /// A place of the file, and what is said of it.
  struct Annotation {
    let range: ByteRange
    /// What stands under the marks; nil for the place of the finding itself, whose message stands above.
    let message: String?
    let isPrimary: Bool
  }

  /// A row of the frame.
  enum Row: Hashable {
    case source(line: Int, String)
    /// Marks under the row before: runs of equal marks.
    case marks([Run])
    /// Lines that are left out.
    case gap
  }

  /// A piece of a row under the source, in the colour of its mark.
  struct Run: Hashable {
    let text: String
    /// nil for blanks.
    let isPrimary: Bool?
  }

  private(set) var rows: [Row] = []

  /// - Parameter width: how many terminal cells a row takes at most, without its line number.
  init(_ file: SourceFile, _ index: LineIndex, _ annotations: [Annotation], width: Int) {
    let byLine = annotations.map { (line: index.line(at: $0.range.lowerBound), annotation: $0) }
      .enumerated().sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }.map(\.element)
    var shown: Int?
    for line in byLine.chunked(by: { $0.line == $1.line }) {
      guard let number = line.first?.line else { continue }
      let range = index.range(ofLine: number, in: file.bytes)
      guard file.shows(line: range) else { continue }
      if let shown, number > shown + 1 { rows.append(.gap) }
      shown = number
      for group in Self.groups(line.map(\.annotation), file, range, width) {
        let focus = group.reduce(group[0].range.clipped(to: range)) { $0.joined(with: $1.range.clipped(to: range)) }
        let excerpt = Excerpt(file, line: range, focus: focus, width: width)
        rows.append(.source(line: number, excerpt.text))
        rows += Self.marks(group, excerpt, width)
      }
    }
  }

  /// A frame of text that is no line of a file: what a cell of a spreadsheet or a database holds.
  init(content: String, message: String?, isPrimary: Bool, width: Int) {
    let file = SourceFile(path: "", bytes: Array(content.utf8))
    let annotation = Annotation(range: 0..<file.bytes.count, message: message, isPrimary: isPrimary)
    let excerpt = Excerpt(file, line: 0..<file.bytes.count, focus: annotation.range, width: width)
    rows = [.source(line: 0, excerpt.text)] + Self.marks([annotation], excerpt, width)
  }

  /// The annotations of a line in groups that an excerpt can show: what is too far apart gets an excerpt of its own.
  private static func groups(
    _ annotations: [Annotation], _ file: SourceFile, _ line: ByteRange, _ width: Int
  ) -> [[Annotation]] {
    let sorted = annotations.sorted { $0.range.lowerBound < $1.range.lowerBound }
    guard let first = sorted.first else { return [] }
    var groups = [[first]]
    var start = first.range.clipped(to: line).lowerBound
    for annotation in sorted.dropFirst() {
      let next = annotation.range.clipped(to: line)
      // A cell takes a byte at least, and up to four.
      let isNear =
        next.lowerBound - start <= 4 * width && DisplayWidth.of(file.text(start..<next.upperBound)) <= width - 8
      let isAtStart = next.lowerBound - start <= width / 2
      if isNear || isAtStart {
        groups[groups.count - 1].append(annotation)
      } else {
        groups.append([annotation])
        start = next.lowerBound
      }
    }
    return groups
  }

  // MARK: Marks

  private struct Mark {
    let columns: Range<Int>
    let annotation: Annotation
  }

  /// The row of marks, and below it a row for each message that does not fit behind the marks.
  private static func marks(_ annotations: [Annotation], _ excerpt: Excerpt, _ width: Int) -> [Row] {
    let marks = annotations.map { Mark(columns: excerpt.columns(of: $0.range), annotation: $0) }
    let end = marks.map(\.columns.upperBound).max() ?? 0
    var line: [Bool?] = Array(repeating: nil, count: end)
    // The shorter is drawn over the longer, the finding's own place over a label of the same place.
    let order = marks.sorted { left, right in
      if left.columns.count != right.columns.count { return left.columns.count > right.columns.count }
      return !left.annotation.isPrimary && right.annotation.isPrimary
    }
    for mark in order { for column in mark.columns { line[column] = mark.annotation.isPrimary } }
    var runs = line.chunked { $0 == $1 }.map { run in
      let isPrimary = run.first ?? nil
      let sign = isPrimary.map { $0 ? "^" : "-" } ?? " "
      return Run(text: String(repeating: sign, count: run.count), isPrimary: isPrimary)
    }
    var spoken = marks.filter { $0.annotation.message != nil }.enumerated().sorted { left, right in
      let (before, after) = (left.element.columns, right.element.columns)
      return (before.lowerBound, right.offset) < (after.lowerBound, left.offset)
    }.map(\.element)
    if let last = spoken.last, last.columns.upperBound == end, let message = last.annotation.message,
      spoken.count == 1 || end + 1 + DisplayWidth.of(message) <= width
    {
      runs.append(Run(text: " " + message, isPrimary: last.annotation.isPrimary))
      spoken.removeLast()
    }
    var rows = [Row.marks(runs)]
    while let mark = spoken.popLast() {
      let column = column(of: mark, width)
      rows.append(hanging(mark, at: column, under: spoken))
      // Lines that the message stands on go on below it.
      if spoken.contains(where: { $0.columns.lowerBound >= column }) { rows.append(leaders(spoken)) }
    }
    return rows
  }

  /// A row of lines down to the messages that are still to come.
  private static func leaders(_ marks: [Mark]) -> Row {
    var (runs, at) = ([Run](), 0)
    for mark in marks where mark.columns.lowerBound >= at {
      let gap = mark.columns.lowerBound - at
      if gap > 0 { runs.append(Run(text: String(repeating: " ", count: gap), isPrimary: nil)) }
      runs.append(Run(text: "|", isPrimary: mark.annotation.isPrimary))
      at = mark.columns.lowerBound + 1
    }
    return .marks(runs)
  }

  /// Where a message begins under its mark: one that would run over the edge ends where its mark ends.
  private static func column(of mark: Mark, _ width: Int) -> Int {
    let length = DisplayWidth.of(mark.annotation.message ?? "")
    return mark.columns.lowerBound + length > width
      ? max(0, mark.columns.upperBound - length) : mark.columns.lowerBound
  }

  /// A message under its mark, and a line down to each message that is still to come on its left.
  private static func hanging(_ mark: Mark, at column: Int, under others: [Mark]) -> Row {
    let message = mark.annotation.message ?? ""
    var runs: [Run] = []
    var at = 0
    func move(to column: Int) {
      if column > at { runs.append(Run(text: String(repeating: " ", count: column - at), isPrimary: nil)) }
      at = max(at, column)
    }
    for other in others where other.columns.lowerBound < column && other.columns.lowerBound >= at {
      move(to: other.columns.lowerBound)
      runs.append(Run(text: "|", isPrimary: other.annotation.isPrimary))
      at += 1
    }
    move(to: column)
    runs.append(Run(text: message, isPrimary: mark.annotation.isPrimary))
    return .marks(runs)
  }
}

extension ByteRange {
  fileprivate func clipped(to line: ByteRange) -> ByteRange {
    let start = Swift.min(Swift.max(lowerBound, line.lowerBound), line.upperBound)
    return start..<Swift.max(start, Swift.min(upperBound, line.upperBound))
  }

  fileprivate func joined(with other: ByteRange) -> ByteRange {
    Swift.min(lowerBound, other.lowerBound)..<Swift.max(upperBound, other.upperBound)
  }
}

extension Array {
  /// The elements in runs whose neighbours `belong` together.
  fileprivate func chunked(by belong: (Element, Element) -> Bool) -> [[Element]] {
    var runs: [[Element]] = []
    for element in self {
      if let last = runs.last?.last, belong(last, element) {
        runs[runs.count - 1].append(element)
      } else {
        runs.append([element])
      }
    }
    return runs
  }
}
