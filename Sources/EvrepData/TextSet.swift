import EvrepModel

/// The texts of a column, found by their bytes.
struct TextSet {
  private let texts: TextColumn
  /// A row number plus 1, or 0 for a free slot; a power of two of them, at least twice the rows.
  private var slots: [UInt32]

  /// O(rows).
  init(_ texts: TextColumn) {
    self.texts = texts
    var size = 16
    while size < texts.count * 2 { size *= 2 }
    slots = [UInt32](repeating: 0, count: size)
    let bytes = texts.bytes.span
    for row in 0..<texts.count {
      guard let range = texts.range(row) else { continue }
      let text = bytes.extracting(range)
      let slot = self.slot(of: text)
      if slots[slot] == 0 { slots[slot] = UInt32(truncatingIfNeeded: row + 1) }
    }
  }

  func contains(_ text: Span<UInt8>) -> Bool { slots[slot(of: text)] != 0 }

  /// The slot that holds the text, or the free one where it would go.
  private func slot(of text: Span<UInt8>) -> Int {
    // Seeded anew in every process, so that no file can be made to collide.
    var hasher = Hasher()
    text.withUnsafeBytes { hasher.combine(bytes: $0) }
    var slot = hasher.finalize() & (slots.count - 1)
    let bytes = texts.bytes.span
    while slots[slot] != 0 {
      if let range = texts.range(Int(slots[slot]) - 1), bytes.extracting(range).isEqual(to: text) { return slot }
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }
}
