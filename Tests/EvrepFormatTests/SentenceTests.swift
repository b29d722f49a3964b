import EvrepSource
import EvrepSyntax
import Testing

@testable import EvrepFormat

/// One sentence a line, and nothing else.
@Suite struct SentenceTests {
  private func laid(_ text: String, english: Bool = false) -> String {
    let header = english ? "---\nlanguage en\n---\n\n" : "---\n---\n\n"
    let laid = String(decoding: format(parse(FileID(0), Array((header + text + "\n").utf8))), as: UTF8.self)
    #expect(laid.hasPrefix(header))
    return String(laid.dropFirst(header.count).dropLast())
  }

  @Test(arguments: [
    ("甲。乙！丙？丁；戊", "甲。\n乙！\n丙？\n丁；\n戊"),
    ("他说“好。走吧。”然后走了。", "他说“好。走吧。”\n然后走了。"),
    ("甲（见附件。另见乙。）丙。丁", "甲（见附件。另见乙。）\n丙。\n丁"),
    ("是吗？！真的。", "是吗？！\n真的。"),
    ("“好吗？”，他问。走", "“好吗？”，他问。\n走"),
    ("甲。{1 人}人。", "甲。\n{1 人}人。"),
    ("甲。**乙**丙。", "甲。\n**乙**丙。"),
    ("**甲。**乙", "**甲。**乙"),
    ("[甲。乙](x)丙。丁", "[甲。乙](x)丙。\n丁"),
    ("`甲。乙`丙", "`甲。乙`丙"),
    ("甲。Abc。", "甲。\nAbc。"),
    ("甲。 乙", "甲。 乙"),
    ("甲\n乙，丙\n丁", "甲乙，丙丁"),
    ("甲\nAbc", "甲 Abc"),
    ("甲。\n乙", "甲。\n乙"),
    ("甲  \n乙", "甲  \n乙"),
    ("甲\\\n乙", "甲\\\n乙"),
    ("增长\n约{8%}%", "增长\n约{8%}%"),
    ("{\"甲。乙\"}丙", "{\"甲。乙\"}丙"),
    ("- 甲。乙。\n  丙", "- 甲。\n  乙。\n  丙"),
    ("1. 甲。乙", "1. 甲。\n   乙"),
    ("> 甲。乙\n> 丙", "> 甲。\n> 乙丙"),
    ("- 甲\n乙", "- 甲乙"),
    ("# 甲。乙", "# 甲。乙"),
    ("    甲。乙", "    甲。乙"),
    ("```\n甲。乙\n```", "```\n甲。乙\n```"),
    ("甲。- 乙", "甲。- 乙"),
    ("甲。1. 乙", "甲。1. 乙"),
    ("甲。1.5万", "甲。\n1.5万"),
    ("{当 1 > 0}甲。乙。{结束}丙。丁", "{当 1 > 0}甲。\n乙。{结束}丙。\n丁"),
    ("<b>甲。乙</b>", "<b>甲。乙</b>"),
    ("见https://a.cn。乙", "见https://a.cn。\n乙"),
    ("甲。{#名}", "甲。{#名}"),
    ("- 甲\n|乙|\n|-|\n|丙|", "- 甲\n|乙|\n|-|\n|丙|"),
  ])
  func chinese(_ text: String, _ expected: String) { #expect(laid(text) == expected) }

  @Test(arguments: [
    ("One. Two! Three? Four", "One.\nTwo!\nThree?\nFour"),
    ("He said “Go. Now.” Then he left.", "He said “Go. Now.”\nThen he left."),
    ("He said \"Go. Now.\" Then he left.", "He said \"Go. Now.\"\nThen he left."),
    ("See it (in No. 5. Or not). Next.", "See it (in No. 5. Or not).\nNext."),
    (
      "See No. 5 and e.g. Ash, Mr. Smith, J. Smith, 3.5 and U.S. Steel.",
      "See No. 5 and e.g. Ash, Mr. Smith, J. Smith, 3.5 and U.S. Steel."
    ),
    ("It was 2022. The next.", "It was 2022.\nThe next."),
    ("It fell by 3%. {1 pupil} pupil left.", "It fell by 3%.\n{1 pupil} pupil left."),
    ("It is so. and so on.", "It is so. and so on."),
    ("One.  Two.", "One.  Two."),
    ("One\ntwo. Three\nfour", "One two.\nThree four"),
    ("One. **Two** three.", "One.\n**Two** three."),
    ("One. [Two. Three](x). Four.", "One.\n[Two. Three](x).\nFour."),
    ("about\n{3 pupils} pupils", "about\n{3 pupils} pupils"),
    ("One. 1. Two", "One. 1. Two"),
    ("- One. Two.", "- One.\n  Two."),
  ])
  func english(_ text: String, _ expected: String) { #expect(laid(text, english: true) == expected) }
}
