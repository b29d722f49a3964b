import EvrepSyntax

/// The pairs of brackets and quotation marks in a paragraph. What has no partner is none.
struct Brackets {
  /// At each byte where a pair opens 1, where one closes -1.
  private(set) var change: [Int8]
  /// The same for the brackets of links.
  private(set) var linkChange: [Int8]
  private static let searchLimit = 16

  init(_ prose: RoledText) {
    change = [Int8](repeating: 0, count: prose.count + 1)
    linkChange = change
    var open: [(closing: UInt32, offset: Int)] = []
    var offset = 0
    while offset < prose.count {
      guard prose.roles[offset] == .prose else {
        offset += 1
        continue
      }
      let (scalar, length) = prose.scalar(at: offset)
      if scalar == 0x5C {
        // What is escaped is no sign; a line end is not escaped.
        offset += 1
        if offset < prose.count, prose.bytes[offset] != 0x0A { offset += prose.scalar(at: offset).length }
        continue
      }
      let isQuote = scalar == UInt32(UInt8(ascii: "\""))
      if let match = open.suffix(Self.searchLimit).lastIndex(where: { $0.closing == scalar }) {
        let isLink = scalar == UInt32(UInt8(ascii: "]")) || scalar == UInt32(UInt8(ascii: ")"))
        change[open[match].offset] = 1
        change[offset] = -1
        if isLink {
          linkChange[open[match].offset] = 1
          linkChange[offset] = -1
        }
        open.removeSubrange(match...)
      } else if let closing = isQuote ? scalar : Self.closing(of: scalar) {
        open.append((closing, offset))
      }
      offset += length
    }
  }

  private static func closing(of scalar: UInt32) -> UInt32? {
    switch Unicode.Scalar(scalar) {
    case "(": UInt32(UInt8(ascii: ")"))
    case "[": UInt32(UInt8(ascii: "]"))
    case "（": 0xFF09
    case "“", "「", "『", "《", "〈", "【", "〔": scalar + 1
    default: nil
    }
  }
}
