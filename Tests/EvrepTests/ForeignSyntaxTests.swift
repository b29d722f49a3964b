import Evrep
import EvrepSource
import EvrepTestSupport
import Testing

/// Syntax that newcomers bring from templates, spreadsheets and programs: each is one message, which says what is written
/// here, and whose fix leaves nothing to be found.
@Suite struct ForeignSyntaxTests {
  private static let files = [
    "schools.csv": "name,phase,pupils,rate,spend\nAsh,primary,120,93%,1\nBeech,secondary,800,91%,2\n",
    "学校.csv": "名称,类型,在校生\n甲,小学,100\n乙,初中,200\n",
  ]

  private static func english(_ header: String, _ body: String, _ field: String = "spend £m") -> String {
    """
    ---
    data schools from "schools.csv" counted schools {
      name text key; phase one of primary | secondary; pupils pupils; rate %
      \(field)
    }
    let total = sum(schools.pupils)
    let ash = only(schools where name = "Ash")
    \(header)
    ---
    We have {total} pupils at {count(schools)} schools.

    \(body)

    """
  }

  private static func chinese(_ header: String, _ body: String) -> String {
    """
    ---
    数据 学校 来自 "学校.csv" 计 所 { 名称 文本 主键; 类型 取值 小学 | 初中; 在校生 人 }
    令 总数 = 合计(学校.在校生)
    令 甲校 = 唯一(学校 其中 名称 = "甲")
    \(header)
    ---
    学生{总数}人，学校{计数(学校)}所。

    \(body)

    """
  }

  /// Lines of an English header, with what is said of them in part, and what they become.
  private static let declarations = [
    ("check total > 100 pupils", "a check has a name", "check total: total > 100 pupils"),
    (
      "check total > 100 pupils \"few\"", "‘check total: total > 100 pupils’", "check total: total > 100 pupils \"few\""
    ),
    ("check total > 100 pupils : \"few\"", "a check has a name", "check total: total > 100 pupils \"few\""),
    ("check: total > 100 pupils", "a check has a name", "check total: total > 100 pupils"),
    ("check(total > 100 pupils, \"few\")", "a check has a name", "check total: total > 100 pupils \"few\""),
    ("check \"too few\": total > 100 pupils", "a check has a name", "check total: total > 100 pupils \"too few\""),
    ("check count(schools) = 2 schools", "a check has a name", "check schools: count(schools) = 2 schools"),
    ("assert total > 100 pupils", "a check has a name", "check total: total > 100 pupils"),
    ("require total > 100 pupils", "a check has a name", "check total: total > 100 pupils"),
    ("ensure total > 100 pupils", "a check has a name", "check total: total > 100 pupils"),
    ("check few: total > 100 pupils 'few'", "double quotes", "check few: total > 100 pupils \"few\""),
    ("let half: pupils = total / 2", "a ‘let’ has no type", "let half = total / 2"),
    ("let half(x: number) = x / 2", "a ‘let’ has no type", "let half(x) = x / 2"),
    ("# a note", "a note begins with ‘//’", "// a note"), ("-- a note", "a note begins with ‘//’", "// a note"),
    ("/* a note */", "a note begins with ‘//’", "// a note"), ("; a note", "a note begins with ‘//’", "// a note"),
    ("<!-- a note -->", "a note begins with ‘//’", "// a note"),
    ("let half = total / 2 # a note", "a note begins with ‘//’", "let half = total / 2 // a note"),
    ("let half = total / 2 /* a note */", "a note begins with ‘//’", "let half = total / 2 // a note"),
    ("#let half = total / 2", "no ‘#’", "let half = total / 2"),
    ("param place: text = 'Hill'", "double quotes", "param place: text = \"Hill\""),
    ("let one = only(schools, name = \"Ash\")", "behind ‘where’", "let one = only(schools where name = \"Ash\")"),
    (
      "let n = sum(schools.pupils) where phase = primary", "inside the brackets",
      "let n = sum(schools.pupils where phase = primary)"
    ),
    (
      "let n = sumif(schools.pupils, phase = primary)", "no ‘sumif’",
      "let n = sum(schools.pupils where phase = primary)"
    ),
    ("let n = schools.pupils |> sum", "before what it is given", "let n = sum(schools.pupils)"),
    (
      "let n = total > 1 pupils ? 3 : 4", "‘if total > 1 pupils then 3 else 4’",
      "let n = if total > 1 pupils then 3 else 4"
    ),
    ("let n = IF(total > 1 pupils, 3, 4) + 1", "a choice", "let n = (if total > 1 pupils then 3 else 4) + 1"),
  ]

  /// Fields of an English header.
  private static let fields = [
    ("spend £ million", "‘£m’", "spend £m"), ("spend GBP m", "‘£m’", "spend £m"),
    ("spend million pounds", "‘£m’", "spend £m"),
    ("spend £m # note", "‘//’", "spend £m // note"),
    ("spend £m = \"spend\"", "behind ‘from’", "spend £m from \"spend\""),
    ("spend £m <- \"spend\"", "behind ‘from’", "spend £m from \"spend\""),
    ("spend £m [\"spend\"]", "behind ‘from’", "spend £m from \"spend\""),
    ("spend £m as \"spend\"", "behind ‘from’", "spend £m from \"spend\""),
    ("spend £m not null", "never empty", "spend £m"), ("spend £m required", "never empty", "spend £m"),
    ("spend £m integer", "one type", "spend £m"), ("spend optional £m", "behind its type", "spend £m?"),
    ("spend text(20)", "no length", "spend text"), ("spend text (private)", "without brackets", "spend text private"),
  ]

  /// Paragraphs of an English body.
  private static let body = [
    ("{ash[\"pupils\"]} pupils.", "a field is ‘ash.pupils’", "{ash.pupils} pupils."),
    ("{ash['pupils']} pupils.", "a field is ‘ash.pupils’", "{ash.pupils} pupils."),
    ("{schools[\"Ash\"].pupils} pupils.", "evrep has no ‘[…]’", "{only(schools where name = \"Ash\").pupils} pupils."),
    (
      "{sum(schools[phase == primary].pupils)} pupils.", "evrep has no ‘[…]’",
      "{sum(schools.pupils where phase = primary)} pupils."
    ),
    (
      "{count(schools where phase in [primary])} schools.", "a list is ‘(primary)’",
      "{count(schools where phase in (primary))} schools."
    ),
    ("{'Ash'}", "double quotes", "{\"Ash\"}"),
    ("{when ash.phase = 'primary'}Yes.{end}", "a case stands without quotes", "{when ash.phase = primary}Yes.{end}"),
    ("{total | round(1)} pupils.", "a format stands behind ‘:’", "{total: .1} pupils."),
    ("{{ total | round(1) }} pupils.", "a format stands behind ‘:’", "{total: .1} pupils."),
    ("{schools | length} schools.", "‘count(schools)’", "{count(schools)} schools."),
    ("{ash.name | upper}", "printed as it is", "{ash.name}"),
    ("{schools.len()} schools.", "‘count(schools)’", "{count(schools)} schools."),
    ("{schools.pupils.sum()} pupils.", "‘sum(schools.pupils)’", "{sum(schools.pupils)} pupils."),
    ("{count(schools.filter(phase = primary))} schools.", "‘where’", "{count(schools where phase = primary)} schools."),
    ("{if total > 1 pupils: \"a\" else: \"b\"}", "a choice", "{if total > 1 pupils then \"a\" else \"b\"}"),
    ("{if (total > 1 pupils) \"a\" else \"b\"}", "a choice", "{if (total > 1 pupils) then \"a\" else \"b\"}"),
    ("{\"a\" if total > 1 pupils else \"b\"}", "a choice", "{if total > 1 pupils then \"a\" else \"b\"}"),
    ("{if(total > 1 pupils, \"a\", \"b\")}", "a choice", "{if total > 1 pupils then \"a\" else \"b\"}"),
    (
      "{case when total > 1 pupils then \"a\" else \"b\" end}", "a choice",
      "{if total > 1 pupils then \"a\" else \"b\"}"
    ),
    (
      "{if total > 1 pupils then \"a\" elif total > 0 pupils then \"b\" else \"c\"}", "‘else if’",
      "{if total > 1 pupils then \"a\" else if total > 0 pupils then \"b\" else \"c\"}"
    ),
    ("{count(schools, phase = primary)} schools.", "behind ‘where’", "{count(schools where phase = primary)} schools."),
    ("{COUNTIF(schools, phase = primary)} schools.", "no ‘COUNTIF’", "{count(schools where phase = primary)} schools."),
    (
      "{sum(filter(schools, phase = primary).pupils)} pupils.", "no ‘filter’",
      "{sum(schools.pupils where phase = primary)} pupils."
    ),
    ("::: each schools as s\n{s.name}.\n:::", "‘each s in schools’", "::: each s in schools\n{s.name}.\n:::"),
    ("::: each schools\n{s.name}.\n:::", "‘each s in schools’", "::: each s in schools\n{s.name}.\n:::"),
    ("::: {when total > 1 pupils}\nYes.\n:::", "no braces", "::: when total > 1 pupils\nYes.\n:::"),
    (
      "::: when total > 1 pupils\nYes.\n::: default\nNo.\n:::", "default",
      "::: when total > 1 pupils\nYes.\n::: otherwise\nNo.\n:::"
    ),
    (
      "{% if total > 1 pupils %}Yes.{% else %}No.{% endif %}", "{when x > 3}",
      "{when total > 1 pupils}Yes.{otherwise}No.{end}"
    ),
    ("{#if total > 1 pupils}Yes.{:else}No.{/if}", "{when x > 3}", "{when total > 1 pupils}Yes.{otherwise}No.{end}"),
  ]

  /// The line of a problem.
  private static let problems = [
    ("low: min(schools.rate) < 95%", "behind ‘when’", "low when min(schools.rate) < 95%"),
    ("low where min(schools.rate) < 95%", "behind ‘when’", "low when min(schools.rate) < 95%"),
    ("low = min(schools.rate) < 95%", "behind ‘when’", "low when min(schools.rate) < 95%"),
    ("\"Rates are low\" when min(schools.rate) < 95%", "one word", "Rates_are_low when min(schools.rate) < 95%"),
    (
      "low when exists schools where rate < 95%", "whether there are rows",
      "low when count(schools where rate < 95%) > 0"
    ),
  ]

  private static let chineseDeclarations = [
    ("核验 总数 > 100 人", "核验要有名字", "核验 总数: 总数 > 100 人"), ("断言 总数 > 100 人", "核验要有名字", "核验 总数: 总数 > 100 人"),
    ("令 半数: 人 = 总数 / 2", "不写类型", "令 半数 = 总数 / 2"), ("／／ 注释", "注释以“//”开头", "// 注释"),
    ("令 数 = 合计(学校.在校生，类型 = 小学)", "其中", "令 数 = 合计(学校.在校生 其中 类型 = 小学)"),
    ("令 数 = 条件求和(学校.在校生, 类型 = 小学)", "条件求和", "令 数 = 合计(学校.在校生 其中 类型 = 小学)"),
    ("令 数 = 合计(学校.在校生 其中 类型 为 小学)", "=", "令 数 = 合计(学校.在校生 其中 类型 = 小学)"),
    ("令 行 = 唯一(学校 其中 名称 = 「甲」)", "双引号", "令 行 = 唯一(学校 其中 名称 = \"甲\")"),
    ("令 行 = 唯一(学校 其中 名称 == ‘甲’)", "双引号", "令 行 = 唯一(学校 其中 名称 == \"甲\")"),
    ("令 数 = 如果(总数 > 1 人, 3, 4)", "二选一", "令 数 = 若 总数 > 1 人 则 3 否则 4"),
  ]

  private static let chineseBody = [
    ("{甲校[“在校生”]}人。", "字段写作“甲校.在校生”", "{甲校.在校生}人。"),
    ("{学校[“甲”].在校生}人。", "没有“[…]”", "{唯一(学校 其中 名称 = “甲”).在校生}人。"),
    ("{总数|保留1位}人。", "格式写在“:”之后", "{总数: .1}人。"),
    ("{总数 > 1 人 ? \"多\" : \"少\"}", "二选一", "{若 总数 > 1 人 则 \"多\" 否则 \"少\"}"),
    ("{条件计数(学校, 类型=小学)}所。", "条件计数", "{计数(学校 其中 类型=小学)}所。"),
    ("::: 逐项 学校\n{校.名称}。\n:::", "逐项 校 于 学校", "::: 逐项 校 于 学校\n{校.名称}。\n:::"),
  ]

  private func expectMended(
    _ source: String, _ mended: String, _ said: String, _ language: MessageLanguage = .english
  ) throws {
    let found = Case(source, Self.files).compile()
    let findings = found.diagnostics.filter { $0.severity == .error }
    #expect(findings.count == 1, "\(found.messages())")
    let finding = try #require(findings.first)
    #expect(finding.message[language].contains(said), "\(found.messages())")
    let fix = try #require(finding.fixIts.first, "\(found.messages())")
    #expect(found.text(with: fix) == mended)
    let clean = Case(mended, Self.files).compile()
    #expect(!clean.hasErrors, "\(clean.messages())")
    // The search for repairs leaves the remedy as it is.
    let searched = Case.searched(source, Self.files).diagnostics.filter { $0.severity == .error }
    #expect(searched.count == 1)
    let kept = try #require(searched.first?.fixIts.first)
    #expect(found.text(with: kept) == mended, "\(kept.message[.english])")
  }

  @Test(arguments: declarations.indices) func aDeclarationIsReadAsItIsMeant(index: Int) throws {
    let (line, said, mended) = Self.declarations[index]
    try expectMended(Self.english(line, ""), Self.english(mended, ""), said)
  }

  @Test(arguments: fields.indices) func aFieldIsReadAsItIsMeant(index: Int) throws {
    let (line, said, mended) = Self.fields[index]
    try expectMended(Self.english("", "", line), Self.english("", "", mended), said)
  }

  @Test(arguments: body.indices) func aParagraphIsReadAsItIsMeant(index: Int) throws {
    let (line, said, mended) = Self.body[index]
    try expectMended(Self.english("", line), Self.english("", mended), said)
  }

  @Test(arguments: problems.indices) func aProblemIsReadAsItIsMeant(index: Int) throws {
    let (line, said, mended) = Self.problems[index]
    func block(_ head: String) -> String {
      Self.english("", "::: problem \(head)\nAttendance is low.\n\n::: measures\n- Visit.\n:::\n:::")
    }
    try expectMended(block(line), block(mended), said)
  }

  @Test(arguments: chineseDeclarations.indices) func aChineseDeclarationIsReadAsItIsMeant(index: Int) throws {
    let (line, said, mended) = Self.chineseDeclarations[index]
    try expectMended(Self.chinese(line, ""), Self.chinese(mended, ""), said, .chinese)
  }

  @Test(arguments: chineseBody.indices) func aChineseParagraphIsReadAsItIsMeant(index: Int) throws {
    let (line, said, mended) = Self.chineseBody[index]
    try expectMended(Self.chinese("", line), Self.chinese("", mended), said, .chinese)
  }

  /// The heads of tables.
  @Test(arguments: [
    ("data \"schools.csv\" as t {", "data t from \"schools.csv\" {"),
    ("data from \"schools.csv\" as t {", "data t from \"schools.csv\" {"),
    ("data t from csv \"schools.csv\" {", "data t from \"schools.csv\" {"),
    ("data t from \"schools.csv\" counted as schools {", "data t from \"schools.csv\" counted schools {"),
    ("data t from \"schools.csv\" unit schools {", "data t from \"schools.csv\" counted schools {"),
  ])
  func theHeadOfATableIsReadAsItIsMeant(line: String, mended: String) throws {
    func report(_ head: String) -> String { "---\n\(head) name text; phase text }\n---\nOf {list(t.name)}.\n" }
    try expectMended(report(line), report(mended), "")
  }

  /// Cases of a field.
  @Test(arguments: [
    "enum primary | secondary", "enum(primary, secondary)", "one of (primary, secondary)", "text primary | secondary",
    "either primary or secondary", "[primary, secondary]", "\"primary\" | \"secondary\"", "枚举（primary，secondary）",
  ])
  func casesAreReadAsTheyAreMeant(type: String) throws {
    func report(_ type: String) -> String {
      "---\ndata t from \"schools.csv\" { name text; phase \(type) }\n---\nOf {list(t.name where phase = primary)}.\n"
    }
    let one = type.hasPrefix("枚") ? "取值" : "one of"
    try expectMended(report(type), report("\(one) primary | secondary"), "the cases of a field")
  }

  /// Tags that are never closed are one set, up to the end of their paragraph.
  @Test(arguments: [
    ("{% if total > 1 pupils %}a {% if total > 2 pupils %}b", 1),
    ("{% if total > 1 pupils %}a\n\n{% if total > 2 pupils %}b", 2),
  ])
  func openTagsAreOneFinding(line: String, count: Int) {
    let found = Case(Self.english("", line), Self.files).compile()
    #expect(found.codes == Array(repeating: .unexpectedToken, count: count), "\(found.messages())")
  }

  /// What stands where other syntax could is none: nothing is found.
  @Test(arguments: [
    "{ash.name}’s ‘big’ school, Ash's 'own'.", "{#here}", "[{total} pupils](x) | {ash.name}",
    "`{x | y}` {ash.pupils} pupils",
    "{if total > 1 pupils then \"a\" else \"b\"}", "{min(ash.pupils, 3 pupils)} pupils.",
    "{list(schools.name where phase = primary)}",
  ])
  func whatIsRightIsNotTouched(line: String) {
    let found = Case(Self.english("", line), Self.files).compile()
    #expect(!found.diagnostics.contains { $0.code == .unexpectedToken }, "\(found.messages())")
  }
}
