import EvrepSource
import Testing

@Suite struct NameTableTests {
  @Test func namesKeepTheirOrder() {
    var table: NameTable<Int> = ["乙": 1, "甲": 2]
    for number in 0..<1000 { table["n\(number)"] = number }
    table["乙"] = 3
    #expect(table.names == ["乙", "甲"] + (0..<1000).map { "n\($0)" })
    #expect(table["乙"] == 3 && table["甲"] == 2 && table["n0"] == 0 && table["n999"] == 999)
    #expect(table["n1000"] == nil && table[""] == nil && NameTable<Int>()["乙"] == nil)
  }

  /// Names are the same where their bytes are: é in one scalar and in two are two names.
  @Test func namesAreTheirBytes() {
    let table: NameTable<Int> = ["caf\u{E9}": 1]
    #expect(table["caf\u{E9}"] == 1 && table["cafe\u{301}"] == nil)
  }
}
