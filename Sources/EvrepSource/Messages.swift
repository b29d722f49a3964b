/// What came of one report, for messages: the findings, the files that they speak of, and the report's sections.
package struct Findings: Sendable {
  package let diagnostics: [Diagnostic]
  package let sources: SourceSet
  package let outline: Outline

  package init(_ diagnostics: [Diagnostic], _ sources: SourceSet, _ outline: Outline) {
    self.diagnostics = diagnostics
    self.sources = sources
    self.outline = outline
  }
}

/// A form that messages are printed in.
package enum MessageFormat: String, Sendable, CaseIterable {
  /// For people: source lines, marks, notes.
  case terminal
  /// A line a finding: `path:line:column: error EV0301: …`.
  case short
  /// A JSON object a line and finding.
  case json
  /// One SARIF 2.1.0 log.
  case sarif
  /// Workflow commands, which GitHub shows beside the changed lines.
  case github
  /// One code quality report, which GitLab shows beside the changed lines.
  case gitlab

  /// True for a form that programs read, which is whole and alone on its stream.
  package var isDocument: Bool {
    switch self {
    case .json, .sarif, .gitlab: true
    case .terminal, .short, .github: false
    }
  }

  /// How many errors, and how many warnings, are printed where nothing is asked for; nil for all.
  package var usualLimit: Int? { isDocument ? nil : 100 }
}

/// What the catalogue says of a code, in the language of the messages.
package struct RuleDescription: Sendable {
  /// What is wrong, in a sentence.
  package let title: String
  /// What that means.
  package let meaning: String
  /// Why it is refused.
  package let reason: String

  package init(title: String, meaning: String, reason: String) {
    self.title = title
    self.meaning = meaning
    self.reason = reason
  }
}

/// How messages are printed.
package struct MessageOptions: Sendable {
  package var format = MessageFormat.terminal
  package var language = MessageLanguage.english
  package var isColored = false
  /// Say behind the count what command tells more, or mends.
  package var hasHints = false
  /// The terminal's width in cells.
  package var width = TerminalEmitter.usualWidth
  /// How many errors, and how many warnings, are printed at most; nil for all.
  package var limit: Int?
  /// What a document that lists its rules says of each.
  package var describeRule: @Sendable (DiagnosticCode) -> RuleDescription? = { _ in nil }

  package init(format: MessageFormat = .terminal, language: MessageLanguage = .english) {
    self.format = format
    self.language = language
    limit = format.usualLimit
  }
}

/// The messages of some reports in one form. Of a document there is always one; else nothing is empty text.
package func messages(_ reports: [Findings], _ options: MessageOptions) -> String {
  let shown = reports.limited(to: options.limit)
  switch options.format {
  case .terminal: return terminalMessages(shown, of: reports, options)
  case .short:
    return shown.lines { diagnostic, positions, _ in ShortEmitter.line(diagnostic, &positions, options.language) }
  case .json: return shown.lines { JSONEmitter.line($0, &$1, $2) }
  case .github: return shown.lines { GitHubEmitter.line($0, &$1, $2, options.language) }
  case .sarif: return SARIFEmitter.log(shown, options)
  case .gitlab: return GitLabEmitter.report(shown, options.language)
  }
}

private func terminalMessages(_ shown: [Findings], of all: [Findings], _ options: MessageOptions) -> String {
  guard all.contains(where: { !$0.diagnostics.isEmpty }) else { return "" }
  var text = ""
  for report in shown {
    var emitter = TerminalEmitter(
      sources: report.sources, outline: report.outline, language: options.language, isColored: options.isColored,
      width: options.width)
    text += emitter.render(report.diagnostics)
  }
  func count(_ reports: [Findings], _ severity: Severity) -> Int {
    reports.reduce(0) { $0 + $1.diagnostics.count { $0.severity == severity } }
  }
  let further = all.reduce(0) { $0 + $1.diagnostics.reduce(0) { $0 + $1.further } }
  let line = options.language.count(
    errors: count(all, .error) + further, warnings: count(all, .warning),
    shown: (count(shown, .error), count(shown, .warning)))
  return text + line + "\n" + (options.hasHints ? hints(all.flatMap(\.diagnostics), options.language) : "")
}

/// What a writer can do next.
private func hints(_ diagnostics: [Diagnostic], _ language: MessageLanguage) -> String {
  var text = ""
  let mendable = diagnostics.count { $0.fixIts.contains(where: \.isSafe) }
  if mendable > 0 {
    text +=
      language == .english
      ? "\(mendable) can be mended by ‘evrep check --fix’\n" : "其中 \(mendable) 个可用“evrep check --fix”修正\n"
  }
  if let code = diagnostics.first?.code.rawValue {
    text +=
      language == .english
      ? "‘evrep explain \(code)’ tells more about a code\n" : "“evrep explain \(code)”可查看代码的说明\n"
  }
  return text
}

extension [Findings] {
  /// At most `limit` findings of each weight, the first ones.
  fileprivate func limited(to limit: Int?) -> [Findings] {
    guard let limit else { return self }
    var left: [Severity: Int] = [:]
    return map { report in
      let kept = report.diagnostics.filter { diagnostic in
        let room = left[diagnostic.severity, default: limit]
        left[diagnostic.severity] = room - 1
        return room > 0
      }
      return Findings(kept, report.sources, report.outline)
    }
  }

  /// A line for each finding.
  fileprivate func lines(_ line: (Diagnostic, inout SourcePositions, Outline) -> String) -> String {
    var text = ""
    for report in self {
      var positions = SourcePositions(report.sources)
      for diagnostic in report.diagnostics { text += line(diagnostic, &positions, report.outline) + "\n" }
    }
    return text
  }
}
