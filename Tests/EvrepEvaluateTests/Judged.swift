import EvrepCheck
import EvrepEvaluate
import EvrepModel
import EvrepSource
import EvrepTestSupport
import EvrepUnits

/// A text without data, evaluated: what it is accused of, and the figures that it prints.
struct Judged {
  let codes: [DiagnosticCode]
  let printed: [String]
  /// True where some printed total is not the sum of its printed parts.
  let hasRoundedTotals: Bool

  init(_ text: String) {
    let (modules, slips) = modules(text + "\n")
    let (program, findings) = check(modules)
    let (document, diagnostics) = evaluate(program, tables: [nil], settings: EvaluationSettings())
    codes = (slips + findings + diagnostics).map(\.code)
    printed = document.figures.map(\.printed)
    hasRoundedTotals = document.hasRoundedTotals
  }
}
