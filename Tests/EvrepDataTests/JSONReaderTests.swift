import EvrepModel
import EvrepSource
import EvrepUnits
import Testing

@testable import EvrepData

@Suite struct JSONReaderTests {
  private func load(_ text: String, as type: Type = .optional(.text)) -> Loaded {
    var fixture = Fixture("a", type)
    return fixture.load(text, as: "json")
  }

  @Test func anArrayOfObjectsIsATable() {
    var fixture = Fixture([
      ("名称", .text, true), ("人数", .quantity(persons), false), ("公办", .bool, false), ("性质", ownership, false),
      ("日", .optional(.date), false), ("年", .year, false),
    ])
    let loaded = fixture.load(
      """
      [
        {"名称": "甲", "人数": 12, "公办": true, "性质": "民办", "日": "1970-01-02", "年": 2022, "x": [1, {"y": null}]},
        {"年": "2023年", "性质": "公办", "公办": false, "人数": -1.50e2, "名称": "乙"}
      ]
      """, as: "json")
    #expect(loaded.diagnostics.isEmpty)
    #expect(loaded.texts(0) == ["甲", "乙"])
    #expect(loaded.numbers(1) == [number("12"), number("-150")])
    #expect(loaded.integers(2) == [1, 0])
    #expect(loaded.integers(3) == [1, 0])
    #expect(loaded.integers(4) == [1, nil])
    #expect(loaded.integers(5) == [2022, 2023])
  }

  @Test func anObjectIsARecord() {
    var fixture = Fixture([("a", .text, false)], isRecord: true)
    #expect(fixture.load(" {\"a\": \"x\"}\n", as: "json").texts() == ["x"])
    let array = fixture.load("[{\"a\": \"x\"}]", as: "json")
    #expect(array.codes == [.malformedData])
    #expect(array.message == "expected an object, as one record is declared, found an array")
    #expect(load("{\"a\": \"x\"}").message == "expected an array of objects, as a table is declared, found an object")
  }

  @Test(arguments: [
    ("", "the end of the file"), ("12", "a number"), ("\"x\"", "a text"), ("null", "‘null’"), ("甲", "‘甲’"),
    ("}", "‘}’"),
  ])
  func whatWasFoundInsteadIsSaid(text: String, found: String) {
    #expect(load(text).message == "expected an array of objects, as a table is declared, found \(found)")
  }

  @Test func anElementThatIsNoObjectIsMalformed() {
    let loaded = load("[{}, [1]]")
    #expect(loaded.codes == [.malformedData])
    #expect(loaded.message == "expected an object, one for each row, found an array")
    #expect(loaded.diagnostics[0].place?.range == 5..<6)
  }

  @Test(arguments: ["[]", " [ ] ", "\n[]\t"]) func anEmptyArrayIsAnEmptyTable(text: String) {
    #expect(load(text, as: .text).texts() == [])
  }

  @Test(arguments: [
    ("1e3", "1000"), ("1E+3", "1000"), ("1.25e1", "12.5"), ("125e-2", "1.25"), ("-0", "0"),
    ("0e999999999999999999999", "0"),
    ("-0.0e-99999", "0"), ("1e-20", "0.00000000000000000001"), ("123456789012345678901", "123456789012345678901"),
    ("0.1", "0.1"), ("1e18", "1000000000000000000"), ("9.007199254740993e15", "9007199254740993"),
  ])
  func numbersAreExact(token: String, value: String) {
    #expect(load("[{\"a\":\(token)}]", as: .number).numbers() == [number(value)])
  }

  @Test(arguments: ["1e401", "1e-401", "1e99999999999999999999", "1e-99999999999999999999", "1e9223372036854775807"])
  func numbersOfTooManyDigitsAreBad(token: String) {
    let loaded = load("[{\"a\":\(token)}]", as: .number)
    #expect(loaded.codes == [.badCell])
    #expect(loaded.message == "‘\(token)’ has too many digits")
  }

  @Test(arguments: [
    (Type.text, "12"), (.text, "true"), (.text, "[]"), (.text, "{}"), (.number, "\"12\""), (.number, "false"),
    (.number, "[1]"),
    (.bool, "1"), (.bool, "\"true\""), (.year, "\"22\""), (.year, "2022.0"), (.year, "22"), (.date, "20220101"),
    (ownership, "1"), (ownership, "\"私立\""), (ownership, "{\"a\":1}"), (.optional(.date), "\"x\""),
  ])
  func noValueIsReadAsAnotherType(type: Type, value: String) {
    let loaded = load("[{\"a\": \(value) }]", as: type)
    #expect(loaded.codes == [.badCell])
    #expect(loaded.marked == [value.hasPrefix("\"") ? String(value.dropFirst().dropLast()) : value])
    #expect(loaded.diagnostics.first?.place?.cell?.row == 1)
    #expect(loaded.diagnostics.first?.place?.cell?.header == "a")
  }

  @Test func textThatLooksLikeANumberIsNeverGuessedAt() {
    let loaded = load("[{\"a\":\"12\"}]", as: .number)
    #expect(loaded.notes == ["in quotes it is a text, which is never read as a number"])
    #expect(load("[{\"a\":12}]", as: .text).notes == ["a number is never read as a text: put it in quotes"])
  }

  @Test(arguments: ["{\"a\":null}", "{}", "{\"a\":\" \"}", "{\"b\":1}"]) func nothingIsMissing(element: String) {
    #expect(load("[\(element)]").texts() == [nil])
    let required = load("[{\"a\":\"x\"}, \(element)]", as: .text)
    #expect(required.codes == [.emptyCell])
    #expect(required.diagnostics[0].place?.cell?.row == 2)
  }

  @Test func aRequiredKeyThatNoElementHasIsAMissingColumn() {
    var fixture = Fixture([("名称", .text, false), ("b", .number, false)])
    let loaded = fixture.load("[{\"名 称\":\"x\",\"b\":1},{\"b\":2}]", as: "json")
    #expect(loaded.codes == [.columnMissing])
    #expect(loaded.notes == ["‘名 称’ differs only in case, width or blanks", "the keys are ‘名 称’, ‘b’"])
  }

  @Test(arguments: ["json", "yaml"]) func anObjectWithoutAKeyHasAnotherOneInItsPlace(format: String) {
    var fixture = Fixture([("名称", .text, false), ("pupils", .number, false)])
    let loaded = fixture.load(#"[{"名称":"x","pupils":1},{"名称":"x","pupil":1},{"名称":"x"}]"#, as: format)
    #expect(loaded.codes == [.emptyCell, .emptyCell])
    #expect(loaded.message == "the object has no key ‘pupils’, and ‘pupils’ is not optional")
    #expect(loaded.notes == ["did you mean ‘pupil’?"])
    #expect(loaded.diagnostics[1].notes.map { $0[.english] } == ["a field that may be empty is declared with ‘?’"])
    let none = fixture.load(#"[{"n":"x","pupil":1}]"#, as: format)
    #expect(none.codes == [.columnMissing])
    #expect(none.notes == ["the fields are ‘名称’, ‘pupils’", "the keys are ‘n’, ‘pupil’"])
  }

  @Test(arguments: ["json", "yaml"]) func objectsThatAreNoRowsAreLeftOut(format: String) {
    func load(_ text: String, _ condition: RowCondition) -> Loaded {
      var fixture = Fixture([("n", .text, true), ("a", .number, false)]).bound { $0.skip = .init(condition, at: $1) }
      return fixture.load(text, as: format)
    }
    let text = #"[{"n": " \u5408计","a":"x"}, {"n":"y","a":1}, {"n":null}, {"a":3,"n":"z"}, {"n":"w","a":"x"}]"#
    let total = RowCondition.any([.isOne(field: 0, of: ["合计"]), .isMissing(field: 0)])
    let loaded = load(text, total)
    #expect(loaded.codes == [.badCell] && loaded.texts() == ["y", "z", "w"])
    #expect(loaded.diagnostics.first?.place?.cell?.row == 5, "the element's number")
    #expect(loaded.table?.source?.place(row: 1, field: 0).cell?.row == 4)
    #expect(loaded.table?.source?.place(row: 1, field: 0).cell?.content == "z")
    // Which rows are data is not known, though all would be left out.
    #expect(load(#"[{"m":"y","a":1},{"m":"y","a":"x"}]"#, total).codes == [.columnMissing])
    #expect(load(#"[{"n":"y","a":1},{"n":]"#, total).codes == [.malformedData])
    #expect(load("[]", total).isWhole)
  }

  @Test func absentKeysAndBadCellsAreReportedInTheOrderOfTheFile() {
    var fixture = Fixture([("a", .number, false), ("b", .number, false)])
    fixture.limits.reportedCells = 3
    let loaded = fixture.load("[{\"a\":1,\"b\":1},{\"a\":1},{\"a\":\"x\",\"b\":1},{\"b\":2},{\"b\":2}]", as: "json")
    #expect(loaded.codes == [.emptyCell, .badCell, .emptyCell])
    #expect(loaded.diagnostics.map { $0.place?.cell?.row } == [2, 3, 4])
  }

  @Test(arguments: [
    "[{\"a\":\"1\",\"a\":\"2\"}]", "[{\"a\":\"1\",\"\\u0061\":\"2\"}]", "[{\"x\":1,\"y\":2,\"x\":3}]",
    "[{\"x\":{\"k\":1,\"k\":2}}]", "[{\"x\":[[{\"k\":1,\"l\":2,\"\\u006b\":3}]]}]",
  ])
  func duplicateKeysAreMalformed(text: String) {
    let loaded = load(text)
    #expect(loaded.codes == [.malformedData])
    #expect(loaded.message.hasPrefix("the object has two keys"))
  }

  @Test func aSecondKeyIsFoundAmongMany() {
    let keys = (0..<100).map { "\"k\($0)\":\($0)" }.joined(separator: ",")
    #expect(load("[{\(keys)}]").diagnostics.isEmpty)
    for key in [0, 15, 16, 17, 99] { #expect(load("[{\(keys),\"k\(key)\":1}]").codes == [.malformedData]) }
  }

  @Test func keysInDifferentObjectsAreNotDuplicates() {
    #expect(load("[{\"x\":{\"x\":{\"x\":1}},\"y\":{\"x\":1}},{\"x\":1}]").diagnostics.isEmpty)
  }

  @Test func depthIsLimitedAndNeedsNoStack() {
    func nested(_ depth: Int, _ open: String, _ close: String) -> String {
      "[{\"x\":" + String(repeating: open, count: depth) + String(repeating: close, count: depth) + "}]"
    }
    #expect(load(nested(254, "[", "]")).diagnostics.isEmpty)
    let loaded = load(nested(255, "[", "]"))
    #expect(loaded.codes == [.malformedData])
    #expect(loaded.message == "more than 256 arrays and objects in one another")
    #expect(loaded.diagnostics[0].place?.range == 260..<261)
    #expect(load(nested(1_000_000, "[", "]")).codes == [.malformedData])
    #expect(load(nested(1_000_000, "{\"x\":", "")).codes == [.malformedData])
    #expect(load(String(repeating: "[", count: 1_000_000)).codes == [.malformedData])
  }

  @Test func limitsAreHeld() {
    var fixture = Fixture("a", .optional(.text))
    fixture.limits.rows = 2
    #expect(fixture.load("[{},{}]", as: "json").table?.rowCount == 2)
    #expect(fixture.load("[{},{},{}]", as: "json").codes == [.fileTooLarge])
    fixture.limits.cellLength = 3
    #expect(fixture.load("[{\"a\":\"1234\"}]", as: "json").codes == [.badCell])
  }

  @Test func keysOfATableAreChecked() {
    var fixture = Fixture("a", .text, isKey: true)
    let loaded = fixture.load("[{\"a\":\"x\"},{\"a\":\"\\u0078\"}]", as: "json")
    #expect(loaded.codes == [.duplicateKey])
    #expect(loaded.marked == ["\\u0078"])
    #expect(loaded.text(loaded.diagnostics[0].labels[0].place) == "x")
  }
}
