import EvrepModel
import EvrepReview
package import EvrepSource

extension ExplainedReport {
  /// The trees for a terminal, each under a line that says where it stands and what came of it.
  package func text(language: MessageLanguage, width: Int, isColored: Bool) -> String {
    let layout = ExplanationLayout(language: language, width: width - 2, isColored: isColored)
    var positions = SourcePositions(compilation.sources)
    let paint = Paint(isColored: isColored)
    return sites.map { site in
      let position = positions.position(site.place.file, site.place.range.lowerBound)
      let path = SafeText.of(compilation.sources[site.place.file].path)
      var text = paint("\(path):\(position.line):\(position.column)", .blue)
      text += "  " + paint(site.title(language), .bold)
      let outcome = site.outcome(language)
      if !outcome.isEmpty { text += "  " + outcome }
      for line in layout.lines(of: site.explanation) { text += "\n  " + line }
      return text + "\n"
    }.joined(separator: "\n")
  }

  /// The same as a JSON array, an element a line.
  package func json() -> String {
    var positions = SourcePositions(compilation.sources)
    let elements = sites.map { site in
      let position = positions.position(site.place.file, site.place.range.lowerBound)
      let (kind, name) = site.kind.words
      return JSONValue.object([
        "kind": .string(kind), "name": name.map { .string($0) },
        "place": .object([
          "file": .string(compilation.sources[site.place.file].path), "line": .integer(position.line),
          "column": .integer(position.column),
        ]),
        "printed": site.printed.map { .string($0) }, "count": site.count.map { .integer($0) },
        "number": site.number.map { .integer($0) }, "explanation": site.explanation.tree,
      ]).line
    }
    return "[\n" + elements.joined(separator: ",\n") + "\n]\n"
  }
}

extension ExplainedSite.Kind {
  /// Its name in JSON, and the name that the report gives it.
  fileprivate var words: (String, String?) {
    switch self {
    case .hole: ("hole", nil)
    case .condition: ("when", nil)
    case .collection: ("each", nil)
    case .problem(let name): ("problem", name)
    case .check(let name): ("check", name)
    case .definition(let name): ("let", name)
    case .expectation(let scenario): ("expect", scenario)
    }
  }
}

extension ExplainedSite {
  fileprivate func title(_ language: MessageLanguage) -> String {
    let isChinese = language == .chinese
    switch kind {
    case .hole: return isChinese ? "数据" : "hole"
    case .condition: return isChinese ? "条件" : "when"
    case .collection: return isChinese ? "逐项" : "each"
    case .problem(let name): return isChinese ? "问题 \(name)" : "problem \(name)"
    case .check(let name): return isChinese ? "核验 \(name)" : "check \(name)"
    case .definition(let name): return isChinese ? "令 \(name)" : "let \(name)"
    case .expectation(let scenario): return isChinese ? "情景 \(scenario) 的期望" : "expectation of scenario \(scenario)"
    }
  }

  /// What the report makes of it.
  fileprivate func outcome(_ language: MessageLanguage) -> String {
    let isChinese = language == .chinese
    if let number { return isChinese ? "列为第 \(number) 项" : "kept as number \(number)" }
    if case .problem = kind { return isChinese ? "不列" : "not kept" }
    if case .check = kind { return "" }
    guard let count else { return "" }
    guard count > 0 else { return isChinese ? "报告没有用到这里" : "the report does not come to it" }
    let times = count > 1 ? (isChinese ? "（共 \(count) 次，这是第一次）" : " (\(count) times, this is the first)") : ""
    guard let printed else { return times }
    return (isChinese ? "印作 \(SafeText.of(printed))" : "prints \(SafeText.of(printed))") + times
  }
}
