/// Decodes GB 18030, which GBK and GB 2312 are parts of.
enum GB18030 {
  /// The Basic Multilingual Plane's characters of four bytes, in the order of their codes; made when the first is met.
  private static let longCodes: [UInt16] = {
    var isShort = [Bool](repeating: false, count: 0x1_0000)
    for pointer in 0..<shortCount { isShort[Int(shortCode(pointer))] = true }
    return (UInt16(0x80)...0xFFFF).filter { !isShort[Int($0)] && !(0xD800...0xDFFF).contains($0) }
  }()

  private static let shortCount = 126 * 190

  /// The character of two bytes at `pointer` in the index.
  private static func shortCode(_ pointer: Int) -> UInt16 {
    let index = PackageResources.gb18030_index
    guard pointer * 2 + 1 < index.count else { return 0xFFFD }
    return UInt16(index[pointer * 2]) | UInt16(index[pointer * 2 + 1]) << 8
  }

  /// The character that begins at `offset`, and how many bytes it takes; nil where there is none.
  static func scalar(_ bytes: Span<UInt8>, at offset: Int) -> (scalar: UInt32, length: Int)? {
    let lead = bytes[offset]
    // In the code pages of Windows the byte 80 is the euro sign.
    if lead <= 0x80 { return (lead == 0x80 ? 0x20AC : UInt32(lead), 1) }
    guard lead != 0xFF, offset + 1 < bytes.count else { return nil }
    let trail = bytes[offset + 1]
    if trail >= 0x40, trail != 0x7F, trail != 0xFF {
      let pointer = Int(lead - 0x81) * 190 + Int(trail - (trail < 0x7F ? 0x40 : 0x41))
      return (UInt32(shortCode(pointer)), 2)
    }
    guard (0x30...0x39).contains(trail), offset + 3 < bytes.count, (0x81...0xFE).contains(bytes[offset + 2]),
      (0x30...0x39).contains(bytes[offset + 3])
    else { return nil }
    let pointer =
      ((Int(lead - 0x81) * 10 + Int(trail - 0x30)) * 126 + Int(bytes[offset + 2] - 0x81)) * 10
      + Int(bytes[offset + 3] - 0x30)
    if pointer < longCodes.count { return (UInt32(longCodes[pointer]), 4) }
    // The other planes begin at the code 90 30 81 30.
    guard pointer >= 189_000, pointer <= 189_000 + 0xF_FFFF else { return nil }
    return (UInt32(0x1_0000 + pointer - 189_000), 4)
  }

  /// True for a character of two bytes that GB 2312 has, as nearly all characters of a Chinese text are.
  static func isCommon(_ bytes: Span<UInt8>, at offset: Int) -> Bool {
    (0xA1...0xF7).contains(bytes[offset]) && bytes[offset + 1] >= 0xA1
  }
}
