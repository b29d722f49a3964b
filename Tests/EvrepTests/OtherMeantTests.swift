import Evrep
import EvrepSource
import EvrepTestSupport
import Testing

/// A line whose first word is another one, a definition of another table, a level without its sign, a name that something else has: one
/// message each, wherever it shows.
@Suite struct OtherMeantTests {
  private static let files = [
    "h.csv": "house,kind,loans,visits,rooms\nAsh,town,300,1500,\nBow,rural,250,900,\nCam,town,610,2100,9\n",
    "y.csv": "year,income,satisfied\n2022,10,81\n2023,12,79\n",
    "f.json": #"{"year": 2023, "houses": [{"ward": "West", "seats": 30}]}"#,
  ]

  private static let source = """
    ---
    report "Libraries of {county}" for edition
    language en
    param county: text = "Harrow"
    param edition: year = 2023
    param opened: date = "2023-05-04"
    param head: text = "J. Marsh"
    unit loan
    unit reader = person
    unit shelf plural shelves

    data houses from "h.csv" counted houses {
      house   text  key
      kind    one of town | rural
      loans   loans
      visits  visits
      rooms   shelves?  from "rooms"
    }
    unit visit
    unit house plural houses
    data years from "y.csv" {
      year       year  key
      income     £
      satisfied  %
    }
    data source: record from "f.json" {
      year  year
    }
    data wards from "f.json" path "houses" {
      ward   text
      seats  reader
    }
    format date: year-month
    let now = only(years where year = edition)
    let lent = sum(houses.loans)
    let rate = sum(wards.seats) / 400 people
    let each(of, parts) = of / parts
    let busy = houses where loans > 280 loans

    standard approval { >= 80% since 2020 "Charter" }
    standard floor {
      town <= 5% since 2019 "Act"
      rural <= 3% since 2019 "Act"
    }

    check sameYear: source.year = edition
    scenario usual {
      set years[2023].satisfied = 70%
      expect problem unhappy
    }
    scenario fine {
      set years[2023].satisfied = 90%
      expect no problem unhappy
    }
    ---
    # Libraries

    {county}, led by {head}: {lent} loans, {each(lent, count(houses)): .1} loans per house, in {opened}. Seats are for {sum(wards.seats)} readers,
    {rate}% of all, {1 - rate}% are not.
    The income of {now.year} was £{now.income}; {now.satisfied}% are content, and the floor is {floor(town)}%.

    | Kind | Lent (loans) | Came (visits) |
    | --- | --: | --: |
    ::: each g in houses by kind
    | {g.kind} | {sum(g.loans)} | {sum(g.visits)} |
    :::
    | All | {lent} | {sum(houses.visits)} |

    The busiest of {count(busy)} houses is {first(houses order by loans descending).house}.

    ::: problem unhappy when now.satisfied misses approval
    Only {now.satisfied}%, {gap(now.satisfied, approval)} percentage points short of {approval}%.

    ::: measures
    Open longer.
    :::
    :::

    """

  private func compiled(_ source: String, _ files: [String: String] = files) -> Compilation {
    Case.searched(source, files)
  }

  @Test func theReportIsFaultless() {
    let compiled = compiled(Self.source)
    #expect(compiled.diagnostics.isEmpty, "\(compiled.messages())")
  }

  /// The fix gives the report back.
  @Test(arguments: [
    // The word that begins a line.
    ("report \"Lib", "\"Lib"), ("unit loan\n", "let loan\n"), ("unit loan\n", "loan\n"),
    ("unit visit\n", "standard visit\n"),
    ("unit reader =", "ref reader ="), ("unit reader =", "standard reader ="),
    ("unit house plural houses", "unit house of houses"),
    // Lines that have run into one.
    ("one of town | rural\n  loans ", "one of town | ruralloans "), ("= 2023\nparam", "= 2023param"),
    ("misses approval\nOnly", "misses approvalOnly"), ("\n}\n---\n", "\n}---\n"),
    ("\n---\n# Libraries", "\n---# Libraries"),
    // A sign that is left out.
    ("unit reader = person", "unit reader  person"), ("{ >= 80% since", "{ >= 80 since"), ("town <= 5%", "town <= 5"),
    // Another table, field, type or name.
    ("only(years where year", "only(houses where year"), ("houses by kind", "houses by loans"),
    ("param head:", "param rate:"), ("param head:", "param lent:"),
    ("standard floor {", "standard years {"), ("problem unhappy when", "problem Unhappy when"),
    ("unit reader =", "unit visit ="),
    // The headers of a table.
    ("Lent (loans) | Came (visits)", "Came (visits) | Lent (loans)"),
  ])
  func oneChangeIsOneMessage(right: String, slip: String) throws {
    try #require(Self.source.contains(right))
    let found = compiled(Self.source.replacingFirst(right, with: slip))
    #expect(found.diagnostics.count == 1, "\(found.messages())")
    let mended = found.diagnostics.first?.fixIts.map { fix in
      return compiled(found.text(with: fix))
    }
    let right = compiled(Self.source).markdownText
    #expect(mended?.contains { $0.markdownText == right } ?? false, "\(found.messages())")
  }

  /// An inline condition that has lost its first part leaves a branch and an end.
  @Test(arguments: [
    ("{when lent > 5 loans}", ""), ("{when lent > 5 loans}", "when lent > 5 loans"),
  ])
  func aLostHeadIsOneMessage(right: String, slip: String) throws {
    let source = Self.source + "\n{when lent > 5 loans}Many.{otherwise}Few.{end}\n"
    #expect(compiled(source).codes == [])
    let found = compiled(source.replacingFirst(right, with: slip))
    #expect(found.codes == [.strayInlineWord], "\(found.messages())")
  }

  /// What cannot be guessed is one message all the same.
  @Test(arguments: [
    ("scenario usual {\n", ""), ("data houses from \"h.csv\" counted houses {\n", ""),
    ("unit shelf plural shelves\n", ""), ("Lent (loans)", "Lent"), ("Lent (loans)", ""),
    ("param opened:", "param years:"), ("param opened: date", "param opened: number"), ("unit reader =", "unit loan ="),
    ("loans   loans\n", "loans   loans  from \"rooms\"\n"),
    ("let rate = sum(wards.seats) / 400 people", "let rate = sum(wards.seats) // 400 people"),
  ])
  func whatIsLostIsOneMessage(right: String, slip: String) throws {
    try #require(Self.source.contains(right))
    let found = compiled(Self.source.replacingFirst(right, with: slip))
    #expect(found.diagnostics.count == 1, "\(found.messages())")
  }

  /// Slips that hid each other: a broken first line and title, a brace in a definition and what stands behind it, a brace that stands twice
  /// behind a field that could not be read, the header, the dashes and a row of one table.
  @Test(arguments: [
    [("---\nreport", "  ---\nreprot"), ("let busy = houses", "let busy = hosues")],
    [("let each(of,", "let each{of,"), ("approval { >=", "approval  >="), ("check sameYear:", "sameYear:")],
    [("year  year\n}", "year  ;\n}}"), ("{count(busy)}", "{count(bsuy)}")],
    [
      ("year  year\n}", "year  year\n}}"), ("\ndata wards", "\n data wards"),
      ("sum(wards.seats)}", "sum(wards.setas)}"),
    ],
    [("| Kind | Lent", "| Kind || Lent"), ("| --- | --: | --: |", "| --- | --: || --: |")],
    [("| Kind | Lent", "| Kind Lent"), ("| All | {lent}", "| All || {lent}")],
  ])
  func slipsDoNotHideEachOther(slips: [(String, String)]) throws {
    var source = Self.source
    for (right, slip) in slips {
      try #require(source.contains(right))
      source = source.replacingFirst(right, with: slip)
    }
    let found = compiled(source)
    let wanted = slips.map { $0.1.hasPrefix("  ---") || $0.1.hasPrefix("year  ;") ? 2 : 1 }.reduce(0, +)
    #expect(found.diagnostics.count == wanted, "\(found.messages())")
  }

  /// A file that two tables read and that is none of theirs.
  @Test(arguments: [#"{"town": "Ash"}"#, #""year": 2023, "houses": []}"#, "[1, 2"])
  func anotherFileIsOneMessage(text: String) {
    let found = compiled(Self.source, Self.files.merging(["f.json": text]) { $1 })
    #expect(found.diagnostics.count == 1, "\(found.messages())")
  }

  /// A total that rests on what a check says is wrong is not said to be wrong again.
  @Test func aTotalOfWhatFailsIsOneMessage() {
    let source = Self.source.replacingFirst("check sameYear:", with: "check lots: lent > 2000 loans\ncheck sameYear:")
      .replacingFirst("let lent = sum(houses.loans)", with: "let lent = sum(busy.loans)")
    let found = compiled(source)
    #expect(found.diagnostics.map(\.code) == [.checkFailed], "\(found.messages())")
  }
}
