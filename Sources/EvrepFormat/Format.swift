package import EvrepSyntax

/// What the layout may choose.
package struct FormatOptions: Sendable {
  /// Which spelling the words of the language get.
  package var words: WordChoice = .keep
  /// The functions of the language in both spellings, which are names to the parser.
  package var functions: [(english: String, chinese: String)] = []

  package init() {}
}

/// A file's text laid out: one sentence a line, expressions spaced, declarations and tables aligned.
///
/// It compiles to the same bytes as the source does, and laid out again it is itself. A file with syntax errors comes back as
/// it is, and so does one whose laid-out text would not read as the same tokens and prose: the net under everything here.
/// Linear in the file's size.
package func format(_ parsed: ParsedFile, _ options: FormatOptions = FormatOptions()) -> [UInt8] {
  guard parsed.diagnostics.isEmpty else { return parsed.tree.bytes }
  let text = layOut(parsed, options)
  guard text != parsed.tree.bytes else { return text }
  let again = parse(parsed.tree.file, text)
  let isSame = again.diagnostics.isEmpty && Meaning(again.tree, options) == Meaning(parsed.tree, options)
  return isSame ? text : parsed.tree.bytes
}

/// The laid-out text, not yet held against the source.
func layOut(_ parsed: ParsedFile, _ options: FormatOptions) -> [UInt8] {
  let tree = parsed.tree
  let lineEnd = LineEnd(of: tree.bytes)
  let words = Words(tree, options)
  var text: [UInt8] = []
  text.reserveCapacity(tree.bytes.count + tree.bytes.count / 8)
  let header = tree.root.first(.header)
  if let header { HeaderLayout(header, words, lineEnd).append(to: &text) }
  guard let body = tree.root.first(.body) else { return text }
  let prose = BodyCode(body, literals: parsed.literals, words)
  BodyLayout(prose, language: words.language, lineEnd: lineEnd, followsHeader: header != nil).append(to: &text)
  return text
}

/// How a file ends its lines: as it ends its first one.
enum LineEnd {
  case lineFeed, carriageReturnLineFeed

  init(of bytes: [UInt8]) {
    guard let first = bytes.firstIndex(of: 0x0A), first > 0, bytes[first - 1] == 0x0D else {
      self = .lineFeed
      return
    }
    self = .carriageReturnLineFeed
  }

  func append(to text: inout [UInt8]) {
    if self == .carriageReturnLineFeed { text.append(0x0D) }
    text.append(0x0A)
  }
}
