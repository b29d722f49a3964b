import EvrepModel
import EvrepSource

/// The text of a file in UTF-8, without a byte order mark.
struct DecodedText {
  var bytes: [UInt8]
  var encoding: TextEncoding
  /// The first bytes that are no text; nil where all are.
  var damage: Damage?

  struct Damage {
    /// Where U+FFFD stands for it in the text, or where the ill-formed byte itself stands.
    let offset: Int
    let byte: UInt8
    /// The bytes are text in the encoding, and hardly what was written.
    var isReadable = false
  }

  /// Decodes a file: by its byte order mark, else as `declared` where it may be that, else as UTF-8 if it is that, else as GB 18030 if it
  /// plainly is that.
  init(_ bytes: consuming [UInt8], declared: TextEncoding?) {
    let mark = Self.mark(bytes)
    switch mark?.encoding ?? declared {
    case .utf8:
      if let mark { bytes.removeFirst(mark.length) }
      self.init(utf8: bytes)
    case .gb18030:
      // A file that was saved in UTF-8 meanwhile.
      if EncodingGuess.isPlainlyUTF8(bytes.span) {
        self.init(bytes: bytes, encoding: .utf8, damage: nil)
        return
      }
      let first = bytes.span.firstOffset(notASCIIFrom: 0, to: bytes.count)
      let isDoubtful = first < bytes.count && EncodingGuess(bytes.span).isHardlyGB18030
      let doubt = isDoubtful ? Damage(offset: first, byte: bytes[first], isReadable: true) : nil
      self.init(gb18030: bytes)
      damage = damage ?? doubt
    case .windows1252:
      // Every text is well-formed in it, UTF-8 too, which would read ‘Ã©’ for ‘é’.
      if firstIllFormedByte(of: bytes.span) == nil {
        self.init(bytes: bytes, encoding: .utf8, damage: nil)
      } else {
        self.init(windows1252: bytes)
      }
    case .utf16LittleEndian: self.init(utf16: bytes, from: mark?.length ?? 0, high: 1)
    case .utf16BigEndian: self.init(utf16: bytes, from: mark?.length ?? 0, high: 0)
    case nil:
      guard let offset = firstIllFormedByte(of: bytes.span) else {
        self.init(bytes: bytes, encoding: .utf8, damage: nil)
        return
      }
      if EncodingGuess(bytes.span).isPlainlyGB18030 {
        self.init(gb18030: bytes)
        return
      }
      self.init(bytes: bytes, encoding: .utf8, damage: Damage(offset: offset, byte: bytes[offset]))
    }
  }

  private init(bytes: [UInt8], encoding: TextEncoding, damage: Damage?) {
    self.bytes = bytes
    self.encoding = encoding
    self.damage = damage
  }

  private static func mark(_ bytes: [UInt8]) -> (encoding: TextEncoding, length: Int)? {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
    if bytes.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
    return bytes.starts(with: [0xFE, 0xFF]) ? (.utf16BigEndian, 2) : nil
  }

  init(utf8 bytes: consuming [UInt8]) {
    let damage = firstIllFormedByte(of: bytes.span).map { Damage(offset: $0, byte: bytes[$0]) }
    self.init(bytes: bytes, encoding: .utf8, damage: damage)
  }

  // MARK: GB 18030

  private init(gb18030 bytes: [UInt8]) {
    let source = bytes.span
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count + bytes.count / 2)
    var damage: Damage?
    var offset = 0
    while offset < source.count {
      let plain = source.firstOffset(notASCIIFrom: offset, to: source.count)
      if plain > offset { text += bytes[offset..<plain] }
      offset = plain
      guard offset < source.count else { break }
      if let (scalar, length) = GB18030.scalar(source, at: offset) {
        text.append(utf8: scalar)
        offset += length
      } else {
        if damage == nil { damage = Damage(offset: text.count, byte: source[offset]) }
        text.append(utf8: 0xFFFD)
        offset += 1
      }
    }
    self.init(bytes: text, encoding: .gb18030, damage: damage)
  }

  // MARK: Windows-1252

  private init(windows1252 bytes: [UInt8]) {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count + bytes.count / 8)
    var damage: Damage?
    for byte in bytes {
      let scalar = Windows1252.scalar(byte)
      if scalar == nil, damage == nil { damage = Damage(offset: text.count, byte: byte) }
      text.append(utf8: scalar ?? 0xFFFD)
    }
    self.init(bytes: text, encoding: .windows1252, damage: damage)
  }

  // MARK: UTF-16

  /// - Parameter high: where in a pair of bytes the higher one stands, 0 or 1.
  private init(utf16 bytes: [UInt8], from start: Int, high: Int) {
    func unit(_ offset: Int) -> UInt32 { UInt32(bytes[offset + high]) << 8 | UInt32(bytes[offset + 1 - high]) }
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count)
    var damage: Damage?
    var offset = start
    while offset + 1 < bytes.count {
      var scalar = unit(offset)
      let first = offset
      offset += 2
      if scalar >= 0xD800, scalar < 0xE000 {
        if scalar < 0xDC00, offset + 1 < bytes.count, (0xDC00..<0xE000).contains(unit(offset)) {
          scalar = 0x1_0000 + (scalar - 0xD800) << 10 + (unit(offset) - 0xDC00)
          offset += 2
        } else {
          if damage == nil { damage = Damage(offset: text.count, byte: bytes[first]) }
          scalar = 0xFFFD
        }
      }
      text.append(utf8: scalar)
    }
    if offset < bytes.count {
      if damage == nil { damage = Damage(offset: text.count, byte: bytes[offset]) }
      text.append(utf8: 0xFFFD)
    }
    self.init(bytes: text, encoding: high == 1 ? .utf16LittleEndian : .utf16BigEndian, damage: damage)
  }
}

extension [UInt8] {
  /// Appends a Unicode scalar in UTF-8.
  fileprivate mutating func append(utf8 scalar: UInt32) {
    func trailing(_ shift: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: 0x80 | (scalar >> shift) & 0x3F) }
    switch scalar {
    case ..<0x80: append(UInt8(truncatingIfNeeded: scalar))
    case ..<0x800:
      append(UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6))
      append(trailing(0))
    case ..<0x1_0000:
      append(UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12))
      append(trailing(6))
      append(trailing(0))
    default:
      append(UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18))
      append(trailing(12))
      append(trailing(6))
      append(trailing(0))
    }
  }
}
