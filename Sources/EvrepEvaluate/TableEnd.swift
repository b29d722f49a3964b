import EvrepCheck
import EvrepModel
import EvrepSource

extension Evaluator {
  /// Ends a table whose last rows a block has printed: Markdown would read a line of text behind it as one more row.
  ///
  /// - Parameter item: what stands behind the block.
  mutating func endTable(before item: Item) {
    let offset: Int
    switch item {
    case .text(let range): offset = range.lowerBound
    case .hole(let hole): offset = hole.place.range.lowerBound
    case .reference(_, let place): offset = place.range.lowerBound
    default: return
    }
    guard offset > 0, program.bytes[offset - 1] == 0x0A, isText(at: offset),
      endsInRow || program.tableEnds.contains(offset)
    else { return }
    document.text.append(0x0A)
  }

  /// True where the line at `offset` is neither blank nor a row.
  private func isText(at offset: Int) -> Bool {
    let line = program.bytes[offset...].prefix { $0 != 0x0A }
    return !line.contains(UInt8(ascii: "|")) && line.contains { $0 > 0x20 }
  }

  /// True where the last line that has been printed is a row of a table.
  private var endsInRow: Bool {
    guard document.text.last == 0x0A else { return false }
    let end = document.text.count - 1
    var start = end
    while start > 0, document.text[start - 1] != 0x0A { start -= 1 }
    while start < end, [0x20, 0x09, UInt8(ascii: ">")].contains(document.text[start]) { start += 1 }
    return start < end && document.text[start] == UInt8(ascii: "|")
  }
}
