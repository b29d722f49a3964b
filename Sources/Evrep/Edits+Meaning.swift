import EvrepSource
import EvrepSyntax

// Which of the changes may be proposed: with many another one the report is read, and says something else than was meant.
extension Edits {
  /// False for a change that takes code for prose or prose for code, puts one word of the language in the place of another
  /// one, or turns a condition, a scale or a unit into another one.
  func keepsMeaning(_ edit: Edit) -> Bool {
    let region = region(of: edit)
    let tail = bytes[edit.range.upperBound..<region.upperBound]
    let (old, new) = (bytes[region], bytes[region.lowerBound..<edit.range.lowerBound] + edit.text + tail)
    guard keepsFences(old, new), keepsFenceLine(edit, old.first) else { return false }
    if isOfLines(edit, region) { return !dropsHead(edit) }
    guard Self.fences(new) >= Self.fences(old) else { return false }
    return keepsHead(old, new) && keepsPlaces(old, new, edit) && keepsWords(old, new)
  }

  /// True for lines that are put in, left out or exchanged, and for the colons or the brace that a line is.
  private func isOfLines(_ edit: Edit, _ region: ByteRange) -> Bool {
    let newline = UInt8(ascii: "\n")
    guard edit.range.lowerBound == region.lowerBound else { return false }
    if edit.text.starts(with: ":::".utf8) || edit.text == Array("}".utf8) { return true }
    if edit.text.isEmpty { return bytes[edit.range].last == newline }
    return edit.text.first != newline && edit.text.contains(newline)
      && (edit.range.isEmpty || bytes[edit.range].contains(newline))
  }

  /// True where the line of a block goes whose word is not known: what is meant is another word.
  private func dropsHead(_ edit: Edit) -> Bool {
    let line = bytes[edit.range]
    guard edit.text.isEmpty, line.starts(with: ":::".utf8) else { return false }
    let word = line.drop { $0 == UInt8(ascii: ":") || $0 == 0x20 }.prefix { $0 > 0x20 }
    return !word.isEmpty && Keyword.spelled(word) == nil
  }

  /// True for a change with which a line of the header declares a unit: what is wrong with others may show that.
  func beginsUnit(_ edit: Edit) -> Bool {
    isHeader
      && [Keyword.unit.spellings.english, Keyword.unit.spellings.chinese].contains { edit.text.starts(with: $0.utf8) }
  }

  /// The lines that a change touches, as far as they are looked at.
  private func region(of edit: Edit) -> ByteRange {
    let newline = UInt8(ascii: "\n")
    let before = bytes[..<edit.range.lowerBound].suffix(Self.lineBytes)
    let behind = bytes[edit.range.upperBound...].prefix(Self.lineBytes)
    let start = before.lastIndex(of: newline).map { $0 + 1 } ?? before.startIndex
    return start..<(behind.firstIndex(of: newline) ?? behind.endIndex)
  }

  // MARK: Lines of blocks

  /// False where colons that begin a line would stand behind something.
  private func keepsFences(_ old: ArraySlice<UInt8>, _ new: ArraySlice<UInt8>) -> Bool {
    func inside(_ text: ArraySlice<UInt8>) -> Int {
      text.split(separator: UInt8(ascii: "\n")).count { line in
        !line.starts(with: ":::".utf8) && line.firstRange(of: Array(":::".utf8)) != nil
      }
    }
    return inside(new) <= inside(old)
  }

  /// How many lines begin with three colons.
  private static func fences(_ text: ArraySlice<UInt8>) -> Int {
    text.split(separator: UInt8(ascii: "\n")).count { $0.starts(with: ":::".utf8) }
  }

  /// The blocks whose lines hold their word alone.
  private static let bareBlocks: Set<Keyword> = [.otherwise, .measures, .series]
  /// Signs and words of what a block is given.
  private static let codeSigns: Set<Unicode.Scalar> = [
    "<", ">", "=", "≤", "≥", "≠", "≈", ":", "：", "(", "（", "＜", "＞", "＝",
  ]
  private static let codeWords: Set<Keyword> = [.when, .where, .if, .and, .or, .not, .by, .order, .in, .meets, .misses]
  private static let foreignCodeWords: Set<String> = ["unless", "if", "如果", "若", "除非"]

  /// False for the end of a line that would make prose of what a block is given, or of a part of its word.
  private func keepsFenceLine(_ edit: Edit, _ first: UInt8?) -> Bool {
    guard edit.text.first == UInt8(ascii: "\n"), first == UInt8(ascii: ":") else { return true }
    let line = lines.range(ofLine: lines.line(at: edit.range.lowerBound), in: bytes)
    let (text, cut) = (bytes[line], min(edit.range.lowerBound, line.upperBound))
    guard text.starts(with: ":::".utf8) else { return true }
    let kept = text[..<cut].drop { $0 == UInt8(ascii: ":") || $0 == 0x20 }
    let head = kept.prefix { $0 > 0x20 }
    let isBare = Keyword.spelled(head).map(Self.bareBlocks.contains) ?? false
    let rest = text[cut...]
    // Two lines of blocks, or one and a row, have run together.
    if let next = rest.first(where: { $0 > 0x20 }), next == UInt8(ascii: ":") || next == UInt8(ascii: "|") {
      return true
    }
    // A word of the block's is none of the prose.
    let isInHead = head.endIndex == cut && rest.first.map { $0 > 0x20 } ?? false
    if isInHead && !isBare { return false }
    if isBare { return true }
    // What stands in holes is code wherever those are.
    var depth = 0
    let prose = rest.filter { byte in
      if byte == UInt8(ascii: "{") { depth += 1 }
      defer { if byte == UInt8(ascii: "}") { depth = max(0, depth - 1) } }
      return depth == 0
    }
    let scalars = String(decoding: prose, as: UTF8.self).unicodeScalars
    if scalars.contains(where: Self.codeSigns.contains) { return false }
    return !scalars.split { !isPartOfWord($0) }.contains { word in
      let word = String(word)
      return Self.foreignCodeWords.contains(word)
        || Keyword.spelled(Array(word.utf8)[...]).map(Self.codeWords.contains) ?? false
    }
  }

  // MARK: First words

  /// False where a line of the header, or of a block, would begin with another word of the language than one that is nearly so written.
  private func keepsHead(_ old: ArraySlice<UInt8>, _ new: ArraySlice<UInt8>) -> Bool {
    guard let before = head(old), let after = head(new), before.word != after.word,
      let meant = Keyword.spelled(Array(after.word.utf8)[...]),
      (isHeader ? Keyword.declarations : Keyword.blocks).contains(meant)
    else { return true }
    // Words that have run together, or have changed places.
    if Self.bare(old) == Self.bare(new) || pieces(old).map(\.text).sorted() == pieces(new).map(\.text).sorted() {
      return true
    }
    if Self.isNear(before.word, after.word) || Self.isNear(before.run, after.word) { return true }
    let own = Self.bare(old).dropFirst(before.colons)
    let isLost = Self.bare(new).suffix(own.count).elementsEqual(own)
    let line = String(decoding: old.dropFirst(before.colons).drop { $0 == 0x20 }, as: UTF8.self).unicodeScalars
    return mayBegin(meant, isLost ? line[...] : line.drop(while: isPartOfWord).drop { $0 == " " })
  }

  private static func bare(_ text: ArraySlice<UInt8>) -> [UInt8] { text.filter { $0 > 0x20 } }

  /// The first word of a line, and all up to a blank; of a line of the header that begins one, or of a block.
  private func head(_ text: ArraySlice<UInt8>) -> (word: String, run: String, colons: Int)? {
    let line = text.prefix { $0 != UInt8(ascii: "\n") }
    let colons = line.prefix { $0 == UInt8(ascii: ":") }.count
    guard isHeader ? line.first.map({ $0 > 0x20 }) ?? false : colons > 2 else { return nil }
    let run = line.dropFirst(isHeader ? 0 : colons).drop { $0 == 0x20 }.prefix { $0 > 0x20 }
    let scalars = String(decoding: run, as: UTF8.self)
    return (String(String.UnicodeScalarView(scalars.unicodeScalars.prefix(while: isPartOfWord))), scalars, colons)
  }

  /// True where what stands behind the first word of a line is what stands behind this one.
  private func mayBegin(_ word: Keyword, _ rest: Substring.UnicodeScalarView) -> Bool {
    let first = rest.prefix(while: isPartOfWord)
    let next = rest.dropFirst(first.count).first { $0 != " " }
    let words = rest.split { !isPartOfWord($0) }.compactMap { Keyword.spelled(Array(String($0).utf8)[...]) }
    let isCondition = rest.contains { "<>≤≥≠≈＜＞".unicodeScalars.contains($0) }
    switch word {
    case .report: return rest.first.map { "\"“".unicodeScalars.contains($0) } ?? false
    case .let: return !first.isEmpty && next.map { "=＝(（".unicodeScalars.contains($0) } ?? false
    case .check: return isCondition && next.map { ":：".unicodeScalars.contains($0) } ?? false
    case .param: return !first.isEmpty && next.map { ":：".unicodeScalars.contains($0) } ?? false
    case .data: return words.contains(.from)
    // A name alone.
    case .unit: return rest.count == first.count && words.isEmpty
    case .when: return isCondition
    case .each: return words.contains(.in)
    case .problem: return words.contains(.when)
    default: return false
    }
  }

  /// True for a word that is nearly spelled as another one: two signs off, and no more than a third of it.
  static func isNear(_ word: String, _ meant: String) -> Bool {
    if Nearest.differInFormAlone(word, meant) { return true }
    let length = max(word.unicodeScalars.count, meant.unicodeScalars.count)
    // Words of Chinese have two signs.
    let least = length > 1 && !(meant.unicodeScalars.first?.isASCII ?? true) ? 1 : 0
    return Nearest.isMisspelled(word, of: meant, edits: min(2, max(least, length / 3)))
  }

  // MARK: Words and signs

  /// A word or a sign of a text, and where it stands.
  private struct Piece {
    let text: String
    let isWord: Bool
    /// Inside quotes, or the braces of a hole.
    let isQuoted: Bool
    let isInHole: Bool
  }

  private func pieces(_ text: ArraySlice<UInt8>) -> [Piece] {
    var (pieces, word): ([Piece], String.UnicodeScalarView) = ([], .init())
    var (isQuoted, depth) = (false, 0)
    func end() {
      if !word.isEmpty {
        pieces.append(Piece(text: String(word), isWord: true, isQuoted: isQuoted, isInHole: depth > 0))
        word = .init()
      }
    }
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
      if isPartOfWord(scalar) {
        word.append(scalar)
        continue
      }
      end()
      switch scalar {
      case "\"": isQuoted.toggle()
      case "“": isQuoted = true
      case "”": isQuoted = false
      case "{": depth += 1
      case "}": depth = max(0, depth - 1)
      default: break
      }
      if !scalar.properties.isWhitespace {
        pieces.append(Piece(text: String(scalar), isWord: false, isQuoted: false, isInHole: false))
      }
    }
    end()
    return pieces
  }

  /// False where words leave quotes or braces, or get into them, by changing places: the signs themselves are as before.
  private func keepsPlaces(_ old: ArraySlice<UInt8>, _ new: ArraySlice<UInt8>, _ edit: Edit) -> Bool {
    // A hole that begins or ends a word too late is meant so.
    if edit.text.first == UInt8(ascii: "{") || edit.text.last == UInt8(ascii: "}") { return true }
    let (before, after) = (pieces(old), pieces(new))
    func signs(_ pieces: [Piece]) -> [String] { pieces.map(\.text).filter { ["\"", "“", "”", "{", "}"].contains($0) } }
    guard signs(before) == signs(after) else { return true }
    // Words may run together where they come to stand.
    func letters(_ pieces: [Piece]) -> [Unicode.Scalar] { pieces.flatMap { $0.text.unicodeScalars }.sorted() }
    func inside(_ pieces: [Piece]) -> [Piece] {
      pieces.filter { $0.isWord && ($0.isQuoted || $0.isInHole && !isHeader) }
    }
    return letters(before) != letters(after) || letters(inside(before)) == letters(inside(after))
  }

  private static let comparisons: Set<String> = ["<", ">", "≤", "≥", "≠", "≈", "!", "~", "&", "＜", "＞", "！"]
  private static let unitSigns: Set<String> = ["£", "$", "€", "¥", "￥", "%", "％", "‰"]
  private static let scales: Set<String> = [
    "万", "亿", "千", "百", "w", "W", "m", "M", "k", "K", "bn", "b", "mn", "million", "millions", "billion", "billions",
    "thousand", "thousands", "hundred", "000",
  ]
  /// Of those, what stands for any sign where no unit stands.
  private static let letters: Set<String> = ["w", "W", "m", "M", "k", "K", "b"]
  private static let foreignConnectives: Set<String> = ["unless", "除非", "不", "没有", "except", "without"]
  private static let connectives: Set<Keyword> = [.and, .or, .not]
  /// What parts and orders rows.
  private static let clauses: Set<Keyword> = [.by, .order, .top, .descending, .ascending, .skipping]

  /// False where a sign or a word that decides what is said comes, goes or becomes another one.
  private func keepsWords(_ old: ArraySlice<UInt8>, _ new: ArraySlice<UInt8>) -> Bool {
    // Words that are parted, or run together.
    if Self.bare(old) == Self.bare(new) { return true }
    let (before, after) = (pieces(old), pieces(new))
    let (removed, added) = (Self.without(after, before), Self.without(before, after))
    // A sign that stands twice.
    let isTwice = zip(before, before.dropFirst()).contains { left, right in
      !left.isWord && left.text == right.text && removed == [left.text] && added.isEmpty
    }
    if isTwice { return true }
    func words(_ texts: [String]) -> [Keyword] { texts.compactMap { Keyword.spelled(Array($0.utf8)[...]) } }
    let (written, meant) = (removed.joined(), added.joined())
    // A word of the language is not cut by a sign: w(here.
    if removed.count == 1, added.count > 2, !words(removed).isEmpty, added.filter(Self.isWord).joined() == written {
      return false
    }
    if isOfUnit, Self.scales.contains(where: { written == $0 + meant || written == meant + $0 }) { return false }
    // What is nearly so written is meant, unless it is a word of the language itself.
    if added.count == 1, words(removed).isEmpty, Self.isNear(written, meant) { return true }
    let isOperator = removed.count == 1 && ["*", "/", "+", "-"].contains(written)
    if !Self.comparisons.isDisjoint(with: removed + added) { return false }
    if removed.contains("=") || added.contains("=") && !isHeader && !isOperator { return false }
    if !Self.unitSigns.isDisjoint(with: removed) { return false }
    if removed.contains(where: { Self.scales.contains($0) && (isHeader || !Self.letters.contains($0)) }) {
      return false
    }
    if !Self.foreignConnectives.isDisjoint(with: removed) { return false }
    // A sign for the name, the unit or the type of a field.
    let isField = isHeader && old.first == 0x20
    if isField, !added.isEmpty, removed.contains(where: Self.isWord), !added.contains(where: Self.isWord) {
      return false
    }
    if isField, added.isEmpty, removed.contains(where: { $0.utf8.first.map { $0 >= 0x80 } ?? false && Self.isWord($0) })
    {
      return false
    }
    // A dot before a blank is none of code.
    if added == ["."], Self.looseDots(new) > Self.looseDots(old) { return false }
    let (gone, come) = (words(removed), words(added))
    // What parts a table from a condition is no `and`.
    if come == [.where], gone == [.and] { return true }
    if (gone + come).contains(where: Self.connectives.contains) { return false }
    if gone.contains(where: Self.clauses.contains) { return false }
    if !removed.isEmpty, come.contains(where: Self.clauses.contains) { return false }
    return !isHeader || !come.contains { $0 == .key || Keyword.blocks.contains($0) && $0 != .when }
  }

  private static func isWord(_ text: String) -> Bool { text.unicodeScalars.first.map(isPartOfWord) ?? false }

  private static func looseDots(_ text: ArraySlice<UInt8>) -> Int {
    zip(text, text.dropFirst()).count { $0 == UInt8(ascii: ".") && $1 == 0x20 }
  }

  /// The texts of `pieces` that `others` lack, as often as they do.
  private static func without(_ others: [Piece], _ pieces: [Piece]) -> [String] {
    var counts: [String: Int] = [:]
    for piece in others { counts[piece.text, default: 0] += 1 }
    return pieces.map(\.text).filter { text in
      counts[text, default: 0] -= 1
      return counts[text, default: 0] < 0
    }
  }
}
