import EvrepCheck
package import EvrepFormat
package import EvrepSource
import EvrepSyntax

/// What comes of laying out one file.
package struct FormattedSource: Sendable {
  /// The file's text laid out; the text as it was where it has findings. A byte order mark stays.
  package let text: [UInt8]
  /// Why the file cannot be laid out: errors of syntax, or bytes that are no UTF-8.
  package let findings: Findings

  package var isRefused: Bool { !findings.diagnostics.isEmpty }

  /// The findings as text for a terminal, in `language` `en` or `zh`.
  package func messages(language: String, isColored: Bool) -> String {
    var options = MessageOptions(language: MessageLanguage(rawValue: language) ?? .english)
    options.isColored = isColored
    options.limit = nil
    return EvrepSource.messages([findings], options)
  }
}

/// Lays out a report or module.
///
/// - Parameter path: what messages call it.
package func formatSource(_ path: String, _ bytes: [UInt8], words: WordChoice = .keep) -> FormattedSource {
  let mark: [UInt8] = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? [0xEF, 0xBB, 0xBF] : []
  let content = mark.isEmpty ? bytes : Array(bytes.dropFirst(mark.count))
  var sources = SourceSet()
  let file = sources.add(path: path, bytes: content)
  func outcome(_ text: [UInt8], _ diagnostics: [Diagnostic]) -> FormattedSource {
    FormattedSource(text: text, findings: Findings(diagnostics, sources, Outline(file: file, sections: [])))
  }
  if let offset = firstIllFormedByte(of: content.span) {
    return outcome(bytes, [.notUTF8(Place(file, offset..<offset + 1), path, content)])
  }
  let parsed = parse(file, content)
  guard parsed.diagnostics.isEmpty else { return outcome(bytes, parsed.diagnostics.sortedAndUnique()) }
  var options = FormatOptions()
  options.words = words
  options.functions = Builtin.allCases.map { ($0.rawValue, $0.chinese) }
  return outcome(mark + format(parsed, options), [])
}
