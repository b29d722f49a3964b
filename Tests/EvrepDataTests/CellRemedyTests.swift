import EvrepModel
import EvrepSource
import EvrepUnits
import Testing

@testable import EvrepData

/// What is said of cells that could be read in two ways, and are read in none.
@Suite struct CellRemedyTests {
  private func note(_ cell: String, _ type: Type) -> String? {
    var fixture = Fixture("a", type)
    fixture.units = Self.units
    let loaded = fixture.load("a\n\"" + cell + "\"\n")
    #expect(loaded.codes == [.badCell])
    return loaded.notes.first
  }

  private static let units: UnitRegistry = {
    var units = UnitRegistry()
    _ = units.declare("人", as: .newDimension)
    _ = units.declare("元", as: .newDimension)
    _ = units.declare("¥", as: .newDimension)
    _ = units.declare("万", as: .multiple(Number(10_000), of: .number))
    _ = units.declare("¤k", as: .multiple(Number(1_000), of: .number))
    return units
  }()

  @Test(arguments: [
    ("(1,234)", "did you mean ‘-1234’?"), ("（１，２３４.5）", "did you mean ‘-1234.5’?"), ("1 234", "did you mean ‘1234’?"),
    ("1\u{A0}234.5", "did you mean ‘1234.5’?"), ("12.", "did you mean ‘12’?"), (".5", "did you mean ‘0.5’?"),
    ("'12", "the apostrophe says that the spreadsheet holds a text: write 12"),
    ("12.5%", "the cell is in %, the field is not"),
    ("12人", "the unit stands in the declaration, and the cell holds the number alone: 12"),
    ("1,200 人", "the unit stands in the declaration, and the cell holds the number alone: 1200"),
    ("3万人", "the cell is in ‘万人’, the field is in ‘人’"), ("5元", "the cell is in ‘元’, the field is in ‘人’"),
    ("#DIV/0!", "the spreadsheet has an error there: mend its formula"),
    ("n/a", "if it stands for no value, declare ‘a’ with ‘?’ and missing \"n/a\"; if it stands for nothing, write 0"),
    ("TBC", "a value that is still to come is none: declare ‘a’ with ‘?’ and missing \"TBC\""),
    ("待定", "a value that is still to come is none: declare ‘a’ with ‘?’ and missing \"待定\""),
    ("28*", "‘*’ marks a note, and the cell holds the number alone: 28"),
    ("1,200②", "‘②’ marks a note, and the cell holds the number alone: 1200"),
    ("186O", "‘O’ is a letter: did you mean ‘1860’?"), ("l2", "‘l’ is a letter: did you mean ‘12’?"),
    ("5元", "the cell is in ‘元’, the field is in ‘人’"), ("¥1,950", "the cell is in ‘¥’, the field is in ‘人’"),
    (
      "5.214E+04",
      "the spreadsheet has shortened it to 52140, and what is cut off is lost: format the column as numbers, and save the file again"
    ),
    (
      "5E-02",
      "the spreadsheet has shortened it to 0.05, and what is cut off is lost: format the column as numbers, and save the file again"
    ),
    ("#######", "the spreadsheet shows this where a column is too narrow: widen it, and save the file again"),
    ("11.9万", "‘万’ is written out: 119000"), ("1.5k", "‘k’ is written out: 1500"),
    ("*", "if it stands for no value, declare ‘a’ with ‘?’ and missing \"*\"; if it stands for nothing, write 0"),
    ("[x]", "if it stands for no value, declare ‘a’ with ‘?’ and missing \"[x]\"; if it stands for nothing, write 0"),
    ("—", "if it stands for no value, declare ‘a’ with ‘?’ and missing \"—\"; if it stands for nothing, write 0"),
  ])
  func numbers(cell: String, note: String) { #expect(self.note(cell, .quantity(persons)) == note) }

  @Test(arguments: ["q", "1.234,5", "()", "(x)", "((1))", "(-1)", "1e3", "12xyz", "%", "1-2"]) func nothingIsGuessed(
    cell: String
  ) {
    #expect(note(cell, .quantity(persons)) == nil)
  }

  @Test func aSumHasItsSignInTheDeclaration() {
    let yuan = Self.units.unit(named: "¥")
    let note = "the unit stands in the declaration, and the cell holds the number alone: 11950"
    let field = yuan.map { Fixture("a", .quantity($0.kind, unit: $0)).schema.fields[0] }
    #expect(field.flatMap { CellRemedy($0, content: "￥11950", units: Self.units).notes.first?[.english] } == note)
  }

  @Test func aMarkInAnOptionalFieldIsToBeDeclared() {
    let text = "if it stands for no value, declare ‘a’ with missing \"…\"; if it stands for nothing, write 0"
    #expect(note("…", .optional(.quantity(persons))) == text)
  }

  @Test(arguments: [
    ("44566", "it looks like a spreadsheet's serial number of a day: format the column as dates"),
    ("1/5/2022", "day and month could be either: put the year first"),
    ("#N/A", "the spreadsheet has an error there: mend its formula"),
  ])
  func dates(cell: String, note: String) { #expect(self.note(cell, .date) == note) }

  @Test(arguments: [
    ("2022.0", "did you mean ‘2022’?"),
    ("45291", "it looks like a spreadsheet's serial number of the day 2023-12-31: write 2023"),
    ("2022-2023", "did you mean ‘2022’?"), ("2022年度", "did you mean ‘2022’?"),
  ])
  func years(cell: String, note: String) { #expect(self.note(cell, .year) == note) }
}
