import Evrep
import EvrepSource
import Testing

/// Figures whose unit the sentence, or the first cell of their row, names elsewhere than right beside them.
@Suite struct SentenceUnitTests {
  private func compiled(_ body: String, _ declarations: String = "") -> Compilation {
    let header = """
      ---
      language en
      data s from "s.csv" counted schools { name text key; phase one of primary | secondary; pupils pupils; cost £ }
      let old = 40 pupils
      let new = 60 pupils
      let spend = 2500000 £
      let share = 45%
      let n = 3
      \(declarations)
      ---

      """
    return Case(
      header + body + "\n",
      ["s.csv": "name,phase,pupils,cost\nA,primary,20,900\nB,primary,10,800\nC,secondary,30,700\n"]
    ).compile()
  }

  @Test(arguments: [
    (
      "Of our {count(s)} schools, {count(s where phase = primary)} are primary and {count(s where phase = secondary)} secondary.",
      "Of our 3 schools, 2 are primary and 1 secondary."
    ),
    ("{count(s where phase = primary)} of the {count(s)} schools were full.", "2 of the 3 schools were full."),
    ("Pupil numbers rose by {new - old} ({share}%) to {new}.", "Pupil numbers rose by 20 (45%) to 60."),
    ("The number of pupils rose by {new - old},\nfrom {old} to {new}.", "rose by 20, from 40 to 60."),
    ("We run {count(s)} maintained schools.", "We run 3 maintained schools."),
    (
      "We run {count(s where phase = secondary)} state-funded secondary schools.",
      "We run 1 state-funded secondary school."
    ),
    ("We run {count(s)} primary and {count(s)} secondary schools.", "We run 3 primary and 3 secondary schools."),
    ("We run {count(s)} schools, {count(s)} are full.", "We run 3 schools, 3 are full."),
  ])
  func whatIsCountedHasItsUnitInTheSentence(body: String, text: String) {
    let found = compiled(body)
    #expect(found.codes == [], "\(body) \(found.messages())")
    #expect(found.markdownText.contains(text), "\(found.markdownText)")
  }

  @Test(arguments: [
    // No unit, another thing's unit in between, another sentence, another cell.
    "We have {count(s)}.", "We run {count(s)} schools for {new} pupils, and {count(s)} are full.",
    "We run schools. There are {count(s)}.", "We run schools\n\n{count(s)} are full.",
    "| Schools | {count(s)} |\n|--|--|\n",
    // A word that is no unit, or nearly one.
    "Of our schools {count(s)} academies are full.", "Of our schools {count(s)} shools are full.",
    // What may be of another size: money, an area.
    "Spend rose by £{spend} to {spend}.", "Pounds: {spend} more pounds.",
    // Another name of the same dimension.
    "The people here are {new} or so.",
  ])
  func nothingElseHas(body: String) {
    #expect(compiled(body).codes.contains(.unitMissing), "\(compiled(body).messages())")
  }

  @Test func aUnitOfAnotherSizeHasNone() {
    let found = compiled("Of our pupils {new} left.", "unit kpupil = 1000 pupils")
    #expect(found.codes == [.unitMissing], "\(found.messages())")
  }

  @Test func chineseStatesItsMeasureWord() {
    #expect(Case("---\n令 a = 3 所\n---\n学校共{a}所，其中小学{a}。\n").compile().codes == [.unitMissing])
  }

  // MARK: Names of something else

  @Test(arguments: [
    ("{new} pupil places", "60 pupil places"), ("A {y} year plan, a {y}-year plan.", "A 5 year plan, a 5-year plan."),
    ("{new} pupil-teacher meetings", "60 pupil-teacher meetings"), ("{new} child care places", "60 child care places"),
    (
      "{n} head teachers, {n} day nurseries, {n} school buildings",
      "3 head teachers, 3 day nurseries, 3 school buildings"
    ),
    ("{n} whole-time equivalent posts, {n} children's centres", "3 whole-time equivalent posts, 3 children's centres"),
    ("{n} t-shirts", "3 t-shirts"),
  ])
  func aWordOfANameIsWrittenAsItIs(body: String, text: String) {
    let found = compiled(body, "let y = 5 years")
    #expect(found.codes == [], "\(body) \(found.messages())")
    #expect(found.markdownText == text + "\n")
  }

  @Test(arguments: [("{new} pupil passed.", "60 pupils passed."), ("{new} pupil in all", "60 pupils in all")])
  func aVerbLeavesTheUnit(body: String, text: String) { #expect(compiled(body).markdownText == text + "\n") }

  @Test(arguments: ["{n} schools", "{n} school.", "{count(s)} pupil", "{n} pupils left"])
  func aUnitIsStillHeldToItsFigure(body: String) {
    #expect(compiled(body).codes == [.unitContradicts], "\(compiled(body).messages())")
  }

  // MARK: Rows

  @Test func theFirstCellOfARowStatesItsUnit() {
    let found = compiled(
      "| | 2022 | 2023 |\n|--|--:|--:|\n| Pupils (pupils) | {old} | {new} |\n| Spend (£m) | {spend} | {spend: .2} |\n| Share (%) | {share} | {share} |\n"
    )
    #expect(found.codes == [], "\(found.messages())")
    #expect(found.markdownText.contains("| Spend (£m) | 2.5 | 2.50 |\n| Share (%) | 45 | 45 |"))
  }

  @Test(arguments: [
    ("| | 2022 |\n|--|--|\n| Spend (£m) | {old} |\n", DiagnosticCode.unitContradicts),
    ("| | 2022 |\n|--|--|\n| Spend | {spend} |\n", .unitMissing),
    ("| | 2022 |\n|--|--|\n| Spend (£mil) | {spend} |\n", .unreadUnit),
    ("| | 2022 |\n|--|--|\n| Spend (£m) | {spend: £} |\n", .unitDoubled),
    ("| | 2022 |\n|--|--|\n| Cost per pupil (£) | {sum(s.cost)} |\n", .unitContradicts),
    // Its own cell is no label of it.
    ("| | 2022 |\n|--|--|\n| {spend} (£m) | 3 |\n", .unitMissing),
  ])
  func aRowIsHeldToItsLabel(body: String, code: DiagnosticCode) {
    #expect(compiled(body).codes == [code], "\(compiled(body).messages())")
  }
}
