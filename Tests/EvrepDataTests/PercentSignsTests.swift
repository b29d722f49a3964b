import EvrepModel
import EvrepSource
import EvrepUnits
import Testing

@testable import EvrepData

@Suite struct PercentSignsTests {
  private func load(_ cells: [String], header: String = "率") -> Loaded {
    var units = UnitRegistry()
    _ = units.declare(
      "%", as: .multiple(Number(mantissa: 1, decimals: 2), of: Unit(name: "倍", kind: .ratio, factor: .one)))
    var fixture = Fixture("率", .quantity(units.unit(named: "%") ?? .number))
    fixture.units = units
    return fixture.load(([header] + cells).joined(separator: "\n") + "\n")
  }

  @Test func aFractionBesideASignIsAnError() {
    let loaded = load(["98.5%", "97", "0.985"])
    #expect(loaded.codes == [.mixedPercent])
    #expect(loaded.marked == ["0.985"])
    #expect(loaded.text(loaded.diagnostics.first?.labels.first?.place) == "98.5%")
    #expect(load(["９８．５％", "1"]).codes == [.mixedPercent])
  }

  @Test(arguments: [["98.5%", "97"], ["0.5%", "0.4"], ["98.5%", "0"], ["0.03", "0.02"], ["98", "0.5"], ["0.9"]])
  func otherColumnsAreGood(cells: [String]) { #expect(load(cells).diagnostics.isEmpty) }

  @Test func fractionsAloneAreWarnedOfUnlessTheHeaderSaysPercent() {
    #expect(load(["0", "0.985", "1"]).codes == [.onlyFractions])
    #expect(load(["0.8", "0.9"], header: "率（%）").diagnostics.isEmpty)
    // All near one: the exact texts of 98.5 % and 90 % in a spreadsheet.
    #expect(load(["0.985", "0.9"], header: "率（%）").codes == [.onlyFractions])
  }
}
