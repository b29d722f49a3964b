import EvrepReview
import Testing

@Suite struct WordSplitterTests {
  @Test(arguments: [
    ("加快推进教育", "加快|推进|教育"),
    ("公办幼儿园建设", "公办|幼儿园|建设"),
    ("在园幼儿1,234.5人，占12.5%。", "在|园幼|儿|1,234.5|人|，|占|12.5%|。"),
    ("rose by 8.5%, it's", "rose| |by| |8.5%|,| |it|'|s"),
    ("见3.5.", "见|3.5|."),
    ("", ""),
  ])
  func textIsCutIntoTheWordsThatAReaderSees(text: String, words: String) {
    #expect(WordSplitter.words(text).joined(separator: "|") == words)
  }

  @Test func wordsJoinedAreTheText() {
    for text in ["学校的在校生为3万人", "a\u{301}b 1.2.3 ％‰%%", "👨‍👩‍👧是"] {
      #expect(WordSplitter.words(text).joined() == text)
    }
  }
}
