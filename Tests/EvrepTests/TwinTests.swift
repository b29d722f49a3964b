import Evrep
import EvrepTestSupport
import Testing

/// One report in both spellings of every word comes out the same.
@Suite struct TwinTests {
  private static let data = [
    "t.csv": "name,kind,n,area\nA,x,3,10\nB,y,5,\nC,x,7,20\n", "m.evrep": "---\nlet limit = 4 人\n---\n",
    "y.csv": "year,v\n2021,4\n2022,5\n", "f.json": "{\"a\": 3}",
  ]

  private static let english = """
    ---
    report "Twin {y}"
    style plain
    language en
    use "m.evrep" as m
    param y: year = 2022
    param names: list of text
    unit box = 12 个 plural boxes
    data t from "t.csv" counted 所 {
      name text key
      kind one of x | y private
      n 人
      area 平方米?
    }
    let big = t where n > m.limit and not kind = y or n in (5 人, 7 人)
    let first2(a) = if a > 1 人 then a else 1 人
    check all: count(t) = 3 所 and true "no"
    standard floor {
      x >= 40% since 2015 "act" unconfirmed
      y >= 50% since 2015 "act"
    }
    data facts: record from "f.json" { a number }
    data ys from "y.csv" { year year key; v number }
    unit part ratio
    unit pt = 1/100 个百分点
    scenario s {
      set y = 2020
      expect no problem p
      expect problem p
      expect printed facts.a "3"
      expect sentence "3所"
      expect error EV0501
    }
    format 人: .1 grouped
    ---
    {sum(big.n)}人 {average(t.n)}人 {median(t.n)}人 {min(t.n)}人 {max(t.n)}人 {count(t)}所 {list(t.name)} {abs(-2)}
    {growth(3, 2)}% {share(1, 2)}% {only(t where kind = y).name} {first(t).name} {last(t).name} {round(1.26, 1)} {length("ab")}
    {sum(t.area skipping missing)}平方米 {variation(t.n, t.n)}% {24 box}box {first2(3 人)}人

    {list((t top 2 by n ascending).name)} {quantile(t.n, 50%)}人 {average(t.n, t.n): .2}人 {rank(3 人, t.n)} {cumulative(t.n, last(t))}人
    {yearOnYear(last(ys).v) ?? 0%}% {gap(30%, floor(x))}个百分点 {when 45% meets floor(x) and 45% misses floor(y)}both{end} {when floor(x).confirmed}sure{end} {facts.a} {count(("a",))}

    ::: each r in t order by n descending
    - {r.name} {when r.area is missing}none{otherwise when r.n > 6 人}many{otherwise}few{end}
    :::

    ::: each g in t by kind
    - {g.kind}
    :::

    ::: when contains("ab", "c")
    no
    ::: otherwise
    see {ref p}
    :::

    ::: problem p when 1 > 0
    Bad.
    ::: measures
    - A
    :::
    :::

    ::: series
    - One {count(problems)}个
    :::

    """

  private static let chinese = """
    ---
    报告 “Twin {y}”
    样式 plain
    语言 en
    引用 "m.evrep" 为 m
    参数 y：年份 ＝ 2022
    参数 names: 列表 之 文本
    单位 box = 12 个 复数 boxes
    数据 t 来自 "t.csv" 计 所 ｛
      name 文本 主键
      kind 取值 x ｜ y 保密
      n 人
      area 平方米？
    ｝
    令 big = t 其中 n ＞ m.limit 且 非 kind ＝ y 或 n 于 （5 人，7 人）
    令 first2（a） = 若 a > 1 人 则 a 否则 1 人
    核验 all：计数(t) = 3 所 且 真 "no"
    标准 floor ｛
      x ≥ 40% 自 2015 "act" 待核
      y ＞＝ 50% 自 2015 "act"
    ｝
    数据 facts：记录 来自 "f.json" { a 数值 }
    数据 ys 来自 "y.csv" { year 年份 主键； v 数值 }
    单位 part 比率
    单位 pt = 1／100 个百分点
    情景 s {
      设 y = 2020
      期望 无 问题 p
      期望 问题 p
      期望 印作 facts.a "3"
      期望 语句 "3所"
      期望 错误 EV0501
    }
    格式 人：.1 分节
    ---
    ｛合计（big.n）｝人 {平均(t.n)}人 {中位数(t.n)}人 {最小(t.n)}人 {最大(t.n)}人 {计数(t)}所 {列出(t.name)} {绝对值(-2)}
    {增幅(3, 2)}% {占比(1, 2)}% {唯一(t 其中 kind = y).name} {首项(t).name} {末项(t).name} {舍入(1.26, 1)} {字数("ab")}
    {合计(t.area 略去 缺失)}平方米 {差异系数(t.n, t.n)}% {24 box}box {first2(3 人)}人

    {列出((t 前 2 按 n 升序).name)} {分位数(t.n, 50％)}人 {平均(t.n，t.n)：．2}人 {名次(3 人, t.n)} {累计(t.n, 末项(t))}人
    {同比(末项(ys).v) ？？ 0%}% {差距(30%, floor(x))}个百分点 {当 45% 达到 floor（x） 且 45% 未达到 floor(y)}both{结束} {当 floor(x).已核}sure{结束} {facts.a} {计数(（"a"，）)}

    ：：： 逐项 r 于 t 排序 按 n 降序
    - {r.name} {当 r.area 是 缺失}none{否则 当 r.n > 6 人}many{否则}few{结束}
    ：：：

    ：：： 逐项 g 于 t 按 kind
    - {g.kind}
    ：：：

    ：：： 当 含有("ab", "c")
    no
    ：：： 否则
    see ｛参见 p｝
    ：：：

    ：：： 问题 p 当 1 > 0
    Bad.
    ：：： 措施
    - A
    ：：：
    ：：：

    ：：： 列举
    - One {计数(问题)}个
    ：：：

    """

  @Test func bothSpellingsCompileToTheSameBytes() {
    func compiled(_ source: String) -> Compilation {
      var report = Case(source, Self.data)
      report.options.parameters = [("names", "a,b")]
      return report.compile()
    }
    let (left, right) = (compiled(Self.english), compiled(Self.chinese))
    #expect(left.messages() == "")
    #expect(right.messages() == "")
    #expect(left.markdown != nil && left.markdown == right.markdown)
    #expect(left.html == right.html)
    #expect(left.markdownText.hasPrefix("# Twin 2022\n\n12.0人 5.0人 5.0人 3.0人 7.0人 3所 A, B and C 2"))
  }
}
