import Evrep
import EvrepSource
import Testing

/// A slip of one word or sign is one message, and its first fix makes the report whole.
@Suite struct MendedSlipTests {
  private static let files = ["s.csv": "name,stage,pupils\nAsh,primary,300\nBow,primary,250\nCam,secondary,610\n"]

  /// `slip` stands for `right`, once, in a report that is faultless.
  struct Slip: CustomTestStringConvertible, Sendable {
    let right: String
    let slip: String
    var testDescription: String { "\(right) → \(slip)" }

    init(_ right: String, _ slip: String) { (self.right, self.slip) = (right, slip) }
  }

  private static let english = """
    ---
    report "Schools"
    language en
    data schools from "s.csv" counted schools { name text key; stage one of primary | secondary; pupils pupils }
    let roll = sum(schools.pupils)
    let big = schools where pupils > 280 pupils
    ---
    # Schools {#overview}

    There are {count(schools)} schools with {roll: .0} pupils.

    {when roll > 900 pupils}The roll is high.{otherwise}The roll is low.{end}

    ::: each s in big
    {s.name} has {s.pupils} pupils.
    :::

    ::: problem crowded when roll > 1000 pupils
    Classes are full.

    ::: measures
    Build.
    :::
    :::

    As {ref overview} and {ref crowded} say, {sum(big.pupils)} pupils are in big schools.

    """

  private static let englishSlips = [
    Slip("---\nreport", "report"), Slip("{when", "{wen"), Slip("{when", "{Wehn"), Slip("{when roll", "{roll"),
    Slip("{otherwise}", "{otherwse}"), Slip("{otherwise}", "{else}"), Slip("{otherwise}", "otherwise}"),
    Slip("{otherwise}", "{elif roll > 3 pupils}"),
    Slip("{otherwise}", "{else if roll > 3 pupils}"), Slip("{otherwise}", "{otherwise if roll > 3 pupils}"),
    Slip("{end}", "{ende}"), Slip("{end}", "{edn}"), Slip("{end}", "end}"), Slip("{end}", "{end if}"),
    Slip("{end}", "{/when}"), Slip("{end}", "{fin}"), Slip("{end}", "{end"), Slip("::: each", "::: for each"),
    Slip("::: each", ":::"), Slip("each s in", "each s on"), Slip("{ref overview}", "{see overview}"),
    Slip("{ref overview}", "{ref #overview}"), Slip("{ref overview}", "{overview}"), Slip("{#overview}", "#overview}"),
    Slip("problem crowded when", "problem crowded wen"), Slip("{roll: .0}", "{roll; .0}"),
    Slip("{roll: .0}", "{roll, .0}"), Slip("{roll: .0}", "{roll: 0.}"), Slip("{roll: .0}", "{roll: .0.}"),
    Slip("{sum(big.pupils)}", "{sum big.pupils}"), Slip("{sum(big.pupils)}", "{sum(big pupils)}"),
    Slip("{sum(big.pupils)}", "{sum(big.pupils}"), Slip("{sum(big.pupils)}", "{sum(bigpupils)}"),
    Slip("{sum(big.pupils)}", "{sum(primary.pupils)}"), Slip("sum(schools.pupils)", "sum schools.pupils"),
    Slip("schools where pupils", "schools pupils"), Slip("{sum(big.pupils)}", "{sum(big.pupils)}}"),
    Slip("{sum(big.pupils)} pupils", "{sum(big.pupils) pupils}"), Slip("pupils > 280", "pupils greater than 280"),
    Slip("pupils > 280", "pupils is more than 280"), Slip("pupils > 280", "pupils at least 280"),
    Slip("pupils > 280 pupils", "pupils > 280 pupils and where stage = primary"), Slip("{s.name}", "{name}"),
    Slip("sum(schools.pupils)", "schools.pupils.sum"), Slip("pupils > 280 pupils", "stage = primary or secondary"),
    Slip("pupils > 280 pupils", "primary"), Slip("{end}", "{{end}"), Slip("{end}", "{{end}}"),
    Slip("{end}", "{endend}"),
    Slip("{end}", "{}"), Slip("{otherwise}", "{{otherwise}"), Slip("{when", "{{when"), Slip("{when roll", "when roll"),
    Slip("::: each", "::: ::: each"), Slip("::: each", "each"), Slip("::: problem", "problem"),
    Slip("::: problem", " problem"), Slip("::: measures", "measures"), Slip("{#overview}", "{{#overview}"),
    Slip("{#overview}", "{overview#}"), Slip("{#overview}", "#{overview}"), Slip("{#overview}", "{overview}"),
    Slip("each s in big", "each s big in"), Slip("one of primary", "one f primary"),
    Slip("text key", "text keykey"), Slip("let roll", "let let roll"), Slip("---\nreport", "---\n---\nreport"),
    Slip("---\nreport", "---report"), Slip("---\nreport \"Schools\"\n", "report \"Schools\"\n---\n"),
    Slip("sum(schools.pupils)", "sum[schools.pupils]"), Slip("schools where pupils", "filter schools where pupils"),
    Slip("schools where pupils", "select * from schools where pupils"), Slip(":::\n\nAs", "::: end\n\nAs"),
    Slip("problem crowded when", "problem \"crowded\" when"), Slip("\"s.csv\"", "《s.csv》"),
    Slip("\"s.csv\"", "'s.csv'"),
    Slip("\"s.csv\"", "‘s.csv’"), Slip("\"s.csv\"", "”s.csv“"), Slip("\"s.csv\"", "“s.csv\""),
    Slip("(schools.pupils)", "(schools.pupils);"), Slip("280 pupils", "280,0 pupils"),
    Slip("let roll", "# note\nlet roll"), Slip("let roll", "-- note\nlet roll"),
    Slip("let roll", "/* note */\nlet roll"), Slip("{sum(big.pupils)}", "{=sum(big.pupils)}"),
    Slip("pupils > 280 pupils", "pupils above 280 pupils"),
    Slip("pupils > 280 pupils", "pupils between 281 pupils and 900 pupils"), Slip("> 280 pupils", "> pupils 280"),
    Slip("{roll: .0}", "{roll .0}"), Slip("language en", "lang = en"), Slip("language en", "language: en"),
    Slip("one of primary | secondary", "one of primary, secondary from \"stage\""),
    Slip("\n:::\n\n::: problem", "\n\n::: problem"), Slip("::: measures", "measures :::"),
    Slip("::: problem crowded when roll > 1000 pupils", "problem crowded when roll > 1000 pupils :::"),
    Slip("primary | secondary", "primary || secondary"), Slip("sum(schools.pupils)", "sum((schools.pupils)"),
    Slip("sum(schools.pupils)", "sum(schools.pupils) -- 0 pupils"),
    Slip("sum(schools.pupils)", "1160 pupils - --0 pupils"),
    Slip("count(schools)", "count(schools schools)"), Slip("each s in big", "each s in big order pupils"),
    Slip("stage one of primary", "one stage of primary"), Slip("{end}", "{ {end}"), Slip("{#overview}", "{##overview}"),
    Slip("{sum(big.pupils)}", "{sum(big big.pupils)}"), Slip("data schools", "data schools schools"),
    Slip("::: measures", ":::"), Slip("::: problem crowded", "problem ::: crowded"),
    Slip("one of primary", "one of of primary"), Slip("sum(schools.pupils)", "sum(schools.pupils) - - 0 pupils"),
  ]

  private static let chinese = """
    ---
    数据 学校 来自 "s.csv" 计 所 { name 文本 主键; stage 取值 primary | secondary; pupils 人 }
    令 总数 = 合计(学校.pupils)
    令 大校 = 学校 其中 pupils > 280 人
    ---
    # 学校 {#概况}

    全市有学校{计数(学校)}所，在校生{总数：.0}人。

    {当 总数 > 900 人}规模偏大{否则}规模不大{结束}。

    ::: 逐项 校 于 大校
    {校.name}有在校生{校.pupils}人。
    :::

    ::: 问题 拥挤 当 总数 > 1000 人
    学校偏挤。

    ::: 措施
    新建。
    :::
    :::

    如{参见 概况}、{参见 拥挤}所述，大校在校生{合计(大校.pupils)}人。

    """

  private static let chineseSlips = [
    Slip("---\n数据", "数据"), Slip("{当 总数", "{总数"), Slip("{当 总数", "{当总数"), Slip("{否则}", "{否者}"),
    Slip("{否则}", "否则}"), Slip("{结束}", "{结速}"), Slip("{结束}", "结束}"), Slip("{结束}", "{结束"), Slip("{结束}", "{完}"),
    Slip("{结束}", "{/当}"), Slip("逐项 校 于 大校", "逐项 校 在 大校"), Slip("逐项 校 于 大校", "校 于 大校"),
    Slip("校 于 大校", "校于大校"), Slip("{参见 概况}", "{见 概况}"), Slip("{参见 概况}", "{参见 #概况}"),
    Slip("{参见 概况}", "{概况}"), Slip("{参见 概况}", "{参见概况}"), Slip("{参见 概况}", "{参阅 概况}"),
    Slip("{#概况}", "#概况}"), Slip("{总数：.0}", "{总数；.0}"), Slip("{总数：.0}", "{总数：。0}"),
    Slip("{总数：.0}", "{总数，.0}"), Slip("{合计(大校.pupils)}", "{合计 大校.pupils}"),
    Slip("{合计(大校.pupils)}", "{合计(大校。pupils)}"), Slip("{合计(大校.pupils)}", "{合计(大校的pupils)}"),
    Slip("{合计(大校.pupils)}", "{合计(secondary.pupils)}"), Slip("{合计(大校.pupils)}", "{合计（大校.pupils}"),
    Slip("合计(学校.pupils)", "合计 学校.pupils"), Slip("学校 其中 pupils", "学校 pupils"),
    Slip("280 人", "280 人以上"), Slip("{合计(大校.pupils)}人", "{合计(大校.pupils)人}"), Slip("令 总数", "令令 总数"),
    Slip("{结束}", "{{结束}"), Slip("{结束}", "{结束结束}"), Slip("{当 总数", "当 总数"), Slip("::: 逐项", "逐项"),
    Slip("::: 逐项", "::: ::: 逐项"), Slip("::: 问题", " 问题"), Slip("::: 措施", "措施"), Slip("{#概况}", "{概况#}"),
    Slip("逐项 校 于 大校", "逐项 校 大校 于"), Slip("\"s.csv\"", "《s.csv》"), Slip("\"s.csv\"", "「s.csv」"),
    Slip("(学校.pupils)", "(学校.pupils)；"), Slip("令 总数", "# 注\n令 总数"), Slip("合计(学校.pupils)", "合计[学校.pupils]"),
    Slip("学校 其中 pupils", "筛选 学校 其中 pupils"), Slip("pupils > 280 人", "pupils 介于 281 人 且 900 人"),
    Slip("> 280 人", "> 280，0 人"), Slip("::: 问题", "::: 问题问题"), Slip("::: 措施", ":::"),
  ]

  @Test func theReportsAreFaultless() {
    for source in [Self.english, Self.chinese] {
      #expect(Case(source, Self.files).compile().diagnostics.isEmpty)
    }
  }

  @Test(arguments: englishSlips) func anEnglishSlipIsMended(slip: Slip) throws { try mend(slip, in: Self.english) }

  @Test(arguments: chineseSlips) func aChineseSlipIsMended(slip: Slip) throws { try mend(slip, in: Self.chinese) }

  private func mend(_ slip: Slip, in source: String) throws {
    try #require(source.contains(slip.right))
    var bytes = Array(source.replacingFirst(slip.right, with: slip.slip).utf8)
    let found = Case(String(decoding: bytes, as: UTF8.self), Self.files).compile()
    #expect(found.diagnostics.count == 1, "\(found.messages())")
    let fix = try #require(found.diagnostics.first?.fixIts.first, "\(found.messages())")
    bytes.replaceSubrange(fix.place.range, with: Array(fix.replacement.utf8))
    let mended = Case(String(decoding: bytes, as: UTF8.self), Self.files).compile()
    #expect(mended.diagnostics.isEmpty, "\(fix.replacement)\n\(mended.messages())")
  }

  /// What a word processor puts between words is a blank.
  @Test(arguments: ["\u{A0}", "\u{2003}", "\u{202F}", "\u{200B} ", "\u{FEFF} "])
  func pastedBlanksAreBlanks(blank: String) {
    let source = Self.english.replacingFirst("roll > 1000 pupils", with: "roll >\(blank)1000\(blank)pupils")
      .replacingFirst("let roll", with: "let\(blank)roll").replacingFirst("{ref overview", with: "{ref\(blank)overview")
    #expect(Case(source, Self.files).compile().diagnostics.isEmpty)
  }

  /// A name of several words: one message, and how it is written.
  @Test(arguments: [
    ("let roll", "let whole roll", "whole_roll"), ("let roll", "let whole-roll", "whole_roll"),
    ("name text key", "full name text key", "full_name text from \"full name\""),
    ("name text key", "full name text from \"name\" key", "full_name text"),
  ])
  func aNameOfSeveralWordsIsOneMessage(right: String, slip: String, written: String) {
    let found = Case(Self.english.replacingFirst(right, with: slip), Self.files).compile().diagnostics
      .filter { $0.code == .unexpectedToken }
    #expect(found.map { $0.fixIts.first?.replacement } == [written])
  }

  /// What may be meant in two ways is mended by its writer.
  @Test(arguments: [("each s in big", "each big order by pupils"), ("let big", "check roll = 3 pupils \"x\"\nlet big")])
  func aDoubtfulSlipHasNoSafeFix(right: String, slip: String) {
    let found = Case(Self.english.replacingFirst(right, with: slip), Self.files).compile().diagnostics
    #expect(found.first?.code == .unexpectedToken)
    #expect(!found.contains { $0.fixIts.contains(where: \.isSafe) })
  }

  @Test func aNameIsOneWord() {
    let source = Self.english.replacingFirst("problem crowded", with: "problem too crowded")
    let found = Case(source, Self.files).compile()
    #expect(found.diagnostics.first?.fixIts.first?.replacement == "too_crowded", "\(found.messages())")
  }

  /// A value that fits none of the places that use it is one finding, at its definition; one that fits a place is not.
  @Test func aDefinitionThatFitsNowhereIsOneMessage() {
    func codes(_ definition: String, _ body: String = "") -> [String] {
      let source = Self.english.replacingFirst("sum(schools.pupils)", with: definition) + body
      return Case(source, Self.files).compile().diagnostics.map { "\($0.code.rawValue) \($0.message[.english])" }
    }
    let places = "which fits none of the 3 places that use it"
    #expect(codes("50%") == ["EV0304 ‘roll’ is a ratio (%), \(places)"])
    #expect(codes("schools") == ["EV0308 ‘roll’ is the table ‘schools’, \(places)"])
    #expect(codes("50%", "\n{roll}% of them walk.\n").count == 3)
    // Two units for one figure: the prose is wrong.
    #expect(codes("50%", "\n{roll} schools are new.\n").count == 4)
  }

  @Test func aFieldThatFitsNowhereIsOneMessage() {
    let source = Self.english.replacingFirst("pupils pupils }", with: "pupils schools }")
    let found = Case(source, Self.files).compile().diagnostics
    #expect(found.map(\.code) == [.dimensionMismatch])
    #expect(
      found.first?.message[.english].hasPrefix("‘pupils’ is declared as an amount in schools, which fits none") == true)
  }

  @Test func aTableForOneRowIsOneMessage() throws {
    let source = """
      ---
      language en
      data schools from "s.csv" counted schools { name text key; stage one of primary | secondary; pupils pupils }
      let ash = schools where name = "Ash"
      ---
      Ash has {ash.pupils} pupils{when ash.pupils > 200 pupils}, many{end}, and half are {ash.pupils / 2} pupils.

      """
    let found = Case(source, Self.files).compile()
    #expect(found.codes == [.notPrintable], "\(found.messages())")
    let fix = try #require(found.diagnostics.first?.fixIts.first)
    #expect(fix.replacement == "only(schools where name = \"Ash\")")
    let mended = source.replacingFirst("schools where name = \"Ash\"", with: fix.replacement)
    #expect(Case(mended, Self.files).compile().diagnostics.isEmpty)
  }

  @Test func aNumberForAPercentageIsOneMessage() throws {
    let source = """
      ---
      language en
      data schools from "s.csv" counted schools { name text key; stage one of primary | secondary; pupils pupils }
      let big = share(count(schools where pupils > 280 pupils), count(schools))
      let limit = 80
      ---
      {big}% of the schools are big{when big < limit}, less than {limit}%{end}, {limit - big} percentage points off.

      """
    let found = Case(source, Self.files).compile()
    #expect(found.codes == [.bareNumberAgainstRatio], "\(found.messages())")
    let fix = try #require(found.diagnostics.first?.fixIts.first)
    #expect(fix.replacement == "%")
    #expect(Case(source.replacingFirst("= 80", with: "= 80%"), Self.files).compile().codes.isEmpty)
  }

  /// A name that nothing declares is one finding, wherever it stands.
  @Test func aNameThatNothingDeclaresIsOneMessage() {
    let source = Self.english.replacingFirst("let roll", with: "let total") + "\n{nothing} pupils.\n"
    let found = Case(source, Self.files).compile().diagnostics
    #expect(found.map(\.message[.english]) == ["nothing is called ‘roll’", "nothing is called ‘nothing’"])
    #expect(found.first?.labels.count == 2)
    let many = Self.english + String(repeating: "\n{nothing} pupils.\n", count: 40)
    let joined = Case(many, Self.files).compile().diagnostics
    #expect(joined.count == 1 && joined[0].notes.last?[.english] == "it stands in 40 places in all")
  }

  /// What else is wrong with an expression that could not be read is not known.
  @Test(arguments: [
    ("count(schools)", "countschools)"), ("roll > 900", "> 900 roll"),
    ("sum(big.pupils)", "sum(big.big.)"),
    ("schools where pupils > 280 pupils", "schools where pupils pupils > pupils >"),
    ("each s in big", "each s in by big stage"), ("stage one of", "stage one"),
    ("{sum(big.pupils)}", "{sum(big.pupils), 3)}"), ("{#overview}", "{#}"), ("name text key", "text key"),
    ("primary | secondary;", "primary |;"), ("roll > 1000 pupils", "roll 1000 pupils >"),
    ("problem crowded when", "problem crowdedcrowded when"), ("problem crowded when", "problem crowded"),
  ])
  func aBrokenExpressionIsOneMessage(right: String, slip: String) {
    let found = Case(Self.english.replacingFirst(right, with: slip), Self.files).compile()
    #expect(found.diagnostics.count == 1, "\(found.messages())")
  }

  @Test(arguments: [
    ("::: problem crowded", "problem crowded", 1), ("::: problem crowded", " problem crowded", 1),
    ("::: each", "each", 1), ("::: measures", "measures", 1), ("::: each", "::: ::: each", 1),
    (":::\n\nAs", "\nAs", 1), ("name text", "name text text", 1),
  ])
  func aLostFenceIsFound(right: String, slip: String, count: Int) throws {
    let found = Case(Self.english.replacingFirst(right, with: slip), Self.files).compile()
    #expect(found.diagnostics.count == count, "\(found.messages())")
  }

  @Test func aProblemThatIsNotClosedIsOneMessage() throws {
    let second = "::: problem small when roll < 2000 pupils\nSmall.\n\n::: measures\nMerge.\n:::\n:::\n\n"
    let source = Self.english.replacingFirst("::: problem", with: second + "::: problem")
    #expect(Case(source, Self.files).compile().diagnostics.isEmpty)
    let broken = source.replacingFirst("Merge.\n:::\n:::", with: "Merge.\n:::")
    let found = Case(broken, Self.files).compile()
    #expect(found.codes == [.unclosedBlock], "\(found.messages())")
    let fix = try #require(found.diagnostics.first?.fixIts.first)
    var bytes = Array(broken.utf8)
    bytes.replaceSubrange(fix.place.range, with: Array(fix.replacement.utf8))
    #expect(Case(String(decoding: bytes, as: UTF8.self), Self.files).compile().diagnostics.isEmpty)
  }

  @Test func aCountThatFitsNowhereIsOneMessage() {
    let source =
      Self.english.replacingFirst("counted schools", with: "counted pupils")
      + "\n{count(big)} schools are big.\n\n{count(schools where stage = primary)} schools are primary.\n"
    let found = Case(source, Self.files).compile().diagnostics
    #expect(found.map(\.code) == [.unitContradicts])
    #expect(found.first?.message[.english].hasPrefix("‘schools’ is counted in pupils, which fits none") == true)
  }
}
