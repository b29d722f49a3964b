import EvrepSource
import Testing

@Suite struct DirectionTests {
  @Test(arguments: [
    "增长{growth(3, 2)}%", "下降{-growth(2, 3): .1}%", "下降{abs(growth(2, 3)): .1}%", "减少{5 人 - 3 人}人", "由{2 人}人增加到{3 人}人",
    "由{30%}%下降到{20%}%", "增加{0 人}人", "{growth(2, 3): 增长|下降}%", "rose by {growth(3, 2)}%",
    "最多{3 人}人", "至少{3 人}人", "不少于{3 人}人", "最高{5%}%", "同比增{growth(3, 2)}%", "降幅为{-growth(1, 2)}%", "负增长{-growth(1, 2)}%",
    "is down {-growth(1, 2)}%", "高{3 人}人", "{growth(3, 2)}% higher than", "a **{growth(3, 2)}**% rise",
    "{-growth(1, 2)}% lower than",
    "{5 人 - 3 人}人, lower than", "{5%}% lower than", "{growth(3, 2)}%的增长", "{growth(3, 2)}% falling",
    "It is made up {5%}%", "cut by {-growth(1, 2)}%",
  ])
  func aWordThatAgreesPasses(text: String) { #expect(Judged(text).codes == [], "\(text)") }

  @Test(arguments: [
    "增长{growth(2, 3)}%", "下降{growth(2, 3)}%", "下降{growth(3, 2)}%", "增长{-growth(3, 2)}%", "下降{-growth(3, 2)}%",
    "增长{abs(growth(2, 3))}%", "提高{2% - 5%}个百分点", "减少{3 人 - 5 人}人", "增长{growth(2, 2)}%", "增加{2 人 - 2 人}人", "减少{-3 人}人",
    "由{3 人}人增加到{2 人}人", "由{3 人}人减少到{3 人}人", "fell by {growth(3, 2)}%",
    "比上年高{2% - 5%}个百分点", "同比降{growth(3, 2)}%", "降幅为{growth(3, 2)}%", "降幅达{growth(3, 2)}%", "负增长{growth(3, 2)}%",
    "压减{growth(3, 2)}%", "is down {growth(3, 2)}%", "cut by {growth(3, 2)}%", "was up {growth(2, 3)}%",
    "reduced by {growth(3, 2)}%", "比上年少{growth(3, 2)}%",
    "{growth(3, 2)}% lower than", "a {growth(3, 2)} percent fall", "{growth(2, 3): .1}% higher than",
    "{growth(2, 3)}%的降幅", "{growth(3, 2)}%的下降",
  ])
  func aWordThatDoesNotIsFound(text: String) { #expect(Judged(text).codes == [.falseDirection], "\(text)") }

  @Test func levelsAreComparedOnlyWhereOneFollowsTheOther() {
    #expect(Judged("由{3 人}人（{4 人}人）增加到{2 人}人").codes == [])
    #expect(Judged("{3 人}人，增加到{2 人}人").codes == [])
    #expect(Judged("{3 人}人增加到{2 所}所").codes == [])
  }
}
