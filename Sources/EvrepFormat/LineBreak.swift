/// What a line break inside a paragraph prints, as far as the source tells: the rule of the renderer.
enum LineBreak {
  case nothing, blank
  /// It depends on what a hole prints, or on markup.
  case unknown

  /// What stands beside a line break.
  enum Side {
    /// East Asian wide.
    case wide
    /// 。，、（ and their like, which bring their own space.
    case widePunctuation
    /// Quotation marks, dashes and dots that Chinese shares with Latin.
    case shared
    case narrow
    /// A hole, or a sign that may be markup.
    case unknown

    /// The side of a scalar that is text and no markup.
    init(_ scalar: UInt32) {
      switch scalar {
      case 0x3001...0x3003, 0x3008...0x3011, 0x3014...0x301B, 0xFF01, 0xFF08, 0xFF09, 0xFF0C, 0xFF1A, 0xFF1B, 0xFF1F:
        self = .widePunctuation
      case 0x2E80...0x303E, 0x3041...0x312F, 0x3190...0x4DBF, 0x4E00...0xA4CF, 0xF900...0xFAFF, 0xFE10...0xFE19,
        0xFE30...0xFE6B, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x1B2FF, 0x1F200...0x1F265, 0x20000...0x3FFFD:
        self = .wide
      case 0xB7, 0x2013...0x2015, 0x2018, 0x2019, 0x201C, 0x201D, 0x2026: self = .shared
      case UInt32(UInt8(ascii: "a"))...UInt32(UInt8(ascii: "z")), UInt32(UInt8(ascii: "A"))...UInt32(UInt8(ascii: "Z")),
        UInt32(UInt8(ascii: "0"))...UInt32(UInt8(ascii: "9")), UInt32(UInt8(ascii: ".")), UInt32(UInt8(ascii: ",")),
        UInt32(UInt8(ascii: ":")), UInt32(UInt8(ascii: "?")), UInt32(UInt8(ascii: "%")), UInt32(UInt8(ascii: "/")),
        UInt32(UInt8(ascii: "\"")), UInt32(UInt8(ascii: "'")), UInt32(UInt8(ascii: "(")), UInt32(UInt8(ascii: "!")):
        self = .narrow
      // Letters with accents, Greek, Cyrillic.
      case 0xC0...0x1FFF where Unicode.Scalar(scalar)?.properties.isAlphabetic == true: self = .narrow
      default: self = .unknown
      }
    }

    fileprivate var isWide: Bool { self == .wide || self == .widePunctuation }
  }

  init(_ left: Side, _ right: Side, _ language: ProseLanguage) {
    switch (left, right) {
    case (.widePunctuation, _) where language == .chinese: self = .nothing
    case (_, _) where left.isWide && right.isWide: self = .nothing
    case (.unknown, _), (_, .unknown):
      // In English a narrow sign on either side is enough for a blank.
      let known = left == .unknown ? right : left
      self = language == .english && (known == .narrow || known == .shared) ? .blank : .unknown
    case (.wide, .shared) where language == .chinese, (.shared, _) where language == .chinese && right.isWide:
      self = .nothing
    // The two outputs differ in what they print before full-width punctuation.
    case (.narrow, .widePunctuation) where language == .chinese: self = .unknown
    default: self = .blank
    }
  }
}
