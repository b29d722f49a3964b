import EvrepModel
import EvrepSource
import Testing

@testable import EvrepData

@Suite struct KeyTests {
  @Test func aSecondRowOfAKeyLabelsBothCells() {
    var fixture = Fixture("名称", .text, isKey: true)
    let loaded = fixture.load("x,名称\n1,甲\n2,乙\n3,甲\n4,甲\n")
    #expect(loaded.codes == [.duplicateKey, .duplicateKey])
    #expect(loaded.diagnostics.map { $0.place?.cell?.row } == [4, 5])
    #expect(loaded.diagnostics[1].labels.map { $0.place.cell?.row } == [2, nil])
    #expect(loaded.diagnostics[0].labels.map(\.place.range) == [11..<14, 100..<101])
    #expect(loaded.marked == ["甲", "甲"])
    #expect(loaded.message == "‘甲’ stands in row 2 already, and ‘名称’ is a key")
    #expect(loaded.table == nil)
  }

  @Test(arguments: [
    (Type.year, "2022", "2022年"), (.quantity(persons), "1.50", "１.5"), (.date, "2022-01-01", " 2022-01-01"),
    (.quantity(persons), "123456789012345678901234567890", "+123456789012345678901234567890"), (ownership, "公办", "公办"),
  ])
  func keysAreComparedByTheirValues(type: Type, first: String, second: String) {
    var fixture = Fixture("a", type, isKey: true)
    #expect(fixture.load("a\n\(first)\n\(second)\n").codes == [.duplicateKey])
    #expect(fixture.load("a\n\(first)\n").diagnostics.isEmpty)
  }

  @Test(arguments: [Type.number, .year, .text]) func everyRowOfALongColumnIsCompared(type: Type) {
    // Not ascending, and each value but one of its own.
    var values = (0..<5_000).map { 9_999 - ($0 * 7 + 3) % 5_000 }
    var fixture = Fixture("a", type, isKey: true)
    func file() -> String { "a\n" + values.map { "\($0)\n" }.joined() }
    #expect(fixture.load(file()).diagnostics.isEmpty)
    values.append(values[1_234])
    let loaded = fixture.load(file())
    #expect(loaded.codes == [.duplicateKey])
    #expect(loaded.diagnostics.first?.place?.cell?.row == 5_002)
    #expect(loaded.diagnostics.first?.labels.first?.place.cell?.row == 1_236)
    values = Array(5_000..<9_000)
    #expect(fixture.load(file()).diagnostics.isEmpty)
  }

  @Test func missingKeysDoNotCollide() {
    var fixture = Fixture([("a", .optional(.text), true), ("b", .text, false)])
    #expect(fixture.load("a,b\n,1\n,2\n").diagnostics.isEmpty)
    var numbers = Fixture([("a", .optional(.number), true), ("b", .text, false)])
    #expect(numbers.load("a,b\n,1\n,2\n1,3\n").diagnostics.isEmpty)
    #expect(numbers.load("a,b\n,1\n,2\n1,3\n1,3\n").codes == [.duplicateKey])
    var required = Fixture([("a", .text, true), ("b", .text, false)])
    #expect(required.load("a,b\n,1\n,2\n").codes == [.emptyCell, .emptyCell])
  }

  @Test func eachKeyFieldIsUniqueByItself() {
    var fixture = Fixture([("a", .text, true), ("b", .number, true)])
    #expect(fixture.load("a,b\nx,1\ny,1\nx,2\n").codes == [.duplicateKey, .duplicateKey])
    #expect(fixture.load("a,b\nx,1\ny,2\n").diagnostics.isEmpty)
  }

  @Test func rowsStayInStepWithRecordsThatCannotBeRead() {
    var fixture = Fixture("a", .text, isKey: true)
    let loaded = fixture.load("a\nx\n1,2\nx\n")
    #expect(loaded.codes == [.raggedRow, .duplicateKey])
    #expect(loaded.diagnostics[1].place?.cell?.row == 4)
  }
}
