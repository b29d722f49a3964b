import EvrepModel
import EvrepSource
import EvrepUnits
import Testing

@testable import EvrepData

@Suite struct WorkbookTests {
  private static let kinds = Fixture([
    ("名称", .text, true), ("人数", .quantity(persons), false), ("占比", .quantity(percent), false),
    ("开办", .date, false), ("年份", .year, false), ("寄宿", .bool, false), ("面积", .optional(.quantity(persons)), false),
  ])

  @Test(arguments: ["openpyxl-kinds.xlsx", "libreoffice-kinds.xlsx", "strict-kinds.xlsx"])
  func everyKindOfCellIsRead(name: String) throws {
    var fixture = Self.kinds
    let loaded = try fixture.load(stored: name)
    #expect(loaded.codes == [], "\(loaded.message)")
    #expect(loaded.texts() == ["第一小学", "第二小学", "第三小学"])
    #expect(loaded.numbers(1) == [number("1234"), number("1234"), number("-5")])
    #expect(loaded.numbers(2) == [number("0.125"), number("0.125"), number("1")])
    #expect(loaded.integers(3) == [11_566, 10_956, 11_016])
    #expect(loaded.integers(4) == [2022, 2021, 2020])
    #expect(loaded.integers(5) == [1, 0, 1])
    #expect(loaded.numbers(6) == [number("0.28"), number("0.3"), nil])
  }

  @Test func numbersAreReadInTheUnitThatTheirFormatsShow() throws {
    var fixture = Fixture([
      ("名称", .text, true), ("经费", .quantity(Unit(name: "万元", kind: .number, factor: Number(10_000))), false),
      ("缩写", .quantity(Unit(name: "£", kind: .dimension(Dimension(base: 0)), factor: .one)), false),
      ("支出", .quantity(Unit(name: "千元", kind: .number, factor: Number(1000))), false),
      ("占比", .quantity(percent), false), ("人数", .number, false),
    ]).with(headers: ["名称", "经费", "缩写", "支出（千元）", "占比", "人数"])
    var units = UnitRegistry()
    _ = units.declare("£", as: .newDimension)
    _ = units.declare("¤m", as: .multiple(Number(1_000_000), of: .number))
    _ = units.declare("元", as: .multiple(.one, of: .number))
    _ = units.declare("万", as: .multiple(Number(10_000), of: .number))
    fixture.units = units
    let loaded = try fixture.load(stored: "openpyxl-formats.xlsx")
    #expect(loaded.codes == [.numberFormat], "‘#,##0,’ below a header of no unit that is known")
    #expect(loaded.addresses == ["Sheet!D2=1250"])
    _ = units.declare("千", as: .multiple(Number(1000), of: .number))
    fixture.units = units
    let read = try fixture.load(stored: "openpyxl-formats.xlsx")
    #expect(read.codes == [], "\(read.message)")
    #expect(read.numbers(1) == [number("125000"), number("130000")])
    #expect(read.numbers(2) == [number("1250000"), number("2500000.5")])
    #expect(read.numbers(3) == [number("1250"), number("2500")], "1.25 and 2.5 thousand, as the sheet shows")
    #expect(read.numbers(4) == [number("0.12"), number("0.985")])
    #expect(read.numbers(5) == [number("12345"), number("5")])
  }

  @Test func cachedResultsRichTextAndTheOtherEpochAreRead() throws {
    var fixture = Fixture([
      ("名称", .text, true), ("人数", .quantity(persons), false), ("开办", .date, false), ("年份", .year, false),
      ("支出", .quantity(persons), false),
    ])
    let loaded = try fixture.load(stored: "xlsxwriter-kinds.xlsx")
    #expect(loaded.codes == [], "\(loaded.message)")
    #expect(loaded.texts() == ["第一小学", "第二小学"])
    #expect(loaded.numbers(1) == [number("3"), number("100000000000000000000")])
    #expect(loaded.integers(2) == [11_566, -24_107])
    #expect(loaded.integers(3) == [2022, 2021])
    #expect(loaded.numbers(4) == [number("1234.56"), number("0.0000001")])
  }

  @Test func inlineTextsKeepTheirBlanksAndEscapes() throws {
    var fixture = Fixture([("名称", .text, true), ("人数", .quantity(persons), false)])
    let loaded = try fixture.load(stored: "xlsxwriter-inline.xlsx")
    #expect(loaded.texts() == ["甲_x000D_\u{1}", "<乙&>"])
    let place = loaded.table?.source?.place(row: 1, field: 1)
    #expect(place?.cell?.row == 4, "a row without cells is no row, but counts")
  }

  private static let merged = Fixture([
    ("区域", .text, false), ("名称", .text, true), ("男", .quantity(persons), false), ("女", .quantity(persons), false),
  ])

  @Test(arguments: ["openpyxl-merged.xlsx", "libreoffice-merged.xlsx"], ["学校表", "A2:D7", "'学校 情况'!$A$2:$D$7"])
  func aSheetMadeForPeopleIsRead(name: String, range: String) throws {
    var fixture = Self.merged.with(headers: ["区域", "名称", "在校生 男", "在校生 女"], filled: [0])
      .bound { binding, place in
        binding.range = .init(SheetRange(range), at: place)
        binding.headerRows = .init(2...3, at: place)
        binding.skip = .init(.isOne(field: 0, of: ["合计"]), at: place)
      }
    let loaded = try fixture.load(stored: name)
    #expect(loaded.codes == [], "\(loaded.message)")
    #expect(loaded.texts() == ["东区", "东区", "西区"])
    #expect(loaded.numbers(3) == [number("11"), number("21"), number("31")])
    let cell = try #require(loaded.table?.source?.place(row: 2, field: 3).cell)
    #expect(cell == CellAddress(row: 6, column: 4, header: "在校生 女", content: "31", container: .sheet("学校 情况")))
  }

  @Test func aMergedKeyIsEmptyUnlessItIsFilled() throws {
    var fixture = Self.merged.with(headers: ["区域", "名称", "男", "女"]).bound { binding, place in
      binding.range = .init(SheetRange("A2:D6"), at: place)
      binding.headerRows = .init(3...3, at: place)
    }
    #expect(try fixture.load(stored: "openpyxl-merged.xlsx").addresses == ["学校 情况!A5="])
  }

  @Test func faultsAreReportedWithTheirCells() throws {
    var fixture = Fixture([("名称", .text, true), ("人数", .optional(.quantity(persons)), false), ("开办", .date, false)])
    let loaded = try fixture.load(stored: "openpyxl-faults.xlsx")
    #expect(loaded.codes == [.badCell, .formulaWithoutValue, .badCell])
    #expect(loaded.addresses == ["错误!B2=#N/A", "错误!B3=", "错误!C3=1900-02-29"])
  }

  @Test func theDaysAroundTheOneThatNeverWas() {
    #expect(SheetDate.text(serial: 59, startsIn1904: false) == "1900-02-28")
    #expect(SheetDate.text(serial: 61, startsIn1904: false) == "1900-03-01")
    #expect(SheetDate.text(serial: 1, startsIn1904: false) == "1900-01-01")
    #expect(SheetDate.text(serial: 0, startsIn1904: false) == nil)
    #expect(SheetDate.text(serial: 0, startsIn1904: true) == "1904-01-01")
    #expect(SheetDate.text(serial: 2_958_465, startsIn1904: false) == "9999-12-31")
    #expect(SheetDate.text(serial: 2_958_466, startsIn1904: false) == nil)
  }

  @Test func theSheetIsTheOneThatIsNamedOrTheFirstThatShows() throws {
    var hidden = Fixture("名称", .text).bound { $0.sheet = .init("底稿", at: $1) }
    #expect(try hidden.load(stored: "openpyxl-kinds.xlsx").texts() == ["底稿小学"])
    var wrong = Fixture("名称", .text).bound { $0.sheet = .init("学较", at: $1) }
    let loaded = try wrong.load(stored: "openpyxl-kinds.xlsx")
    #expect(loaded.codes == [.sheetNotFound])
    #expect(loaded.notes.first == "did you mean ‘学校’?")
    var elsewhere = Fixture("名称", .text).bound { binding, place in
      binding.sheet = .init("底稿", at: place)
      binding.range = .init(SheetRange("学校!A1:B2"), at: place)
    }
    #expect(try elsewhere.load(stored: "openpyxl-kinds.xlsx").codes == [.rangeNotFound])
  }

  @Test func aMissingColumnNamesTheHeaders() throws {
    var fixture = Fixture("名 称", .text)
    let loaded = try fixture.load(stored: "openpyxl-kinds.xlsx")
    #expect(loaded.codes == [.columnMissing])
    #expect(loaded.notes.first == "‘名称’ differs only in case, width or blanks")
    #expect(loaded.diagnostics[0].labels.first?.place.cell?.row == 1)
  }

  @Test func whatUnpacksToTooMuchIsRefused() throws {
    var fixture = Self.kinds
    fixture.limits.unpacked = 4_000
    #expect(try fixture.load(stored: "openpyxl-kinds.xlsx").codes == [.fileTooLarge])
    fixture.limits = DataLimits()
    fixture.limits.parts = 3
    #expect(try fixture.load(stored: "openpyxl-kinds.xlsx").codes == [.fileTooLarge])
    fixture.limits = DataLimits()
    fixture.limits.rows = 2
    #expect(try fixture.load(stored: "openpyxl-kinds.xlsx").codes == [.fileTooLarge])
    fixture.limits = DataLimits()
    fixture.limits.nesting = 3
    #expect(try fixture.load(stored: "openpyxl-kinds.xlsx").codes == [.malformedData])
  }

  @Test(arguments: ["nested-row.xlsx", "nested-header.xlsx"])
  func aRowInsideACellIsRefused(name: String) throws {
    var fixture = Fixture([("name", .text, false)])
    #expect(try fixture.load(stored: name).codes == [.malformedData])
  }

  @Test func anOldOrProtectedFileIsNamedSo() {
    var fixture = Self.kinds
    let loaded = fixture.load([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], as: "xlsx")
    #expect(loaded.message.contains("old .xls"))
  }
}

@Suite struct SheetNumberTests {
  private func text(_ number: String, shiftedBy shift: Int = 0) -> String? {
    SheetNumber(Array(number.utf8).span)?.text(shiftedBy: shift).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test func aNumberIsWhatTheSpreadsheetShows() {
    #expect(text("0.28000000000000003") == "0.28")
    #expect(text("0.30000000000000004") == "0.3")
    #expect(text("1234.5600000000002") == "1234.56")
    #expect(text("99999999999999.95") == "100000000000000")
    #expect(text("-9.9999999999999995E-3") == "-0.01")
    #expect(text("2.0000000000000001E-3") == "0.002")
    #expect(text("1.2345678901234567E+19") == "12345678901234600000")
    #expect(text("12345678901234567") == "12345678901234567", "a whole number is exact")
    #expect(text("1E2") == "100")
    #expect(text("0.00") == "0")
    #expect(text("-0") == "0")
  }

  @Test func aPercentageIsShiftedOnItsDigits() {
    #expect(text("0.125", shiftedBy: 2) == "12.5")
    #expect(text("0.28999999999999998", shiftedBy: 2) == "29")
    #expect(text("1", shiftedBy: 2) == "100")
  }

  @Test func whatIsNoNumberIsNone() {
    for bad in ["", "-", ".", "1e", "1e+", "1,2", "0x1", "1.2.3", "1 ", "∞", "1e99999999999999999999"] {
      #expect(text(bad) == nil, "\(bad)")
    }
  }
}

@Suite struct NumberFormatTests {
  @Test func aFormatIsKnownByItsCode() {
    let expected: [(String, NumberFormat)] = [
      ("General", .plain), ("0", .plain), ("0.00", .number), ("#,##0.00_);[Red](#,##0.00)", .number),
      ("0.0%", .percent),
      ("yyyy-mm-dd", .date), ("yyyy\"年\"m\"月\"d\"日\"", .date), ("yyyy\"年\"", .year), ("yyyy", .year),
      ("[$-804]yyyy\"年\"m\"月\"", .date), ("yyyy/m/d h:mm", .dateTime), ("h:mm:ss", .time), ("[h]:mm", .time),
      ("mmm", .date), ("0\"年\"", .number), ("\"y\"0", .number), ("[Red]0", .number), ("0.00E+00", .number),
      ("0\\d", .number), ("#,##0\"人\"", .number),
    ]
    for (code, format) in expected { #expect(NumberFormat(code: code) == format, "\(code)") }
    #expect(NumberFormat(builtIn: 14) == .date)
    #expect(NumberFormat(builtIn: 10) == .percent)
    #expect(NumberFormat(builtIn: 164) == nil)
  }
}
