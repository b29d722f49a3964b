import Evrep
import EvrepSource
import Testing

/// A figure that prints on the other side of a threshold than the words beside it say.
@Suite struct BlurredThresholdTests {
  private func codes(_ body: String, rate: String = "49.96%") -> [DiagnosticCode] {
    Case("---\nlanguage en\nlet r = \(rate)\nlet words = if r < 50% then \"below\" else \"from\"\n---\n\(body)\n")
      .compile().codes
  }

  @Test func aConditionInsideAHoleIsHeldToWhatIsPrinted() {
    #expect(codes("{if r < 50% then \"below half\" else \"half or more\"}: {r: .1}%") == [.blurredThreshold])
    #expect(codes("The rate is {words} half: {r: .1}%") == [.blurredThreshold])
    #expect(codes("{words} {words} {r: .1}% {r: .1}%") == [.blurredThreshold])
  }

  @Test func whatPrintsOnItsOwnSideIsNoFinding() {
    #expect(codes("{if r < 50% then \"below half\" else \"half or more\"}: {r: .2}%") == [])
    #expect(codes("{words} half: {r: .1}%", rate: "49.9%") == [])
    #expect(codes("{if 1 < 2 then \"a\" else if r < 50% then \"b\" else \"c\"} {r: .1}%") == [])
  }
}
