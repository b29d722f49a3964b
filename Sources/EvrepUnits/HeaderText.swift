/// What the header of a column says of the unit of what is below: `Spend (£m)`, `% change`, `Pupils (thousands)`, `支出（万元）`.
///
/// One grammar for headers of data files and of tables in prose.
package struct HeaderText: Hashable, Sendable {
  package enum Reading: Hashable, Sendable {
    case unit(Unit)
    /// A scale of whatever is below.
    case scale(Unit)
    /// What looks like a unit and is none that is known.
    case unread
    /// A number of things that ratios are per, and nothing for other kinds: Rate per 1,000.
    case rate
  }

  package let reading: Reading
  /// The bytes that say so, from the header's first on.
  package let range: Range<Int>
  /// True where they stand in brackets, and so can be nothing else.
  package let isBracketed: Bool
  /// The unit with what the words before it are per: £/pupil of `Spend per pupil (£)`.
  package let rate: Unit?

  /// The unit of a column of this kind of numbers.
  package func unit(of kind: QuantityKind) -> Unit? {
    switch reading {
    case .unit(let unit): if let rate, rate.kind == kind { rate } else { unit }
    case .scale(let scale): Unit(name: scale.name, kind: kind, factor: scale.factor)
    case .unread, .rate: if let rate, rate.kind == kind { rate } else { nil }
    }
  }

  init(_ reading: Reading, _ range: Range<Int>, isBracketed: Bool = false, rate: Unit? = nil) {
    self.reading = reading
    self.range = range
    self.isBracketed = isBracketed
    self.rate = rate
  }
}

extension UnitRegistry {
  /// What a header says; nil where it names no unit.
  package func header(_ bytes: [UInt8]) -> HeaderText? {
    let cell = Self.unmarked(Self.trimmed(0..<bytes.count, bytes), bytes)
    guard let brackets = Self.brackets(cell, in: bytes) else { return unbracketed(bytes, cell) }
    let content = Self.trimmed(brackets.inner, bytes)
    let words = Self.trimmed(cell.lowerBound..<brackets.start, bytes)
    if let (reading, range) = parts(bytes, content) {
      var rate: Unit?
      if case .unit(let unit) = reading { rate = divisor(among: words, bytes).flatMap { unit.per($0.divisor) } }
      return HeaderText(reading, range, isBracketed: true, rate: rate)
    }
    if let read = unbracketed(bytes, words) { return read }
    guard looksLikeUnit(bytes, content) else { return nil }
    return HeaderText(.unread, content, isBracketed: true, rate: ratio(among: content, bytes)?.unit)
  }

  /// The unit of a ratio that is so many per 1,000, and the bytes that say so.
  private func ratio(among words: Range<Int>, _ bytes: [UInt8]) -> (unit: Unit, range: Range<Int>)? {
    guard let (divisor, start) = divisor(among: words, bytes), divisor.isCounted else { return nil }
    return divisor.ratio.map { ($0, start..<divisor.end) }
  }

  /// What the words of a header are per: Spend per pupil.
  private func divisor(among words: Range<Int>, _ bytes: [UInt8]) -> (divisor: Divisor, start: Int)? {
    for offset in words {
      let isFirst = offset == words.lowerBound || bytes[offset - 1] == UInt8(ascii: " ")
      guard isFirst, let found = divisor(behindPerAt: offset, in: bytes, limit: words.upperBound) else { continue }
      return (found, offset)
    }
    return nil
  }

  // MARK: In brackets

  /// A unit and a scale among parts with commas between: £m, 2023 prices; £, thousands.
  private func parts(_ bytes: [UInt8], _ content: Range<Int>) -> (HeaderText.Reading, Range<Int>)? {
    var unit: (unit: Unit, range: Range<Int>)?
    var scale: (unit: Unit, range: Range<Int>)?
    for part in Self.split(content, bytes) {
      let part = withoutLead(bytes, part)
      guard let found = whole(bytes, part) else { continue }
      if found.kind == .number {
        if scale == nil { scale = (found, part) }
      } else if unit == nil {
        unit = (found, part)
      }
    }
    guard let unit else { return scale.map { (.scale($0.unit), $0.range) } }
    guard let scale, let product = unit.unit.scaled(by: scale.unit, spaced: true) else {
      return (.unit(unit.unit), unit.range)
    }
    return (.unit(product), content)
  }

  /// The unit or scale that a text spells as a whole, as brackets in a header would.
  package func unit(spelled text: String) -> Unit? {
    let bytes = Array(text.utf8)
    return whole(bytes, 0..<bytes.count)
  }

  /// The unit or scale that a part is as a whole; names may begin with a capital.
  private func whole(_ bytes: [UInt8], _ part: Range<Int>) -> Unit? {
    guard !part.isEmpty else { return nil }
    if let unit = unit(in: bytes, part) ?? zeros(in: bytes, part) { return unit }
    let lower = Self.lowercased(bytes, part)
    return lower == bytes ? nil : unit(in: lower, part)
  }

  private func withoutLead(_ bytes: [UInt8], _ part: Range<Int>) -> Range<Int> {
    for lead in ["单位：", "单位:", "单位为", "unit:", "Unit:", "units:", "Units:", "in "]
    where bytes[part].starts(with: lead.utf8) {
      return Self.trimmed(part.lowerBound + lead.utf8.count..<part.upperBound, bytes)
    }
    return part
  }

  // MARK: Without brackets

  /// A unit that no other word of a header can be taken for: a currency sign, a percent sign or its words, 000s.
  private func unbracketed(_ bytes: [UInt8], _ cell: Range<Int>) -> HeaderText? {
    guard !cell.isEmpty else { return nil }
    let lower = Self.lowercased(bytes, cell)
    if let share = match(in: lower, from: cell.lowerBound, limit: cell.upperBound), isShare(share.unit) {
      return HeaderText(.unit(share.unit), cell.lowerBound..<share.end)
    }
    if let sign = (cell.lowerBound..<cell.upperBound).first(where: { currencyBegins(at: $0, bytes) }) {
      let rest = sign..<cell.upperBound
      if let unit = unit(in: bytes, rest) { return HeaderText(.unit(unit), rest) }
      guard sign == cell.lowerBound || bytes[sign - 1] == UInt8(ascii: " "),
        let match = match(in: bytes, from: sign, limit: cell.upperBound),
        match.end < cell.upperBound, [UInt8(ascii: " "), UInt8(ascii: ",")].contains(bytes[match.end])
      else { return HeaderText(.unread, rest) }
      return HeaderText(.unit(match.unit), sign..<match.end)
    }
    if bytes[cell.upperBound - 1] == UInt8(ascii: "%"), let percent = unit(named: "%") {
      return HeaderText(.unit(percent), cell.upperBound - 1..<cell.upperBound)
    }
    let start = bytes[cell].lastIndex(of: UInt8(ascii: " ")).map { $0 + 1 } ?? cell.lowerBound
    if start > cell.lowerBound, let share = unit(in: lower, start..<cell.upperBound), isShare(share) {
      return HeaderText(.unit(share), start..<cell.upperBound)
    }
    if let zeros = zeros(in: bytes, start..<cell.upperBound) {
      return HeaderText(.scale(zeros), start..<cell.upperBound)
    }
    return ratio(among: cell, bytes).map { HeaderText(.rate, $0.range, rate: $0.unit) }
  }

  /// Percent and percentage points, by signs or words in Latin letters.
  private func isShare(_ unit: Unit) -> Bool {
    guard let first = unit.name.utf8.first, first < 0x80 else { return false }
    return (unit.kind == .ratio || unit.kind == .points) && unit.factor == Number(mantissa: 1, decimals: 2)
  }

  private func currencyBegins(at offset: Int, _ bytes: [UInt8]) -> Bool {
    if bytes[offset] >= UInt8(ascii: "A"), bytes[offset] <= UInt8(ascii: "Z") {
      guard offset == 0 || bytes[offset - 1] == UInt8(ascii: " "), offset + 3 <= bytes.count else { return false }
      return unit(in: bytes, offset..<offset + 3)?.isCurrencyCode ?? false
    }
    guard bytes[offset] == UInt8(ascii: "$") || bytes[offset] >= 0xC2 else { return false }
    guard let match = simpleMatch(in: bytes, from: offset, limit: min(offset + 3, bytes.count), depth: 3) else {
      return false
    }
    return Unit.signed(match.unit.name) != nil
  }

  // MARK: Not understood

  /// True where brackets hold a sign, a scale or a divisor, and so had better be understood.
  private func looksLikeUnit(_ bytes: [UInt8], _ content: Range<Int>) -> Bool {
    if content.contains(where: { currencyBegins(at: $0, bytes) || bytes[$0] == UInt8(ascii: "%") }) { return true }
    let lower = Self.lowercased(bytes, content)
    var start = content.lowerBound
    while start < content.upperBound {
      var end = start
      while end < content.upperBound, lower[end] != UInt8(ascii: " ") { end += 1 }
      let word = start..<end
      if !word.isEmpty, lower[start] < 0x80 {
        if zeros(in: lower, word) != nil || lower[word].elementsEqual("per".utf8) { return true }
        if let unit = unit(in: lower, word), unit.kind == .number { return true }
      }
      start = end + 1
    }
    return false
  }
}

/// Bytes of headers.
extension UnitRegistry {
  private static let pairs: [(open: [UInt8], close: [UInt8])] = [
    ("（", "）"), ("(", ")"), ("［", "］"), ("[", "]"), ("【", "】"), ("〔", "〕"), ("（", ")"), ("(", "）"),
  ].map { (Array($0.0.utf8), Array($0.1.utf8)) }

  /// The last brackets of a header that ends in them.
  package static func brackets(_ cell: Range<Int>, in bytes: [UInt8]) -> (start: Int, inner: Range<Int>)? {
    for pair in pairs where bytes[cell].count > pair.open.count + pair.close.count {
      let end = cell.upperBound - pair.close.count
      guard bytes[end..<cell.upperBound].elementsEqual(pair.close) else { continue }
      var start = end - pair.open.count
      while start >= cell.lowerBound {
        if bytes[start..<start + pair.open.count].elementsEqual(pair.open) {
          return (start, start + pair.open.count..<end)
        }
        start -= 1
      }
    }
    return nil
  }

  /// The header without what stands behind its unit and is none: marks of footnotes, ¹ ① † [1] [^a] (2), and a year.
  private static func unmarked(_ cell: Range<Int>, _ bytes: [UInt8]) -> Range<Int> {
    var rest = cell
    while let start = markStart(rest, bytes) {
      rest = trimmed(rest.lowerBound..<start, bytes)
      guard !rest.isEmpty else { return cell }
      if bytes[rest.upperBound - 1] == UInt8(ascii: "%") || brackets(rest, in: bytes) != nil {
        // (%) [1] [2]: other marks may stand before this one.
        return unmarked(rest, bytes)
      }
    }
    return cell
  }

  /// Where the mark begins that ends a header; nil for none.
  private static func markStart(_ cell: Range<Int>, _ bytes: [UInt8]) -> Int? {
    let text = bytes[cell]
    // ¹ ² ³ are C2 B9, B2, B3; † ‡ E2 80 A0, A1; ⁰ to ⁹ E2 81 B0 to B9; ① to ⑳ E2 91 A0 to B3.
    if let first = text.dropLast(1).last, first == 0xC2, [0xB9, 0xB2, 0xB3].contains(text.last) {
      return cell.upperBound - 2
    }
    if text.count > 3, text[cell.upperBound - 3] == 0xE2 {
      let (second, third) = (text[cell.upperBound - 2], text[cell.upperBound - 1])
      switch second {
      case 0x80 where third == 0xA0 || third == 0xA1, 0x81 where (0xB0...0xB9).contains(third),
        0x91 where (0xA0...0xB3).contains(third):
        return cell.upperBound - 3
      default: break
      }
    }
    func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
    if let brackets = brackets(cell, in: bytes) {
      // [1] and [^a] are footnotes; so are digits in other brackets: (1).
      let inner = bytes[brackets.inner]
      let isNote = inner.first == UInt8(ascii: "^") || inner.allSatisfy(isDigit)
      return isNote && !inner.isEmpty ? brackets.start : nil
    }
    // A year: four digits, with 年 or without.
    var end = cell.upperBound
    if text.count > 3, text.suffix(3).elementsEqual("年".utf8) { end -= 3 }
    guard end - cell.lowerBound > 4, bytes[end - 4..<end].allSatisfy(isDigit), !isDigit(bytes[end - 5]) else {
      return nil
    }
    var start = end - 4
    while start > cell.lowerBound, bytes[start - 1] == UInt8(ascii: " ") || bytes[start - 1] == UInt8(ascii: ",") {
      start -= 1
    }
    return start
  }

  /// Parts between commas and semicolons; a comma between digits parts nothing.
  private static func split(_ range: Range<Int>, _ bytes: [UInt8]) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start = range.lowerBound
    func isDigit(_ offset: Int) -> Bool { range.contains(offset) && bytes[offset] &- 0x30 < 10 }
    for offset in range {
      let isComma = bytes[offset] == UInt8(ascii: ",") && !(isDigit(offset - 1) && isDigit(offset + 1))
      if isComma || bytes[offset] == UInt8(ascii: ";") {
        parts.append(trimmed(start..<offset, bytes))
        start = offset + 1
      } else if offset + 3 <= range.upperBound,
        ["，", "；", "、"].contains(where: { bytes[offset..<offset + 3].elementsEqual($0.utf8) })
      {
        parts.append(trimmed(start..<offset, bytes))
        start = offset + 3
      }
    }
    parts.append(trimmed(start..<range.upperBound, bytes))
    return parts
  }

  private static func trimmed(_ range: Range<Int>, _ bytes: [UInt8]) -> Range<Int> {
    func isBlank(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0D, UInt8(ascii: "*")].contains(byte) }
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, isBlank(bytes[start]) { start += 1 }
    while end > start, isBlank(bytes[end - 1]) { end -= 1 }
    return start..<end
  }

  /// The bytes with the capitals of words in `range` that have three letters and more made small.
  private static func lowercased(_ bytes: [UInt8], _ range: Range<Int>) -> [UInt8] {
    var result = bytes
    var start = range.lowerBound
    func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z") }
    while start < range.upperBound {
      var end = start
      while end < range.upperBound, isLetter(bytes[end]) { end += 1 }
      if end - start >= 3 { for offset in start..<end { result[offset] |= 0x20 } }
      start = end + 1
    }
    return result
  }
}
