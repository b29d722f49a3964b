import EvrepModel
import EvrepSource

/// What a diff shows its reader, in one language: the content that its forms for people have in common.
struct DiffPresentation {
  /// A sentence with the figures in it that changed.
  struct Sentence {
    /// The headings over it; empty where there are none.
    let section: String
    let text: String
    let figures: [Figure]
    /// The digits of the figures as they stand in `text`.
    let printed: [String]
  }

  /// A figure before and now, with its unit; nil on the side that does not have it.
  struct Figure {
    let old: String?
    let new: String?
    /// Empty where it says nothing.
    let difference: String
    let causes: [String]
  }

  /// What became of a thing that a line speaks of.
  enum Mark {
    case came, went, changed, warned
  }

  /// Changes of one kind, a line each.
  struct List {
    let heading: String
    let lines: [(mark: Mark, text: String)]
    /// True where only the mark tells a line that came from one that went.
    var needsMarks = false
  }

  let words: DiffWording
  let title: String
  let oldName: String
  let newName: String
  /// True where there is nothing to show.
  let isEmpty: Bool
  /// How many figures changed, came and went.
  let summary: String
  let sentences: [Sentence]
  let problems: List
  let checks: List
  let warnings: List
  let prose: [ProseChange]
  /// The report's title and its headings.
  let structure: List
  /// The headings alone.
  let headings: List

  init(_ diff: ReportDiff, language: MessageLanguage) {
    let words = DiffWording(language)
    let (before, now) = (diff.old.ledger.title, diff.new.ledger.title)
    self.words = words
    title = now.isEmpty ? diff.new.ledger.report : now
    (oldName, newName) = (diff.old.name, diff.new.name)
    isEmpty = diff.isEmpty
    summary = words.summary(of: diff.figures)
    sentences = FigureGroup.groups(diff.figures).map { group in
      Sentence(
        section: words.section(group.section), text: group.sentence, figures: group.changes.map(words.shown),
        printed: group.changes.compactMap { ($0.new ?? $0.old)?.printed })
    }
    problems = List(heading: words.problems, lines: diff.problems.map { (Self.mark($0), words.text($0)) })
    checks = List(
      heading: words.checks, lines: diff.checks.map { ($0.new?.holds == true ? .came : .went, words.text($0)) })
    warnings = List(
      heading: words.warnings, lines: diff.findings.map { ($0.isNew ? .warned : .went, words.text($0)) },
      needsMarks: true)
    prose = diff.passages.prose
    let titles = before == now ? [] : ["\(words.title): \(before) → \(now)"]
    let changes = diff.passages.structure.map(words.text)
    structure = List(heading: words.structure, lines: (titles + changes).map { (.changed, $0) })
    headings = List(heading: words.structure, lines: changes.map { (.changed, $0) })
  }

  private static func mark(_ change: ProblemChange) -> Mark {
    switch change.kind {
    case .appeared: .came
    case .gone: .went
    case .closer, .further: .changed
    }
  }
}

extension DiffPresentation.List {
  /// The lines as text alone, `+` and `−` before them where they need it.
  var texts: [String] { lines.map { needsMarks ? ($0.mark == .went ? "− " : "+ ") + $0.text : $0.text } }
}

extension DiffWording {
  func shown(_ change: FigureChange) -> DiffPresentation.Figure {
    DiffPresentation.Figure(
      old: change.old.map(figure), new: change.new.map(figure), difference: difference(change), causes: causes(change))
  }
}
