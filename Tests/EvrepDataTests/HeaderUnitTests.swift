import EvrepModel
import EvrepSource
import EvrepUnits
import Testing

@testable import EvrepData

@Suite struct HeaderUnitTests {
  private static let units: UnitRegistry = {
    var units = UnitRegistry()
    _ = units.declare("元", as: .newDimension)
    _ = units.declare("万", as: .multiple(Number(10_000), of: .number))
    _ = units.declare(
      "%", as: .multiple(Number(mantissa: 1, decimals: 2), of: Unit(name: "倍", kind: .ratio, factor: .one)))
    return units
  }()

  private func load(_ header: String, _ type: Type? = nil, cells: String = "1\n") -> Loaded {
    let unit = Self.units.unit(named: "万元") ?? .number
    var fixture = Fixture("支出", type ?? .quantity(unit))
    fixture.units = Self.units
    return fixture.load(header + "\n" + cells)
  }

  @Test(arguments: ["支出（万元）", "支出(万元)", "支出 [万元]", "支出（单位：万元）", "支出【万元】", "支出（万）", "支出"])
  func aHeaderMayStateTheFieldsUnit(header: String) {
    #expect(load(header).diagnostics.isEmpty)
    #expect(load(header).numbers() == [number("10000")])
  }

  @Test(arguments: ["支出（元）", "支出（%）", "支出（％）"]) func anotherUnitIsAnError(header: String) {
    let loaded = load(header)
    #expect(loaded.codes == [.headerUnit])
    #expect(loaded.marked == [header])
    #expect(loaded.diagnostics.first?.labels.first?.place == Fixture("支出", .text).schema.fields.first?.place)
  }

  @Test func theColumnInTheFieldsOwnUnitComesFirst() {
    #expect(load("支出（元）,支出（万元）", cells: "1,2\n").numbers() == [number("20000")])
    #expect(load("支出（元）,支出", cells: "1,2\n").numbers() == [number("20000")])
    #expect(load("支出（万元）,支出(万元)", cells: "1,2\n").codes == [.duplicateColumn])
  }

  @Test(arguments: ["支出（决算）", "支出（）", "（万元）", "支出（万元）x", "支出万元）"]) func otherBracketsArePartOfTheName(header: String) {
    #expect(load(header).codes == [.columnMissing])
  }

  @Test func textsHaveNoUnit() {
    #expect(load("支出（万元）", .text).codes == [.columnMissing])
    #expect(load("支出（万元）", .number).codes == [.headerUnit])
  }
}
