import EvrepCheck
import EvrepData
import EvrepEvaluate
package import EvrepModel
package import EvrepSource

/// Which expressions of a report are to be explained.
package enum ExplainQuery: Sendable {
  /// Those that stand on a line, from 1; with a column, from 1 in Unicode scalars, the narrowest one there.
  case position(line: Int, column: Int?)
  case problem(String)
  case check(String)
}

/// An expression with the tree of it.
package struct ExplainedSite: Sendable {
  package enum Kind: Hashable, Sendable {
    case hole, condition, collection
    case problem(String), check(String), definition(String), expectation(scenario: String)
  }

  package let kind: Kind
  package let place: Place
  package let explanation: Explanation
  /// What its hole prints, with the unit; nil for what is no hole, and where the report does not come to it.
  package let printed: String?
  /// How often the report prints or decides it; nil for what a report does not come to by its nature, a named value.
  package let count: Int?
  /// A problem's number among those kept.
  package let number: Int?
}

/// What came of an `explain`.
package struct ExplainedReport: Sendable {
  /// The findings that forbid an explanation, and the files that messages show.
  package let compilation: Compilation
  /// In the order of the source; empty where nothing is asked for by the query.
  package let sites: [ExplainedSite]
  /// The names that the query could have meant, for a problem or a check.
  package let names: [String]
  package let language: ReportLanguage
}

/// Explains expressions of the report at `path`: what each part of them comes to over the data. A check that fails, or
/// any other finding of the evaluation, does not forbid it.
package func explain(
  _ path: String, source: [UInt8]?, query: ExplainQuery, options: CompileOptions, world: any World
) -> ExplainedReport {
  var compiler = Compiler(path: path, options: options, world: world)
  return compiler.explain(source, query)
}

extension Compiler {
  fileprivate mutating func explain(_ source: [UInt8]?, _ query: ExplainQuery) -> ExplainedReport {
    guard let program = program(source), !settled.hasErrors else { return failed(nil) }
    let tables = loadTables(program)
    guard !settled.hasErrors else { return failed(program) }
    diagnostics = []
    let sites = program.sites
    let names = sites.compactMap { site -> String? in
      switch (site.kind, query) {
      case (.problem(let name?), .problem): name
      case (.check(let name), .check): name
      default: nil
      }
    }
    let asked = Self.asked(sites, query, program)
    var explained: [(order: Int, site: ExplainedSite)] = []
    // Scenarios are evaluations of their own.
    let scenarios = asked.map { site, _ in
      if case .expectation(let scenario, _) = site.kind { return scenario }
      return -1
    }
    for scenario in Set(scenarios).sorted() {
      let indices = asked.indices.filter { scenarios[$0] == scenario }
      var request = TraceRequest()
      request.paths = paths(program)
      request.targets = indices.map { TraceRequest.Target(site: asked[$0].0.mark, expression: asked[$0].1) }
      var problems: [ProblemStatement] = []
      let trace: Trace
      if scenario >= 0 {
        trace = EvrepEvaluate.trace(program.scenarios[scenario], of: program, tables: tables, request: request)
      } else {
        let traced = EvrepEvaluate.trace(program, tables: tables, settings: evaluationSettings, request: request)
        trace = traced.trace
        problems = traced.document.problems
      }
      for answer in trace.answers {
        let index = indices[answer.target]
        explained.append((index, self.explained(asked[index].0, answer, program, problems)))
      }
    }
    return ExplainedReport(
      compilation: finish(), sites: explained.sorted { $0.order < $1.order }.map(\.site), names: names,
      language: program.language)
  }

  private func failed(_ program: Program?) -> ExplainedReport {
    ExplainedReport(compilation: finish(), sites: [], names: [], language: program?.language ?? .chinese)
  }

  private func explained(
    _ site: Site, _ answer: TracedAnswer, _ program: Program, _ problems: [ProblemStatement]
  ) -> ExplainedSite {
    var count: Int? = answer.count
    var number: Int?
    let kind: ExplainedSite.Kind
    switch site.kind {
    case .hole: kind = .hole
    case .condition: kind = .condition
    case .collection: kind = .collection
    case .problem(let name):
      kind = .problem(name ?? "")
      number = problems.first { $0.name == name && $0.name != nil }?.number
    case .check(let name): kind = .check(name)
    case .definition(let name):
      kind = .definition(name)
      count = nil
    case .expectation(let scenario, _):
      kind = .expectation(scenario: program.scenarios[scenario].name)
      count = nil
    }
    return ExplainedSite(
      kind: kind, place: site.place, explanation: answer.explanation, printed: answer.printed, count: count,
      number: number)
  }

  /// The sites that a query asks for, each with the part of it that is meant.
  private static func asked(_ sites: [Site], _ query: ExplainQuery, _ program: Program) -> [(Site, Expression)] {
    switch query {
    case .problem(let name):
      return sites.compactMap { site in
        if case .problem(let other?) = site.kind, other.isSpelled(like: name) { return (site, site.expression) }
        return nil
      }
    case .check(let name):
      return sites.compactMap { site in
        if case .check(let other) = site.kind, other.isSpelled(like: name) { return (site, site.expression) }
        return nil
      }
    case .position(let line, let column):
      let index = LineIndex(program.bytes)
      let range = index.range(ofLine: line, in: program.bytes)
      guard let column else {
        return sites.filter { $0.place.range.overlaps(range) || $0.place.range.contains(range.lowerBound) }
          .map { ($0, $0.expression) }
      }
      let offset = Self.offset(column, range, program.bytes)
      let under = sites.filter { $0.place.range.contains(offset) }
      guard let site = under.min(by: { $0.place.range.count < $1.place.range.count }) else { return [] }
      return [(site, site.expression.narrowest(at: offset + Self.shift(site, program.bytes)))]
    }
  }

  /// The byte of a column of a line.
  private static func offset(_ column: Int, _ line: ByteRange, _ bytes: [UInt8]) -> Int {
    var left = column
    for offset in line where bytes[offset] & 0xC0 != 0x80 {
      left -= 1
      if left <= 0 { return offset }
    }
    return line.upperBound
  }

  /// How far the expression of a hole stands from the one that it shares with a hole of the same bytes.
  private static func shift(_ site: Site, _ bytes: [UInt8]) -> Int {
    guard case .hole = site.kind else { return 0 }
    var start = site.place.range.lowerBound + 1
    while start < bytes.count, [0x20, 0x09, UInt8(ascii: "(")].contains(bytes[start]) { start += 1 }
    // A full-width brace takes three bytes.
    let isWide = bytes[site.place.range.lowerBound] != UInt8(ascii: "{")
    return site.expression.start - start - (isWide ? 2 : 0)
  }
}
