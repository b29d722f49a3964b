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

  /// Whatever its name, two columns that add up are none by chance; one is, in a table of few rows.
  @Test func aRowOfSumsIsWarnedOfWhateverItsName() {
    var fixture = Fixture([("名称", .text, true), ("人数", .number, false), ("册数", .number, false)])
    let sums = fixture.load("名称,人数,册数\n甲,1,10\n乙,2.5,20\n丙,3,30\n丁,6.5,60\n")
    #expect(sums.codes == [.totalRow] && sums.marked == ["丁"])
    #expect(fixture.load("名称,人数,册数\n甲,1,10\n乙,2.5,20\n丙,3,30\n丁,6.5,61\n").codes == [])
    #expect(load("丙,,3.5\n丁,,7\n").codes == [])
    #expect(load("丙,,3.5\n丁,,7\n戊,,8\n己,,9\n庚,,31\n").codes == [.totalRow])
  }

  @Test func aWordInAnotherFieldOrAmongTheCasesIsNone() {
    #expect(load("丙,合计,1\n").diagnostics.isEmpty)
    var fixture = Fixture("名称", .enumeration(Enumeration(cases: ["甲", "合计"])), isKey: true)
    #expect(fixture.load("名称\n甲\n合计\n").diagnostics.isEmpty)
  }

  /// Totals of parts are the sums of the rows above them, down from the total before.
  @Test func aTotalOfAPartIsWarnedOf() {
    let rows = "东部小计,,3.5\n丙,,4\nTotal West,,4\n合计,,7.5\n"
    let loaded = load(rows)
    #expect(loaded.codes == [.totalRow, .totalRow, .totalRow])
    #expect(loaded.marked == ["东部小计", "Total West", "合计"])
    #expect(load("东部小计,,3\n").codes == [])
    // Two rows may be alike by chance.
    var fixture = Fixture([("名称", .text, true), ("人数", .number, false)])
    #expect(fixture.load("名称,人数\n甲,3\n甲 total,3\n乙,5\n").codes == [])
  }
}
