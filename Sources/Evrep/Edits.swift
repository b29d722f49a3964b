import EvrepSource
import EvrepSyntax

/// The small changes around a finding that a slip of the hand would be undone by, the likeliest first: a sign or a word
/// that is left out, stands twice, has changed places with its neighbour or is another one; a line that is left out or
/// stands twice.
struct Edits {
  /// What stands twice, and lines that are nearly those of blocks: likelier than what a finding itself proposes.
  private(set) var first: [Edit] = []
  private(set) var all: [Edit] = []

  /// How many signs around a place are changed.
  private static let reach = 24
  /// Before how many signs one may have been left out.
  private static let insertionReach = 10
  /// How many signs off a brace or bracket may have been left out.
  private static let braceReach = 120
  /// How many bytes of a line before a place, and about as many behind it, are looked at.
  private static let lineBytes = 2000
  /// How many words around a place are changed.
  private static let wordReach = 8
  /// How many lines behind a place one may be missing.
  private static let lineReach = 14
  private static let lineReachBefore = 3
  /// How many lines before a fence the list may begin that it ends.
  private static let listReach = 100
  /// How many signs a word has at most that is taken for two.
  private static let longestWord = 40
  /// How many known words one is taken for.
  private static let nearLimit = 8

  /// What is found where a block, a bracket of the header or a line of it is not as it should be.
  static let ofLines: Set<DiagnosticCode> = [
    .unclosedBracket, .unclosedBlock, .strayFence, .misplacedBlock, .problemWithoutMeasures, .brokenTable,
    .anchorMisplaced,
  ]
  /// What is found where a brace of a hole is not as it should be.
  private static let ofBraces: Set<DiagnosticCode> = [
    .unclosedHole, .strayBrace, .unclosedInlineWhen, .strayInlineWord,
  ]

  private let bytes: [UInt8]
  private let lines: LineIndex
  private let known: [String]
  /// True where the report's blocks are written in Chinese.
  private let isChinese: Bool
  private let isHeader: Bool

  /// A sign of a line.
  private struct Sign {
    let scalar: Unicode.Scalar
    let range: ByteRange

    /// True for what names and numbers are made of.
    var isWord: Bool { isPartOfWord(scalar) }
    var isBlank: Bool { scalar.properties.isWhitespace }
    /// True for a sign that stands for itself.
    var isMark: Bool { !isWord && !isBlank }
  }

  /// The signs of one line, and those of them that a finding is about.
  private struct Line {
    let signs: [Sign]
    let found: Range<Int>

    private var end: Int { signs.last?.range.upperBound ?? 0 }

    func distance(_ index: Int) -> Int { max(0, found.lowerBound - index, index - found.upperBound + 1) }

    func range(_ signs: Range<Int>) -> ByteRange {
      guard !signs.isEmpty else {
        let start = signs.lowerBound < self.signs.count ? self.signs[signs.lowerBound].range.lowerBound : end
        return start..<start
      }
      return self.signs[signs.lowerBound].range.lowerBound..<self.signs[signs.upperBound - 1].range.upperBound
    }
  }

  /// - Parameters:
  ///   - isHeader: true where the finding stands in the header.
  ///   - known: the words that one is taken for that is spelled nearly so.
  ///   - isChinese: true where the report's blocks are written in Chinese.
  init(
    _ bytes: [UInt8], _ lines: LineIndex, for code: DiagnosticCode, at place: ByteRange, isHeader: Bool,
    known: [String],
    isChinese: Bool
  ) {
    self.bytes = bytes
    self.lines = lines
    self.known = known
    self.isChinese = isChinese
    self.isHeader = isHeader
    let number = lines.line(at: place.lowerBound)
    let line = line(number, place)
    dropTwice(around: number)
    dropTwice(line)
    if !isHeader {
      mendFences(around: number)
      takeIn(line)
    }
    if code == .unclosedBlock { closeBlock(number) }
    (first, all) = (all, [])
    if Self.ofLines.contains(code) { changeLines(around: number, isHeader: isHeader, code) }
    if Self.ofBraces.contains(code) { changeBraces(line) }
    if code != .brokenTable || !isDashes(number) { changeSigns(line, code) }
    if !Self.ofLines.contains(code) { changeLines(around: number, isHeader: isHeader, code) }
    if code == .unknownName { declare(line) }
    var seen: Set<Edit> = []
    all = all.filter { seen.insert($0).inserted }
    guard !Self.ofLines.contains(code), !Self.ofBraces.contains(code) else { return }
    func touches(_ edit: Edit) -> Bool {
      edit.range.lowerBound <= place.upperBound && place.lowerBound <= edit.range.upperBound
    }
    all = all.filter(touches) + all.filter { !touches($0) }
  }

  private func line(_ number: Int, _ place: ByteRange) -> Line {
    let whole = lines.range(ofLine: number, in: bytes)
    var range = max(whole.lowerBound, place.lowerBound - Self.lineBytes)..<whole.upperBound
    if range.count > 2 * Self.lineBytes { range = range.lowerBound..<range.lowerBound + 2 * Self.lineBytes }
    var signs: [Sign] = []
    var offset = range.lowerBound
    while offset < range.upperBound {
      let (value, length) = UTF8Scalar.read(bytes, at: offset, limit: range.upperBound)
      signs.append(Sign(scalar: Unicode.Scalar(value) ?? "\u{FFFD}", range: offset..<offset + length))
      offset += length
    }
    let first = signs.firstIndex { $0.range.upperBound > place.lowerBound } ?? signs.count
    let end = signs.firstIndex { $0.range.lowerBound >= place.upperBound } ?? signs.count
    return Line(signs: signs, found: first..<max(first, end))
  }

  // MARK: Signs

  private mutating func changeSigns(_ line: Line, _ code: DiagnosticCode) {
    let signs = line.signs
    let order = signs.indices.filter { line.distance($0) <= Self.reach }.sorted {
      (line.distance($0), $0) < (line.distance($1), $1)
    }
    let tokens = tokens(line, order)
    let words = tokens.filter { signs[$0.lowerBound].isWord }.sorted {
      (line.distance($0.lowerBound), $0.lowerBound) < (line.distance($1.lowerBound), $1.lowerBound)
    }.prefix(Self.wordReach)
    for word in words { respell(word, line) }
    let isFence = signs.prefix(3).allSatisfy { $0.scalar == ":" }
    for index in order where signs[index].isMark && !isOfLostOperand(index, line) {
      if isFence, signs[index].scalar == ":" { continue }
      all.append(Edit(signs[index].range, ""))
    }
    for index in order.prefix(Self.reach) where index + 1 < signs.count && makesWord(bySwapping: index, line) {
      swap(index..<index + 1, index + 1..<index + 2, line)
    }
    for word in words { moveMark(behind: word, line) }
    for word in words { split(word, line) }
    for (token, next) in zip(tokens, tokens.dropFirst()) { swap(token, next, line) }
    for word in words where mayBeExtra(word, line) { all.append(Edit(line.range(word), "")) }
    if let first = order.first, code != .badFormat { insertWord(at: first, line) }
    closeBrackets(line)
    let near = order.prefix(Self.insertionReach)
    for index in near { insertMark(at: index, line) }
    for index in near where mayBeMark(index, line) {
      for mark in marks(at: index, line) { all.append(Edit(signs[index].range, mark)) }
    }
  }

  /// True for a word that may be left out: no number, no word of the language, no name, and not all that its line says.
  private func mayBeExtra(_ word: Range<Int>, _ line: Line) -> Bool {
    let text = bytes[line.range(word)]
    return !line.signs[word.lowerBound].scalar.isNumeral && Keyword.spelled(text) == nil && !isKnown(text)
      && line.signs.indices.contains { line.signs[$0].isWord && !word.contains($0) }
  }

  /// True for an operator, and for a dot behind no word: they stand for what is lost beside them.
  private func isOfLostOperand(_ index: Int, _ line: Line) -> Bool {
    let sign = line.signs[index].scalar
    if Self.operators.contains(sign) { return true }
    return sign == "." && (index == 0 || !line.signs[index - 1].isWord && line.signs[index - 1].scalar != ")")
  }

  /// True where the sign at `index` and the next one, which are not both of words, make a known word in each other's place
  /// where they part words.
  private func makesWord(bySwapping index: Int, _ line: Line) -> Bool {
    let (sign, next) = (line.signs[index], line.signs[index + 1])
    guard sign.isWord != next.isWord else { return sign.isMark || next.isMark }
    let start = (line.signs[..<index].lastIndex { !$0.isWord } ?? -1) + 1
    let end = line.signs[(index + 1)...].dropFirst().firstIndex { !$0.isWord } ?? line.signs.count
    let (before, behind) = (bytes[line.range(start..<index)], bytes[line.range(index + 2..<end)])
    if before.isEmpty && behind.isEmpty { return true }
    return isKnown(sign.isWord ? before : before + bytes[next.range])
      || isKnown(sign.isWord ? bytes[sign.range] + behind : behind)
  }

  /// The words near by, texts in quotes, runs of colons, and single signs.
  private func tokens(_ line: Line, _ near: [Int]) -> [Range<Int>] {
    guard let first = near.min(), let last = near.max() else { return [] }
    let signs = line.signs
    var tokens: [Range<Int>] = []
    var index = first
    // Not from the middle of a word.
    while index > 0, signs[index].isWord, signs[index - 1].isWord { index -= 1 }
    while index <= last {
      let start = index
      index += 1
      if signs[start].isWord {
        // A word of the language and a name may have run together where the script changes: in初中.
        while index < signs.count, signs[index].isWord, signs[index].scalar.isASCII == signs[start].scalar.isASCII {
          index += 1
        }
      } else if signs[start].scalar == ":" {
        while index < signs.count, signs[index].scalar == ":" { index += 1 }
      } else if signs[start].scalar == "\"", let end = signs[index...].firstIndex(where: { $0.scalar == "\"" }) {
        index = end + 1
      }
      if !signs[start].isBlank { tokens.append(start..<index) }
    }
    return tokens
  }

  /// Two runs in each other's place; what is between them stays.
  private mutating func swap(_ left: Range<Int>, _ right: Range<Int>, _ line: Line) {
    // What stands in the braces of a hole does not leave them.
    if !isHeader, line.signs[left.lowerBound].scalar == "{" || line.signs[right.lowerBound].scalar == "}" {
      return
    }
    let text =
      bytes[line.range(right)] + bytes[line.range(left.upperBound..<right.lowerBound)] + bytes[line.range(left)]
    all.append(Edit(line.range(left.lowerBound..<right.upperBound), Array(text)))
  }

  /// Known words in the place of one that is spelled nearly so, or that a sign has got into, before or behind.
  private mutating func respell(_ word: Range<Int>, _ line: Line) {
    let signs = line.signs
    guard !signs[word.lowerBound].scalar.isNumeral else { return }
    var runs = [word]
    if word.upperBound < signs.count, signs[word.upperBound].isMark {
      var end = word.upperBound + 1
      while end < signs.count, signs[end].isWord { end += 1 }
      runs.append(word.lowerBound..<end)
      runs.append(word.lowerBound..<word.upperBound + 1)
    }
    if word.lowerBound > 0, signs[word.lowerBound - 1].isMark, !isOfLostOperand(word.lowerBound - 1, line) {
      runs.append(word.lowerBound - 1..<word.upperBound)
    }
    for run in runs {
      let text = String(decoding: bytes[line.range(run)], as: UTF8.self)
      var candidates = known
      for _ in 0..<Self.nearLimit {
        guard let near = Nearest.misspelled(text, in: candidates) else { break }
        all.append(Edit(line.range(run), near))
        candidates.removeAll { $0 == near }
      }
    }
  }

  /// A sign that stands behind two words in one, where they are parted: `wward.` is `w.ward`.
  private mutating func moveMark(behind word: Range<Int>, _ line: Line) {
    let signs = line.signs
    var mark = word.upperBound
    while mark < signs.count, signs[mark].isBlank { mark += 1 }
    guard mark < signs.count, signs[mark].isMark, word.count <= Self.longestWord else { return }
    for split in word.dropFirst() {
      let (first, second) = (bytes[line.range(word.lowerBound..<split)], bytes[line.range(split..<word.upperBound)])
      guard isKnown(first) || isKnown(second) else { continue }
      let text = first + bytes[line.range(mark..<mark + 1)] + bytes[line.range(word.upperBound..<mark)] + second
      all.append(Edit(line.range(word.lowerBound..<mark + 1), Array(text)))
    }
  }

  /// A dot, a bracket or a blank between two words that have run together, one of which is known.
  private mutating func split(_ word: Range<Int>, _ line: Line) {
    for index in word.dropFirst() where word.count <= Self.longestWord && isParted(at: index, line) {
      for mark in [".", "(", " "] {
        let start = line.signs[index].range.lowerBound
        all.append(Edit(start..<start, mark))
      }
    }
  }

  private static let marks = [".", ":", "(", ")", "{", "}", ",", "=", "|", " ", "\"", "#"]
  private static let operators: Set<Unicode.Scalar> = ["+", "-", "*", "/", "×", "÷", "=", "<", ">", "≤", "≥", "≠", "≈"]

  /// A sign of code before the one at `index`. Within a word, where it parts off one that is known.
  private mutating func insertMark(at index: Int, _ line: Line) {
    let sign = line.signs[index]
    guard index == 0 || !sign.isWord || !line.signs[index - 1].isWord || isParted(at: index, line) else { return }
    for mark in marks(at: index, line) { all.append(Edit(sign.range.lowerBound..<sign.range.lowerBound, mark)) }
  }

  /// The signs of code that may have been before, or in the place of, the sign at `index`.
  private func marks(at index: Int, _ line: Line) -> [String] {
    Self.marks.filter { mark in
      if mark.unicodeScalars.first == line.signs[index].scalar { return false }
      // A name for a heading or a table ends its line.
      if mark == "#" {
        return !line.signs[index...].contains { $0.scalar == "}" && $0.range != line.signs.last?.range }
      }
      if !isHeader, mark == "{" || mark == "}" { return lacks(mark, line) }
      // Between two values there may have been any operator.
      return mark != "=" || isDeclaration(before: index, line)
    }
  }

  /// True for a line that has fewer of one brace than of the other.
  private func lacks(_ brace: String, _ line: Line) -> Bool {
    let (opening, closing) = (line.signs.count { $0.scalar == "{" }, line.signs.count { $0.scalar == "}" })
    return brace == "{" ? opening < closing : closing < opening
  }

  /// True for a sign that may stand for another one: no operator or digit; of a word, where what is before or behind it is
  /// known, or it is a digit that begins it.
  private func mayBeMark(_ index: Int, _ line: Line) -> Bool {
    let signs = line.signs
    if signs[index].isBlank || isOfLostOperand(index, line) { return false }
    guard signs[index].isWord else { return true }
    let start = (signs[..<index].lastIndex { !$0.isWord } ?? -1) + 1
    let end = signs[index...].firstIndex { !$0.isWord } ?? signs.count
    if signs[index].scalar.isNumeral { return index == start && end > start + 1 && !signs[start + 1].scalar.isNumeral }
    return end - start == 1 || isKnown(bytes[line.range(start..<index)]) || isKnown(bytes[line.range(index + 1..<end)])
  }

  /// True on a line of the header in which `=` would be the first before the sign at `index`, and is not inside brackets.
  private func isDeclaration(before index: Int, _ line: Line) -> Bool {
    let signs = line.signs.prefix { $0.isWord || $0.isBlank }
    let word = String(decoding: bytes[line.range(0..<(signs.firstIndex { $0.isBlank } ?? signs.count))], as: UTF8.self)
    guard let keyword = Keyword.spelled(Array(word.utf8)[...]), [.let, .param].contains(keyword) else { return false }
    return !line.signs[..<index].contains { $0.scalar == "=" }
  }

  /// True where the word that the sign at `index` stands in is two words, one of which is known.
  private func isParted(at index: Int, _ line: Line) -> Bool {
    let signs = line.signs
    let start = (signs[..<index].lastIndex { !$0.isWord } ?? -1) + 1
    let end = signs[index...].firstIndex { !$0.isWord } ?? signs.count
    return isKnown(bytes[line.range(start..<index)]) || isKnown(bytes[line.range(index..<end)])
  }

  private func isKnown(_ word: ArraySlice<UInt8>) -> Bool { known.contains { $0.utf8.elementsEqual(word) } }

  private static let words: [Keyword] = [.in, .when, .where, .of, .from, .by, .problem, .each]

  /// A word of the language before the sign at `index`.
  private mutating func insertWord(at index: Int, _ line: Line) {
    let start = line.signs[index].range.lowerBound
    let isChinese = line.signs.contains { $0.isWord && !$0.scalar.isASCII }
    for word in Self.words {
      all.append(Edit(start..<start, (isChinese ? word.spellings.chinese : word.spellings.english) + " "))
    }
  }

  /// A name that is not known as one more parameter of what is declared in its line.
  private mutating func declare(_ line: Line) {
    guard !line.found.isEmpty else { return }
    let name = String(decoding: bytes[line.range(line.found)], as: UTF8.self)
    for (index, sign) in line.signs.enumerated() {
      let range = sign.range
      if sign.scalar == "(" { all.append(Edit(range.upperBound..<range.upperBound, name + ", ")) }
      if sign.scalar == ")" {
        let isOpen = line.signs[..<index].last { !$0.isBlank }.map { [",", "("].contains($0.scalar) } ?? true
        all.append(Edit(range.lowerBound..<range.lowerBound, (isOpen ? "" : ", ") + name))
      }
    }
  }

  /// A brace before what it would close, or behind what it would open, before a sign or in its place; the longest first.
  private mutating func changeBraces(_ line: Line) {
    // Not in the middle of a word of letters.
    func parts(_ index: Int) -> Bool {
      guard index > 0 else { return true }
      let (sign, last) = (line.signs[index], line.signs[index - 1])
      return !(sign.isWord && last.isWord && sign.scalar.isASCII && last.scalar.isASCII) || isParted(at: index, line)
    }
    let before = (0..<line.found.lowerBound).suffix(Self.braceReach).filter(parts)
    let behind = (line.found.lowerBound..<line.signs.count).prefix(Self.braceReach).filter(parts)
    // No blank stands behind an opening brace, nor before a closing one.
    let opening = (before + behind).filter { !line.signs[$0].isBlank }
    let closing = (behind.reversed() + before.reversed()).filter { $0 == 0 || !line.signs[$0 - 1].isBlank }
    for index in opening { put("{", before: index, line) }
    for index in closing { put("}", before: index, line) }
    if let last = line.signs.last { all.append(Edit(last.range.upperBound..<last.range.upperBound, "}")) }
    for index in opening { all.append(Edit(line.signs[index].range, "{")) }
    for index in closing { all.append(Edit(line.signs[index].range, "}")) }
  }

  /// A known word right before the brace of the hole that a place is in, `ref{ table}`, inside it.
  private mutating func takeIn(_ line: Line) {
    let signs = line.signs
    guard let brace = signs[..<min(signs.count, line.found.lowerBound + 1)].lastIndex(where: { $0.scalar == "{" })
    else {
      return
    }
    let start = (signs[..<brace].lastIndex { !$0.isWord } ?? -1) + 1
    guard
      let first = (max(start, brace - Self.longestWord)..<brace).first(where: { isKnown(bytes[line.range($0..<brace)]) }
      )
    else { return }
    let blank = brace + 1 < signs.count && signs[brace + 1].isWord ? " " : ""
    all.append(
      Edit(
        line.range(first..<brace + 1), "{" + String(decoding: bytes[line.range(first..<brace)], as: UTF8.self) + blank))
  }

  private mutating func put(_ mark: String, before index: Int, _ line: Line) {
    let start = line.signs[index].range.lowerBound
    all.append(Edit(start..<start, mark))
  }

  /// Brackets behind the words before a place, the nearest first.
  private mutating func closeBrackets(_ line: Line) {
    for index in (0..<line.found.lowerBound).suffix(Self.braceReach).reversed()
    where line.signs[index].isWord && index + 1 < line.signs.count && !line.signs[index + 1].isWord {
      let end = line.signs[index].range.upperBound
      all.append(Edit(end..<end, ")"))
    }
  }

  /// Without the second of two equal words side by side.
  private mutating func dropTwice(_ line: Line) {
    let near = line.signs.indices.filter { line.distance($0) <= Self.reach }
    let tokens = tokens(line, near)
    for (token, next) in zip(tokens, tokens.dropFirst()) where bytes[line.range(token)] == bytes[line.range(next)] {
      all.append(Edit(line.range(token.upperBound..<next.upperBound), ""))
    }
  }

  // MARK: Lines

  private mutating func changeLines(around line: Int, isHeader: Bool, _ code: DiagnosticCode) {
    let count = lines.line(at: bytes.count)
    let behind = max(1, line - Self.lineReachBefore)...min(count, line + Self.lineReach)
    for number in behind.reversed() {
      let range = lines.range(ofLine: number, in: bytes)
      if isHeader {
        if !range.isEmpty, range.count <= 4 { all.append(Edit(range, "}")) }
      } else if range.isEmpty, number >= line, range.lowerBound < bytes.count {
        all.append(Edit(range, ":::"))
      }
    }
    if code == .strayFence { beginList(before: line) }
    for number in behind.sorted(by: { (abs(2 * $0 + 1 - 2 * line), $0) < (abs(2 * $1 + 1 - 2 * line), $1) }) {
      swapLines(number, isNear: number <= line + 1)
    }
    for number in behind {
      let range = lines.range(ofLine: number, in: bytes)
      let whole = range.lowerBound..<max(range.upperBound, lines.range(ofLine: number + 1, in: bytes).lowerBound)
      let text = bytes[range]
      // A blank line has parted a row from its table.
      if code == .brokenTable, text.isEmpty, number < line { all.append(Edit(whole, "")) }
      guard let first = text.first else { continue }
      if code == .strayFence, number <= line, isBareFence(number) {
        for word in [Keyword.otherwise, .measures, .series] {
          all.append(Edit(range.lowerBound..<range.upperBound, "::: " + spelled(word)))
        }
      }
      if first == UInt8(ascii: "|"), !isDashes(number), !isDashes(number + 1) {
        let bars = text.count { $0 == UInt8(ascii: "|") }
        all.append(
          Edit(whole.upperBound..<whole.upperBound, "|" + String(repeating: " --- |", count: max(1, bars - 1)) + "\n"))
      }
      let isFence = text.starts(with: ":::".utf8) && (code != .strayFence || isBelowFence(number))
      if isTwice(number) || isFence || isHeader && first == UInt8(ascii: "}") { all.append(Edit(whole, "")) }
      let end = whole.upperBound
      guard bytes[end - 1] == UInt8(ascii: "\n") else { continue }
      for line in isHeader ? ["}\n"] : [":::\n", "::: \(spelled(.measures))\n"] { all.append(Edit(end..<end, line)) }
    }
  }

  /// A line and the next one in each other's place. No row of a table that prints figures becomes its header.
  private mutating func swapLines(_ number: Int, isNear: Bool) {
    let (range, next) = (lines.range(ofLine: number, in: bytes), lines.range(ofLine: number + 1, in: bytes))
    guard isNear, !range.isEmpty, !next.isEmpty, !(isDashes(number) && bytes[next].contains(UInt8(ascii: "{"))) else {
      return
    }
    all.append(Edit(range.lowerBound..<next.upperBound, Array(bytes[next] + [UInt8(ascii: "\n")] + bytes[range])))
  }

  /// True for a row of dashes.
  private func isDashes(_ number: Int) -> Bool {
    let text = bytes[lines.range(ofLine: number, in: bytes)]
    return text.contains(UInt8(ascii: "-")) && text.allSatisfy { Array("|:- \t\r".utf8).contains($0) }
  }

  private func isBareFence(_ number: Int) -> Bool {
    let text = bytes[lines.range(ofLine: number, in: bytes)]
    return text.starts(with: ":::".utf8) && text.allSatisfy { $0 == UInt8(ascii: ":") || $0 <= 0x20 }
  }

  private func spelled(_ word: Keyword) -> String { isChinese ? word.spellings.chinese : word.spellings.english }

  /// True where nothing but blank lines stands between a line and the fence above it, which it may be for a second time.
  private func isBelowFence(_ number: Int) -> Bool {
    var above = number - 1
    while above > 0, lines.range(ofLine: above, in: bytes).isEmpty { above -= 1 }
    return above > 0 && bytes[lines.range(ofLine: above, in: bytes)].starts(with: ":::".utf8)
  }

  /// The line that begins measures or a series, before the list that ends at a fence.
  private mutating func beginList(before fence: Int) {
    var (number, first, depth) = (fence - 1, Int?.none, 0)
    // What ends measures without their first line has ended the problem.
    if isBareFence(number) { number -= 1 }
    while number > max(0, fence - Self.listReach) {
      let range = lines.range(ofLine: number, in: bytes)
      let text = bytes[range]
      if text.first == UInt8(ascii: "#") { break }
      if isBareFence(number) {
        depth += 1
      } else if text.starts(with: ":::".utf8) {
        if depth == 0 { break }
        depth -= 1
      }
      if depth == 0, text.starts(with: "- ".utf8) { first = range.lowerBound }
      number -= 1
    }
    guard let first = first ?? paragraph(endingAt: isBareFence(fence - 1) ? fence - 2 : fence - 1) else { return }
    all.append(Edit(first..<first, "::: \(spelled(.measures))\n"))
    all.append(Edit(first..<first, "::: \(spelled(.series))\n\n"))
  }

  /// Where the paragraph begins whose last line this is; nil for a blank line or a fence.
  private func paragraph(endingAt last: Int) -> Int? {
    func isText(_ number: Int) -> Bool {
      let text = bytes[lines.range(ofLine: number, in: bytes)]
      return !text.isEmpty && !text.starts(with: ":::".utf8)
    }
    var number = last
    guard number > 0, isText(number) else { return nil }
    while number > 1, isText(number - 1) { number -= 1 }
    return lines.range(ofLine: number, in: bytes).lowerBound
  }

  /// The line that ends the block which begins at `head`: behind the rows that say the name of an `each`, the first
  /// paragraph of one that begins without a blank line, the list of a series.
  private mutating func closeBlock(_ head: Int) {
    func text(_ number: Int) -> ArraySlice<UInt8> { bytes[lines.range(ofLine: number, in: bytes)] }
    guard let word = spelledWord(text(head)) else { return }
    let words = text(head).split { $0 == 0x20 || $0 == UInt8(ascii: ":") }
    let end = min(lines.line(at: bytes.count), head + Self.listReach)
    var (number, depth) = (head + 1, 0)
    if word == .each, words.count > 1 {
      let name = String(decoding: words[1], as: UTF8.self)
      func isOfRow(_ number: Int) -> Bool { String(decoding: text(number), as: UTF8.self).contains(name + ".") }
      while number <= end, !isOfRow(number) { number += 1 }
      while number <= end, isOfRow(number) { number += 1 }
    } else {
      let isLoose = text(number).isEmpty
      while number <= end {
        let line = text(number)
        if line.starts(with: ":::".utf8) {
          if isBareFence(number) { depth -= 1 } else if Keyword.otherwise != spelledWord(line) { depth += 1 }
          if depth < 0 { break }
        } else if depth == 0, number > head + 1 {
          let isOfList = line.first.map { $0 == 0x20 || $0 == UInt8(ascii: "-") } ?? true
          if isLoose ? !isOfList : line.isEmpty { break }
        }
        number += 1
      }
    }
    guard number <= end else { return }
    let start = lines.range(ofLine: number, in: bytes).lowerBound
    all.append(Edit(start..<start, text(number).isEmpty || word == .each ? ":::\n" : ":::\n\n"))
  }

  /// The word of the language that a fence line begins a block with.
  private func spelledWord(_ line: ArraySlice<UInt8>) -> Keyword? {
    line.split { $0 == 0x20 || $0 == UInt8(ascii: ":") }.first.flatMap { Keyword.spelled($0) }
  }

  private func isTwice(_ number: Int) -> Bool {
    let range = lines.range(ofLine: number, in: bytes)
    return number > 1 && !range.isEmpty && bytes[range].elementsEqual(bytes[lines.range(ofLine: number - 1, in: bytes)])
  }

  /// Without the second of two equal lines.
  private mutating func dropTwice(around line: Int) {
    for number in max(2, line - Self.lineReachBefore)...max(2, line + 1) where isTwice(number) {
      let start = lines.range(ofLine: number, in: bytes).lowerBound
      all.append(Edit(start..<max(start, lines.range(ofLine: number + 1, in: bytes).lowerBound), ""))
    }
  }

  /// The lines around that begin with colons, and not with three.
  private mutating func mendFences(around line: Int) {
    let last = lines.line(at: bytes.count)
    for number in (max(1, line - Self.lineReach)...min(last, line + Self.lineReach)).reversed() {
      let range = lines.range(ofLine: number, in: bytes)
      if bytes[range].first == UInt8(ascii: ":"), !bytes[range].starts(with: ":::".utf8) { mendFence(range) }
    }
  }

  /// Three colons at the start of a line that begins with some of them, and with other signs.
  private mutating func mendFence(_ line: ByteRange) {
    let word = bytes[line].firstIndex { $0 != UInt8(ascii: ":") && $0 != 0x20 } ?? line.upperBound
    all.append(Edit(line.lowerBound..<word, word == line.upperBound ? ":::" : "::: "))
    let blank = bytes[word..<line.upperBound].firstIndex(of: 0x20) ?? line.upperBound
    all.append(Edit(line.lowerBound..<blank, ":::"))
  }
}

extension Unicode.Scalar {
  fileprivate var isNumeral: Bool { properties.numericType == .decimal }
}

/// True for the signs that names and numbers are made of.
func isPartOfWord(_ scalar: Unicode.Scalar) -> Bool {
  scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
}
