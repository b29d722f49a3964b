/// Findings as a code quality report, of which GitLab reads `description`, `check_name`, `fingerprint`, `severity` and
/// `location`.
enum GitLabEmitter {
  static func report(_ reports: [Findings], _ language: MessageLanguage) -> String {
    var issues: [JSONValue] = []
    // Findings of one text differ by how many of it came before.
    var seen: [String: Int] = [:]
    for report in reports {
      var positions = SourcePositions(report.sources)
      for diagnostic in report.diagnostics { issues.append(issue(diagnostic, &positions, language, &seen)) }
    }
    return JSONValue.array(issues).compact + "\n"
  }

  private static func issue(
    _ diagnostic: Diagnostic, _ positions: inout SourcePositions, _ language: MessageLanguage,
    _ seen: inout [String: Int]
  ) -> JSONValue {
    let path = diagnostic.place.map { positions.sources[$0.file].path } ?? "."
    let start = diagnostic.place.map { positions.position($0.file, $0.range.lowerBound).line } ?? 1
    let end = diagnostic.place.map { positions.position($0.file, $0.range.upperBound).line } ?? 1
    // Without its line, so that a finding is the same one after an edit above it.
    let identity = "\(diagnostic.code.rawValue) \(path) \(diagnostic.message[.english])"
    let number = seen[identity, default: 0]
    seen[identity] = number + 1
    let severity =
      switch diagnostic.severity {
      case .error: "critical"
      case .warning: "minor"
      case .remark: "info"
      }
    return .object([
      "description": .string(diagnostic.message[language] + diagnostic.furtherText(language)),
      "check_name": .string(diagnostic.code.rawValue),
      "fingerprint": .string(fingerprint("\(identity) \(number)")), "severity": .string(severity),
      "location": .object([
        "path": .string(path), "lines": .object(["begin": .integer(start), "end": .integer(end)]),
      ]),
    ])
  }

  /// The hash of a text in hexadecimal digits.
  private static func fingerprint(_ text: String) -> String {
    let digits = String(byteHash(text.utf8), radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}
