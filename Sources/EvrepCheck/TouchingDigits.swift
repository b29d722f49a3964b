import EvrepSource
import EvrepSyntax
import EvrepUnits

/// Digits that are typed right beside a figure and print as part of it: £{x}000, 1{x}万元, {x}.5%.
extension Checker {
  /// True where digits touch a figure, which is reported. A bare number may be part of a code, K1{n}; zeros behind one are digits of it.
  mutating func hasTouchingDigits(_ kind: QuantityKind, _ node: SyntaxNode, _ limit: Int) -> Bool {
    let bytes = node.fileBytes
    guard let range = digitsBehind(kind, node, bytes, limit) ?? digitsBefore(kind, node, bytes) else { return false }
    let text = String(decoding: bytes[range], as: UTF8.self)
    report(
      .unreadUnit, Place(node.file, range), en: "‘\(text)’ touches the figure, and the two print as one number",
      zh: "“\(text)”紧挨着这个数，会印成一个数", labels: [Label(node.place, Message(en: "the figure", zh: "这个数"))])
    return true
  }

  private func digitsBehind(_ kind: QuantityKind, _ node: SyntaxNode, _ bytes: [UInt8], _ limit: Int) -> ByteRange? {
    let start = node.range.upperBound
    guard start < limit else { return nil }
    let first = bytes[start] == UInt8(ascii: ",") || bytes[start] == UInt8(ascii: ".") ? start + 1 : start
    var end = first
    while end < limit, bytes[end] &- 0x30 < 10 { end += 1 }
    guard end > first, bytes[start] != UInt8(ascii: ",") || end - first == 3 else { return nil }
    if kind == .number {
      guard end - first > 1, bytes[start] != UInt8(ascii: "."),
        bytes[first..<end].allSatisfy({ $0 == UInt8(ascii: "0") })
      else { return nil }
    }
    return start..<end
  }

  private func digitsBefore(_ kind: QuantityKind, _ node: SyntaxNode, _ bytes: [UInt8]) -> ByteRange? {
    guard kind != .number else { return nil }
    let end = node.range.lowerBound
    var start = end
    while start > 0, bytes[start - 1] &- 0x30 < 10 || bytes[start - 1] == UInt8(ascii: ".") { start -= 1 }
    guard start < end, bytes[start] &- 0x30 < 10 else { return nil }
    // 1.{x} at the beginning of a line numbers it, and A1{x} is a code.
    if bytes[end - 1] == UInt8(ascii: ".") {
      let line = bytes[..<start].last { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "#") && $0 != UInt8(ascii: "-") }
      if line == nil || line == UInt8(ascii: "\n") { return nil }
    }
    if start > 0, bytes[start - 1] | 0x20 >= UInt8(ascii: "a"), bytes[start - 1] | 0x20 <= UInt8(ascii: "z") {
      return nil
    }
    return start..<end
  }
}
