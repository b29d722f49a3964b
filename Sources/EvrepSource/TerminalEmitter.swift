/// Writes findings for people: the message, the source lines with marks under the places, notes and fixes.
package struct TerminalEmitter {
  private var positions: SourcePositions
  private let outline: Outline
  private let language: MessageLanguage
  private let paint: Paint
  private let width: Int

  /// How wide the output is where nothing says how wide the terminal is.
  package static let usualWidth = 100

  /// - Parameter width: the terminal's width in cells.
  package init(
    sources: SourceSet, outline: Outline = .none, language: MessageLanguage, isColored: Bool, width: Int = usualWidth
  ) {
    positions = SourcePositions(sources)
    self.outline = outline
    self.language = language
    paint = Paint(isColored: isColored)
    self.width = max(width, 40)
  }

  /// Every finding with a blank line behind it.
  package mutating func render(_ diagnostics: [Diagnostic]) -> String {
    diagnostics.reduce(into: "") { $0 += render($1) + "\n" }
  }

  private mutating func render(_ diagnostic: Diagnostic) -> String {
    let isError = diagnostic.severity == .error
    let word = "\(diagnostic.severity.word(language))[\(diagnostic.code.rawValue)]"
    var text = paint(word, isError ? .boldRed : .boldYellow)
    text += paint(": " + SafeText.of(diagnostic.message[language]), .bold) + "\n"
    let files = files(of: diagnostic)
    let gutter = gutterWidth(files)
    for (index, file) in files.enumerated() { text += frame(file, gutter, isError, arrow: index == 0 ? "-->" : ":::") }
    let margin = String(repeating: " ", count: gutter + 1) + paint("= ", .blue)
    for note in diagnostic.notes { text += margin + SafeText.of(note[language]) + "\n" }
    for fixIt in diagnostic.fixIts {
      let help = paint(language == .english ? "help: " : "建议：", .boldGreen)
      text += margin + help + SafeText.of(fixIt.message[language]) + "\n"
    }
    return text
  }

  // MARK: Frames

  /// The places of a finding in one file; a cell whose file has no lines of text stands alone.
  private struct FilePlaces {
    let file: FileID
    let first: Place
    var annotations: [SourceFrame.Annotation]
    /// What the cell holds, where there is no line of text to show.
    let content: String?
  }

  /// The finding's own place first, then the others, file by file.
  private func files(of diagnostic: Diagnostic) -> [FilePlaces] {
    let places =
      (diagnostic.place.map { [(place: $0, message: Message?.none)] } ?? [])
      + diagnostic.labels.map { (place: $0.place, message: Message?.some($0.message)) }
    var files: [FilePlaces] = []
    for (place, message) in places {
      // A label without words marks a further line of the one before.
      let text = message.map { SafeText.of($0[language]) }.flatMap { $0.isEmpty ? nil : $0 }
      let content = isText(place) ? nil : place.cell?.content
      if content == nil, let index = files.firstIndex(where: { $0.file == place.file && $0.content == nil }) {
        let isElsewhere = place.cell != nil && place.cell != files[index].first.cell
        let cell = isElsewhere ? place.cell.map { " (\(SafeText.of($0.description(language))))" } ?? "" : ""
        let said = text.map { $0 + cell }
        files[index].annotations.append(.init(range: place.range, message: said, isPrimary: message == nil))
      } else {
        let annotation = SourceFrame.Annotation(range: place.range, message: text, isPrimary: message == nil)
        files.append(FilePlaces(file: place.file, first: place, annotations: [annotation], content: content))
      }
    }
    return files
  }

  /// False for a cell of a file that has no lines of text, such as a spreadsheet.
  private func isText(_ place: Place) -> Bool { place.cell?.container == nil }

  private mutating func gutterWidth(_ files: [FilePlaces]) -> Int {
    var line = 1
    for file in files where file.content == nil {
      for annotation in file.annotations {
        line = max(line, positions.index(of: file.file).line(at: annotation.range.lowerBound))
      }
    }
    return String(line).utf8.count
  }

  private mutating func frame(_ places: FilePlaces, _ gutter: Int, _ isError: Bool, arrow: String) -> String {
    let file = positions.sources[places.file]
    let blank = String(repeating: " ", count: gutter)
    let bar = paint("|", .blue)
    // Line number, bar and blanks.
    let room = width - gutter - 3
    var text = blank + paint(arrow, .blue) + " " + SafeText.of(file.path)
    let frame: SourceFrame
    if let content = places.content {
      let first = places.annotations[0]
      frame = SourceFrame(content: content, message: first.message, isPrimary: first.isPrimary, width: room)
    } else {
      let index = positions.index(of: places.file)
      let position = index.position(of: places.first.range.lowerBound, in: file.bytes)
      text += ":\(position.line):\(position.column)"
      frame = SourceFrame(file, index, places.annotations, width: room)
    }
    text += suffix(places.first) + "\n\(blank) \(bar)\n"
    for row in frame.rows {
      switch row {
      case .gap: text += paint("...", .blue) + "\n"
      case .source(let line, let source):
        let number = line == 0 ? "" : String(line)
        text += paint(number, .blue) + String(repeating: " ", count: gutter - number.utf8.count)
        text += " \(bar)" + (source.isEmpty ? "" : " " + source) + "\n"
      case .marks(let runs):
        let marks = runs.map { run in
          run.isPrimary.map { paint(run.text, $0 ? isError ? .boldRed : .boldYellow : .boldBlue) } ?? run.text
        }
        text += "\(blank) \(bar) " + marks.joined() + "\n"
      }
    }
    return text
  }

  /// What is said of a place behind its line and column: its cell, or its section.
  private func suffix(_ place: Place) -> String {
    if let cell = place.cell { return " (\(SafeText.of(cell.description(language))))" }
    let titles = outline.titles(at: place)
    return titles.isEmpty ? "" : " (" + SafeText.of(titles.map(shortened).joined(separator: " › ")) + ")"
  }

  private func shortened(_ title: String) -> String {
    let limit = 24
    return title.count > limit ? String(title.prefix(limit - 1)) + "…" : title
  }
}
