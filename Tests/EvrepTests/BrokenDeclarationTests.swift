import Evrep
import EvrepSource
import EvrepTestSupport
import Testing

/// A declaration that is broken is one message, however often the report uses what it declares.
@Suite struct BrokenDeclarationTests {
  /// A declaration as it is meant, a paragraph that uses it, and the same declaration broken in several ways.
  struct Declaration: Sendable, CustomTestStringConvertible {
    let meant: String
    let use: String
    let broken: [String]

    var testDescription: String { meant }
  }

  private static let declarations = [
    Declaration(
      meant: "令 总数 = 合计（校.在校生）", use: "学生{总数}人，每{3 * 总数}人。",
      broken: [
        "令 总数 = 合计（校.在校生", "另 总数 = 合计（校.在校生）", "设 总数 = sum(校.在校生)", "令总数 = sum(校.在校生)", "令 总数 = sum(校.在校生) 其重 类型 = 小学",
        "令 = sum(校.在校生)", "令 总数 =", "令 总数", "令 总数： sum(校.在校生)", "令 总数 = “未完", "令 总数 sum(校.在校生)", "总数 = sum(校.在校生)",
        "lett 总数 = sum(校.在校生)", "令 总数 = 无此数", "令 总数 = sum(校.在校)",
      ]),
    Declaration(
      meant: "令 倍数(甲) = 甲 * 2", use: "学生{倍数(3 人)}人。",
      broken: [
        "令 倍数(甲 = 甲 * 2", "另 倍数(甲) = 甲 * 2", "令 (甲) = 甲 * 2", "令 倍数(甲) =", "令 倍数(甲)", "令 倍数(甲) = 甲 * “未",
        "令 倍数(甲) = 甲 * 乙",
        "令 倍数｛甲｝ = 甲 * 2", "令倍数(甲) = 甲 * 2",
      ]),
    Declaration(
      meant: "param 市: text = \"某市\"", use: "{市}的学校。",
      broken: [
        "param 市: text = (\"某市\"", "parm 市: text = \"某市\"", "param 市: text privat = \"某市\"", "param : text = \"某市\"",
        "param 市: text =", "param 市；text = \"某市\"", "param 市: text = \"某市", "param 市 text", "param 市: txet = \"某市\"",
        "param 市:",
        "参数市: text = \"某市\"",
      ]),
    Declaration(
      meant: "param 年份: year = 2022", use: "达标{当 限 meets 公办}是{结束}：{公办}%，{公办.来源}。",
      broken: [
        "parm 年份: year = 2022", "param 年份: yeer = 2022", "param : year = 2022", "param 年份 year = 2022",
        "param 年份: year = (2022",
        "param 年份: year = “2022",
      ]),
    Declaration(
      meant: "unit bus plural buses", use: "共{3 bus}buses，{2 buses}buses。",
      broken: [
        "unti bus plural buses", "unit bus plurl buses", "unit plural buses", "unit bus plural", "unit bus = ",
        "unit bus = 无单位 plural buses",
        "unit bus（ plural buses", "unit “bus plural buses", "unit bus：plural buses",
      ]),
    Declaration(
      meant: "单位 打 = 12 个", use: "共{24 个}打，{3 打}个。",
      broken: [
        "单为 打 = 12 个", "单位 = 12 个", "单位 打 = ", "单位 打 = (12 个", "单位 打 ： 12 个", "单位打 = 12 个", "单位 打 = 12 个 负数 打打",
        "单位 打 = 12 格",
      ]),
    Declaration(
      meant: "数据 班级 来自 \"班级.csv\" 计 个 { 班 文本 主键; 人数 人 }",
      use: "共{count(班级)}个，{sum(班级.人数)}人，{list(班级.班)}，{count(班级 where 人数 > 3 人)}个。",
      broken: [
        "数据 班级 来自 \"班级.csv\" 计 个 { 班 文本 主键; 人数 人", "书据 班级 来自 \"班级.csv\" 计 个 { 班 文本 主键; 人数 人 }",
        "数据 班级 来至 \"班级.csv\" 计 个 { 班 文本 主键; 人数 人 }", "数据 来自 \"班级.csv\" 计 个 { 班 文本 主键; 人数 人 }",
        "数据 班级 来自 计 个 { 班 文本 主键; 人数 人 }",
        "数据 班级 来自 \"班级.csv\" 记 个 { 班 文本 主键; 人数 人 }", "数据 班级 来自 “班级.csv 计 个 { 班 文本 主键; 人数 人 }",
        "数据 班级 来自 \"班级.csv\" 计 个",
        "数据 班级 来自 \"班级.csv\" 计 个 { 班 文本 主建; 人数 人 }", "数据 班级 来自 \"班级.csv\" 计 个 { 班 文本 主键; 人数 仁 }",
        "数据 班级 来自 \"班级.csv\" 计 个 { 班 文本 主键; 人数 }", "数据 班级 来自 \"班级.csv\" 计 个 { 班 文本 主键; ：人数 人 }",
        "数据 班级 来自 \"班级.csv\" 计 各 { 班 文本 主键; 人数 人 }", "数据 班级 来自 \"班级.csv\" 计 个 { 班\n 人数 人 }",
        "数据班级 来自 \"班级.csv\" 计 个 { 班 文本 主键; 人数 人 }",
        "数据 班级 \"班级.csv\" 计 个 { 班 文本 主键; 人数 人 }", "数据 班级 来自 \"班级.csv\" 工做表 \"一\" 计 个 { 班 文本 主键; 人数 人 }",
        "数据 班级 来自 \"班级.csv\" 计 个 ( 班 文本 主键; 人数 人 )", "数据 班级 来自 \"班级.csv\" 计 个 { 班 文本 主键, 从 \"x\"; 人数 人 }",
      ]),
    Declaration(
      meant: "数据 概况: 记录 来自 \"概况.csv\" { 面积 平方米 }", use: "面积{概况.面积}平方米。",
      broken: [
        "数据 概况: 纪录 来自 \"概况.csv\" { 面积 平方米 }", "数据 概况: 来自 \"概况.csv\" { 面积 平方米 }", "数据 概况: 记录 来自 \"概况.csv\" { 面积 平方米",
        "数据 概况: 记录 来自 \"概况.csv\" { 面积 平房米 }", "数据 : 记录 来自 \"概况.csv\" { 面积 平方米 }",
      ]),
    Declaration(
      meant: "use \"模块.evrep\" as 模", use: "{模.甲}人，{2 株}株，{模.乙(3 人)}人，{当 限 达到 模.标}达标{结束}。",
      broken: [
        "use \"模快.evrep\" as 模", "uze \"模块.evrep\" as 模", "use \"模块.evrep\" ass 模", "use as 模", "use \"模块.evrep as 模",
        "use 模块.evrep as 模",
        "引用\"模块.evrep\" 为 模 ）", "use \"坏.evrep\" as 模",
      ]),
    Declaration(
      meant: "标准 巩固率 { 小学 >= 95% 自 2020 \"甲\"; 初中 >= 90% 自 2020 \"甲\" }",
      use: "{当 限 达到 巩固率(小学)}达标{结束}，标准{巩固率(初中)}%，{巩固率(小学).来源}。",
      broken: [
        "标准 巩固率 { 小学 >= 95% 自 2020 \"甲\"; 初中 >= 90% 自 2020 \"甲\"",
        "表准 巩固率 { 小学 >= 95% 自 2020 \"甲\"; 初中 >= 90% 自 2020 \"甲\" }",
        "标准 { 小学 >= 95% 自 2020 \"甲\" }",
        "标准 巩固率 { 小学 >= 95% 字 2020 \"甲\"; 初中 >= 90% 自 2020 \"甲\" }",
        "标准 巩固率 { 小学 95% 自 2020 \"甲\"; 初中 >= 90% 自 2020 \"甲\" }",
        "标准 巩固率 { 小学 >= 自 2020 \"甲\"; 初中 >= 90% 自 2020 \"甲\" }", "标准 巩固率 { 小学 >= 95% 自 2020; 初中 >= 90% 自 2020 \"甲\" }",
        "标准 巩固率 { 小学 >= 95% 自 2020 “甲 }", "标准 巩固率", "标准 巩固率：小学 >= 95% 自 2020 \"甲\"",
        "标准 巩固率 { 小学 >= 95 无此 自 2020 \"甲\"; 初中 >= 90% 自 2020 \"甲\" }",
      ]),
    Declaration(
      meant: "words change: 蹿升|走低 except 走低者", use: "比上年蹿升{3 个百分点}个百分点，走低者{3 人}人。",
      broken: [
        "wrods change: 蹿升|走低 except 走低者", "words chnge: 蹿升|走低 except 走低者", "words change 蹿升|走低 except 走低者",
        "words change: 蹿升|走低 exept ( 走低者",
        "words change: 蹿升| except 走低者", "words change: 蹿升|“走低 except 走低者", "words change:",
      ]),
    Declaration(
      meant: "format 人: .1", use: "学生{30000 人}人。",
      broken: [
        "fromat 人: .1", "format : .1", "format 人:", "format 人 .1", "format 人: 乱", "format 人: “.1", "format 仁: .1",
      ]),
    Declaration(
      meant: "report \"某市\" for 年份二", use: "{年份二: relative}学生{3 人}人。",
      broken: [
        "reprot \"某市\" for 年份二", "report 某市 for 年份二", "report \"某市 for 年份二", "report \"某市\" fro 年份二",
        "report \"某市\" for", "report",
        "report \"某市\" for 年份三",
      ]),
    Declaration(
      meant: "check 和: 1 = 1 \"不等\"", use: "学生{3 人}人。",
      broken: [
        "chekc 和: 1 = 1 \"不等\"", "check : 1 = 1 \"不等\"", "check 和 1 = 1 \"不等\"", "check 和: 1 = \"不等\"",
        "check 和: (1 = 1 \"不等\"",
        "check 和: 1 = 1 \"不等", "check 和:",
      ]),
    Declaration(
      meant: "scenario 差 { set 限 = 30%; expect 限 = 30% }", use: "学生{3 人}人。",
      broken: [
        "scenraio 差 { set 限 = 30% }", "scenario { set 限 = 30% }", "scenario 差 { set 限 = 30%",
        "scenario 差 { sett 限 = 30% }", "scenario 差 { set 限 }",
        "scenario 差 { set = 30% }", "scenario 差 set 限 = 30%", "scenario 差 { expect 限 = 30% 45 }",
        "scenario 差 { set 限 = “30% }",
      ]),
    Declaration(
      meant: "language zh", use: "学生{3 人}人，占{50%}%。",
      broken: ["languge zh", "language", "language zh zh", "language: zh", "language \"zh\"", "language fr"]),
    Declaration(
      meant: "style gongwen", use: "学生{3 人}人。",
      broken: ["stlye gongwen", "style", "style gongwen x", "style: gongwen", "style \"gongwen"]),
  ]

  private static let common = """
    数据 校 来自 "校.csv" { 名称 文本; 类型 取值 小学 | 初中; 在校生 人 }
    令 限 = 48%
    param 年份二: year = 2022
    标准 公办 { >= 50% 自 2020 "甲" }

    """

  private static let files = [
    "校.csv": "名称,类型,在校生\n甲,小学,30\n", "班级.csv": "班,人数\n一,30\n", "概况.csv": "面积\n3\n",
    "模块.evrep": "---\n令 甲 = 3 人\n令 乙(丙) = 丙\n单位 株\n标准 标 { >= 50% 自 2020 \"甲\" }\n---\n",
    "坏.evrep": "---\n令 甲 = \n令 乙(丙) = 丙\n单位 株\n标准 标 { >= 50% 自 2020 \"甲\" }\n---\n",
  ]

  private static func report(_ declaration: String, _ use: String) -> Case {
    let needsYear = use.contains("标") && !declaration.contains("年份")
    return Case(
      "---\n\(declaration)\n\(needsYear ? "param 年份: year = 2022\n" : "")\(common)---\n"
        + String(repeating: use + "\n\n", count: 5) + "教师{3 人}所。\n", files)
  }

  @Test(arguments: declarations) func aSlipIsOneMessageHoweverOftenItIsUsed(declaration: Declaration) {
    for broken in declaration.broken {
      let report = Self.report(broken, declaration.use)
      let found = check(report.path, source: nil, options: report.options, world: report.world)
      #expect(found.codes.count == 2 && found.codes.contains(.unitContradicts), "\(broken)\n\(found.messages())")
    }
  }

  @Test(arguments: declarations) func whatIsMeantIsRight(declaration: Declaration) {
    let report = Self.report(declaration.meant, declaration.use)
    let found = check(report.path, source: nil, options: report.options, world: report.world)
    #expect(found.codes == [.unitContradicts], "\(found.messages())")
  }
}
