import EvrepModel
import EvrepSource
import EvrepUnits

/// The unit that a column's header states: `支出（万元）`, `Pupils (persons)`, `Spend (£m)`, `% of pupils`.
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
    return (text(scalars[..<start]), text(scalars[(start + 1)..<(scalars.count - 1)]))
  }

  private static let brackets: [(open: Unicode.Scalar, close: Unicode.Scalar)] = [
    ("（", "）"), ("(", ")"), ("［", "］"), ("[", "]"), ("【", "】"),
  ]

  /// The unit that a header states, full-width signs read as narrow ones; a bare number's where it states a scale alone.
  static func unit(_ header: String, of kind: QuantityKind = .number, _ units: UnitRegistry) -> Unit? {
    text(header, units)?.unit(of: kind)
  }

  /// What a header says of its column's unit.
  static func text(_ header: String, _ units: UnitRegistry) -> HeaderText? {
    units.header(Array(header.utf8))
  }

  /// What the header of a quantity says that is not what its field is declared in.
  enum Fault {
    case other(Unit)
    /// What looks like a unit, and which one is not known.
    case unread(String)

    /// The other unit.
    var unit: Unit? { if case .other(let unit) = self { unit } else { nil } }
  }

  /// What is wrong with the header of a quantity; nil where it states no unit, or the field's own.
  ///
  /// Outside brackets a unit may be any word, and what is counted in none has none to contradict.
  static func fault(_ header: String, _ field: Field, _ units: UnitRegistry) -> Fault? {
    guard case .quantity(let kind, let declared) = field.type.settled, let text = text(header, units) else {
      return nil
    }
    guard let stated = text.unit(of: kind) else {
      // (m) above bare numbers may be metres, and a word outside brackets anything but money.
      let isMeant = kind == .number ? text.others.isEmpty && text.isBracketed : text.isBracketed || units.isMoney(kind)
      guard text.reading == .unread, isMeant else { return nil }
      return .unread(String(decoding: Array(header.utf8)[text.range], as: UTF8.self))
    }
    guard text.isBracketed || kind != .number || stated.kind == .number else { return nil }
    let factor = declared?.factor ?? .one
    guard stated.kind != kind || stated.factor != factor else { return nil }
    // Vehicle miles (000), declared in a unit of 1000 miles.
    if case .scale(let scale) = text.reading, units.measures(kind, by: scale, factor) { return nil }
    return .other(mismatch(stated, text, declared, kind, units))
  }

  /// The unit that a header states, by a name that a field can be declared in.
  private static func mismatch(
    _ stated: Unit, _ text: HeaderText, _ declared: Unit?, _ kind: QuantityKind, _ units: UnitRegistry
  ) -> Unit {
    // A scale of a column of things names them with it.
    if case .scale = text.reading, let declared {
      guard Unit.signed(declared.name) == nil else {
        return units.declarable(Unit(name: declared.name + " " + stated.name, kind: kind, factor: stated.factor))
      }
      return Unit(name: stated.name + " " + declared.plural, kind: kind, factor: stated.factor)
    }
    return units.declarable(stated)
  }

  /// A header without the brackets that state its unit, wherever they stand: Cost 2023 of `Cost (£m) 2023`.
  static func title(_ header: String, _ units: UnitRegistry) -> String {
    let scalars = Array(header.unicodeScalars)
    func text(_ part: ArraySlice<Unicode.Scalar>) -> String {
      var text = ""
      text.unicodeScalars.append(contentsOf: part)
      return text
    }
    for open in scalars.indices.reversed() {
      guard let pair = brackets.first(where: { $0.open == scalars[open] }),
        let close = scalars[open...].firstIndex(of: pair.close),
        unit("x (" + text(scalars[(open + 1)..<close]) + ")", units) != nil
      else { continue }
      let parts = [scalars[..<open], scalars[(close + 1)...]].map { part in
        let bytes = Array(text(part).utf8)
        return bytes.span.extracting(bytes.span.rangeWithoutBlanks()).text
      }
      return parts.filter { !$0.isEmpty }.joined(separator: " ")
    }
    return header
  }

  /// The unit under a name that a declaration can spell: £k for £000s, 千元 for 千 元. Nil where it has none.
  static func spelled(_ unit: Unit, _ units: UnitRegistry) -> Unit? {
    let scales = ["百", "千", "万", "百万", "千万", "亿", "hundred", "thousand", "million", "billion"]
    let isLatin = unit.name.utf8.allSatisfy { $0 < 0x80 }
    let signed = codes.first { unit.name.hasPrefix($0.code) }.map { code in
      code.sign + unit.name.dropFirst(code.code.count).filter { $0 != " " }
    }
    let names =
      [unit.name, units.declarable(unit).name, unit.name.filter { $0 != " " }, signed, "%", isLatin ? "pp" : "百分点"]
      .compactMap(\.self)
      + (unit.kind == .number ? (isLatin ? scales.reversed() : scales) : [])
    for name in names where isOneType(name) {
      if let found = units.unit(named: name), found.kind == unit.kind, found.factor == unit.factor { return found }
    }
    return nil
  }

  /// The codes of currencies whose scales only their signs can be declared with.
  private static let codes: [(code: String, sign: String)] = [("GBP", "£"), ("USD", "$"), ("EUR", "€")]

  /// The words behind which a unit stands in a type of several words: million pupils.
  private static let scaleWords = ["hundred", "thousand", "million", "billion", "trillion"]

  /// True for a name that is one type where a field declares it: no digits, and blanks between words alone.
  private static func isOneType(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    if name.contains(" "), !scaleWords.contains(String(name.prefix { $0 != " " })) { return false }
    func isLetter(_ offset: Int) -> Bool {
      bytes.indices.contains(offset) && (0x61...0x7A).contains(bytes[offset] | 0x20)
    }
    return bytes.indices.allSatisfy { offset in
      switch bytes[offset] {
      case UInt8(ascii: " "): isLetter(offset - 1) && isLetter(offset + 1)
      case UInt8(ascii: "/"), UInt8(ascii: "%"), UInt8(ascii: "$"), 0x80...: true
      default: isLetter(offset)
      }
    }
  }

  /// True for a currency, in any scale.
  static func isMoney(_ unit: Unit, _ units: UnitRegistry) -> Bool {
    ["元", "£", "$", "€"].contains { units.unit(named: $0)?.kind == unit.kind } || Unit.signed(unit.name) != nil
  }
}
