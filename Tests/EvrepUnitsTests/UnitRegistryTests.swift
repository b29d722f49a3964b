import EvrepUnits
import Testing

@Suite struct UnitRegistryTests {
  /// A few units as the standard library declares them.
  private static let registry: UnitRegistry = {
    var registry = UnitRegistry()
    func unit(_ name: String) -> Unit { registry.unit(named: name) ?? .number }
    _ = registry.declare("万", as: .multiple(Number(10_000), of: .number))
    _ = registry.declare("亿", as: .multiple(Number(100_000_000), of: .number))
    _ = registry.declare("million", as: .multiple(Number(1_000_000), of: .number))
    _ = registry.declare("倍", as: .ratio)
    _ = registry.declare("%", as: .multiple(Number(mantissa: 1, decimals: 2), of: unit("倍")))
    _ = registry.declare("whole", as: .points)
    _ = registry.declare("百分点", as: .multiple(Number(mantissa: 1, decimals: 2), of: unit("whole")))
    _ = registry.declare("个百分点", as: .multiple(.one, of: unit("百分点")))
    _ = registry.declare("元", as: .newDimension)
    _ = registry.declare("人", as: .newDimension)
    _ = registry.declare("人次", as: .newDimension)
    _ = registry.declare("person", plural: "people", as: .multiple(.one, of: unit("人")))
    _ = registry.declare("个", as: .newDimension)
    _ = registry.declare("pound", as: .newDimension)
    return registry
  }()

  private func matched(_ text: String, from start: Int = 0) -> (name: String, rest: String)? {
    let bytes = Array(text.utf8)
    return Self.registry.match(in: bytes, from: start, limit: bytes.count).map {
      ($0.unit.name, String(decoding: bytes[$0.end...], as: UTF8.self))
    }
  }

  @Test(arguments: [
    ("万元的", "万元", "的"), ("亿元/人，", "亿元/人", "，"), ("人次数", "人次", "数"), ("人参", "人", "参"), ("个百分点。", "个百分点", "。"),
    ("个月", "个", "月"), ("%的", "%", "的"), ("万万元", "万万元", ""), ("万", "万", ""), ("万个百分", "万个", "百分"), ("元/所", "元", "/所"),
    ("million pounds", "million pound", ""), ("people who", "person", " who"), ("person's", "person", "'s"),
    ("元//人", "元", "//人"),
  ])
  func theLongestUnitStandsFirst(text: String, name: String, rest: String) throws {
    let found = try #require(matched(text))
    #expect(found == (name, rest))
  }

  @Test(arguments: ["", "的人", "peoples", "personal", "pounded", "millionth", " 元"])
  func noUnitStandsThere(text: String) { #expect(matched(text) == nil) }

  @Test func scalesMultiplyAndQuotientsDivide() throws {
    #expect(Self.registry.unit(named: "万元")?.factor == Number(10_000))
    #expect(Self.registry.unit(named: "万亿元")?.factor == Number(1_000_000_000_000))
    let perHead = try #require(Self.registry.unit(named: "万元/人"))
    #expect(perHead.factor == Number(10_000))
    #expect(Self.registry.unit(named: "元/人")?.kind == perHead.kind)
    #expect(Self.registry.unit(named: "元/万元")?.kind == .ratio)
    #expect(Self.registry.unit(named: "元/万元")?.factor == Number(mantissa: 1, decimals: 4))
    #expect(Self.registry.unit(named: "%/人") == nil)
    #expect(Self.registry.unit(named: "元元") == nil)
  }

  @Test func namesAreDeclaredOnce() {
    var registry = Self.registry
    let taken = registry.declare("元", as: .newDimension)
    let pluralTaken = registry.declare("folk", plural: "people", as: .newDimension)
    let negative = registry.declare("负", as: .multiple(Number(-1), of: .number))
    #expect(!taken && !pluralTaken && !negative)
    #expect(registry.names == Self.registry.names)
  }

  @Test func englishUnitsTakeAnS() {
    #expect(Self.registry.unit(named: "pounds")?.name == "pound")
    #expect(Self.registry.unit(named: "people")?.plural == "people")
    #expect(Self.registry.unit(named: "元")?.plural == "元")
    #expect(Self.registry.unit(named: "millions") == nil)
  }

  @Test func dimensionsAreDescribedByTheirFirstUnits() throws {
    guard case .dimension(let perHead)? = Self.registry.unit(named: "元/人")?.kind,
      case .dimension(let people)? = Self.registry.unit(named: "person")?.kind
    else {
      Issue.record("no dimensions")
      return
    }
    #expect(Self.registry.describe(perHead) == "元/人")
    #expect(try Self.registry.describe(#require(perHead.divided(by: people))) == "元/人^2")
    #expect(try Self.registry.describe(#require(Dimension.none.divided(by: people))) == "1/人")
    #expect(perHead.multiplied(by: people)?.divided(by: perHead) == people)
    #expect(people.divided(by: people) == Dimension.none)
    #expect(Self.registry.baseUnit(of: .dimension(perHead))?.name == "元/人")
  }

  @Test func conversionsGoThereAndBackExactly() throws {
    let names = ["万元", "亿元", "元"]
    let amount = try #require(Number(decimal: "123456.789"))
    for from in names {
      for to in names {
        let (one, other) = try (#require(Self.registry.unit(named: from)), #require(Self.registry.unit(named: to)))
        let there = try amount.multiplied(by: one.factor).divided(by: other.factor)
        #expect(try there.multiplied(by: other.factor).divided(by: one.factor) == amount)
      }
    }
  }
}
