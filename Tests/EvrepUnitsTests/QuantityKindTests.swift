import EvrepUnits
import Testing

@Suite struct QuantityKindTests {
  private static let money = QuantityKind.dimension(Dimension(base: 0))
  private static let people = QuantityKind.dimension(Dimension(base: 1))
  private static let perHead = QuantityKind.product(money, people, inverse: true) ?? .number

  static let sums: [(QuantityKind, QuantityKind, QuantityKind?, QuantityKind?)] = [
    (.ratio, .ratio, .ratio, .points), (.ratio, .points, .ratio, .ratio), (.points, .ratio, .ratio, nil),
    (.points, .points, .points, .points), (.number, .number, .number, .number), (.ratio, .number, .ratio, .ratio),
    (.number, .ratio, .ratio, .ratio), (.number, .points, nil, nil), (.points, .number, nil, nil),
    (money, money, money, money),
    (money, people, nil, nil), (money, .number, nil, nil), (.ratio, money, nil, nil),
  ]

  @Test(arguments: sums)
  func sumsAndDifferences(left: QuantityKind, right: QuantityKind, sum: QuantityKind?, difference: QuantityKind?) {
    #expect(QuantityKind.sum(left, right, adding: true) == sum)
    #expect(QuantityKind.sum(left, right, adding: false) == difference)
  }

  static let products: [(QuantityKind, QuantityKind, QuantityKind?, QuantityKind?)] = [
    (.number, .number, .number, .number), (.ratio, .ratio, .ratio, .ratio), (money, .number, money, money),
    (money, .ratio, money, money), (.points, .ratio, .points, nil), (.points, .points, nil, .ratio),
    (.points, money, nil, nil),
    (money, .points, nil, nil), (.points, .number, .points, .points), (.number, .points, .points, nil),
    (.number, .ratio, .ratio, .ratio), (perHead, people, money, nil), (.ratio, money, money, nil),
  ]

  @Test(arguments: products)
  func productsAndQuotients(left: QuantityKind, right: QuantityKind, product: QuantityKind?, quotient: QuantityKind?) {
    #expect(QuantityKind.product(left, right, inverse: false) == product)
    // Quotients of dimensions are looked at below.
    if case .dimension = right { return }
    #expect(QuantityKind.product(left, right, inverse: true) == quotient)
  }

  @Test func quotientsOfDimensions() {
    #expect(QuantityKind.product(Self.money, Self.people, inverse: true) == Self.perHead)
    #expect(QuantityKind.product(Self.money, Self.money, inverse: true) == .ratio)
    #expect(QuantityKind.product(Self.money, Self.perHead, inverse: true) == Self.people)
    let inverse = Dimension.none.divided(by: Dimension(base: 1)).map(QuantityKind.dimension)
    #expect(QuantityKind.product(.number, Self.people, inverse: true) == inverse)
    #expect(inverse.flatMap { QuantityKind.product($0, Self.people, inverse: false) } == .ratio)
  }

  @Test(arguments: [false, true])
  func powersEnd(inverse: Bool) {
    var kind = QuantityKind.dimension(Dimension(base: 0))
    var steps = 0
    while steps < 200 {
      let other = inverse ? QuantityKind.product(.number, kind, inverse: true) : kind
      guard let next = other.flatMap({ QuantityKind.product(kind, $0, inverse: inverse) }) else { break }
      kind = next
      steps += 1
    }
    #expect(steps == 6)
  }
}
