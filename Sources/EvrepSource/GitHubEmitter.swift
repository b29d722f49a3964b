/// A finding as a workflow command of GitHub's pipelines: `::error file=…,line=…,col=…::message`.
enum GitHubEmitter {
  static func line(
    _ diagnostic: Diagnostic, _ positions: inout SourcePositions, _ outline: Outline, _ language: MessageLanguage
  ) -> String {
    let command =
      switch diagnostic.severity {
      case .error: "error"
      case .warning: "warning"
      case .remark: "notice"
      }
    var properties: [(String, String)] = []
    var section = ""
    if let place = diagnostic.place {
      let start = positions.position(place.file, place.range.lowerBound)
      let end = positions.position(place.file, place.range.upperBound)
      properties = [("file", positions.sources[place.file].path), ("line", String(start.line))]
      // Columns are taken only where both ends are on one line.
      if start.line == end.line {
        properties += [("col", String(start.column)), ("endColumn", String(max(start.column, end.column)))]
      } else {
        properties.append(("endLine", String(end.line)))
      }
      section = place.cell?.description(language) ?? outline.titles(at: place).joined(separator: " › ")
    }
    properties.append(("title", diagnostic.code.rawValue))
    let message = [diagnostic.message[language], section] + diagnostic.notes.map { $0[language] }
    return "::\(command) " + properties.map { "\($0.0)=\(escaped($0.1, in: ",:"))" }.joined(separator: ",")
      + "::" + escaped(message.filter { !$0.isEmpty }.joined(separator: "\n"), in: "")
  }

  /// `%` and line ends as percent signs and digits, and, in a property, the signs that part properties.
  private static func escaped(_ text: String, in signs: String) -> String {
    text.unicodeScalars.reduce(into: "") { escaped, scalar in
      let isSign = scalar == "%" || scalar.value < 0x20 || signs.unicodeScalars.contains(scalar)
      guard isSign else { return escaped.unicodeScalars.append(scalar) }
      let digits = String(scalar.value, radix: 16, uppercase: true)
      escaped += digits.utf8.count < 2 ? "%0" + digits : "%" + digits
    }
  }
}
