import EvrepModel
import EvrepSource
import Testing

@testable import EvrepData

@Suite struct PlaceTests {
  @Test func eachCSVCellIsFoundAgain() throws {
    var fixture = Fixture([("名称", .text, true), ("人数", .quantity(persons), false), ("备注", .optional(.text), false)])
    let text = "序号,备注, 人数 ,名称\r\n1,\"一,\"\"二\"\"\",\"1,200\",甲校\r\n2,, 5 ,\"乙\n校\"\r\n"
    let loaded = fixture.load(text)
    let source = try #require(loaded.table?.source)
    let contents = [["甲校", "1,200", "一,\"\"二\"\""], ["乙\n校", " 5 ", ""]]
    let headers = ["名称", "人数", "备注"]
    for row in 0..<2 {
      for field in 0..<3 {
        let place = source.place(row: row, field: field)
        #expect(loaded.text(place) == contents[row][field])
        let column = [4, 3, 2][field]
        #expect(
          place.cell
            == CellAddress(row: row + 2, column: column, header: headers[field], content: contents[row][field]))
      }
    }
    #expect(source.rowOffsets.count == 2)
    #expect(loaded.sources[source.file].text(source.rowOffsets[1]..<source.rowOffsets[1] + 3) == "2,,")
  }

  @Test func eachJSONValueIsFoundAgain() throws {
    var fixture = Fixture([("名称", .text, true), ("人数", .optional(.quantity(persons)), false)])
    let text = "[ {\"x\": [{\"名称\":\"不是\"}], \"人数\" : 1.5e1 , \"\\u540d称\":\"甲\\n校\"},\n{\"名称\":\"乙\"}]"
    let loaded = fixture.load(text, as: "json")
    let source = try #require(loaded.table?.source)
    #expect(loaded.texts(0) == ["甲\n校", "乙"])
    #expect(loaded.text(source.place(row: 0, field: 0)) == "甲\\n校")
    #expect(loaded.text(source.place(row: 0, field: 1)) == "1.5e1")
    #expect(loaded.text(source.place(row: 1, field: 0)) == "乙")
    #expect(source.place(row: 1, field: 0).cell == CellAddress(row: 2, column: 1, header: "名称", content: "乙"))
    let absent = source.place(row: 1, field: 1)
    #expect(absent.range == source.rowOffsets[1]..<source.rowOffsets[1])
    #expect(absent.cell == CellAddress(row: 2, column: 2, header: "人数", content: ""))
  }

  @Test(arguments: ["csv", "json"]) func aCellThatIsNotThereHasAnEmptyPlace(format: String) throws {
    var fixture = Fixture("a", .text)
    let loaded = fixture.load(format == "csv" ? "a\nx\n" : "[{\"a\":\"x\"}]", as: format)
    let source = try #require(loaded.table?.source)
    for (row, field) in [(1, 0), (0, 1), (99, 99)] { #expect(source.place(row: row, field: field).range == 0..<0) }
  }

  @Test func aBadCellIsPlacedExactlyAndNamesItsDeclaration() {
    var fixture = Fixture([("名称", .text, false), ("人数", .quantity(persons), false)])
    let loaded = fixture.load("名称,x,人数\n甲,1,\"12人\"\n")
    #expect(loaded.marked == ["12人"])
    #expect(
      loaded.diagnostics[0].place?.cell == CellAddress(row: 2, column: 3, header: "人数", content: "12人"))
    #expect(loaded.diagnostics[0].labels.map(\.place) == [fixture.schema.fields[1].place])
  }
}
