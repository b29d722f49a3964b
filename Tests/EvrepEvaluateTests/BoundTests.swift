import EvrepSource
import Testing

@Suite struct BoundTests {
  @Test(arguments: [
    ("{83.6%: .0}%以上", "83"), ("{83.4%: .0}%以内", "84"), ("至少{83.6%: .0}%", "83"), ("不超过{83.4%: .0}%", "84"),
    ("{50%}%以上", "50"),
    ("{45 人}人以下", "45"), ("{83.6%: .0}%以上各项", "84"), ("up to {83.4%: .0}%", "84"),
  ])
  func aBoundBelongsToWhatItBounds(text: String, printed: String) {
    let judged = Judged(text)
    #expect(judged.codes == [], "\(text)")
    #expect(judged.printed == [printed])
  }

  @Test(arguments: [
    "{83.6%: .0 half-up}%以上", "{83.4%: .0 half-up}%以内", "至少{83.6%: .0 half-up}%", "{2.5: .0 half-up} or more",
  ])
  func aBoundThatIsPassedIsFound(text: String) { #expect(Judged(text).codes == [.falseBound], "\(text)") }
}
