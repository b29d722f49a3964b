/// Scales in the words of headers, and what is nearly a unit there.
///
/// A scale that is passed over makes every figure of the column wrong by it: what looks like one is understood or refused.
extension UnitRegistry {
  /// What a part of a header says.
  enum HeaderPiece {
    case unit(Unit, Range<Int>)
    case unread
  }

  /// A scale among words.
  enum HeaderScale {
    case scale(Unit, Range<Int>)
    case unread(Range<Int>)
  }

  /// The unit or scale that a part between commas states; nil where it states none.
  func piece(_ part: Range<Int>, _ bytes: [UInt8]) -> HeaderPiece? {
    guard !part.isEmpty else { return nil }
    if let unit = whole(bytes, part) { return .unit(unit, part) }
    if currencyBegins(at: part.lowerBound, bytes) || isCurrencyCode(at: part.lowerBound, bytes) {
      return money(part, bytes)
    }
    // What figures are per has a number, and is no scale of them.
    if Self.begins(with: Self.per, part, bytes) { return nil }
    let lower = Self.lowercased(bytes, part)
    if let match = match(in: lower, from: part.lowerBound, limit: part.upperBound), match.end < part.upperBound {
      let rest = Self.trimmed(match.end..<part.upperBound, bytes)
      if isShare(match.unit), bytes[match.end] == UInt8(ascii: " "), !holdsScale(rest, bytes) {
        return .unit(match.unit, part.lowerBound..<match.end)
      }
      // thousands of pupils
      if match.unit.kind == .number, Self.begins(with: Array("of ".utf8), rest, bytes) {
        let things = Self.trimmed(rest.lowerBound + 3..<rest.upperBound, bytes)
        guard let unit = whole(bytes, things), unit.kind != .number,
          let product = unit.scaled(by: match.unit, spaced: true)
        else { return holdsScale(things, bytes) ? .unread : .unit(match.unit, part.lowerBound..<match.end) }
        return .unit(product, part)
      }
    }
    if let found = scaledShort(part, lower, bytes) ?? powerOfTen(part, bytes) { return found }
    return holdsScale(part, bytes) ? .unread : nil
  }

  /// A scale and a unit as headers alone write them: '000 t, million L.
  private func scaledShort(_ part: Range<Int>, _ lower: [UInt8], _ bytes: [UInt8]) -> HeaderPiece? {
    guard let word = Self.words(part, bytes).first, word.upperBound < part.upperBound,
      let scale = zeros(in: bytes, word) ?? unit(in: lower, word), scale.kind == .number
    else { return nil }
    let rest = Self.trimmed(word.upperBound..<part.upperBound, bytes)
    let short = Self.short[String(decoding: bytes[rest], as: UTF8.self)].flatMap { unit(named: $0) }
    guard let unit = short ?? whole(bytes, rest), case .dimension = unit.kind,
      let product = unit.scaled(by: scale, spaced: true)
    else { return nil }
    return .unit(product, part)
  }

  /// A currency with its scale, and other words behind a blank: £m real terms, £ in thousands, RMB 万元.
  func money(_ part: Range<Int>, _ bytes: [UInt8]) -> HeaderPiece {
    if let unit = whole(bytes, part) { return .unit(unit, part) }
    guard let match = match(in: bytes, from: part.lowerBound, limit: part.upperBound), match.end < part.upperBound
    else {
      return .unread
    }
    let isCode = isCurrencyCode(at: part.lowerBound, bytes)
    if let sign = isCode
      ? unit(in: bytes, part.lowerBound..<part.lowerBound + 3)
      : Unit.signed(match.unit.name).flatMap({
        unit(named: $0.sign)
      })
    {
      let rest = Self.trimmed(part.lowerBound + (isCode ? 3 : sign.name.utf8.count)..<part.upperBound, bytes)
      if let named = whole(bytes, rest), named.kind == sign.kind { return .unit(named, part) }
    }
    guard [UInt8(ascii: " "), UInt8(ascii: ",")].contains(bytes[match.end]) else { return .unread }
    var rest = Self.trimmed(match.end + 1..<part.upperBound, bytes)
    if Self.begins(with: Array("in ".utf8), rest, bytes) {
      rest = Self.trimmed(rest.lowerBound + 3..<rest.upperBound, bytes)
    }
    if let scale = whole(bytes, rest), scale.kind == .number {
      guard isPlain(match.unit), let product = match.unit.followed(by: scale, spaced: true) else { return .unread }
      return .unit(product, part)
    }
    if Self.begins(with: Self.per, rest, bytes) || holdsScale(rest, bytes) { return .unread }
    return .unit(match.unit, part.lowerBound..<match.end)
  }

  private static let per = Array("per ".utf8)

  /// A power of ten, and the unit behind it: 10,000 yuan, 100 million yuan, ×1000, 1000s.
  private func powerOfTen(_ part: Range<Int>, _ bytes: [UInt8]) -> HeaderPiece? {
    var start = part.lowerBound
    if bytes[start] | 0x20 == UInt8(ascii: "x") || bytes[start] == UInt8(ascii: "*") { start += 1 }
    if bytes[part].starts(with: "×".utf8) { start += 2 }
    let isTimes = start > part.lowerBound
    if isTimes { start = Self.trimmed(start..<part.upperBound, bytes).lowerBound }
    guard let (count, end) = powerOfTen(at: start, limit: part.upperBound, bytes), isTimes || count >= 100 else {
      return nil
    }
    let scale = Unit(
      name: String(decoding: bytes[start..<end], as: UTF8.self), kind: .number,
      factor: Number(mantissa: count, decimals: 0))
    if end == part.upperBound { return .unit(scale, part) }
    if bytes[end] == UInt8(ascii: "s"), end + 1 == part.upperBound { return .unit(scale, part) }
    let rest = Self.trimmed(end..<part.upperBound, bytes)
    guard let unit = whole(bytes, rest), let product = unit.scaled(by: scale, spaced: true) else {
      return count >= 1000 || isTimes ? .unread : nil
    }
    return .unit(product, part)
  }

  /// The number at `start` where it is a one and zeros, with commas or single blanks between threes of them.
  private func powerOfTen(at start: Int, limit: Int, _ bytes: [UInt8]) -> (count: Int64, end: Int)? {
    guard start < limit, bytes[start] == UInt8(ascii: "1") else { return nil }
    var (end, count) = (start + 1, Int64(1))
    func isZero(_ offset: Int) -> Bool { offset < limit && bytes[offset] == UInt8(ascii: "0") }
    while end < limit, count < 1_000_000_000_000 {
      let isGap = bytes[end] == UInt8(ascii: ",") || bytes[end] == UInt8(ascii: " ")
      if isGap, isZero(end + 1), isZero(end + 2), isZero(end + 3) { end += 1 }
      guard isZero(end) else { break }
      (end, count) = (end + 1, count * 10)
    }
    if end < limit, bytes[end] &- 0x30 < 10 { return nil }
    return count > 1 ? (count, end) : nil
  }

  // MARK: Words

  /// The scale that the words of a header state: Pupils, thousands; Spend in millions; Thousands of pupils; Pupils 000s.
  func scale(among cell: Range<Int>, _ bytes: [UInt8]) -> HeaderScale? {
    if let per = divisor(among: cell, bytes), per.divisor.isCounted { return nil }
    let lower = Self.lowercased(bytes, cell)
    let words = Self.words(cell, bytes)
    for (index, word) in words.enumerated() {
      let isLast = index == words.count - 1
      if isLast, let zeros = zeros(in: bytes, word) { return .scale(zeros, word) }
      guard let scale = unit(in: lower, word), scale.kind == .number, scale.isLatin else { continue }
      func isWord(_ text: String, at index: Int) -> Bool {
        words.indices.contains(index) && lower[words[index]].elementsEqual(text.utf8)
      }
      let isPlural = lower[word.upperBound - 1] == UInt8(ascii: "s")
      let isFirstOfAll = isPlural && isWord("of", at: index + 1)
      let isBehindComma =
        index > 0 && bytes[words[index - 1].upperBound..<word.lowerBound].contains(UInt8(ascii: ","))
      let isStated = isWord("in", at: index - 1) || (isLast && (isPlural || isBehindComma))
      guard isStated || isFirstOfAll else { continue }
      // hundred thousands, 10 thousands, tens of thousands
      let before = index > 0 ? words[index - 1] : nil
      let isCounted =
        before.map { bytes[$0.lowerBound] &- 0x30 < 10 || unit(in: lower, $0)?.kind == .number } ?? false
      // in hundred thousands
      let isCounting = !isLast && unit(in: lower, words[index + 1])?.kind == .number
      if isCounted || isCounting || isWord("of", at: index - 1) {
        return .unread((before?.lowerBound ?? word.lowerBound)..<word.upperBound)
      }
      return .scale(scale, word)
    }
    return nil
  }

  /// A unit with a Chinese scale that ends a header: 支出万元, 在校生/万人; not 每万人.
  func scaledEnd(_ cell: Range<Int>, _ bytes: [UInt8]) -> (unit: Unit, range: Range<Int>)? {
    for offset in cell.dropFirst() where bytes[offset] >= 0xE3 {
      guard let match = scaledUnit(at: offset, limit: cell.upperBound, bytes), match.end == cell.upperBound else {
        continue
      }
      return (match.unit, offset..<cell.upperBound)
    }
    return nil
  }

  /// 万元, 亿人: what stands at `offset` if it is a scale from a thousand on and a unit, and no number of things.
  private func scaledUnit(at offset: Int, limit: Int, _ bytes: [UInt8]) -> Match? {
    guard let scale = simpleMatch(in: bytes, from: offset, limit: limit, depth: 3), scale.unit.kind == .number,
      scale.unit.factor >= Number(1000),
      let match = match(in: bytes, from: offset, limit: limit), match.end > scale.end, case .dimension = match.unit.kind
    else { return nil }
    let before = bytes[..<offset].suffix(3)
    let isCounted = (before.last.map { $0 &- 0x30 < 10 } ?? false) || Self.counts.contains { before.elementsEqual($0) }
    let isBound = Self.bounds.contains { bytes[match.end..<limit].starts(with: $0) }
    return isCounted || isBound ? nil : match
  }

  private static let counts = "每一二三四五六七八九十几数百千".map { Array(String($0).utf8) }
  private static let bounds = ["以上", "以下", "以内", "及以"].map { Array($0.utf8) }

  /// Words as statistics write scales, which the library has not.
  private static let foreign: [[UInt8]] = [
    "thou", "thous", "thousand's", "thds", "tsd", "mil", "mill", "mils", "mio", "mln", "mm", "mn", "bn", "tn", "bil",
    "bln", "k", "m", "mrd",
    "lakh", "lakhs", "crore", "crores", "dozen", "dozens", "hundreds", "tens", "000's", "'000's",
  ].map { Array($0.utf8) }

  /// True where a part holds a scale, or what is nearly one.
  func holdsScale(_ part: Range<Int>, _ bytes: [UInt8]) -> Bool {
    guard !part.isEmpty else { return false }
    let lower = Self.lowercased(bytes, part)
    let words = Self.words(part, bytes)
    for (index, word) in words.enumerated() where bytes[word.lowerBound] < 0x80 {
      if zeros(in: lower, word) != nil { return true }
      if let unit = unit(in: lower, word), unit.kind == .number { return true }
      if words.count == 1 || index > 0 {
        var plain = bytes[word].map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
        if plain.last == UInt8(ascii: ".") { plain.removeLast() }
        if plain.count > (words.count == 1 ? 2 : 0), Self.foreign.contains(plain) { return true }
      }
      let isTimes = index > 0 && [["x"], ["*"], ["in"]].contains { lower[words[index - 1]].elementsEqual($0[0].utf8) }
      if isTimes, let found = powerOfTen(at: word.lowerBound, limit: part.upperBound, bytes), found.count >= 1000 {
        return true
      }
    }
    // × and 10 with an exponent
    if part.contains(where: { offset in Self.signs.contains { bytes[offset..<part.upperBound].starts(with: $0) } }) {
      return true
    }
    for offset in part where bytes[offset] >= 0xE3 {
      if scaledUnit(at: offset, limit: part.upperBound, bytes) != nil { return true }
      if Self.otherScales.contains(where: { bytes[offset..<part.upperBound].starts(with: $0) }) { return true }
    }
    // 万株, where 株 is no unit that is known.
    guard bytes[part.lowerBound] >= 0xE3,
      let scale = simpleMatch(in: bytes, from: part.lowerBound, limit: part.upperBound, depth: 3)
    else { return false }
    return scale.unit.kind == .number && scale.unit.factor >= Number(10_000)
      && !(scale.end..<part.upperBound).contains { offset in
        Self.bounds.contains { bytes[offset..<part.upperBound].starts(with: $0) }
      }
  }

  private static let signs = ["×", "10^", "10²", "10³", "10⁴", "10⁵", "10⁶", "10⁷", "10⁸", "10⁹"].map { Array($0.utf8) }

  /// Scales in other characters, and money that is not 元.
  private static let otherScales = [
    "萬", "億", "仟", "佰", "美元", "港元", "港币", "欧元", "英镑", "日元", "美金", "澳元", "加元",
  ].map { Array($0.utf8) }

  private static func words(_ range: Range<Int>, _ bytes: [UInt8]) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var start = range.lowerBound
    func isDigit(_ offset: Int) -> Bool { range.contains(offset) && bytes[offset] &- 0x30 < 10 }
    for offset in range.lowerBound...range.upperBound {
      let isEnd =
        offset == range.upperBound || bytes[offset] == UInt8(ascii: " ") || bytes[offset] == UInt8(ascii: ";")
        || (bytes[offset] == UInt8(ascii: ",") && !(isDigit(offset - 1) && isDigit(offset + 1)))
      guard isEnd else { continue }
      if offset > start { words.append(start..<offset) }
      start = offset + 1
    }
    return words
  }

  // MARK: Not understood

  /// Short forms that are units in headers alone.
  private static let short: [String: String] = [
    "ha": "hectare", "m2": "m²", "sqm": "m²", "sq m": "m²", "m^2": "m²", "km2": "km²", "sq km": "km²", "sqkm": "km²",
    "km^2": "km²",
    "m3": "m³", "m^3": "m³", "l": "litre", "L": "litre", "Ml": "megalitre", "ML": "megalitre", "ft": "foot",
    "mi": "mile", "cm": "厘米", "t": "tonne", "h": "hour", "hr": "hour",
    "hrs": "hour",
    "min": "minute", "mins": "minute", "yr": "year", "yrs": "year",
  ]

  /// What a short form alone in brackets is: (ha), (m) of money or of a length, (k) of money.
  func abbreviation(_ part: Range<Int>, _ bytes: [UInt8]) -> HeaderText? {
    guard part.count <= 5, !part.isEmpty, bytes[part].allSatisfy({ $0 < 0x80 }), whole(bytes, part) == nil else {
      return nil
    }
    let name = String(decoding: bytes[part], as: UTF8.self)
    if let scale = moneyScale(at: part.lowerBound, in: bytes, limit: part.upperBound), scale.end == part.upperBound {
      var units = currencies.compactMap { $0.followed(by: scale.unit, spaced: false) }
      if name == "m", let metre = unit(named: "metre") { units.append(metre) }
      return HeaderText(.unread, part, isBracketed: true, others: units)
    }
    if let unit = Self.short[name].flatMap({ unit(named: $0) }) {
      return HeaderText(.other, part, isBracketed: true, others: [unit])
    }
    // A capital may be a group: Pupils (M), Grade (B).
    let isCapital = ["K", "M", "B", "T", "MM", "MN", "BN"].contains(name)
    return isCapital ? HeaderText(.unread, part) : nil
  }

  /// What brackets are that hold no unit: those with a sign, a scale or a divisor had better be understood.
  func doubt(_ content: Range<Int>, _ bytes: [UInt8]) -> HeaderText? {
    let isMoney = content.contains {
      currencyBegins(at: $0, bytes) || bytes[$0] == UInt8(ascii: "%") || isCurrencyCode(at: $0, bytes)
    }
    if isMoney {
      return HeaderText(
        .unread, content, isBracketed: true, others: ratio(among: content, bytes).map { [$0.unit] } ?? [])
    }
    let isPer = Self.words(content, bytes).contains {
      Self.begins(with: Self.per, $0.lowerBound..<content.upperBound, bytes)
    }
    guard isPer else { return nil }
    return HeaderText(
      .divisor, content, isBracketed: true, others: ratio(among: content, bytes).map { [$0.unit] } ?? [])
  }
}

extension UnitRegistry {
  /// A sign of each currency.
  private var currencies: [Unit] {
    var signs: [Unit] = []
    for unit in units where unit.isPrefix && unit.base != nil && !signs.contains(where: { $0.kind == unit.kind }) {
      signs.append(unit)
    }
    return signs
  }

  /// True for money, and for money per something.
  package func isMoney(_ kind: QuantityKind) -> Bool {
    guard case .dimension(let dimension) = kind else { return false }
    let bases = currencies.compactMap(\.base)
    return dimension.factors.contains { $0.exponent > 0 && bases.contains($0.base) }
  }
}
