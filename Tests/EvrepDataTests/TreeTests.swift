import EvrepModel
import EvrepSource
import EvrepUnits
import Testing

@testable import EvrepData

@Suite struct YAMLTests {
  private func load(_ text: String, _ type: Type = .text, path: String? = nil) -> Loaded {
    var fixture = Fixture("名称", type).bound { binding, place in
      if let path { binding.path = .init(path, at: place) }
    }
    return fixture.load(text, as: "yaml")
  }

  @Test func everyStyleOfTextIsRead() {
    let text = """
      - 名称: 甲 校
      - {"名称": "乙\\u6821"}
      - 名称: '丙''校'
      - 名称: >-
          丁
          校
      - 名称: |-
          戊
          校
      - &a 名称: !!str 12
      """
    #expect(load(text).texts() == ["甲 校", "乙校", "丙'校", "丁 校", "戊\n校", "12"])
  }

  @Test func numbersAreReadFromTheirText() {
    let loaded = load("[{名称: 0.12345678901234567890123}, {名称: -1e-3}, {名称: '7'}]", .quantity(persons))
    #expect(loaded.codes == [.badCell], "a number in quotes is a text")
    let block = load("- 名称: 0.12345678901234567890123\n- 名称: -1e-3\n- 名称: 1,234\n", .quantity(persons))
    #expect(block.numbers() == [number("0.12345678901234567890123"), number("-0.001"), number("1234")])
  }

  @Test(arguments: [".inf", ".nan", "0x1F", "0o17", "1_000", "12 人", "yes"]) func whatIsNoNumberIsReported(text: String)
  {
    let loaded = load("- 名称: \(text)\n", .quantity(persons))
    #expect(loaded.codes == [.badCell])
    #expect(loaded.marked == [text])
  }

  @Test func aTextIsNotANumber() {
    #expect(load("- 名称: 12\n").codes == [.badCell])
    #expect(load("- 名称: 012\n").texts() == ["012"])
    #expect(load("- 名称: true\n").codes == [.badCell])
    #expect(load("- 名称: ~\n").codes == [.emptyCell])
    #expect(load("- 名称:\n").codes == [.emptyCell])
  }

  @Test func placesAreBytesOfTheFile() throws {
    let loaded = load("# 注\n- {x: 学, 名称: \"甲校\"}\r\n- 名称: 乙校\n")
    let source = try #require(loaded.table?.source)
    #expect(loaded.text(source.place(row: 0, field: 0)) == "甲校")
    #expect(loaded.text(source.place(row: 1, field: 0)) == "乙校")
    #expect(source.place(row: 1, field: 0).cell?.row == 2)
  }

  @Test func aliasesStandForTheirContentWithinABudget() {
    #expect(load("- &a {名称: 甲}\n- *a\n").texts() == ["甲", "甲"])
    let bomb = (1...40).reduce("a0: &a0 [x]\n") { $0 + "a\($1): &a\($1) [*a\($1 - 1), *a\($1 - 1)]\n" }
    #expect(load(bomb).codes == [.fileTooLarge])
    #expect(load("&a [*a]").codes == [.malformedData])
    #expect(load("[*a]").codes == [.malformedData])
  }

  @Test(arguments: [
    "a: 1\na: 2\n", "{a: 1, \"a\": 2}", "<<: {a: 1}\n", "? [a]\n: b\n", "- !ruby/object x\n", "--- a\n--- b\n", "[",
    "a: b: c", "\t- x",
    "\"\\ud800\"", "%YAML 3.0\n--- x", "", "# nothing\n", "[[[", "}", "- x\n y",
  ])
  func whatIsNotReadIsReported(text: String) {
    let loaded = load(text)
    #expect(loaded.codes == [.malformedData], "\(text): \(loaded.message)")
  }

  @Test func nestingIsLimited() {
    let deep = String(repeating: "[", count: 100_000)
    #expect(load(deep).codes == [.malformedData])
    #expect(load(String(repeating: "- ", count: 5_000) + "x").codes == [.malformedData])
  }
}

@Suite struct TOMLTests {
  private func load(_ text: String, _ type: Type = .text, path: String? = "t") -> Loaded {
    var fixture = Fixture("n", type).bound { binding, place in
      if let path { binding.path = .init(path, at: place) }
    }
    return fixture.load(text, as: "toml")
  }

  @Test func everyStyleOfTextIsRead() {
    let text = #"""
      t = [{n = "甲\u6821"}, {n = '乙\校'}, {n = """
      丙
      校"""}, {"n" = '''丁'校'''}]
      """#
    #expect(load(text).texts() == ["甲校", "乙\\校", "丙\n校", "丁'校"])
  }

  @Test func numbersAreReadFromTheirText() {
    let text = """
      [[t]]
      n = 0.123456789012345678901234567890
      [[t]]
      n = -1_000.5e-3
      [[t]]
      n = +0x1F
      [[t]]
      n = 1_234
      """
    #expect(load(text).codes == [.malformedData], "no sign before hexadecimal")
    let good = load(text.replacing("+0x1F", with: "0x1F"), .quantity(persons))
    #expect(good.codes == [], "\(good.message)")
    #expect(
      good.numbers() == [number("0.12345678901234567890123456789"), number("-1.0005"), number("31"), number("1234")])
  }

  @Test(arguments: ["inf", "-nan", "\"12\"", "true", "1979-05-27T07:32:00Z", "[1]", "{a = 1}"])
  func whatIsNoNumberIsReported(text: String) {
    let loaded = load("[[t]]\nn = \(text)\n", .quantity(persons))
    #expect(loaded.codes == [.badCell])
  }

  @Test func datesAndTruthValuesAreRead() {
    #expect(load("[[t]]\nn = 2022-12-31\n", .date).integers() == [19_357])
    #expect(load("[[t]]\nn = true\n", .bool).integers() == [1])
    #expect(load("[[t]]\nn = 07:32:00\n", .date).codes == [.badCell])
  }

  @Test func placesAreBytesOfTheFile() throws {
    let loaded = load("# 注\r\nt = [{x = \"学\", n = \"甲校\"}, {n = '乙'}] # 学\n")
    let source = try #require(loaded.table?.source)
    #expect(loaded.text(source.place(row: 0, field: 0)) == "甲校")
    #expect(loaded.text(source.place(row: 1, field: 0)) == "乙")
  }

  @Test func keysOfDotsWithoutEndAreRefused() {
    let key = String(repeating: "a.", count: 200_000) + "a"
    #expect(load("\(key) = 1").codes == [.malformedData])
    #expect(load("[\(key)]").codes == [.malformedData])
    #expect(load("t = " + String(repeating: "[", count: 100_000)).codes == [.malformedData])
    let inner = String(repeating: "{" + String(repeating: "a.", count: 100) + "a = ", count: 10)
    #expect(load("t = " + inner + "1" + String(repeating: "}", count: 10)).codes == [.malformedData])
    let quoted = String(repeating: "\"a,={\".'#'.", count: 100_000) + "a"
    #expect(load("t = 1 # '\nu = \"\"\" \\\" ' \"\"\"\n\(quoted) = 1").codes == [.malformedData])
    let floats = String(repeating: "0.5, ", count: 1_000)
    #expect(load("t = [{n = 'x', m = [\(floats)]}]").texts() == ["x"])
  }

  @Test(arguments: ["n = 1\nn = 2", "[t]\n[t]", "n = ", "= 1", "n = 1 2", "\"n", "年 = 1", "t = [1,,2]", "[[t]"])
  func whatIsNoTOMLIsReported(text: String) {
    #expect(load(text).codes == [.malformedData])
  }
}

@Suite struct DataPathTests {
  private static let json = #"{"a": [1, {"表": [{"n": "x"}]}], "b\u002Ec": {"n": "r"}, "d": null}"#

  private func load(_ path: String, _ text: String = Self.json, isRecord: Bool = false, as format: String = "json")
    -> Loaded
  {
    var fixture = Fixture([("n", .text, false)], isRecord: isRecord).bound { $0.path = .init(path, at: $1) }
    return fixture.load(text, as: format)
  }

  @Test(arguments: ["json", "yaml"]) func aPathLeadsToRows(format: String) throws {
    let loaded = load("a.2.表", as: format)
    #expect(loaded.texts() == ["x"])
    #expect(loaded.text(loaded.table?.source?.place(row: 0, field: 0)) == "x")
    #expect(load("a.2.表.1", isRecord: true, as: format).texts() == ["x"])
  }

  @Test(arguments: ["json", "yaml"], ["x", "a.3", "a.0", "a.x", "a.1.x", "d.x", "a.2.表.1.n.x", "", "a..x"])
  func aPathThatLeadsNowhereIsReported(format: String, path: String) {
    #expect(load(path, as: format).codes == [.pathNotFound], "\(path)")
  }

  @Test func whatStandsAroundTheRowsHasToBeSound() {
    #expect(load("a", #"{"a": [{"n": "x"}], "a": 1}"#).codes == [.malformedData])
    #expect(load("a", #"{"a": [{"n": "x"}], "b": }"#).codes == [.malformedData])
    #expect(load("a", #"{"a": [{"n": "x"}]} x"#).codes == [.malformedData])
  }
}
