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

extension ReviewedReport {
  /// A report without any text, where one side of a comparison does not have it.
  package static func absent(_ name: String, as other: ReviewedReport) -> ReviewedReport {
    ReviewedReport(
      name: name, ledger: Ledger(report: other.ledger.report, title: "", language: other.ledger.language), passages: [])
  }

  /// The file's name.
  package var reportName: String { ledger.report }

  /// True for a file that prints nothing: declarations for other reports.
  package var isModule: Bool { passages.isEmpty && ledger.title.isEmpty }
}
