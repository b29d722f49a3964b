import EvrepModel
import EvrepSource
import EvrepUnits

/// The units that the rows above the headers state for the whole table: `单位：元`, `（单位：万元、人）`, `Unit: £m`, `Figures in £m`,
/// 经费支出（万元）.
struct TitleUnits: Sendable {
  struct Stated: Sendable {
    let unit: Unit
    /// True where it stands in brackets behind a title, 各校基本情况（人）, which may hold for some columns alone.
    let isOfTitle: Bool
    let place: Place
  }

  private var stated: [Stated] = []

  /// Each unit that is stated, in the order of the file.
  var units: [Unit] { stated.map(\.unit) }

  /// True where all of them stand behind titles.
  var areOfTitle: Bool { stated.allSatisfy(\.isOfTitle) }

  /// Takes in the units of a cell above the headers; any other text, such as 填报单位：教育局, states none.
  mutating func note(_ text: String, at place: @autoclosure () -> Place, _ units: UnitRegistry) {
    let (found, isOfTitle) = Self.units(in: text, units)
    for unit in found { stated.append(Stated(unit: unit, isOfTitle: isOfTitle, place: place())) }
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

  /// The units that a text states: behind 单位： or `Unit:`, behind `Figures in`, or in the brackets that it ends with.
  private static func units(in text: String, _ registry: UnitRegistry) -> (units: [Unit], isOfTitle: Bool) {
    let scalars = Array(text.unicodeScalars)
    for colon in scalars.indices where scalars[colon] == "：" || scalars[colon] == ":" {
      let before = string(scalars[..<colon]).lowercased()
      guard ["单位", "unit", "units"].contains(where: { before.hasSuffix($0) }) else { continue }
      let found = list(scalars[(colon + 1)...].prefix { !closing.contains($0) }, registry)
      if !found.isEmpty { return (found, false) }
    }
    if let phrase = text.range(after: phrases) {
      let found = list(Array(text[phrase...].unicodeScalars).prefix { !closing.contains($0) }, registry)
      if !found.isEmpty { return (found, false) }
    }
    guard let last = scalars.last, closing.contains(last), let open = scalars.lastIndex(where: { opening.contains($0) })
    else { return ([], false) }
    return (list(scalars[(open + 1)...].dropLast(), registry), open > 0)
  }

  private static let opening: Set<Unicode.Scalar> = ["（", "(", "【", "[", "［"]
  private static let closing: Set<Unicode.Scalar> = ["）", ")", "】", "]", "］"]

  /// What a line begins with that goes on with the unit of all figures.
  private static let phrases = ["figures in ", "amounts in ", "values in ", "all in ", "in units of "]

  /// The unit that a text is as a whole, or those that stand in it one behind another.
  private static func list(_ text: ArraySlice<Unicode.Scalar>, _ registry: UnitRegistry) -> [Unit] {
    if let unit = unit(string(text), registry) { return [unit] }
    let signs: Set<Unicode.Scalar> = ["、", "，", ",", "；", ";", "/", "／", "和"]
    return text.split { signs.contains($0) }.compactMap { unit(string($0), registry) }
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

extension String {
  /// Where a text goes on behind one of some phrases that it begins with, be it in a bracket, in letters of either case.
  fileprivate func range(after phrases: [String]) -> Index? {
    let start = firstIndex { $0.isLetter } ?? startIndex
    let rest = self[start...].lowercased()
    guard let phrase = phrases.first(where: rest.hasPrefix) else { return nil }
    return index(start, offsetBy: phrase.count, limitedBy: endIndex)
  }
}
