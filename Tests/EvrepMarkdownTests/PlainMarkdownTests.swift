import EvrepMarkdown
import EvrepModel
import EvrepSource
import Testing

/// Plain Markdown comes out as cmark-gfm writes it, line breaks in prose aside; examples of our own.
@Suite struct PlainMarkdownTests {
  static let examples: [(String, String)] = [
    ("a", "<p>a</p>\n"),
    ("a\nb", "<p>a b</p>\n"),
    ("a  \nb", "<p>a<br />\nb</p>\n"),
    ("# t", "<h1>t</h1>\n"),
    ("t\n=", "<h1>t</h1>\n"),
    ("###### t ##", "<h6>t</h6>\n"),
    ("---", "<hr />\n"),
    ("> q\n> r", "<blockquote>\n<p>q r</p>\n</blockquote>\n"),
    ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
    ("- a\n\n- b", "<ul>\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ul>\n"),
    ("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n"),
    ("3) a", "<ol start=\"3\">\n<li>a</li>\n</ol>\n"),
    ("- a\n  - b", "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>\n"),
    ("-\n- a", "<ul>\n<li></li>\n<li>a</li>\n</ul>\n"),
    ("- a\n\n  b", "<ul>\n<li>\n<p>a</p>\n<p>b</p>\n</li>\n</ul>\n"),
    ("- > q", "<ul>\n<li>\n<blockquote>\n<p>q</p>\n</blockquote>\n</li>\n</ul>\n"),
    ("    x < y", "<pre><code>x &lt; y\n</code></pre>\n"),
    ("```\n*a*\n\n```", "<pre><code>*a*\n\n</code></pre>\n"),
    ("```swift x\na\n```", "<pre><code class=\"language-swift\">a\n</code></pre>\n"),
    ("~~~\n```\n~~~", "<pre><code>```\n</code></pre>\n"),
    ("`a`", "<p><code>a</code></p>\n"),
    ("`` a`b ``", "<p><code>a`b</code></p>\n"),
    ("*a*", "<p><em>a</em></p>\n"),
    ("_a_ b", "<p><em>a</em> b</p>\n"),
    ("**a**", "<p><strong>a</strong></p>\n"),
    ("***a***", "<p><em><strong>a</strong></em></p>\n"),
    ("**a *b***", "<p><strong>a <em>b</em></strong></p>\n"),
    ("~~a~~", "<p><del>a</del></p>\n"),
    ("~a~", "<p>~a~</p>\n"),
    ("5~8万、3~4万", "<p>5~8万、3~4万</p>\n"),
    ("[a](b)", "<p><a href=\"b\">a</a></p>\n"),
    ("[a](b \"c\")", "<p><a href=\"b\" title=\"c\">a</a></p>\n"),
    ("[a](<b c>)", "<p><a href=\"b%20c\">a</a></p>\n"),
    ("[a](b?c&d)", "<p><a href=\"b?c&amp;d\">a</a></p>\n"),
    ("[a][b]\n\n[b]: /c", "<p><a href=\"/c\">a</a></p>\n"),
    ("[a]()", "<p><a href=\"\">a</a></p>\n"),
    ("[表](表.md)", "<p><a href=\"%E8%A1%A8.md\">表</a></p>\n"),
    ("<https://a.b>", "<p><a href=\"https://a.b\">https://a.b</a></p>\n"),
    ("<a@b.c>", "<p><a href=\"mailto:a@b.c\">a@b.c</a></p>\n"),
    ("![a *b*](c.png)", "<p><img src=\"c.png\" alt=\"a b\" /></p>\n"),
    ("![a](c.png \"t\")", "<p><img src=\"c.png\" alt=\"a\" title=\"t\" /></p>\n"),
    ("&amp; &copy; \" < >", "<p>&amp; © &quot; &lt; &gt;</p>\n"),
    ("\\*a\\*", "<p>*a*</p>\n"),
    ("|a|b|\n|-|-|\n|1|2|", tableHTML),
    ("|a|\n|-|", "<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n</table>\n"),
    ("|a|\n|:-:|\n|x \\| y|", alignedHTML),
    ("- [ ] a\n- [x] b", taskHTML),
    ("a｜b\n-｜-", "<p>a｜b -｜-</p>\n"),
    ("1.公办园", "<p>1.公办园</p>\n"),
    ("a[^1]\n\n[^1]: b", footnoteHTML),
    ("\"a\" -- b...", "<p>&quot;a&quot; -- b...</p>\n"),
  ]
  static let tableHTML =
    "<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>1</td>\n<td>2</td>\n</tr>\n"
    + "</tbody>\n</table>\n"
  static let alignedHTML =
    "<table>\n<thead>\n<tr>\n<th align=\"center\">a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n"
    + "<td align=\"center\">x | y</td>\n</tr>\n</tbody>\n</table>\n"
  static let taskHTML =
    "<ul>\n<li><input type=\"checkbox\" disabled=\"\" /> a</li>\n"
    + "<li><input type=\"checkbox\" checked=\"\" disabled=\"\" /> b</li>\n</ul>\n"
  static let footnoteHTML =
    "<p>a<sup class=\"footnote-ref\"><a href=\"#fn-1\" id=\"fnref-1\" data-footnote-ref>1</a></sup></p>\n"
    + "<section class=\"footnotes\" data-footnotes>\n<ol>\n<li id=\"fn-1\">\n<p>b <a href=\"#fnref-1\" "
    + "class=\"footnote-backref\" data-footnote-backref aria-label=\"Back to content\">↩</a></p>\n</li>\n</ol>\n</section>\n"

  @Test(arguments: examples) func html(_ example: (String, String)) {
    #expect(Sample(example.0, language: .english).html() == example.1)
  }

  @Test(arguments: examples) func markdownRendersToTheSame(_ example: (String, String)) {
    #expect(Sample(example.0, language: .english).again() == example.1)
  }

  @Test func rendersRunSideBySide() async {
    let expected = "<p>a <del>b</del> *~c~*</p>\n"
    await withTaskGroup(of: Bool.self) { group in
      for number in 0..<400 {
        group.addTask {
          let isStruck = number & 1 == 0
          let html = Sample(isStruck ? "a ~~b~~ \\*~c~\\*" : "a b \\*~c~\\*").html()
          return html == (isStruck ? expected : "<p>a b *~c~*</p>\n")
        }
      }
      for await isEqual in group { #expect(isEqual) }
    }
  }

  @Test func markdownIsWrittenPlainly() {
    let text = "# 标题\n\n一段*话*。\n\n- 甲\n- 乙\n  - 丙\n\n1. a\n2. b\n\n> 引\n\n| a | b |\n| :-- | --: |\n| 1 | 2 |\n"
    #expect(Sample(text).markdown() == text)
  }

  @Test func onlyListsOfOneKindSideBySideDifferInTheirMarks() {
    let text = "- 甲\n\n* 乙\n\n1. a\n\n2) b\n\n- 丙\n"
    #expect(Sample(text).markdown() == text)
  }

  @Test func blanksAtTheEndOfABlockAreNothing() {
    #expect(Sample("全市。 <!-- 注 -->\n\n# 标题 <!-- 注 -->").markdown() == "全市。\n\n# 标题\n")
    #expect(Sample("a <b>\nc").markdown() == "a c\n")
  }

  @Test func lineBreaksInProseLeaveNoTrace() {
    let (lines, line) = ("One. Two\n*three*\nfour.\n\n- a\n  b", "One. Two *three* four.\n\n- a b")
    #expect(Sample(lines, language: .english).html() == Sample(line, language: .english).html())
    #expect(Sample(lines, language: .english).markdown() == line + "\n")
    // A number and a stop that come to stand at the beginning of a line are no list.
    #expect(Sample("{0}.\nb", [.text("1")], language: .english).markdown() == "1\\. b\n")
  }

  @Test func blanksOfValuesAreKeptAtTheEndOfALine() {
    #expect(Sample("{0}b\n\nc{0}", [.text("a ")]).markdown() == "a b\n\nca&#32;\n")
    #expect(Sample("x", title: [.text("T "), .missing, .text(" u")]).markdown() == "# T \\* u\n\nx\n")
  }
}
