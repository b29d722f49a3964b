import Evrep
import EvrepReview
import EvrepSource
import EvrepTestSupport
import Testing

/// Messages of a redacted copy, and what a comparison prints, hold nothing that is hidden.
@Suite struct DiscreetMessagesTests {
  private static let header = """
    language en
    style plain
    param city: text private = "Geheim"
    param opened: year private = 1987
    data s from "s.csv" counted schools { name text key private; low pupils private; n pupils; area 平方米?; kind one of xray | yankee private; open text }
    let t = sum(s.low)
    let all = sum(s.n)
    let r = growth(31337 pupils, 41414 pupils)

    """

  private static let body = """
    # Of {city}, {all} pupils

    There are {t} pupils of {city}, and {all} pupils. They rose by {r}%. {list(s.name)}: {only(s where low > 90000 pupils).open}.
    {list(s.kind)} {first(s order by low descending).open} {max(s.n)} pupils

    | School | n (pupils) |
    |:--|--:|
    ::: each x in s
    | {x.name} | {x.n} |
    :::

    ::: problem old when opened < 1990
    Old {city}.
    ::: measures
    - {city} {when t > 5 pupils}is large{otherwise}is small{end}
    :::
    :::

    """

  private static let rows = """
    name,low,n,area,kind,open
    Verdeckt1,98765,33317,1,xray,o1
    Verdeckt2,43210,44417,,yankee,o2

    """

  private static let secrets = [
    "Geheim", "1987", "Verdeckt", "98765", "98,765", "43210", "43,210", "141975", "141,975", "xray", "yankee", "77734",
    "77,734", "33317", "33,317", "44417", "44,417", "31337", "31,337", "41414", "41,414", "24.3", "Huw’s", "9000",
  ]

  /// Reports that go wrong in what they say of data: each a declaration more, a line more, or other rows.
  private static let slips: [(declaration: String, line: String, rows: String)] = [
    ("check few: t < 100 pupils", "", rows),
    ("check few: all < 100 pupils and t > 3 pupils, \"there are {all} of {city} by {r: .1}\"", "", rows),
    ("check same: only(s where n > 40000 pupils).name = \"nobody\"", "", rows),
    ("check near: t ≈ 12 pupils", "", rows),
    ("check half: share(t, all) < 50% and opened > 1990", "", rows),
    ("", "{only(s where low > 1 pupils).open}", rows),
    ("", "{only(s where n > 40000 pupils).area}平方米", rows),
    ("", "{growth(all, sum((s where n < 3 pupils).n))}%", rows),
    ("", "{1000 pupils / (t - t)} ", rows),
    ("", "They fell by {r}%, about {share(t, all): .2}%, over {all} pupils.", rows),
    ("let typo = sum(s.n) + 98765 teachers", "", rows),
    ("let typo = city = Geheim1987", "", rows),
    ("", "", rows + "Verdeckt1,43210,33317,1,xray,o3\n"),
    ("", "", rows + "Huw’s Verdeckt ‘3,4x3210,33317,1,xray,o3\n"),
    ("", "", rows + "Verdeckt3,43210,,1,Geheimx,o3\n"),
    ("", "", rows + "Verdeckt3,43210\n"),
    ("", "", rows + "\"Verdeckt3,43210\n"),
    ("", "", "name,low,n\nVerdeckt3,43210,1987\n"),
  ]

  @Test(arguments: slips.indices) func aRedactedCopysMessagesHoldNothingHidden(index: Int) {
    let slip = Self.slips[index]
    var report = Case(
      "---\n\(Self.header)\(slip.declaration)\n---\n\(Self.body)\n\(slip.line)\n", ["s.csv": slip.rows])
    report.options.isRedacted = true
    let compilation = report.compile()
    var texts = [compilation.htmlText, compilation.markdownText]
    for format in MessageFormat.allCases {
      for language in MessageLanguage.allCases {
        var options = MessageOptions(format: format, language: language)
        options.describeRule = { Catalogue.description(of: $0, in: language) }
        texts.append(messages([compilation.findings], options))
      }
    }
    for secret in Self.secrets {
      let leak = texts.first { $0.contains(secret) } ?? ""
      #expect(leak == "", "\(secret) is told")
    }
  }

  @Test func aRedactedFailureStillNamesWhatFailed() {
    var report = Case("---\n\(Self.header)check few: t < 100 pupils\n---\n", ["s.csv": Self.rows])
    report.options.isRedacted = true
    #expect(
      report.compile().messages() == """
        error[EV0507]: the check ‘few’ fails
          --> case.evrep:10:12
           |
           = *
           = └─ t = sum(s.low)  *

        1 error, 0 warnings

        """)
  }

  // MARK: Comparisons

  private func side(_ change: (String) -> String, hidesPrivate: Bool = true) throws -> ReviewedReport {
    var report = Case(
      "---\n\(Self.header)check few: t < 100 pupils\n---\n\(Self.body)", ["s.csv": change(Self.rows)])
    report.options.hidesPrivate = hidesPrivate
    report.options.parameters = [("city", change("Geheim")), ("opened", change("1987"))]
    let (compilation, reviewed) = review(
      report.path, name: "r", source: nil, options: report.options, world: report.world)
    return try #require(reviewed, Comment(rawValue: compilation.messages()))
  }

  private func forms(_ diff: ReportDiff) -> String {
    var text = ""
    for language in MessageLanguage.allCases {
      var terminal = DiffTerminal(diff, language: language, isColored: false)
      var markdown = DiffMarkdown(diff, language: language)
      var page = DiffPage(diff, language: language)
      text += terminal.render() + markdown.render() + page.render() + DiffJSON.text([diff], language: language)
    }
    return text
  }

  private func changed(_ text: String) -> String {
    var text = text
    for (old, new) in [("Verdeckt1", "Versteckt1"), ("98765", "98764"), ("33317", "33318"), ("Geheim", "Geheimer")] {
      text = text.replacing(old, with: new)
    }
    return text.replacing("1987", with: "1999")
  }

  @Test func aComparisonNamesNothingPrivate() throws {
    let text = forms(ReportDiff(old: try side({ $0 }), new: try side(changed)))
    for secret in [
      "Geheim", "1987", "1999", "Verdeckt", "Versteckt", "9876", "43,210", "141975", "141,975", "141974", "141,974",
      "yankee",
    ] {
      #expect(!text.contains(secret), "\(secret) is told")
    }
    #expect(text.contains("33317 → 33318"), "what is not private is told as it was")
  }

  @Test func whatIsPrivateIsComparedWhereItIsAskedFor() throws {
    let diff = ReportDiff(
      old: try side({ $0 }, hidesPrivate: false), new: try side(changed, hidesPrivate: false))
    let text = forms(diff)
    #expect(text.contains("Verdeckt1") && text.contains("Versteckt1") && text.contains("Geheimer"))
  }
}
