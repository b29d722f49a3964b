import Evrep
import EvrepSource
import EvrepTestSupport
import Testing

/// Two cells of a row, two columns or two headers that stand in each other's place are one message; so is what a file that
/// breaks off makes of the cell before its end.
@Suite struct SwappedCellTests {
  private static let declaration = """
    ---
    language en
    data schools from "s.csv" { name text key; stage one of primary | secondary; year year; pupils pupils; area pupils }
    ---
    {sum(schools.pupils)} pupils, {sum(schools.area)} pupils, {list(schools.name)}.

    """

  private func found(_ rows: [String], _ header: String = "name,stage,year,pupils,area") -> Compilation {
    Case(Self.declaration, ["s.csv": ([header] + rows).joined(separator: "\n") + "\n"]).compile()
  }

  private static let rows = ["Ash,primary,2001,10,20", "Bow,secondary,2002,20,30", "Cam,primary,2003,30,40"]

  @Test func theRowsAreFaultless() { #expect(found(Self.rows).codes == []) }

  @Test(arguments: [
    ("Ash,2001,primary,10,20", "‘2001’ and ‘primary’"), ("Ash,primary,x,10,20", "‘x’ is not a year"),
    ("Ash,10,2001,primary,20", "‘10’ and ‘primary’"),
  ])
  func twoCellsInEachOthersPlaceAreOneMessage(row: String, text: String) {
    let found = found([row] + Self.rows.dropFirst())
    #expect(found.codes == [.badCell], "\(found.messages())")
    #expect(found.messages().contains(text), "\(found.messages())")
  }

  /// A text takes whatever the other cell holds, and what refers to it is not there.
  @Test func aCaseInTheColumnOfTheKeyIsOneMessage() {
    let source = Self.declaration.replacingFirst(
      "}\n---", with: "}\ndata works from \"w.csv\" { n text key; school text refers schools.name }\n---")
    let rows = ["name,stage,year,pupils,area", "primary,Ash,2001,10,20"] + Self.rows.dropFirst()
    let found = Case(
      source, ["s.csv": rows.joined(separator: "\n") + "\n", "w.csv": "n,school\nroof,Ash\ndoor,Bow\n"]
    ).compile()
    #expect(found.codes == [.badCell], "\(found.messages())")
    #expect(found.messages().contains("‘Ash’ and ‘primary’ stand in each other's column"), "\(found.messages())")
  }

  /// A reference that leads nowhere is no doing of a bad cell of another table.
  @Test func whatIsBadElsewhereHidesNoReference() {
    let source = Self.declaration.replacingFirst(
      "}\n---", with: "}\ndata works from \"w.csv\" { n number; school text refers schools.name }\n---")
    let rows = ["name,stage,year,pupils,area"] + Self.rows
    let found = Case(source, ["s.csv": rows.joined(separator: "\n") + "\n", "w.csv": "n,school\nDee,Dee\n2,Bow\n"])
      .compile()
    #expect(Set(found.codes) == [.badCell, .brokenReference], "\(found.messages())")
  }

  /// A column of numbers with gaps under the header of one that may have none.
  @Test func gapsUnderAnotherHeaderAreOneMessage() {
    let source = Self.declaration.replacingFirst("area pupils", with: "area pupils?").replacingFirst(
      "sum(schools.area)", with: "sum(schools.area skipping missing)")
    let rows = ["Ash,primary,2001,,20", "Bow,secondary,2002,20,30", "Cam,primary,2003,,40"]
    func found(_ header: String, _ rows: [String]) -> Compilation {
      Case(source, ["s.csv": ([header] + rows).joined(separator: "\n") + "\n"]).compile()
    }
    let swapped = found("name,stage,year,pupils,area", rows)
    #expect(swapped.codes == [.emptyCell], "\(swapped.messages())")
    #expect(swapped.messages().contains("seem to be swapped"), "\(swapped.messages())")
    // Where the other has a gap too, its header is its own.
    let gaps = found("name,stage,year,pupils,area", rows.dropLast() + ["Cam,primary,2003,,"])
    #expect(gaps.codes == [.emptyCell, .emptyCell], "\(gaps.messages())")
  }

  @Test func aColumnOfYearsOneOfWhichIsSuchByChance() {
    let found = found(["Ash,primary,10.5,2001,20", "Bow,secondary,20.5,2002,30", "Cam,primary,2003,2004,40"])
    #expect(found.codes == [.badCell], "\(found.messages())")
    #expect(found.messages().contains("the two headers seem to be swapped"), "\(found.messages())")
  }

  /// The file of another table, and the objects of one.
  @Test func theFileOfAnotherTableIsOneMessage() {
    let source = """
      ---
      data a from "a.csv" { name text key; size number; note text }
      data b from "a.csv" { name text key; cost number; state text; due year }
      data c from "d.json" { name text key; cost number; state text; due year }
      data d from "d.json" { name text key; far number; near number? }
      ---
      {sum(a.size)} {sum(b.cost)} {sum(c.cost)} {sum(d.far)} {count(c where due > 2000)}.

      """
    let found = Case(
      source, ["a.csv": "name,size,note\nx,1,y\n", "d.json": #"[{"name": "x", "far": 2, "near": 1}]"#]
    ).compile()
    #expect(found.codes == [.columnMissing, .columnMissing], "\(found.messages())")
    #expect(found.messages().contains("has the columns of ‘a’, and not those of ‘b’"), "\(found.messages())")
    #expect(found.messages().contains("has the columns of ‘d’, and not those of ‘c’"), "\(found.messages())")
  }

  /// Neither fits the other's field.
  @Test func twoBadCellsOfARowAreTwoMessages() {
    let found = found(["Ash,first,x,10,20"] + Self.rows.dropFirst())
    #expect(found.codes == [.badCell, .badCell], "\(found.messages())")
  }

  @Test func aColumnOfYearsUnderAnotherHeaderIsOneMessage() {
    let found = found(Self.rows, "name,stage,pupils,year,area")
    #expect(found.codes == [.badCell], "\(found.messages())")
    #expect(found.messages().contains("the two headers seem to be swapped"), "\(found.messages())")
  }

  @Test func aHeaderThatStandsTwiceMayBeTheOneThatIsMissing() {
    let found = found(Self.rows, "name,stage,year,pupils,pupils")
    #expect(found.codes == [.duplicateColumn], "\(found.messages())")
    #expect(found.messages().contains("no column is called ‘area’: is it one of the two?"), "\(found.messages())")
    // Two are missing: which of them is meant is not known.
    #expect(self.found(Self.rows, "name,stage,name,pupils,pupils").codes.count > 1)
  }

  @Test func aCellBeforeTheEndOfWhatCanBeReadIsNotJudged() {
    let source = Self.declaration.replacingFirst("s.csv", with: "s.json").replacingFirst(
      "name text key; stage one of primary | secondary; year year; pupils pupils; area pupils",
      with: "name text key; pupils pupils; area pupils")
    let good = #"{"name": "Ash", "pupils": 3, "area": 1}, "#
    for (row, codes) in [
      (#"{"name": ""Bow", "pupils": 3, "area": 1}"#, [.malformedData]),
      (#"{"name": "Bow", "pupils": "x", "area": 1 "y": 2}"#, [.badCell, .malformedData]),
    ] as [(String, [DiagnosticCode])] {
      let found = Case(source, ["s.json": "[\(good)\(row)]"]).compile()
      #expect(found.codes == codes, "\(found.messages())")
    }
  }

  /// A comma that stands a letter off, in a row and among the headers, and one that is missing there.
  @Test(arguments: [
    ("Ash,primar,y2001,10,20", "are they ‘primary’ and ‘2001’?"),
    ("Ash,primary2,001,10,20", "are they ‘primary’ and ‘2001’?"),
  ])
  func aCommaInARowIsOneMessage(row: String, text: String) {
    let found = found([row] + Self.rows.dropFirst())
    #expect(found.codes == [.badCell], "\(found.messages())")
    #expect(found.messages().contains(text), "\(found.messages())")
  }

  @Test(arguments: [
    ("name,stage,year,pupil,sarea", DiagnosticCode.columnMissing), ("name,stage,year,pupilsa,rea", .columnMissing),
    ("name,stage,year,pupilsarea", .raggedRow),
  ])
  func aCommaAmongTheHeadersIsOneMessage(header: String, code: DiagnosticCode) {
    let found = found(Self.rows, header)
    #expect(found.codes == [code], "\(found.messages())")
    // The last cell of a row may be empty.
    #expect(self.found(Self.rows.dropLast() + ["Cam,primary,2003,30,"], header).codes.count == 1)
  }

  /// A text that is no case is one, in however many cells it stands; two texts are two.
  @Test func aCaseThatIsMissingIsOneMessage() {
    let rows = ["Ash,special,2001,10,20", "Bow,special,2002,20,30", "Cam,primary,2003,30,40"]
    #expect(found(rows).codes == [.badCell])
    #expect(found(rows + ["Dee,middle,2003,30,41"]).codes == [.badCell, .badCell])
  }
}
