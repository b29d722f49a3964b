import EvrepMarkdown
import EvrepModel
import EvrepSource
import Testing

@Suite struct RawHTMLTests {
  @Test func isDroppedWithAWarningAtItsPlace() {
    let sample = Sample("甲**“乙”**丙\n\nx <b>y</b>\n\n<div>\n")
    let rendered = sample.rendered()
    #expect(rendered.diagnostics.map(\.code) == [.rawHTMLDropped, .rawHTMLDropped])
    let text = sample.document.text
    let found = rendered.diagnostics.compactMap(\.place).map { String(decoding: text[$0.range], as: UTF8.self) }
    #expect(found == ["<b>", "<div>"])
    #expect(!Sample.text(rendered.html).contains("<b>"))
    #expect(!Sample.text(rendered.markdown).contains("<"))
  }

  @Test func theSameTagTwiceHasTwoPlaces() {
    let places = Sample("<b>a<b>b").rendered().diagnostics.compactMap(\.place?.range.lowerBound)
    #expect(places == [0, 4])
  }

  @Test func commentsGoSilently() {
    let sample = Sample("a <!-- evrep: allow W001 x --> b\n\n<!-- c -->\n\nd")
    #expect(sample.html() == "<p>a  b</p>\n<p>d</p>\n")
    #expect(sample.codes.isEmpty)
  }

  @Test func aCommentBesideATagIsNoExcuse() { #expect(Sample("<!-- a --><b>").codes == [.rawHTMLDropped]) }
}
