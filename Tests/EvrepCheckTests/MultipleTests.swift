import EvrepSource
import Testing

/// Nothing falls by a multiple.
@Suite struct MultipleTests {
  @Test(arguments: ["增加{2 倍}倍", "减少到{2 倍}倍", "减少{20%}%", "fell by {20%}%", "减少{3 人}人"])
  func rightWordsPass(prose: String) { #expect(Checked("", prose).codes == [], "\(prose)") }

  @Test(arguments: ["减少{2 倍}倍", "下降了约{2 倍}倍", "降低{2 倍: 倍}", "dropped {2 times} times"])
  func wrongWordsAreFound(prose: String) { #expect(Checked("", prose).codes == [.multipleOfFall], "\(prose)") }
}
