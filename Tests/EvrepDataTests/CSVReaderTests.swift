import EvrepModel
import EvrepSource
import Testing

@testable import EvrepData

@Suite struct CSVReaderTests {
  /// The cells of a file with the columns a and b, both optional texts, row by row.
  private func rows(_ text: String) -> [[String?]]? {
    var fixture = Fixture([("a", .optional(.text), false), ("b", .optional(.text), false)])
    let loaded = fixture.load(text)
    guard let first = loaded.texts(0), let second = loaded.texts(1) else { return nil }
    return zip(first, second).map { [$0, $1] }
  }

  @Test(arguments: ["a,b\n1,2\n3,4\n", "a,b\r\n1,2\r\n3,4\r\n", "a,b\r1,2\r3,4", "a,b\n1,2\r\n3,4", "a,b\r1,2\n3,4\r"])
  func linesEndInAnyWay(text: String) { #expect(rows(text) == [["1", "2"], ["3", "4"]]) }

  @Test(arguments: [
    "\n", "\n\n\n", "\r\n\r\n", "\n  \n\t\n", "\n,\n,\n", "\n ,\n", "\r\r",
  ])
  func blankLastLinesAreIgnored(end: String) { #expect(rows("a,b\n1,2" + end) == [["1", "2"]]) }

  @Test(
    arguments: [
      ("\"x,y\",2", ["x,y", "2"]),
      ("\"x\ny\",2", ["x\ny", "2"]),
      ("\"x\r\n\r\ny\",2", ["x\r\n\r\ny", "2"]),
      ("\"say \"\"hi\"\"\",2", ["say \"hi\"", "2"]),
      ("\"\"\"\",\"\"\"\"\"\"", ["\"", "\"\""]),
      ("\"\",2", [nil, "2"]),
      ("5\" pipe,x\"\"y", ["5\" pipe", "x\"\"y"]),
      (" \"x\",2", ["\"x\"", "2"]),
      ("\"x\" ,\"2\"\t", ["x", "2"]),
      ("\"公办，幼儿园\",一,", ["公办，幼儿园", "一"]),
      ("1,2,, ,", ["1", "2"]),
      ("1,2,,3", nil),
      (" 1 , 2 ", ["1", "2"]),
      ("'x,y'", ["'x", "y'"]),
      ("{\"\"k\"\": 1},z", ["{\"\"k\"\": 1}", "z"]),
      ("\"{\"\"k\"\": \"\"v,w\"\"}\",z", ["{\"k\": \"v,w\"}", "z"]),
      ("学校😀,\u{0}", nil),
      ("\u{1B}[31m,2", nil),
      ("-!#+,$%&*", ["-!#+", "$%&*"]),
      ("一二三四五六七八九十,abcdefghijklmnop", ["一二三四五六七八九十", "abcdefghijklmnop"]),
    ] as [(String, [String?]?)])
  func aRecordIsSplitAsASpreadsheetWouldSplitIt(record: String, cells: [String?]?) {
    // The last record holds the end of the file off, the first is followed by another.
    #expect(rows("a,b\n" + record + "\nz,z\n") == cells.map { [$0, ["z", "z"]] })
    if let cells { #expect(rows("a,b\n" + record) == [cells]) }
  }

  @Test func headersAreTrimmedAndMayBeQuoted() {
    #expect(rows(" a ,\"\u{3000}b \"\n1,2\n") == [["1", "2"]])
    var fixture = Fixture("in \"x\"", .text)
    #expect(fixture.load("\"in \"\"x\"\"\"\n1\n").texts() == ["1"])
  }

  @Test func otherColumnsAreIgnoredAndTheOrderIsFree() {
    #expect(rows("x,b,,a,\n9,2,9,1,9\n") == [["1", "2"]])
    #expect(rows("x,b,x,a\nbad,2,bad,1\n") == [["1", "2"]])
  }

  @Test func severalFieldsMayReadOneColumn() {
    var fixture = Fixture([("a", .text, false), ("a", .number, false)])
    let loaded = fixture.load("a\n1\n")
    #expect(loaded.texts(0) == ["1"])
    #expect(loaded.numbers(1) == [number("1")])
  }

  @Test func aFileOfHeadersAloneIsAnEmptyTable() {
    #expect(rows("a,b\n") == [])
    #expect(rows("a,b") == [])
  }

  @Test(arguments: ["", "\n", " \n,,\n", "\r\n"]) func anEmptyFileIsMalformed(text: String) {
    var fixture = Fixture("a", .text)
    #expect(fixture.load(text).codes == [.malformedData])
  }

  @Test func aMissingColumnNamesTheOthersAndTheNearest() throws {
    var fixture = Fixture("在校生", .text)
    let loaded = fixture.load("名称,在校生数\n甲,1\n")
    #expect(loaded.codes == [.columnMissing])
    #expect(loaded.diagnostics[0].place == fixture.schema.fields[0].place)
    #expect(loaded.text(loaded.diagnostics[0].labels.first?.place) == "名称,在校生数")
    #expect(loaded.notes == ["did you mean ‘在校生数’?", "the columns are ‘名称’, ‘在校生数’"])
    #expect(fixture.load("甲,乙\n甲,1\n").notes == ["the columns are ‘甲’, ‘乙’"])
    #expect(fixture.load(",\n甲,1\n").notes == ["the first row has no headers"])
  }

  @Test(arguments: [("Name", "name"), ("面积(平方米)", "面积（平方米）"), ("在校 生", "在校生"), ("ＰＥ", "pe")])
  func aHeaderInAnotherFormIsSuggested(header: String, field: String) {
    var fixture = Fixture(field, .text)
    let loaded = fixture.load("x,\(header)\n1,2\n")
    #expect(loaded.codes == [.columnMissing])
    #expect(loaded.notes.first == "‘\(header)’ differs only in case, width or blanks")
  }

  @Test func allMissingColumnsAreReportedAtOnce() {
    var fixture = Fixture([("甲", .text, false), ("乙", .optional(.text), false), ("丙", .text, false)])
    #expect(fixture.load("丙\n1\n").codes == [.columnMissing, .columnMissing])
  }

  @Test func aHeaderThatStandsTwiceIsReportedWhereItIsNeeded() {
    var fixture = Fixture("a", .text)
    let loaded = fixture.load("a,x,x, a,a\n1,2,3,4,5\n")
    #expect(loaded.codes == [.duplicateColumn])
    #expect(loaded.diagnostics[0].place?.range == 6..<8)
    #expect(loaded.diagnostics[0].place?.cell?.column == 4)
    #expect(loaded.diagnostics[0].labels.map { loaded.text($0.place) } == ["a", " "])
  }

  @Test func everyRaggedRowIsLocated() throws {
    var fixture = Fixture([("a", .number, false), ("b", .text, false)])
    let loaded = fixture.load("a,b\n1\n1,2,3,4\n1,2\n\nx,2\n")
    #expect(loaded.codes == [.raggedRow, .raggedRow, .rowIsNoData, .badCell])
    #expect(loaded.marked == ["", "3,4", "", "x"])
    #expect(loaded.diagnostics.map { $0.place?.cell?.row } == [2, 3, 5, 6])
    #expect(loaded.diagnostics.map { $0.place?.cell?.column } == [2, 3, 1, 1])
    #expect(loaded.diagnostics[0].place?.cell?.header == "b")
    #expect(loaded.diagnostics[0].place?.range == 5..<5)
    #expect(loaded.message == "row 2 has 1 cell, and the header row has 2")
  }

  @Test func anUnclosedQuoteIsMalformedAtTheQuote() {
    var fixture = Fixture("a", .text)
    let loaded = fixture.load("a\nx\n\"y\nz\n")
    #expect(loaded.codes == [.malformedData])
    #expect(loaded.diagnostics[0].place?.range == 4..<5)
    #expect(loaded.message == "the quote that opens in row 3 is never closed")
    #expect(fixture.load("\"a\nx\n").codes == [.malformedData])
    #expect(fixture.load("a\n\"y\"\"").codes == [.malformedData])
  }

  @Test func textBehindAClosingQuoteIsMalformed() {
    var fixture = Fixture("a", .text)
    let loaded = fixture.load("a\n\"x\" y\n")
    #expect(loaded.codes == [.malformedData])
    #expect(loaded.marked == ["y"])
  }

  @Test func faultsBeforeTheMalformedPlaceAreReportedToo() {
    var fixture = Fixture("a", .number)
    #expect(fixture.load("a\nx\n\"y\n").codes == [.badCell, .malformedData])
  }

  @Test func limitsAreHeld() {
    var fixture = Fixture("a", .text)
    fixture.limits.rows = 2
    #expect(fixture.load("a\n1\n2\n").texts() == ["1", "2"])
    let rows = fixture.load("a\n1\n2\n3\n4\n")
    #expect(rows.codes == [.fileTooLarge])
    #expect(rows.marked == ["3"])
    fixture.limits.columns = 2
    #expect(fixture.load("a,b\n1,2\n").texts() == ["1"])
    #expect(fixture.load("a,b,c\n1,2,3\n").codes == [.fileTooLarge])
    fixture.limits.cellLength = 3
    let cells = fixture.load("a,b\n甲,12345\n甲乙,1\n")
    #expect(cells.codes == [.badCell])
    #expect(cells.marked == ["甲乙"])
  }

  @Test func aRecordIsExactlyOneRow() {
    var fixture = Fixture([("a", .text, false)], isRecord: true)
    #expect(fixture.load("a\n1\n").texts() == ["1"])
    #expect(fixture.load("a\n").codes == [.malformedData])
    #expect(fixture.load("a\n1\n2\n").codes == [.malformedData])
  }

  @Test func aLargeTableKeepsItsRowsInStep() throws {
    var text = "名称,人数\n"
    for row in 0..<20_000 { text += row % 7 == 0 ? "\"校\"\"\(row)\",\(row)\n" : "校\(row),\(row)\r\n" }
    var fixture = Fixture([("名称", .text, true), ("人数", .quantity(persons), true)])
    let loaded = fixture.load(text)
    #expect(loaded.table?.rowCount == 20_000)
    #expect(loaded.texts(0)?[7] == "校\"7")
    #expect(loaded.texts(0)?[19_998] == "校19998")
    #expect(loaded.numbers(1)?[12_345] == number("12345"))
    #expect(loaded.text(loaded.table?.source?.place(row: 19_999, field: 1)) == "19999")
  }
}
