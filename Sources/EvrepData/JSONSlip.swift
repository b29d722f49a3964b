import EvrepSource

/// What is typed in a JSON file and is no JSON, where it is plain what is meant: signs of full width, curly and single
/// quotes, thousands with commas, a comma behind the last value, a comment.
struct JSONSlip {
  /// What is to be changed.
  let range: ByteRange
  let message: Message
  let remedy: Message

  init?(_ file: DataFile, _ fault: JSONFault) {
    guard case .unexpected(let expected) = fault.problem else { return nil }
    let (bytes, at) = (file.bytes, fault.range.lowerBound)
    guard at < bytes.count else { return nil }
    if let number = Self.grouped(bytes, at, expected) {
      self = Self.number(file, number)
    } else if let number = Self.wideNumber(bytes, at, expected) {
      self = Self.number(file, number)
    } else if let sign = Self.wideSign(bytes, at) {
      let found = file.text(at..<at + sign.length)
      self.init(
        at..<at + sign.length, Message(en: "‘\(found)’ is no sign of JSON", zh: "“\(found)”不是 JSON 的符号"),
        Message(en: "write ‘\(sign.narrow)’, as at all such places", zh: "请改为半角的 \(sign.narrow)，各处都要改"))
    } else if bytes[at] == UInt8(ascii: "'") {
      self.init(
        at..<at + 1, Message(en: "a text of JSON stands in double quotes", zh: "JSON 的文字用双引号"),
        Message(en: "write \" instead of ' around keys and texts", zh: "请把键和文字两边的 ' 改为 \""))
    } else if let comma = Self.lastComma(bytes, at) {
      self.init(
        comma..<comma + 1, Message(en: "nothing follows this ‘,’", zh: "这个“,”之后没有内容"),
        Message(en: "take it out: commas stand between values only", zh: "请删去：逗号只写在值与值之间"))
    } else if bytes[at] == UInt8(ascii: "/") || bytes[at] == UInt8(ascii: "#") {
      self.init(
        at..<at + 1, Message(en: "JSON has no comments", zh: "JSON 不能有注释"),
        Message(en: "take the comment out", zh: "请删去注释"))
    } else {
      return nil
    }
  }

  private init(_ range: ByteRange, _ message: Message, _ remedy: Message) {
    (self.range, self.message, self.remedy) = (range, message, remedy)
  }

  private static func number(_ file: DataFile, _ range: ByteRange) -> JSONSlip {
    let found = Quote.short(file.text(range))
    var digits = ""
    for scalar in file.text(range).unicodeScalars {
      let value = scalar.value >= 0xFF01 && scalar.value <= 0xFF5E ? scalar.value - 0xFEE0 : scalar.value
      if value != 0x2C, let narrow = Unicode.Scalar(value) { digits.unicodeScalars.append(narrow) }
    }
    return JSONSlip(
      range, Message(en: "‘\(found)’ is no number of JSON", zh: "“\(found)”不是 JSON 的数"),
      Message(
        en: "write \(digits): a number has digits of half width, and no commas", zh: "请写 \(digits)：数用半角数字，不加分节号"))
  }

  /// `1,102,500`, where the digits behind a comma are not what stands there.
  private static func grouped(_ bytes: [UInt8], _ at: Int, _ expected: JSONExpectation) -> ByteRange? {
    guard expected == .key, isDigit(bytes[at]) else { return nil }
    var start = at
    while start > 0, bytes[start - 1] == UInt8(ascii: ",") || isDigit(bytes[start - 1]) { start -= 1 }
    var end = at
    while end < bytes.count, isDigit(bytes[end]) || (bytes[end] == UInt8(ascii: ",") && isGroup(bytes, end + 1)) {
      end += 1
    }
    if end + 1 < bytes.count, bytes[end] == UInt8(ascii: "."), isDigit(bytes[end + 1]) {
      end += 1
      while end < bytes.count, isDigit(bytes[end]) { end += 1 }
    }
    return start < at && isGroup(bytes, at) && isDigit(bytes[start]) ? start..<end : nil
  }

  private static func isGroup(_ bytes: [UInt8], _ at: Int) -> Bool {
    at + 2 < bytes.count && bytes[at..<at + 3].allSatisfy(isDigit) && (at + 3 == bytes.count || !isDigit(bytes[at + 3]))
  }

  /// The scalar at `offset` and its bytes; 0 at the end.
  private static func scalar(_ bytes: [UInt8], _ offset: Int) -> (value: UInt32, length: Int) {
    let text = String(decoding: bytes[min(offset, bytes.count)..<min(offset + 4, bytes.count)], as: UTF8.self)
    return text.unicodeScalars.first.map { ($0.value, UTF8.width($0)) } ?? (0, 1)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  /// `１２，３００`, or `12，300` at its comma.
  private static func wideNumber(_ bytes: [UInt8], _ at: Int, _ expected: JSONExpectation) -> ByteRange? {
    var start = at
    if expected == .commaOrBrace || expected == .commaOrBracket {
      while start > 0, isDigit(bytes[start - 1]) { start -= 1 }
      guard start < at else { return nil }
    } else if expected != .value {
      return nil
    }
    var (end, digits, isWide) = (start, 0, false)
    while end < bytes.count {
      let (scalar, length) = Self.scalar(bytes, end)
      switch scalar {
      case 0x30...0x39: digits += 1
      case 0xFF10...0xFF19: (digits, isWide) = (digits + 1, true)
      case 0xFF0C, 0xFF0E, 0x2E:
        // A comma of full width may part two members.
        let next = Self.scalar(bytes, end + length).value
        guard (0x30...0x39).contains(next) || (0xFF10...0xFF19).contains(next) else {
          return isWide && digits > 0 ? start..<end : nil
        }
        isWide = isWide || scalar != 0x2E
      default: return isWide && digits > 0 ? start..<end : nil
      }
      end += length
    }
    return isWide && digits > 0 ? start..<end : nil
  }

  /// A sign of full width, or a curly quote, and the one of JSON.
  private static func wideSign(_ bytes: [UInt8], _ at: Int) -> (narrow: String, length: Int)? {
    let (scalar, length) = Self.scalar(bytes, at)
    switch scalar {
    case 0x201C, 0x201D, 0xFF02, 0x300C, 0x300D: return ("\"", length)
    case 0x3001: return (",", length)
    case 0xFF0C, 0xFF1A, 0xFF3B, 0xFF3D, 0xFF5B, 0xFF5D, 0xFF0D:
      return Unicode.Scalar(scalar - 0xFEE0).map { (String($0), length) }
    default: return nil
    }
  }

  /// The comma before a closing bracket that stands at `at`.
  private static func lastComma(_ bytes: [UInt8], _ at: Int) -> Int? {
    guard bytes[at] == UInt8(ascii: "}") || bytes[at] == UInt8(ascii: "]") else { return nil }
    var offset = at - 1
    while offset >= 0, bytes[offset] <= 0x20 { offset -= 1 }
    return offset >= 0 && bytes[offset] == UInt8(ascii: ",") ? offset : nil
  }
}
