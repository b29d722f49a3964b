import EvrepMarkdown
import EvrepModel
import EvrepSource
import EvrepSyntax

/// Reads the sections of a report off its source, with the numbers that they are printed with.
///
/// What `when` will keep is not known here: each branch counts on from where its block begins.
struct OutlineReader {
  private let tree: SyntaxTree
  private var labels: SectionLabels
  /// The headings above the line that is read, by level.
  private var headings: [(level: Int, title: String)] = []
  /// The problems that are open, outermost first.
  private var problems: [String] = []
  private var sections: [Outline.Section] = []
  private var isInCode = false

  /// The outline of a report, as its style numbers it.
  static func outline(of tree: SyntaxTree, style: Style) -> Outline {
    let header = tree.root.first(.header)?.children.first { $0.kind == .languageDeclaration }
    let language = header?.name.flatMap { ReportLanguage(rawValue: $0.text) } ?? .chinese
    var reader = OutlineReader(tree: tree, labels: SectionLabels(style, language))
    if let body = tree.root.first(.body) { reader.read(body) }
    return Outline(file: tree.file, sections: reader.sections)
  }

  private init(tree: SyntaxTree, labels: SectionLabels) {
    self.tree = tree
    self.labels = labels
  }

  private mutating func read(_ body: SyntaxNode) {
    // Lines are read whole, holes in a heading included.
    var from = body.range.lowerBound
    for child in body.children {
      switch child.kind {
      case .whenBlock, .eachBlock, .problemBlock, .measuresBlock, .seriesBlock, .error, .htmlComment:
        readLines(from..<max(from, child.range.lowerBound))
        if child.kind == .problemBlock { readProblem(child) } else { readBranches(child) }
        from = max(from, child.range.upperBound)
      default: break
      }
    }
    readLines(from..<max(from, body.range.upperBound))
  }

  private mutating func readBranches(_ block: SyntaxNode) {
    let (labels, headings) = (labels, headings)
    for (index, branch) in block.children.filter({ $0.kind == .body }).enumerated() {
      if index > 0 { (self.labels, self.headings) = (labels, headings) }
      read(branch)
    }
  }

  private mutating func readProblem(_ problem: SyntaxNode) {
    let title = problem.first(.body).map(firstLine) ?? ""
    let name = problem.first(.blockHead)?.name?.text ?? title
    problems.append(labels.problem() + name)
    note(at: problem.range.lowerBound)
    readBranches(problem)
    problems.removeLast()
    note(at: problem.range.upperBound)
  }

  private mutating func note(at offset: Int) {
    sections.append(Outline.Section(start: offset, titles: headings.map(\.title) + problems))
  }

  private func firstLine(_ body: SyntaxNode) -> String {
    let lines = body.text.prefix(400).split(whereSeparator: \.isNewline)
    return lines.first { !$0.allSatisfy(\.isWhitespace) }.map(String.init) ?? ""
  }

  // MARK: Headings

  private mutating func readLines(_ range: ByteRange) {
    var start = range.lowerBound
    var above = start..<start
    while start < range.upperBound {
      let end = tree.bytes[start..<range.upperBound].firstIndex(of: UInt8(ascii: "\n")) ?? range.upperBound
      readLine(start..<end, above)
      above = start..<end
      start = end + 1
    }
  }

  private mutating func readLine(_ line: ByteRange, _ above: ByteRange) {
    let text = tree.bytes[line]
    let indent = text.prefix { $0 == 0x20 }.count
    let rest = text.dropFirst(indent)
    guard indent < 4, let sign = rest.first else { return }
    let run = rest.prefix { $0 == sign }.count
    let behind = rest.dropFirst(run)
    switch sign {
    case UInt8(ascii: "`") where run >= 3, UInt8(ascii: "~") where run >= 3: isInCode.toggle()
    case UInt8(ascii: "#") where run <= 6 && !isInCode && (behind.first ?? 0x20) <= 0x20:
      enter(level: run, behind, at: line.lowerBound)
    // A line of `=` or `-` makes the paragraph above it a heading.
    case UInt8(ascii: "="), UInt8(ascii: "-"):
      let title = tree.bytes[above]
      let isText = title.first.map { $0 > 0x20 && ![0x23, 0x2D, 0x3A, 0x3E, 0x7C].contains($0) } ?? false
      guard !isInCode, isText, behind.allSatisfy({ $0 <= 0x20 }) else { return }
      enter(level: sign == UInt8(ascii: "=") ? 1 : 2, title, at: above.lowerBound)
    default: break
    }
  }

  private mutating func enter(level: Int, _ title: ArraySlice<UInt8>, at offset: Int) {
    headings.removeAll { $0.level >= level }
    headings.append((level, labels.heading(level) + Self.bare(title)))
    note(at: offset)
  }

  /// A heading's text without blanks, closing `#` and the name `{#name}` around it.
  private static func bare(_ title: ArraySlice<UInt8>) -> String {
    func isBlank(_ byte: UInt8) -> Bool { byte <= 0x20 }
    var title = title.drop(while: isBlank)
    while let last = title.last, isBlank(last) || last == UInt8(ascii: "#") { title.removeLast() }
    if title.last == UInt8(ascii: "}"), let brace = title.lastIndex(of: UInt8(ascii: "{")),
      title[title.index(after: brace)...].first == UInt8(ascii: "#")
    {
      title = title[..<brace]
      while let last = title.last, isBlank(last) { title.removeLast() }
    }
    return String(decoding: title, as: UTF8.self)
  }
}
