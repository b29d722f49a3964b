/// Words that a stop does not end a sentence behind.
enum Abbreviation {
  /// Before a name, or before whatever follows.
  private static let always: Set<String> = [
    "mr", "mrs", "ms", "dr", "prof", "st", "sr", "jr", "rev", "hon", "gen", "col", "capt", "lt", "sgt", "gov", "sen",
    "rep",
    "pres", "vs", "cf", "viz", "al", "dept", "inc", "ltd", "co", "corp", "approx", "est", "ed", "eds", "ie", "eg",
  ]
  /// Before a number.
  private static let beforeNumber: Set<String> = [
    "no", "nos", "fig", "figs", "eq", "eqs", "ch", "sec", "vol", "art", "para", "paras", "p", "pp", "app", "jan", "feb",
    "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
  ]

  /// True where the word that ends before the stop at `stop` is an abbreviation: e.g., No. 5, J. Smith, U.S.
  static func ends(at stop: Int, in bytes: [UInt8], beforeDigit: Bool) -> Bool {
    var start = stop
    var hasDot = false
    while start > 0, stop - start < 16 {
      let byte = bytes[start - 1]
      let isLetter = (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z")
      guard isLetter || byte == UInt8(ascii: ".") else { break }
      if byte == UInt8(ascii: ".") { hasDot = true }
      start -= 1
    }
    guard start < stop else { return false }
    if hasDot { return true }
    let word = bytes[start..<stop]
    // An initial, though not the pronoun.
    if word.count == 1, word[start] < UInt8(ascii: "a"), word[start] != UInt8(ascii: "I") { return true }
    let lower = String(decoding: word.map { $0 | 0x20 }, as: UTF8.self)
    return always.contains(lower) || beforeDigit && beforeNumber.contains(lower)
  }
}
