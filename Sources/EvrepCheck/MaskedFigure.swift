import EvrepSource
import EvrepSyntax
import EvrepUnits

extension Checker {
  /// 学校*所，其中高中*所: a * that stands where a figure would, between a word and its unit, opens or closes emphasis.
  mutating func checkMask(_ star: Int, _ node: SyntaxNode) {
    let bytes = node.fileBytes
    guard maskedUnit(star, bytes) != nil else { return }
    let line = Self.line(star, bytes)
    // One alone is text; and 学校*所有*人 is emphasis.
    guard !bytes[line].contains(UInt8(ascii: "`")),
      line.count(where: { bytes[$0] == UInt8(ascii: "*") && maskedUnit($0, bytes) == true }) > 1
    else { return }
    report(
      .maskReadAsEmphasis, Place(node.file, star..<star + 1),
      en: "this ‘*’ stands for a figure, but is read as emphasis", zh: "这里的“*”代替数字，却会被当作强调",
      notes: [Message(en: "or write the hole that the figure comes from", zh: "或写上取数的填空")],
      fixIts: [
        FixIt(
          Message(en: "write ‘\\*’", zh: "写作“\\*”"), replace: Place(node.file, star..<star + 1), with: "\\*",
          isSafe: false)
      ])
  }

  /// Whether the unit behind a single * that touches a word before it ends there; nil where no unit is behind it.
  private func maskedUnit(_ star: Int, _ bytes: [UInt8]) -> Bool? {
    guard star > 0, star + 1 < bytes.count, isLetter(star - 1, bytes), bytes[star + 1] != UInt8(ascii: "*"),
      let unit = program.registry.match(in: bytes, from: star + 1, limit: min(bytes.count, star + 97))
    else { return nil }
    guard unit.end < bytes.count else { return true }
    let byte = bytes[unit.end]
    // Ideographs are E3 90 80 to E9 BF BF.
    let isIdeograph = (0xE4...0xE9).contains(byte) || (byte == 0xE3 && bytes[unit.end + 1] >= 0x90)
    return !isIdeograph && !((byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z"))
  }

  /// True where a letter or an ideograph ends at `position`.
  private func isLetter(_ position: Int, _ bytes: [UInt8]) -> Bool {
    let byte = bytes[position]
    if byte < 0x80 { return (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z") }
    return position >= 2 && byte & 0xC0 == 0x80 && (0xE3...0xE9).contains(bytes[position - 2])
      && !(bytes[position - 2] == 0xE3 && bytes[position - 1] < 0x90)
  }
}
