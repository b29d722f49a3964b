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

  /// The last brackets of a header that goes on behind them.
  static func lastBrackets(_ cell: Range<Int>, in bytes: [UInt8]) -> (start: Int, inner: Range<Int>)? {
    let end = cell.last { offset in
      pairs.contains { pair in
        bytes[..<(offset + 1)].suffix(pair.close.count).elementsEqual(pair.close)
      }
    }
    return end.flatMap { brackets(cell.lowerBound..<$0 + 1, in: bytes) }
  }

  private static let rates = ["率", "占比", "比例", "比重", "百分", "rate", "share", "percent", "ratio"].map { Array($0.utf8) }

  /// True for words that name a part of what the brackets before them count: 学生（人）占比 is no number of people.
  static func namesRate(_ words: Range<Int>, _ bytes: [UInt8]) -> Bool {
    rates.contains { rate in
      words.contains { offset in
        offset + rate.count <= words.upperBound
          && bytes[offset..<offset + rate.count].elementsEqual(rate) { $0 == $1 || ($1 < 0x80 && $0 | 0x20 == $1) }
      }
    }
  }

  /// The header without what stands behind its unit and is none: marks of footnotes, ¹ ① † [1] [^a] (2), and a year.
  static func unmarked(_ cell: Range<Int>, _ bytes: [UInt8]) -> Range<Int> {
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
  static func split(_ range: Range<Int>, _ bytes: [UInt8]) -> [Range<Int>] {
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

  static func trimmed(_ range: Range<Int>, _ bytes: [UInt8]) -> Range<Int> {
    func isBlank(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0D, UInt8(ascii: "*")].contains(byte) }
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, isBlank(bytes[start]) { start += 1 }
    while end > start, isBlank(bytes[end - 1]) { end -= 1 }
    return start..<end
  }

  /// The bytes with the capitals of words in `range` that have three letters and more made small.
  static func lowercased(_ bytes: [UInt8], _ range: Range<Int>) -> [UInt8] {
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

/// The bytes of a header with full-width signs, letters and digits as narrow ones, and underscores as blanks.
struct NarrowHeader {
  private(set) var bytes: [UInt8] = []
  /// Where each of them stands in the header, and its end; empty where nothing was changed in length.
  private var offsets: [Int] = []

  init(_ header: [UInt8]) {
    bytes.reserveCapacity(header.count)
    var offset = 0
    while offset < header.count {
      offsets.append(offset)
      let byte = header[offset]
      if byte >= 0xE3, offset + 2 < header.count, let narrow = Self.narrow(byte, header[offset + 1], header[offset + 2])
      {
        bytes += narrow
        if narrow.count == 2 { offsets.append(offset) }
        offset += 3
        continue
      }
      bytes.append(byte == UInt8(ascii: "_") ? 0x20 : byte)
      offset += 1
    }
    offsets.append(header.count)
  }

  /// The bytes of the header that were read as these.
  func stored(_ range: Range<Int>) -> Range<Int> { offsets[range.lowerBound]..<offsets[range.upperBound] }

  /// U+FF01 to U+FF5E as ASCII, ￥ and ￡ as the signs that units are declared with, the ideographic space as a blank.
  private static func narrow(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> [UInt8]? {
    switch (first, second, third) {
    case (0xE3, 0x80, 0x80): [0x20]
    case (0xEF, 0xBC, 0x81...0xBF): [third - 0x60]
    case (0xEF, 0xBD, 0x80...0x9E): [third - 0x20]
    case (0xEF, 0xBF, 0xA1): Array("£".utf8)
    case (0xEF, 0xBF, 0xA5): Array("¥".utf8)
    default: nil
    }
  }
}
