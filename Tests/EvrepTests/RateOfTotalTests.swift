import Evrep
import EvrepSource
import Testing

/// What a figure is per, in English and in Chinese.
@Suite struct RateOfTotalTests {
  private func compiled(_ text: String, _ language: String = "en") -> Compilation {
    Case(
      """
      ---
      language \(language)
      data d from "d.csv" counted schools { k text key; v £; n pupils }
      data u from "d.csv" { k text key; v £; n pupils }
      let spent = sum(d.v)
      let roll = sum(d.n)
      let died = 35 people / 10000 people
      ---
      \(text)

      """, ["d.csv": "k,v,n\nArden,2875000,100\nCole,575000,20\n"]
    ).compile()
  }

  @Test(arguments: [
    "£{spent} per pupil", "£{spent}/pupil", "£{spent} a head", "£{spent} per 1,000 pupils", "£{spent}m per pupil",
    "{roll} pupils per school", "{roll} pupils/school", "{spent: £} per pupil", "**{spent: £m}** per pupil",
    "£{spent} *per pupil*", "Spend per pupil was £{spent}.", "Pupils per school: {roll} pupils.", "生均公用经费{spent}£。",
    "生均 {spent} £。",
    "每所{spent}£。", "每千人拥有{roll}人。", "每千人**{roll}**人。", "每千人\n有{roll}人。", "**生均**\n{spent}£。",
    "£{spent} for each pupil", "{roll} pupils for every school", "| Cost per pupil (£) |\n|--:|\n| {spent} |",
    "| Cost per pupil |\n|--:|\n| £{spent} |", "| 生均经费（£） |\n|--:|\n| {spent} |",
    "| Pupils per school (pupils) |\n|--:|\n| {roll} |",
    // A product or a sum of totals is one; a line goes on on the next one, and a clause with other words.
    "生均补助{roll * 650 £/pupil}£。", "每名学生补助{roll * 650 £/pupil}£。", "每位老人补助{roll * 650 £/pupil}£。",
    "生均经费{spent + spent}£。",
    "Spend per pupil\nwas £{spent}.", "Spend per pupil last year was £{spent}.",
    "Spend per pupil amounted to £{spent}.",
    "Spend per pupil, £{spent}, rose.", "Schools per school: {count(d)} schools.",
    "| 2022 cost per pupil (£) |\n|--:|\n| {spent} |", "| Highest cost per pupil (£) |\n|--:|\n| {spent} |",
    "Per-pupil spend was £{spent}.",
  ])
  func aTotalIsNoRate(text: String) { #expect(compiled(text).codes == [.unitContradicts]) }

  @Test(arguments: [
    ("£{spent / roll} per pupil", "£28,750 per pupil"), ("£{spent / roll}/pupil", "£28,750/pupil"),
    ("£{spent / roll} per 100 pupils", "£2,875,000 per 100 pupils"), ("£{spent / roll: .1}k a head", "£28.8k a head"),
    ("{spent / roll: £/pupil}", "£28,750 per pupil"),
    ("{roll / count(d): .1} pupils per school", "60.0 pupils per school"),
    ("{average(d.n)} pupils per school", "60 pupils per school"),
    ("{average(u.n)} pupils per school", "60 pupils per school"),
    ("£{spent / roll} for each pupil", "£28,750 for each pupil"),
    ("£{first(d).v} for each pupil", "£2,875,000 for each pupil"),
    (
      "| Cost per pupil (£/pupil) |\n|--:|\n| {spent / roll} |",
      "| Cost per pupil (£/pupil) |\n| --: |\n| 28,750 |"
    ),
    (
      "| Pupils per school (pupils) |\n|--:|\n| {average(d.n)} |",
      "| Pupils per school (pupils) |\n| --: |\n| 60 |"
    ),
    ("{roll / 2} pupils per school", "60 pupils per school"), ("£{spent} per year", "£3,450,000 per year"),
    ("{died: .1} per 1,000 people", "3.5 per 1,000 people"), ("{died: .1} deaths per 1,000", "3.5 deaths per 1,000"),
    ("a fraction {died: .4}, or so many per 1,000", "a fraction 0.0035, or so many per 1,000"),
    ("{died: .2} per cent", "0.35 per cent"),
    ("The £{spent} school opened.", "The £3,450,000 school opened."),
    ("Spend per pupil was £{spent / roll}.", "Spend per pupil was £28,750."),
    ("Schools with low spend per pupil: {count(d)} schools.", "Schools with low spend per pupil: 2 schools."),
    ("The grant is per pupil: £{spent} in all.", "The grant is per pupil: £3,450,000 in all."),
    (
      "We paid £{spent} for each pupil premium scheme.", "We paid £3,450,000 for each pupil premium scheme."
    ),
    (
      "| Schools over £13,000 per pupil (schools) |\n|--:|\n| {count(d)} |",
      "| Schools over £13,000 per pupil (schools) |\n| --: |\n| 2 |"
    ),
    ("Grants of £500 per pupil came to £{spent}.", "Grants of £500 per pupil came to £3,450,000."),
    ("The cost per school of the £{spent} grant.", "The cost per school of the £3,450,000 grant."),
  ])
  func aQuotientIs(text: String, printed: String) {
    let compilation = compiled(text)
    #expect(compilation.codes == [])
    #expect(compilation.markdownText == printed + "\n")
  }

  @Test(arguments: [
    ("每千人死亡{died: .1}人。", "每千人死亡3.5人。"), ("每万人{died: .0}人。", "每万人35人。"), ("每万人死亡{died: .1}。", "每万人死亡35.0。"),
    ("每人{spent / roll}£。", "每人28750£。"), ("每年{spent}£。", "每年3450000£。"),
    ("为每千人以上的村配{count(d)}所。", "为每千人以上的村配2所。"), ("生均{spent / roll}£。", "生均28750£。"),
    ("生均公用经费为{spent / roll}£。", "生均公用经费为28750£。"), ("按生均定额拨付{spent}£。", "按生均定额拨付3450000£。"),
  ])
  func theDivisorStandsBeforeItInChinese(text: String, printed: String) {
    let compilation = compiled(text, "zh")
    #expect(compilation.codes == [])
    #expect(compilation.markdownText == printed + "\n")
  }

  /// A currency sign may stand before the emphasis; a possessive is written as it is.
  @Test(arguments: [
    ("It cost £**{spent}**.", "It cost £**3,450,000**."),
    ("It cost £**{spent}** million.", "It cost £**3.45** million."),
    ("The {roll} pupil's books.", "The 120 pupil's books."), ("{roll / 120} pupil’s books.", "1 pupil’s books."),
    ("{roll / 120} pupils.", "1 pupil."),
  ])
  func whatStandsAroundIt(text: String, printed: String) {
    let compilation = compiled(text)
    #expect(compilation.codes == [])
    #expect(compilation.markdownText == printed + "\n")
  }

  @Test func aMeanOverOtherThingsIsNone() {
    #expect(compiled("{average(d.n)} pupils per teacher").codes == [.unitContradicts])
  }
}
