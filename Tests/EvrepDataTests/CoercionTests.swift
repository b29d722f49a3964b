import EvrepModel
import EvrepSource
import EvrepUnits
import Testing

@testable import EvrepData

@Suite struct CoercionTests {
  /// A file of one quoted cell under the header a.
  private func load(_ cell: String, as type: Type) -> Loaded {
    var fixture = Fixture("a", type)
    return fixture.load("a\n\"\(cell)\"\n")
  }

  @Test func blanksAroundATextAreNotOfIt() {
    #expect(load(" 甲 乙\n", as: .text).texts() == ["甲 乙"])
    #expect(load("\u{3000}甲\u{A0}", as: .text).texts() == ["甲"])
  }

  @Test(arguments: ["", " ", "\t", "\u{3000}", "\u{A0} \n"]) func blanksAreMissing(cell: String) {
    let types: [Type] = [.text, .bool, .date, .year, .quantity(persons), ownership]
    for type in types {
      let required = load(cell, as: type)
      #expect(required.codes == [.emptyCell])
      #expect(required.marked == [cell])
      let optional = load(cell, as: .optional(type))
      #expect(optional.diagnostics.isEmpty)
      #expect(optional.texts() ?? [nil] == [nil])
      #expect(optional.integers() ?? [nil] == [nil])
      #expect(optional.numbers() ?? [nil] == [nil])
      #expect(optional.table?.rowCount == 1)
    }
  }

  @Test(
    arguments: [("是", 1), ("否", 0), ("true", 1), ("FALSE", 0), ("Yes", 1), ("no", 0), ("1", 1), (" 0 ", 0)]
      as [(String, Int32)])
  func truthValues(cell: String, value: Int32) { #expect(load(cell, as: .bool).integers() == [value]) }

  @Test(arguments: ["2", "是否", "tru", "truee", "01", "y", "对", "ｙes", "\u{11}", "N"]) func otherTruthValuesAreBad(
    cell: String
  ) {
    #expect(load(cell, as: .bool).codes == [.badCell])
  }

  @Test(
    arguments: [
      ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2022-12-31", 19_357), (" 2024-03-01 ", 19_783),
      ("2022/12/31", 19_357), ("2022/1/5", 18_997), ("2022-1-5", 18_997), ("2022.1.5", 18_997), ("20220105", 18_997),
      ("2022年1月5日", 18_997), ("２０２２年１月５日", 18_997), ("2022-01-05 00:00:00", 18_997), ("2022/1/5 0:00", 18_997),
      ("2022-01-05T00:00", 18_997), ("2022-01-05T00:00:00.000Z", 18_997), ("0001-01-01", -719_162),
      ("9999-12-31", 2_932_896), ("1600-02-29", -135_081),
    ] as [(String, Int32)])
  func datesAreDaysSince1970(cell: String, day: Int32) { #expect(load(cell, as: .date).integers() == [day]) }

  @Test(arguments: [
    "2022-02-29", "1900-02-29", "2022-13-01", "2022-00-10", "2022-04-31", "2022-01-00", "2022/13/1",
    "20221331", "2022-12-31T00:01", "2022-12-31 8:00", "2022年2月30日", "-022-12-31", "2022年", "2022-12", "12/31/2022",
    "31.12.2022", "44566", "2022-12-31-1", "2022/12-31", "2022年12月31号", "202201051", "2022-12-31 00:00:00 +8", "昨天",
  ])
  func otherDatesAreBad(cell: String) {
    let loaded = load(cell, as: .date)
    #expect(loaded.codes == [.badCell])
    #expect(loaded.message.hasSuffix("is not a date such as 2022-12-31"))
  }

  @Test func everyDayFollowsTheOneBefore() {
    var last = CalendarText.day("1899-12-31".utf8Array.span)
    for year in 1900..<2101 {
      for month in 1...12 {
        for day in 1...31 {
          let text = "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
          guard let this = CalendarText.day(text.utf8Array.span) else { continue }
          #expect(this - 1 == last)
          last = this
        }
      }
    }
    #expect(last == 47_846)
  }

  @Test(
    arguments: [("2022", 2022), ("2022年", 2022), (" 1949 ", 1949), ("２０２２", 2022), ("２０２２年", 2022)] as [(String, Int32)]
  )
  func years(cell: String, year: Int32) { #expect(load(cell, as: .year).integers() == [year]) }

  @Test(arguments: [
    "22", "20222", "2022年度", "2022 年", "年", "２０２", "2022.0", "2022年1月", "2022-2023", "2o22", "2022abc", "-202",
  ])
  func otherYearsAreBad(cell: String) { #expect(load(cell, as: .year).codes == [.badCell]) }

  @Test func casesAreIndicesAndMatchExactly() {
    var fixture = Fixture("性质", .optional(ownership))
    #expect(fixture.load("性质\n民办\n公办\n \n民办").integers() == [1, 0, nil, 1])
  }

  @Test(arguments: [
    ("公办 ", "公办"), ("公辦", "公办"), ("办公", "公办"), ("民办校", "民办"), ("民 办", "民办"), ("民", "民办"),
  ])
  func anUnknownCaseSuggestsTheNearest(cell: String, near: String) {
    let loaded = load(cell, as: ownership)
    #expect(loaded.codes == [.badCell])
    #expect(loaded.notes == ["did you mean ‘\(near)’?", "the cases are ‘公办’, ‘民办’"])
  }

  @Test(arguments: ["甲乙", "全县", "x", "公办民办", "名办"]) func aFarCaseIsNotGuessedAt(cell: String) {
    #expect(load(cell, as: ownership).notes == ["the cases are ‘公办’, ‘民办’"])
  }

  @Test func manyCasesAreFoundByTheirBytes() {
    let names = (0..<500).map { "乡镇\($0)" }
    var fixture = Fixture("a", .enumeration(Enumeration(cases: names)))
    let loaded = fixture.load("a\n" + names.reversed().joined(separator: "\n"))
    #expect(loaded.integers() == (0..<500).reversed().map { Int32($0) })
    #expect(fixture.load("a\n乡镇500\n").codes == [.badCell])
  }

  @Test(
    arguments: [
      (
        "a,b\nx,1\ny,2\n3月,3\n", [.badCell],
        "none of the 3 cells of ‘a’ can be read: declare it as what the column holds, or mend them all"
      ),
      ("a,b\n,1\n,2\n,3\n", [.emptyCell], "so are all 3 cells of ‘a’"),
      (
        "a,b\n1,1\n2,1\n3,1\n4,1\n", [.duplicateKey], "3 rows repeat a value of ‘b’: a key has another one in every row"
      ),
      ("a,b\nx,1\ny,2\n", [.badCell, .badCell], nil),
      ("a,b\nx,1\ny,2\nz,3\n4,4\n", [.badCell, .badCell, .badCell], nil),
      ("a,b\n1,1\n2,1\n3,1\n4,1\n5,2\n6,3\n7,4\n", [.duplicateKey, .duplicateKey, .duplicateKey], nil),
    ] as [(String, [DiagnosticCode], String?)])
  func whatIsWrongWithAllCellsOfAFieldIsSaidOnce(text: String, codes: [DiagnosticCode], note: String?) {
    var fixture = Fixture([("a", .number, false), ("b", .number, true)])
    let loaded = fixture.load(text)
    #expect(loaded.codes == codes)
    #expect(note == nil || loaded.notes.last == note, "\(loaded.notes)")
    #expect(loaded.diagnostics.allSatisfy { $0.further == 0 })
  }

  @Test func badCellsAreReportedUpToTheLimitAndThenCounted() {
    var fixture = Fixture([("a", .number, false), ("b", .number, true)])
    fixture.limits.reportedCells = 3
    let loaded = fixture.load("a,b\nx,1\n,1\n1\ny,\n2,1\n")
    #expect(loaded.codes == [.badCell, .duplicateKey, .raggedRow], "one of each field, in the order of the file")
    #expect(
      loaded.diagnostics.last?.notes.last?[.english]
        == "‘学校.csv’ has 4 more that are not shown; in all, bad cells: 2, empty cells: 2, ragged rows: 1, duplicate keys: 2"
    )
    #expect(loaded.diagnostics.map(\.further) == [0, 0, 4])
    #expect(loaded.table == nil)
    fixture.limits.reportedCells = 7
    #expect(fixture.load("a,b\nx,1\n,1\n1\ny,\n2,1\n").diagnostics.map(\.further) == [0, 0, 0, 0, 0, 0, 0])
  }
}

extension String {
  var utf8Array: [UInt8] { Array(utf8) }
}
