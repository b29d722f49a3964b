/// What a figure is per: `per pupil`, `per 1,000 people`, `a head`, `/pupil`, `每千人`.
package struct Divisor: Hashable, Sendable {
  /// The unit to divide by; of `per 1,000` alone a ratio.
  package let unit: Unit
  /// The byte after it.
  package let end: Int
  /// True where a number of things is named: per 1,000 people.
  package let isCounted: Bool
}

extension UnitRegistry {
  /// The words that say what a figure is per, behind one blank or none.
  private static let words = [
    " per ", " a ", " an ", "/", "／", "每", " each ", " every ", " for each ", " for every ", " in each ", " in every ",
    " to each ",
  ]
  /// What a figure may be per behind an article: a place or a school may be anything else.
  private static let ofArticles = ["head", "day", "week", "month", "year", "hour", "minute"]

  /// The divisor that stands at `start`, behind a figure and its unit.
  package func divisor(in bytes: [UInt8], from start: Int, limit: Int) -> Divisor? {
    // Behind most figures none begins.
    guard start < limit, [0x20, UInt8(ascii: "/"), 0xE6, 0xEF].contains(bytes[start]) else { return nil }
    // £{x} *per pupil*
    let word = bytes[start..<limit].dropFirst().drop { $0 == UInt8(ascii: "*") }.startIndex
    if word > start + 1, bytes[start] == 0x20 { return divisor(behindPerAt: word, in: bytes, limit: limit) }
    for word in Self.words {
      let end = start + word.utf8.count
      guard end <= limit, bytes[start..<end].elementsEqual(word.utf8) else { continue }
      guard let divisor = counted(in: bytes, from: end, limit: limit) else { continue }
      if [" a ", " an ", " each "].contains(word),
        !Self.ofArticles.contains(where: { bytes[end..<divisor.end].elementsEqual($0.utf8) })
      {
        continue
      }
      return divisor
    }
    return nil
  }

  /// The divisor whose word per or Per begins at `start`.
  package func divisor(behindPerAt start: Int, in bytes: [UInt8], limit: Int) -> Divisor? {
    let end = start + 4
    guard end <= limit, bytes[start] | 0x20 == UInt8(ascii: "p"), bytes[start + 1..<end].elementsEqual("er ".utf8)
    else {
      return nil
    }
    return counted(in: bytes, from: end, limit: limit)
  }

  /// The divisor of per-pupil, whose hyphen stands at `hyphen`.
  package func divisor(hyphenatedAt hyphen: Int, in bytes: [UInt8], limit: Int) -> Divisor? {
    guard hyphen >= 3, bytes[hyphen - 3] | 0x20 == UInt8(ascii: "p"),
      bytes[hyphen - 2..<hyphen].elementsEqual("er".utf8)
    else { return nil }
    return counted(in: bytes, from: hyphen + 1, limit: limit)
  }

  /// The divisor of 每千人, whose 每 ends at `start`; nil where no scale stands in it.
  package func divisor(behindMei start: Int, in bytes: [UInt8], limit: Int) -> Divisor? {
    guard let match = simpleMatch(in: bytes, from: start, limit: limit, depth: 0), match.unit.kind != .number else {
      return nil
    }
    return Divisor(unit: match.unit, end: match.end, isCounted: isScaled(match.unit))
  }

  /// `1,000 people`, `100,000`, `thousand people`, `pupil`.
  private func counted(in bytes: [UInt8], from start: Int, limit: Int) -> Divisor? {
    var end = start
    var digits = ""
    while end < limit, digits.utf8.count < 12 {
      if bytes[end] &- 0x30 < 10 {
        digits.unicodeScalars.append(Unicode.Scalar(bytes[end]))
      } else if bytes[end] != UInt8(ascii: ",") || digits.isEmpty || end + 1 >= limit || bytes[end + 1] &- 0x30 > 9 {
        break
      }
      end += 1
    }
    guard digits.isEmpty == false else {
      guard let match = simpleMatch(in: bytes, from: start, limit: limit, depth: 0) else { return nil }
      guard match.unit.kind != .number else { return whole(match.unit, name: match.unit.name, end: match.end) }
      guard case .dimension = match.unit.kind else { return nil }
      return Divisor(unit: match.unit, end: match.end, isCounted: isScaled(match.unit))
    }
    guard let count = Number(decimal: digits), count.signum > 0 else { return nil }
    let name = String(decoding: bytes[start..<end], as: UTF8.self)
    let scale = Unit(name: name, kind: .number, factor: count)
    let next = end < limit && bytes[end] == UInt8(ascii: " ") ? end + 1 : end
    guard let match = simpleMatch(in: bytes, from: next, limit: limit, depth: 0), case .dimension = match.unit.kind,
      let unit = match.unit.scaled(by: scale, spaced: next > end)
    else { return whole(scale, name: name, end: end) }
    return Divisor(unit: unit, end: match.end, isCounted: true)
  }

  /// So many of whatever the figure counts.
  private func whole(_ scale: Unit, name: String, end: Int) -> Divisor {
    Divisor(unit: Unit(name: name, kind: .ratio, factor: scale.factor), end: end, isCounted: true)
  }
}

extension Divisor {
  /// The unit of a figure without one of its own that is per this: `3.5 per 1,000 people` of a ratio, of a dimension its inverse.
  package var inverse: Unit? {
    guard let factor = try? unit.factor.reciprocal() else { return nil }
    switch unit.kind {
    case .ratio: return Unit(name: "/\(unit.name)", kind: .ratio, factor: factor)
    case .dimension(let below):
      guard let dimension = Dimension.none.divided(by: below) else { return nil }
      return Unit(name: "/\(unit.name)", kind: .dimension(dimension), factor: factor)
    default: return nil
    }
  }

  /// The unit of a ratio that is so many per a number of its own kind.
  package var ratio: Unit? {
    guard let factor = try? unit.factor.reciprocal() else { return nil }
    return Unit(name: "/\(unit.name)", kind: .ratio, factor: factor)
  }
}

extension Unit {
  /// This unit per so many of another; of its own kind where only a number is named. Nil where there is no such unit.
  package func per(_ divisor: Divisor) -> Unit? {
    guard divisor.unit.kind == .ratio else { return divided(by: divisor.unit) }
    guard case .dimension = kind, let below = try? divisor.unit.factor.reciprocal() else { return nil }
    return Unit(
      name: "\(name)/\(divisor.unit.name)", plural: "\(plural)/\(divisor.unit.name)", kind: .ratio, factor: below)
  }
}
