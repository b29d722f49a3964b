import EvrepCheck
import EvrepSource
import EvrepSyntax

// Signs and words of one line.
extension Edits {
  mutating func changeSigns(_ line: Line, _ code: DiagnosticCode) {
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
      if isFence && signs[index].scalar == ":" || isInNumber(index, line) || isOfText(index, line) { continue }
      all.append(Edit(signs[index].range, ""))
    }
    for index in order.prefix(Self.reach) where index + 1 < signs.count && makesWord(bySwapping: index, line) {
      swap(index..<index + 1, index + 1..<index + 2, line)
    }
    for word in words { moveMark(behind: word, line) }
    for word in words { split(word, line) }
    for (token, next) in zip(tokens, tokens.dropFirst()) { swap(token, next, line) }
    // Two words around a sign: z(count) is count(z).
    for (word, (mark, other)) in zip(tokens, zip(tokens.dropFirst(), tokens.dropFirst(2)))
    where signs[word.lowerBound].isWord && signs[mark.lowerBound].isMark && signs[other.lowerBound].isWord {
      swap(word, other, line)
    }
    // Two words around several: sum(t.a), b is sum(t.b), a.
    let inOrder = tokens.indices.filter { signs[tokens[$0].lowerBound].isWord }
    for (word, other) in zip(inOrder, inOrder.dropFirst()) where other > word + 2 {
      let between = tokens[word].upperBound..<tokens[other].lowerBound
      if !signs[between].contains(where: { "{}".unicodeScalars.contains($0.scalar) }) {
        swap(tokens[word], tokens[other], line)
      }
    }
    for word in words where mayBeExtra(word, line) { all.append(Edit(line.range(word), "")) }
    if let first = order.first, code != .badFormat, first == 0 || signs[first - 1].scalar != "#" {
      insertWord(at: first, line)
    }
    closeBrackets(line)
    let near = order.prefix(Self.insertionReach)
    for index in near { insertMark(at: index, line) }
    for index in near where mayBeMark(index, line) && !isInNumber(index, line) {
      for mark in marks(at: index, line) { all.append(Edit(signs[index].range, mark)) }
    }
  }

  /// True for a quote, without which code would be text, unless it stands beside another one.
  private func isOfText(_ index: Int, _ line: Line) -> Bool {
    func isQuote(_ index: Int) -> Bool { line.signs.indices.contains(index) && line.signs[index].scalar == "\"" }
    return isQuote(index) && !isQuote(index - 1) && !isQuote(index + 1)
  }

  /// True for a sign that may stand for a digit: between two, before a unit, or behind a number that nothing of it ends.
  private func isInNumber(_ index: Int, _ line: Line) -> Bool {
    let signs = line.signs
    guard index > 0, signs[index - 1].scalar.isNumeral else { return false }
    if !Self.enders.contains(signs[index].scalar) { return true }
    return index + 1 < signs.count && (signs[index + 1].isWord || signs[index + 1].scalar == "%")
  }

  /// What may stand right behind a number.
  private static let enders: Set<Unicode.Scalar> = [")", "]", "}", ",", "\"", "|", ":"]

  /// True for a word that may be left out: no number, no word of the language, no name, and not all that its line says.
  func mayBeExtra(_ word: Range<Int>, _ line: Line) -> Bool {
    let text = bytes[line.range(word)]
    return !line.signs[word.lowerBound].scalar.isNumeral && Keyword.spelled(text) == nil && !isKnown(text)
      && line.signs.indices.contains { line.signs[$0].isWord && !word.contains($0) }
  }

  /// True for an operator, for a dot behind no word, and for a comma beside a bracket: they stand for what is lost there.
  func isOfLostOperand(_ index: Int, _ line: Line) -> Bool {
    let sign = line.signs[index].scalar
    if Self.operators.contains(sign) { return true }
    if sign == "," {
      let (before, behind) = (
        line.signs[..<index].last { !$0.isBlank }, line.signs[(index + 1)...].first { !$0.isBlank }
      )
      return before?.scalar == "(" || behind?.scalar == ")"
    }
    return sign == "." && (index == 0 || !line.signs[index - 1].isWord && line.signs[index - 1].scalar != ")")
  }

  /// True where the sign at `index` and the next one, which are not both of words, make a known word in each other's place
  /// where they part words.
  func makesWord(bySwapping index: Int, _ line: Line) -> Bool {
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
  func tokens(_ line: Line, _ near: [Int]) -> [Range<Int>] {
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
  mutating func swap(_ left: Range<Int>, _ right: Range<Int>, _ line: Line) {
    // A comma beside a bracket stands for what is lost there.
    if line.signs[left.lowerBound].scalar == ",", isOfLostOperand(left.lowerBound, line) { return }
    // What stands in the braces of a hole does not leave them.
    if !isHeader, line.signs[left.lowerBound].scalar == "{" || line.signs[right.lowerBound].scalar == "}" {
      return
    }
    let text =
      bytes[line.range(right)] + bytes[line.range(left.upperBound..<right.lowerBound)] + bytes[line.range(left)]
    all.append(Edit(line.range(left.lowerBound..<right.upperBound), Array(text)))
  }

  /// Known words in the place of one that is spelled nearly so, or that a sign has got into, before or behind.
  mutating func respell(_ word: Range<Int>, _ line: Line) {
    let signs = line.signs
    guard !signs[word].allSatisfy(\.scalar.isNumeral) else { return }
    // What begins a declaration is spelled as it is meant.
    if isHeader, signs[..<word.lowerBound].allSatisfy(\.isBlank),
      Keyword.spelled(bytes[line.range(word)]).map(Keyword.declarations.contains) ?? false
    {
      return
    }
    var runs = [word]
    if word.upperBound < signs.count, signs[word.upperBound].isMark {
      var end = word.upperBound + 1
      while end < signs.count, signs[end].isWord { end += 1 }
      runs.append(word.lowerBound..<end)
      runs.append(word.lowerBound..<word.upperBound + 1)
    }
    // Letters of two scripts, one of which has got into the other's word.
    let whole = wordRun(at: word.lowerBound, line)
    if whole != word { runs.append(whole) }
    if word.lowerBound > 0, signs[word.lowerBound - 1].isMark {
      let run = word.lowerBound - 1..<word.upperBound
      let text = String(decoding: bytes[line.range(run)], as: UTF8.self)
      // A dot before a name stands for what is lost; before a part of a word of the language it does not.
      let words = [Keyword.end, .otherwise].flatMap { [$0.spellings.english, $0.spellings.chinese] }
      for meant in words where Nearest.isMisspelled(text, of: meant, edits: 1) {
        all.append(Edit(line.range(run), meant))
      }
      if !isOfLostOperand(run.lowerBound, line) { runs.append(run) }
      if run.lowerBound > 0, signs[run.lowerBound - 1].isWord {
        runs.append(wordRun(at: run.lowerBound - 1, line).lowerBound..<word.upperBound)
      }
    }
    for run in runs {
      let text = String(decoding: bytes[line.range(run)], as: UTF8.self)
      var candidates = known
      let ties = Set(Nearest.ties(for: text, in: known)).sorted().map { Edit(line.range(run), $0) }
      if ties.count > 1 { for edit in ties { rivals[edit] = ties.filter { $0 != edit } } }
      for _ in 0..<Self.nearLimit {
        guard let near = Nearest.misspelled(text, in: candidates) else { break }
        all.append(Edit(line.range(run), near))
        candidates.removeAll { $0 == near }
      }
    }
  }

  /// A sign that stands behind two words in one, where they are parted: `wward.` is `w.ward`.
  ///
  /// - Parameter betweenKnown: true where both words have to be known.
  mutating func moveMark(behind word: Range<Int>, _ line: Line, betweenKnown: Bool = false) {
    let signs = line.signs
    var mark = word.upperBound
    while mark < signs.count, signs[mark].isBlank { mark += 1 }
    guard mark < signs.count, signs[mark].isMark, signs[mark].scalar != "#", word.count <= Self.longestWord,
      !betweenKnown || signs[mark].scalar != "}"
    else { return }
    for split in word.dropFirst() {
      let (first, second) = (bytes[line.range(word.lowerBound..<split)], bytes[line.range(split..<word.upperBound)])
      guard betweenKnown ? isKnown(first) && isKnown(second) : isKnown(first) || isKnown(second) else { continue }
      let text = first + bytes[line.range(mark..<mark + 1)] + bytes[line.range(word.upperBound..<mark)] + second
      all.append(Edit(line.range(word.lowerBound..<mark + 1), Array(text)))
    }
  }

  /// A dot, a bracket or a blank between two words that have run together, one of which is known.
  mutating func split(_ word: Range<Int>, _ line: Line) {
    for index in word.dropFirst() where word.count <= Self.longestWord && isParted(at: index, line) {
      for mark in [".", "(", " "] { put(mark, before: index, line) }
    }
  }

  /// Known words that a sign has got into, or stands for a letter of: `w;ard`, `,chools`.
  mutating func rejoin(_ line: Line) {
    let signs = line.signs
    for index in signs.indices where signs[index].isMark && line.distance(index) <= Self.reach {
      let left = index > 0 && signs[index - 1].isWord ? wordRun(at: index - 1, line).lowerBound : index
      let right =
        index + 1 < signs.count && signs[index + 1].isWord ? wordRun(at: index + 1, line).upperBound : index + 1
      guard right - left > 1 else { continue }
      let isInside = left < index && index + 1 < right
      let isBrace = signs[index].scalar == "{" || signs[index].scalar == "}"
      // A brace at the end of a word is the hole's, but before a bracket.
      if isBrace, !isInside, index + 1 == signs.count || signs[index + 1].scalar != "(" { continue }
      let isExtra = !isBrace && !isOfLostOperand(index, line)
      let (before, behind) = (bytes[line.range(left..<index)], bytes[line.range(index + 1..<right)])
      let meant = known.filter { name in
        let name = name.utf8
        guard name.count >= before.count + behind.count, name.starts(with: before),
          name.suffix(behind.count).elementsEqual(behind)
        else { return false }
        let rest = name.dropFirst(before.count).dropLast(behind.count)
        return rest.isEmpty && isExtra || String(rest)?.unicodeScalars.count == 1
      }
      let edits = Set(meant).sorted().prefix(Self.nearLimit).map { Edit(line.range(left..<right), $0) }
      if edits.count > 1 { for edit in edits { rivals[edit] = edits.filter { $0 != edit } } }
      all += edits
    }
  }

  /// A blank on the other side of a letter, where a known word comes of that: `standar d>=`.
  mutating func moveBlank(_ line: Line) {
    let signs = line.signs
    guard !line.found.isEmpty, signs[line.found.lowerBound].isWord else { return }
    let word = wordRun(at: line.found.lowerBound, line)
    let (blank, letter) = (word.upperBound, word.upperBound + 1)
    if letter < signs.count, signs[blank].isBlank, signs[letter].isWord,
      isKnown(bytes[line.range(word)] + bytes[signs[letter].range])
    {
      swap(blank..<letter, letter..<letter + 1, line)
    }
    let last = word.lowerBound - 2
    if last >= 0, signs[last + 1].isBlank, signs[last].isWord,
      isKnown(bytes[signs[last].range] + bytes[line.range(word)])
    {
      swap(last..<last + 1, last + 1..<word.lowerBound, line)
    }
  }

  /// An operator between two words as a dot; one right behind a dot left out.
  mutating func replaceOperators(_ line: Line) {
    let signs = line.signs
    for index in signs.indices.dropFirst().dropLast()
    where Self.operators.contains(signs[index].scalar) && line.distance(index) <= Self.reach && signs[index + 1].isWord
    {
      if signs[index - 1].scalar == "." { all.append(Edit(signs[index].range, "")) }
      guard signs[index - 1].isWord else { continue }
      all.append(Edit(signs[index].range, "."))
    }
  }

  /// An operator that compares in the place of one that reckons, and the other way round.
  mutating func exchangeOperators(_ line: Line) {
    let signs = line.signs
    for index in signs.indices.dropFirst().dropLast() where line.distance(index) <= Self.wideReach {
      guard !Self.operators.contains(signs[index - 1].scalar), !Self.operators.contains(signs[index + 1].scalar),
        let others = Self.exchanged[signs[index].scalar]
      else { continue }
      for other in others { all.append(Edit(signs[index].range, other)) }
    }
  }

  /// How far from what is found an operator is looked at that may be the cause.
  private static let wideReach = 24
  private static let exchanged: [Unicode.Scalar: [String]] = [
    "*": ["="], "/": ["="], "+": ["="], "-": ["="], "=": ["/", "-", "*", "+"], "<": ["/"], ">": ["/"],
  ]

  static let marks = [".", ":", "(", ")", "{", "}", ",", "=", "|", " ", "\"", "#"]
  static let operators: Set<Unicode.Scalar> = ["!", "+", "-", "*", "/", "×", "÷", "=", "<", ">", "≤", "≥", "≠", "≈"]

  /// A sign of code before the one at `index`. Within a word, where it parts off one that is known.
  mutating func insertMark(at index: Int, _ line: Line) {
    let sign = line.signs[index]
    guard index == 0 || !sign.isWord || !line.signs[index - 1].isWord || isParted(at: index, line) else { return }
    for mark in marks(at: index, line) { put(mark, before: index, line) }
  }

  /// The signs of code that may have been before, or in the place of, the sign at `index`.
  func marks(at index: Int, _ line: Line) -> [String] {
    Self.marks.filter { mark in
      if mark.unicodeScalars.first == line.signs[index].scalar { return false }
      // A name for a heading or a table ends its line.
      if mark == "#" {
        return mayHoldAnchor(line)
          && !line.signs[index...].contains { $0.scalar == "}" && $0.range != line.signs.last?.range }
      }
      if !isHeader, mark == "{" || mark == "}" { return lacks(mark, line) }
      // Between two values there may have been any operator.
      return mark != "=" || isDeclaration(before: index, line)
    }
  }

  /// True for a heading, and for a line right above a table or a block.
  private func mayHoldAnchor(_ line: Line) -> Bool {
    guard let end = line.signs.last?.range.upperBound, line.signs.first?.scalar != "#" else { return true }
    let below = bytes[end...].drop { $0 <= 0x20 }.first
    return below == UInt8(ascii: "|") || below == UInt8(ascii: ":")
  }

  /// True for a line that has fewer of one brace than of the other.
  func lacks(_ brace: String, _ line: Line) -> Bool {
    let (opening, closing) = (line.signs.count { $0.scalar == "{" }, line.signs.count { $0.scalar == "}" })
    return brace == "{" ? opening < closing : closing < opening
  }

  /// True for a sign that may stand for another one: no operator or digit; of a word, where what is before or behind it is
  /// known, or it is a digit that begins it.
  func mayBeMark(_ index: Int, _ line: Line) -> Bool {
    let signs = line.signs
    if signs[index].isBlank || isOfLostOperand(index, line) { return false }
    guard signs[index].isWord else { return true }
    let run = wordRun(at: index, line)
    let (start, end) = (run.lowerBound, run.upperBound)
    let parts = (bytes[line.range(start..<index)], bytes[line.range(index + 1..<end)])
    if isKnown(parts.0) && (parts.1.isEmpty || isKnown(parts.1)) { return true }
    if signs[index].scalar.isNumeral {
      // A name begins with no digit, and a definition with none before its sign.
      return index == start
        && (end == start + 1 ? isDeclaration(before: index, line) : !signs[start + 1].scalar.isNumeral)
    }
    return end - start == 1 || isKnown(parts.0) || isKnown(parts.1)
  }

  /// True on a line of the header in which `=` would be the first before the sign at `index`, and is not inside brackets.
  func isDeclaration(before index: Int, _ line: Line) -> Bool {
    let signs = line.signs.prefix { $0.isWord || $0.isBlank }
    let word = String(decoding: bytes[line.range(0..<(signs.firstIndex { $0.isBlank } ?? signs.count))], as: UTF8.self)
    guard let keyword = Keyword.spelled(Array(word.utf8)[...]), [.let, .param, .unit].contains(keyword) else {
      return false
    }
    return !line.signs[..<index].contains { $0.scalar == "=" }
  }

  /// True where the word that the sign at `index` stands in is two words, one of which is known.
  func isParted(at index: Int, _ line: Line) -> Bool {
    let run = wordRun(at: index, line)
    return isKnown(bytes[line.range(run.lowerBound..<index)]) || isKnown(bytes[line.range(index..<run.upperBound)])
  }

  /// The signs of words around the one at `index`, side by side.
  func wordRun(at index: Int, _ line: Line) -> Range<Int> {
    let signs = line.signs
    return (signs[..<index].lastIndex { !$0.isWord } ?? -1)
      + 1..<(signs[index...].firstIndex { !$0.isWord } ?? signs.count)
  }

  func isKnown(_ word: ArraySlice<UInt8>) -> Bool { known.contains { $0.utf8.elementsEqual(word) } }

  static let words: [Keyword] = [.in, .when, .where, .of, .from, .by, .problem, .each]

  /// A word of the language before the sign at `index`.
  mutating func insertWord(at index: Int, _ line: Line) {
    let isChinese = line.signs.contains { $0.isWord && !$0.scalar.isASCII }
    for word in Self.words {
      put((isChinese ? word.spellings.chinese : word.spellings.english) + " ", before: index, line)
    }
  }

  /// A name that is not known as one more parameter of what is declared in its line.
  mutating func declare(_ line: Line) {
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

  /// Where a brace may have been left out, the longest hole first: not in the middle of a word of letters that is not known.
  private func places(ofBracesOn line: Line) -> (opening: [Int], closing: [Int]) {
    func parts(_ index: Int) -> Bool {
      guard index > 0 else { return true }
      let (sign, last) = (line.signs[index], line.signs[index - 1])
      return !(sign.isWord && last.isWord && sign.scalar.isASCII && last.scalar.isASCII) || isParted(at: index, line)
    }
    let before = (0..<line.found.lowerBound).suffix(Self.braceReach).filter(parts)
    let behind = (line.found.lowerBound..<line.signs.count).prefix(Self.braceReach).filter(parts)
    // No blank stands behind an opening brace, nor before a closing one.
    return (
      (before + behind).filter { !line.signs[$0].isBlank },
      (behind.reversed() + before.reversed()).filter { $0 == 0 || !line.signs[$0 - 1].isBlank }
    )
  }

  /// Braces in the place of a letter that stands where one would, before or behind what is no word of its own.
  mutating func replaceStray(_ line: Line) {
    let (opening, closing) = places(ofBracesOn: line)
    for index in opening where index > 0 && isStray(index - 1, beside: index - 2, line) {
      all.append(Edit(line.signs[index - 1].range, "{"))
    }
    for index in closing where index > 0 && isStray(index, beside: index + 1, line) {
      all.append(Edit(line.signs[index].range, "}"))
    }
  }

  /// A brace before what it would close, or behind what it would open, before a sign or in its place; where a known word
  /// begins or ends first.
  mutating func changeBraces(_ line: Line) {
    let (opening, closing) = places(ofBracesOn: line)
    for index in opening.filter({ isParted(at: $0, line) }) + opening { put("{", before: index, line) }
    // A number of a format ends a hole as a known word does.
    func ends(_ index: Int) -> Bool {
      isParted(at: index, line) || index > 0 && line.signs[index - 1].scalar.isNumeral && !line.signs[index].isWord
    }
    for index in closing.filter(ends) + closing { put("}", before: index, line) }
    if let last = line.signs.last { all.append(Edit(last.range.upperBound..<last.range.upperBound, "}")) }
    for index in opening { all.append(Edit(line.signs[index].range, "{")) }
    for index in closing { all.append(Edit(line.signs[index].range, "}")) }
  }

  /// `#` in the place of another sign before what names a heading or a table: `# Title {.name}`.
  mutating func nameHeading(_ line: Line) {
    guard line.signs.last?.scalar == "}", mayHoldAnchor(line),
      let brace = line.signs.lastIndex(where: { $0.scalar == "{" }), line.signs[brace + 1].isMark
    else { return }
    all.append(Edit(line.signs[brace + 1].range, "#"))
  }

  /// Round brackets, or a dot, in the place of braces inside the braces of a hole: `{count{t)}`. And `when` in the place of
  /// the second brace of two.
  mutating func replaceInnerBraces(_ line: Line) {
    var depth = 0
    for (index, sign) in line.signs.enumerated() {
      if sign.scalar == "{" {
        depth += 1
        if depth > 1 {
          all.append(Edit(sign.range, "("))
          all.append(Edit(sign.range, "."))
          if line.signs[index - 1].scalar == "{" { all.append(Edit(sign.range, spelled(.when))) }
        }
      } else if sign.scalar == "}" {
        let next = line.signs[(index + 1)...].first { $0.scalar == "{" || $0.scalar == "}" }
        if depth > 0, next?.scalar == "}" { all.append(Edit(sign.range, ")")) }
        depth = max(0, depth - 1)
      }
    }
  }

  /// True for a letter or digit of ASCII, or `[`, where no such one stands beside it.
  func isStray(_ index: Int, beside other: Int, _ line: Line) -> Bool {
    func isLetter(_ sign: Sign) -> Bool { sign.scalar.isASCII && sign.isWord }
    let sign = line.signs[index]
    guard isLetter(sign) || sign.scalar == "[" else { return false }
    return !line.signs.indices.contains(other) || !isLetter(line.signs[other])
  }

  /// A known word right before the brace of the hole that a place is in, `ref{ table}`, or the beginning of one whose rest
  /// is behind it, `c{ount(t)}`, inside it.
  mutating func takeIn(_ line: Line) {
    let signs = line.signs
    guard let brace = signs[..<min(signs.count, line.found.lowerBound + 1)].lastIndex(where: { $0.scalar == "{" }),
      brace + 1 < signs.count, signs[brace + 1].scalar != "}"
    else { return }
    let start = max((signs[..<brace].lastIndex { !$0.isWord } ?? -1) + 1, brace - Self.longestWord)
    let end = signs[(brace + 1)...].firstIndex { !$0.isWord } ?? signs.count
    for first in start..<max(start, brace) {
      let (head, rest) = (bytes[line.range(first..<brace)], bytes[line.range(brace + 1..<end)])
      let isWord = isKnown(head) && !signs[brace + 1].isWord
      let isSplit = !rest.isEmpty && isKnown(head + rest)
      let isBefore = isKnown(head) && isKnown(rest)
      guard isWord || isSplit || isBefore else { continue }
      let text = [UInt8(ascii: "{")] + head + (isBefore && !isSplit ? [0x20] : [])
      all.append(Edit(line.range(first..<brace + 1), text))
    }
  }

  mutating func put(_ mark: String, before index: Int, _ line: Line) {
    let start = line.signs[index].range.lowerBound
    all.append(Edit(start..<start, mark))
  }

  /// Brackets behind the words before a place, the nearest first.
  mutating func closeBrackets(_ line: Line) {
    for index in (0..<line.found.lowerBound).suffix(Self.braceReach).reversed()
    where line.signs[index].isWord && index + 1 < line.signs.count && !line.signs[index + 1].isWord {
      let end = line.signs[index].range.upperBound
      all.append(Edit(end..<end, ")"))
    }
  }

  /// Without the second of two equal words side by side.
  mutating func dropTwice(_ line: Line) {
    let near = line.signs.indices.filter { line.distance($0) <= Self.reach }
    let tokens = tokens(line, near)
    for (token, next) in zip(tokens, tokens.dropFirst()) where bytes[line.range(token)] == bytes[line.range(next)] {
      all.append(Edit(line.range(token.upperBound..<next.upperBound), ""))
    }
  }
}
