import Evrep
import EvrepSource
import Testing

/// The words of the standard library for which way a figure went, and for what is never negative.
@Suite struct DirectionWordTests {
  private func codes(_ body: String) -> [DiagnosticCode] {
    Case(
      "---\nlanguage en\nlet rise = growth(120, 100)\nlet fall = growth(100, 125)\nlet less = -3 £\n---\n" + body + "\n"
    ).compile()
      .codes
  }

  @Test(arguments: [
    "down {rise}%", "It went up {fall}%", "is edged down {rise}%", "soared {fall}%", "dipped {rise}%",
    "slipped by {rise}%",
    "shrank by {rise}%", "rose slightly by {fall}%", "fell sharply {rise}%", "fell again by {rise}%",
    "higher by {fall}%", "lower by {rise}%",
    "narrowed by {rise}%", "a surplus of £{less}", "deficit of £{less}", "a loss of £{less}", "a profit of £{less}",
    "saving £{less}",
    "savings of £{less}", "a shortfall of £{less}", "improved by {fall}%",
    "回升{fall}%", "攀升{fall}%", "攀升到{rise}%".replacing("到", with: "了").replacing("rise", with: "fall"),
    "高出{less}元".replacing("元", with: "£"),
    "增收{fall}%", "减收{rise}%", "超收{fall}%", "短收{rise}%", "收窄{rise}%", "递减{rise}%", "下跌{rise}%", "跌{rise}%", "升幅为{fall}%",
    "盈余{less}£", "亏损{less}£", "赤字为{less}£", "节约了{less}£",
  ])
  func aFigureThatWentTheOtherWayIsFound(body: String) { #expect(codes(body) == [.falseDirection], "\(body)") }

  @Test(arguments: [
    "up {rise}%", "down {-fall}%", "It went down {-fall}%", "soared by {rise}%", "rose slightly by {rise}%",
    "slightly {fall}%", "We set up {0 people} people",
    "made up {fall}%", "add up {less}£", "up to {3 people} people", "made up of {fall}%", "a surplus of £{-less}",
    "a balance of £{less}",
    "the group {fall}%", "improved by {rise}%", "回升{rise}%", "增速为{fall}%", "高出{3 people}人", "盈余{-less}£", "看跌{fall}%",
    "收窄{-fall}%", "只{fall}%",
  ])
  func rightSentencesAreLeftAlone(body: String) { #expect(codes(body) == [], "\(body)") }

  @Test(arguments: [
    ("under {12345 people: .1 half-even} thousand people", [DiagnosticCode.falseApproximation]),
    ("under {12345 people: .1} thousand people", []),
    ("well under {12345 people: .1} thousand people", []), ("funded under {3 people + 4 people} people", []),
    ("under {5 years} years", []),
    ("over {12345 people: .1} thousand people", []),
  ])
  func underIsBelow(body: String, expected: [DiagnosticCode]) { #expect(codes(body) == expected, "\(body)") }
}
