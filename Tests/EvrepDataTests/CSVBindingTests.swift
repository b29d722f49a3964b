import EvrepModel
import EvrepSource
import EvrepUnits
import Testing

@testable import EvrepData

/// Tables that stand somewhere in a file that was made for people.
@Suite struct CSVBindingTests {
  private func fixture(
    headers: ClosedRange<Int>? = nil, skip: RowCondition? = nil, delimiter: Character? = nil
  ) -> Fixture {
    var fixture = Fixture([("a", .text, true), ("b", .optional(.number), false)])
    var binding = Binding()
    let place = fixture.schema.place
    binding.headerRows = headers.map { Binding.Clause($0, at: place) }
    binding.skip = skip.map { Binding.Clause($0, at: place) }
    binding.delimiter = delimiter?.asciiValue.map { Binding.Clause($0, at: place) }
    fixture.bind(binding)
    return fixture
  }

  @Test func whatStandsAboveTheHeadersIsPassedOver() throws {
    var fixture = fixture(headers: 3...3)
    let loaded = fixture.load("title,\n\"two\nlines\",x,y,z\na,b\nx,1\ny,2\n")
    #expect(loaded.texts() == ["x", "y"])
    let cell = try #require(loaded.table?.source?.place(row: 1, field: 1).cell)
    #expect(cell == CellAddress(row: 5, column: 2, header: "b", content: "2"))
    #expect(fixture.load("a,b\nx,1").codes == [.malformedData])
    #expect(fixture.load("t\n\na,b\nx,y\nz").diagnostics.map { $0.place?.cell?.row } == [4, 5])
  }

  @Test func headersOfSeveralRowsAreJoined() {
    func joined(_ rows: [[String]]) -> [String] { HeaderRow.joined(rows) }
    #expect(joined([["名称", "在校生", "", "面积"], ["", "男", "女", ""]]) == ["名称", "在校生 男", "在校生 女", "面积"])
    #expect(
      joined([["a", "", "", "b"], ["c", "", "d", ""], ["e", "f", "", "g"]]) == ["a c e", "a c f", "a d", "b g"])
    #expect(joined([["", "x"], ["y"]]) == ["y", "x"])
    #expect(joined([["a", "b"]]) == ["a", "b"])
    #expect(joined([]) == [])
  }

  /// A row of totals would break the schema: it is decided upon before its cells are read, ragged rows too.
  @Test func rowsAreSkippedBeforeTheirCellsAreJudged() throws {
    var fixture = fixture(skip: .any([.isOne(field: 0, of: ["合计"]), .isMissing(field: 1), .contains(field: 0, "注：")]))
    let loaded = fixture.load("a,b\n\" 合计\u{3000}\",x\nx,1\n合计,3\ny,\n注：abc\nz,2\n合计,5,,6\nw,4\n")
    #expect(loaded.texts() == ["x", "z", "w"])
    let source = try #require(loaded.table?.source)
    #expect((0..<3).map { source.place(row: $0, field: 0).cell?.row } == [3, 7, 9])
    #expect((0..<3).map { loaded.text(source.place(row: $0, field: 1)) } == ["1", "2", "4"])
    #expect(fixture.load("a,b\n合计,1\nx,1\nx,2\ny\"\"y,q").diagnostics.map { $0.place?.cell?.row } == [4, 5])
  }

  @Test(arguments: [";", "|", "\t", ":", "~", "#", ","]) func anySignMayPartCells(sign: String) {
    var fixture = fixture(delimiter: Character(sign))
    let loaded = fixture.load("a\(sign)b\r\n\"x\(sign)y\"\(sign)1\r\n中文字符很长的一段文字\(sign)-2.5\r\n")
    #expect(loaded.texts() == ["x\(sign)y", "中文字符很长的一段文字"])
    #expect(loaded.numbers(1) == [number("1"), number("-2.5")])
  }

  @Test(arguments: ["sep=;\n", "sep=;\r\n", "SEP=;\r", "\"sep=;\"\n"]) func excelsFirstLineSaysTheDelimiter(
    line: String
  ) throws {
    var fixture = fixture()
    let loaded = fixture.load(line + "a;b\nx,y;1\n")
    #expect(loaded.texts() == ["x,y"])
    // Excel does not count the line either.
    #expect(try #require(loaded.table?.source).place(row: 0, field: 0).cell?.row == 2)
    var declared = self.fixture(delimiter: "|")
    #expect(declared.load(line + "a|b\nx|1\n").texts() == ["x"])
  }

  @Test(arguments: ["sep=", "sep=;", "sep=\"\na,b\n", "sep=;;\na,b\n", "sep\n"]) func otherFirstLinesAreHeaders(
    text: String
  ) {
    var fixture = fixture()
    #expect(fixture.load(text).codes.allSatisfy { [.columnMissing, .malformedData].contains($0) })
  }

  @Test func aMissingColumnIsExplained() {
    var fixture = fixture()
    #expect(fixture.load("a;b\nx;1\n").notes.first == "cells seem to be parted by another sign: delimiter \";\"")
    #expect(
      fixture.load("title,\n,\na,b\nx,1\n").notes.first
        == "the headers stand in row 3: write behind the path: header row 3")
    #expect(fixture.load("title,b\nx,1\n").notes == ["the columns are ‘title’, ‘b’"])
  }

  @Test func filledCellsRepeatTheOneAbove() {
    var fixture = Fixture([("a", .text, false), ("b", .year, false), ("c", .number, false), ("d", .number, false)])
    fixture.change { Field(filling: $0) }
    let loaded = fixture.load("a,b,c,d\nx,2022,1.5,99999999999999999999\n , , ,\ny,,,1\n,2023,,\n")
    #expect(loaded.texts() == ["x", "x", "y", "y"])
    #expect(loaded.integers(1) == [2022, 2022, 2022, 2023])
    #expect(loaded.numbers(2) == [number("1.5"), number("1.5"), number("1.5"), number("1.5")])
    #expect(loaded.numbers(3)?.last == number("1"))
    #expect(fixture.load("a,b,c,d\n,2022,1,2\n").codes == [.emptyCell])
  }

  @Test func whatStandsForNoValueIsDeclared() {
    var fixture = Fixture([("a", .optional(.number), false), ("b", .optional(.text), false), ("c", .number, false)])
    fixture.change { Field(missing: ["—", "#N/A"], $0) }
    let loaded = fixture.load("a,b,c\n — ,—,1\n#N/A,#N/A,2\n3,-,3\n")
    #expect(loaded.numbers() == [nil, nil, number("3")])
    #expect(loaded.texts(1) == [nil, nil, "-"])
    #expect(fixture.load("a,b,c\n1,x,—\n").codes == [.emptyCell])
    #expect(fixture.load("a,b,c\n…,x,1\n").codes == [.badCell])
  }

  @Test func aBadByteAmongManyRowsOfTotalsKeepsItsRow() {
    var fixture = fixture(skip: .isOne(field: 0, of: ["t"]))
    let text = "a,b\n" + (0..<500).map { $0 % 3 == 0 ? "t,\n" : "r\($0),\($0)\n" }.joined() + "z,bad\n"
    #expect(fixture.load(text).diagnostics.map { $0.place?.cell?.row } == [502])
  }
}
