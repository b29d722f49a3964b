import EvrepMarkdown
import EvrepModel
import EvrepSource
import Testing

@Suite struct NumberingTests {
  @Test func headingsAreCountedByLevel() {
    let text = "# a\n\n## b\n\n## c\n\n# d\n\n## e\n\n### f\n\n# g\n\n### h\n\n### i\n\n#### j\n"
    let expected = [
      "<h1>一、a</h1>", "<h2>（一）b</h2>", "<h2>（二）c</h2>", "<h1>二、d</h1>", "<h2>（一）e</h2>", "<h3>1.f</h3>", "<h1>三、g</h1>",
      "<h3>1.h</h3>", "<h3>2.i</h3>", "<h4>（1）j</h4>",
    ]
    #expect(Sample(text).html(builtIn("gongwen")) == expected.joined(separator: "\n") + "\n")
  }

  @Test func theTitleMovesHeadingsDown() {
    let sample = Sample("# a\n\n###### b", title: [.text("某*市"), .missing])
    #expect(
      sample.html() == "<h1 class=\"title\">某*市<mark class=\"missing\">*</mark></h1>\n<h2>a</h2>\n<h6>b</h6>\n")
    #expect(sample.markdown() == "# 某\\*市\\*\n\n## a\n\n###### b\n")
  }

  @Test func numbersAreTextInMarkdown() {
    #expect(Sample("# a\n\n### b").markdown(builtIn("gongwen")) == "# 一、a\n\n### 1.b\n")
  }

  @Test func anchorsNameHeadings() {
    let sample = Sample("见{0}。\n\n# 甲 {#0}\n\n## 乙{#1}", [.reference("a")], anchors: ["a", "b\""])
    #expect(
      sample.html(builtIn("gongwen"))
        == "<p>见<a href=\"#a\">第一部分</a>。</p>\n<h1 id=\"a\">一、甲</h1>\n<h2 id=\"b&quot;\">（一）乙</h2>\n")
    #expect(sample.markdown(builtIn("gongwen")) == "见第一部分。\n\n# 一、甲\n\n## （一）乙\n")
  }

  @Test func withoutANumberAHeadingIsCitedByItsText() {
    #expect(Sample("{0}\n\n# 甲 *乙* {#0}", [.reference("a")], anchors: ["a"]).html().contains("<a href=\"#a\">甲 乙</a>"))
  }

  @Test func captionsAreNumbered() {
    let table = "|a|\n|-|\n|b|\n\n"
    let sample = Sample("学校{#0}\n\n\(table)经费{#1}\n\n\(table)见{0}", [.reference("y")], anchors: ["x", "y"])
    let html = sample.html(builtIn("gongwen"))
    #expect(html.hasPrefix("<figure id=\"x\">\n<figcaption>表1 学校</figcaption>\n<table>"))
    #expect(html.contains("</table>\n</figure>\n<figure id=\"y\">\n<figcaption>表2 经费</figcaption>"))
    #expect(html.hasSuffix("<p>见<a href=\"#y\">表2</a></p>\n"))
    #expect(sample.markdown(builtIn("gongwen")).hasPrefix("表1 学校\n\n| a |\n| --- |\n| b |\n\n表2 经费\n"))
  }

  @Test func anchorsElsewhereAreErrors() {
    let rendered = Sample("a{#0}\n\nb", anchors: ["x"]).rendered()
    #expect(rendered.diagnostics.map(\.code) == [.anchorMisplaced])
    #expect(rendered.html == nil && rendered.markdown == nil)
  }

  @Test func numerals() throws {
    func words(_ first: String, _ numbers: [Int]) -> [String] {
      let style = Style.parse(Array("heading 1: \"\(first)\"".utf8), file: nil, name: "x").0
      let html = Sample(String(repeating: "# x\n\n", count: numbers.max() ?? 0)).html(style)
      let lines = html.split(separator: "\n")
      return numbers.map { String(lines[$0 - 1].dropFirst(4).dropLast(6)) }
    }
    #expect(
      words("一、", [10, 11, 20, 21, 100, 101, 110, 111]) == [
        "十、", "十一、", "二十、", "二十一、", "一百、", "一百零一、", "一百一十、", "一百一十一、",
      ])
    #expect(words("a) ", [1, 26, 27]) == ["a) ", "z) ", "aa) "])
    #expect(words("Part I", [4, 9, 14]) == ["Part IV", "Part IX", "Part XIV"])
    #expect(
      words("First, ", [2, 12, 20, 21, 100]) == ["Second, ", "Twelfth, ", "Twentieth, ", "Twenty-first, ", "100th, "])
  }
}
