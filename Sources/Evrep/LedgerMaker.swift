import EvrepCheck
import EvrepEvaluate
import EvrepModel
import EvrepReview
import EvrepSource
import EvrepUnits

/// Makes the ledger of what a traced compile recorded.
struct LedgerMaker {
  let compiler: Compiler
  let program: Program
  let document: ResolvedDocument
  let trace: Trace
  /// For each insertion of the document, where a reader finds it.
  var contexts: [ReadingContext?] = []
  private var indexes: [FileID: LineIndex] = [:]

  init(compiler: Compiler, program: Program, document: ResolvedDocument, trace: Trace) {
    self.compiler = compiler
    self.program = program
    self.document = document
    self.trace = trace
  }

  /// - Parameter source: the report's bytes where they do not come from its path.
  mutating func make(_ source: [UInt8]?) -> Ledger {
    var ledger = Ledger(report: Path.name(of: compiler.path), title: title, language: document.language)
    ledger.files = files(source)
    // Of the standard library what a figure builds on is listed.
    let used = Set(trace.figures.flatMap(\.inputs.definitions))
    let listed = program.definitions.indices.filter { index in
      used.contains(index) || !compiler.isLibrary(program.definitions[index].place.file)
    }
    let order = listed.sorted { left, right in
      let (a, b) = (program.definitions[left].place, program.definitions[right].place)
      return (a.file, a.range.lowerBound) < (b.file, b.range.lowerBound)
    }
    ledger.definitions = order.map { index in
      let definition = program.definitions[index]
      return self.definition(definition.name, definition.place, trace.values[index])
    }
    for (index, parameter) in program.parameters.enumerated() {
      let value = trace.values[program.definitions.count + index]
      ledger.parameters.append(definition(parameter.name, parameter.place, value))
    }
    var ranks = Array(repeating: 0, count: program.definitions.count)
    for (rank, index) in order.enumerated() { ranks[index] = rank }
    ledger.entries = entries(ranks)
    for (statement, condition) in zip(document.problems, trace.problems) {
      ledger.problems.append(
        LedgerProblem(
          name: statement.name ?? "", place: place(statement.place), number: statement.number,
          condition: condition?.explanation))
    }
    for (check, condition) in zip(program.checks, trace.checks) {
      ledger.checks.append(
        LedgerCheck(
          name: check.name, place: place(check.place), holds: condition.truth == true,
          condition: condition.explanation))
    }
    let language = document.language == .chinese ? MessageLanguage.chinese : .english
    for finding in compiler.discreetly(compiler.settled) {
      ledger.findings.append(
        LedgerFinding(
          code: finding.code.rawValue, place: finding.place.map { place($0) }, message: finding.message[language]))
    }
    ledger.columns = trace.columns
    return ledger
  }

  private mutating func definition(_ name: String, _ place: Place, _ value: Explanation) -> LedgerDefinition {
    LedgerDefinition(
      name: name, place: self.place(place), formula: value.formula, value: value.reading.words(document.language),
      exact: value.exact)
  }

  // MARK: Figures

  private mutating func entries(_ ranks: [Int]) -> [LedgerEntry] {
    var entries: [LedgerEntry] = []
    var counts: [LedgerEntry.Identity: Int] = [:]
    var section: [LedgerHeading] = []
    for figure in trace.figures {
      let context = figure.insertion.flatMap { $0 < contexts.count ? contexts[$0] : nil }
      // A figure in an address has no sentence; it stands where the one before does.
      if let context { section = context.section }
      let key = LedgerEntry.Identity(section: section.map(\.text), formula: figure.formula, occurrence: 0)
      let occurrence = counts[key, default: 0] + 1
      counts[key] = occurrence
      let exact = figure.value.flatMap { value in figure.unit.flatMap { try? value.divided(by: $0.factor) } }
      var entry = LedgerEntry(
        identity: LedgerEntry.Identity(section: key.section, formula: key.formula, occurrence: occurrence),
        number: entries.count + 1, place: place(figure.place), section: section,
        sentence: context?.sentence ?? (figure.insertion == nil ? title : ""), kind: figure.kind,
        printed: figure.printed, unit: figure.unit.map { figure.printed == "1" ? $0.name : $0.plural } ?? "",
        exact: exact?.exactText, value: figure.value,
        formula: figure.formula, definitions: figure.inputs.definitions.map { ranks[$0] }.sorted(),
        parameters: figure.inputs.parameters, inputs: figure.inputs.cells)
      entry.measure = figure.unit
      entry.insertion = figure.insertion
      entries.append(entry)
    }
    return entries
  }

  private var title: String {
    var title = ""
    for case .text(let piece) in document.title ?? [] { title += piece }
    return title
  }

  // MARK: Files and places

  /// Every file that was read, with the hash of its bytes as they lie on disk.
  private func files(_ source: [UInt8]?) -> [LedgerFile] {
    let data = Set(program.schemas.map { $0.path.isEmpty ? "" : dataPath($0) })
    var seen: Set<String> = []
    return compiler.sources.files.enumerated().compactMap { index, file in
      let path = compiler.relative(file.path)
      guard !compiler.isLibrary(FileID(index)), seen.insert(path).inserted else { return nil }
      let isReport = FileID(index) == program.file
      let bytes = isReport && source != nil ? source : compiler.reread(file.path)
      guard let bytes else { return nil }
      return LedgerFile(
        path: path, kind: data.contains(file.path) ? .data : .source, size: bytes.count, hash: contentHash(bytes))
    }
  }

  private func dataPath(_ schema: Schema) -> String {
    Path.join(Path.folder(of: compiler.sources[schema.place.file].path), schema.path)
  }

  private mutating func place(_ place: Place) -> LedgerPlace {
    let file = compiler.sources[place.file]
    let index = indexes[place.file] ?? LineIndex(file.bytes)
    indexes[place.file] = index
    let position = index.position(of: place.range.lowerBound, in: file.bytes)
    return LedgerPlace(file: compiler.relative(file.path), line: position.line, column: position.column)
  }
}

extension Compiler {
  /// A file's bytes as they lie on disk; nil where it is gone since.
  fileprivate func reread(_ path: String) -> [UInt8]? {
    do throws(WorldError) { return try world.read(path, within: nil, limit: ModuleLoader.byteLimit) } catch {
      return nil
    }
  }
}
