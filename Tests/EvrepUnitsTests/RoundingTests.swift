import EvrepUnits
import Testing

@Suite struct RoundingTests {
  @Test(arguments: [
    ("2.345", 2, "2.35", "2.34", "2.34", "2.35"), ("-2.345", 2, "-2.35", "-2.34", "-2.35", "-2.34"),
    ("2.5", 0, "3", "2", "2", "3"), ("3.5", 0, "4", "4", "3", "4"), ("0.005", 2, "0.01", "0.00", "0.00", "0.01"),
    ("-0.004", 2, "0.00", "0.00", "-0.01", "0.00"), ("7", 3, "7.000", "7.000", "7.000", "7.000"),
    (
      "99999999999999999999.95", 1, "100000000000000000000.0", "100000000000000000000.0", "99999999999999999999.9",
      "100000000000000000000.0"
    ),
  ])
  func everyRule(text: String, decimals: Int, up: String, even: String, floor: String, ceiling: String) throws {
    let number = try #require(Number(decimal: text))
    #expect(number.formatted(decimals: decimals) == up)
    #expect(number.formatted(decimals: decimals, rule: .halfEven) == even)
    #expect(number.formatted(decimals: decimals, rule: .down) == floor)
    #expect(number.formatted(decimals: decimals, rule: .up) == ceiling)
    #expect(number.rounded(decimals: decimals) == Number(decimal: up))
  }

  @Test(arguments: [("3", 0), ("3.50", 1), ("0.125", 3), ("-0.000001", 6)])
  func decimalsNeeded(text: String, decimals: Int) throws {
    let number = try #require(Number(decimal: text))
    #expect(number.decimalsNeeded(limit: 6) == decimals)
    #expect(decimals == 0 || number.decimalsNeeded(limit: decimals - 1) == nil)
  }

  @Test func negativeDecimalsRoundToTens() {
    #expect(Number(1250).rounded(decimals: -2) == Number(1300))
    #expect(Number(-1249).rounded(decimals: -2) == Number(-1200))
  }

  @Test func orderIsThatOfTheValues() throws {
    let values = ["-3", "-2.5", "0", "0.3333", "1", "99999999999999999999", "100000000000000000000.5"].compactMap {
      Number(decimal: $0)
    }
    #expect(values.count == 7)
    #expect(values.reversed().sorted() == values)
    #expect(try Number(1).divided(by: Number(3)) > values[3])
    #expect(values.map(\.signum) == [-1, -1, 0, 1, 1, 1, 1])
    #expect(Number(42).integer == 42 && values[1].integer == nil)
    #expect(values[1].magnitude == Number(decimal: "2.5") && values[1].negated == Number(decimal: "2.5"))
  }
}
