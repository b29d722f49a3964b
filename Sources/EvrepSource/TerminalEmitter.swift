/// Writes findings for people: the message, the source line with carets under the place, labels, notes and fixes.
package struct TerminalEmitter {
  private let sources: SourceSet
  private let language: MessageLanguage
  private let isColored: Bool
  private var indexes: [FileID: LineIndex] = [:]

  /// How many terminal cells of a long source line are shown around the place.
  private static let window = 96

  package init(sources: SourceSet, language: MessageLanguage, isColored: Bool) {
    self.sources = sources
    self.language = language
    self.isColored = isColored
  }

  /// Every finding, and a line that counts them. Empty for none.
  package mutating func render(_ diagnostics: [Diagnostic]) -> String {
    guard !diagnostics.isEmpty else { return "" }
    return renderAlone(diagnostics) + summary(diagnostics) + "\n"
  }

  /// Every finding with a blank line behind it, and no count.
  package mutating func renderAlone(_ diagnostics: [Diagnostic]) -> String {
    var text = ""
    for diagnostic in diagnostics { text += render(diagnostic) + "\n" }
    return text
  }

  private func summary(_ diagnostics: [Diagnostic]) -> String {
    let errors = diagnostics.count { $0.severity == .error }
    let warnings = diagnostics.count { $0.severity == .warning }
    switch language {
    case .english:
      return "\(errors) error\(errors == 1 ? "" : "s"), \(warnings) warning\(warnings == 1 ? "" : "s")"
    case .chinese: return "错误 \(errors) 个，警告 \(warnings) 个"
    }
  }

  private mutating func render(_ diagnostic: Diagnostic) -> String {
    let word = severityWord(diagnostic.severity)
    var text = paint("\(word)[\(diagnostic.code.rawValue)]", diagnostic.severity == .error ? "1;31" : "1;33")
    text += paint(": " + escaped(diagnostic.message[language]), "1") + "\n"
    if let place = diagnostic.place { text += frame(place, nil, mark: "^") }
    for label in diagnostic.labels { text += frame(label.place, label.message[language], mark: "-") }
    for note in diagnostic.notes { text += "  = " + escaped(note[language]) + "\n" }
    for fixIt in diagnostic.fixIts {
      text += "  = " + paint(language == .english ? "help: " : "建议：", "1;32") + escaped(fixIt.message[language]) + "\n"
    }
    return text
  }

  private func severityWord(_ severity: Severity) -> String {
    switch (severity, language) {
    case (.error, .english): "error"
    case (.error, .chinese): "错误"
    case (.warning, .english): "warning"
    case (.warning, .chinese): "警告"
    case (.remark, .english): "remark"
    case (.remark, .chinese): "提示"
    }
  }

  /// A place's line with marks under it.
  private mutating func frame(_ place: Place, _ message: String?, mark: Character) -> String {
    let file = sources[place.file]
    let index = indexes[place.file] ?? LineIndex(file.bytes)
    indexes[place.file] = index
    let position = index.position(of: place.range.lowerBound, in: file.bytes)
    var text = "  " + paint("--> ", "34") + "\(escaped(file.path)):\(position.line):\(position.column)"
    if let cell = place.cell {
      text +=
        language == .english
        ? " (row \(cell.row), column \(cell.column), ‘\(escaped(cell.header))’)"
        : "（第 \(cell.row) 行第 \(cell.column) 列“\(escaped(cell.header))”）"
    }
    let range = index.range(ofLine: position.line, in: file.bytes)
    let (line, indent, width) = excerpt(file, range, place.range)
    let number = String(position.line)
    let gutter = String(repeating: " ", count: number.utf8.count)
    text += "\n \(gutter) |\n \(paint(number, "34")) | \(line)\n \(gutter) | "
    text +=
      String(repeating: " ", count: indent)
      + paint(String(repeating: mark, count: max(1, width)), mark == "^" ? "1;31" : "1;34")
    if let message { text += " " + escaped(message) }
    return text + "\n"
  }

  /// The visible part of a line, and in terminal cells where the place begins in it and how wide it is.
  private func excerpt(_ file: SourceFile, _ line: ByteRange, _ range: ByteRange) -> (String, Int, Int) {
    let before = cells(file.text(line.lowerBound..<min(range.lowerBound, line.upperBound)))
    let inside = cells(
      file.text(min(range.lowerBound, line.upperBound)..<min(max(range.upperBound, range.lowerBound), line.upperBound)))
    let after = cells(file.text(min(max(range.upperBound, range.lowerBound), line.upperBound)..<line.upperBound))
    var (lead, tail) = (before[...], after[...])
    let shownInside = inside.prefix(Self.window)
    func width(_ cells: some Sequence<Cell>) -> Int { cells.reduce(0) { $0 + $1.width } }
    var (leadWidth, tailWidth) = (width(lead), width(tail))
    let room = max(16, Self.window - width(shownInside))
    while leadWidth + tailWidth > room {
      if leadWidth > room / 2, let cell = lead.popFirst() {
        leadWidth -= cell.width
      } else if let cell = tail.popLast() {
        tailWidth -= cell.width
      } else {
        break
      }
    }
    let head = lead.count < before.count ? "…" : ""
    let end = tail.count < after.count || shownInside.count < inside.count ? "…" : ""
    let text = head + (lead + shownInside + tail).map(\.text).joined() + end
    return (text, leadWidth + head.count, width(shownInside))
  }

  private struct Cell {
    let text: String
    let width: Int
  }

  private func cells(_ text: String) -> [Cell] {
    text.unicodeScalars.map { scalar in
      if scalar == "\t" { return Cell(text: "    ", width: 4) }
      let shown = escaped(scalar)
      return Cell(text: shown, width: shown.unicodeScalars.count == 1 ? DisplayWidth.of(scalar) : shown.utf8.count)
    }
  }

  // MARK: Escaping

  /// Control and bidirectional characters and noncharacters as `\u{…}`, so that data cannot steer the terminal or turn text round.
  private func escaped(_ text: String) -> String { text.unicodeScalars.map { escaped($0) }.joined() }

  private func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFDD0...0xFDEF, 0xFEFF:
      "\\u{" + String(scalar.value, radix: 16) + "}"
    default: String(scalar)
    }
  }

  private func paint(_ text: String, _ code: String) -> String {
    isColored ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
