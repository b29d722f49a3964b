import Evrep
import EvrepSource
import EvrepTestSupport
import Testing

/// An end of a line, a delimiter, a cell or a column of a data file that stands elsewhere is one message, whatever comes of it.
@Suite struct DataRepairTests {
  private static let source = """
    ---
    language en
    unit work plural works
    data works from "w.csv" counted works { id text key; kind one of road | bridge; cost £; paid £; begun date; ended date?; crews people }
    check paidIsLess: count(works where paid > cost) = 0
    ---
    {count(works)} works cost £{sum(works.cost)}, of which {sum(works.paid) / sum(works.cost)}% is paid.

    """

  private static let rows = [
    "id,kind,cost,paid,begun,ended,crews", "W1,road,125000,103384,2023-04-01,2024-03-20,42",
    "W2,bridge,48000,47125,2023-06-15,,18", "W3,road,91050,90500,2023-09-01,,27",
    "W4,bridge,27500,26890,2024-01-10,2024-11-30,12", "W5,road,15230,14600,2024-02-01,,9",
  ]

  private func found(_ right: String = "", _ slip: String = "") throws -> Compilation {
    let text = Self.rows.joined(separator: "\n") + "\n"
    try #require(text.contains(right) || right.isEmpty)
    return Case.searched(Self.source, ["w.csv": right.isEmpty ? text : text.replacingFirst(right, with: slip)])
  }

  @Test func theFileIsFaultless() throws { #expect(try found().codes == []) }

  @Test(arguments: [
    // A row in two lines.
    ("W2,bridge", "W2\nbridge", "one row stands in two lines: is it ‘W2,bridge,"),
    ("W2,bridge", "W2,\nbridge", "one row stands in two lines: is it ‘W2,bridge,"),
    ("W2,bridge", "W2\n,bridge", "one row stands in two lines: is it ‘W2,bridge,"),
    ("48000,47125", "48000\n47125", "one row stands in two lines"),
    ("id,kind", "id\nkind", "one row stands in two lines: is it ‘id,kind,"),
    // The end of a line some signs off.
    ("2024-03-20,42\n", "2024-03-20\n,42", "a line ends in the wrong place: is the next row ‘W2,"),
    ("2024-03-20,42\nW2", "2024-03-20,42W2\n", "a line ends in the wrong place"),
    ("18\nW3,road", "18W3,\nroad", "a line ends in the wrong place: is the next row ‘W3,"),
    // A delimiter some signs off.
    ("2024-03-20,42", "2024-03-2042,", "are they ‘2024-03-20’ and ‘42’?"),
    ("road,125000", "road12,5000", "are they ‘road’ and ‘125000’?"),
    ("bridge,48000", "brid,ge48000", "are they ‘bridge’ and ‘48000’?"),
    // A delimiter too many is no exchange of cells, in a row whose last cell is empty too.
    ("W2,bridge,48000", "W2,,bridge,48000", "two signs that part cells stand side by side"),
    ("W2,bridge,48000", "W2,bri,dge,48000", "one cell is parted in two, ‘bri’ and ‘dge’: is it ‘bridge’?"),
    ("47125,2023-06-15,,18", "47125,2023-06,-15,,18", "is it ‘2023-06-15’?"),
    // Beside quoted cells; two rows in one line leave no cell to compare with.
    ("W2,bridge,48000", "\"W,2\",bridge\n48000", "one row stands in two lines"),
    ("42\nW2,bridge", "42W2,bridge", "two rows stand in one line: does ‘W2,bridge"),
    ("42\nW2,bridge", "42,\"W,2\",bridge", "two rows stand in one line: does ‘\"W,2\""),
    // Cells in each other's place, of which one is too large, or empty.
    ("48000,47125,2023-06-15,", ",47125,2023-06-15,48000", "‘48000’ seem to stand in each other's place"),
    ("road,125000,103384", "road,103384,125000", "the check ‘paidIsLess’ fails"),
  ])
  func whatStandsElsewhereIsOneMessage(right: String, slip: String, text: String) throws {
    let found = try found(right, slip)
    #expect(found.diagnostics.count == 1, "\(found.messages())")
    #expect(found.messages().contains(text), "\(found.messages())")
  }

  /// A header with the only row but one.
  @Test(arguments: ["", ";", ","]) func aHeaderRunIntoARowIsOneMessage(sign: String) throws {
    let text = Self.rows.prefix(3).joined(separator: "\n").replacingFirst("crews\nW1", with: "crews\(sign)W1")
    let found = Case.searched(Self.source, ["w.csv": text + "\n"])
    #expect(found.diagnostics.count == 1, "\(found.messages())")
    #expect(found.messages().contains("two rows stand in one line: does ‘W1,road"), "\(found.messages())")
  }

  /// What else is wrong is told beside it.
  @Test func anotherSlipIsAnotherMessage() throws {
    let found = try found(
      "W2,bridge,48000,47125,2023-06-15,,18\nW3,road", "W2\nbridge,48000,47125,2023-06-15,,18\nW3,rod")
    #expect(found.diagnostics.count == 2, "\(found.messages())")
    let both = try self.found(
      "W2,bridge,48000,47125,2023-06-15,,18\nW3,road", "W2\nbridge,48000,47125,2023-06-15,,18\nW3\nroad")
    #expect(both.codes == [.raggedRow, .raggedRow], "\(both.messages())")
  }

  /// A cell with a sign of its neighbour's may be misspelled, or hold it.
  @Test func aBadCellMayHoldItsNeighboursSign() throws {
    let found = try found("W2,bridge", "W2b,ridge").messages()
    #expect(
      found.contains("‘ridge’ is not one of the cases") && found.contains("or what parts two cells stands elsewhere"),
      "\(found)")
    #expect(found.contains("are they ‘W2’ and ‘bridge’?"), "\(found)")
    let misspelled = try self.found("W2,bridge,48000", "W2,brigde,48000").messages()
    #expect(!misspelled.contains("elsewhere"), "\(misspelled)")
  }

  /// Two numbers that are each wrong are no exchange.
  @Test func twoBadCellsAreTwoMessages() throws {
    let found = try found("W2,bridge,48000", "W2,brid,4800O")
    #expect(found.diagnostics.count == 2, "\(found.messages())")
  }
}
