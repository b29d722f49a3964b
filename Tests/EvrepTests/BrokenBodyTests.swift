import Evrep
import EvrepSource
import Testing

/// A slip in the body, or in what it rests on, is one message, and what follows is still checked.
@Suite struct BrokenBodyTests {
  private static let header = """
    ---
    数据 校 来自 "校.csv" 计 所 { 名称 文本; 类型 取值 小学 | 初中; 在校生 人 }
    令 占比 = 48%
    ---

    """

  private static let files = ["校.csv": "名称,类型,在校生\n甲,小学,30\n"]

  private static let slips = [
    "学生{sum(校.在校生)人，另有{3 人}人。", "学生{sum(校.在校生}人，另有{3 人}人。", "学生{sum校.在校生)}人。", "学生{3 人: .y}人，{4 人}人。", "学生{3 人: }人。",
    "学生{：.1}人。", "::: 当 占比 >\n学生{3 人}人。\n:::", "::: 当\n学生{3 人}人。\n:::", "::: 当 占比 > 50 %%\n学生{3 人}人。\n:::",
    "::: 挡 占比 > 50%\n学生{3 人}人。\n:::",
    "::: 当 (占比 > 50%\n学生{3 人}人。\n:::", "::: 逐项 行 校\n{行.名称}有{行.在校生}人，{行.类型}。\n:::",
    "::: 逐项 于 校\n{行.名称}有{行.在校生}人，{行.类型}。\n:::",
    "::: 逐向 行 于 校\n{行.名称}有{行.在校生}人，{行.类型}。\n:::", "::: 逐项 行 于\n{行.名称}有{行.在校生}人。\n:::",
    "::: 逐项 行 于 较\n{行.名称}有{行.在校生}人。\n:::",
    "::: 逐项 行 于 校 其中 类型 = 小雪\n{行.名称}有{行.在校生}人。\n:::",
    "::: 问提 不足 当 占比 < 50%\n不足。\n::: 措施\n- 有。\n:::\n:::\n\n见{参见 不足}、{参见 不足}。",
    "::: 问题 不足 但 占比 < 50%\n不足。\n::: 措施\n- 有。\n:::\n:::\n\n见{参见 不足}。",
    "| 名称 | 人数（人） |\n|:--|--:|\n| 甲 | {sum(校.在校生} |\n| 乙 | {3 人} |",
    "| 名称 | 人数（人） |\n|:--|--:|\n| 甲 | {sum(校.在校生)人} |\n| 乙 | {3 人} |",
    "| 名称 | 人数（人） |\n|:--|--:|\n| 甲 | {3 人 |\n| 乙 | {3 人} |",
    "{当 占比 > }高{否则}低{结束}，学生{3 人}人。", "{当 占比 > 40%}高{否刚}低{结束}，学生{3 人}人。", "{当 占比 > 40%高{否则}低{结束}，学生{3 人}人。",
    "{当 占比 > 40%}高，学生{3 人}人。",
    "学生{“未完}人。", "学校{计数(校 其种 类型 = 小学)}所。", "表 {#}\n\n| a |\n|---|\n| 1 |",
  ]

  @Test(arguments: slips) func aSlipIsOneMessage(slip: String) {
    for rest in ["\n\n教师{3 人}所。\n", "\n\n# 下一节\n\n::: 当 占比 > 40%\n教师{3 人}所。\n:::\n"] {
      let found = Case(Self.header + "学生{3 人}人。\n\n" + slip + rest, Self.files).compile()
      #expect(found.codes.count == 2 && found.codes.last == .unitContradicts, "\(slip)\n\(found.messages())")
    }
  }

  @Test func aBlockThatIsNotClosedLeavesTheRestChecked() {
    for block in ["::: 当 占比 > 40%", "::: 逐项 行 于 校", "::: 列举"] {
      let found = Case(Self.header + "\(block)\n学生{3 人}人。\n\n教师{3 人}所，{无此}。\n", Self.files).compile()
      #expect(found.codes == [.unclosedBlock, .unitContradicts, .unknownName], "\(found.messages())")
    }
  }

  @Test func aBadCellIsOneMessageHoweverManyFiguresRestOnIt() {
    let uses = String(repeating: "学生{sum(校.在校生)}人，{count(校 where 在校生 > 3 人)}所，{list(校.名称)}。\n\n", count: 20)
    for (row, code) in [("甲,小学,三十", DiagnosticCode.badCell), ("甲,小雪,30", .badCell), ("甲,小学,", .emptyCell)] {
      let found = Case(Self.header + uses, ["校.csv": "名称,类型,在校生\n\(row)\n乙,小学,30\n"]).compile()
      #expect(found.codes == [code], "\(found.messages())")
    }
    #expect(Case(Self.header + uses).compile().codes == [.fileNotFound])
    #expect(Case(Self.header + uses, ["校.csv": "名称,类型,学生\n甲,小学,30\n"]).compile().codes == [.columnMissing])
  }
}
