import EvrepSource
import Testing

/// A level is no change, a change is no level.
@Suite struct LevelOrDifferenceTests {
  @Test(arguments: [
    "增加到{3 人}人", "增长{growth(3, 2)}%", "增速提高到{growth(3, 2)}%", "差距减少到{3% - 2%}个百分点", "增加到{5 人 - 2 人}人",
    "the growth rate rose to {growth(3, 2)}%",
  ])
  func rightWordsPass(prose: String) { #expect(Checked("", prose).codes == [], "\(prose)") }

  @Test(arguments: ["增加到{growth(3, 2)}%", "提高至{3% - 2%}个百分点", "rose to {growth(3, 2)}%", "差距不小，占比提高到{3% - 2%}个百分点"])
  func wrongWordsAreFound(prose: String) { #expect(Checked("", prose).codes == [.levelOrDifference], "\(prose)") }

  /// A figure that is called a rate is a level, unless its name says that it is a change.
  @Test func aRateByNameIsALevel() {
    let header = "let 入园率 = 88%\nlet 增长率 = 8%\nlet attendanceRate = 90%\nlet growthRate = 3%\nlet 比重 = 3%\n"
    for prose in ["提高{入园率}%", "提高了{入园率}%", "rose by {attendanceRate}%"] {
      #expect(Checked(header, prose).codes == [.levelOrDifference], "\(prose)")
    }
    for prose in ["提高{增长率}%", "rose by {growthRate}%", "提高{比重}%", "提高到{入园率}%", "达{入园率}%"] {
      #expect(Checked(header, prose).codes == [], "\(prose)")
    }
  }

  /// What is written for a word makes the sentence that is meant.
  @Test(arguments: [("rose by", "rose to"), ("a fall of", "fall to"), ("增长", "增长到")])
  func theLevelIsOffered(word: String, level: String) {
    let table =
      "data t from \"t.csv\" counted 所 { k text key; p one of a | b }\nlet part = count(t where p = a) / count(t)"
    let checked = Checked(table, "\(word) {part}%")
    #expect(checked.codes == [.levelOrDifference])
    #expect(checked.diagnostics.flatMap(\.fixIts).map(\.replacement) == [level])
  }
}
