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
}
