import EvrepModel
import EvrepSource
import EvrepUnits
import Testing

@testable import EvrepData

@Suite struct QuantityTests {
  private func load(_ cells: [String], unit: Unit = persons) -> Loaded {
    var fixture = Fixture("a", .optional(.quantity(unit)))
    return fixture.load("a\n" + cells.map { "\"\($0)\"\n" }.joined())
  }

  @Test(arguments: [
    ("0", "0"), ("-12.50", "-12.5"), ("+7", "7"), (" 3 ", "3"), ("007", "7"), ("-0", "0"), ("1,234", "1234"),
    ("12,345,678.90", "12345678.9"), ("-1,000", "-1000"), ("１２．５", "12.5"), ("－３", "-3"), ("１，２３４", "1234"),
    ("\u{3000}5\u{A0}", "5"), ("0.000000000000000001", "0.000000000000000001"),
    ("1234567890123456789", "1234567890123456789"),
    ("9223372036854775807", "9223372036854775807"), ("-9223372036854775808", "-9223372036854775808"),
    ("123456789012345678901234567890.5", "123456789012345678901234567890.5"), ("1.50000000000000000000000", "1.5"),
    ("0.0000000000000000000001", "0.0000000000000000000001"),
  ])
  func decimalsAreReadExactly(cell: String, value: String) {
    let loaded = load([cell])
    #expect(loaded.diagnostics.isEmpty)
    #expect(loaded.numbers() == [number(value)])
  }

  @Test(arguments: [
    "x", "1.", ".5", "-", "+", "--1", "1e3", "1 2", "12,34", "1,2345", ",123", "1,234,", "1234,567", "1.234,5", "1.2.3",
    "12人", "12万", "(12)", "¥12", "5%", "0x10", "一", "１２３a", "∞", "NaN", "1_000", "1'000", "²", "-+1", "1-", "1,,234",
  ])
  func anythingElseIsBad(cell: String) {
    let loaded = load([cell])
    #expect(loaded.codes == [.badCell])
    #expect(loaded.marked == [cell])
    #expect(loaded.message == "‘\(cell)’ is not a number in ‘人’")
  }

  @Test func tooManyDigitsAreBad() {
    #expect(load([String(repeating: "9", count: 400)]).diagnostics.isEmpty)
    for cell in [String(repeating: "9", count: 401), "0." + String(repeating: "9", count: 401)] {
      #expect(load([cell]).codes == [.badCell])
    }
    #expect(load([String(repeating: "0", count: 1_000) + "7"]).numbers() == [number("7")])
    #expect(load([String(repeating: "9", count: 100_000)]).codes == [.badCell])
  }

  @Test func aPercentSignIsReadWhereTheFieldIsInPercent() {
    #expect(
      load(["12.5", "12.5%", "12.5％", " 8% "], unit: percent).numbers()?.compactMap(\.self)
        == [number("0.125"), number("0.125"), number("0.125"), number("0.08")])
    #expect(load(["5%%"], unit: percent).codes == [.badCell])
    #expect(load(["%"], unit: percent).codes == [.badCell])
    #expect(load(["5 %"], unit: percent).codes == [.badCell])
    let fold = Unit(name: "倍", kind: .ratio, factor: .one)
    #expect(load(["5%"], unit: fold).codes == [.badCell])
    let points = Unit(name: "%", kind: .points, factor: Number(mantissa: 1, decimals: 2))
    #expect(load(["5%"], unit: points).codes == [.badCell])
  }

  @Test func aColumnHasOneScaleThatRisesWithItsFractions() throws {
    let loaded = load(["1", "", "2.5", "-0.125", "3.1000", "4"], unit: tenThousandYuan)
    guard case .decimals(let mantissas, let unit) = try #require(loaded.table).columns[0] else {
      Issue.record("not decimals")
      return
    }
    #expect(mantissas == [1000, Column.missingDecimal, 2500, -125, 3100, 4000])
    #expect(unit == number("10"))
    #expect(loaded.numbers()?[3] == number("-1250"))
  }

  @Test func whatFitsNoCommonScaleIsHeldNumberByNumber() throws {
    let cells = ["9223372036854775807", "", "0.1", "2"]
    let loaded = load(cells, unit: tenThousandYuan)
    guard case .numbers = try #require(loaded.table).columns[0] else {
      Issue.record("not numbers")
      return
    }
    #expect(loaded.numbers() == [number("92233720368547758070000"), nil, number("1000"), number("20000")])
    let reversed = load(cells.reversed(), unit: tenThousandYuan)
    #expect(reversed.numbers() == loaded.numbers()?.reversed())
  }

  @Test func theMarkOfAMissingCellIsNoNumber() {
    // 10 × -922337203685477580.8 would be the mark itself.
    let loaded = load(["-922337203685477580.8", "-9223372036854775808", "0.1"])
    #expect(
      loaded.numbers() == [number("-922337203685477580.8"), number("-9223372036854775808"), number("0.1")])
  }

  @Test func aNumberWithoutAUnitIsItself() {
    var fixture = Fixture("a", .number)
    #expect(fixture.load("a\n2.50\n").numbers() == [number("2.5")])
    #expect(fixture.load("a\nx\n").message == "‘x’ is not a number")
  }
}
