import EvrepModel
import EvrepSource
import Testing

@testable import EvrepData

@Suite struct HeaderSearchTests {
  private func load(_ text: String) -> Loaded {
    var fixture = Fixture([("名称", .text, true), ("人数", .number, false)])
    return fixture.load(text)
  }

  @Test func headersBelowATitleHaveOneMessage() {
    let loaded = load("情况表,\n,\n名称,人数（人）\n甲,1\n")
    #expect(loaded.codes == [.columnMissing])
    #expect(loaded.notes.first == "the headers stand in row 3: write behind the path: header row 3")
  }

  @Test(arguments: [("名称\t人数\n", "delimiter tab"), ("名称;人数\n", "delimiter \";\""), ("名称，人数\n", "full width")])
  func soHasAnotherDelimiter(text: String, hint: String) {
    let loaded = load(text)
    #expect(loaded.codes == [.columnMissing])
    #expect(loaded.notes.first?.contains(hint) == true)
    #expect(loaded.notes.allSatisfy { !$0.contains("\t") })
  }

  @Test func nothingThatExplainsItShowsTheColumns() {
    #expect(load("甲,乙\n1,2\n").notes.contains("the columns are ‘甲’, ‘乙’"))
  }

  @Test(
    arguments: [
      ("名称,在校人数", "did you mean ‘在校人数’?"), ("名称,在校人数,教师人数", "the columns are ‘名称’, ‘在校人数’, ‘教师人数’"),
      ("名称,人 数,名称人数", "‘人 数’ differs only in case, width or blanks"), ("名称,人", "did you mean ‘人’?"),
    ]) func aHeaderThatNoFieldReadsIsSuggested(headers: String, note: String)
  {
    #expect(load(headers + "\n").notes.first == note)
  }

  @Test func oneMissingColumnOfSeveralIsNamed() { #expect(load("名称,乙\n1,2\n").message.contains("人数")) }

  /// The cells of the other columns are judged, of every format.
  @Test func aMissingColumnHidesNoBadCell() throws {
    var workbook = Fixture([("没有", .text, true), ("人数", .bool, false), ("年份", .year, false)])
    let loaded = try workbook.load(stored: "openpyxl-kinds.xlsx")
    #expect(loaded.codes == [.columnMissing, .badCell])
    #expect(loaded.table.map { table in (0..<3).map(table.isReadable) } == [false, false, true])
    var database = Fixture([("没有", .text, true), ("面积", .bool, false), ("开办", .date, false)]).bound {
      $0.table = .init("学校", at: $1)
    }
    let read = try database.load(stored: "sqlite-kinds.sqlite")
    #expect(read.codes == [.columnMissing, .badCell])
    #expect(read.table.map { table in (0..<3).map(table.isReadable) } == [false, false, true])
  }
}
