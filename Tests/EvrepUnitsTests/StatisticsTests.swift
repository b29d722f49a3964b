import EvrepUnits
import Testing

@Suite struct StatisticsTests {
  private func numbers(_ values: [Int]) -> [Number] { values.map { Number($0) } }

  /// The coefficient to `decimals` decimals.
  private func variation(_ resources: [Int], _ heads: [Int], decimals: Int) throws -> String? {
    try Number.weightedVariation(resources: numbers(resources), heads: numbers(heads))?.formatted(decimals: decimals)
  }

  @Test func theWeightedVariationIsThatOfTheDefinition() throws {
    // Per head 2 and 4, half of the heads each: mean 3, deviation 1.
    #expect(try variation([20, 40], [10, 10], decimals: 12) == "0.333333333333")
    // Per head 1 for 30 heads and 5 for 10: mean 2, variance 0.75·1 + 0.25·9 = 3, so √3 / 2.
    #expect(try variation([30, 50], [30, 10], decimals: 12) == "0.866025403784")
    // Per head 1, 2, 3 for 1, 2, 3 heads: mean 14/6, variance (1·16 + 2·1 + 3·4)/9/6 = 5/9, so √5/3 / (7/3) = √5/7.
    #expect(try variation([1, 4, 9], [1, 2, 3], decimals: 12) == "0.319438282500")
  }

  @Test func anEvenSpreadIsExactlyZero() throws {
    #expect(try variation([7, 14, 21], [1, 2, 3], decimals: 12) == "0.000000000000")
    #expect(try Number.weightedVariation(resources: numbers([1, 2, 3]), heads: numbers([3, 6, 9])) == .zero)
    #expect(try Number.weightedVariation(resources: numbers([5]), heads: numbers([3])) == .zero)
  }

  @Test func whatHasNoVariationHasNone() throws {
    #expect(try variation([], [], decimals: 1) == nil)
    #expect(try variation([1], [0], decimals: 1) == nil)
    #expect(try variation([1, 2], [1, -1], decimals: 1) == nil)
    #expect(try variation([0, 0], [1, 1], decimals: 1) == nil)
    #expect(try variation([1, 2], [1], decimals: 1) == nil)
  }

  @Test func fractionsAndLargeTablesStayExactEnough() throws {
    // Scaling every resource, or every head, changes nothing; 400 rows of primes outgrow machine words.
    let heads = (1...400).map { Number($0 * 7919 % 997 + 1) }
    let resources = (1...400).map { Number(mantissa: Int64($0 * 104_729 % 8_191 + 1), decimals: 2) }
    let plain = try Number.weightedVariation(resources: resources, heads: heads)
    let scale = try Number(1).divided(by: Number(3))
    let scaled = try Number.weightedVariation(
      resources: resources.map { number throws(ArithmeticError) in try number.multiplied(by: scale) }, heads: heads)
    #expect(plain == scaled)
    #expect(plain != nil)
  }
}
