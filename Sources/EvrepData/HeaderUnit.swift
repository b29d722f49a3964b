import EvrepModel
import EvrepSource
import EvrepUnits

/// The unit that a column's header states in brackets: `支出（万元）`, `Pupils (persons)`.
enum HeaderUnit {
  /// The header without its last brackets, and what stands in them; nil where it does not end in brackets.
  static func split(_ header: String) -> (base: String, unit: String)? {
    let scalars = Array(header.unicodeScalars)
    guard let last = scalars.last,
      let (open, _) = brackets.first(where: { $0.close == last }).map({ ($0.open, $0.close) }),
      let start = scalars.lastIndex(of: open), start > 0
    else { return nil }
    func text(_ part: ArraySlice<Unicode.Scalar>) -> String {
      var text = ""
      text.unicodeScalars.append(contentsOf: part)
      let bytes = Array(text.utf8)
      return bytes.span.extracting(bytes.span.rangeWithoutBlanks()).text
    }
    var unit = text(scalars[(start + 1)..<(scalars.count - 1)])
    for word in ["单位：", "单位:", "unit: "] where unit.hasPrefix(word) { unit.removeFirst(word.count) }
    return (text(scalars[..<start]), unit)
  }

  private static let brackets: [(open: Unicode.Scalar, close: Unicode.Scalar)] = [
    ("（", "）"), ("(", ")"), ("［", "］"), ("[", "]"), ("【", "】"),
  ]

  /// The unit of this name, full-width signs read as narrow ones.
  static func unit(_ name: String, _ units: UnitRegistry) -> Unit? {
    let narrow =
      switch name {
      case "％": "%"
      case "￥": "¥"
      case "￡": "£"
      default: name
      }
    return units.unit(named: narrow)
  }

  /// The unit that the header of a quantity states, where it is not the one that the field is declared in.
  static func mismatch(_ header: String, _ field: Field, _ units: UnitRegistry) -> Unit? {
    guard case .quantity(let kind, let declared) = field.type.settled, let (_, name) = split(header),
      let stated = unit(name, units)
    else { return nil }
    let factor = declared?.factor ?? .one
    return stated.kind == kind && stated.factor == factor ? nil : stated
  }
}
