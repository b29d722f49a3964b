package import EvrepSource

/// The example of a page: a report that is wrong, one that is right, and the files beside both.
package struct CatalogueExample: Sendable {
  /// Which of the two reports.
  package enum Side: String, Sendable {
    case bad, good
  }

  private let page: CataloguePage

  package init(_ page: CataloguePage) { self.page = page }

  /// The report's source; nil where the page has none.
  package func source(_ side: Side) -> String? { block(side).map { Self.expanded($0) } }

  /// The block as it stands on the page.
  package func block(_ side: Side) -> CataloguePage.Block? {
    page.blocks.first { $0.language == "evrep" && $0.has(side.rawValue) }
  }

  /// The blocks that are files of that side, as they stand on the page.
  package func files(_ side: Side) -> [(path: String, block: CataloguePage.Block)] {
    page.blocks.compactMap { block in
      guard let path = block.value("file"), block.value("for") == nil || block.value("for") == side.rawValue else {
        return nil
      }
      return (path, block)
    }
  }

  /// What comes of the report, tests included where the page asks for them; nil where the page has none.
  package func findings(_ side: Side) -> Findings? {
    guard let block = block(side), let source = source(side) else { return nil }
    let world = PageWorld(files: contents(side))
    let options = Self.options(block.value("options") ?? "") ?? CompileOptions()
    let bytes = Array(source.utf8)
    guard block.has("test") else {
      return compile("report.evrep", source: bytes, options: options, world: world).findings
    }
    return test("report.evrep", source: bytes, filter: nil, options: options, world: world).findings
  }

  /// A file of the page as text: of one that is none, its cells.
  package func shown(_ block: CataloguePage.Block) -> String {
    guard block.value("encoding") == "base64" else { return block.text }
    return String(decoding: cellText(Self.bytes(of: block)), as: UTF8.self)
  }

  private func contents(_ side: Side) -> [(path: String, bytes: [UInt8])] {
    var contents: [(path: String, bytes: [UInt8])] = []
    for (path, block) in files(side) {
      let text = Self.expanded(block)
      let bytes = Self.bytes(of: block)
      // A file `m@.evrep` with a count stands for so many files, in which `@+1` is the number of the next.
      for number in 1...max(1, block.value("count").flatMap { Int($0) } ?? 1) {
        let name = Self.numbered(path, number)
        let content = path.contains("@") ? Array(Self.numbered(text, number).utf8) : bytes
        if let index = contents.firstIndex(where: { $0.path == name }) {
          contents[index].bytes += content
        } else {
          contents.append((name, content))
        }
      }
    }
    return contents
  }

  private static func bytes(of block: CataloguePage.Block) -> [UInt8] {
    let text = expanded(block)
    switch block.value("encoding") {
    case "latin-1": return text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    case "base64": return Base64.decoded(text)
    default: return Array(text.utf8)
    }
  }

  private static func numbered(_ text: String, _ number: Int) -> String {
    var result = ""
    var rest = text[...]
    while let sign = rest.firstIndex(of: "@") {
      result += rest[..<sign]
      rest = rest[rest.index(after: sign)...]
      let isNext = rest.hasPrefix("+1")
      if isNext { rest = rest.dropFirst(2) }
      result += String(isNext ? number + 1 : number)
    }
    return result + rest
  }

  /// The block's text; with `repeat`, so often, and with `joined` without line ends.
  private static func expanded(_ block: CataloguePage.Block) -> String {
    let text = block.has("joined") ? String(block.text.dropLast()) : block.text
    guard let count = block.value("repeat").flatMap({ Int($0) }), count > 0 else { return text }
    return String(repeating: text, count: count)
  }

  /// What `--draft --set name=value` and the like ask for; nil where a word is none of them.
  package static func options(_ text: String) -> CompileOptions? {
    var options = CompileOptions()
    var words = text.split(separator: " ")[...]
    while let word = words.popFirst() {
      switch word {
      case "--draft": options.isDraft = true
      case "--redact": options.isRedacted = true
      case "--strict": options.isStrict = true
      case "--set":
        let setting = (words.popFirst() ?? "").split(separator: "=", maxSplits: 1).map(String.init)
        options.parameters.append((setting.first ?? "", setting.last ?? ""))
      default: return nil
      }
    }
    return options
  }
}

/// A world of a page's files.
private struct PageWorld: World {
  let files: [(path: String, bytes: [UInt8])]

  func read(_ path: String, within root: String?, limit: Int) throws(WorldError) -> [UInt8] {
    let path = Path.normalised(path)
    guard !path.hasPrefix("..") && !path.hasPrefix("/") else { throw .outsideRoot }
    guard !isFolder(path) else { throw .notARegularFile }
    guard let file = files.first(where: { $0.path == path }) else { throw .notFound }
    guard file.bytes.count <= limit else { throw .tooLarge(limit: limit) }
    return file.bytes
  }

  func readStandardInput(limit: Int) throws(WorldError) -> [UInt8] { [] }
  func write(_ bytes: [UInt8], to path: String) throws(WorldError) { throw .notFound }
  func writeStandardOutput(_ bytes: [UInt8]) throws(WorldError) {}
  func writeStandardError(_ text: String) {}
  func isFolder(_ path: String) -> Bool { files.contains { $0.path.hasPrefix(path + "/") } }
  func names(in path: String) -> [String] { files.map(\.path) }
}
