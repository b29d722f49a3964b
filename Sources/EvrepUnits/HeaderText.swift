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
    /// What the figures are per, without a unit of their own: (per pupil).
    case divisor
    /// Nothing for kinds of numbers that no other unit is named of: Rate per 1,000, Area (ha).
    case other
  }

  package let reading: Reading
  /// The bytes that say so, from the header's first on.
  package internal(set) var range: Range<Int>
  /// True where they stand in brackets, or for another reason can be nothing else.
  package let isBracketed: Bool
  /// Units of particular kinds of numbers: £/pupil of `Spend per pupil (£)`, 人 of （万元、人）.
  package let others: [Unit]

  /// The unit of a column of this kind of numbers.
  package func unit(of kind: QuantityKind) -> Unit? {
    if let other = others.first(where: { $0.kind == kind }) { return other }
    switch reading {
    case .unit(let unit): return unit
    case .scale(let scale): return Unit(name: scale.name, kind: kind, factor: scale.factor)
    case .unread, .divisor, .other: return nil
    }
  }

  init(_ reading: Reading, _ range: Range<Int>, isBracketed: Bool = false, others: [Unit] = []) {
    self.reading = reading
    self.range = range
    self.isBracketed = isBracketed
    self.others = others
  }
}

extension UnitRegistry {
  /// What a header says; nil where it names no unit.
  package func header(_ bytes: [UInt8]) -> HeaderText? {
    let narrow = NarrowHeader(bytes)
    let cell = Self.unmarked(Self.trimmed(0..<narrow.bytes.count, narrow.bytes), narrow.bytes)
    var text = header(cell, narrow.bytes, depth: 0)
    if let range = text?.range { text?.range = narrow.stored(range) }
    return text
  }

  private func header(_ cell: Range<Int>, _ bytes: [UInt8], depth: Int) -> HeaderText? {
    guard !cell.isEmpty else { return nil }
    guard let brackets = Self.brackets(cell, in: bytes) else {
      // Spend (£m) by school
      if let inner = Self.lastBrackets(cell, in: bytes),
        !Self.namesRate(inner.inner.upperBound..<cell.upperBound, bytes),
        let read = bracketed(inner.inner, words: cell.lowerBound..<inner.start, bytes)
      {
        return read
      }
      return unbracketed(bytes, cell)
    }
    let content = Self.trimmed(brackets.inner, bytes)
    let words = Self.trimmed(cell.lowerBound..<brackets.start, bytes)
    if let read = bracketed(content, words: words, bytes) { return read }
    // Spend (£m) (actual)
    if let read = depth < 4 ? header(words, bytes, depth: depth + 1) : unbracketed(bytes, words) { return read }
    return doubt(content, bytes)
  }

  /// What brackets say, together with the words before them; nil where no unit stands in them.
  private func bracketed(_ content: Range<Int>, words: Range<Int>, _ bytes: [UInt8]) -> HeaderText? {
    guard let read = parts(bytes, content) else { return nil }
    let unread = HeaderText(.unread, content, isBracketed: true)
    switch read.reading {
    case .unit(let unit):
      let (product, isRead) = scaled(unit, among: words, bytes)
      guard isRead else { return unread }
      let rate = divisor(among: words, bytes).flatMap { product.per($0.divisor) }
      return HeaderText(.unit(product), read.range, isBracketed: true, others: (rate.map { [$0] } ?? []) + read.others)
    case .scale(let scale):
      // Spend £m (millions): the scale once more, or another one.
      let before = unbracketed(bytes, words)
      if case .unit(let unit) = before?.reading, !isPlain(unit), unit.factor != scale.factor { return unread }
      if case .scale(let other) = before?.reading, other.factor != scale.factor { return unread }
      return read
    default: return read
    }
  }

  /// The unit with the scale that the words beside it state: Spend in thousands (£). False where they contradict each other.
  private func scaled(_ unit: Unit, among words: Range<Int>, _ bytes: [UInt8]) -> (unit: Unit, isRead: Bool) {
    switch scale(among: words, bytes) {
    case .scale(let scale, _):
      guard isPlain(unit) else { return (unit, unit.factor == scale.factor) }
      guard let product = unit.isPrefix ? unit.followed(by: scale, spaced: true) : unit.scaled(by: scale, spaced: true)
      else { return (unit, false) }
      return (product, true)
    case .unread: return (unit, false)
    case nil: return (unit, true)
    }
  }

  /// True for a unit that no scale is part of.
  func isPlain(_ unit: Unit) -> Bool {
    if let (_, rest) = Unit.signed(unit.name) { return rest.isEmpty || rest.utf8.first == UInt8(ascii: "/") }
    let name = Array(unit.name.utf8)
    return !isScaled(unit) && (name.count <= 3 || name[3] == UInt8(ascii: "/") || !isCurrencyCode(at: 0, name))
  }

  /// The unit of a ratio that is so many per 1,000, and the bytes that say so.
  func ratio(among words: Range<Int>, _ bytes: [UInt8]) -> (unit: Unit, range: Range<Int>)? {
    guard let (divisor, start) = divisor(among: words, bytes), divisor.isCounted else { return nil }
    return divisor.ratio.map { ($0, start..<divisor.end) }
  }

  /// What the words of a header are per: Spend per pupil.
  func divisor(among words: Range<Int>, _ bytes: [UInt8]) -> (divisor: Divisor, start: Int)? {
    for offset in words {
      let isFirst = offset == words.lowerBound || bytes[offset - 1] == UInt8(ascii: " ")
      guard isFirst, let found = divisor(behindPerAt: offset, in: bytes, limit: words.upperBound) else { continue }
      return (found, offset)
    }
    return nil
  }

  // MARK: In brackets

  /// A unit and a scale among parts with commas between: £m, 2023 prices; £, thousands.
  private func parts(_ bytes: [UInt8], _ content: Range<Int>) -> HeaderText? {
    var units: [(unit: Unit, range: Range<Int>)] = []
    var scale: (unit: Unit, range: Range<Int>)?
    var unread: Range<Int>?
    let all = Self.split(content, bytes)
    if all.count == 1, let short = abbreviation(withoutLead(bytes, all[0]), bytes) { return short }
    for part in all {
      let part = withoutLead(bytes, part)
      switch piece(part, bytes) {
      case .unit(let unit, let range) where unit.kind == .number: if scale == nil { scale = (unit, range) }
      case .unit(let unit, let range): units.append((unit, range))
      case .unread: unread = unread ?? part
      case nil:
        // £m, per pupil
        guard let last = units.last, let per = divisor(behindPerAt: part.lowerBound, in: bytes, limit: part.upperBound),
          let quotient = last.unit.per(per)
        else { continue }
        units[units.count - 1].unit = quotient
      }
    }
    if let unread { return HeaderText(.unread, unread, isBracketed: true) }
    guard let first = units.first else { return scale.map { HeaderText(.scale($0.unit), $0.range, isBracketed: true) } }
    let others = units.dropFirst().map(\.unit)
    guard let scale else { return HeaderText(.unit(first.unit), first.range, isBracketed: true, others: others) }
    guard isPlain(first.unit) || first.unit.factor == scale.unit.factor, units.count == 1 else {
      return HeaderText(.unread, content, isBracketed: true)
    }
    guard isPlain(first.unit), let product = first.unit.scaled(by: scale.unit, spaced: true) else {
      return HeaderText(.unit(first.unit), first.range, isBracketed: true)
    }
    return HeaderText(.unit(product), content, isBracketed: true)
  }

  /// The unit or scale that a text spells as a whole, as brackets in a header would.
  package func unit(spelled text: String) -> Unit? {
    let bytes = Array(text.utf8)
    return whole(bytes, 0..<bytes.count)
  }

  /// The unit or scale that a part is as a whole; names may begin with a capital.
  func whole(_ bytes: [UInt8], _ part: Range<Int>) -> Unit? {
    guard !part.isEmpty else { return nil }
    if let unit = unit(in: bytes, part) ?? zeros(in: bytes, part) { return unit }
    let lower = Self.lowercased(bytes, part)
    return lower == bytes ? nil : unit(in: lower, part)
  }

  private static let leads = ["单位:", "单位为", "unit:", "units:", "in ", "人民币:", "人民币"].map { Array($0.utf8) }

  /// The part without words that come before a unit; 人民币 behind it is one more of them.
  func withoutLead(_ bytes: [UInt8], _ part: Range<Int>) -> Range<Int> {
    var part = part
    while let lead = Self.leads.first(where: { Self.begins(with: $0, part, bytes) }) {
      part = Self.trimmed(part.lowerBound + lead.count..<part.upperBound, bytes)
    }
    let currency = "人民币".utf8
    if bytes[part].reversed().starts(with: currency.reversed()) {
      return Self.trimmed(part.lowerBound..<part.upperBound - currency.count, bytes)
    }
    return part
  }

  /// True where a part begins with small letters, whatever the case of its own.
  static func begins(with lead: [UInt8], _ part: Range<Int>, _ bytes: [UInt8]) -> Bool {
    guard part.count >= lead.count else { return false }
    return lead.indices.allSatisfy { index in
      let byte = bytes[part.lowerBound + index]
      return byte == lead[index] || (byte >= 0x41 && byte <= 0x5A && byte | 0x20 == lead[index])
    }
  }

  // MARK: Without brackets

  /// A unit that no other word of a header can be taken for: a currency sign, a percent sign or its words, 000s, thousands at the
  /// end, 万元 at the end, whatever stands behind 单位：.
  private func unbracketed(_ bytes: [UInt8], _ cell: Range<Int>) -> HeaderText? {
    guard !cell.isEmpty else { return nil }
    if let lead = labelled(cell, bytes) { return lead }
    let lower = Self.lowercased(bytes, cell)
    if let share = match(in: lower, from: cell.lowerBound, limit: cell.upperBound), isShare(share.unit) {
      return HeaderText(.unit(share.unit), cell.lowerBound..<share.end)
    }
    if let sign = (cell.lowerBound..<cell.upperBound).first(where: { currencyBegins(at: $0, bytes) }) {
      let rest = sign..<cell.upperBound
      guard case .unit(let unit, let range) = money(rest, bytes),
        range == rest || sign == cell.lowerBound || bytes[sign - 1] == UInt8(ascii: " ")
      else { return HeaderText(.unread, rest) }
      let (product, isRead) = scaled(unit, among: Self.trimmed(cell.lowerBound..<sign, bytes), bytes)
      return HeaderText(isRead ? .unit(product) : .unread, range)
    }
    if bytes[cell.upperBound - 1] == UInt8(ascii: "%"), let percent = unit(named: "%") {
      return HeaderText(.unit(percent), cell.upperBound - 1..<cell.upperBound)
    }
    let start = bytes[cell].lastIndex(of: UInt8(ascii: " ")).map { $0 + 1 } ?? cell.lowerBound
    if start > cell.lowerBound, let share = unit(in: lower, start..<cell.upperBound), isShare(share) {
      return HeaderText(.unit(share), start..<cell.upperBound)
    }
    switch scale(among: cell, bytes) {
    case .scale(let scale, let range): return HeaderText(.scale(scale), range)
    case .unread(let range): return HeaderText(.unread, range, isBracketed: true)
    case nil: break
    }
    if let (unit, range) = scaledEnd(cell, bytes) { return HeaderText(.other, range, others: [unit]) }
    return ratio(among: cell, bytes).map { HeaderText(.other, $0.range, others: [$0.unit]) }
  }

  /// What stands behind 单位： in a header.
  private func labelled(_ cell: Range<Int>, _ bytes: [UInt8]) -> HeaderText? {
    let label = Array("单位:".utf8)
    guard
      let start = cell.dropLast(label.count).last(where: {
        bytes[$0] == label[0] && Self.begins(with: label, $0..<cell.upperBound, bytes)
      })
    else { return nil }
    return parts(bytes, start + label.count..<cell.upperBound)
  }

  /// Percent and percentage points, by signs or words in Latin letters.
  func isShare(_ unit: Unit) -> Bool {
    guard let first = unit.name.utf8.first, first < 0x80 else { return false }
    return (unit.kind == .ratio || unit.kind == .points) && unit.factor == Number(mantissa: 1, decimals: 2)
  }

  func currencyBegins(at offset: Int, _ bytes: [UInt8]) -> Bool {
    if bytes[offset] >= UInt8(ascii: "A"), bytes[offset] <= UInt8(ascii: "Z") {
      guard offset == 0 || bytes[offset - 1] == UInt8(ascii: " ") else { return false }
      return isCurrencyCode(at: offset, bytes)
    }
    guard bytes[offset] == UInt8(ascii: "$") || bytes[offset] >= 0xC2 else { return false }
    guard let match = simpleMatch(in: bytes, from: offset, limit: min(offset + 3, bytes.count), depth: 3) else {
      return false
    }
    return Unit.signed(match.unit.name) != nil
  }

  func isCurrencyCode(at offset: Int, _ bytes: [UInt8]) -> Bool {
    offset + 3 <= bytes.count && (unit(in: bytes, offset..<offset + 3)?.isCurrencyCode ?? false)
  }
}
