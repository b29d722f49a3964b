import EvrepMarkdown
import EvrepModel
import EvrepSource
import Testing

@Suite struct AddressTests {
  @Test(arguments: [
    "javascript:x", "JavaScript:x", "&#106;avascript:x", "data:text/html,x", "feed:javascript:x",
    "view-source:http://a",
    "//host/a", "vbscript:x", "blob:x", "file:///a", "java&#10;script:x", "<java script:x>", "x:y",
  ])
  func dropped(_ url: String) {
    let sample = Sample("[a](\(url))")
    #expect(sample.html() == "<p>a</p>\n")
    #expect(sample.markdown() == "a\n")
    #expect(sample.codes == [.addressDropped])
  }

  @Test(arguments: ["http://a", "HTTPS://a", "mailto:a@b", "a/b.md", "#a", "?q", "../a", "/a:b", ""])
  func kept(_ url: String) {
    #expect(Sample("[a](\(url))").html() == "<p><a href=\"\(url)\">a</a></p>\n")
    #expect(Sample("[a](\(url))").codes.isEmpty)
  }

  @Test func remotePicturesGo() {
    for url in ["http://a/b.png", "//a/b.png", "data:image/png,x"] {
      #expect(Sample("![a *b*](\(url))").html() == "<p>a b</p>\n")
      #expect(Sample("![a](\(url))").codes == [.addressDropped])
    }
  }

  @Test func valuesAreComponents() {
    let values: [Insertion] = [.text("javascript:alert(1)/\"& 中")]
    let encoded = "javascript%3Aalert%281%29%2F%22%26%20%E4%B8%AD"
    #expect(Sample("[a]({0})", values).html() == "<p><a href=\"\(encoded)\">a</a></p>\n")
    #expect(Sample("[a](https://b/{0})", values).html() == "<p><a href=\"https://b/\(encoded)\">a</a></p>\n")
    #expect(Sample("[a](javascript:{0})", values).codes == [.addressDropped])
  }

  @Test func aValueCanBeTheWholeAddress() {
    let values: [Insertion] = [.text("https://b/c d?e=中#f"), .text("img/a.png"), .text("//b/x.png")]
    #expect(Sample("[a]({0})", values).html() == "<p><a href=\"https://b/c%20d?e=%E4%B8%AD#f\">a</a></p>\n")
    #expect(Sample("![a]({1})", values).html() == "<p><img src=\"img/a.png\" alt=\"a\" /></p>\n")
    #expect(Sample("![a]({2})", values).html() == "<p><img src=\"%2F%2Fb%2Fx.png\" alt=\"a\" /></p>\n")
  }

  @Test(arguments: [
    ("见https://x.cn/a。后文", "见<a href=\"https://x.cn/a\">https://x.cn/a</a>。后文"),
    ("见http://x.cn，后", "见<a href=\"http://x.cn\">http://x.cn</a>，后"),
    ("www.x.cn后", "<a href=\"http://www.x.cn\">www.x.cn</a>后"),
    ("（https://x.cn）", "（<a href=\"https://x.cn\">https://x.cn</a>）"),
    ("(https://x.cn/a_b).", "(<a href=\"https://x.cn/a_b\">https://x.cn/a_b</a>)."),
    ("https://x.cn/a(b)", "<a href=\"https://x.cn/a(b)\">https://x.cn/a(b)</a>"),
    ("`https://x.cn`", "<code>https://x.cn</code>"),
    ("[https://x.cn](b)", "<a href=\"b\">https://x.cn</a>"),
    ("https://a?b&c=d", "<a href=\"https://a?b&amp;c=d\">https://a?b&amp;c=d</a>"),
    ("xhttp://a", "xhttp://a"), ("awww.b", "awww.b"), ("https://", "https://"), (":a@b.cd", ":a@b.cd"),
  ])
  func bareAddresses(_ text: String, _ html: String) {
    #expect(Sample(text).html() == "<p>\(html)</p>\n")
    #expect(Sample(text).again() == "<p>\(html)</p>\n")
  }

  @Test func bareAddressesHoldValues() {
    let sample = Sample("https://x.cn/{0}", [.text("a b")])
    #expect(sample.html() == "<p><a href=\"https://x.cn/a%20b\">https://x.cn/a b</a></p>\n")
    #expect(sample.again() == sample.html())
  }

  @Test func valuesBeforeAnAddressCountAsLetters() {
    let sample = Sample("{0}www.x.cn <b>    # a", [.text(" ")])
    #expect(!sample.html().contains("<a"))
    #expect(skeleton(sample.again()) == ["p", "/p"])
    #expect(skeleton(Sample("<b>    # a").again()) == ["p", "/p"])
  }

  @Test func valuesAreNoAddresses() {
    let sample = Sample("{0}", [.text("https://x.cn www.x.cn")])
    #expect(sample.html() == "<p>https://x.cn www.x.cn</p>\n")
    #expect(sample.again() == sample.html())
  }
}
