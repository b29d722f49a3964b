/// Colours and weights of text on a terminal; text stays as it is where the output has none.
package struct Paint: Sendable {
  /// Parameters of Select Graphic Rendition (ECMA-48).
  package enum Style: String, Sendable {
    case bold = "1"
    case faint = "2"
    case red = "31"
    case green = "32"
    case yellow = "33"
    case blue = "34"
    case boldRed = "1;31"
    case boldGreen = "1;32"
    case boldYellow = "1;33"
    case boldBlue = "1;34"
    case boldCyan = "1;36"
  }

  package let isColored: Bool

  package init(isColored: Bool) { self.isColored = isColored }

  package func callAsFunction(_ text: String, _ style: Style) -> String {
    isColored && !text.isEmpty ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }
}
