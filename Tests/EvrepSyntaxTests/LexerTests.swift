import EvrepSource
import Testing

@testable import EvrepSyntax

@Suite struct LexerTests {
  private func tokens(_ text: String, hasComments: Bool = false) -> [(SyntaxKind, String)] {
    let bytes = Array(text.utf8)
    var lexer = Lexer(bytes: bytes, from: 0, limit: bytes.count, hasComments: hasComments)
    var tokens: [(SyntaxKind, String)] = []
    while true {
      let token = lexer.next()
      if token.kind == .end { return tokens }
      tokens.append((token.kind, String(decoding: bytes[token.range], as: UTF8.self)))
    }
  }

  private func kinds(_ text: String) -> [SyntaxKind] { tokens(text).map(\.0) }

  @Test(arguments: [
    ("( ) { } , ; : . | # + - * / = < >", "（ ） ｛ ｝ ， ； ： ． ｜ ＃ ＋ － ＊ ／ ＝ ＜ ＞"),
    ("<= >= != ??", "＜＝ ＞＝ ！＝ ？？"), ("== % $", "＝＝ ％ ＄"), ("abc Z9 _x", "ａｂｃ Ｚ９ ＿ｘ"), ("12 3.5", "１２ ３．５"),
  ])
  func fullWidthFormsAreTheCharactersThatTheyWiden(narrow: String, wide: String) {
    #expect(kinds(narrow) == kinds(wide))
    #expect(!kinds(wide).contains(.unknown))
  }

  @Test func operatorsHaveTheirMathematicalForms() {
    #expect(kinds("≠ ≤ ≥ × ÷ −") == [.notEqual, .lessEqual, .greaterEqual, .times, .divide, .minus])
    #expect(kinds("! ?") == [.unknown, .question])
  }

  @Test func aPointBelongsToANumberOnlyBetweenDigits() {
    #expect(tokens("3.5").map(\.1) == ["3.5"])
    #expect(tokens("3.").map(\.1) == ["3", "."])
    #expect(tokens(".5").map(\.1) == [".", "5"])
    #expect(tokens("3.人").map(\.1) == ["3", ".", "人"])
    #expect(tokens("1.2.3").map(\.1) == ["1.2", ".", "3"])
  }

  @Test func identifiersAreWordsOfAnyScript() {
    #expect(tokens("在校生2022 été Ωx _1").map(\.1) == ["在校生2022", "été", "Ωx", "_1"])
    #expect(kinds("在校生2022 été Ωx _1") == [.identifier, .identifier, .identifier, .identifier])
    #expect(tokens("万元/人").map(\.1) == ["万元", "/", "人"])
  }

  @Test func stringsCloseOnTheirLineAndPassOverHoles() {
    #expect(tokens(#""甲{f("乙")}丙" x"#).map(\.1) == [#""甲{f("乙")}丙""#, "x"])
    #expect(tokens("“甲”“乙”").map(\.1) == ["“甲”", "“乙”"])
    #expect(tokens("“a\"b” x").map(\.1) == ["“a\"b”", "x"])
    #expect(tokens(#""\"" x"#).map(\.1) == [#""\"""#, "x"])
    #expect(tokens("\"open\nx").map(\.0) == [.unknown, .identifier])
    #expect(tokens("\"{f(\"x\" y\nz").map(\.0) == [.unknown, .identifier])
    #expect(tokens("\"{\" x\ny").map(\.1) == ["\"{\"", "x", "y"])
  }

  @Test func commentsAndIdeographicSpacesAreTrivia() {
    #expect(tokens("a // b\n　c /d", hasComments: true).map(\.1) == ["a", "c", "/", "d"])
    #expect(tokens("// only", hasComments: true).isEmpty)
    #expect(tokens("a // b").map(\.1) == ["a", "/", "/", "b"])
  }

  @Test func tokensKnowWhereTheirLineBegins() {
    let bytes = Array("a\n  b　c\n\td".utf8)
    var lexer = Lexer(bytes: bytes, from: 0, limit: bytes.count)
    let found = (0..<4).map { _ in lexer.next() }
    #expect(found.map(\.startsLine) == [true, true, false, true])
    #expect(found.filter(\.startsLine).map(\.indent) == [0, 2, 1])
  }

  @Test func illFormedBytesAreTokensOfOneByte() {
    let bytes: [UInt8] = [0xFF, 0xE4, 0xB8, 0x61, 0x80]
    var lexer = Lexer(bytes: bytes, from: 0, limit: bytes.count)
    var ranges: [ByteRange] = []
    while case let token = lexer.next(), token.kind != .end { ranges.append(token.range) }
    #expect(ranges == [0..<1, 1..<2, 2..<3, 3..<4, 4..<5])
  }

  @Test func everyKeywordHasTwoSpellingsThatNoOtherShares() {
    var seen: [String: Keyword] = [:]
    for keyword in Keyword.allCases {
      let (english, chinese) = keyword.spellings
      for word in [english, chinese] {
        #expect(keyword.isSpelled(ArraySlice(word.utf8)))
        // 否则 is both `otherwise` and `else`, which never stand in one place.
        if let other = seen[word] { #expect([other, keyword] == [.otherwise, .else]) }
        seen[word] = keyword
      }
      #expect(!keyword.isSpelled(ArraySlice((english + "x").utf8)))
    }
  }
}
