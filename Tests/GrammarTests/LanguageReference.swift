/// `Grammar/README.md`: its fenced blocks, and the examples that the tagged ones make up.
struct LanguageReference {
  /// A fenced block: its language, its attributes and what stands in it.
  struct Block {
    let language: String
    let attributes: [String: String]
    /// The lines of the content, as indices of `lines`.
    let range: Range<Int>
  }

  /// A report, the files beside it, and what is said to come of it.
  struct Example {
    let name: String
    let source: Block
    var files: [(path: String, block: Block)] = []
    var output: Block?
    var messages: Block?
    /// What `evrep test` prints.
    var tests: Block?
    /// What `evrep fmt` makes of the source.
    var layout: Block?
    /// What `evrep explain` prints, asked as the attribute `asked` says.
    var explained: [Block] = []
    /// What `evrep trace` prints, with the option that the attribute `asked` says.
    var traced: [Block] = []
  }

  private(set) var lines: [String]
  private(set) var examples: [Example] = []
  /// Blocks that make no sense.
  private(set) var mistakes: [String] = []

  init(_ text: String) {
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let blocks = Self.blocks(lines)
    for block in blocks where block.attributes["example"] != nil && block.attributes["file"] == nil {
      let name = block.attributes["example"] ?? ""
      if examples.contains(where: { $0.name == name }) { mistakes.append("the example \(name) stands twice") }
      examples.append(Example(name: name, source: block))
    }
    for block in blocks { attach(block) }
    for example in examples
    where example.traced.isEmpty
      && [example.output, example.messages, example.tests, example.layout].allSatisfy({ $0 == nil })
    {
      mistakes.append("the example \(example.name) has neither output, nor messages, nor tests, nor a layout")
    }
  }

  /// The text of a block, each line with its line end.
  func text(_ block: Block) -> String { lines[block.range].map { $0 + "\n" }.joined() }

  /// The reference with other texts in some blocks.
  func replacing(_ texts: [(block: Block, text: String)]) -> String {
    var lines = lines
    for (block, text) in texts.sorted(by: { $0.block.range.lowerBound > $1.block.range.lowerBound }) {
      let new = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      lines.replaceSubrange(block.range, with: new.last == "" ? new.dropLast() : new)
    }
    return lines.joined(separator: "\n")
  }

  private mutating func attach(_ block: Block) {
    let attributes = block.attributes
    if let path = attributes["file"] {
      let names = (attributes["example"] ?? "").split(separator: " ")
      for name in names { update(String(name)) { $0.files.append((path, block)) } }
      if names.isEmpty { mistakes.append("the file \(path) belongs to no example") }
    } else if let name = attributes["output"] {
      update(name) { $0.output = block }
    } else if let name = attributes["messages"] {
      update(name) { $0.messages = block }
    } else if let name = attributes["layout"] {
      update(name) { $0.layout = block }
    } else if let name = attributes["tests"] {
      update(name) { $0.tests = block }
    } else if let name = attributes["explain"] {
      update(name) { $0.explained.append(block) }
    } else if let name = attributes["trace"] {
      update(name) { $0.traced.append(block) }
    } else if attributes["example"] == nil, !block.language.isEmpty {
      mistakes.append("line \(block.range.lowerBound): a block with a language is no example")
    }
  }

  private mutating func update(_ name: String, _ change: (inout Example) -> Void) {
    guard let index = examples.firstIndex(where: { $0.name == name }) else {
      mistakes.append("there is no example \(name)")
      return
    }
    change(&examples[index])
  }

  private static func blocks(_ lines: [String]) -> [Block] {
    var blocks: [Block] = []
    var open: (fence: Int, info: String, start: Int)?
    for (index, line) in lines.enumerated() {
      let fence = line.prefix { $0 == "`" }.count
      guard fence >= 3 else { continue }
      let info = String(line.dropFirst(fence))
      guard let block = open else {
        open = (fence, info, index + 1)
        continue
      }
      guard fence >= block.fence, info.isEmpty else { continue }
      let language = String(block.info.prefix { $0 != " " })
      blocks.append(Block(language: language, attributes: attributes(block.info), range: block.start..<index))
      open = nil
    }
    return blocks
  }

  /// `key="value"` pairs of an info string.
  private static func attributes(_ info: String) -> [String: String] {
    var attributes: [String: String] = [:]
    let parts = info.split(separator: "\"", omittingEmptySubsequences: false)
    for index in stride(from: 0, to: parts.count - 1, by: 2) {
      let key = parts[index].split(separator: " ").last?.dropLast() ?? ""
      attributes[String(key)] = String(parts[index + 1])
    }
    return attributes
  }
}
