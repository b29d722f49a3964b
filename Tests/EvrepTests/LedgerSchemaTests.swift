import Evrep
import EvrepData
import EvrepModel
import EvrepReview
import EvrepSource
import EvrepTestSupport
import Testing

/// `Grammar/ledger.schema.json` against what is written.
@Suite struct LedgerSchemaTests {
  private static let path = Folder.tests + "../../Grammar/ledger.schema.json"

  /// What of a value does not fit a schema. Knows the words of JSON Schema that the ledger's has, and no others.
  private func faults(_ value: JSONValue, _ schema: JSONValue, _ root: JSONValue, at path: String) -> [String] {
    guard case .members(let words) = schema else { return ["\(path): the schema is no object"] }
    var faults: [String] = []
    for word in words {
      switch word.key {
      case "$schema", "title", "description", "$defs": break
      case "$ref":
        let name = (word.value.text ?? "").split(separator: "/").last.map(String.init) ?? ""
        if let definition = root["$defs"]?[name] {
          faults += self.faults(value, definition, root, at: path)
        } else {
          faults.append("\(path): no definition \(name)")
        }
      case "const": if value != word.value { faults.append("\(path): \(value.line) is not \(word.value.line)") }
      case "enum":
        if !word.value.elements.contains(value) { faults.append("\(path): \(value.line) is none of the cases") }
      case "type":
        let types = word.value.text.map { [$0] } ?? word.value.elements.compactMap(\.text)
        if !types.contains(type(value)) { faults.append("\(path): is a \(type(value))") }
      case "required":
        for key in word.value.elements.compactMap(\.text) where value[key] == nil {
          faults.append("\(path): lacks \(key)")
        }
      case "properties":
        guard case .members(let members) = value else { break }
        for member in members {
          if let property = word.value[member.key] {
            faults += self.faults(member.value, property, root, at: path + "." + member.key)
          }
        }
      case "additionalProperties":
        guard case .members(let members) = value else { break }
        for member in members where schema["properties"]?[member.key] == nil {
          faults.append("\(path): the schema has no \(member.key)")
        }
      case "items":
        for (index, element) in value.elements.enumerated() {
          faults += self.faults(element, word.value, root, at: "\(path)[\(index)]")
        }
      default: faults.append("\(path): this test does not know ‘\(word.key)’")
      }
    }
    return faults
  }

  private func type(_ value: JSONValue) -> String {
    switch value {
    case .null: "null"
    case .bool: "boolean"
    case .integer: "integer"
    case .number: "number"
    case .string: "string"
    case .array: "array"
    case .members: "object"
    }
  }

  private func schema() throws -> JSONValue { try #require(JSONValue(json: Golden.bytes(of: Self.path))) }

  @Test(arguments: ["education-self-evaluation", "district-school-report"])
  func aSamplesLedgerFits(name: String) throws {
    var report = Case(folder: Folder.reports + name)
    report.path = "report.evrep"
    let ledger = try #require(trace(report.path, source: nil, options: report.options, world: report.world).ledger)
    let tree = try #require(JSONValue(json: ledger.json()))
    #expect(try faults(tree, schema(), schema(), at: "ledger") == [])
    #expect(ledger.entries.count > 50)
    // A reader finds each figure in a sentence, but for those in addresses.
    #expect(ledger.entries.allSatisfy { !$0.sentence.isEmpty })
  }

  @Test(arguments: Golden.names(in: Folder.fixtures + "ledgers/")) func aCasesLedgerFits(name: String) throws {
    let bytes = Golden.bytes(of: Folder.fixtures + "ledgers/" + name + "/case.json")
    let tree = try #require(JSONValue(json: bytes))
    #expect(try faults(tree, schema(), schema(), at: "ledger") == [])
  }

  @Test func theTestItselfFindsFaults() throws {
    let tree = try #require(JSONValue(json: Array(#"{"format": "x", "files": [{"path": 1}], "more": true}"#.utf8)))
    let faults = try faults(tree, schema(), schema(), at: "l")
    for fault in [
      "l: lacks version", "l.files[0]: lacks size", "l.files[0].path: is a integer", "l: the schema has no more",
    ] {
      #expect(faults.contains(fault), "\(faults)")
    }
  }
}
