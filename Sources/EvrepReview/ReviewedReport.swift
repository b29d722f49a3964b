package import EvrepModel

/// A compiled report as the review sees it.
package struct ReviewedReport: Sendable {
  /// How the user named it: a path, `HEAD~1:report.evrep`.
  package let name: String
  package let ledger: Ledger
  package let passages: [Passage]

  package init(name: String, ledger: Ledger, passages: [Passage]) {
    self.name = name
    self.ledger = ledger
    self.passages = passages
  }
}
