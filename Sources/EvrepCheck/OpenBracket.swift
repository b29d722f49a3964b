import EvrepSource
import EvrepSyntax
import EvrepUnits

/// A header of a table's column that would state the unit of its figures if a bracket were not left out: `Visits (visits`.
extension Checker {
  /// True where that is so for the figure, which is reported once a header.
  mutating func isUnderOpenBracket(_ node: SyntaxNode, _ kind: QuantityKind) -> Bool {
    let bytes = node.fileBytes
    guard var cell = tables.headerCell(at: node.range.lowerBound, in: bytes) else { return false }
    while let first = bytes[cell].first, first <= 0x20 { cell = cell.lowerBound + 1..<cell.upperBound }
    while let last = bytes[cell].last, last <= 0x20 { cell = cell.lowerBound..<cell.upperBound - 1 }
    // Other words around a unit are none.
    guard cell.count < 256, let (unit, bracket, isOpen) = unclosedUnit(cell, kind, bytes) else { return false }
    let place = Place(node.file, unit)
    guard openBrackets.insert(place).inserted else { return true }
    let missing = isOpen ? unit.upperBound : unit.lowerBound
    report(
      .unitMissing, place,
      en: isOpen ? "the bracket around this unit is not closed" : "the bracket around this unit is not opened",
      zh: isOpen ? "单位的括号没有右半" : "单位的括号没有左半",
      labels: [Label(node.place, Message(en: "this figure stands under it", zh: "这个数在它下面"))],
      fixIts: [
        FixIt(
          Message(en: "write ‘\(bracket)’", zh: "写作“\(bracket)”"), replace: Place(node.file, missing..<missing),
          with: bracket, isSafe: true)
      ])
    return true
  }

  /// A unit with one bracket, the other bracket, and whether it is the closing one.
  private func unclosedUnit(_ cell: ByteRange, _ kind: QuantityKind, _ bytes: [UInt8]) -> (
    unit: ByteRange, bracket: String, isOpen: Bool
  )? {
    for (open, close) in [("(", ")"), ("（", "）")] {
      let (opening, closing) = (Array(open.utf8), Array(close.utf8))
      let starts = cell.filter { bytes[$0..<cell.upperBound].starts(with: opening) }
      let ends = cell.filter { bytes[$0..<cell.upperBound].starts(with: closing) }
      if let start = starts.last, starts.count == 1, ends.isEmpty {
        let unit = start + opening.count..<cell.upperBound
        return isUnit(bytes[unit], kind) ? (unit, close, true) : nil
      }
      guard let end = ends.first, ends.count == 1, starts.isEmpty, end + closing.count == cell.upperBound else {
        continue
      }
      // The words before it, as many as make a unit.
      let words = (cell.lowerBound + 1..<max(cell.lowerBound + 1, end)).filter { start in
        bytes[start] & 0xC0 != 0x80 && (bytes[start] >= 0xE2 || bytes[start - 1] == UInt8(ascii: " "))
          && isUnit(bytes[start..<end], kind)
      }
      return words.first.map { ($0..<end, open, false) }
    }
    return nil
  }

  private func isUnit(_ text: ArraySlice<UInt8>, _ kind: QuantityKind) -> Bool {
    program.registry.header(Array("x (".utf8) + text + Array(")".utf8))?.unit(of: kind) != nil
  }
}
