import EvrepModel
import EvrepSource
import EvrepTestSupport
import EvrepUnits
import Testing

@testable import EvrepData

/// Files that other programs wrote; `Samples/make.py` tells how.
@Suite struct SampleTests {
  private static let folder = String(#filePath.dropLast("SampleTests.swift".count)) + "Samples/"
  private static let names = Golden.names(in: folder).filter { $0 != "make.py" && $0 != "characters.csv" }

  private func fixture(delimiter: UInt8? = nil) -> Fixture {
    var fixture = Fixture(
      [
        ("名称", .text, true), ("类型", ownership, false), ("人数", .number, false), ("占比", .number, false),
        ("开办", .date, false), ("备注", .optional(.text), false),
      ])
    if let delimiter {
      var binding = Binding()
      binding.delimiter = Binding.Clause(delimiter, at: fixture.schema.place)
      fixture.bind(binding)
    }
    return fixture
  }

  @Test(arguments: names) func everyProgramsFileIsOneTable(name: String) throws {
    var fixture = fixture(delimiter: name == "pandas-pipe.csv" ? UInt8(ascii: "|") : nil)
    let loaded = fixture.load(Golden.bytes(of: Self.folder + name), as: name.hasSuffix("tsv") ? "tsv" : "csv")
    #expect(loaded.diagnostics.map { $0.message[.english] } == [])
    #expect(loaded.texts(0) == ["第一小学", "\"育才\"学校", "Ash; Beech", "空格", "𠮷野家\t—"])
    #expect(loaded.integers(1) == [0, 1, 0, 1, 0])
    #expect(loaded.numbers(2) == ["1234", "-56.25", "0", "7", "9223372036854775807"].map(number))
    #expect(loaded.numbers(3) == ["12.5", "0", "100", "3.125", "0.001"].map(number))
    #expect(loaded.integers(4) == [11_566, 10_956, 11_016, 18_997, 19_357])
    #expect(loaded.texts(5) == ["甲,乙", "两行\n文字", nil, "say \"hi\"", "㈱€ªñ"])
    let source = try #require(loaded.table?.source)
    for field in 0..<6 {
      for row in 0..<5 {
        #expect(loaded.text(source.place(row: row, field: field)) == source.place(row: row, field: field).cell?.content)
      }
    }
    #expect(source.place(row: 3, field: 2).cell?.row == 5)
  }

  @Test func charactersOfGB18030AreThoseOfTheirCodes() throws {
    var fixture = Fixture([("code", .text, true), ("character", .text, true)])
    var binding = Binding()
    binding.encoding = Binding.Clause(.gb18030, at: fixture.schema.place)
    fixture.bind(binding)
    let loaded = fixture.load(Golden.bytes(of: Self.folder + "characters.csv"))
    let codes = try #require(loaded.texts(0)).compactMap { $0.flatMap { UInt32($0, radix: 16) } }
    #expect(codes.count > 1_500)
    #expect(loaded.texts(1) == codes.map { Unicode.Scalar($0).map { "[\(Character($0))]" } })
  }
}
