import Evrep
import EvrepSource
import Testing

/// Two slips are two messages: no change that takes what one of them is about out of the code is a remedy of the other, and none
/// makes a report whose figures stand beside another unit.
@Suite struct NothingHiddenTests {
  private func found(_ header: String, _ body: String) -> Compilation {
    Case.searched("---\nlanguage zh\n\(header)\n---\n\(body)\n")
  }

  private static let header = "let 总 = 8 所\nlet 甲 = 3 万元\nlet 人数 = 5 人"

  @Test(arguments: [
    // Into code, a comment, a paragraph.
    ("用`a`共{甲乙}所、{丙丁}所，见`b`。", [DiagnosticCode.unknownName, .unknownName]),
    ("用`x`说{人数}万元、{人数}亩`y`。", [.unitContradicts, .unitContradicts]),
    ("甲。<!-- 注 -->共{甲乙}所、{丙丁}所<!-- 乙 -->。", [.unknownName, .unknownName]),
    ("```\n码\n```\n共{甲乙}所、{丙丁}所。", [.unknownName, .unknownName]),
    ("<!--\n注\n-->\n共{甲乙}所、{丙丁}所。", [.unknownName, .unknownName]),
    ("::: when 甲乙 > 3\n有{丙丁}人。\n:::", [.unknownName, .unknownName]),
    // The line that is not closed is not left out.
    ("::: when 甲乙 > 3\n有字。", [.unclosedBlock, .unknownName]),
    ("::: when 人数 > 3 万元\n有{人数}人。", [.unclosedBlock, .dimensionMismatch]),
    // A name that is as unknown is no remedy.
    ("又{学生}人，共{学校}所。", [.unknownName, .unknownName]),
    // The figure that is misspelled does not end the condition.
    ("{when 总 > 3 所}有{人书}人。", [.unclosedInlineWhen, .unknownName]),
  ])
  func eachIsSaid(body: String, codes: [DiagnosticCode]) {
    let found = found(Self.header, body)
    #expect(
      found.codes.sorted { $0.rawValue < $1.rawValue } == codes.sorted { $0.rawValue < $1.rawValue },
      "\(found.messages())")
  }

  @Test func aSwapBeginsNoComment() {
    #expect(found("let 总 = 8\nlet x = 总/甲乙/丙丁", "共{x: .1}。").codes == [.unknownName, .unknownName])
  }

  /// A declaration that has lost its name holds what is spelled as nothing else is, and no unit.
  @Test(arguments: [
    ("let = 3 schools", "{total} schools, {scholls} pupils.", [DiagnosticCode.unexpectedToken, .unknownName]),
    ("let = 3 schools\nparam goal: puplis = 3", "{schools} pupils.", [.unexpectedToken, .unknownUnit]),
    ("let = 3 schools", "{coutn(schools)} schools.", [.unexpectedToken, .unknownFunction]),
    // What is said of the prose alone needs no figure.
    ("let goal = 3 schols", "{goal}%%.", [.unknownUnit, .unitDoubled]),
    ("unt x\ndata t from \"t.csv\" { km area }", "{schools} pupils.", [.unknownDeclaration, .unknownUnit]),
  ])
  func aLostNameHidesNoMisspelledOne(header: String, body: String, codes: [DiagnosticCode]) {
    let found = Case("---\nlanguage en\nlet schools = 5 pupils\n\(header)\n---\n\(body)\n").compile()
    #expect(
      found.codes.sorted { $0.rawValue < $1.rawValue } == codes.sorted { $0.rawValue < $1.rawValue },
      "\(found.messages())")
  }

  /// A figure that has its unit is no word that is meant otherwise.
  @Test func aRightFigureIsNotReplaced() {
    let found = found(Self.header, "{when 总 > 3 所}有{人数}人。")
    #expect(found.codes == [.unclosedInlineWhen])
    #expect(found.diagnostics.flatMap(\.fixIts).allSatisfy { !$0.replacement.contains("结束") || $0.place.range.isEmpty })
  }

  /// A type without a unit would print beside any.
  @Test(arguments: ["支出{本年.支出}万元。甲{本年.支出}人。乙{本年.支出}亩。", "甲{本年.支出}人。乙{本年.支出}亩。", "甲{本年.支出}人。乙{本年.支出}。"])
  func noFixTakesAUnitAway(body: String) {
    let data = "data 账 from \"t.csv\" { 年度 year key; 支出 万元 }\nlet 本年 = only(账 where 年度 = 2022)"
    let found = Case.searched("---\nlanguage zh\n\(data)\n---\n\(body)\n", ["t.csv": "年度,支出\n2022,5\n"])
    #expect(found.diagnostics.count > 0)
    let fixes = found.diagnostics.flatMap(\.fixIts).map(\.replacement)
    #expect(Set(fixes).isDisjoint(with: ["text", "date", "year", "number"]), "\(found.messages())")
  }

  @Test func aMissingSignIsNoMatterOfTheColumn() {
    let data = "data 校 from \"t.csv\" counted 所 { 名 text key; 学生 人 }\nlet 占 = sum(校.学生 where 名 = \"甲\") / sum(校.学生)"
    let found = Case.searched("---\nlanguage zh\n\(data)\n---\n小学占{占}。初中占{1 - 占}。\n", ["t.csv": "名,学生\n甲,5\n乙,7\n"])
    #expect(found.codes == [.unitMissing, .unitMissing], "\(found.messages())")
  }

  /// Units that are spelled wrong in two ways are two.
  @Test func twoUnitsAreTwoMessages() {
    let found = found("let 甲 = 3 万无\nlet 乙 = 3 万圆", "好")
    #expect(found.codes.count { $0 == .unknownUnit } == 2, "\(found.messages())")
  }

  /// A third unit below two headers that have changed places is said.
  @Test func aThirdUnitBelowSwappedHeadersIsSaid() {
    let table = "| 名 | 甲（人） | 乙（万元） |\n|:--|--:|--:|\n| 一 | {甲} | {地} |\n| 二 | {甲} | {人数} |"
    let found = found(Self.header + "\nlet 地 = 2 亩", table)
    #expect(
      found.diagnostics.contains {
        $0.message[.english].contains("亩") || $0.labels.contains { $0.message[.english].contains("亩") }
      })
  }

  /// So many findings as one name makes are told in one that says how many; what is left out beside it moves nothing.
  @Test func manyPlacesAreCounted() {
    let holes = String(repeating: "共{无名}所。\n", count: 40)
    let found = Case.searched(
      "---\nlanguage zh\nparam 年: year = 2023\ndata 账 from \"t.csv\" { 年度 year key; 支出 万元 }\n---\n{年份}年\n\n\(holes)",
      ["t.csv": "年度,支出\n2022,5\n"])
    let finding = found.diagnostics.first { $0.message[.english].contains("无名") }
    #expect(finding?.notes.contains { $0[.english].contains("40") } ?? false, "\(found.messages())")
    #expect((finding?.labels.count ?? 0) < 20)
  }

  /// What begins a declaration is no word of a hole.
  @Test func aWordOfTheHeaderIsNoRemedyInAHole() {
    let data = "data s from \"t.csv\" counted 所 { 名 text key; 地 亩? }"
    let found = Case.searched(
      "---\nlanguage zh\n\(data)\n---\n有{count(s where 地 is where)}。\n", ["t.csv": "名,地\n甲,5\n乙,\n"])
    #expect(Set(found.codes) == [.unitMissing, .unknownName], "\(found.messages())")
  }

  /// A unit that could not be read is none that stands in a type's place as `key`.
  @Test func aLostTypeIsSaidBesideALostUnit() {
    let data = "unit plural crew crews\ndata s from \"t.csv\" counted 所 { 名 key; 队 crews }"
    let found = Case.searched(
      "---\nlanguage zh\n\(data)\n---\n有{count(s)}所，{sum(s.队)}crews。\n", ["t.csv": "名,队\n甲,5\n乙,3\n"])
    #expect(found.codes == [.unexpectedToken, .unknownUnit], "\(found.messages())")
  }
}
