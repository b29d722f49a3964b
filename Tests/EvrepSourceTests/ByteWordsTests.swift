import EvrepSource
import Testing

@Suite struct ByteWordsTests {
  private let words = ByteWords(["达到", "达", "到", "小学", "完全小学"])
  private let text = Array("已达到完全小学".utf8)

  /// Words by where they begin and end, tried at every byte.
  @Test func everyWordIsFoundWhereItStands() {
    var begun: [String] = []
    var ended: [String] = []
    for byte in 0...text.count {
      if let found = words.beginning(at: byte, in: text) { begun.append("\(byte)–\(found.end): \(found.word)") }
      if let found = words.ending(at: byte, in: text) { ended.append("\(found.start)–\(byte): \(found.word)") }
    }
    #expect(begun == ["3–9: 0", "6–9: 2", "9–21: 4", "15–21: 3"])
    #expect(ended == ["3–6: 1", "3–9: 0", "15–21: 3"])
  }

  @Test func theFirstThatIsWanted() {
    #expect(words.ending(at: 21, in: text, where: { word, _ in word != 3 })?.start == 9)
    #expect(words.ending(at: 9, in: text, from: 4)?.word == 2)
    #expect(words.ending(at: 9, in: text, from: 7) == nil)
    #expect(words.beginning(at: 3, in: text, where: { _, range in range.upperBound < 9 })?.word == 1)
  }

  @Test func aWordStandsInARangeAsAWhole() {
    #expect(words.stand(in: 0..<6, of: text))
    #expect(!words.stand(in: 0..<5, of: text))
    #expect(!words.stand(in: 4..<8, of: text))
    #expect(!words.stand(in: 9..<9, of: text))
  }
}
