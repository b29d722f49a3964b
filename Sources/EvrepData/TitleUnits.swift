import EvrepModel
import EvrepSource
import EvrepUnits

/// The units that the rows above the headers state for the whole table: `单位：元`, `（单位：万元、人）`, `Unit: £m`.
struct TitleUnits: Sendable {
  struct Stated: Sendable {
    let unit: Unit
    let place: Place
  }

  private var stated: [Stated] = []

  /// Each unit that is stated, in the order of the file.
  var units: [Unit] { stated.map(\.unit) }

  /// Takes in the units of a cell above the headers; any other text, such as 填报单位：教育局, states none.
  mutating func note(_ text: String, at place: @autoclosure () -> Place, _ units: UnitRegistry) {
    for unit in Self.units(in: text, units) { stated.append(Stated(unit: unit, place: place())) }
  }

  /// The unit that the title rows state for quantities of the field's kind, where the field is declared in none of them.
  ///
  /// A header that states a unit of its own is believed before the title rows.
  func mismatch(_ header: String, _ field: Field, _ units: UnitRegistry) -> Stated? {
    guard !stated.isEmpty, case .quantity(let kind, let declared?) = field.type.settled else { return nil }
    if HeaderUnit.unit(header, of: kind, units) != nil { return nil }
    let comparable = stated.filter { $0.unit.kind == kind }
    return comparable.contains { $0.unit.factor == declared.factor } ? nil : comparable.first
  }

  /// True where the title rows state the unit, in which the field is declared.
  func confirms(_ unit: Unit) -> Bool { stated.contains { $0.unit.kind == unit.kind && $0.unit.factor == unit.factor } }

  /// The units behind 单位： or `Unit:` in a text.
  private static func units(in text: String, _ registry: UnitRegistry) -> [Unit] {
    let scalars = Array(text.unicodeScalars)
    guard let colon = scalars.firstIndex(where: { $0 == "：" || $0 == ":" }) else { return [] }
    let before = string(scalars[..<colon]).lowercased()
    guard ["单位", "unit", "units"].contains(where: { before.hasSuffix($0) }) else { return [] }
    let rest = scalars[(colon + 1)...].prefix { !["）", ")", "】", "]", "］"].contains($0) }
    if let unit = unit(string(rest), registry) { return [unit] }
    let signs: Set<Unicode.Scalar> = ["、", "，", ",", "；", ";", "/", "／", "和"]
    return rest.split { signs.contains($0) }.compactMap { unit(string($0), registry) }
  }

  /// The unit of a name, as a header has it in brackets.
  private static func unit(_ name: String, _ registry: UnitRegistry) -> Unit? {
    registry.unit(spelled: UnitRegistry.narrowed(name))
  }

  /// The scalars without the blanks around them.
  private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var text = ""
    text.unicodeScalars.append(contentsOf: scalars)
    let bytes = Array(text.utf8)
    return bytes.span.extracting(bytes.span.rangeWithoutBlanks()).text
  }
}
