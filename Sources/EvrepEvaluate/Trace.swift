package import EvrepCheck
package import EvrepModel
package import EvrepSource
package import EvrepUnits

/// What an evaluation records beside the document, when it is asked to.
package struct TraceRequest: Sendable {
  /// An expression whose tree is asked for.
  package struct Target: Sendable {
    /// The hole or the condition that the evaluation meets; the expression's own place where it stands in neither.
    package let site: Place
    package let expression: Expression

    package init(site: Place, expression: Expression) {
      self.site = site
      self.expression = expression
    }
  }

  /// Record every figure, problem, check and named value.
  package var isLedger = false
  package var targets: [Target] = []
  /// For each schema its file's path as the record shows it; the path that the declaration spells where there is none.
  package var paths: [String] = []

  package init() {}
}

/// The values and cells that a figure was computed from.
package struct TracedInputs: Hashable, Sendable {
  /// Indices of `Program.definitions`, ascending.
  package var definitions: [Int] = []
  /// Indices of `Program.parameters`, ascending.
  package var parameters: [Int] = []
  package var cells: [CellSpan] = []
}

/// What a hole printed, and from what.
package struct TracedFigure: Sendable {
  package let place: Place
  /// Its number among the document's insertions; nil in the title.
  package let insertion: Int?
  package let kind: LedgerEntry.Kind
  package let printed: String
  /// The exact value in base units and the unit; nil for what is no number.
  package let value: Number?
  package let unit: Unit?
  package let formula: String
  package let inputs: TracedInputs
}

/// What a condition came to; `truth` is nil where it has no value.
package struct TracedCondition: Sendable {
  package let truth: Bool?
  package let explanation: Explanation
}

/// The tree of an expression that was asked for.
package struct TracedAnswer: Sendable {
  /// Its index in the request.
  package let target: Int
  package let explanation: Explanation
  /// What its hole printed, with the unit; nil where it is in no hole, or was not printed.
  package let printed: String?
  /// How often the report printed or decided it; 0 where it did not come to that.
  package var count: Int
}

/// What a traced evaluation recorded.
package struct Trace: Sendable {
  package var figures: [TracedFigure] = []
  /// For each problem that the body meets its condition; nil for one without.
  package var problems: [TracedCondition?] = []
  /// One for each of `Program.checks`.
  package var checks: [TracedCondition] = []
  /// One for each of `Program.definitions`, then of `Program.parameters`.
  package var values: [Explanation] = []
  package var answers: [TracedAnswer] = []
  /// The columns that figures were computed from, in the order of declaration.
  package var columns: [LedgerColumn] = []
}

/// Evaluates as `evaluate` does, and records what the request asks for. The record costs a walk of each expression; a
/// build does without.
package func trace(_ program: Program, tables: [Table?], settings: EvaluationSettings, request: TraceRequest)
  -> (document: ResolvedDocument, trace: Trace, diagnostics: [Diagnostic])
{
  var evaluator = Evaluator(program: program, tables: tables, settings: settings)
  evaluator.recorder = Recorder(request)
  evaluator.run()
  evaluator.recordRest()
  return (evaluator.document, evaluator.recorder?.trace ?? Trace(), evaluator.diagnostics)
}

/// Evaluates a scenario as `evaluate` does, and records what the request asks for.
package func trace(_ scenario: Scenario, of program: Program, tables: [Table?], request: TraceRequest) -> Trace {
  var failures: [Diagnostic] = []
  guard var evaluator = Evaluator(running: scenario, of: program, tables: tables, &failures) else { return Trace() }
  evaluator.recorder = Recorder(request)
  evaluator.run()
  evaluator.recordRest()
  return evaluator.recorder?.trace ?? Trace()
}
