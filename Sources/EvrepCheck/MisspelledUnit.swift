import EvrepSource
import EvrepSyntax
import EvrepUnits

/// Words behind a figure that are nearly one of its units or a scale: £{x} milion, {count(schools)} shools.
extension Checker {
  /// A word of the prose and the unit or scale that it is meant as.
  struct Misspelling {
    let meant: String
    let range: ByteRange
  }

  /// How scales are cut short elsewhere. Behind a bare number they would print as any word does.
  private static let shortScales = [
    "mil": "million", "mill": "million", "mln": "million", "mio": "million", "bil": "billion", "bln": "billion",
    "trn": "trillion", "thou": "thousand", "thsd": "thousand",
  ]

  /// Words of English that are an edit off a scale.
  private static let wordsNearScales: Set = [
    "bullion", "bullions", "minion", "minions", "mullion", "mullions", "pillion", "zillion", "zillions",
  ]

  /// True where a word behind the figure is meant as a scale and is none, which is reported: the figure would print in full before
  /// it. A scale is one edit off, two from eight letters on.
  mutating func hasMisspelledScale(_ stated: StatedUnit?, _ kind: QuantityKind, _ node: SyntaxNode, _ limit: Int)
    -> Bool
  {
    switch kind {
    case .number, .dimension: break
    case .ratio, .points: return false
    }
    let bytes = node.fileBytes
    guard
      stated.map({ $0.range.upperBound <= node.range.lowerBound && $0.end <= Self.behindMarks(node, bytes) }) ?? true,
      let word = Self.word(at: Self.behindMarks(node, bytes), in: bytes, limit),
      let meant = scale(
        meantBy: String(decoding: bytes[word], as: UTF8.self),
        isApart: bytes[word.lowerBound - 1] == UInt8(ascii: " ") && stated?.unit.isPrefix ?? false)
    else { return false }
    let found = String(decoding: bytes[word], as: UTF8.self)
    let isForm = found.lowercased() == meant
    report(
      .unreadUnit, Place(node.file, word), en: "‘\(found)’ behind the figure is no scale",
      zh: "数后面的“\(found)”不是位数词",
      labels: [
        Label(node.place, Message(en: "it would print in full before that", zh: "这个数会在它前面全数印出"))
      ], fixIts: [Self.fix(Misspelling(meant: meant, range: word), node.file, isForm: isForm)])
    return true
  }

  /// - Parameter isApart: true behind a figure with a currency sign and a blank, where a letter may be a scale; one that touches the
  ///   figure is looked at with all that do.
  private mutating func scale(meantBy word: String, isApart: Bool) -> String? {
    let small = word.lowercased()
    if Self.wordsNearScales.contains(small) { return nil }
    if let meant = Self.shortScales[small] { return meant }
    if isApart, small != word, small.utf8.count <= 2 {
      return program.registry.isMoneyScale(small) ? small : nil
    }
    guard small.utf8.count >= 5 else { return nil }
    let scales = latinUnits.lazy.filter { $0.unit.kind == .number && $0.name.utf8.count >= 6 }.map(\.name)
    if scales.contains(small) { return small == word ? nil : small }
    return scales.first { name in
      // Hundredths are no misspelled hundreds.
      let isOrdinal = small.hasPrefix(name) && ["th", "ths"].contains(small.dropFirst(name.count))
      let edits = min(small.utf8.count, name.utf8.count) >= 8 ? 2 : 1
      return !isOrdinal && Nearest.isMisspelled(small, of: name, edits: edits)
    }
  }

  /// The word behind a figure of a kind that is nearly a unit of that kind; nil where the word is one that English sentences go on
  /// with.
  ///
  /// - Parameter start: the byte behind the figure, or behind its scale.
  mutating func misspelledUnit(_ kind: QuantityKind, at start: Int, in bytes: [UInt8]) -> Misspelling? {
    guard let first = Self.word(at: start, in: bytes, bytes.count) else { return nil }
    let second = Self.word(at: first.upperBound, in: bytes, bytes.count)
    let names = latinUnits.filter { $0.unit.kind == kind }.map(\.name)
    for end in [second?.upperBound, first.upperBound].compactMap(\.self) {
      let range = first.lowerBound..<end
      let text = String(decoding: bytes[range], as: UTF8.self)
      let blanks = text.utf8.count { $0 == UInt8(ascii: " ") }
      guard text.utf8.count >= 4, !FunctionWords.contains(text.lowercased()) else { continue }
      let alike = names.filter { name in
        name.utf8.count >= 4 && name.utf8.count { $0 == UInt8(ascii: " ") } == blanks
      }
      if let meant = alike.first(where: { $0 != text && Nearest.differInFormAlone($0, text) })
        ?? Nearest.misspelled(text, in: alike)
      {
        return Misspelling(meant: meant, range: range)
      }
    }
    return nil
  }

  /// The signs behind a figure that are one off a unit of two Chinese characters or more: 方元 for 万元, 平方 for 平方米.
  func misspelledHanUnit(_ unit: String, at start: Int, _ bytes: [UInt8]) -> Misspelling? {
    let count = unit.unicodeScalars.count
    guard count > 1, unit.utf8.first.map({ $0 >= 0xE0 }) ?? false else { return nil }
    for length in [count, count - 1, count + 1] where length > 1 {
      let range = start..<start + 3 * length
      guard range.upperBound <= bytes.count, let text = String(validating: bytes[range], as: UTF8.self),
        text.unicodeScalars.count == length, text != unit, Nearest.isMisspelled(text, of: unit, edits: 1)
      else { continue }
      return Misspelling(meant: unit, range: range)
    }
    return nil
  }

  /// The fix that writes the unit for the word; safe where they differ in case alone.
  static func fix(_ misspelling: Misspelling, _ file: FileID, isForm: Bool) -> FixIt {
    let meant = misspelling.meant
    return FixIt(
      isForm
        ? Message(en: "write ‘\(meant)’", zh: "写作“\(meant)”")
        : Message(en: "did you mean ‘\(meant)’?", zh: "是不是“\(meant)”？"),
      replace: Place(file, misspelling.range), with: meant, isSafe: isForm, doubt: .anotherName)
  }

  /// The byte behind a hole and the emphasis that closes behind it.
  static func behindMarks(_ node: SyntaxNode, _ bytes: [UInt8]) -> Int {
    var start = node.range.upperBound
    while start < bytes.count, bytes[start] == UInt8(ascii: "*") { start += 1 }
    return start
  }

  /// The word of Latin letters at `start`, behind one blank or none. A letter of another script ends none.
  static func word(at start: Int, in bytes: [UInt8], _ limit: Int) -> ByteRange? {
    func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z") }
    let first = start < limit && bytes[start] == UInt8(ascii: " ") ? start + 1 : start
    var end = first
    while end < limit, end - first < 24, isLetter(bytes[end]) { end += 1 }
    guard end > first, end == limit || bytes[end] < 0x80 && !isLetter(bytes[end]) && bytes[end] &- 0x30 > 9 else {
      return nil
    }
    return first..<end
  }
}
