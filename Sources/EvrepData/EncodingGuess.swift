package import EvrepModel
import EvrepSource

/// What the bytes of a file that is no UTF-8 say of its encoding.
package struct EncodingGuess {
  /// Runs of bytes beyond ASCII, and those of them that are one or two long.
  private var runs = 0
  private var shortRuns = 0
  /// Short runs that touch a letter of ASCII, as é does in Orléans.
  private var runsInWords = 0
  private var isGB18030 = true
  private var isWindows1252 = true
  /// Characters that GB 2312 has, and others.
  private var (common, others) = (0, 0)
  /// The file is UTF-8 with a few broken bytes: by its characters of three bytes, or by those of two as well, which two
  /// characters of GB 18030 often look like.
  private let (isBrokenUTF8, isBrokenLatin): (Bool, Bool)

  /// O(bytes).
  package init(_ bytes: Span<UInt8>) {
    let (two, three, bad) = Self.charactersOfUTF8(bytes)
    isBrokenUTF8 = three > 0 && three >= bad
    isBrokenLatin = two + three >= bad
    var offset = 0
    while offset < bytes.count {
      let start = bytes.firstOffset(notASCIIFrom: offset, to: bytes.count)
      guard start < bytes.count else { break }
      var end = start
      while end < bytes.count, bytes[end] >= 0x80 {
        if Windows1252.scalar(bytes[end]) == nil { isWindows1252 = false }
        end += 1
      }
      note(bytes, start..<end)
      offset = max(end, gb18030(bytes, start, end))
    }
  }

  private mutating func note(_ bytes: Span<UInt8>, _ run: Range<Int>) {
    func isLetter(_ offset: Int) -> Bool {
      bytes.indices.contains(offset) && bytes[offset] | 0x20 >= UInt8(ascii: "a")
        && bytes[offset] | 0x20 <= UInt8(ascii: "z")
    }
    runs += 1
    guard run.count <= 2 else { return }
    shortRuns += 1
    if isLetter(run.lowerBound - 1) || isLetter(run.upperBound) { runsInWords += 1 }
  }

  /// Counts the characters of GB 18030 from `start` on that begin before `end`; where the last of them ends.
  private mutating func gb18030(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    var offset = start
    while offset < end {
      guard let (_, length) = GB18030.scalar(bytes, at: offset) else {
        isGB18030 = false
        return end
      }
      if length == 2, GB18030.isCommon(bytes, at: offset) { common += 1 } else { others += 1 }
      offset += length
    }
    return offset
  }

  /// The file is well-formed GB 18030, most of its characters are ones that GB 2312 has, they do not stand inside of words
  /// of Latin letters, and it is no UTF-8 with a few broken bytes.
  package var isPlainlyGB18030: Bool { canBeGB18030 && runsInWords * 2 <= runs }

  /// The file may be declared as GB 18030 and is Windows-1252: an accented letter before a letter of ASCII, as in Zürich, is
  /// a character that GB 2312 has not, inside of a word.
  var isHardlyGB18030: Bool { isWindows1252 && !isBrokenUTF8 && common <= others && runsInWords * 2 > runs }

  private var canBeGB18030: Bool { isGB18030 && common > others && !isBrokenUTF8 }

  /// The encodings in which the file is text that somebody may have written, the likelier first.
  package var candidates: [TextEncoding] {
    guard !isBrokenUTF8 else { return [] }
    let latin: [TextEncoding] = isWindows1252 && !isBrokenLatin && shortRuns * 2 >= runs ? [.windows1252] : []
    guard canBeGB18030 else { return latin }
    return isPlainlyGB18030 ? [.gb18030] + latin : latin + [.gb18030]
  }

  /// All of the bytes are UTF-8, and most characters of three bytes: those of two are often characters of GB 18030 too.
  static func isPlainlyUTF8(_ bytes: Span<UInt8>) -> Bool {
    guard firstIllFormedByte(of: bytes) == nil else { return false }
    let (two, three, _) = charactersOfUTF8(bytes)
    return three > two
  }

  /// How many characters of two and of three bytes are well-formed UTF-8, and how many bytes are not.
  private static func charactersOfUTF8(_ bytes: Span<UInt8>) -> (two: Int, three: Int, bad: Int) {
    var (two, three, bad, offset) = (0, 0, 0, 0)
    while offset < bytes.count {
      let rest = firstIllFormedByte(of: bytes.extracting(offset..<bytes.count)).map { $0 + offset } ?? bytes.count
      while offset < rest {
        if bytes[offset] >= 0xC2, bytes[offset] < 0xE0 { two += 1 }
        if bytes[offset] >= 0xE0, bytes[offset] < 0xF0 { three += 1 }
        offset += 1
      }
      if rest < bytes.count { bad += 1 }
      offset = rest + 1
    }
    return (two, three, bad)
  }

  /// The cell or word around byte `offset` as it reads in `encoding`; nil where it is long.
  package static func excerpt(_ bytes: [UInt8], around offset: Int, as encoding: TextEncoding) -> String? {
    // None of these is part of a longer character in GB 18030.
    let ends = Array(" ,;\t\r\n\"'|".utf8)
    var (start, end) = (offset, offset)
    while start > 0, !ends.contains(bytes[start - 1]), offset - start <= 40 { start -= 1 }
    while end < bytes.count, !ends.contains(bytes[end]), end - offset <= 40 { end += 1 }
    guard start < end, end - start <= 40 else { return nil }
    let text = DecodedText(Array(bytes[start..<end]), declared: encoding)
    return text.damage?.isReadable ?? true ? String(decoding: text.bytes, as: UTF8.self) : nil
  }
}
