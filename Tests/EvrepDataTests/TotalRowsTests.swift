import EvrepModel
import EvrepSource
import Testing

@testable import EvrepData

@Suite struct TotalRowsTests {
  private func load(_ rows: String) -> Loaded {
    var fixture = Fixture([("名称", .text, true), ("备考", .optional(.text), false), ("人数", .number, false)])
    return fixture.load("名称,备考,人数\n甲,,1\n乙,,2.5\n" + rows)
  }

  @Test func aRowOfTotalsThatFitsIsWarnedOf() {
    let loaded = load("合计,,3.5\n")
    #expect(loaded.codes == [.totalRow])
    #expect(loaded.table?.rowCount == 3)
    #expect(loaded.marked == ["合计"])
    #expect(loaded.notes.first == "its numbers are the sums of all other rows")
  }

  @Test func itsNumbersNeedNotAddUp() {
    let loaded = load("总计,,4\n")
    #expect(loaded.codes == [.totalRow])
    #expect(loaded.notes.first?.contains("skip where") == true)
  }

  @Test func eachSubtotalIsNamed() { #expect(load("小计,,4\n丙,,1\n合计,,1\n").codes == [.totalRow, .totalRow]) }

  @Test func aWordInAnotherFieldOrAmongTheCasesIsNone() {
    #expect(load("丙,合计,1\n").diagnostics.isEmpty)
    var fixture = Fixture("名称", .enumeration(Enumeration(cases: ["甲", "合计"])), isKey: true)
    #expect(fixture.load("名称\n甲\n合计\n").diagnostics.isEmpty)
  }
}
