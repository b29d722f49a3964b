import EvrepMarkdown
import EvrepModel
import EvrepSource
import Testing

@Suite struct ChineseTests {
  @Test(arguments: [
    ("**“双减”**政策", "<p><strong>“双减”</strong>政策</p>\n"),
    ("增长**8.5%**左右", "<p>增长<strong>8.5%</strong>左右</p>\n"),
    ("落实**“一岗”**", "<p>落实<strong>“一岗”</strong></p>\n"),
    ("落实*“一岗”*责任", "<p>落实<em>“一岗”</em>责任</p>\n"),
    ("撤并~~（两所）~~学校", "<p>撤并<del>（两所）</del>学校</p>\n"),
    ("`**“a”**b`", "<p><code>**“a”**b</code></p>\n"),
  ])
  func emphasisBesidePunctuation(_ text: String, _ html: String) {
    #expect(Sample(text).html() == html)
    #expect(Sample(text).again().filter { $0 != "\u{200B}" } == html)
  }

  @Test func plainCommonMarkReadsTheMarkdown() {
    // Read in English, where values and neighbours want no glue, the strong text has to stand by itself.
    let markdown = Sample("推进**“双减”**政策").markdown()
    #expect(markdown == "推进**\u{200B}“双减”\u{200B}**政策\n")
  }

  @Test func valuesCountAsLetters() {
    #expect(Sample("**“双减”**{0}所", [.text("12")]).html() == "<p><strong>“双减”</strong>12所</p>\n")
    #expect(Sample("增长**{0}%**左右", [.text("8.5")]).html() == "<p>增长<strong>8.5%</strong>左右</p>\n")
  }

  @Test(arguments: [
    ("一句。\n二句", "一句。二句"), ("一句\nEnglish", "一句 English"), ("**一**\n*二*", "<strong>一</strong><em>二</em>"),
    ("[一](a)\n二", "<a href=\"a\">一</a>二"), ("“一”\n二", "“一”二"), ("한국\n말", "한국 말"), ("`a`\n二", "<code>a</code> 二"),
  ])
  func softBreaks(_ text: String, _ html: String) { #expect(Sample(text).html() == "<p>\(html)</p>\n") }

  @Test func softBreaksLookThroughValues() {
    #expect(Sample("一\n{0}", [.text("二")]).html() == "<p>一二</p>\n")
    #expect(Sample("{0}\n一", [.text("二")]).html() == "<p>二一</p>\n")
    #expect(Sample("一\n{0}", [.text("2")]).html() == "<p>一 2</p>\n")
    #expect(Sample("一\n{0}", [.text("二")]).markdown() == "一二\n")
  }

  @Test func quotationMarksAreNarrowInEnglish() {
    #expect(Sample("“a”\n二", language: .english).html() == "<p>“a” 二</p>\n")
  }
}
