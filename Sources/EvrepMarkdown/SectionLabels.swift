package import EvrepModel

/// The numbers that a style gives headings and problems, counted as they come: what an outline of a report needs that is
/// not rendered.
package struct SectionLabels: Sendable {
  private let style: Style
  private let language: ReportLanguage
  private var headings = HeadingCounters()
  private var problems = 0

  package init(_ style: Style, _ language: ReportLanguage) {
    self.style = style
    self.language = language
  }

  /// The label of the next heading of `level`, 1 to 6; empty where the style has none.
  package mutating func heading(_ level: Int) -> String {
    style.label(.heading(level), headings.next(level), language) ?? ""
  }

  /// The label of the next problem; empty where the style has none.
  package mutating func problem() -> String {
    problems += 1
    return style.label(.problem, problems, language) ?? ""
  }
}
