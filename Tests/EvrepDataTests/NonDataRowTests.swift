import EvrepModel
import EvrepSource
import Testing

@testable import EvrepData

@Suite struct NonDataRowTests {
  private func isTotal(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return NonDataRow.isTotal(bytes.span)
  }

  @Test(arguments: [
    "合计", "合 计", "合\u{3000}计", "总计：", "小计", "共计", "Total", "TOTAL", "Sub-total", "Grand Total:", "Average",
    "平均", "平均值：",
  ])
  func wordsOfTotals(text: String) { #expect(isTotal(text)) }

  @Test(arguments: ["", "合", "合计镇", "总计划", "Totalia", "小计中学", "全县", "Sub", "平均镇", "Mean", "中位数", "Averages of"])
  func otherNames(text: String) { #expect(!isTotal(text)) }

  private func load(_ rows: String) -> Loaded {
    var fixture = Fixture([("名称", .text, true), ("人数", .number, false), ("面积", .number, false)])
    return fixture.load("名称,人数,面积\n甲,1,2\n" + rows)
  }

  @Test func aRowOfTotalsThatDoesNotFitHasOneMessage() {
    let loaded = load("合计,,\n")
    #expect(loaded.codes == [.rowIsNoData])
    #expect(loaded.marked == ["合计"])
    #expect(loaded.notes.contains { $0.contains("skip where 名称 = \"合计\"") })
  }

  @Test(arguments: ["平均,,2", "Average,,"]) func soDoesARowOfAverages(row: String) {
    let loaded = load(row + "\n")
    #expect(loaded.codes == [.rowIsNoData])
    #expect(loaded.diagnostics.first?.message[.english].hasSuffix("is an average, not data") == true)
    #expect(loaded.diagnostics.first?.message[.chinese].hasSuffix("是平均数，不是数据") == true)
  }

  @Test(arguments: [
    "注：截至9月,,", "注：截至9月", "备注,,", "Note: by hand,,", "数据来源：教育局,,", "本表由办公室汇总,,", "Compiled by the office,,",
  ]) func soDoesANote(row: String) {
    #expect(load(row + "\n").codes == [.rowIsNoData])
  }

  @Test func soDoesAnEmptyRow() {
    let loaded = load(",,\n乙,3,4\n")
    #expect(loaded.codes == [.rowIsNoData])
    #expect(loaded.diagnostics.first?.message[.english] == "row 3 is empty")
    #expect(loaded.notes.contains { $0.contains("skip where 名称 is missing") })
  }

  /// Two exports, one below the other.
  @Test func soDoTheHeadersOnceMore() {
    let loaded = load("名称,人数,面积\n乙,3,4\n")
    #expect(loaded.codes == [.rowIsNoData])
    #expect(loaded.diagnostics.first?.message[.english] == "row 3 is the headers once more, not data")
    var texts = Fixture([("名称", .text, false), ("乡镇", .text, false)])
    let fitting = texts.load("名称,乡镇\n甲,东\n名称,乡镇\n乙,西\n")
    #expect(fitting.codes == [.rowIsNoData] && fitting.marked == ["名称"])
    #expect(texts.load("名称,乡镇\n甲,东\n名称,东\n").codes == [])
  }

  @Test func otherRowsHaveAMessageForEachCell() {
    #expect(load("乙,,\n").codes == [.emptyCell, .emptyCell])
    #expect(load("注：乙,1,\n").codes == [.emptyCell])
    #expect(load("乙\n").codes == [.raggedRow])
  }
}
