import Evrep
import EvrepSource
import Testing

/// What follows from a mistake is no message of its own: not in the figures that rest on it, not in the text under a
/// condition that has it, not in the other cells that say the same.
@Suite struct OneCauseTests {
  private static let rows =
    "name,stage,pupils,boarders\nAsh,primary,300,\nBow,primary,250,\nCam,secondary,610,40\nDee,primary,200,\n"

  private static let source = """
    ---
    report "Schools"
    language en
    data schools from "s.csv" counted schools {
      name text key; stage one of primary | secondary; pupils pupils; boarders pupils?
    }
    let roll = sum(schools.pupils)
    let some = schools where stage in (primary, secondary)
    check whole: sum(some.pupils) = roll "the parts are not the whole"
    check known: count(schools where boarders is missing) = 3 schools
    ---
    There are {roll} pupils.

    ::: problem small when roll < 900 pupils
    The roll is too low, a fall of {roll - 2000 pupils} pupils.

    ::: measures
    Merge.
    :::
    :::

    | School | Roll (pupils) |
    | --- | --: |
    ::: each s in schools
    | {s.name} | {s.pupils} |
    :::

    """

  private func found(_ right: String, _ slip: String, _ rows: String = rows) throws -> Compilation {
    try #require(Self.source.contains(right))
    return Case(Self.source.replacingFirst(right, with: slip), ["s.csv": rows]).compile()
  }

  @Test func theReportIsFaultless() {
    let compiled = Case(Self.source, ["s.csv": Self.rows]).compile()
    #expect(compiled.diagnostics.isEmpty, "\(compiled.messages())")
  }

  @Test(arguments: [
    // A check that rests on a definition which could not be read whole.
    ("(primary, secondary)", "(primary, , )"),
    // The text of a problem whose condition names nothing.
    ("when roll < 900", "when rolls < 900"),
    // A table whose rows are a block that has lost its colons.
    ("::: each s", "each s"),
    // A field whose words have changed places.
    ("stage one of primary | secondary", "one stage of primary | secondary"),
    ("pupils pupils;", "pupils from pupils \"pupils\";"),
    ("pupils pupils;", "pupils pupils from stage \"pupils\";"),
    // A field whose unit breaks off.
    ("pupils pupils;", "pupils pupils/;"),
    // A definition in which more than one thing cannot be read.
    ("schools where stage in (primary, secondary)", "schools where = stage primary)"),
    // Measures that stand right behind their problem.
    ("::: measures\nMerge.\n:::\n:::", ":::\n\n::: measures\nMerge.\n:::"),
    // A figure in a problem whose first line is missing.
    ("::: problem small when roll < 900 pupils\n", ""),
    // A declaration whose first word is missing, behind one that is whole.
    ("language en\ndata schools", "language en\nschools"),
    // A field of which the data and the report both say that it may be empty.
    ("boarders pupils?", "boarders pupils"),
  ])
  func whatFollowsIsNoMessage(right: String, slip: String) throws {
    let found = try found(right, slip)
    #expect(found.diagnostics.count == 1, "\(found.messages())")
  }

  /// Beside the error in one problem, what is wrong elsewhere is still said.
  /// A unit whose divisor has become a comment, a year that is nowhere declared, the key of rows that are set, a definition
  /// that a scenario sets: one message each.
  @Test(arguments: [
    ("费 元/人", "费 元//人", DiagnosticCode.unknownUnit), ("参数 年份: year = 2022\n", "", .unknownName),
    ("  年度 year key\n", "", .unknownName), ("令 率 = 甲.费 / 10 元/人", "令 率 = 甲.费", .dimensionMismatch),
  ])
  func whatADeclarationLeadsToIsOneMessage(right: String, slip: String, code: DiagnosticCode) throws {
    let source = """
      ---
      引用 "cn/education" 为 标准
      参数 年份: year = 2022
      数据 t 来自 "t.csv" {
        年度 year key
        费 元/人
      }
      令 甲 = only(t where 年度 = 年份)
      令 率 = 甲.费 / 10 元/人
      情景 低 {
        设 t[2022].费 = 3 元/人
        设 率 = 20%
        期望 率 < 30%
      }
      ---
      每人{甲.费}元/人，占{率}%，标准{标准.大班额人数}人。

      """
    let files = ["t.csv": "年度,费\n2022,5\n"]
    // The standard that it needs a year for has not been confirmed.
    #expect(Case(source, files).compile().codes == [.unconfirmedStandard])
    try #require(source.contains(right))
    let found = Case(source.replacingFirst(right, with: slip), files).compile()
    #expect(found.codes.filter { $0 != .unconfirmedStandard } == [code], "\(found.messages())")
  }

  /// A year in which no standard is in force yet is one message, however many the report asks for.
  @Test func standardsOfAnotherYearAreOneMessage() {
    let report = """
      ---
      引用 "cn/education" 为 标准
      参数 年份: year = 222
      ---
      标准{标准.大班额人数}人，{标准.幼儿园师幼比: 1:n}，{标准.班额(小学)}人，{标准.班额(初中)}人。

      """
    let found = Case(report).compile()
    #expect(found.codes == [.notInForce], "\(found.messages())")
    #expect(found.diagnostics[0].labels.contains { $0.message[.english] == "‘幼儿园师幼比’ is asked for here" })
  }

  /// A year that no row has is one message: checks that fail with it, and standards that are not in force, are its doing. A
  /// check that does not read it fails for a reason of its own.
  @Test func aYearThatIsNowhereIsOneMessage() {
    func found(_ year: Int, _ check: String) -> Compilation {
      let report = """
        ---
        引用 "cn/education" 为 标准
        参数 年份: year = \(year)
        数据 t 来自 "t.csv" {
          年度 year key
          学生 人
        }
        令 本年 = only(t where 年度 = 年份)
        核验 不晚: \(check)
        ---
        学生{本年.学生}人，标准{标准.班额(小学)}人。

        """
      return Case(report, ["t.csv": "年度,学生\n2021,5\n2022,6\n"]).compile()
    }
    let later = found(222, "count(t where 年度 > 年份) = 0")
    #expect(later.codes == [.notExactlyOne], "\(later.messages())")
    let other = found(222, "count(t) = 5")
    #expect(other.codes.filter { $0.severity == .error } == [.notExactlyOne, .checkFailed], "\(other.messages())")
  }

  /// What a failing check looks at is sought once in each definition, however often one builds on another.
  @Test func aCheckOfDefinitionsThatDoubleEnds() {
    let doubles = (1..<31).map { "let a\($0) = a\($0 - 1) + a\($0 - 1)\n" }.joined()
    let source =
      "---\nlanguage en\ndata t from \"t.csv\" { n pupils }\nlet a0 = sum(t.n)\n" + doubles
      + "check small: a30 < 1 pupils\n---\nA.\n"
    #expect(Case(source, ["t.csv": "n\n1\n"]).compile().codes == [.checkFailed])
  }

  /// A row of totals that is wrong in each of its columns is so for one reason; one wrong figure is one.
  @Test func aRowOfTotalsIsOneMessage() {
    func codes(_ total: String) -> [DiagnosticCode] {
      let rows = "| A | {1 pupil: pupils} | {2 £: £} |\n| B | {3 pupils: pupils} | {4 £: £} |\n"
      let table = "| Name | Roll | Cost |\n| --- | --- | --- |\n\(rows)| Total | \(total) |\n"
      return Case("---\nlanguage en\n---\n\(table)").compile().codes
    }
    #expect(codes("{4 pupils: pupils} | {6 £: £}") == [])
    #expect(codes("{5 pupils: pupils} | {7 £: £}") == [.totalNotOfRows])
    #expect(codes("{4 pupils: pupils} | {7 £: £}") == [.totalNotOfRows])
  }

  @Test func whatDoesNotFollowIsStillSaid() throws {
    let both =
      Self.source.replacingFirst("when roll < 900", with: "when rolls < 900")
      + "\nA rise of {roll - 2000 pupils} pupils.\n"
    let found = Case(both, ["s.csv": Self.rows]).compile()
    #expect(found.codes.count == 2, "\(found.messages())")
  }

  /// A branch that has lost its colons is no prose.
  @Test(arguments: ["otherwise", " otherwise", "otherwise :::", "否则"])
  func aLostBranchIsOneMessage(line: String) {
    let source = """
      ---
      language en
      let roll = 3 pupils
      ---
      ::: when roll > 2 pupils
      Many.

      \(line)
      Few.
      :::

      """
    let found = Case(source, [:]).compile()
    #expect(found.codes == [.misspelledFence], "\(found.messages())")
    #expect(found.diagnostics.first?.fixIts.first?.isSafe == true)
  }

  /// Of a table without rows each figure says the same.
  @Test func aTableWithoutRowsIsOneMessage() {
    let source = """
      ---
      language en
      data schools from "s.csv" counted schools { name text; pupils pupils }
      let most = max(schools.pupils)
      ---
      {most} pupils, {median(schools.pupils)} pupils and {average(schools.pupils): .1} pupils.

      """
    let found = Case(source, ["s.csv": "name,pupils\n"]).compile()
    #expect(found.codes == [.noRows], "\(found.messages())")
  }

  /// Cells with one fault are one message, two of them too.
  @Test func cellsThatHoldTheSameAreOneMessage() throws {
    let many = "name,stage,pupils,boarders\nA,primary,n/a,\nB,primary,n/a,\nC,primary,5,\nD,primary,n/a,\n"
    let found = try found("pupils pupils;", "pupils pupils;", many)
    let bad = found.diagnostics.filter { $0.code == .badCell }
    #expect(bad.map { $0.notes.first?[.english] } == ["so it is in 3 rows in all: 2–3, 5"], "\(found.messages())")
    let two = try self.found(
      "pupils pupils;", "pupils pupils;", many.replacingFirst("D,primary,n/a", with: "D,primary,7"))
    let both = two.diagnostics.filter { $0.code == .badCell }
    #expect(both.map { $0.notes.first?[.english] } == ["so it is in 2 rows in all: 2–3"], "\(two.messages())")
  }

  /// Cells that are empty and may not be: one message, which offers to let them be.
  @Test func emptyCellsAreOneMessage() throws {
    let rows = "name,stage,pupils,boarders\nA,primary,,\nB,primary,,\nC,primary,5,\nD,primary,,\n"
    let found = try found("pupils pupils;", "pupils pupils;", rows)
    let empty = found.diagnostics.filter { $0.code == .emptyCell }
    #expect(empty.count == 1 && empty.first?.fixIts.first?.replacement == "?", "\(found.messages())")
  }

  /// One cell may be misspelt itself; where the report agrees with it, the declaration is.
  @Test func aCaseThatIsMisspeltInItsDeclarationIsOneMessage() throws {
    let rows = "name,stage,pupils,boarders\nA,primary,900,4\nB,secondary,50,\n"
    let one = try found("one of primary | secondary", "one of primary | secodary", rows)
    let blamed = one.diagnostics.filter { [.badCell, .unknownCase].contains($0.code) }
    #expect(blamed.count == 1 && blamed.first?.fixIts.first?.replacement == "secondary", "\(one.messages())")
    let twice = try found("one of primary | secondary", "one of primary | secondarysecondary", rows)
    #expect(twice.diagnostics.count { [.badCell, .unknownCase].contains($0.code) } == 1, "\(twice.messages())")
  }
}
