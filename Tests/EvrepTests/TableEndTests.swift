import Evrep
import EvrepSource
import Testing

@Suite struct TableEndTests {
  private func markdown(_ body: String) -> String {
    let header = "---\n数据 校 来自 \"t.csv\" 计 所 { 名称 文本 主键; 学生 人 }\n---\n"
    return Case(header + body, ["t.csv": "名称,学生\n甲,10\n"]).compile().markdownText
  }

  private static let table = "| 学校 | 人数（人） |\n|:--|--:|\n::: 逐项 x 于 校\n| {x.名称} | {x.学生} |\n:::\n"

  @Test(arguments: ["以上数据截至年底。", "{计数(校)}所。", "**注**：完。"])
  func textBehindTheFenceIsNoRow(text: String) {
    #expect(!markdown(Self.table + text + "\n").contains("| |") && !markdown(Self.table + text + "\n").contains("|  |"))
    #expect(markdown(Self.table + text + "\n").contains("| 甲 | 10 |\n\n"))
  }

  @Test func aRowBehindTheFenceIsOne() {
    #expect(markdown(Self.table + "| 合计 | {合计(校.学生)} |\n").hasSuffix("| 甲 | 10 |\n| 合计 | 10 |\n"))
  }

  @Test func aBlockWithoutRowsEndsTheTableToo() {
    let table = Self.table.replacing("于 校", with: "于 校 其中 学生 > 99 人")
    #expect(markdown(table + "无。\n").hasSuffix("| :-- | --: |\n\n无。\n"))
  }

  private func found(_ body: String) -> Compilation {
    let header = "---\n数据 校 来自 \"t.csv\" 计 所 { 名称 文本 主键; 学生 人 }\n---\n"
    return Case(header + body, ["t.csv": "名称,学生\n甲,10\n"]).compile()
  }

  /// A row that a blank line has parted from its table, and the dashes of one that would print with each row, are one
  /// message: what is under no header then is no further one.
  @Test(arguments: [
    table + "\n| 合计 | {合计(校.学生)} |\n", table + "\n| 合计 | {合计(校.学生)} |\n\n文字。\n",
    "| 学校 | 人数（人） |\n::: 逐项 x 于 校\n|:--|--:|\n| {x.名称} | {x.学生} |\n:::\n",
  ])
  func aTableInPiecesIsOneMessage(body: String) {
    #expect(found(body).codes == [.brokenTable], "\(found(body).messages())")
  }

  /// A table's name that finds no table because that is broken is no message of its own.
  @Test func aNameAboveABrokenTableIsNoMessage() {
    let named = "各校 {#各校}\n\n"
    #expect(found(named + Self.table).codes == [])
    let headless = named + Self.table.replacing("| 学校 | 人数（人） |\n", with: "")
    #expect(found(headless).codes == [.brokenTable], "\(found(headless).messages())")
    #expect(found(named + "文字。\n").codes == [.anchorMisplaced])
  }

  @Test(arguments: ["\n| 甲 |\n", "\n|甲|与|乙|，文字\n", "\n文字。\n\n| 甲 | 乙 |\n"])
  func otherLinesWithBarsStay(text: String) {
    #expect(found(Self.table + text).codes == [], "\(found(Self.table + text).messages())")
  }

  @Test func aParagraphGoesOn() {
    #expect(markdown("有\n::: 逐项 x 于 校\n{x.名称}\n:::\n一所。\n") == "有甲一所。\n")
  }
}
