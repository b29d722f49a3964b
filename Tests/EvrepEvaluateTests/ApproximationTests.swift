import EvrepSource
import Testing

@Suite struct ApproximationTests {
  @Test(arguments: [
    ("近{12.3 人: .0}人", "13"), ("不足{12.3 人: .0}人", "13"), ("{12.7 人: .0}余人", "12"), ("超过{12.7 人: .0}人", "12"),
    ("约{12.7 人: .0}人", "13"), ("超过{50%}%", "50"), ("不足{60%}%", "60"), ("近{3 年}年", "3"), ("最近{3 人}人", "3"),
    ("超过{2 人 + 3 人}人的标准", "5"), ("超{5 人 - 3 人}人", "2"), ("over {12.7 people: .0} people", "12"),
  ])
  func aWordThatIsTrueRounds(text: String, printed: String) {
    let judged = Judged(text)
    #expect(judged.codes == [], "\(text)")
    #expect(judged.printed == [printed])
  }

  @Test func holesOfTheSameBytesRoundAsTheirOwnWordsSay() {
    let judged = Judged("{12.3 人: .0}人，近{12.3 人: .0}人，{12.3 人: .0}人，{12.7 人: .0}人，{12.7 人: .0}余人，{12.7 人: .0}人以上")
    #expect(judged.codes == [])
    #expect(judged.printed == ["12", "13", "12", "13", "12", "12"])
  }

  @Test(arguments: [
    "近{12 人}人", "{12 人}余人", "{12 人}多人", "将近{12.3 人}人", "近{12.3 人: .0 half-up}人", "超过{12.7 人: .0 half-up}人",
    "超过{2 人 + 3 人}人", "nearly {12 people} people",
  ])
  func aWordThatIsNotIsFound(text: String) { #expect(Judged(text).codes == [.falseApproximation], "\(text)") }
}
