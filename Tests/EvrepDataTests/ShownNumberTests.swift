import EvrepModel
import EvrepSource
import EvrepUnits
import Testing

@testable import EvrepData

@Suite struct ShownNumberTests {
  /// `prefix|suffix|shift` of each section that shows digits.
  private func sections(_ code: String) -> [String]? {
    ShownNumber(code: code)?.sections.map { "\($0.prefix)|\($0.suffix)|\($0.shift)" }
  }

  @Test(arguments: [
    "General", "0", "#,##0", "#,##0.00", "0_ ", "0.00_);[Red]\\(0.00\\)", "# ?/?", "0.00E+00", "#\\ ##0",
    "[Blue]0;[Red]-0",
    "_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", "000000", "@", "0.00%", ";;;",
  ]) func digitsAloneShowNothingElse(code: String) { #expect(sections(code) == nil) }

  @Test(arguments: [
    ("[$£-809]#,##0", ["£||0"]), ("\"£\"0.0\" million\"", ["£|million|0"]), ("0\"人\"", ["|人|0"]),
    ("#,##0\"万元\";-#,##0\"万元\"", ["|万元|0", "|万元|0"]), ("$#,##0", ["$||0"]), ("#,##0\\ [$€-407]", ["|€|0"]),
    ("_-\"£\"* #,##0_-;-\"£\"* #,##0_-;_-\"£\"* \"-\"??_-;_-@_-", ["£||0", "£||0"]), ("General\"人\"", ["|人|0"]),
    ("0.0,", ["||3"]), ("#,##0,", ["||3"]), ("0,.0", ["||3"]), ("\"£\"0.0,,\"m\"", ["£|m|6"]),
    ("0\\.0,\"万\"", ["|万|4"]),
    ("0\".\"0000", ["||4"]), ("0!.0,\"万\"", ["|万|4"]), ("[<=-100000000]-0!.00,,\"亿元\";0!;", ["|亿元|8", "|;|0"]),
    ("[>=10000]0\\.0,\"万\";0", ["|万|4", "||0"]), ("0元", ["|元|0"]), ("[$-804]0\"%\"", ["|%|0"]),
  ]) func textsAndScalesAreTakenApart(code: String, expected: [String]) { #expect(sections(code) == expected) }

  @Test(arguments: [
    "\"", "\\", "[", "[$", "0\\", "0\"", "_", "*", "0,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,", ";;;;;;;", "G",
    "0E+",
  ])
  func noCodeTraps(code: String) { _ = ShownNumber(code: code) }
}

@Suite struct FormatReadingTests {
  private static let units: UnitRegistry = {
    var units = UnitRegistry()
    for name in ["人", "元", "£"] { _ = units.declare(name, as: .newDimension) }
    for (name, number) in [
      ("万", 10_000), ("million", 1_000_000), ("thousand", 1000), ("¤m", 1_000_000), ("¤000", 1000),
    ] {
      _ = units.declare(name, as: .multiple(Number(number), of: .number))
    }
    return units
  }()

  private func reading(_ code: String, _ unit: String?, header: String = "x", title: String? = nil) -> FormatReading? {
    guard let shown = ShownNumber(code: code) else { return nil }
    var stated = TitleUnits()
    let fixture = Fixture("x", .quantity(unit.flatMap { Self.units.unit(named: $0) } ?? .number))
    if let title { stated.note(title, at: fixture.schema.pathPlace, Self.units) }
    guard let field = fixture.schema.fields.first else { return nil }
    return FormatReading(shown, field, header: header, title: stated, Self.units)
  }

  @Test func aUnitThatAgreesIsSilent() {
    #expect(reading("[$£-809]#,##0", "£") == .divided(0))
    #expect(reading("#,##0\"万元\"", "万元") == .divided(0))
    #expect(reading("0\"人\"", "人") == .divided(0))
    #expect(reading("\"约\"0", "人") == .divided(0))
  }

  @Test func anotherUnitContradicts() {
    #expect(reading("[$£-809]#,##0", "元") == Self.units.unit(named: "£").map { .contradicts($0) })
    #expect(reading("#,##0\"万元\"", "元") == Self.units.unit(named: "万元").map { .contradicts($0) })
    #expect(reading("0\"人\"", nil) == Self.units.unit(named: "人").map { .contradicts($0) })
    #expect(reading("[$zł-415]0", "元") == .unread("zł"))
  }

  @Test func aScaleIsReadAsStoredOrAsShown() {
    #expect(reading("\"£\"0.0,,\"m\"", "£") == .divided(0))
    #expect(reading("\"£\"0.0,,\"m\"", "£m") == .divided(6))
    #expect(reading("0\\.0,\"万\"", "人") == .divided(0))
    #expect(reading("0\\.0,\"万\"", "万人") == .divided(4))
    #expect(reading("0\\.0,\"万元\"", "元") == .divided(0))
    #expect(reading("0.0,\"k\"", nil) == .divided(0))
    #expect(reading("0.0,,\"M\"", "人") == .divided(0))
  }

  @Test func aScaleWithoutAUnitNeedsOneAbove() {
    #expect(reading("0.0,", "£") == .unstated(3))
    #expect(reading("0.0,", "£000", header: "x (£000)") == .divided(3))
    #expect(reading("0\\.0,", "万元", title: "单位：万元") == .divided(4))
    #expect(reading("0.0,", "万元", header: "x（万元）") == .unstated(3))
    #expect(reading("\"£\"#,##0,", "£000", header: "x (£000)") == .divided(3))
  }

  @Test func aCurrencySignBelowAScaledHeaderIsItsSign() {
    #expect(reading("\"£\"0.0", "£m", header: "x (£m)") == .divided(0))
    #expect(reading("\"£\"0.0", "£m")?.shift == nil)
  }

  @Test func whatDependsOnTheNumberIsReported() {
    #expect(reading("[>=10000]0\\.0,\"万\";0", "人") == .divided(0))
    #expect(reading("[>=10000]0\\.0,\"万\";0", "万人") == .varies)
  }
}
