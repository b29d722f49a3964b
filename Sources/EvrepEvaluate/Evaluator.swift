package import EvrepCheck
package import EvrepModel
package import EvrepSource
import EvrepUnits

/// What the command line asks of an evaluation.
package struct EvaluationSettings: Sendable {
  /// `--set name=value`, in order.
  package var parameters: [(name: String, value: String)] = []
  /// Print `*` for a figure without a value, instead of failing.
  package var isDraft = false
  /// Print `*` for every figure and every private text.
  package var isRedacted = false
  /// Print `*` for what is private, and figures that are not as they are.
  package var hidesPrivate = false
  /// Parts of the report or its data could not be read, which has been reported: what is evaluated is for the findings on
  /// the rest.
  package var isPartial = false
  /// Where cells are read again as they are written; nil where nobody needs to know.
  package var sources: SourceSet?
  /// Tables that lack rows which others refer to: what checks say of them tells nothing.
  package var incomplete: Set<SchemaID> = []
  /// A scenario is run, not a build: no command line sets parameters.
  var isScenario = false

  package init() {}
}

/// Evaluates a checked program over its tables.
///
/// - Parameter tables: one for each schema of the program, nil where it could not be read, which has been reported; the
///   first is ignored, it is the report's problems.
package func evaluate(_ program: Program, tables: [Table?], settings: EvaluationSettings)
  -> (document: ResolvedDocument, diagnostics: [Diagnostic])
{
  var evaluator = Evaluator(program: program, tables: tables, settings: settings)
  evaluator.run()
  return (evaluator.document, evaluator.withoutConsequences())
}

/// The evaluator's state.
struct Evaluator {
  /// The most expressions and rows that are evaluated: about a second's work.
  static let stepLimit = 10_000_000
  /// The most bytes of resolved text.
  static let outputLimit = 1 << 28
  /// Findings beyond this many are not kept: they are one mistake over many rows.
  static let findingLimit = 200

  /// What `where` or `order by` looks at.
  enum RowContext {
    case row(SchemaID, Int)
    case group(Group)
  }

  let program: Program
  let settings: EvaluationSettings
  var tables: [Table?]
  var diagnostics: [Diagnostic] = []
  var document: ResolvedDocument

  var parameters: [Value]
  var definitions: [Value?]
  /// The parameters that a scenario sets; nil for the others.
  var givenParameters: [Value?]
  /// The definitions that a scenario sets, so that what they stand for is of no account.
  var givenDefinitions: Set<Int> = []
  var slots: [Value]
  var rows: [RowContext] = []
  /// What `rank`, `cumulative` and `yearOnYear` have found of whole columns.
  var columnFindings = ColumnFindings()
  /// What each hole with a cache printed.
  var printed: [Printed?]
  var steps = 0
  var isExhausted = false
  /// False while the problems that are kept are being decided.
  var problemsAreKnown = false
  /// Whether each problem is kept, in the order in which the body meets them.
  var decisions: [Bool] = []
  /// The problems that `decisions` speak of.
  var decidedProblems: [Problem] = []
  var nextDecision = 0
  var keptCount = 0
  var emittedAnchors = NameTable<Place>()
  var references: [(name: String, place: Place)] = []
  /// The figure that was printed last, and where its hole ends.
  var previousFigure: (end: Int, value: Number, unit: Unit)?
  /// Where the hole of the last level ends whose word does not lead there, and whether it rose.
  var misledLevel: (end: Int, isRise: Bool)?
  /// The year that was printed last, and its hole.
  var printedYear: SaidYear.Printed?
  /// What the body has printed and asked.
  var emission = Emission()
  /// Where an order left open what `first`, `last` or `top` takes.
  var ties: [Tie] = []
  /// Where in `diagnostics` it is said that there are no such rows.
  var reportedWants: [Want: Int] = [:]
  /// For definitions that were asked for it, the first filter that keeps nothing.
  var emptyFilters: [Int: Expression?] = [:]
  /// The checks that do not hold.
  var failedChecks: Set<Int> = []
  /// The checks that have been reported: the columns that they look at, and the number of the finding.
  var failures: [(columns: Set<ColumnKey>, finding: Int)] = []
  /// The standards that were used and are unconfirmed.
  var unconfirmed: [UnconfirmedUse] = []
  /// The first bytes of the holes whose claims have been reported.
  var reportedClaims: Set<Int> = []
  /// The first bytes of the holes whose printed figures have been reported.
  var reportedAgreement: Set<Int> = []
  /// What definitions may be, as far as the cells that they build on are known.
  var ranges: [Int: Interval?] = [:]
  /// The same of arguments of a function, by their slots.
  var argumentRanges: [Int: Interval] = [:]
  /// What is recorded beside the document; nil for a build.
  var recorder: Recorder?

  init(program: Program, tables: [Table?], settings: EvaluationSettings) {
    self.program = program
    self.settings = settings
    self.tables = tables
    document = ResolvedDocument(language: program.language, file: program.file)
    parameters = Array(repeating: .poison, count: program.parameters.count)
    definitions = Array(repeating: nil, count: program.definitions.count)
    givenParameters = Array(repeating: nil, count: program.parameters.count)
    slots = Array(repeating: .poison, count: program.slotCount)
    printed = Array(repeating: nil, count: program.cacheCount)
  }

  mutating func run() {
    setParameters()
    decideProblems()
    runChecks()
    document.title = program.title.map { insertions($0) }
    document.text.reserveCapacity(program.bytes.count + program.bytes.count / 8)
    emit(program.items)
    judgeAgreement()
    judgeTexts()
    judgeStandards()
    for reference in references where !settings.isPartial && emittedAnchors[reference.name] == nil {
      reportAbsentReference(reference)
    }
  }

  // MARK: Findings

  mutating func report(
    _ code: DiagnosticCode, _ place: Place?, severity: Severity? = nil, en: String, zh: String, labels: [Label] = [],
    notes: [Message] = []
  ) {
    var diagnostic = Diagnostic(code, at: place, Message(en: en, zh: zh), labels: labels, notes: notes)
    if let severity { diagnostic.severity = severity }
    report(diagnostic)
  }

  mutating func report(_ diagnostic: Diagnostic) {
    if diagnostics.count < Self.findingLimit { diagnostics.append(diagnostic) }
  }

  /// Counts work; false, with one message, when there is too much of it.
  mutating func step(_ count: Int = 1, at place: Place) -> Bool {
    steps += count
    if steps <= Self.stepLimit { return true }
    if !isExhausted {
      isExhausted = true
      report(
        .tooMuchOutput, place, en: "the report takes too much work: more than \(Self.stepLimit) steps",
        zh: "计算量太大：超过 \(Self.stepLimit) 步")
    }
    return false
  }
}
