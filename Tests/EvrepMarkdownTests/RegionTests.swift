import EvrepMarkdown
import EvrepModel
import EvrepSource
import Testing

@Suite struct RegionTests {
  private static let problem = Region.Kind.problem(name: "占比", number: 2)

  @Test func aProblemWithMeasures() {
    let sample = Sample(
      "{+0}\n\n公办园占比为{0}%。\n\n{+1}\n\n- 加大供给。计划新建。\n- 扩大*规模*\n- 增加{1}\n\n{-1}\n\n{-0}\n\n见{2}。",
      [.text("49"), .text("师资。"), .reference("占比")], regions: [Self.problem, .measures])
    #expect(
      sample.html(builtIn("gongwen"))
        == "<section class=\"problem\" id=\"占比\">\n<p>2.公办园占比为49%。</p>\n"
        + "<p>整改措施：一是加大供给。计划新建。二是扩大<em>规模</em>；三是增加师资。</p>\n</section>\n"
        + "<p>见<a href=\"#%E5%8D%A0%E6%AF%94\">问题2</a>。</p>\n")
    #expect(
      sample.markdown(builtIn("gongwen"))
        == "2.公办园占比为49%。\n\n整改措施：一是加大供给。计划新建。二是扩大*规模*；三是增加师资。\n\n见问题2。\n")
  }

  @Test func theLastItemEndsInAStop() {
    let html = Sample("{+0}\n\n- 甲\n- 乙\n\n{-0}", regions: [.series]).html(builtIn("gongwen"))
    #expect(html == "<p>一是甲；二是乙。</p>\n")
  }

  @Test func aLooseSeriesHasParagraphs() {
    let html = Sample("{+0}\n\n- 甲\n\n- 乙\n\n  丙\n\n{-0}", regions: [.series]).html(builtIn("gongwen"))
    #expect(html == "<p>一是甲</p>\n<p>二是乙</p>\n<p>丙</p>\n")
  }

  @Test func aSeriesJoinsTheParagraphBefore() {
    let html = Sample("主要有：\n\n{+0}\n\n- 甲\n- 乙\n\n{-0}\n\n完", regions: [.series], joins: true).html(builtIn("gongwen"))
    #expect(html == "<p>主要有：一是甲；二是乙。</p>\n<p>完</p>\n")
  }

  @Test func englishItems() {
    let sample = Sample("{+0}\n\n- widen supply\n- hire.\n- train\n\n{-0}", language: .english, regions: [.measures])
    #expect(sample.html(builtIn("gongwen")) == "<p>Measures: First, widen supply; Second, hire. Third, train.</p>\n")
  }

  @Test func englishItemsThatJoinAParagraphArePartedFromIt() {
    let sample = Sample("It is weak.\n\n{+0}\n\n- act\n\n{-0}", language: .english, regions: [.measures], joins: true)
    #expect(sample.html(builtIn("plain")) == "<p>It is weak. Measures:</p>\n<ul>\n<li>act</li>\n</ul>\n")
    #expect(sample.html(builtIn("gongwen")) == "<p>It is weak. Measures: First, act.</p>\n")
  }

  @Test func measuresAsAList() {
    let sample = Sample("{+0}\n\n- 甲\n- 乙\n\n{-0}", regions: [.measures])
    #expect(sample.html(builtIn("plain")) == "<p>整改措施：</p>\n<ul>\n<li>甲</li>\n<li>乙</li>\n</ul>\n")
  }

  @Test func measuresAsParagraphs() {
    let style = Style.parse(Array("measures: 措施：\nmeasures items: paragraphs\nseries: 第1，".utf8), file: nil, name: "x")
      .0
    let sample = Sample("{+0}\n\n- 甲\n- 乙\n\n{-0}", regions: [.measures])
    #expect(sample.html(style) == "<p>措施：</p>\n<p>第1，甲</p>\n<p>第2，乙</p>\n")
  }

  @Test func itemsOfSeveralBlocksAreParagraphs() {
    let sample = Sample("{+0}\n\n- 甲\n  - 子\n- 乙\n\n{-0}", regions: [.series])
    #expect(sample.html(builtIn("gongwen")) == "<p>一是甲</p>\n<ul>\n<li>子</li>\n</ul>\n<p>二是乙</p>\n")
  }

  @Test func regionsInsideItems() {
    let sample = Sample("1. 外\n\n   {+0}\n\n   - 甲\n   - 乙\n\n   {-0}\n", regions: [.series])
    #expect(sample.html(builtIn("gongwen")) == "<ol>\n<li>\n<p>外</p>\n<p>一是甲；二是乙。</p>\n</li>\n</ol>\n")
  }

  @Test func marksWithoutPartnersPrintNothing() {
    for text in ["{+0}\n\na", "a\n\n{-0}", "a {+0}", "> {+0}\n\na\n\n{-0}"] {
      let sample = Sample(text, regions: [.series])
      for output in [sample.html(), sample.markdown()] {
        #expect(!output.unicodeScalars.contains { (0xFDD0...0xFDEF).contains($0.value) })
      }
    }
  }

  @Test(arguments: ["gongwen", "plain"]) func markdownSaysTheSame(_ style: String) {
    let sample = Sample(
      "# 甲\n\n{+0}\n\n乙\n\n{+1}\n\n- 一\n- 二\n\n{-1}\n\n{-0}\n", regions: [Self.problem, .measures])
    let tags = skeleton(sample.html(builtIn(style))).filter { !$0.hasSuffix("section") }
    #expect(skeleton(sample.again(builtIn(style))) == tags)
  }
}
