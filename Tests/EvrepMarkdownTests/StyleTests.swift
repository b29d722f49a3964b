import EvrepMarkdown
import EvrepModel
import EvrepSource
import Testing

@Suite struct StyleTests {
  @Test func builtInsHaveNoMistakes() {
    #expect(Style.builtInNames == ["gongwen", "plain"])
    for name in Style.builtInNames {
      let style = builtIn(name)
      #expect(style.name == name)
      #expect(style.sheetPath == "\(name).css")
      #expect(!style.sheet.isEmpty)
    }
    #expect(Style.builtIn("other") == nil)
  }

  @Test(arguments: [
    ("colour: red", 0..<11), ("heading 7: 一、", 0..<17), ("problem: §", 0..<11), ("measures items: grid", 0..<20),
    ("# a\n\n nonsense ", 6..<14),
    ("heading 1: Table", 0..<16), ("sheet en: a.css", 0..<15),
  ])
  func mistakesArePlaced(_ text: String, _ range: Range<Int>) {
    let diagnostics = Style.parse(Array(text.utf8), file: FileID(3), name: "x").1
    #expect(diagnostics.map(\.code) == [.badStyle])
    #expect(diagnostics.first?.place == Place(FileID(3), range))
  }

  @Test func languagesAndQuotes() {
    let text = "measures: 甲：\r\nmeasures en: \"Do: \"\nmeasures items: run-in\nseries: (1)\nsheet: a/b.css # c\n"
    let (style, diagnostics) = Style.parse(Array(text.utf8), file: FileID(0), name: "my style")
    #expect(diagnostics.isEmpty)
    #expect(style.name == "my-style")
    #expect(style.sheetPath == "a/b.css # c")
    let items = "{+0}\n\n- a.\n\n{-0}"
    #expect(Sample(items, language: .english, regions: [.measures]).html(style) == "<p>Do: (1)a.</p>\n")
    #expect(Sample(items, regions: [.measures]).html(style) == "<p>甲：(1)a.</p>\n")
  }

  @Test func thePageIsSelfContained() {
    var style = builtIn("gongwen")
    style.sheet += Array("/* </style><script> */".utf8)
    let rendered = Sample("a", title: [.text("<T>")]).rendered(style, fragment: false)
    let page = Sample.text(rendered.html)
    #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n"))
    #expect(page.contains("<title>&lt;T&gt;</title>"))
    #expect(page.contains("<main class=\"report gongwen\">\n<h1 class=\"title\">&lt;T&gt;</h1>\n<p>a</p>\n</main>"))
    #expect(page.hasSuffix("</main>\n</body>\n</html>\n"))
    #expect(page.ranges(of: "</style>").count == 1)
    for remote in ["http:", "https:", "@import", "url(", "<link"] { #expect(!page.contains(remote)) }
    let english = Sample("a", language: .english).rendered(style, fragment: false)
    #expect(Sample.text(english.html).contains("<html lang=\"en\">"))
  }
}
