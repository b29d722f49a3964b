/// How wide text is on a terminal.
package enum DisplayWidth {
  /// The cells of a text: the sum of those of its characters.
  package static func of(_ text: some StringProtocol) -> Int { text.reduce(0) { $0 + of($1) } }

  /// The cells that a character, as people count them, takes: an emoji joined of several, a flag or a letter with its
  /// marks stands in the cells of one.
  package static func of(_ character: Character) -> Int {
    var width = 0
    for (index, scalar) in character.unicodeScalars.enumerated() {
      // U+FE0F asks for the coloured form of the sign before it; a second regional indicator makes a flag.
      if index > 0, scalar.value == 0xFE0F || isRegionalIndicator(scalar.value) { return 2 }
      width = max(width, of(scalar))
    }
    return width
  }

  /// The cells that a scalar takes: 0 for combining marks, 2 for East Asian wide characters, 1 otherwise.
  package static func of(_ scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x300 { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: return isWide(value) ? 2 : 1
    }
  }

  private static func isRegionalIndicator(_ value: UInt32) -> Bool { value >= 0x1F1E6 && value <= 0x1F1FF }

  /// True for East Asian wide and full-width characters (Unicode Standard Annex 11), and emoji.
  package static func isWide(_ value: UInt32) -> Bool {
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
      0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF,
      0x20000...0x3FFFD:
      true
    default: false
    }
  }
}

extension DisplayWidth {
  /// The cells that UTF-8 text takes on one line; an ill-formed byte takes one.
  package static func of(_ bytes: some Collection<UInt8>) -> Int {
    // ASCII needs no decoding.
    if bytes.allSatisfy({ $0 < 0x80 }) { return bytes.count }
    return String(decoding: bytes, as: UTF8.self).unicodeScalars.reduce(0) { $0 + of($1) }
  }
}
