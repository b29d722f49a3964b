import EvrepModel
import EvrepSource

/// The cases of an enumeration, found by their bytes.
struct CaseTable {
  /// The names end to end, and where each stands.
  private var bytes: [UInt8] = []
  private var ranges: [ByteRange] = []
  /// Buckets of case indices by `hash`; a power of two of them, at least twice the cases.
  private var buckets: [[Int32]]

  init(_ enumeration: Enumeration) {
    var size = 2
    while size < enumeration.cases.count * 2 { size *= 2 }
    buckets = [[Int32]](repeating: [], count: size)
    for (index, name) in enumeration.cases.enumerated() {
      let start = bytes.count
      bytes += name.utf8
      ranges.append(start..<bytes.count)
      let hash = Self.hash(bytes.span.extracting(start..<bytes.count))
      buckets[hash & (size - 1)].append(Int32(truncatingIfNeeded: index))
    }
  }

  /// The index of the first case that is exactly `text`, or nil.
  @inline(__always)
  func index(of text: Span<UInt8>) -> Int32? {
    let names = bytes.span
    for index in buckets[Self.hash(text) & (buckets.count - 1)] {
      if names.extracting(ranges[Int(index)]).isEqual(to: text) { return index }
    }
    return nil
  }

  /// Mixes length and bytes; the cases are the writer's own, so nobody gains by collisions.
  @inline(__always)
  private static func hash(_ text: Span<UInt8>) -> Int {
    var hash = text.count
    for offset in text.indices { hash = (hash &* 31) &+ Int(text[offset]) }
    return hash ^ (hash >> 7)
  }
}
