import Evrep
import EvrepSource
import EvrepTestSupport
import Testing

/// Words, signs and numbers that writers bring from elsewhere: each is one message, which says what to write instead.
@Suite struct OtherWordsTests {
  private static let header = """
    数据 学校 来自 "学校.csv" 计 所 { 名称 text key; 类型 one of 小学 | 初中; 在校生 人; 面积 平方米? }
    数据 经费 来自 "经费.csv" { 年度 year key; 支出 万元 }
    参数 年份: year = 2022
    令 本年 = only(经费 where 年度 = 年份)

    """
  private static let files = ["学校.csv": "名称,类型,在校生,面积\n甲,小学,100,3\n乙,初中,200,\n", "经费.csv": "年度,支出\n2021,10\n2022,12\n"]

  /// A paragraph with one slip, and what the fix makes of it.
  private static let body = [
    ("{求和(学校.在校生)}人", "{合计(学校.在校生)}人"), ("{总计(学校.在校生)}人", "{合计(学校.在校生)}人"),
    ("{total(学校.在校生)}人", "{sum(学校.在校生)}人"), ("{mean(学校.在校生)}人", "{average(学校.在校生)}人"),
    ("{AVG(学校.在校生)}人", "{average(学校.在校生)}人"), ("{平均值(学校.在校生)}人", "{平均(学校.在校生)}人"),
    ("{个数(学校)}所", "{计数(学校)}所"), ("{number(学校)}所", "{count(学校)}所"), ("{len(学校)}所", "{count(学校)}所"),
    ("{当 1 > 0 并且 2 > 1}文{结束}", "{当 1 > 0 且 2 > 1}文{结束}"), ("{当 1 > 0 或者 2 > 1}文{结束}", "{当 1 > 0 或 2 > 1}文{结束}"),
    ("{当 1 > 0 && 2 > 1}文{结束}", "{当 1 > 0 且 2 > 1}文{结束}"),
    ("{when 1 > 0 || 2 > 1}a{end}", "{when 1 > 0 or 2 > 1}a{end}"),
    ("{当 !(1 > 2)}文{结束}", "{当 非(1 > 2)}文{结束}"), ("{当 年份 <> 2020}文{结束}", "{当 年份 != 2020}文{结束}"),
    ("{当 年份 => 2020}文{结束}", "{当 年份 >= 2020}文{结束}"), ("{当 年份 大于 2020}文{结束}", "{当 年份 > 2020}文{结束}"),
    ("{当 年份 是 2022}文{结束}", "{当 年份 = 2022}文{结束}"), ("{when 年份 is not 2020}a{end}", "{when 年份 != 2020}a{end}"),
    ("{count(学校 当 类型 = 小学)}所", "{count(学校 其中 类型 = 小学)}所"),
    ("{count(学校 其中类型 = 小学)}所", "{count(学校 其中 类型 = 小学)}所"),
    ("{count(学校其中 类型 = 小学)}所", "{count(学校 其中 类型 = 小学)}所"),
    ("{count(学校 where 类型 属于 (小学, 小学))}所", "{count(学校 where 类型 于 (小学, 小学))}所"),
    ("{count(学校 中 类型 = 小学)}所", "{count(学校 其中 类型 = 小学)}所"), ("{count(学校 满足 类型 = 小学)}所", "{count(学校 其中 类型 = 小学)}所"),
    ("{only(经费 中 年度 = 2022).支出}万元", "{only(经费 其中 年度 = 2022).支出}万元"),
    ("{唯一(经费 在 年度 = 2022).支出}万元", "{唯一(经费 其中 年度 = 2022).支出}万元"),
    ("{count(学校 where 面积 不是 缺失)}所", "{count(学校 where 面积 是 非 缺失)}所"),
    ("{count(学校 where 面积 不是缺失 且 面积 > 1 平方米)}所", "{count(学校 where 面积 是 非 缺失 且 面积 > 1 平方米)}所"),
    ("{count(学校 where 面积 是 非缺失)}所", "{count(学校 where 面积 是 非 缺失)}所"),
    ("{count(学校 where 面积 is null)}所", "{count(学校 where 面积 is missing)}所"),
    ("{sum(学校.面积 略去缺失)}平方米", "{sum(学校.面积 略去 缺失)}平方米"), ("{当计数(学校) > 1 所}文{结束}", "{当 计数(学校) > 1 所}文{结束}"),
    ("{若 年份 > 1}文{结束}", "{当 年份 > 1}文{结束}"), ("{if 年份 > 1}a{otherwise}b{end}", "{when 年份 > 1}a{otherwise}b{end}"),
    ("{list(学校.名称 按 在校生 降序)}", "{list(学校.名称 排序 在校生 降序)}"),
    ("{list(学校.名称 按 在校生 排序)}", "{list(学校.名称 排序 在校生)}"),
    ("{list(学校.名称 by 在校生 descending)}", "{list(学校.名称 order by 在校生 descending)}"),
    ("{list(学校.名称 排序 在校生 倒序)}", "{list(学校.名称 排序 在校生 降序)}"),
    ("{当 1 > 0 且2 > 1}文{结束}", "{当 1 > 0 且 2 > 1}文{结束}"),
    ("{1,200 人}人", "{1200 人}人"), ("{1，234，567人}人", "{1234567人}人"), ("{.5}", "{0.5}"), ("{三百人}人", "{300 人}人"),
    ("{1 200 人}人", "{1200 人}人"), ("{1e5 人}人", "{100000 人}人"), ("{2.5E-1}", "{0.25}"), ("{3 万5千人}人", "{35000 人}人"),
    ("{1亿2000万元}元", "{120000000 元}元"), ("{£3 million + 2 £: £}", "{3 £ million + 2 £: £}"),
    ("{£ 3 + 2 £: £}", "{3 £ + 2 £: £}"), ("{3 m2}m²", "{3 m²}m²"),
    ("{3 m³}m3", "{3 m³}m³"), ("{30000 人: 万}人", "{30000 人}万人"), ("{30000 人: .1 万}人", "{30000 人: .1}万人"),
    ("£{3000 £: thousand}", "£{3000 £} thousand"), ("{当 1 > 0}文{else}字{结束}", "{当 1 > 0}文{otherwise}字{结束}"),
    ("{当 1 > 0}文{不然 当 2 > 1}字{结束}", "{当 1 > 0}文{否则 当 2 > 1}字{结束}"), ("{当 1 > 0}文{endif}", "{当 1 > 0}文{end}"),
    ("{如果 年份 > 1 则 \"甲\" 否则 \"乙\"}", "{若 年份 > 1 则 \"甲\" 否则 \"乙\"}"),
    ("{若 年份 > 1 那么 \"甲\" 否则 \"乙\"}", "{若 年份 > 1 则 \"甲\" 否则 \"乙\"}"),
    ("{百分之五十五}%", "{55%}%"), ("{count(经费 where 年度 = 二〇二二)}", "{count(经费 where 年度 = 2022)}"),
    ("{count(经费 where 年度 = 2022年)}", "{count(经费 where 年度 = 2022)}"),
    ("{当 count(学校) > 1}文{结束}", "{当 count(学校) > 1 所}文{结束}"),
    ("{count(学校 where (面积 ?? 0) > 1 平方米)}所", "{count(学校 where (面积 ?? 0 平方米) > 1 平方米)}所"),
    ("{count(学校 where 类型 = \"小学\")}所", "{count(学校 where 类型 = 小学)}所"),
    ("{本年.支出: 0.1}万元", "{本年.支出: .1}万元"), ("{本年.支出: 1位小数}万元", "{本年.支出: .1}万元"),
    ("{本年.支出: 保留两位小数}万元", "{本年.支出: .2}万元"), ("{本年.支出: 2dp}万元", "{本年.支出: .2}万元"),
    ("{本年.支出: %.1f}万元", "{本年.支出: .1}万元"), ("{本年.支出: 汉字}万元", "{本年.支出: 小写}万元"),
    ("{本年.支出: #,##0.00}万元", "{本年.支出: .2 分节}万元"), ("{12.5: 取整}", "{12.5: .0}"),
    ("::: 问题 缺 当 年份 > 1\n缺。\n\n::: 举措\n- 补。\n:::\n:::", "::: 问题 缺 当 年份 > 1\n缺。\n\n::: 措施\n- 补。\n:::\n:::"),
    ("::: 如果 年份 > 1\n文\n:::", "::: 当 年份 > 1\n文\n:::"), ("::: 当年份 > 1\n文\n:::", "::: 当 年份 > 1\n文\n:::"),
    ("：： 当 年份 > 1\n文\n：：", "::: 当 年份 > 1\n文\n:::"), ("::逐项 x 于 学校\n{x.名称}\n::", ":::逐项 x 于 学校\n{x.名称}\n:::"),
  ]

  /// A line of the header with one slip, and what the fix makes of it.
  private static let declarations = [
    ("数据 表 从 \"学校.csv\" { 名称 text }", "数据 表 来自 \"学校.csv\" { 名称 text }"),
    ("数据 表 来自 \"学校.csv\" { 名称 text 主健 }", "数据 表 来自 \"学校.csv\" { 名称 text 主键 }"),
    ("数据 表 来自 \"学校.csv\" { 名称 字符串 }", "数据 表 来自 \"学校.csv\" { 名称 文本 }"),
    ("数据 表 来自 \"学校.csv\" { 名称 文本主键 }", "数据 表 来自 \"学校.csv\" { 名称 文本 主键 }"),
    ("数据 表 来自 \"学校.csv\" 计所 { 名称 文本 }", "数据 表 来自 \"学校.csv\" 计 所 { 名称 文本 }"),
    ("数据 表 来自 \"学校.csv\" { 名称 text; 类型 取值 小学、初中 }", "数据 表 来自 \"学校.csv\" { 名称 text; 类型 取值 小学 | 初中 }"),
    (
      "数据 表 来自 \"学校.csv\" { 类型 one of 小学, 初中, 名称 text }", "数据 表 来自 \"学校.csv\" { 类型 one of 小学 | 初中, 名称 text }"
    ),
    ("words chnge: 蹿升|走低", "words change: 蹿升|走低"), ("语言 中文", "语言 zh"), ("样式 公文", "样式 gongwen"),
    ("标题 \"某\"", "报告 \"某\""), ("变量 数 = 1", "令 数 = 1"), ("var n = 1", "let n = 1"), ("检查 大: 1 > 0", "核验 大: 1 > 0"),
    ("令数 = 1", "令 数 = 1"), ("参数 目标: % = 百分之五十五", "参数 目标: % = 55%"), ("参数 始年: year = 2022年", "参数 始年: year = 2022"),
  ]

  private static func report(_ header: String, _ body: String) -> String {
    "---\n\(Self.header)\(header)\n---\n学生{3 人}人。\n\n\(body)\n\n学生{3 人}人。\n"
  }

  private func expectFix(of source: String, _ mended: String) throws {
    let before = Case(source, Self.files).compile()
    #expect(before.codes.count == 1, "\(before.messages())")
    let world = Case(source, Self.files).world
    var fixes = Fixes()
    _ = fixes.apply(to: "case.evrep", options: CompileOptions(), world: world)
    try fixes.write(to: world)
    #expect(world.text("case.evrep") == mended, "\(before.messages())")
    #expect(Case(mended, Self.files).compile().hasErrors == false)
  }

  @Test(arguments: body.indices) func aSlipOfTheBodyIsMended(index: Int) throws {
    let (slip, mended) = Self.body[index]
    try expectFix(of: Self.report("", slip), Self.report("", mended))
  }

  @Test(arguments: declarations.indices) func aSlipOfTheHeaderIsMended(index: Int) throws {
    let (slip, mended) = Self.declarations[index]
    try expectFix(of: Self.report(slip, ""), Self.report(mended, ""))
  }

  /// What is meant is not certain, so that the fix is offered and not made.
  @Test(arguments: [
    ("{sum(支出)}万元", "经费.支出"), ("{max(1 200, 3)}", "1200"), ("{count(学校 where 名称 = 甲)}所", "\"甲\""),
    ("{count(学校 where 类型 = \"小\")}所", "小学"),
    ("{当 本年.支出 > 5}文{结束}", " 万元"), ("{总数(学校.在校生)}人", "计数"),
  ])
  func aGuessIsOffered(slip: String, meant: String) {
    let found = Case(Self.report("", slip), Self.files).compile()
    #expect(found.codes.count == 1, "\(found.messages())")
    #expect(found.diagnostics.first?.fixIts.map(\.replacement) == [meant], "\(found.messages())")
    #expect(found.diagnostics.first?.fixIts.contains(where: \.isSafe) == false)
  }

  @Test(arguments: [
    ("数据 表 来自 \"学校.cvs\" { 名称 text }", "\"学校.csv\""), ("数据 表 来自 \"学校.xlsx\" { 名称 text }", "\"学校.csv\""),
    ("数据 表 来自 \"学校.csv\" { 名称 text 在校生 人 }", ";"), ("格式 number: 1:n", nil), ("数据 表 来自 \"经济.tsv\" { 名称 text }", nil),
  ])
  func aGuessOfTheHeaderIsOffered(slip: String, meant: String?) {
    let found = Case(Self.report(slip, ""), Self.files).compile()
    #expect(found.codes.count == 1, "\(found.messages())")
    #expect(found.diagnostics.first?.fixIts.map(\.replacement) == [meant].compactMap(\.self), "\(found.messages())")
  }

  /// What no fix can say is said in words.
  @Test(arguments: [
    ("见{ref }。", "a reference names what it leads to: {ref name}"),
    ("{count(学校 where 类型 = 高中)}所", "the cases are 小学, 初中"),
    (
      "生均{sum(经费.支出)}万元",
      "divide it by what it is per, as in {sum(经费.支出) / …}; what is a rate from the start is declared in ‘万元/人’"
    ),
  ])
  func aRemedyIsTold(slip: String, note: String) {
    let found = Case(Self.report("", slip), Self.files).compile()
    #expect(found.codes.count == 1, "\(found.messages())")
    #expect(found.diagnostics.first?.notes.first?[.english] == note, "\(found.messages())")
    #expect(found.diagnostics.first?.fixIts.isEmpty == true, "\(found.messages())")
  }

  @Test(arguments: ["小学", "\"小学\""]) func aColumnIsNoCell(text: String) {
    let found = Case(Self.report("", "{count(学校 where 学校.类型 = \(text))}所"), Self.files).compile()
    #expect(found.codes == [.typeMismatch], "\(found.messages())")
    #expect(found.diagnostics.first?.fixIts.first?.replacement == "类型", "\(found.messages())")
  }

  /// Units are named in the language of the report, and as it names them.
  @Test(arguments: [
    ("{count(problems)} altogether", " problems"), ("{sum(t.n)} altogether", " pupils"),
    ("{sum(t.n) / count(t)} altogether", " pupils/bus"), ("{30 £ / count(t)} altogether", "£{30 £ / count(t)} per bus"),
    ("{30 £ / count(problems)} altogether", "£{30 £ / count(problems)} per problem"), ("{3 所} altogether", " schools"),
    ("{30 £ / 3 place} altogether", "£{30 £ / 3 place} per place"),
  ])
  func unitsAreOfTheReport(body: String, meant: String) {
    let header = "---\nlanguage en\nunit bus plural buses\ndata t from \"t.csv\" counted buses { n pupils }\n---\n"
    let found = Case(header + body, ["t.csv": "n\n3\n"]).compile()
    #expect(found.codes == [.unitMissing], "\(found.messages())")
    #expect(found.diagnostics.first?.fixIts.map(\.replacement) == [meant], "\(found.messages())")
  }

  /// What only looks like a slip.
  @Test(arguments: [
    "当年支出{当年支出}万元。", "{若 年份 > 1 则 \"甲\" 否则 \"乙\"}", "{max(1,200)}", "12:30::15", "::", ":: 甲", "{当 当年支出 > 1 万元}文{结束}",
    "{当 1 > 0}{其他}{结束}", "{max(1, 200)}", "{当 1 > 0}{else1}{结束}", "{list((学校 where 在校生 in (1 人,200 人)).名称)}",
  ])
  func whatIsRightStaysAsItIs(body: String) {
    let found = Case(Self.report("令 当年支出 = 3 万元\n令 其他 = 3\n令 else1 = 4", body), Self.files).compile()
    #expect(found.codes == [], "\(found.messages())")
  }
}
