import EvrepModel
import EvrepSource
import EvrepUnits

/// Reads a file by schemas that are guesses.
struct DataProbing<Files: World> {
  let path: String
  var binding: Binding
  let root: String?
  let world: Files
  let limits: DataLimits
  let units: UnitRegistry
  var isRecord = false
  /// The rows that are no data.
  var skips: [InferredSkip] = []

  init(path: String, binding: Binding, root: String?, world: Files, limits: DataLimits, units: UnitRegistry) {
    self.path = path
    self.binding = binding
    self.root = root
    self.world = world
    self.limits = limits
    self.units = units
  }

  /// The last row of headers.
  var headerRow: Int { binding.headerRows?.value.upperBound ?? 1 }

  @discardableResult
  mutating func skip(_ header: String, _ test: InferredSkip.Test) -> Bool { skips.add(header, test) }

  /// The headers or keys, what the rows above state, and what is wrong with the file.
  func headers(_ sources: inout SourceSet) -> (headers: [String], title: TitleUnits, diagnostics: [Diagnostic]) {
    // No file has such a header: the reader says which ones it has.
    let wanted = InferredField(header: "\u{0}", type: .text)
    let probe = FileProbe(wantsKeys: true)
    let (_, diagnostics) = load([wanted], probe, &sources)
    return (probe.headers, probe.title, diagnostics.filter { $0.code != .columnMissing })
  }

  /// The cells of the columns, counted; nil where the file cannot be read to its rows.
  func count(_ columns: [ColumnCensus], _ sources: SourceSet) -> CellCensus? {
    var scratch = sources
    let probe = FileProbe(census: CellCensus(columns))
    _ = load(columns.map { InferredField(header: $0.header, type: .optional(.text)) }, probe, &scratch)
    return probe.counted
  }

  func load(_ fields: [InferredField], _ probe: FileProbe?, _ sources: inout SourceSet)
    -> (table: Table?, diagnostics: [Diagnostic])
  {
    // The declaration stands nowhere yet: messages about it point at the file's beginning.
    let place = Place(FileID(0), 0..<0)
    var (fields, binding) = (fields, binding)
    let conditions = skips.map { skip -> RowCondition in
      // The condition needs its column, behind those that are asked for.
      let found = fields.firstIndex { $0.header == skip.header }
      if found == nil { fields.append(InferredField(header: skip.header, type: .optional(.text))) }
      let field = found ?? fields.count - 1
      switch skip.test {
      case .isOne(let texts): return .isOne(field: field, of: texts)
      case .contains(let mark): return .contains(field: field, mark)
      case .isBlank: return .isMissing(field: field)
      }
    }
    if !conditions.isEmpty { binding.skip = .init(.any(conditions), at: place) }
    let schema = Schema(
      name: "",
      fields: fields.map { field in
        Field(
          name: field.header, type: field.type, isKey: false, isPrivate: false, missingTexts: field.missing,
          header: field.header, place: place)
      }, countingUnit: nil, isRecord: isRecord, path: path, pathPlace: place, binding: binding, place: place)
    return loadTable(
      schema, id: SchemaID(0), path: path, root: root, world: world, sources: &sources, limits: limits,
      units: units, probe: probe ?? FileProbe())
  }
}
