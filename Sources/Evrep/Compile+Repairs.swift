import EvrepCheck
import EvrepModel
import EvrepSource
import EvrepSyntax

extension Compiler {
  /// The findings without those that are the doing of others: one small change of the report would mend them all.
  func withoutConsequences(_ findings: [Diagnostic]) -> [Diagnostic] {
    // The standard library comes first.
    let report = FileID(1)
    guard options.searchesRepairs, sources.files.count > 1, findings.count <= RepairSearch.findingLimit,
      sources[report].bytes.count + moduleSize <= RepairSearch.sizeLimit,
      findings.contains(where: { $0.code.severity == .error }),
      !findings.contains(where: { $0.code == .mergeConflict })
    else { return findings }
    func checked(_ bytes: [UInt8], _ untyped: Place?) -> [Diagnostic] {
      var compiler = trialCompiler
      compiler.untyped = untyped
      _ = compiler.program(bytes)
      return compiler.settled
    }
    let trial = RepairSearch.Trial(
      parse: { parse(report, $0).diagnostics }, check: checked,
      evaluate: readsData
        ? { bytes in
          var compiler = trialCompiler
          return compiler.run(source: bytes, checksOnly: false).diagnostics
        } : nil, moduleSize: moduleSize, dataSize: sources.files.reduce(0) { $0 + $1.bytes.count },
      values: readsData
        ? { bytes, field in
          var compiler = trialCompiler
          return compiler.values(bytes, field)
        } : nil)
    var search = RepairSearch(
      findings, report: report, bytes: sources[report].bytes, header: headers.first { $0.file == report }, trial: trial)
    return withoutConsequencesOfData(search.run(), of: findings)
  }

  /// The findings without those that are the doing of others: one small change of a data file would mend them all.
  private func withoutConsequencesOfData(_ findings: [Diagnostic], of original: [Diagnostic]) -> [Diagnostic] {
    let report = FileID(1)
    guard readsData, !isDiscreet else { return findings }
    let files = sources.files.indices.dropFirst(2).map { FileID($0) }.filter { file in
      findings.contains { DataRepairSearch.place(of: $0, in: file) != nil } && isReadAsItStands(file)
    }
    guard !files.isEmpty else { return findings }
    var checked = trialCompiler
    guard let program = checked.program(sources[report].bytes) else { return findings }
    var search = DataRepairSearch(
      findings, of: original, sources: sources, reportSize: sources[report].bytes.count,
      dataSize: sources.files.reduce(0) { $0 + $1.bytes.count }
    ) { file, bytes in
      var compiler = checked
      compiler.world = ChangedWorld(world: world, contents: [Path.normalised(sources[file].path): bytes])
      let found = compiler.run(program)
      return (found.diagnostics, found.sources)
    }
    return search.run(in: files)
  }

  /// True for a file of rows whose bytes are what is read, but for a byte order mark.
  private func isReadAsItStands(_ file: FileID) -> Bool {
    let source = sources[file]
    guard let format = DataFormat(path: source.path), format.clauses.contains(.delimiter),
      let bytes = try? world.read(source.path, within: root, limit: DataRepairSearch.sizeLimit)
    else { return false }
    return bytes == source.bytes || bytes == [0xEF, 0xBB, 0xBF] + source.bytes
  }

  /// The different texts in a column, as many as a field may have cases, and one more.
  private mutating func values(_ bytes: [UInt8], _ field: Place) -> [String] {
    guard let program = program(bytes) else { return [] }
    for case let table? in loadTables(program) {
      guard let index = program.schemas[table.schema.index].fields.firstIndex(where: { $0.place == field }),
        case .texts(let texts) = table.columns[index]
      else { continue }
      var (seen, values): (Set<String>, [String]) = ([], [])
      for row in 0..<texts.count where values.count <= RepairSearch.caseLimit {
        if let text = texts[row], seen.insert(text).inserted { values.append(text) }
      }
      return values
    }
    return []
  }

  /// A compiler of the same report that nobody watches.
  private var trialCompiler: Compiler {
    var options = options
    options.onStep = nil
    options.searchesRepairs = false
    options.html = false
    return Compiler(path: path, options: options, world: world)
  }
}
