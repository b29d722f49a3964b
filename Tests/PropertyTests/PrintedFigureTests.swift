import Evrep
import EvrepSource
import EvrepTestSupport
import EvrepUnits
import Testing

/// What a figure prints, read back by a reader of the test's own, is within half a unit of its last digit.
@Suite struct PrintedFigureTests {
  /// Units as prose spells them, their kind's literal, and how many of the literal's unit they are.
  private static let units: [(suffix: String, base: String, factor: Number)] = [
    ("人", "人", 1), ("万人", "人", 10_000), ("元", "元", 1), ("万元", "元", 10_000), ("亿元", "元", 100_000_000), ("角", "元", 10),
    ("平方米", "平方米", 1), ("公顷", "平方米", 10_000), ("亩", "平方米", 667), ("千克", "千克", 1), ("吨", "千克", 1000),
    ("小时", "小时", 1), (" pupils", "人", 1), (" million people", "人", 1_000_000), ("%", "倍", 100), ("‰", "倍", 1000),
    ("成", "倍", 10),
    ("倍", "倍", 1), ("个百分点", "百分点", 1),
  ].map { suffix, base, factor in
    // A tenth, a hundredth, a thousandth of the literal's unit; a mu is 2000/3 square metres.
    let isPart = ["角", "%", "‰", "成"].contains(suffix)
    let number = Number(factor)
    let whole = suffix == "亩" ? (try? Number(2000).divided(by: Number(3))) : isPart ? try? number.reciprocal() : number
    return (suffix, base, whole ?? .one)
  }

  /// The digits, sign and commas that a line begins with: as an exact number, and how many decimals they have.
  private static func read(_ line: Substring) -> (value: Number, decimals: Int)? {
    var mantissa: Int64 = 0
    var decimals = 0
    var isBehindPoint = false
    var isNegative = false
    var count = 0
    for byte in line.utf8 {
      switch byte {
      case UInt8(ascii: "-"): isNegative = true
      case UInt8(ascii: ","): break
      case UInt8(ascii: "."): isBehindPoint = true
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        mantissa = mantissa * 10 + Int64(byte - UInt8(ascii: "0"))
        count += 1
        if isBehindPoint { decimals += 1 }
      default:
        return count == 0 ? nil : (Number(mantissa: isNegative ? -mantissa : mantissa, decimals: decimals), decimals)
      }
    }
    return count == 0 ? nil : (Number(mantissa: isNegative ? -mantissa : mantissa, decimals: decimals), decimals)
  }

  @Test(arguments: ["zh", "en"]) func aFigureReadBackIsWithinHalfAUnitOfItsLastDigit(language: String) throws {
    for seed in UInt64(0)..<8 {
      var random = SplitMix(seed: seed)
      var body = ""
      var expected: [(value: Number, factor: Number, decimals: Int?, rule: String, text: String)] = []
      for _ in 0..<60 {
        let unit = random.pick(Self.units)
        let (above, below) = (random.below(2_000_000) - 1_000_000, 1 + random.below(random.pick([1, 8, 1000])))
        let decimals = random.once(in: 2) ? random.below(7) : nil
        let rule = random.pick(["", "half-up", "half-even"])
        let format = decimals.map { ": .\($0) \(rule)" } ?? (rule.isEmpty ? "" : ": \(rule)")
        let hole = "{(\(above)) / \(below) * 1 \(unit.base)\(format)}\(unit.suffix)"
        body += "x\n\n\(hole)\n\n"
        expected.append((try Number(above).divided(by: Number(below)), unit.factor, decimals, rule, hole))
      }
      let source = "---\nlanguage \(language)\n---\n" + body
      let world = MemoryWorld(["figures.evrep": source])
      let compilation = compile("figures.evrep", source: nil, options: CompileOptions(), world: world)
      // Some figures print as zero in the unit and with the decimals that they are given here.
      #expect(
        compilation.diagnostics.allSatisfy { $0.code == .printsAsZero || $0.code == .manyDecimals },
        "seed \(seed): \(compilation.messages())")
      let text = compilation.markdown.map { String(decoding: $0, as: UTF8.self) } ?? ""
      let lines = text.split(separator: "\n").filter { $0 != "x" }
      #expect(lines.count == expected.count, "seed \(seed)")
      for (line, figure) in zip(lines, expected) {
        let (printed, decimals) = try #require(Self.read(line), "seed \(seed): \(line)")
        if let asked = figure.decimals { #expect(decimals == asked, "seed \(seed): \(figure.text) prints \(line)") }
        let error = try printed.multiplied(by: figure.factor).subtracting(figure.value).magnitude
        let unit = Number(mantissa: 1, decimals: figure.decimals ?? max(decimals, 2))
        let half = try unit.multiplied(by: figure.factor).divided(by: Number(2))
        #expect(error <= half, "seed \(seed): \(figure.text) prints \(line)")
        if error == half, figure.rule != "half-even" {
          // A half goes away from zero.
          let exact = try figure.value.divided(by: figure.factor)
          #expect(printed.magnitude > exact.magnitude, "seed \(seed): \(figure.text) prints \(line)")
        }
      }
    }
  }
}
