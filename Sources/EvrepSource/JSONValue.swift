/// A value of JSON. Members keep the order in which they are given, so that the same content is the same bytes.
package indirect enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case integer(Int)
  /// A number that is no machine integer, as it is written.
  case number(String)
  case string(String)
  case array([JSONValue])
  /// An object.
  case members([Member])

  package struct Member: Hashable, Sendable {
    package let key: String
    package let value: JSONValue

    package init(_ key: String, _ value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  /// An object of the pairs whose value is not nil.
  package static func object(_ pairs: KeyValuePairs<String, JSONValue?>) -> JSONValue { .members(present(pairs)) }

  /// The pairs whose value is not nil, as members.
  static func present(_ pairs: KeyValuePairs<String, JSONValue?>) -> [Member] {
    pairs.compactMap { pair in pair.value.map { Member(pair.key, $0) } }
  }

  package static func strings(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }

  // MARK: Reading

  /// The first member of an object that has this key; nil where there is none.
  package subscript(_ key: String) -> JSONValue? {
    guard case .members(let members) = self else { return nil }
    return members.first { $0.key.utf8.elementsEqual(key.utf8) }?.value
  }

  package var elements: [JSONValue] {
    if case .array(let elements) = self { return elements }
    return []
  }

  package var text: String? {
    if case .string(let text) = self { return text }
    return nil
  }

  package var integer: Int? {
    if case .integer(let value) = self { return value }
    return nil
  }

  // MARK: Writing

  /// The value on one line without blanks.
  var compact: String { written(comma: ",", colon: ":") }

  /// The value on one line, with a blank behind commas and colons.
  package var line: String { written(comma: ", ", colon: ": ") }

  private func written(comma: String, colon: String) -> String {
    var text = ""
    write(to: &text, comma, colon)
    return text
  }

  private func write(to text: inout String, _ comma: String, _ colon: String) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    case .number(let digits): text += digits
    case .string(let string): Self.write(string, to: &text)
    case .array(let elements):
      text += "["
      for (index, element) in elements.enumerated() {
        if index > 0 { text += comma }
        element.write(to: &text, comma, colon)
      }
      text += "]"
    case .members(let members):
      text += "{"
      for (index, member) in members.enumerated() {
        if index > 0 { text += comma }
        Self.write(member.key, to: &text)
        text += colon
        member.value.write(to: &text, comma, colon)
      }
      text += "}"
    }
  }

  private static func write(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar.value {
      case 0x22: text += "\\\""
      case 0x5C: text += "\\\\"
      case 0x0A: text += "\\n"
      case 0x09: text += "\\t"
      // Control and bidirectional characters, which steer a terminal, and the line ends of JavaScript.
      case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
