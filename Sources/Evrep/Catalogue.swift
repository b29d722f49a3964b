import CEvrepCatalogue
package import EvrepSource

/// The catalogue of diagnostics: the pages of `Grammar/diagnostics`, which the program carries with it.
package enum Catalogue {
  /// The page of a code, in whatever case it is written; nil for none.
  package static func page(of code: String) -> CataloguePage? {
    let heading = "# \(code.uppercased())\n"
    return texts.first { $0.hasPrefix(heading) }.flatMap { CataloguePage($0) }
  }

  /// What the page of a code says, without its example.
  package static func description(of code: DiagnosticCode, in language: MessageLanguage) -> RuleDescription? {
    page(of: code.rawValue).map { page in
      let text = page[language]
      return RuleDescription(
        title: text.title, meaning: text.meaning.joined(separator: "\n\n"),
        reason: text.reason.joined(separator: "\n\n"))
    }
  }

  /// Every page's text.
  package static var texts: [String] {
    var size = 0
    guard let bytes = evrep_catalogue(&size) else { return [] }
    return UnsafeRawBufferPointer(start: bytes, count: size).split(separator: 0).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  /// The page of a code as text for a terminal: what it means, an example with what the compiler says of it, the same put
  /// right, and why; nil where there is no such page.
  package static func explanation(of code: String, options: MessageOptions) -> String? {
    guard let page = page(of: code) else { return nil }
    let language = options.language
    let text = page[language]
    let example = CatalogueExample(page)
    func say(_ english: String, _ chinese: String) -> String { language == .english ? english : chinese }
    func bold(_ text: String) -> String { options.isColored ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
    var result = bold("\(page.code): \(text.title)") + "\n\n"
    let width = min(options.width, 100)
    for paragraph in text.meaning { result += Paragraph.filled(paragraph, width: width) + "\n\n" }
    if let bad = example.block(.bad) {
      for (path, block) in example.files(.bad) { result += bold(path) + "\n\n" + indented(example.shown(block)) + "\n" }
      result += bold(say("Wrong:", "错误：")) + "\n\n" + indented(bad.text) + "\n"
      var options = options
      options.limit = 3
      options.hasHints = false
      if let findings = example.findings(.bad) { result += messages([findings], options) + "\n" }
    }
    if let good = example.block(.good) {
      result += bold(say("Right:", "正确：")) + "\n\n" + indented(good.text) + "\n"
    }
    for paragraph in text.reason { result += Paragraph.filled(paragraph, width: width) + "\n\n" }
    return String(result.dropLast())
  }

  private static func indented(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      .map { $0.isEmpty ? "\n" : "    \($0)\n" }.joined()
  }
}

/// A paragraph of a page as lines of a terminal.
private enum Paragraph {
  /// The paragraph in lines of no more than `width` cells, broken at blanks and between East Asian characters.
  static func filled(_ text: String, width: Int) -> String {
    var lines = ""
    var (line, word) = ("", "")
    var (lineWidth, wordWidth) = (0, 0)
    func isClosing(_ character: Character) -> Bool { "，。、；：！？）”’》】".contains(character) }
    func flush() {
      if lineWidth + wordWidth > width, !line.isEmpty {
        while line.hasSuffix(" ") { line.removeLast() }
        lines += line + "\n"
        (line, lineWidth) = ("", 0)
        if word == " " { (word, wordWidth) = ("", 0) }
      }
      line += word
      lineWidth += wordWidth
      (word, wordWidth) = ("", 0)
    }
    for character in text {
      let cells = DisplayWidth.of(character)
      // A line may begin with a wide character, but not with one that closes; nor with a blank.
      if !word.isEmpty, character == " " || word.last == " " || (cells > 1 && !isClosing(character)) { flush() }
      word.append(character)
      wordWidth += cells
    }
    flush()
    return lines + line
  }
}
