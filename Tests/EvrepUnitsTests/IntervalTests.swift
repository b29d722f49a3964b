import EvrepUnits
import Testing

@Suite struct IntervalTests {
  private func number(_ text: String) -> Number { Number(decimal: text) ?? .zero }

  private func interval(_ low: String, _ high: String, openBelow: Bool = false, openAbove: Bool = false) -> Interval {
    Interval(number(low), number(high), isOpenBelow: openBelow, isOpenAbove: openAbove)
  }

  @Test(arguments: [
    ("2.3", RoundingRule.halfUp, "2.25", true, "2.35", false), ("-2.3", .halfUp, "-2.35", false, "-2.25", true),
    ("0", .halfUp, "-0.05", false, "0.05", false), ("2.2", .halfEven, "2.15", true, "2.25", true),
    ("2.3", .halfEven, "2.25", false, "2.35", false), ("2.3", .down, "2.3", true, "2.4", false),
    ("2.3", .up, "2.2", false, "2.3", true), ("-2.3", .down, "-2.3", true, "-2.2", false),
  ])
  func whatRoundsToAPrintedNumber(
    printed: String, rule: RoundingRule, low: String, lowBelongs: Bool, high: String, highBelongs: Bool
  ) throws {
    let interval = try Interval(printed: number(printed), step: number("0.1"), rule: rule)
    #expect(interval == self.interval(low, high, openBelow: !lowBelongs, openAbove: !highBelongs))
    // Every number that belongs to it rounds to the printed one, and no other does.
    for (end, belongs) in [(low, lowBelongs), (high, highBelongs)] {
      #expect((number(end).rounded(decimals: 1, rule: rule) == number(printed)) == belongs, "\(end)")
    }
  }

  @Test func whatMeetsAtAnEndHasToBelongToBoth() {
    let point = Interval(number("2.35"))
    #expect(!interval("2.25", "2.35", openAbove: true).meets(point))
    #expect(interval("2.25", "2.35").meets(point))
    #expect(!point.meets(interval("2.35", "2.45", openBelow: true)))
    #expect(interval("1", "3").meets(interval("2", "2.5")))
    #expect(interval("1", "2").precedes(interval("3", "4")))
  }

  @Test func arithmeticKeepsWhatIsOpen() throws {
    let (a, b) = (interval("1", "2", openAbove: true), interval("3", "5"))
    #expect(try a.adding(b) == interval("4", "7", openAbove: true))
    #expect(try b.subtracting(a) == interval("1", "4", openBelow: true))
    #expect(try a.multiplied(by: b) == interval("3", "10", openAbove: true))
    #expect(try b.divided(by: a) == interval("1.5", "5", openBelow: true))
    #expect(a.negated == interval("-2", "-1", openBelow: true))
  }

  @Test func signsAndZero() throws {
    let across = interval("-2", "3")
    #expect(across.magnitude == interval("0", "3"))
    #expect(interval("-3", "-1").magnitude == interval("1", "3"))
    #expect(try across.multiplied(by: interval("-1", "4")) == interval("-8", "12"))
    #expect(throws: ArithmeticError.divisionByZero) { try interval("1", "2").divided(by: across) }
    #expect(throws: ArithmeticError.divisionByZero) { try interval("1", "2").divided(by: interval("0", "1")) }
    #expect(interval("1", "4").extreme(interval("2", "3"), isGreatest: true) == interval("2", "4"))
    #expect(interval("1", "4").extreme(interval("2", "3"), isGreatest: false) == interval("1", "3"))
  }
}
