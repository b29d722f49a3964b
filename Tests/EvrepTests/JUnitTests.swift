import Evrep
import EvrepSource
import EvrepTestSupport
import Foundation
import FoundationXML
import Testing

/// The results as JUnit XML, read by an XML parser of another house and held to the form that pipelines expect.
@Suite struct JUnitTests {
  private func results(_ reports: [Case]) -> [UInt8] {
    let runs = reports.map {
      Evrep.test($0.path, source: nil, filter: nil, options: $0.options, world: $0.world)
    }
    return junit(runs, language: .english)
  }

  @Test func theFormIsThatOfJUnit() throws {
    let reader = JUnitReader()
    let good = Case("---\nscenario one { expect true }\nscenario 二 { expect 1 > 2 }\n---\n")
    let wrong = Case("---\nlet a = none\nscenario s { expect true }\n---\n")
    let empty = Case("text\n")
    let hostile = Case(
      "---\nparam n: text = \"<&\\\"]]>\t\u{1}\"\nscenario three { expect printed n \"<a b='c'>\" }\n---\n")
    let bytes = results([good, wrong, empty, hostile])
    try reader.read(bytes)
    #expect(reader.mistakes == [])
    #expect(reader.cases == ["one", "二", "case.evrep", "three"])
    #expect(reader.failures.count == 2 && reader.errors.count == 1)
    #expect(reader.failures.allSatisfy { $0.contains("error[EV0512]") })
    #expect(reader.errors[0].contains("error[EV0201]: nothing is called ‘none’"))
    #expect(results([good, wrong, empty, hostile]) == bytes)
  }

  @Test(arguments: Golden.names(in: Folder.fixtures + "scenarios/")) func everyFixtureHasTheForm(name: String) throws {
    let reader = JUnitReader()
    try reader.read(results([Case(folder: Folder.fixtures + "scenarios/" + name)]))
    #expect(reader.mistakes == [], "\(name)")
  }

  @Test func theReaderSeesWhatIsWrong() throws {
    let wrong = """
      <testsuites tests="2" failures="0" errors="0"><testsuite name="a" tests="1" failures="0" errors="0">
      <testcase name="x"><failure message="m">t</failure></testcase></testsuite><other/></testsuites>
      """
    let reader = JUnitReader()
    try reader.read(Array(wrong.utf8))
    #expect(reader.mistakes.count == 5)
  }
}

/// Reads JUnit XML: `testsuites` of `testsuite`s of `testcase`s, each with at most one `failure` or `error`, and counts
/// that add up.
private final class JUnitReader: NSObject, XMLParserDelegate {
  private(set) var mistakes: [String] = []
  private(set) var cases: [String] = []
  private(set) var failures: [String] = []
  private(set) var errors: [String] = []

  private var path: [String] = []
  private var text = ""
  /// What the elements around say their counts to be, and what has been counted, outermost first.
  private var said: [[String: Int]] = []
  private var counted: [[String: Int]] = []
  private var verdictsOfCase = 0

  private static let parents = [
    "testsuites": "", "testsuite": "testsuites", "testcase": "testsuite", "failure": "testcase", "error": "testcase",
  ]
  private static let attributes = [
    "testsuites": ["tests", "failures", "errors"], "testsuite": ["name", "tests", "failures", "errors"],
    "testcase": ["classname", "name"], "failure": ["message"], "error": ["message"],
  ]

  func read(_ bytes: [UInt8]) throws {
    let parser = XMLParser(data: Data(bytes))
    parser.delegate = self
    if !parser.parse() { throw parser.parserError ?? CocoaError(.fileReadCorruptFile) }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    if Self.parents[name] != path.last ?? "" { mistakes.append("<\(name)> inside <\(path.last ?? "nothing")>") }
    for attribute in Self.attributes[name] ?? [] where attributes[attribute] == nil {
      mistakes.append("<\(name)> without \(attribute)")
    }
    path.append(name)
    text = ""
    switch name {
    case "testsuites", "testsuite":
      said.append(attributes.compactMapValues { Int($0) })
      counted.append(["tests": 0, "failures": 0, "errors": 0])
    case "testcase":
      cases.append(attributes["name"] ?? "")
      verdictsOfCase = 0
      count("tests")
    case "failure", "error":
      verdictsOfCase += 1
      if verdictsOfCase > 1 { mistakes.append("a case with two verdicts") }
      count(name == "failure" ? "failures" : "errors")
    default: break
    }
  }

  private func count(_ what: String) { for level in counted.indices { counted[level][what, default: 0] += 1 } }

  func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
    path.removeLast()
    switch name {
    case "testsuites", "testsuite":
      let (said, counted) = (self.said.removeLast(), self.counted.removeLast())
      for what in ["tests", "failures", "errors"] where said[what] != counted[what] {
        mistakes.append("<\(name)> counts \(said[what] ?? -1) \(what), and has \(counted[what] ?? -1)")
      }
    case "failure": failures.append(text)
    case "error": errors.append(text)
    default: break
    }
  }
}
