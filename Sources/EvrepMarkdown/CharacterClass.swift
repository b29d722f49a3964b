/// What CommonMark's flanking rules and East Asian line breaks ask of a scalar.
enum CharacterClass {
  /// Unicode white space as CommonMark counts it; a text's edge counts too, as 0.
  static func isSpace(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0, 0x09...0x0D, 0x20, 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: true
    default: false
    }
  }

  /// Punctuation as cmark counts it: ASCII symbols, and beyond ASCII the general categories P*.
  static func isPunctuation(_ scalar: UInt32) -> Bool {
    if scalar < 0x80 { return ASCII.isPunctuation(UInt8(scalar)) }
    if scalar < 0xA1 || isIdeograph(scalar) { return false }
    // The signs of Chinese text, so that the tables of Unicode are rarely asked.
    switch scalar {
    case 0x2010...0x2027, 0x3001...0x3003, 0x3008...0x3011, 0xFF01...0xFF03, 0xFF05...0xFF0A: return true
    case 0xFF0C...0xFF0F, 0xFF1A, 0xFF1B, 0xFF1F: return true
    case 0xFF10...0xFF19, 0xFF21...0xFF3A, 0xFF41...0xFF5A: return false
    default: break
    }
    switch Unicode.Scalar(scalar)?.properties.generalCategory {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
      .finalPunctuation, .otherPunctuation:
      return true
    default: return false
    }
  }

  /// East Asian wide or full-width, without Korean, which writes blanks between words.
  static func isWide(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0..<0x2E80: false
    case 0x2E80...0x303E, 0x3041...0x312F, 0x3190...0x4DBF, 0x4E00...0xA4CF: true
    case 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6B, 0xFF01...0xFF60, 0xFFE0...0xFFE6: true
    case 0x16FE0...0x1B2FF, 0x1F200...0x1F265, 0x20000...0x3FFFD: true
    default: false
    }
  }

  /// Quotation marks, dashes and dots that Chinese shares with Latin; wide in a Chinese text.
  static func isSharedPunctuation(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0xB7, 0x2013...0x2015, 0x2018, 0x2019, 0x201C, 0x201D, 0x2026: true
    default: false
    }
  }

  /// Punctuation that fills a full-width cell: 。，、；：！？（）《》 and their like.
  static func isFullWidthPunctuation(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x3001...0x3003, 0x3008...0x3011, 0x3014...0x301B, 0xFF01, 0xFF08, 0xFF09, 0xFF0C, 0xFF1A, 0xFF1B, 0xFF1F: true
    default: false
    }
  }

  /// The bulk of Chinese text, asked first because it is neither space nor punctuation.
  private static func isIdeograph(_ scalar: UInt32) -> Bool { scalar >= 0x3400 && scalar < 0xA000 }
}
