import EvrepSource
import EvrepSyntax

// Whole lines: of blocks and of tables.
extension Edits {
  mutating func changeLines(around line: Int, _ code: DiagnosticCode) {
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
    if code == .strayFence {
      let above = behind.filter { $0 <= line }
      let hasList = beginList(before: line)
      nameFences(above, [.otherwise])
      if !hasList { beginParagraph(before: line) }
      nameFences(above, [.measures, .series])
    }
    // The nearest pairs of lines first.
    let near = behind.filter { $0 <= line + 1 }
    for number in near.sorted(by: { (abs(2 * $0 + 1 - 2 * line), $0) < (abs(2 * $1 + 1 - 2 * line), $1) }) {
      swapLines(number)
    }
    for number in behind {
      let range = lines.range(ofLine: number, in: bytes)
      let whole = range.lowerBound..<max(range.upperBound, lines.range(ofLine: number + 1, in: bytes).lowerBound)
      let text = bytes[range]
      if code == .brokenTable, text.isEmpty, number == line - 1, !isDashes(line) { joinTable(below: number, whole) }
      guard let first = text.first else { continue }
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
  mutating func swapLines(_ number: Int) {
    let (range, next) = (lines.range(ofLine: number, in: bytes), lines.range(ofLine: number + 1, in: bytes))
    // Nothing leaves the header.
    guard !range.isEmpty, !next.isEmpty, !isRule(range), !isRule(next),
      !(isDashes(number) && bytes[next].contains(UInt8(ascii: "{")))
    else {
      return
    }
    all.append(Edit(range.lowerBound..<next.upperBound, Array(bytes[next] + [UInt8(ascii: "\n")] + bytes[range])))
  }

  /// True for a line `---`.
  private func isRule(_ line: ByteRange) -> Bool { bytes[line].allSatisfy { $0 == UInt8(ascii: "-") || $0 <= 0x20 } }

  /// The row below a blank line, which has parted it from its table: without that line, or before it.
  mutating func joinTable(below number: Int, _ blank: ByteRange) {
    let (above, row) = (lines.range(ofLine: number - 1, in: bytes), lines.range(ofLine: number + 1, in: bytes))
    guard [UInt8(ascii: "|"), UInt8(ascii: ":")].contains(bytes[above].first) else { return }
    all.append(Edit(blank, ""))
    all.append(Edit(blank.lowerBound..<row.upperBound, Array(bytes[row] + [UInt8(ascii: "\n")])))
  }

  /// Words of the language behind the fences that have none.
  mutating func nameFences(_ numbers: [Int], _ words: [Keyword]) {
    for number in numbers where isBareFence(number) {
      let range = lines.range(ofLine: number, in: bytes)
      for word in words { all.append(Edit(range, "::: " + spelled(word))) }
    }
  }

  /// A brace right below the header's end before that.
  mutating func raiseBrace(_ number: Int) {
    guard number > 1 else { return }
    let (above, own) = (lines.range(ofLine: number - 1, in: bytes), lines.range(ofLine: number, in: bytes))
    guard isRule(above), !above.isEmpty, bytes[own].allSatisfy({ $0 == UInt8(ascii: "}") || $0 <= 0x20 }) else {
      return
    }
    all.append(Edit(above.lowerBound..<own.upperBound, Array(bytes[own] + [0x0A] + bytes[above])))
  }

  /// The end of a line in the place of a blank: in the header and behind the line of a block any, elsewhere one before what begins a
  /// line.
  mutating func breakLine(_ line: Line) {
    let signs = line.signs
    let isOfBlock = signs.prefix(3).allSatisfy { $0.scalar == ":" }
    // Two words that have run into one.
    for word in words(line).prefix(Self.partWords) where isHeader || isOfBlock {
      for split in word.dropFirst() where isParted(at: split, line) {
        let offset = signs[split].range.lowerBound
        all.append(Edit(offset..<offset, "\n"))
      }
    }
    for index in signs.indices.dropLast().dropFirst().sorted(by: { line.distance($0) < line.distance($1) }).prefix(
      Self.partReach)
    where signs[index].isBlank {
      let next = signs[index + 1]
      // What goes on with a word of the language is the line of a block still.
      let isText = isOfBlock && next.isWord && Keyword.spelled(bytes[line.range(wordRun(at: index + 1, line))]) == nil
      guard isHeader || isText || [":", "|", "-", "#"].contains(next.scalar) else { continue }
      all.append(Edit(signs[index].range, "\n"))
    }
  }

  /// The end of a line on the other side of the sign before it, or behind it: of this line and of the one before.
  mutating func moveBreak(before number: Int) {
    for number in [number - 1, number] where number > 0 {
      let (range, next) = (lines.range(ofLine: number, in: bytes), lines.range(ofLine: number + 1, in: bytes))
      guard range.upperBound < next.lowerBound, !range.isEmpty, !next.isEmpty, !isRule(range), !isRule(next) else {
        continue
      }
      let last = bytes[range].lastIndex { $0 & 0xC0 != 0x80 } ?? range.lowerBound
      let first = next.lowerBound + UTF8Scalar.read(bytes, at: next.lowerBound, limit: next.upperBound).length
      let end = Array(bytes[range.upperBound..<next.lowerBound])
      all.append(Edit(last..<next.lowerBound, end + bytes[last..<range.upperBound]))
      all.append(Edit(range.upperBound..<first, bytes[next.lowerBound..<first] + end))
    }
  }

  /// The end of a line before a word further on in one of a field: two of them have run together.
  mutating func partFields(_ line: Line) {
    let words = words(line).sorted { $0.lowerBound < $1.lowerBound }
    guard let first = words.first, first.lowerBound > 0, line.signs[0].isBlank else { return }
    for word in words.dropFirst(2).dropLast().prefix(Self.partWords) where line.signs[word.lowerBound - 1].isBlank {
      let start = line.signs[..<word.lowerBound].lastIndex { !$0.isBlank }.map { $0 + 1 } ?? 0
      all.append(Edit(line.range(start..<word.lowerBound), "\n  "))
    }
  }

  /// How many words of a line are looked at that may be two.
  private static let partWords = 8

  /// The end of a line between a row and the fence that has run into it, near a finding.
  mutating func breakTable(around number: Int) {
    let last = lines.line(at: bytes.count)
    for near in max(1, number - Self.tableReach)..<max(1, min(number + Self.tableReach, last) + 1) {
      let range = lines.range(ofLine: near, in: bytes)
      guard bytes[range].contains(UInt8(ascii: "|")),
        let fence = bytes[range].firstRange(of: Array(":::".utf8))?.lowerBound
      else { continue }
      let isFirst = fence == range.lowerBound
      guard let bar = isFirst ? bytes[range].firstIndex(of: UInt8(ascii: "|")) : fence else { continue }
      let before = bytes[range.lowerBound..<bar].reversed().prefix { $0 == 0x20 }.count
      all.append(Edit(bar - before..<bar, "\n"))
    }
  }

  /// How many lines from a finding a table is looked at.
  private static let tableReach = 5

  /// How many signs of a line are looked at that may be its end.
  private static let partReach = 120

  /// True for a row of dashes.
  func isDashes(_ number: Int) -> Bool {
    let text = bytes[lines.range(ofLine: number, in: bytes)]
    return text.contains(UInt8(ascii: "-")) && text.allSatisfy { Array("|:- \t\r".utf8).contains($0) }
  }

  func isBareFence(_ number: Int) -> Bool {
    let text = bytes[lines.range(ofLine: number, in: bytes)]
    return text.starts(with: ":::".utf8) && text.allSatisfy { $0 == UInt8(ascii: ":") || $0 <= 0x20 }
  }

  func spelled(_ word: Keyword) -> String { isChinese ? word.spellings.chinese : word.spellings.english }

  /// True where nothing but blank lines stands between a line and the fence above it, which it may be for a second time.
  func isBelowFence(_ number: Int) -> Bool {
    var above = number - 1
    while above > 0, lines.range(ofLine: above, in: bytes).isEmpty { above -= 1 }
    return above > 0 && bytes[lines.range(ofLine: above, in: bytes)].starts(with: ":::".utf8)
  }

  /// The line that begins measures or a series, before the list that ends at a fence; false where there is none.
  mutating func beginList(before fence: Int) -> Bool {
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
    guard let first else { return false }
    all.append(Edit(first..<first, "::: \(spelled(.measures))\n"))
    all.append(Edit(first..<first, "::: \(spelled(.series))\n\n"))
    return true
  }

  /// The line that begins measures, before the paragraph that ends at a fence.
  mutating func beginParagraph(before fence: Int) {
    guard let first = paragraph(endingAt: isBareFence(fence - 1) ? fence - 2 : fence - 1) else { return }
    all.append(Edit(first..<first, "::: \(spelled(.measures))\n"))
  }

  /// Where the paragraph begins whose last line this is; nil for a blank line or a fence.
  func paragraph(endingAt last: Int) -> Int? {
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
  mutating func closeBlock(_ head: Int) {
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
  func spelledWord(_ line: ArraySlice<UInt8>) -> Keyword? {
    line.split { $0 == 0x20 || $0 == UInt8(ascii: ":") }.first.flatMap { Keyword.spelled($0) }
  }

  func isTwice(_ number: Int) -> Bool {
    let range = lines.range(ofLine: number, in: bytes)
    return number > 1 && !range.isEmpty && bytes[range].elementsEqual(bytes[lines.range(ofLine: number - 1, in: bytes)])
  }

  /// Without the second of two equal lines.
  mutating func dropTwice(around line: Int) {
    for number in max(2, line - Self.lineReachBefore)...max(2, line + 1) where isTwice(number) {
      let start = lines.range(ofLine: number, in: bytes).lowerBound
      all.append(Edit(start..<max(start, lines.range(ofLine: number + 1, in: bytes).lowerBound), ""))
    }
  }

  /// The end of the header in the place of a line of a few signs, one of which is its own.
  mutating func closeHeader() {
    for number in 2...max(2, min(lines.line(at: bytes.count), Self.headerReach)) {
      let range = lines.range(ofLine: number, in: bytes)
      partRule(range)
      guard (2...Self.shortLine).contains(range.count), bytes[range].contains(UInt8(ascii: "-")),
        !String(decoding: bytes[range], as: UTF8.self).unicodeScalars.contains(where: isPartOfWord)
      else { continue }
      all.append(Edit(range, "---"))
    }
  }

  /// The end of a line between the header's end and what has run into it.
  private mutating func partRule(_ line: ByteRange) {
    let (text, rule) = (bytes[line], "---".utf8)
    let (next, last) = (line.lowerBound + rule.count, line.upperBound - rule.count)
    guard line.count > rule.count else { return }
    func isOfTable(_ byte: UInt8) -> Bool { Array("-:|".utf8).contains(byte) }
    if text.starts(with: rule), !isOfTable(bytes[next]) { all.append(Edit(next..<next, "\n")) }
    if text.suffix(rule.count).elementsEqual(rule), !isOfTable(bytes[last - 1]) { all.append(Edit(last..<last, "\n")) }
  }

  /// How many lines a header has at most whose end is sought.
  private static let headerReach = 1000

  /// A brace in the place of the one sign that a line below holds.
  mutating func endFields(below line: Int) {
    for number in line...min(lines.line(at: bytes.count), line + Self.listReach) {
      let range = lines.range(ofLine: number, in: bytes)
      if range.count == 1 { all.append(Edit(range, "}")) }
    }
  }

  /// The lines around that are nearly those of blocks: with other than three colons, with another sign for them, or with them
  /// behind their word.
  mutating func mendFences(around line: Int, _ code: DiagnosticCode) {
    let last = lines.line(at: bytes.count)
    let before = code == .strayFence || code == .unclosedBlock ? Self.listReach : Self.lineReach
    for number in (max(1, line - before)...min(last, line + before)).reversed() {
      let range = lines.range(ofLine: number, in: bytes)
      let text = bytes[range]
      if text.first == UInt8(ascii: ":"), !text.starts(with: ":::".utf8) {
        mendFence(range)
      } else if text.count < Self.shortLine, text.count(where: { $0 == UInt8(ascii: ":") }) == 2, !text.contains(0x20) {
        all.append(Edit(range, ":::"))
      } else if let sign = text.first, Self.fenceSigns.contains(sign) || text.count == 1 && !isWordByte(sign),
        isRestOfFence(text.dropFirst())
      {
        all.append(Edit(range.lowerBound..<range.lowerBound + 1, ":::"))
      } else if code == .problemWithoutMeasures, Self.isLoneBlock(text) {
        all.append(Edit(range, "::: " + spelled(.measures)))
      } else if spelledWord(text) != nil, let blank = text.firstIndex(of: 0x20),
        text[blank...].dropFirst().starts(with: ":::".utf8)
      {
        all.append(Edit(range.lowerBound..<blank + 4, Array("::: ".utf8) + text[..<blank]))
      }
    }
  }

  /// One sign that may stand for three colons.
  private static let fenceSigns = Array("{}[]()%=<;,./\"".utf8)

  private func isWordByte(_ byte: UInt8) -> Bool {
    byte >= 0x80 || isPartOfWord(Unicode.Scalar(byte))
  }

  /// True for nothing, and for a word that begins a block behind a blank.
  private func isRestOfFence(_ text: ArraySlice<UInt8>) -> Bool {
    guard text.first == 0x20 else { return text.isEmpty }
    return Keyword.spelled(text.dropFirst().prefix { $0 > 0x20 }).map(Keyword.blocks.contains) ?? false
  }

  /// True for the line of a block that lacks what it is of: `::: when`.
  private static func isLoneBlock(_ text: ArraySlice<UInt8>) -> Bool {
    guard text.starts(with: "::: ".utf8), let word = Keyword.spelled(text.dropFirst(4)) else { return false }
    return [.when, .each, .problem].contains(word)
  }

  /// How many bytes a line has that is meant as three colons, at most.
  static let shortLine = 6

  /// Three colons at the start of a line that begins with some of them, and with other signs.
  mutating func mendFence(_ line: ByteRange) {
    let word = bytes[line].firstIndex { $0 != UInt8(ascii: ":") && $0 != 0x20 } ?? line.upperBound
    all.append(Edit(line.lowerBound..<word, word == line.upperBound ? ":::" : "::: "))
    let blank = bytes[word..<line.upperBound].firstIndex(of: 0x20) ?? line.upperBound
    all.append(Edit(line.lowerBound..<blank, ":::"))
  }
}
