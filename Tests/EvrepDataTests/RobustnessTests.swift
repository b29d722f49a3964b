import EvrepModel
import EvrepSource
import Testing

@testable import EvrepData

/// Whatever bytes come, the end is a table or a message.
@Suite struct RobustnessTests {
  private static let csv = """
    \u{FEFF}名称,性质,人数,占比,开办,年份,寄宿,备注\r
    "第一""实验""小学",公办,"1,234",12.5%,2001-09-01,2022,是,\r
    第二小学,民办,-56.25,７,1999-12-31,2021年,no,"两行
    文字"\r
    第三小学,公办,9223372036854775807,0.001%,2000-02-29,2020,1,\r
    ,,\r

    """

  private static let json = """
    [{"名称":"甲\\u5b66\\uD834\\uDD1E","性质":"公办","人数":1.5e3,"占比":12,"开办":"2001-09-01","年份":2022,"寄宿":true,"x":[{"y":[]}]},
     {"备注":null,"名称":"乙","性质":"民办","人数":-0.25,"占比":1e-30,"开办":"1999-12-31","年份":"2021年","寄宿":false}]
    """

  private func fixture(isRecord: Bool = false) -> Fixture {
    Fixture(
      [
        ("名称", .text, true), ("性质", ownership, false), ("人数", .quantity(tenThousandYuan), true),
        ("占比", .quantity(percent), false), ("开办", .date, false), ("年份", .optional(.year), true), ("寄宿", .bool, false),
        ("备注", .optional(.text), true),
      ], isRecord: isRecord)
  }

  /// Loads the bytes and holds the result to what every result has to be.
  private func check(_ bytes: [UInt8], _ format: String, isRecord: Bool = false) {
    var fixture = fixture(isRecord: isRecord)
    let loaded = fixture.load(bytes, as: format)
    #expect(loaded.isWhole != loaded.diagnostics.hasErrors)
    for place in loaded.diagnostics.flatMap({ [$0.place].compactMap(\.self) + $0.labels.map(\.place) }) {
      #expect(place.range.upperBound <= loaded.sources[place.file].bytes.count)
      if let cell = place.cell { #expect(loaded.text(place) == cell.content) }
    }
    guard let table = loaded.table, let source = table.source else { return }
    for row in 0..<table.rowCount {
      for field in 0..<8 {
        let place = source.place(row: row, field: field)
        #expect(loaded.text(place) == place.cell?.content)
      }
    }
  }

  private func sample(_ format: String) -> [UInt8] { Array((format == "json" ? Self.json : Self.csv).utf8) }

  @Test func theSamplesAreGood() {
    var (first, second) = (fixture(), fixture())
    #expect(first.load(Self.json, as: "json").table?.rowCount == 2)
    #expect(second.load(Self.csv).table?.rowCount == 3)
  }

  @Test(arguments: ["csv", "tsv", "json"]) func everyPrefixEnds(format: String) {
    let bytes = sample(format)
    for count in 0...bytes.count { check(Array(bytes[..<count]), format) }
  }

  @Test(arguments: ["csv", "json"]) func everySingleDeletionAndDuplicationEnds(format: String) {
    let bytes = sample(format)
    for offset in bytes.indices {
      var changed = bytes
      changed.remove(at: offset)
      check(changed, format)
      changed = bytes
      changed.insert(bytes[offset], at: offset)
      check(changed, format)
    }
  }

  @Test(arguments: ["csv", "json"]) func manyMutationsEnd(format: String) {
    let bytes = sample(format)
    let alphabet: [UInt8] = Array("\",\r\n\t {}[]:\\u0D9e-+.%年是\0".utf8) + [0x80, 0xC3, 0xE3, 0xEF, 0xF0, 0xFF]
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    for round in 0..<3_000 {
      var changed = bytes
      for _ in 0...next(4) {
        let offset = next(changed.count)
        switch next(3) {
        case 0: changed[offset] = alphabet[next(alphabet.count)]
        case 1: changed.insert(alphabet[next(alphabet.count)], at: offset)
        default: changed.removeSubrange(offset..<min(changed.count, offset + 1 + next(6)))
        }
      }
      check(changed, format, isRecord: round % 7 == 0)
    }
  }

  @Test func aRecordOfJSONEndsToo() {
    let bytes = Array(Self.json.utf8.dropFirst().prefix { $0 != UInt8(ascii: "\n") }.dropLast())
    for count in 0...bytes.count { check(Array(bytes[..<count]), "json", isRecord: true) }
  }
}
