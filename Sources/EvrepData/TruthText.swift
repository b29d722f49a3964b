/// Reads truth values.
enum TruthText {
  /// The number that stands for a truth value in a column.
  ///
  /// 1 for 是, true, yes and 1; 0 for 否, false, no and 0; ASCII letters in any case. Nil for anything else.
  static func value(_ text: Span<UInt8>) -> Int32? {
    guard text.count >= 1, text.count <= 5 else { return nil }
    // Up to five bytes, capitals made small, are one number.
    var word: UInt64 = 0
    for offset in text.indices {
      let byte = text[offset]
      let isCapital = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
      word = word << 8 | UInt64(isCapital ? byte | 0x20 : byte)
    }
    switch word {
    case 0x31, 0x7965_73, 0x7472_7565, 0xE698_AF: return 1
    case 0x30, 0x6E6F, 0x66_616C_7365, 0xE590_A6: return 0
    default: return nil
    }
  }
}
