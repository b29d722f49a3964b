import EvrepModel

/// Finds rows that have the same value in one column; O(rows) time and eight bytes a row.
struct KeyIndex {
  /// Row numbers plus 1, or 0; a power of two of them, at least twice the rows.
  private var slots: [UInt32]
  private let column: Column

  init(_ column: Column, rowCount: Int) {
    var size = 16
    while size < rowCount * 2 { size *= 2 }
    slots = [UInt32](repeating: 0, count: size)
    self.column = column
  }

  /// Adds the next row; the first row with the same value, or nil if there is none or the cell is missing.
  mutating func insert(_ row: Int) -> Int? {
    guard let hash = hash(row) else { return nil }
    var slot = hash & (slots.count - 1)
    while slots[slot] != 0 {
      let other = Int(slots[slot]) - 1
      if isEqual(other, row) { return other }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = UInt32(truncatingIfNeeded: row + 1)
    return nil
  }

  /// Seeded anew in every process, so that no file can be made to collide; nil where the cell is missing.
  private func hash(_ row: Int) -> Int? {
    var hasher = Hasher()
    switch column {
    case .integers(let values):
      guard values[row] != Column.missingInteger else { return nil }
      hasher.combine(values[row])
    case .decimals(let values, _):
      guard values[row] != Column.missingDecimal else { return nil }
      hasher.combine(values[row])
    case .numbers(let values):
      guard let value = values[row] else { return nil }
      hasher.combine(value)
    case .texts(let texts):
      guard let range = texts.range(row) else { return nil }
      texts.bytes.withUnsafeBytes { hasher.combine(bytes: UnsafeRawBufferPointer(rebasing: $0[range])) }
    }
    return hasher.finalize() & Int.max
  }

  private func isEqual(_ left: Int, _ right: Int) -> Bool {
    switch column {
    case .integers(let values): return values[left] == values[right]
    case .decimals(let values, _): return values[left] == values[right]
    case .numbers(let values): return values[left] == values[right]
    case .texts(let texts):
      guard let first = texts.range(left), let second = texts.range(right) else { return false }
      let bytes = texts.bytes.span
      return bytes.extracting(first).isEqual(to: bytes.extracting(second))
    }
  }
}
