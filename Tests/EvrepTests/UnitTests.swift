import Evrep
import EvrepSource
import EvrepTestSupport
import Testing

/// Every measure word, scale and Latin unit in prose: what it prints, and what is refused.
@Suite struct UnitTests {
  /// A unit as the prose spells it, and one that measures something else.
  struct Row: Sendable, CustomTestStringConvertible {
    let unit: String
    let other: String
    var testDescription: String { unit }
  }

  static let chinese = [
    "所", "人", "名", "位", "个", "处", "条", "项", "场", "支", "台件套", "间", "册", "元", "角", "平方米", "亩", "公里", "吨", "度", "小时", "天",
    "年", "升", "克", "毫克", "毫米", "千瓦时", "千瓦", "吨标准煤", "吨二氧化碳当量", "元/人", "平方米/生", "间/百生", "元/平方米",
  ].map { Row(unit: $0, other: $0 == "册" ? "间" : "册") }

  static let ratios = ["%", "‰", "成", "倍", "人/百生"].map { Row(unit: $0, other: "册") }

  static let english = [
    "pupils", "people", "students", "teachers", "children", "schools", "kindergartens", "problems", "rooms", "classes",
    "items", "households", "yuan", "pounds", "dollars", "euros", "metres", "kilometres", "square metres", "hectares",
    "mu", "km", "kg",
    "miles", "feet", "acres", "litres", "grams", "kt", "mg", "kWh", "GW", "tCO2e", "tonnes CO2e", "tonnes", "kilograms",
    "hours", "minutes", "days", "weeks", "years", "months",
  ].map { Row(unit: $0, other: $0 == "books" ? "rooms" : "books") }

  private func report(_ value: String, _ prose: String, language: String = "zh") -> Compilation {
    Case("---\nlanguage \(language)\nlet x = \(value)\n---\n\(prose)\n").compile()
  }

  /// The source with the first fix-it applied.
  private func mended(_ source: String) -> String? {
    let compilation = Case(source).compile()
    guard let fix = compilation.diagnostics.flatMap(\.fixIts).first else { return nil }
    var bytes = Array(source.utf8)
    bytes.replaceSubrange(fix.place.range, with: Array(fix.replacement.utf8))
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(arguments: chinese + ratios) func aUnitPrintsWhatTheProseStates(row: Row) {
    let compilation = report("12 \(row.unit)", "共{x}\(row.unit)，**{x}**\(row.unit)。")
    #expect(compilation.messages() == "")
    #expect(compilation.markdownText == "共12\(row.unit)，**12**\(row.unit)。\n")
  }

  @Test(arguments: chinese, ["十", "百", "千", "万", "亿", "百万"]) func aScaleStandsBeforeAnyUnit(row: Row, scale: String) {
    let compilation = report("1500000 \(row.unit)", "共{x: .9}\(scale)\(row.unit)。")
    #expect(compilation.messages() == "")
    let scales = ["十": "150000", "百": "15000", "千": "1500", "万": "150", "亿": "0.015", "百万": "1.5"]
    let digits = (scales[scale] ?? "") + (scale == "亿" ? "000000" : scale == "百万" ? "00000000" : ".000000000")
    #expect(compilation.markdownText == "共\(digits)\(scale)\(row.unit)。\n")
  }

  @Test(arguments: chinese + ratios) func aMissingUnitIsAnErrorThatIsMended(row: Row) throws {
    let source = "---\nlet x = 12 \(row.unit)\n---\n共{x}。\n"
    #expect(Case(source).compile().codes == [.unitMissing])
    #expect(Case(try #require(mended(source))).compile().codes == [])
  }

  @Test(arguments: chinese + ratios) func aWrongUnitIsAnErrorThatIsMended(row: Row) throws {
    let source = "---\nlet x = 12 \(row.unit)\n---\n共{x}\(row.other)。\n"
    #expect(Case(source).compile().codes == [.unitContradicts])
    #expect(Case(try #require(mended(source))).compile().codes == [])
  }

  @Test(arguments: chinese + ratios) func aDoubledUnitIsAnErrorThatIsMended(row: Row) throws {
    let source = "---\nlet x = 12 \(row.unit)\n---\n共{x}\(row.unit)\(row.unit)。\n"
    #expect(Case(source).compile().codes == [.unitDoubled])
    #expect(try #require(mended(source)).hasSuffix("共{x}\(row.unit)。\n"))
  }

  @Test(arguments: english) func anEnglishUnitHasItsPlural(row: Row) throws {
    let compilation = report("1234 \(row.unit)", "We have {x} \(row.unit), {x / 1234} \(row.unit).", language: "en")
    #expect(compilation.messages() == "")
    #expect(compilation.markdownText.hasPrefix("We have 1,234 \(row.unit), 1 "))
    let isInvariable = ["yuan", "mu", "km", "kg", "kt", "mg", "kWh", "GW", "tCO2e"].contains(row.unit)
    #expect(compilation.markdownText.contains(", 1 \(row.unit).") == isInvariable)
    let header = "---\nlanguage en\nlet x = 12 \(row.unit)\n---\n"
    #expect(Case(header + "{x}.\n").compile().codes == [.unitMissing])
    #expect(Case(header + "{x} \(row.other).\n").compile().codes == [.unitContradicts])
    #expect(Case(header + "{x} \(row.unit) \(row.unit).\n").compile().codes == [.unitDoubled])
    for (wrong, isMended) in [
      ("{x}.\n", true), ("{x} \(row.other).\n", true), ("{x} \(row.unit) \(row.unit).\n", true),
    ] {
      #expect((try Case(#require(mended(header + wrong))).compile().codes == []) == isMended)
    }
  }

  @Test(arguments: ["所", "人", "元", "平方米"]) func aScaleWithoutAUnitIsAWarning(unit: String) throws {
    let source = "---\nlet x = 35000 \(unit)\n---\n在园幼儿{x}万。\n"
    #expect(Case(source).compile().codes == [.scaleWithoutUnit])
    #expect(Case(try #require(mended(source))).compile().markdownText == "在园幼儿3.5万\(unit)。\n")
  }

  @Test(arguments: ["个个体户", "项项目", "所所属学校", "条条款"]) func aMeasureWordMayStandBeforeItself(text: String) {
    let unit = String(text.prefix(1))
    #expect(report("3 \(unit)", "共{x}\(text)。").markdownText == "共3\(text)。\n")
  }

  @Test func someUnitsMeasureTheSame() {
    #expect(report("3 人", "{x}名、{x}位、{x}生").markdownText == "3名、3位、3生\n")
    #expect(report("3 人 + 2 名", "{x}人").markdownText == "5人\n")
    #expect(Case("---\nlet x = 3 人 + 2 所\n---\n{x}人\n").compile().codes == [.dimensionMismatch])
  }

  /// Sizes as the International System of Units, and for miles, feet, acres and pounds the yard and pound of 1959, have them.
  @Test(arguments: [
    ("3.5 GWh", "{x} MWh, {x: .0} kWh, {x: .1} TJ", "3,500 MWh, 3,500,000 kWh, 12.6 TJ"),
    ("2 Mt", "{x} kt, {x} tonnes, {x} kg", "2,000 kt, 2,000,000 tonnes, 2,000,000,000 kg"),
    ("1 mile", "{x} km, {x: .3} metres, {x} feet", "1.61 km, 1,609.344 metres, 5,280 feet"),
    ("1 acre", "{x: .4} m², {x} square feet", "4,046.8564 m², 43,560 square feet"),
    ("1 lb", "{x: .5} kg, {x: .2} g", "0.45359 kg, 453.59 g"),
    ("2.5 megalitres", "{x} litres, {x} m³", "2,500,000 litres, 2,500 m³"),
    ("5 mg", "{x: .3} g, {x} µg", "0.005 g, 5,000 µg"),
    (
      "1.2 ktCO2e", "{x} tonnes CO2e, {x} tonnes of CO2e, {x} tCO₂e",
      "1,200 tonnes CO2e, 1,200 tonnes of CO2e, 1,200 tCO₂e"
    ),
    ("2 GW", "{x} MW, {x} kW", "2,000 MW, 2,000,000 kW"),
  ])
  func measuresAreConverted(value: String, prose: String, text: String) {
    let compilation = report(value, prose, language: "en")
    #expect(compilation.messages() == "")
    #expect(compilation.markdownText == text + "\n")
  }

  /// A type may have its scale in English words before its unit.
  @Test func aTypeMayBeScaledInWords() {
    let source = """
      ---
      language en
      unit unit
      data t from "t.csv" {
        k     text             key
        pop   thousand people
        cost  million units?   private
        fuel  million litres   from "Fuel (million L)"
        n     thousand
      }
      ---
      {sum(t.pop)} people, {sum(t.fuel)} litres, {sum(t.n)}.

      """
    let found = Case(source, ["t.csv": "k,pop,cost,Fuel (million L),n\na,1.5,2,3.2,4\n"]).compile()
    #expect(found.codes.allSatisfy { $0.severity == .warning }, "\(found.messages())")
    #expect(found.markdownText == "1,500 people, 3,200,000 litres, 4,000.\n")
  }

  @Test func aUnitThatIsKnownIsDeclaredInVain() {
    let compilation = Case("---\nlanguage en\nunit mile\nlet x = 3 miles\n---\n{x} miles\n").compile()
    #expect(compilation.codes == [.duplicateName])
    #expect(
      mended("---\nlanguage en\nunit mile\nlet x = 3 miles\n---\n{x} miles\n")
        == "---\nlanguage en\nlet x = 3 miles\n---\n{x} miles\n")
  }

  @Test func aRatioPrintsAsTheProseAsks() {
    let text = "{x}%、{x}‰、{x}成、{x}倍、{x: 1:n}、{x}人/百生"
    #expect(report("12 人 / 48 人", text).markdownText == "25%、250‰、2.5成、0.25倍、1:4、25人/百生\n")
    #expect(report("48 人 / 12 人", "{x}倍").markdownText == "4倍\n")
    #expect(report("21 间 / 500 人", "{x}间/百生").markdownText == "4.2间/百生\n")
  }
}
