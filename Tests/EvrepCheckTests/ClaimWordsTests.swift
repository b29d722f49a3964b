import EvrepTestSupport
import Testing

@testable import EvrepCheck

@Suite struct ClaimWordsTests {
  private static let standard = check(modules("").modules).program.claimWords

  private func before(_ text: String) -> String? {
    let bytes = Array(text.utf8)
    return Self.standard.word(endingAt: bytes.count, in: bytes).map { spelled($0, bytes) }
  }

  private func behind(_ text: String) -> String? {
    let bytes = Array(text.utf8)
    return Self.standard.word(startingAt: 0, in: bytes).map { spelled($0, bytes) }
  }

  private func spelled(_ match: ClaimWords.Match, _ bytes: [UInt8]) -> String {
    String(decoding: bytes[match.range], as: UTF8.self)
  }

  @Test(arguments: [
    ("支出增长", "增长"), ("增长了", "增长了"), ("增加到", "增加到"), ("降至", "降至"), ("总投资近", "近"), ("将近", "将近"), ("不超过", "不超过"),
    ("超过", "超过"),
    ("大约", "大约"), ("it rose by", "rose by"), ("Nearly", "Nearly"), ("a fall of", "fall of"), ("up to", "up to"),
  ])
  func theLongestWordIsRead(text: String, word: String) { #expect(before(text) == word) }

  @Test(arguments: [
    "附近", "最近", "就近", "节约", "公约", "预约", "其余", "达不到", "turnover", "moreover", "arose by", "增长率", "下降的", "超大班额", "",
    "more", "far-over",
  ])
  func partsOfOtherWordsAreNot(text: String) { #expect(before(text) == nil) }

  @Test(arguments: [("以上，", "以上"), ("及以上", "及以上"), ("左右。", "左右"), ("or more.", "or more"), ("以内", "以内")])
  func wordsBehindAreRead(text: String, word: String) { #expect(behind(text) == word) }

  @Test(arguments: ["以上各项", "以下各处", "左右两侧", "or moreover", "以", ""])
  func otherWordsBehindAreNot(text: String) { #expect(behind(text) == nil) }
}
