package import EvrepSource

extension JSONValue {
  /// The most arrays and objects inside each other.
  private static let depthLimit = 256

  /// Reads one JSON value, RFC 8259 strictly; nil for anything else, for a key that stands twice, and for what is nested
  /// more than 256 deep.
  package init?(json bytes: [UInt8]) {
    guard firstIllFormedByte(of: bytes.span) == nil else { return nil }
    var scanner = JSONScanner(bytes)
    scanner.skipBlanks()
    guard let tree = Self.read(&scanner, depth: 0) else { return nil }
    scanner.skipBlanks()
    guard scanner.isAtEnd else { return nil }
    self = tree
  }

  private static func read(_ scanner: inout JSONScanner, depth: Int) -> JSONValue? {
    guard depth < depthLimit else { return nil }
    if scanner.take(UInt8(ascii: "[")) { return elements(&scanner, depth) }
    if scanner.take(UInt8(ascii: "{")) { return members(&scanner, depth) }
    guard let scalar = scanner.scalar() else { return nil }
    let token = scanner.bytes[scalar.range]
    switch scalar.form {
    case .string:
      let text = JSONScanner.Text(range: scalar.range, hasEscapes: scalar.hasEscapes)
      return .string(String(decoding: scanner.decoded(text), as: UTF8.self))
    case .bool: return .bool(token.first == UInt8(ascii: "t"))
    case .number:
      let digits = String(decoding: token, as: UTF8.self)
      return Int(digits).map { .integer($0) } ?? .number(digits)
    default: return .null
    }
  }

  private static func elements(_ scanner: inout JSONScanner, _ depth: Int) -> JSONValue? {
    var elements: [JSONValue] = []
    scanner.skipBlanks()
    if scanner.take(UInt8(ascii: "]")) { return .array([]) }
    while true {
      scanner.skipBlanks()
      guard let element = read(&scanner, depth: depth + 1) else { return nil }
      elements.append(element)
      scanner.skipBlanks()
      if scanner.take(UInt8(ascii: "]")) { return .array(elements) }
      guard scanner.take(UInt8(ascii: ",")) else { return nil }
    }
  }

  private static func members(_ scanner: inout JSONScanner, _ depth: Int) -> JSONValue? {
    var members: [Member] = []
    var keys = JSONKeys()
    scanner.skipBlanks()
    if scanner.take(UInt8(ascii: "}")) { return .members([]) }
    while true {
      scanner.skipBlanks()
      guard let key = scanner.key(), keys.insert(key, scanner), let value = read(&scanner, depth: depth + 1) else {
        return nil
      }
      members.append(Member(String(decoding: scanner.decoded(key), as: UTF8.self), value))
      scanner.skipBlanks()
      if scanner.take(UInt8(ascii: "}")) { return .members(members) }
      guard scanner.take(UInt8(ascii: ",")) else { return nil }
    }
  }
}
