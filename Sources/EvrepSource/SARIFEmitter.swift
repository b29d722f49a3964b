/// Findings as a log of the Static Analysis Results Interchange Format, SARIF 2.1.0 (OASIS, 2020).
///
/// Columns count Unicode scalars, byte offsets the bytes of the text in UTF-8 without a byte order mark.
enum SARIFEmitter {
  /// Where the standard's schema stands: code-hosting pipelines ask for it.
  private static let schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

  static func log(_ reports: [Findings], _ options: MessageOptions) -> String {
    var run = SARIFRun(options)
    for report in reports {
      var positions = SourcePositions(report.sources)
      for diagnostic in report.diagnostics { run.add(diagnostic, &positions, report.outline) }
    }
    let log = JSONValue.object(["$schema": .string(schema), "version": .string("2.1.0"), "runs": .array([run.value])])
    return log.compact + "\n"
  }
}

/// One run of the log: the rules and files that its results name by their index.
private struct SARIFRun {
  private let language: MessageLanguage
  private let describe: @Sendable (DiagnosticCode) -> RuleDescription?
  private var rules: [DiagnosticCode] = []
  private var ruleIndexes: [DiagnosticCode: Int] = [:]
  private var artifacts: [String] = []
  private var artifactIndexes: [String: Int] = [:]
  private var results: [JSONValue] = []

  init(_ options: MessageOptions) {
    language = options.language
    describe = options.describeRule
  }

  var value: JSONValue {
    let rules = rules.map { code in
      let text = describe(code)
      return JSONValue.object([
        "id": .string(code.rawValue), "name": .string("\(code)"),
        "shortDescription": text.map { message($0.title) }, "fullDescription": text.map { message($0.meaning) },
        "help": text.map { message($0.reason) },
        "defaultConfiguration": .object(["level": .string(code.severity.sarifLevel)]),
      ])
    }
    let driver = JSONValue.object([
      "name": .string("evrep"), "version": .string(EvrepVersion.text), "rules": .array(rules),
    ])
    return .object([
      "tool": .object(["driver": driver]), "language": .string(language.rawValue),
      "columnKind": .string("unicodeCodePoints"),
      "artifacts": .array(artifacts.map { .object(["location": .object(["uri": .string($0)])]) }),
      "results": .array(results),
    ])
  }

  mutating func add(_ diagnostic: Diagnostic, _ positions: inout SourcePositions, _ outline: Outline) {
    let rule = ruleIndexes[diagnostic.code] ?? rules.count
    if rule == rules.count {
      rules.append(diagnostic.code)
      ruleIndexes[diagnostic.code] = rule
    }
    let notes = diagnostic.notes.map { $0[language] }
    let location = diagnostic.place.map { self.location($0, nil, id: nil, outline, &positions) }
    let related = diagnostic.labels.enumerated().map { index, label in
      self.location(label.place, label.message, id: index, outline, &positions)
    }
    let fixes = diagnostic.fixIts.map { fix($0, &positions) }
    results.append(
      .object([
        "ruleId": .string(diagnostic.code.rawValue), "ruleIndex": .integer(rule),
        "level": .string(diagnostic.severity.sarifLevel),
        "message": message(([diagnostic.message[language]] + notes).joined(separator: "\n")),
        "locations": location.map { .array([$0]) }, "relatedLocations": related.isEmpty ? nil : .array(related),
        "fixes": fixes.isEmpty ? nil : .array(fixes),
      ]))
  }

  private func message(_ text: String) -> JSONValue { .object(["text": .string(text)]) }

  private mutating func location(
    _ place: Place, _ message: Message?, id: Int?, _ outline: Outline, _ positions: inout SourcePositions
  ) -> JSONValue {
    let physical = JSONValue.object([
      "artifactLocation": artifact(place.file, positions), "region": region(place, &positions),
    ])
    let logical = logicalLocation(place, outline, positions)
    return .object([
      "id": id.map { .integer($0) }, "physicalLocation": physical,
      "logicalLocations": logical.map { .array([$0]) }, "message": message.map { self.message($0[language]) },
    ])
  }

  /// The cell of a table, or the section of the report.
  private func logicalLocation(_ place: Place, _ outline: Outline, _ positions: SourcePositions) -> JSONValue? {
    if let cell = place.cell {
      let container = cell.sheet ?? cell.table
      let path = positions.sources[place.file].path + (container.map { "!" + $0 } ?? "")
      return .object([
        "name": .string(cell.header), "fullyQualifiedName": .string("\(path)[\(cell.row),\(cell.column)]"),
        "kind": .string("cell"),
        "properties": .object([
          "sheet": cell.sheet.map { .string($0) }, "table": cell.table.map { .string($0) },
          "row": .integer(cell.row), "column": .integer(cell.column), "content": .string(cell.content),
        ]),
      ])
    }
    let titles = outline.titles(at: place)
    return titles.last.map { title in
      .object([
        "name": .string(title), "fullyQualifiedName": .string(titles.joined(separator: " › ")),
        "kind": .string("section"),
      ])
    }
  }

  private mutating func artifact(_ file: FileID, _ positions: SourcePositions) -> JSONValue {
    let uri = Self.uri(positions.sources[file].path)
    let index = artifactIndexes[uri] ?? artifacts.count
    if index == artifacts.count {
      artifacts.append(uri)
      artifactIndexes[uri] = index
    }
    return .object(["uri": .string(uri), "index": .integer(index)])
  }

  private func region(_ place: Place, _ positions: inout SourcePositions) -> JSONValue {
    let start = positions.position(place.file, place.range.lowerBound)
    let end = positions.position(place.file, place.range.upperBound)
    return .object([
      "startLine": .integer(start.line), "startColumn": .integer(start.column), "endLine": .integer(end.line),
      "endColumn": .integer(end.column), "byteOffset": .integer(place.range.lowerBound),
      "byteLength": .integer(place.range.count),
    ])
  }

  private mutating func fix(_ fix: FixIt, _ positions: inout SourcePositions) -> JSONValue {
    let replacement = JSONValue.object([
      "deletedRegion": region(fix.place, &positions), "insertedContent": message(fix.replacement),
    ])
    let change = JSONValue.object([
      "artifactLocation": artifact(fix.place.file, positions), "replacements": .array([replacement]),
    ])
    return .object(["description": message(fix.message[language]), "artifactChanges": .array([change])])
  }

  /// A path as a URI reference: relative as it is, percent-encoded.
  private static func uri(_ path: String) -> String {
    var uri = path.hasPrefix("/") ? "file://" : ""
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "-"),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        uri.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        uri += (digits.utf8.count < 2 ? "%0" : "%") + digits
      }
    }
    return uri
  }
}

extension Severity {
  fileprivate var sarifLevel: String {
    switch self {
    case .error: "error"
    case .warning: "warning"
    case .remark: "note"
    }
  }
}
