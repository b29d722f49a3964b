import EvrepModel
import EvrepSource

/// How a file of separated values is laid out.
struct CSVDialect {
  var delimiter: UInt8
  /// The first byte that is looked at: past a line `sep=;`, which Excel reads and does not show.
  var start = 0
  /// The rows of the headers, from 1.
  let headerRows: ClosedRange<Int>

  /// - Parameter delimiter: what parts cells where neither the declaration nor the file says so.
  init(_ file: DataFile, delimiter: UInt8) {
    self.delimiter = delimiter
    let binding = file.schema.binding
    headerRows = binding.headerRows?.value ?? 1...1
    let bytes = file.bytes.span
    if let (sign, end) = Self.separatorLine(bytes) {
      self.delimiter = sign
      start = end
    }
    if let declared = binding.delimiter?.value { self.delimiter = declared }
  }

  /// The sign of a first line `sep=;` or `"sep=;"`, and the byte behind its line end.
  private static func separatorLine(_ bytes: Span<UInt8>) -> (sign: UInt8, end: Int)? {
    let quote = UInt8(ascii: "\"")
    var offset = bytes.count > 0 && bytes[0] == quote ? 1 : 0
    let isQuoted = offset == 1
    for letter in "sep=".utf8 {
      guard offset < bytes.count, bytes[offset] | (letter == UInt8(ascii: "=") ? 0 : 0x20) == letter else { return nil }
      offset += 1
    }
    guard offset < bytes.count, bytes[offset] < 0x80, bytes[offset] != quote, bytes[offset] != 0x0A,
      bytes[offset] != 0x0D
    else { return nil }
    let sign = bytes[offset]
    offset += 1
    if isQuoted, offset < bytes.count, bytes[offset] == quote { offset += 1 }
    guard offset < bytes.count else { return (sign, offset) }
    guard bytes[offset] == 0x0A || bytes[offset] == 0x0D else { return nil }
    let isPair = bytes[offset] == 0x0D && offset + 1 < bytes.count && bytes[offset + 1] == 0x0A
    return (sign, offset + (isPair ? 2 : 1))
  }
}
