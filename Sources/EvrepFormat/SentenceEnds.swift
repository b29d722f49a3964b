/// Where the sentences of a paragraph end: behind the sign that ends one and the quotation marks and brackets that close
/// with it, and not inside any.
struct SentenceEnds {
  /// The offsets, ascending. A blank or line break may stand there, the next sentence behind it.
  private(set) var offsets: [Int] = []
  /// How many brackets of links are open at each line break, by its number.
  private(set) var linkDepths: [Int] = []

  init(_ prose: RoledText, _ brackets: Brackets) {
    var depth = 0
    var linkDepth = 0
    var offset = 0
    while offset < prose.count {
      guard prose.roles[offset] == .prose else {
        offset += 1
        continue
      }
      let byte = prose.bytes[offset]
      if byte == 0x5C {
        // What is escaped is no sign; a line end is not escaped.
        offset += 1
        if offset < prose.count, prose.bytes[offset] != 0x0A { offset += prose.scalar(at: offset).length }
        continue
      }
      depth += Int(brackets.change[offset])
      linkDepth += Int(brackets.linkChange[offset])
      if byte == 0x0A { linkDepths.append(linkDepth) }
      let (scalar, length) = prose.scalar(at: offset)
      let stop = offset
      offset += length
      guard let isWide = Self.isStop(scalar) else { continue }
      while offset < prose.count, prose.roles[offset] == .prose {
        let (next, length) = prose.scalar(at: offset)
        let isStop = Self.isStop(next) != nil
        guard isStop || brackets.change[offset] < 0 else { break }
        depth += Int(brackets.change[offset])
        linkDepth += Int(brackets.linkChange[offset])
        offset += length
      }
      guard depth == 0, offset < prose.count else { continue }
      let ends = isWide ? Self.endsWide(prose, at: offset) : endsNarrow(prose, stop, at: offset)
      if ends { offsets.append(offset) }
    }
  }

  /// True for a full-width sign that ends a sentence, false for one of Latin text, nil for none.
  private static func isStop(_ scalar: UInt32) -> Bool? {
    switch scalar {
    // 。！？；
    case 0x3002, 0xFF01, 0xFF1F, 0xFF1B: true
    case 0x2E, 0x21, 0x3F: false
    default: nil
    }
  }

  /// False where the sentence goes on: “……？”，他说.
  private static func endsWide(_ prose: RoledText, at offset: Int) -> Bool {
    guard prose.roles[offset] == .prose else { return true }
    let next = prose.scalar(at: offset).value
    switch LineBreak.Side(next) {
    case .widePunctuation: return [0x300A, 0x3008, 0x300C, 0x300E, 0x3010, 0x3014, 0xFF08].contains(next)
    case .shared: return next == 0x201C || next == 0x2018
    default: return true
    }
  }

  /// True where a blank and then what may begin a sentence follow the stop, which is none of an abbreviation.
  private func endsNarrow(_ prose: RoledText, _ stop: Int, at offset: Int) -> Bool {
    let byte = prose.bytes[offset]
    guard prose.roles[offset] == .prose, byte == 0x20 || byte == 0x0A, offset + 1 < prose.count else { return false }
    var next = offset + 1
    while next < prose.count, prose.roles[next] == .prose, Self.isOpening(prose.scalar(at: next).value) {
      next += prose.scalar(at: next).length
    }
    guard next < prose.count else { return false }
    let isHole = prose.roles[next] != .prose
    let scalar = prose.scalar(at: next).value
    let isDigit = (0x30...0x39).contains(scalar)
    guard isHole || isDigit || Self.isCapital(scalar) else { return false }
    guard prose.bytes[stop] == UInt8(ascii: ".") else { return true }
    return !isNumbering(prose, stop) && !Abbreviation.ends(at: stop, in: prose.bytes, beforeDigit: isHole || isDigit)
  }

  /// True for the stop of a number that is all of the sentence so far: 1. Schools.
  private func isNumbering(_ prose: RoledText, _ stop: Int) -> Bool {
    var start = stop
    while start > 0, prose.roles[start - 1] == .prose, (0x30...0x39).contains(prose.bytes[start - 1]) { start -= 1 }
    guard start < stop else { return false }
    let isBehindEnd = offsets.last == start || offsets.last == start - 1
    return start == 0 || isBehindEnd
  }

  /// Emphasis, quotation marks, brackets and currency signs, which may stand before a sentence's first letter.
  private static func isOpening(_ scalar: UInt32) -> Bool {
    switch Unicode.Scalar(scalar) {
    case "*", "_", "\"", "'", "(", "[", "“", "‘", "£", "$", "€", "¥": true
    default: false
    }
  }

  private static func isCapital(_ scalar: UInt32) -> Bool {
    if scalar < 0x80 { return (0x41...0x5A).contains(scalar) }
    let side = LineBreak.Side(scalar)
    return side == .wide || side == .widePunctuation || Unicode.Scalar(scalar)?.properties.isUppercase == true
  }
}
