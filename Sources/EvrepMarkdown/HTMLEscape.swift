/// Text in HTML.
enum HTMLEscape {
  /// Appends `text` with `"`, `&`, `<` and `>` escaped, and NUL replaced; it may stand in text and in a quoted attribute.
  static func append(_ text: Bytes, to out: inout [UInt8]) {
    var at = 0
    while at < text.count {
      let next = text.next(1, from: at)
      if next > at { out.append(text, at..<next) }
      guard next < text.count else { return }
      append(text[next], to: &out)
      at = next + 1
    }
  }

  /// Appends the escape of a byte that needs one.
  static func append(_ byte: UInt8, to out: inout [UInt8]) {
    switch byte {
    case UInt8(ascii: "\""): out.append("&quot;")
    case UInt8(ascii: "&"): out.append("&amp;")
    case UInt8(ascii: "<"): out.append("&lt;")
    case 0: out.append("\u{FFFD}")
    default: out.append("&gt;")
    }
  }

  /// Appends an address, percent-encoded, for a quoted attribute.
  static func appendAddress(_ url: Bytes, to out: inout [UInt8]) {
    var encoded: [UInt8] = []
    Address.appendEncoded(url, to: &encoded)
    for byte in encoded {
      switch byte {
      case UInt8(ascii: "&"): out.append("&amp;")
      case UInt8(ascii: "'"): out.append("&#x27;")
      default: out.append(byte)
      }
    }
  }
}
