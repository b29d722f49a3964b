import Evrep
import EvrepSource
import Testing

/// A unit on the next line is not the figure's: a scale there, behind which the figure would print in full, is refused; a unit
/// that is missing is offered on the figure's line.
@Suite struct WrappedUnitTests {
  private func compiled(_ text: String, _ language: String = "en") -> Compilation {
    Case(
      "---\nlanguage \(language)\nlet x = 3450000 £\nlet m = 34500000 元\nlet n = 120 pupils\nlet y = 7\nlet p = 30 人\nlet d = 60% - 50%\n---\n\(text)\n"
    )
    .compile()
  }

  @Test(arguments: [
    ("It cost £{x}\nmillion.", "It cost £{x} million."), ("It cost £{x}\r\nmillion.", "It cost £{x} million."),
    ("- It cost £{x}\n  million.", "- It cost £{x} million."),
    ("> It cost £{x}\n> million.", "> It cost £{x} million."),
    ("It cost £{x} \nMillion.", "It cost £{x} Million."),
    ("It cost £{x}\nm.", "It cost £{x} m."), ("花¥{m}\n亿元。", "花¥{m}亿元。"), ("About {y}\nmillion.", "About {y} million."),
  ])
  func aScaleThereIsRefused(text: String, joined: String) throws {
    let found = compiled(text)
    #expect(found.codes == [.unreadUnit], "\(found.messages())")
    let fix = try #require(found.diagnostics.first?.fixIts.first)
    #expect(!fix.isSafe && found.text(with: fix).hasSuffix("---\n\(joined)\n"))
  }

  /// The rest of a unit there would make a rate of a total, 人次 of 人.
  @Test(arguments: [
    ("There are {n} pupils\nper school.", "per school"), ("It cost £{x} per\npupil.", "pupil"),
    ("It cost £{x}\nper pupil.", "per pupil"), ("It cost £**{x}**\nper pupil.", "per pupil"),
    ("> There are {n} pupils\n> per 1,000 people.", "per 1,000 people"), ("It cost {x: £}\nper pupil.", "per pupil"),
    ("花{m}元\n/人。", "/人"), ("花{m}万\n元。", "元"), ("有{p}人\n次。", "次"), ("高{d}个\n百分点。", "百分点"),
  ])
  func theRestOfAUnitThereIsRefused(text: String, rest: String) throws {
    let found = compiled(text)
    #expect(found.codes == [.unreadUnit], "\(found.messages())")
    let place = try #require(found.diagnostics.first?.place)
    #expect(String(decoding: found.sources[place.file].bytes[place.range], as: UTF8.self) == rest)
  }

  /// Two of them in one paragraph are two, each with the two lines as one where that is all there is to it.
  @Test func eachIsAMessage() {
    let found = compiled("There are {n} pupils\nper school, £{x} per\npupil.")
    #expect(found.codes == [.unreadUnit, .unreadUnit], "\(found.messages())")
    let wrapped = compiled("有{p / 5 天}人\n/天。")
    #expect(wrapped.diagnostics.flatMap(\.fixIts).map(\.replacement) == [""], "\(wrapped.messages())")
  }

  @Test func aUnitThereIsOfferedOnTheLine() {
    let found = compiled("花{m}\n元。")
    #expect(found.codes == [.unitMissing], "\(found.messages())")
    #expect(found.diagnostics.first?.fixIts.map(\.replacement) == [""], "\(found.messages())")
  }

  /// What is counted may have its unit elsewhere in the sentence, and so on the next line.
  @Test func whatIsCountedHasItThere() {
    #expect(compiled("It has {n}\npupils.").markdownText == "It has 120 pupils.\n")
  }

  /// The same bytes in a heading or a cell say nothing of those in a paragraph.
  @Test(arguments: ["# It cost £{x}\n", "| a | b\n|---|---\n| c | £{x}\n"])
  func aHoleThatReadsTheSameElsewhereIsLookedAt(before: String) {
    let rest = "million, as we have said again and again in the years that have gone by since then.\n"
    let found = compiled("\(before)\(before.first == "#" ? rest : "")\nIt cost £{x}\n\(rest)\nIt cost £{x}\n\(rest)")
    #expect(found.codes == [.unreadUnit, .unreadUnit], "\(found.messages())")
  }

  /// Headings and tables have no other line; a figure with its unit goes on as it likes, and no word only begins as a scale.
  @Test(arguments: [
    "# It cost £{x}\nmillion is much.", "a | b\n---|---\nx | £{x}\nmillion | y", "It cost £{x}\n\nmillion.",
    "It has {n: pupils}\nthousands of books.", "It cost £{x}\nmillionaires paid.", "In {y}\npupils' words.",
    "有{m: 元}\n万元户很多。", "有{y}\n千方百计的办法。", "It cost £{x}\nM. Dupont paid.", "It cost £{x} million\nmore.",
    "有{p}人\n年均三次。", "It has {n} pupils\nper se.", "It has {n} pupils in all\nper school.", "生均\n\n{m}元",
  ])
  func otherLinesAreNotLookedAt(text: String) {
    let found = compiled(text)
    #expect(!found.hasErrors, "\(found.messages())")
  }
}
