import Evrep
import EvrepSource
import EvrepTestSupport
import Testing

/// What a report declares and does not use.
@Suite struct UnusedTests {
  private func names(_ source: String, _ files: [String: String] = [:]) -> [String] {
    let report = Case(source, files)
    let unused = Evrep.unused(report.path, source: nil, options: report.options, world: report.world)
    #expect(!unused.compilation.hasErrors, "\(unused.compilation.messages())")
    return unused.declarations.map { $0.what[.english] } + unused.numbers.map(\.text)
  }

  @Test func whatNoFigureLeadsToIsListed() {
    let names = names(
      """
      ---
      use "limits.evrep" as limits
      param used: number = 1
      param idle: number = 2
      data t from "t.csv" { name text key; a number; b number; c number; d number; kind one of x | y }
      data lonely from "t.csv" { a number }
      let sum1 = sum(t.a)
      let sum2 = sum(t.b)
      let half(x) = x / 2
      let twice(x) = x * 2
      check holds: count(t where c > limits.low) = 0
      scenario s { expect sum2 = 3 }
      ---
      {sum1} {half(used)}
      ::: each g in t by kind
      {count(g)}
      :::

      """,
      ["limits.evrep": "---\nlet low = 1\nlet high = 2\n---\n"])
    #expect(
      names == [
        "the parameter ‘idle’", "the column ‘t.b’", "the column ‘t.d’", "the table ‘lonely’", "the named value ‘sum2’",
        "the function ‘twice’", "the named value ‘high’",
      ])
  }

  @Test func numbersThatTheProseSpellsAreListed() {
    let names = names(
      """
      ---
      令 n = 3 所
      ---
      # 一

      有学校{n}所，教师120人、1,200.5万元，占38%；2022年第3条、2.1节、`5所`、[表](a-5人.html)、A4纸、教督〔2020〕1号。
      <!-- 7人 -->
      占比 45 % 左右，共3 million people。

      """)
    #expect(names == ["120人", "1,200.5万元", "38%", "45 %", "3 million people"])
  }
}
