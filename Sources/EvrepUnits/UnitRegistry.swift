/// The units that a program knows, by name.
///
/// A unit of kind `number` is a *scale* (万, million): it may stand before any other unit, as in 万元, and behind a currency sign, as in
/// £ million. One that is declared with ¤ before its name is a scale behind currencies alone: £3.4m.
package struct UnitRegistry: Sendable {
  /// What a `unit` declaration says its unit to be.
  package enum Definition: Hashable, Sendable {
    /// A dimension of its own.
    case newDimension
    /// The unit 1 of ratios (倍).
    case ratio
    /// The unit 1 of percentage points as a fraction; 百分点 is a hundredth of it.
    case points
    /// `Number` times another unit, or a scale when the unit is `Unit.number`.
    case multiple(Number, of: Unit)
  }

  /// Names that prose may spell after a hole, by their first byte, longest first.
  private var spellings: [[Spelling]] = Array(repeating: [], count: 256)
  /// Scales that stand behind a currency alone, without their ¤, longest first.
  private(set) var moneyScales: [Spelling] = []
  /// What the base dimensions are called.
  private var bases: [Base] = []
  /// Words before a figure that have a part in its unit.
  package private(set) var leadingWords = LeadingWords()

  struct Spelling: Sendable {
    let bytes: [UInt8]
    let unit: Unit
  }

  /// The units that measure a base dimension without a factor.
  private struct Base: Sendable {
    /// The one that it is described by: at first the one that declared it.
    var usual: Unit
    /// The first with a name in Latin letters.
    var latin: Unit?
    /// True where the report names the usual one.
    var isNamed = false
  }

  package init() {}

  /// Declares `name`; false, and no change, if the name is taken.
  package mutating func declare(_ name: String, plural: String? = nil, as definition: Definition) -> Bool {
    guard declared(name) == nil, plural.map({ declared($0) == nil || $0 == name }) ?? true else { return false }
    if name.hasPrefix("¤"), case .multiple(let number, let base) = definition, base.kind == .number {
      return declareMoneyScale(String(name.dropFirst()), number)
    }
    let isPluralSpelled = plural != nil
    let plural = plural ?? Self.regularPlural(name)
    let unit: Unit
    switch definition {
    case .newDimension:
      let base = Dimension.Base(truncatingIfNeeded: bases.count)
      guard Int(base) == bases.count else { return false }
      unit = Unit(name: name, plural: plural, kind: .dimension(Dimension(base: base)), factor: .one)
      bases.append(Base(usual: unit))
    case .ratio: unit = Unit(name: name, plural: plural, kind: .ratio, factor: .one)
    case .points: unit = Unit(name: name, plural: plural, kind: .points, factor: .one)
    case .multiple(let number, let base):
      guard number.signum > 0, let factor = try? number.multiplied(by: base.factor) else { return false }
      // A scale has no plural of its own: 3 million.
      let isScale = base.kind == .number
      unit = Unit(name: name, plural: isScale ? name : plural, kind: base.kind, factor: factor)
    }
    if let base = unit.base, unit.isLatin, bases[Int(base)].latin == nil { bases[Int(base)].latin = unit }
    let names = name == plural || (unit.kind == .number && !isPluralSpelled) ? [name] : [name, plural]
    for spelling in names where declared(spelling) == nil {
      let bytes = Array(spelling.utf8)
      guard let first = bytes.first else { continue }
      let index = spellings[Int(first)].firstIndex { $0.bytes.count < bytes.count } ?? spellings[Int(first)].endIndex
      spellings[Int(first)].insert(Spelling(bytes: bytes, unit: unit), at: index)
    }
    return true
  }

  private mutating func declareMoneyScale(_ name: String, _ factor: Number) -> Bool {
    let bytes = Array(name.utf8)
    guard !bytes.isEmpty, factor.signum > 0, !moneyScales.contains(where: { $0.bytes == bytes }) else { return false }
    let index = moneyScales.firstIndex { $0.bytes.count < bytes.count } ?? moneyScales.endIndex
    moneyScales.insert(Spelling(bytes: bytes, unit: Unit(name: name, kind: .number, factor: factor)), at: index)
    return true
  }

  /// Declares a word that stands before its figure; false, and no change, if the name is taken.
  package mutating func declare(_ name: String, leading meaning: LeadingWords.Meaning) -> Bool {
    declared(name) == nil && leadingWords.declare(name, meaning)
  }

  /// True for a name that is a plural already, as far as its letters tell: offences, but bus, class, basis, gas.
  package static func isPlural(_ name: String) -> Bool {
    name.utf8.count > 3 && name.hasSuffix("s") && !["ss", "us", "is", "as", "os"].contains(where: name.hasSuffix)
  }

  /// True for a symbol, which has no plural: GWh, tCO2e, kt.
  private static func isSymbol(_ name: String) -> Bool {
    let letters = name.unicodeScalars
    return letters.dropFirst().contains { ("A"..."Z").contains($0) }
      || !letters.contains { "aeiouyAEIOUY".unicodeScalars.contains($0) }
  }

  /// English units take an s, or es and ies as English spells them; units in other scripts have no plural.
  package static func regularPlural(_ name: String) -> String {
    guard let last = name.utf8.last, last >= UInt8(ascii: "a"), last <= UInt8(ascii: "z") else { return name }
    if isPlural(name) || isSymbol(name) { return name }
    if ["s", "x", "z", "ch", "sh"].contains(where: name.hasSuffix) { return name + "es" }
    let before = name.utf8.dropLast().last
    guard last == UInt8(ascii: "y"), let before, !"aeiou".utf8.contains(before) else { return name + "s" }
    return name.dropLast() + "ies"
  }

  /// A text with full-width ％, ／, ￥ and ￡ as the signs that units are declared with.
  package static func narrowed(_ text: String) -> String {
    // All of them begin with this byte.
    guard text.utf8.contains(0xEF) else { return text }
    var narrow = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "％": narrow += "%"
      case "／": narrow += "/"
      case "￥": narrow += "¥"
      case "￡": narrow += "£"
      default: narrow.unicodeScalars.append(scalar)
      }
    }
    return narrow
  }

  /// The unit called `name`: declared, or a declared one behind scales (千万元), or a quotient of such (元/人).
  package func unit(named name: String) -> Unit? {
    if let unit = declared(name) { return unit }
    let bytes = Array(name.utf8)
    return unit(in: bytes, 0..<bytes.count)
  }

  /// The unit that these bytes spell as a whole: as prose would, with what it is per behind it.
  package func unit(in bytes: [UInt8], _ range: Range<Int>) -> Unit? {
    guard let match = match(in: bytes, from: range.lowerBound, limit: range.upperBound) else { return nil }
    if match.end == range.upperBound { return match.unit }
    guard let divisor = divisor(in: bytes, from: match.end, limit: range.upperBound),
      divisor.end == range.upperBound
    else { return nil }
    return match.unit.per(divisor)
  }

  /// True for a unit behind a scale: 万元.
  package func isScaled(_ unit: Unit) -> Bool {
    declared(unit.name) == nil
      && spellings.joined().contains { $0.unit.kind == .number && unit.name.utf8.starts(with: $0.bytes) }
  }

  /// The unit that `unit` is behind its scale: 元 of 万元, 公里 of 公里.
  package func unscaled(_ unit: Unit) -> Unit {
    guard declared(unit.name) == nil else { return unit }
    let scales = spellings.joined().filter { $0.unit.kind == .number && unit.name.utf8.starts(with: $0.bytes) }
    for scale in scales {
      let rest = String(decoding: Array(unit.name.utf8).dropFirst(scale.bytes.count), as: UTF8.self)
      if let base = self.unit(named: rest.first == " " ? String(rest.dropFirst()) : rest) { return unscaled(base) }
    }
    return unit
  }

  /// The name with the scale before it once, where it stands there twice: 万元 of 万万元. Nil for others.
  package func withoutRepeatedScale(_ name: String) -> String? {
    spellings.joined().lazy.filter { $0.unit.kind == .number && name.utf8.starts(with: $0.bytes) }
      .map { (scale: $0, rest: name.utf8.dropFirst($0.bytes.count)) }
      .first { $0.rest.starts(with: $0.scale.bytes) }.map { String(decoding: Array($0.rest), as: UTF8.self) }
  }

  /// Every declared name, sorted, for suggestions.
  package var names: [String] {
    spellings.joined().map { String(decoding: $0.bytes, as: UTF8.self) }.sorted()
  }

  /// Every declared unit, once by each of its names.
  var units: some Sequence<Unit> { spellings.joined().lazy.map(\.unit) }

  /// Every declared name in Latin letters and the unit that it is of, in the order of the names.
  package var latinNames: [(name: String, unit: Unit)] {
    spellings.joined().filter { $0.bytes.allSatisfy { isLetter($0) || $0 == UInt8(ascii: " ") } }
      .map { (String(decoding: $0.bytes, as: UTF8.self), $0.unit) }.sorted { $0.name < $1.name }
  }

  /// The unit that was declared by exactly this name or plural.
  private func declared(_ name: String) -> Unit? {
    guard let first = name.utf8.first else { return nil }
    let name = Array(name.utf8)
    for spelling in spellings[Int(first)] where spelling.bytes.count <= name.count {
      if spelling.bytes.count < name.count { return nil }
      // Names in one script begin alike.
      if spelling.bytes.last == name.last, spelling.bytes == name { return spelling.unit }
    }
    return nil
  }

  /// Notes that a report names the unit, so that its dimension is described by it.
  package mutating func noteUse(of unit: Unit) {
    guard let base = unit.base.map(Int.init), !bases[base].isNamed, unit.isLatin || !bases[base].usual.isLatin else {
      return
    }
    bases[base].usual = unit
    bases[base].isNamed = true
  }

  /// Has dimensions described by names in Latin letters, where there are some.
  package mutating func preferLatin() {
    for index in bases.indices { bases[index].usual = bases[index].latin ?? bases[index].usual }
  }

  /// The unit of each base dimension in `dimension`, as a phrase such as 元/人: that which the report names, one in its
  /// language, the first.
  package func describe(_ dimension: Dimension) -> String {
    func phrase(_ factors: [Dimension.Factor], isPlural: Bool = true) -> String {
      factors.map { factor in
        let unit = Int(factor.base) < bases.count ? bases[Int(factor.base)].usual : Unit.number
        let name = isPlural ? unit.plural : unit.name
        return abs(factor.exponent) == 1 ? name : "\(name)^\(abs(factor.exponent))"
      }.joined(separator: "·")
    }
    let above = dimension.factors.filter { $0.exponent > 0 }
    let below = dimension.factors.filter { $0.exponent < 0 }
    guard !below.isEmpty else { return phrase(above) }
    return (above.isEmpty ? "1" : phrase(above)) + "/" + phrase(below, isPlural: false)
  }

  /// A unit that was found in prose.
  package struct Match: Hashable, Sendable {
    package let unit: Unit
    /// The byte after the unit.
    package let end: Int
  }

  /// The longest unit that stands at byte `start`, with scales before it and a divisor after it.
  ///
  /// An English name ends at the end of a word. One blank may stand between a scale and its unit.
  package func match(in bytes: [UInt8], from start: Int, limit: Int) -> Match? {
    guard let first = simpleMatch(in: bytes, from: start, limit: limit, depth: 0) else { return nil }
    guard let slash = slash(at: first.end, in: bytes, limit: limit), first.unit.kind != .number,
      let second = simpleMatch(in: bytes, from: first.end + slash, limit: limit, depth: 0),
      let quotient = first.unit.divided(by: second.unit)
    else { return first }
    return Match(unit: quotient, end: second.end)
  }

  /// How many bytes the slash at `offset` has, which may be full-width: 元／人.
  private func slash(at offset: Int, in bytes: [UInt8], limit: Int) -> Int? {
    guard offset < limit else { return nil }
    if bytes[offset] == UInt8(ascii: "/") { return 1 }
    guard bytes[offset] == 0xEF, offset + 3 <= limit, bytes[offset + 1] == 0xBC, bytes[offset + 2] == 0x8F else {
      return nil
    }
    return 3
  }

  /// A declared name, or scales with a declared name behind them.
  func simpleMatch(in bytes: [UInt8], from start: Int, limit: Int, depth: Int) -> Match? {
    guard start < limit, depth < 4 else { return nil }
    var best: Match?
    for candidate in spellings[Int(bytes[start])] {
      let end = start + candidate.bytes.count
      guard end <= limit, matches(candidate.bytes, bytes, start), endsWord(candidate.bytes, bytes, end, limit) else {
        continue
      }
      let unit = candidate.unit
      var found = Match(unit: unit, end: end)
      if unit.isCurrencyCode, let scale = scale(behindMoney: end, in: bytes, limit: limit),
        let product = unit.followed(by: scale.unit, spaced: scale.isSpaced)
      {
        found = Match(unit: product, end: scale.end)
      }
      if unit.kind == .number {
        let next = end < limit && bytes[end] == UInt8(ascii: " ") ? end + 1 : end
        if let scaled = simpleMatch(in: bytes, from: next, limit: limit, depth: depth + 1),
          let product = scaled.unit.scaled(by: unit, spaced: next > end)
        {
          found = Match(unit: product, end: scaled.end)
        }
      }
      if found.end > (best?.end ?? start) { best = found }
    }
    return best
  }

  func matches(_ candidate: [UInt8], _ bytes: [UInt8], _ start: Int) -> Bool {
    for index in candidate.indices where bytes[start + index] != candidate[index] { return false }
    return true
  }

  func endsWord(_ candidate: [UInt8], _ bytes: [UInt8], _ end: Int, _ limit: Int) -> Bool {
    guard end < limit, let last = candidate.last, isLetter(last) else { return true }
    return !isLetter(bytes[end])
  }

  private func isLetter(_ byte: UInt8) -> Bool {
    (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z")
  }
}

extension Unit {
  /// This unit behind a scale: 万 before 元 is 万元. Nil if the factor overflows.
  func scaled(by scale: Unit, spaced: Bool) -> Unit? {
    guard let product = try? factor.multiplied(by: scale.factor) else { return nil }
    let gap = spaced ? " " : ""
    return Unit(name: scale.name + gap + name, plural: scale.name + gap + plural, kind: kind, factor: product)
  }

  /// The quotient of two dimensional units, as 元/人; nil for ratios and points, which have no dimension to divide.
  package func divided(by other: Unit) -> Unit? {
    guard case .dimension(let above) = kind, case .dimension(let below) = other.kind,
      let quotient = try? factor.divided(by: other.factor), let dimension = above.divided(by: below)
    else { return nil }
    return Unit(
      name: "\(name)/\(other.name)", plural: "\(plural)/\(other.name)",
      kind: dimension.isNone ? .ratio : .dimension(dimension), factor: quotient)
  }
}

extension UnitRegistry {
  /// True for the dimension of things that are counted, pupils or schools: no unit of it is of another size than one, and none is of
  /// money.
  package func isCounted(_ kind: QuantityKind) -> Bool {
    guard let base = baseUnit(of: kind), base.base != nil, !isMoney(kind) else { return false }
    return units.allSatisfy { $0.kind != kind || $0.factor == .one }
  }

  /// True where so many base units are one unit of `kind` behind a scale.
  package func measures(_ kind: QuantityKind, by scale: Unit, _ factor: Number) -> Bool {
    units.contains { unit in unit.kind == kind && (try? unit.factor.multiplied(by: scale.factor)) == factor }
  }

  /// The first unit of a base dimension; nil for other kinds.
  package func baseUnit(of kind: QuantityKind) -> Unit? {
    guard case .dimension(let dimension) = kind else { return nil }
    return unit(named: describe(dimension))
  }
}
