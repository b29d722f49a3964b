import EvrepSource

/// One token of a header or an expression.
struct Token {
  let kind: SyntaxKind
  /// Where the trivia before the token begins.
  let triviaStart: Int
  let range: ByteRange
  /// True where a line end lies between the token and the one before.
  let startsLine: Bool
  /// The blanks before the token on its line; meaningful where `startsLine`.
  let indent: Int
}
