import EvrepModel
import EvrepSource
import Testing

@testable import EvrepData

/// Whatever becomes of the files that other programs made, the end is a table or a message.
@Suite struct StoredRobustnessTests {
  private func fixture(_ name: String) -> Fixture {
    let fields: [(name: String, type: Type, isKey: Bool)] = [
      ("名称", .text, true), ("人数", .optional(.quantity(tenThousandYuan)), false), ("开办", .optional(.date), false),
      ("占比", .optional(.quantity(percent)), false), ("年份", .optional(.year), false), ("寄宿", .optional(.bool), false),
    ]
    let fixture = Fixture(name.hasPrefix("openpyxl") || name.hasPrefix("strict") ? fields : Array(fields.prefix(3)))
    return name.hasSuffix("sqlite") ? fixture.bound { $0.table = .init("学校", at: $1) } : fixture
  }

  private func check(_ bytes: [UInt8], _ name: String) {
    var fixture = fixture(name)
    // A mutation that is read as a huge file should not take long here.
    fixture.limits.unpacked = 1 << 20
    fixture.limits.steps = 1_000_000
    let loaded = fixture.load(bytes, as: String(name.split(separator: ".").last ?? ""))
    #expect(loaded.isWhole != loaded.diagnostics.hasErrors)
    for diagnostic in loaded.diagnostics {
      for place in [diagnostic.place].compactMap(\.self) + diagnostic.labels.map(\.place) {
        #expect(place.range.upperBound <= loaded.sources[place.file].bytes.count)
      }
    }
    guard let table = loaded.table, let source = table.source, table.rowCount > 0 else { return }
    #expect(source.place(row: table.rowCount - 1, field: 0).cell?.container != nil)
  }

  static let names = ["openpyxl-kinds.xlsx", "xlsxwriter-kinds.xlsx", "strict-kinds.xlsx", "sqlite-kinds.sqlite"]

  @Test(arguments: names) func everyPrefixEnds(name: String) throws {
    let bytes = try Stored.bytes(name)
    for count in stride(from: 0, through: bytes.count, by: 31) { check(Array(bytes[..<count]), name) }
  }

  @Test(arguments: names) func manyMutationsEnd(name: String) throws {
    let bytes = try Stored.bytes(name)
    var random = Randomness(seed: UInt64(bytes.count))
    for _ in 0..<250 { check(random.mutated(bytes), name) }
  }
}

/// Whatever becomes of a tree's text, the end is a table or a message.
@Suite struct TreeRobustnessTests {
  static let samples = [
    "yaml": """
    # 注
    数据: &a
      - {名称: "甲\\u6821", 人数: 1e3, 开办: 2001-09-01, 寄宿: true}
      - 名称: >-
          乙
          校
        人数: !!int 12
        开办: '1999-12-31'
    又: *a
    """,
    "toml": """
    x.y = [1, 2.5, {z = 'w'}]
    [["数据"]] # 注
    "名称" = "甲\\u6821"
    "人数" = 1_000.5e-1
    "开办" = 2001-09-01
    [["数据"]]
    "名称" = '''
    乙校'''
    "人数" = 0x1F
    """,
  ]

  private func check(_ bytes: [UInt8], _ format: String) {
    var fixture = Fixture([("名称", .text, true), ("人数", .quantity(persons), false), ("开办", .optional(.date), false)])
      .bound { $0.path = .init("数据", at: $1) }
    let loaded = fixture.load(bytes, as: format)
    #expect(loaded.isWhole != loaded.diagnostics.hasErrors)
    for place in loaded.diagnostics.flatMap({ [$0.place].compactMap(\.self) + $0.labels.map(\.place) }) {
      #expect(place.range.upperBound <= loaded.sources[place.file].bytes.count)
      if let cell = place.cell { #expect(loaded.text(place) == cell.content) }
    }
  }

  @Test(arguments: ["yaml", "toml"]) func theSamplesAreGood(format: String) {
    var fixture = Fixture([("名称", .text, true), ("人数", .quantity(persons), false)]).bound {
      $0.path = .init("数据", at: $1)
    }
    let loaded = fixture.load(Self.samples[format] ?? "", as: format)
    #expect(loaded.codes == [], "\(loaded.message)")
    #expect(loaded.table?.rowCount == 2)
  }

  @Test(arguments: ["yaml", "toml"]) func everyPrefixAndDeletionEnds(format: String) {
    let bytes = Array((Self.samples[format] ?? "").utf8)
    for offset in bytes.indices {
      check(Array(bytes[..<offset]), format)
      var changed = bytes
      changed.remove(at: offset)
      check(changed, format)
    }
  }

  @Test(arguments: ["yaml", "toml"]) func manyMutationsEnd(format: String) {
    var random = Randomness(seed: 7)
    let bytes = Array((Self.samples[format] ?? "").utf8)
    for _ in 0..<1_000 { check(random.mutated(bytes), format) }
  }
}

/// The same changes in every run.
struct Randomness {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func next(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % max(bound, 1)
  }

  private static let signs: [UInt8] =
    Array("\"'&*:-[]{}#|>!%@`,.=_0x9e+\n\r\t \\\0".utf8) + [0x7F, 0x80, 0xC3, 0xE5, 0xFF]

  /// `bytes` with one to five small changes: a byte changed, added, or some taken away or repeated.
  mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
    var changed = bytes
    for _ in 0...next(5) where !changed.isEmpty {
      let offset = next(changed.count)
      switch next(5) {
      case 0: changed[offset] = Self.signs[next(Self.signs.count)]
      case 1: changed[offset] = UInt8(next(256))
      case 2: changed.insert(Self.signs[next(Self.signs.count)], at: offset)
      case 3: changed.removeSubrange(offset..<min(changed.count, offset + 1 + next(6)))
      default:
        changed.insert(contentsOf: Array(changed[offset..<min(changed.count, offset + 1 + next(20))]), at: offset)
      }
    }
    return changed
  }
}
