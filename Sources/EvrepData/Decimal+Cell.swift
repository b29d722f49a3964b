extension Decimal {
  /// Reads the number of a spreadsheet's cell: a plain decimal, with blanks around it, full-width digits and signs, and
  /// commas between groups of three digits.
  ///
  /// - Parameter allowsPercent: true where a `%` may stand behind the digits, as the field is declared in %.
  /// - Returns: nil for anything else: `12.`, `.5`, `1e3`, `12,34`, `12万`.
  init?(cell bytes: Span<UInt8>, allowsPercent: Bool) {
    // More than any number of 400 full-width digits with its commas can take.
    guard bytes.count <= 2048, var text = Decimal.narrowed(bytes.extracting(bytes.rangeWithoutBlanks())) else {
      return nil
    }
    if allowsPercent, text.last == UInt8(ascii: "%") { text.removeLast() }
    var rest = text[...]
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
    let parts = rest.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, var digits = Decimal.ungrouped(whole) else { return nil }
    var decimals = 0
    if parts.count > 1 {
      guard !parts[1].isEmpty, parts[1].allSatisfy(Decimal.isDigit) else { return nil }
      digits += parts[1]
      decimals = parts[1].count
    }
    self.init(isNegative: isNegative, digits: digits, decimals: decimals)
  }

  /// The bytes with full-width forms (U+FF01 … U+FF5E) as the ASCII that they stand for; nil if any other is not ASCII.
  private static func narrowed(_ bytes: Span<UInt8>) -> [UInt8]? {
    var result: [UInt8] = []
    var offset = 0
    while offset < bytes.count {
      if bytes[offset] < 0x80 {
        result.append(bytes[offset])
        offset += 1
        continue
      }
      guard bytes[offset] == 0xEF, offset + 2 < bytes.count else { return nil }
      let low = bytes[offset + 2] & 0x3F
      switch bytes[offset + 1] {
      case 0xBC where low > 0: result.append(0x20 + low)
      case 0xBD where low < 0x1F: result.append(0x60 + low)
      default: return nil
      }
      offset += 3
    }
    return result
  }

  /// The digits of `whole` without its commas; nil unless it is all digits, or groups of three behind one of one to three.
  private static func ungrouped(_ whole: ArraySlice<UInt8>) -> [UInt8]? {
    let groups = whole.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    guard let first = groups.first, !first.isEmpty, groups.allSatisfy({ $0.allSatisfy(isDigit) }) else { return nil }
    guard groups.count == 1 || first.count <= 3 && groups.dropFirst().allSatisfy({ $0.count == 3 }) else { return nil }
    return Array(groups.joined())
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}
