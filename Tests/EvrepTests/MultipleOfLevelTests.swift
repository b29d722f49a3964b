import Evrep
import EvrepSource
import Testing

@Suite struct MultipleOfLevelTests {
  private func report(_ body: String) -> Compilation {
    let header = """
      ---
      data t from "t.csv" { y year key; a 人; b 人 }
      let n = only(t where y = 2022)
      let o = only(t where y = 2012)
      ---

      """
    return Case(header + body + "\n", ["t.csv": "y,a,b\n2012,100,50\n2022,400,60\n"]).compile()
  }

  @Test(arguments: [
    "增加{growth(n.a, o.a)}倍", "是上年的{n.a / o.a}倍", "增加{(n.a - o.a) / o.a}倍", "增加{n.b / o.a}倍", "增长{n.b / o.a}%",
    "增长{5 人 / n.a}%", "增长{5 人 / 100 人}%", "是上年的{n.a / o.a}%", "增长到上年的{n.a / o.a}%", "rose to {n.a / o.a}%",
    "增加到原来的{n.a / o.a}倍", "{n.a / o.a} times as many", "上年{growth(n.a, o.a)}倍",
  ])
  func multiplesThatSaySo(body: String) { #expect(report(body).codes == [], "\(body)") }

  @Test(arguments: [
    "增加{n.a / o.a}倍", "提高了{share(n.a, o.a): .1}倍", "是上年的{growth(n.a, o.a)}倍", "rose by {n.a / o.a} times",
    "{growth(n.a, o.a)} times as many", "约为原来的**{growth(n.a, o.a)}**倍", "增长{n.a / o.a}%", "同比增长约{share(n.a, o.a): .1}%",
    "增长{150 人 / 100 人}%", "下降{o.a / n.a}%", "rose by {n.a / o.a}%",
  ])
  func multiplesThatAreOffByOne(body: String) { #expect(report(body).codes == [.multipleOfLevel], "\(body)") }

  @Test func theFixItMakesItAGrowthRate() {
    #expect(report("增加{n.a / o.a}倍").diagnostics.flatMap(\.fixIts).map(\.replacement) == ["增幅(n.a, o.a)"])
  }
}
