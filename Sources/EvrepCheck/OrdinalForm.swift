import EvrepModel
import EvrepSource
import EvrepSyntax
import EvrepUnits

/// A number in an order: a place, a day of the month. It has no unit, and takes over the st, nd, rd or th behind it.
extension Checker {
  /// The form of a place or a day, and of a bare number that a suffix makes one; nil for an amount.
  func ordinalForm(
    _ kind: QuantityKind, _ asked: RequestedFormat, _ node: SyntaxNode, _ value: Expression, _ limit: Int
  ) -> (form: PrintedForm, end: Int)? {
    guard asked.unit == nil, !asked.oneTo, asked.words == nil else { return nil }
    let (bytes, end) = (node.fileBytes, node.range.upperBound)
    if kind == .number, program.language == .english, asked.numeral == nil, end + 2 <= limit {
      let suffix = String(decoding: bytes[end..<end + 2], as: UTF8.self)
      let endsWord =
        end + 2 == limit
        || !((bytes[end + 2] | 0x20) >= UInt8(ascii: "a") && (bytes[end + 2] | 0x20) <= UInt8(ascii: "z"))
      if ["st", "nd", "rd", "th"].contains(suffix), endsWord {
        var form = form(.number, asked)
        form.pluralSuffix = PrintedForm.PluralSuffix(gap: "", one: "", many: "", spelled: suffix, isOrdinal: true)
        return (form, end + 2)
      }
    }
    return isOrdinal(value) || kind == .number && isPlaceInWords(node) ? (form(.number, asked), end) : nil
  }

  /// True for a bare number that the words before it make a place, or so many places up or down: 第{x}位, 前移{x}位.
  private func isPlaceInWords(_ node: SyntaxNode) -> Bool {
    let before = node.fileBytes[..<figureStart(node, node.fileBytes)].suffix(6)
    let behind = node.fileBytes[node.range.upperBound...]
    return before.suffix(3).elementsEqual("第".utf8)
      || Self.moves.contains { before.elementsEqual($0.utf8) } && Self.places.contains { behind.starts(with: $0.utf8) }
  }

  private static let (moves, places) = (["前移", "后移", "上升", "下降", "提升", "前进", "后退"], ["位", "名", "个位次"])
}
