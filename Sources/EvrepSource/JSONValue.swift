/// A value of JSON. Keys keep the order in which they are given, so that the same findings are the same bytes.
indirect enum JSONValue {
  case null
  case bool(Bool)
  case number(Int)
  case string(String)
  case array([JSONValue])
  case object(KeyValuePairs<String, JSONValue>)
  /// An object whose pairs are chosen one by one; those that are nil are left out.
  case members([(String, JSONValue?)])

  /// On one line, ASCII quotes and control characters escaped.
  var text: String {
    var text = ""
    write(to: &text)
    return text
  }

  private func write(to text: inout String) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .number(let value): text += String(value)
    case .string(let value): Self.write(value, to: &text)
    case .array(let values):
      text += "["
      for (index, value) in values.enumerated() {
        if index > 0 { text += "," }
        value.write(to: &text)
      }
      text += "]"
    case .object(let pairs): Self.write(pairs.map { ($0.key, $0.value) }, to: &text)
    case .members(let pairs): Self.write(pairs.compactMap { pair in pair.1.map { (pair.0, $0) } }, to: &text)
    }
  }

  private static func write(_ pairs: [(String, JSONValue)], to text: inout String) {
    text += "{"
    for (index, pair) in pairs.enumerated() {
      if index > 0 { text += "," }
      write(pair.0, to: &text)
      text += ":"
      pair.1.write(to: &text)
    }
    text += "}"
  }

  private static func write(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar.value {
      case 0x22: text += "\\\""
      case 0x5C: text += "\\\\"
      case 0x0A: text += "\\n"
      case 0x09: text += "\\t"
      // Line separators too, which JavaScript once took for line ends.
      case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
