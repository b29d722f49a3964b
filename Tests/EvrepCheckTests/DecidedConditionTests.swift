import EvrepSource
import Testing

/// Conditions that literals alone decide.
@Suite struct DecidedConditionTests {
  private static let header = """
    data t from "t.csv" counted 所 { name text key; kind one of a | b | c; n 人; d date; y year }
    param p: number = 3
    param rate: % = 40%
    param town: text = "x"

    """

  @Test(arguments: [
    "p > 5 and p < 3", "p >= 3 or p < 4", "5 < p < 3", "p = 1 and p = 2", "p != 1 or p != 2",
    "rate > 60% and rate < 40%",
    "not (p >= 3 or p < 4)", "count(t) < 0", "count(t) >= 0", "town = \"a\" and town = \"b\"", "abs(p) < 0",
    "count(t where kind = a and kind = b) > 3 所",
    "count(t where n > 9 人 and n < 1 人) = 2 所",
    "count(t where y > 2022 and y < 2023) = 2 所", "p > 5 and rate > 3% and p < 3", "p < 3 or rate > 3% or p >= 3",
    "count(t where kind != a or kind != b) > 1 所", "p > 5 and (p < 3 or p = 4)",
  ])
  func aDecidedConditionIsFound(condition: String) {
    #expect(Checked(Self.header, "{when \(condition)}a{end}").codes == [.decidedCondition], "\(condition)")
  }

  @Test(arguments: [
    "p > 3 and p < 5", "p > 5 or p < 3", "3 < p < 5", "p = 1 or p = 2", "p != 1 and p != 2",
    "rate >= 60% or rate < 40%",
    "count(t) > 0", "count(t) = 0", "town = \"a\" or town = \"b\"", "count(t where kind in (a, b)) > 3 所",
    "p > 3 and p < 4",
    "count(t where y > 2022 and y < 2024) = 2 所", "p > 5 and rate < 3%", "p > 5 or rate < 3%", "1 > 0",
    "count(t where kind in (a, b, c)) > 3 所",
    "1 > 2 and p > 3", "p = p",
    "p >= 0",
    "p > 3 or rate > 3% and p < 2", "rate > 120%", "p < 5 and p < 3",
  ])
  func othersAreLeft(condition: String) {
    #expect(Checked(Self.header, "{when \(condition)}a{end}").codes == [], "\(condition)")
  }
}
