import Evrep
import EvrepSource
import EvrepTestSupport
import Foundation
import Testing

/// The forms of messages that programs read.
@Suite struct MessageFormatTests {
  private static func findings(_ name: String) -> Findings {
    Case(folder: Folder.fixtures + "bad/" + name).compile().findings
  }

  private static func rendered(_ format: MessageFormat, _ reports: [Findings], _ language: MessageLanguage = .english)
    -> String
  {
    var options = MessageOptions(format: format, language: language)
    options.describeRule = { Catalogue.description(of: $0, in: language) }
    return messages(reports, options)
  }

  private static func json(_ text: some StringProtocol) throws -> Any {
    try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
  }

  @Test func shortLinesNameTheirPlaceAndCell() {
    #expect(
      Self.rendered(.short, [Self.findings("duplicate-key")])
        == "a.csv:3:1: error EV0405: ‘第一中学’ stands in row 2 already, and ‘名称’ is a key (row 3, column A ‘名称’: ‘第一中学’)\n"
    )
    #expect(Self.rendered(.short, [Self.findings("bad-setting")], .chinese).hasPrefix("错误 EV0010: --set 年分=…"))
  }

  @Test func githubCommandsAreEscaped() {
    let text = Self.rendered(.github, [Self.findings("points-for-percent")])
    #expect(text.hasPrefix("::error file=case.evrep,line="))
    #expect(text.contains(",title=EV0310::") && !text.contains("‘%’") && text.contains("‘%25’"))
    for line in text.split(separator: "\n") { #expect(line.hasPrefix("::error ") || line.hasPrefix("::warning ")) }
  }

  @Test(arguments: Golden.names(in: Folder.fixtures + "bad")) func everyFindingIsAnObjectOfJSON(name: String) throws {
    let findings = Self.findings(name)
    let lines = Self.rendered(.json, [findings]).split(separator: "\n")
    try #require(lines.count == findings.diagnostics.count)
    for (line, diagnostic) in zip(lines, findings.diagnostics) {
      let object = try #require(try Self.json(line) as? [String: Any])
      #expect(object["code"] as? String == diagnostic.code.rawValue)
      let message = try #require(object["message"] as? [String: String])
      #expect(message == ["en": diagnostic.message[.english], "zh": diagnostic.message[.chinese]])
      #expect((object["labels"] as? [Any])?.count == diagnostic.labels.count)
      #expect((object["fixes"] as? [Any])?.count == diagnostic.fixIts.count)
      #expect((object["cell"] != nil) == (diagnostic.place?.cell != nil))
      guard let place = diagnostic.place else { continue }
      #expect(object["bytes"] as? [Int] == [place.range.lowerBound, place.range.upperBound])
    }
  }

  @Test(arguments: Golden.names(in: Folder.fixtures + "bad")) func gitlabReportsHaveWhatIsRead(name: String) throws {
    let findings = Self.findings(name)
    let issues = try #require(try Self.json(Self.rendered(.gitlab, [findings])) as? [[String: Any]])
    #expect(issues.count == findings.diagnostics.count)
    let fingerprints = issues.compactMap { $0["fingerprint"] as? String }
    #expect(Set(fingerprints).count == issues.count)
    for issue in issues {
      #expect(issue["description"] is String && issue["check_name"] is String)
      #expect(["info", "minor", "major", "critical", "blocker"].contains(issue["severity"] as? String ?? ""))
      let location = try #require(issue["location"] as? [String: Any])
      #expect(location["path"] is String && ((location["lines"] as? [String: Int])?["begin"] ?? 0) >= 1)
    }
  }

  @Test(arguments: Golden.names(in: Folder.fixtures + "bad")) func logsAreSARIF(name: String) throws {
    let findings = Self.findings(name)
    for language in MessageLanguage.allCases {
      let log = try Self.json(Self.rendered(.sarif, [findings], language))
      #expect(SARIFSchema.log.faults(in: log, at: "log") == [])
      let run = try #require(((log as? [String: Any])?["runs"] as? [[String: Any]])?.first)
      let results = try #require(run["results"] as? [[String: Any]])
      #expect(results.map { $0["ruleId"] as? String } == findings.diagnostics.map(\.code.rawValue))
      let driver = (run["tool"] as? [String: Any])?["driver"] as? [String: Any]
      let rules = try #require(driver?["rules"] as? [[String: Any]])
      for result in results {
        let index = try #require(result["ruleIndex"] as? Int)
        #expect(rules[index]["id"] as? String == result["ruleId"] as? String)
      }
      for rule in rules {
        let page = try #require(Catalogue.page(of: rule["id"] as? String ?? ""))[language]
        #expect((rule["shortDescription"] as? [String: String])?["text"] == page.title)
        #expect((rule["help"] as? [String: String])?["text"]?.hasPrefix(page.reason[0]) == true)
      }
    }
  }

  @Test func noFindingsAreADocumentToo() throws {
    let none = Case("文\n").compile().findings
    #expect(Self.rendered(.json, [none]) == "" && Self.rendered(.terminal, [none]) == "")
    #expect(Self.rendered(.gitlab, [none]) == "[]\n")
    #expect(SARIFSchema.log.faults(in: try Self.json(Self.rendered(.sarif, [none])), at: "log") == [])
  }

  @Test func soManyAreShownAndAllAreCounted() {
    let findings = Case((1...120).map { "{无\($0)}\n\n" }.joined()).compile().findings
    var options = MessageOptions()
    let usual = messages([findings], options)
    #expect(usual.hasSuffix("\n120 errors (100 shown), 0 warnings\n"))
    options.limit = 2
    options.language = .chinese
    let two = messages([findings, findings], options)
    #expect(two.hasSuffix("\n错误 240 个（列出 2 个），警告 0 个\n"))
    #expect(two.split(separator: "\n").count { $0.hasPrefix("错误[") } == 2)
    options.limit = nil
    #expect(messages([findings], options).split(separator: "\n").count { $0.hasPrefix("错误[") } == 120)
  }
}

/// What SARIF 2.1.0 asks of the parts of a log that evrep writes: required properties, types, and no others. `.ci/sarif` holds
/// the same logs to the schema of OASIS itself.
indirect enum SARIFSchema: Sendable {
  case string, number
  case choice([String])
  case list(SARIFSchema)
  case object([String: SARIFSchema], required: [String])

  /// What breaks the schema, each with its path.
  func faults(in value: Any, at path: String) -> [String] {
    switch self {
    case .string: return value is String ? [] : ["\(path) is no string"]
    case .number: return (value as? Int).map { $0 >= 0 } == true ? [] : ["\(path) is no number from 0 on"]
    case .choice(let choices):
      return choices.contains(value as? String ?? "") ? [] : ["\(path) is none of \(choices)"]
    case .list(let element):
      guard let values = value as? [Any] else { return ["\(path) is no array"] }
      return values.enumerated().flatMap { element.faults(in: $1, at: "\(path)[\($0)]") }
    case .object(let properties, let required):
      guard let members = value as? [String: Any] else { return ["\(path) is no object"] }
      let missing = required.filter { members[$0] == nil }.map { "\(path) lacks \($0)" }
      return missing
        + members.sorted { $0.key < $1.key }.flatMap { key, member in
          properties[key]?.faults(in: member, at: "\(path).\(key)") ?? ["\(path) has \(key)"]
        }
    }
  }

  static let message = object(["text": string], required: ["text"])
  static let artifactLocation = object(["uri": string, "index": number], required: [])
  static let region = object(
    [
      "startLine": number, "startColumn": number, "endLine": number, "endColumn": number, "byteOffset": number,
      "byteLength": number,
    ], required: [])
  static let physicalLocation = object(
    ["artifactLocation": artifactLocation, "region": region], required: ["artifactLocation"])
  static let logicalLocation = object(
    [
      "name": string, "fullyQualifiedName": string, "kind": string,
      "properties": object(
        ["sheet": string, "table": string, "row": number, "column": number, "content": string], required: []),
    ], required: [])
  static let location = object(
    [
      "id": number, "physicalLocation": physicalLocation, "logicalLocations": list(logicalLocation), "message": message,
    ], required: [])
  static let replacement = object(
    ["deletedRegion": region, "insertedContent": message], required: ["deletedRegion"])
  static let change = object(
    ["artifactLocation": artifactLocation, "replacements": list(replacement)],
    required: ["artifactLocation", "replacements"])
  static let fix = object(["description": message, "artifactChanges": list(change)], required: ["artifactChanges"])
  static let level = choice(["none", "note", "warning", "error"])
  static let result = object(
    [
      "ruleId": string, "ruleIndex": number, "level": level, "message": message, "locations": list(location),
      "relatedLocations": list(location), "fixes": list(fix),
    ], required: ["message"])
  static let rule = object(
    [
      "id": string, "name": string, "shortDescription": message, "fullDescription": message, "help": message,
      "defaultConfiguration": object(["level": level], required: []),
    ], required: ["id"])
  static let driver = object(["name": string, "version": string, "rules": list(rule)], required: ["name"])
  static let run = object(
    [
      "tool": object(["driver": driver], required: ["driver"]), "language": string,
      "columnKind": choice(["utf16CodeUnits", "unicodeCodePoints"]),
      "artifacts": list(object(["location": artifactLocation], required: [])), "results": list(result),
    ], required: ["tool"])
  static let log = object(
    ["$schema": string, "version": choice(["2.1.0"]), "runs": list(run)], required: ["$schema", "version", "runs"])
}
