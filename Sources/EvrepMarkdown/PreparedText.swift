internal import EvrepModel

/// Resolved text as cmark gets it: with glue put in.
struct PreparedText {
  let bytes: [UInt8]
  /// The offsets, ascending, in the resolved text before which a glue was put in.
  let glued: [Int]

  /// Puts a glue before each of `offsets`, which ascend.
  init(_ text: [UInt8], gluedBefore offsets: [Int]) {
    glued = offsets
    guard !offsets.isEmpty else {
      bytes = text
      return
    }
    var result: [UInt8] = []
    result.reserveCapacity(text.count + offsets.count * 3)
    let glue = [Mark.lead.0, Mark.lead.1, Mark.glue.rawValue]
    var start = 0
    for offset in offsets {
      result.append(contentsOf: text[start..<offset])
      result.append(contentsOf: glue)
      start = offset
    }
    result.append(contentsOf: text[start...])
    bytes = result
  }

  /// The offset in the resolved text of `offset` in `bytes`; O(log glues).
  func original(_ offset: Int) -> Int {
    var low = 0
    var high = glued.count
    while low < high {
      let middle = (low + high) / 2
      // The glue of number `middle` begins here, as each before it has added three bytes.
      if glued[middle] + middle * 3 < offset { low = middle + 1 } else { high = middle }
    }
    return max(0, offset - low * 3)
  }
}
