import EvrepModel
import EvrepSource
import Testing

@testable import EvrepData

@Suite struct DataLimitTests {
  @Test func everyLimitIsSetByItsName() {
    func set(_ name: String, _ value: Int) -> DataLimits? {
      var limits = DataLimits()
      return limits.set(name, to: value) ? limits : nil
    }
    for name in DataLimits.names {
      #expect(set(name, 7).map { $0 != DataLimits() } == true, "\(name)")
      #expect(set(name, 0) == nil && set(name, Int.max) == nil, "\(name)")
    }
    #expect(set("row", 7) == nil)
  }

  @Test func aMessageNamesTheLimitThatItMeets() throws {
    func notes(_ format: String, _ text: String, _ change: (inout DataLimits) -> Void) -> [String] {
      var fixture = Fixture("名称", .text)
      change(&fixture.limits)
      return fixture.load(text, as: format).notes
    }
    #expect(notes("csv", "名称\n甲\n乙\n") { $0.rows = 1 } == ["--limit rows=NUMBER raises the limit"])
    #expect(notes("csv", "名称,b\n甲,1\n") { $0.columns = 1 } == ["--limit columns=NUMBER raises the limit"])
    #expect(notes("csv", "名称\n甲乙\n") { $0.cellLength = 3 } == ["--limit cell=NUMBER raises the limit"])
    #expect(notes("csv", "名称\n甲乙\n") { $0.bytes = 3 } == ["--limit bytes=NUMBER raises the limit"])
    #expect(notes("json", "[{\"名称\": [[]]}]") { $0.nesting = 3 } == ["--limit nesting=NUMBER raises the limit"])
    #expect(notes("yaml", "[{名称: [[]]}]") { $0.nesting = 3 } == ["--limit nesting=NUMBER raises the limit"])
    #expect(notes("yaml", "[{名称: 甲}]") { $0.values = 2 } == ["--limit values=NUMBER raises the limit"])
    #expect(notes("toml", "a.b.c.d = 1") { $0.nesting = 3 } == ["--limit nesting=NUMBER raises the limit"])
    var fixture = Fixture("名称", .text)
    fixture.limits.unpacked = 100
    #expect(try fixture.load(stored: "openpyxl-kinds.xlsx").notes == ["--limit unpacked=NUMBER raises the limit"])
  }
}
