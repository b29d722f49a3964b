import EvrepModel
import EvrepSource
import EvrepUnits
import Testing

@testable import EvrepData

@Suite struct TitleUnitsTests {
  private static let units: UnitRegistry = {
    var units = UnitRegistry()
    for name in ["元", "£", "人"] { _ = units.declare(name, as: .newDimension) }
    _ = units.declare("万", as: .multiple(Number(10_000), of: .number))
    for name in ["million", "¤m"] { _ = units.declare(name, as: .multiple(Number(1_000_000), of: .number)) }
    return units
  }()

  private static let binding: Binding = {
    var binding = Binding()
    binding.headerRows = .init(3...3, at: Place(FileID(0), 0..<0))
    return binding
  }()

  /// Loads two rows above a header, under which 支出 is in `unit`.
  private func load(_ title: String, _ unit: String = "万元", header: String = "支出") -> Loaded {
    var fixture = Fixture("支出", .quantity(Self.units.unit(named: unit) ?? .number))
    fixture.units = Self.units
    fixture.bind(Self.binding)
    return fixture.load("统计表\n\(title)\n\(header)\n1\n")
  }

  @Test(arguments: [
    "单位：元", "（单位：元）", "单位: 元", "单位：人、元", "计量单位：元/人、元", "Unit: 元", "Units: 人; 元",
    "编制单位：教育局  单位：元", "表1 经费支出情况（元）", "Spending (元)", "Figures in 元", "(amounts in 元)",
  ])
  func anotherUnitAboveTheHeadersIsAnError(title: String) {
    let loaded = load(title)
    #expect(loaded.codes == [.headerUnit])
    #expect(loaded.marked == [title])
  }

  @Test(arguments: [
    "单位：万元", "单位：人", "单位：元、万元", "填报单位：教育局", "单位", "2023年", "单位：",
    "经费支出（2023年）", "经费（万元）", "Figures in the annex", "Spending (revised)",
  ])
  func theSameUnitAnotherDimensionAndOtherTextsAreGood(title: String) {
    #expect(load(title).diagnostics.isEmpty)
  }

  @Test func theHeadersOwnUnitIsBelievedFirst() {
    #expect(load("单位：元", header: "支出（万元）").diagnostics.isEmpty)
    #expect(load("单位：万元", header: "支出（元）").marked == ["支出（元）"])
  }

  @Test(arguments: ["Unit: £m", "Units: £ million", "units: ￡m"]) func moneyMayHaveItsScaleBehindTheSign(title: String)
  {
    #expect(load(title, "£").codes == [.headerUnit])
    #expect(load(title, "million £").diagnostics.isEmpty)
  }

  /// A sheet with a title, 单位：元, the headers in row 3, and a row of totals.
  private func sheet(_ fields: [(name: String, type: Type, isKey: Bool)], headerRow: Int) throws -> Loaded {
    var fixture = Fixture(fields)
    fixture.units = Self.units
    let bound = fixture.bound { binding, place in binding.headerRows = .init(headerRow...headerRow, at: place) }
    fixture = bound
    return try fixture.load(stored: "openpyxl-titled.xlsx")
  }

  @Test func aTitleThatFitsNoFieldIsOneMistake() {
    let type = Type.quantity(Self.units.unit(named: "万元") ?? .number)
    var fixture = Fixture([("支出", type, false), ("收入", type, false)]).bound { $0.headerRows = .init(2...2, at: $1) }
    fixture.units = Self.units
    let loaded = fixture.load("单位：元,\n支出,收入\n1,x\n")
    #expect(loaded.codes == [.headerUnit, .badCell])
    #expect(loaded.diagnostics.first?.labels.count == 2)
  }

  @Test func aSheetStatesThemToo() throws {
    let type = Type.quantity(Self.units.unit(named: "万元") ?? .number)
    let loaded = try sheet([("支出", type, false)], headerRow: 3)
    #expect(loaded.codes == [.headerUnit])
    #expect(loaded.addresses == ["经费!C2=单位：元"])
    let elsewhere = try sheet([("支出", type, false), ("占比", .number, false)], headerRow: 1)
    #expect(elsewhere.codes == [.columnMissing])
    #expect(elsewhere.notes.first?.contains("header row 3") == true)
  }

  @Test func aSheetsPercentFormatsCountAsSigns() throws {
    let loaded = try sheet([("占比", .quantity(percent), false)], headerRow: 3)
    #expect(loaded.addresses == ["经费!B5=0.962", "经费!B6="])
    let years = try sheet(
      [("年度", .optional(.text), false), ("占比", .optional(.quantity(percent)), false)], headerRow: 3)
    #expect(years.codes == [.mixedPercent])
    #expect(years.addresses == ["经费!B5=0.962"])
  }

  @Test func aSheetsTotalsAreNoData() throws {
    let loaded = try sheet([("年度", .year, true), ("支出", .number, false)], headerRow: 3)
    #expect(loaded.codes == [.rowIsNoData])
    #expect(loaded.addresses == ["经费!A6=合计"])
  }
}
