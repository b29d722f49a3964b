import EvrepSource
import Testing

/// Where marks and messages stand.
@Suite struct TerminalEmitterTests {
  @Test(arguments: [
    ("支出⟦万元⟧。", "支出万元。", "    ^^^^"),
    ("\ta⟦b⟧", "    ab", "     ^"),
    ("e\u{301}⟦x⟧", "e\u{301}x", " ^"),
    ("👨‍👩‍👧⟦x⟧", "👨‍👩‍👧x", "  ^"),
    ("🇨🇳⟦❤️⟧x", "🇨🇳❤️x", "  ^^"),
    ("각⟦x⟧", "각x", "  ^"),
    ("a\u{202E}⟦b⟧", "a\\u{202e}b", "         ^"),
    ("a⟦⟧", "a", " ^"),
  ])
  func marksStandUnderTheirCharacters(marked: String, source: String, marks: String) {
    let frame = MarkedText(marked).frame()
    #expect(Array(frame.suffix(2)) == ["1 | " + source, "  | " + marks])
  }

  @Test func eachLineStandsOnceWithAllItsMarks() {
    let text = MarkedText("let ⟨a⟩ = 1\nx\ny\n⟨a⟩ + ⟨b⟩ > ⟦c⟧", labels: ["declared here", "this is 1", "this is 2"])
    #expect(
      text.frame() == [
        " --> r.evrep:4:9", "  |", "1 | let a = 1", "  |     - declared here", "...", "4 | a + b > c",
        "  | -   -   ^", "  | |   this is 2", "  | this is 1",
      ])
  }

  @Test func aLabelInsideThePlaceIsSeen() {
    let text = MarkedText("⟦⟨left⟩ < ⟨right⟩⟧", labels: ["this is 1", "this is 2"])
    #expect(text.frame().suffix(2) == ["  | ----^^^----- this is 2", "  | this is 1"])
  }

  @Test func aLongLineIsCutAroundThePlace() {
    let text = MarkedText(String(repeating: "前", count: 90_000) + "⟦错⟧" + String(repeating: "后", count: 90_000))
    let frame = text.frame()
    #expect(frame[2].hasPrefix("1 | …前前") && frame[2].hasSuffix("后后…"))
    #expect(DisplayWidth.of(frame[2]) <= 60)
    let column = DisplayWidth.of(frame[2].prefix { $0 != "错" })
    #expect(frame[3] == "  | " + String(repeating: " ", count: column - 4) + "^^")
  }

  @Test func placesFarApartInALineAreShownOneByOne() {
    let text = MarkedText(
      "⟨前⟩" + String(repeating: "中", count: 300) + "⟦后⟧" + String(repeating: "末", count: 300), labels: ["one"])
    let frame = text.frame()
    #expect(frame.count == 6)
    #expect(frame[2].hasPrefix("1 | 前中") && frame[3] == "  | -- one")
    #expect(frame[4].hasPrefix("1 | …中") && frame[5].hasSuffix("^^"))
  }

  @Test func aMessageThatFitsNowhereEndsUnderItsMark() {
    let text = MarkedText(String(repeating: "a", count: 38) + "⟨bc⟩⟦de⟧", labels: [String(repeating: "m", count: 30)])
    let frame = text.frame(width: 50)
    #expect(frame[3] == "  | " + String(repeating: " ", count: 38) + "--^^")
    #expect(frame[4] == "  | " + String(repeating: " ", count: 10) + String(repeating: "m", count: 30))
  }

  @Test func linesToMessagesGoOnBelowOneThatStandsOnThem() {
    let long = String(repeating: "long ", count: 9) + "end"
    let text = MarkedText("⟦⟧aaaa ⟨bb⟩ cccc ⟨dd⟩ eeee ⟨ff⟩", labels: [long, long, long])
    let frame = text.frame(width: 40)
    #expect(frame[4] == "  | " + long && frame[5] == "  |      |       |")
    #expect(frame[6] == "  | " + long && frame[7] == "  |      |")
  }

  @Test func aCellIsNamed() {
    let cell = CellAddress(row: 3, column: 2, header: "类型", content: "中学")
    let frame = MarkedText("甲,⟦中学⟧", path: "a.csv", cell: cell).frame()
    #expect(frame == [" --> a.csv:1:3 (row 3, column B ‘类型’: ‘中学’)", "  |", "1 | 甲,中学", "  |    ^^^^"])
  }

  @Test func aCellOfAFileWithoutLinesShowsItsContent() {
    let cell = CellAddress(row: 3, column: 28, header: "类型", content: "中学", container: .sheet("学校"))
    let frame = MarkedText("PK\u{0}⟦⟧", path: "a.xlsx", cell: cell).frame()
    #expect(frame == [" --> a.xlsx (sheet ‘学校’, cell AB3 ‘类型’: ‘中学’)", "  |", "  | 中学", "  | ^^^^"])
  }

  @Test func theSectionIsNamed() {
    let text = MarkedText("a\n⟦b⟧")
    let outline = Outline(
      file: FileID(0), sections: [.init(start: 0, titles: ["一、甲"]), .init(start: 2, titles: ["一、甲", "（一）乙"])])
    #expect(text.frame(outline: outline)[0] == " --> r.evrep:2:1 (一、甲 › （一）乙)")
    #expect(MarkedText("⟦a⟧\nb").frame(outline: outline)[0] == " --> r.evrep:1:1 (一、甲)")
  }

  @Test func marksOfAnyPlaceAreTotal() {
    let bytes = Array("甲\t👨‍👩‍👧e\u{301}\n乙\r\n".utf8)
    var sources = SourceSet()
    let file = sources.add(path: "r", bytes: bytes)
    for start in 0...bytes.count + 2 {
      for end in start...bytes.count + 2 {
        let place = Place(file, start..<end)
        let diagnostic = Diagnostic(
          .badNumber, at: place, Message(en: "x", zh: "x"), labels: [Label(place, Message(en: "y", zh: "y"))])
        var emitter = TerminalEmitter(sources: sources, language: .chinese, isColored: true, width: 1)
        #expect(emitter.render([diagnostic]).contains("EV0114"))
      }
    }
  }
}
