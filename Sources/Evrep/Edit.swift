import EvrepSource

/// A change of one run of bytes of a report.
struct Edit: Hashable {
  let range: ByteRange
  let text: [UInt8]

  init(_ range: ByteRange, _ text: [UInt8]) {
    self.range = range
    self.text = text
  }

  init(_ range: ByteRange, _ text: String) { self.init(range, Array(text.utf8)) }

  /// The bytes with the change made.
  func applied(to bytes: [UInt8]) -> [UInt8] { bytes[..<range.lowerBound] + text + bytes[range.upperBound...] }

  /// How many bytes of words on either side a remedy shows at most, to the end of a sign.
  private static let shownBytes = 40

  /// The change as a remedy, shown with what it touches.
  func fixIt(in file: FileID, _ bytes: [UInt8]) -> FixIt {
    let newline = UInt8(ascii: "\n")
    let isLine = range.lowerBound == 0 || bytes[range.lowerBound - 1] == newline
    if isLine, text.isEmpty, bytes[range].last == newline {
      return FixIt(
        Message(en: "leave out this line", zh: "删去此行"), replace: Place(file, range), with: "", doubt: .anotherPlace)
    }
    if isLine, range.isEmpty, text.last == newline {
      let line = String(decoding: text.prefix { $0 != newline }, as: UTF8.self)
      return FixIt(
        Message(en: "put a line ‘\(line)’ here", zh: "在此加一行“\(line)”"), replace: Place(file, range),
        with: String(decoding: text, as: UTF8.self), doubt: .anotherPlace)
    }
    let isBroken = bytes[range].contains(newline)
    if isLine, isBroken, text.contains(newline), text.first != newline {
      return FixIt(
        Message(en: "exchange this line and the next one", zh: "互换此行与下一行"), replace: Place(file, range),
        with: String(decoding: text, as: UTF8.self), doubt: .anotherPlace)
    }
    if let end = text.lastIndex(of: newline), isBroken || text.allSatisfy({ $0 <= 0x20 }) {
      let next = Array(text[(end + 1)...].drop { $0 <= 0x20 } + bytes[range.upperBound...].prefix { $0 > 0x20 })
      let shown = String(decoding: next, as: UTF8.self).prefix(Self.shownBytes)
      return FixIt(
        Message(en: "end the line before ‘\(shown)’", zh: "在“\(shown)”之前换行"), replace: Place(file, range),
        with: String(decoding: text, as: UTF8.self), doubt: .anotherPlace)
    }
    let whole = touched(bytes)
    let replacement = String(
      decoding: bytes[whole.lowerBound..<range.lowerBound] + text + bytes[range.upperBound..<whole.upperBound],
      as: UTF8.self)
    if replacement.allSatisfy({ $0 == " " }) {
      let left = String(decoding: bytes[whole], as: UTF8.self)
      return FixIt(
        Message(en: "leave out ‘\(left)’", zh: "删去“\(left)”"), replace: Place(file, whole), with: replacement)
    }
    // Blanks around it are part of the change, and nothing to read.
    let words = replacement.drop { $0 == " " }
    let shown =
      words.isEmpty ? replacement[...] : words.prefix(through: words.lastIndex { $0 != " " } ?? words.startIndex)
    return FixIt(Message(en: "write ‘\(shown)’", zh: "写作“\(shown)”"), replace: Place(file, whole), with: replacement)
  }

  /// The range with the words that it touches, and with those behind a sign beside it.
  private func touched(_ bytes: [UInt8]) -> ByteRange {
    func isPart(_ byte: UInt8) -> Bool {
      let lower = byte | 0x20
      return byte >= 0x80 || byte == UInt8(ascii: "_") || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
        || UInt8(ascii: "a")...UInt8(ascii: "z") ~= lower
    }
    // 。 and its like, of U+3000 to U+303F and U+FF00 to U+FF7F, stand behind words and are none.
    func isChineseMark(_ offset: Int) -> Bool {
      guard offset > range.upperBound, offset + 1 < bytes.count else { return false }
      return bytes[offset] == 0xE3 && bytes[offset + 1] == 0x80 || bytes[offset] == 0xEF && bytes[offset + 1] <= 0xBD
    }
    var (first, last) = (range.lowerBound, range.upperBound)
    while first > 0, range.lowerBound - first < Self.shownBytes,
      isPart(bytes[first - 1]) || first == range.lowerBound && bytes[first - 1] > 0x20
    { first -= 1 }
    while last < bytes.count, last - range.upperBound < Self.shownBytes, !isChineseMark(last),
      isPart(bytes[last]) || last == range.upperBound && bytes[last] > 0x20
    { last += 1 }
    // A sign alone says too little.
    if !bytes[first..<range.lowerBound].contains(where: isPart), first > 0, bytes[first - 1] == 0x20 {
      first -= 1
      while first > 0, range.lowerBound - first < Self.shownBytes, isPart(bytes[first - 1]) { first -= 1 }
    }
    if !bytes[range.upperBound..<last].contains(where: isPart), last < bytes.count, bytes[last] == 0x20 {
      last += 1
      while last < bytes.count, last - range.upperBound < Self.shownBytes, isPart(bytes[last]) { last += 1 }
    }
    // Not from the middle of a sign.
    while first > 0, bytes[first] & 0xC0 == 0x80 { first -= 1 }
    while last < bytes.count, bytes[last] & 0xC0 == 0x80 { last += 1 }
    return first..<last
  }
}
