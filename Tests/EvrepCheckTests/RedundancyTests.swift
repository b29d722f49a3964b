import EvrepSource
import Testing

/// One word of nearness is enough.
@Suite struct RedundancyTests {
  @Test(arguments: ["约{3 人}人", "{3 人}人左右", "增长约{3 人}人", "至少{3 人}人以内", "近{3 人}人"])
  func rightWordsPass(prose: String) { #expect(Checked("", prose).codes == [], "\(prose)") }

  @Test(arguments: ["约{3 人}人左右", "近{3 人}余人", "超过{3 人}人以上", "大约近{3 人}人", "about {3 people} people or so"])
  func wrongWordsAreFound(prose: String) { #expect(Checked("", prose).codes == [.redundantApproximation], "\(prose)") }
}
