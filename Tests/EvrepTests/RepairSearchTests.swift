import Evrep
import EvrepSource
import EvrepTestSupport
import Testing

/// Several findings that one small change would mend are one, with that change; and a remedy that is offered has been tried.
@Suite struct RepairSearchTests {
  private static let files = [
    "s.csv": "name,stage,pupils\nAsh,primary,300\nBow,primary,250\nCam,secondary,610\n",
    "w.csv": "name,cost\nRoof,10\nHall,20\n",
  ]

  private static let source = """
    ---
    report "Schools"
    language en
    data schools from "s.csv" counted schools {
      name    text  key
      stage   one of primary | secondary
      pupils  pupils
    }
    data works from "w.csv" {
      name  text
      cost  £
    }
    let roll = sum(schools.pupils)
    let big = schools where pupils > 280 pupils
    let each100(part, whole) = part / whole * 100 pupils
    ---
    # Schools {#overview}

    There are {count(big)} schools with {roll: .0} pupils, {each100(roll, roll)} pupils in a hundred, for £{sum(works.cost)}.

    {when roll > 900 pupils}The roll is high.{otherwise}The roll is low.{end} See {ref overview} and {ref crowded}.

    | School | Stage | Roll (pupils) |
    | --- | --- | --- |
    ::: each s in schools
    | {s.name} | {s.stage} | {s.pupils} |
    :::
    | Primary | | {sum(schools.pupils where stage = primary)} |

    ::: problem crowded when roll > 1000 pupils
    Classes are full.

    ::: measures
    Build.
    :::
    :::

    """

  private func compiled(_ source: String) -> Compilation { Case.searched(source, Self.files) }

  @Test func theReportIsFaultless() {
    let compiled = compiled(Self.source)
    #expect(compiled.diagnostics.isEmpty, "\(compiled.messages())")
  }

  /// What was found twice or more is one message, and its fix gives the report back.
  @Test(arguments: [
    // A letter on the wrong side of a bracket, a dot or a blank.
    ("{count(big)}", "{coun(tbig)}"), ("{s.name}", "{sname.}"), ("let roll", "le troll"),
    // A sign in the middle of a name, in a declaration and in a hole.
    ("let big", "let b:g"), ("schools where", "scho:ls where"), ("{roll: .0}", "{ro;l: .0}"),
    // A sign for a letter of a name, of a field, of a word of the language; for a dot and for a bracket.
    ("{count(big)}", "{count(,ig)}"), ("{s.stage}", "{s.<tage}"), ("{otherwise}", "{oth\"rwise}"),
    ("{count(big)}", "{c/unt(big)}"), ("{s.name}", "{s*name}"), ("{count(big)}", "{count{big)}"),
    ("{each100(roll, roll)}", "{each100(ro-l, roll)}"), ("{when roll > 900", "{{ roll > 900"),
    ("let roll = sum(", "let roll = sum*"), ("language en", "langu;ge en"), ("from \"w.csv\" {", "from \"w.csv\" <"),
    // A sign among the colons of a block.
    ("\n:::\n:::\n", "\n:::\nx:::\n"), ("::: measures", ")::: measures"), ("::: each", "::j each"),
    // Letters that the brace has parted from their word.
    ("{otherwise}", "o{therwise}"), ("{end}", "{en}d"), ("{ref overview}", "{ref overvie}w"),
    // Signs that are other signs.
    ("{#overview}", "{9overview}"), ("{#overview}", "{.overview}"), ("\n}\ndata works", "\nq\ndata works"),
    ("}\nlet roll", "4\nlet roll"),
    // Lines that have changed places, stand twice or are left out.
    ("data works from \"w.csv\" {\n  name  text", "  name  text\ndata works from \"w.csv\" {"),
    ("| --- | --- | --- |\n", "| --- | --- | --- |\n| --- | --- | --- |\n"),
    ("| --- | --- | --- |\n", ""), ("::: measures\n", "::: measures\n::: measures\n"),
    ("::: measures\n", ":: : measures\n"),
    ("| {s.pupils} |\n:::", "| {s.pupils} |\n"), ("::: problem crowded", "::v problem crowded"),
    // A parameter that is left out, which each call gives.
    ("(part, whole)", "(part, )"),
    // Braces that are left out, of a hole and of a word of the language.
    ("{when roll", "when roll"), ("{otherwise}", "otherwise}"), ("{end}", "{}end"), ("{when roll", "when{roll"),
    // A word on the wrong side of the brace, and a bracket.
    ("{ref overview}", "ref{ overview}"), ("{count(big)}", "count{(big)}"), ("{count(big)}", "{count(big})"),
    ("{count(big)}", "c{ount(big)}"),
    ("{end}", "{.nd}"), ("{end}", "{4nd}"), ("let roll = sum", "let roll 3 sum"),
    // A letter in the place of a brace.
    ("{ref overview}", "xref overview}"), ("{count(big)} schools", "{count(big)k schools"),
    // What is in front of its brace in the header.
    ("counted schools {", "counted { schools"),
    // The head or the end of a block, and its word.
    ("::: measures\n", ""), ("::: problem crowded when", "problem crowded when"), ("::: measures", ":::"),
    ("::: problem", "problem :::"), ("\n:::\n:::\n", "\n:::\n8::\n"),
    // A table's rows and its dashes that have changed places with what is around them.
    ("| --- | --- | --- |\n::: each s in schools\n", "::: each s in schools\n| --- | --- | --- |\n"),
    (":::\n| Primary", ":::\n\n| Primary"),
    ("{count(big)}", "count(big)}"), ("{count(big)}", "{count(big)"), ("{s.name}", "s.name}"),
    ("{roll: .0}", "{roll: .0"),
    // Another word, or another sign, than is meant.
    ("{end}", "{roll}"), ("schools where pupils", "schools and pupils"), ("{when roll > 900", "{w roll > 900"),
    ("{sum(schools.pupils where stage = primary)}", "{sum(works.pupils where stage = primary)}"),
    ("::: each s in schools", "::: when s in schools"), ("::: each s in schools", "} each s in schools"),
    ("\n:::\n| Primary", "\n{\n| Primary"), ("::: measures", "::: when"), ("{#overview}", "{x#overview}"),
    ("{#overview}", "{9#overview}"), ("{sum(works.cost)}", "{sum:works.cost)}"), ("{count(big)}", "{count(big){"),
    ("{sum(works.cost)}", "{sum::works.cost)}"), ("works.cost)}.", "works.cost){."), ("{s.pupils} |", "{s.pupils{ |"),
    ("stage   one of", "stage   key of"), ("data works from", "data works schools"),
    ("one of primary | secondary", "one of primary } secondary"), ("from \"w.csv\" {", "from \"w.csv\" >"),
    ("let roll = sum(schools.pupils)\n", "let roll = sum(schools.pupils.\n"),
    ("\n---\n# Schools", "\n-+-\n# Schools"), ("\n---\n# Schools", "\n--*\n# Schools"),
    ("\n---\n# Schools", "\n} ---\n# Schools"), ("let big =", "scenario big ="), ("{s.name}", "{s}name}"),
    ("{each100(roll, roll)}", "{each100(roll. roll)}"),
    ("| {s.pupils} |\n:::", "| {s.pupils} |\n-"), ("{otherwise}", "}otherwise}"),
    ("let roll = sum(", "let roll = sum}"),
    ("  pupils  pupils\n}", "  pupils  pupils\n?"), ("  cost  £\n}", "  cost  £}\n}"),
    // An operator that is another one.
    ("where stage = primary", "where stage * primary"), ("where stage = primary", "where stage / primary"),
    ("let roll = sum(", "let roll - sum("),
    // Two lines that have run into one.
    ("pupils)\nlet big", "pupils) let big"), ("pupils\n}\ndata", "pupils\n} data"), ("\n:::\n:::\n", "\n::: :::\n"),
    ("key\n  stage ", "key  stage "), ("  name  text\n  cost  £", "  name  text   cost  £"),
    ("{s.pupils} |\n:::", "{s.pupils} | :::"),
    // A sign of two bytes among those of the header's end.
    ("pupils\n---\n#", "pupils\n--”\n#"),
    // The end of a line that has moved over a letter, and a blank.
    ("\n}\ndata works", "\n}\nd\nata works"), ("sum(schools.pupils)\nlet big", "sum(schools.pupils\n)let big"),
    ("{when roll > 900", "{when rol l> 900"), ("{s.pupils} |\n:::", "{s.pupils} |:\n::"),
    // A blank that has moved into the next word.
    ("one of primary", "one o fprimary"), ("report \"Schools\"\nlanguage", "report \"Schools\" language"),
    // A word of the language that is left out.
    ("::: problem crowded", "::: crowded"), ("each s in schools", "each s schools"),
  ])
  func oneChangeIsOneMessage(right: String, slip: String) throws {
    try #require(Self.source.contains(right))
    let found = compiled(Self.source.replacingFirst(right, with: slip))
    #expect(found.diagnostics.count == 1, "\(found.messages())")
    let fix = try #require(found.diagnostics.first?.fixIts.first, "\(found.messages())")
    let mended = compiled(found.text(with: fix))
    #expect(mended.markdownText == compiled(Self.source).markdownText, "\(fix.replacement)\n\(mended.messages())")
  }

  /// Two words that have changed places over the signs between them.
  @Test func wordsChangePlacesOverSigns() throws {
    let right = Self.source.replacingFirst("{each100(roll, roll)}", with: "{each100(sum(schools.pupils), roll)}")
    let found = compiled(right.replacingFirst("schools.pupils), roll)", with: "schools.roll), pupils)"))
    #expect(found.diagnostics.count == 1, "\(found.messages())")
    let fix = try #require(found.diagnostics.first?.fixIts.first)
    #expect(compiled(found.text(with: fix)).markdownText == compiled(right).markdownText)
  }

  /// What cannot be guessed is one message all the same: the head of a declaration, a field with its cases.
  @Test(arguments: [
    ("data works from \"w.csv\" {\n", ""), ("  stage   one of primary | secondary\n", ""),
    ("  pupils  pupils\n", ""), ("  cost  £\n", ""), ("::: problem crowded when roll > 1000 pupils\n", ""),
    ("::: each s in schools\n", ""),
    ("  cost  £\n", "  cost  }\n"), ("  cost  £\n", "  cost  ;/pupils\n"),
  ])
  func whatIsLostIsOneMessage(right: String, slip: String) throws {
    try #require(Self.source.contains(right))
    let found = compiled(Self.source.replacingFirst(right, with: slip))
    #expect(found.diagnostics.count == 1, "\(found.messages())")
  }

  /// Two slips are two messages, in one line too, and neither takes the other for its doing.
  @Test(arguments: [
    [("{count(big)}", "{coun(big)}"), ("{roll: .0}", "{rol: .0}")],
    [("{s.name}", "{s.nam}"), ("::: measures", "::: mesures")],
    [("let roll", "le roll"), ("{ref overview}", "{ref overvew}")],
    [("{ref crowded}", "{ref crowdad}"), ("pupils  pupils", "pupils  pupls")],
  ])
  func twoSlipsAreTwoMessages(slips: [(String, String)]) throws {
    var source = Self.source
    for (right, slip) in slips {
      try #require(source.contains(right))
      source = source.replacingFirst(right, with: slip)
    }
    let found = compiled(source)
    #expect(found.diagnostics.count == 2, "\(found.messages())")
  }

  /// A remedy that would not mend its finding gives way to one that does.
  @Test(arguments: [
    ("{sum(works.cost)}", "{sumworks.cost)}", "sum(works"), ("{roll: .0}", "{roll roll: .0}", ""),
    ("count(big)}", "count(big}", ")"),
  ])
  func aRemedyIsTried(right: String, slip: String, written: String) throws {
    try #require(Self.source.contains(right))
    let source = Self.source.replacingFirst(right, with: slip)
    let found = compiled(source)
    let fix = try #require(found.diagnostics.first?.fixIts.first, "\(found.messages())")
    let mended = compiled(found.text(with: fix))
    #expect(mended.diagnostics.isEmpty, "\(fix.replacement): \(mended.messages())")
    #expect(fix.replacement == written)
  }

  /// An operator that is left out is not guessed, nor is what stands before a sign.
  @Test(arguments: [
    ("{when roll > 900 pupils}", "{when roll 900 pupils}"), ("{roll: .0}", "{roll roll: .0}"),
    ("where pupils > 280", "where pupils 280"), ("{s.name}", "{.name}"),
  ])
  func anOperatorIsNotGuessed(right: String, slip: String) throws {
    try #require(Self.source.contains(right))
    let found = compiled(Self.source.replacingFirst(right, with: slip))
    #expect(found.diagnostics.count == 1, "\(found.messages())")
    let fixes = found.diagnostics.flatMap(\.fixIts).map(\.replacement)
    #expect(fixes.allSatisfy { $0 == "" }, "\(fixes)")
  }

  /// A remedy invents no number, makes code no text, a figure no name of a heading, and takes nothing out of the header.
  @Test(arguments: [
    ("pupils > 280 pupils", "pupils > 2|80 pupils"), ("pupils > 280 pupils", "pupils > 28# pupils"),
    ("Build.", "Build {rol}"), ("language en", "language en b"),
    ("language en", "let grade = if 2 > 1 then \"a else if 3 > 2 then \"b\" else \"c\"\nlanguage en"),
  ])
  func aRemedyMakesNothingElseOfIt(right: String, slip: String) throws {
    try #require(Self.source.contains(right))
    let found = compiled(Self.source.replacingFirst(right, with: slip))
    #expect(found.hasErrors)
    for fix in found.diagnostics.flatMap(\.fixIts) {
      #expect(
        !fix.replacement.contains { "#\n".contains($0) } && !fix.replacement.contains("28"), "\(fix.replacement)")
      #expect(fix.replacement != "then b\"", "\(fix.replacement)")
    }
  }

  /// Beside other errors a remedy stays: what it would bring to light may be their doing.
  @Test func severalMistakesKeepTheirRemedies() {
    var source = Self.source.replacingFirst("sum(schools.pupils)", with: "sum(schools.pupil)")
    source = source.replacingFirst("{when roll", with: "{when{roll").replacingFirst(
      "for £", with: "in {list(works.town)} for £")
    let found = Case.searched(
      source, Self.files.merging(["w.csv": "name,cost,town\nRoof,10,Ash\nHall,20,Bow\n"]) { $1 })
    let fixes = found.diagnostics.map { $0.fixIts.first?.replacement ?? "" }
    #expect(fixes == ["pupils", "  town  text\n", "when roll"], "\(found.messages())")
  }

  /// Where several names are as near, each is offered that fits, and none before the others; what is nearest is no opposite.
  @Test func namesThatAreAsNearAreAllOffered() throws {
    func found(_ hole: String) -> Compilation {
      let source = """
        ---
        引用 "cn/education" 为 标准
        参数 本年: 数值 = 3
        参数 上年: 数值 = 2
        参数 前年: 文本 = "一"
        参数 率: % = 50%
        ---
        共\(hole)。

        """
      return Case.searched(source)
    }
    let sum = found("{d年 + 1}")
    #expect(sum.codes == [.unknownName])
    #expect(sum.diagnostics.flatMap(\.fixIts).map(\.replacement) == ["上年", "本年"], "\(sum.messages())")
    #expect(found("{木年 + 上年}").diagnostics.count == 1)
    let swapped = found("{当 率 达未到 40%}低{结束}")
    #expect(swapped.diagnostics.flatMap(\.fixIts).map(\.replacement) == ["未达到"], "\(swapped.messages())")
    let either = found("{当 率 某达到 40%}低{结束}")
    #expect(either.hasErrors && !either.diagnostics.flatMap(\.fixIts).contains { $0.isSafe }, "\(either.messages())")
  }

  /// A comma beside a bracket stands for what is lost there.
  @Test func aCaseThatIsLostIsNotLeftOut() {
    let found = compiled(
      Self.source.replacingFirst("where pupils > 280 pupils", with: "where stage in (, secondary)"))
    #expect(found.diagnostics.count == 1 && found.diagnostics[0].fixIts.isEmpty, "\(found.messages())")
  }

  /// A remedy that does not mend its finding is taken back; a name that is near remains as a note.
  @Test func aRemedyThatFailsIsTakenBack() throws {
    let brackets = compiled(Self.source.replacingFirst("{sum(works.cost)}", with: "{sum(works.cost 3)}"))
    #expect(brackets.diagnostics.count == 1 && brackets.diagnostics[0].fixIts.isEmpty, "\(brackets.messages())")
    let source = Self.source.replacingFirst("let roll =", with: "let rolls =")
    let names = compiled(source.replacingFirst("{roll: .0}", with: "{rolls: .0}"))
    let finding = try #require(names.diagnostics.first)
    #expect(names.diagnostics.count == 1 && finding.fixIts.isEmpty, "\(names.messages())")
    #expect(finding.notes.contains { $0[.english] == "did you mean ‘rolls’?" }, "\(names.messages())")
  }

  /// A column that a file has and no field is said where it is asked for, with the line that declares it; in which unit
  /// numbers are, that cannot say.
  @Test(arguments: [
    ("{only(works where name = \"Hall\").town}", "town", ["  town  text\n"]),
    ("{sum(works.weeks)} weeks", "weeks", []), ("{count(works where done = 2023)}", "done", []),
    ("{count(works where endYear = 2023)}", "endYear", ["  endYear  year\n"]),
  ])
  func aColumnThatIsNotDeclaredIsOffered(use: String, column: String, lines: [String]) throws {
    let source = Self.source.replacingFirst("There are", with: "In all \(use). There are")
    let rows = "name,cost,town,weeks,endYear,done\nRoof,10,Ash,4,2023,7\nHall,20,Bow,6,2024,8\n"
    let found = Case.searched(source, Self.files.merging(["w.csv": rows]) { $1 })
    let finding = try #require(found.diagnostics.first)
    #expect(found.diagnostics.count == 1, "\(found.messages())")
    #expect(
      finding.notes.contains { $0[.english].hasPrefix("‘w.csv’ has a column ‘\(column)’, which is not declared") })
    #expect(finding.fixIts.map(\.replacement) == lines, "\(found.messages())")
  }

  /// Without being asked for, nothing is searched.

  /// Without being asked for, nothing is searched.
  @Test func theSearchIsAskedFor() {
    let found = Case(Self.source.replacingFirst("{s.name}", with: "{sname.}"), Self.files).compile()
    #expect(found.diagnostics.count == 2, "\(found.messages())")
  }

  /// Slips by chance, the same in each run, in a sample report: none gives two messages.
  @Test func slipsByChanceAreOneMessageEach() throws {
    let subject = Case(folder: Folder.reports + "district-school-report")
    let bytes = Golden.bytes(of: Folder.reports + "district-school-report/report.evrep")
    var slips = ChanceSlips(bytes, seed: 7)
    for _ in 0..<(Environment.number("EVREP_SLIPS") ?? 40) {
      let (slip, described) = slips.next()
      var options = CompileOptions()
      options.searchesRepairs = true
      let found = Evrep.compile("report.evrep", source: slip, options: options, world: subject.world)
      #expect(found.diagnostics.count <= 1, "\(described)\n\(found.messages())")
    }
  }
}

/// Slips of the hand in the code of a report: a sign or a word is left out, stands twice, or changes places with the next.
private struct ChanceSlips {
  private let bytes: [UInt8]
  private let tokens: [Range<Int>]
  private var state: UInt64

  init(_ bytes: [UInt8], seed: UInt64) {
    self.bytes = bytes
    state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    var tokens: [Range<Int>] = []
    var (fences, start) = (0, 0)
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      defer { start += line.count + 1 }
      if line.elementsEqual("---".utf8) {
        fences += 1
      } else if fences == 1 || line.starts(with: ":::".utf8) {
        tokens += Self.tokens(bytes, start..<start + line.count)
      } else {
        var open: Int?
        for index in line.indices {
          if bytes[index] == UInt8(ascii: "{") { open = index }
          if bytes[index] == UInt8(ascii: "}"), let first = open {
            tokens += Self.tokens(bytes, first..<index + 1)
            open = nil
          }
        }
      }
    }
    self.tokens = tokens
  }

  /// Words, numbers and signs up to a comment.
  private static func tokens(_ bytes: [UInt8], _ range: Range<Int>) -> [Range<Int>] {
    var tokens: [Range<Int>] = []
    var index = range.lowerBound
    func isWord(_ byte: UInt8) -> Bool {
      byte >= 0x80 || byte == UInt8(ascii: "_") || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
        || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
    }
    while index < range.upperBound {
      let start = index
      index += 1
      if bytes[start] == UInt8(ascii: "/"), index < range.upperBound, bytes[index] == UInt8(ascii: "/") { break }
      if isWord(bytes[start]) { while index < range.upperBound, isWord(bytes[index]) { index += 1 } }
      if bytes[start] > 0x20 { tokens.append(start..<index) }
    }
    return tokens
  }

  private mutating func chance(_ bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(max(bound, 1)))
  }

  /// A report with a slip in it, and what that is.
  mutating func next() -> (bytes: [UInt8], described: String) {
    let index = chance(tokens.count - 1)
    let (token, following) = (tokens[index], tokens[index + 1])
    let sign = token.lowerBound + chance(token.count)
    var edited = bytes
    let kind = chance(5)
    switch kind {
    case 0: edited.removeSubrange(token)
    case 1: edited.insert(contentsOf: [0x20] + bytes[token], at: token.upperBound)
    case 2: edited.remove(at: sign)
    case 3: edited.insert(bytes[sign], at: sign)
    default:
      let between = bytes[token.upperBound..<following.lowerBound]
      guard !between.contains(UInt8(ascii: "\n")), !between.contains(UInt8(ascii: "}")) else { return next() }
      edited.replaceSubrange(
        token.lowerBound..<following.upperBound, with: bytes[following] + between + bytes[token])
    }
    let around = max(0, token.lowerBound - 20)..<min(edited.count, token.upperBound + 20)
    return (edited, "kind \(kind): …\(String(decoding: edited[around], as: UTF8.self))…")
  }
}
