import EvrepModel
import EvrepSource
import EvrepTestSupport
import EvrepUnits

@testable import EvrepData

/// A schema over one made-up source, and the loading of a file by it.
struct Fixture {
  var schema: Schema
  var limits = DataLimits()
  var units = UnitRegistry()
  /// Files beside the one that is loaded.
  var files: [(name: String, bytes: [UInt8])] = []
  private(set) var sources = SourceSet()

  /// - Parameter fields: name, type, and whether it is a key; the header is the name.
  init(_ fields: [(name: String, type: Type, isKey: Bool)], isRecord: Bool = false) {
    let source = sources.add(path: "报告.evrep", bytes: [UInt8](repeating: 0x20, count: 1000))
    func place(_ offset: Int) -> Place { Place(source, offset..<offset + 1) }
    schema = Schema(
      name: "学校",
      fields: fields.enumerated().map { index, field in
        Field(
          name: field.name, type: field.type, isKey: field.isKey, isPrivate: false, header: field.name,
          place: place(100 + index))
      },
      countingUnit: nil, isRecord: isRecord, path: "学校.csv", pathPlace: place(1), place: place(0))
  }

  /// Says where the table stands in its file.
  mutating func bind(_ binding: Binding) {
    schema = Schema(
      name: schema.name, fields: schema.fields, countingUnit: nil, isRecord: schema.isRecord, path: schema.path,
      pathPlace: schema.pathPlace, binding: binding, place: schema.place)
  }

  /// Changes every field.
  mutating func change(_ change: (Field) -> Field) { schema = schema.with(fields: schema.fields.map(change)) }

  init(_ name: String, _ type: Type, isKey: Bool = false) { self.init([(name, type, isKey)]) }

  /// Loads `bytes` as a file whose extension is `format`.
  mutating func load(_ bytes: [UInt8], as format: String = "csv") -> Loaded {
    let world = MemoryWorld()
    world.set("data/学校." + format, bytes)
    for file in files { world.set("data/" + file.name, file.bytes) }
    let (table, diagnostics) = loadTable(
      schema, id: SchemaID(3), path: "data/学校." + format, root: "data", world: world, sources: &sources,
      limits: limits, units: units)
    return Loaded(table: table, diagnostics: diagnostics, sources: sources)
  }

  mutating func load(_ text: String, as format: String = "csv") -> Loaded { load(Array(text.utf8), as: format) }
}

/// What came of loading a file.
struct Loaded {
  let table: Table?
  let diagnostics: [Diagnostic]
  let sources: SourceSet

  var codes: [DiagnosticCode] { diagnostics.map(\.code) }

  /// True where there is a table, and each of its columns can be read.
  var isWhole: Bool { table.map { table in table.columns.indices.allSatisfy(table.isReadable) } ?? false }

  var message: String { diagnostics.first?.message[.english] ?? "" }

  var notes: [String] { diagnostics.first?.notes.map { $0[.english] } ?? [] }

  /// The bytes that a place covers, as text.
  func text(_ place: Place?) -> String? { place.map { sources[$0.file].text($0.range) } }

  /// The texts of the places of all diagnostics.
  var marked: [String?] { diagnostics.map { text($0.place) } }

  func texts(_ field: Int = 0) -> [String?]? {
    guard let table, case .texts(let column) = table.columns[field] else { return nil }
    return (0..<column.count).map { column[$0] }
  }

  func integers(_ field: Int = 0) -> [Int32?]? {
    guard let table, case .integers(let column) = table.columns[field] else { return nil }
    return column.map { $0 == Column.missingInteger ? nil : $0 }
  }

  /// The numbers of a field in base units, whichever way they are held.
  func numbers(_ field: Int = 0) -> [Number?]? {
    switch table?.columns[field] {
    case .decimals(let column, let unit):
      column.map { $0 == Column.missingDecimal ? nil : try? Number(Int($0)).multiplied(by: unit) }
    case .numbers(let column): column
    default: nil
    }
  }
}

func number(_ text: String) -> Number { Number(decimal: text) ?? Number(Int.min) }

let persons = Unit(name: "人", kind: .dimension(Dimension(base: 0)), factor: .one)
let tenThousandYuan = Unit(name: "万元", kind: .dimension(Dimension(base: 1)), factor: Number(10_000))
let percent = Unit(name: "%", kind: .ratio, factor: Number(mantissa: 1, decimals: 2))
let ownership = Type.enumeration(Enumeration(cases: ["公办", "民办"]))

extension Type {
  static func quantity(_ unit: Unit) -> Type { .quantity(unit.kind, unit: unit) }
}

extension Field {
  /// A field whose empty cells repeat the one above.
  init(filling field: Field) {
    self.init(
      name: field.name, type: field.type, isKey: false, isPrivate: false, isFilled: true, header: field.header,
      place: field.place)
  }

  /// A field that has texts for no value.
  init(missing texts: [String], _ field: Field) {
    self.init(
      name: field.name, type: field.type, isKey: false, isPrivate: false, missingTexts: texts, header: field.header,
      place: field.place)
  }
}
