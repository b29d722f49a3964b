import EvrepModel
import EvrepSource
import Testing

@testable import EvrepData

@Suite struct TextDecodingTests {
  private func text(_ bytes: [UInt8], as encoding: TextEncoding? = nil) -> String {
    String(decoding: DecodedText(bytes, declared: encoding).bytes, as: UTF8.self)
  }

  @Test(
    arguments: [
      ([0xD6, 0xD0, 0xCE, 0xC4], "中文"), ([0x61, 0x80], "a€"), ([0x81, 0x30, 0x81, 0x30], "\u{80}"),
      ([0x84, 0x31, 0xA4, 0x39], "\u{FFFF}"), ([0x90, 0x30, 0x81, 0x30], "\u{10000}"),
      ([0xE3, 0x32, 0x9A, 0x35], "\u{10FFFF}"),
      ([0xA2, 0xE3], "€"), ([0xFE, 0xFE], "\u{E4C5}"), ([0x81, 0x40], "丂"),
    ] as [([UInt8], String)])
  func gb18030(bytes: [UInt8], text: String) { #expect(self.text(bytes, as: .gb18030) == text) }

  @Test func everyPairIsACharacterOfItsOwn() {
    var seen: Set<UInt32> = []
    for lead in UInt8(0x81)...0xFE {
      for trail in UInt8(0x40)...0xFE where trail != 0x7F {
        let bytes = [lead, trail]
        guard let (scalar, length) = GB18030.scalar(bytes.span, at: 0) else { continue }
        #expect(length == 2)
        seen.insert(scalar)
      }
    }
    #expect(seen.count == 126 * 190)
  }

  @Test(
    arguments: [
      [0x61, 0xFF], [0xD6], [0xD6, 0x20], [0xD6, 0x7F], [0x81, 0x30, 0x81], [0x81, 0x30, 0x20, 0x30],
      [0x84, 0x31, 0xA5, 0x30],
      [0x8F, 0x39, 0xFE, 0x39], [0xE3, 0x32, 0x9A, 0x36], [0xFE, 0x39, 0xFE, 0x39],
    ] as [[UInt8]])
  func whatIsNoGB18030IsDamage(bytes: [UInt8]) {
    let decoded = DecodedText(Array("甲".utf8) + [0x0A], declared: .utf8)
    #expect(decoded.damage == nil)
    let damage = DecodedText(bytes, declared: .gb18030).damage
    #expect(damage?.offset == (bytes[0] == 0x61 ? 1 : 0))
    #expect(damage?.byte == (bytes[0] == 0x61 ? 0xFF : bytes[0]))
  }

  @Test(
    arguments: [
      ([0xFF, 0xFE, 0x61, 0x00, 0x2D, 0x4E], "a中"), ([0xFE, 0xFF, 0x00, 0x61, 0x4E, 0x2D], "a中"),
      ([0xFF, 0xFE, 0x3D, 0xD8, 0x00, 0xDE], "😀"), ([0xFF, 0xFE], ""), ([0xEF, 0xBB, 0xBF, 0x61], "a"), ([], ""),
    ] as [([UInt8], String)])
  func byteOrderMarksDecide(bytes: [UInt8], text: String) {
    let decoded = DecodedText(bytes, declared: .gb18030)
    #expect(decoded.damage == nil)
    #expect(String(decoding: decoded.bytes, as: UTF8.self) == text)
  }

  @Test(
    arguments: [
      ([0xFF, 0xFE, 0x61], 0), ([0xFF, 0xFE, 0x61, 0x00, 0x3D, 0xD8], 1), ([0xFF, 0xFE, 0x00, 0xDE, 0x61, 0x00], 0),
      ([0xFE, 0xFF, 0xD8, 0x3D, 0xD8, 0x3D], 0),
    ] as [([UInt8], Int)])
  func halvesOfCharactersAreDamage(bytes: [UInt8], offset: Int) {
    #expect(DecodedText(bytes, declared: nil).damage?.offset == offset)
  }

  @Test func utf16WithoutAMarkIsReadWhereItIsDeclared() {
    #expect(text([0x61, 0x00, 0x2D, 0x4E], as: .utf16LittleEndian) == "a中")
    #expect(text([0x00, 0x61, 0x4E, 0x2D], as: .utf16BigEndian) == "a中")
  }

  /// Latin-1 is nearly always well-formed GB 18030, and a broken UTF-8 file may be: neither is guessed to be that.
  @Test func onlyPlainlyChineseTextIsGuessedToBeGB18030() {
    let chinese: [UInt8] = Array("a,b\n".utf8) + [0xD1, 0xA7, 0xD0, 0xA3, 0x2C, 0xB9, 0xAB, 0xB0, 0xEC]
    #expect(DecodedText(chinese, declared: nil).encoding == .gb18030)
    let latin: [UInt8] =
      Array("name\n".utf8) + [0xE9] + Array("cole,caf".utf8) + [0xE9, 0x2C, 0xFC] + Array("ber".utf8)
    #expect(DecodedText(latin, declared: nil).damage?.offset == 5)
    let broken: [UInt8] = Array("学校,公办,民办\n".utf8) + [0xE5, 0xAD]
    #expect(DecodedText(broken, declared: nil).damage?.offset == 21)
  }

  private static func latin(_ text: String) -> [UInt8] {
    text.unicodeScalars.map { $0 == "’" ? 0x92 : $0 == "€" ? 0x80 : UInt8(truncatingIfNeeded: $0.value) }
  }

  @Test func windows1252IsReadWhereItIsDeclared() {
    let text = "Orléans’ £5, €3"
    #expect(self.text(Self.latin(text), as: .windows1252) == text)
    #expect(self.text(Array(text.utf8), as: .windows1252) == text, "UTF-8 after all")
    #expect(DecodedText([0x61, 0x81], declared: .windows1252).damage?.byte == 0x81)
    #expect(TextEncoding(name: "Latin-1") == .windows1252)
  }

  /// Two accented letters in a row are one character of GB 2312.
  @Test(arguments: ["nom\ncréée\n", "a,b\nOrléans,£5\n", "town\nCRÉÉ\n", "x\n£1,£2\n", "x\ncafé\n"])
  func latinTextIsOfferedWindows1252AndReadAsNothing(text: String) {
    let bytes = Self.latin(text)
    let decoded = DecodedText(bytes, declared: nil)
    #expect(decoded.encoding == .utf8 && decoded.damage != nil)
    #expect(EncodingGuess(bytes.span).candidates.first == .windows1252)
  }

  @Test func theEncodingsThatAFileMayBeInAreShownByAWord() {
    var fixture = Fixture([("name", .text, true), ("spend", .text, false)])
    let loaded = fixture.load(Self.latin("name,spend\nOrléans,£5\n"))
    #expect(
      loaded.notes == [
        "in windows-1252 it reads ‘Orléans’ there; if that is right, write behind the path: encoding windows-1252",
        "or, in Excel or WPS, save it as ‘CSV UTF-8’",
      ])
    // A班 in GBK: a letter touches it.
    let gbk = EncodingGuess(([0x41, 0xB0, 0xE0, 0x0A, 0x42, 0xB0, 0xE0] as [UInt8]).span)
    #expect(gbk.candidates == [.windows1252, .gb18030])
    #expect(!gbk.isPlainlyGB18030)
  }

  @Test func whatIsDeclaredAsGB18030HasToReadAsThat() {
    var fixture = Fixture([("name", .text, true), ("spend", .text, false)]).bound {
      $0.encoding = .init(.gb18030, at: $1)
    }
    let latin = fixture.load(Self.latin("name,spend\nBern,1\nZürich,2\n"))
    #expect(latin.codes == [.notUTF8])
    #expect(latin.message == "‘学校.csv’ is hardly GB18030: it reads ‘Z黵ich’ in row 3")
    #expect(latin.notes.first?.contains("‘Zürich’") == true)
    let saved = fixture.load("name,spend\n学校,1\n")
    #expect(saved.texts() == ["学校"], "saved in UTF-8 meanwhile")
    // 联通 and A镕 in GBK: well-formed UTF-8, and a letter behind a byte of its own.
    let chinese = Array("name,spend\n".utf8) + [0xC1, 0xAA, 0xCD, 0xA8, 0x2C, 0x31, 0x0A]
    #expect(fixture.load(chinese).texts() == ["联通"])
    #expect(fixture.load(chinese + [0x41, 0xE9, 0x46, 0x2C, 0x32]).texts() == ["联通", "A镕"])
  }

  @Test func brokenUTF8IsOfferedNoEncoding() {
    let latin: [UInt8] = Array("name\nOrléans\nBesançon\n".utf8) + [0xC3]
    #expect(EncodingGuess(latin.span).candidates == [])
    let chinese: [UInt8] = Array("学校,公办\n".utf8) + [0xE5, 0xAD]
    #expect(EncodingGuess(chinese.span).candidates == [])
  }

  @Test func bytesThatAreNoTextAreReportedAtTheirRow() {
    var fixture = Fixture([("a", .text, true), ("b", .text, false)])
    let loaded = fixture.load(Array("a,b\n1,\"x\ny\"\n2,x".utf8) + [0xFF, 0x0A])
    #expect(loaded.codes == [.notUTF8])
    #expect(loaded.message == "‘学校.csv’ is not UTF-8: the byte FF in row 3 is no part of a character")
    #expect(loaded.diagnostics.first?.place?.range == 15..<16)
  }

  @Test func placesInAnotherEncodingAreOfTheTextAndTheStoredRow() throws {
    var fixture = Fixture([("甲", .text, true), ("乙", .number, false)])
    // 甲,乙 / 学,x / 校,1
    let loaded = fixture.load([
      0xBC, 0xD7, 0x2C, 0xD2, 0xD2, 0x0D, 0x0A, 0xD1, 0xA7, 0x2C, 0x78, 0x0D, 0x0A, 0xD0, 0xA3, 0x2C, 0x31,
    ])
    #expect(loaded.codes == [.badCell])
    #expect(loaded.marked == ["x"])
    let cell = try #require(loaded.diagnostics.first?.place?.cell)
    #expect(cell == CellAddress(row: 2, column: 2, header: "乙", content: "x"))
  }

  @Test func textOfTwoBytesWithoutAMarkIsSeenByItsHeaders() {
    var fixture = Fixture("a", .text)
    let loaded = fixture.load([0x61, 0x00, 0x0A, 0x00, 0x62, 0x00])
    #expect(loaded.codes == [.malformedData])
    #expect(loaded.notes == ["text of two bytes a character is read by: encoding utf-16le"])
  }
}
