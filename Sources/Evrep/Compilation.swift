package import EvrepModel
package import EvrepSource

/// What came of a compile: outputs if there is no error, and the findings.
public struct Compilation: Sendable {
  /// The HTML, UTF-8; nil if it was not asked for or the report has errors.
  public let html: [UInt8]?
  /// The Markdown, UTF-8; nil if it was not asked for or the report has errors.
  public let markdown: [UInt8]?
  /// The findings in the order of the source.
  package let diagnostics: [Diagnostic]
  /// Every file that was read.
  package let sources: SourceSet
  /// The report's sections, for messages; none where there is nothing to say.
  package var outline: Outline
  /// The report with its holes filled; nil where checking found errors.
  package let document: ResolvedDocument?

  /// True when a finding is an error, so that there is no output.
  public var hasErrors: Bool { diagnostics.hasErrors }

  /// The findings as text for a terminal, in `language` `en` or `zh`.
  public func messages(language: String = "en", isColored: Bool = false) -> String {
    var options = MessageOptions(language: MessageLanguage(rawValue: language) ?? .english)
    options.isColored = isColored
    options.limit = nil
    return EvrepSource.messages([findings], options)
  }

  /// The findings with what messages show of the report.
  package var findings: Findings { Findings(diagnostics, sources, outline) }
}
