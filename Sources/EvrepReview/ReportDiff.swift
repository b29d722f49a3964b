import EvrepModel

/// What a reader of the new report finds other than a reader of the old one, and why.
package struct ReportDiff: Sendable {
  package let old: ReviewedReport
  package let new: ReviewedReport
  /// Figures that changed, came or went, in the order of the new report.
  package private(set) var figures: [FigureChange] = []
  package private(set) var problems: [ProblemChange] = []
  package private(set) var checks: [CheckChange] = []
  /// Warnings, claims that are not true among them, that came or went.
  package private(set) var findings: [FindingChange] = []
  /// Passages compared, the basis of all that is said of prose and structure.
  package let passages: PassageDiff

  package init(old: ReviewedReport, new: ReviewedReport) {
    self.old = old
    self.new = new
    passages = PassageDiff(old: old.passages, new: new.passages)
    let causes = CauseFinder(old: old.ledger, new: new.ledger)
    let matching = FigureMatching(passages, old: old.ledger.entries, new: new.ledger.entries)
    figures = matching.pairs.compactMap { before, after in
      let (before, after) = (before.map { old.ledger.entries[$0] }, after.map { new.ledger.entries[$0] })
      guard let before, let after else { return FigureChange(old: before, new: after, causes: []) }
      let isSame = before.printed == after.printed && before.unit == after.unit && before.exact == after.exact
      return isSame ? nil : FigureChange(old: before, new: after, causes: causes.causes(of: before, after))
    }
    problems = ProblemChange.changes(from: old.ledger.problems, to: new.ledger.problems)
    checks = CheckChange.changes(from: old.ledger.checks, to: new.ledger.checks)
    findings = FindingChange.changes(from: old.ledger.findings, to: new.ledger.findings)
  }

  /// True where a reader finds no difference.
  package var isEmpty: Bool {
    figures.isEmpty && problems.isEmpty && checks.isEmpty && findings.isEmpty && old.ledger.title == new.ledger.title
      && passages.changes.allSatisfy { change in
        if case .same(let i, let j) = change { return passages.old[i].label == passages.new[j].label }
        return false
      }
  }
}
