import EvrepSource

// The lines that begin and end blocks, and those that are nearly so.
extension Parser {
  /// True for a line of two colons that has a word behind them, or that can close a block; reported.
  mutating func isFence(_ line: ByteRange, _ open: [OpenBlock]) -> Bool {
    let fence = fenceRange(line)
    let isClosing = fence.upperBound == lineContentEnd(line)
    guard isClosing else {
      reportMisspelledFence(fence, fence: ":::")
      return true
    }
    guard let block = open.last(where: { $0.kind != .inlineWhen }) else { return false }
    reportMisspelledFence(fence, fence: ":::", besides: block.misspelled)
    return true
  }

  /// True for a line with another sign among its colons that has a word behind them, or that can close a block; reported.
  mutating func isMarredFence(_ line: ByteRange, _ open: [OpenBlock]) -> Bool {
    let fence = marredFence(line)
    if fence.upperBound == lineContentEnd(line), !open.contains(where: { $0.kind != .inlineWhen }) { return false }
    reportMisspelledFence(fence, fence: ":::")
    return true
  }

  /// The colons of a fence line, with the sign that stands among them.
  func marredFence(_ line: ByteRange) -> ByteRange {
    let start = fenceRange(line).lowerBound
    var (end, hasOther) = (start, false)
    while end < lineContentEnd(line), bytes[end] > 0x20 {
      let colon = ProseScanner.colonLength(bytes, end, line.upperBound)
      if colon == nil, hasOther { break }
      if colon == nil { hasOther = true }
      end += colon ?? UTF8Scalar.read(bytes, at: end, limit: line.upperBound).length
    }
    return start..<end
  }

  /// The colons of a fence line.
  func fenceRange(_ line: ByteRange) -> ByteRange {
    var start = line.lowerBound
    while start < line.upperBound, bytes[start] == UInt8(ascii: " ") || bytes[start] == UInt8(ascii: "\t") {
      start += 1
    }
    var end = start
    while let length = ProseScanner.colonLength(bytes, end, line.upperBound) { end += length }
    return start..<end
  }

  func lineContentEnd(_ line: ByteRange) -> Int {
    var end = line.upperBound
    while end > line.lowerBound, bytes[end - 1] == UInt8(ascii: "\n") || bytes[end - 1] == UInt8(ascii: "\r") {
      end -= 1
    }
    return end
  }
}
