import Evrep
import EvrepLibrary
import EvrepSource
import EvrepSyntax
import EvrepTestSupport
import EvrepUnits
import Testing

@testable import EvrepCheck

/// Going from one unit to another and back changes nothing.
@Suite struct UnitConversionTests {
  /// The standard units, as a program knows them, and scales before some.
  private static let units: [Unit] = {
    let sources = [Library.source(of: "standard") ?? [], [], Library.source(of: "units") ?? []]
    let trees = sources.enumerated().map { parse(FileID($0), $1).tree }
    let modules = [
      Module(tree: trees[0], uses: [2]), Module(tree: trees[1], uses: []), Module(tree: trees[2], uses: []),
    ]
    let registry = EvrepCheck.check(modules).program.registry
    let declared = registry.names.compactMap { registry.unit(named: $0) }.filter { $0.kind != .number }
    let scaled = ["万", "亿", "千", "百"].flatMap { scale in
      declared.filter { $0.name.utf8.contains { $0 > 0x7F } }.map { scale + $0.name }
        // 千千瓦 is a scale too many.
        .filter { registry.withoutRepeatedScale($0) == nil }.compactMap { registry.unit(named: $0) }
    }
    return declared + scaled
  }()

  @Test func everyConversionRoundTripsExactly() throws {
    #expect(Self.units.count > 150, "\(Self.units.count) units")
    var random = SplitMix(seed: 11)
    for _ in 0..<4000 {
      let unit = random.pick(Self.units)
      let other = random.pick(Self.units.filter { $0.kind == unit.kind })
      let amount = try Number(random.below(2_000_001) - 1_000_000).divided(by: Number(1 + random.below(9999)))
      let converted = try amount.multiplied(by: unit.factor).divided(by: other.factor)
      let back = try converted.multiplied(by: other.factor).divided(by: unit.factor)
      #expect(back == amount, "\(amount) \(unit.name) in \(other.name)")
    }
  }

  /// What a hole prints in another unit, in full, is as a literal in that unit the same amount.
  @Test func aPrintedConversionIsTheSameAmount() {
    var random = SplitMix(seed: 23)
    var checks = ""
    var body = ""
    let chinese = Self.units.filter { unit in
      unit.name.utf8.allSatisfy { $0 > 0x7F || $0 == UInt8(ascii: "%") } && unit.kind != .number
    }
    for index in 0..<200 {
      let unit = random.pick(chinese)
      let other = random.pick(chinese.filter { $0.kind == unit.kind })
      let amount = random.below(10_000)
      guard let value = try? Number(amount).multiplied(by: unit.factor).divided(by: other.factor),
        let decimals = value.decimalsNeeded(limit: 16)
      else { continue }
      let digits = value.formatted(decimals: decimals)
      checks += "check c\(index): \(amount) \(unit.name) = \(digits) \(other.name)\n"
      body += "{\(amount) \(unit.name): .\(decimals)}\(other.name)=\(digits)\(other.name)\n\n"
    }
    let world = MemoryWorld(["figures.evrep": "---\n\(checks)---\n\(body)"])
    let compilation = compile("figures.evrep", source: nil, options: CompileOptions(), world: world)
    #expect(compilation.diagnostics.allSatisfy { $0.code == .manyDecimals }, "\(compilation.messages())")
    let text = compilation.markdown.map { String(decoding: $0, as: UTF8.self) } ?? ""
    let lines = text.split(separator: "\n")
    #expect(lines.count > 100)
    for line in lines {
      let sides = line.split(separator: "=")
      #expect(sides.count == 2 && sides[0] == sides[1], "\(line)")
    }
  }
}
