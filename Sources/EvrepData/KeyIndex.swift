import EvrepModel
import EvrepUnits

/// Finds rows that have the same value in one column; missing cells are no values.
enum KeyIndex {
  /// Calls `report` for each row whose value an earlier row has, with the first such row; in the order of rows.
  ///
  /// O(rows) time; sixteen to 32 bytes a row unless the numbers ascend, which most keys do.
  static func findDuplicates(in column: Column, rowCount: Int, report: (_ row: Int, _ first: Int) -> Void) {
    switch column {
    case .integers(let values):
      findDuplicates(in: values, missing: Column.missingInteger, report)
    case .decimals(let values, _):
      findDuplicates(in: values, missing: Column.missingDecimal, report)
    case .numbers(let values):
      probe(values.count, hash: { values[$0]?.hashValue }, isEqual: { values[$0] == values[$1] }, report)
    case .texts(let texts):
      probe(rowCount, hash: { hash(texts, $0) }, isEqual: { isEqual(texts, $0, $1) }, report)
    case .unreadable: break
    }
  }

  private static func findDuplicates<Value: FixedWidthInteger>(
    in values: [Value], missing: Value, _ report: (_ row: Int, _ first: Int) -> Void
  ) {
    // Missing cells are the least of all numbers, so a column with two of them does not ascend.
    guard !zip(values, values.dropFirst()).allSatisfy({ $0 < $1 }) else { return }
    probe(
      values.count, hash: { values[$0] == missing ? nil : values[$0].hashValue },
      isEqual: { values[$0] == values[$1] }, report)
  }

  /// Hash values are seeded anew in every process, so that no file can be made to collide.
  private static func hash(_ texts: TextColumn, _ row: Int) -> Int? {
    guard let range = texts.range(row) else { return nil }
    var hasher = Hasher()
    texts.bytes.withUnsafeBytes { hasher.combine(bytes: UnsafeRawBufferPointer(rebasing: $0[range])) }
    return hasher.finalize()
  }

  private static func isEqual(_ texts: TextColumn, _ left: Int, _ right: Int) -> Bool {
    guard let first = texts.range(left), let second = texts.range(right) else { return false }
    let bytes = texts.bytes.span
    return bytes.extracting(first).isEqual(to: bytes.extracting(second))
  }

  private static let rowMask: UInt64 = 0xFFFF_FFFF

  /// Enters each row that has a hash into a table of open addresses.
  @inline(__always)
  private static func probe(
    _ count: Int, hash: (Int) -> Int?, isEqual: (Int, Int) -> Bool, _ report: (_ row: Int, _ first: Int) -> Void
  ) {
    var size = 16
    while size < count * 2 { size *= 2 }
    // A row number plus 1 below the hash's upper half, which spares most looks at other rows; 0 for a free slot.
    var slots = [UInt64](repeating: 0, count: size)
    for row in 0..<count {
      guard let hash = hash(row) else { continue }
      let tag = UInt64(truncatingIfNeeded: hash) & ~rowMask
      var slot = hash & (size - 1)
      while slots[slot] != 0, slots[slot] & ~rowMask != tag || !isEqual(Int(slots[slot] & rowMask) - 1, row) {
        slot = (slot + 1) & (size - 1)
      }
      if slots[slot] == 0 {
        slots[slot] = tag | UInt64(row + 1) & rowMask
      } else {
        report(row, Int(slots[slot] & rowMask) - 1)
      }
    }
  }
}
