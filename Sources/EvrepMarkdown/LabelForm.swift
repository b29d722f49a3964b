/// A label with a counter in it, as a style writes it for the first one: 一、 or Table 1.
struct LabelForm: Hashable, Sendable {
  let prefix: String
  let numeral: Numeral
  let suffix: String

  /// Reads the label of the first one; nil where it holds no numeral.
  init?(first text: String) {
    let bytes = Array(text.utf8)
    func isLetter(_ index: Int) -> Bool { index >= 0 && index < bytes.count && ASCII.isLetter(bytes[index]) }
    let signs: [(String, Numeral)] = [
      ("First", .ordinalWord), ("一", .chinese), ("1", .arabic), ("a", .lowerLetter), ("A", .upperLetter),
      ("i", .lowerRoman), ("I", .upperRoman),
    ]
    for (sign, numeral) in signs {
      let sign = Array(sign.utf8)
      guard bytes.count >= sign.count else { continue }
      for start in 0...(bytes.count - sign.count) where bytes[start..<start + sign.count].elementsEqual(sign) {
        let end = start + sign.count
        // A letter counts only where it stands alone: the "a" of "Table" does not.
        if ASCII.isLetter(sign[0]), isLetter(start - 1) || isLetter(end) { continue }
        prefix = String(decoding: bytes[..<start], as: UTF8.self)
        suffix = String(decoding: bytes[end...], as: UTF8.self)
        self.numeral = numeral
        return
      }
    }
    return nil
  }

  /// The label of number `number`, from 1.
  func text(_ number: Int) -> String { prefix + numeral.text(number) + suffix }
}
