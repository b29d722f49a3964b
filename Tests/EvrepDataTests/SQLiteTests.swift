import EvrepModel
import EvrepSource
import EvrepUnits
import Testing

@testable import EvrepData

@Suite struct SQLiteTests {
  private static let schools = Fixture([
    ("名称", .text, true), ("人数", .optional(.quantity(persons)), false), ("面积", .quantity(persons), false),
    ("开办", .date, false), ("寄宿", .bool, false),
  ])

  @Test(arguments: ["sqlite-kinds.sqlite", "sqlite-wal.sqlite"]) func aTableIsReadExactly(name: String) throws {
    var fixture = Self.schools.bound { $0.table = .init("学校", at: $1) }
    let loaded = try fixture.load(stored: name)
    #expect(loaded.codes == [], "\(loaded.message)")
    #expect(loaded.texts() == ["甲校", "乙校", "丙校"])
    #expect(loaded.numbers(1) == [number("12"), number("9007199254740993"), nil])
    #expect(loaded.numbers(2) == [number("0.1"), number("0.0000001"), number("0.30000000000000004")])
    #expect(loaded.integers(3) == [11_566, 10_956, 11_016])
    #expect(loaded.integers(4) == [1, 0, 1])
    let cell = loaded.table?.source?.place(row: 1, field: 0).cell
    #expect(cell == CellAddress(row: 7, column: 1, header: "名称", content: "乙校", container: .table("学校")))
  }

  @Test(
    arguments: [
      ("-wal", [1], true), ("-wal", [], false), ("-journal", [0xD9, 0xD5, 5], true),
      ("-journal", [0, 0, 0, 0, 0, 0, 0, 0, 9], false),
    ] as [(String, [UInt8], Bool)])
  func aDatabaseWithChangesBesideItIsNotRead(suffix: String, bytes: [UInt8], isRefused: Bool) throws {
    var fixture = Self.schools.bound { $0.table = .init("学校", at: $1) }
    fixture.files.append(("学校.sqlite" + suffix, bytes))
    #expect(try fixture.load(stored: "sqlite-kinds.sqlite").codes == (isRefused ? [.unmergedLog] : []))
  }

  private func query(_ text: String) throws -> Loaded {
    var fixture = Fixture("名称", .text).bound { $0.query = .init(text, at: $1) }
    return try fixture.load(stored: "sqlite-kinds.sqlite")
  }

  @Test func aQueryIsRead() throws {
    let loaded = try query("select 名称 from 学校 where 人数 > 1 order by 人数 desc -- so\n;")
    #expect(loaded.texts() == ["乙校", "甲校"])
    let cell = loaded.table?.source?.place(row: 1, field: 0).cell
    #expect(cell == CellAddress(row: 2, column: 1, header: "名称", content: "甲校", container: .query))
    #expect(try query("with x(n) as (values ('一'), ('二')) select n as 名称 from x").texts() == ["一", "二"])
  }

  @Test(arguments: [
    "", ";", "-- nothing", "select", "delete from 学校", "insert into 学校 values (1)", "drop table 学校", "vacuum",
    "create temp table t (a)", "pragma writable_schema = 1", "attach '/etc/passwd' as x", "begin", "explain select 1",
    "select 1; select 2", "select load_extension('x')", "select random() as 名称", "select datetime('now') as 名称",
    "select current_timestamp as 名称", "select * from pragma_database_list", "select writefile('x', 'y')",
    "update 学校 set 人数 = 1 returning 名称", "select 名称 from missing", "select readfile('/etc/passwd') as 名称",
  ])
  func whatIsNoSingleSelectIsRefused(text: String) throws {
    #expect(try query(text).codes == [.badQuery])
  }

  @Test func anEndlessQueryEnds() throws {
    var fixture = Fixture("名称", .text).bound { binding, place in
      let endless = "with recursive n(x) as (select 1 union all select x + 1 from n) select x as 名称 from n where x < 0"
      binding.query = .init(endless, at: place)
    }
    fixture.limits.steps = 100_000
    #expect(try fixture.load(stored: "sqlite-kinds.sqlite").codes == [.fileTooLarge])
  }

  @Test func whatNoFieldCanHoldIsReported() throws {
    var fixture = Fixture([("名称", .text, false), ("人数", .quantity(persons), false)]).bound {
      $0.table = .init("坏", at: $1)
    }
    let loaded = try fixture.load(stored: "sqlite-kinds.sqlite")
    #expect(loaded.codes == [.badCell, .badCell, .badCell])
    #expect(loaded.addresses == ["坏!B1=BLOB", "坏!A2=\u{FFFD}", "坏!B3=inf"])
  }

  @Test func theTableHasToBeKnown() throws {
    var fixture = Fixture("名称", .text)
    #expect(try fixture.load(stored: "sqlite-kinds.sqlite").codes == [.tableNotFound])
    fixture = fixture.bound { $0.table = .init("学校'; drop table 学校; --", at: $1) }
    #expect(try fixture.load(stored: "sqlite-kinds.sqlite").codes == [.tableNotFound])
  }

  @Test func viewsAndTablesWithoutRowidsAreCounted() throws {
    var fixture = Fixture("代码", .text).bound { $0.table = .init("代码", at: $1) }
    let loaded = try fixture.load(stored: "sqlite-kinds.sqlite")
    #expect(loaded.texts() == ["a", "b"])
    #expect(loaded.table?.source?.place(row: 1, field: 0).cell?.row == 2)
  }
}
