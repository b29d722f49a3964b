import EvrepModel
import EvrepSource
import EvrepSyntax
import EvrepUnits

/// A unit that the prose states for a hole.
struct StatedUnit {
  let unit: Unit
  /// The unit's bytes in the source; of a currency sign with a scale behind the hole, the sign's.
  let range: ByteRange
  /// The word between figure and unit, as in 300余万元: the figure printed is below the exact one.
  var inside: ClaimWords.Match?
  /// True where that word stands behind a scale, as in 3万余元; `range` is then the unit behind it.
  var isBehindScale = false
  /// The byte after all that states the unit.
  var end: Int
  /// The place of a unit behind a figure whose currency sign stands before it already.
  var second: (unit: Unit, range: ByteRange)?
  /// For a unit with a plural that stands directly behind the hole: the word to print in the right number.
  let plural: PrintedForm.PluralSuffix?
  /// True for a word before the hole that is a unit: 百分之.
  var isLeading = false
  /// True for a word that begins the name of something else: the pupil of `{x} pupil places`, the year of `a {x} year plan`.
  var isPartOfName = false

  init(unit: Unit, range: ByteRange, inside: ClaimWords.Match? = nil, plural: PrintedForm.PluralSuffix? = nil) {
    self.unit = unit
    self.range = range
    self.inside = inside
    self.end = range.upperBound
    self.plural = plural
  }

  /// This unit per something that stands behind it.
  func per(_ divisor: Divisor, _ unit: Unit) -> StatedUnit {
    var result = StatedUnit(unit: unit, range: range, inside: inside, plural: plural)
    result.end = divisor.end
    result.isBehindScale = isBehindScale
    return result
  }

  func place(in file: FileID) -> Place { Place(file, range) }

  /// True for a currency sign and a word before the hole of `node`.
  func isBefore(_ node: SyntaxNode) -> Bool { range.upperBound <= node.range.lowerBound }

  /// True where a hyphen parts it from the figure of `node`.
  func isCompound(with node: SyntaxNode, _ limit: Int) -> Bool {
    let end = node.range.upperBound
    return range.lowerBound == end + 1 && end < limit && node.fileBytes[end] == UInt8(ascii: "-")
  }
}

extension Checker {
  /// The unit in the words right around a hole: behind it, past closing emphasis and one blank; or a currency sign
  /// before it, with a scale behind it.
  func proseUnit(_ hole: ByteRange, in bytes: [UInt8], limit: Int) -> StatedUnit? {
    if let leading = leadingUnit(hole, bytes) { return leading }
    let suffix = suffixUnit(bytes, hole.upperBound, limit)
    guard let sign = currencySign(bytes, hole.lowerBound) else {
      return suffix ?? compoundUnit(bytes, hole.upperBound, limit)
    }
    var start = hole.upperBound
    while start < limit, bytes[start] == UInt8(ascii: "*") { start += 1 }
    var stated = sign
    stated.end = start
    if let scale = program.registry.scale(behindMoney: start, in: bytes, limit: min(limit, start + 32)),
      let unit = sign.unit.followed(by: scale.unit, spaced: scale.isSpaced)
    {
      stated = StatedUnit(unit: unit, range: sign.range)
      stated.end = scale.end
    }
    if let suffix, suffix.inside != nil, suffix.unit.kind == .number,
      let unit = sign.unit.followed(by: suffix.unit, spaced: false)
    {
      stated = StatedUnit(unit: unit, range: sign.range)
      stated.end = suffix.end
    }
    // £{x} million pounds, £{x}%: a second unit, of money or of ratios, which no sentence goes on with.
    if let suffix, suffix.range.upperBound > stated.end, suffix.unit.kind != .number {
      let isShare = suffix.unit.kind == .ratio && suffix.unit.factor < .one || suffix.unit.kind == .points
      if suffix.unit.kind == sign.unit.kind || isShare { stated.second = (suffix.unit, suffix.range) }
    }
    return stated
  }

  /// The points or 个点 behind a figure in percentage points, which need no more words there.
  func plainPoints(_ node: SyntaxNode, _ limit: Int) -> StatedUnit? {
    let (bytes, start) = (node.fileBytes, Self.behindMarks(node, node.fileBytes))
    guard let unit = program.registry.unit(named: "百分点"), start < limit,
      let word = [" points", " point", "个点"].first(where: { bytes[start..<limit].starts(with: $0.utf8) }),
      case let end = start + word.utf8.count, end == limit || !Self.isLetter(bytes[end]) || bytes[start] != 0x20
    else { return nil }
    return StatedUnit(unit: unit, range: start + (bytes[start] == 0x20 ? 1 : 0)..<end)
  }

  /// The unit in a word that a figure begins, as it stands there: the pupil of `{x}-pupil school`.
  private func compoundUnit(_ bytes: [UInt8], _ end: Int, _ limit: Int) -> StatedUnit? {
    guard end < limit, bytes[end] == UInt8(ascii: "-"),
      let match = program.registry.match(in: bytes, from: end + 1, limit: min(limit, end + 97)), match.unit.isLatin,
      !match.unit.isPrefix, match.unit.kind != .number
    else { return nil }
    return StatedUnit(unit: match.unit, range: end + 1..<match.end)
  }

  func suffixUnit(_ bytes: [UInt8], _ end: Int, _ limit: Int) -> StatedUnit? {
    var start = end
    while start < limit, bytes[start] == UInt8(ascii: "*") { start += 1 }
    let crossesEmphasis = start > end
    if start < limit, bytes[start] == UInt8(ascii: " ") { start += 1 }
    let inside = start < limit ? program.claimWords.word(insideAt: start, in: bytes) : nil
    if let inside { start = inside.range.upperBound }
    guard let match = program.registry.match(in: bytes, from: start, limit: min(limit, start + 96)) else { return nil }
    if inside == nil, let stated = unitBehindScale(match, bytes, limit) { return stated }
    let unit = match.unit
    // {n} t-shirts
    if unit.name == unit.plural, unit.isLatin, match.end < limit, bytes[match.end] == UInt8(ascii: "-"),
      FunctionWords.hasNoun(at: match.end, in: bytes, limit)
    {
      var stated = StatedUnit(unit: unit, range: start..<match.end)
      stated.isPartOfName = true
      return stated
    }
    // A sign before the next hole is that hole's.
    if unit.isPrefix, match.end < limit, bytes[match.end] == UInt8(ascii: "{") { return nil }
    guard unit.name != unit.plural, !crossesEmphasis, inside == nil else {
      return StatedUnit(unit: unit, range: start..<match.end, inside: inside)
    }
    // A possessive is written as it is: {n} pupil's.
    if ["'s", "’s"].contains(where: { bytes[match.end..<limit].starts(with: $0.utf8) }) {
      var stated = StatedUnit(unit: unit, range: start..<match.end)
      stated.isPartOfName = true
      return stated
    }
    let spelled = String(decoding: bytes[start..<match.end], as: UTF8.self)
    if spelled == unit.name, FunctionWords.hasNoun(at: match.end, in: bytes, limit) {
      var stated = StatedUnit(unit: unit, range: start..<match.end)
      stated.isPartOfName = true
      return stated
    }
    let gap = String(decoding: bytes[end..<start], as: UTF8.self)
    return StatedUnit(
      unit: unit, range: start..<match.end,
      plural: PrintedForm.PluralSuffix(gap: gap, one: unit.name, many: unit.plural, spelled: spelled))
  }

  /// 万余元: a scale, a word such as 余, and the unit that the scale goes with.
  private func unitBehindScale(_ scale: UnitRegistry.Match, _ bytes: [UInt8], _ limit: Int) -> StatedUnit? {
    guard scale.unit.kind == .number, scale.end < limit,
      let word = program.claimWords.word(insideAt: scale.end, in: bytes), word.range.upperBound < limit,
      let match = program.registry.match(in: bytes, from: word.range.upperBound, limit: limit),
      match.unit.kind != .number, let factor = try? match.unit.factor.multiplied(by: scale.unit.factor)
    else { return nil }
    let unit = Unit(name: scale.unit.name + match.unit.name, kind: match.unit.kind, factor: factor)
    var stated = StatedUnit(unit: unit, range: word.range.upperBound..<match.end, inside: word)
    stated.isBehindScale = true
    return stated
  }

  /// A currency sign that stands directly before a hole, past opening emphasis.
  func currencySign(_ bytes: [UInt8], _ hole: Int) -> StatedUnit? {
    var start = hole
    while start > 0, bytes[start - 1] == UInt8(ascii: "*") { start -= 1 }
    // Signs end in these bytes: $, £ and ￡, ¥ and ￥, €.
    guard start > 0, [UInt8(ascii: "$"), 0xA3, 0xA1, 0xA5, 0xAC].contains(bytes[start - 1]) else { return nil }
    var before = start - 1
    while before > 0, bytes[before] & 0xC0 == 0x80, start - before < 4 { before -= 1 }
    guard before >= 0, bytes[before] >= 0xC2 || bytes[before] == UInt8(ascii: "$") else { return nil }
    let scalar = UTF8Scalar.read(bytes, at: before, limit: start)
    let name =
      switch scalar.value {
      case 0xFFE5: "¥"
      case 0xFFE1: "£"
      default: String(decoding: bytes[before..<start], as: UTF8.self)
      }
    guard let unit = program.registry.unit(named: name), unit.isPrefix else { return nil }
    return StatedUnit(unit: unit, range: before..<start)
  }

  /// What the header of a hole's column says of the unit, and where; nil outside tables.
  mutating func header(over node: SyntaxNode) -> (text: HeaderText, place: Place)? {
    let bytes = node.fileBytes
    guard let cell = tables.headerCell(at: node.range.lowerBound, in: bytes) else { return nil }
    guard let text = headerText(cell, in: node) else { return nil }
    let range = cell.lowerBound + text.range.lowerBound..<cell.lowerBound + text.range.upperBound
    return (text, Place(node.file, range))
  }

  /// The same of the unit of `kind`: what the row's first cell says where the header says none, `| Waste (tonnes) | {x} | {y} |`.
  mutating func header(over node: SyntaxNode, of kind: QuantityKind) -> (text: HeaderText, place: Place)? {
    let header = header(over: node)
    guard kind != .number, header?.text.unit(of: kind) == nil, let label = rowLabel(of: node) else { return header }
    return label.text.unit(of: kind) != nil || label.text.reading == .unread ? label : header
  }

  /// What the first cell of a hole's row says in brackets of the unit, and where; nil where it says none.
  mutating func rowLabel(of node: SyntaxNode) -> (text: HeaderText, place: Place)? {
    guard let cell = tables.rowLabel(at: node.range.lowerBound, in: node.fileBytes),
      let text = headerText(cell, in: node), text.isBracketed
    else { return nil }
    return (text, Place(node.file, cell.lowerBound + text.range.lowerBound..<cell.lowerBound + text.range.upperBound))
  }

  /// What a header cell says of the unit; that of the report's body is remembered.
  private mutating func headerText(_ cell: ByteRange, in node: SyntaxNode) -> HeaderText? {
    let bytes = node.fileBytes
    guard node.file == program.file else { return program.registry.header(Array(bytes[cell])) }
    let (number, isNew) = headerCells.intern(cell, in: bytes)
    if isNew { headerTexts.append(program.registry.header(Array(bytes[cell]))) }
    return headerTexts[number]
  }

  /// The unit that the header of a table's column states for the figure; nil where it states none, or is said to be wrong.
  mutating func headerUnit(
    _ header: (text: HeaderText, place: Place), _ kind: QuantityKind, _ value: Expression, _ node: SyntaxNode
  ) -> StatedUnit? {
    guard let unit = header.text.unit(of: kind) else { return nil }
    // Outside brackets a unit may be any word: what has none of its own is left alone.
    if !header.text.isBracketed, kind == .number, unit.kind != .number { return nil }
    return StatedUnit(unit: divided(unit, byHeaderOf: node, kind), range: header.place.range)
  }

  /// The place of the same unit standing twice, 万元万元 or pupils pupils; a measure word of one character may well stand
  /// before a word that it begins (个个体户).
  func repeated(_ stated: StatedUnit, _ node: SyntaxNode, _ limit: Int) -> Place? {
    let bytes = node.fileBytes
    let end = stated.range.upperBound
    let length = stated.range.count
    let isLatin = bytes[stated.range.lowerBound] < 0x80
    if !isLatin, let last = lastIdeographAgain(stated, bytes, limit) { return Place(node.file, last) }
    let start = isLatin && end < limit && bytes[end] == UInt8(ascii: " ") ? end + 1 : end
    guard stated.range.lowerBound >= node.range.upperBound, start + length <= limit,
      bytes[stated.range] == bytes[start..<start + length],
      (length > 3 && !isLatin) || !beginsLetter(start + length, bytes, limit)
    else { return nil }
    return Place(node.file, end..<start + length)
  }

  /// 亿元元, 万人人: the last ideograph of a unit standing twice, where no other word goes on with it.
  private func lastIdeographAgain(_ stated: StatedUnit, _ bytes: [UInt8], _ limit: Int) -> ByteRange? {
    let end = stated.range.upperBound
    guard stated.range.count > 3, end + 3 <= limit, bytes[end] >= 0xE4,
      bytes[end - 3..<end] == bytes[end..<end + 3], !beginsLetter(end + 3, bytes, limit)
    else { return nil }
    return end..<end + 3
  }

  /// True where a Latin letter or an ideograph begins at `offset`.
  private func beginsLetter(_ offset: Int, _ bytes: [UInt8], _ limit: Int) -> Bool {
    guard offset < limit else { return false }
    let byte = bytes[offset]
    if byte < 0x80 { return (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z") }
    // Ideographs are U+3400 to U+9FFF: E3 90 80 to E9 BF BF.
    return byte == 0xE3 ? offset + 1 < limit && bytes[offset + 1] >= 0x90 : (0xE4...0xE9).contains(byte)
  }
}
