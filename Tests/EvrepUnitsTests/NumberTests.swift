import EvrepUnits
import Testing

@Suite struct NumberTests {
  private func number(_ text: String) -> Number { Number(decimal: text) ?? .zero }

  @Test func decimalsAreExactWhereBinaryFloatingPointFails() {
    #expect(number("2.25").formatted(decimals: 1) == "2.3")
    #expect(number("0.285").formatted(decimals: 2) == "0.29")
    #expect(number("0.285").formatted(decimals: 2, rule: .halfEven) == "0.28")
  }

  @Test func aQuotientIsExact() throws {
    let third = try Number(1).divided(by: Number(3))
    #expect(try third.multiplied(by: Number(3)) == .one)
    #expect(third.decimalsNeeded(limit: 18) == nil)
  }

  @Test func aHalfGoesAwayFromZeroAndNeverPrintsMinusZero() {
    #expect(number("-2.5").formatted(decimals: 0) == "-3")
    #expect(number("-0.04").formatted(decimals: 1) == "0.0")
    #expect(number("-2.5").formatted(decimals: 0, rule: .down) == "-3")
    #expect(number("-2.5").formatted(decimals: 0, rule: .up) == "-2")
    #expect(number("2.5").formatted(decimals: 0, rule: .up) == "3")
  }

  @Test func whatOutgrowsAMachineWordGoesOnExactly() throws {
    var product = Number.one
    for factor in 1...40 { product = try product.multiplied(by: Number(factor)) }
    for factor in 1...40 { product = try product.divided(by: Number(factor)) }
    #expect(product == .one)
    #expect(try Number(Int.min).negated.subtracting(Number(Int.max)) == .one)
  }

  @Test func overflowIsAnErrorAndNeverATrap() throws {
    var number = Number(7)
    #expect(throws: ArithmeticError.overflow) {
      for _ in 0..<20 { number = try number.multiplied(by: number) }
    }
    #expect(throws: ArithmeticError.divisionByZero) { try Number.one.divided(by: .zero) }
  }

  @Test(arguments: ["", "-", "1.", ".", "1e3", "1,000", "１", " 1", "--1"])
  func onlyPlainDecimalsAreRead(text: String) { #expect(Number(decimal: text) == nil) }
}
