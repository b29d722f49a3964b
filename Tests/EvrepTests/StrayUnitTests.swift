import Evrep
import EvrepSource
import Testing

/// Words that are nearly a unit or a scale, and units beside what they do not belong to.
@Suite struct StrayUnitTests {
  private static let files = [
    "s.csv": "name,pupils,rate\nAsh,120,48.2\nBeech,80,51.4\n", "f.csv": "year,grant\n2021,780250\n2022,803500\n",
  ]

  private func compiled(_ text: String, _ language: String = "en") -> Compilation {
    Case(
      """
      ---
      language \(language)
      unit bus
      data schools from "s.csv" counted schools { name text key; pupils pupils; rate % }
      data funding from "f.csv" { year year key; grant £ }
      param day: date = "2022-03-04"
      let now = only(funding where year = 2022)
      let ash = only(schools where name = "Ash")
      let n = 1200000
      let buses = 12 buses
      let town = "Wexmoor"
      ---
      \(text)

      """, Self.files
    ).compile()
  }

  /// The report's last lines with the safe fixes made.
  private func mended(_ text: String) -> String {
    let header =
      "---\nlanguage en\nunit bus\nlet s = 3 schools\nlet r = 48%\nlet q = 51%\nlet b = 12 buses\nlet m = 5 £\nlet p = 5 pupils\n---\n"
    let world = Case(header + text + "\n").world
    var fixes = Fixes()
    _ = fixes.apply(to: "case.evrep", options: CompileOptions(), world: world)
    return String(
      decoding: (fixes.changes.first?.after ?? Array((header + text + "\n").utf8)).dropFirst(header.utf8.count)
        .dropLast(),
      as: UTF8.self)
  }

  @Test(arguments: [
    ("We spent £{now.grant: .2} milion.", "million"), ("We spent £{now.grant} bilion on it.", "billion"),
    ("We teach {n} thousnd pupils.", "thousand"), ("We teach {sum(schools.pupils)} thosand pupils.", "thousand"),
    ("£{now.grant} mln", "million"), ("{n} mln", "million"), ("{now.grant: £} milion", "million"),
  ])
  func aMisspelledScaleIsRefused(text: String, meant: String) {
    let found = compiled(text)
    #expect(found.codes == [.unreadUnit], "\(found.messages())")
    #expect(found.diagnostics.first?.fixIts.map(\.replacement) == [meant])
    #expect(found.diagnostics.first?.fixIts.contains(where: \.isSafe) == false)
  }

  @Test(arguments: [("£{now.grant} Million", "million"), ("£{now.grant} BN", "bn"), ("£{now.grant} M", "m")])
  func aScaleInCapitalsIsWrittenSmall(text: String, meant: String) {
    let found = compiled(text)
    #expect(found.codes == [.unreadUnit], "\(found.messages())")
    #expect(found.diagnostics.first?.fixIts.filter(\.isSafe).map(\.replacement) == [meant])
  }

  @Test(arguments: [
    "£{now.grant} bullion", "£{now.grant} mission fund", "£{now.grant} bills", "{n} more", "{n} hundredths",
    "{n} bullions",
    "£{now.grant} million", "£{now.grant} k", "{n} million", "£{now.grant} billing", "A £{now.grant} pension.",
    "{sum(schools.pupils)} pupil’s places", "{sum(schools.pupils)} children",
  ])
  func wordsThatAreNoScaleAreLeft(text: String) { #expect(compiled(text).codes == [], "\(compiled(text).messages())") }

  @Test(arguments: [
    ("{count(schools)} shools", "schools"), ("{sum(schools.pupils)} pupls", "pupils"), ("{buses} busses", "buses"),
    ("{ash.rate} precent", "percent"), ("{ash.rate - 40%} percantage points", "percentage points"),
    ("{now.grant} punds", "pounds"), ("{count(schools)} Schools", "schools"),
  ])
  func aMisspelledUnitIsWrittenForTheWord(text: String, meant: String) {
    let found = compiled(text)
    #expect(found.codes == [.unitMissing], "\(found.messages())")
    #expect(found.diagnostics.first?.fixIts.map(\.replacement) == [meant])
    #expect(found.diagnostics.first?.fixIts.contains(where: \.isSafe) == (meant == "schools" && text.contains("S")))
  }

  @Test(arguments: [
    "We spent £{now.year}.", "We spent £{town}.", "We spent £{day}.", "It stands at {now.year}%.",
    "It stands at {town}%.",
    "We have {now.year} pupils.", "It cost us {now.year} million pounds.", "We lost {now.year} pounds.",
  ])
  func aUnitOfNoAmountIsRefused(text: String) {
    #expect(compiled(text).codes == [.unitContradicts], "\(compiled(text).messages())")
  }

  @Test(arguments: [
    "支出{now.year}万元。", "支出{now.year}万。", "学生{now.year}人。", "¥{now.year}", "达到{town}%。", "百分之{now.year}",
  ])
  func aUnitOfNoAmountIsRefusedInChinese(text: String) {
    #expect(compiled(text, "zh").codes == [.unitContradicts], "\(compiled(text, "zh").messages())")
  }

  @Test(arguments: [
    "In {now.year} pupils were asked.", "By {now.year} schools had changed.", "The {now.year} pupils were asked.",
    "{now.year} pupils did better.", "In September {now.year} schools opened.", "{town} pupils", "{day} pupils",
    "the {now.year} school census", "Since {now.year} hours have changed.", "{town} schools",
  ])
  func aYearMayStandBeforeAWord(text: String) { #expect(compiled(text).codes == [], "\(compiled(text).messages())") }

  @Test(arguments: [
    "{now.year}年", "{now.year}年度", "{now.year}学年", "第{now.year}人", "{now.year}百校工程", "{town}万元项目", "{town}人",
  ])
  func aYearMayStandBeforeAWordInChinese(text: String) {
    #expect(compiled(text, "zh").codes == [], "\(compiled(text, "zh").messages())")
  }

  @Test func aYearUnderAHeaderWithAUnitIsRefused() {
    let table = "| Year | On roll (pupils) |\n|:--|--:|\n| 2022 | {now.year} |"
    #expect(compiled(table).codes == [.unitContradicts])
    #expect(compiled("| In (years) |\n|:--|\n| {now.year} |").codes == [])
  }

  @Test(arguments: [
    "We have £{now.grant} pupils.", "We have {now.grant: £} pupils.", "They are {ash.rate: %} pupils in all.",
    "{sum(schools.pupils): pupils} schools", "£{now.grant} million pupils", "{now.grant: £}%", "{now.grant: £} percent",
  ])
  func aSecondUnitIsRefused(text: String) {
    #expect(compiled(text).codes == [.unitContradicts], "\(compiled(text).messages())")
  }

  @Test(arguments: [
    "A £{now.grant} schools programme.", "The {now.grant: £} school fund.", "A £{now.grant} pupil premium.",
    "{now.grant: £} per pupil", "£{now.grant} in {now.year}", "£{now.grant} times",
  ])
  func aWordMayFollowMoney(text: String) {
    #expect(!compiled(text).codes.contains(.unitContradicts) || text.contains("per"), "\(compiled(text).messages())")
  }

  @Test func aSecondUnitIsRefusedInChinese() {
    #expect(compiled("支出{now.grant: £}人。", "zh").codes == [.unitContradicts])
    #expect(compiled("支出{now.grant: £}人均。", "zh").codes == [])
  }

  @Test(arguments: [
    ("We run {s} academies.", "We run {s} academies."), ("We run {s} in all.", "We run {s} schools in all."),
    ("We run {s}.", "We run {s} schools."), ("We run {s}\nacademies.", "We run {s}\nacademies."),
    ("We run {s} shools.", "We run {s} shools."), ("{r} of them", "{r}% of them"), ("{r} higher", "{r} higher"),
    ("We run {b} buses.", "We run {b} buses."), ("We run {b}.", "We run {b} buses."),
    ("Up {r} percentage points.", "Up {r} percentage points."), ("Up by {q - r}%.", "Up by {q - r} percentage points."),
    ("£{m} pounds", "£{m}"), ("the other {100% - r}%", "the other {100% - r}%"), ("{p} million", "{p} million pupils"),
    ("{p} million pupls", "{p} million pupls"), ("{m} million", "£{m} million"),
    ("{p} million academies", "{p} million academies"), ("£{m} pence", "£{m} pence"),
  ])
  func aFixThatIsMadeIsMeant(text: String, result: String) { #expect(mended(text) == result) }

  @Test(arguments: [
    ("bus", "buses"), ("box", "boxes"), ("library", "libraries"), ("bench", "benches"),
    ("toy", "toys"),
  ])
  func aPluralIsSpelledAsInEnglish(unit: String, plural: String) {
    let source =
      "---\nlanguage en\nunit \(unit)\ndata t from \"t.csv\" counted \(unit) { a text }\n---\n{count(t)} \(plural)\n"
    let compilation = Case(source, ["t.csv": "a\n1\n2\n"]).compile()
    #expect(compilation.markdownText == "2 \(plural)\n", "\(compilation.messages())")
  }

  @Test(arguments: ["{ash.rate - 55}%", "{ash.rate + 5}%", "{2 - ash.rate}%"])
  func aBareNumberIsNotReckonedWithARatio(text: String) {
    #expect(compiled(text).codes == [.bareNumberAgainstRatio], "\(compiled(text).messages())")
    #expect(compiled("{1 - ash.rate}%").codes == [] && compiled("{ash.rate + 0.5}%").codes == [])
  }
}
