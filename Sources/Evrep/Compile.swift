import EvrepCheck
import EvrepData
import EvrepEvaluate
import EvrepMarkdown
import EvrepModel
package import EvrepSource
import EvrepSyntax

/// Compiles the report at `path` on this machine's disk.
public func compile(_ path: String, options: CompileOptions = CompileOptions()) -> Compilation {
  compile(path, source: nil, options: options, world: DiskWorld())
}

/// Compiles a report: reads, parses, checks, loads, evaluates, renders. Every phase reports all that it finds in what the
/// ones before it could make out; what has an error gives no output.
///
/// - Parameter source: the report's bytes where they do not come from `path`, such as standard input.
package func compile(
  _ path: String, source: [UInt8]?, options: CompileOptions, world: any World
) -> Compilation {
  var compiler = Compiler(path: path, options: options, world: world)
  return compiler.run(source: source, checksOnly: false)
}

/// Parses and checks the report at `path` and its modules; reads no data.
package func check(_ path: String, source: [UInt8]?, options: CompileOptions, world: any World) -> Compilation {
  var compiler = Compiler(path: path, options: options, world: world)
  return compiler.run(source: source, checksOnly: true)
}

/// One compile's way through the phases.
struct Compiler {
  let path: String
  let options: CompileOptions
  /// Where files are read from; another one where data are tried with another content.
  var world: any World
  var sources = SourceSet()
  var diagnostics: [Diagnostic] = []
  var allowances = Allowances()
  /// What messages of a redacted copy may quote; empty for others.
  var quotable: Set<String> = []
  /// Where the headers of the report and of its modules stand.
  var headers: [Place] = []
  /// How many bytes of modules are read beside the report and the standard library.
  var moduleSize = 0
  /// What stands in blocks that lack the line they begin with, or whose word is none.
  var headless: [Place] = []
  /// What is needed to check the program once more, where it has errors that data may explain.
  var suspects: Suspects?
  /// Where the field, parameter or definition is declared whose type is not to be looked at.
  var untyped: Place?
  /// True where data is to be read too.
  var readsData = false

  init(path: String, options: CompileOptions, world: any World) {
    self.path = path
    self.options = options
    self.world = world
  }

  var root: String { options.root ?? Path.folder(of: path) }

  mutating func run(source: [UInt8]?, checksOnly: Bool) -> Compilation {
    guard let program = program(source), !checksOnly else { return finish() }
    return run(program)
  }

  /// The phases behind checking.
  mutating func run(_ program: consuming Program) -> Compilation {
    let (document, style) = resolve(program)
    var rendering = RenderOptions()
    rendering.html = options.html
    rendering.markdown = options.markdown
    rendering.fragment = options.fragment
    options.onStep?(.rendering)
    let rendered = render(document, style: style, options: rendering)
    diagnostics += rendered.diagnostics.filter { !isOfBrokenTable($0) }
    return finish(document, rendered.html, rendered.markdown)
  }

  /// True for a caption that names no table because the one below it is broken.
  private func isOfBrokenTable(_ finding: Diagnostic) -> Bool {
    guard finding.code == .anchorMisplaced, let anchor = finding.place else { return false }
    let bytes = sources[anchor.file].bytes
    let below = bytes[anchor.range.upperBound...].drop { $0 <= 0x20 }.startIndex
    // Up to a blank line.
    var end = below
    while end < bytes.count, bytes[end] != 0x0A || bytes[end...].dropFirst().first.map({ $0 > 0x0D }) == true {
      end += 1
    }
    return diagnostics.contains {
      guard $0.code == .brokenTable, let place = $0.place, place.file == anchor.file else { return false }
      return (below...end).contains(place.range.lowerBound)
    }
  }

  /// The resolved document, whole if there are no errors, and its style. The tables, which can be larger than the document, end
  /// here.
  private mutating func resolve(_ program: consuming Program) -> (ResolvedDocument, Style) {
    readsData = true
    var tables = loadTables(program)
    reconsider(&program, &tables)
    suspects = nil
    if options.searchesRepairs { offerColumns(program) }
    let style = loadStyle(program)
    options.onStep?(.evaluating)
    let (document, findings) = evaluate(program, tables: tables, settings: evaluationSettings)
    diagnostics += findings
    return (document, style)
  }

  /// What the options ask of the evaluation, as things stand now.
  var evaluationSettings: EvaluationSettings {
    var settings = EvaluationSettings()
    settings.isPartial = diagnostics.hasErrors
    settings.parameters = options.parameters
    settings.isDraft = options.isDraft
    settings.sources = sources
    settings.isRedacted = options.isRedacted
    settings.hidesPrivate = options.hidesPrivate
    for finding in diagnostics {
      if case .missingRow(let table)? = finding.evidence { settings.incomplete.insert(SchemaID(table)) }
    }
    return settings
  }

  /// The checked program; nil where the report could not be read. The syntax trees end here.
  mutating func program(_ source: [UInt8]?) -> Program? {
    options.onStep?(.checking(path))
    var loader = ModuleLoader(world: world, root: root)
    let modules = loader.load(path, source: source)
    sources = loader.sources
    moduleSize = sources.files.dropFirst(2).reduce(0) { $0 + $1.bytes.count }
    diagnostics = loader.diagnostics
    // A merge conflict says things twice, or not at all: names and types would only follow it up.
    guard modules.count > 1, !diagnostics.contains(where: { $0.code == .mergeConflict }) else { return nil }
    allowances = Allowances(modules[1].tree)
    headers = modules.compactMap { $0.tree.root.first(.header)?.place }
    let (program, findings) = check(modules, untyped: untyped)
    if diagnostics.hasErrors || findings.hasErrors {
      headless = modules.flatMap { $0.tree.headlessBlocks + $0.tree.unknownBlocks }
    }
    if findings.hasErrors { suspects = Suspects(modules: modules, diagnostics: diagnostics, sources: sources) }
    diagnostics += findings
    if isDiscreet { quotable = program.declaredNames }
    return program
  }

  /// The findings so far as they will be shown: silenced ones left out, warnings raised under `--strict`.
  var settled: [Diagnostic] {
    let sound = withDoubtfulFigures(withoutBrokenTotals(withoutBrokenLines(withoutTwinsOfFiles(diagnostics))))
    return withoutHalfRead(withDecided(sound)).sortedAndUnique().filter {
      !isHeadless($0) && !allowances.silence($0)
    }.map {
      diagnostic in
      var diagnostic = diagnostic
      if options.isStrict && diagnostic.severity == .warning { diagnostic.severity = .error }
      diagnostic.fixIts = diagnostic.fixIts.map { $0.takingIn(sources[$0.place.file].bytes) }
      return diagnostic
    }
  }

  /// True for a warning about text in a block that is not known.
  private func isHeadless(_ finding: Diagnostic) -> Bool {
    guard finding.severity == .warning, let place = finding.place else { return false }
    return headless.contains { $0.contains(place) }
  }

  func finish(
    _ document: ResolvedDocument? = nil, _ html: [UInt8]? = nil, _ markdown: [UInt8]? = nil
  ) -> Compilation {
    let shown = discreetly(withoutConsequences(settled))
    let failed = shown.hasErrors
    let sources = isDiscreet ? sources.concealing(concealment) : sources
    return Compilation(
      html: failed ? nil : html, markdown: failed ? nil : markdown, diagnostics: shown, sources: sources,
      outline: shown.isEmpty ? .none : outline(), document: failed ? nil : document)
  }

  /// The report's sections as its style numbers them. Read off the source again, as most compiles have nothing to say.
  func outline() -> Outline {
    // The standard library comes first.
    guard sources.files.count > 1 else { return .none }
    let report = FileID(1)
    let tree = parse(report, sources[report].bytes).tree
    let declaration = tree.root.first(.header)?.children.first { $0.kind == .styleDeclaration }
    var style = declaration?.name.flatMap { Style.builtIn($0.text) }
    if let path = declaration?.first(.interpolation)?.plainString {
      let path = Path.join(Path.folder(of: sources[report].path), path)
      let bytes = try? world.read(path, within: root, limit: ModuleLoader.byteLimit)
      style = bytes.map { Style.parse($0, file: nil, name: "").0 }
    }
    return OutlineReader.outline(of: tree, style: style ?? Style(name: ""))
  }

  // MARK: Data

  /// The limits on data files, those that the options name raised or lowered.
  var dataLimits: DataLimits {
    var limits = DataLimits()
    for (name, value) in options.limits { _ = limits.set(name, to: value) }
    return limits
  }

  /// Every table of the program; in a draft a file that is not there, or has gaps, leaves its figures without a value.
  mutating func loadTables(_ program: Program) -> [Table?] {
    var tables: [Table?] = [nil]
    let limits = dataLimits
    let mistakes = diagnostics.filter { $0.severity == .error }
    for (index, schema) in program.schemas.enumerated().dropFirst() {
      if schema.isStandard {
        let isBroken = mistakes.contains { $0.place.map(schema.declaration.contains) ?? false }
        tables.append(isBroken ? nil : program.standards.first { $0.schema.index == index }?.table)
        continue
      }
      let lost = schema.lostFields
      guard schema.isReadable, lost.isEmpty || lost.count < schema.fields.count else {
        tables.append(nil)
        continue
      }
      let path = Path.join(Path.folder(of: sources[schema.place.file].path), schema.path)
      options.onStep?(.loading(path))
      var (table, findings) = loadTable(
        schema, id: SchemaID(index), path: path, root: root, world: world, sources: &sources, limits: limits,
        units: program.registry, lost: lost, schemas: program.schemas)
      let isGap = findings.allSatisfy { [.fileNotFound, .emptyCell].contains($0.code) }
      if options.isDraft && isGap { for finding in findings.indices { findings[finding].severity = .warning } }
      diagnostics += findings
      tables.append(table)
    }
    let (joined, findings) = checkReferences(program.schemas, tables, limit: limits.reportedCells)
    // A value that stands in another column of the row which is referred to is missing there alone.
    let bad = diagnostics.filter { $0.code == .badCell }.compactMap(\.place)
    diagnostics += findings.filter { finding in
      guard finding.code == .brokenReference, let content = finding.place?.cell?.content else { return true }
      let files = Set(finding.labels.map(\.place.file))
      return !bad.contains { $0.cell?.content == content && files.contains($0.file) }
    }
    return joined
  }

  // MARK: Style

  mutating func loadStyle(_ program: Program) -> Style {
    var fallback: Style { Style.builtIn("plain") ?? Style(name: "plain") }
    guard let (name, place, isPath) = program.style else { return fallback }
    if !isPath, let style = Style.builtIn(name) { return style }
    guard isPath else {
      let names = Style.builtInNames
      diagnostics.append(.unknownStyle(name, at: place, names: names))
      return fallback
    }
    let path = Path.join(Path.folder(of: sources[place.file].path), name)
    guard let bytes = read(path, writtenAs: name, at: place) else { return fallback }
    let file = sources.add(path: path, bytes: bytes)
    var (style, findings) = Style.parse(bytes, file: file, name: Path.stem(of: path))
    diagnostics += findings
    guard let sheet = style.sheetPath else { return style }
    if let css = read(Path.join(Path.folder(of: path), sheet), at: place) { style.sheet = css }
    return style
  }

  /// - Parameter written: the path as it stands at `place`; nil where it stands elsewhere.
  private mutating func read(_ path: String, writtenAs written: String? = nil, at place: Place) -> [UInt8]? {
    do throws(WorldError) { return try world.read(path, within: root, limit: ModuleLoader.byteLimit) } catch {
      let finding = Diagnostic.unreadable(path, error, at: place)
      diagnostics.append(written.map { finding.suggestingFile($0, path, in: world) } ?? finding)
      return nil
    }
  }
}
