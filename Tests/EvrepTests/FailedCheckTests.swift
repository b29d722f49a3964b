import Evrep
import EvrepSource
import EvrepTestSupport
import Testing

/// A number that is wrong fails a check, and perhaps another one, and makes words around figures false: it is one message.
@Suite struct FailedCheckTests {
  private static let files = [
    "d.csv": "k,stage,v,n,m\nArden,primary,8,100,60\nCole,primary,5,20,10\nDent,secondary,7,60,30\n",
    "y.csv": "year,spent\n2022,18\n2023,20\n", "w.csv": "k,cost\nCole,3\nDent,4\n",
  ]

  private static let source = """
    ---
    language en
    data d from "d.csv" counted schools { k text key; stage one of primary | secondary; v £; n pupils; m pupils }
    data y from "y.csv" { year year key; spent £ }
    data w from "w.csv" { k text refers d.k; cost £ }
    let now = only(y where year = 2023)
    let before = only(y where year = 2022)
    let primary1 = d where stage = primary
    check spending: now.spent = sum(d.v)
    check parts: count(d where v > 7 £) = 1 school
    check girls: sum(d.m) <= sum(d.n)
    check other: before.spent < 19 £
    ---
    Spending was £{now.spent}, £{sum(primary1.v)} of it in primary schools and £{sum(w.cost)} on works.

    {sum(d.n)} pupils, of whom {share(sum(d.m), sum(d.n))}% are girls.

    """

  private func compiled(_ file: String, _ right: String, _ slip: String) throws -> Compilation {
    var files = Self.files
    let text = try #require(files[file])
    try #require(text.contains(right))
    files[file] = text.replacingFirst(right, with: slip)
    return Case.searched(Self.source, files)
  }

  @Test func theReportIsFaultless() { #expect(Case(Self.source, Self.files).compile().codes == []) }

  @Test(arguments: [
    // Two checks look at one column.
    ("d.csv", "primary,5", "primary,15"),
    // So do words around a figure, and a share.
    ("y.csv", "2023,20", "2023,2"), ("d.csv", "100,60", "100,600"),
    // A number that cannot be.
    ("d.csv", "100,60", "-100,60"),
    // A row that another table refers to.
    ("d.csv", "Cole,primary,5,20,10\n", ""),
  ])
  func oneNumberIsOneMessage(file: String, right: String, slip: String) throws {
    let found = try compiled(file, right, slip)
    #expect(found.diagnostics.count == 1, "\(found.messages())")
  }

  /// A total of another table is wrong for a reason of its own, though both are sums.
  @Test func anotherTotalIsSaid() {
    let table = """
      | Works | Cost (£) |
      | --- | --: |
      ::: each x in w
      | {x.k} | {x.cost} |
      :::
      | Total | {sum(w.cost) - 1 £} |

      """
    let rows = "k,stage,v,n,m\nArden,primary,8,100,600\nCole,primary,5,20,10\nDent,secondary,7,60,30\n"
    let found = Case(Self.source + "\n" + table, Self.files.merging(["d.csv": rows]) { $1 }).compile()
    #expect(found.codes == [.checkFailed, .totalNotOfRows], "\(found.messages())")
  }

  /// Checks of other columns are messages of their own.
  @Test func twoNumbersAreTwo() throws {
    let source = Self.source.replacingFirst("before.spent < 19 £", with: "sum(w.cost) < 5 £")
    let rows = "k,stage,v,n,m\nArden,primary,8,100,60\nCole,primary,5,20,10\nDent,secondary,6,60,30\n"
    let found = Case(source, Self.files.merging(["d.csv": rows]) { $1 }).compile()
    #expect(found.codes == [.checkFailed, .checkFailed], "\(found.messages())")
  }

  /// What a writer says of a check is told with another one too.
  @Test func theMessageOfEachCheckIsTold() throws {
    var source = Self.source.replacingFirst(
      "check parts:", with: "check total: sum(d.v) < 25 £ \"too dear\"\ncheck parts:")
    source = source.replacingFirst("check parts: count(d where v > 7 £) = 1 school", with: "")
    var files = Self.files
    files["d.csv"] = files["d.csv"]?.replacingFirst("primary,5", with: "primary,15")
    let found = Case.searched(source, files).diagnostics.filter { $0.code == .checkFailed }
    #expect(found.count == 1)
    #expect(found.first?.notes.contains { $0[.english] == "too dear" } ?? false)
  }

  /// What is said of a figure by way of definitions goes with the check; what rests on other fields does not.
  @Test func whatRestsOnTheNumberIsTheSame() throws {
    let source = Self.source.replacingFirst(
      "check spending:", with: "let part = sum(primary1.v) / now.spent\ncheck spending:"
    )
    .replacingFirst("sum(d.n))}% are girls.", with: "sum(d.n))}% are girls, and spending was {part}% of it.")
    let files = Self.files.merging(["y.csv": "year,spent\n2022,18\n2023,200000\n"]) { $1 }
    let found = Case.searched(source, files)
    #expect(found.codes == [.checkFailed], "\(found.messages())")
    let girls = Self.files["d.csv"]?.replacingFirst("100,60", with: "100,600") ?? ""
    let both = Case.searched(source, files.merging(["d.csv": girls]) { $1 })
    #expect(both.codes.count { $0 == .checkFailed } == 2, "\(both.messages())")
  }

  /// A number far above all others is why the check fails.
  @Test func aNumberOfAnotherSizeIsTheSame() throws {
    let rows = (1...6).map { "S\($0),primary,1,\($0 + 20),5\n" }.joined()
    let files = Self.files.merging([
      "d.csv": "k,stage,v,n,m\nArden,primary,8,100,60\nCole,primary,5,20,100000\nDent,secondary,7,60,30\n" + rows
    ]) { $1 }
    let source = Self.source.replacingFirst(
      "check spending: now.spent = sum(d.v)", with: "check spending: now.spent > 1 £")
    let found = Case.searched(source, files)
    #expect(found.codes == [.checkFailed], "\(found.messages())")
    #expect(found.diagnostics.first?.labels.contains { $0.message[.english].contains("times") } ?? false)
  }

  /// Two shares of a field that cannot be are one message; of other fields they are two.
  @Test(arguments: [
    ("{share(sum(d.m), sum(d.n))}% and {share(sum(primary1.m), sum(primary1.n))}%.", 1),
    ("{share(sum(d.m), sum(d.n))}% and {share(sum(d.v), now.spent / 2)}%.", 2),
  ])
  func sharesOfOneFieldAreOneMessage(body: String, count: Int) throws {
    let header = Self.source.split(separator: "\ncheck ").first.map { String($0) } ?? ""
    let files = Self.files.mapValues { $0.replacing("100,60", with: "100,600") }
    let found = Case.searched(header + "\n---\n\(body)\n", files)
    #expect(found.codes == Array(repeating: .impossibleRatio, count: count), "\(found.messages())")
  }
}
