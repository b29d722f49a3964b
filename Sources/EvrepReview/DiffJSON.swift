import EvrepModel
package import EvrepSource

/// A diff as JSON, for other programs; `Grammar/diff.schema.json` describes it.
package enum DiffJSON {
  /// Several comparisons as one document.
  ///
  /// - Parameter language: that of the texts in it.
  package static func text(_ diffs: [ReportDiff], language: MessageLanguage) -> String {
    let tree = JSONValue.object([
      "format": .string("evrep-diff"), "version": .integer(1),
      "reports": .array(diffs.map { self.tree($0, language: language) }),
    ])
    return tree.line + "\n"
  }

  private static func tree(_ diff: ReportDiff, language: MessageLanguage) -> JSONValue {
    let words = DiffWording(language)
    return .object([
      "old": .string(diff.old.name), "new": .string(diff.new.name), "same": .bool(diff.isEmpty), "titles": titles(diff),
      "figures": .array(diff.figures.map { figure($0, words) }),
      "problems": .array(
        diff.problems.map { change in
          .object([
            "kind": .string(change.kind.rawValue), "name": .string(change.name), "text": .string(words.text(change)),
            "was": change.old?.margin.map { .string($0.text) }, "is": change.new?.margin.map { .string($0.text) },
          ])
        }),
      "checks": .array(
        diff.checks.map { change in
          .object([
            "name": .string(change.new?.name ?? change.old?.name ?? ""), "was": change.old.map { .bool($0.holds) },
            "is": change.new.map { .bool($0.holds) }, "text": .string(words.text(change)),
          ])
        }),
      "warnings": .array(
        diff.findings.map { change in
          .object([
            "code": .string(change.finding.code), "message": .string(change.finding.message),
            "new": .bool(change.isNew),
          ])
        }),
      "prose": .array(
        diff.passages.prose.map { change in
          .object([
            "section": .strings(change.section),
            "sentences": .array(change.sentences.map { .array($0.joined.compactMap(part)) }),
          ])
        }),
      "structure": .strings(diff.passages.structure.map(words.text)),
    ])
  }

  private static func titles(_ diff: ReportDiff) -> JSONValue? {
    let (old, new) = (diff.old.ledger.title, diff.new.ledger.title)
    return old == new ? nil : .strings([old, new])
  }

  private static func figure(_ change: FigureChange, _ words: DiffWording) -> JSONValue {
    let entry = change.new ?? change.old
    return .object([
      "was": change.old.map(side), "is": change.new.map(side), "difference": .string(words.difference(change)),
      "section": .strings(entry.map { $0.section.map { $0.number + $0.text } } ?? []),
      "sentence": .string(entry?.sentence ?? ""), "causes": .strings(words.causes(change)),
    ])
  }

  private static func side(_ entry: LedgerEntry) -> JSONValue {
    .object([
      "printed": .string(entry.printed), "unit": .string(entry.unit), "exact": entry.exact.map { .string($0) },
      "formula": .string(entry.formula), "file": .string(entry.place.file), "line": .integer(entry.place.line),
      "column": .integer(entry.place.column),
    ])
  }

  private static func part(_ part: LinePart) -> JSONValue? {
    switch part {
    case .tag: nil
    case .same(let text, _): .object(["same": .string(text)])
    case .removed(let text, _): .object(["removed": .string(text)])
    case .added(let text, _): .object(["added": .string(text)])
    }
  }
}
