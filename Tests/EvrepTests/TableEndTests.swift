import Evrep
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

  @Test func aParagraphGoesOn() {
    #expect(markdown("有\n::: 逐项 x 于 校\n{x.名称}\n:::\n一所。\n") == "有甲一所。\n")
  }
}
