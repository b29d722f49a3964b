import EvrepCheck
import EvrepSource
import EvrepSyntax

extension Compiler {
  /// What is said of figures, and of the words around them, that other numbers make doubtful.
  private static let ofFigures: Set<DiagnosticCode> = [
    .totalNotOfRows, .impossibleRatio, .printsAsZero, .falseDirection, .falseApproximation, .falseBound,
  ]
  /// What is said of numbers that are likely wrong.
  private static let ofNumbers: Set<DiagnosticCode> = [.oddCount, .outlier]
  /// How many of them are told with one cause.
  private static let toldLimit = 20
  /// How many findings a report may have for them to be compared with each other.
  private static let comparedLimit = 500

  /// The findings with what is said of figures told with the check that fails, or the number that is odd, on which they rest too:
  /// either may be the slip. So is an odd number with a check, and a share that cannot be with another one of a field.
  func withDoubtfulFigures(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    let shown = diagnostics.indices.filter { !allowances.silence(diagnostics[$0]) }
    let checks = shown.filter { diagnostics[$0].code == .checkFailed }
    let numbers = shown.filter { Self.ofNumbers.contains(diagnostics[$0].code) }
    let causes = checks + numbers
    let figures = shown.filter { Self.ofFigures.contains(diagnostics[$0].code) }
    guard !causes.isEmpty || figures.count > 1, diagnostics.count <= Self.comparedLimit else { return diagnostics }
    let names = ReportNames(of: self)
    let doubtful = causes.map { names.basis(of: diagnostics[$0]) }
    var (kept, told, counts) = (diagnostics, [Int: Int](), [Int: Int]())
    var shares: [(index: Int, basis: ReportNames.Basis)] = []
    func tell(_ index: Int, with possible: Int) {
      let basis = names.basis(of: diagnostics[index])
      var found = doubtful.prefix(possible).firstIndex { $0.isShared(by: basis) }.map { told[causes[$0]] ?? causes[$0] }
      // Shares of one field that cannot be have one number behind them.
      let isShare = diagnostics[index].code == .impossibleRatio
      if isShare { found = found ?? shares.first { $0.basis.isShared(by: basis) }?.index }
      guard let place = diagnostics[index].place, let cause = found else {
        if isShare { shares.append((index, basis)) }
        return
      }
      told[index] = cause
      counts[cause, default: 0] += 1
      if counts[cause, default: 0] <= Self.toldLimit {
        kept[cause].labels.append(Label(place, diagnostics[index].message))
      }
    }
    for index in numbers { tell(index, with: checks.count) }
    for index in figures { tell(index, with: causes.count) }
    return kept.enumerated().filter { told[$0.offset] == nil }.map(\.element)
  }
}

/// What the names in a report's expressions rest on.
private struct ReportNames {
  /// What an expression, or several, rest on.
  struct Basis {
    /// Fields, and names of its own that are no table's; by way of definitions, fields alone.
    var names: Set<Name> = []
    var tables: Set<Name> = []

    /// What names no field looks at all of its table.
    func isShared(by other: Basis) -> Bool {
      names.isEmpty ? !tables.isDisjoint(with: other.tables) : !names.isDisjoint(with: other.names)
    }
  }

  /// The report, and the headers of its modules.
  private let places: [Place]
  private let sources: SourceSet
  private var definitions: [Name: Place] = [:]
  private var (fields, tables): (Set<Name>, Set<Name>) = ([], [])

  init(of compiler: Compiler) {
    (sources, places) = (compiler.sources, compiler.headers)
    for header in places {
      let tree = parse(header.file, sources[header.file].bytes).tree
      for node in tree.nodes(of: .letDeclaration) {
        if let name = node.name, let expression = node.expression { definitions[Name(name.text)] = expression.place }
      }
      fields.formUnion(tree.nodes(of: .field).compactMap { $0.name.map { Name($0.text) } })
      tables.formUnion(tree.nodes(of: .dataDeclaration).compactMap { $0.name.map { Name($0.text) } })
    }
  }

  func basis(of finding: Diagnostic) -> Basis {
    // What a check looks at stands in a header; what is said of a figure, in a report.
    let isCheck = finding.code == .checkFailed
    let said = [finding.place].compactMap(\.self) + finding.labels.map(\.place)
    return said.filter { place in places.contains { isCheck ? $0.contains(place) : $0.file == place.file } }
      .reduce(into: Basis()) { add($1, to: &$0) }
  }

  private func add(_ place: Place, to basis: inout Basis) {
    // Of what stands before a dot, the tables alone matter.
    var (known, knownBases): (Set<Name>, Set<Name>) = ([], [])
    var open = [(place: place, isOwn: true, isBase: false)]
    while let next = open.popLast() {
      for word in words(next.place) {
        let isBase = word.isBase || next.isBase
        guard isBase ? knownBases.insert(word.name).inserted : known.insert(word.name).inserted else { continue }
        if tables.contains(word.name) {
          basis.tables.insert(word.name)
        } else if !isBase, next.isOwn || fields.contains(word.name) {
          basis.names.insert(word.name)
        }
        if let place = definitions[word.name] { open.append((place, false, isBase)) }
      }
    }
  }

  /// The names at a place: no functions and words of the language, which stand in any two expressions. A base has a field behind a dot.
  private func words(_ place: Place) -> [(name: Name, isBase: Bool)] {
    let bytes = sources[place.file].bytes[place.range]
    var words: [(name: Name, isBase: Bool)] = []
    for part in bytes.split(separator: UInt8(ascii: ".")) {
      let behind = bytes[part.endIndex...].dropFirst().first
      let isBase = part.last.map(Self.isPartOfName) ?? false && behind.map(Self.isPartOfName) ?? false
      words += Name.words(in: part).map { ($0, false) }
      if isBase, let last = words.popLast() { words.append((last.name, true)) }
    }
    return words.filter { word in
      Keyword.spelled(Array(word.name.text.utf8)[...]) == nil && !Builtin.spellings.contains(word.name.text)
    }
  }

  private static func isPartOfName(_ byte: UInt8) -> Bool {
    byte >= 0x80 || isPartOfWord(Unicode.Scalar(byte))
  }
}
