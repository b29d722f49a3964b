import Evrep
import EvrepSource
import Testing

/// Figures in a range or a list share the unit behind the last of them, and what is joined otherwise does not.
@Suite struct SharedUnitTests {
  private func compiled(_ body: String, _ declarations: String = "", language: String = "en") -> Compilation {
    let header = """
      ---
      language \(language)
      data d from "d.csv" counted schools { k text key; n pupils; m pupils; cost £; people 人 }
      let a = min(d.n)
      let b = max(d.n)
      let share = sum(d.m) / sum(d.n)
      let small = min(d.people)
      let large = max(d.people)
      \(declarations)
      ---

      """
    return Case(header + body + "\n", ["d.csv": "k,n,m,cost,people\nA,1200,60,300,12000\nB,4500,90,700,45000\n"])
      .compile()
  }

  @Test(arguments: [
    ("Schools have from {a} to {b} pupils.", "from 1,200 to 4,500 pupils."),
    ("Schools have {a}–{b} pupils, {a}-{b: .0} pupils.", "1,200–4,500 pupils, 1,200-4,500 pupils."),
    ("The two have {a} and {b} pupils.", "The two have 1,200 and 4,500 pupils."),
    ("They had {a}, {a}, {a} or {b} pupils.", "They had 1,200, 1,200, 1,200 or 4,500 pupils."),
    ("{a}, **{a}** and *{b}* pupils, {a} – {b} pupils.", "1,200, **1,200** and *4,500* pupils, 1,200 – 4,500 pupils."),
    (
      "From £{sum(d.cost) / sum(d.n): .2} to £{sum(d.cost) / sum(d.m): .2} per pupil.", "From £0.18 to £6.67 per pupil."
    ),
    ("From {a} to\n{b} pupils.", "From 1,200 to 4,500 pupils."),
    ("From {a} to {b} thousand pupils.", "From 1.2 to 4.5 thousand pupils."),
    ("Between {share} and {share * 2}% of pupils.", "Between 2.63 and 5.26% of pupils."),
    (
      "Each has {a} to {b} pupils, or {sum(d.cost) / sum(d.n): .3} to {sum(d.cost) / sum(d.m): .2} £ per pupil.",
      "or 0.175 to 6.67 £ per pupil."
    ),
  ])
  func theUnitBehindTheLastIsThatOfAll(body: String, text: String) {
    let found = compiled(body)
    #expect(found.codes == [], "\(body) \(found.messages())")
    #expect(found.markdownText.contains(text), "\(found.markdownText)")
  }

  @Test(arguments: [
    ("从{small}至{large}人。", "从12000至45000人。"), ("分别为{small}、{small}和{large}万人。", "分别为1.2、1.2和4.5万人。"),
    ("{small}～{large}人。", "12000～45000人。"),
  ])
  func soItIsInChinese(body: String, text: String) {
    let found = compiled(body, language: "zh")
    #expect(found.codes == [], "\(body) \(found.messages())")
    #expect(found.markdownText.contains(text), "\(found.markdownText)")
  }

  @Test(arguments: [
    // Another unit, none, and other words between them.
    "From {a} to £{sum(d.cost)}.", "From {a} to {sum(d.cost)} £.", "From {a} to {b}.", "Of {a}; there were {b} pupils.",
    "{a} to {b} or more.", "From {a} to {b} pupils per school.",
    // A figure with a unit of its own shares none.
    "{a}, {b: thousand pupils} and {a} pupils.", "{a} to {b: pupils} and {a} thousand pupils.",
  ])
  func whatIsJoinedOtherwiseNeedsItsOwn(body: String) {
    let found = compiled(body)
    #expect(
      found.diagnostics.contains { $0.code == .unitMissing && $0.message[.english].contains("no unit") },
      "\(body) \(found.messages())")
  }

  /// The same hole with the same words right behind it, and another unit far behind.
  @Test func theUnitIsReadForEachHole() {
    let long = "sum(d.n) / (count(d where n > 1 pupils and m > 1 pupils and n < 100000 pupils) / 1 school)"
    let found = compiled("{a} to {\(long)} pupils.\n\n{a} to {\(long)} thousand pupils.\n")
    #expect(found.markdownText == "1,200 to 2,850 pupils.\n\n1.2 to 2.85 thousand pupils.\n", "\(found.messages())")
  }
}
