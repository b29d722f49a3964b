import EvrepModel
package import EvrepSource
import EvrepUnits

/// A quantity that the prose spells itself, so that no data stands behind it: 5所, 38%.
package struct TypedNumber: Hashable, Sendable {
  /// The number and its unit.
  package let place: Place
  package let text: String
}

extension Program {
  /// Numbers in the report's prose with a unit behind them. Years, dates, numbers in code, links and comments, and those
  /// that count nothing (第3条, 2.1, 教督〔2020〕1号) are none. Linear in the prose.
  package func typedNumbers() -> [TypedNumber] {
    var numbers: [TypedNumber] = []
    collect(items, &numbers)
    return numbers
  }

  private func collect(_ items: [Item], _ numbers: inout [TypedNumber]) {
    for item in items {
      switch item {
      case .text(let range): scan(range, &numbers)
      case .when(let branches): for branch in branches { collect(branch.items, &numbers) }
      case .each(_, _, let inner), .problem(_, _, let inner, _), .measures(let inner, _), .series(let inner, _):
        collect(inner, &numbers)
      case .hole, .reference, .anchor: break
      }
    }
  }

  private func scan(_ range: ByteRange, _ numbers: inout [TypedNumber]) {
    var at = range.lowerBound
    while at < range.upperBound {
      switch bytes[at] {
      case UInt8(ascii: "`"): at = behind(run(of: UInt8(ascii: "`"), at, range.upperBound), at, range.upperBound)
      case UInt8(ascii: "<") where bytes[at...].starts(with: "<!--".utf8):
        at = find("-->", from: at, range.upperBound)
      case UInt8(ascii: "(") where at > range.lowerBound && bytes[at - 1] == UInt8(ascii: "]"):
        at = find(")", from: at, range.upperBound)
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        let end = number(at, range.upperBound)
        if !isPartOfWord(at, range.lowerBound), let unit = unit(at, end, range.upperBound) {
          numbers.append(
            TypedNumber(place: Place(file, at..<unit), text: String(decoding: bytes[at..<unit], as: UTF8.self)))
          at = unit
        } else {
          at = end
        }
      default: at += 1
      }
    }
  }

  /// The end of the digits, with commas and a point between them.
  private func number(_ start: Int, _ limit: Int) -> Int {
    var at = start
    func isDigit(_ at: Int) -> Bool { at < limit && bytes[at] >= 0x30 && bytes[at] <= 0x39 }
    while isDigit(at) || (at < limit && [0x2C, 0x2E].contains(bytes[at]) && isDigit(at + 1)) { at += 1 }
    return at
  }

  /// True for digits behind a letter, another digit, a point or 第.
  private func isPartOfWord(_ at: Int, _ start: Int) -> Bool {
    guard at > start else { return false }
    let byte = bytes[at - 1]
    if (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A || [0x2E, 0x2D, 0x2F, 0x5F].contains(byte) { return true }
    return at >= start + 3 && bytes[(at - 3)..<at].elementsEqual("第".utf8)
  }

  /// The end of the unit behind a number, a blank passed over; nil where there is none, and for years and dates.
  private func unit(_ start: Int, _ end: Int, _ limit: Int) -> Int? {
    let from = end < limit && bytes[end] == 0x20 ? end + 1 : end
    guard let match = registry.match(in: bytes, from: from, limit: limit) else { return nil }
    let name = match.unit.name
    if ["年", "月", "日", "号", "year", "day"].contains(name) { return nil }
    return match.end
  }

  private func run(of byte: UInt8, _ start: Int, _ limit: Int) -> Int {
    var at = start
    while at < limit, bytes[at] == byte { at += 1 }
    return at - start
  }

  /// Behind the closing run of backticks of the same length; behind the opening one where there is none.
  private func behind(_ length: Int, _ start: Int, _ limit: Int) -> Int {
    var at = start + length
    while at < limit {
      let found = run(of: UInt8(ascii: "`"), at, limit)
      if found == length { return at + found }
      at += max(found, 1)
    }
    return start + length
  }

  private func find(_ sign: StaticString, from start: Int, _ limit: Int) -> Int {
    var at = start + 1
    while at < limit {
      let isHere = sign.withUTF8Buffer { bytes[at..<limit].starts(with: $0) }
      if isHere { return at + sign.utf8CodeUnitCount }
      at += 1
    }
    return limit
  }
}
