import EvrepMarkdown
import EvrepModel
import EvrepSource
import Testing

/// No value changes the structure, whatever it is and wherever it stands.
@Suite struct ValueTests {
  private static func noncharacter(_ value: UInt32) -> String { Unicode.Scalar(value).map(String.init) ?? "" }

  static let nasty = [
    "*", "**", "***a***", "_", "|", "||", "<script>", "</p>", "<!--", "](javascript:x)", "[a](b)", "![a](b)", "[^1]",
    "a\nb",
    "\n\n# x", "\n- x", "`", "```", "1.", "1. x", "-", "- x", "+", "#", "# x", ">", "> x", "=", "===", "---", "\\",
    "\\\\",
    "&amp;", "&lt;", "&", "~~a~~", "~", "!", "    x", " x", "x ", "x  ", "\t",
    noncharacter(0xFDD0) + "0" + noncharacter(0xFDD1), noncharacter(0xFDD5),
    "\u{202E}x", "\u{2066}", "\u{200B}", "\u{0}", "https://x.cn", "www.x.cn", "http://", "[ ] x", "[x] x", "|-|", ":-",
    "2)", "\"",
    "'", "(", ")", "<a@b.c>", "{x}", "", " ", "\r", "\u{2028}", "😀", "：", "”", "</style>",
  ]
  static let contexts = [
    "{0}", "a {0} b", "甲{0}乙", "a\n{0}\nb", "a\n{0}", "{0}.", "{0}. b", "{0}\n===", "# {0}", "# a {0}", "- {0}",
    "- a\n- {0}", "1. {0}",
    "> {0}", "> a\n> {0}", "**{0}**", "*{0}*", "甲**{0}**乙", "~~{0}~~", "[{0}](a)", "[a]({0})", "[a](b/{0}?c)",
    "[a](b \"{0}\")",
    "![{0}](a)", "![a]({0})", "|a|\n|-|\n|{0}|", "|{0}|b|\n|-|-|\n|c|{0}|", "https://a.b/{0}", "a{0}[b](c)", "{0}{0}",
    "- [ ] {0}", "a[^1]\n\n[^1]: {0}",
    "**“{0}”**{0}",
  ]

  @Test(arguments: contexts) func keepsTheStructure(_ context: String) {
    let expected = skeleton(Sample(context, [.text("x")]).html())
    let expectedAgain = skeleton(Sample(context, [.text("x")]).again())
    #expect(expectedAgain == expected)
    for value in Self.nasty {
      let sample = Sample(context, [.text(value)])
      #expect(skeleton(sample.html()) == expected, "\(value.debugDescription) in \(context.debugDescription)")
      #expect(
        skeleton(sample.again()) == expected,
        "\(value.debugDescription) in \(context.debugDescription): \(sample.markdown().debugDescription)")
    }
  }

  @Test func isEscapedForItsContext() {
    #expect(Sample("{0}", [.text("a<b>&\"c")]).html() == "<p>a&lt;b&gt;&amp;&quot;c</p>\n")
    #expect(Sample("{0}", [.text("a*b")]).markdown() == "a\\*b\n")
    #expect(Sample("|a|\n|-|\n|{0}|", [.text("a|b")]).markdown() == "| a |\n| --- |\n| a\\|b |\n")
    #expect(Sample("{0}.", [.text("1")]).markdown() == "1\\.\n")
  }

  @Test func missingAndRedactedAreText() {
    let sample = Sample("有{0}所，{1}人", [.missing, .redacted])
    #expect(sample.html() == "<p>有<mark class=\"missing\">*</mark>所，<mark class=\"redacted\">*</mark>人</p>\n")
    #expect(sample.markdown() == "有\\*所，\\*人\n")
  }

  @Test func inCodeItIsLiteralText() {
    #expect(Sample("`{0}`", [.text("a<b`")]).html() == "<p><code>a&lt;b`</code></p>\n")
    #expect(Sample("`{0}`", [.text("a<b`")]).again() == "<p><code>a&lt;b`</code></p>\n")
  }

  @Test(arguments: ["&#xFDD0;0&#xFDD1;", "&#64976;0&#64977;", "&#0064976;0&#x0000fdd1;", "&#XFDD5;"])
  func referencesForgeNoMarks(_ text: String) {
    let html = Sample(text, [.text("secret")]).html()
    #expect(!html.contains("secret"))
    #expect(html == "<p>\(text.split(separator: "&").map { "&amp;" + $0 }.joined())</p>\n")
    #expect(!html.unicodeScalars.contains { (0xFDD0...0xFDEF).contains($0.value) })
  }

  @Test func everyPrefixOfAReportEnds() {
    let text =
      "# 甲{#0}\n\n{+0}\n\n**“乙”**{0}[a](b{0})\n\n{+1}\n\n- 一*b*\n- 二`c`\n\n{-1}\n\n{-0}\n\n表{#1}\n\n|a|b|\n|:-|-|\n|{0}|\\||\n\n"
      + "> - c[^1]\n\n```x\n{0}\n```\n\n[^1]: d <b> https://x.cn/\n\n[r]: /x 'y'\n"
    let sample = Sample(
      text, [.text("*x"), .reference("a")], anchors: ["a", "b"], regions: [.problem(name: "p", number: 1), .measures])
    for count in 0...sample.document.text.count {
      var cut = sample
      cut.document.text = Array(sample.document.text.prefix(count))
      _ = cut.rendered(builtIn("gongwen"))
    }
    #expect(sample.rendered(builtIn("gongwen")).html != nil)
  }
}
