import EvrepSource

/// Finds where a TOML file goes too deep, before toml++ does, which recurses into the tables of a dotted key without bound.
///
/// Strings and comments of TOML are told from the rest without regard to its grammar, so that dots and brackets outside of
/// them can be counted; where the file is no TOML the count may be wrong, but not before the place where that shows.
struct TOMLNesting {
  private let bytes: [UInt8]
  private var offset = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The byte at which more than `limit` tables and arrays stand in one another; nil if none do. O(bytes).
  mutating func firstTooDeep(limit: Int) -> Int? {
    // The dots of the keys around each open bracket.
    var open: [Int] = []
    var (outer, dots) = (0, 0)
    while offset < bytes.count {
      switch bytes[offset] {
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        skipString(bytes[offset])
        continue
      case UInt8(ascii: "#"): skipComment()
      case UInt8(ascii: "."): dots += 1
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        open.append(dots)
        outer += dots + 1
        dots = 0
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        if let around = open.popLast() {
          outer -= around + 1
          dots = around
        }
      case UInt8(ascii: ","): dots = 0
      case 0x0A:
        // The key of an array or inline table goes on behind the line; any other ends with it.
        dots = 0
      default: break
      }
      if outer + dots >= limit { return offset }
      offset += 1
    }
    return nil
  }

  private mutating func skipComment() {
    while offset + 1 < bytes.count, bytes[offset + 1] != 0x0A { offset += 1 }
  }

  /// Passes over the string that begins with `quote`; one on a single line ends with it at the latest.
  private mutating func skipString(_ quote: UInt8) {
    func isLong(_ start: Int) -> Bool { start + 2 < bytes.count && bytes[start..<start + 3].allSatisfy { $0 == quote } }
    let isLongString = isLong(offset)
    offset += isLongString ? 3 : 1
    while offset < bytes.count {
      if bytes[offset] == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        offset += 2
      } else if isLongString ? isLong(offset) : bytes[offset] == quote {
        offset += isLongString ? 3 : 1
        // Up to two quotes may stand before the three that close.
        while isLongString, offset < bytes.count, bytes[offset] == quote { offset += 1 }
        return
      } else if !isLongString, bytes[offset] == 0x0A {
        return
      } else {
        offset += 1
      }
    }
  }
}
