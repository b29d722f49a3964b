import EvrepSource
import Testing

@Suite struct DirectionTests {
  @Test(arguments: [
    "增长{growth(3, 2)}%", "下降{-growth(2, 3): .1}%", "下降{abs(growth(2, 3)): .1}%", "减少{5 人 - 3 人}人", "由{2 人}人增加到{3 人}人",
    "由{30%}%下降到{20%}%", "增加{0 人}人", "{growth(2, 3): 增长|下降}%", "rose by {growth(3, 2)}%",
  ])
  func aWordThatAgreesPasses(text: String) { #expect(Judged(text).codes == [], "\(text)") }

  @Test(arguments: [
    "增长{growth(2, 3)}%", "下降{growth(2, 3)}%", "下降{growth(3, 2)}%", "增长{-growth(3, 2)}%", "下降{-growth(3, 2)}%",
    "增长{abs(growth(2, 3))}%", "提高{2% - 5%}个百分点", "减少{3 人 - 5 人}人", "增长{growth(2, 2)}%", "增加{2 人 - 2 人}人", "减少{-3 人}人",
    "由{3 人}人增加到{2 人}人", "由{3 人}人减少到{3 人}人", "fell by {growth(3, 2)}%",
  ])
  func aWordThatDoesNotIsFound(text: String) { #expect(Judged(text).codes == [.falseDirection], "\(text)") }

  @Test func levelsAreComparedOnlyWhereOneFollowsTheOther() {
    #expect(Judged("由{3 人}人（{4 人}人）增加到{2 人}人").codes == [])
    #expect(Judged("{3 人}人，增加到{2 人}人").codes == [])
    #expect(Judged("{3 人}人增加到{2 所}所").codes == [])
  }
}
