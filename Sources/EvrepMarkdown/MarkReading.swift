internal import EvrepModel

/// A mark found in text.
struct FoundMark {
  /// Nil for a glue, a stray end or a noncharacter that no source can hold: printed as nothing.
  let mark: Mark?
  let index: Int
  /// The offset after the mark.
  let end: Int
}

extension Bytes {
  /// True where a mark's first two bytes stand at `index`.
  func isMark(at index: Int) -> Bool {
    guard index + 2 < count, self[index] == 0xEF, self[index + 1] == 0xB7 else { return false }
    let third = self[index + 2]
    return third >= 0x90 && third <= 0xAF
  }

  /// Reads the mark at `index`, where `isMark(at:)` holds.
  func mark(at index: Int) -> FoundMark {
    let kind = self[index + 2]
    var end = index + 3
    guard let mark = Mark(rawValue: kind), mark != .glue, mark != .end else {
      return FoundMark(mark: nil, index: 0, end: end)
    }
    var number = 0
    while end < count, ASCII.isDigit(self[end]), end - index < 16 {
      number = number * 10 + Int(self[end] - 0x30)
      end += 1
    }
    guard end > index + 3, isMark(at: end), self[end + 2] == Mark.end.rawValue else {
      return FoundMark(mark: nil, index: 0, end: end)
    }
    return FoundMark(mark: mark, index: number, end: end + 3)
  }

  /// The next offset at or after `start` where a mark begins, or `count`.
  func nextMark(from start: Int) -> Int {
    var at = next(2, from: start)
    while at < count, !isMark(at: at) { at = next(2, from: at + 1) }
    return at
  }
}
