import EvrepSource

/// Finds the byte of a code point, which parsers in C count positions in, by its number in the file or in its line.
struct CodePoints {
  private let bytes: [UInt8]
  /// The byte of every `stride`th code point.
  private var marks: [Int] = []
  /// The number of the first code point of each line.
  private var lines = [0]

  private static let stride = 64

  /// O(bytes).
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var count = 0
    for offset in bytes.indices where bytes[offset] & 0xC0 != 0x80 {
      if count % Self.stride == 0 { marks.append(offset) }
      count += 1
      if bytes[offset] == 0x0A { lines.append(count) }
    }
  }

  /// The byte of code point `index`, from 0; the file's end for one behind it. O(1).
  func offset(_ index: Int) -> Int {
    guard index >= 0, index / Self.stride < marks.count else { return bytes.count }
    var offset = marks[index / Self.stride]
    var rest = index % Self.stride
    while rest > 0, offset < bytes.count {
      offset += 1
      while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
      rest -= 1
    }
    return offset
  }

  /// The byte of a line and column, both from 0. O(1).
  func offset(line: Int, column: Int) -> Int {
    line >= 0 && line < lines.count ? offset(lines[line] + column) : bytes.count
  }
}
